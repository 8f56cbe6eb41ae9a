// SPDX-License-Identifier: Apache-2.0
#include "guide_condition.hpp"

#include <utility>
#include <vector>

#include "entry_reader.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::size_t most_cases = 16;

std::string_view name_of(const Guide& guide, std::size_t number) {
    return number < guide.questions.size() ? std::string_view(guide.questions[number].id)
                                           : std::string_view(guide.derived[number - guide.questions.size()].id);
}

std::uint64_t answers_named(const JsonArray& answers, std::size_t question, const ConditionNames& names) {
    const Guide& guide = names.guide;
    std::uint64_t allowed = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto name = answers.text(i);
        if (!name) continue;
        if (question >= guide.questions.size()) {
            if (*name == "no")
                allowed |= 1U;
            else if (*name == "yes")
                allowed |= 2U;
            else
                answers.fault(i, "must be yes or no");
        } else if (*name == "platform" && question == names.where) {
            allowed |= names.platforms;
        } else if (const auto choice = index_of(guide.questions[question].choices, *name);
                   choice && *choice < most_answers) {
            allowed |= std::uint64_t{1} << *choice;
        } else {
            answers.fault(i, "must be an answer of that question");
        }
    }
    return allowed;
}

}  // namespace

Condition read_condition(JsonObject& object, std::string_view name, const ConditionNames& names) {
    Condition condition;
    const auto cases = object.array(name, 1, most_cases, Need::optional);
    if (!cases.exists()) return condition;
    std::vector<std::string_view> known(names.known);
    for (std::size_t q = 0; q < known.size(); ++q) known[q] = name_of(names.guide, q);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        auto one = cases.object(i);
        one.only(known);
        Case all_of;
        for (std::size_t q = 0; q < known.size(); ++q) {
            const auto allowed = one.array(known[q], 1, most_answers, Need::optional);
            if (!allowed.exists()) continue;
            all_of.push_back({.question = static_cast<std::uint8_t>(q), .allowed = answers_named(allowed, q, names)});
        }
        condition.cases.push_back(std::move(all_of));
    }
    return condition;
}

}  // namespace holdfast::guidance
