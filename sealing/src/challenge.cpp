// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/challenge.hpp"

#include <algorithm>

#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::byte version{1};
constexpr std::size_t mac_bytes = 16;
constexpr std::size_t signed_bytes = Challenge::size - mac_bytes;

std::array<std::byte, mac_bytes> mac_of(const Challenge& challenge, const Secret<32>& key) noexcept {
    const Digest256 full = hmac_sha256(key.bytes(), std::span(challenge.bytes).first<signed_bytes>());
    std::array<std::byte, mac_bytes> cut{};
    std::copy_n(full.bytes.begin(), mac_bytes, cut.begin());
    return cut;
}

}  // namespace

UnixMillis Challenge::expires() const noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 2; i < 10; ++i) value = (value << 8U) | static_cast<std::uint64_t>(bytes[i]);
    return UnixMillis{static_cast<std::int64_t>(value)};
}

Challenge make_challenge(const Secret<32>& key, std::span<const std::byte, 16> random, UnixMillis expires,
                         unsigned difficulty) noexcept {
    Challenge challenge;
    challenge.bytes[0] = version;
    challenge.bytes[1] = static_cast<std::byte>(std::min(difficulty, max_difficulty));
    const auto time = static_cast<std::uint64_t>(expires.value);
    for (std::size_t i = 0; i < 8; ++i) challenge.bytes[2 + i] = static_cast<std::byte>((time >> (56 - 8 * i)) & 0xffU);
    std::ranges::copy(random, challenge.bytes.begin() + 10);
    std::ranges::copy(mac_of(challenge, key), challenge.bytes.begin() + signed_bytes);
    return challenge;
}

std::string to_text(const Challenge& challenge) {
    return to_base64(challenge.bytes, Base64Form::url);
}

std::expected<Challenge, ChallengeError> challenge_from_text(std::string_view text) noexcept {
    Challenge challenge;
    if (!from_base64(text, Base64Form::url, challenge.bytes) || challenge.bytes[0] != version ||
        challenge.difficulty() > max_difficulty) {
        return std::unexpected(ChallengeError::malformed);
    }
    return challenge;
}

std::expected<Challenge, ChallengeError> verify_challenge(std::string_view text, const Secret<32>& key,
                                                          UnixMillis now) noexcept {
    const auto challenge = challenge_from_text(text);
    if (!challenge) return challenge;
    if (!constant_time_equal(mac_of(*challenge, key), std::span(challenge->bytes).last<mac_bytes>())) {
        return std::unexpected(ChallengeError::forged);
    }
    if (now >= challenge->expires()) return std::unexpected(ChallengeError::expired);
    return challenge;
}

}  // namespace holdfast::sealing
