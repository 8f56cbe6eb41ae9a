// SPDX-License-Identifier: Apache-2.0
// The Info dictionary of a PDF (ISO 32000-1, 14.3.3), found as a reader finds it: from startxref at the end through
// cross-reference tables, newest first. Where the way leads through a cross-reference stream, or the document is
// encrypted, nothing is told: an older Info that still lies in plain might have been replaced.
#include "pdf_facts.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_sections = 100;        ///< a document that was changed more often says nothing
constexpr std::size_t most_subsections = 10'000;  ///< of all of them
constexpr std::size_t tail_bytes = 1'024;         ///< startxref stands there
constexpr std::size_t most_dictionary = 65'536;
constexpr unsigned deepest = 20;

constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
constexpr bool ends_word(char c) noexcept {
    return is_blank(c) || "()<>[]{}/%"sv.contains(c);
}

/// What is left of a text; each step is false where it does not stand there, and the cursor is of no use after that.
struct Cursor {
    std::string_view rest;

    void blanks() noexcept {
        while (!rest.empty()) {
            if (rest.front() == '%') {
                rest.remove_prefix(std::min(rest.find_first_of("\r\n"), rest.size()));
            } else if (is_blank(rest.front())) {
                rest.remove_prefix(1);
            } else {
                return;
            }
        }
    }
    bool word(std::string_view expected) noexcept {
        blanks();
        if (!rest.starts_with(expected)) return false;
        rest.remove_prefix(expected.size());
        return true;
    }
    std::optional<std::uint64_t> number() noexcept {
        blanks();
        std::uint64_t value = 0;
        std::size_t digits = 0;
        for (; digits < rest.size() && is_digit(rest[digits]); ++digits) {
            if (digits == 15) return std::nullopt;
            value = value * 10 + static_cast<std::uint64_t>(rest[digits] - '0');
        }
        if (digits == 0) return std::nullopt;
        rest.remove_prefix(digits);
        return value;
    }
    std::string_view name() noexcept {
        if (!word("/")) return {};
        std::size_t size = 0;
        while (size < rest.size() && !ends_word(rest[size])) ++size;
        const std::string_view found = rest.substr(0, size);
        rest.remove_prefix(size);
        return found;
    }
};

struct Reference {
    std::uint64_t object = 0;
    std::uint64_t generation = 0;
};

std::optional<unsigned> hex_digit(char c) noexcept {
    if (is_digit(c)) return static_cast<unsigned>(c - '0');
    const char small = static_cast<char>(c | 0x20);
    if (small >= 'a' && small <= 'f') return static_cast<unsigned>(small - 'a' + 10);
    return std::nullopt;
}

std::optional<std::string> hex_string(Cursor& at) {
    std::string out;
    unsigned value = 0;
    bool half = false;
    for (std::size_t i = 1; i < at.rest.size(); ++i) {
        const char c = at.rest[i];
        if (c == '>') {
            if (half) out.push_back(static_cast<char>(value << 4U));
            at.rest.remove_prefix(i + 1);
            return out;
        }
        if (is_blank(c)) continue;
        const auto digit = hex_digit(c);
        if (!digit) return std::nullopt;
        value = half ? value << 4U | *digit : *digit;
        if (half) out.push_back(static_cast<char>(value));
        half = !half;
    }
    return std::nullopt;
}

/// One escaped character (7.3.4.2) at rest[i], behind the backslash; `i` is then at its last byte.
void escaped(std::string& out, std::string_view rest, std::size_t& i) {
    const char c = rest[i];
    constexpr std::string_view letters = "nrtbf";
    constexpr std::string_view meant = "\n\r\t\b\f";
    if (const std::size_t letter = letters.find(c); letter != letters.npos) {
        out.push_back(meant[letter]);
    } else if (c >= '0' && c <= '7') {
        unsigned value = 0;
        std::size_t digits = 0;
        for (; digits < 3 && i + digits < rest.size() && rest[i + digits] >= '0' && rest[i + digits] <= '7'; ++digits)
            value = value * 8 + static_cast<unsigned>(rest[i + digits] - '0');
        out.push_back(static_cast<char>(value & 0xFFU));
        i += digits - 1;
    } else if (c == '\r') {
        if (i + 1 < rest.size() && rest[i + 1] == '\n') ++i;
    } else if (c != '\n') {
        out.push_back(c);
    }
}

std::optional<std::string> literal_string(Cursor& at) {
    std::string out;
    std::size_t open = 1;
    for (std::size_t i = 1; i < at.rest.size(); ++i) {
        const char c = at.rest[i];
        if (c == '\\') {
            if (++i >= at.rest.size()) return std::nullopt;
            escaped(out, at.rest, i);
            continue;
        }
        if (c == '(') ++open;
        if (c == ')' && --open == 0) {
            at.rest.remove_prefix(i + 1);
            return out;
        }
        out.push_back(c);
    }
    return std::nullopt;
}

