// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "entry_reader.hpp"
#include "holdfast/guidance/lint_rules.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::size_t most_rules = 500;
constexpr std::size_t most_phrases = 200;
constexpr std::string_view no_step = "must be the id of a step";
constexpr std::string_view no_phase = "must be the id of a phase";

class RuleReader {
  public:
    RuleReader(JsonObject top, const Guide& guide) : top_(top), guide_(guide) {
        for (const auto& question : guide_.questions) names_.emplace_back(question.id);
        for (const auto& derived : guide_.derived) names_.emplace_back(derived.id);
    }

    LintRules read() {
        LintRules rules;
        const auto paths = top_.array("rule", 1, most_rules);
        for (std::size_t i = 0; i < paths.size(); ++i) rules.paths.push_back(read_path(paths.object(i)));
        const auto words = top_.array("wording", 1, most_rules);
        for (std::size_t i = 0; i < words.size(); ++i) rules.words.push_back(read_words(words.object(i)));
        return rules;
    }

  private:
    PathRule read_path(JsonObject object) {
        PathRule rule;
        rule.id = read_string(object, "id");
        rule.says = read_string(object, "says");
        rule.when = read_condition(object, "when");
        rule.unless = read_condition(object, "unless");
        rule.beside = read_references(object, "beside", guide_.steps, no_step);
        rule.beside_phases = read_references(object, "beside_phases", guide_.phases, no_phase);
        rule.early = object.boolean("early", Need::optional).value_or(false);
        rule.any = read_references(object, "any", guide_.steps, no_step);
        rule.one = read_references(object, "one", guide_.steps, no_step);
        rule.all = read_references(object, "all", guide_.steps, no_step);
        rule.first = read_references(object, "first", guide_.steps, no_step);
        rule.never = read_references(object, "never", guide_.steps, no_step);
        rule.only_phases = read_references(object, "only_phases", guide_.phases, no_phase);
        if (rule.any.empty() && rule.one.empty() && rule.all.empty() && rule.first.empty() && rule.never.empty() &&
            rule.only_phases.empty())
            object.fault("id", "must say what has to show, or what must not");
        return rule;
    }

    WordRule read_words(JsonObject object) {
        WordRule rule;
        rule.id = read_string(object, "id");
        rule.says = read_string(object, "says");
        rule.when = read_condition(object, "when");
        for (std::size_t i = 0; i < languages; ++i) {
            auto list = object.object(to_text(static_cast<Language>(i)), Need::optional);
            if (!list.exists()) continue;
            rule.lists[i] = {.words = read_phrases(list, "words"),
                             .beside = read_phrases(list, "beside"),
                             .denied_by = read_phrases(list, "denied_by"),
                             .reviewed = read_list(list, "reviewed"),
                             .over_commas = list.boolean("over_commas", Need::optional).value_or(false)};
        }
        rule.provenance = read_provenance(object);
        return rule;
    }

    static std::vector<Phrase> read_phrases(JsonObject& object, std::string_view name) {
        std::vector<Phrase> phrases;
        const auto list = object.array(name, 0, most_phrases, Need::optional);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const auto text = list.text(i, {.least = 1, .most = 100});
            if (!text) continue;
            Phrase phrase;
            for (std::size_t start = 0; start <= text->size();) {
                const auto end = std::min(text->find(' ', start), text->size());
                if (end > start) phrase.emplace_back(text->substr(start, end - start));
                start = end + 1;
            }
            if (phrase.empty()) list.fault(i, "must hold a word");
            phrases.push_back(std::move(phrase));
        }
        return phrases;
    }

    Condition read_condition(JsonObject& object, std::string_view name) {
        Condition condition;
        const auto cases = object.array(name, 1, 16, Need::optional);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            auto one = cases.object(i);
            one.only(names_);
            Case all_of;
            for (std::size_t q = 0; q < names_.size(); ++q) {
                const auto allowed = one.array(names_[q], 1, most_answers, Need::optional);
                if (!allowed.exists()) continue;
                all_of.push_back({.question = static_cast<std::uint8_t>(q), .allowed = answers_named(allowed, q)});
            }
            condition.cases.push_back(std::move(all_of));
        }
        return condition;
    }

    [[nodiscard]] std::uint64_t answers_named(const JsonArray& names, std::size_t question) const {
        std::uint64_t allowed = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto name = names.text(i);
            if (!name) continue;
            std::optional<std::size_t> answer;
            if (question < guide_.questions.size()) {
                answer = guide_.choice(question, *name);
            } else if (*name == "no" || *name == "yes") {
                answer = *name == "yes" ? 1 : 0;
            }
            if (answer) {
                allowed |= std::uint64_t{1} << *answer;
            } else {
                names.fault(i, "must be an answer of that question");
            }
        }
        return allowed;
    }

    JsonObject top_;
    const Guide& guide_;
    std::vector<std::string_view> names_;
};

}  // namespace

std::expected<LintRules, GuideFault> read_lint_rules(std::string_view blob, const Guide& guide) {
    JsonDocument document;
    if (const auto parsed = document.parse(blob, blob_limits); !parsed)
        return std::unexpected(GuideFault{parsed.error(), {}});
    GuideFault fault;
    LintRules rules = RuleReader(document.object(fault.faults), guide).read();
    if (!fault.faults.empty()) return std::unexpected(std::move(fault));
    return rules;
}

}  // namespace holdfast::guidance
