// SPDX-License-Identifier: Apache-2.0
// actions.jsonl: every step that was taken with the evidence, in order, each line bound to the one before it.
// docs/formats/log.md is the page.
//
// A line is canonical JSON (RFC 8785) and an LF; its member `previous` is SHA-256 of the line before, LF included, so
// that `sed -n 3p actions.jsonl | sha256sum` gives what line 4 must say. The log only grows: undoing something is a
// line of its own. The chain shows that lines were changed, put in, taken out or put in another order; that lines are
// missing at the end is shown by the seal over the whole file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/moment.hpp"

namespace holdfast::evidence {

inline constexpr std::string_view log_format = "holdfast-log-1";
inline constexpr std::size_t longest_log_line = 8'192;  ///< bytes with its LF
inline constexpr std::size_t most_log_lines = 50'000;
inline constexpr std::size_t longest_log_words = 2'000;

enum class Step : std::uint8_t {
    opened,    ///< the case was begun: the first line, and no other
    added,     ///< an exhibit was put in; digest: its file's
    viewed,    ///< it was looked at
    read_out,  ///< a machine read words in it
    changed,   ///< something said about it, or about the case, was changed; words: what
    redacted,  ///< a copy with parts covered was made; digest: the copy's
    removed,   ///< it was taken out; words: why
    restored,  ///< it was put back
    noted,     ///< a link, a payment, a name, a note was put in or done; words: what
    undone,    ///< the line `of` was taken back
    sealed,    ///< a pack was made; digest: of its tagmanifest where it is known
    exported,  ///< something was handed over or saved; words: what, to whom
    imported,  ///< a draft or another tool's list was taken in; digest: of that file
};
inline constexpr std::size_t steps = 13;
/// "opened", "added", "viewed", "read-out", …
[[nodiscard]] std::string_view to_text(Step step) noexcept;

struct LogEntry {
    Step step = Step::noted;
    Moment at;                        ///< the device's clock
    std::uint32_t exhibit = 0;        ///< 0: the case as a whole
    std::uint32_t copy = 0;           ///< of a redacted copy: its index
    std::optional<Digest256> digest;  ///< SHA-256 of the file that the step is about
    std::uint32_t of = 0;             ///< undone: number of the line that was taken back
    std::string words;                ///< why, what, to whom; required for removed
    friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

enum class LogError : std::uint8_t {
    too_long,       ///< a line above longest_log_line, or more lines than most_log_lines
    no_line_end,    ///< the last line has no LF: the file is cut off
    not_json,       ///< a line is no JSON
    malformed,      ///< a member is missing, unknown or wrong
    not_canonical,  ///< the same entry has another text
    wrong_number,   ///< a line's number is not its place
    wrong_chain,    ///< `previous` is not the digest of the line before
    not_opened,     ///< the first line is not "opened", or a later one is
    bad_reference,  ///< `of` names no earlier line, or one that was taken back already
};
/// A plain sentence.
[[nodiscard]] std::string_view explain(LogError error) noexcept;

struct LogBreak {
    std::size_t line = 0;  ///< the first line, from 1, at which it does not hold
    LogError error = LogError::malformed;
    friend bool operator==(const LogBreak&, const LogBreak&) noexcept = default;
};

class CustodyLog {
  public:
    /// A log with its first line.
    [[nodiscard]] static std::expected<CustodyLog, LogError> open(Moment at, std::string words);
    /// A log that was kept, read from its first line to its last. Cost: linear.
    [[nodiscard]] static std::expected<CustodyLog, LogBreak> read(std::string_view file);

    /// Puts a line at the end and returns it, so that it can be written at once; nothing is put in on an error. The
    /// view holds until the next append.
    [[nodiscard]] std::expected<std::string_view, LogError> append(const LogEntry& entry);

    /// The file, whole.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Line n is at n - 1.
    [[nodiscard]] const std::vector<LogEntry>& entries() const noexcept { return entries_; }
    /// SHA-256 of the last line: what the next one must say.
    [[nodiscard]] const Digest256& head() const noexcept { return head_; }

  private:
    CustodyLog() = default;
    [[nodiscard]] std::expected<void, LogError> fits(const LogEntry& entry) const;
    void take(LogEntry entry, std::string_view line);
    std::string text_;
    std::vector<LogEntry> entries_;
    std::vector<bool> undone_;  // by line
    Digest256 head_;
};

}  // namespace holdfast::evidence
