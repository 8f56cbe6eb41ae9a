// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/custody_log.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "holdfast/core/utf8.hpp"
#include "holdfast/evidence/exhibit.hpp"
#include "holdfast/sealing/digest.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

std::string line_of(const LogEntry& entry, std::size_t number, const Digest256& previous) {
    JsonWriter to;
    to.object();
    put(to, "at", entry.at);
    if (entry.copy != 0) to.key("copy").value(entry.copy);
    if (entry.exhibit != 0) to.key("exhibit").value(entry.exhibit);
    if (number == 1) to.key("format").value(log_format);
    to.key("number").value(std::uint64_t{number});
    if (entry.of != 0) to.key("of").value(entry.of);
    to.key("previous").value(to_hex(previous));
    if (entry.digest) to.key("sha256").value(to_hex(*entry.digest));
    to.key("step").value(to_text(entry.step));
    put(to, "words", entry.words);
    to.end();
    return to.take() + "\n";
}

struct ReadLine {
    LogEntry entry;
    std::size_t number = 0;
    Digest256 previous;
};

std::expected<ReadLine, LogError> read_entry(std::string_view line, bool first) {
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(line, {.bytes = longest_log_line, .depth = 3, .members = 16}))
        return std::unexpected(LogError::not_json);
    JsonObject from = document.object(faults);
    static constexpr std::array<std::string_view, 10> names{"at", "copy",     "exhibit", "format", "number",
                                                            "of", "previous", "sha256",  "step",   "words"};
    from.only(names);
    if (first) {
        static constexpr std::array<std::string_view, 1> format{log_format};
        (void)from.word("format", format);
    } else if (from.has("format")) {
        from.fault("format", "stands in the first line alone");
    }
    ReadLine read;
    read.entry.at = read_moment(from, "at", Need::required).value_or(Moment{});
    read.entry.copy = static_cast<std::uint32_t>(from.integer("copy", 1, most_copies, Need::optional).value_or(0));
    read.entry.exhibit =
        static_cast<std::uint32_t>(from.integer("exhibit", 1, last_exhibit_number, Need::optional).value_or(0));
    read.number = static_cast<std::size_t>(from.integer("number", 1, most_log_lines).value_or(0));
    read.entry.of = static_cast<std::uint32_t>(from.integer("of", 1, most_log_lines, Need::optional).value_or(0));
    read.previous = read_sha256(from, "previous");
    if (from.has("sha256")) read.entry.digest = read_sha256(from, "sha256");
    read.entry.step = read_word<Step, steps>(from, "step").value_or(Step::noted);
    read.entry.words = read_lines(from, "words", longest_log_words);
    if (!faults.empty()) return std::unexpected(LogError::malformed);
    return read;
}

}  // namespace

std::string_view to_text(Step step) noexcept {
    static constexpr std::array<std::string_view, steps> words{
        "opened",   "added", "viewed", "read-out", "changed",  "redacted", "removed",
        "restored", "noted", "undone", "sealed",   "exported", "imported"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(step), steps - 1)];
}

std::string_view explain(LogError error) noexcept {
    switch (error) {
        case LogError::too_long:
            return "The log or a line of it is longer than any log is.";
        case LogError::no_line_end:
            return "The last line has no end: the file is cut off.";
        case LogError::not_json:
            return "The line is not JSON.";
        case LogError::malformed:
            return "A member of the line is missing, unknown or wrong.";
        case LogError::not_canonical:
            return "The line is not written the way the log writes it: it was changed by another program or by hand.";
        case LogError::wrong_number:
            return "The line's number is not its place: lines were taken out, put in or moved.";
        case LogError::wrong_chain:
            return "The line does not follow from the one before it: that one was changed, or a line was taken out, "
                   "put in or moved.";
        case LogError::not_opened:
            return "A log begins with the line that says that the case was opened, and has one such line.";
        case LogError::bad_reference:
            return "The line takes back a line that is not before it, or was taken back already.";
    }
    return "The log is damaged.";
}

