// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/notice.hpp"

#include <algorithm>
#include <string_view>

#include "notice_letter.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::int64_t millis_an_hour = 3'600'000;
/// Its form takes what it is to look up as `object` (about.rdap.org, read 2026-11-22).
constexpr std::string_view lookup_page = "https://client.rdap.org/?object=";

bool has_page(const NoticeFacts& facts) noexcept {
    return std::ranges::any_of(facts.pages, [](const NoticePage& page) { return is_web_address(page.url); });
}

bool any_account(const NoticeFacts& facts) noexcept {
    return std::ranges::any_of(facts.accounts, [](const std::string& account) { return !account.empty(); });
}

bool holds(const Condition& when, const Condition& unless, const Answers& answers) noexcept {
    return evaluate(when, unless, answers) == Truth::yes;
}

// Chooses the warnings, in the order in which they are read.
class Warner {
  public:
    Warner(const NoticeBook& book, Notice& notice) : book_(book), notice_(notice) {}
    void add(NoticeCaution caution) { add(book_.cautions[static_cast<std::size_t>(caution)]); }
    void add(std::size_t index) {
        const NoticeWarning* const warning = &book_.warnings[index];
        if (std::ranges::find(notice_.warnings, warning) == notice_.warnings.end()) notice_.warnings.push_back(warning);
    }

  private:
    const NoticeBook& book_;
    Notice& notice_;
};

void warn_of_name(Warner& warner, const NoticeRule& rule, const NoticeFacts& given, const LetterFacts& letter) {
    if (!letter.facts.name.empty()) {
        warner.add(NoticeCaution::name_printed);
    } else if (!clean_line(given.name).text.empty()) {
        warner.add(NoticeCaution::name_left_out);
    }
    if (!rule.signature) return;
    if (letter.facts.under_18 != NoticeAge::no && letter.facts.role == NoticeRole::me)
        warner.add(NoticeCaution::signature_under_18);
    if (!letter.facts.signature.empty()) warner.add(NoticeCaution::signature_shows);
}

void warn_of_fingerprints(Warner& warner, const NoticeRule& rule, const LetterFacts& letter) {
    if (letter.facts.fingerprints.empty()) return;
    if (letter.fingerprints_go) {
        warner.add(NoticeCaution::fingerprints_attached);
        if (letter.fingerprints_in_all > letter.facts.fingerprints.size()) warner.add(NoticeCaution::fingerprints_cut);
    } else if (rule.fingerprints && letter.facts.under_18 == NoticeAge::no) {
        warner.add(NoticeCaution::fingerprints_not_yet);
    } else {
        warner.add(NoticeCaution::fingerprints_left_out);
    }
}

void warn_of_dates(Warner& warner, const NoticeRule& rule, const NoticeFacts& facts, const NoticeMoment& moment) {
    if (!rule.law.empty() && !rule.in_force) warner.add(NoticeCaution::date_unknown);
    if (rule.in_force && moment.today && *rule.in_force > *moment.today) warner.add(NoticeCaution::not_yet_in_force);
    if (moment.today && rule.provenance.stale(*moment.today)) warner.add(NoticeCaution::stale);
    if (const auto& sent = facts.letter.sent.at;
        rule.wait_hours > 0 && sent && moment.now && moment.now->value - sent->value < rule.wait_hours * millis_an_hour)
        warner.add(NoticeCaution::too_early);
}

void choose_warnings(const NoticeBook& book, Notice& notice, const NoticeFacts& given, const LetterFacts& letter,
                     const NoticeMoment& moment) {
    const NoticeRule& rule = *notice.rule;
    Warner warner(book, notice);
    if (notice.under_18) warner.add(NoticeCaution::under_18);
    if (letter.facts.role == NoticeRole::helper) warner.add(NoticeCaution::helper);
    for (const std::size_t index : rule.warnings) warner.add(index);
    warn_of_name(warner, rule, given, letter);
    warn_of_fingerprints(warner, rule, letter);
    warn_of_dates(warner, rule, letter.facts, moment);
    const bool bad_address = std::ranges::any_of(
        letter.facts.pages, [](const NoticePage& page) { return !page.url.empty() && !is_web_address(page.url); });
    if (bad_address) warner.add(NoticeCaution::page_not_an_address);
    if (letter.changed) warner.add(NoticeCaution::cleaned);
}

