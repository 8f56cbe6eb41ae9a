// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/zip_parts.hpp"

#include <algorithm>

#include "zip_format.hpp"

namespace holdfast::evidence {

std::expected<std::vector<ZipPart>, OversizeEntry> cut_into_parts(std::span<const ZipEntry> entries,
                                                                  std::uint64_t most_bytes) {
    constexpr std::uint64_t end = zip::end_bytes;
    const std::uint64_t most = std::min(most_bytes, most_part_bytes);
    std::vector<ZipPart> parts;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t own = entries[i].size + zip::local_bytes + zip::central_bytes + 2 * entries[i].path.size();
        if (own > most || own + end > most)
            return std::unexpected(OversizeEntry{.path = entries[i].path, .bytes = own + end});
        const bool fits = !parts.empty() && parts.back().bytes + own <= most && parts.back().count < most_part_entries;
        if (!fits) parts.push_back({.first = i, .count = 0, .bytes = end});
        ++parts.back().count;
        parts.back().bytes += own;
    }
    return parts;
}

}  // namespace holdfast::evidence
