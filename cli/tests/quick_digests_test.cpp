// SPDX-License-Identifier: Apache-2.0
#include "quick_digests.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace holdfast::cli {
namespace {

std::vector<std::byte> varied(std::size_t size) {
    std::vector<std::byte> bytes(size);
    std::uint32_t state = 1;
    for (std::byte& byte : bytes) {
        state = state * 1'664'525U + 1'013'904'223U;
        byte = static_cast<std::byte>(state >> 24U);
    }
    return bytes;
}

TEST(QuickDigests, AreThoseOfThePureModuleHoweverTheFileIsCut) {
    const auto bytes = varied(1'000'003);
    const auto digester = quick_digester(Checksum::wanted);
    // Below, at and above the size from which the second thread takes its share; and mixed, on one digester.
    for (const std::size_t piece : {1'000U, 65'535U, 65'536U, 65'537U, 400'000U, 2'000'000U}) {
        std::size_t next = piece;
        for (std::size_t at = 0; at < bytes.size(); next = next == piece ? 70'000 : piece) {
            const auto part = std::span(bytes).subspan(at, std::min(next, bytes.size() - at));
            digester->update(part);
            at += part.size();
        }
        EXPECT_EQ(digester->finish(), evidence::digests_of(bytes)) << piece;
    }
    EXPECT_EQ(digester->finish(), evidence::digests_of({})) << "begun anew";
}

TEST(QuickDigests, LeaveTheChecksumOutWhereNobodyWantsIt) {
    const auto bytes = varied(200'000);
    const auto digester = quick_digester(Checksum::left_out);
    digester->update(bytes);
    const auto digests = digester->finish();
    EXPECT_EQ(digests.sha256, evidence::digests_of(bytes).sha256);
    EXPECT_EQ(digests.sha512, evidence::digests_of(bytes).sha512);
    EXPECT_EQ(digests.crc32, evidence::crc32_of_nothing);
}

}  // namespace
}  // namespace holdfast::cli
