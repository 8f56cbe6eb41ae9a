// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "the_handbook.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;

// With the first `from` behind `anchor` replaced.
std::string replaced(std::string text, std::string_view anchor, std::string_view from, std::string_view to) {
    const auto start = text.find(anchor);
    EXPECT_NE(start, std::string::npos) << anchor;
    const auto at = text.find(from, start);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(ReadDirectory, ReadsEveryTable) {
    const Directory& directory = test::the_handbook().directory;
    EXPECT_GE(directory.lines.size(), 60U);
    EXPECT_GE(directory.services.size(), 30U);
    EXPECT_EQ(directory.forces.size(), 46U);
    EXPECT_EQ(directory.postcode_areas.size(), 121U);
    EXPECT_EQ(directory.countries.size(), 13U);
    EXPECT_EQ(directory.platforms.size(), 26U);
    std::set<std::string> codes;
    for (const auto& force : directory.forces)
        for (const auto& council : force.councils) {
            EXPECT_TRUE(codes.insert(council.code).second) << council.code << " is in two forces";
            EXPECT_FALSE(council.name.empty()) << council.code;
        }
    EXPECT_EQ(codes.size(), 361U);
}

// Elsewhere the force's website and 101 stand (data/guidance/README.md).
TEST(ReadDirectory, EveryForceCanBeReachedAndAtLeastTenHaveAReportingPageThatWasSeen) {
    const auto& forces = test::the_handbook().directory.forces;
    EXPECT_GE(
        std::ranges::count_if(
            forces, [](const Force& each) { return !each.report_url.empty() && each.provenance.seen("report_url"); }),
        10);
    for (const auto& force : forces) {
        EXPECT_EQ(force.phone, force.id == "btp" ? "0800 40 50 40" : "101") << force.id;
        EXPECT_TRUE(force.provenance.seen("phone") && force.provenance.seen("website")) << force.id;
        EXPECT_FALSE(force.website.empty()) << force.id;
    }
}

TEST(ReadDirectory, ResolvesWhatEntriesNameOfOneAnother) {
    const Directory& directory = test::the_handbook().directory;
    const Country& france = directory.countries[*directory.country("FR")];
    EXPECT_EQ(directory.lines[france.crisis.front()].id, "fr-3114");
    const Force& avon = directory.forces[*directory.force("avon-and-somerset")];
    const auto mendip = std::ranges::find(avon.past_councils, "E07000187", &PastCouncil::code);
    ASSERT_NE(mendip, avon.past_councils.end());
    EXPECT_EQ(avon.councils[mendip->successor].name.in(Language::english), "Somerset");
    const Force& wales = directory.forces[*directory.force("north-wales")];
    EXPECT_EQ(wales.councils.front().name.in(Language::welsh), "Ynys Môn");
    EXPECT_EQ(wales.nation, Nation::wales);
    EXPECT_FALSE(directory.forces[*directory.force("btp")].nation);
    const Platform& instagram = directory.platforms[*directory.platform("instagram")];
    EXPECT_EQ(directory.services[instagram.checks_lists.front()].id, "stopncii");
    ASSERT_TRUE(instagram.part(PlatformTopic::deactivate));
    EXPECT_EQ(instagram.part(PlatformTopic::deactivate)->erased_after_days, 30);
    EXPECT_FALSE(directory.line("gotham"));
}

TEST(ReadDirectory, AFieldIsNoSurerThanItsEntryAndItsPageToCheckIsOneThatWasRead) {
    Provenance provenance{.sources = {{.url = "https://unnamed.invalid/public-code", .read = {}, .how = {}, .says = {}},
                                      {.url = "https://example.org/page", .read = {}, .how = {}, .says = {}}},
                          .sure = Sureness::seen,
                          .unsure = {{.field = "hours", .sure = Sureness::pattern}},
                          .check_at = "https://example.org/",
                          .review_by = std::chrono::sys_days{std::chrono::year{2027} / 5 / 22}};
    EXPECT_TRUE(provenance.seen("contacts"));
    EXPECT_EQ(provenance.of("hours"), Sureness::pattern);
    provenance.unsure.push_back({.field = "website", .sure = Sureness::copied});
    EXPECT_FALSE(provenance.seen("website")) << "code without a name is no source";
    EXPECT_EQ(provenance.check_page(), "https://example.org/");
    provenance.sure = Sureness::memory;
    EXPECT_EQ(provenance.of("hours"), Sureness::memory);
    provenance.unsure.push_back({.field = "check_at", .sure = Sureness::memory});
    EXPECT_EQ(provenance.check_page(), "https://example.org/page") << "the first source that is a page";
    provenance.sources.clear();
    EXPECT_EQ(provenance.check_page(), "https://example.org/") << "better than none";
    EXPECT_FALSE(provenance.stale(provenance.review_by));
    EXPECT_TRUE(provenance.stale(provenance.review_by + std::chrono::days{1}));
}

TEST(ReadDirectory, DaysAreReadAndWrittenTheSame) {
    for (const char* day : {"2026-11-22", "2028-02-29", "0001-01-01", "9999-12-31"})
        EXPECT_EQ(to_text(day_from_text(day).value()), day);
    for (const char* day :
         {"2026-02-30", "2027-02-29", "2026-00-10", "2026-1-100", "-026-01-01", "2026-11-2x", "2026/11/22", ""})
        EXPECT_FALSE(day_from_text(day)) << day;
}

TEST(ReadDirectory, NamesEachMistakeByItsPlace) {
    const std::string blob = test::the_blob();
    const struct {
        std::string_view anchor, from, to, pointer;
    } mistakes[] = {
        {R"("country":[)", R"("uk-999")", R"("uk-998")", "/country/0/crisis/0"},
        {R"("country":[)", R"("id":"GB")", R"("id":"UK")", "/country"},
        {R"("country":[)", R"("report-remove")", R"("report-removed")", "/country/0/services/2"},
        {R"("force":[)", R"("E06000022")", R"("")", "/force/0/areas/0/0"},
        {R"("force":[)", R"(["E06000022","Bath and North East Somerset"])", R"("Bath")", "/force/0/areas/0"},
        {R"("past_areas":[)", R"("Mendip","E06000066")", R"("Mendip","E06000099")", "/force/0/past_areas/0/2"},
        {R"("force":[)", R"("nation":"england")", R"("nation":"Wessex")", "/force/0/nation"},
        {R"("force":[)", R"("report_url":"memory")", R"("report":"memory")", "/force/0/unsure/report"},
        {R"("line":[)", R"("countries":["GB"])", R"("countries":["XX"])", "/line/0/countries/0"},
        {R"("line":[)", R"("how":"call")", R"("how":"shout")", "/line/0/contacts/0/how"},
        {R"("line":[)", R"("crisis")", R"("crises")", "/line/0/for/0"},
        {R"("line":[)", R"({"dial":"999",)", R"({)", "/line/0/contacts/0/dial"},
        {R"("line":[)", R"("ages":[0,34])", R"("ages":[34,0])", "/ages/1"},
        {R"("line":[)", R"("id":"uk-101")", R"("id":"uk-102")", "/line"},
        {R"("line":[)", R"("review_by":"2027)", R"("review_by":"year)", "/line/0/review_by"},
        {R"("platform":[)", R"("take-it-down"])", R"("take-it-up"])", "/platform/0/checks_lists/1"},
        {R"("platform":[)", R"("for":"threat")", R"("for":"treats")", "/platform/0/report/0/for"},
        {R"("postcodes":{)", R"("police-scotland")", R"("police-gotham")", "/postcodes/areas/0/1"},
        {R"("postcodes":{)", R"("AL")", R"("AB")", "/postcodes/areas/1/0"},
        {R"("service":[)", R"("max_age_now":17)", R"("max_age_now":170)", "/service/0/max_age_now"},
        {R"("step":[)", R"("lines":["uk-999"])", R"("lines":["uk-997"])", "/lines/0"},
        {R"("step":[)", R"("platform_shows":["save"])", R"("platform_shows":["saved"])", "/platform_shows/0"},
        {R"("step":[)", R"("country_shows":["emergency"])", R"("country_shows":["anthem"])", "/country_shows/0"},
    };
    for (const auto& [anchor, from, to, pointer] : mistakes) {
        const auto read = read_handbook(replaced(blob, anchor, from, to));
        ASSERT_FALSE(read) << to;
        const auto faults = read.error().faults.kept();
        EXPECT_TRUE(
            std::ranges::any_of(faults, [&](const JsonFault& fault) { return fault.pointer.ends_with(pointer); }))
            << to << ": " << (faults.empty() ? "" : faults[0].pointer + ' ' + faults[0].detail);
    }
}

TEST(ReadDirectory, WhatWasNotSeenMustSayWhereToCheckIt) {
    // The first service has no page to check it at, because all of it was seen.
    ASSERT_TRUE(test::the_handbook().directory.services.front().provenance.check_at.empty());
    const auto read =
        read_handbook(replaced(test::the_blob(), R"("service":[)", R"("sure":"seen")", R"("sure":"memory")"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().faults.kept().front().pointer, "/service/0/check_at");
}

TEST(ReadDirectory, EveryTruncationIsRefused) {
    const std::string blob = test::the_blob();
    for (std::size_t part = 0; part < 32; ++part)
        EXPECT_FALSE(read_handbook(std::string_view(blob).substr(0, blob.size() * part / 32)));
}

}  // namespace
