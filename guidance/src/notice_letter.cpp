// SPDX-License-Identifier: Apache-2.0
#include "notice_letter.hpp"

#include <algorithm>
#include <string_view>

#include "holdfast/guidance/letter_reference.hpp"

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

// To whom the next letter complains, where one follows in the person's country.
std::string shown_regulator(const NoticeBook& book, const LetterFacts& letter, Language language) {
    const Answers answers = notice_answers(letter.facts);
    for (const NoticeNext& next : letter.rule->next)
        if (next.notice && next.concerns(letter.facts.country, answers))
            if (const Text& name = book.rules[*next.notice].regulator; !name.empty())
                return std::string(name.in(language));
    return {};
}

std::string shown_reasons(const NoticeFacts& facts) {
    if (facts.letter.reasons.empty() || facts.reasons.empty()) return facts.reasons + facts.letter.reasons;
    return facts.reasons + '\n' + facts.letter.reasons;
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
            return shown_reasons(facts);
        case NoticeSlot::offence:
            return shown_offence(book, facts, language);
        case NoticeSlot::connection:
            return facts.connection
                       ? std::string(book.words.connection[static_cast<std::size_t>(*facts.connection)].in(language))
                       : std::string();
        case NoticeSlot::case_number:
            return facts.letter.case_number;
        case NoticeSlot::police:
            return facts.police_reference;
        case NoticeSlot::sent_at:
            return facts.letter.sent.at ? shown_moment(to_rfc3339(*facts.letter.sent.at)) : std::string();
        case NoticeSlot::sent_to:
            return facts.letter.sent.to;
        case NoticeSlot::sent_reference:
            return facts.letter.sent.reference;
        case NoticeSlot::story:
            return facts.story;
        case NoticeSlot::demand:
            return facts.demand;
        case NoticeSlot::paid:
            return facts.paid;
        case NoticeSlot::fingerprints:
            return letter.fingerprints_go ? std::string(attachment_name) : std::string();
        case NoticeSlot::reference:
            return facts.letter.reference;
        case NoticeSlot::sent_ours:
            return facts.letter.sent.ours;
        case NoticeSlot::alert_at:
            return facts.letter.alert ? to_rfc3339(facts.letter.alert->at).substr(0, 10) : std::string();
        case NoticeSlot::alert_partner:
            return facts.letter.alert ? facts.letter.alert->partner : std::string();
        case NoticeSlot::fingerprints_here:
            return letter.some_stay() ? std::to_string(facts.fingerprints.size()) : std::string();
        case NoticeSlot::fingerprints_all:
            return letter.some_stay() ? std::to_string(letter.fingerprints_in_all) : std::string();
        case NoticeSlot::regulator:
            return shown_regulator(book, letter, language);
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
    LetterFacts letter{.rule = &rule, .facts = facts};
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
                              &own.police_reference, &own.letter.sent.to, &own.letter.sent.reference})
        cleaner.line(*text);
    if (own.letter.alert) cleaner.line(own.letter.alert->partner);
    for (std::string* text : {&own.reasons, &own.letter.reasons, &own.story, &own.demand, &own.paid})
        cleaner.lines(*text);
    // Numbers of ours: what does not look like one is none.
    for (std::string* number : {&own.letter.reference, &own.letter.sent.ours})
        if (!is_letter_reference(*number)) number->clear();
    if (!is_case_number(own.letter.case_number)) own.letter.case_number.clear();
    letter.changed = cleaner.changed();
    const bool adult = own.under_18 == NoticeAge::no;
    letter.fingerprints_go = rule.fingerprints && adult && own.attach_fingerprints && !own.fingerprints.empty();
    letter.fingerprints_in_all = own.fingerprints.size();
    if (own.fingerprints.size() > most_notice_fingerprints) own.fingerprints.resize(most_notice_fingerprints);
    if (!rule.prints_name || !adult) own.name.clear();
    if (!rule.signature) own.signature.clear();
    // A form is filled in by the report to whoever has it, and by no other letter.
    if (rule.to != NoticeTo::platform) own.to.report = nullptr;
    return letter;
}

namespace {

void add_paragraph(NoticeLetter& letter, std::string_view label, std::string text, bool by_person = false) {
    if (!letter.body.empty()) letter.body += '\n';
    if (!label.empty()) letter.body.append(label).append(":\n");
    letter.body.append(text).append("\n");
    if (!label.empty())
        letter.fields.push_back({.label = std::string(label), .value = std::move(text), .by_person = by_person});
}

// What the person fills in there, or not: nothing of theirs that this letter must not hold passes through here.
std::string left_open(const NoticeBook& book, Language language) {
    return "[" + std::string(book.words.fill_in_there.in(language)) + "]";
}

// A sentence as the name of a field.
std::string_view as_label(std::string_view words) noexcept {
    if (words.ends_with('.')) words.remove_suffix(1);
    return words;
}

// What the recipient's own form asks for, in its order and words. A point that nothing here fills is left to the
// person, who gives it there or not.
void add_form(NoticeLetter& letter, const NoticeBook& book, const LetterFacts& facts, Language language) {
    if (facts.facts.to.report == nullptr) return;
    for (const FormNeed& need : facts.facts.to.report->needs) {
        const NoticeBlock* const block = book.form_block(need.id);
        const bool fills =
            block != nullptr && !block->form && (!block->confirm || says(facts.facts, *block->confirm)) &&
            std::ranges::none_of(block->only_with,
                                 [&](NoticeSlot slot) { return value_of(slot, book, facts, language).empty(); });
        add_paragraph(letter, as_label(need.text.in(language)),
                      fills ? fill_in(block->text.in(language), book, facts, language) : left_open(book, language),
                      !fills);
    }
}

// Whether the recipient's form has a point with the same words as this paragraph, so that it stands there already.
bool form_fills(const NoticeBook& book, const NoticeFacts& facts, const Text& text) {
    if (facts.to.report == nullptr) return false;
    return std::ranges::any_of(facts.to.report->needs, [&](const FormNeed& need) {
        const NoticeBlock* const block = book.form_block(need.id);
        return block != nullptr && !block->form && block->text.words[0] == text.words[0];
    });
}

}  // namespace

NoticeLetter write_letter(const NoticeBook& book, const NoticeRule& rule, const LetterFacts& facts, Language language) {
    NoticeLetter letter;
    letter.language = language;
    letter.subject = fill_in(rule.subject.in(language), book, facts, language);
    const Answers answers = notice_answers(facts.facts);
    for (const std::size_t index : rule.body) {
        const NoticeBlock& block = book.blocks[index];
        if (evaluate(block.when, block.unless, answers) != Truth::yes) continue;
        if (block.form) {
            if (block.label.empty())
                add_form(letter, book, facts, language);
            else
                add_paragraph(letter, block.label.in(language), left_open(book, language), true);
            continue;
        }
        if (std::ranges::any_of(block.only_with,
                                [&](NoticeSlot slot) { return value_of(slot, book, facts, language).empty(); }))
            continue;
        // The recipient's own form has asked for this already.
        if (!block.label.empty() && form_fills(book, facts.facts, block.text)) continue;
        const bool said = !block.confirm || says(facts.facts, *block.confirm);
        std::string text =
            said ? fill_in(block.text.in(language), book, facts, language) : gap(book, *block.confirm, language);
        add_paragraph(letter, block.label.in(language), std::move(text));
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
    answers.set(3, static_cast<std::size_t>(found_by(facts)));
    answers.set(4, static_cast<std::size_t>(facts.to.force));
    answers.set(5, static_cast<std::size_t>(facts.to.nation));
    return answers;
}

}  // namespace holdfast::guidance
