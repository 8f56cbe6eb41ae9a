// SPDX-License-Identifier: Apache-2.0
#include "guide_request.hpp"

#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/door.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

template <class List>
std::string ids_of(const List& list) {
    std::string ids;
    for (const auto& each : list) ids.append(ids.empty() ? "" : ", ").append(each.id);
    return ids;
}

}  // namespace

std::expected<guidance::Answers, std::string> read_answers(const guidance::Guide& guide,
                                                           const std::vector<std::string>& given) {
    guidance::Answers answers;
    for (const std::string& each : given) {
        const auto equals = each.find('=');
        if (equals == std::string::npos)
            return std::unexpected("--answers is a list such as danger=no,situation=threatened.");
        const auto question = guide.question(std::string_view(each).substr(0, equals));
        if (!question)
            return std::unexpected("\"" + printable(each.substr(0, equals)) +
                                   "\" is no question. There are: " + ids_of(guide.questions) + ".");
        const auto choice = guide.choice(*question, std::string_view(each).substr(equals + 1));
        if (!choice)
            return std::unexpected("\"" + printable(each.substr(equals + 1)) + "\" is no answer to " +
                                   guide.questions[*question].id +
                                   ". There are: " + ids_of(guide.questions[*question].choices) + ".");
        answers.set(*question, *choice);
    }
    return answers;
}

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
