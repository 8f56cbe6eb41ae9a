// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>
#include <vector>

#include "holdfast/core/hex.hpp"
#include "holdfast/sealing/age_keys.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/bech32.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {
namespace {

std::vector<std::byte> unhex(std::string_view digits) {
    std::vector<std::byte> bytes(digits.size() / 2);
    EXPECT_TRUE(from_hex(digits, bytes));
    return bytes;
}

TEST(Hkdf, AgreesWithRfc5869) {
    std::vector<std::byte> out(42);
    const std::string info1("\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9");
    hkdf_sha256(unhex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), unhex("000102030405060708090a0b0c"), info1, out);
    EXPECT_EQ(to_hex(std::span<const std::byte>(out)),
              "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    hkdf_sha256(unhex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), {}, "", out);
    EXPECT_EQ(to_hex(std::span<const std::byte>(out)),
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Hmac, AgreesWithRfc4231ForAKeyLongerThanABlock) {
    const std::vector<std::byte> key(131, std::byte{0xaa});
    EXPECT_EQ(to_hex(hmac_sha256(key, as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Digest, AgreesWithPublishedValues) {
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(blake2b_256({})), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST(Base64, AgreesWithRfc4648) {
    const std::array<std::array<std::string_view, 4>, 7> rows{{{"", "", "", ""},
                                                               {"f", "Zg==", "Zg", "Zg"},
                                                               {"fo", "Zm8=", "Zm8", "Zm8"},
                                                               {"foo", "Zm9v", "Zm9v", "Zm9v"},
                                                               {"foob", "Zm9vYg==", "Zm9vYg", "Zm9vYg"},
                                                               {"fooba", "Zm9vYmE=", "Zm9vYmE", "Zm9vYmE"},
                                                               {"\xfb\xff\xbf", "+/+/", "+/+/", "-_-_"}}};
    constexpr std::array forms{Base64Form::padded, Base64Form::unpadded, Base64Form::url};
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < forms.size(); ++i) {
            EXPECT_EQ(to_base64(as_bytes(row[0]), forms[i]), row[i + 1]);
            const auto back = from_base64(row[i + 1], forms[i]);
            ASSERT_TRUE(back);
            EXPECT_TRUE(std::ranges::equal(*back, as_bytes(row[0])));
        }
    }
}

TEST(Base64, EveryOtherTextOfTheSameBytesIsRefused) {
    EXPECT_EQ(from_base64("Zh==", Base64Form::padded).error(), Base64Error::not_canonical);
    EXPECT_EQ(from_base64("Zm9=", Base64Form::padded).error(), Base64Error::not_canonical);
    EXPECT_EQ(from_base64("Zg", Base64Form::padded).error(), Base64Error::wrong_length);
    EXPECT_EQ(from_base64("Zg==", Base64Form::unpadded).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("Zg=", Base64Form::unpadded).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("Z", Base64Form::unpadded).error(), Base64Error::wrong_length);
    EXPECT_EQ(from_base64("Z===", Base64Form::padded).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("====", Base64Form::padded).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("Zg==Zg==", Base64Form::padded).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("Zm 9", Base64Form::unpadded).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("+/+/", Base64Form::url).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("-_-_", Base64Form::unpadded).error(), Base64Error::not_base64);
    EXPECT_EQ(from_base64("Zm\xff"
                          "8",
                          Base64Form::unpadded)
                  .error(),
              Base64Error::not_base64);
    std::array<std::byte, 2> two{};
    EXPECT_EQ(from_base64("Zm9v", Base64Form::url, two).error(), Base64Error::wrong_length);
}

TEST(Bech32, Bip173sValidTextsOfWholeBytesSurviveTheRoundTrip) {
    for (const std::string_view valid :
         {"A12UEL5L", "a12uel5l", "?1ezyfcl",
          "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs"}) {
        const auto read = from_bech32(valid);
        ASSERT_TRUE(read) << valid;
        EXPECT_TRUE(read->data.empty());
        std::string lower(valid);
        for (char& c : lower) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c | 0x20) : c;
        EXPECT_EQ(to_bech32(read->prefix, read->data), lower);
    }
}

TEST(Bech32, Bip173sInvalidTextsAreRefused) {
    EXPECT_EQ(from_bech32("\x20"
                          "1nwldj5")
                  .error(),
              Bech32Error::bad_character);
    EXPECT_EQ(from_bech32("\x7f"
                          "1axkwrx")
                  .error(),
              Bech32Error::bad_character);
    EXPECT_EQ(from_bech32("\x80"
                          "1eym55h")
                  .error(),
              Bech32Error::bad_character);
    EXPECT_EQ(from_bech32("pzry9x0s0muk").error(), Bech32Error::no_separator);
    EXPECT_EQ(from_bech32("1pzry9x0s0muk").error(), Bech32Error::no_separator);
    EXPECT_EQ(from_bech32("x1b4n0q5v").error(), Bech32Error::bad_character);
    EXPECT_EQ(from_bech32("li1dgmt3").error(), Bech32Error::wrong_length);
    EXPECT_EQ(from_bech32("de1lg7wt\xff").error(), Bech32Error::bad_character);
    EXPECT_EQ(from_bech32("A1G7SGD8").error(), Bech32Error::bad_checksum);
    EXPECT_EQ(from_bech32("a12uel5L").error(), Bech32Error::mixed_case);
    EXPECT_EQ(from_bech32("").error(), Bech32Error::no_separator);
    EXPECT_EQ(from_bech32(std::string(5000, 'q')).error(), Bech32Error::wrong_length);
}

TEST(Bech32, EverySingleWrongCharacterOfAKeyIsCaught) {
    const AgeIdentity identity(Secret<32>(sha256("a key").bytes));
    const std::string line(identity.to_text().view());
    constexpr std::string_view letters = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    for (std::size_t i = line.rfind('1') + 1; i < line.size(); ++i) {
        for (const char c : letters) {
            if (c == line[i]) continue;
            std::string wrong = line;
            wrong[i] = c;
            EXPECT_EQ(age_identity_from_text(wrong).error(), AgeKeyError::bad_checksum);
        }
    }
}

TEST(AgeKeys, OneKindIsNotTakenForTheOther) {
    const AgeIdentity identity(Secret<32>(sha256("a key").bytes));
    EXPECT_EQ(age_identity_from_text(to_text(identity.recipient())).error(), AgeKeyError::unknown_kind);
    EXPECT_EQ(age_recipient_from_text(identity.to_text().view()).error(), AgeKeyError::unknown_kind);
    EXPECT_EQ(age_recipient_from_text(to_bech32("age", std::array<std::byte, 31>{})).error(), AgeKeyError::malformed);
    EXPECT_EQ(age_recipient_from_text("A12UEL5L").error(), AgeKeyError::malformed);
    EXPECT_EQ(age_recipient_from_text("?1ezyfcl").error(), AgeKeyError::malformed);
    EXPECT_EQ(*age_recipient_from_text(to_text(identity.recipient())), identity.recipient());
}

TEST(Secret, CannotBeCopiedAndMovingLeavesZeros) {
    static_assert(!std::is_copy_constructible_v<Secret<32>> && !std::is_copy_assignable_v<Secret<32>>);
    static_assert(!std::is_copy_constructible_v<SecretText> && !std::is_copy_assignable_v<SecretText>);
    static_assert(!std::is_copy_constructible_v<AgeIdentity>);
    Secret<32> a(sha256("secret").bytes);
    const Secret<32> kept = a.clone();
    const Secret<32> b = std::move(a);
    EXPECT_EQ(b, kept);
    EXPECT_EQ(
        a, Secret<32>{});  // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move): what is left is the point
}

TEST(Secret, IsWipedWhereItLivedWhenItGoes) {
    alignas(Secret<32>) std::array<std::byte, sizeof(Secret<32>)> memory{};
    auto* const secret = new (memory.data()) Secret<32>(sha256("secret").bytes);
    EXPECT_NE(to_hex(std::span<const std::byte>(memory)), std::string(64, '0'));
    secret->~Secret();
    EXPECT_EQ(to_hex(std::span<const std::byte>(memory)), std::string(64, '0'));
}

TEST(Secret, TextIsWipedInItsWholeCapacity) {
    std::string text(200, 's');
    const char* const where = text.data();
    text.resize(100);
    wipe(text);
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(text.data(), where);
    text.resize(150);  // within the capacity: what was there shows, were it not for the zeros that resize writes
    EXPECT_EQ(text.find('s'), std::string::npos);
    std::string shorter = "twelve words";
    const SecretText secret(std::move(shorter));
    EXPECT_EQ(secret.view(), "twelve words");
    EXPECT_EQ(std::string_view(shorter), "");  // NOLINT(bugprone-use-after-move): what is left is the point
}

TEST(ConstantTimeEqual, ComparesLengthAndContent) {
    EXPECT_TRUE(constant_time_equal(as_bytes("same"), as_bytes("same")));
    EXPECT_FALSE(constant_time_equal(as_bytes("same"), as_bytes("sama")));
    EXPECT_FALSE(constant_time_equal(as_bytes("same"), as_bytes("sam")));
    EXPECT_TRUE(constant_time_equal(sha256("x"), sha256("x")));
    EXPECT_FALSE(constant_time_equal(sha256("x"), sha256("y")));
}

}  // namespace
}  // namespace holdfast::sealing
