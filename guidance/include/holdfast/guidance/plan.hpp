// SPDX-License-Identifier: Apache-2.0
// From answers to what to do now, in order.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance {

/// The answers with everything in them that follows: a question that does not apply takes its `otherwise`, derived
/// facts are worked out. Open questions stay open.
[[nodiscard]] Answers complete(const Guide& guide, const Answers& given) noexcept;

/// The same, with each open question that applies answered by its `skipped`: the careful answer.
[[nodiscard]] Answers complete_skipping(const Guide& guide, const Answers& given) noexcept;

/// The first question that applies and has no answer; none when all are answered.
[[nodiscard]] std::optional<std::size_t> next_question(const Guide& guide, const Answers& given) noexcept;

struct Plan {
    Audience audience = Audience::adult;
    Audience person = Audience::adult;  ///< whom an adviser speaks with, or a parent asks for: adult or young
    std::vector<std::size_t> steps;     ///< by phase, then order; each holds for certain
};

/// What holds for certain by now. Answering more adds steps and takes none away. Cost: linear in the guide's
/// conditions.
[[nodiscard]] Plan make_plan(const Guide& guide, const Answers& given);

/// The kinds of notice that a step offers, for certain, to whoever gave these answers. Points into `step`.
[[nodiscard]] std::span<const std::string> notices_of(const Guide& guide, const Step& step, const Answers& given);

}  // namespace holdfast::guidance
