// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/draft_seal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "holdfast/core/hex.hpp"
#include "holdfast/sealing/digest.hpp"
#include "plain_bytes.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::array<std::byte, draft_nonce_bytes> nonce{std::byte{7}};

TEST(DraftSeal, WhatWasSealedOpensWithItsKeyAlone) {
    const auto key = key_of(std::byte{1});
    for (const std::size_t size : {0U, 1U, 1022U, 1023U, 1024U, 5000U}) {
        const std::string text(size, 'x');
        const auto sealed = seal_draft(bytes_of(text), key, nonce);
        ASSERT_TRUE(sealed);
        EXPECT_EQ((sealed->size() - draft_overhead_bytes) % draft_block_bytes, 0U) << "length tells little";
        const auto opened = open_draft(*sealed, key);
        ASSERT_TRUE(opened);
        EXPECT_TRUE(std::ranges::equal(*opened, bytes_of(text))) << size;
        EXPECT_EQ(open_draft(*sealed, key_of(std::byte{2})).error(), DraftError::not_ours);
    }
}

TEST(DraftSeal, AnyChangedByteIsNoticed) {
    const auto key = key_of(std::byte{1});
    const auto sealed = seal_draft(bytes_of("{}"), key, nonce).value();
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= std::byte{1};
        EXPECT_EQ(open_draft(changed, key).error(), DraftError::not_ours) << i;
    }
}

TEST(DraftSeal, WhatIsCutOffOrTooLongIsRefused) {
    const auto key = key_of(std::byte{1});
    const auto sealed = seal_draft(bytes_of("{}"), key, nonce).value();
    for (const std::size_t size : {std::size_t{0}, draft_overhead_bytes, sealed.size() - 1})
        EXPECT_EQ(open_draft(std::span(sealed).first(size), key).error(), DraftError::malformed) << size;
    const std::string longest(max_draft_bytes - 1, 'x');
    const auto whole = seal_draft(bytes_of(longest), key, nonce);
    ASSERT_TRUE(whole);
    EXPECT_TRUE(open_draft(*whole, key));
    EXPECT_EQ(seal_draft(bytes_of(longest + 'x'), key, nonce).error(), DraftError::too_long);
    const std::vector<std::byte> longer(whole->size() + 1);
    EXPECT_EQ(open_draft(longer, key).error(), DraftError::too_long);
}

// Made by libsodium's crypto_secretbox_easy through Python's ctypes, from the layout alone: key 32 bytes of 1, nonce 7
// and 23 zeros, text "{}".
TEST(DraftSeal, IsTheLayoutThatIsWrittenDown) {
    const auto sealed = seal_draft(bytes_of("{}"), key_of(std::byte{1}), nonce).value();
    EXPECT_EQ(to_hex(sha256(sealed)), "42be4a8b1f13ed49308c8ca7be6c730f1d2570067d857be406540012be98e092");
}

}  // namespace
}  // namespace holdfast::sealing
