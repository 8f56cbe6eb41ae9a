// SPDX-License-Identifier: Apache-2.0
// Reads the ZIP file of a pack, untrusted, without touching a disk: the caller brings bytes.
//
//   1. the last zip_tail_bytes() of the file       -> find_zip_directory: where the directory lies
//   2. those bytes                                  -> read_zip_directory: what is in the file
//   3. the file from its start, in pieces           -> ZipWalk: each entry's content, in the order of the file
//
// Every byte of the file must be accounted for: entries lie one after the other from the first byte to the directory,
// which the end record follows. So there is no room for a second directory, for hidden content, or for one tool to see
// other files than another tool. Only stored entries are read; therefore nothing unpacks to more than it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/path_rules.hpp"
#include "holdfast/evidence/zip_writer.hpp"

namespace holdfast::evidence {

/// Of a directory; that of 100,000 entries with long names is smaller.
inline constexpr std::uint64_t most_zip_directory_bytes = std::uint64_t{64} << 20U;

enum class ZipError : std::uint8_t {
    not_zip,           ///< no ZIP file: neither a beginning nor an end of one
    cut_off,           ///< begins as one, but its end is missing
    trailing_junk,     ///< bytes after the end record
    leading_junk,      ///< bytes before the first entry
    comment,           ///< a comment of the file or of an entry, in which anything may hide
    several_disks,     ///< a part of a set
    zip64_record,      ///< the Zip64 records are missing, misplaced or say other numbers than the end record
    directory_place,   ///< the directory does not lie where the end record says
    directory_size,    ///< larger than most_zip_directory_bytes
    too_many_entries,  ///< above most_zip_entries
    wrong_count,       ///< another number of entries than the end record says
    entry_malformed,   ///< a header that breaks the rules of the format
    encrypted,         ///< an entry that is locked with ZIP's own encryption
    compressed,        ///< an entry that is not stored
    data_descriptor,   ///< an entry whose size stands after its content
    needs_newer,       ///< an entry that asks for a later version of the format
    sizes_disagree,    ///< stored, yet of two sizes
    extra_field,       ///< a field that could say something else of the entry: another name, a link, a key
    folder_entry,      ///< an entry for a folder: files name their folders already
    not_a_file,        ///< a link, a device, a volume label
    path_fault,        ///< `path_fault` says what is wrong with the name
    duplicate_path,    ///< two entries of one name
    twin_path,         ///< two entries that are one file on some system: by case, by normal form, file and folder
    overlap,           ///< two entries share bytes
    gap,               ///< bytes that belong to no entry
    headers_disagree,  ///< an entry's own header says something else than the directory
    checksum,          ///< the content does not have the CRC-32 of its header
    out_of_turn,       ///< the caller went on after an error or after the end
};
/// "not_zip" and so on.
[[nodiscard]] std::string_view to_text(ZipError error) noexcept;

struct ZipFault {
    ZipError error = ZipError::not_zip;
    std::uint64_t offset = 0;  ///< in the file
    std::string path;          ///< as the file has it, not fit for a screen; empty where no entry is meant
    std::optional<PathFault> path_fault;
};

/// How many bytes of the end of a file of `file_bytes` find_zip_directory() wants.
[[nodiscard]] std::uint64_t zip_tail_bytes(std::uint64_t file_bytes) noexcept;

struct ZipDirectoryPlace {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
};
/// `tail` is the last zip_tail_bytes(file_bytes) bytes, `head` the first four or more (to tell a cut-off ZIP file from
/// another file).
[[nodiscard]] std::expected<ZipDirectoryPlace, ZipFault> find_zip_directory(std::span<const std::byte> head,
                                                                            std::span<const std::byte> tail,
                                                                            std::uint64_t file_bytes);

/// A file in the ZIP file, as the directory has it.
struct ZipItem {
    std::string path;
    std::uint64_t header_offset = 0;
    std::uint64_t size = 0;
    std::uint32_t crc32 = 0;
    std::uint32_t time = 0;     ///< as the format has it, date above time
    std::uint16_t flags = 0;    ///< as the format has them
    std::uint16_t version = 0;  ///< of the format that reading needs
    friend bool operator==(const ZipItem&, const ZipItem&) = default;
};
struct ZipDirectory {
    std::vector<ZipItem> items;  ///< in the order of the file
    std::uint64_t offset = 0;    ///< of the directory: where the items end
};
/// `bytes` are those of `place`.
[[nodiscard]] std::expected<ZipDirectory, ZipFault> read_zip_directory(std::span<const std::byte> bytes,
                                                                       const ZipDirectoryPlace& place);

/// What a step of the walk met.
struct ZipStep {
    enum class Kind : std::uint8_t {
        needs_more,  ///< all input is taken; bring the next piece
        begins,      ///< `item` begins
        content,     ///< `content`, a part of the input, belongs to `item`
        ends,        ///< the item is complete; `intact` says whether it has the CRC-32 of its header
        done,        ///< the last item is complete
    };
    Kind kind = Kind::needs_more;
    ZipItem item;                        ///< where `kind` is begins
    std::span<const std::byte> content;  ///< where `kind` is content
    bool intact = true;                  ///< where `kind` is ends
};

/// Goes through the file from its first byte. With a directory, each entry's header is held against it; without one (a
/// file that was cut off) the headers alone are believed, and what they say is unchecked but for names and checksums.
class ZipWalk {
  public:
    ZipWalk() = default;
    explicit ZipWalk(ZipDirectory directory) : directory_(std::move(directory)) {}

    /// Takes what it can from the front of `input`, and shortens it by that.
    [[nodiscard]] std::expected<ZipStep, ZipFault> next(std::span<const std::byte>& input);
    /// Where the walk is in the file.
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    /// Whether it is between two entries (a file that ends here was cut between them).
    [[nodiscard]] bool between_entries() const noexcept { return !inside_ && header_.empty(); }

  private:
    [[nodiscard]] std::expected<std::optional<ZipItem>, ZipFault> take_header(std::span<const std::byte>& input);
    [[nodiscard]] ZipFault fault(ZipError error) const;

    std::optional<ZipDirectory> directory_;
    std::size_t at_ = 0;
    std::uint64_t offset_ = 0;
    std::vector<std::byte> header_;
    ZipItem item_;
    std::uint64_t left_ = 0;
    std::uint32_t checksum_ = 0;
    bool inside_ = false;
    bool over_ = false;
};

}  // namespace holdfast::evidence
