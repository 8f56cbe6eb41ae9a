// SPDX-License-Identifier: Apache-2.0
#include "text_rules.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "holdfast/guidance/readability.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<Language, languages> all_languages{Language::english, Language::welsh};

std::size_t characters_of(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1U : 0U;
    return count;
}

// "7.4"
std::string one_decimal(double number) {
    const long tenths = std::lround(number * 10);
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

}  // namespace

void TextRules::add(std::string rule, std::string where, std::string says) {
    report_.findings.push_back(
        {.rule = std::move(rule), .where = std::move(where), .says = std::move(says), .times = 0, .answers = {}});
}

void TextRules::check_shape(const std::string& where, const Text& text, const TextShape& shape) {
    for (const Language language : all_languages)
        if (wants(language) && text.words[static_cast<std::size_t>(language)].empty())
            add("language-lacks", where + '/' + std::string(to_text(language)), "There are no words in this language.");
    if (!wants(Language::english)) return;
    const std::string place = where + "/en";
    const auto& sentences = sentences_[0];
    for (const auto& sentence : sentences)
        if (shape.most_sentence_words != 0 && sentence.words.size() > shape.most_sentence_words)
            add("long-sentence", place,
                std::to_string(sentence.words.size()) + " words: \"" + std::string(sentence.written) + "\"");
    if (shape.most_sentences != 0 &&
        (sentences.size() < shape.least_sentences || sentences.size() > shape.most_sentences))
        add("sentences", place,
            "It holds " + std::to_string(sentences.size()) + " sentences and may hold " +
                std::to_string(shape.least_sentences) + " to " + std::to_string(shape.most_sentences) + ".");
    if (const auto size = characters_of(text.words[0]); shape.most_characters != 0 && size > shape.most_characters)
        add("long-heading", place,
            "It is " + std::to_string(size) + " characters long and may be " + std::to_string(shape.most_characters) +
                ".");
}

void TextRules::check_words(const std::string& where, const WordRule& rule) {
    for (const Language language : all_languages) {
        const auto number = static_cast<std::size_t>(language);
        if (!wants(language)) continue;
        for (const auto& sentence : sentences_[number]) {
            const std::size_t at = fault_in(sentence, rule.lists[number]);
            if (at == sentence.words.size()) continue;
            add(rule.id, where + '/' + std::string(to_text(language)),
                rule.says + " \"" + sentence.words[at].text + "\" in \"" + std::string(sentence.written) + "\"");
        }
    }
}

void TextRules::check_reading_age(const std::string& where, std::string_view english) {
    if (!wants(Language::english)) return;
    const TextCounts counts = count(english);
    if (counts.words < least_measured_words) return;
    const std::array<std::pair<std::string_view, double>, 2> grades{
        {{"Flesch-Kincaid", flesch_kincaid_grade(counts)},
         {"the Automated Readability Index", automated_readability_index(counts)}}};
    for (const auto& [formula, grade] : grades)
        if (grade > highest_grade)
            add("reading-age", where + "/en",
                "It reads at grade " + one_decimal(grade) + " by " + std::string(formula) + "; the highest is " +
                    one_decimal(highest_grade) + ".");
}

}  // namespace holdfast::guidance
