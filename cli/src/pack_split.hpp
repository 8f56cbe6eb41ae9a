// SPDX-License-Identifier: Apache-2.0
// holdfast pack split: a pack as several ZIP files, none larger than a web form takes, with names that say nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack_failure.hpp"

namespace holdfast::cli {

struct SplitRequest {
    std::string pack;                     ///< a ZIP file, or one locked with age
    std::vector<std::string> identities;  ///< files of keys that open it
    std::string passphrase_file;
    std::string output;         ///< the new folder; empty: "documents-20261122" in the current folder
    std::uint64_t largest = 0;  ///< bytes of one file
    bool quiet = false;         ///< no progress
};

struct SplitFile {
    std::string name;
    std::uint64_t bytes = 0;
    std::uint64_t files = 0;  ///< of the pack
};
struct SplitResult {
    std::string folder;
    std::string pack;  ///< the folder that the parts unpack to
    std::vector<SplitFile> parts;
};

/// "10M", "500k", "2G", "1048576": a thousand, a million and so on, the smaller of what a form may mean. Nothing where
/// it is none, or 0.
[[nodiscard]] std::optional<std::uint64_t> bytes_from_text(std::string_view text) noexcept;

[[nodiscard]] PackResult<SplitResult> split_pack(const SplitRequest& request);

[[nodiscard]] std::string split_text(const SplitResult& result);
[[nodiscard]] std::string split_json(const SplitResult& result);

}  // namespace holdfast::cli
