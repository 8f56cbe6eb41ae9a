// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "holdfast/evidence/crc32.hpp"
#include "holdfast/evidence/zip_reader.hpp"
#include "zip_entry.hpp"
#include "zip_format.hpp"

namespace holdfast::evidence {
namespace {

using namespace zip;

// Moves bytes from the front of `input` to `to` until that holds `wanted`; false when the input did not suffice.
bool fill(std::vector<std::byte>& to, std::size_t wanted, std::span<const std::byte>& input) {
    if (to.size() < wanted) {
        const auto take = input.first(std::min(wanted - to.size(), input.size()));
        to.insert(to.end(), take.begin(), take.end());
        input = input.subspan(take.size());
    }
    return to.size() >= wanted;
}

}  // namespace

std::string_view to_text(ZipError error) noexcept {
    switch (error) {
        case ZipError::not_zip:
            return "not_zip";
        case ZipError::cut_off:
            return "cut_off";
        case ZipError::trailing_junk:
            return "trailing_junk";
        case ZipError::leading_junk:
            return "leading_junk";
        case ZipError::comment:
            return "comment";
        case ZipError::several_disks:
            return "several_disks";
        case ZipError::zip64_record:
            return "zip64_record";
        case ZipError::directory_place:
            return "directory_place";
        case ZipError::directory_size:
            return "directory_size";
        case ZipError::too_many_entries:
            return "too_many_entries";
        case ZipError::wrong_count:
            return "wrong_count";
        case ZipError::entry_malformed:
            return "entry_malformed";
        case ZipError::encrypted:
            return "encrypted";
        case ZipError::compressed:
            return "compressed";
        case ZipError::data_descriptor:
            return "data_descriptor";
        case ZipError::needs_newer:
            return "needs_newer";
        case ZipError::sizes_disagree:
            return "sizes_disagree";
        case ZipError::extra_field:
            return "extra_field";
        case ZipError::folder_entry:
            return "folder_entry";
        case ZipError::not_a_file:
            return "not_a_file";
        case ZipError::path_fault:
            return "path_fault";
        case ZipError::duplicate_path:
            return "duplicate_path";
        case ZipError::twin_path:
            return "twin_path";
        case ZipError::overlap:
            return "overlap";
        case ZipError::gap:
            return "gap";
        case ZipError::headers_disagree:
            return "headers_disagree";
        case ZipError::checksum:
            return "checksum";
        case ZipError::out_of_turn:
            return "out_of_turn";
    }
    return "";
}

ZipFault ZipWalk::fault(ZipError error) const {
    return {.error = error, .offset = offset_, .path = item_.path, .path_fault = {}};
}

std::expected<std::optional<ZipItem>, ZipFault> ZipWalk::take_header(std::span<const std::byte>& input) {
    if (!fill(header_, local_bytes, input)) return std::nullopt;
    SharedFields fields = read_shared(header_, 4);
    const bool malformed = get<std::uint32_t>(header_, 0) != local_signature;
    if (malformed) return std::unexpected(fault(ZipError::entry_malformed));
    const std::size_t all = local_bytes + fields.name_bytes + fields.extra_bytes;
    if (directory_) {
        // Held against the directory before it is waited for: entries lie one after the other, up to the directory.
        const auto& items = directory_->items;
        const std::uint64_t next = at_ + 1 < items.size() ? items[at_ + 1].header_offset : directory_->offset;
        const std::uint64_t room = next - offset_ - items[at_].size;  // not negative, or the directory was refused
        if (room != all)
            return std::unexpected(ZipFault{.error = room < all ? ZipError::overlap : ZipError::gap,
                                            .offset = offset_,
                                            .path = items[at_].path,
                                            .path_fault = {}});
    }
    if (!fill(header_, all, input)) return std::nullopt;

    const std::span<const std::byte> header = header_;
    ZipItem item;
    item.path = as_text(header.subspan(local_bytes, fields.name_bytes));
    const auto failed = [this, &item](ZipError error, std::optional<PathFault> path_fault = {}) {
        return std::unexpected(
            ZipFault{.error = error, .offset = offset_, .path = item.path, .path_fault = path_fault});
    };
    if (const auto kind = check_kind(fields); !kind) return failed(kind.error());
    if (const auto read = read_extra(header.subspan(local_bytes + fields.name_bytes), fields, nullptr); !read)
        return failed(read.error());
    if (const auto wrong = fault_of_path(item.path)) return failed(ZipError::path_fault, wrong);
    item.header_offset = offset_;
    item.size = fields.size;
    item.crc32 = fields.crc32;
    item.time = fields.time;
    item.flags = fields.flags;
    item.version = fields.version;
    if (directory_) {
        if (item != directory_->items[at_]) return failed(ZipError::headers_disagree);
    } else if (item.size > most_zip_bytes - offset_) {
        return failed(ZipError::entry_malformed);
    }
    offset_ += all;
    header_.clear();
    return item;
}

std::expected<ZipStep, ZipFault> ZipWalk::next(std::span<const std::byte>& input) {
    const auto stop = [this](ZipFault found) {
        over_ = true;
        return std::unexpected(std::move(found));
    };
    if (over_) return std::unexpected(fault(ZipError::out_of_turn));
    if (inside_ && left_ == 0) {
        inside_ = false;
        ++at_;
        ZipStep step;
        step.kind = ZipStep::Kind::ends;
        step.intact = checksum_ == item_.crc32;
        return step;
    }
    ZipStep step;
    if (inside_) {
        if (input.empty()) return step;
        step.kind = ZipStep::Kind::content;
        step.content = input.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size())));
        input = input.subspan(step.content.size());
        checksum_ = crc32(checksum_, step.content);
        left_ -= step.content.size();
        offset_ += step.content.size();
        return step;
    }
    bool at_directory = false;
    if (directory_) {
        at_directory = at_ == directory_->items.size();
    } else {
        if (!fill(header_, 4, input)) return step;
        const auto signature = get<std::uint32_t>(header_, 0);
        at_directory = signature == central_signature || signature == end_signature || signature == end64_signature;
    }
    if (at_directory) {
        over_ = true;
        step.kind = ZipStep::Kind::done;
        return step;
    }
    auto item = take_header(input);
    if (!item) return stop(std::move(item.error()));
    if (!*item) return step;
    item_ = std::move(**item);
    left_ = item_.size;
    checksum_ = crc32_of_nothing;
    inside_ = true;
    step.kind = ZipStep::Kind::begins;
    step.item = item_;
    return step;
}

}  // namespace holdfast::evidence
