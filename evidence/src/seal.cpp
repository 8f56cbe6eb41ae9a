// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/seal.hpp"

#include <algorithm>

#include "holdfast/sealing/digest.hpp"
#include "pack_texts.hpp"

namespace holdfast::evidence {
namespace {

// SEQUENCE { version 1, SEQUENCE { SEQUENCE { sha256, NULL }, OCTET STRING (32) }, INTEGER (8), BOOLEAN true } (X.690).
constexpr std::array<unsigned char, 24> before_digest = {0x30, 0x43, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30,
                                                         0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65,
                                                         0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
constexpr std::array<unsigned char, 2> before_nonce = {0x02, 0x08};
constexpr std::array<unsigned char, 3> wants_certificate = {0x01, 0x01, 0xFF};

// Upper hexadecimal of the id, last byte first: how minisign shows it.
std::string shown_id(const std::array<std::byte, 8>& id) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (std::size_t i = id.size(); i-- > 0;) {
        text += digits[std::to_integer<unsigned>(id[i]) >> 4U];
        text += digits[std::to_integer<unsigned>(id[i]) & 0xFU];
    }
    return text;
}

}  // namespace

SealFiles sign_seal(const sealing::Secret<32>& seed, std::string_view tag_manifest, std::string trusted_comment) {
    const auto id = seal_key_id(sealing::minisign_key(seed, {}).key);
    const auto signature = sealing::sign_minisign(seed, id, sealing::as_bytes(tag_manifest),
                                                  std::string(signature_comment), std::move(trusted_comment));
    return {.signature = to_text(signature), .key = key_file(sealing::minisign_key(seed, id))};
}

std::array<std::byte, 8> seal_key_id(const std::array<std::byte, 32>& public_key) noexcept {
    const Digest256 digest = sealing::sha256(std::span<const std::byte>(public_key));
    std::array<std::byte, 8> id{};
    std::copy_n(digest.bytes.begin(), id.size(), id.begin());
    return id;
}

std::string key_file(const sealing::MinisignKey& key) {
    return "untrusted comment: minisign public key " + shown_id(key.id) + "\n" + to_text(key) + "\n";
}

Digest256 seal_digest(std::string_view signature_file) noexcept {
    return sealing::sha256(signature_file);
}

std::array<std::byte, 69> time_stamp_request(const Digest256& digest, const std::array<std::byte, 8>& nonce) noexcept {
    std::array<std::byte, 69> request{};
    auto out = request.begin();
    const auto put = [&out](const auto& bytes) {
        out = std::ranges::transform(bytes, out, [](auto byte) { return static_cast<std::byte>(byte); }).out;
    };
    // An INTEGER is positive when its top bit is clear, and canonical when its first byte is not zero.
    std::array<std::byte, 8> number = nonce;
    number[0] &= std::byte{0x7F};
    if (number[0] == std::byte{0}) number[0] = std::byte{1};
    put(before_digest);
    put(digest.bytes);
    put(before_nonce);
    put(number);
    put(wants_certificate);
    return request;
}

bool time_stamp_names(std::span<const std::byte> reply, const Digest256& digest) noexcept {
    std::array<std::byte, 34> imprint{std::byte{0x04}, std::byte{0x20}};
    std::ranges::copy(digest.bytes, imprint.begin() + 2);
    return !std::ranges::search(reply, imprint).empty();
}

}  // namespace holdfast::evidence
