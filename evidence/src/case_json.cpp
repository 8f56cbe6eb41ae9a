// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_json.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "exhibit_json.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "joined.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

constexpr JsonLimits limits{.bytes = max_case_bytes, .depth = 10, .members = 32};
constexpr std::array<std::string_view, 2> routes{"adult", "protected"};

bool is_upper(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}
bool is_lower(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}
bool is_amount(std::string_view text) noexcept {
    const bool digits = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return digits && std::ranges::count(text, '.') <= 1 && !text.starts_with('.') && !text.ends_with('.');
}
bool is_url(std::string_view text) noexcept {
    const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
    return scheme != 0 && text.size() > scheme && !text.contains(' ');
}
bool is_case_number(std::string_view text) {
    const auto number = sealing::case_number_from_text(text);
    return number && sealing::to_text(*number) == text;
}

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

template <std::size_t Count, class Item, class Read>
std::vector<Item> read_list(JsonObject& from, std::string_view name, std::size_t most,
                            const std::array<std::string_view, Count>& names, Read&& read) {
    const JsonArray list = from.array(name, 1, most, Need::optional);
    std::vector<Item> items;
    items.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject each = list.object(i);
        each.only(names);
        items.push_back(read(each));
    }
    return items;
}

constexpr std::string_view id_rule = "must have a-z, 0-9 and - alone";

Answer read_answer(JsonObject& from) {
    return {.question = read_pattern(from, "question", longest_id, is_id, id_rule, Need::required),
            .answer = read_pattern(from, "answer", longest_id, is_id, id_rule, Need::required),
            .words = read_line(from, "words", longest_line)};
}

Link read_link(JsonObject& from) {
    return {.url = read_pattern(from, "url", longest_url, is_url,
                                "must begin with http:// or https:// and have no spaces", Need::required),
            .account = read_line(from, "account", longest_line),
            .place = read_line(from, "place", longest_line),
            .first_seen = read_moment(from, "first_seen"),
            .last_seen = read_moment(from, "last_seen"),
            .note = read_lines(from, "note", longest_note)};
}

Known read_known(JsonObject& from) {
    return {.kind = read_word<KnownKind, 8>(from, "kind").value_or(KnownKind::other),
            .value = read_line(from, "value", longest_url, Need::required),
            .where = read_line(from, "where", longest_line),
            .note = read_lines(from, "note", longest_note)};
}

Payment read_payment(JsonObject& from) {
    Payment payment;
    payment.kind = read_word<PaymentKind, 2>(from, "kind").value_or(PaymentKind::paid);
    payment.when = read_moment(from, "when");
    payment.amount = read_pattern(from, "amount", 32, is_amount, "must be digits with at most one point between them");
    payment.currency = read_pattern(from, "currency", 8, is_upper, "must have A-Z alone");
    payment.method = read_line(from, "method", longest_line);
    payment.to = read_line(from, "to", longest_line);
    payment.reference = read_line(from, "reference", longest_line);
    payment.note = read_lines(from, "note", longest_note);
    return payment;
}

Done read_done(JsonObject& from) {
    Done done;
    done.kind = read_word<DoneKind, 4>(from, "kind").value_or(DoneKind::step);
    done.id = read_pattern(from, "id", longest_id, is_id, id_rule,
                           done.kind == DoneKind::reported ? Need::optional : Need::required);
    done.words = read_line(from, "words", longest_line);
    done.at = read_moment(from, "at", Need::required).value_or(Moment{});
    done.to = read_line(from, "to", longest_line);
    done.ours = read_line(from, "ours", longest_line);
    done.theirs = read_line(from, "theirs", longest_line);
    if (from.has("reply")) {
        static constexpr std::array<std::string_view, 3> replies{"receipt", "removed", "refused"};
        if (const auto reply = from.word("reply", replies)) done.reply = static_cast<ReplyKind>(*reply + 1);
    }
    return done;
}

Removed read_removed(JsonObject& from) {
    return {.number = static_cast<std::uint32_t>(from.integer("number", 1, last_exhibit_number).value_or(0)),
            .kind = read_word<ExhibitKind, 10>(from, "kind").value_or(ExhibitKind::other),
            .reason = read_line(from, "reason", longest_line, Need::required),
            .at = read_moment(from, "at", Need::required).value_or(Moment{})};
}

CaseFacts read_facts(JsonObject& from) {
    CaseFacts facts;
    facts.number = read_pattern(from, "number", 14, is_case_number, "must be a case number such as HF-7K3Q-9XWM-C");
    facts.prefix = read_pattern(from, "prefix", 4, is_upper, "must have A-Z alone", Need::required);
    facts.language = read_pattern(from, "language", 3, is_lower, "must have a-z alone", Need::required);
    facts.place = read_pattern(from, "place", longest_id, is_id, id_rule);
    facts.whose = read_word<WhoseCase, 2>(from, "whose").value_or(WhoseCase::helper);
    facts.created = read_moment(from, "created", Need::required).value_or(Moment{});
    facts.next_number = static_cast<std::uint32_t>(from.integer("next_number", 1, last_exhibit_number + 1).value_or(1));
    facts.answers = read_list<3, Answer>(from, "answers", most_answers, {"answer", "question", "words"}, read_answer);
    facts.links = read_list<6, Link>(from, "links", most_links,
                                     {"account", "first_seen", "last_seen", "note", "place", "url"}, read_link);
    facts.known = read_list<4, Known>(from, "known", most_known, {"kind", "note", "value", "where"}, read_known);
    facts.payments = read_list<8, Payment>(from, "payments", most_payments,
                                           {"amount", "currency", "kind", "method", "note", "reference", "to", "when"},
                                           read_payment);
    facts.done = read_list<8, Done>(from, "done", most_done,
                                    {"at", "id", "kind", "ours", "reply", "theirs", "to", "words"}, read_done);
    facts.notes = read_list<2, Note>(from, "notes", most_notes, {"at", "text"}, [](JsonObject& each) {
        return Note{.at = read_moment(each, "at", Need::required).value_or(Moment{}),
                    .text = read_lines(each, "text", longest_note, Need::required)};
    });
    facts.removed =
        read_list<4, Removed>(from, "removed", last_exhibit_number, {"at", "kind", "number", "reason"}, read_removed);
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
