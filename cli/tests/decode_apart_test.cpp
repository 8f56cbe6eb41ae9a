// SPDX-License-Identifier: Apache-2.0
#include "decode_apart.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <thread>

#include "media_manifest.hpp"

namespace holdfast::cli {
namespace {

using media::DecodeError;
using media::Limits;

std::vector<std::byte> vector(const std::string& name) {
    return media::read_file(media::vectors() / "media" / name);
}

DecoderProgram command() {
    return {.path = HOLDFAST_COMMAND};
}

std::string outcome(const std::expected<media::Decoded, DecodeError>& decoded) {
    if (!decoded) return std::string(to_text(decoded.error()));
    return decoded->damaged ? "damaged" : "ok";
}

/// Of a decoder that does wrong `how`.
std::string outcome_of(const std::string& how, const Limits& limits = {}) {
    const std::string result = outcome(decode_apart(
        vector("landscape.heic"), limits, {.path = HOLDFAST_MISBEHAVING, .arguments = {"misbehaving_decoder", how}}));
    EXPECT_EQ(::waitpid(-1, nullptr, 0), -1) << "a process is left";
    EXPECT_EQ(errno, ECHILD);
    return result;
}

TEST(DecodeApart, EveryFileGivesWhatItGivesInThisProcess) {
    std::size_t looked_at = 0;
    for (const media::ManifestRow& row : media::read_manifest()) {
        if ((row.kind != "heic" && row.kind != "avif") || row.needs_limits()) continue;
        SCOPED_TRACE(row.file);
        ++looked_at;
        const auto file = vector(row.file);
        const auto here = media::decode(file);
        const auto apart = decode_apart(file, Limits{}, command());
        EXPECT_EQ(outcome(apart), row.expect);
        ASSERT_EQ(outcome(apart), outcome(here));
        if (!apart) continue;
        EXPECT_EQ(apart->kind, here->kind);
        EXPECT_EQ(apart->orientation, here->orientation);
        EXPECT_EQ(apart->animated, here->animated);
        EXPECT_EQ(apart->picture.width(), here->picture.width());
        EXPECT_EQ(apart->picture.format(), here->picture.format());
        EXPECT_TRUE(std::ranges::equal(apart->picture.pixels(), here->picture.pixels()));
    }
    EXPECT_GE(looked_at, 20U);
}

TEST(DecodeApart, ATileOrPictureThatIsLargerThanItStatesIsStoppedAtTheLimitsOfMemoryAndTime) {
    if (is_sanitized) GTEST_SKIP() << "the sanitizers need addresses without end";
    std::size_t looked_at = 0;
    for (const media::ManifestRow& row : media::read_manifest()) {
        if (!row.needs_limits()) continue;
        ++looked_at;
        EXPECT_EQ(outcome(decode_apart(vector(row.file),
                                       Limits{.apart_processor_seconds = row.expect == "too_much_time" ? 1U : 60U},
                                       command())),
                  row.expect)
            << row.file;
    }
    EXPECT_EQ(looked_at, 2U);
}

TEST(DecodeApart, MemoryThatIsRefusedIsNamedWhereverThatHappens) {
    if (is_sanitized) GTEST_SKIP() << "the sanitizers need addresses without end";
    for (const char* const name : {"landscape.heic", "landscape.avif"}) {
        const auto file = vector(name);
        // From less than the program itself takes up to where the picture comes out.
        std::uint64_t megabytes = 60;
        std::string last;
        std::size_t refused = 0;
        while (last != "ok" && megabytes < 400) {
            last = outcome(decode_apart(file, Limits{.apart_memory_bytes = megabytes << 20U}, command()));
            EXPECT_TRUE(last == "too_much_memory" || last == "ok") << last << " of " << name << " at " << megabytes;
            if (last != "ok") ++refused;
            megabytes += 3;
        }
        EXPECT_EQ(last, "ok");
        EXPECT_GT(refused, 3U);
    }
}

TEST(DecodeApart, ADecoderThatCrashesCostsItsFileAlone) {
    EXPECT_EQ(outcome_of("crashes"), "decoder_crashed");
    EXPECT_EQ(outcome(decode_apart(vector("landscape.heic"), Limits{}, command())), "ok");
}

TEST(DecodeApart, WhatBreaksTheRulesOfTheFrameIsACrash) {
    for (const char* const how : {"says nothing", "writes noise", "stops inside the head", "stops inside the picture",
                                  "writes too much", "decodes another kind", "closes and goes on"}) {
        EXPECT_EQ(outcome_of(how), "decoder_crashed") << how;
    }
    EXPECT_EQ(outcome_of("writes and goes on", Limits{.apart_clock_seconds = 1}), "ok") << "and is ended";
}

TEST(DecodeApart, ADecoderThatWaitsForEverIsStoppedByTheClock) {
    EXPECT_EQ(outcome_of("waits for ever", Limits{.apart_clock_seconds = 1}), "too_much_time");
}

TEST(DecodeApart, APictureThatFindsNoMemoryOnEitherSideIsNoCrash) {
    EXPECT_EQ(outcome_of("is killed"), "out_of_memory") << "by the kernel";
    EXPECT_EQ(outcome_of("finds no room for its pixels"), "out_of_memory") << "and they are not read";
}

TEST(DecodeApart, AProgramThatIsNotThereIsSaidToBe) {
    EXPECT_EQ(outcome(decode_apart(vector("landscape.heic"), Limits{}, {.path = "/nowhere/holdfast"})),
              "decoder_unavailable");
}

TEST(DecodeApart, TheDecoderGetsTheFileAndNothingElse) {
    ::setenv("HOLDFAST_KEY", "a secret of the command", 1);
    EXPECT_EQ(outcome_of("looks around"), "empty");
}

TEST(DecodeApart, TheFenceLetsOutNothingButMemoryAndTheAnswer) {
    if (is_sanitized) GTEST_SKIP() << "the sanitizers ask the kernel for more";
    EXPECT_EQ(outcome_of("tries the fence"), "empty");
}

TEST(DecodeApart, ManyAtOnceDoNotMixUp) {
    const auto small = vector("landscape.heic");
    const auto other = vector("heic-cropped.heic");
    const auto broken = vector("heic-cut-at-half.heic");
    std::vector<std::jthread> threads;
    constexpr int at_once = 6;
    threads.reserve(at_once);
    for (int i = 0; i < at_once; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 3; ++round) {
                const auto first = decode_apart(small, Limits{}, command());
                EXPECT_TRUE(first && first->picture.width() == 96 && first->picture.height() == 64);
                const auto second = decode_apart(other, Limits{}, command());
                EXPECT_TRUE(second && second->picture.width() == 64 && second->picture.height() == 32);
                EXPECT_EQ(outcome(decode_apart(broken, Limits{}, command())), "truncated");
            }
        });
    }
}

}  // namespace
}  // namespace holdfast::cli
