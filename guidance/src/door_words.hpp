// SPDX-License-Identifier: Apache-2.0
// How the door writes texts and provenance: the forms that docs/formats/guide_door.md calls T, Sources and Checked.
#pragma once

#include <chrono>
#include <span>
#include <string_view>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/provenance.hpp"
#include "holdfast/guidance/text.hpp"

namespace holdfast::guidance {

/// Whom an answer is written for.
struct Reader {
    Language language = Language::english;
    std::chrono::sys_days today;  ///< by which entries are stale
};

/// {"say":"…","en":"…"}: the words in the reader's language, and the English ones where they differ.
void write_text(JsonWriter& to, const Text& text, Language language);
/// The member `name`, left out where there are no words.
void write_text(JsonWriter& to, std::string_view name, const Text& text, Language language);
void write_texts(JsonWriter& to, std::string_view name, std::span<const Text> texts, Language language);
/// The member `name`, left out where the text is empty.
void write_string(JsonWriter& to, std::string_view name, std::string_view text);

/// "sources":[{"url","read","how","says"}].
void write_sources(JsonWriter& to, std::string_view name, std::span<const Source> sources);

/// The members "sure", "stale" and, where anything of the entry is not seen or it is stale, "unsure" (the fields that
/// are not seen) and "check_at".
void write_checked(JsonWriter& to, const Provenance& provenance, const Reader& reader);

}  // namespace holdfast::guidance
