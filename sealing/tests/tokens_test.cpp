// SPDX-License-Identifier: Apache-2.0
// Tokens, case numbers, challenges, item numbers and sealed messages beyond the golden vectors.
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <bit>
#include <set>
#include <string>

#include "holdfast/sealing/access_token.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/sealing/challenge.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/item_number.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/sealing/proof_of_work.hpp"

namespace holdfast::sealing {
namespace {

template <std::size_t N>
std::array<std::byte, N> bytes_of(std::string_view label) {
    std::array<std::byte, N> out{};
    hkdf_sha256(as_bytes(label), {}, "test", out);
    return out;
}

TEST(Token, HasOneTextAndNoOther) {
    const Secret<32> key(bytes_of<32>("key"));
    const std::string text(to_token(key).view());
    EXPECT_EQ(text.size(), 43U);
    EXPECT_EQ(*key_from_token(text), key);
    EXPECT_FALSE(key_from_token(text + "="));
    EXPECT_FALSE(key_from_token(text.substr(1)));
    EXPECT_FALSE(key_from_token(""));
    EXPECT_EQ(token_digest(key), sha256(key.bytes()));
}

TEST(ApiKey, HasOneTextAndNoOther) {
    const Secret<32> key(bytes_of<32>("key"));
    const std::string text(to_api_key(key).view());
    EXPECT_TRUE(text.starts_with("hfp_"));
    EXPECT_EQ(text.size(), 68U);
    EXPECT_EQ(*key_from_api_key(text), key);
    EXPECT_FALSE(key_from_api_key(text.substr(4)));
    EXPECT_FALSE(key_from_api_key("hfq_" + text.substr(4)));
    EXPECT_FALSE(key_from_api_key(text + "0"));
    EXPECT_FALSE(key_from_api_key("hfp_"));
    std::string upper = text;
    upper.back() = 'F';
    EXPECT_FALSE(key_from_api_key(upper));
}

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

TEST(CaseNumber, EverySingleWrongCharacterIsCaught) {
    const std::string text = to_text(CaseNumber{bytes_of<5>("number")});
    for (std::size_t i = 3; i < text.size(); ++i) {
        if (text[i] == '-') continue;
        for (const char c : crockford) {
            std::string wrong = text;
            wrong[i] = c;
            if (wrong != text) {
                EXPECT_EQ(case_number_from_text(wrong).error(), CaseNumberError::bad_check) << wrong;
            }
        }
    }
}

TEST(CaseNumber, EverySwapOfTwoCharactersIsCaught) {
    for (int n = 0; n < 200; ++n) {
        const std::string text = to_text(CaseNumber{bytes_of<5>(std::to_string(n))});
        for (std::size_t i = 3; i < text.size(); ++i) {
            for (std::size_t j = i + 1; j < text.size(); ++j) {
                if (text[i] == '-' || text[j] == '-' || text[i] == text[j]) continue;
                std::string wrong = text;
                std::swap(wrong[i], wrong[j]);
                EXPECT_EQ(case_number_from_text(wrong).error(), CaseNumberError::bad_check) << wrong;
            }
        }
    }
}

TEST(CaseNumber, IsReadInEveryFormThatPeopleWrite) {
    std::string text;
    int n = 0;
    while (text.find('0') == std::string::npos || text.find('1') == std::string::npos) {
        text = to_text(CaseNumber{bytes_of<5>(std::to_string(n++))});
    }
    const auto number = *case_number_from_text(text);
    std::string forgiving;
    for (const char c : text) {
        if (c == '-') continue;
        forgiving.push_back(c == '0' ? 'o' : c == '1' ? 'l' : c >= 'A' ? static_cast<char>(c | 0x20) : c);
    }
    EXPECT_EQ(case_number_from_text(forgiving), number);
    EXPECT_EQ(case_number_from_text(forgiving.substr(2)), number);
    EXPECT_EQ(case_number_from_text("  " + text + "\n"), number);
    EXPECT_EQ(
        case_number_from_text("HF\u2013" + text.substr(3, 4) + "\u2011" + text.substr(8, 4) + "\u00a0" + text.back()),
        number);
    EXPECT_EQ(case_number_from_text(text + "0").error(), CaseNumberError::wrong_length);
    EXPECT_EQ(case_number_from_text(text + text).error(), CaseNumberError::wrong_length);
    EXPECT_EQ(case_number_from_text("").error(), CaseNumberError::wrong_length);
    EXPECT_EQ(case_number_from_text("HF-U000-0000-0").error(), CaseNumberError::bad_character);
}

TEST(Challenge, IsRefusedWhenForgedAlteredOrLate) {
    const Secret<32> key(bytes_of<32>("key"));
    const Challenge challenge = make_challenge(key, bytes_of<16>("random"), {1000}, 20);
    const std::string text = to_text(challenge);
    EXPECT_EQ(text.size(), 56U);
    EXPECT_EQ(*verify_challenge(text, key, {999}), challenge);
    EXPECT_EQ(verify_challenge(text, key, {1000}).error(), ChallengeError::expired);
    EXPECT_EQ(verify_challenge(text, Secret<32>(bytes_of<32>("other")), {0}).error(), ChallengeError::forged);
    for (std::size_t i = 1; i < Challenge::size; ++i) {
        Challenge altered = challenge;
        altered.bytes[i] ^= std::byte{1};
        EXPECT_EQ(verify_challenge(to_text(altered), key, {0}).error(), ChallengeError::forged) << i;
    }
    Challenge other = challenge;
    other.bytes[0] = std::byte{2};
    EXPECT_EQ(verify_challenge(to_text(other), key, {0}).error(), ChallengeError::malformed);
    other = challenge;
    other.bytes[1] = std::byte{max_difficulty + 1};
    EXPECT_EQ(challenge_from_text(to_text(other)).error(), ChallengeError::malformed);
    EXPECT_EQ(challenge_from_text(text.substr(1)).error(), ChallengeError::malformed);
    EXPECT_EQ(make_challenge(key, bytes_of<16>("random"), {1}, 200).difficulty(), max_difficulty);
}

TEST(Proof, SolverAndCheckerAgreeOnEveryNonce) {
    const Challenge challenge = make_challenge(Secret<32>(bytes_of<32>("key")), bytes_of<16>("random"), {1000}, 6);
    const Digest256 body = sha256("body");
    int solutions = 0;
    for (std::uint64_t nonce = 0; nonce < 20'000; ++nonce) {
        const bool solves = check_proof(challenge, body, nonce);
        EXPECT_EQ(solve_proof(challenge, body, nonce, 1) == nonce, solves) << nonce;
        solutions += solves ? 1 : 0;
    }
    EXPECT_GT(solutions, 200);  // 20,000 / 64 = 312
    EXPECT_LT(solutions, 450);
}

TEST(Proof, SlicesFindWhatOneRunFinds) {
    const Challenge challenge = make_challenge(Secret<32>(bytes_of<32>("key")), bytes_of<16>("other"), {1000}, 12);
    const Digest256 body = sha256("body");
    const auto whole = solve_proof(challenge, body, 0, 1'000'000);
    ASSERT_TRUE(whole);
    for (const std::uint64_t slice : {1ULL, 3ULL, 5ULL, 1000ULL}) {
        std::optional<std::uint64_t> found;
        for (std::uint64_t start = 0; !found; start += slice) found = solve_proof(challenge, body, start, slice);
        EXPECT_EQ(found, whole);
    }
    EXPECT_EQ(solve_proof(challenge, body, 0, 0), std::nullopt);
}

TEST(ItemNumbers, AreAPermutationThatDiffersForEachPartnerAndKey) {
    const Secret<32> key(bytes_of<32>("key"));
    const ItemNumbers a(key, Id128{bytes_of<16>("partner a")});
    const ItemNumbers b(key, Id128{bytes_of<16>("partner b")});
    const ItemNumbers other(Secret<32>(bytes_of<32>("other")), Id128{bytes_of<16>("partner a")});
    std::set<Id128> seen;
    for (int i = 0; i < 20'000; ++i) {
        Id128 item;
        item.bytes[15] = static_cast<std::byte>(i & 0xff);  // neighbours: what a weak permutation would leave alike
        item.bytes[14] = static_cast<std::byte>(i >> 8);
        const Id128 number = a.number_of(item);
        EXPECT_EQ(a.item_of(number), item);
        EXPECT_TRUE(seen.insert(number).second);
        EXPECT_NE(number, b.number_of(item));
        EXPECT_NE(number, other.number_of(item));
        EXPECT_NE(b.item_of(number), item);
    }
}

TEST(ItemNumbers, OneBitOfTheItemChangesHalfOfTheNumber) {
    const ItemNumbers numbers(Secret<32>(bytes_of<32>("key")), Id128{bytes_of<16>("partner")});
    const Id128 item{bytes_of<16>("item")};
    for (unsigned bit = 0; bit < 128; ++bit) {
        Id128 near = item;
        near.bytes[bit / 8] ^= std::byte{1} << (bit % 8);
        const Id128 x = numbers.number_of(item);
        const Id128 y = numbers.number_of(near);
        int changed = 0;
        for (std::size_t i = 0; i < 16; ++i) changed += std::popcount(static_cast<unsigned>(x.bytes[i] ^ y.bytes[i]));
        EXPECT_GT(changed, 32);
        EXPECT_LT(changed, 96);
    }
}

class MailboxSeal : public testing::Test {
  protected:
    const Secret<32> mailbox{bytes_of<32>("mailbox")};
    std::array<std::byte, 32> public_key{};
    void SetUp() override {
        ASSERT_GE(sodium_init(), 0);
        crypto_scalarmult_base(reinterpret_cast<unsigned char*>(public_key.data()),
                               reinterpret_cast<const unsigned char*>(mailbox.bytes().data()));
    }
};

TEST_F(MailboxSeal, LibsodiumOpensWhatWeSeal) {
    const auto sealed = seal_message(as_bytes("hello"), public_key, Secret<32>(bytes_of<32>("once")));
    ASSERT_TRUE(sealed);
    ASSERT_EQ(sealed->size(), seal_block_bytes + seal_overhead_bytes);
    std::array<unsigned char, seal_block_bytes> plain{};
    ASSERT_EQ(crypto_box_seal_open(plain.data(), reinterpret_cast<const unsigned char*>(sealed->data()), sealed->size(),
                                   reinterpret_cast<const unsigned char*>(public_key.data()),
                                   reinterpret_cast<const unsigned char*>(mailbox.bytes().data())),
              0);
    EXPECT_EQ(std::string(plain.begin(), plain.begin() + 5), "hello");
    EXPECT_EQ(plain[5], 0x80);
    EXPECT_TRUE(std::ranges::all_of(std::span(plain).subspan(6), [](unsigned char c) { return c == 0; }));
}

TEST_F(MailboxSeal, WeOpenWhatLibsodiumSealsAndRefuseItsPaddingWhenWrong) {
    const auto sealed_by_libsodium = [this](std::span<const unsigned char> plain) {
        std::vector<std::byte> sealed(plain.size() + seal_overhead_bytes);
        EXPECT_EQ(crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), plain.data(), plain.size(),
                                  reinterpret_cast<const unsigned char*>(public_key.data())),
                  0);
        return sealed;
    };
    std::vector<unsigned char> plain(512, 0);
    plain[300] = 0x80;
    EXPECT_EQ(open_message(sealed_by_libsodium(plain), mailbox)->size(), 300U);
    plain[300] = 0;
    EXPECT_EQ(open_message(sealed_by_libsodium(plain), mailbox).error(), SealError::malformed);  // no mark at all
    plain[200] = 0x80;
    EXPECT_EQ(open_message(sealed_by_libsodium(plain), mailbox).error(), SealError::malformed);  // a block too much
    plain[511] = 1;
    EXPECT_EQ(open_message(sealed_by_libsodium(plain), mailbox).error(), SealError::malformed);
    plain.resize(300);
    plain[299] = 0x80;
    EXPECT_EQ(open_message(sealed_by_libsodium(plain), mailbox).error(), SealError::malformed);  // not a multiple
}

