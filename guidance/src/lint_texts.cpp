// SPDX-License-Identifier: Apache-2.0
#include "lint_parts.hpp"
#include "text_rules.hpp"

namespace holdfast::guidance {
namespace {

constexpr TextShape heading{.most_characters = 52, .least_sentences = 1, .most_sentences = 2};
constexpr TextShape body{.most_characters = 0, .least_sentences = 1, .most_sentences = 7};
constexpr TextShape reason{.most_characters = 0, .least_sentences = 1, .most_sentences = 1};
constexpr TextShape plain{};

class Texts {
  public:
    Texts(const Guide& guide, const LintRules& rules, const ShownSteps& shown, const LintOptions& options,
          LintReport& report)
        : guide_(guide), rules_(rules), shown_(shown), text_rules_(rules, options, report) {
        for (const auto& rule : rules_.words)
            may_hold_.push_back(rule.when.always() ? shown_.tree().all()
                                                   : shown_.tree().all() - shown_.tree().where_not(rule.when));
    }

    void check() {
        check_word_lists();
        for (const auto& question : guide_.questions) {
            const std::string where = "question/" + question.id;
            check_everywhere(where, "ask", question.ask);
            check_everywhere(where, "help", question.help);
            std::string answers;
            for (const auto& choice : question.choices) {
                text_rules_.check(where + "/answers/" + choice.id, choice.label, plain, everywhere);
                answers += choice.label.words[0] + '\n';
            }
            check_reading_age(question, answers);
        }
        std::string names;
        for (const auto& phase : guide_.phases) {
            text_rules_.check("phase/" + phase.id + "/name", phase.name, heading, everywhere);
            names += phase.name.words[0] + '\n';
        }
        text_rules_.check_reading_age("phases", names);
        for (std::size_t i = 0; i < guide_.steps.size(); ++i) check_step(i);
    }

  private:
    static constexpr auto everywhere = [](const WordRule&) { return true; };

    static std::string place_of(const std::string& where, std::size_t audience, std::string_view field) {
        const std::string variant =
            audience == 0 ? std::string() : '/' + std::string(to_text(static_cast<Audience>(audience)));
        return where + variant + '/' + std::string(field);
    }

    // A language without a list would be a language in which anything may be said.
    void check_word_lists() {
        for (const auto& rule : rules_.words)
            for (std::size_t i = 0; i < languages; ++i)
                if (const auto language = static_cast<Language>(i);
                    text_rules_.wants(language) && rule.lists[i].words.empty())
                    text_rules_.add("word-list-lacks", "wording/" + rule.id + '/' + std::string(to_text(language)),
                                    "There is no word list in this language.");
    }

    void check_everywhere(const std::string& where, std::string_view field, const Words& words) {
        for (std::size_t a = 0; a < audiences; ++a)
            text_rules_.check(place_of(where, a, field), words.by_audience[a], plain, everywhere);
    }

    void check_words(std::size_t step, std::string_view field, const Words& words, const TextShape& shape) {
        const Readers readers = shown_.readers_of(step, words);
        for (std::size_t a = 0; a < audiences; ++a)
            text_rules_.check(place_of("step/" + guide_.steps[step].id, a, field), words.by_audience[a], shape,
                              [&](const WordRule& rule) { return is_met(rule, readers[a]); });
    }

    // A question with its help and its answers, as each audience reads it.
    void check_reading_age(const Question& question, const std::string& answers) {
        for (std::size_t a = 0; a < audiences; ++a) {
            if (a != 0 && question.ask.by_audience[a].empty() && question.help.by_audience[a].empty()) continue;
            const auto audience = static_cast<Audience>(a);
            const auto english = [&](const Words& words) {
                return words.for_audience(audience, Audience::adult).words[0];
            };
            text_rules_.check_reading_age(place_of("question/" + question.id, a, "ask"),
                                          english(question.ask) + '\n' + english(question.help) + '\n' + answers);
        }
    }

    [[nodiscard]] bool is_met(const WordRule& rule, const States& states) const {
        return (states & may_hold_[static_cast<std::size_t>(&rule - rules_.words.data())]).any();
    }

    void check_step(std::size_t number) {
        const Step& step = guide_.steps[number];
        check_words(number, "head", step.head, heading);
        check_words(number, "text", step.text, body);
        text_rules_.check("step/" + step.id + "/why", step.why, reason,
                          [&](const WordRule& rule) { return is_met(rule, shown_.of_step(number)); });
        for (std::size_t i = 0; i < step.links.size(); ++i) {
            text_rules_.check("step/" + step.id + "/links/" + std::to_string(i), step.links[i].label, plain,
                              [&](const WordRule& rule) { return is_met(rule, shown_.of_step(number)); });
        }
        // As each audience reads it, from heading to reason.
        for (std::size_t a = 0; a < audiences; ++a) {
            const auto audience = static_cast<Audience>(a);
            if (a != 0 && step.head.by_audience[a].empty() && step.text.by_audience[a].empty()) continue;
            const auto english = [&](const Words& words) {
                return words.for_audience(audience, Audience::adult).words[0];
            };
            text_rules_.check_reading_age(place_of("step/" + step.id, a, "text"),
                                          english(step.head) + ".\n" + english(step.text) + '\n' + step.why.words[0]);
        }
    }

    const Guide& guide_;
    const LintRules& rules_;
    const ShownSteps& shown_;
    TextRules text_rules_;
    std::vector<States> may_hold_;  // by rule of wording: where it may come to hold
};

}  // namespace

void check_texts(const Guide& guide, const LintRules& rules, const ShownSteps& shown, const LintOptions& options,
                 LintReport& report) {
    Texts(guide, rules, shown, options, report).check();
}

}  // namespace holdfast::guidance
