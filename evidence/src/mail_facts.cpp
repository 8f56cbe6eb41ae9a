// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "holdfast/evidence/mail_box.hpp"
#include "holdfast/evidence/stated_facts.hpp"

namespace holdfast::evidence {
namespace {

/// heading_of() (mail_box.hpp) looks at no more either.
constexpr std::size_t header_bytes = 65'536;

/// The first header of that name (lower case, with its colon), unfolded; such values have no encoded words (RFC 5322,
/// 3.6.4).
std::string header_of(std::string_view mail, std::string_view name) {
    std::string value;
    bool inside = false;
    for (std::string_view rest = mail.substr(0, header_bytes); !rest.empty();) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        const bool follows = line.front() == ' ' || line.front() == '\t';
        if (inside && !follows) break;
        if (!follows) {
            inside = std::ranges::equal(line.substr(0, name.size()), name, [](char has, char asked) {
                return (has >= 'A' && has <= 'Z' ? static_cast<char>(has + 32) : has) == asked;
            });
            if (inside) line.remove_prefix(name.size());
        }
        if (inside) value += line;
    }
    return value;
}

}  // namespace

StatedFacts mail_facts(std::string_view file, FileType type) {
    StatedFacts facts;
    const auto tell = [&](StatedName name, std::string_view value) {
        if (may_state(type, name)) state(facts, name, value);
    };
    if (type != FileType::eml && type != FileType::mhtml) return facts;
    const MailHeading heading = heading_of(file);
    tell(StatedName::date, heading.date);
    tell(StatedName::from, heading.from);
    tell(StatedName::subject, heading.subject);
    tell(StatedName::to, heading.to);
    tell(StatedName::message_id, header_of(file, "message-id:"));
    tell(StatedName::page, header_of(file, "snapshot-content-location:"));
    return facts;
}

}  // namespace holdfast::evidence
