// SPDX-License-Identifier: Apache-2.0
// The drafts to friends and family: whom they are for, and what they may never say.
#include "holdfast/guidance/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

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

std::set<Addressee> addressees(const Answers& given) {
    const Handbook& book = the_handbook();
    std::set<Addressee> out;
    for (const std::size_t i : fitting_messages(book.messages, make_plan(book.guide, given)))
        out.insert(book.messages[i].to);
    return out;
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

TEST(Messages, AdultsHaveEveryToneForFriends) {
    std::set<Tone> tones;
    for (const auto& draft : the_handbook().messages) {
        if (draft.to == Addressee::friends && draft.from[0]) tones.insert(draft.tone);
    }
    EXPECT_EQ(tones.size(), tone_names.size());
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
    EXPECT_THAT(answer(the_handbook(), R"({"ask":"messages","to":"friends"})"), HasSubstr(R"("error")"));
}

}  // namespace
}  // namespace holdfast::guidance::test
