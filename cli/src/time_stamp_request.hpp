// SPDX-License-Identifier: Apache-2.0
// Asks an authority for a time stamp (RFC 3161 over HTTP), and takes nothing but an answer to what was asked.
#pragma once

#include <expected>
#include <string>

#include "holdfast/server/time_stamper.hpp"

namespace holdfast::cli {

/// What is wrong with an authority's address: a sentence; empty where it is https, or http on this machine, without
/// name, password and fragment.
[[nodiscard]] std::string wrong_with_authority(const std::string& address);

/// The reply, granted and over `digest`, with the nonce that was sent. Sends 69 bytes to `authority` and nowhere else:
/// no redirect is followed, no proxy used; over https the authority's certificate must hold. At most
/// evidence::most_seal_file_bytes and `seconds`. Whether the authority's own signature holds is not looked at: that
/// takes its certificates, which whoever checks a pack has.
[[nodiscard]] std::expected<std::string, server::TimeStampError> request_time_stamp(const std::string& authority,
                                                                                    const Digest256& digest,
                                                                                    long seconds);

}  // namespace holdfast::cli
