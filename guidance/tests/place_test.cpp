// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "place_name.hpp"
#include "the_handbook.hpp"

namespace {

using namespace holdfast::guidance;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

const Directory& directory() {
    return test::the_handbook().directory;
}

PlaceMatch find(std::string_view text) {
    return find_place(directory(), text);
}

std::string force_of(const PlaceMatch& match) {
    return match.exact ? directory().forces[match.exact->force].id : "";
}

std::vector<std::string> candidates(const PlaceMatch& match) {
    std::vector<std::string> ids;
    ids.reserve(match.candidates.size());
    for (const auto& candidate : match.candidates) ids.push_back(directory().forces[candidate.force].id);
    return ids;
}

std::string shouted(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

// "Bristol, City of" as "City of Bristol".
std::string turned_round(const std::string& name) {
    const auto comma = name.find(", ");
    const bool one = comma != std::string::npos && name.ends_with(" of");
    return one ? name.substr(comma + 2) + ' ' + name.substr(0, comma) : name;
}

TEST(Place, EveryCouncilIsFoundByItsNameHoweverItIsWritten) {
    for (std::size_t number = 0; number < directory().forces.size(); ++number) {
        const Force& force = directory().forces[number];
        for (std::size_t c = 0; c < force.councils.size(); ++c) {
            const std::string& name = force.councils[c].name.words[0];
            std::vector<std::string> forms{name, shouted(name), "  " + name + " ", turned_round(name)};
            for (std::string& form : forms) {
                const PlaceMatch match = find(form);
                ASSERT_TRUE(match.exact) << form;
                EXPECT_EQ(match.why, PlaceWhy::council) << form;
                EXPECT_EQ(match.exact->force, number) << form;
                EXPECT_EQ(match.exact->council, c) << form;
                EXPECT_TRUE(match.candidates.empty()) << form;
            }
        }
    }
}

TEST(Place, EveryWelshNameIsFound) {
    std::size_t found = 0;
    for (const auto& force : directory().forces)
        for (const auto& council : force.councils) {
            if (council.name.words[1].empty()) continue;
            EXPECT_EQ(force_of(find(council.name.words[1])), force.id) << council.name.words[1];
            ++found;
        }
    EXPECT_EQ(found, 22U) << "the councils of Wales";
    EXPECT_EQ(force_of(find("ynys mon")), "north-wales") << "also without the accent";
}

TEST(Place, APastCouncilIsFoundWithItsSuccessor) {
    std::size_t found = 0;
    for (const auto& force : directory().forces)
        for (std::size_t p = 0; p < force.past_councils.size(); ++p) {
            const PastCouncil& past = force.past_councils[p];
            const PlaceMatch match = find(past.name.words[0]);
            ASSERT_TRUE(match.exact) << past.name.words[0];
            EXPECT_EQ(directory().forces[match.exact->force].id, force.id);
            EXPECT_EQ(match.exact->council, past.successor);
            const bool name_lives_on = past.name.words[0] == force.councils[past.successor].name.words[0];
            EXPECT_EQ(match.why, name_lives_on ? PlaceWhy::council : PlaceWhy::past_council) << past.name.words[0];
            ++found;
        }
    EXPECT_GE(found, 30U);
}

TEST(Place, WhatPeopleLeaveOutOrAddMakesNoDifference) {
    for (const char* name : {"Bristol", "City of Bristol", "bristol city council", "BRISTOL, CITY OF",
                             "Bristol Council", "the City of Bristol"})
        EXPECT_EQ(force_of(find(name)), "avon-and-somerset") << name;
    for (const char* name : {"Edinburgh", "Glasgow", "Dundee", "Aberdeen", "Scottish Borders Council"})
        EXPECT_EQ(force_of(find(name)), "police-scotland") << name;
    for (const char* name : {"St Helens", "St. Helens", "Saint Helens", "st helens borough council"})
        EXPECT_EQ(force_of(find(name)), "merseyside") << name;
    EXPECT_EQ(force_of(find("King\xe2\x80\x99s Lynn & West Norfolk")), "norfolk");
    EXPECT_EQ(force_of(find("kings lynn and west norfolk")), "norfolk");
    EXPECT_EQ(force_of(find("London Borough of Camden")), "metropolitan");
    EXPECT_EQ(force_of(find("Royal Borough of Kingston upon Thames")), "metropolitan");
    EXPECT_EQ(force_of(find("Durham")), "durham");
    EXPECT_EQ(force_of(find("Herefordshire")), "west-mercia");
    EXPECT_EQ(force_of(find("Stockton on Tees")), "cleveland");
    EXPECT_EQ(force_of(find("Cyngor Gwynedd")), "north-wales");
}

TEST(Place, AnAmbiguousNameGivesCandidatesAndNoAnswer) {
    const struct {
        const char* text;
        std::vector<std::string> forces;
    } cases[] = {
        {"London", {"metropolitan", "city-of-london"}},
        {"Newcastle", {"northumbria", "staffordshire"}},
        {"Kingston", {"humberside", "metropolitan"}},
        {"Wales", {"north-wales", "south-wales", "dyfed-powys", "gwent"}},
        {"Cheshire West", {"cheshire"}},
        {"Hull", {"humberside"}},
        {"Kent", {"kent"}},
        {"Devon", {"devon-and-cornwall"}},
        {"Tyne and Wear", {"northumbria"}},
    };
    for (const auto& [text, forces] : cases) {
        const PlaceMatch match = find(text);
        EXPECT_FALSE(match.exact) << text;
        EXPECT_EQ(match.why, PlaceWhy::part) << text;
        EXPECT_THAT(candidates(match), testing::UnorderedElementsAreArray(forces)) << text;
    }
    EXPECT_EQ(force_of(find("City of London")), "city-of-london") << "the whole name is one council's";
    EXPECT_EQ(force_of(find("London, City of")), "city-of-london");
    const PlaceMatch newcastle = find("Newcastle");
    for (const auto& candidate : newcastle.candidates) EXPECT_EQ(candidate.councils.size(), 1U);
}

TEST(Place, APostcodeGivesItsAreasForcesInOrderAndNeverAnAnswer) {
    for (const auto& area : directory().postcode_areas)
        for (const std::string& form : {area.letters, area.letters + "1", area.letters + "12 3AB",
                                        area.letters + "1A1BB", " " + area.letters + "9 9ZZ "}) {
            const PlaceMatch match = find(form);
            EXPECT_EQ(match.why, PlaceWhy::postcode) << form;
            EXPECT_FALSE(match.exact) << form;
            ASSERT_EQ(match.candidates.size(), area.forces.size()) << form;
            for (std::size_t i = 0; i < area.forces.size(); ++i)
                EXPECT_EQ(match.candidates[i].force, area.forces[i]) << form;
        }
    EXPECT_THAT(candidates(find("bs1 4dj")), ElementsAre("avon-and-somerset"));
    EXPECT_THAT(candidates(find("ne1 7ru")), testing::Contains("northumbria"));
}

TEST(Place, FindsNothingRatherThanGuess) {
    for (const std::string& text :
         {std::string(), std::string(" ,.- "), std::string("north"), std::string("city of"), std::string("the"),
          std::string("upon"), std::string("Gotham"), std::string("Brist"), std::string("ZZ1 1AA"),
          std::string("\xff\xfe\x80"), std::string(201, 'a'), std::string("BS1 4DJ and more"), std::string("isle of"),
          std::string("and"), std::string("Paris"), std::string("\xe6\x9d\xb1\xe4\xba\xac")}) {
        const PlaceMatch match = find(text);
        EXPECT_EQ(match.why, PlaceWhy::none) << text;
        EXPECT_FALSE(match.exact) << text;
        EXPECT_TRUE(match.candidates.empty()) << text;
    }
}

TEST(PlaceName, BringsNamesToOneForm) {
    EXPECT_THAT(place_words("Bristol, City of"), ElementsAre("bristol", "city", "of"));
    EXPECT_THAT(place_words("Pen-y-bont ar Ogwr"), ElementsAre("pen", "y", "bont", "ar", "ogwr"));
    EXPECT_THAT(place_words("YNYS M\xc3\x94N"), ElementsAre("ynys", "mon"));
    EXPECT_THAT(place_words("m\xc5\xb5g & t\xc5\xb7"), ElementsAre("mwg", "and", "ty"));
    EXPECT_THAT(place_words("o\xcc\x82l"), ElementsAre("ol")) << "an accent that stands by itself";
    const auto words = place_words("City of");
    EXPECT_EQ(place_core(words).size(), 2U) << "words to leave out alone stay";
}

}  // namespace
