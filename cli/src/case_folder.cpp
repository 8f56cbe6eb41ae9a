// SPDX-License-Identifier: Apache-2.0
#include "case_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <set>
#include <utility>

#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/case_log_check.hpp"
#include "holdfast/evidence/file_look.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"
#include "picture_file.hpp"
#include "piece_queue.hpp"
#include "progress.hpp"
#include "quick_digests.hpp"

namespace holdfast::cli {
namespace {

using evidence::Case;
using evidence::CaseFile;
using evidence::CustodyLog;
using evidence::LogEntry;
using evidence::Step;

constexpr const char* case_file = "case.json";
constexpr std::string_view payload_folder = "data/";
constexpr std::uint64_t bytes_a_unit = std::uint64_t{1} << 20U;
constexpr std::size_t most_log_bytes = std::size_t{64} << 20U;

PackFailure interrupted() {
    return {.exit = interrupted_exit(), .sentences = {}};
}

/// A regular file below the folder that is not reached through a link. Error numbers as errno has them.
std::expected<OwnedDescriptor, int> open_below(int folder, std::string_view path) {
    OwnedDescriptor at(::dup(folder));
    while (at) {
        const std::size_t slash = path.find('/');
        const std::string part(path.substr(0, slash));
        const bool last = slash == std::string_view::npos;
        const int how = last ? O_NONBLOCK : O_DIRECTORY;
        OwnedDescriptor next(::openat(at.get(), part.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | how));
        if (!next) return std::unexpected(errno);
        if (last) {
            struct stat about{};
            if (::fstat(next.get(), &about) != 0) return std::unexpected(errno);
            if (!S_ISREG(about.st_mode)) return std::unexpected(S_ISDIR(about.st_mode) ? EISDIR : EINVAL);
            return next;
        }
        path.remove_prefix(slash + 1);
        at = std::move(next);
    }
    return std::unexpected(errno);
}

std::string reason_below(int error) {
    return error == ELOOP ? "it is a link" : error == EINVAL ? "it is no ordinary file" : reason_of(error);
}

/// Nothing where there is no such file.
PackResult<std::optional<std::string>> read_below(int folder, const char* name, std::size_t most) {
    const auto refuse = [name](const std::string& why) {
        return pack_failure(exit_impossible, std::string(name) + " cannot be read: " + why + ".");
    };
    const auto file = open_below(folder, name);
    if (!file && file.error() == ENOENT) return std::nullopt;
    if (!file) return refuse(reason_below(file.error()));
    std::string text;
    std::array<std::byte, 65'536> piece{};
    for (;;) {
        const ssize_t got = read_unless_interrupted(file->get(), piece);
        if (is_interrupted()) return std::unexpected(interrupted());
        if (got < 0) return refuse(reason_of(errno));
        if (got == 0) return text;
        text.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
        if (text.size() > most) return refuse("it is larger than it may be");
    }
}

PackResult<Case> read_case_text(const std::string& text) {
    JsonFaults faults;
    auto of = evidence::read_case(text, faults, evidence::Spelling::any);
    if (of) return std::move(*of);
    PackFailure failure{.exit = exit_impossible, .sentences = {"case.json cannot be used as a case:"}};
    for (const JsonFault& fault : faults.kept())
        failure.sentences.push_back("  " + printable(fault.pointer) + " " + printable(fault.detail));
    if (of.error() == evidence::CaseError::other_format)
        failure.sentences.push_back("  It is not a case, or one of another version.");
    return std::unexpected(std::move(failure));
}

/// A log for a case that came without one, which says no more than what is seen: that these files are put in now.
PackResult<CustodyLog> begun_log(const Case& of, const evidence::Moment& now) {
    auto log = CustodyLog::open(now, "No log came with this case. Begun by holdfast pack seal.");
    bool fits = log.has_value();
    const auto append = [&](Step step, std::uint32_t exhibit, std::uint32_t copy, std::optional<Digest256> digest,
                            std::string words) {
        if (!fits) return;
        LogEntry entry;
        entry.step = step;
        entry.at = now;
        entry.exhibit = exhibit;
        entry.copy = copy;
        entry.digest = digest;
        entry.words = std::move(words);
        fits = log->append(entry).has_value();
    };
    std::visit(
        [&](const auto& each) {
            for (const auto& exhibit : each.exhibits) {
                const std::uint32_t number = exhibit.facts.number;
                const evidence::FileFacts* const file = file_of(exhibit);
                append(Step::added, number, 0, file == nullptr ? std::nullopt : std::optional(file->sha256), {});
                for (const evidence::RedactedCopy& copy : copies_of(exhibit))
                    append(Step::redacted, number, copy.index(), copy.sha256(), {});
            }
        },
        of);
    for (const evidence::Removed& removed : facts_of(of).removed) {
        append(Step::added, removed.number, 0, {}, {});
        append(Step::removed, removed.number, 0, {}, removed.reason);
    }
    if (!fits) return pack_failure(exit_impossible, "A log of this case would be longer than a log can be.");
    return std::move(*log);
}

PackResult<CustodyLog> read_log(const std::string& text) {
    auto log = CustodyLog::read(text);
    if (log) return std::move(*log);
    return pack_failure(exit_impossible, "actions.jsonl does not hold from line " + std::to_string(log.error().line) +
                                             " on: " + std::string(explain(log.error().error)));
}

/// Papers are made anew from the case: what lies there of them is passed over in silence.
bool is_paper(const std::string& path) {
    static constexpr std::array<std::string_view, 9> papers = {
        "START-HERE.html", "actions.jsonl",     "case.json",
        "case.jsonld",     "exhibits.csv",      "indicators.csv",
        "timeline.csv",    "fingerprints.json", "notes-for-statement.txt"};
    return std::ranges::find(papers, path) != papers.end();
}

std::vector<std::string> strangers(const std::string& folder, const Case& of) {
    std::set<std::string> known;
    for (const CaseFile& file : files_of(of)) known.insert(file.path.substr(payload_folder.size()));
    std::vector<std::string> found;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator at(folder, error), over; !error && at != over;
         at.increment(error)) {
        const std::string path = at->path().lexically_relative(folder).generic_string();
        if (!at->is_symlink(error) && at->is_directory(error)) continue;
        if (!known.contains(path) && !is_paper(path)) found.push_back(path);
    }
    std::ranges::sort(found);
    return found;
}

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
    if (seen.words == evidence::WordsFound::too_long)
        return std::unexpected("is too large to be looked through for pictures (256 MiB at most)");
    if (seen.media)
        return std::unexpected("holds more than words (" + std::string(to_text(*seen.media)) +
                               "): a case on this route takes no pictures");
    return digests;
}

