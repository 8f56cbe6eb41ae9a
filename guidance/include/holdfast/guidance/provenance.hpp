// SPDX-License-Identifier: Apache-2.0
// Where a value comes from, how sure it is, and until when it may be relied on. No entry of the guide is without.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::guidance {

/// How well a value was established, the surest first.
enum class Sureness : std::uint8_t {
    seen,     ///< read in a source that is named
    copied,   ///< stands in source code of others that was read without its name: nobody can look there again
    pattern,  ///< follows the rule of sister pages
    memory,   ///< found in no source
};
/// In the order of Sureness.
inline constexpr std::array<std::string_view, 4> sureness_names{"seen", "copied", "pattern", "memory"};
/// "seen", "copied", "pattern", "memory".
[[nodiscard]] constexpr std::string_view to_text(Sureness sure) noexcept {
    return sureness_names[static_cast<std::size_t>(sure)];
}

/// Reads YYYY-MM-DD, a day that the calendar has.
[[nodiscard]] std::optional<std::chrono::sys_days> day_from_text(std::string_view text) noexcept;
/// The same way round. Valid for the years 0000 to 9999.
[[nodiscard]] std::string to_text(std::chrono::sys_days day);

struct Source {
    std::string url;  ///< a host that ends in .invalid is no page (data/directory/README.md)
    std::chrono::sys_days read;
    std::string how;   ///< such as "stored copy"
    std::string says;  ///< what was read there, in short
};

/// A field that is less sure than its entry.
struct UnsureField {
    std::string field;
    Sureness sure = Sureness::memory;
};

/// What is not `seen` is never shown as fact: whoever shows an entry asks `seen` for each field, leaves out what is
/// not, and names `check_page` instead. (The words of a step are advice, not facts to dial, and are shown either way.)
struct Provenance {
    std::vector<Source> sources;  ///< the main one first; never empty where `sure` is seen
    Sureness sure = Sureness::memory;
    std::vector<UnsureField> unsure;
    std::string check_at;  ///< the page where a person checks it; empty only where all is seen
    std::chrono::sys_days review_by;

    /// How sure one field is: no surer than the entry.
    [[nodiscard]] Sureness of(std::string_view field) const noexcept;
    [[nodiscard]] bool seen(std::string_view field) const noexcept { return of(field) == Sureness::seen; }
    /// Whether the entry was due for review before `today`.
    [[nodiscard]] bool stale(std::chrono::sys_days today) const noexcept { return today > review_by; }
    /// Where to check the entry: `check_at` if it was read, else the main source that is a page, else `check_at`
    /// anyway. Empty where there is none at all.
    [[nodiscard]] std::string_view check_page() const noexcept;
};

}  // namespace holdfast::guidance
