// SPDX-License-Identifier: Apache-2.0
// Every file of the community's age vectors (vectors/age, C2SP/CCTV) gives the result that its header names.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "holdfast/core/hex.hpp"
#include "holdfast/sealing/age_armor.hpp"
#include "holdfast/sealing/age_chunks.hpp"
#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {

struct Vector {
    std::string expect;
    std::string payload;  // SHA-256 of the plaintext that may be released
    std::vector<std::string> identities;
    std::vector<std::string> passphrases;
    bool armored = false;
    std::string file;
};

std::string inflated(const std::string& packed) {
    z_stream stream{};
    EXPECT_EQ(inflateInit(&stream), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string plain;
    std::vector<char> piece(1U << 16U);
    int status = Z_OK;
    while (status == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        status = inflate(&stream, Z_NO_FLUSH);
        plain.append(piece.data(), piece.size() - stream.avail_out);
    }
    EXPECT_EQ(status, Z_STREAM_END);
    inflateEnd(&stream);
    return plain;
}

Vector read_vector(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(in)), {});
    const std::size_t end = all.find("\n\n");
    EXPECT_NE(end, std::string::npos) << path;
    Vector vector;
    vector.file = all.substr(end + 2);
    std::string head = all.substr(0, end + 1);
    while (!head.empty()) {
        const std::string line = head.substr(0, head.find('\n'));
        head.erase(0, line.size() + 1);
        const std::string name = line.substr(0, line.find(": "));
        const std::string value = line.substr(name.size() + 2);
        if (name == "expect") vector.expect = value;
        if (name == "payload") vector.payload = value;
        if (name == "identity") vector.identities.push_back(value);
        if (name == "passphrase") vector.passphrases.push_back(value);
        if (name == "armored") vector.armored = true;
        if (name == "compressed") vector.file = inflated(vector.file);
    }
    return vector;
}

std::string group_of(AgeError error) {
    switch (error) {
        case AgeError::armor_failure:
            return "armor failure";
        case AgeError::header_failure:
        case AgeError::header_too_long:
        case AgeError::work_factor_too_high:
            return "header failure";
        case AgeError::no_match:
            return "no match";
        case AgeError::hmac_failure:
            return "HMAC failure";
        case AgeError::payload_failure:
            return "payload failure";
        default:
            return "unexpected error";
    }
}

struct Outcome {
    std::string result;
    std::string payload;
};

// Armor and decryption in pieces of `piece` bytes.
Outcome open_in_pieces(const Vector& vector, AgeDecryptor decryptor, std::size_t piece) {
    std::vector<std::byte> plain;
    std::optional<AgeError> error;
    const auto note = [&error](const std::expected<void, AgeError>& done) {
        if (!done && !error) error = done.error();
    };
    std::vector<std::byte> binary;
    const auto text = as_bytes(vector.file);
    if (vector.armored) {
        ArmorReader reader;
        for (std::size_t at = 0; at < text.size(); at += piece) {
            note(reader.push(text.subspan(at, std::min(piece, text.size() - at)), binary));
        }
        note(reader.finish(binary));
    } else {
        binary.assign(text.begin(), text.end());
    }
    const std::span<const std::byte> bytes(binary);
    for (std::size_t at = 0; at < bytes.size() && !error; at += piece) {
        note(decryptor.push(bytes.subspan(at, std::min(piece, bytes.size() - at)), plain));
    }
    if (!error) note(decryptor.finish(plain));
    return {error ? group_of(*error) : "success", to_hex(sha256(plain))};
}

// The last chunk first, then all from the front: as somebody reads who wants the end of the file first.
Outcome open_at_any_place(const Vector& vector, const std::vector<AgeIdentity>& identities) {
    const auto bytes = as_bytes(vector.file);
    std::vector<std::byte> plain;
    const auto front = bytes.first(std::min(bytes.size(), age_front_bytes));
    const auto chunks = AgeChunks::open(front, bytes.size(), identities);
    if (!chunks) return {group_of(chunks.error()), to_hex(sha256(plain))};
    const auto read = [&](std::uint64_t index) {
        const auto place = chunks->place(index);
        return chunks->read(index, bytes.subspan(static_cast<std::size_t>(place.offset), place.bytes), plain);
    };
    if (!read(chunks->count() - 1)) return {"payload failure", to_hex(sha256(std::string_view()))};
    plain.clear();
    for (std::uint64_t index = 0; index < chunks->count(); ++index)
        if (!read(index)) return {"payload failure", to_hex(sha256(plain))};
    EXPECT_EQ(plain.size(), chunks->plain_bytes());
    return {"success", to_hex(sha256(plain))};
}

class AgeVectors : public testing::TestWithParam<std::string> {};

TEST_P(AgeVectors, GiveTheResultTheyName) {
    const Vector vector = read_vector(std::filesystem::path(HOLDFAST_VECTORS) / "age/testdata" / GetParam());
    std::vector<AgeIdentity> identities;
    bool hybrid = false;
    for (const std::string& text : vector.identities) {
        auto identity = age_identity_from_text(text);
        if (identity) {
            identities.push_back(std::move(*identity));
        } else {
            // The only keys that may be refused are the post-quantum ones, and as what they are.
            ASSERT_TRUE(text.starts_with("AGE-SECRET-KEY-PQ-1"));
            ASSERT_EQ(identity.error(), AgeKeyError::unknown_kind);
            hybrid = true;
        }
    }
    if (!vector.armored && vector.passphrases.empty() && !hybrid) {
        const Outcome outcome = open_at_any_place(vector, identities);
        EXPECT_EQ(outcome.result, vector.expect);
        if (outcome.result == "success") {
            EXPECT_EQ(outcome.payload, vector.payload);
        }
    }
    for (const std::size_t piece : {std::size_t{1} << 24U, std::size_t{4099}, std::size_t{1}}) {
        if (piece == 1 && vector.file.size() > 300'000) continue;
        const auto decryptor = [&] {
            return vector.passphrases.empty() ? AgeDecryptor::with_identities(identities)
                                              : AgeDecryptor::with_passphrase(vector.passphrases.front());
        };
        const Outcome outcome = open_in_pieces(vector, decryptor(), piece);
        if (hybrid && identities.empty()) {
            // Without the post-quantum key the file stays shut: never opened, never a payload.
            EXPECT_TRUE(outcome.result == "no match" ||
                        (outcome.result == "header failure" && outcome.result == vector.expect))
                << outcome.result;
            continue;
        }
        EXPECT_EQ(outcome.result, vector.expect);
        if (!vector.payload.empty()) {
            EXPECT_EQ(outcome.payload, vector.payload);
        }
        if (outcome.result != "success" && outcome.result != "payload failure") {
            EXPECT_EQ(outcome.payload, to_hex(sha256("")));
        }
    }
}

std::vector<std::string> vector_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(HOLDFAST_VECTORS "/age/testdata")) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Cctv, AgeVectors, testing::ValuesIn(vector_names()),
                         [](const auto& vector) { return vector.param; });

TEST(AgeVectorFolder, HoldsAll143Files) {
    EXPECT_EQ(vector_names().size(), 143U);
}

}  // namespace
}  // namespace holdfast::sealing
