// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/fit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "the_handbook.hpp"

namespace {

using namespace holdfast::guidance;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

const Guide& guide() {
    return test::the_handbook().guide;
}
const Directory& directory() {
    return test::the_handbook().directory;
}

Answers answers(std::initializer_list<std::pair<const char*, std::string>> given) {
    Answers all;
    for (const auto& [question, answer] : given) {
        const auto q = guide().question(question);
        const auto c = q ? guide().choice(*q, answer) : std::nullopt;
        EXPECT_TRUE(c) << question << " = " << answer;
        if (c) all.set(*q, *c);
    }
    return all;
}

Person person(std::initializer_list<std::pair<const char*, std::string>> given) {
    return person_of(guide(), directory(), answers(given));
}

Person threatened(std::string role, std::string age, std::string adult_then, std::string country) {
    if (age != "adult")
        return person({{"situation", "threatened"},
                       {"role", std::move(role)},
                       {"age_now", std::move(age)},
                       {"country", std::move(country)}});
    return person({{"situation", "threatened"},
                   {"role", std::move(role)},
                   {"age_now", "adult"},
                   {"adult_then", std::move(adult_then)},
                   {"country", std::move(country)}});
}

std::vector<std::string> line_ids(const std::vector<std::size_t>& lines) {
    std::vector<std::string> ids;
    ids.reserve(lines.size());
    for (const std::size_t line : lines) ids.push_back(directory().lines[line].id);
    return ids;
}

std::vector<std::string> service_ids(const std::vector<std::size_t>& services) {
    std::vector<std::string> ids;
    ids.reserve(services.size());
    for (const std::size_t service : services) ids.push_back(directory().services[service].id);
    return ids;
}

bool fits_line(const Person& who, const char* id) {
    return fits(directory(), who, directory().lines[directory().line(id).value()]);
}
bool fits_service(const Person& who, const char* id) {
    return fits(directory(), who, directory().services[directory().service(id).value()]);
}

StepHelp help(const Person& who, const char* step) {
    return help_for(directory(), who, guide().steps[guide().step(step).value()]);
}

TEST(Fit, CrisisHelpIsNeverEmptyAndIsOfTheRightCountryAndNation) {
    const auto country = guide().question("country").value();
    for (const auto& choice : guide().questions[country].choices)
        for (const char* age : {"under-13", "13-17", "adult"})
            for (const char* role : {"me", "parent", "friend", "adviser"}) {
                const Person who = threatened(role, age, "yes", choice.id);
                const CrisisHelp crisis = crisis_help(directory(), who);
                EXPECT_FALSE(crisis.lines.empty()) << choice.id << ' ' << age << ' ' << role;
                EXPECT_EQ(crisis.assumed, choice.id == "other") << choice.id;
                for (const std::size_t number : crisis.lines) {
                    const Line& line = directory().lines[number];
                    EXPECT_TRUE(line.reach.everywhere() || line.reach.names(directory().countries[crisis.country].id))
                        << line.id << " for " << choice.id;
                    if (!line.reach.nations.empty()) {
                        ASSERT_TRUE(who.nation) << line.id << " for " << choice.id;
                        EXPECT_THAT(line.reach.nations, Contains(*who.nation)) << line.id;
                    }
                }
            }
}

TEST(Fit, BeforeAnythingIsSaidTheLinesOfTheWholeUkAreShown) {
    const CrisisHelp crisis = crisis_help(directory(), person({}));
    EXPECT_TRUE(crisis.assumed);
    EXPECT_EQ(directory().countries[crisis.country].id, "GB");
    EXPECT_THAT(line_ids(crisis.lines), AllOf(Contains("uk-999"), Contains("uk-samaritans"), Contains("uk-childline"),
                                              Not(Contains("uk-nhs-111")), Not(Contains("ni-lifeline"))));
}

TEST(Fit, EachNationHasItsOwnLines) {
    const std::pair<const char*, const char*> own[] = {
        {"england", "uk-nhs-111"}, {"wales", "uk-nhs-111-wales"}, {"scotland", "uk-nhs-24"}, {"ni", "ni-lifeline"}};
    for (const auto& [nation, line] : own) {
        const Person who = threatened("me", "adult", "yes", nation);
        EXPECT_TRUE(fits_line(who, line)) << nation;
        for (const auto& [other, others_line] : own)
            if (other != nation) EXPECT_FALSE(fits_line(who, others_line)) << others_line << " in " << nation;
    }
}

TEST(Fit, WhoLivesNowhereInTheDirectoryGetsWhatIsForEverywhereFirst) {
    const CrisisHelp crisis = crisis_help(directory(), threatened("me", "adult", "yes", "other"));
    EXPECT_EQ(line_ids(crisis.lines).front(), "world-find-a-helpline");
    EXPECT_THAT(line_ids(crisis.lines), Contains("uk-samaritans"));
    EXPECT_TRUE(crisis.assumed);
}

TEST(Fit, LinesThatTakeEverybodyOfThatAgeStandFirst) {
    const auto lines = line_ids(crisis_help(directory(), threatened("me", "adult", "yes", "england")).lines);
    const auto at = [&](const char* id) { return std::ranges::find(lines, id) - lines.begin(); };
    EXPECT_LT(at("uk-shout"), at("uk-papyrus")) << "for people under 35";
    EXPECT_LT(at("uk-nhs-111"), at("uk-papyrus"));
    const auto young = line_ids(crisis_help(directory(), threatened("me", "13-17", "", "england")).lines);
    EXPECT_THAT(young, AllOf(Contains("uk-childline"), Contains("uk-papyrus")));
}

TEST(Fit, ALineForYoungPeopleIsNoLineForAdults) {
    EXPECT_FALSE(fits_line(threatened("me", "adult", "yes", "england"), "uk-childline"));
    EXPECT_FALSE(fits_line(threatened("adviser", "adult", "yes", "england"), "uk-childline"));
    EXPECT_TRUE(fits_line(threatened("me", "13-17", "", "england"), "uk-childline"));
    EXPECT_TRUE(fits_line(threatened("friend", "under-13", "", "england"), "uk-childline"));
    EXPECT_TRUE(fits_line(person({}), "uk-childline")) << "nobody's age is known yet";
    EXPECT_TRUE(fits_line(threatened("me", "adult", "yes", "wales"), "uk-meic")) << "it takes people up to 25";
}

TEST(Fit, NobodyUnderEighteenAndNobodyWhoMayHaveBeenIsSentToStopNcii) {
    for (const char* country : {"england", "wales", "US", "other"}) {
        for (const char* age : {"under-13", "13-17"}) {
            EXPECT_FALSE(fits_service(threatened("me", age, "", country), "stopncii"));
            EXPECT_TRUE(fits_service(threatened("me", age, "", country), "take-it-down"));
        }
        EXPECT_FALSE(fits_service(threatened("me", "adult", "no", country), "stopncii"));
        EXPECT_FALSE(fits_service(threatened("me", "adult", "unsure", country), "stopncii"));
        EXPECT_TRUE(fits_service(threatened("me", "adult", "unsure", country), "take-it-down"));
        EXPECT_TRUE(fits_service(threatened("me", "adult", "yes", country), "stopncii"));
        EXPECT_FALSE(fits_service(threatened("me", "adult", "yes", country), "take-it-down"));
    }
    EXPECT_FALSE(fits_service(person({}), "stopncii")) << "nothing said yet";
    EXPECT_FALSE(fits_service(person({}), "report-remove")) << "nothing said yet";
}

TEST(Fit, ReportRemoveIsForChildrenInTheUk) {
    EXPECT_TRUE(fits_service(threatened("me", "13-17", "", "scotland"), "report-remove"));
    EXPECT_FALSE(fits_service(threatened("me", "13-17", "", "IE"), "report-remove"));
    EXPECT_FALSE(fits_service(threatened("me", "adult", "no", "scotland"), "report-remove"));
}

TEST(Fit, AParentIsShownTheLineForParentsAndTheChildIsNot) {
    EXPECT_TRUE(fits_line(threatened("parent", "13-17", "", "england"), "uk-nspcc"));
    EXPECT_TRUE(fits_line(threatened("parent", "13-17", "", "england"), "uk-childline"));
    EXPECT_FALSE(fits_line(threatened("me", "13-17", "", "england"), "uk-nspcc"));
    EXPECT_FALSE(fits_line(threatened("parent", "13-17", "", "england"), "uk-rph"))
        << "a line for adults in pictures is not the child's, whoever asks";
}

TEST(Fit, ASchoolIsShownWhatIsForItsPupils) {
    const Person school = person({{"danger", "no"}, {"situation", "school"}, {"country", "wales"}});
    EXPECT_THAT(service_ids(help(school, "school-when-told").services), ElementsAre("ceop", "report-remove"));
}

TEST(Fit, AStepShowsItsOwnLinesWhereTheyAreLocalAndTheCountrysElsewhere) {
    const Person child_at_home = threatened("me", "13-17", "", "england");
    EXPECT_THAT(line_ids(help(child_at_home, "child-helpline").lines), Contains("uk-childline"));
    EXPECT_TRUE(help(child_at_home, "child-helpline").services.empty());
    const Person child_in_france = threatened("me", "13-17", "", "FR");
    EXPECT_EQ(line_ids(help(child_in_france, "child-helpline").lines).front(), "fr-3018");
    EXPECT_THAT(service_ids(help(child_in_france, "child-helpline").services), Contains("take-it-down"));
    const Person adult_in_australia = threatened("me", "adult", "yes", "AU");
    EXPECT_THAT(service_ids(help(adult_in_australia, "notice-au").services), ElementsAre("au-esafety"));
    const Person danger_in_poland = person({{"danger", "thoughts"}, {"country", "PL"}});
    EXPECT_THAT(line_ids(help(danger_in_poland, "crisis-thoughts").lines), Contains("pl-centrum-wsparcia"));
    const Person danger_anywhere = person({{"danger", "thoughts"}, {"country", "other"}});
    EXPECT_THAT(line_ids(help(danger_anywhere, "crisis-thoughts").lines), Contains("world-find-a-helpline"));
}

TEST(Fit, WhereItIsOrMayBeSomebodyCloseAChildMeetsAChildrensHelpline) {
    for (const char* step : {"safety-first-known", "someone-near"}) {
        for (const auto& [country, line] : {std::pair{"IE", "ie-childline"},
                                            {"DE", "de-nummer-gegen-kummer"},
                                            {"US", "us-ncmec"},
                                            {"NL", "nl-kindertelefoon"},
                                            {"england", "uk-childline"}}) {
            EXPECT_THAT(line_ids(help(threatened("me", "13-17", "", country), step).lines), Contains(std::string(line)))
                << step;
            EXPECT_THAT(line_ids(help(threatened("me", "adult", "yes", country), step).lines),
                        Not(Contains(std::string(line))))
                << step;
        }
    }
}

TEST(Fit, TellThePoliceLeadsToThePoliceOfTheCountry) {
    const auto police = [](const char* age, const char* country) {
        return service_ids(help(threatened("me", age, "yes", country), "tell-the-police").services);
    };
    EXPECT_THAT(police("adult", "england"), ElementsAre("police-uk"));
    EXPECT_THAT(police("adult", "US"), ElementsAre("us-fbi-tips", "us-ic3"));
    EXPECT_THAT(police("adult", "AU"), ElementsAre("au-reportcyber"));
    EXPECT_THAT(police("13-17", "AU"), ElementsAre("au-accce")) << "ReportCyber is for adults";
    EXPECT_THAT(police("adult", "PL"), testing::IsEmpty()) << "there the words of the country's entry stand alone";
    EXPECT_THAT(line_ids(help(threatened("me", "adult", "yes", "IE"), "tell-the-police").lines), testing::IsEmpty())
        << "a line about children is no line for every adult";
    EXPECT_THAT(police("adult", "other"), ElementsAre("europol"));
}

TEST(Fit, LostMoneyIsReportedWhereTheNationTakesIt) {
    const auto lines = [](const char* country) {
        return line_ids(help(threatened("me", "adult", "yes", country), "recovery-scams").lines);
    };
    EXPECT_THAT(lines("wales"), ElementsAre("uk-report-fraud", "uk-101"));
    EXPECT_THAT(lines("scotland"), ElementsAre("uk-101"));
    EXPECT_THAT(lines("IN"), ElementsAre("in-1930"));
}

TEST(Fit, NoStepEverShowsALineOrServiceOfAnotherCountry) {
    const auto country = guide().question("country").value();
    for (const auto& choice : guide().questions[country].choices)
        for (const char* age : {"under-13", "13-17", "adult"})
            for (const char* role : {"me", "parent"})
                for (const auto& step : guide().steps) {
                    const Person who = threatened(role, age, "unsure", choice.id);
                    const StepHelp shown = help_for(directory(), who, step);
                    const bool abroad = who.where == Person::Country::elsewhere;
                    const std::string id = abroad ? "GB" : directory().countries[who.country].id;
                    for (const std::size_t line : shown.lines) {
                        const Reach& reach = directory().lines[line].reach;
                        EXPECT_TRUE(reach.everywhere() || reach.names(id)) << step.id << ' ' << choice.id;
                    }
                    for (const std::size_t service : shown.services) {
                        const Reach& reach = directory().services[service].reach;
                        EXPECT_TRUE(reach.everywhere() || (!abroad && reach.names(id))) << step.id << ' ' << choice.id;
                    }
                }
}

}  // namespace
