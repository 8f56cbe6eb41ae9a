// SPDX-License-Identifier: Apache-2.0
#include "combinations.hpp"

#include <algorithm>
#include <bit>

namespace holdfast::guidance {

States::States(std::size_t size, bool all) : words_((size + 63) / 64, all ? ~std::uint64_t{0} : 0) {
    if (all && size % 64 != 0) words_.back() = (std::uint64_t{1} << (size % 64)) - 1;
}

States& States::operator&=(const States& other) noexcept {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
}

States& States::operator|=(const States& other) noexcept {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
}

States& States::operator-=(const States& other) noexcept {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
}

bool States::any() const noexcept {
    return std::ranges::any_of(words_, [](std::uint64_t word) { return word != 0; });
}

std::size_t States::count() const noexcept {
    std::size_t total = 0;
    for (const std::uint64_t word : words_) total += static_cast<std::size_t>(std::popcount(word));
    return total;
}

std::size_t States::first() const noexcept {
    std::size_t i = 0;
    while (words_[i] == 0) ++i;
    return i * 64 + static_cast<std::size_t>(std::countr_zero(words_[i]));
}

void States::add(std::size_t from, std::size_t to) {
    if (from == to) return;
    const std::size_t last = (to - 1) / 64;
    if (words_.size() <= last) words_.resize(last + 1);
    const std::uint64_t head = ~std::uint64_t{0} << (from % 64);
    const std::uint64_t tail = ~std::uint64_t{0} >> (63 - (to - 1) % 64);
    if (from / 64 == last) {
        words_[last] |= head & tail;
        return;
    }
    words_[from / 64] |= head;
    for (std::size_t i = from / 64 + 1; i < last; ++i) words_[i] = ~std::uint64_t{0};
    words_[last] |= tail;
}

Combinations::Combinations(const Guide& guide, std::span<const Condition* const> more, const Answers& given)
    : guide_(guide), given_(given) {
    classify(more);
    Answers answers;
    walk(0, answers, 1);
    whole_.resize(size_);
    for (auto& classes : classes_)
        for (auto& one : classes) one.states.resize(size_);
    for (std::size_t i = 0; i < guide_.derived.size(); ++i) {
        auto& classes = classes_[guide_.questions.size() + i];
        classes = {{.representative = 0, .members = 1U, .states = where_not(guide_.derived[i].when)},
                   {.representative = 1, .members = 2U, .states = where(guide_.derived[i].when)}};
    }
}

// Answers of one question belong together when every requirement on it allows all of them or none.
void Combinations::classify(std::span<const Condition* const> more) {
    std::vector<std::vector<std::uint64_t>> masks(most_questions);
    const auto note = [&](const Condition& condition) {
        for (const auto& all_of : condition.cases)
            for (const auto& requirement : all_of) masks[requirement.question].push_back(requirement.allowed);
    };
    for (const auto& question : guide_.questions) note(question.when);
    for (const auto& derived : guide_.derived) note(derived.when);
    for (const auto& condition : guide_.audience_when) note(condition);
    note(guide_.young_when);
    for (const auto& phase : guide_.phases) note(phase.when);
    for (const auto& step : guide_.steps) {
        note(step.when);
        note(step.unless);
    }
    for (const Condition* const condition : more) note(*condition);

    classes_.resize(guide_.questions.size() + guide_.derived.size());
    for (std::size_t q = 0; q < guide_.questions.size(); ++q) {
        std::ranges::sort(masks[q]);
        const auto repeated = std::ranges::unique(masks[q]);
        masks[q].erase(repeated.begin(), repeated.end());
        const auto together = [&](std::size_t one, std::size_t other) {
            return std::ranges::all_of(
                masks[q], [&](std::uint64_t mask) { return ((mask >> one) & 1U) == ((mask >> other) & 1U); });
        };
        auto& classes = classes_[q];
        for (std::size_t a = 0; a < guide_.questions[q].choices.size(); ++a) {
            const auto found =
                std::ranges::find_if(classes, [&](const Class& one) { return together(one.representative, a); });
            if (found != classes.end()) {
                found->members |= std::uint64_t{1} << a;
            } else {
                classes.push_back({.representative = a, .members = std::uint64_t{1} << a, .states = {}});
            }
        }
    }
}

Combinations::Class& Combinations::class_of(std::size_t question, std::size_t answer) {
    auto& classes = classes_[question];
    return *std::ranges::find_if(classes, [&](const Class& one) { return ((one.members >> answer) & 1U) != 0; });
}

// One state, and all below it, numbered in the order in which they are met. As complete() has it, a question that does
// not apply takes its `otherwise`.
void Combinations::walk(std::size_t question, Answers& answers, std::uint64_t weight) {
    if (too_many()) return;
    const std::size_t first_question = question;
    while (question < guide_.questions.size() && evaluate(guide_.questions[question].when, answers) == Truth::no) {
        if (const auto otherwise = guide_.questions[question].otherwise)
            answers.set(question, class_of(question, *otherwise).representative);
        ++question;
    }
    const std::size_t here = size_++;
    if (question == guide_.questions.size()) {
        whole_.add(here, here + 1);
        combinations_ += weight;
    } else {
        const auto only = given_.get(question);
        for (auto& one : classes_[question]) {
            if (only && ((one.members >> *only) & 1U) == 0) continue;
            answers.set(question, one.representative);
            const std::size_t start = size_;
            walk(question + 1, answers, weight * (only ? 1 : static_cast<std::uint64_t>(std::popcount(one.members))));
            one.states.add(start, size_);
        }
        answers.clear(question);
    }
    for (std::size_t q = first_question; q < question; ++q) {
        if (const auto otherwise = answers.get(q)) class_of(q, *otherwise).states.add(here, size_);
        answers.clear(q);
    }
}

States Combinations::allowed(const Requirement& requirement) const {
    States found = none();
    for (const auto& one : classes_[requirement.question])
        if (((requirement.allowed >> one.representative) & 1U) != 0) found |= one.states;
    return found;
}

States Combinations::refused(const Requirement& requirement) const {
    States found = none();
    for (const auto& one : classes_[requirement.question])
        if (((requirement.allowed >> one.representative) & 1U) == 0) found |= one.states;
    return found;
}

States Combinations::where(const Condition& condition) const {
    if (condition.always()) return all();
    States found = none();
    for (const auto& all_of : condition.cases) {
        States fits = all();
        for (const auto& requirement : all_of) fits &= allowed(requirement);
        found |= fits;
    }
    return found;
}

States Combinations::where_not(const Condition& condition) const {
    if (condition.always()) return none();
    States found = all();
    for (const auto& all_of : condition.cases) {
        States broken = none();
        for (const auto& requirement : all_of) broken |= refused(requirement);
        found &= broken;
    }
    return found;
}

States Combinations::where(const Condition& when, const Condition& unless) const {
    States found = where(when);
    if (!unless.always()) found &= where_not(unless);
    return found;
}

Answers Combinations::answers(std::size_t state) const {
    Answers found;
    for (std::size_t q = 0; q < guide_.questions.size(); ++q)
        for (const auto& one : classes_[q])
            if (one.states.has(state)) found.set(q, given_.get(q).value_or(one.representative));
    return found;
}

std::string Combinations::describe(std::size_t state) const {
    const Answers found = answers(state);
    std::string text;
    for (std::size_t q = 0; q < guide_.questions.size(); ++q) {
        const auto answer = found.get(q);
        if (!answer) continue;
        if (!text.empty()) text += ' ';
        text += guide_.questions[q].id + '=' + guide_.questions[q].choices[*answer].id;
    }
    return text;
}

}  // namespace holdfast::guidance
