// SPDX-License-Identifier: Apache-2.0
#include "holdfast/contacts/contact_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "names.hpp"

namespace holdfast::contacts {
namespace {

using testing::ElementsAre;

std::string vector_file(const std::string& name) {
    std::ifstream file(HOLDFAST_VECTORS "/contacts/" + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

// "name|handle|relation", and "!" where it was repaired.
std::vector<std::string> told(const ContactList& list) {
    std::vector<std::string> all;
    all.reserve(list.contacts.size());
    for (const auto& contact : list.contacts)
        all.push_back(contact.name + '|' + contact.handle + '|' + std::string(to_text(contact.relation)) +
                      (contact.repaired ? "!" : ""));
    return all;
}

std::vector<std::string> told(const std::string& file) {
    const auto read = read_contacts(file);
    EXPECT_TRUE(read) << (read ? "" : to_text(read.error()));
    return read ? told(*read) : std::vector<std::string>();
}

ContactError error_of(std::string_view file) {
    const auto read = read_contacts(file);
    EXPECT_FALSE(read) << file.substr(0, 60);
    return read ? ContactError::empty : read.error();
}

TEST(Contacts, EachPlatformsFileIsKnownByWhatIsInIt) {
    EXPECT_THAT(told(vector_file("instagram-followers_1.json")),
                ElementsAre("|lark.meadow|followers", "|quiet_harbour|followers"));
    EXPECT_THAT(told(vector_file("instagram-following.json")),
                ElementsAre("|tin_lantern|following", "|copper.gate|following"));
    EXPECT_THAT(told(vector_file("instagram-followers_1.html")),
                ElementsAre("|lark.meadow|followers", "|quiet_harbour|followers"));
    EXPECT_THAT(told(vector_file("facebook-your_friends.json")),
                ElementsAre("Zoë Lark||friends!", "Tom Harbour||friends", "Jürgen 🌿||friends!"));
    EXPECT_THAT(told(vector_file("snapchat-friends.json")), ElementsAre("Lark 🌿|larkm|friends", "|gate2|friends"));
    EXPECT_THAT(told(vector_file("tiktok-user_data.json")),
                ElementsAre("|fan.lark|followers", "|tinlantern|following"));
    EXPECT_THAT(told(vector_file("x-follower.js")), ElementsAre("|1252851|followers"));
    EXPECT_EQ(read_contacts(vector_file("x-follower.js"))->platform, Platform::x);
    EXPECT_EQ(read_contacts(vector_file("tiktok-user_data.json"))->platform, Platform::tiktok);
}

TEST(Contacts, RenamedSectionsAreKnownToo) {
    EXPECT_THAT(told(R"({"Your Activity":{"Follower":{"FansList":[{"UserName":"a"}]}},)"
                     R"("Profile And Settings":{"Following":{"Following":[{"UserName":"b"}]}}})"),
                ElementsAre("|a|followers", "|b|following"));
    EXPECT_THAT(told(R"({"relationships_followers":[{"string_list_data":[{"value":"c"}]}]})"),
                ElementsAre("|c|followers"));
    EXPECT_THAT(told(R"({"following_v3":[{"name":"D"}],"other":1})"), ElementsAre("D||following"));
}

TEST(Contacts, AHtmlListOfThoseFollowedIsTakenAsSuch) {
    EXPECT_THAT(told(R"(<html><h1>Following</h1><a href="https://www.instagram.com/a.b?hl=en">x</a></html>)"),
                ElementsAre("|a.b|following"));
}

TEST(Contacts, WhatIsNoSuchFileIsNamed) {
    EXPECT_EQ(error_of(""), ContactError::empty);
    EXPECT_EQ(error_of(" \n\xEF"), ContactError::not_text);
    EXPECT_EQ(error_of("PK\x03\x04rest"), ContactError::archive);
    EXPECT_EQ(error_of("\xFF\xD8\xFF\xE0 a picture"), ContactError::not_text);
    EXPECT_EQ(error_of(std::string_view("{\"a\":\0}", 7)), ContactError::not_text);
    EXPECT_EQ(error_of("Dear friends"), ContactError::unknown);
    EXPECT_EQ(error_of("{}"), ContactError::unknown);
    EXPECT_EQ(error_of("[1,2]"), ContactError::unknown);
    EXPECT_EQ(error_of("[]"), ContactError::nobody);
    EXPECT_EQ(error_of(R"({"Friends":[]})"), ContactError::nobody);
    EXPECT_EQ(error_of(R"({"Friends":7})"), ContactError::nobody);
    EXPECT_EQ(error_of("<html>nothing</html>"), ContactError::unknown);
    EXPECT_EQ(error_of("window.YTD.follower.part0 = "), ContactError::damaged);
    const std::string whole = vector_file("facebook-your_friends.json");
    EXPECT_EQ(error_of(std::string_view(whole).substr(0, whole.size() / 2)), ContactError::damaged);
    EXPECT_EQ(error_of(std::string(max_file_bytes + 1, ' ')), ContactError::too_large);
    EXPECT_EQ(error_of(std::string(max_file_bytes, ' ')), ContactError::empty);
    EXPECT_EQ(error_of(std::string(200'000, '[')), ContactError::damaged) << "nested without end";
}

TEST(Contacts, MembersOfAnotherShapeArePassedOver) {
    EXPECT_THAT(told(R"([{"string_list_data":[{"value":7}],"title":"a"},3,{"string_list_data":"x"},)"
                     R"({"string_list_data":[{"value":"b"}]}])"),
                ElementsAre("|a|followers", "|b|followers"));
    EXPECT_THAT(told(R"({"friends_v2":[{"name":"A"},{"name":["B"]},null,{}],"friends":4})"), ElementsAre("A||friends"));
}

TEST(Contacts, NamesAreCleanedAndCutAtACharacter) {
    std::string longer;
    for (int i = 0; i < 150; ++i) longer += "ë";
    const auto read =
        read_contacts(R"({"friends":[{"name":"  A\u0000\u202e\nB\u0085 "},{"name":")" + longer + R"("}]})");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->contacts[0].name, "A \u202e B");
    EXPECT_EQ(read->contacts[1].name.size(), longest_name);
    EXPECT_TRUE(longer.starts_with(read->contacts[1].name));
}

TEST(Contacts, TooManyAreCounted) {
    std::string file = R"({"friends":[)";
    for (std::size_t i = 0; i < most_contacts + 3; ++i)
        file += (i == 0 ? R"({"name":"n)" : R"(,{"name":"n)") + std::to_string(i) + R"("})";
    const auto read = read_contacts(file + "]}");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->contacts.size(), most_contacts);
    EXPECT_EQ(read->left_off, 3U);
}

TEST(Names, MojibakeIsRepairedOnlyWhereItIsSome) {
    EXPECT_EQ(without_mojibake("ZoÃ«"), "Zoë");
    EXPECT_EQ(without_mojibake("ð\u009F\u008C¿"), "🌿");
    EXPECT_EQ(without_mojibake("Zoë"), std::nullopt) << "a name that is right stays";
    EXPECT_EQ(without_mojibake("Tom"), std::nullopt);
    EXPECT_EQ(without_mojibake("Łukasz"), std::nullopt);
    EXPECT_EQ(without_mojibake(""), std::nullopt);
}

TEST(Names, AnAccountIsWhatItsAddressNames) {
    EXPECT_EQ(account_of("https://www.instagram.com/_u/a.b/"), "a.b");
    EXPECT_EQ(account_of("https://www.instagram.com/a.b?x=1#y"), "a.b");
    for (const auto* const none : {"", "a.b", "https://www.instagram.com", "https://www.instagram.com/"})
        EXPECT_EQ(account_of(none), "") << none;
}

TEST(Names, EntitiesBecomeCharactersWhereTheyAreSome) {
    EXPECT_EQ(without_entities("a&amp;b&#039;c&#x1F33F;&quot;"), "a&b'c🌿\"");
    for (const auto* const same : {"&", "&;", "&none;", "&#0;", "&#xD800;", "&#1114112;", "&#99999999999;", "a & b; c"})
        EXPECT_EQ(without_entities(same), same);
}

}  // namespace
}  // namespace holdfast::contacts
