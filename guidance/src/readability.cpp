// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/readability.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace holdfast::guidance {
namespace {

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
}
bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_space(char c) noexcept {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_vowel(char c) noexcept {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

bool ends_with(std::string_view word, std::string_view ending) noexcept {
    if (word.size() < ending.size()) return false;
    return std::equal(ending.begin(), ending.end(), word.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char expected, char found) { return lower(found) == expected; });
}

// Words of this field that the rule below gets wrong.
constexpr std::array<std::pair<std::string_view, std::size_t>, 8> by_heart{{{"people", 2},
                                                                            {"deactivate", 4},
                                                                            {"create", 2},
                                                                            {"created", 3},
                                                                            {"being", 2},
                                                                            {"idea", 3},
                                                                            {"area", 3},
                                                                            {"quiet", 2}}};

// Groups of vowels, less the silent endings, plus the groups that are spoken as two.
std::size_t syllables_of(std::string_view word) noexcept {
    for (const auto& [known, syllables] : by_heart)
        if (known.size() == word.size() && ends_with(word, known)) return syllables;
    std::size_t groups = 0;
    bool in_group = false;
    for (const char c : word) {
        const bool vowel = is_vowel(lower(c));
        if (vowel && !in_group) ++groups;
        in_group = vowel;
    }
    if (groups > 1) {
        const bool silent_e = ends_with(word, "e") && !ends_with(word, "le") && !ends_with(word, "ee");
        const bool silent_es = ends_with(word, "es") && !ends_with(word, "ses") && !ends_with(word, "ces") &&
                               !ends_with(word, "ges") && !ends_with(word, "shes") && !ends_with(word, "ches") &&
                               !ends_with(word, "xes") && !ends_with(word, "zes") && !ends_with(word, "les") &&
                               !ends_with(word, "ies") && !ends_with(word, "ees");
        const bool silent_ed = ends_with(word, "ed") && !ends_with(word, "ted") && !ends_with(word, "ded") &&
                               !ends_with(word, "ied") && !ends_with(word, "eed");
        if (silent_e || silent_es || silent_ed) --groups;
    }
    static constexpr std::array<std::string_view, 6> two{"ia", "io", "eo", "ua", "uou", "iou"};
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
        for (const auto pair : two) {
            // "tion", "sion" and "cial" are one.
            const bool soft =
                i > 0 && (lower(word[i - 1]) == 't' || lower(word[i - 1]) == 's' || lower(word[i - 1]) == 'c');
            if (pair.size() == 2 && !soft && lower(word[i]) == pair[0] && lower(word[i + 1]) == pair[1]) {
                ++groups;
                break;
            }
        }
    }
    return std::max<std::size_t>(groups, 1);
}

void count_word(std::string_view word, TextCounts& counts) noexcept {
    std::size_t letters = 0;
    std::size_t digits = 0;
    for (const char c : word) {
        letters += is_letter(c) ? 1U : 0U;
        digits += is_digit(c) ? 1U : 0U;
    }
    if (letters + digits == 0) return;
    ++counts.words;
    const bool address = word.find('/') != std::string_view::npos || word.find('@') != std::string_view::npos ||
                         word.find("www.") != std::string_view::npos;
    if (address) {
        counts.syllables += 2;
        counts.characters += 6;
        return;
    }
    counts.characters += letters + digits;
    if (letters == 0) {
        counts.syllables += std::min<std::size_t>(digits, 3);
        return;
    }
    // A hyphen joins words that are read one by one.
    for (std::size_t start = 0; start < word.size();) {
        const auto end = std::min(word.find('-', start), word.size());
        const auto part = word.substr(start, end - start);
        if (std::any_of(part.begin(), part.end(), is_letter)) counts.syllables += syllables_of(part);
        start = end + 1;
    }
}

bool ends_sentence(std::string_view text, std::size_t at) noexcept {
    const char c = text[at];
    if (c == '\n') return true;
    if (c != '.' && c != '!' && c != '?' && c != ':') return false;
    return at + 1 == text.size() || is_space(text[at + 1]) || text[at + 1] == '"' || text[at + 1] == ')';
}

}  // namespace

TextCounts count(std::string_view text) noexcept {
    TextCounts counts;
    std::size_t words_before = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool at_end = i == text.size();
        if (!at_end && !is_space(text[i])) {
            if (!ends_sentence(text, i)) continue;
            count_word(text.substr(start, i - start), counts);
            start = i + 1;
        } else {
            count_word(text.substr(start, i - start), counts);
            start = i + 1;
            if (!at_end && text[i] != '\n') continue;
        }
        if (counts.words > words_before) {
            ++counts.sentences;
            words_before = counts.words;
        }
    }
    return counts;
}

double flesch_kincaid_grade(const TextCounts& counts) noexcept {
    if (counts.words == 0 || counts.sentences == 0) return 0;
    const auto words = static_cast<double>(counts.words);
    return 0.39 * words / static_cast<double>(counts.sentences) + 11.8 * static_cast<double>(counts.syllables) / words -
           15.59;
}

double automated_readability_index(const TextCounts& counts) noexcept {
    if (counts.words == 0 || counts.sentences == 0) return 0;
    const auto words = static_cast<double>(counts.words);
    return 4.71 * static_cast<double>(counts.characters) / words + 0.5 * words / static_cast<double>(counts.sentences) -
           21.43;
}

}  // namespace holdfast::guidance
