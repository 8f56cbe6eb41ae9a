// SPDX-License-Identifier: Apache-2.0
#include "guide_request.hpp"

#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/door.hpp"

namespace holdfast::cli {

std::string plan_json(const guidance::Handbook& handbook, const GuideRequest& request) {
    JsonWriter json;
    json.object().key("ask").value("plan").key("language").value(request.language).key("today").value(request.today);
    json.key("answers").object();
    for (std::size_t q = 0; q < handbook.guide.questions.size(); ++q) {
        const guidance::Question& question = handbook.guide.questions[q];
        if (const auto answer = request.answers.get(q)) json.key(question.id).value(question.choices[*answer].id);
    }
    json.end();
    if (!request.force.empty()) json.key("place").object().key("force").value(request.force).end();
    return guidance::answer(handbook, json.end().take());
}

}  // namespace holdfast::cli
