// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/plan.hpp"

namespace holdfast::guidance {
namespace {

// A derived fact is an answer like any other: 0 for no, 1 for yes.
void derive(const Guide& guide, Answers& answers) noexcept {
    for (std::size_t i = 0; i < guide.derived.size(); ++i) {
        const Truth truth = evaluate(guide.derived[i].when, answers);
        if (truth != Truth::open) answers.set(guide.questions.size() + i, truth == Truth::yes ? 1 : 0);
    }
}

Answers complete_with(const Guide& guide, const Answers& given, bool skipping) noexcept {
    Answers answers;
    // Conditions of a question name earlier questions alone, so one pass in order settles all that can be settled.
    for (std::size_t q = 0; q < guide.questions.size(); ++q) {
        const Question& question = guide.questions[q];
        const Truth asked = evaluate(question.when, answers);
        if (asked == Truth::no) {
            if (question.otherwise) answers.set(q, *question.otherwise);
            continue;
        }
        if (asked == Truth::open) continue;
        if (const auto answer = given.get(q); answer && *answer < question.choices.size()) {
            answers.set(q, *answer);
        } else if (skipping) {
            answers.set(q, question.skipped);
        }
    }
    derive(guide, answers);
    return answers;
}

Audience audience_of(const Guide& guide, const Answers& answers) noexcept {
    for (std::size_t a = 0; a < audiences; ++a) {
        const Condition& when = guide.audience_when[a];
        if (!when.always() && evaluate(when, answers) == Truth::yes) return static_cast<Audience>(a);
    }
    return Audience::adult;
}

}  // namespace

Answers complete(const Guide& guide, const Answers& given) noexcept {
    return complete_with(guide, given, false);
}

Answers complete_skipping(const Guide& guide, const Answers& given) noexcept {
    return complete_with(guide, given, true);
}

std::optional<std::size_t> next_question(const Guide& guide, const Answers& given) noexcept {
    const Answers answers = complete(guide, given);
    for (std::size_t q = 0; q < guide.questions.size(); ++q)
        if (!answers.get(q) && evaluate(guide.questions[q].when, answers) == Truth::yes) return q;
    return std::nullopt;
}

Plan make_plan(const Guide& guide, const Answers& given) {
    const Answers answers = complete(guide, given);
    Plan plan;
    plan.audience = audience_of(guide, answers);
    if (!guide.young_when.always() && evaluate(guide.young_when, answers) == Truth::yes) plan.person = Audience::young;
    for (std::size_t i = 0; i < guide.steps.size(); ++i) {
        const Step& step = guide.steps[i];
        if (evaluate(guide.phases[step.phase].when, answers) != Truth::yes) continue;
        if (evaluate(step.when, step.unless, answers) == Truth::yes) plan.steps.push_back(i);
    }
    return plan;
}

std::span<const std::string> notices_of(const Guide& guide, const Step& step, const Answers& given) {
    if (evaluate({}, step.notices_unless, complete(guide, given)) != Truth::yes) return {};
    return step.notices;
}

}  // namespace holdfast::guidance
