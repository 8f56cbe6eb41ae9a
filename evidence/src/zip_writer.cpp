// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/zip_writer.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "holdfast/evidence/crc32.hpp"
#include "holdfast/evidence/path_rules.hpp"
#include "zip_format.hpp"

namespace holdfast::evidence {
namespace {

using namespace zip;

// Read and written by everybody, no one's to run: what unpacking on Unix gives a file.
constexpr std::uint32_t regular_file = 0100644U << 16U;

bool is_large(const ZipEntry& entry) noexcept {
    return entry.size >= full32;
}

// Both headers of an entry name one version, also where only the one in the directory has a large number.
bool needs_zip64(const ZipEntry& entry, std::uint64_t offset) noexcept {
    return is_large(entry) || offset >= full32;
}

std::uint32_t at_most_full(std::uint64_t number) noexcept {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, full32));
}

// Size twice (stored: as it was, as it lies), then the offset; a field is there when its short form is full.
std::string zip64_field(const ZipEntry& entry, std::uint64_t offset) {
    std::string numbers;
    if (is_large(entry)) {
        put(numbers, entry.size);
        put(numbers, entry.size);
    }
    if (offset >= full32) put(numbers, offset);
    if (numbers.empty()) return {};
    std::string field;
    put(field, extra_zip64);
    put(field, static_cast<std::uint16_t>(numbers.size()));
    return field + numbers;
}

void put_shared(std::string& out, const ZipEntry& entry, std::uint32_t time, bool zip64, std::size_t extra) {
    put(out, zip64 ? version_zip64 : version_stored);
    put(out, flag_utf8);
    put(out, std::uint16_t{0});  // stored
    put(out, time);
    put(out, entry.crc32);
    put(out, at_most_full(entry.size));
    put(out, at_most_full(entry.size));
    put(out, static_cast<std::uint16_t>(entry.path.size()));
    put(out, static_cast<std::uint16_t>(extra));
}

std::string local_header(const ZipEntry& entry, std::uint64_t offset, std::uint32_t time) {
    const std::string extra = zip64_field(entry, 0);
    std::string out;
    put(out, local_signature);
    put_shared(out, entry, time, needs_zip64(entry, offset), extra.size());
    return out + entry.path + extra;
}

std::string central_header(const ZipEntry& entry, std::uint64_t offset, std::uint32_t time) {
    const std::string extra = zip64_field(entry, offset);
    std::string out;
    put(out, central_signature);
    put(out, static_cast<std::uint16_t>(made_on_unix << 8U | version_zip64));
    put_shared(out, entry, time, needs_zip64(entry, offset), extra.size());
    put(out, std::uint16_t{0});  // no comment
    put(out, std::uint16_t{0});  // the only disk
    put(out, std::uint16_t{0});  // internal attributes
    put(out, regular_file);
    put(out, at_most_full(offset));
    return out + entry.path + extra;
}

std::string end_records(std::uint64_t count, std::uint64_t offset, std::uint64_t bytes) {
    std::string out;
    if (count >= full16 || offset >= full32 || bytes >= full32) {
        put(out, end64_signature);
        put(out, std::uint64_t{end64_bytes - 12});
        put(out, static_cast<std::uint16_t>(made_on_unix << 8U | version_zip64));
        put(out, version_zip64);
        put(out, std::uint64_t{0});  // this disk and the directory's, both the only one
        put(out, count);
        put(out, count);
        put(out, bytes);
        put(out, offset);
        put(out, locator_signature);
        put(out, std::uint32_t{0});
        put(out, offset + bytes);
        put(out, std::uint32_t{1});
    }
    put(out, end_signature);
    put(out, std::uint32_t{0});
    const auto short_count = static_cast<std::uint16_t>(std::min<std::uint64_t>(count, full16));
    put(out, short_count);
    put(out, short_count);
    put(out, at_most_full(bytes));
    put(out, at_most_full(offset));
    put(out, std::uint16_t{0});
    return out;
}

// The day in the upper half, the time in the lower.
std::optional<std::uint32_t> dos_time(UnixMillis time) noexcept {
    using namespace std::chrono;
    constexpr std::int64_t last = 4'354'819'200'000;  // 2108-01-01
    constexpr std::int64_t first = 315'532'800'000;   // 1980-01-01
    if (time.value < first || time.value >= last) return std::nullopt;
    const sys_seconds at{seconds(time.value / 1000)};
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const auto second = static_cast<std::uint32_t>((at - day).count());
    const auto years = static_cast<std::uint32_t>(static_cast<int>(date.year()) - 1980);
    return (years << 25U) | (static_cast<unsigned>(date.month()) << 21U) | (static_cast<unsigned>(date.day()) << 16U) |
           (second / 3600 << 11U) | (second / 60 % 60 << 5U) | (second % 60 / 2);
}

}  // namespace

