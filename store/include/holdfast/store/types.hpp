// SPDX-License-Identifier: Apache-2.0
// What the store keeps. bank -> item (one picture) -> signal (one code); submission -> its items and its mailbox.
//
// Identifiers, times and secrets' digests are drawn by the caller, so that a store is deterministic and tests can name
// every value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/core/identifier.hpp"

namespace holdfast::store {

/// What an item's state says to partners. Only active items match.
enum class ItemState : std::uint8_t {
    active = 1,
    withdrawn = 2,    ///< by the person who submitted it; its codes are gone from the store
    disputed = 3,     ///< an operator suspended it after a dispute; does not match while that lasts
    quarantined = 4,  ///< held back by the guard, with a reason; does not match until an operator releases it
    expired = 5,      ///< removed by an operator or by retention; its codes are gone from the store
};

enum class MediaType : std::uint8_t { picture = 1, video = 2 };

/// Where a code was made: said beside it, because a browser's own decoder promises less than the module's.
enum class CodeOrigin : std::uint8_t {
    module = 1,   ///< decoded and fingerprinted by the core, in the page, the command or the service
    browser = 2,  ///< decoded by the browser (HEIC, AVIF), fingerprinted by the core
    import = 3,   ///< brought in by an operator; maker unknown
};

struct Item {
    Id128 id;
    std::uint32_t bank = 0;
    Id128 submission;  ///< all zero for an imported item
    MediaType media = MediaType::picture;
    CodeOrigin origin = CodeOrigin::module;
    ItemState state = ItemState::active;
    std::string reason;  ///< machine word for quarantine, dispute, expiry, such as "too_few_bits"; empty otherwise
    std::vector<Signal> signals;  ///< empty once withdrawn or expired
    UnixMillis created;
    UnixMillis changed;
};

struct Bank {
    std::uint32_t id = 0;  ///< assigned by the store
    std::string name;      ///< [a-z0-9-]{1,64}, unique
    std::string title;     ///< for people
    bool enabled = true;   ///< a disabled bank matches nothing
    std::uint64_t active_items = 0;
};

/// The bank that submissions of the page go to; created with the database.
inline constexpr const char* submissions_bank = "submissions";

/// Partner scopes, a bit each.
enum class Scope : std::uint32_t { lookup = 1, sighting = 2, feedback = 4, feed = 8 };

struct Partner {
    Id128 id;
    std::string name;      ///< shown to people: "Example Social"
    Digest256 key_digest;  ///< SHA-256 of the API key
    std::uint32_t scopes = 0;
    bool listed = true;                     ///< shown on the page among the platforms that check this list
    std::uint32_t requests_per_second = 0;  ///< 0: the service's default
    UnixMillis created;
    std::optional<UnixMillis> revoked;
};

/// One message of a case's mailbox; the content is sealed to the mailbox key, so the store cannot read it.
struct Message {
    Id128 id;
    std::string kind;  ///< "alert" or "withdrawn_copy"
    UnixMillis at;
    std::vector<std::byte> sealed;
    std::optional<Id128> item;  ///< of a withdrawn_copy: the item that it allows bringing back
    std::optional<UnixMillis> expires;
};

struct Submission {
    Id128 id;
    std::string case_number;  ///< canonical form "HF-XXXX-XXXX-C", unique
    Digest256 read_key_hash;
    Digest256 withdraw_key_hash;
    std::array<std::byte, 32> mailbox_key{};  ///< X25519 public key
    std::string statement;                    ///< version of the statement agreed to, such as "adult-1"
    std::string country;                      ///< ISO 3166-1 alpha-2 or empty
    std::string threat;                       ///< a listed word or empty
    UnixMillis created;
    /// The UTC day, as its first millisecond, on which somebody last opened the case: no finer, because retention needs
    /// no more. None: a case from before this was kept, until the next expire().
    std::optional<UnixMillis> opened = std::nullopt;
};

/// A partner's verdict on an item, latest per partner and item.
enum class Verdict : std::uint8_t { blocked = 1, not_blocked = 2, false_positive = 3 };
struct Feedback {
    Id128 partner;
    Id128 item;
    Verdict verdict = Verdict::blocked;
    UnixMillis at;
};

/// A partner met a picture: its codes, its own content id, at will a URL. Kept 90 days. Holds no user data.
struct Sighting {
    Id128 id;
    Id128 partner;
    std::vector<Signal> signals;
    std::string content_id;  ///< the partner's own, at most 200 bytes
    std::string url;         ///< empty, or http(s), at most 2,000 bytes
    bool release_url = false;
    std::string action;  ///< what the partner did: "blocked", "removed", "reported", "none"
    UnixMillis at;
};

/// A sighting met an item: at most one a pair.
struct Match {
    Id128 item;
    Id128 sighting;
    int distance = 0;
    UnixMillis at;
};

/// The ordered log that every node follows. Carries ids, never codes. Position is assigned in the writing transaction,
/// under one lock.
enum class EventKind : std::uint8_t {
    item_added = 1,       ///< subject: item (in whatever state it has)
    item_changed = 2,     ///< subject: item; its state or signals changed
    sighting_added = 3,   ///< subject: sighting
    sighting_gone = 4,    ///< subject: sighting; retention
    bank_changed = 5,     ///< subject: bank number in the first 4 bytes, little-endian
    partner_changed = 6,  ///< subject: partner
    case_erased = 7,      ///< subject: submission
};
struct Event {
    std::uint64_t position = 0;  ///< 1, 2, 3, …
    EventKind kind = EventKind::item_added;
    Id128 subject;
    UnixMillis at;
};

/// One line of the change feed for partners. `visible` is when it may be shown: each item's own random delay, so that
/// order and timing do not group a submission; `tie` is random and orders entries of one instant.
struct FeedEntry {
    UnixMillis visible;
    std::uint64_t tie = 0;
    Id128 item;
    std::uint32_t bank = 0;
    bool added = true;            ///< false: withdrawn, disputed or expired
    std::vector<Signal> signals;  ///< of an added entry whose item is still active
};
struct FeedCursor {
    UnixMillis visible;
    std::uint64_t tie = 0;
};
/// The longest random delays, in milliseconds, after which the feed shows what became of an item that a person
/// submitted.
struct FeedSpreads {
    std::int64_t added_millis = std::int64_t{60} * 60'000;    ///< it joins the list
    std::int64_t removed_millis = std::int64_t{10} * 60'000;  ///< it leaves it
    friend bool operator==(const FeedSpreads&, const FeedSpreads&) = default;
};

/// One entry of the public log of seals (docs/formats/receipt.md).
struct LoggedSeal {
    std::uint64_t index = 0;  ///< 0, 1, 2, …
    Digest256 seal;           ///< at most once in the log
    UnixMillis received;      ///< never before that of the entry before
    friend bool operator==(const LoggedSeal&, const LoggedSeal&) = default;
};
/// A hash of that log's tree: number `index` of its level.
struct SealHash {
    unsigned level = 0;
    std::uint64_t index = 0;
    Digest256 hash;
};
struct SealHead {
    std::uint64_t size = 0;  ///< entries
    std::string checkpoint;  ///< what the service signed at this size; empty for an empty log
};

struct AuditEntry {
    UnixMillis at;
    std::string actor;    ///< "partner:<id>", "operator", "case" (never which), "service"
    std::string action;   ///< "withdraw", "partner.add", …
    std::string subject;  ///< an id, never a code
};

}  // namespace holdfast::store
