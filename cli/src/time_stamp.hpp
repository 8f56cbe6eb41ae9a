// SPDX-License-Identifier: Apache-2.0
// Whether a time stamp (RFC 3161) is what it says: signed by an authority that the caller trusts, over this seal.
// OpenSSL does the work, as `openssl ts -verify` does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "holdfast/core/identifier.hpp"

namespace holdfast::cli {

/// What a time stamp says of itself: to be believed where TimeStampAuthorities::check() holds, and not before.
struct TimeStampClaim {
    UnixMillis at;          ///< to the second
    std::string authority;  ///< as the stamp names it, not fit for a screen; empty where it names none
};
/// Nothing where the reply is malformed, or says that no stamp was granted.
[[nodiscard]] std::optional<TimeStampClaim> read_time_stamp(std::span<const std::byte> reply);

enum class TimeStampReply : std::uint8_t {
    answers,  ///< granted, over the digest and with the nonce of the request; its signature was not looked at
    refused,  ///< well formed, and no time stamp was granted
    foreign,  ///< anything else
};
/// `request`: as evidence::time_stamp_request() makes it.
[[nodiscard]] TimeStampReply judge_time_stamp_reply(std::span<const std::byte> reply,
                                                    std::span<const std::byte> request);

/// Certificates that are trusted, with their own chains.
class TimeStampAuthorities {
  public:
    /// A PEM file with one certificate or several. The error is a sentence.
    [[nodiscard]] static std::expected<TimeStampAuthorities, std::string> load(const std::string& path);
    TimeStampAuthorities(TimeStampAuthorities&&) noexcept;
    TimeStampAuthorities& operator=(TimeStampAuthorities&&) noexcept;
    ~TimeStampAuthorities();

    /// That the reply is whole, granted, over SHA-256 `seal`, and signed with a certificate for time stamps (and for
    /// nothing else) whose chain ends at a trusted one and is valid today. The error is why not, without a full stop.
    [[nodiscard]] std::expected<void, std::string> check(std::span<const std::byte> reply, const Digest256& seal) const;

  private:
    struct State;
    explicit TimeStampAuthorities(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

}  // namespace holdfast::cli
