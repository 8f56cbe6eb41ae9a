// SPDX-License-Identifier: Apache-2.0
#include "case_source.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "interrupt.hpp"
#include "picture_file.hpp"
#include "piece_queue.hpp"
#include "progress.hpp"
#include "quick_digests.hpp"

namespace holdfast::cli {
namespace {

using evidence::FileFacts;
using evidence::FileType;
using evidence::TypeClass;

constexpr std::uint64_t bytes_a_unit = std::uint64_t{1} << 20U;

}  // namespace

std::unexpected<PackFailure> not_taken(const std::string& path, const std::string& why, int exit) {
    return pack_failure(exit, printable(path) + " was not taken in: " + why);
}

std::string base_name(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

PackResult<FileType> type_by_content(const OpenFile& file, const std::string& path) {
    std::vector<std::byte> head(evidence::type_head_bytes);
    std::vector<std::byte> tail(evidence::type_tail_bytes);
    const off_t from = std::max<off_t>(0, file.about().st_size - static_cast<off_t>(tail.size()));
    const ssize_t first = ::pread(file.descriptor(), head.data(), head.size(), 0);
    const ssize_t last = ::pread(file.descriptor(), tail.data(), tail.size(), from);
    if (first < 0 || last < 0) return not_taken(path, "it cannot be read: " + reason_of(errno) + ".");
    return evidence::type_of(std::span(head).first(static_cast<std::size_t>(first)),
                             std::span(tail).first(static_cast<std::size_t>(last)));
}

PackResult<void> read_through(const OpenFile& file, const std::string& path, evidence::FileLook& look, int copy,
                              bool quiet) {
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(file.about().st_size, 0));
    Progress progress(size / bytes_a_unit, "MiB read", quiet || size < bytes_a_unit);
    std::vector<std::byte> piece(piece_bytes);
    std::uint64_t shown = 0;
    for (;;) {
        const ssize_t got = read_unless_interrupted(file.descriptor(), piece);
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (got < 0) return not_taken(path, "it cannot be read: " + reason_of(errno) + ".");
        if (got == 0) break;
        std::span<const std::byte> left = std::span(piece).first(static_cast<std::size_t>(got));
        look.take(left);
        while (copy >= 0 && !left.empty()) {
            const ssize_t put = ::write(copy, left.data(), left.size());
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) return not_taken(path, "its copy cannot be written: " + reason_of(errno) + ".");
            left = left.subspan(static_cast<std::size_t>(put));
        }
        shown += static_cast<std::uint64_t>(got);
        progress.advance(std::exchange(shown, shown % bytes_a_unit) / bytes_a_unit);
    }
    if (copy >= 0 && ::fsync(copy) != 0)
        return not_taken(path, "its copy cannot be written: " + reason_of(errno) + ".");
    return {};
}

std::vector<Signal> codes_of(const OpenFile& file, FileType type, std::vector<std::string>& remarks) {
    if (class_of(type) != TypeClass::picture) return {};
    const auto kernel = kernel_from_environment();
    if (!kernel) {
        remarks.push_back(kernel.error());
        return {};
    }
    // By its descriptor: whatever has the name meanwhile.
    const auto made =
        fingerprint_file("/proc/self/fd/" + std::to_string(file.descriptor()), {.all_forms = false, .kernel = *kernel});
    if (made) return made->set.signals();
    remarks.push_back("No fingerprint of it could be made, so its checksums alone stand for it. " +
                      made.error().explanation);
    return {};
}

PackResult<evidence::WholeFile> whole_file(const std::string& path, bool quiet) {
    const OpenFile file(path);
    if (file.error() != 0)
        return pack_failure(exit_impossible, printable(path) + " cannot be read: " + reason_of(file.error()) + ".");
    const auto digester = quick_digester(Checksum::left_out);
    evidence::FileLook look(*digester, evidence::LookFor::type);
    if (auto read = read_through(file, path, look, -1, quiet); !read) return std::unexpected(std::move(read.error()));
    const evidence::SeenFile seen = look.finish();
    const evidence::ContentDigests& digests = seen.digests;
    const FileFacts facts = evidence::taken_in(base_name(path), {}, seen.type, evidence::Sender::person, digests.size,
                                               digests.sha256, digests.sha512);
    return evidence::WholeFile{.name = facts.name, .size = digests.size, .sha256 = digests.sha256};
}

}  // namespace holdfast::cli
