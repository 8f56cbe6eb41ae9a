// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

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
constexpr std::array<std::string_view, 3> sent_members{"at", "to", "reference"};
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
    const auto codes = object.array("fingerprints", 0, most_notice_fingerprints, Need::optional);
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
    if (const auto text = sent.text("at", {.least = 1, .most = 30}, Need::optional)) {
        if (const auto at = time_from_rfc3339(*text))
            facts.sent.at = *at;
        else
            sent.fault("at", "must be a time such as 2026-11-22T08:00:00Z");
    }
    facts.sent.to = read_free(sent, "to");
    facts.sent.reference = read_free(sent, "reference");
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
    facts.case_reference = read_free(object, "case");
    facts.police_reference = read_free(object, "police");
    read_fingerprints(object, facts);
    read_statements(object, facts);
    if (const auto link = object.word("connection", australian_link_names, Need::optional))
        facts.connection = static_cast<AustralianLink>(*link);
    read_sent(object, facts);
    return facts;
}

}  // namespace holdfast::guidance
