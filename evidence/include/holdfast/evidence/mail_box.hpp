// SPDX-License-Identifier: Apache-2.0
// The mails of an mbox file (RFC 4155): each follows a line that begins with "From ". Nothing is decoded but what is
// shown of each to choose by.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::evidence {

/// Of one mailbox; what follows counts to the last.
inline constexpr std::size_t most_mails = 200'000;

/// Where a mail lies, without the line before it.
struct MailPlace {
    std::size_t offset = 0;
    std::size_t size = 0;
    friend bool operator==(const MailPlace&, const MailPlace&) noexcept = default;
};
/// In their order. A line counts that is the first, or follows an empty one, and has a header after it: so a sentence
/// that begins with "From " ends no mail. Cost: linear.
[[nodiscard]] std::vector<MailPlace> mails_of(std::string_view box);

/// What somebody chooses a mail by; empty where it does not say. Words of strangers: not fit for a screen as they are.
struct MailHeading {
    std::string date;
    std::string from;
    std::string to;
    std::string subject;
};
[[nodiscard]] MailHeading heading_of(std::string_view mail);

}  // namespace holdfast::evidence
