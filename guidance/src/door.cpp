// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/door.hpp"

#include <array>
#include <utility>
#include <vector>

#include "door_request.hpp"

namespace holdfast::guidance {
namespace {

// What can be asked: a new kind of request is one name and one Asker here.
constexpr std::array<std::pair<std::string_view, Asker>, 10> askers{{{"question", ask_question},
                                                                     {"plan", ask_plan},
                                                                     {"places", ask_places},
                                                                     {"platforms", ask_platforms},
                                                                     {"countries", ask_countries},
                                                                     {"directory", ask_directory},
                                                                     {"messages", ask_messages},
                                                                     {"notices", ask_notices},
                                                                     {"notice", ask_notice},
                                                                     {"track", ask_track}}};

constexpr std::array<std::string_view, 5> common_members{"ask", "answers", "language", "today", "place"};

std::string refused(std::string_view what, std::string_view pointer, std::string_view expected) {
    JsonWriter to;
    to.object().key("error").object();
    to.key("what").value(what).key("pointer").value(pointer).key("expected").value(expected);
    to.end().end();
    return to.take();
}

Answers read_answers(const Guide& guide, JsonObject& request) {
    Answers answers;
    auto object = request.object("answers", Need::optional);
    if (!object.exists()) return answers;
    std::vector<std::string_view> ids;
    ids.reserve(guide.questions.size());
    for (const auto& question : guide.questions) ids.emplace_back(question.id);
    object.only(ids);
    for (std::size_t q = 0; q < guide.questions.size(); ++q) {
        const auto given = object.text(ids[q], {}, Need::optional);
        if (!given) continue;
        if (const auto choice = guide.choice(q, *given))
            answers.set(q, *choice);
        else
            object.fault(ids[q], "must be an answer of that question");
    }
    return answers;
}

std::optional<std::size_t> read_place(const Directory& directory, JsonObject& request) {
    auto place = request.object("place", Need::optional);
    if (!place.exists()) return std::nullopt;
    constexpr std::array<std::string_view, 1> members{"force"};
    place.only(members);
    const auto id = place.text("force");
    if (!id) return std::nullopt;
    const auto force = directory.force(*id);
    if (!force) place.fault("force", "must be the id of a force");
    return force;
}

std::chrono::sys_days read_today(JsonObject& request) {
    const auto text = request.text("today", {}, Need::optional);
    if (!text) return {};
    const auto day = day_from_text(*text);
    if (!day) request.fault("today", "must be a day such as 2026-11-22");
    return day.value_or(std::chrono::sys_days{});
}

}  // namespace

void Request::needs_today() {
    if (!object.has("today")) object.fault("today", "is missing");
}

void Request::only(std::span<const std::string_view> own) {
    std::vector<std::string_view> names(common_members.begin(), common_members.end());
    names.insert(names.end(), own.begin(), own.end());
    object.only(names);
}

std::string answer(const Handbook& handbook, std::string_view request) {
    JsonDocument document;
    if (const auto parsed = document.parse(request, {.bytes = longest_request}); !parsed)
        return refused("bad_json", "", explain(parsed.error()));
    JsonFaults faults;
    JsonObject object = document.object(faults);
    std::array<std::string_view, askers.size()> names;
    for (std::size_t i = 0; i < askers.size(); ++i) names[i] = askers[i].first;
    JsonWriter to;
    if (const auto ask = object.word("ask", names)) {
        Request asked{.object = object, .faults = faults, .answers = {}, .reader = {}, .force = {}};
        asked.answers = read_answers(handbook.guide, object);
        if (const auto language = object.word("language", language_names, Need::optional))
            asked.reader.language = static_cast<Language>(*language);
        asked.reader.today = read_today(object);
        asked.force = read_place(handbook.directory, object);
        to.object();
        askers[*ask].second(handbook, asked, to);
        to.end();
    }
    if (faults.empty()) return to.take();
    const JsonFault& first = faults.kept().front();
    return refused("bad_request", first.pointer, first.detail);
}

}  // namespace holdfast::guidance
