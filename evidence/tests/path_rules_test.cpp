// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/path_rules.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace holdfast::evidence {
namespace {

TEST(PathRules, OrdinaryPathsAreLetThrough) {
    for (const std::string path :
         {"bagit.txt", "data/items/0001.png", "data/dir1/~test3.txt", "data/%7Edir2/test4.txt", "data/%test2.txt",
          "data/test file.txt", "data/N\u00FA\u00F1ez", "data/\u65E5\u672C.txt", "data/.hidden", "data/console.txt",
          "data/com10.txt", "data/a..b", "data/\U0001F33F.png", "100%/a"})
        EXPECT_EQ(fault_of_path(path), std::nullopt) << path;
}

TEST(PathRules, EachForbiddenFormIsNamed) {
    const std::vector<std::pair<std::string, PathFault>> cases = {
        {"", PathFault::empty},
        {std::string(121, 'a'), PathFault::too_long},
        {"data/\xC3", PathFault::not_utf8},
        {"data/\xC0\xAF", PathFault::not_utf8},
        {"data/a\nb", PathFault::control_character},
        {std::string("data/a\0b", 8), PathFault::control_character},
        {"data/a\u0085", PathFault::control_character},
        {"data/gpj.\u202Eexe", PathFault::hidden_character},
        {"data/a\u200Bb", PathFault::hidden_character},
        {"/etc/passwd", PathFault::absolute},
        {"//server/share", PathFault::absolute},
        {"\\\\server\\share", PathFault::backslash},
        {"\\\\?\\UNC\\server\\Windows", PathFault::backslash},
        {"data\\..\\x", PathFault::backslash},
        {"C:/Windows/x", PathFault::drive_or_stream},
        {"C:\\Windows\\x", PathFault::drive_or_stream},
        {"data/a.txt:hidden", PathFault::drive_or_stream},
        {"~/foo", PathFault::home_shortcut},
        {"~root/foo", PathFault::home_shortcut},
        {"%HomeDrive%\\Windows", PathFault::variable_shortcut},
        {"%TEMP%/x", PathFault::variable_shortcut},
        {"../x", PathFault::dot_segment},
        {"data/../../x", PathFault::dot_segment},
        {"data/./x", PathFault::dot_segment},
        {"data/..", PathFault::dot_segment},
        {"data//x", PathFault::empty_segment},
        {"data/x/", PathFault::empty_segment},
        {"data/NUL", PathFault::device_name},
        {"data/con.txt", PathFault::device_name},
        {"aux/x", PathFault::device_name},
        {"data/lpt9.tar.gz", PathFault::device_name},
        {"data/COM\u00B9", PathFault::device_name},
        {"data/CONOUT$", PathFault::device_name},
        {"data/x.", PathFault::trailing_dot},
        {"data/x ", PathFault::trailing_dot},
        {"data /x", PathFault::trailing_dot},
        {"data/a?b", PathFault::reserved},
        {"data/<a>", PathFault::reserved},
    };
    for (const auto& [path, fault] : cases) EXPECT_EQ(fault_of_path(path), fault) << path;
}

TEST(PathRules, ALengthIsCountedInCharacters) {
    std::string path;
    for (std::size_t i = 0; i < most_path_characters; ++i) path += "\u65E5";
    EXPECT_EQ(fault_of_path(path), std::nullopt);
    EXPECT_EQ(fault_of_path(path + "a"), PathFault::too_long);
}

TEST(PathRules, FoldingAgreesWithUnicodesCaselessMatching) {
    EXPECT_EQ(folded_path("HELLO.txt"), "hello.txt");
    EXPECT_EQ(folded_path("N\u00FA\u00F1ez"), folded_path("Nu\u0301n\u0303ez"));
    EXPECT_EQ(folded_path("N\u00DA\u00D1EZ"), folded_path("nu\u0301n\u0303ez"));
    EXPECT_EQ(folded_path("Stra\u00DFe"), folded_path("STRASSE"));
    EXPECT_EQ(folded_path("\uD55C"), folded_path("\u1112\u1161\u11AB"));
    EXPECT_EQ(folded_path("a\u0323\u0307"), folded_path("a\u0307\u0323"));
    EXPECT_EQ(folded_path("\u1E69"), folded_path("s\u0307\u0323"));
    EXPECT_EQ(folded_path("\u01D5"), folded_path("U\u0308\u0304"));
    EXPECT_EQ(folded_path("\u2126"), folded_path("\u03C9"));
    EXPECT_EQ(folded_path("\u10400"), folded_path("\u10400"));
    EXPECT_EQ(folded_path("\U00010400"), "\U00010428");
    EXPECT_EQ(folded_path("\u0390"), folded_path("\u1FD3"));
    EXPECT_EQ(folded_path("\u0133"), "\u0133");
    EXPECT_NE(folded_path("e"), folded_path("\u00E9"));
    EXPECT_NE(folded_path("a\u0301\u0300"), folded_path("a\u0300\u0301"));
}

TEST(PathRules, TwinsAndFilesThatAreFoldersClash) {
    const auto clash = [](std::vector<std::string> paths) { return clash_of_paths(paths); };
    EXPECT_FALSE(clash({"data/a", "data/b", "data/c/d", "data/c/e", "database"}));
    const auto same = clash({"x", "data/a", "data/a"});
    ASSERT_TRUE(same);
    EXPECT_EQ(same->first, 1U);
    EXPECT_EQ(same->second, 2U);
    EXPECT_TRUE(same->same);
    const auto by_case = clash({"data/hello.txt", "data/HELLO.txt"});
    ASSERT_TRUE(by_case);
    EXPECT_FALSE(by_case->same);
    EXPECT_TRUE(clash({"data/N\u00FA\u00F1ez", "data/Nu\u0301n\u0303ez"}));
    EXPECT_TRUE(clash({"Data/a", "data/A"}));
    EXPECT_TRUE(clash({"data/a", "data/a/b"}));
    EXPECT_TRUE(clash({"data/a/b", "data/A"}));
}

}  // namespace
}  // namespace holdfast::evidence
