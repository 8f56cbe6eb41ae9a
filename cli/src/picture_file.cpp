// SPDX-License-Identifier: Apache-2.0
#include "picture_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <system_error>

#include "decode_apart.hpp"
#include "holdfast/media/decode.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"

namespace holdfast::cli {
namespace {

FileError cannot_read(int number, std::string_view what = "file") {
    return {.name = "cannot_read",
            .explanation = "This " + std::string(what) + " cannot be read: " + reason_of(number) + ".",
            .is_other_file = false};
}

FileError of_decoding(media::DecodeError error, media::FileKind kind) {
    const media::FileClass group = media::class_of(kind);
    const bool other = error == media::DecodeError::unknown_format || group == media::FileClass::other ||
                       group == media::FileClass::audio;
    return {
        .name = std::string(media::to_text(error)), .explanation = media::explain(error, kind), .is_other_file = other};
}

std::expected<std::vector<std::byte>, FileError> read_whole(const std::string& path, std::uint64_t most) {
    const OpenFile file(path);
    if (file.error() != 0) return std::unexpected(cannot_read(file.error()));
    // A size is a hint alone: pipes have none, and files grow.
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(file.about().st_size, 0));
    const auto too_long = [](std::span<const std::byte> start) {
        return std::unexpected(of_decoding(media::DecodeError::too_many_bytes, media::sniff(start)));
    };
    std::vector<std::byte> bytes(std::min(size, most) + 1);
    std::size_t filled = 0;
    while (true) {
        if (filled == bytes.size()) bytes.resize(std::min<std::size_t>(bytes.size() * 2, most + 1));
        const ssize_t got = read_unless_interrupted(file.descriptor(), std::span(bytes).subspan(filled));
        if (got < 0) return std::unexpected(cannot_read(errno));
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
        if (filled > most) return too_long(std::span(bytes).first(4096));
    }
    bytes.resize(filled);
    return bytes;
}

void list_folder(const std::string& folder, std::vector<ListedFile>& list) {
    namespace fs = std::filesystem;
    std::error_code error;
    fs::directory_iterator each(folder, error);
    std::vector<fs::directory_entry> found;
    for (; !error && each != fs::directory_iterator(); each.increment(error)) {
        if (!each->path().filename().string().starts_with('.')) found.push_back(*each);
    }
    if (error) list.push_back({.path = folder, .found_in_folder = true, .error = cannot_read(error.value(), "folder")});
    std::ranges::sort(found);
    for (const fs::directory_entry& entry : found) {
        std::error_code ignored;
        const std::string path = entry.path().string();
        // A link to a folder may lead round in a circle, and is not followed.
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
            list_folder(path, list);
        } else if (entry.is_regular_file(ignored)) {
            list.push_back({.path = path, .found_in_folder = true, .error = std::nullopt});
        }
    }
}

}  // namespace

std::expected<FileFingerprint, FileError> fingerprint_file(const std::string& path, const FingerprintOptions& options) {
    const media::Limits limits;
    const auto bytes = read_whole(path, limits.file_bytes);
    if (!bytes) return std::unexpected(bytes.error());
    const media::FileKind kind = media::sniff(*bytes);
    const bool apart = kind == media::FileKind::heic || kind == media::FileKind::avif;
    const auto decoded = apart ? decode_apart(*bytes, limits) : media::decode(*bytes, limits);
    if (apart && is_interrupted()) return std::unexpected(cannot_read(EINTR));
    if (!decoded) return std::unexpected(of_decoding(decoded.error(), kind));
    const PictureView view = decoded->picture.view();
    auto set = fingerprint(view, decoded->orientation, options);
    if (!set) {
        const bool large = set.error() == ImagingError::too_large;
        return std::unexpected(
            of_decoding(large ? media::DecodeError::too_many_pixels : media::DecodeError::corrupt, decoded->kind));
    }
    const bool turned = swaps_sides(decoded->orientation);
    return FileFingerprint{.kind = decoded->kind,
                           .width = turned ? view.height : view.width,
                           .height = turned ? view.width : view.height,
                           .orientation = decoded->orientation,
                           .damaged = decoded->damaged,
                           .animated = decoded->animated,
                           .set = *set};
}

std::expected<Kernel, std::string> kernel_from_environment() {
    const char* const wanted = std::getenv("HOLDFAST_KERNEL");
    if (wanted == nullptr || *wanted == '\0') return best_kernel();
    if (const auto kernel = select_kernel(wanted)) return *kernel;
    std::string sentence = "HOLDFAST_KERNEL names no kernel of this machine. There are:";
    for (const Kernel each : available_kernels()) sentence.append(" ").append(to_text(each));
    return std::unexpected(sentence + ".");
}

std::vector<ListedFile> list_files(const std::vector<std::string>& names, bool recursive) {
    std::vector<ListedFile> list;
    for (const std::string& name : names) {
        std::error_code ignored;
        if (name == "-" || !std::filesystem::is_directory(name, ignored)) {
            list.push_back({.path = name, .found_in_folder = false, .error = std::nullopt});
        } else if (recursive) {
            list_folder(name, list);
        } else {
            list.push_back(
                {.path = name,
                 .found_in_folder = false,
                 .error = FileError{.name = "is_a_folder",
                                    .explanation = "This is a folder; --recursive takes the pictures below it."}});
        }
    }
    return list;
}

std::string printable(std::string_view name) {
    std::string text(name);
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    }
    return text;
}

}  // namespace holdfast::cli
