// SPDX-License-Identifier: Apache-2.0
// Every way through the questions at once, as sets of bits: one bit for each state that a person can be in who answers
// in order, from "nothing answered" to each whole combination. What holds for a set of bits is proved, not sampled.
//
// Answers that no condition tells apart are walked once, for all of them: two platforms, two countries without a word
// of their own. That loses nothing, because every condition that is asked about must be named when the tree is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "holdfast/guidance/plan.hpp"

namespace holdfast::guidance {

/// A set of states of one tree. Operations cost one pass over its words.
class States {
  public:
    States() = default;
    States(std::size_t size, bool all);
    States& operator&=(const States& other) noexcept;
    States& operator|=(const States& other) noexcept;
    /// Takes the states of `other` away.
    States& operator-=(const States& other) noexcept;
    [[nodiscard]] bool any() const noexcept;
    [[nodiscard]] std::size_t count() const noexcept;
    /// The first state in it. Precondition: any().
    [[nodiscard]] std::size_t first() const noexcept;
    [[nodiscard]] bool has(std::size_t state) const noexcept {
        return ((words_[state / 64] >> (state % 64)) & 1U) != 0;
    }
    /// Adds the states from `from` to before `to`.
    void add(std::size_t from, std::size_t to);
    void resize(std::size_t size) { words_.resize((size + 63) / 64); }

    friend States operator&(States one, const States& other) noexcept { return one &= other; }
    friend States operator|(States one, const States& other) noexcept { return one |= other; }
    friend States operator-(States one, const States& other) noexcept { return one -= other; }

  private:
    std::vector<std::uint64_t> words_;
};

class Combinations {
  public:
    /// The tree of `guide` below the answers `given`. `more` are conditions beside the guide's own that will be asked
    /// about. Cost: some forty bytes of memory and ten nanoseconds a state; the guide has a few million.
    Combinations(const Guide& guide, std::span<const Condition* const> more, const Answers& given);

    /// More states than a lint looks through: the tree was left unfinished, and nothing of it proves anything.
    static constexpr std::size_t most_states = std::size_t{1} << 23U;
    [[nodiscard]] bool too_many() const noexcept { return size_ > most_states; }
    [[nodiscard]] std::size_t states() const noexcept { return size_; }
    /// The states in which every question has its answer.
    [[nodiscard]] const States& whole() const noexcept { return whole_; }
    /// How many combinations of answers these stand for, with those that no condition tells apart.
    [[nodiscard]] std::uint64_t combinations() const noexcept { return combinations_; }

    /// Where the condition holds for certain; one without cases holds everywhere.
    [[nodiscard]] States where(const Condition& condition) const;
    /// Where it is certain not to hold.
    [[nodiscard]] States where_not(const Condition& condition) const;
    /// Where `when` holds for certain and nothing of `unless`, as evaluate() has it.
    [[nodiscard]] States where(const Condition& when, const Condition& unless) const;
    [[nodiscard]] States none() const { return {size_, false}; }
    [[nodiscard]] States all() const { return {size_, true}; }

    /// The answers of one state, "danger=no situation=prevent".
    [[nodiscard]] std::string describe(std::size_t state) const;
    [[nodiscard]] Answers answers(std::size_t state) const;

  private:
    struct Class {
        std::size_t representative = 0;
        std::uint64_t members = 0;  // bit n: answer n
        States states;
    };
    void classify(std::span<const Condition* const> more);
    void walk(std::size_t question, Answers& answers, std::uint64_t weight);
    [[nodiscard]] Class& class_of(std::size_t question, std::size_t answer);
    [[nodiscard]] States allowed(const Requirement& requirement) const;
    [[nodiscard]] States refused(const Requirement& requirement) const;

    const Guide& guide_;
    Answers given_;
    std::vector<std::vector<Class>> classes_;  // by question, then by derived fact: no, yes
    States whole_;
    std::size_t size_ = 0;
    std::uint64_t combinations_ = 0;
};

}  // namespace holdfast::guidance
