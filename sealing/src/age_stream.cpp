// SPDX-License-Identifier: Apache-2.0
#include "age_stream.hpp"

#include <sodium.h>

#include <algorithm>

#include "holdfast/sealing/age_file.hpp"
#include "octets.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::size_t tag_bytes = sealed_extra_bytes;
static_assert(tag_bytes == crypto_aead_chacha20poly1305_ietf_ABYTES);
using Nonce = std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

// 64 bits of counter are 2^80 bytes: no file reaches the upper three bytes of the eleven.
Nonce nonce_of(std::uint64_t counter, bool last) noexcept {
    Nonce nonce{};
    for (std::size_t i = 0; i < 8; ++i) nonce[3 + i] = static_cast<unsigned char>((counter >> (56 - 8 * i)) & 0xffU);
    nonce[11] = last ? 1 : 0;
    return nonce;
}

// Moves bytes from the front of `from` to `held` until that holds `full`.
void fill(std::vector<std::byte>& held, std::size_t full, std::span<const std::byte>& from) {
    const auto piece = from.first(std::min(full - held.size(), from.size()));
    held.insert(held.end(), piece.begin(), piece.end());
    from = from.subspan(piece.size());
}

}  // namespace

void StreamSealer::seal(std::span<const std::byte> chunk, bool last, std::vector<std::byte>& out) {
    const std::size_t at = out.size();
    out.resize(at + chunk.size() + tag_bytes);
    crypto_aead_chacha20poly1305_ietf_encrypt(writable_octets(std::span(out).subspan(at)), nullptr, octets(chunk),
                                              chunk.size(), nullptr, 0, nullptr, nonce_of(counter_, last).data(),
                                              octets(key_.bytes()));
    ++counter_;
}

void StreamSealer::push(std::span<const std::byte> plain, std::vector<std::byte>& out) {
    held_.reserve(age_chunk_bytes);
    while (!plain.empty()) {
        if (held_.size() == age_chunk_bytes) {
            seal(held_, false, out);
            held_.clear();
        }
        fill(held_, age_chunk_bytes, plain);
    }
}

void StreamSealer::finish(std::vector<std::byte>& out) {
    seal(held_, true, out);
    wipe(held_);
}

bool open_chunk(const Secret<32>& key, std::uint64_t counter, bool last, std::span<const std::byte> chunk,
                std::vector<std::byte>& out) {
    if (chunk.size() < tag_bytes) return false;
    const std::size_t at = out.size();
    out.resize(at + chunk.size() - tag_bytes);
    // libsodium checks the tag before it writes plaintext.
    if (crypto_aead_chacha20poly1305_ietf_decrypt(writable_octets(std::span(out).subspan(at)), nullptr, nullptr,
                                                  octets(chunk), chunk.size(), nullptr, 0,
                                                  nonce_of(counter, last).data(), octets(key.bytes())) != 0) {
        out.resize(at);
        return false;
    }
    return true;
}

bool StreamOpener::open(std::span<const std::byte> chunk, bool last, std::vector<std::byte>& out) {
    if (!open_chunk(key_, counter_, last, chunk, out)) return false;
    ++counter_;
    return true;
}

std::expected<void, AgeError> StreamOpener::push(std::span<const std::byte> cipher, std::vector<std::byte>& out) {
    held_.reserve(sealed_chunk_bytes);
    while (!cipher.empty()) {
        if (held_.size() == sealed_chunk_bytes) {
            if (!open(held_, false, out)) {
                // A full chunk that is genuine as the last one, with something behind it: it is released, the file is
                // not.
                (void)open(held_, true, out);
                return std::unexpected(AgeError::payload_failure);
            }
            held_.clear();
        }
        fill(held_, sealed_chunk_bytes, cipher);
    }
    return {};
}

std::expected<void, AgeError> StreamOpener::finish(std::vector<std::byte>& out) {
    const bool first = counter_ == 0;
    if (!open(held_, true, out)) {
        // A full chunk may be genuine and the file cut off right behind it.
        if (held_.size() == sealed_chunk_bytes) (void)open(held_, false, out);
        return std::unexpected(AgeError::payload_failure);
    }
    if (!first && held_.size() == tag_bytes) return std::unexpected(AgeError::payload_failure);
    return {};
}

}  // namespace holdfast::sealing
