// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/crc32.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {
namespace {

using sealing::as_bytes;

TEST(Crc32, KnownValuesHold) {
    EXPECT_EQ(crc32(crc32_of_nothing, {}), 0U);
    EXPECT_EQ(crc32(crc32_of_nothing, as_bytes("123456789")), 0xCBF43926U);  // the check value of CRC catalogues
    EXPECT_EQ(crc32(crc32_of_nothing, as_bytes("The quick brown fox jumps over the lazy dog")), 0x414FA339U);
}

TEST(Crc32, HoweverAFileIsCutIntoPiecesTheChecksumIsTheSame) {
    std::vector<std::byte> file(259);
    for (std::size_t i = 0; i < file.size(); ++i) file[i] = static_cast<std::byte>(i * i * 7 + i);
    const std::span<const std::byte> whole(file);
    for (std::size_t cut = 0; cut <= file.size(); ++cut)
        EXPECT_EQ(crc32(crc32(crc32_of_nothing, whole.first(cut)), whole.subspan(cut)), crc32(crc32_of_nothing, whole));
}

// One bit at a time, as the polynomial is written down.
std::uint32_t by_definition(std::span<const std::byte> bytes) {
    std::uint32_t c = 0xFFFFFFFFU;
    for (const std::byte byte : bytes) {
        c ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit) c = (c >> 1U) ^ ((c & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~c;
}

TEST(Crc32, EveryLengthAgreesWithTheDefinition) {
    std::vector<std::byte> file;
    for (std::size_t length = 0; length < 100; ++length) {
        EXPECT_EQ(crc32(crc32_of_nothing, file), by_definition(file)) << length;
        file.push_back(static_cast<std::byte>(length * 151 + 3));
    }
}

}  // namespace
}  // namespace holdfast::evidence