std::expected<void, LogError> CustodyLog::fits(const LogEntry& entry) const {
    if ((entry.step == Step::opened) != entries_.empty()) return std::unexpected(LogError::not_opened);
    if (entries_.size() >= most_log_lines) return std::unexpected(LogError::too_long);
    if ((entry.step == Step::undone) != (entry.of != 0)) return std::unexpected(LogError::bad_reference);
    if (entry.of != 0) {
        // The first line cannot be taken back: without it there is no log.
        const bool known = entry.of > 1 && entry.of <= entries_.size();
        if (!known || undone_[entry.of - 1]) return std::unexpected(LogError::bad_reference);
    }
    if (entry.step == Step::removed && entry.words.empty()) return std::unexpected(LogError::malformed);
    const bool about_case = entry.step == Step::opened || entry.step == Step::undone;
    if (about_case && (entry.exhibit != 0 || entry.digest)) return std::unexpected(LogError::malformed);
    if (entry.copy != 0 && entry.exhibit == 0) return std::unexpected(LogError::malformed);
    const bool about_exhibit = entry.step == Step::added || entry.step == Step::viewed ||
                               entry.step == Step::read_out || entry.step == Step::redacted ||
                               entry.step == Step::removed || entry.step == Step::restored;
    if (about_exhibit && entry.exhibit == 0) return std::unexpected(LogError::malformed);
    return {};
}

void CustodyLog::take(LogEntry entry, std::string_view line) {
    if (entry.of != 0) undone_[entry.of - 1] = true;
    head_ = sealing::sha256(line);
    text_ += line;
    entries_.push_back(std::move(entry));
    undone_.push_back(false);
}

std::expected<CustodyLog, LogError> CustodyLog::open(Moment at, std::string words) {
    CustodyLog log;
    LogEntry first;
    first.step = Step::opened;
    first.at = at;
    first.words = std::move(words);
    if (const auto line = log.append(first); !line) return std::unexpected(line.error());
    return log;
}

std::expected<std::string_view, LogError> CustodyLog::append(const LogEntry& entry) {
    if (const auto fit = fits(entry); !fit) return std::unexpected(fit.error());
    const std::string line = line_of(entry, entries_.size() + 1, head_);
    if (line.size() > longest_log_line) return std::unexpected(LogError::too_long);
    // What could not be read back is not written: text that is not UTF-8, numbers and words beyond their limits.
    const auto again = read_entry(std::string_view(line).substr(0, line.size() - 1), entries_.empty());
    if (!again) return std::unexpected(again.error());
    if (again->entry != entry) return std::unexpected(LogError::malformed);
    const std::size_t start = text_.size();
    take(entry, line);
    return std::string_view(text_).substr(start);
}

std::expected<CustodyLog, LogBreak> CustodyLog::read(std::string_view file) {
    CustodyLog log;
    std::size_t number = 0;
    do {
        ++number;
        const auto broken = [number](LogError error) { return std::unexpected(LogBreak{number, error}); };
        const std::size_t end = file.find('\n');
        if (end == file.npos)
            return broken(file.size() > longest_log_line ? LogError::too_long : LogError::no_line_end);
        const std::string_view line = file.substr(0, end + 1);
        if (line.size() > longest_log_line) return broken(LogError::too_long);
        auto read = read_entry(line.substr(0, end), number == 1);
        if (!read) return broken(read.error());
        if (read->number != number) return broken(LogError::wrong_number);
        if (read->previous != log.head_) return broken(LogError::wrong_chain);
        if (line_of(read->entry, number, log.head_) != line) return broken(LogError::not_canonical);
        if (const auto fit = log.fits(read->entry); !fit) return broken(fit.error());
        log.take(std::move(read->entry), line);
        file.remove_prefix(end + 1);
    } while (!file.empty());
    return log;
}

}  // namespace holdfast::evidence
