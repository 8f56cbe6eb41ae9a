// SPDX-License-Identifier: Apache-2.0
// Files that are words: pages, mails, JSON, plain text, and the few formats of words that draw pictures.
#pragma once

#include <string_view>

#include "holdfast/evidence/file_type.hpp"

namespace holdfast::evidence {

/// svg, mhtml, mbox, eml, html, json, text; unknown for what is no text, and for RTF and PostScript, which hold
/// pictures. `head` may be cut off in the middle of a character.
[[nodiscard]] FileType type_of_words(std::string_view head) noexcept;

}  // namespace holdfast::evidence
