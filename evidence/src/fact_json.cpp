// SPDX-License-Identifier: Apache-2.0
#include "fact_json.hpp"

#include <algorithm>
#include <array>

#include "holdfast/sealing/case_number.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::string_view id_rule = "must have a-z, 0-9 and - alone";

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
/// Ids of the guide's questions, such as "age_now".
bool is_question(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c == '_' || is_id(std::string_view(&c, 1)); });
}
bool is_case_number(std::string_view text) {
    const auto number = sealing::case_number_from_text(text);
    return number && sealing::to_text(*number) == text;
}

template <std::size_t Count>
void only(JsonObject& from, const std::array<std::string_view, Count>& names) {
    from.only(names);
}

}  // namespace

Answer read_answer(JsonObject from) {
    only<3>(from, {"answer", "question", "words"});
    return {.question = read_pattern(from, "question", longest_id, is_question, "must have a-z, 0-9, - and _ alone",
                                     Need::required),
            .answer = read_pattern(from, "answer", longest_id, is_id, id_rule, Need::required),
            .words = read_line(from, "words", longest_line)};
}

Link read_link(JsonObject from) {
    only<6>(from, {"account", "first_seen", "last_seen", "note", "place", "url"});
    return {.url = read_pattern(from, "url", longest_url, is_url,
                                "must begin with http:// or https:// and have no spaces", Need::required),
            .account = read_line(from, "account", longest_line),
            .place = read_line(from, "place", longest_line),
            .first_seen = read_moment(from, "first_seen"),
            .last_seen = read_moment(from, "last_seen"),
            .note = read_lines(from, "note", longest_note)};
}

Known read_known(JsonObject from) {
    only<4>(from, {"kind", "note", "value", "where"});
    return {.kind = read_word<KnownKind, 8>(from, "kind").value_or(KnownKind::other),
            .value = read_line(from, "value", longest_url, Need::required),
            .where = read_line(from, "where", longest_line),
            .note = read_lines(from, "note", longest_note)};
}

Payment read_payment(JsonObject from) {
    only<8>(from, {"amount", "currency", "kind", "method", "note", "reference", "to", "when"});
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

Done read_done(JsonObject from) {
    only<8>(from, {"at", "id", "kind", "ours", "reply", "theirs", "to", "words"});
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

Removed read_removed(JsonObject from) {
    only<4>(from, {"at", "kind", "number", "reason"});
    return {.number = static_cast<std::uint32_t>(from.integer("number", 1, last_exhibit_number).value_or(0)),
            .kind = read_word<ExhibitKind, 10>(from, "kind").value_or(ExhibitKind::other),
            .reason = read_line(from, "reason", longest_line, Need::required),
            .at = read_moment(from, "at", Need::required).value_or(Moment{})};
}

Note read_note(JsonObject from) {
    only<2>(from, {"at", "text"});
    return {.at = read_moment(from, "at", Need::required).value_or(Moment{}),
            .text = read_lines(from, "text", longest_note, Need::required)};
}

CaseFacts read_heading(JsonObject& from) {
    CaseFacts facts;
    facts.number = read_pattern(from, "number", 14, is_case_number, "must be a case number such as HF-7K3Q-9XWM-C");
    facts.prefix = read_pattern(from, "prefix", 4, is_upper, "must have A-Z alone", Need::required);
    facts.language = read_pattern(from, "language", 3, is_lower, "must have a-z alone", Need::required);
    facts.place = read_pattern(from, "place", longest_id, is_id, id_rule);
    facts.whose = read_word<WhoseCase, 2>(from, "whose").value_or(WhoseCase::helper);
    return facts;
}

}  // namespace holdfast::evidence
