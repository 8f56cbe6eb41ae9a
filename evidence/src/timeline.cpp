// SPDX-License-Identifier: Apache-2.0
#include "timeline.hpp"

#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <utility>

#include "joined.hpp"
#include "table_cells.hpp"

namespace holdfast::evidence {

std::string listed(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += "; ";
        out += part;
    }
    return out;
}

std::string_view done_words(DoneKind kind) noexcept {
    switch (kind) {
        case DoneKind::step:
            return "marked as done";
        case DoneKind::undone:
            return "mark taken back";
        case DoneKind::letter:
            return "letter sent";
        case DoneKind::reported:
            return "reported";
    }
    return "done";
}

std::string amount_text(const Payment& payment) {
    return payment.amount + (payment.amount.empty() || payment.currency.empty() ? "" : " ") + payment.currency;
}

namespace {

template <class Kind>
std::vector<Event> events_of(const CaseFacts& facts, const std::vector<Kind>& exhibits) {
    std::vector<Event> events;
    events.push_back({facts.created, 0, "case begun", {}, facts.number});
    for (const Kind& exhibit : exhibits) {
        const ExhibitFacts& said = exhibit.facts;
        const std::string name = exhibit_name(facts.prefix, said.number);
        const std::string what = listed({to_text(said.kind), said.title, said.source});
        if (said.made) events.push_back({*said.made, 1, "shown by exhibit", name, what});
        events.push_back({said.added, 2, "exhibit added", name, what});
        for (const RedactedCopy& copy : copies_of(exhibit)) {
            events.push_back(
                {copy.record().made, 7, "redacted copy made", copy_name(facts.prefix, said.number, copy.index()), {}});
        }
    }
    for (const Link& link : facts.links) {
        const std::string what = listed({link.url, link.account, link.place});
        if (link.first_seen) events.push_back({*link.first_seen, 3, "link first seen", {}, what});
        if (link.last_seen) events.push_back({*link.last_seen, 3, "link last seen", {}, what});
    }
    for (const Payment& payment : facts.payments) {
        if (!payment.when) continue;
        events.push_back({*payment.when,
                          4,
                          payment.kind == PaymentKind::paid ? "payment made" : "payment demanded",
                          {},
                          listed({amount_text(payment), payment.method, payment.to, payment.reference, payment.note})});
    }
    for (const Done& done : facts.done) {
        events.push_back(
            {done.at,
             5,
             text(done_words(done.kind)),
             {},
             listed({done.words, done.to, framed("our reference ", done.ours), framed("their reference ", done.theirs),
                     done.reply == ReplyKind::none ? std::string_view() : to_text(done.reply)})});
    }
    for (const Note& note : facts.notes) events.push_back({note.at, 6, "note", {}, note.text});
    for (const Removed& removed : facts.removed) {
        events.push_back(
            {removed.at, 8, "exhibit removed", exhibit_name(facts.prefix, removed.number), removed.reason});
    }
    for (std::size_t i = 0; i < events.size(); ++i) events[i].made = i;
    std::ranges::sort(events, {}, [](const Event& each) { return std::tuple(each.at.at, each.order, each.made); });
    return events;
}

}  // namespace

std::vector<Event> timeline_of(const Case& of) {
    return std::visit([](const auto& each) { return events_of(each.facts, each.exhibits); }, of);
}

}  // namespace holdfast::evidence
