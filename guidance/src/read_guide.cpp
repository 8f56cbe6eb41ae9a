// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <span>
#include <tuple>
#include <utility>

#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance {
namespace {

constexpr JsonLimits limits{.bytes = std::size_t{4} << 20U, .depth = 12, .members = 256};
constexpr std::size_t most_entries = 10'000;
constexpr std::array<std::string_view, languages> language_names{"en", "cy"};
constexpr std::array<std::string_view, audiences> audience_names{"adult", "young", "parent", "adviser"};
constexpr std::array<std::string_view, 3> sureness_names{"seen", "pattern", "memory"};
constexpr std::array<std::string_view, 3> pace_names{"now", "today", "later"};

std::string text_of(JsonObject& object, std::string_view name, Need need = Need::required) {
    const auto text = object.text(name, {.least = 1, .most = 4'000, .controls = true}, need);
    return text ? std::string(*text) : std::string();
}

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t size, auto& value) {
        const char* const end = text.data() + at + size;
        const auto [stop, error] = std::from_chars(text.data() + at, end, value);
        return error == std::errc{} && stop == end;
    };
    if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::chrono::sys_days day_of(JsonObject& object, std::string_view name) {
    const auto text = object.text(name, {.least = 10, .most = 10});
    if (!text) return {};
    const auto day = parse_day(*text);
    if (!day) object.fault(name, "must be a day such as 2026-11-22");
    return day.value_or(std::chrono::sys_days{});
}

Text read_text(JsonObject object) {
    Text text;
    if (!object.exists()) return text;
    object.only(language_names);
    for (std::size_t i = 0; i < languages; ++i)
        text.words[i] = text_of(object, language_names[i], i == 0 ? Need::required : Need::optional);
    return text;
}

Words read_words(JsonObject& object, std::string_view name, Need need) {
    Words words;
    words.by_audience[0] = read_text(object.object(name, need));
    for (std::size_t a = 1; a < audiences; ++a) {
        auto own = object.object(audience_names[a], Need::optional);
        if (own.exists()) words.by_audience[a] = read_text(own.object(name, Need::optional));
    }
    return words;
}

std::vector<std::string> read_list(JsonObject& object, std::string_view name) {
    std::vector<std::string> list;
    const auto array = object.array(name, 0, 64, Need::optional);
    if (!array.exists()) return list;
    for (std::size_t i = 0; i < array.size(); ++i)
        if (const auto text = array.text(i, {.least = 1, .most = 200})) list.emplace_back(*text);
    return list;
}

Provenance read_provenance(JsonObject& object) {
    Provenance provenance;
    const auto sources = object.array("source", 0, 32, Need::optional);
    for (std::size_t i = 0; sources.exists() && i < sources.size(); ++i) {
        auto source = sources.object(i);
        provenance.sources.push_back({.url = text_of(source, "url"),
                                      .read = day_of(source, "read"),
                                      .how = text_of(source, "how"),
                                      .says = text_of(source, "says")});
    }
    if (const auto sure = object.word("sure", sureness_names)) provenance.sure = static_cast<Sureness>(*sure);
    provenance.check_at = text_of(object, "check_at", Need::optional);
    provenance.review_by = day_of(object, "review_by");
    if (provenance.sure == Sureness::seen && provenance.sources.empty())
        object.fault("source", "must name a source, because the entry says that it was seen");
    if (provenance.sure != Sureness::seen && provenance.check_at.empty())
        object.fault("check_at", "must say where to check what was not seen");
    return provenance;
}

template <class List>
std::optional<std::size_t> index_of(const List& list, std::string_view id) noexcept {
    const auto found = std::ranges::find(list, id, [](const auto& entry) -> std::string_view { return entry.id; });
    if (found == list.end()) return std::nullopt;
    return static_cast<std::size_t>(found - list.begin());
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
    // The numbers that a condition's names stand for.
    struct Named {
        std::size_t number;
        std::uint64_t allowed;
    };

    std::uint64_t answers_named(const JsonArray& names, std::size_t question) const {
        std::uint64_t allowed = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto name = names.text(i);
            if (!name) continue;
            if (question >= guide_.questions.size()) {
                if (*name == "no")
                    allowed |= 1U;
                else if (*name == "yes")
                    allowed |= 2U;
                else
                    names.fault(i, "must be yes or no");
            } else if (*name == "platform" && question == where_) {
                allowed |= platforms_;
            } else if (const auto choice = index_of(guide_.questions[question].choices, *name)) {
                allowed |= std::uint64_t{1} << *choice;
            } else {
                names.fault(i, "must be an answer of that question");
            }
        }
        return allowed;
    }

    // `known`: how many questions and derived facts a condition may name here.
    Condition read_condition(JsonObject& object, std::string_view name, std::size_t known) const {
        Condition condition;
        const auto cases = object.array(name, 1, 16, Need::optional);
        if (!cases.exists()) return condition;
        std::vector<std::string_view> names(known);
        for (std::size_t q = 0; q < known; ++q) names[q] = name_of(q);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            auto one = cases.object(i);
            one.only(names);
            Case all_of;
            for (std::size_t q = 0; q < known; ++q) {
                const auto allowed = one.array(names[q], 1, most_answers, Need::optional);
                if (!allowed.exists()) continue;
                all_of.push_back({.question = static_cast<std::uint8_t>(q), .allowed = answers_named(allowed, q)});
            }
            condition.cases.push_back(std::move(all_of));
        }
        return condition;
    }

