// SPDX-License-Identifier: Apache-2.0
// Report texts field by field, as the form of each platform and the way of each force ask for them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notice_examples.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;
using test::adult_facts;
using testing::Contains;
using testing::Not;

constexpr const char* page =
    "1. https://www.forum.example/thread/7?page=2\n   Where on the page: third post\n"
    "   Account: quiet_lantern_7\n   First seen: 2026-11-19\n"
    "   Last seen: 2026-11-21 18:30 UTC";
constexpr const char* theirs = "- @quiet_lantern_7";
constexpr const char* left_open = "[you fill this in on their page]";

using Fields = std::vector<std::pair<std::string, std::string>>;

NoticeFacts facts_for(std::string platform, bool posted, NoticeAge age = NoticeAge::no) {
    NoticeFacts facts = adult_facts();
    facts.platform = std::move(platform);
    facts.under_18 = age;
    if (!posted) facts.pages.clear();
    return facts;
}

Fields report_of(NoticeFacts facts, std::string_view kind = "report-platform", std::string_view force = "") {
    const Directory& directory = test::the_handbook().directory;
    look_up_recipient(directory, directory.force(force), facts);
    Fields fields;
    for (const NoticeField& field : test::notice_of(kind, facts).letter.fields)
        fields.emplace_back(field.label, field.value);
    return fields;
}

// The fields that come before those of any report: what the form itself asks for.
Fields form_of(const Fields& fields) {
    const auto end = std::ranges::find(fields, "What happened", &Fields::value_type::first);
    return {fields.begin() + 1, end};
}

TEST(NoticeForm, EachPlatformGetsWhatItsOwnFormAsksForInItsOrder) {
    const auto form = [](const char* platform, bool posted) { return form_of(report_of(facts_for(platform, posted))); };
    using testing::ElementsAre;
    using testing::Pair;
    EXPECT_THAT(form("instagram", false), ElementsAre(Pair("The user name of the account", theirs)));
    EXPECT_THAT(form("reddit", true), ElementsAre(Pair("The web address of each picture or profile", page),
                                                  Pair("Names, numbers and accounts they used", theirs)));
    EXPECT_THAT(form("discord", true), ElementsAre(Pair("The legal name of the person shown", left_open),
                                                   Pair("One report for each item", page),
                                                   Pair("Names, numbers and accounts they used", theirs)));
    EXPECT_THAT(form("youtube", true), ElementsAre(Pair("The web address of each picture or profile", page),
                                                   Pair("You must be recognisable in it", left_open),
                                                   Pair("Names, numbers and accounts they used", theirs)));
    EXPECT_THAT(form("google-search", true), ElementsAre(Pair("The web address of each picture or profile", page),
                                                         Pair("The search words that find it", left_open),
                                                         Pair("Names, numbers and accounts they used", theirs)));
    EXPECT_THAT(form("bing", true), ElementsAre(Pair("The web address of each picture or profile", page),
                                                Pair("Your name and an e-mail address", "relay-4711@mail.example"),
                                                Pair("Names, numbers and accounts they used", theirs)));
    EXPECT_THAT(form("tinder", true), ElementsAre(Pair("Names, numbers and accounts they used", theirs)))
        << "what its form asks for has no source with a name";
}

TEST(NoticeForm, WhatAFormAsksForStandsThereOnce) {
    for (const Platform& platform : test::the_handbook().directory.platforms)
        for (const bool posted : {false, true}) {
            const Fields fields = report_of(facts_for(platform.id, posted));
            std::vector<std::string> values;
            for (const auto& [label, value] : fields)
                if (value != left_open && label != "Where it happened") values.push_back(value);
            std::ranges::sort(values);
            EXPECT_EQ(std::ranges::adjacent_find(values), values.end()) << platform.id;
        }
}

TEST(NoticeForm, AFormWhosePointsWereNotSeenIsNotFilledIn) {
    const Fields fields = report_of(facts_for("facebook", true));  // its needs are a pattern
    for (const auto& [label, value] : fields) {
        EXPECT_NE(label, "Your name and an e-mail address");
        EXPECT_NE(value, left_open);
    }
    EXPECT_THAT(fields, Contains(testing::Pair("Web addresses", page)));
}

TEST(NoticeForm, ForSomebodyUnder18ItIsTheFormForThatAndNoNameIsFilledIn) {
    for (const Platform& platform : test::the_handbook().directory.platforms)
        for (const NoticeAge age : {NoticeAge::yes, NoticeAge::unsure})
            for (const auto& [label, value] : report_of(facts_for(platform.id, true, age))) {
                EXPECT_NE(label, "The legal name of the person shown") << platform.id;
                EXPECT_NE(label, "The search words that find it") << platform.id;
                EXPECT_EQ(value.find("Nia Example"), std::string::npos) << platform.id;
            }
}

