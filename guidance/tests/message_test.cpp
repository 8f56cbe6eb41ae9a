// SPDX-License-Identifier: Apache-2.0
// The drafts to friends and family: whom they are for, and what they may never say.
#include "holdfast/guidance/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "holdfast/guidance/door.hpp"
#include "the_handbook.hpp"

namespace holdfast::guidance::test {
namespace {

using testing::HasSubstr;
using testing::Not;

Answers answers(std::initializer_list<std::pair<const char*, const char*>> given) {
    const Guide& guide = the_handbook().guide;
    Answers out;
    for (const auto& [question, choice] : given) {
        const auto q = guide.question(question).value();
        out.set(q, guide.choice(q, choice).value());
    }
    return out;
}

FittingMessages fitting(const Answers& given) {
    return fitting_messages(the_handbook().messages, the_handbook().guide, given);
}

std::set<Addressee> addressees(const Answers& given) {
    std::set<Addressee> out;
    for (const std::size_t i : fitting(given).drafts) out.insert(the_handbook().messages[i].to);
    return out;
}

std::set<std::string> ids(const Answers& given) {
    std::set<std::string> out;
    for (const std::size_t i : fitting(given).drafts) out.insert(the_handbook().messages[i].id);
    return out;
}

std::string words(std::string_view id) {
    for (const auto& draft : the_handbook().messages)
        if (draft.id == id) return draft.text.words[0];
    ADD_FAILURE() << id;
    return {};
}

TEST(Messages, EachSenderHasSomethingForTheirOwnPeople) {
    const auto adult = addressees(answers({{"role", "me"}, {"age_now", "adult"}, {"situation", "threatened"}}));
    EXPECT_THAT(adult, testing::IsSupersetOf({Addressee::friends, Addressee::family, Addressee::followers,
                                              Addressee::work, Addressee::receivers}));
    const auto young = addressees(answers({{"role", "me"}, {"age_now", "13-17"}, {"situation", "threatened"}}));
    EXPECT_THAT(young, testing::IsSupersetOf({Addressee::friends, Addressee::family, Addressee::school}));
    EXPECT_FALSE(young.contains(Addressee::work));
    EXPECT_FALSE(young.contains(Addressee::followers));  // a child is not asked to post about it
    const auto parent = addressees(answers({{"role", "parent"}, {"age_now", "13-17"}, {"situation", "threatened"}}));
    EXPECT_THAT(parent, testing::IsSupersetOf({Addressee::family, Addressee::school}));
    // An adviser hands over the texts of the person whom they speak with.
    EXPECT_EQ(addressees(answers({{"role", "adviser"}, {"age_now", "13-17"}, {"situation", "threatened"}})), young);
}

TEST(Messages, OnlyAParentOfSomebodyUnder18SaysMyChild) {
    const auto parent = answers({{"situation", "threatened"}, {"role", "parent"}, {"age_now", "13-17"}});
    EXPECT_THAT(ids(parent), testing::IsSupersetOf({"school-parent", "family-parent"}));
    EXPECT_FALSE(fitting(parent).for_another);
    for (const auto& [role, age, from] : {std::tuple{"friend", "adult", Audience::adult},
                                          {"friend", "13-17", Audience::young},
                                          {"parent", "adult", Audience::adult},
                                          {"adviser", "13-17", Audience::young}}) {
        const auto given = answers({{"situation", "threatened"}, {"role", role}, {"age_now", age}});
        EXPECT_FALSE(ids(given).contains("school-parent")) << role << ' ' << age;
        EXPECT_FALSE(ids(given).contains("family-parent")) << role << ' ' << age;
        EXPECT_TRUE(ids(given).contains("friends-brief")) << role << ' ' << age;
        EXPECT_TRUE(fitting(given).for_another) << role << ' ' << age;
        EXPECT_EQ(fitting(given).from, from) << role << ' ' << age;
    }
}

TEST(Messages, BesideSomeoneCloseNobodyIsAskedToReportOrBlockThem) {
    for (const char* who : {"ex", "household"}) {
        const auto given = answers(
            {{"situation", "threatened"}, {"role", "me"}, {"age_now", "adult"}, {"adult_then", "yes"}, {"who", who}});
        for (const auto& id : ids(given)) {
            EXPECT_THAT(words(id), Not(HasSubstr("block"))) << id;
            EXPECT_THAT(words(id), Not(HasSubstr("eport it"))) << id;
            EXPECT_THAT(words(id), Not(HasSubstr("eport the"))) << id;
            EXPECT_THAT(words(id), Not(HasSubstr("you do not know"))) << id;
        }
        EXPECT_FALSE(addressees(given).contains(Addressee::followers)) << "they may follow too";
    }
}

TEST(Messages, WhereSomebodyMayBeUnder18ThePoliceSayWhatHappensToThePicture) {
    const auto young = answers({{"situation", "threatened"}, {"role", "me"}, {"age_now", "13-17"}});
    const auto then =
        answers({{"situation", "threatened"}, {"role", "me"}, {"age_now", "adult"}, {"adult_then", "no"}});
    for (const auto& given : {young, then})
        for (const auto& id : ids(given))
            if (id.starts_with("receivers")) {
                EXPECT_THAT(words(id), HasSubstr("ask the police what to do with it")) << id;
                EXPECT_THAT(words(id), Not(HasSubstr("delete"))) << id;
            }
    EXPECT_TRUE(ids(young).contains("receivers-young"));
    EXPECT_TRUE(ids(then).contains("receivers-police"));
}

TEST(Messages, AdultsHaveEveryToneForFriendsAndFamilyWhoeverThreatens) {
    for (const char* who : {"stranger", "ex", "household"})
        for (const Addressee to : {Addressee::friends, Addressee::family}) {
            std::set<Tone> tones;
            const auto given =
                answers({{"situation", "threatened"}, {"role", "me"}, {"age_now", "adult"}, {"who", who}});
            for (const std::size_t i : fitting(given).drafts) {
                const MessageDraft& draft = the_handbook().messages[i];
                if (draft.to == to)
                    EXPECT_TRUE(tones.insert(draft.tone).second) << draft.id << " is a second of its tone";
            }
            EXPECT_EQ(tones.size(), tone_names.size()) << who;
        }
}

TEST(Messages, TheYoungAndParentsHaveEveryToneForFriendsAndFamily) {
    for (const char* role : {"me", "parent", "adviser"})
        for (const char* who : {"stranger", "ex", "household"})
            for (const Addressee to : {Addressee::friends, Addressee::family}) {
                std::set<Tone> tones;
                const auto given =
                    answers({{"situation", "threatened"}, {"role", role}, {"age_now", "13-17"}, {"who", who}});
                for (const std::size_t i : fitting(given).drafts)
                    if (the_handbook().messages[i].to == to) tones.insert(the_handbook().messages[i].tone);
                EXPECT_EQ(tones.size(), tone_names.size()) << role << ' ' << who;
            }
}

TEST(Messages, ForSomebodyUnder18NobodyIsAskedToReportBlockOrDeleteIt) {
    for (const char* role : {"me", "parent"})
        for (const auto& id : ids(answers({{"situation", "threatened"}, {"role", role}, {"age_now", "13-17"}}))) {
            for (const char* never : {"block", "delete", "report the account", "save it for", "show it to me"})
                EXPECT_THAT(words(id), Not(HasSubstr(never))) << id;
            if (std::string_view(role) == "parent") EXPECT_TRUE(id.ends_with("-parent")) << id;
        }
}

TEST(Messages, NeverAskToKeepAPictureBlameOrPromise) {
    for (const auto& draft : the_handbook().messages) {
        std::string words = draft.text.words[0];
        std::ranges::transform(words, words.begin(), [](unsigned char c) { return std::tolower(c); });
        for (const char* never :
             {"screenshot", "keep the", "keep it", "save the", "send it to me", "show me", "naked", "nude", "sex",
              "my fault", "stupid", "ashamed", "sorry", "will be removed", "will be gone", "commit", "suicide"}) {
            // "It is not my fault" blames nobody.
            if (std::string_view(never) == "my fault" && words.contains("not my fault")) continue;
            EXPECT_THAT(words, Not(HasSubstr(never))) << draft.id;
        }
        EXPECT_FALSE(draft.text.words[1].empty()) << draft.id << " has no Welsh";
        if (draft.to == Addressee::friends || draft.to == Addressee::followers) {
            EXPECT_THAT(words, HasSubstr("pass it on")) << draft.id;
        }
    }
}

TEST(Messages, ComeThroughTheDoorInTheLanguageAsked) {
    const std::string said =
        answer(the_handbook(), R"({"ask":"messages","language":"cy",)"
                               R"("answers":{"situation":"threatened","role":"me","age_now":"adult"}})");
    EXPECT_THAT(
        said,
        HasSubstr(R"({"messages":[{"id":"friends-brief","to":"friends","tone":"brief","text":{"say":"Mae rhywun)"));
    EXPECT_THAT(said, HasSubstr(R"("en":"Someone is making threats about me)"));
    EXPECT_THAT(said, Not(HasSubstr(R"(,"for":)")));
    EXPECT_THAT(answer(the_handbook(),
                       R"({"ask":"messages","answers":{"situation":"threatened","role":"friend","age_now":"adult"}})"),
                testing::EndsWith(R"(],"for":"adult"})"));
    EXPECT_THAT(answer(the_handbook(), R"({"ask":"messages","to":"friends"})"), HasSubstr(R"("error")"));
}

}  // namespace
}  // namespace holdfast::guidance::test
