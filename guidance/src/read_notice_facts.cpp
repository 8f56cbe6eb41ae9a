// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "holdfast/guidance/letter_reference.hpp"
#include "holdfast/guidance/notice_facts.hpp"
#include "holdfast/guidance/provenance.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<std::string_view, 22> members{"role",
                                                   "under_18",
                                                   "made",
                                                   "pages",
                                                   "platform",
                                                   "recipient",
                                                   "contact",
                                                   "name",
                                                   "signature",
                                                   "reasons",
                                                   "country",
                                                   "accounts",
                                                   "story",
                                                   "demand",
                                                   "paid",
                                                   "case",
                                                   "police",
                                                   "fingerprints",
                                                   "attach_fingerprints",
                                                   "says",
                                                   "connection",
                                                   "sent"};
constexpr std::array<std::string_view, 5> page_members{"url", "where", "account", "first_seen", "last_seen"};
constexpr std::array<std::string_view, 4> sent_members{"at", "to", "reference", "ours"};
constexpr std::array<std::string_view, 6> letter_members{"reference", "case", "reasons", "alert", "sent", "form"};
constexpr std::array<std::string_view, 2> alert_members{"partner", "at"};
// Longer than any request can hold.
constexpr std::size_t most_fingerprints_read = 1U << 16U;
constexpr std::array<std::string_view, 4> statements{"intimate", "subject", "no-consent", "true"};

// Longer than what a letter takes is still read: the letter cuts it and says so.
constexpr TextRule free_text{.least = 0, .most = 4 * longest_notice_text, .controls = true};

std::string read_free(JsonObject& object, std::string_view name) {
    return std::string(object.text(name, free_text, Need::optional).value_or(""));
}

std::string read_moment(JsonObject& object, std::string_view name) {
    const auto text = object.text(name, {.least = 0, .most = 30}, Need::optional);
    if (!text || text->empty()) return {};
    if (!day_from_text(*text) && !time_from_rfc3339(*text))
        object.fault(name, "must be a day such as 2026-11-22 or a time such as 2026-11-22T08:00:00Z");
    return std::string(*text);
}

std::optional<UnixMillis> read_time(JsonObject& object, std::string_view name, Need need) {
    const auto text = object.text(name, {.least = 1, .most = 30}, need);
    if (!text) return std::nullopt;
    if (const auto time = time_from_rfc3339(*text)) return *time;
    object.fault(name, "must be a time such as 2026-11-22T08:00:00Z");
    return std::nullopt;
}

std::string read_reference(JsonObject& object, std::string_view name) {
    const auto text = object.text(name, {.least = 0, .most = 30}, Need::optional);
    if (!text || text->empty()) return {};
    if (is_letter_reference(*text)) return std::string(*text);
    object.fault(name, "must be a reference that the door gave, such as 4821-7730-5261");
    return {};
}

void read_pages(JsonObject& object, NoticeFacts& facts) {
    const auto pages = object.array("pages", 0, most_notice_pages, Need::optional);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        auto one = pages.object(i);
        one.only(page_members);
        facts.pages.push_back({.url = std::string(one.text("url", free_text).value_or("")),
                               .where = read_free(one, "where"),
                               .account = read_free(one, "account"),
                               .first_seen = read_moment(one, "first_seen"),
                               .last_seen = read_moment(one, "last_seen")});
    }
}

void read_fingerprints(JsonObject& object, NoticeFacts& facts) {
    const auto codes = object.array("fingerprints", 0, most_fingerprints_read, Need::optional);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto text = codes.text(i);
        if (!text) continue;
        if (const auto code = code_from_hex(*text))
            facts.fingerprints.push_back(*code);
        else
            codes.fault(i, "must be 64 hexadecimal digits in lower case");
    }
    facts.attach_fingerprints = object.boolean("attach_fingerprints", Need::optional).value_or(false);
}

