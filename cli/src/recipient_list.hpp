// SPDX-License-Identifier: Apache-2.0
// Whom a pack is locked for, by their names in the list that an operator signed: docs/formats/recipients.md. Out of a
// file, or from a service that publishes it.
#pragma once

#include <string>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/age_keys.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

struct NamedRecipients {
    std::vector<std::string> ids;  ///< of the list; empty: nobody, and nothing is read
    std::string file;              ///< the list, FILE.minisig beside it; or
    std::string server;            ///< a service, as check_server() gave it
    std::string operator_key;      ///< minisign's line or its file; of a file always, of a service at will
};

/// Each once, in the order of `ids`. Nothing of the list is believed before its signature holds, and one that is over
/// at `now` is not used.
[[nodiscard]] PackResult<std::vector<sealing::AgeRecipient>> named_recipients(const NamedRecipients& wanted,
                                                                              UnixMillis now);

}  // namespace holdfast::cli
