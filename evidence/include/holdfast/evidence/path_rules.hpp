// SPDX-License-Identifier: Apache-2.0
// Which paths may stand in a pack, and when two paths are one file on some system.
//
// A pack is untrusted input that officers unpack on Windows, macOS and Linux, so a path is let through only where it
// means one and the same place inside the folder on all three. Sources: "Naming Files, Paths, and Namespaces"
// (Microsoft); RFC 8493 section 5.2; Unicode Annex 9 (bidirectional controls) and chapter 3.13 (caseless matching).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace holdfast::evidence {

/// Characters (code points) of a whole path. With the folder that somebody unpacks into it stays within Windows' 260.
inline constexpr std::size_t most_path_characters = 120;

enum class PathFault : std::uint8_t {
    empty,              ///< no path at all
    too_long,           ///< above most_path_characters
    not_utf8,           ///< not well-formed UTF-8
    control_character,  ///< a line break, a zero byte, any other of C0, DEL, C1
    hidden_character,   ///< turns or hides text on screen: bidirectional controls, zero-width characters
    absolute,           ///< begins with "/"
    backslash,          ///< a separator on Windows: other folders, UNC names, device paths
    drive_or_stream,    ///< a colon: a drive letter or an alternate stream on Windows
    home_shortcut,      ///< begins with "~", which a shell makes a home folder
    variable_shortcut,  ///< begins with "%NAME%", which Windows makes another folder
    dot_segment,        ///< a part that is "." or ".."
    empty_segment,      ///< two separators in a row, or one at the end
    device_name,        ///< a part that Windows takes for a device: CON, NUL, COM1, LPT1.txt
    trailing_dot,       ///< a part that ends with a dot or a space, which Windows drops
    reserved,           ///< one of < > " | ? *, which Windows refuses
};
/// "empty", "too_long" and so on.
[[nodiscard]] std::string_view to_text(PathFault fault) noexcept;

/// The first fault of `path`, a file's path with "/" between its parts; nothing when it may be used.
[[nodiscard]] std::optional<PathFault> fault_of_path(std::string_view path);

/// The same for paths that are one file on a system that folds case or normalises (Windows, macOS), and different
/// otherwise: decomposed, case-folded, decomposed, in UTF-8. Precondition: well-formed UTF-8.
[[nodiscard]] std::string folded_path(std::string_view path);

/// Two paths that cannot lie beside each other.
struct PathClash {
    std::size_t first = 0;   ///< index of the one that stands earlier
    std::size_t second = 0;  ///< index of the other
    bool same = false;       ///< equal byte for byte; otherwise twins by case or form, or one is a folder of the other
};
/// The first clash (smallest `second`) of `paths`, each without a fault. Cost: n log n.
[[nodiscard]] std::optional<PathClash> clash_of_paths(std::span<const std::string> paths);

}  // namespace holdfast::evidence
