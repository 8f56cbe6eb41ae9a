// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/machine_read.hpp"

#include <algorithm>

#include "holdfast/core/utf8.hpp"
#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_control(std::string_view sequence) noexcept {
    const auto first = static_cast<unsigned char>(sequence[0]);
    if (sequence.size() == 1) return first < 0x20 || first == 0x7F;
    // U+0080 to U+009F, and the separators of lines and paragraphs.
    return (sequence.size() == 2 && first == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0) ||
           sequence == "\u2028" || sequence == "\u2029";
}

std::string clean_line(std::string_view raw) {
    std::string line;
    while (!raw.empty()) {
        const std::size_t length = utf8_sequence(raw);
        const std::string_view sequence = raw.substr(0, length == 0 ? 1 : length);
        raw.remove_prefix(sequence.size());
        if (length == 0) {
            line += replacement;
        } else if (sequence == "\t") {
            line += ' ';
        } else if (!is_control(sequence)) {
            line += sequence;
        }
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

bool may_be_read(const Exhibit& exhibit) noexcept {
    const auto* const kept = std::get_if<Kept>(&exhibit.holding);
    return kept != nullptr && class_of(kept->file().type) == TypeClass::picture;
}

bool may_hold_machine_read(const Exhibit& exhibit) noexcept {
    if (std::holds_alternative<Kept>(exhibit.holding)) return true;
    const auto* const hashes = std::get_if<HashesOnly>(&exhibit.holding);
    return hashes != nullptr && hashes->why() == WhyHashes::left_out;
}

MachineWords machine_words(std::string_view raw) {
    MachineWords words;
    bool gap = false;
    while (!raw.empty()) {
        const std::size_t end = std::min(raw.find('\n'), raw.size());
        const std::string line = clean_line(raw.substr(0, end));
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (line.empty()) {
            gap = true;
            continue;
        }
        std::string more(words.text.empty() ? "" : gap ? "\n\n" : "\n");
        more += line;
        if (words.text.size() + more.size() > longest_machine_read) {
            words.is_cut = true;
            break;
        }
        words.text += more;
        gap = false;
    }
    return words;
}

}  // namespace holdfast::evidence
