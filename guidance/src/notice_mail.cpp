// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/notice_mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "holdfast/core/utf8.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

void append_byte(std::string& to, char mark, char byte) {
    const auto value = static_cast<unsigned char>(byte);
    to += mark;
    to += hex_digits[value >> 4U];
    to += hex_digits[value & 0x0FU];
}

bool is_ascii_text(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

// A header's text. Plain where it is short ASCII that cannot be taken for an encoded word; otherwise encoded words,
// folded so that no line exceeds 76 characters with "Subject: " before the first, no character cut in two (RFC 2047,
// sections 2 and 5).
std::string header_text(std::string_view text) {
    if (is_ascii_text(text) && text.size() <= 60 && text.find("=?") == std::string_view::npos) return std::string(text);
    std::string out;
    std::string word;
    constexpr std::string_view open = "=?UTF-8?Q?";
    constexpr std::size_t most = 76 - 9 - 10 - 2;
    const auto close = [&] {
        if (!out.empty()) out += "\r\n ";
        out.append(open).append(word).append("?=");
        word.clear();
    };
    while (!text.empty()) {
        const std::size_t size = std::max<std::size_t>(utf8_sequence(text), 1);
        std::string piece;
        for (const char c : text.substr(0, size)) {
            const bool plain =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (plain) {
                piece += c;
            } else if (c == ' ') {
                piece += '_';
            } else {
                append_byte(piece, '=', c);
            }
        }
        if (word.size() + piece.size() > most) close();
        word += piece;
        text.remove_prefix(size);
    }
    close();
    return out;
}

// Quoted-printable (RFC 2045, section 6.7): lines of at most 76 characters, CRLF, no blank left at the end of a line.
std::string quoted_printable(std::string_view text) {
    std::string out;
    std::size_t column = 0;
    const auto put = [&](std::string_view piece) {
        if (column + piece.size() > 75) {
            out += "=\r\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        const bool last = i + 1 == text.size() || text[i + 1] == '\n';
        const bool plain = (c > 0x20 && c < 0x7F && c != '=') || (c == ' ' && !last);
        // A full stop or "From " at the start of a line is changed by some servers on the way.
        const bool risky = column == 0 && (c == '.' || c == 'F');
        std::string piece;
        if (plain && !risky)
            piece = c;
        else
            append_byte(piece, '=', c);
        put(piece);
    }
    return out;
}

// "Sun, 22 Nov 2026 08:00:00 +0000"
std::string date_text(UnixMillis date) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    // Clamped to four-digit years by the same rule as every time that is written.
    const std::string text = to_rfc3339(date);
    const auto parsed = time_from_rfc3339(text);
    const std::chrono::sys_time<std::chrono::milliseconds> moment{
        std::chrono::milliseconds{parsed ? parsed->value : 0}};
    const std::chrono::weekday weekday{std::chrono::floor<std::chrono::days>(moment)};
    const auto month = static_cast<std::size_t>((text[5] - '0') * 10 + (text[6] - '0') - 1);
    return std::string(days[weekday.c_encoding()]) + ", " + text.substr(8, 2) + " " + std::string(months[month % 12]) +
           " " + text.substr(0, 4) + " " + text.substr(11, 8) + " +0000";
}

// A line of the body never begins with the boundary: quoted-printable writes "=_" as "=3D_".
constexpr std::string_view boundary = "=_part";

std::string text_part(std::string_view body) {
    return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quoted_printable(body);
}

void append_percent(std::string& to, std::string_view text) {
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            to += c;
        } else if (c == '\n') {
            to += "%0D%0A";
        } else {
            append_byte(to, '%', c);
        }
    }
}

}  // namespace

std::string mail_message(const Notice& notice, const NoticeFacts& facts, UnixMillis date) {
    std::string out;
    if (is_mail_address(facts.contact)) out.append("From: ").append(facts.contact).append("\r\n");
    if (is_mail_address(facts.recipient)) out.append("To: ").append(facts.recipient).append("\r\n");
    out.append("Subject: ").append(header_text(notice.letter.subject)).append("\r\n");
    out.append("Date: ").append(date_text(date)).append("\r\n");
    out.append("X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
    if (notice.fingerprints.empty()) return out + text_part(notice.letter.body);
    out.append("Content-Type: multipart/mixed; boundary=\"").append(boundary).append("\"\r\n\r\n");
    out.append("--").append(boundary).append("\r\n").append(text_part(notice.letter.body));
    out.append("\r\n--").append(boundary).append("\r\n");
    out.append("Content-Type: text/plain; charset=utf-8; name=\"fingerprints.txt\"\r\n");
    out.append("Content-Disposition: attachment; filename=\"fingerprints.txt\"\r\n");
    out.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n").append(quoted_printable(notice.fingerprints));
    out.append("\r\n--").append(boundary).append("--\r\n");
    return out;
}

MailAddress mail_address(const NoticeBook& book, const Notice& notice, const NoticeFacts& facts) {
    std::string start = "mailto:";
    // Letters, digits and the signs that need no encoding there; others are encoded, so that nothing ends the address.
    if (is_mail_address(facts.recipient)) {
        const auto at = facts.recipient.find('@');
        append_percent(start, std::string_view(facts.recipient).substr(0, at));
        start += '@';
        append_percent(start, std::string_view(facts.recipient).substr(at + 1));
    }
    start += "?subject=";
    append_percent(start, notice.letter.subject);
    start += "&body=";
    MailAddress address{.url = start};
    append_percent(address.url, notice.letter.body);
    if (address.url.size() <= longest_mailto) return address;
    address = {.url = start, .whole = false};
    append_percent(address.url, book.words.paste_here.in(Language::english));
    return address;
}

}  // namespace holdfast::guidance
