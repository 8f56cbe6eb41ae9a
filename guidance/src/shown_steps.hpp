// SPDX-License-Identifier: Apache-2.0
// Where in the tree of answers each step shows, and who reads its words there.
#pragma once

#include <array>
#include <vector>

#include "combinations.hpp"
#include "holdfast/guidance/lint.hpp"

namespace holdfast::guidance {

/// Of words with a variant for each audience: the states in which each variant is what is read.
using Readers = std::array<States, audiences>;

class ShownSteps {
  public:
    ShownSteps(const Guide& guide, const LintRules& rules, const Answers& given);

    [[nodiscard]] const Combinations& tree() const noexcept { return tree_; }
    /// Whether the tree is that of all answers.
    [[nodiscard]] bool whole_tree() const noexcept { return whole_tree_; }
    [[nodiscard]] const States& of_step(std::size_t step) const noexcept { return steps_[step]; }
    [[nodiscard]] States any_of(const std::vector<std::size_t>& steps) const;
    [[nodiscard]] States of_phase(std::size_t phase) const;
    /// Who reads `words` where a step shows.
    [[nodiscard]] Readers readers_of(std::size_t step, const Words& words) const;

  private:
    struct Reader {
        Audience audience;
        Audience person;
        States states;
    };
    const Guide& guide_;
    Combinations tree_;
    bool whole_tree_;
    std::vector<States> steps_;
    std::vector<Reader> readers_;
};

}  // namespace holdfast::guidance
