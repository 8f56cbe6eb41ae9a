// SPDX-License-Identifier: Apache-2.0
// Whom a pack can be made for: forces and helplines with the key that they open packs with, what their portals take,
// and when somebody last made sure of it. An operator maintains the file and signs it with minisign.
// docs/formats/recipients.md is the page.
//
// A key that was slipped in would let a stranger read a case, so nothing of the file is believed before its signature
// holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/sealing/age_keys.hpp"
#include "holdfast/sealing/minisign.hpp"

namespace holdfast::evidence {

inline constexpr std::string_view recipients_format = "holdfast-recipients-1";
inline constexpr std::size_t max_recipients_bytes = std::size_t{1} << 20U;
inline constexpr std::size_t most_recipients = 1'000;
/// A portal that takes less than this in one file could not be given the papers of a pack in parts. Bytes.
inline constexpr std::uint64_t least_upload = 65'536;

enum class RecipientKind : std::uint8_t { police, helpline, lawyer, other };
/// "police", "helpline", "lawyer", "other".
[[nodiscard]] std::string_view to_text(RecipientKind kind) noexcept;

/// What a web form takes that knows no locked files.
struct Portal {
    std::string url;                 ///< https://
    std::uint64_t largest_file = 0;  ///< bytes; 0: not known
    std::uint32_t most_files = 0;    ///< of one report; 0: not known
    friend bool operator==(const Portal&, const Portal&) = default;
};

/// Has a key, a portal, or both.
struct PackRecipient {
    std::string id;    ///< "avon-and-somerset-police": [a-z0-9-]
    std::string name;  ///< as people know it
    RecipientKind kind = RecipientKind::other;
    std::optional<sealing::AgeRecipient> key;
    std::optional<Portal> portal;
    std::string checked;  ///< the day on which somebody made sure of it: "2026-11-22"
    std::string source;   ///< where, or by whom: "by telephone, number from their website"
    friend bool operator==(const PackRecipient&, const PackRecipient&) = default;
};

struct RecipientDirectory {
    std::string issuer;        ///< who maintains it
    std::uint32_t number = 0;  ///< grows with each edition
    UnixMillis issued;
    UnixMillis until;                       ///< not to be used from then on
    std::vector<PackRecipient> recipients;  ///< by id
    friend bool operator==(const RecipientDirectory&, const RecipientDirectory&) = default;
};

enum class RecipientsError : std::uint8_t {
    bad_signature,  ///< not a signature, of another key, or of another file: nothing was read
    too_long,       ///< above max_recipients_bytes: nothing was read
    not_json,       ///< the fault at "" says why
    other_format,   ///< not such a directory, or one of another version
    faults,         ///< members that are missing, wrong or beyond a limit: each is named
};
/// A plain sentence.
[[nodiscard]] std::string_view explain(RecipientsError error) noexcept;

/// Checks `signature` (minisign's file) over the bytes of `text`, then reads it. Cost: linear in the text.
[[nodiscard]] std::expected<RecipientDirectory, RecipientsError> read_recipient_directory(
    std::string_view text, std::string_view signature, const sealing::MinisignKey& key, JsonFaults& faults);

enum class Freshness : std::uint8_t {
    fresh,
    early,  ///< issued after `now`: one of the two clocks is wrong
    over,   ///< `until` has come
};
[[nodiscard]] Freshness freshness_of(const RecipientDirectory& directory, UnixMillis now) noexcept;

/// Null when there is none of that id.
[[nodiscard]] const PackRecipient* find_recipient(const RecipientDirectory& directory, std::string_view id) noexcept;

}  // namespace holdfast::evidence
