// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/path_rules.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "holdfast/core/utf8.hpp"
#include "name_tables.hpp"

namespace holdfast::evidence {
namespace {

// Precondition: `text` begins with a well-formed sequence.
char32_t take_character(std::string_view& text) noexcept {
    const std::size_t length = utf8_sequence(text);
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    char32_t c = byte(0);
    if (length > 1) c &= 0x7FU >> length;
    for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (byte(i) & 0x3FU);
    text.remove_prefix(length);
    return c;
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    const unsigned tail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr std::array<unsigned, 4> lead = {0, 0xC0, 0xE0, 0xF0};
    out += static_cast<char>(lead[tail] | (c >> (6 * tail)));
    for (unsigned i = tail; i-- > 0;) out += static_cast<char>(0x80U | ((c >> (6 * i)) & 0x3FU));
}

bool is_control(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool is_hidden(char32_t c) noexcept {
    return c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Windows looks at what stands before the first dot, without spaces at its end; superscript digits count as digits.
bool is_device(std::string_view part) {
    std::string name(part.substr(0, part.find('.')));
    while (name.ends_with(' ')) name.pop_back();
    std::ranges::transform(name, name.begin(), lower);
    for (const std::string_view device : {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"})
        if (name == device) return true;
    if (!name.starts_with("com") && !name.starts_with("lpt")) return false;
    const std::string_view number = std::string_view(name).substr(3);
    return (number.size() == 1 && number[0] >= '0' && number[0] <= '9') || number == "\u00B9" || number == "\u00B2" ||
           number == "\u00B3";
}

std::optional<PathFault> fault_of_part(std::string_view part) {
    if (part.empty()) return PathFault::empty_segment;
    if (part == "." || part == "..") return PathFault::dot_segment;
    if (part.ends_with('.') || part.ends_with(' ')) return PathFault::trailing_dot;
    if (is_device(part)) return PathFault::device_name;
    return std::nullopt;
}

bool begins_with_variable(std::string_view path) noexcept {
    if (!path.starts_with('%')) return false;
    const std::size_t end = path.find('%', 1);
    return end != std::string_view::npos && end > 1 && path.substr(1, end - 1).find('/') == std::string_view::npos;
}

std::optional<PathFault> fault_of_characters(std::string_view path) {
    while (!path.empty()) {
        const char32_t c = take_character(path);
        if (is_control(c)) return PathFault::control_character;
        if (is_hidden(c)) return PathFault::hidden_character;
        if (c == '\\') return PathFault::backslash;
        if (c == ':') return PathFault::drive_or_stream;
        if (c < 0x80 && std::string_view("<>\"|?*").find(static_cast<char>(c)) != std::string_view::npos)
            return PathFault::reserved;
    }
    return std::nullopt;
}

// Hangul syllables are split by arithmetic (Unicode chapter 3.12).
void append_decomposed(std::u32string& out, char32_t c) {
    constexpr char32_t syllables = 0xAC00;
    constexpr char32_t count = 11172;
    if (c >= syllables && c < syllables + count) {
        const char32_t at = c - syllables;
        out += static_cast<char32_t>(0x1100 + at / 588);
        out += static_cast<char32_t>(0x1161 + at % 588 / 28);
        if (at % 28 != 0) out += static_cast<char32_t>(0x11A7 + at % 28);
        return;
    }
    // The longest chain of the tables is four; the second part never splits further.
    std::u32string tail;
    for (auto split = canonical_split(c); split[0] != c; split = canonical_split(c)) {
        if (split[1] != 0) tail += split[1];
        c = split[0];
    }
    out += c;
    out.append(tail.rbegin(), tail.rend());
}

void put_marks_in_order(std::u32string& text) {
    const auto by_class = [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); };
    for (auto at = text.begin(); at != text.end();) {
        const auto marks = std::find_if(at, text.end(), [](char32_t c) { return combining_class(c) != 0; });
        at = std::find_if(marks, text.end(), [](char32_t c) { return combining_class(c) == 0; });
        for (auto mark = marks; mark != at; ++mark)  // stable, and paths are short
            std::rotate(std::upper_bound(marks, mark, *mark, by_class), mark, mark + 1);
    }
}

}  // namespace

std::string_view to_text(PathFault fault) noexcept {
    switch (fault) {
        case PathFault::empty:
            return "empty";
        case PathFault::too_long:
            return "too_long";
        case PathFault::not_utf8:
            return "not_utf8";
        case PathFault::control_character:
            return "control_character";
        case PathFault::hidden_character:
            return "hidden_character";
        case PathFault::absolute:
            return "absolute";
        case PathFault::backslash:
            return "backslash";
        case PathFault::drive_or_stream:
            return "drive_or_stream";
        case PathFault::home_shortcut:
            return "home_shortcut";
        case PathFault::variable_shortcut:
            return "variable_shortcut";
        case PathFault::dot_segment:
            return "dot_segment";
        case PathFault::empty_segment:
            return "empty_segment";
        case PathFault::device_name:
            return "device_name";
        case PathFault::trailing_dot:
            return "trailing_dot";
        case PathFault::reserved:
            return "reserved";
    }
    return "";
}

std::optional<PathFault> fault_of_path(std::string_view path) {
    if (path.empty()) return PathFault::empty;
    if (path.size() > 4 * most_path_characters) return PathFault::too_long;
    if (!is_utf8(path)) return PathFault::not_utf8;
    if (utf8_length(path) > most_path_characters) return PathFault::too_long;
    if (path.starts_with('/')) return PathFault::absolute;
    if (path.starts_with('~')) return PathFault::home_shortcut;
    if (begins_with_variable(path)) return PathFault::variable_shortcut;
    if (const auto fault = fault_of_characters(path)) return fault;
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        if (const auto fault = fault_of_part(path.substr(from, end - from))) return fault;
        from = end + 1;
    }
    return std::nullopt;
}

std::string folded_path(std::string_view path) {
    if (std::ranges::all_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        std::string text(path);
        std::ranges::transform(text, text.begin(), lower);
        return text;
    }
    std::u32string split;
    while (!path.empty()) append_decomposed(split, take_character(path));
    std::u32string folded;
    for (const char32_t c : split)
        for (const char32_t to : case_fold(c))
            if (to != 0) append_decomposed(folded, to);
    put_marks_in_order(folded);
    std::string text;
    for (const char32_t c : folded) append_utf8(text, c);
    return text;
}

std::optional<PathClash> clash_of_paths(std::span<const std::string> paths) {
    std::map<std::string, std::size_t, std::less<>> files;    // folded path: who has it
    std::map<std::string, std::size_t, std::less<>> folders;  // folded folder: the first path in it
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string folded = folded_path(paths[i]);
        if (const auto twin = files.find(folded); twin != files.end())
            return PathClash{.first = twin->second, .second = i, .same = paths[i] == paths[twin->second]};
        if (const auto inside = folders.find(folded); inside != folders.end())
            return PathClash{.first = inside->second, .second = i, .same = false};
        for (std::size_t slash = folded.find('/'); slash != std::string::npos; slash = folded.find('/', slash + 1)) {
            const std::string_view folder = std::string_view(folded).substr(0, slash);
            if (const auto file = files.find(folder); file != files.end())
                return PathClash{.first = file->second, .second = i, .same = false};
            if (!folders.contains(folder)) folders.emplace(folder, i);
        }
        files.emplace(folded, i);
    }
    return std::nullopt;
}

}  // namespace holdfast::evidence
