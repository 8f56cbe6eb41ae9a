// SPDX-License-Identifier: Apache-2.0
#include "notice_letter.hpp"

#include <algorithm>
#include <string_view>

namespace holdfast::guidance {
namespace {

constexpr std::string_view attachment_name = "fingerprints.txt";

// "2026-11-20T18:00:00Z" as people read it; a day stays.
std::string shown_moment(std::string_view text) {
    if (text.size() >= 17 && text[10] == 'T')
        return std::string(text.substr(0, 10)).append(" ").append(text.substr(11, 5)).append(" UTC");
    return std::string(text);
}

void append_line(std::string& to, std::string_view label, std::string_view value) {
    if (value.empty()) return;
    to.append("\n   ").append(label).append(": ").append(value);
}

std::string shown_pages(const NoticeBook& book, const NoticeFacts& facts, Language language) {
    std::string text;
    std::size_t number = 0;
    for (const NoticePage& page : facts.pages) {
        if (page.url.empty()) continue;
        if (!text.empty()) text += '\n';
        text.append(std::to_string(++number)).append(". ").append(page.url);
        append_line(text, book.words.page_where.in(language), page.where);
        append_line(text, book.words.page_account.in(language), page.account);
        append_line(text, book.words.page_first_seen.in(language), shown_moment(page.first_seen));
        append_line(text, book.words.page_last_seen.in(language), shown_moment(page.last_seen));
    }
    return text;
}

std::string shown_accounts(const NoticeFacts& facts) {
    std::string text;
    for (const std::string& account : facts.accounts) {
        if (account.empty()) continue;
        if (!text.empty()) text += '\n';
        text.append("- ").append(account);
    }
    return text;
}

std::string shown_offence(const NoticeBook& book, const NoticeFacts& facts, Language language) {
    const NoticeOffence* offence =
        facts.under_18 != NoticeAge::no ? book.offence("under-18") : book.offence(facts.country);
    if (offence == nullptr) offence = book.offence("*");
    return offence == nullptr ? std::string() : std::string(offence->text.in(language));
}

std::string value_of(NoticeSlot slot, const NoticeBook& book, const LetterFacts& letter, Language language) {
    const NoticeFacts& facts = letter.facts;
    switch (slot) {
        case NoticeSlot::pages:
            return shown_pages(book, facts, language);
        case NoticeSlot::accounts:
            return shown_accounts(facts);
        case NoticeSlot::platform:
            return facts.platform;
        case NoticeSlot::contact:
            return facts.contact;
        case NoticeSlot::email:
            return is_mail_address(facts.contact) ? facts.contact : std::string();
        case NoticeSlot::name:
            return facts.name;
        case NoticeSlot::signature:
            return facts.signature;
        case NoticeSlot::reasons:
            return facts.reasons;
        case NoticeSlot::offence:
            return shown_offence(book, facts, language);
        case NoticeSlot::connection:
            return facts.connection
                       ? std::string(book.words.connection[static_cast<std::size_t>(*facts.connection)].in(language))
                       : std::string();
        case NoticeSlot::case_reference:
            return facts.case_reference;
        case NoticeSlot::police:
            return facts.police_reference;
        case NoticeSlot::sent_at:
            return facts.sent.at ? shown_moment(to_rfc3339(*facts.sent.at)) : std::string();
        case NoticeSlot::sent_to:
            return facts.sent.to;
        case NoticeSlot::sent_reference:
            return facts.sent.reference;
        case NoticeSlot::story:
            return facts.story;
        case NoticeSlot::demand:
            return facts.demand;
        case NoticeSlot::paid:
            return facts.paid;
        case NoticeSlot::fingerprints:
            return letter.fingerprints_go ? std::string(attachment_name) : std::string();
    }
    return {};
}

// The fact whose name stands where a slot has no value.
NoticeFact fact_of(NoticeSlot slot) noexcept {
    switch (slot) {
        case NoticeSlot::pages:
            return NoticeFact::pages;
        case NoticeSlot::accounts:
            return NoticeFact::accounts;
        case NoticeSlot::contact:
            return NoticeFact::contact;
        case NoticeSlot::email:
            return NoticeFact::email;
        case NoticeSlot::name:
            return NoticeFact::name;
        case NoticeSlot::signature:
            return NoticeFact::signature;
        case NoticeSlot::reasons:
        case NoticeSlot::offence:
            return NoticeFact::reasons;
        case NoticeSlot::connection:
            return NoticeFact::connection;
        case NoticeSlot::sent_at:
        case NoticeSlot::sent_to:
        case NoticeSlot::sent_reference:
            return NoticeFact::sent;
        case NoticeSlot::story:
        case NoticeSlot::demand:
        case NoticeSlot::paid:
            return NoticeFact::story;
        default:
            return NoticeFact::target;
    }
}

std::string gap(const NoticeBook& book, NoticeFact fact, Language language) {
    std::string text = "[";
    text.append(book.facts[static_cast<std::size_t>(fact)].name.in(language)).append("]");
    return text;
}

// One pass: what a person typed is never looked at for placeholders.
std::string fill_in(std::string_view pattern, const NoticeBook& book, const LetterFacts& facts, Language language) {
    std::string text;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        text.append(pattern.substr(0, open));
        if (open == std::string_view::npos) break;
        const auto close = pattern.find('}', open);
        const auto slot = std::ranges::find(notice_slot_names, pattern.substr(open + 1, close - open - 1));
        if (close == std::string_view::npos || slot == notice_slot_names.end())
            break;  // refused when the book was read
        const auto number = static_cast<NoticeSlot>(slot - notice_slot_names.begin());
        std::string value = value_of(number, book, facts, language);
        text += value.empty() ? gap(book, fact_of(number), language) : std::move(value);
        pattern.remove_prefix(close + 1);
    }
    return text;
}

bool says(const NoticeFacts& facts, NoticeFact statement) noexcept {
    switch (statement) {
        case NoticeFact::intimate:
            return facts.says_intimate;
        case NoticeFact::subject:
            return facts.says_subject;
        case NoticeFact::no_consent:
            return facts.says_no_consent;
        case NoticeFact::truth:
            return facts.says_true;
        default:
            return true;
    }
}

// Cleans in place and notes whether anything was taken out.
class Cleaner {
  public:
    void line(std::string& text, std::size_t most = longest_notice_line) { take(text, clean_line(text, most)); }
    void lines(std::string& text) { take(text, clean_lines(text)); }
    [[nodiscard]] bool changed() const noexcept { return changed_; }