    std::string_view name_of(std::size_t number) const {
        return number < guide_.questions.size() ? std::string_view(guide_.questions[number].id)
                                                : std::string_view(guide_.derived[number - guide_.questions.size()].id);
    }

    std::size_t all() const { return guide_.questions.size() + guide_.derived.size(); }

    void read_questions() {
        const auto questions = top_.array("question", 1, most_questions - 4);
        for (std::size_t i = 0; i < questions.size(); ++i) {
            auto object = questions.object(i);
            Question question;
            question.id = text_of(object, "id");
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
            question.choices.push_back({.id = text_of(answer, "id"), .label = read_text(answer.object("label"))});
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
            const std::string id = text_of(entry, "id");
            if (table == "country") {
                if (id != "GB") choices.push_back({.id = id, .label = read_text(entry.object("name"))});
                continue;
            }
            const auto own = read_list(entry, "kinds");
            const bool fits = std::ranges::any_of(
                own, [&](const auto& kind) { return std::ranges::find(kinds, kind) != kinds.end(); });
            if (!fits) continue;
            Text label;
            label.words[0] = text_of(entry, "name");
            choices.push_back({.id = id, .label = std::move(label)});
        }
    }

    void read_derived() {
        const auto derived = top_.array("derived", 0, 4, Need::optional);
        for (std::size_t i = 0; derived.exists() && i < derived.size(); ++i) {
            auto object = derived.object(i);
            guide_.derived.push_back(
                {.id = text_of(object, "id"), .when = read_condition(object, "when", guide_.questions.size())});
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
            phase.id = text_of(object, "id");
            phase.name = read_text(object.object("name"));
            if (const auto pace = object.word("pace", pace_names)) phase.pace = static_cast<Pace>(*pace);
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
            step.id = text_of(object, "id");
            if (index_of(guide_.steps, step.id)) object.fault("id", "is the id of another step");
            const auto phase = index_of(guide_.phases, text_of(object, "phase"));
            if (!phase) object.fault("phase", "must be the id of a phase");
            step.phase = phase.value_or(0);
            step.order = static_cast<int>(object.integer("order", 0, 10'000).value_or(0));
            step.when = read_condition(object, "when", all());
            step.unless = read_condition(object, "unless", all());
            step.head = read_words(object, "head", Need::required);
            step.text = read_words(object, "text", Need::required);
            step.why = read_text(object.object("why"));
            step.lines = read_list(object, "lines");
            step.services = read_list(object, "services");
            step.country_shows = read_list(object, "country_shows");
            step.platform_shows = read_list(object, "platform_shows");
            step.notices = read_list(object, "notices");
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

std::string_view to_text(Language language) noexcept {
    return language_names[static_cast<std::size_t>(language)];
}

std::string_view to_text(Audience audience) noexcept {
    return audience_names[static_cast<std::size_t>(audience)];
}

const Text& Words::for_audience(Audience audience, Audience person) const noexcept {
    const Text& own = by_audience[static_cast<std::size_t>(audience)];
    if (!own.empty()) return own;
    if (audience == Audience::adviser) {
        const Text& theirs = by_audience[static_cast<std::size_t>(person)];
        if (!theirs.empty()) return theirs;
    }
    return base();
}

std::optional<std::size_t> Guide::question(std::string_view id) const noexcept {
    return index_of(questions, id);
}

std::optional<std::size_t> Guide::choice(std::size_t question, std::string_view id) const noexcept {
    return index_of(questions[question].choices, id);
}

std::optional<std::size_t> Guide::step(std::string_view id) const noexcept {
    return index_of(steps, id);
}

std::expected<Guide, GuideFault> read_guide(std::string_view blob) {
    JsonDocument document;
    if (const auto parsed = document.parse(blob, limits); !parsed)
        return std::unexpected(GuideFault{parsed.error(), {}});
    GuideFault fault;
    Guide guide;
    JsonObject top = document.object(fault.faults);
    if (const auto format = top.text("format"); format && *format != "holdfast-guidance-1")
        top.fault("format", "must be holdfast-guidance-1");
    Reader(top, guide).read();
    if (!fault.faults.empty()) return std::unexpected(std::move(fault));
    return guide;
}

}  // namespace holdfast::guidance
