// SPDX-License-Identifier: Apache-2.0
// Files below a folder that is open, by a path of at most a few parts. No link is followed: a folder that came from
// somebody else must not lead elsewhere.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "owned_descriptor.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

/// A regular file, opened for reading. Error numbers as errno has them.
[[nodiscard]] std::expected<OwnedDescriptor, int> open_below(int folder, std::string_view path);
/// What such a number says of a file that was to be read.
[[nodiscard]] std::string reason_below(int error);

/// The whole text, of at most `most` bytes; nothing where there is no such file.
[[nodiscard]] PackResult<std::optional<std::string>> read_below(int folder, const std::string& path, std::size_t most);

/// The folder that holds a name, and the name.
struct PlaceBelow {
    OwnedDescriptor folder;
    std::string name;
};
enum class Missing : bool { is_error, is_made };
/// `path` is "name" or "folder/name". A folder that is made is for its owner alone, and on the disk. errno's numbers.
[[nodiscard]] std::expected<PlaceBelow, int> place_below(int folder, std::string_view path, Missing missing);

/// Names are on the disk only when the folder that holds them is; 0, or errno's number.
[[nodiscard]] int sync_folder(int folder) noexcept;

}  // namespace holdfast::cli