void read_statements(JsonObject& object, NoticeFacts& facts) {
    const auto says = object.array("says", 0, statements.size(), Need::optional);
    for (std::size_t i = 0; i < says.size(); ++i) {
        const auto text = says.text(i);
        if (!text) continue;
        if (*text == statements[0])
            facts.says_intimate = true;
        else if (*text == statements[1])
            facts.says_subject = true;
        else if (*text == statements[2])
            facts.says_no_consent = true;
        else if (*text == statements[3])
            facts.says_true = true;
        else
            says.fault(i, "must be intimate, subject, no-consent or true");
    }
}

void read_sent(JsonObject& object, NoticeFacts& facts) {
    auto sent = object.object("sent", Need::optional);
    if (!sent.exists()) return;
    sent.only(sent_members);
    EarlierNotice& earlier = facts.letter.sent;
    earlier.at = read_time(sent, "at", Need::optional);
    earlier.to = read_free(sent, "to");
    earlier.reference = read_free(sent, "reference");
    earlier.ours = read_reference(sent, "ours");
}

void read_case(JsonObject& object, NoticeFacts& facts) {
    const auto number = object.text("case", {.least = 0, .most = 30}, Need::optional);
    if (!number || number->empty()) return;
    if (is_case_number(*number))
        facts.letter.case_number = *number;
    else
        object.fault("case", "must be a case number such as HF-7K3Q-9XWM-C");
}

}  // namespace

NoticeFacts read_notice_facts(JsonObject object) {
    NoticeFacts facts;
    if (!object.exists()) return facts;
    object.only(members);
    if (const auto role = object.word("role", notice_role_names, Need::optional))
        facts.role = static_cast<NoticeRole>(*role);
    if (const auto age = object.word("under_18", notice_age_names, Need::optional))
        facts.under_18 = static_cast<NoticeAge>(*age);
    if (const auto made = object.word("made", notice_made_names, Need::optional))
        facts.made = static_cast<NoticeMade>(*made);
    read_pages(object, facts);
    facts.platform = read_free(object, "platform");
    facts.recipient = read_free(object, "recipient");
    facts.contact = read_free(object, "contact");
    facts.name = read_free(object, "name");
    facts.signature = read_free(object, "signature");
    facts.reasons = read_free(object, "reasons");
    facts.country = read_free(object, "country");
    // The guide's question about the country names the nations of the UK.
    for (const std::string_view nation : {"england", "wales", "scotland", "ni"})
        if (facts.country == nation) facts.country = "GB";
    const auto accounts = object.array("accounts", 0, most_notice_accounts, Need::optional);
    for (std::size_t i = 0; i < accounts.size(); ++i)
        if (const auto account = accounts.text(i, free_text)) facts.accounts.emplace_back(*account);
    facts.story = read_free(object, "story");
    facts.demand = read_free(object, "demand");
    facts.paid = read_free(object, "paid");
    read_case(object, facts);
    facts.police_reference = read_free(object, "police");
    read_fingerprints(object, facts);
    read_statements(object, facts);
    if (const auto link = object.word("connection", australian_link_names, Need::optional))
        facts.connection = static_cast<AustralianLink>(*link);
    read_sent(object, facts);
    return facts;
}

void read_letter_details(JsonObject object, NoticeFacts& facts) {
    if (!object.exists()) return;
    object.only(letter_members);
    LetterDetails& letter = facts.letter;
    letter.reference = read_reference(object, "reference");
    letter.reasons = read_free(object, "reasons");
    read_case(object, facts);
    if (auto alert = object.object("alert", Need::optional); alert.exists()) {
        alert.only(alert_members);
        const auto partner = alert.text("partner", free_text);
        if (const auto at = read_time(alert, "at", Need::required); partner && at)
            letter.alert = {.partner = std::string(*partner), .at = *at};
    }
    read_sent(object, facts);
    if (const auto form = object.word("form", report_names, Need::optional))
        letter.form = static_cast<ReportFor>(*form);
}

}  // namespace holdfast::guidance