  private:
    void take(std::string& text, CleanText cleaned) {
        changed_ = changed_ || cleaned.changed;
        text = std::move(cleaned.text);
    }
    bool changed_ = false;
};

}  // namespace

LetterFacts letter_facts(const NoticeRule& rule, const NoticeFacts& facts) {
    LetterFacts letter{.facts = facts};
    NoticeFacts& own = letter.facts;
    Cleaner cleaner;
    if (own.pages.size() > most_notice_pages) own.pages.resize(most_notice_pages);
    for (NoticePage& page : own.pages) {
        cleaner.line(page.url, longest_notice_url);
        for (std::string* text : {&page.where, &page.account, &page.first_seen, &page.last_seen}) cleaner.line(*text);
    }
    if (own.accounts.size() > most_notice_accounts) own.accounts.resize(most_notice_accounts);
    for (std::string& account : own.accounts) cleaner.line(account);
    for (std::string* text : {&own.platform, &own.recipient, &own.contact, &own.name, &own.signature,
                              &own.case_reference, &own.police_reference, &own.sent.to, &own.sent.reference})
        cleaner.line(*text);
    for (std::string* text : {&own.reasons, &own.story, &own.demand, &own.paid}) cleaner.lines(*text);
    letter.changed = cleaner.changed();
    const bool adult = own.under_18 == NoticeAge::no;
    letter.fingerprints_go = rule.fingerprints && adult && own.attach_fingerprints && !own.fingerprints.empty();
    if (!rule.prints_name || !adult) own.name.clear();
    if (!rule.signature) own.signature.clear();
    return letter;
}

NoticeLetter write_letter(const NoticeBook& book, const NoticeRule& rule, const LetterFacts& facts, Language language) {
    NoticeLetter letter;
    letter.language = language;
    letter.subject = fill_in(rule.subject.in(language), book, facts, language);
    const Answers answers = notice_answers(facts.facts);
    for (const std::size_t index : rule.body) {
        const NoticeBlock& block = book.blocks[index];
        if (evaluate(block.when, block.unless, answers) != Truth::yes) continue;
        if (std::ranges::any_of(block.only_with,
                                [&](NoticeSlot slot) { return value_of(slot, book, facts, language).empty(); }))
            continue;
        const bool said = !block.confirm || says(facts.facts, *block.confirm);
        std::string text =
            said ? fill_in(block.text.in(language), book, facts, language) : gap(book, *block.confirm, language);
        if (!letter.body.empty()) letter.body += '\n';
        if (!block.label.empty()) letter.body.append(block.label.in(language)).append(":\n");
        letter.body.append(text).append("\n");
        if (!block.label.empty())
            letter.fields.push_back({.label = std::string(block.label.in(language)), .value = std::move(text)});
    }
    return letter;
}

std::string fingerprint_file(const NoticeBook& book, const LetterFacts& facts, Language language) {
    std::string text(book.words.fingerprints_head.in(language));
    text += '\n';
    for (const Code256& code : facts.facts.fingerprints) text.append("pdq ").append(to_hex(code)).append("\n");
    return text;
}

Answers notice_answers(const NoticeFacts& facts) noexcept {
    Answers answers;
    answers.set(0, static_cast<std::size_t>(facts.role));
    answers.set(1, static_cast<std::size_t>(facts.under_18));
    answers.set(2, static_cast<std::size_t>(facts.made));
    return answers;
}

}  // namespace holdfast::guidance