/// A value of a dictionary.
struct Value {
    std::optional<std::string> text;  ///< of a string
    std::optional<Reference> reference;
    std::optional<std::uint64_t> number;
};

std::optional<Value> value_of(Cursor& at, unsigned depth);

/// Calls `take(name, value)` for each entry; false where it is no whole dictionary.
template <class Take>
bool each_entry(Cursor& at, unsigned depth, Take&& take) {
    if (depth == 0 || !at.word("<<")) return false;
    for (;;) {
        if (at.word(">>")) return true;
        const std::string_view name = at.name();
        if (name.empty()) return false;
        const auto value = value_of(at, depth);
        if (!value) return false;
        take(name, *value);
    }
}

bool pass_array(Cursor& at, unsigned depth) {
    if (depth == 0) return false;
    at.rest.remove_prefix(1);
    while (!at.word("]"))
        if (!value_of(at, depth)) return false;
    return true;
}

std::optional<Value> value_of(Cursor& at, unsigned depth) {
    at.blanks();
    if (at.rest.empty()) return std::nullopt;
    Value value;
    if (at.rest.starts_with("<<")) {
        if (!each_entry(at, depth - 1, [](std::string_view, const Value&) {})) return std::nullopt;
        return value;
    }
    if (at.rest.front() == '<' || at.rest.front() == '(') {
        value.text = at.rest.front() == '<' ? hex_string(at) : literal_string(at);
        if (!value.text) return std::nullopt;
        return value;
    }
    if (at.rest.front() == '[') {
        if (!pass_array(at, depth - 1)) return std::nullopt;
        return value;
    }
    if (at.rest.front() == '/') {
        (void)at.name();
        return value;
    }
    if (const Cursor before = at; is_digit(at.rest.front())) {
        const auto object = at.number();
        const auto generation = at.number();
        if (object && generation && at.word("R") && (at.rest.empty() || ends_word(at.rest.front()))) {
            value.reference = Reference{*object, *generation};
            return value;
        }
        at = before;
        if (object) value.number = object;
    }
    std::size_t size = 0;
    while (size < at.rest.size() && !ends_word(at.rest[size])) ++size;
    if (size == 0) return std::nullopt;
    at.rest.remove_prefix(size);
    return value;
}

void put_character(std::string& to, char32_t c) {
    const auto byte = [&to](char32_t value) { to.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | c >> 6U);
        byte(0x80 | (c & 0x3FU));
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12U);
        byte(0x80 | (c >> 6U & 0x3FU));
        byte(0x80 | (c & 0x3FU));
    } else {
        byte(0xF0 | c >> 18U);
        byte(0x80 | (c >> 12U & 0x3FU));
        byte(0x80 | (c >> 6U & 0x3FU));
        byte(0x80 | (c & 0x3FU));
    }
}

std::string from_utf16(std::string_view bytes) {
    std::string out;
    const auto unit = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[i]) << 8U |
                                     static_cast<unsigned char>(bytes[i + 1]));
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t c = unit(i);
        const bool leads = c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size();
        if (leads && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10U) + (unit(i + 2) - 0xDC00);
            i += 2;
        }
        put_character(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    return out;
}

/// PDFDocEncoding (annex D.3): as Latin-1 but for these.
std::string from_document_encoding(std::string_view bytes) {
    static constexpr std::array<char32_t, 8> at_18{0x2D8, 0x2C7, 0x2C6, 0x2D9, 0x2DD, 0x2DB, 0x2DA, 0x2DC};
    static constexpr std::array<char32_t, 33> at_80{
        0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x192,  0x2044, 0x2039, 0x203A, 0x2212,
        0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x141,
        0x152,  0x160,  0x178,  0x17D,  0x131,  0x142,  0x153,  0x161,  0x17E,  0xFFFD, 0x20AC};
    std::string out;
    for (const char each : bytes) {
        const auto c = static_cast<unsigned char>(each);
        put_character(out, c >= 0x18 && c < 0x20 ? at_18[c - 0x18U] : c >= 0x80 && c <= 0xA0 ? at_80[c - 0x80U] : c);
    }
    return out;
}

std::string text_of(std::string_view bytes) {
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2));
    if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
    return from_document_encoding(bytes);
}

/// "2026-11-20T18:45:00+01:00" of "D:20261120184500+01'00'" (7.9.4), as far as it goes; empty where it is no date.
std::string date_of(std::string_view text) {
    if (text.starts_with("D:")) text.remove_prefix(2);
    std::string out;
    const auto digits = [&](std::size_t count, std::string_view before) {
        if (text.size() < count || !std::ranges::all_of(text.substr(0, count), is_digit)) return false;
        out.append(before).append(text.substr(0, count));
        text.remove_prefix(count);
        return true;
    };
    if (!digits(4, "") || !digits(2, "-") || !digits(2, "-")) return {};
    if (text.empty()) return out;
    if (!digits(2, "T") || !digits(2, ":")) return {};
    if (!digits(2, ":")) return text.empty() ? out : std::string();
    if (text.empty()) return out;
    if (text.front() == 'Z') return out + "Z";
    const std::string_view sign = text.substr(0, 1);
    text.remove_prefix(1);
    if ((sign != "+" && sign != "-") || !digits(2, sign)) return {};
    if (text.starts_with('\'')) text.remove_prefix(1);
    if (!digits(2, ":")) out += ":00";
    return out;
}

