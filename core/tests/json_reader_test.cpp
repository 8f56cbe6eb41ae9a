// SPDX-License-Identifier: Apache-2.0
#include "holdfast/core/json_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace holdfast {
namespace {

using testing::ElementsAre;
using testing::Field;

auto fault(const std::string& pointer, const std::string& detail) {
    return testing::AllOf(Field(&JsonFault::pointer, pointer), Field(&JsonFault::detail, detail));
}

JsonError error_of(std::string_view text, const JsonLimits& limits = {}) {
    JsonDocument document;
    const auto parsed = document.parse(text, limits);
    EXPECT_FALSE(parsed.has_value()) << text.substr(0, 80);
    return parsed.has_value() ? JsonError::out_of_memory : parsed.error();
}

TEST(JsonReader, ReadsMembersOfEveryType) {
    JsonDocument document;
    ASSERT_TRUE(document.parse(R"( {"t":"a\u00e9\n","i":-7,"b":true,"l":["x",{"k":1}],"o":{"w":"two"}} )"));
    JsonFaults faults;
    auto root = document.object(faults);
    EXPECT_EQ(root.text("t", {.controls = true}), "a\xc3\xa9\n");
    EXPECT_EQ(root.integer("i", -10, 10), -7);
    EXPECT_EQ(root.boolean("b"), true);
    const auto list = root.array("l", 0, 2);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list.text(0), "x");
    EXPECT_EQ(list.object(1).integer("k", 0, 1), 1);
    constexpr std::array<std::string_view, 2> words{"one", "two"};
    EXPECT_EQ(root.object("o").word("w", words), 1U);
    EXPECT_TRUE(faults.empty());
}

TEST(JsonReader, NamesEveryFaultByItsPointer) {
    JsonDocument document;
    ASSERT_TRUE(document.parse(R"({"t":5,"i":"5","n":101,"f":1.0,"l":[{},7],"a/b":{"~":0},"w":"three","extra":1})"));
    JsonFaults faults;
    auto root = document.object(faults);
    EXPECT_FALSE(root.text("t"));
    EXPECT_FALSE(root.integer("i", 0, 9));
    EXPECT_FALSE(root.integer("n", 0, 100));
    EXPECT_FALSE(root.integer("f", 0, 100));
    EXPECT_FALSE(root.boolean("missing"));
    EXPECT_FALSE(root.boolean("absent", Need::optional));
    const auto list = root.array("l", 0, 9);
    EXPECT_FALSE(list.object(0).text("code"));
    EXPECT_FALSE(list.object(1).exists());
    EXPECT_FALSE(root.object("a/b").text("~"));
    constexpr std::array<std::string_view, 2> words{"one", "two"};
    EXPECT_FALSE(root.word("w", words));
    constexpr std::array<std::string_view, 7> known{"t", "i", "n", "f", "l", "a/b", "w"};
    root.only(known);
    EXPECT_THAT(faults.kept(),
                ElementsAre(fault("/t", "must be a text"), fault("/i", "must be a whole number from 0 to 9"),
                            fault("/n", "must be a whole number from 0 to 100"),
                            fault("/f", "must be a whole number from 0 to 100"), fault("/missing", "is missing"),
                            fault("/l/0/code", "is missing"), fault("/l/1", "must be an object"),
                            fault("/a~1b/~0", "must be a text"), fault("/w", "must be one of one, two"),
                            fault("/extra", "is not known here")));
}

TEST(JsonReader, NothingIsMalformed) {
    JsonDocument document;
    EXPECT_EQ(document.parse({}), std::unexpected(JsonError::malformed));
    EXPECT_EQ(document.parse(""), std::unexpected(JsonError::malformed));
}

