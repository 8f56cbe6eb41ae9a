// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/recovery_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "holdfast/sealing/digest.hpp"
#include "recovery_word_list.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::size_t bits_a_word = 11;
constexpr std::size_t root_bits = 128;
constexpr std::size_t prefix_letters = 4;
constexpr std::size_t longest_word = 8;

using Indices = std::array<std::uint16_t, recovery_word_count>;

std::byte checksum_of(const Secret<16>& root) noexcept {
    return sha256(root.bytes()).bytes[0] >> 4U;
}

// Bit `at` (0 is the first) of root followed by the four checksum bits.
bool bit_at(std::span<const std::byte, 16> root, std::byte checksum, std::size_t at) noexcept {
    const std::byte from = at < root_bits ? root[at / 8] : checksum << 4U;
    return (from & (std::byte{0x80} >> (at % 8))) != std::byte{0};
}

constexpr bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Length of a separator at the start of `text`: white space, list punctuation, or a fixed space (U+00A0).
std::size_t separator(std::string_view text) noexcept {
    constexpr std::string_view ascii = " \t\r\n,.;:)(";
    if (ascii.find(text.front()) != std::string_view::npos) return 1;
    return text.starts_with("\xC2\xA0") ? 2 : 0;
}

// One word of the text, without separators; empty at the end. Moves `text` behind it.
std::string_view next_word(std::string_view& text) noexcept {
    while (!text.empty()) {
        if (const std::size_t skip = separator(text); skip > 0) {
            text.remove_prefix(skip);
            continue;
        }
        std::size_t length = 0;
        while (length < text.size() && separator(text.substr(length)) == 0) ++length;
        const std::string_view word = text.substr(0, length);
        text.remove_prefix(length);
        if (std::ranges::all_of(word, is_digit)) continue;  // the number of a numbered list
        return word;
    }
    return {};
}

std::optional<std::uint16_t> index_of(std::string_view word) noexcept {
    std::array<char, longest_word> lower{};
    if (word.size() > lower.size() || !std::ranges::all_of(word, is_letter)) return std::nullopt;
    for (std::size_t i = 0; i < word.size(); ++i) lower[i] = static_cast<char>(word[i] | 0x20);
    const std::string_view sought(lower.data(), word.size());
    const std::span<const std::string_view> list(recovery_word_list);  // its iterator is a class everywhere
    const auto found = std::ranges::lower_bound(list, sought);
    // The first word that is not before `sought` is the word itself or, if any begins so, the one that does: four
    // letters tell all words apart.
    const bool is_it =
        found != list.end() && (*found == sought || (sought.size() >= prefix_letters && found->starts_with(sought)));
    wipe(std::as_writable_bytes(std::span(lower)));
    if (!is_it) return std::nullopt;
    return static_cast<std::uint16_t>(found - list.begin());
}

}  // namespace

std::string_view recovery_word(std::size_t index) noexcept {
    return recovery_word_list[index % recovery_word_list.size()];
}

SecretText to_words(const Secret<16>& root) {
    const std::byte checksum = checksum_of(root);
    std::string text;
    text.reserve(recovery_word_count * (longest_word + 1));
    for (std::size_t word = 0; word < recovery_word_count; ++word) {
        std::size_t index = 0;
        for (std::size_t bit = 0; bit < bits_a_word; ++bit) {
            index = index << 1U | static_cast<std::size_t>(bit_at(root.bytes(), checksum, word * bits_a_word + bit));
        }
        if (word > 0) text.push_back(' ');
        text.append(recovery_word_list[index]);
    }
    return SecretText(std::move(text));
}

std::expected<Secret<16>, WordsError> root_from_words(std::string_view text) {
    using Kind = WordsError::Kind;
    Indices indices{};
    std::size_t count = 0;
    std::size_t unknown = 0;
    if (text.size() > max_words_text_bytes) return std::unexpected(WordsError{Kind::too_many, 0});
    for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
        ++count;
        if (count > indices.size()) continue;
        const auto index = index_of(word);
        if (!index && unknown == 0) unknown = count;
        indices[count - 1] = index.value_or(0);
    }
    // A wrong word is said before a wrong count: it is what the person can look at.
    if (unknown > 0) return std::unexpected(WordsError{Kind::unknown_word, unknown});
    if (count < indices.size()) return std::unexpected(WordsError{Kind::too_few, count});
    if (count > indices.size()) return std::unexpected(WordsError{Kind::too_many, count});

    Secret<16> root;
    std::byte checksum{};
    for (std::size_t at = 0; at < recovery_word_count * bits_a_word; ++at) {
        const bool bit = ((indices[at / bits_a_word] >> (bits_a_word - 1 - at % bits_a_word)) & 1) != 0;
        if (!bit) continue;
        if (at < root_bits) {
            root.writable()[at / 8] |= std::byte{0x80} >> (at % 8);
        } else {
            checksum |= std::byte{0x08} >> (at - root_bits);
        }
    }
    wipe(std::as_writable_bytes(std::span(indices)));
    if (checksum != checksum_of(root)) return std::unexpected(WordsError{Kind::bad_checksum, 0});
    return root;
}

}  // namespace holdfast::sealing
