// SPDX-License-Identifier: Apache-2.0
// The guide: questions, and the steps that follow from their answers, read from one blob of data
// (docs/formats/guidance.md). Advice is data: no word of it, no order and no condition stands in code.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/condition.hpp"

namespace holdfast::guidance {

/// English, then the others in this order. English is always complete; another language falls back to it.
enum class Language : std::uint8_t { english, welsh };
inline constexpr std::size_t languages = 2;
/// "en", "cy".
[[nodiscard]] std::string_view to_text(Language language) noexcept;

/// The same words in each language.
struct Text {
    std::array<std::string, languages> words;
    [[nodiscard]] std::string_view in(Language language) const noexcept {
        const auto& own = words[static_cast<std::size_t>(language)];
        return own.empty() ? words[0] : own;
    }
    [[nodiscard]] bool empty() const noexcept { return words[0].empty(); }
};

/// To whom the words speak. Base words are for the adult person.
enum class Audience : std::uint8_t { adult, young, parent, adviser };
inline constexpr std::size_t audiences = 4;
/// "adult", "young", "parent", "adviser".
[[nodiscard]] std::string_view to_text(Audience audience) noexcept;

/// Words for each audience; what has no words of its own falls back: young and parent to the adult's, an adviser's to
/// those of the person they speak with.
struct Words {
    std::array<Text, audiences> by_audience;
    [[nodiscard]] const Text& base() const noexcept { return by_audience[0]; }
    /// `person` is whom an adviser speaks with: adult or young.
    [[nodiscard]] const Text& for_audience(Audience audience, Audience person) const noexcept;
};

/// How well a value was established.
enum class Sureness : std::uint8_t {
    seen,     ///< read in a source
    pattern,  ///< follows the rule of sister pages
    memory,   ///< found in no source: never shown as fact
};

struct Source {
    std::string url;
    std::chrono::sys_days read;
    std::string how;   ///< such as "stored copy"
    std::string says;  ///< what was read there, in short
};

struct Provenance {
    std::vector<Source> sources;  ///< the main one first; never empty where `sure` is seen
    Sureness sure = Sureness::memory;
    std::string check_at;  ///< the page where a person checks it; empty only where `sure` is seen
    std::chrono::sys_days review_by;
};

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

struct Phase {
    std::string id;
    Text name;
    Pace pace = Pace::now;
    Condition when;
};

struct Step {
    std::string id;
    std::size_t phase = 0;
    int order = 0;
    Condition when;
    Condition unless;
    Words head;
    Words text;
    Text why;
    std::vector<std::string> lines;           ///< ids of the directory
    std::vector<std::string> services;        ///< ids of the directory
    std::vector<std::string> country_shows;   ///< parts of the country's entry
    std::vector<std::string> platform_shows;  ///< parts of the platform's entry
    std::vector<std::string> notices;         ///< kinds of notice that this step can prepare
    bool force = false;                       ///< shows the police force of the place
    std::vector<std::size_t> contradicts;     ///< steps that never stand beside this one
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