void choose_next(Notice& notice, const NoticeFacts& facts, const Answers& answers) {
    for (const NoticeNext& next : notice.rule->next) {
        if (next.concerns(facts.country, answers)) notice.next.push_back(&next);
    }
}

std::optional<ContactLookup> lookup_for(const NoticeFacts& facts) {
    for (const NoticePage& page : facts.pages)
        if (std::string host = host_of(page.url); !host.empty())
            return ContactLookup{.host = host, .url = std::string(lookup_page) + host};
    return std::nullopt;
}

}  // namespace

bool Notice::complete() const noexcept {
    return std::ranges::none_of(missing, &MissingPoint::required);
}

bool Notice::explains_contact(const NoticeFacts& facts) const noexcept {
    return rule->find_contact == FindContact::always ||
           (rule->find_contact == FindContact::unlisted && !facts.to.listed);
}

bool has_fact(const NoticeBook& book, const NoticeFacts& facts, NoticeFact fact) noexcept {
    switch (fact) {
        case NoticeFact::pages:
            return has_page(facts);
        case NoticeFact::target:
            return has_page(facts) || any_account(facts);
        case NoticeFact::contact:
            return !facts.contact.empty();
        case NoticeFact::email:
            return is_mail_address(facts.contact);
        case NoticeFact::name:
            return !facts.name.empty();
        case NoticeFact::signature:
            return !facts.signature.empty();
        case NoticeFact::reasons:
            return !facts.reasons.empty() || !facts.letter.reasons.empty() || facts.under_18 != NoticeAge::no ||
                   (facts.country != "*" && book.offence(facts.country) != nullptr);
        case NoticeFact::intimate:
            return facts.says_intimate;
        case NoticeFact::subject:
            return facts.says_subject;
        case NoticeFact::no_consent:
            return facts.says_no_consent;
        case NoticeFact::truth:
            return facts.says_true;
        case NoticeFact::connection:
            return facts.connection.has_value();
        case NoticeFact::sent:
            return facts.letter.sent.at.has_value() && !facts.letter.sent.to.empty();
        case NoticeFact::story:
            return !facts.story.empty();
        case NoticeFact::accounts:
            return any_account(facts);
    }
    return false;
}

namespace {

// Where an alert gave no address, nobody can name one: what the person may know is asked for instead, and a law's own
// point stays required.
void add_missing(const NoticeBook& book, const NoticeFacts& facts, const NoticeNeed& need, Notice& notice) {
    MissingPoint point{.need = &need, .fact = need.fact, .required = need.required, .why = &need.why};
    if (notice.found == NoticeFound::alert && need.from_alert) {
        point.fact = *need.from_alert;
        point.required = need.required && need.by == NoticeBasis::law;
        point.why = &book.words.alert_why;
    }
    if (!has_fact(book, facts, point.fact)) notice.missing.push_back(point);
}

}  // namespace

Notice make_notice(const NoticeBook& book, std::size_t rule, const NoticeFacts& facts, Language language,
                   const NoticeMoment& moment) {
    Notice notice;
    notice.rule = &book.rules[rule];
    notice.under_18 = facts.under_18 != NoticeAge::no;
    const LetterFacts letter = letter_facts(*notice.rule, facts);
    const Answers answers = notice_answers(facts);
    notice.found = found_by(facts);
    notice.letter = write_letter(book, *notice.rule, letter, Language::english);
    if (language != Language::english) notice.copy = write_letter(book, *notice.rule, letter, language);
    for (const NoticeNeed& need : notice.rule->needs)
        if (holds(need.when, need.unless, answers)) add_missing(book, letter.facts, need, notice);
    choose_warnings(book, notice, facts, letter, moment);
    choose_next(notice, letter.facts, answers);
    if (letter.fingerprints_go) {
        notice.fingerprints = fingerprint_file(book, letter, Language::english);
        notice.fingerprints_attached = letter.facts.fingerprints.size();
        notice.fingerprints_in_all = letter.fingerprints_in_all;
    }
    if (notice.explains_contact(facts)) notice.lookup = lookup_for(letter.facts);
    return notice;
}

}  // namespace holdfast::guidance
