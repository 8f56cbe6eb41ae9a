// SPDX-License-Identifier: Apache-2.0
#include "read_guide.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "entry_reader.hpp"
#include "guide_condition.hpp"

namespace holdfast::guidance {
namespace {

std::vector<std::string> names_among(JsonObject& object, std::string_view name,
                                     std::span<const std::string_view> words) {
    std::vector<std::string> names;
    for (const std::size_t word : read_word_list(object, name, words, Need::optional)) names.emplace_back(words[word]);
    return names;
}

std::vector<Link> read_links(JsonObject& object) {
    std::vector<Link> links;
    const auto array = object.array("links", 0, most_items, Need::optional);
    for (std::size_t i = 0; i < array.size(); ++i) {
        auto link = array.object(i);
        links.push_back({.url = read_string(link, "url"), .label = read_text(link, "label")});
    }
    return links;
}

class Reader {
  public:
    Reader(JsonObject top, Guide& guide) : top_(top), guide_(guide) {}

    void read() {
        read_questions();
        read_derived();
        read_audiences();
        read_phases();
        read_steps();
    }

  private:
    // `known`: how many questions and derived facts a condition may name here.
    Condition read_condition(JsonObject& object, std::string_view name, std::size_t known) const {
        return guidance::read_condition(object, name,
                                        {.guide = guide_, .known = known, .where = where_, .platforms = platforms_});
    }

    std::size_t all() const { return guide_.questions.size() + guide_.derived.size(); }

    void read_questions() {
        const auto questions = top_.array("question", 1, most_questions - 4);
        for (std::size_t i = 0; i < questions.size(); ++i) {
            auto object = questions.object(i);
            Question question;
            question.id = read_string(object, "id");
            if (index_of(guide_.questions, question.id)) object.fault("id", "is the id of another question");
            question.ask = read_words(object, "ask", Need::required);
            question.help = read_words(object, "help", Need::optional);
            question.when = read_condition(object, "when", guide_.questions.size());
            guide_.questions.push_back(std::move(question));
            read_choices(object);
        }
    }

    void read_choices(JsonObject& object) {
        Question& question = guide_.questions.back();
        const auto from = object.text("answers_from", {}, Need::optional);
        if (from == "directory/platforms.toml") {
            where_ = guide_.questions.size() - 1;
            const auto kinds = read_list(object, "answers_kinds");
            add_entries("platform", kinds);
            platforms_ = (std::uint64_t{1} << std::min<std::size_t>(question.choices.size(), 63)) - 1;
        } else if (from && from != "directory/countries.toml") {
            object.fault("answers_from", "must be directory/platforms.toml or directory/countries.toml");
        }
        const auto answers = object.array("answers", 1, most_answers);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            auto answer = answers.object(i);
            const bool last = i + 1 == answers.size();
            // The other countries stand before the answer for none of them.
            if (last && from == "directory/countries.toml") add_entries("country", {});
            question.choices.push_back({.id = read_string(answer, "id"), .label = read_text(answer, "label")});
        }
        if (question.choices.size() > most_answers) object.fault("answers", "are more than 64");
        if (const auto skipped = object.text("skipped")) {
            const auto choice = index_of(question.choices, *skipped);
            if (!choice) object.fault("skipped", "must be one of the answers");
            question.skipped = choice.value_or(0);
        }
        if (const auto otherwise = object.text("otherwise", {}, Need::optional)) {
            question.otherwise = index_of(question.choices, *otherwise);
            if (!question.otherwise) object.fault("otherwise", "must be one of the answers");
        }
        if (!question.when.always() && !question.otherwise)
            object.fault("otherwise", "must say what holds where the question is not asked");
    }

    // Answers that are entries of the directory, of one of `kinds` where any are named.
    void add_entries(std::string_view table, std::span<const std::string> kinds) {
        auto& choices = guide_.questions.back().choices;
        const auto entries = top_.array(table, 1, most_entries);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto entry = entries.object(i);
            const std::string id = read_string(entry, "id");
            if (table == "country") {
                if (id != "GB") choices.push_back({.id = id, .label = read_text(entry, "name")});
                continue;
            }
            const auto own = read_list(entry, "kinds");
            const bool fits = std::ranges::any_of(
                own, [&](const auto& kind) { return std::ranges::find(kinds, kind) != kinds.end(); });
            if (!fits) continue;
            Text label;
            label.words.fill(read_string(entry, "name"));  // a name is the same in each language
            choices.push_back({.id = id, .label = std::move(label)});
        }
    }

    void read_derived() {
        const auto derived = top_.array("derived", 0, 4, Need::optional);
        for (std::size_t i = 0; derived.exists() && i < derived.size(); ++i) {
            auto object = derived.object(i);
            guide_.derived.push_back(
                {.id = read_string(object, "id"), .when = read_condition(object, "when", guide_.questions.size())});
        }
    }

