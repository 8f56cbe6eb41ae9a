// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "exhibit_json.hpp"
#include "fact_json.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "joined.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

constexpr JsonLimits limits{.bytes = max_case_bytes, .depth = 10, .members = 32};
constexpr std::array<std::string_view, 2> routes{"adult", "protected"};

// ---- writing

template <class Item, class Put>
void put_list(JsonWriter& to, std::string_view name, const std::vector<Item>& items, Put&& put_item) {
    if (items.empty()) return;
    to.key(name).array();
    for (const Item& item : items) {
        to.object();
        put_item(item);
        to.end();
    }
    to.end();
}

void put_payment(JsonWriter& to, const Payment& payment) {
    put(to, "amount", payment.amount);
    put(to, "currency", payment.currency);
    to.key("kind").value(to_text(payment.kind));
    put(to, "method", payment.method);
    put(to, "note", payment.note);
    put(to, "reference", payment.reference);
    put(to, "to", payment.to);
    put(to, "when", payment.when);
}

void put_done(JsonWriter& to, const Done& done) {
    put(to, "at", done.at);
    put(to, "id", done.id);
    to.key("kind").value(to_text(done.kind));
    put(to, "ours", done.ours);
    if (done.reply != ReplyKind::none) to.key("reply").value(to_text(done.reply));
    put(to, "theirs", done.theirs);
    put(to, "to", done.to);
    put(to, "words", done.words);
}

template <class Exhibits>
std::string write(const CaseFacts& facts, const Exhibits& exhibits, std::string_view route) {
    JsonWriter to;
    to.object();
    put_list(to, "answers", facts.answers, [&](const Answer& each) {
        put(to, "answer", each.answer);
        put(to, "question", each.question);
        put(to, "words", each.words);
    });
    put(to, "created", facts.created);
    put_list(to, "done", facts.done, [&](const Done& each) { put_done(to, each); });
    if (!exhibits.empty()) {
        to.key("exhibits").array();
        for (const auto& exhibit : exhibits) write_exhibit(to, exhibit);
        to.end();
    }
    to.key("format").value(case_format);
    put_list(to, "known", facts.known, [&](const Known& each) {
        to.key("kind").value(to_text(each.kind));
        put(to, "note", each.note);
        put(to, "value", each.value);
        put(to, "where", each.where);
    });
    put(to, "language", facts.language);
    put_list(to, "links", facts.links, [&](const Link& each) {
        put(to, "account", each.account);
        put(to, "first_seen", each.first_seen);
        put(to, "last_seen", each.last_seen);
        put(to, "note", each.note);
        put(to, "place", each.place);
        put(to, "url", each.url);
    });
    to.key("next_number").value(facts.next_number);
    put_list(to, "notes", facts.notes, [&](const Note& each) {
        put(to, "at", each.at);
        put(to, "text", each.text);
    });
    put(to, "number", facts.number);
    put_list(to, "payments", facts.payments, [&](const Payment& each) { put_payment(to, each); });
    put(to, "place", facts.place);
    put(to, "prefix", facts.prefix);
    put_list(to, "removed", facts.removed, [&](const Removed& each) {
        put(to, "at", each.at);
        to.key("kind").value(to_text(each.kind)).key("number").value(each.number);
        put(to, "reason", each.reason);
    });
    to.key("route").value(route).key("whose").value(to_text(facts.whose)).end();
    return to.take() + "\n";
}

// ---- reading

template <class Item>
std::vector<Item> read_list(JsonObject& from, std::string_view name, std::size_t most, Item (*read)(JsonObject)) {
    const JsonArray list = from.array(name, 1, most, Need::optional);
    std::vector<Item> items;
    items.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) items.push_back(read(list.object(i)));
    return items;
}

CaseFacts read_facts(JsonObject& from) {
    CaseFacts facts = read_heading(from);
    facts.created = read_moment(from, "created", Need::required).value_or(Moment{});
    facts.next_number = static_cast<std::uint32_t>(from.integer("next_number", 1, last_exhibit_number + 1).value_or(1));
    facts.answers = read_list(from, "answers", most_answers, read_answer);
    facts.links = read_list(from, "links", most_links, read_link);
    facts.known = read_list(from, "known", most_known, read_known);
    facts.payments = read_list(from, "payments", most_payments, read_payment);
    facts.done = read_list(from, "done", most_done, read_done);
    facts.notes = read_list(from, "notes", most_notes, read_note);
    facts.removed = read_list(from, "removed", last_exhibit_number, read_removed);
    return facts;
}

