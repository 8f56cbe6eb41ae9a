// SPDX-License-Identifier: Apache-2.0
// A process that reads words and does not do as it should: a shell stands for it.
#include "read_apart.hpp"

#include <gtest/gtest.h>

namespace holdfast::cli {
namespace {

Picture paper() {
    auto picture = Picture::create(40, 20, PixelFormat::rgba8);
    return std::move(*picture);
}

std::string outcome_of(const std::string& script, const ReaderLimits& limits = {}) {
    const ReaderProgram shell{.path = "/bin/sh", .arguments = {"sh", "-c", script, "reader"}};
    const auto read = read_words_apart(paper(), "eng", {}, limits, shell);
    return read ? "words " + *read : std::string(to_text(read.error()));
}

TEST(ReadApart, TellsProgressAndTakesAWholeAnswer) {
    std::vector<int> told;
    const ReaderProgram shell{.path = "/bin/sh",
                              .arguments = {"sh", "-c", R"(printf '\012\144\310\003\0\0\0abc')", "reader"}};
    const auto read = read_words_apart(paper(), "eng", [&](int percent) { told.push_back(percent); }, {}, shell);
    EXPECT_EQ(read, "abc");
    EXPECT_EQ(told, (std::vector{10, 100}));
}

TEST(ReadApart, NamesWhatIsMissing) {
    EXPECT_EQ(outcome_of(R"(printf '\311')"), "no_reader");
    EXPECT_EQ(outcome_of(R"(printf '\012\312')"), "no_language");
    EXPECT_EQ(outcome_of(R"(printf '\313')"), "too_much_memory");
    EXPECT_EQ(outcome_of(R"(printf '\314')"), "unavailable");
    EXPECT_EQ(outcome_of(R"(printf '\315')"), "crashed");
}

TEST(ReadApart, TakesNothingElseForAnAnswer) {
    EXPECT_EQ(outcome_of(""), "crashed");
    EXPECT_EQ(outcome_of(R"(printf '\012')"), "crashed");
    EXPECT_EQ(outcome_of(R"(printf '\377')"), "crashed");
    EXPECT_EQ(outcome_of(R"(printf '\310\004\0\0\0abc')"), "crashed") << "fewer than it says";
    EXPECT_EQ(outcome_of(R"(printf '\310\0\0\021\0'; head -c 2000000 /dev/zero)"), "crashed") << "more than it may";
    EXPECT_EQ(outcome_of("kill -SEGV $$"), "crashed");
    EXPECT_EQ(outcome_of("kill -XCPU $$"), "too_much_time");
    EXPECT_EQ(outcome_of("kill -KILL $$"), "too_much_memory") << "by the kernel";
}

TEST(ReadApart, WaitsNoLongerThanItsPatience) {
    EXPECT_EQ(outcome_of("exec sleep 600", {.clock_seconds = 1}), "too_much_time");
    // A reader that says the same for ever is stopped as well.
    EXPECT_EQ(outcome_of("while :; do printf '\\012'; sleep 0.1; done", {.clock_seconds = 1}), "too_much_time");
}

TEST(ReadApart, GivesTheReaderNoMorePixelsThanTheLimitAndNoEnvironment) {
    EXPECT_EQ(outcome_of("", {.pixels = 799}), "too_large");
    ::setenv("HOLDFAST_KEY", "a secret of the command", 1);
    EXPECT_EQ(outcome_of(R"(test -z "$HOLDFAST_KEY" && printf '\310\001\0\0\0e')"), "words e");
    // Grey on white: what is wholly transparent is white. Width, height and language come last.
    const std::string looks =
        "test -z \"$(od -An -v -tx1 | tr -d ' \\n' | sed s/ff//g)\" && "
        "test \"$4 $5 $6\" = '40 20 eng' && printf '\\310\\001\\0\\0\\0w'";
    EXPECT_EQ(outcome_of(looks), "words w");
}

TEST(ReadApart, TakesNamesOfLanguagesAlone) {
    for (const char* const good : {"eng", "eng+cym", "chi_sim"}) EXPECT_TRUE(is_reading_language(good)) << good;
    for (const char* const bad : {"", "../eng", "eng cym", "+eng", "eng+", "eng++cym", "ENG", "/etc/passwd"})
        EXPECT_FALSE(is_reading_language(bad)) << bad;
}

}  // namespace
}  // namespace holdfast::cli