/// One section of the cross-reference table with its trailer.
struct Section {
    std::optional<std::uint64_t> offset;  ///< of the object asked for, where it has one in use
    bool has_entry = false;
    std::optional<Reference> info;
    std::optional<std::uint64_t> previous;
    bool has_info = false;
    bool is_encrypted = false;
};

/// What is spent on all tables of a document, however they lead to each other.
struct Budget {
    std::size_t subsections = 0;
    std::size_t bytes = 0;  ///< that may still be gone through
};

/// `object`: which to look for. Nothing where it is no table, or the budget is spent.
std::optional<Section> section_at(std::string_view file, std::uint64_t offset, std::optional<std::uint64_t> object,
                                  Budget& budget) {
    if (offset >= file.size()) return std::nullopt;
    const std::string_view table = file.substr(static_cast<std::size_t>(offset), budget.bytes);
    Cursor at{table};
    if (!at.word("xref")) return std::nullopt;
    Section section;
    while (!at.word("trailer")) {
        const auto first = at.number();
        const auto count = at.number();
        constexpr std::size_t entry_bytes = 20;
        at.blanks();
        if (!first || !count || *count > at.rest.size() / entry_bytes || ++budget.subsections > most_subsections)
            return std::nullopt;
        if (object && *object >= *first && *object - *first < *count && !section.has_entry) {
            const std::string_view entry =
                at.rest.substr(static_cast<std::size_t>(*object - *first) * entry_bytes, entry_bytes);
            Cursor fields{entry};
            const auto where = fields.number();
            const auto generation = fields.number();
            section.has_entry = true;
            if (where && generation && fields.word("n")) section.offset = where;
        }
        at.rest.remove_prefix(static_cast<std::size_t>(*count) * entry_bytes);
    }
    const std::size_t passed = table.size() - at.rest.size();
    budget.bytes -= passed;
    at.rest = file.substr(static_cast<std::size_t>(offset) + passed, most_dictionary);
    const bool whole = each_entry(at, deepest, [&](std::string_view name, const Value& value) {
        if (name == "Info") section.has_info = true;
        if (name == "Info") section.info = value.reference;
        if (name == "Prev") section.previous = value.number;
        if (name == "Encrypt") section.is_encrypted = true;
    });
    if (!whole) return std::nullopt;
    return section;
}

/// Where the newest section stands.
std::optional<std::uint64_t> start_of(std::string_view file) {
    const std::string_view tail = file.substr(file.size() - std::min(file.size(), tail_bytes));
    const std::size_t found = tail.rfind("startxref");
    if (found == tail.npos) return std::nullopt;
    Cursor at{tail.substr(found + 9)};
    return at.number();
}

/// Content of the Info object, from its dictionary on; empty where there is no certain way to it.
std::string_view info_of(std::string_view file) {
    auto next = start_of(file);
    Budget budget{.subsections = 0, .bytes = 2 * file.size()};  // the newest is gone through twice, and none overlap
    std::optional<Reference> info;
    std::optional<std::uint64_t> offset;
    bool known = false;
    for (std::size_t sections = 0; next; ++sections) {
        if (sections == most_sections) return {};
        const auto at = next;
        auto section = section_at(file, *at, info ? std::optional(info->object) : std::nullopt, budget);
        if (!section || section->is_encrypted) return {};
        if (sections == 0) {
            // The newest trailer says what counts; without an Info in it there is none.
            if (!section->info) return {};
            info = section->info;
            section = section_at(file, *at, info->object, budget);
            if (!section) return {};
        }
        if (section->has_entry && !known) {
            known = true;
            offset = section->offset;
        }
        next = section->previous;
    }
    if (!info || !offset || *offset >= file.size()) return {};
    Cursor at{file.substr(static_cast<std::size_t>(*offset), most_dictionary)};
    if (at.number() != info->object || at.number() != info->generation || !at.word("obj")) return {};
    return at.rest;
}

}  // namespace

StatedFacts pdf_facts(std::string_view file) {
    StatedFacts facts;
    Cursor at{info_of(file)};
    const bool whole = each_entry(at, deepest, [&](std::string_view name, const Value& value) {
        if (!value.text) return;
        if (name == "Author") state(facts, StatedName::author, text_of(*value.text));
        if (name == "CreationDate") state(facts, StatedName::created, date_of(text_of(*value.text)));
        if (name == "ModDate") state(facts, StatedName::modified, date_of(text_of(*value.text)));
        if (name == "Producer") state(facts, StatedName::producer, text_of(*value.text));
        if (name == "Title") state(facts, StatedName::title, text_of(*value.text));
    });
    return whole ? facts : StatedFacts();
}

}  // namespace holdfast::evidence
