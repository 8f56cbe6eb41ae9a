// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "lint_parts.hpp"

namespace holdfast::guidance {
namespace {

// What must be saved before it can be lost: a blocked or reported account may be gone the next minute.
constexpr std::string_view saving = "save";
constexpr std::array<std::string_view, 4> after_saving{"block", "report", "remove", "secure"};
constexpr std::string_view crisis = "crisis";

class Paths {
  public:
    Paths(const Guide& guide, const LintRules& rules, const ShownSteps& shown, LintReport& report)
        : guide_(guide), rules_(rules), shown_(shown), tree_(shown.tree()), report_(report) {}

    void check() {
        check_phases();
        check_steps();
        check_contradictions();
        for (const auto& rule : rules_.paths) check(rule);
    }

  private:
    void add(std::string rule, std::string where, std::string says) {
        report_.findings.push_back(
            {.rule = std::move(rule), .where = std::move(where), .says = std::move(says), .times = 0, .answers = {}});
    }

    void add_where_any(std::string rule, std::string where, std::string says, const States& broken) {
        if (!broken.any()) return;
        report_.findings.push_back({.rule = std::move(rule),
                                    .where = std::move(where),
                                    .says = std::move(says),
                                    .times = broken.count(),
                                    .answers = tree_.describe(broken.first())});
    }

    void check_phases() {
        const auto place_of = [&](std::string_view id) {
            return static_cast<std::size_t>(std::ranges::find(guide_.phases, id, &Phase::id) - guide_.phases.begin());
        };
        const std::size_t save = place_of(saving);
        for (const auto id : after_saving) {
            if (place_of(id) > save) continue;
            add("save-first", "phase/" + std::string(id), "Something is done here before anything was saved.");
        }
        if (place_of(crisis) != 0) add("crisis-first", "phase/crisis", "Crisis help does not come first.");
        if (place_of(crisis) == guide_.phases.size()) return;
        add_where_any("crisis-first", "phase/crisis", "A plan is without crisis help.",
                      tree_.whole() - shown_.of_phase(place_of(crisis)));
    }

    void check_steps() {
        States some = tree_.none();
        for (std::size_t i = 0; i < guide_.steps.size(); ++i) {
            some |= shown_.of_step(i);
            if (shown_.whole_tree() && !shown_.of_step(i).any())
                add("never-shown", "step/" + guide_.steps[i].id, "No combination of answers shows this step.");
        }
        add_where_any("no-step", "step", "A combination of answers leads to no step at all.", tree_.whole() - some);
    }

    void check_contradictions() {
        for (std::size_t i = 0; i < guide_.steps.size(); ++i) {
            const Step& step = guide_.steps[i];
            for (const std::size_t other : step.contradicts) {
                const Step& against = guide_.steps[other];
                if (std::ranges::find(against.contradicts, i) == against.contradicts.end()) {
                    add("contradiction-one-sided", "step/" + step.id,
                        "It contradicts " + against.id + ", which does not say so of it.");
                } else if (other < i) {
                    continue;  // met already from the other side
                }
                add_where_any("contradiction", "step/" + step.id, "It stands beside " + against.id + ".",
                              shown_.of_step(i) & shown_.of_step(other));
            }
        }
    }

    void check(const PathRule& rule) {
        const std::string where = "rule/" + rule.id;
        States bound = tree_.where(rule.when, rule.unless);
        if (!rule.beside.empty() || !rule.beside_phases.empty()) {
            States shows = shown_.any_of(rule.beside);
            for (const std::size_t phase : rule.beside_phases) shows |= shown_.of_phase(phase);
            bound &= shows;
        }
        // A rule that binds nowhere proves nothing: it has been overtaken by the guide.
        if (shown_.whole_tree() && !bound.any())
            add("rule-never-binds", where, "No combination of answers meets this rule.");
        const States asked = rule.early ? bound : bound & tree_.whole();
        const auto name = [&](std::size_t step) { return " (" + guide_.steps[step].id + ")"; };

        if (!rule.any.empty()) add_where_any(rule.id, where, rule.says, asked - shown_.any_of(rule.any));
        for (const std::size_t step : rule.all)
            add_where_any(rule.id, where, rule.says + name(step), asked - shown_.of_step(step));
        for (const std::size_t step : rule.never)
            add_where_any(rule.id, where, rule.says + name(step), bound & shown_.of_step(step));
        if (!rule.one.empty()) {
            States once = tree_.none();
            States twice = tree_.none();
            for (const std::size_t step : rule.one) {
                twice |= once & shown_.of_step(step);
                once |= shown_.of_step(step);
            }
            add_where_any(rule.id, where, rule.says, (asked - once) | (bound & twice));
        }
        if (!rule.first.empty()) add_where_any(rule.id, where, rule.says, asked - led_by(rule.first));
        if (rule.only_phases.empty()) return;
        for (std::size_t i = 0; i < guide_.steps.size(); ++i)
            if (std::ranges::find(rule.only_phases, guide_.steps[i].phase) == rule.only_phases.end())
                add_where_any(rule.id, where, rule.says + name(i), bound & shown_.of_step(i));
    }

    // Where the first step that shows is one of `steps`; the guide's steps stand in the order shown.
    [[nodiscard]] States led_by(const std::vector<std::size_t>& steps) const {
        States before = tree_.none();
        States led = tree_.none();
        for (std::size_t i = 0; i < guide_.steps.size(); ++i) {
            if (std::ranges::find(steps, i) != steps.end()) led |= shown_.of_step(i) - before;
            before |= shown_.of_step(i);
        }
        return led;
    }

    const Guide& guide_;
    const LintRules& rules_;
    const ShownSteps& shown_;
    const Combinations& tree_;
    LintReport& report_;
};

}  // namespace

void check_paths(const Guide& guide, const LintRules& rules, const ShownSteps& shown, LintReport& report) {
    Paths(guide, rules, shown, report).check();
}

}  // namespace holdfast::guidance
