// SPDX-License-Identifier: Apache-2.0
// Challenges for the proof of work: made by the service, kept by nobody. The service recognises its own by a MAC.
//
// 42 bytes: version 1 || difficulty || expiry in ms, 8 bytes big-endian || 16 random bytes || HMAC-SHA-256 over the
// first 26, cut to 16. Text: base64url, 56 characters. A challenge may be answered until it expires; the service
// remembers sha256(challenge) of those spent, so that each is spent once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

/// About 4 billion tries, minutes on a phone: nothing above is ever asked or accepted.
inline constexpr unsigned max_difficulty = 32;

struct Challenge {
    static constexpr std::size_t size = 42;
    std::array<std::byte, size> bytes{};

    [[nodiscard]] unsigned difficulty() const noexcept {
        return static_cast<unsigned>(bytes[1]);
    }  ///< leading zero bits
    [[nodiscard]] UnixMillis expires() const noexcept;
    friend bool operator==(const Challenge&, const Challenge&) noexcept = default;
};

enum class ChallengeError : std::uint8_t {
    malformed,  ///< not the text of 42 bytes, another version, or a difficulty above max_difficulty
    forged,     ///< not made with this key, or altered
    expired,    ///< made with this key, but too late
};

/// Precondition: difficulty <= max_difficulty (more is cut to it).
[[nodiscard]] Challenge make_challenge(const Secret<32>& key, std::span<const std::byte, 16> random, UnixMillis expires,
                                       unsigned difficulty) noexcept;
[[nodiscard]] std::string to_text(const Challenge& challenge);
/// The solver's side: reads the text, checks no MAC.
[[nodiscard]] std::expected<Challenge, ChallengeError> challenge_from_text(std::string_view text) noexcept;
/// The service's side: valid while now < expires.
[[nodiscard]] std::expected<Challenge, ChallengeError> verify_challenge(std::string_view text, const Secret<32>& key,
                                                                        UnixMillis now) noexcept;

}  // namespace holdfast::sealing
