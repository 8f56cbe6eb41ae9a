// SPDX-License-Identifier: Apache-2.0
// One ZIP file as several that are unpacked into the same place, for web forms that take so much in one file and no
// more. Every part is a ZIP file of its own, which any program opens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "holdfast/evidence/zip_writer.hpp"

namespace holdfast::evidence {

/// A run of the entries.
struct ZipPart {
    std::size_t first = 0;
    std::size_t count = 0;
    std::uint64_t bytes = 0;  ///< of that ZIP file
    friend bool operator==(const ZipPart&, const ZipPart&) noexcept = default;
};
/// One entry that fits no part.
struct OversizeEntry {
    std::string path;
    std::uint64_t bytes = 0;  ///< that a ZIP file with it alone has
};
/// Parts have no large numbers (Zip64): every program reads them.
inline constexpr std::uint64_t most_part_bytes = 0xFFFF'FFFEU;
inline constexpr std::size_t most_part_entries = 65'534;

/// In the order of `entries`, each part as full as it can be without being above `most_bytes`, itself cut to
/// most_part_bytes. Cost: linear.
[[nodiscard]] std::expected<std::vector<ZipPart>, OversizeEntry> cut_into_parts(std::span<const ZipEntry> entries,
                                                                                std::uint64_t most_bytes);

}  // namespace holdfast::evidence
