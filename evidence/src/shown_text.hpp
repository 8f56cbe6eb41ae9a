// SPDX-License-Identifier: Apache-2.0
// Words of strangers (file names, accounts, what an offender typed) made safe to show: nothing in them can turn the
// line around, break it, end a tag or start a formula.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::evidence {

/// One line: line breaks and tabs become " / " and a space, other controls and every character that changes direction
/// or is invisible becomes its code, "[U+202E]". Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);
/// The same with line breaks kept as LF.
[[nodiscard]] std::string many_lines(std::string_view text);
/// one_line(), and & < > " ' as entities: fits element content and quoted attributes.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace holdfast::evidence