TEST(JsonReader, LimitsTextsAndLists) {
    JsonDocument document;
    ASSERT_TRUE(document.parse(R"({"long":"abcdef","short":"","line":"a\nb","zero":"a\u0000b","l":[1,2,3]})"));
    JsonFaults faults;
    auto root = document.object(faults);
    EXPECT_FALSE(root.text("long", {.most = 5}));
    EXPECT_FALSE(root.text("short", {.least = 1}));
    EXPECT_FALSE(root.text("line"));
    EXPECT_FALSE(root.text("zero"));
    EXPECT_FALSE(root.array("l", 0, 2).exists());
    EXPECT_THAT(
        faults.kept(),
        ElementsAre(fault("/long", "must be 0 to 5 bytes long"), fault("/short", "must be 1 to 65536 bytes long"),
                    fault("/line", "must not hold control characters"),
                    fault("/zero", "must not hold control characters"), fault("/l", "must have 0 to 2 entries")));
}

TEST(JsonReader, ReadsNumbersInsideLists) {
    JsonDocument document;
    ASSERT_TRUE(document.parse(R"({"l":[0,35,"7",1.5]})"));
    JsonFaults faults;
    auto root = document.object(faults);
    const auto list = root.array("l", 0, 9);
    EXPECT_EQ(list.integer(0, 0, 34), 0);
    EXPECT_TRUE(faults.empty());
    for (std::size_t i = 1; i < list.size(); ++i) EXPECT_FALSE(list.integer(i, 0, 34)) << i;
    EXPECT_THAT(faults.kept(), ElementsAre(fault("/l/1", "must be a whole number from 0 to 34"),
                                           fault("/l/2", "must be a whole number from 0 to 34"),
                                           fault("/l/3", "must be a whole number from 0 to 34")));
}

TEST(JsonReader, ReadsListsInsideLists) {
    JsonDocument document;
    ASSERT_TRUE(document.parse(R"({"l":[["a","b"],[],7]})"));
    JsonFaults faults;
    auto root = document.object(faults);
    const auto list = root.array("l", 0, 9);
    ASSERT_EQ(list.array(0, 2, 2).size(), 2U);
    EXPECT_EQ(list.array(0, 2, 2).text(1), "b");
    EXPECT_TRUE(list.array(1, 0, 2).exists());
    EXPECT_TRUE(faults.empty());
    EXPECT_FALSE(list.array(1, 1, 2).exists());
    EXPECT_FALSE(list.array(2, 0, 2).exists());
    EXPECT_THAT(faults.kept(), ElementsAre(fault("/l/1", "must have 1 to 2 entries"), fault("/l/2", "must be a list")));
}

TEST(JsonReader, RefusesWhatIsNoObjectAtTheTop) {
    for (const std::string_view text : {"[]", "1", "\"x\"", "null", "true"}) {
        JsonDocument document;
        ASSERT_TRUE(document.parse(text)) << text;
        JsonFaults faults;
        EXPECT_FALSE(document.object(faults).exists());
        EXPECT_THAT(faults.kept(), ElementsAre(fault("", "must be an object")));
    }
}

TEST(JsonReader, RefusesWhatIsNotJson) {
    for (const std::string_view text :
         {"", " ", "{", "}", "{\"a\":1,}", "{'a':1}", "{\"a\":01}", "[1]]", "{} {}", "nul", "{\"a\":\"\n\"}",
          "{\"a\":\"\\ud800\"}", "{\"a\" 1}", "\xef\xbb\xbf{}", "{\"a\":NaN}", "/**/{}"}) {
        const auto error = error_of(text);
        EXPECT_TRUE(error == JsonError::malformed || error == JsonError::number_range) << text;
    }
}

TEST(JsonReader, RefusesBytesThatAreNotUtf8) {
    EXPECT_EQ(error_of("{\"a\":\"\xff\"}"), JsonError::not_utf8);
    EXPECT_EQ(error_of("{\"a\":\"\xc0\xaf\"}"), JsonError::not_utf8);
    EXPECT_EQ(error_of("{\"a\":\"\xed\xa0\x80\"}"), JsonError::not_utf8);
    EXPECT_EQ(error_of("\xff\xfe{\x00}"), JsonError::not_utf8);
}

