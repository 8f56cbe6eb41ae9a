// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_log_check.hpp"

#include <map>
#include <optional>
#include <utility>

namespace holdfast::evidence {
namespace {

/// What the log says of one exhibit.
struct Told {
    bool added = false;
    bool there = false;
    std::optional<Digest256> digest;
    std::map<std::uint32_t, std::optional<Digest256>> copies;
};

/// Taking back may itself be taken back: the last word counts, so the lines are gone through from the end.
std::vector<bool> taken_back(const std::vector<LogEntry>& entries) {
    std::vector<bool> back(entries.size());
    for (std::size_t i = entries.size(); i-- > 0;) {
        if (entries[i].step == Step::undone && !back[i]) back[entries[i].of - 1] = true;
    }
    return back;
}

std::map<std::uint32_t, Told> told_by(const std::vector<LogEntry>& entries) {
    const std::vector<bool> back = taken_back(entries);
    std::map<std::uint32_t, Told> all;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const LogEntry& entry = entries[i];
        if (entry.exhibit == 0 || back[i]) continue;
        Told& told = all[entry.exhibit];
        if (entry.step == Step::added) {
            told.added = true;
            told.there = true;
            told.digest = entry.digest;
        }
        if (entry.step == Step::removed) told.there = false;
        if (entry.step == Step::restored) told.there = true;
        if (entry.step == Step::redacted) told.copies[entry.copy] = entry.digest;
    }
    return all;
}

template <class Kind>
std::vector<LogDisagreement> compare(const CaseFacts& facts, const std::vector<Kind>& exhibits, const CustodyLog& log) {
    std::map<std::uint32_t, Told> told = told_by(log.entries());
    std::map<std::pair<std::uint32_t, std::uint32_t>, LogMismatch> found;
    for (const Kind& exhibit : exhibits) {
        const std::uint32_t number = exhibit.facts.number;
        const Told said = told[number];
        told.erase(number);
        const FileFacts* const file = file_of(exhibit);
        const std::optional<Digest256> digest = file == nullptr ? std::nullopt : std::optional(file->sha256);
        if (!said.added) {
            found[{number, 0}] = LogMismatch::never_added;
        } else if (!said.there) {
            found[{number, 0}] = LogMismatch::removed;
        } else if (said.digest != digest) {
            found[{number, 0}] = LogMismatch::other_digest;
        }
        for (const RedactedCopy& copy : copies_of(exhibit)) {
            const auto made = said.copies.find(copy.index());
            if (made == said.copies.end() || made->second != copy.sha256()) {
                found[{number, copy.index()}] = LogMismatch::never_covered;
            }
        }
    }
    for (const Removed& removed : facts.removed) {
        if (told[removed.number].there) found[{removed.number, 0}] = LogMismatch::not_removed;
        told.erase(removed.number);
    }
    for (const auto& [number, said] : told) found[{number, 0}] = LogMismatch::unknown;
    std::vector<LogDisagreement> list;
    list.reserve(found.size());
    for (const auto& [place, mismatch] : found) list.push_back({place.first, place.second, mismatch});
    return list;
}

}  // namespace

std::string_view explain(LogMismatch mismatch) noexcept {
    switch (mismatch) {
        case LogMismatch::never_added:
            return "The case holds it, but no line of the log says that it was put in.";
        case LogMismatch::other_digest:
            return "The log says that another file was put in under this number.";
        case LogMismatch::not_removed:
            return "The case calls it removed, but by the log it is there.";
        case LogMismatch::removed:
            return "The case holds it, but by the log it was removed.";
        case LogMismatch::never_covered:
            return "No line of the log says that this redacted copy was made.";
        case LogMismatch::unknown:
            return "The log speaks of an exhibit that the case never had.";
    }
    return "The case and its log differ.";
}

std::vector<LogDisagreement> disagreements(const Case& of, const CustodyLog& log) {
    return std::visit([&](const auto& each) { return compare(each.facts, each.exhibits, log); }, of);
}

}  // namespace holdfast::evidence
