// SPDX-License-Identifier: Apache-2.0
// Whether the files of a case are those that it names.
#include <algorithm>
#include <cerrno>
#include <expected>
#include <functional>
#include <string>
#include <utility>

#include "case_folder.hpp"
#include "holdfast/evidence/file_look.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"
#include "piece_queue.hpp"
#include "progress.hpp"
#include "quick_digests.hpp"

namespace holdfast::cli {
namespace {

using evidence::CaseFile;

constexpr std::uint64_t bytes_a_unit = std::uint64_t{1} << 20U;

/// What is wrong with a file of the case, as a phrase.
std::expected<evidence::ContentDigests, std::string> held_against(const CaseFile& file, evidence::FileType type,
                                                                  const evidence::SeenFile& seen) {
    const evidence::ContentDigests& digests = seen.digests;
    if (digests.size != file.size)
        return std::unexpected("has " + std::to_string(digests.size) + " bytes where the case names " +
                               std::to_string(file.size));
    if (digests.sha256 != file.sha256 || digests.sha512 != file.sha512)
        return std::unexpected("is not the file that the case names: its digest is another");
    if (seen.type != type)
        return std::unexpected("is by its content " + std::string(to_text(seen.type)) + ", and the case calls it " +
                               std::string(to_text(type)));
    if (const std::string more = more_than_words(seen); !more.empty()) return std::unexpected(more);
    return digests;
}

evidence::FileType type_named(const evidence::Case& of, const CaseFile& file) {
    if (file.copy != 0) return evidence::FileType::png;
    return std::visit(
        [&file](const auto& each) {
            const auto found = std::ranges::find(each.exhibits, file.exhibit,
                                                 [](const auto& exhibit) { return exhibit.facts.number; });
            return file_of(*found)->type;  // files_of() names exhibits of the case that have one
        },
        of);
}

}  // namespace

std::string more_than_words(const evidence::SeenFile& seen) {
    if (seen.words == evidence::WordsFound::too_long)
        return "is too large to be looked through for pictures (256 MiB at most)";
    if (!seen.media) return {};
    return "holds more than words (" + std::string(to_text(*seen.media)) + "): a case on this route takes no pictures";
}

PackResult<std::vector<evidence::PackFile>> digest_case_files(const CaseFolder& folder, bool quiet) {
    return digest_files(folder, folder.of, [](const std::string& path) { return path; }, quiet);
}

PackResult<std::vector<evidence::PackFile>> digest_files(const CaseFolder& folder, const evidence::Case& of,
                                                         const std::function<std::string(const std::string&)>& place_of,
                                                         bool quiet) {
    const std::vector<CaseFile> listed = files_of(of);
    std::uint64_t bytes = 0;
    for (const CaseFile& file : listed) bytes += file.size / bytes_a_unit;
    Progress progress(bytes, "MiB read", quiet || bytes == 0);
    const auto digester = quick_digester(Checksum::wanted);
    std::vector<std::byte> piece(piece_bytes);
    std::vector<evidence::PackFile> files;
    PackFailure failure{.exit = exit_impossible, .sentences = {}};
    for (const CaseFile& named : listed) {
        const std::string path = place_of(named.path.substr(payload_folder.size()));
        const auto file = open_case_file(folder, path);
        if (!file) {
            failure.sentences.push_back(file.error().sentences.front());
            continue;
        }
        evidence::FileLook look(*digester, named.words_alone ? evidence::LookFor::words : evidence::LookFor::type);
        ssize_t got = 0;
        std::uint64_t shown = 0;
        while ((got = read_unless_interrupted(file->get(), piece)) > 0) {
            look.take(std::span(piece).first(static_cast<std::size_t>(got)));
            shown += static_cast<std::uint64_t>(got);
            progress.advance(std::exchange(shown, shown % bytes_a_unit) / bytes_a_unit);
        }
        const int error = errno;
        const auto digests = held_against(named, type_named(of, named), look.finish());
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (got < 0) {
            failure.sentences.push_back(path + " cannot be read: " + reason_of(error) + ".");
        } else if (!digests) {
            failure.sentences.push_back(path + " " + digests.error() + ".");
        } else {
            files.push_back({.path = named.path, .digests = *digests});
        }
    }
    if (!failure.sentences.empty()) return std::unexpected(std::move(failure));
    return files;
}

}  // namespace holdfast::cli
