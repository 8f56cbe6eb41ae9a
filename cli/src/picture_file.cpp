// SPDX-License-Identifier: Apache-2.0
#include "picture_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "holdfast/media/decode.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"

namespace holdfast::cli {
namespace {

FileError cannot_read(int number) {
    return {.name = "cannot_read",
            .explanation = "This file cannot be read: " + std::generic_category().message(number) + ".",
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
    struct stat about{};
    if (file.descriptor() < 0 || ::fstat(file.descriptor(), &about) != 0) return std::unexpected(cannot_read(errno));
    if (S_ISDIR(about.st_mode)) return std::unexpected(cannot_read(EISDIR));
    // A size is a hint alone: pipes have none, and files grow.
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(about.st_size, 0));
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

void list_folder(const std::string& folder, FileList& list) {
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<std::string> found;
    fs::recursive_directory_iterator each(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
        const bool hidden = each->path().filename().string().starts_with('.');
        std::error_code ignored;
        if (hidden && each->is_directory(ignored)) each.disable_recursion_pending();
        if (!hidden && each->is_regular_file(ignored)) found.push_back(each->path().string());
    }
    if (error) list.errors.push_back(folder + ": the folder cannot be read: " + error.message() + ".");
    std::ranges::sort(found);
    list.paths.insert(list.paths.end(), found.begin(), found.end());
    list.found_in_folder.resize(list.paths.size(), true);
}

}  // namespace

std::expected<FileFingerprint, FileError> fingerprint_file(const std::string& path, const FingerprintOptions& options) {
    const media::Limits limits;
    const auto bytes = read_whole(path, limits.file_bytes);
    if (!bytes) return std::unexpected(bytes.error());
    const auto decoded = media::decode(*bytes, limits);
    if (!decoded) return std::unexpected(of_decoding(decoded.error(), media::sniff(*bytes)));
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

FileList list_files(const std::vector<std::string>& names, bool recursive) {
    FileList list;
    for (const std::string& name : names) {
        std::error_code ignored;
        if (name != "-" && std::filesystem::is_directory(name, ignored)) {
            if (recursive) {
                list_folder(name, list);
            } else {
                list.errors.push_back(name + ": this is a folder; --recursive takes the pictures below it.");
            }
            continue;
        }
        list.paths.push_back(name);
        list.found_in_folder.push_back(false);
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