std::string_view to_text(ZipWriteError error) noexcept {
    switch (error) {
        case ZipWriteError::too_many_entries:
            return "too_many_entries";
        case ZipWriteError::too_large:
            return "too_large";
        case ZipWriteError::path_fault:
            return "path_fault";
        case ZipWriteError::path_clash:
            return "path_clash";
        case ZipWriteError::time_range:
            return "time_range";
        case ZipWriteError::out_of_turn:
            return "out_of_turn";
        case ZipWriteError::content_changed:
            return "content_changed";
    }
    return "";
}

std::expected<ZipWriter, ZipWriteError> ZipWriter::create(std::vector<ZipEntry> entries, UnixMillis time) {
    if (entries.size() > most_zip_entries) return std::unexpected(ZipWriteError::too_many_entries);
    const auto dos = dos_time(time);
    if (!dos) return std::unexpected(ZipWriteError::time_range);
    ZipWriter zip;
    zip.dos_time_ = *dos;
    std::vector<std::string> paths;
    paths.reserve(entries.size());
    zip.offsets_.reserve(entries.size());
    std::uint64_t directory = 0;
    for (const ZipEntry& entry : entries) {
        if (fault_of_path(entry.path)) return std::unexpected(ZipWriteError::path_fault);
        paths.push_back(entry.path);
        if (entry.size > most_zip_bytes - zip.directory_offset_) return std::unexpected(ZipWriteError::too_large);
        zip.offsets_.push_back(zip.directory_offset_);
        directory += central_bytes + entry.path.size() + zip64_field(entry, zip.directory_offset_).size();
        zip.directory_offset_ += local_bytes + entry.path.size() + zip64_field(entry, 0).size() + entry.size;
    }
    if (clash_of_paths(paths)) return std::unexpected(ZipWriteError::path_clash);
    zip.size_ =
        zip.directory_offset_ + directory + end_records(entries.size(), zip.directory_offset_, directory).size();
    if (zip.size_ > most_zip_bytes) return std::unexpected(ZipWriteError::too_large);
    zip.entries_ = std::move(entries);
    return zip;
}

bool ZipWriter::entry_is_whole() const noexcept {
    return begun_ == 0 || (taken_ == entries_[begun_ - 1].size && checksum_ == entries_[begun_ - 1].crc32);
}

std::expected<std::string, ZipWriteError> ZipWriter::begin_entry() {
    if (finished_ || begun_ == entries_.size()) return std::unexpected(ZipWriteError::out_of_turn);
    if (!entry_is_whole()) return std::unexpected(ZipWriteError::content_changed);
    taken_ = 0;
    checksum_ = crc32_of_nothing;
    const std::size_t i = begun_++;
    return local_header(entries_[i], offsets_[i], dos_time_);
}

std::expected<void, ZipWriteError> ZipWriter::content(std::span<const std::byte> piece) noexcept {
    if (finished_ || begun_ == 0) return std::unexpected(ZipWriteError::out_of_turn);
    if (piece.size() > entries_[begun_ - 1].size - taken_) return std::unexpected(ZipWriteError::content_changed);
    taken_ += piece.size();
    checksum_ = crc32(checksum_, piece);
    return {};
}

std::expected<std::string, ZipWriteError> ZipWriter::finish() {
    if (finished_ || begun_ != entries_.size()) return std::unexpected(ZipWriteError::out_of_turn);
    if (!entry_is_whole()) return std::unexpected(ZipWriteError::content_changed);
    finished_ = true;
    return directory();
}

ZipFrame ZipWriter::frame() const {
    ZipFrame frame;
    frame.headers.reserve(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i)
        frame.headers.push_back(local_header(entries_[i], offsets_[i], dos_time_));
    frame.end = directory();
    return frame;
}

std::string ZipWriter::directory() const {
    std::string out;
    for (std::size_t i = 0; i < entries_.size(); ++i) out += central_header(entries_[i], offsets_[i], dos_time_);
    const std::uint64_t directory = out.size();
    return out + end_records(entries_.size(), directory_offset_, directory);
}

}  // namespace holdfast::evidence