TEST_F(MailboxSeal, LengthTellsOnlyTheBlockAndEveryAlterationIsNoticed) {
    const Secret<32> once(bytes_of<32>("once"));
    std::set<std::size_t> sizes;
    for (std::size_t size = 0; size < 600; ++size) {
        const std::string message(size, 'm');
        const auto sealed = seal_message(as_bytes(message), public_key, once);
        ASSERT_TRUE(sealed);
        sizes.insert(sealed->size());
        const auto opened = open_message(*sealed, mailbox);
        ASSERT_TRUE(opened);
        EXPECT_TRUE(std::ranges::equal(*opened, as_bytes(message)));
    }
    EXPECT_EQ(sizes.size(), 3U);
    const auto sealed = *seal_message(as_bytes("message"), public_key, once);
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto altered = sealed;
        altered[at] ^= std::byte{1};
        EXPECT_EQ(open_message(altered, mailbox).error(), SealError::not_for_us) << at;
    }
    EXPECT_EQ(open_message(sealed, Secret<32>(bytes_of<32>("other"))).error(), SealError::not_for_us);
    EXPECT_EQ(open_message(std::span(sealed).first(100), mailbox).error(), SealError::malformed);
    EXPECT_EQ(open_message({}, mailbox).error(), SealError::malformed);
}

TEST_F(MailboxSeal, KeysThatNothingCanBeSealedToAreRefused) {
    std::array<std::byte, 32> low_order{};
    EXPECT_FALSE(is_usable_mailbox_key(low_order));
    low_order[0] = std::byte{1};
    EXPECT_FALSE(is_usable_mailbox_key(low_order));
    EXPECT_TRUE(is_usable_mailbox_key(public_key));
    const Secret<32> once(bytes_of<32>("once"));
    EXPECT_EQ(seal_message({}, low_order, once).error(), SealError::bad_public_key);
    const std::vector<std::byte> most(65535);
    EXPECT_TRUE(seal_message(most, public_key, once));
    const std::vector<std::byte> too_much(65536);
    EXPECT_EQ(seal_message(too_much, public_key, once).error(), SealError::too_long);
}

}  // namespace
}  // namespace holdfast::sealing