evidence::FileType type_named(const Case& of, const CaseFile& file) {
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

PackResult<CaseFolder> read_case_folder(const std::string& path, const evidence::Moment& now) {
    OwnedDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return pack_failure(exit_impossible,
                            printable(path) + " cannot be read as a folder: " + reason_of(errno) + ".");
    const auto text = read_below(folder.get(), case_file, evidence::max_case_bytes);
    if (!text) return std::unexpected(text.error());
    if (!*text) return pack_failure(exit_impossible, printable(path) + " holds no case.json.");
    auto of = read_case_text(**text);
    if (!of) return std::unexpected(std::move(of.error()));
    const auto kept = read_below(folder.get(), log_file, most_log_bytes);
    if (!kept) return std::unexpected(kept.error());
    auto log = *kept ? read_log(**kept) : begun_log(*of, now);
    if (!log) return std::unexpected(std::move(log.error()));
    if (const auto wrong = disagreements(*of, *log); !wrong.empty()) {
        PackFailure failure{.exit = exit_impossible,
                            .sentences = {"case.json and actions.jsonl do not tell the same:"}};
        for (const evidence::LogDisagreement& each : wrong) {
            const std::string& prefix = facts_of(*of).prefix;
            failure.sentences.push_back("  " +
                                        (each.copy == 0 ? evidence::exhibit_name(prefix, each.exhibit)
                                                        : evidence::copy_name(prefix, each.exhibit, each.copy)) +
                                        ": " + std::string(explain(each.mismatch)));
        }
        return std::unexpected(std::move(failure));
    }
    auto left_out = strangers(path, *of);
    return CaseFolder{.path = path,
                      .descriptor = std::move(folder),
                      .of = std::move(*of),
                      .log = std::move(*log),
                      .log_is_new = !kept->has_value(),
                      .left_out = std::move(left_out)};
}

PackResult<OwnedDescriptor> open_case_file(const CaseFolder& folder, const std::string& pack_path) {
    const std::string path = pack_path.substr(payload_folder.size());
    auto file = open_below(folder.descriptor.get(), path);
    if (!file) return pack_failure(exit_impossible, path + " cannot be read: " + reason_below(file.error()) + ".");
    return std::move(*file);
}

PackResult<std::vector<evidence::PackFile>> digest_case_files(const CaseFolder& folder, bool quiet) {
    const std::vector<CaseFile> listed = files_of(folder.of);
    std::uint64_t bytes = 0;
    for (const CaseFile& file : listed) bytes += file.size / bytes_a_unit;
    Progress progress(bytes, "MiB read", quiet || bytes == 0);
    const auto digester = quick_digester(Checksum::wanted);
    std::vector<std::byte> piece(piece_bytes);
    std::vector<evidence::PackFile> files;
    PackFailure failure{.exit = exit_impossible, .sentences = {}};
    for (const CaseFile& named : listed) {
        const auto file = open_case_file(folder, named.path);
        if (!file) {
            failure.sentences.push_back(file.error().sentences.front());
            continue;
        }
        const std::string path = named.path.substr(payload_folder.size());
        evidence::FileLook look(*digester, named.words_alone ? evidence::LookFor::words : evidence::LookFor::type);
        ssize_t got = 0;
        std::uint64_t shown = 0;
        while ((got = read_unless_interrupted(file->get(), piece)) > 0) {
            look.take(std::span(piece).first(static_cast<std::size_t>(got)));
            shown += static_cast<std::uint64_t>(got);
            progress.advance(std::exchange(shown, shown % bytes_a_unit) / bytes_a_unit);
        }
        const int error = errno;
        const auto digests = held_against(named, type_named(folder.of, named), look.finish());
        if (is_interrupted()) return std::unexpected(interrupted());
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
