// SPDX-License-Identifier: Apache-2.0
// The solver's own SHA-256 (FIPS 180-4): four nonces at a time, one in each 32-bit lane, and the first 64 of the 82
// bytes compressed once. Vector types of the compiler become SSE2 or wasm SIMD.
#include "holdfast/sealing/proof_of_work.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "octets.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::size_t nonce_at = Challenge::size + 32;
constexpr std::size_t message_bytes = nonce_at + 8;
constexpr std::size_t block_bytes = 64;
static_assert(nonce_at > block_bytes && message_bytes + 9 <= 2 * block_bytes,
              "the nonce and the padding fit the second block");

using Message = std::array<std::byte, message_bytes>;
using Words = std::array<std::uint32_t, 16>;

constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
constexpr std::array<std::uint32_t, 8> initial_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

using Lanes [[gnu::vector_size(16)]] = std::uint32_t;
constexpr unsigned lanes = 4;

template <class Word>
inline Word rotate_right(Word x, unsigned n) noexcept {
    return (x >> n) | (x << (32 - n));
}

// One compression over `state`, for plain words and for lanes alike.
template <class Word>
inline void compress(std::array<Word, 8>& state, std::array<Word, 16> w) noexcept {
    auto [a, b, c, d, e, f, g, h] = state;
#pragma GCC unroll 64
    for (std::size_t t = 0; t < 64; ++t) {
        if (t >= 16) {
            const Word w15 = w[(t - 15) % 16];
            const Word w2 = w[(t - 2) % 16];
            const Word s0 = rotate_right(w15, 7) ^ rotate_right(w15, 18) ^ (w15 >> 3);
            const Word s1 = rotate_right(w2, 17) ^ rotate_right(w2, 19) ^ (w2 >> 10);
            w[t % 16] += s0 + w[(t - 7) % 16] + s1;
        }
        const Word sum1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
        const Word choice = g ^ (e & (f ^ g));
        const Word t1 = h + sum1 + choice + (w[t % 16] + round_constants[t]);
        const Word sum0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
        const Word majority = (a & b) | (c & (a | b));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + sum0 + majority;
    }
    const std::array<Word, 8> add{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) state[i] += add[i];
}

Message message_of(const Challenge& challenge, const Digest256& body_digest, std::uint64_t nonce) noexcept {
    Message message{};
    std::ranges::copy(challenge.bytes, message.begin());
    std::ranges::copy(body_digest.bytes, message.begin() + Challenge::size);
    for (std::size_t i = 0; i < 8; ++i) message[nonce_at + i] = static_cast<std::byte>((nonce >> (8 * i)) & 0xffU);
    return message;
}

// 64 bytes of the padded message from `from` on, as big-endian words.
Words block_of(const Message& message, std::size_t from) noexcept {
    Words words{};
    for (std::size_t i = 0; i < block_bytes; ++i) {
        const std::size_t at = from + i;
        std::uint32_t byte = 0;
        if (at < message_bytes) byte = static_cast<std::uint32_t>(message[at]);
        if (at == message_bytes) byte = 0x80;
        words[i / 4] |= byte << (24 - 8 * (i % 4));
    }
    if (from > 0) words[15] = message_bytes * 8;
    return words;
}

// `word` is the first of the digest; 32 bits are all that is ever asked.
bool has_zero_bits(std::uint32_t word, unsigned difficulty) noexcept {
    return difficulty == 0 || (word >> (32 - std::min(difficulty, max_difficulty))) == 0;
}
static_assert(max_difficulty <= 32);

}  // namespace

std::optional<std::uint64_t> solve_proof(const Challenge& challenge, const Digest256& body_digest,
                                         std::uint64_t start_nonce, std::uint64_t max_tries) noexcept {
    const unsigned difficulty = challenge.difficulty();
    const Message message = message_of(challenge, body_digest, 0);
    std::array<std::uint32_t, 8> midstate = initial_state;
    compress(midstate, block_of(message, 0));
    const Words tail = block_of(message, block_bytes);

    const std::uint64_t tries = std::min(max_tries, std::uint64_t{1} << 63U);  // so that counting cannot wrap
    std::array<Lanes, 8> start;
    for (std::size_t i = 0; i < 8; ++i) start[i] = Lanes{} + midstate[i];
    std::array<Lanes, 16> block;
    for (std::size_t i = 0; i < 16; ++i) block[i] = Lanes{} + tail[i];

    for (std::uint64_t tried = 0; tried < tries; tried += lanes) {
        // The nonce's eight little-endian bytes lie at bytes 10..17 of the block: half of word 2, word 3, half of
        // word 4.
        for (unsigned lane = 0; lane < lanes; ++lane) {
            const std::uint64_t bytes = __builtin_bswap64(start_nonce + tried + lane);
            block[2][lane] = tail[2] | static_cast<std::uint32_t>(bytes >> 48U);
            block[3][lane] = static_cast<std::uint32_t>(bytes >> 16U);
            block[4][lane] = tail[4] | static_cast<std::uint32_t>((bytes & 0xffffU) << 16U);
        }
        std::array<Lanes, 8> state = start;
        compress(state, block);
        for (unsigned lane = 0; lane < lanes && tried + lane < tries; ++lane) {
            if (has_zero_bits(state[0][lane], difficulty)) return start_nonce + tried + lane;
        }
    }
    return std::nullopt;
}

bool check_proof(const Challenge& challenge, const Digest256& body_digest, std::uint64_t nonce) noexcept {
    const Message message = message_of(challenge, body_digest, nonce);
    std::array<std::byte, 32> digest{};
    crypto_hash_sha256(writable_octets(digest), octets(message), message.size());
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i) word = word << 8U | static_cast<std::uint32_t>(digest[i]);
    return has_zero_bits(word, challenge.difficulty());
}

}  // namespace holdfast::sealing
