// SPDX-License-Identifier: Apache-2.0
// How tiles are named, and how entries lie in a bundle (c2sp.org/tlog-tiles).
#include <charconv>
#include <limits>

#include "holdfast/evidence/log_tiles.hpp"
#include "joined.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::string_view entries_word = "entries";
constexpr std::string_view partial_mark = ".p/";
constexpr std::uint64_t group = 1000;

std::optional<unsigned> decimal(std::string_view text, unsigned most) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    return value;
}

// "x001/x234/067"
std::optional<std::uint64_t> read_index(std::string_view text) {
    std::uint64_t index = 0;
    for (bool last = false, first = true; !last; first = false) {
        const auto slash = text.find('/');
        last = slash == std::string_view::npos;
        std::string_view digits = text.substr(0, slash);
        if (!last) {
            if (!digits.starts_with('x')) return std::nullopt;
            digits.remove_prefix(1);
            text.remove_prefix(slash + 1);
        }
        if (digits.size() != 3) return std::nullopt;
        unsigned part = 0;
        for (const char c : digits) {
            if (c < '0' || c > '9') return std::nullopt;
            part = part * 10 + static_cast<unsigned>(c - '0');
        }
        if (first && !last && part == 0) return std::nullopt;  // "x000/067" is "067"
        if (index > (std::numeric_limits<std::uint64_t>::max() - part) / group) return std::nullopt;
        index = index * group + part;
    }
    return index;
}

std::string three_digits(std::uint64_t value) {
    std::string text = std::to_string(value);
    return std::string(3 - text.size(), '0') + text;
}

}  // namespace

std::optional<TilePath> read_tile_path(std::string_view path) {
    TilePath read;
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    if (path.substr(0, slash) != entries_word) {
        read.level = decimal(path.substr(0, slash), 63);
        if (!read.level) return std::nullopt;
    }
    path.remove_prefix(slash + 1);
    if (const auto mark = path.find(partial_mark); mark != std::string_view::npos) {
        const auto width = decimal(path.substr(mark + partial_mark.size()), tile_width - 1);
        if (!width || *width == 0) return std::nullopt;
        read.width = *width;
        path = path.substr(0, mark);
    }
    const auto index = read_index(path);
    if (!index) return std::nullopt;
    read.index = *index;
    return read;
}

std::string to_text(const TilePath& path) {
    std::string text = three_digits(path.index % group);
    for (std::uint64_t rest = path.index / group; rest != 0; rest /= group) {
        text = joined({"x", three_digits(rest % group), "/", text});
    }
    text = (path.level ? std::to_string(*path.level) : std::string(entries_word)) + "/" + text;
    if (path.width != tile_width) text += std::string(partial_mark) + std::to_string(path.width);
    return text;
}

std::optional<std::string> entry_bundle(const std::vector<std::string>& entries) {
    std::string bundle;
    for (const std::string& entry : entries) {
        if (entry.size() > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
        bundle += static_cast<char>(entry.size() >> 8U);
        bundle += static_cast<char>(entry.size() & 0xffU);
        bundle += entry;
    }
    return bundle;
}

}  // namespace holdfast::evidence
