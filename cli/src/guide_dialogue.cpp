// SPDX-License-Identifier: Apache-2.0
#include "guide_dialogue.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "built_in_handbook.hpp"
#include "holdfast/guidance/plan.hpp"
#include "input_lines.hpp"
#include "interrupt.hpp"
#include "plan_text.hpp"

namespace holdfast::cli {
namespace {

using guidance::Guide;
using guidance::Language;
using guidance::Question;

constexpr std::size_t longest_reply = 200;
constexpr std::size_t most_in_one_column = 8;
constexpr std::string_view keys =
    "A number, or the first letters. Enter skips the question, b goes back, c shows the crisis numbers, p the plan so "
    "far, "
    "q quits.";

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

class Dialogue {
  public:
    Dialogue(const guidance::Handbook& handbook, GuideRequest& request)
        : handbook_(handbook),
          guide_(handbook.guide),
          request_(request),
          language_(language_of(request.language)),
          style_{.page = page_of(STDERR_FILENO)} {}

    DialogueEnd run() {
        say(with_plan(crisis_text));
        say("\n" + wrapped(keys, "", style_.page));
        while (const auto question = guidance::next_question(guide_, request_.answers)) {
            tell_new_crisis_steps();
            ask(*question);
            if (const auto end = reply(*question)) return *end;
        }
        tell_new_crisis_steps();
        return DialogueEnd::answered;
    }

  private:
    static void say(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

    std::string with_plan(std::string (*text)(JsonObject, const PlanStyle&)) const {
        JsonDocument document;
        JsonFaults faults;
        if (!document.parse(plan_json(handbook_, request_), {.bytes = std::size_t{4} << 20U})) return {};
        return text(document.object(faults), style_);
    }

    // What a life may hang on is not kept for the end.
    void tell_new_crisis_steps() {
        const guidance::Plan plan = guidance::make_plan(guide_, request_.answers);
        for (const std::size_t number : plan.steps) {
            const guidance::Step& step = guide_.steps[number];
            if (step.phase != 0 || std::ranges::find(told_, number) != told_.end()) continue;
            told_.push_back(number);
            const auto words = [&](const guidance::Words& of) {
                return std::string(of.for_audience(plan.audience, plan.person).in(language_));
            };
            say("\n" + bold(wrapped(words(step.head), "! ", style_.page), style_.page));
            say(wrapped(words(step.text), "  ", style_.page));
        }
    }

    void ask(std::size_t number) {
        const guidance::Plan plan = guidance::make_plan(guide_, request_.answers);
        const Question& question = guide_.questions[number];
        const auto words = [&](const guidance::Words& of) {
            return of.for_audience(plan.audience, plan.person).in(language_);
        };
        say("\n" + bold(wrapped(words(question.ask), "", style_.page), style_.page));
        if (!question.help.base().empty()) say(wrapped(words(question.help), "", style_.page));
        say(choices_of(question));
    }

    // One under another; many stand in two columns, read downwards.
    [[nodiscard]] std::string choices_of(const Question& question) const {
        std::vector<std::string> labels;
        std::size_t widest = 0;
        for (std::size_t i = 0; i < question.choices.size(); ++i) {
            std::string number = std::to_string(i + 1);
            number.insert(0, 4 - std::min<std::size_t>(4, number.size()), ' ');
            labels.push_back(number + "  " + std::string(question.choices[i].label.in(language_)));
            widest = std::max(widest, columns_of(labels.back()));
        }
        const bool two = labels.size() > most_in_one_column && 2 * widest + 2 <= style_.page.width;
        const std::size_t rows = two ? (labels.size() + 1) / 2 : labels.size();
        std::string out;
        for (std::size_t row = 0; row < rows; ++row) {
            std::string line = labels[row];
            if (two && row + rows < labels.size()) {
                line.append(widest + 2 - columns_of(line), ' ');
                line += labels[row + rows];
            }
            out += line + '\n';
        }
        return out;
    }

    // Reads until there is an answer to this question, or the dialogue goes elsewhere.
    std::optional<DialogueEnd> reply(std::size_t number) {
        const Question& question = guide_.questions[number];
        std::string line;
        while (true) {
            say("> ");
            if (!input_.next(line)) {
                say("\n");
                return is_interrupted() ? DialogueEnd::interrupted : DialogueEnd::answered;
            }
            const std::string word = lower(trimmed(line));
            if (word == "q" || word == "quit") return DialogueEnd::quit;
            if (word == "p" || word == "plan") return DialogueEnd::answered;
            if (word == "b" || word == "back") {
                if (asked_.empty()) {
                    say("This is the first question.\n");
                    continue;
                }
                request_.answers.clear(asked_.back());
                asked_.pop_back();
                return std::nullopt;
            }
            if (word == "c" || word == "crisis" || word == "h" || word == "help" || word == "?") {
                say(with_plan(crisis_text) + "\n" + wrapped(keys, "", style_.page));
                continue;
            }
            const bool skips = word.empty() || word == "s" || word == "skip";
            const auto answer = skips ? std::optional(question.skipped) : answer_named(question, word, language_);
            if (!answer) {
                say("That is none of the answers: a number from 1 to " + std::to_string(question.choices.size()) +
                    ". c shows the crisis numbers, q quits.\n");
                continue;
            }
            if (skips)
                say("Skipped. The plan takes the careful answer: " +
                    std::string(question.choices[*answer].label.in(language_)) + ".\n");
            request_.answers.set(number, *answer);
            asked_.push_back(number);
            return std::nullopt;
        }
    }

    const guidance::Handbook& handbook_;
    const Guide& guide_;
    GuideRequest& request_;
    Language language_;
    PlanStyle style_;
    InputLines input_{STDIN_FILENO, longest_reply};
    std::vector<std::size_t> asked_;  // in order, to go back by
    std::vector<std::size_t> told_;   // crisis steps that were shown
};

}  // namespace

std::optional<std::size_t> answer_named(const guidance::Question& question, std::string_view reply,
                                        guidance::Language language) {
    const std::string wanted = lower(reply);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    // A number beyond them may be how a label begins: "18 or over".
    if (error == std::errc{} && end == wanted.data() + wanted.size() && number >= 1 &&
        number <= question.choices.size())
        return number - 1;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
        if (lower(question.choices[i].id) == wanted) return i;
        if (!lower(question.choices[i].label.in(language)).starts_with(wanted)) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

DialogueEnd ask_questions(const guidance::Handbook& handbook, GuideRequest& request) {
    return Dialogue(handbook, request).run();
}

}  // namespace holdfast::cli
