// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/kept_part.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "holdfast/core/hex.hpp"
#include "plain_bytes.hpp"

namespace holdfast::sealing {
namespace {

using Id = std::array<std::byte, kept_id_bytes>;
Id id_of(std::byte value) {
    Id id;
    id.fill(value);
    return id;
}

TEST(KeptPart, WhatWasSealedOpensWithItsKeyAlone) {
    const auto key = key_of(std::byte{1});
    const Id id = id_of(std::byte{7});
    const KeptPlace place{.id = id, .number = 3};
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{70'000}, max_kept_part_bytes}) {
        const std::string text(size, 'x');
        const auto sealed = seal_kept_part(bytes_of(text), key, place);
        ASSERT_TRUE(sealed);
        EXPECT_EQ(sealed->size(), size + kept_tag_bytes);
        const auto opened = open_kept_part(*sealed, key, place);
        ASSERT_TRUE(opened);
        EXPECT_TRUE(std::ranges::equal(*opened, bytes_of(text))) << size;
        EXPECT_EQ(open_kept_part(*sealed, key_of(std::byte{2}), place).error(), KeptError::not_ours);
    }
}

TEST(KeptPart, OpensInItsOwnPlaceAlone) {
    const auto key = key_of(std::byte{1});
    const Id id = id_of(std::byte{7});
    const Id other = id_of(std::byte{8});
    const auto sealed = seal_kept_part(bytes_of("words"), key, {.id = id, .number = 3}).value();
    const std::array<KeptPlace, 5> places{{{.kind = KeptKind::state, .id = id, .number = 3},
                                           {.id = other, .number = 3},
                                           {.id = id, .number = 4},
                                           {.id = id, .number = 3 + (1U << 24U)},
                                           {.id = id, .number = 3, .is_last = true}}};
    for (const KeptPlace& place : places)
        EXPECT_EQ(open_kept_part(sealed, key, place).error(), KeptError::not_ours) << place.number;
}

TEST(KeptPart, AnyChangedByteAndAnyCutIsNoticed) {
    const auto key = key_of(std::byte{1});
    const Id id = id_of(std::byte{7});
    const KeptPlace place{.id = id, .is_last = true};
    const auto sealed = seal_kept_part(bytes_of("words of mine"), key, place).value();
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= std::byte{1};
        EXPECT_EQ(open_kept_part(changed, key, place).error(), KeptError::not_ours) << i;
        const auto cut = open_kept_part(std::span(sealed).first(i), key, place);
        EXPECT_EQ(cut.error(), i < kept_tag_bytes ? KeptError::malformed : KeptError::not_ours) << i;
    }
}

TEST(KeptPart, WhatIsTooLongIsRefused) {
    const auto key = key_of(std::byte{1});
    const Id id = id_of(std::byte{7});
    const std::vector<std::byte> longer(max_kept_part_bytes + 1);
    EXPECT_EQ(seal_kept_part(longer, key, {.id = id}).error(), KeptError::too_long);
    const std::vector<std::byte> sealed(max_kept_part_bytes + kept_tag_bytes + 1);
    EXPECT_EQ(open_kept_part(sealed, key, {.id = id}).error(), KeptError::too_long);
}

// Made by libsodium's crypto_aead_chacha20poly1305_ietf_encrypt through Python's ctypes and its own HMAC, from the
// layout alone: key 32 bytes of 1, id 32 bytes of 7, text "{}"; part 258, the last, of a file; part 0 of a state.
TEST(KeptPart, IsTheLayoutThatIsWrittenDown) {
    const auto key = key_of(std::byte{1});
    const Id id = id_of(std::byte{7});
    const auto file = seal_kept_part(bytes_of("{}"), key, {.id = id, .number = 258, .is_last = true}).value();
    EXPECT_EQ(to_hex(file), "00797bb945d98fdea88c72ef7a8dc8c29db7");
    const auto state = seal_kept_part(bytes_of("{}"), key, {.kind = KeptKind::state, .id = id}).value();
    EXPECT_EQ(to_hex(state), "9745ab19890f73864c2ab08b82640f6451d3");
}

}  // namespace
}  // namespace holdfast::sealing
