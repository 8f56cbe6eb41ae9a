// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "holdfast/evidence/zip_reader.hpp"
#include "zip_entry.hpp"
#include "zip_format.hpp"

namespace holdfast::evidence {
namespace {

using namespace zip;

std::unexpected<ZipFault> fault(ZipError error, std::uint64_t offset, std::string path = {},
                                std::optional<PathFault> path_fault = {}) {
    return std::unexpected(
        ZipFault{.error = error, .offset = offset, .path = std::move(path), .path_fault = path_fault});
}

bool begins_with(std::span<const std::byte> bytes, std::uint32_t signature) noexcept {
    return bytes.size() >= 4 && get<std::uint32_t>(bytes, 0) == signature;
}

// Why no end record lies at the very end of the file.
ZipFault why_no_end(std::span<const std::byte> head, std::span<const std::byte> tail, std::uint64_t file_bytes) {
    for (std::size_t at = tail.size() < end_bytes ? 0 : tail.size() - end_bytes + 1; at-- > 0;) {
        if (get<std::uint32_t>(tail, at) != end_signature) continue;
        const std::size_t end = at + end_bytes + get<std::uint16_t>(tail, at + 20);
        const std::uint64_t record = file_bytes - tail.size() + at;
        if (end == tail.size()) return {.error = ZipError::comment, .offset = record, .path = {}, .path_fault = {}};
        if (end < tail.size())
            return {.error = ZipError::trailing_junk, .offset = record + (end - at), .path = {}, .path_fault = {}};
    }
    return {.error = begins_with(head, local_signature) ? ZipError::cut_off : ZipError::not_zip,
            .offset = file_bytes,
            .path = {},
            .path_fault = {}};
}

struct EndRecord {
    ZipDirectoryPlace place;
    std::uint64_t records = 0;  // where the end records begin, and so the directory has to end
};

std::expected<EndRecord, ZipFault> read_end64(std::span<const std::byte> tail, std::uint64_t end_offset,
                                              const ZipDirectoryPlace& place) {
    constexpr std::size_t all = end64_bytes + locator_bytes;
    if (tail.size() < all + end_bytes) return fault(ZipError::zip64_record, end_offset);
    const auto locator = tail.subspan(tail.size() - end_bytes - locator_bytes, locator_bytes);
    const auto record = tail.subspan(tail.size() - end_bytes - all, end64_bytes);
    const std::uint64_t at = end_offset - all;
    if (get<std::uint32_t>(locator, 4) != 0 || get<std::uint32_t>(locator, 16) != 1 ||
        get<std::uint64_t>(record, 16) != 0)
        return fault(ZipError::several_disks, at);
    if (get<std::uint64_t>(locator, 8) != at || get<std::uint32_t>(record, 0) != end64_signature ||
        get<std::uint64_t>(record, 4) != end64_bytes - 12)
        return fault(ZipError::zip64_record, at);
    const ZipDirectoryPlace large = {.offset = get<std::uint64_t>(record, 48),
                                     .bytes = get<std::uint64_t>(record, 40),
                                     .entries = get<std::uint64_t>(record, 32)};
    const bool agree = (place.offset == full32 || place.offset == large.offset) &&
                       (place.bytes == full32 || place.bytes == large.bytes) &&
                       (place.entries == full16 || place.entries == large.entries) &&
                       get<std::uint64_t>(record, 24) == large.entries;
    if (!agree) return fault(ZipError::zip64_record, at);
    return EndRecord{.place = large, .records = at};
}

std::expected<EndRecord, ZipFault> read_end(std::span<const std::byte> tail, std::uint64_t end_offset) {
    const auto end = tail.last(end_bytes);
    const ZipDirectoryPlace place = {.offset = get<std::uint32_t>(end, 16),
                                     .bytes = get<std::uint32_t>(end, 12),
                                     .entries = get<std::uint16_t>(end, 10)};
    if (get<std::uint32_t>(end, 4) != 0 || get<std::uint16_t>(end, 8) != place.entries)
        return fault(ZipError::several_disks, end_offset);
    const bool has_locator = tail.size() >= end_bytes + locator_bytes &&
                             begins_with(tail.subspan(tail.size() - end_bytes - locator_bytes), locator_signature);
    if (has_locator) return read_end64(tail, end_offset, place);
    if (place.offset == full32 || place.bytes == full32 || place.entries == full16)
        return fault(ZipError::zip64_record, end_offset);
    return EndRecord{.place = place, .records = end_offset};
}

// What is no regular file, by the attributes of the system that wrote the entry.
std::optional<ZipError> kind_fault(std::uint16_t made_by, std::uint32_t attributes, std::string_view name) noexcept {
    constexpr std::uint32_t dos_folder = 0x10;
    constexpr std::uint32_t dos_label = 0x08;
    constexpr std::uint32_t dos_link = 0x400;
    if (name.ends_with('/') || (attributes & dos_folder) != 0) return ZipError::folder_entry;
    if ((attributes & (dos_label | dos_link)) != 0) return ZipError::not_a_file;
    const std::uint32_t type = attributes >> 28U;
    if (made_by >> 8U == made_on_unix && type == 4) return ZipError::folder_entry;
    if (type != 0 && type != 8) return ZipError::not_a_file;
    return std::nullopt;
}

// Takes the entry at the front of `bytes`.
std::expected<ZipItem, ZipFault> take_entry(std::span<const std::byte>& bytes, std::uint64_t offset) {
    if (bytes.size() < central_bytes) return fault(ZipError::wrong_count, offset);
    if (!begins_with(bytes, central_signature)) return fault(ZipError::entry_malformed, offset);
    SharedFields fields = read_shared(bytes, 6);
    const std::size_t comment = get<std::uint16_t>(bytes, 32);
    const std::size_t all = central_bytes + fields.name_bytes + fields.extra_bytes + comment;
    if (bytes.size() < all) return fault(ZipError::entry_malformed, offset);
    ZipItem item;
    item.path = as_text(bytes.subspan(central_bytes, fields.name_bytes));
    item.header_offset = get<std::uint32_t>(bytes, 42);
    if (const auto kind = check_kind(fields); !kind) return fault(kind.error(), offset, item.path);
    if (comment != 0) return fault(ZipError::comment, offset, item.path);
    if (get<std::uint16_t>(bytes, 34) != 0) return fault(ZipError::several_disks, offset, item.path);
    const auto extra = bytes.subspan(central_bytes + fields.name_bytes, fields.extra_bytes);
    if (const auto read = read_extra(extra, fields, &item.header_offset); !read)
        return fault(read.error(), offset, item.path);
    if (const auto kind = kind_fault(get<std::uint16_t>(bytes, 4), get<std::uint32_t>(bytes, 38), item.path))
        return fault(*kind, offset, item.path);
    if (const auto wrong = fault_of_path(item.path)) return fault(ZipError::path_fault, offset, item.path, wrong);
    item.size = fields.size;
    item.crc32 = fields.crc32;
    item.time = fields.time;
    item.flags = fields.flags;
    item.version = fields.version;
    bytes = bytes.subspan(all);
    return item;
}

// Entries follow each other from the first byte to the directory. An entry's own extra field is not known yet, so what
// is found here is overlap; gaps are found on the way through the file.
std::optional<ZipFault> fault_of_places(const std::vector<ZipItem>& items, std::uint64_t directory) {
    std::uint64_t free_from = 0;
    for (const ZipItem& item : items) {
        const std::uint64_t least = local_bytes + item.path.size();
        const auto found = [&item](ZipError error) {
            return ZipFault{.error = error, .offset = item.header_offset, .path = item.path, .path_fault = {}};
        };
        if (free_from == 0 && item.header_offset != 0) return found(ZipError::leading_junk);
        if (item.header_offset < free_from || item.header_offset > directory ||
            item.size > directory - item.header_offset || least > directory - item.header_offset - item.size)
            return found(ZipError::overlap);
        free_from = item.header_offset + least + item.size;
    }
    if (items.empty() && directory != 0)
        return ZipFault{.error = ZipError::leading_junk, .offset = 0, .path = {}, .path_fault = {}};
    return std::nullopt;
}

}  // namespace

std::uint64_t zip_tail_bytes(std::uint64_t file_bytes) noexcept {
    // A comment is at most 65,535 bytes long: as far back as an end record may lie.
    return std::min<std::uint64_t>(file_bytes, full16 + end_bytes + locator_bytes + end64_bytes);
}

std::expected<ZipDirectoryPlace, ZipFault> find_zip_directory(std::span<const std::byte> head,
                                                              std::span<const std::byte> tail,
                                                              std::uint64_t file_bytes) {
    if (tail.size() != zip_tail_bytes(file_bytes)) return fault(ZipError::out_of_turn, 0);
    if (tail.size() < end_bytes || !begins_with(tail.last(end_bytes), end_signature) ||
        get<std::uint16_t>(tail, tail.size() - 2) != 0)
        return std::unexpected(why_no_end(head, tail, file_bytes));
    const std::uint64_t end_offset = file_bytes - end_bytes;
    const auto end = read_end(tail, end_offset);
    if (!end) return std::unexpected(end.error());
    const ZipDirectoryPlace& place = end->place;
    if (!begins_with(head, place.entries == 0 ? end_signature : local_signature))
        return fault(ZipError::leading_junk, 0);
    if (place.offset > end->records || place.bytes != end->records - place.offset)
        return fault(ZipError::directory_place, end_offset);
    if (place.bytes > most_zip_directory_bytes) return fault(ZipError::directory_size, end_offset);
    if (place.entries > most_zip_entries) return fault(ZipError::too_many_entries, end_offset);
    if (place.entries > place.bytes / central_bytes) return fault(ZipError::wrong_count, end_offset);
    return place;
}

std::expected<ZipDirectory, ZipFault> read_zip_directory(std::span<const std::byte> bytes,
                                                         const ZipDirectoryPlace& place) {
    if (bytes.size() != place.bytes) return fault(ZipError::out_of_turn, place.offset);
    ZipDirectory directory;
    directory.offset = place.offset;
    directory.items.reserve(static_cast<std::size_t>(place.entries));
    for (std::uint64_t i = 0; i < place.entries; ++i) {
        auto item = take_entry(bytes, place.offset + (place.bytes - bytes.size()));
        if (!item) return std::unexpected(std::move(item.error()));
        directory.items.push_back(std::move(*item));
    }
    if (!bytes.empty()) return fault(ZipError::wrong_count, place.offset + (place.bytes - bytes.size()));
    std::ranges::sort(directory.items, {}, [](const ZipItem& item) { return std::tie(item.header_offset, item.path); });
    std::vector<std::string> paths;
    paths.reserve(directory.items.size());
    for (const ZipItem& item : directory.items) paths.push_back(item.path);
    if (const auto clash = clash_of_paths(paths)) {
        const ZipItem& item = directory.items[clash->second];
        return fault(clash->same ? ZipError::duplicate_path : ZipError::twin_path, item.header_offset, item.path);
    }
    if (auto wrong = fault_of_places(directory.items, place.offset)) return std::unexpected(std::move(*wrong));
    return directory;
}

}  // namespace holdfast::evidence