TEST(NoticeForm, AnotherFormOfThePlatformCanBeChosen) {
    NoticeFacts facts = facts_for("facebook", true);
    facts.letter.form = ReportFor::impersonation;
    EXPECT_THAT(report_of(facts), Contains(testing::Pair("It may ask for a photo of your ID", left_open)));
    facts.under_18 = NoticeAge::unsure;
    EXPECT_THAT(report_of(facts), Not(Contains(testing::Pair("It may ask for a photo of your ID", left_open))));
}

TEST(NoticeForm, EachForceGetsWhatItsOwnWayOfReportingAsksFor) {
    const auto to = [](const char* force) { return report_of(adult_facts(), "report-police", force); };
    const auto first = [&](const char* force) { return to(force).front(); };
    using testing::Pair;
    EXPECT_THAT(first("metropolitan"), Pair("Your name, address, date of birth and e-mail", left_open));
    EXPECT_THAT(first("btp"), Pair("Short text to send", testing::StartsWith("I want to report a threat to share")));
    EXPECT_THAT(first("west-midlands"), Pair("First words on the phone (101)", testing::_)) << "its page has no source";
    EXPECT_THAT(first("no-force"), Pair("First words on the phone (101)", testing::HasSubstr("sextortion")));
    EXPECT_THAT(to("metropolitan"), Contains(Pair("Law", testing::HasSubstr("section 66B"))));
    EXPECT_THAT(to("south-wales"), Contains(Pair("Law", testing::HasSubstr("section 66B"))));
    EXPECT_THAT(to("police-scotland"), Contains(Pair("Law", testing::HasSubstr("(Scotland) Act 2016, section 2"))));
    for (const char* force : {"northern-ireland", "btp", "no-force"})
        EXPECT_THAT(to(force), Not(Contains(Pair("Law", testing::_)))) << force << ": none was read for it";
    for (const char* force : {"metropolitan", "police-scotland", "btp"})
        EXPECT_THAT(to(force), testing::IsSupersetOf(Fields{{"What happened", adult_facts().story},
                                                            {"What they ask for", "200 in gift cards"},
                                                            {"Web addresses", page},
                                                            {"Our reference", test::example_reference}}))
            << force;
}

TEST(NoticeForm, EveryForceIsOfOneWay) {
    const Directory& directory = test::the_handbook().directory;
    for (std::size_t i = 0; i < directory.forces.size(); ++i) {
        NoticeFacts facts = adult_facts();
        look_up_recipient(directory, i, facts);
        const Force& force = directory.forces[i];
        EXPECT_EQ(facts.to.force == ForceForm::online, force.provenance.seen("report_url") && !force.report_url.empty())
            << force.id;
        EXPECT_NE(facts.to.force, ForceForm::none) << force.id;
        EXPECT_NE(facts.to.nation, ForceNation::none) << force.id;
    }
}

TEST(NoticeForm, WhatPlatformsAskForIsAsItWasRead) {
    const Directory& directory = test::the_handbook().directory;
    const auto needs = [&](std::string_view id, ReportFor purpose) {
        std::vector<std::string> ids;
        for (const PlatformReport& report : directory.platforms[*directory.platform(id)].reports)
            if (report.purpose == purpose)
                for (const FormNeed& need : report.needs) ids.push_back(need.id);
        return ids;
    };
    using testing::ElementsAre;
    EXPECT_THAT(needs("snapchat", ReportFor::threat), ElementsAre("account"));
    EXPECT_THAT(needs("x", ReportFor::intimate_adult), ElementsAre("pages", "name-mail", "statement"));
    EXPECT_THAT(needs("discord", ReportFor::intimate_adult), ElementsAre("legal-name", "each-item"));
    EXPECT_THAT(needs("youtube", ReportFor::intimate_adult), ElementsAre("pages", "recognisable"));
    EXPECT_THAT(needs("google-search", ReportFor::intimate_adult), ElementsAre("pages", "search-words"));
    EXPECT_THAT(needs("google-search", ReportFor::under_18), ElementsAre("pages"));
    EXPECT_THAT(needs("bing", ReportFor::intimate_adult), ElementsAre("pages", "name-mail"));
    EXPECT_THAT(needs("pornhub", ReportFor::under_18), ElementsAre("pages"));
    EXPECT_THAT(needs("whatsapp", ReportFor::threat), testing::IsEmpty());
}

}  // namespace