TEST(JsonReader, RefusesAMemberGivenTwiceAtAnyDepth) {
    EXPECT_EQ(error_of(R"({"a":1,"a":1})"), JsonError::duplicate_member);
    EXPECT_EQ(error_of(R"({"a":1,"c":{"a":1},"b":1,"a":1})"), JsonError::duplicate_member);
    EXPECT_EQ(error_of(R"({"l":[{"a":1,"\u0061":2}]})"), JsonError::duplicate_member);
}

TEST(JsonReader, RefusesDepthBombsAtEveryLevel) {
    EXPECT_EQ(error_of(std::string(100'000, '[')), JsonError::too_deep);
    std::string bomb;
    for (int i = 0; i < 20'000; ++i) {
        bomb += "{\"a\":";
    }
    EXPECT_EQ(error_of(bomb), JsonError::too_deep);
    for (unsigned depth = 1; depth <= 64; ++depth) {
        JsonDocument document;
        const auto nested = [](unsigned levels) { return std::string(levels, '[') + std::string(levels, ']'); };
        EXPECT_TRUE(document.parse(nested(depth), {.depth = depth})) << depth;
        EXPECT_EQ(error_of(nested(depth + 1), {.depth = depth}), JsonError::too_deep) << depth;
    }
}

TEST(JsonReader, BracketsInsideTextsAreNoDepth) {
    JsonDocument document;
    EXPECT_TRUE(document.parse(R"({"a":"[[[[\"[[{{{{","b":"\\"})", {.depth = 1}));
}

TEST(JsonReader, RefusesTooManyBytesAndMembers) {
    EXPECT_EQ(error_of("{\"a\":1}", {.bytes = 6}), JsonError::too_long);
    EXPECT_EQ(error_of(R"({"a":1,"b":2,"c":3})", {.members = 2}), JsonError::too_many_members);
}

TEST(JsonReader, RefusesNumbersOutsideEveryType) {
    EXPECT_EQ(error_of(R"({"a":1e999})"), JsonError::number_range);
    EXPECT_EQ(error_of("{\"a\":" + std::string(400, '9') + "}"), JsonError::number_range);
    JsonDocument document;
    ASSERT_TRUE(document.parse(R"({"u":18446744073709551615,"m":-9223372036854775808,"e":1e2})"));
    JsonFaults faults;
    auto root = document.object(faults);
    EXPECT_FALSE(root.integer("u", 0, INT64_MAX));
    EXPECT_EQ(root.integer("m", INT64_MIN, 0), INT64_MIN);
    EXPECT_FALSE(root.integer("e", 0, 1000));
    EXPECT_EQ(faults.count(), 2U);
}

TEST(JsonReader, KeepsTwentyFaultsAndCountsTheRest) {
    std::string text = "{\"l\":[";
    for (int i = 0; i < 500; ++i) {
        text += i == 0 ? "1" : ",1";
    }
    JsonDocument document;
    ASSERT_TRUE(document.parse(text + "]}"));
    JsonFaults faults;
    const auto list = document.object(faults).array("l", 0, 500);
    for (std::size_t i = 0; i < list.size(); ++i) {
        EXPECT_FALSE(list.text(i));
    }
    EXPECT_EQ(faults.kept().size(), 20U);
    EXPECT_EQ(faults.count(), 500U);
}

TEST(JsonReader, ADocumentIsReusedWithoutLeftovers) {
    JsonDocument document;
    ASSERT_TRUE(document.parse(R"({"a":"one"})"));
    EXPECT_FALSE(document.parse("{"));
    JsonFaults faults;
    EXPECT_FALSE(document.object(faults).exists());
    ASSERT_TRUE(document.parse(R"({"b":"two"})"));
    JsonFaults none;
    auto root = document.object(none);
    EXPECT_FALSE(root.has("a"));
    EXPECT_EQ(root.text("b"), "two");
}

}  // namespace
}  // namespace holdfast