/// Numbers rise in each list, and none is used twice or above the next.
template <class Kind>
void check_numbers(JsonObject& top, const CaseFacts& facts, const std::vector<Kind>& exhibits) {
    std::vector<std::uint32_t> all;
    all.reserve(exhibits.size() + facts.removed.size());
    for (const auto& exhibit : exhibits) all.push_back(exhibit.facts.number);
    if (!std::ranges::is_sorted(all)) top.fault("exhibits", "must be in the order of their numbers");
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    for (const Removed& removed : facts.removed) all.push_back(removed.number);
    if (!std::ranges::is_sorted(all.begin() + middle, all.end()))
        top.fault("removed", "must be in the order of its numbers");
    std::ranges::sort(all);
    if (std::ranges::adjacent_find(all) != all.end())
        top.fault("exhibits", "has a number twice, or one that was removed");
    if (!all.empty() && all.back() >= facts.next_number)
        top.fault("next_number", "must be greater than every number given");
}

template <class Kind, class Read>
std::vector<Kind> read_exhibits(JsonObject& top, Read&& read) {
    const JsonArray list = top.array("exhibits", 1, most_exhibits, Need::optional);
    std::vector<Kind> exhibits;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (auto exhibit = read(list.object(i))) exhibits.push_back(*std::move(exhibit));
    }
    return exhibits;
}

constexpr std::array<std::string_view, 17> top_names{
    "answers", "created", "done",     "exhibits", "format", "known",   "language", "links", "next_number",
    "notes",   "number",  "payments", "place",    "prefix", "removed", "route",    "whose"};

}  // namespace

std::string write_case(const Case& of) {
    if (const auto* const adult = std::get_if<AdultCase>(&of)) return write(adult->facts, adult->exhibits, routes[0]);
    const auto* const words = std::get_if<ProtectedCase>(&of);
    return write(words->facts, words->exhibits, routes[1]);
}

std::expected<Case, CaseError> read_case(std::string_view text, JsonFaults& faults, Spelling spelling) {
    const std::size_t before = faults.count();
    JsonDocument document;
    if (const auto parsed = document.parse(text, limits); !parsed) {
        faults.add("", std::string(explain(parsed.error())));
        return std::unexpected(CaseError::not_json);
    }
    JsonObject top = document.object(faults);
    if (top.text("format") != case_format) {
        if (faults.count() == before) faults.add("/format", joined({"must be ", case_format}));
        return std::unexpected(CaseError::other_format);
    }
    top.only(top_names);
    const auto route = top.word("route", routes);
    CaseFacts facts = read_facts(top);
    Case read = ProtectedCase{};
    if (route == 0U) {
        AdultCase adult{.facts = std::move(facts), .exhibits = read_exhibits<Exhibit>(top, read_exhibit)};
        check_numbers(top, adult.facts, adult.exhibits);
        read = std::move(adult);
    } else if (route == 1U) {
        ProtectedCase words{.facts = std::move(facts), .exhibits = read_exhibits<TextExhibit>(top, read_text_exhibit)};
        check_numbers(top, words.facts, words.exhibits);
        read = std::move(words);
    }
    if (faults.count() != before) return std::unexpected(CaseError::faults);
    const std::string written = write_case(read);
    // No note, name or address of such a case is a picture either.
    if (route == 1U && !holds_words_alone(written)) {
        faults.add("", "has something in it that is not words, such as a picture pasted as text");
        return std::unexpected(CaseError::faults);
    }
    if (spelling == Spelling::canonical && written != text) {
        faults.add("", "is not written the way a case is: the same content has another text");
        return std::unexpected(CaseError::not_canonical);
    }
    return read;
}

bool check(const Case& of, JsonFaults& faults) {
    const std::size_t before = faults.count();
    const std::string text = write_case(of);
    const auto again = read_case(text, faults);
    // What is lost on the way (bytes that are not UTF-8, a year beyond 9999) is a fault too.
    if (again && *again != of)
        faults.add("", "has something that cannot be written: text that is not UTF-8, or a time out of range");
    return faults.count() == before;
}

}  // namespace holdfast::evidence
