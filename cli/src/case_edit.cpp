// SPDX-License-Identifier: Apache-2.0
#include "case_edit.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <utility>

#include "below_folder.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/case_log_check.hpp"
#include "open_file.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

std::string staged_name(const std::string& path) {
    return path + std::string(unfinished);
}

std::unexpected<PackFailure> unwritable(const std::string& path, int error) {
    return pack_failure(exit_impossible, path + " cannot be written: " + reason_below(error) + ".");
}

/// Every limit and rule of a case; each that is broken is a sentence.
PackResult<void> keeps_rules(const evidence::Case& of) {
    JsonFaults faults;
    if (evidence::check(of, faults)) return {};
    PackFailure failure{.exit = exit_usage,
                        .sentences = {"This cannot be put into the case, and nothing was changed:"}};
    for (const JsonFault& fault : faults.kept())
        failure.sentences.push_back("  " + printable(fault.pointer) + " " + printable(fault.detail));
    return std::unexpected(std::move(failure));
}

}  // namespace

PackResult<CaseEdit> CaseEdit::open(const std::string& path, const evidence::Moment& now) {
    auto folder = read_case_folder(path, now);
    if (!folder) return std::unexpected(std::move(folder.error()));
    if (auto tidied = remove_unfinished(folder->descriptor.get()); !tidied)
        return std::unexpected(std::move(tidied.error()));
    if (::faccessat(folder->descriptor.get(), "../manifest-sha256.txt", F_OK, 0) == 0 &&
        ::faccessat(folder->descriptor.get(), "../bagit.txt", F_OK, 0) == 0)
        return pack_failure(exit_impossible, printable(path) +
                                                 " belongs to a sealed pack, which would not hold any more. Copy the "
                                                 "folder, and work on the copy.");
    return CaseEdit(std::move(*folder), now);
}

CaseEdit::~CaseEdit() {
    for (const std::string& path : staged_) ::unlinkat(folder_.descriptor.get(), staged_name(path).c_str(), 0);
}

evidence::CaseFacts& CaseEdit::facts() noexcept {
    return std::visit([](auto& each) -> evidence::CaseFacts& { return each.facts; }, folder_.of);
}

void CaseEdit::note(evidence::LogEntry entry) {
    entry.at = now_;
    entries_.push_back(std::move(entry));
}

PackResult<void> CaseEdit::refuse_taken(const std::string& path) const {
    struct stat there{};
    if (::fstatat(folder_.descriptor.get(), path.c_str(), &there, AT_SYMLINK_NOFOLLOW) != 0) return {};
    return pack_failure(exit_impossible,
                        path + " is there already and is not of the case: move it away, and try again.");
}

PackResult<OwnedDescriptor> CaseEdit::stage(const std::string& path) {
    if (auto free = refuse_taken(path); !free) return std::unexpected(std::move(free.error()));
    const auto place = place_below(folder_.descriptor.get(), path, Missing::is_made);
    if (!place) return unwritable(path, place.error());
    OwnedDescriptor file(::openat(place->folder.get(), staged_name(place->name).c_str(),
                                  O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return unwritable(path, errno);
    staged_.push_back(path);
    return file;
}

PackResult<void> CaseEdit::rename_staged(const std::string& from, const std::string& to) {
    if (from == to) return {};
    if (auto free = refuse_taken(to); !free) return free;
    const int folder = folder_.descriptor.get();
    if (::renameat(folder, staged_name(from).c_str(), folder, staged_name(to).c_str()) != 0)
        return unwritable(to, errno);
    std::ranges::replace(staged_, from, to);
    return {};
}

PackResult<void> CaseEdit::stage_text(const std::string& path, std::string_view text) {
    if (path != case_file && path != log_file) {
        if (auto free = refuse_taken(path); !free) return free;
    }
    staged_.push_back(path);
    return write_unfinished(folder_.descriptor.get(), path, text);
}

PackResult<void> CaseEdit::move(const std::string& from, const std::string& to) {
    if (auto free = refuse_taken(to); !free) return free;
    change_.moves.push_back({.from = from, .to = to});
    return {};
}

PackResult<void> CaseEdit::commit() {
    if (auto kept = keeps_rules(folder_.of); !kept) return kept;
    for (const evidence::LogEntry& entry : entries_) {
        if (const auto taken = folder_.log.append(entry); !taken)
            return pack_failure(exit_impossible, "The log cannot note this, and nothing was changed: " +
                                                     std::string(explain(taken.error())));
    }
    if (const auto wrong = disagreements(folder_.of, folder_.log); !wrong.empty())
        return pack_failure(exit_impossible, "Nothing was changed, as case and log would not tell the same: " +
                                                 std::string(explain(wrong.front().mismatch)));
    if (auto staged = stage_text(case_file, evidence::write_case(folder_.of)); !staged) return staged;
    if (auto staged = stage_text(log_file, folder_.log.text()); !staged) return staged;
    for (const std::string& path : staged_) change_.moves.push_back({.from = staged_name(path), .to = path});
    if (is_interrupted()) return std::unexpected(interrupted_failure());
    auto made = make_change(folder_.descriptor.get(), change_);
    if (made || made.error().is_made) staged_.clear();
    if (made) return {};
    PackFailure failure = std::move(made.error().failure);
    failure.sentences.emplace_back(made.error().is_made
                                       ? "The change is kept in change.json: the next `holdfast case` in this folder "
                                         "finishes it. Do not delete anything there."
                                       : "Nothing was changed.");
    return std::unexpected(std::move(failure));
}

std::optional<std::uint32_t> whole_number(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::uint32_t> exhibit_number(std::string_view text, const std::string& prefix) {
    const std::string before = prefix + "/";
    if (text.starts_with(before)) text.remove_prefix(before.size());
    return whole_number(text);
}

PackFailure not_in_case(const std::string& what) {
    return {.exit = exit_usage,
            .sentences = {printable(what) + " is not in the case: `holdfast case list` names what is."}};
}

}  // namespace holdfast::cli
