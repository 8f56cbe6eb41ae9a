// SPDX-License-Identifier: Apache-2.0
// A ZIP file whose entries are stored, not compressed, laid out before the first byte is written: order, sizes and
// checksums are given, so that the same entries give the same bytes and nothing needs to be patched afterwards.
//
//   auto zip = ZipWriter::create(entries, time);     zip->size() is the size of the whole file
//   for each entry:  write *zip->begin_entry(); for each piece: zip->content(piece), write the piece
//   write *zip->finish();
//
// Layout: docs/formats/pack.md. Zip64 (above 4 GiB, above 65,534 entries) where it is needed and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"

namespace holdfast::evidence {

/// Of writing and of reading.
inline constexpr std::size_t most_zip_entries = 100'000;
/// Of one entry and of a file: what a signed 64-bit offset addresses.
inline constexpr std::uint64_t most_zip_bytes = std::uint64_t{1} << 62U;

struct ZipEntry {
    std::string path;  ///< fault_of_path() finds nothing
    std::uint64_t size = 0;
    std::uint32_t crc32 = 0;  ///< of the content
};

enum class ZipWriteError : std::uint8_t {
    too_many_entries,  ///< above most_zip_entries
    too_large,         ///< the file would be above most_zip_bytes
    path_fault,        ///< a path that fault_of_path() refuses
    path_clash,        ///< two paths that are one file on some system
    time_range,        ///< a time before 1980 or after 2107, which the format cannot say
    out_of_turn,       ///< called in another order than the head of this file has it, or for an entry too many
    content_changed,   ///< what came has another length or another checksum than was announced
};
/// "too_many_entries" and so on.
[[nodiscard]] std::string_view to_text(ZipWriteError error) noexcept;

/// What lies around the contents of a ZIP file: the header before each entry's content, and what follows the last one.
struct ZipFrame {
    std::vector<std::string> headers;
    std::string end;
};

class ZipWriter {
  public:
    /// All entries carry `time`, in UTC, cut to two seconds.
    [[nodiscard]] static std::expected<ZipWriter, ZipWriteError> create(std::vector<ZipEntry> entries, UnixMillis time);

    [[nodiscard]] const std::vector<ZipEntry>& entries() const noexcept { return entries_; }
    /// Bytes of the whole file.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// The header of the next entry.
    [[nodiscard]] std::expected<std::string, ZipWriteError> begin_entry();
    /// Takes note of a piece of the entry's content, which the caller writes.
    [[nodiscard]] std::expected<void, ZipWriteError> content(std::span<const std::byte> piece) noexcept;
    /// What follows the last entry.
    [[nodiscard]] std::expected<std::string, ZipWriteError> finish();

    /// The same texts without the contents, for a caller who has them at hand and held against size and checksum
    /// already. At any time.
    [[nodiscard]] ZipFrame frame() const;

  private:
    ZipWriter() = default;
    [[nodiscard]] bool entry_is_whole() const noexcept;
    [[nodiscard]] std::string directory() const;

    std::vector<ZipEntry> entries_;
    std::vector<std::uint64_t> offsets_;
    std::uint64_t directory_offset_ = 0;
    std::uint64_t size_ = 0;
    std::uint32_t dos_time_ = 0;
    std::size_t begun_ = 0;
    std::uint64_t taken_ = 0;
    std::uint32_t checksum_ = 0;
    bool finished_ = false;
};

}  // namespace holdfast::evidence
