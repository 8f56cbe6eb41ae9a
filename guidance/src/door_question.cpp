// SPDX-License-Identifier: Apache-2.0
#include "door_request.hpp"
#include "holdfast/guidance/plan.hpp"

namespace holdfast::guidance {
namespace {

void write_question(JsonWriter& to, const Question& question, const Plan& plan, Language language) {
    to.object().key("id").value(question.id);
    write_text(to, "ask", question.ask.for_audience(plan.audience, plan.person), language);
    write_text(to, "help", question.help.for_audience(plan.audience, plan.person), language);
    to.key("choices").array();
    for (const auto& choice : question.choices) {
        to.object().key("id").value(choice.id);
        write_text(to, "label", choice.label, language);
        to.end();
    }
    to.end();
    to.key("skipped").value(question.choices[question.skipped].id).end();
}

}  // namespace

void ask_question(const Handbook& handbook, Request& request, JsonWriter& to) {
    request.only();
    if (!request.faults.empty()) return;
    const Guide& guide = handbook.guide;
    const Answers answers = complete(guide, request.answers);
    to.key("question");
    if (const auto next = next_question(guide, request.answers))
        write_question(to, guide.questions[*next], make_plan(guide, request.answers), request.reader.language);
    else
        to.null();
    to.key("asked").array();
    int left = 0;
    for (std::size_t q = 0; q < guide.questions.size(); ++q) {
        const Truth applies = evaluate(guide.questions[q].when, answers);
        if (applies == Truth::yes && request.answers.get(q)) to.value(guide.questions[q].id);
        if (applies != Truth::no && !answers.get(q)) ++left;
    }
    to.end();
    to.key("left").value(left);
}

}  // namespace holdfast::guidance
