// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/mail_box.hpp"

#include <algorithm>

#include "strip_steps.hpp"

namespace holdfast::evidence {
namespace {

/// What is shown of a header to choose by.
constexpr std::size_t longest_heading = 300;
/// More of a mail's headers is not looked at for it.
constexpr std::size_t heading_bytes = 65'536;

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool begins_header(std::string_view text) noexcept {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), std::size_t{200}));
    const std::size_t colon = line.find(':');
    return colon != line.npos && colon > 0 && colon <= 76 &&
           std::ranges::all_of(line.substr(0, colon), [](char c) { return c > ' ' && c < '\x7F'; });
}

}  // namespace

std::vector<MailPlace> mails_of(std::string_view box) {
    std::vector<MailPlace> mails;
    bool after_empty = true;
    for (std::size_t at = 0; at < box.size();) {
        const std::size_t end = std::min(box.find('\n', at), box.size());
        const std::string_view line = box.substr(at, end - at);
        const std::size_t next = std::min(end + 1, box.size());
        if (after_empty && line.starts_with("From ") && begins_header(box.substr(next)) && mails.size() < most_mails) {
            if (!mails.empty()) mails.back().size = at - mails.back().offset;
            mails.push_back({.offset = next, .size = box.size() - next});
        }
        after_empty = line.empty() || line == "\r";
        at = next;
    }
    return mails;
}

MailHeading heading_of(std::string_view mail) {
    MailHeading heading;
    Cuts unused;
    std::string name;
    std::string value;
    const auto keep = [&] {
        std::string* const place = name == "date"      ? &heading.date
                                   : name == "from"    ? &heading.from
                                   : name == "to"      ? &heading.to
                                   : name == "subject" ? &heading.subject
                                                       : nullptr;
        if (place != nullptr && place->empty()) *place = decode_header(value, unused).substr(0, longest_heading);
    };
    std::string_view rest = mail.substr(0, heading_bytes);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') {
            value += line;
            continue;
        }
        keep();
        const std::size_t colon = line.find(':');
        name.assign(line.substr(0, colon));
        std::ranges::transform(name, name.begin(), lower);
        value.assign(colon == line.npos ? std::string_view() : line.substr(colon + 1));
        if (value.starts_with(' ')) value.erase(0, 1);
    }
    keep();
    return heading;
}

}  // namespace holdfast::evidence
