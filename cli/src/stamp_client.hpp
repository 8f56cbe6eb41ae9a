// SPDX-License-Identifier: Apache-2.0
// Time stamps (RFC 3161) by way of a service, which asks its authority: only the digest of a seal is sent.
#pragma once

#include <string>

#include "holdfast/core/identifier.hpp"
#include "pack_failure.hpp"
#include "service_client.hpp"
#include "time_stamp.hpp"

namespace holdfast::cli {

struct FetchedStamp {
    std::string reply;      ///< the authority's, as a pack holds it
    std::string authority;  ///< as the service names it, not fit for a screen
    TimeStampClaim claim;
};

/// The reply is whole, granted, and names `seal`: otherwise it is a failure. Its signature is not checked: that takes
/// the authority's certificates.
[[nodiscard]] PackResult<FetchedStamp> fetch_time_stamp(ServiceClient& service, const Digest256& seal);

/// What it says and what not: lines for a terminal.
[[nodiscard]] std::string stamp_words(const FetchedStamp& stamp);

}  // namespace holdfast::cli
