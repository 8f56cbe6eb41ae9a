// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/digest.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "holdfast/core/hex.hpp"

namespace holdfast::sealing {
namespace {

TEST(Digest, TheExamplesOfFips180Hold) {
    Sha256 short_digest;
    short_digest.update(as_bytes("abc"));
    EXPECT_EQ(to_hex(short_digest.finish()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha512 long_digest;
    long_digest.update(as_bytes("abc"));
    EXPECT_EQ(to_hex(long_digest.finish().bytes),
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(Digest, AfterFinishItBeginsAnew) {
    Sha256 digest;
    digest.update(as_bytes("abc"));
    (void)digest.finish();
    EXPECT_EQ(digest.finish(), sha256(std::string_view()));
    Sha512 other;
    other.update(as_bytes("abc"));
    const Digest512 first = other.finish();
    other.update(as_bytes("abc"));
    EXPECT_EQ(other.finish(), first);
}

TEST(Digest, HoweverTextIsCutIntoPiecesTheDigestIsTheSame) {
    std::vector<std::byte> text(300);
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<std::byte>(i * 31);
    const std::span<const std::byte> whole(text);
    Sha512 at_once;
    at_once.update(whole);
    const Digest512 expected = at_once.finish();
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 digest;
        digest.update(whole.first(cut));
        digest.update(whole.subspan(cut));
        EXPECT_EQ(digest.finish(), sha256(whole));
        Sha512 other;
        other.update(whole.first(cut));
        other.update(whole.subspan(cut));
        EXPECT_EQ(other.finish(), expected);
    }
}

}  // namespace
}  // namespace holdfast::sealing
