// SPDX-License-Identifier: Apache-2.0
// A notice as a mail draft: a message file (RFC 5322, MIME) and a mailto address (RFC 6068).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"
#include "holdfast/guidance/notice.hpp"

namespace holdfast::guidance {

/// The message, lines ended by CRLF, none longer than 78 bytes except where one address needs more, never above 998.
/// Text is quoted-printable UTF-8, headers outside ASCII are encoded words (RFC 2047). `facts.recipient` and
/// `facts.contact` stand in To and From where each is one plain mail address, and are left out otherwise: the mail
/// program fills them in. `X-Unsent: 1` opens it as a draft where a program knows that. Fingerprints that go along are
/// a part of their own.
[[nodiscard]] std::string mail_message(const Notice& notice, const NoticeFacts& facts, UnixMillis date);

struct MailAddress {
    std::string url;
    bool whole = true;  ///< false: the letter was too long and the body asks to paste it
};
inline constexpr std::size_t longest_mailto = 1'999;  ///< bytes; longer ones fail in some programs
/// Subject and body percent-encoded. Never holds fingerprints.
[[nodiscard]] MailAddress mail_address(const NoticeBook& book, const Notice& notice, const NoticeFacts& facts);

}  // namespace holdfast::guidance
