// SPDX-License-Identifier: Apache-2.0
#include "case_folder.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <set>
#include <utility>

#include "below_folder.hpp"
#include "case_pending.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/case_log_check.hpp"
#include "open_file.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using evidence::Case;
using evidence::CaseFile;
using evidence::CustodyLog;
using evidence::LogEntry;
using evidence::Step;

constexpr std::size_t most_log_bytes = std::size_t{64} << 20U;

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
    auto log = CustodyLog::open(now, "No log came with this case. Begun by holdfast.");
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

}  // namespace

PackResult<CaseFolder> read_case_folder(const std::string& path, const evidence::Moment& now, Agreement agreement) {
    OwnedDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return pack_failure(exit_impossible,
                            printable(path) + " cannot be read as a folder: " + reason_of(errno) + ".");
    if (auto locked = lock_case_folder(folder.get()); !locked) return std::unexpected(std::move(locked.error()));
    auto finished = finish_pending(folder.get());
    if (!finished) return std::unexpected(std::move(finished.error()));
    const auto text = read_below(folder.get(), case_file, evidence::max_case_bytes);
    if (!text) return std::unexpected(text.error());
    if (!*text)
        return pack_failure(exit_impossible,
                            printable(path) + " holds no case.json. `holdfast case new` begins a case.");
    auto of = read_case_text(**text);
    if (!of) return std::unexpected(std::move(of.error()));
    const auto kept = read_below(folder.get(), log_file, most_log_bytes);
    if (!kept) return std::unexpected(kept.error());
    auto log = *kept ? read_log(**kept) : begun_log(*of, now);
    if (!log) return std::unexpected(std::move(log.error()));
    auto left_out = strangers(path, *of);
    CaseFolder read{.path = path,
                    .descriptor = std::move(folder),
                    .of = std::move(*of),
                    .log = std::move(*log),
                    .change_was_finished = *finished,
                    .log_is_new = !kept->has_value(),
                    .left_out = std::move(left_out)};
    if (agreement == Agreement::is_left_open) return read;
    PackFailure failure{.exit = exit_impossible, .sentences = {"case.json and actions.jsonl do not tell the same:"}};
    for (const std::string& each : disagreements_in(read)) failure.sentences.push_back("  " + each);
    if (failure.sentences.size() > 1) return std::unexpected(std::move(failure));
    return read;
}

std::vector<std::string> disagreements_in(const CaseFolder& folder) {
    std::vector<std::string> wrong;
    const std::string& prefix = facts_of(folder.of).prefix;
    for (const evidence::LogDisagreement& each : disagreements(folder.of, folder.log)) {
        wrong.push_back((each.copy == 0 ? evidence::exhibit_name(prefix, each.exhibit)
                                        : evidence::copy_name(prefix, each.exhibit, each.copy)) +
                        ": " + std::string(explain(each.mismatch)));
    }
    return wrong;
}

PackResult<OwnedDescriptor> open_case_file(const CaseFolder& folder, const std::string& path) {
    auto file = open_below(folder.descriptor.get(), path);
    if (!file) return pack_failure(exit_impossible, path + " cannot be read: " + reason_below(file.error()) + ".");
    return std::move(*file);
}

}  // namespace holdfast::cli
