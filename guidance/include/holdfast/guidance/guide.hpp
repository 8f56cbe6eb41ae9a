// SPDX-License-Identifier: Apache-2.0
// The guide: questions, and the steps that follow from their answers, read from one blob of data
// (docs/formats/guidance.md). Advice is data: no word of it, no order and no condition stands in code.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/condition.hpp"
#include "holdfast/guidance/provenance.hpp"
#include "holdfast/guidance/purpose.hpp"
#include "holdfast/guidance/text.hpp"

namespace holdfast::guidance {

struct Choice {
    std::string id;
    Text label;
};

struct Question {
    std::string id;
    Words ask;
    Words help;
    std::vector<Choice> choices;
    Condition when;
    std::size_t skipped = 0;               ///< the answer that passing over stands for
    std::optional<std::size_t> otherwise;  ///< the answer that holds where the question is not asked
};

/// A fact that follows from answers. Its conditions may name the questions alone.
struct Derived {
    std::string id;
    Condition when;
};

enum class Pace : std::uint8_t { now, today, later };
/// In the order of Pace.
inline constexpr std::array<std::string_view, 3> pace_names{"now", "today", "later"};
/// "now", "today", "later".
[[nodiscard]] constexpr std::string_view to_text(Pace pace) noexcept {
    return pace_names[static_cast<std::size_t>(pace)];
}

struct Phase {
    std::string id;
    Text name;
    Pace pace = Pace::now;
    bool tasks = true;  ///< what its steps are where they do not say: something to do, or words
    Condition when;
};

/// A page to read on.
struct Link {
    std::string url;
    Text label;
};

/// Parts of a country's entry that a step can show.
inline constexpr std::array<std::string_view, 5> country_part_names{"emergency", "crisis", "police", "services", "law"};

struct Step {
    std::string id;
    std::size_t phase = 0;
    int order = 0;
    bool task = true;  ///< something to do, which can be marked as done; otherwise words to read
    Condition when;
    Condition unless;
    Words head;
    Words text;
    Text why;
    std::vector<std::string> lines;           ///< ids of the directory
    std::vector<std::string> services;        ///< ids of the directory
    std::vector<std::string> country_shows;   ///< parts of the country's entry, by country_part_names
    std::vector<Purpose> country_for;         ///< what its lines and services are shown for; empty: all it has
    std::vector<Purpose> country_for_young;   ///< what lines of its own somebody under 18 is shown first; empty: none
    std::vector<std::string> platform_shows;  ///< parts of the platform's entry
    std::vector<std::string> notices;         ///< kinds of notice that this step can prepare
    Condition notices_unless;                 ///< where it offers none of them (notices_of in plan.hpp)
    std::vector<Link> links;
    bool force = false;                    ///< shows the police force of the place
    std::vector<std::size_t> contradicts;  ///< steps that never stand beside this one
    Provenance provenance;
};

/// Why a blob was refused as a whole.
struct GuideFault {
    JsonError json = JsonError::malformed;  ///< meaningful where `faults` is empty
    JsonFaults faults;
};

struct Guide {
    std::vector<Question> questions;  ///< in the order asked
    std::vector<Derived> derived;     ///< numbered after the questions in conditions
    std::array<Condition, audiences> audience_when;
    Condition young_when;       ///< when the person whom it is about is under 18
    std::vector<Phase> phases;  ///< in the order shown
    std::vector<Step> steps;    ///< by phase, then order

    [[nodiscard]] std::optional<std::size_t> question(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::size_t> choice(std::size_t question, std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::size_t> step(std::string_view id) const noexcept;
};

/// Reads a blob, every reference resolved. Cost: linear in its size, a few milliseconds.
[[nodiscard]] std::expected<Guide, GuideFault> read_guide(std::string_view blob);

}  // namespace holdfast::guidance
