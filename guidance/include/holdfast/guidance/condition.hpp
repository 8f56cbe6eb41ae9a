// SPDX-License-Identifier: Apache-2.0
// When something of the guide holds: a condition over the answers a person has given so far.
//
// Three truths, not two. What is not answered yet is `open`, and an answer given later may settle an open condition but
// never turns a settled one around: what was shown stays shown.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace holdfast::guidance {

inline constexpr std::size_t most_questions = 32;
inline constexpr std::size_t most_answers = 64;  ///< of one question

/// What was answered, by the numbers that questions and answers have in their guide.
class Answers {
  public:
    Answers() noexcept { given_.fill(none); }
    /// Preconditions: question < most_questions, answer < most_answers.
    void set(std::size_t question, std::size_t answer) noexcept {
        given_[question] = static_cast<std::uint8_t>(answer);
    }
    void clear(std::size_t question) noexcept { given_[question] = none; }
    [[nodiscard]] std::optional<std::size_t> get(std::size_t question) const noexcept {
        if (given_[question] == none) return std::nullopt;
        return given_[question];
    }
    bool operator==(const Answers&) const = default;

  private:
    static constexpr std::uint8_t none = 0xff;
    std::array<std::uint8_t, most_questions> given_{};
};

enum class Truth : std::uint8_t { no, open, yes };

/// One question whose answer must be among `allowed` (bit n stands for answer n).
struct Requirement {
    std::uint8_t question = 0;
    std::uint64_t allowed = 0;
    bool operator==(const Requirement&) const = default;
};

/// All requirements of one case must hold; any case is enough.
using Case = std::vector<Requirement>;
struct Condition {
    std::vector<Case> cases;
    [[nodiscard]] bool always() const noexcept { return cases.empty(); }
    bool operator==(const Condition&) const = default;
};

/// Whether all of `when` holds and nothing of `unless`. A condition without cases as `when` always holds, as `unless`
/// never. Cost: linear in the requirements.
[[nodiscard]] Truth evaluate(const Condition& when, const Condition& unless, const Answers& answers) noexcept;
/// The same for one condition.
[[nodiscard]] Truth evaluate(const Condition& condition, const Answers& answers) noexcept;

}  // namespace holdfast::guidance
