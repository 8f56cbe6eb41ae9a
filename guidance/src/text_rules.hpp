// SPDX-License-Identifier: Apache-2.0
// One text against the rules of wording, in each language.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/lint.hpp"
#include "sentences.hpp"

namespace holdfast::guidance {

/// How much an English text may hold, beyond what holds for every text.
struct TextShape {
    std::size_t most_characters = 0;  ///< 0: no limit
    std::size_t least_sentences = 1;
    std::size_t most_sentences = 0;        ///< 0: no limit
    std::size_t most_sentence_words = 14;  ///< 0: no limit
};

/// Words at least of a text that the formulas are asked about by itself: shorter ones say more about one long word, and
/// are read together with others of their kind. A text is what one screen shows at once, such as a step from heading to
/// reason.
inline constexpr std::size_t least_measured_words = 15;

class TextRules {
  public:
    TextRules(const LintRules& rules, const LintOptions& options, LintReport& report)
        : rules_(rules), options_(options), report_(report) {}

    /// `holds` says whether a rule of wording that is bound by answers reaches this text; `where` leads the place.
    template <class Holds>
    void check(const std::string& where, const Text& text, const TextShape& shape, const Holds& holds) {
        if (text.empty()) return;
        ++report_.scope.texts;
        for (std::size_t i = 0; i < languages; ++i) sentences_[i] = sentences_of(text.words[i]);
        check_shape(where, text, shape);
        for (const auto& rule : rules_.words)
            if (rule.when.always() || holds(rule)) check_words(where, rule);
    }

    /// The two formulas, over an English text of at least least_measured_words; a line break ends a sentence.
    void check_reading_age(const std::string& where, std::string_view english);
    /// A finding that does not hang on answers.
    void add(std::string rule, std::string where, std::string says);
    [[nodiscard]] bool wants(Language language) const noexcept {
        return !options_.language || *options_.language == language;
    }

  private:
    void check_shape(const std::string& where, const Text& text, const TextShape& shape);
    void check_words(const std::string& where, const WordRule& rule);

    const LintRules& rules_;
    const LintOptions& options_;
    LintReport& report_;
    std::array<std::vector<Sentence>, languages> sentences_;  // of the text that is being looked at
};

}  // namespace holdfast::guidance
