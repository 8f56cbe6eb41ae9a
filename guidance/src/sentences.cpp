// SPDX-License-Identifier: Apache-2.0
#include "sentences.hpp"

#include <algorithm>
#include <array>

namespace holdfast::guidance {
namespace {

// What a text is made of, as far as sentences go.
enum class Sign : std::uint8_t {
    letter,   // and digits, and what stands inside a word
    space,    // and signs that say nothing here
    line,     // ends a sentence
    stop,     // . ! ? : … : ends one before a space
    closing,  // ” ) may stand between the stop and the space
    turn,     // ; ( “ – — : begins another clause
    comma,
};

struct Piece {
    Sign sign = Sign::space;
    std::size_t size = 1;  // bytes
};

constexpr std::string_view inside_words = "'-/@._&";

bool is_plain_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// U+2018 to U+201F are quotes, U+2013 and U+2014 dashes, U+2026 the ellipsis; any other character above ASCII is a
// letter as far as these rules go.
Piece piece_at(std::string_view text, std::size_t at) noexcept {
    const char c = text[at];
    if (text.substr(at, 2) == "\xe2\x80" && at + 2 < text.size()) {
        const auto last = static_cast<unsigned char>(text[at + 2]);
        if (last == 0x93 || last == 0x94 || last == 0x98 || last == 0x9c) return {Sign::turn, 3};
        if (last == 0x99) return {Sign::letter, 3};
        if (last == 0x9d) return {Sign::closing, 3};
        if (last == 0xa6) return {Sign::stop, 3};
    }
    if (is_plain_letter(c) || static_cast<unsigned char>(c) >= 0x80U || inside_words.contains(c))
        return {Sign::letter, 1};
    switch (c) {
        case '\n':
            return {Sign::line, 1};
        case '!':
        case '?':
        case ':':
            return {Sign::stop, 1};
        case ')':
        case '"':
            return {Sign::closing, 1};
        case ';':
        case '(':
            return {Sign::turn, 1};
        case ',':
            return {Sign::comma, 1};
        default:
            return {};
    }
}

bool begins_another_clause(std::string_view word) noexcept {
    static constexpr std::array<std::string_view, 2> words{"but", "ond"};
    return std::ranges::find(words, word) != words.end();
}

class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<Sentence> split() {
        for (std::size_t at = 0; at < text_.size();) {
            const Piece piece = piece_at(text_, at);
            if (piece.sign == Sign::letter) {
                at = read_word(at);
                continue;
            }
            at += piece.size;
            if (piece.sign == Sign::turn || piece.sign == Sign::closing) ++clause_;
            if (piece.sign == Sign::comma || piece.sign == Sign::turn || piece.sign == Sign::closing) ++part_;
            if (piece.sign == Sign::line || (piece.sign == Sign::stop && is_end(at))) end_sentence(at);
        }
        end_sentence(text_.size());
        return std::move(sentences_);
    }

  private:
    // A full stop inside a word belongs to it ("report@phishing.gov.uk"), one behind it does not.
    std::size_t read_word(std::size_t at) {
        const std::size_t start = at;
        std::string word;
        while (at < text_.size()) {
            const Piece piece = piece_at(text_, at);
            if (piece.sign != Sign::letter) break;
            if (piece.size == 3) {
                word += '\'';
            } else {
                const char c = text_[at];
                word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            }
            at += piece.size;
        }
        bool stopped = false;
        while (!word.empty() && inside_words.contains(word.back())) {
            stopped = stopped || word.back() == '.';
            word.pop_back();
        }
        while (!word.empty() && inside_words.contains(word.front())) word.erase(0, 1);
        if (sentence_.words.empty()) start_ = start;
        if (begins_another_clause(word)) ++clause_, ++part_;
        if (!word.empty()) sentence_.words.push_back({.text = std::move(word), .clause = clause_, .part = part_});
        if (stopped && is_end(at)) end_sentence(at);
        return at;
    }

    // Whether a stop before `at` ends its sentence: closing signs, then a space or the end.
    [[nodiscard]] bool is_end(std::size_t at) const noexcept {
        while (at < text_.size()) {
            const Piece piece = piece_at(text_, at);
            if (piece.sign != Sign::closing) return piece.sign == Sign::space || piece.sign == Sign::line;
            at += piece.size;
        }
        return true;
    }

    void end_sentence(std::size_t at) {
        if (!sentence_.words.empty()) {
            std::string_view written = text_.substr(start_, at - start_);
            while (written.ends_with(' ') || written.ends_with('\n')) written.remove_suffix(1);
            sentence_.written = written;
            sentences_.push_back(std::move(sentence_));
        }
        sentence_ = {};
        clause_ = 0;
        part_ = 0;
    }

    std::string_view text_;
    std::vector<Sentence> sentences_;
    Sentence sentence_;
    std::size_t start_ = 0;
    std::size_t clause_ = 0;
    std::size_t part_ = 0;
};

bool is_word(std::string_view pattern, std::string_view word) noexcept {
    if (pattern.front() != word.front() && pattern != "*") return false;  // mostly so
    if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == word;
}

// A denial in the same clause, no matter how far before; or, for what the sentence is about, right before it.
bool is_denied(const Sentence& sentence, std::size_t at, const WordList& list, std::size_t reach) noexcept {
    for (std::size_t before = at - std::min(at, reach); before < at; ++before) {
        const SentenceWord& word = sentence.words[before];
        const SentenceWord& hit = sentence.words[at];
        if (list.over_commas ? word.clause != hit.clause : word.part != hit.part) continue;
        if (std::ranges::any_of(list.denied_by,
                                [&](const Phrase& phrase) { return stands_at(phrase, sentence, before); }))
            return true;
    }
    return false;
}

bool is_about(const Sentence& sentence, const WordList& list) noexcept {
    static constexpr std::size_t right_before = 3;  // "never the nude picture"
    if (list.beside.empty()) return true;
    for (std::size_t at = 0; at < sentence.words.size(); ++at)
        for (const auto& phrase : list.beside)
            if (stands_at(phrase, sentence, at) && !is_denied(sentence, at, list, right_before)) return true;
    return false;
}

}  // namespace

std::vector<Sentence> sentences_of(std::string_view text) {
    return Splitter(text).split();
}

bool stands_at(const Phrase& phrase, const Sentence& sentence, std::size_t at) noexcept {
    if (at + phrase.size() > sentence.words.size()) return false;
    for (std::size_t i = 0; i < phrase.size(); ++i)
        if (!is_word(phrase[i], sentence.words[at + i].text)) return false;
    return true;
}

std::size_t fault_in(const Sentence& sentence, const WordList& list) noexcept {
    const std::size_t none = sentence.words.size();
    if (std::ranges::find(list.reviewed, sentence.written) != list.reviewed.end() || !is_about(sentence, list))
        return none;
    for (std::size_t at = 0; at < sentence.words.size(); ++at)
        for (const auto& phrase : list.words)
            if (stands_at(phrase, sentence, at) && !is_denied(sentence, at, list, at)) return at;
    return none;
}

}  // namespace holdfast::guidance
