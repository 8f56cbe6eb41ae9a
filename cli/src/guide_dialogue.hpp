// SPDX-License-Identifier: Apache-2.0
// The questions of the guide, one after another, with an adviser at the keyboard.
#pragma once

#include <cstdint>

#include "guide_request.hpp"
#include "terminal_text.hpp"

namespace holdfast::cli {

enum class DialogueEnd : std::uint8_t {
    answered,     ///< all questions that apply, or the adviser asked for the plan, or the input ended
    quit,         ///< no plan is wanted
    interrupted,  ///< Ctrl-C
};

/// Crisis numbers first, then the questions that `request.answers` leaves open; puts the answers there. Asks on
/// standard error, reads standard input.
[[nodiscard]] DialogueEnd ask_questions(const guidance::Handbook& handbook, GuideRequest& request);

/// The answer that a reply names among those of a question: its number from 1, its id, or how its label begins, if that
/// is so of one alone.
[[nodiscard]] std::optional<std::size_t> answer_named(const guidance::Question& question, std::string_view reply,
                                                      guidance::Language language);

}  // namespace holdfast::cli
