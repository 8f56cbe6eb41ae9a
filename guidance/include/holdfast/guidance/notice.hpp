// SPDX-License-Identifier: Apache-2.0
// One notice: the letter, what it still lacks and by which law, warnings, and what comes next.
//
// A letter never holds a name or a signature unless its law asks for one, never a picture, and nothing that would show
// who is pictured where somebody under 18 is or may be shown. Statements are the person's own: until they are made, a
// gap in square brackets stands in their place.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/guidance/notice_book.hpp"
#include "holdfast/guidance/notice_facts.hpp"

namespace holdfast::guidance {

/// One field of a letter that is copied field by field.
struct NoticeField {
    std::string label;
    std::string value;
    bool by_person = false;  ///< the value is a gap that only the person can fill, on the recipient's own page
};

struct NoticeLetter {
    Language language = Language::english;
    std::string subject;              ///< one line
    std::string body;                 ///< UTF-8, line feeds, ends with one
    std::vector<NoticeField> fields;  ///< empty in running letters
};

/// A point that the letter still lacks.
struct MissingPoint {
    const NoticeNeed* need = nullptr;
    NoticeFact fact = NoticeFact::pages;  ///< what is asked for: the need's own, or what stands in for it
    bool required = true;
    const Text* why = nullptr;
};

/// Where the register of domain names is asked about a site. Nothing is asked by building it.
struct ContactLookup {
    std::string host;
    std::string url;
};

/// The day and the moment, where the caller knows them: staleness and waiting times need them.
struct NoticeMoment {
    std::optional<std::chrono::sys_days> today;
    std::optional<UnixMillis> now;
};

/// Points into the book that it was made from, which must outlive it.
struct Notice {
    const NoticeRule* rule = nullptr;
    bool under_18 = false;             ///< somebody shown was or may have been
    NoticeLetter letter;               ///< in English: what is sent
    std::optional<NoticeLetter> copy;  ///< for the person, in their language where that is another
    std::vector<MissingPoint> missing;
    std::vector<const NoticeWarning*> warnings;
    std::vector<const NoticeNext*> next;
    NoticeFound found = NoticeFound::page;
    std::string fingerprints;  ///< text of the file that goes along; empty where none does. Never in a URL or a log.
    std::size_t fingerprints_attached = 0;
    std::size_t fingerprints_in_all = 0;
    std::optional<ContactLookup> lookup;

    /// Nothing that is required is missing.
    [[nodiscard]] bool complete() const noexcept;
    /// How the abuse contact of a site is found belongs beside this letter.
    [[nodiscard]] bool explains_contact(const NoticeFacts& facts) const noexcept;
};

/// Precondition: rule < book.rules.size(). Cost: linear in the facts and the rule.
[[nodiscard]] Notice make_notice(const NoticeBook& book, std::size_t rule, const NoticeFacts& facts, Language language,
                                 const NoticeMoment& moment);

/// Whether the facts hold what a fact of a rule asks for.
[[nodiscard]] bool has_fact(const NoticeBook& book, const NoticeFacts& facts, NoticeFact fact) noexcept;

}  // namespace holdfast::guidance
