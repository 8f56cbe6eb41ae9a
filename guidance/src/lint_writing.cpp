// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "lint_parts.hpp"
#include "text_rules.hpp"

namespace holdfast::guidance {
namespace {

constexpr TextShape plain{};
// A company's lawyers read it, and a law's own words are long; a friend reads a whole message at once.
constexpr TextShape letter{.most_sentence_words = 0};
constexpr TextShape message{.most_sentence_words = 20};

class WritingLint {
  public:
    WritingLint(const Handbook& handbook, const LintRules& rules, const LintOptions& options)
        : handbook_(handbook), book_(handbook.notices), options_(options), texts_(rules, options, report_) {}

    LintReport check() {
        for (const auto& rule : book_.rules) check(rule);
        for (const auto& block : book_.blocks) check(block);
        for (std::size_t i = 0; i < notice_facts; ++i)
            check("notice-fact/" + std::string(notice_fact_names[i]), book_.facts[i]);
        for (const auto& offence : book_.offences) {
            const std::string where = "notice-offence/" + offence.country;
            check_provenance(where, offence.provenance, options_, report_);
            // The law of a country is written where everybody was an adult, and one of its own where not.
            in_letter(where, offence.text, offence.country == under_18_law ? Condition{} : adults, {});
        }
        for (const auto& warning : book_.warnings) to_person("notice-warning/" + warning.id, warning.text, {}, {});
        check(book_.words);
        for (const auto& draft : handbook_.messages) check(draft);
        texts_.check_reading_age("notices", to_person_);
        texts_.check_reading_age("messages", messages_);
        return std::move(report_);
    }

  private:
    static constexpr std::string_view under_18_law = "under-18";
    static constexpr std::size_t under_18_question = 1;
    static_assert(notice_question_names[under_18_question] == "under_18" && notice_age_names[0] == "no");
    const Condition adults{.cases = {{{.question = under_18_question, .allowed = 1}}}};

    void in_letter(const std::string& where, const Text& text, const Condition& when, const Condition& unless) {
        texts_.check(where, text, letter, [&](const WordRule& rule) { return may_be_met(rule, when, unless); });
    }

    // `when` and `unless` are over the notices' own questions.
    void to_person(const std::string& where, const Text& text, const Condition& when, const Condition& unless) {
        texts_.check(where, text, plain, [&](const WordRule& rule) { return may_be_met(rule, when, unless); });
        texts_.check_reading_age(where, text.words[0]);
        to_person_ += text.words[0] + '\n';
    }

    // Names are a law's or a company's own and need only be there.
    void name(const std::string& where, const Text& text) { in_letter(where, text, {}, {}); }

    void check(const NoticeRule& rule) {
        const std::string where = "notice/" + rule.id;
        check_provenance(where, rule.provenance, options_, report_);
        name(where + "/title", rule.title);
        name(where + "/subject", rule.subject);
        name(where + "/law", rule.law);
        name(where + "/regulator", rule.regulator);
        to_person(where + "/in_force_note", rule.in_force_note, {}, {});
        if (rule.clock) to_person(where + "/clock/say", rule.clock->say, {}, {});
        std::string all = rule.in_force_note.words[0] + '\n';
        for (const auto& need : rule.needs) {
            const std::string place = where + "/needs/" + std::string(to_text(need.fact));
            name(place + "/law", need.law);
            to_person(place + "/why", need.why, need.when, need.unless);
            all += need.why.words[0] + '\n';
        }
        for (std::size_t i = 0; i < rule.next.size(); ++i) {
            to_person(where + "/next/" + std::to_string(i), rule.next[i].say, {}, rule.next[i].unless);
            all += rule.next[i].say.words[0] + '\n';
        }
        texts_.check_reading_age(where, all);
    }

    void check(const NoticeBlock& block) {
        const std::string where = "notice-block/" + block.id;
        in_letter(where + "/label", block.label, block.when, block.unless);
        in_letter(where + "/text", block.text, block.when, block.unless);
    }

    void check(const std::string& where, const NoticeFactWords& fact) {
        to_person(where + "/name", fact.name, {}, {});
        to_person(where + "/ask", fact.ask, fact.under_18.empty() ? Condition{} : adults, {});
        to_person(where + "/helper", fact.helper, {}, {});
        to_person(where + "/under_18", fact.under_18, {}, adults);
        to_person(where + "/alert", fact.alert, {}, {});
    }

    void check(const NoticeWords& words) {
        for (const auto& [id, text] : {std::pair{"page_where", &words.page_where},
                                       {"page_account", &words.page_account},
                                       {"page_first_seen", &words.page_first_seen},
                                       {"page_last_seen", &words.page_last_seen},
                                       {"fingerprints_head", &words.fingerprints_head},
                                       {"connection_person", &words.connection[0]},
                                       {"connection_poster", &words.connection[1]},
                                       {"connection_host", &words.connection[2]}})
            in_letter("notice-words/" + std::string(id), *text, {}, {});
        for (const auto& [id, text] : {std::pair{"paste_here", &words.paste_here},
                                       {"fill_in_there", &words.fill_in_there},
                                       {"alert_why", &words.alert_why},
                                       {"calendar_title", &words.calendar_title},
                                       {"calendar_text", &words.calendar_text},
                                       {"rdap", &words.rdap}})
            to_person("notice-words/" + std::string(id), *text, {}, {});
    }

    // Whoever sends it may have been under 18 when the picture was made, also where they are an adult now.
    void check(const MessageDraft& draft) {
        const auto always = [](const WordRule&) { return true; };
        const std::string where = "message/" + draft.id;
        texts_.check(where + "/text", draft.text, message, always);
        texts_.check(where + "/note", draft.note, plain, always);
        texts_.check_reading_age(where + "/text", draft.text.words[0]);
        texts_.check_reading_age(where + "/note", draft.note.words[0]);
        messages_ += draft.text.words[0] + '\n' + draft.note.words[0] + '\n';
    }

    // Whether a rule of wording that is bound by the guide's answers may hold where a text of the notices is written.
    // The two ask the same about age in other words: was everybody an adult, was anybody under 18.
    [[nodiscard]] bool may_be_met(const WordRule& rule, const Condition& when, const Condition& unless) const {
        const auto question = handbook_.guide.question("adult_then");
        if (!question) return true;
        const std::array<std::string_view, notice_age_names.size()> said{"yes", "no", "unsure"};
        for (std::size_t age = 0; age < notice_age_names.size(); ++age) {
            const auto choice = handbook_.guide.choice(*question, said[age]);
            if (!choice) return true;
            Answers in_guide;
            in_guide.set(*question, *choice);
            Answers in_notice;
            in_notice.set(under_18_question, age);
            if (evaluate(rule.when, in_guide) != Truth::no && evaluate(when, unless, in_notice) != Truth::no)
                return true;
        }
        return false;
    }

    const Handbook& handbook_;
    const NoticeBook& book_;
    const LintOptions& options_;
    LintReport report_;
    TextRules texts_;
    std::string to_person_;  // of all notices, to the person; most are too short by themselves
    std::string messages_;
};

}  // namespace

LintReport lint_writing(const Handbook& handbook, const LintRules& rules, const LintOptions& options) {
    return WritingLint(handbook, rules, options).check();
}

}  // namespace holdfast::guidance
