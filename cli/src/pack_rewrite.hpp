// SPDX-License-Identifier: Apache-2.0
// A pack written anew with other files beside its seal, all else byte for byte and in the order that packs have.
#pragma once

#include <map>
#include <string>

#include "holdfast/core/identifier.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

/// `added`: content by path below the pack's folder, each of seal/; one that is there already is replaced. The file at
/// `path`, a pack that holds and is not locked, is read and then replaced: at any moment it is there, old or new.
/// `sealed_at` stands in every entry.
[[nodiscard]] PackResult<void> put_beside_seal(const std::string& path,
                                               const std::map<std::string, std::string, std::less<>>& added,
                                               UnixMillis sealed_at, bool quiet);

}  // namespace holdfast::cli