    void read_audiences() {
        const auto entries = top_.array("audience", audiences, audiences);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto object = entries.object(i);
            if (const auto audience = object.word("id", audience_names))
                guide_.audience_when[*audience] = read_condition(object, "when", all());
        }
        auto person = top_.object("person");
        guide_.young_when = read_condition(person, "young", all());
    }

    void read_phases() {
        const auto phases = top_.array("phase", 1, 64);
        for (std::size_t i = 0; i < phases.size(); ++i) {
            auto object = phases.object(i);
            Phase phase;
            phase.id = read_string(object, "id");
            phase.name = read_text(object, "name");
            if (const auto pace = object.word("pace", pace_names)) phase.pace = static_cast<Pace>(*pace);
            phase.tasks = object.boolean("tasks", Need::optional).value_or(true);
            phase.when = read_condition(object, "when", all());
            guide_.phases.push_back(std::move(phase));
        }
    }

    void read_steps() {
        const auto steps = top_.array("step", 1, most_entries);
        std::vector<std::vector<std::string>> contradicted;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            auto object = steps.object(i);
            Step step;
            step.id = read_string(object, "id");
            if (index_of(guide_.steps, step.id)) object.fault("id", "is the id of another step");
            const auto phase = index_of(guide_.phases, read_string(object, "phase"));
            if (!phase) object.fault("phase", "must be the id of a phase");
            step.phase = phase.value_or(0);
            step.task = object.boolean("task", Need::optional).value_or(!phase || guide_.phases[*phase].tasks);
            step.order = static_cast<int>(object.integer("order", 0, 10'000).value_or(0));
            step.when = read_condition(object, "when", all());
            step.unless = read_condition(object, "unless", all());
            step.head = read_words(object, "head", Need::required);
            step.text = read_words(object, "text", Need::required);
            step.why = read_text(object, "why");
            step.lines = read_list(object, "lines");
            step.services = read_list(object, "services");
            step.country_shows = names_among(object, "country_shows", country_part_names);
            step.country_for = read_purposes(object, "country_for", Need::optional);
            step.country_for_young = read_purposes(object, "country_for_young", Need::optional);
            step.platform_shows = read_list(object, "platform_shows");
            step.links = read_links(object);
            step.notices = read_list(object, "notices");
            step.notices_unless = read_condition(object, "notices_unless", all());
            step.force = object.boolean("force", Need::optional).value_or(false);
            step.provenance = read_provenance(object);
            contradicted.push_back(read_list(object, "contradicts"));
            guide_.steps.push_back(std::move(step));
        }
        resolve_contradictions(steps, contradicted);
        std::ranges::sort(guide_.steps, {}, [](const Step& step) {
            return std::tuple(step.phase, step.order, std::string_view(step.id));
        });
        number_contradictions();
    }

    void resolve_contradictions(const JsonArray& steps, const std::vector<std::vector<std::string>>& contradicted) {
        for (std::size_t i = 0; i < contradicted.size(); ++i)
            for (const auto& id : contradicted[i]) {
                if (!index_of(guide_.steps, id)) steps.object(i).fault("contradicts", "must name other steps");
                contradictions_.emplace_back(guide_.steps[i].id, id);
            }
    }

    // Steps have their final numbers only once they are sorted.
    void number_contradictions() {
        for (const auto& [one, other] : contradictions_) {
            const auto a = guide_.step(one);
            const auto b = guide_.step(other);
            if (a && b) guide_.steps[*a].contradicts.push_back(*b);
        }
    }

    JsonObject top_;
    Guide& guide_;
    std::size_t where_ = most_questions;
    std::uint64_t platforms_ = 0;
    std::vector<std::pair<std::string, std::string>> contradictions_;
};

}  // namespace

std::optional<std::size_t> Guide::question(std::string_view id) const noexcept {
    return index_of(questions, id);
}

std::optional<std::size_t> Guide::choice(std::size_t question, std::string_view id) const noexcept {
    return index_of(questions[question].choices, id);
}

std::optional<std::size_t> Guide::step(std::string_view id) const noexcept {
    return index_of(steps, id);
}

void read_guide(JsonObject top, Guide& guide) {
    if (const auto format = top.text("format"); format && *format != "holdfast-guidance-1")
        top.fault("format", "must be holdfast-guidance-1");
    Reader(top, guide).read();
}

std::expected<Guide, GuideFault> read_guide(std::string_view blob) {
    JsonDocument document;
    if (const auto parsed = document.parse(blob, blob_limits); !parsed)
        return std::unexpected(GuideFault{parsed.error(), {}});
    GuideFault fault;
    Guide guide;
    read_guide(document.object(fault.faults), guide);
    if (!fault.faults.empty()) return std::unexpected(std::move(fault));
    return guide;
}

}  // namespace holdfast::guidance
