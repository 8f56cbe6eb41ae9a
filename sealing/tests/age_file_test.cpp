// SPDX-License-Identifier: Apache-2.0
// Writing age files; reading is held by age_vectors_test.
#include "holdfast/sealing/age_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "holdfast/sealing/age_armor.hpp"
#include "holdfast/sealing/age_chunks.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {

std::vector<std::byte> stretched(std::string_view label, std::size_t size) {
    std::vector<std::byte> bytes(size);
    for (std::size_t at = 0; at < size; at += 8160) {
        hkdf_sha256(as_bytes(label), {}, std::to_string(at),
                    std::span(bytes).subspan(at, std::min<std::size_t>(8160, size - at)));
    }
    return bytes;
}

AgeIdentity identity_of(std::string_view label) {
    return AgeIdentity(Secret<32>(sha256(label).bytes));
}

std::vector<std::byte> encrypted(std::span<const AgeRecipient> to, std::span<const std::byte> plain,
                                 std::size_t piece) {
    auto encryptor = AgeEncryptor::to_recipients(to, stretched("random", AgeEncryptor::random_bytes(to.size())));
    EXPECT_TRUE(encryptor);
    std::vector<std::byte> file;
    for (std::size_t at = 0; at < plain.size(); at += piece) {
        encryptor->push(plain.subspan(at, std::min(piece, plain.size() - at)), file);
    }
    encryptor->finish(file);
    return file;
}

std::expected<std::vector<std::byte>, AgeError> decrypted(const AgeIdentity& identity, std::span<const std::byte> file,
                                                          std::size_t piece) {
    auto decryptor = AgeDecryptor::with_identities({&identity, 1});
    std::vector<std::byte> plain;
    for (std::size_t at = 0; at < file.size(); at += piece) {
        if (auto done = decryptor.push(file.subspan(at, std::min(piece, file.size() - at)), plain); !done) {
            return std::unexpected(done.error());
        }
    }
    if (auto done = decryptor.finish(plain); !done) return std::unexpected(done.error());
    return plain;
}

TEST(AgeFile, EverySizeAroundTheChunkBoundariesSurvivesInPiecesOfAnySize) {
    const AgeIdentity identity = identity_of("me");
    const std::array to{identity.recipient()};
    for (const std::size_t size :
         {0UL, 1UL, 47UL, 48UL, 65535UL, 65536UL, 65537UL, 131071UL, 131072UL, 131073UL, 300000UL}) {
        const auto plain = stretched("plain", size);
        const auto whole = encrypted(to, plain, 1U << 20U);
        for (const std::size_t piece : {1000UL, 65536UL, 65552UL}) {
            EXPECT_EQ(encrypted(to, plain, piece), whole) << size;
            const auto back = decrypted(identity, whole, piece);
            ASSERT_TRUE(back) << size;
            EXPECT_EQ(*back, plain) << size;
        }
    }
}

TEST(AgeFile, EachOfSeveralRecipientsOpensItAndNobodyElse) {
    std::vector<AgeIdentity> identities;
    std::vector<AgeRecipient> to;
    for (const std::string_view name : {"me", "helpline", "police"}) {
        identities.push_back(identity_of(name));
        to.push_back(identities.back().recipient());
    }
    const auto plain = stretched("plain", 1000);
    const auto file = encrypted(to, plain, 100);
    for (const auto& identity : identities) EXPECT_EQ(*decrypted(identity, file, 77), plain);
    EXPECT_EQ(decrypted(identity_of("somebody"), file, 77).error(), AgeError::no_match);
}

TEST(AgeFile, EveryAlteredByteIsNoticed) {
    const AgeIdentity identity = identity_of("me");
    const std::array to{identity.recipient()};
    const auto plain = stretched("plain", 40);
    const auto file = encrypted(to, plain, 100);
    for (std::size_t at = 0; at < file.size(); ++at) {
        auto altered = file;
        altered[at] ^= std::byte{1};
        EXPECT_FALSE(decrypted(identity, altered, 50)) << at;
    }
    for (std::size_t size = 0; size < file.size(); ++size) {
        EXPECT_FALSE(decrypted(identity, std::span(file).first(size), 50)) << size;
    }
}

TEST(AgeFile, WritingNeedsRecipientsAndExactlyTheRandomBytesAskedFor) {
    const std::array to{identity_of("me").recipient()};
    EXPECT_EQ(AgeEncryptor::to_recipients({}, std::vector<std::byte>(32)).error(), AgeError::no_recipients);
    EXPECT_EQ(AgeEncryptor::to_recipients(to, std::vector<std::byte>(63)).error(), AgeError::wrong_random_length);
    EXPECT_EQ(AgeEncryptor::with_passphrase("p", 5, std::vector<std::byte>(47)).error(), AgeError::wrong_random_length);
    const std::array low_order{AgeRecipient{}};
    EXPECT_EQ(AgeEncryptor::to_recipients(low_order, std::vector<std::byte>(64, std::byte{1})).error(),
              AgeError::bad_recipient);
}

