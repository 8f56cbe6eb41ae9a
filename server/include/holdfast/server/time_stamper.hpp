// SPDX-License-Identifier: Apache-2.0
// Whoever has digests stamped by an authority (RFC 3161). The service itself opens no connection: what does is given to
// it, and gets a digest and nothing else.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"

namespace holdfast::server {

enum class TimeStampError : std::uint8_t {
    unreachable,   ///< the authority cannot be connected to, its certificate does not hold, or it took too long
    refused,       ///< it answered, and gave no time stamp
    wrong_answer,  ///< it gave something else: no time stamp, too large, over another digest, for another request
    stopped,       ///< what asks the authority has ended; it is started again when the next one asks
    busy,          ///< another one is being stamped
};
/// "unreachable" and so on.
[[nodiscard]] std::string_view to_text(TimeStampError error) noexcept;

class TimeStamper {
  public:
    virtual ~TimeStamper() = default;
    /// The authority's whole reply, in DER, over SHA-256 `digest`. One call at a time; waits for some seconds at most.
    [[nodiscard]] virtual std::expected<std::string, TimeStampError> stamp(const Digest256& digest) = 0;
};

/// Makes one for the authority at an address, as the setting time_stamps.authority has it. The error is a sentence.
using MakeTimeStamper =
    std::function<std::expected<std::unique_ptr<TimeStamper>, std::string>(const std::string& authority)>;

}  // namespace holdfast::server
