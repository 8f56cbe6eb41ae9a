// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/core/hex.hpp"
#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/core/utf8.hpp"

namespace holdfast {
namespace {

TEST(Hex, AValueSurvivesTheRoundTrip) {
    const std::array<std::byte, 3> in{std::byte{0}, std::byte{0x7f}, std::byte{0xff}};
    std::array<std::byte, 3> out{};
    ASSERT_TRUE(from_hex(to_hex(std::span<const std::byte>(in)), out));
    EXPECT_EQ(in, out);
}

TEST(Hex, UpperCaseAndOddLengthsAreRefusedSoThatOneValueHasOneText) {
    std::array<std::byte, 1> out{};
    EXPECT_EQ(from_hex("FF", out).error(), HexError::not_hex);
    EXPECT_EQ(from_hex("f", out).error(), HexError::wrong_length);
    EXPECT_EQ(from_hex("fff", out).error(), HexError::wrong_length);
}

TEST(Code256, TextPutsBit255First) {
    Code256 code;
    code.set_bit(0);
    EXPECT_EQ(to_hex(code), std::string(63, '0') + "1");
    Code256 high;
    high.set_bit(255);
    EXPECT_EQ(to_hex(high), "8" + std::string(63, '0'));
    EXPECT_EQ(distance(code, high), 2);
}

TEST(Code256, EveryBitSurvivesTheRoundTrip) {
    for (unsigned k = 0; k < 256; ++k) {
        Code256 code;
        code.set_bit(k);
        const auto back = code_from_hex(to_hex(code));
        ASSERT_TRUE(back);
        EXPECT_EQ(*back, code);
        EXPECT_TRUE(back->bit(k));
        EXPECT_EQ(back->popcount(), 1);
    }
    EXPECT_EQ(code_from_hex(std::string(32, '0')).error(), HexError::wrong_length);  // a partner's 32-digit "PDQ"
}

TEST(FingerprintKind, TextAndValueAgree) {
    EXPECT_EQ(*kind_from_text("pdq-c1"), FingerprintKind::pdq_c1);
    EXPECT_FALSE(kind_from_text("pdq-c2"));
}

TEST(Time, Rfc3339SurvivesTheRoundTrip) {
    EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00Z");
    EXPECT_EQ(to_rfc3339({1'795'286'700'000}), "2026-11-21T18:45:00Z");
    EXPECT_EQ(time_from_rfc3339("2026-11-21T18:45:00Z")->value, 1'795'286'700'000);
    EXPECT_EQ(time_from_rfc3339("2026-11-21T18:45:00.250Z")->value, 1'795'286'700'250);
    EXPECT_EQ(time_from_rfc3339("2026-02-29T00:00:00Z").error(), TimeError::out_of_range);
    EXPECT_EQ(time_from_rfc3339("2026-11-21T18:45:00+01:00").error(), TimeError::malformed);
    EXPECT_EQ(to_rfc3339({INT64_MIN}), "0000-01-01T00:00:00Z");
}

TEST(Utf8, MalformedSequencesAreRefused) {
    EXPECT_TRUE(is_utf8("plain, \xc3\xa9, \xe2\x82\xac, \xf0\x9f\x98\x80"));
    for (const std::string_view bad :
         {"\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8", "\xe2\x82"}) {
        EXPECT_FALSE(is_utf8(bad));
    }
    EXPECT_EQ(utf8_length("\xe2\x82\xac"
                          "a"),
              2U);
}

TEST(JsonWriter, EscapesAndRepairsSoThatTheOutputIsAlwaysValid) {
    JsonWriter w;
    w.object().key("a\"").value("x\n\x01\x80\x80y").key("n").value(-3).key("l").array().value(true).null().end().end();
    EXPECT_EQ(w.take(), "{\"a\\\"\":\"x\\n\\u0001\xef\xbf\xbdy\",\"n\":-3,\"l\":[true,null]}");
}

}  // namespace
}  // namespace holdfast