TEST(AgeFile, AnErrorStays) {
    auto decryptor = AgeDecryptor::with_identities({});
    std::vector<std::byte> plain;
    EXPECT_EQ(decryptor.push(as_bytes("age-encryption.org/v2\n"), plain).error(), AgeError::header_failure);
    EXPECT_EQ(decryptor.push({}, plain).error(), AgeError::header_failure);
    EXPECT_EQ(decryptor.finish(plain).error(), AgeError::header_failure);
}

TEST(AgeFile, AHeaderWithoutEndIsRefusedAtTheLimit) {
    auto decryptor = AgeDecryptor::with_identities({});
    std::vector<std::byte> plain;
    ASSERT_TRUE(decryptor.push(as_bytes("age-encryption.org/v1\n-> X25519 "), plain));
    const std::string more(10'000, 'A');
    std::expected<void, AgeError> done;
    std::size_t pushed = 0;
    while (done && pushed < 2 * max_age_header_bytes) {
        done = decryptor.push(as_bytes(more), plain);
        pushed += more.size();
    }
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error(), AgeError::header_too_long);
    EXPECT_LE(pushed, max_age_header_bytes + more.size());
}

TEST(Armor, EverySizeSurvivesAndAnythingAfterTheEndIsRefused) {
    for (std::size_t size = 0; size < 200; ++size) {
        const auto bytes = stretched("armor", size);
        const std::string text = to_armor(bytes);
        EXPECT_TRUE(looks_armored(as_bytes(" \r\n" + text)));
        EXPECT_EQ(*from_armor(text), bytes);
        EXPECT_EQ(from_armor(text + "x").error(), AgeError::armor_failure);
        std::string in_pieces;
        ArmorWriter writer;
        for (const std::byte& b : bytes) writer.push({&b, 1}, in_pieces);
        writer.finish(in_pieces);
        EXPECT_EQ(in_pieces, text);
    }
    EXPECT_FALSE(looks_armored(as_bytes("age-encryption.org/v1\n")));
    EXPECT_FALSE(looks_armored({}));
}

struct ChunkFile {
    std::vector<std::byte> plain = stretched("plain", 3 * age_chunk_bytes + 1234);
    AgeIdentity identity = identity_of("reader");
    std::vector<std::byte> file = encrypted(std::vector{identity.recipient()}, plain, 100'000);

    [[nodiscard]] std::expected<AgeChunks, AgeError> open() const {
        return AgeChunks::open(std::span(file).first(std::min(file.size(), age_front_bytes)), file.size(),
                               {&identity, 1});
    }
    [[nodiscard]] std::expected<std::vector<std::byte>, AgeError> read(const AgeChunks& from,
                                                                       std::uint64_t index) const {
        const auto place = from.place(index);
        std::vector<std::byte> out;
        const auto done = from.read(index, std::span(file).subspan(place.offset, place.bytes), out);
        if (!done) return std::unexpected(done.error());
        return out;
    }
};

TEST(AgeChunks, AreReadInAnyOrder) {
    const ChunkFile made;
    const auto chunks = made.open();
    ASSERT_TRUE(chunks);
    EXPECT_EQ(chunks->plain_bytes(), made.plain.size());
    ASSERT_EQ(chunks->count(), 4U);
    for (const std::uint64_t index : {3U, 0U, 2U, 1U, 3U}) {
        const auto part = made.read(*chunks, index);
        ASSERT_TRUE(part) << index;
        EXPECT_TRUE(std::ranges::equal(*part, std::span(made.plain).subspan(index * age_chunk_bytes, part->size())));
    }
}

TEST(AgeChunks, AreRefusedInAnothersPlaceAndWhereChanged) {
    ChunkFile made;
    const auto chunks = made.open();
    ASSERT_TRUE(chunks);
    const auto second = chunks->place(1);
    std::vector<std::byte> out;
    EXPECT_FALSE(chunks->read(0, std::span(made.file).subspan(second.offset, second.bytes), out));
    EXPECT_FALSE(chunks->read(4, {}, out));
    made.file[second.offset + 5] ^= std::byte{1};
    EXPECT_FALSE(made.read(*chunks, 1));
    EXPECT_TRUE(made.read(*chunks, 0));
    EXPECT_TRUE(out.empty());
}

TEST(AgeChunks, OfAFileThatLostItsEndAreReadAsFarAsTheyAreWhole) {
    for (const std::size_t lost : {1U, 1'234U, 1'250U, 1'251U, 70'000U, 190'000U}) {
        ChunkFile made;
        made.file.resize(made.file.size() - lost);
        auto chunks = made.open();
        ASSERT_TRUE(chunks);
        EXPECT_FALSE(made.read(*chunks, chunks->count() - 1)) << lost;
        chunks->lose_last();
        if (lost == 70'000U) chunks->lose_last();
        std::vector<std::byte> all;
        for (std::uint64_t index = 0; index < chunks->count(); ++index) {
            const auto part = made.read(*chunks, index);
            ASSERT_TRUE(part) << lost;
            all.insert(all.end(), part->begin(), part->end());
        }
        EXPECT_EQ(all.size(), chunks->plain_bytes());
        EXPECT_EQ(all.size(), chunks->count() * age_chunk_bytes);
        EXPECT_TRUE(std::ranges::equal(all, std::span(made.plain).first(all.size())));
    }
}

}  // namespace
}  // namespace holdfast::sealing
