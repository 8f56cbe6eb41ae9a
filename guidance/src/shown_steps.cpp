// SPDX-License-Identifier: Apache-2.0
#include "shown_steps.hpp"

#include <utility>

namespace holdfast::guidance {
namespace {

std::vector<const Condition*> conditions_of(const LintRules& rules) {
    std::vector<const Condition*> conditions;
    for (const auto& rule : rules.paths) {
        conditions.push_back(&rule.when);
        conditions.push_back(&rule.unless);
    }
    for (const auto& rule : rules.words) conditions.push_back(&rule.when);
    return conditions;
}

}  // namespace

ShownSteps::ShownSteps(const Guide& guide, const LintRules& rules, const Answers& given)
    : guide_(guide), tree_(guide, conditions_of(rules), given), whole_tree_(given == Answers{}) {
    if (tree_.too_many()) return;
    std::vector<States> phases;
    phases.reserve(guide_.phases.size());
    for (const auto& phase : guide_.phases) phases.push_back(tree_.where(phase.when));
    steps_.reserve(guide_.steps.size());
    for (const auto& step : guide_.steps) steps_.push_back(phases[step.phase] & tree_.where(step.when, step.unless));

    // As make_plan() has it: the first audience whose condition holds, and the adult where none does.
    const States young = guide_.young_when.always() ? tree_.none() : tree_.where(guide_.young_when);
    States rest = tree_.all();
    const auto add = [&](Audience audience, const States& states) {
        readers_.push_back({.audience = audience, .person = Audience::adult, .states = states - young});
        readers_.push_back({.audience = audience, .person = Audience::young, .states = states & young});
    };
    for (std::size_t a = 0; a < audiences; ++a) {
        if (guide_.audience_when[a].always()) continue;
        const States theirs = rest & tree_.where(guide_.audience_when[a]);
        rest -= theirs;
        add(static_cast<Audience>(a), theirs);
    }
    add(Audience::adult, rest);
}

States ShownSteps::any_of(const std::vector<std::size_t>& steps) const {
    States found = tree_.none();
    for (const std::size_t step : steps) found |= steps_[step];
    return found;
}

States ShownSteps::of_phase(std::size_t phase) const {
    States found = tree_.none();
    for (std::size_t i = 0; i < steps_.size(); ++i)
        if (guide_.steps[i].phase == phase) found |= steps_[i];
    return found;
}

Readers ShownSteps::readers_of(std::size_t step, const Words& words) const {
    Readers readers;
    readers.fill(tree_.none());
    for (const auto& reader : readers_) {
        const Audience read = words.spoken_to(reader.audience, reader.person);
        readers[static_cast<std::size_t>(read)] |= reader.states & steps_[step];
    }
    return readers;
}

}  // namespace holdfast::guidance
