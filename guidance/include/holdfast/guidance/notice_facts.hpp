// SPDX-License-Identifier: Apache-2.0
// What a person says for a notice, once, for all of its kinds. Everything is optional; what a law needs and is not here
// is named before anything is sent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/directory.hpp"
#include "holdfast/guidance/notice_book.hpp"

namespace holdfast::guidance {

inline constexpr std::size_t most_notice_pages = 50;
inline constexpr std::size_t most_notice_accounts = 50;
inline constexpr std::size_t most_notice_fingerprints = 256;  ///< that go along with one letter; more may be given
inline constexpr std::size_t longest_notice_line = 500;       ///< bytes; of an address longest_notice_url
inline constexpr std::size_t longest_notice_url = 2'000;      ///< bytes
inline constexpr std::size_t longest_notice_text = 4'000;     ///< bytes; of the free texts

/// One place where the picture is. Times are UTC: a day, or a time as RFC 3339 has it.
struct NoticePage {
    std::string url;
    std::string where;    ///< such as "third picture in the album"
    std::string account;  ///< that posted it
    std::string first_seen;
    std::string last_seen;
};

/// The notice that a reminder or a complaint is about.
struct EarlierNotice {
    std::optional<UnixMillis> at;
    std::string to;
    std::string reference;  ///< that the recipient gave
    std::string ours;       ///< that our letter had: is_letter_reference, or it is left out
};

/// The alert that a letter was begun from.
struct NoticeAlert {
    std::string partner;  ///< who met the content
    UnixMillis at;
};

/// What belongs to one letter alone; everything else is said once for all of them.
struct LetterDetails {
    std::string reference;    ///< ours: is_letter_reference, or it is left out
    std::string case_number;  ///< of the open case: is_case_number, or it is left out
    std::string reasons;      ///< own words beside NoticeFacts::reasons
    std::optional<NoticeAlert> alert;
    EarlierNotice sent;
    std::optional<ReportFor> form;  ///< which of the platform's own forms; none: the one that fits the facts
};

/// What the directory knows of the recipient, put here by whoever has it.
struct NoticeRecipient {
    bool listed = false;                     ///< the platform is one of the directory's
    const PlatformReport* report = nullptr;  ///< its own form, as far as what that asks for was seen
    ForceForm force = ForceForm::none;
    ForceNation nation = ForceNation::none;
};

enum class AustralianLink : std::uint8_t { person, poster, host };
inline constexpr std::array<std::string_view, 3> australian_link_names{"person", "poster", "host"};

struct NoticeFacts {
    NoticeRole role = NoticeRole::me;
    NoticeAge under_18 = NoticeAge::unsure;  ///< not knowing counts as under 18
    NoticeMade made = NoticeMade::unsure;
    std::vector<NoticePage> pages;
    std::string platform;   ///< id of the directory, or a name
    std::string recipient;  ///< mail address to which it goes, where there is one
    std::string contact;
    std::string name;
    std::string signature;
    std::string reasons;  ///< why it is illegal, in the person's words
    std::string country;  ///< whose law is named: an id of the directory
    std::vector<std::string> accounts;
    std::string story;
    std::string demand;
    std::string paid;
    std::string police_reference;
    std::vector<Code256> fingerprints;
    bool attach_fingerprints = false;  ///< the person saw them and said yes
    bool says_intimate = false;
    bool says_subject = false;
    bool says_no_consent = false;
    bool says_true = false;
    std::optional<AustralianLink> connection;
    LetterDetails letter;
    NoticeRecipient to;
};

/// Reads facts as docs/formats/notices.md has them. Faults are added where `object` keeps them; with any, the facts are
/// not to be used.
[[nodiscard]] NoticeFacts read_notice_facts(JsonObject object);
/// Reads what belongs to one letter, into facts that were read. `object` may be one that does not exist.
void read_letter_details(JsonObject object, NoticeFacts& facts);
/// Resolves what the facts name: `platform` becomes its name, `to` what the directory has of it and of `force`.
void look_up_recipient(const Directory& directory, std::optional<std::size_t> force, NoticeFacts& facts);
/// Whether an alert led to the letter and no web address is known.
[[nodiscard]] NoticeFound found_by(const NoticeFacts& facts) noexcept;

/// What may stand in a letter out of what was typed: one line or several. Bytes that are no UTF-8 become U+FFFD;
/// control characters become spaces (line feeds stay in several lines); marks that turn the direction of text around or
/// cannot be seen are taken out; what is longer than `most` bytes is cut between characters.
struct CleanText {
    std::string text;
    bool changed = false;  ///< by more than spaces at the ends and CRLF
};
[[nodiscard]] CleanText clean_line(std::string_view typed, std::size_t most = longest_notice_line);
[[nodiscard]] CleanText clean_lines(std::string_view typed, std::size_t most = longest_notice_text);

/// Whether `text` is a whole web address: http or https, a host, no space.
[[nodiscard]] bool is_web_address(std::string_view text) noexcept;
/// The host of a web address in lower case, without user, port and a leading "www."; empty where there is none that
/// registers know (names outside ASCII are not turned into their ASCII form).
[[nodiscard]] std::string host_of(std::string_view url);
/// Whether `text` is one plain mail address (RFC 5321 without quoted and literal parts).
[[nodiscard]] bool is_mail_address(std::string_view text) noexcept;

}  // namespace holdfast::guidance
