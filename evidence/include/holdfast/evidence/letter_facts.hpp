// SPDX-License-Identifier: Apache-2.0
// What of a case belongs into a letter or a report, as the facts of docs/formats/notices.md have it. Each reader gets
// what they need and no more. Nothing is taken from notes, from words that a machine read, or from checksums and codes;
// of an exhibit that shows somebody intimate, or is only described, its number and kind alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

// As many and as much as a letter takes; what goes beyond is counted in LetterFacts::left_out.
inline constexpr std::size_t most_letter_links = 50;
inline constexpr std::size_t most_letter_accounts = 50;
inline constexpr std::size_t longest_letter_url = 2'000;   ///< bytes
inline constexpr std::size_t longest_letter_text = 4'000;  ///< bytes, of one text of several lines

enum class LetterReader : std::uint8_t {
    police,    ///< links, every identifier, money, the time line, exhibit numbers, the case number
    platform,  ///< links with account and times, accounts
    records,   ///< who keeps data for the police: as platform, with phones and mail addresses, and the police's
               ///< reference
    host,      ///< web addresses and where on the page
};

/// Who reads a notice of this kind ("report-police", "preserve", "host", …): a platform where it is another.
[[nodiscard]] LetterReader letter_reader_of(std::string_view notice) noexcept;

struct LetterFact {
    std::string_view member;  ///< "pages", "accounts", …
    std::string json;         ///< its value
    friend bool operator==(const LetterFact&, const LetterFact&) = default;
};

struct LetterFacts {
    std::vector<LetterFact> facts;  ///< each member at most once; only those of which the case has anything
    std::size_t left_out = 0;       ///< links, identifiers, payments and lines that did not fit
};

/// `under_18` is "no" for an adult's case and "unsure" for a protected one, which counts as under 18. Cost: exhibits
/// times identifiers and links, for the numbers that stand beside what they show.
[[nodiscard]] LetterFacts letter_facts(const Case& of, LetterReader reader);

}  // namespace holdfast::evidence
