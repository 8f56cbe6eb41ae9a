// SPDX-License-Identifier: Apache-2.0
// Reads vectors/media/manifest.tsv and files whole. vectors/media/README.md explains the columns.
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace holdfast::media {

struct ManifestRow {
    std::string file, kind, expect;
    unsigned width = 0, height = 0, orientation = 1;
    bool animated = false;

    /// decode() would give an answer, in minutes or out of gigabytes.
    [[nodiscard]] bool needs_limits() const { return expect == "too_much_memory" || expect == "too_much_time"; }
};

inline std::filesystem::path vectors() {
    return HOLDFAST_VECTORS;
}

inline std::vector<std::byte> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    return {bytes, bytes + text.size()};
}

inline std::vector<ManifestRow> read_manifest() {
    std::ifstream in(vectors() / "media" / "manifest.tsv");
    std::vector<ManifestRow> rows;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('#')) continue;
        std::istringstream cells(line);
        ManifestRow row;
        std::string animated;
        std::getline(cells, row.file, '\t');
        cells >> row.kind >> row.expect >> row.width >> row.height >> row.orientation >> animated;
        row.animated = animated == "yes";
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The JPEG, PNG and WebP files of vectors/pdq/images, sorted.
inline std::vector<std::filesystem::path> reference_pictures() {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(vectors() / "pdq" / "images")) {
        if (entry.is_regular_file()) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace holdfast::media
