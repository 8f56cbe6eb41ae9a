// SPDX-License-Identifier: Apache-2.0
// For each rule of wording a sentence that breaks it, in each language: asked of every kind of text.
#pragma once

#include <string_view>

namespace holdfast::guidance::test {

struct WordRuleBreach {
    std::string_view rule, english, welsh;
};

inline constexpr WordRuleBreach word_rule_breaches[] = {
    {"suicide-safe", "He wants to commit suicide.", "Mae am gyflawni hunanladdiad."},
    {"never-pay-words", "Pay them now.", "Talwch nawr."},
    {"never-reply-words", "Write back to buy time.", "Atebwch nhw nawr."},
    {"no-picture-of-the-young", "Save the picture as proof.", "Cadwch y llun fel prawf."},
    {"removal-never-sure", "It will be removed.", "Bydd yn cael ei dynnu."},
    {"no-blame", "You should have known.", "Rydych chi'n ffôl."},
    {"real-is-no-bluff", "It is an empty threat.", "Mae'n fygythiad gwag, anwybyddwch e."},
    {"police-as-is-true-there", "You are not in trouble.", "Dwyt ti ddim mewn trwbl."},
};

}  // namespace holdfast::guidance::test
