// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/fit.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "holdfast/guidance/plan.hpp"

namespace holdfast::guidance {
namespace {

constexpr Ages adults{.least = 18, .most = every_age.most};
constexpr Ages children{.least = 0, .most = 17};

// The answer by its id, also one that follows from others; empty while it is open.
std::string_view answer_to(const Guide& guide, const Answers& answers, std::string_view question) noexcept {
    const auto number = guide.question(question);
    if (!number) return {};
    const auto choice = answers.get(*number);
    if (!choice || *choice >= guide.questions[*number].choices.size()) return {};
    return guide.questions[*number].choices[*choice].id;
}

bool is_asked(const Guide& guide, const Answers& answers, std::string_view question) noexcept {
    const auto number = guide.question(question);
    return number && evaluate(guide.questions[*number].when, answers) != Truth::no;
}

std::optional<Ages> age_now(const Guide& guide, const Answers& answers) noexcept {
    // A school asks for a pupil whom nobody asked the age of: help for every age is shown.
    if (!is_asked(guide, answers, "age_now")) return every_age;
    const std::string_view age = answer_to(guide, answers, "age_now");
    if (age == "under-13") return Ages{.least = 0, .most = 12};
    if (age == "13-17") return Ages{.least = 13, .most = 17};
    if (age == "adult") return adults;
    return std::nullopt;
}

std::optional<Ages> age_pictured(const Guide& guide, const Answers& answers) noexcept {
    const std::string_view adult = answer_to(guide, answers, "adult_then");
    if (adult == "yes") return adults;
    if (adult == "no" || adult == "unsure") return children;
    return std::nullopt;
}

void place_of(const Directory& directory, std::string_view answer, Person& person) noexcept {
    if (answer.empty()) return;
    std::string_view country = answer;
    if (const auto nation = std::ranges::find(nation_names, answer); nation != nation_names.end()) {
        person.nation = static_cast<Nation>(nation - nation_names.begin());
        country = home_country;
    }
    if (const auto known = directory.country(country)) {
        person.where = Person::Country::named;
        person.country = *known;
    } else {
        person.where = Person::Country::elsewhere;
    }
}

std::string_view country_of(const Directory& directory, const Person& person) noexcept {
    switch (person.where) {
        case Person::Country::named:
            return directory.countries[person.country].id;
        case Person::Country::unsaid:
            return home_country;
        case Person::Country::elsewhere:
            break;
    }
    return {};
}

bool reaches(const Directory& directory, const Person& person, const Reach& reach) noexcept {
    if (!reach.everywhere()) {
        const std::string_view country = country_of(directory, person);
        if (country.empty() || !reach.names(country)) return false;
    }
    if (reach.nations.empty()) return true;
    return person.nation && std::ranges::find(reach.nations, *person.nation) != reach.nations.end();
}

bool is_for(std::span<const Purpose> own, Purpose purpose) noexcept {
    return std::ranges::find(own, purpose) != own.end();
}

// Whether a line takes somebody of these ages. One that ends in the teens is for young people: that it takes an
// eighteen-year-old makes it no line for adults.
bool takes(const Line& line, const Ages& ages) noexcept {
    constexpr int last_teen = 19;
    if (ages.least >= adults.least && line.ages.most <= last_teen) return false;
    return line.ages.meets(ages);
}

// Whether a line takes everybody of the person's age, not some of them alone.
bool takes_all(const Person& person, const Line& line) noexcept {
    return line.ages == every_age || (person.now && line.ages.holds(*person.now));
}

void put_wide_lines_first(const Directory& directory, const Person& person, std::vector<std::size_t>& lines) {
    std::vector<std::size_t> sorted;
    for (const bool wide : {true, false})
        for (const std::size_t line : lines)
            if (takes_all(person, directory.lines[line]) == wide) sorted.push_back(line);
    lines = std::move(sorted);
}

void add_new(std::vector<std::size_t>& to, std::span<const std::size_t> from) {
    for (const std::size_t one : from)
        if (std::ranges::find(to, one) == to.end()) to.push_back(one);
}

bool shows(const Step& step, std::string_view part) noexcept {
    return std::ranges::find(step.country_shows, part) != step.country_shows.end();
}

}  // namespace

Person person_of(const Guide& guide, const Directory& directory, const Answers& given) noexcept {
    const Answers answers = complete(guide, given);
    Person person;
    place_of(directory, answer_to(guide, answers, "country"), person);
    person.now = age_now(guide, answers);
    person.pictured = age_pictured(guide, answers);
    const std::string_view role = answer_to(guide, answers, "role");
    person.account_taken = answer_to(guide, answers, "have") == "stolen";
    person.through_another = role == "parent" || role == "friend" || role == "adviser";
    return person;
}

bool fits(const Directory& directory, const Person& person, const Line& line) noexcept {
    if (!reaches(directory, person, line.reach)) return false;
    if (!person.now || takes(line, *person.now)) return true;
    const bool takes_others = is_for(line.purposes, Purpose::child) || is_for(line.purposes, Purpose::crisis);
    return person.through_another && takes_others && takes(line, adults);
}

bool fits(const Directory& directory, const Person& person, const Service& service) noexcept {
    if (!reaches(directory, person, service.reach)) return false;
    const auto takes = [](const Ages& ages, const std::optional<Ages>& age) {
        return ages == every_age || (age && ages.meets(*age));
    };
    return takes(service.now, person.now) && takes(service.pictured, person.pictured);
}

bool serves(std::span<const Purpose> own, std::span<const Purpose> purposes) noexcept {
    return purposes.empty() || std::ranges::any_of(purposes, [&](Purpose purpose) { return is_for(own, purpose); });
}

std::vector<std::size_t> lines_for(const Directory& directory, const Person& person,
                                   std::span<const Purpose> purposes) {
    std::vector<std::size_t> lines;
    for (const bool everywhere : {false, true})
        for (std::size_t i = 0; i < directory.lines.size(); ++i) {
            const Line& line = directory.lines[i];
            if (line.reach.everywhere() == everywhere && fits(directory, person, line) &&
                serves(line.purposes, purposes))
                lines.push_back(i);
        }
    put_wide_lines_first(directory, person, lines);
    return lines;
}

std::vector<std::size_t> services_for(const Directory& directory, const Person& person,
                                      std::span<const Purpose> purposes) {
    std::vector<std::size_t> services;
    const auto add = [&](std::size_t number) {
        const Service& service = directory.services[number];
        if (fits(directory, person, service) && serves(service.purposes, purposes)) services.push_back(number);
    };
    if (person.where == Person::Country::named)
        std::ranges::for_each(directory.countries[person.country].services, add);
    else
        for (std::size_t i = 0; i < directory.services.size(); ++i) add(i);
    return services;
}

CrisisHelp crisis_help(const Directory& directory, const Person& person) {
    CrisisHelp help;
    if (person.where == Person::Country::named) {
        help.country = person.country;
        for (const std::size_t line : directory.countries[person.country].crisis)
            if (fits(directory, person, directory.lines[line])) help.lines.push_back(line);
        put_wide_lines_first(directory, person, help.lines);
        if (!help.lines.empty()) return help;
    }
    help.assumed = true;
    help.country = directory.country(home_country).value_or(0);
    if (person.where == Person::Country::elsewhere) {
        for (std::size_t i = 0; i < directory.lines.size(); ++i) {
            const Line& line = directory.lines[i];
            if (line.reach.everywhere() && is_for(line.purposes, Purpose::crisis) && fits(directory, person, line))
                help.lines.push_back(i);
        }
    }
    if (help.country >= directory.countries.size()) return help;
    Person at_home = person;
    at_home.where = Person::Country::unsaid;
    std::vector<std::size_t> home;
    for (const std::size_t line : directory.countries[help.country].crisis)
        if (fits(directory, at_home, directory.lines[line])) home.push_back(line);
    put_wide_lines_first(directory, at_home, home);
    add_new(help.lines, home);
    return help;
}

StepHelp help_for(const Directory& directory, const Person& person, const Step& step) {
    StepHelp help;
    bool local = false;
    for (const auto& id : step.lines) {
        const auto line = directory.line(id);
        if (!line || !fits(directory, person, directory.lines[*line])) continue;
        help.lines.push_back(*line);
        local = local || !directory.lines[*line].reach.everywhere();
    }
    put_wide_lines_first(directory, person, help.lines);
    for (const auto& id : step.services) {
        const auto service = directory.service(id);
        if (!service || !fits(directory, person, directory.services[*service])) continue;
        help.services.push_back(*service);
        local = local || !directory.services[*service].reach.everywhere();
    }
    if (local) return help;
    if (shows(step, "crisis")) add_new(help.lines, crisis_help(directory, person).lines);
    if (shows(step, "services")) {
        const bool young = person.now && person.now->most < adults.least;
        if (young && !step.country_for_young.empty())
            add_new(help.lines, lines_for(directory, person, step.country_for_young));
        if (!step.country_for.empty()) add_new(help.lines, lines_for(directory, person, step.country_for));
        add_new(help.services, services_for(directory, person, step.country_for));
    }
    return help;
}

}  // namespace holdfast::guidance
