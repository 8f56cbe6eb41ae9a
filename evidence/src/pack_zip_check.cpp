// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "holdfast/evidence/pack_check.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::uint64_t head_bytes = 4;

// What is wrong lies at the end of the file: the entries before can still be gone through one after the other.
bool entries_can_be_walked(ZipError error) noexcept {
    return error == ZipError::cut_off || error == ZipError::trailing_junk || error == ZipError::comment ||
           error == ZipError::directory_place || error == ZipError::zip64_record;
}

}  // namespace

PackZipCheck::PackZipCheck(std::uint64_t file_bytes, std::unique_ptr<ContentDigester> digester)
    : file_bytes_(file_bytes), check_(std::move(digester)) {
    if (file_bytes < head_bytes) stop({.error = ZipError::not_zip, .offset = 0, .path = {}, .path_fault = {}});
}

std::optional<PackZipCheck::Range> PackZipCheck::wants() const noexcept {
    const std::uint64_t have = gathered_.size();
    const std::uint64_t tail = zip_tail_bytes(file_bytes_);
    switch (stage_) {
        case Stage::head:
            return Range{.offset = have, .bytes = head_bytes - have};
        case Stage::tail:
            return Range{.offset = file_bytes_ - tail + have, .bytes = tail - have};
        case Stage::directory:
            return Range{.offset = place_.offset + have, .bytes = place_.bytes - have};
        case Stage::content:
            return Range{.offset = taken_, .bytes = content_end_ - taken_};
        case Stage::done:
            break;
    }
    return std::nullopt;
}

void PackZipCheck::take(std::span<const std::byte> bytes) {
    const auto range = wants();
    if (!range) return;
    bytes = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), range->bytes)));
    if (stage_ == Stage::content) return walk(bytes);
    gathered_.insert(gathered_.end(), bytes.begin(), bytes.end());
    if (bytes.size() < range->bytes) return;
    if (stage_ == Stage::head) {
        head_ = std::move(gathered_);
        gathered_.clear();
        stage_ = Stage::tail;
    } else if (stage_ == Stage::tail) {
        after_tail();
    } else {
        after_directory();
    }
}

void PackZipCheck::after_tail() {
    const auto place = find_zip_directory(head_, gathered_, file_bytes_);
    gathered_.clear();
    if (place) {
        place_ = *place;
        stage_ = Stage::directory;
        if (place_.bytes == 0) after_directory();
        return;
    }
    if (!entries_can_be_walked(place.error().error)) return stop(place.error());
    fault_ = place.error();
    walk_ = ZipWalk();
    content_end_ = file_bytes_;
    stage_ = Stage::content;
}

void PackZipCheck::after_directory() {
    auto directory = read_zip_directory(gathered_, place_);
    gathered_.clear();
    if (!directory) return stop(std::move(directory.error()));
    content_end_ = directory->offset;
    walk_ = ZipWalk(std::move(*directory));
    stage_ = Stage::content;
    if (content_end_ == 0) walk({});
}

void PackZipCheck::walk(std::span<const std::byte> bytes) {
    taken_ += bytes.size();
    for (;;) {
        auto step = walk_.next(bytes);
        if (!step) return stop(std::move(step.error()));
        switch (step->kind) {
            case ZipStep::Kind::begins:
                check_.begin_file(inside_folder(step->item.path));
                break;
            case ZipStep::Kind::content:
                check_.content(step->content);
                break;
            case ZipStep::Kind::ends:
                check_.end_file(step->intact);
                break;
            case ZipStep::Kind::done:
                stage_ = Stage::done;
                return;
            case ZipStep::Kind::needs_more:
                if (taken_ < content_end_) return;
                // Only a file without a directory ends within an entry, and then its fault is known already.
                return stop({.error = ZipError::cut_off, .offset = walk_.offset(), .path = {}, .path_fault = {}});
        }
    }
}

void PackZipCheck::stop(ZipFault fault) {
    stage_ = Stage::done;
    if (!fault.path.empty() && fault.error == ZipError::path_fault)
        check_.name_forbidden(inside_folder(fault.path), fault.path_fault);
    if (!fault.path.empty() && fault.error == ZipError::not_a_file) check_.not_a_file(inside_folder(fault.path));
    check_.cut_off();
    if (!fault_) fault_ = std::move(fault);
}

std::string_view PackZipCheck::inside_folder(std::string_view path) {
    const std::size_t slash = path.find('/');
    const std::string_view folder = path.substr(0, slash == std::string_view::npos ? 0 : slash);
    if (!folder_) folder_ = folder;
    if (folder.empty() || folder != *folder_) {
        check_.problem(PackProblem::several_folders);
        return path;
    }
    return path.substr(slash + 1);
}

PackReport PackZipCheck::finish(const PackExpectation& expected) {
    if (stage_ != Stage::done) stop({.error = ZipError::out_of_turn, .offset = taken_, .path = {}, .path_fault = {}});
    check_.from_zip(folder_.value_or(std::string()), fault_);
    return check_.finish(expected);
}

}  // namespace holdfast::evidence
