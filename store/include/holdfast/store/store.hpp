// SPDX-License-Identifier: Apache-2.0
// The durable state of a service. A write that returns has been fsynced: it survives a kill or power loss at any
// moment.
//
// Thread safety: every function may be called from any thread. Writes are serialised; reads do not wait for writes.
// Idempotency: a write that carries a Receipt and whose key was seen before changes nothing and returns what was
// answered then.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "holdfast/store/types.hpp"

namespace holdfast::store {

enum class StoreError : std::uint8_t {
    not_found,           ///< no such case, item, bank, partner, message
    conflict,            ///< a name, case number or key hash is taken already
    not_allowed,         ///< the state forbids it: undo after 30 days, items of another case, an erased case
    key_reused,          ///< the idempotency key was used with another request
    key_replaced,        ///< the case was opened with a key that is no longer one of its two
    proof_spent,         ///< this proof of work was used already
    too_many,            ///< the submission would hold more items than AddItems::max_items
    commitment_differs,  ///< the codes brought back are not those that were withdrawn
    disk_full,           ///< nothing was written; free space and try again
    busy,                ///< another process holds the write lock for longer than the time-out
    corrupt,             ///< the database fails its own checks
    unavailable,         ///< cannot be opened, read or written; see the log
};
/// A plain sentence for logs and the command.
[[nodiscard]] std::string_view explain(StoreError error) noexcept;

template <class T>
using Result = std::expected<T, StoreError>;

/// The answer that is stored with a write under an idempotency key, for 24 hours.
struct Receipt {
    Digest256 owner;  ///< digest of whose key space it is (partner key, case read key, or the proof's challenge)
    std::string key;  ///< the Idempotency-Key header, 1..64 characters
    Digest256 request_digest;  ///< of method, path and body
    int status = 200;
    std::string body;  ///< never holds a code
    UnixMillis at;
};

/// What became of a write.
struct Outcome {
    std::uint64_t position = 0;  ///< of its last event; 0 when it wrote none
    bool replayed = false;       ///< the key was seen before: answer with status and body
    int status = 0;
    std::string body;
};

struct SpentProof {
    Digest256 challenge;
    UnixMillis expires;
};

/// When an item's addition or withdrawal becomes visible in the feed (see FeedEntry).
struct FeedTime {
    UnixMillis visible;
    std::uint64_t tie = 0;
};

struct NewItem {
    Item item;
    FeedTime feed;
};

struct NewSubmission {
    Submission submission;
    std::vector<NewItem> items;
    std::optional<SpentProof> proof;
    std::optional<Receipt> receipt;
};

struct AddItems {
    Id128 submission;
    Digest256 opened_with;  ///< see "the person" below
    std::vector<NewItem> items;
    std::uint32_t max_items = 0;  ///< cap a submission, withdrawn ones not counted
    std::optional<SpentProof> proof;
    std::optional<Receipt> receipt;
    UnixMillis at;
};

/// One item to withdraw. `copy`, whose expiry the store sets, is sealed and allows undoing; `commitment` binds it.
struct WithdrawItem {
    Id128 item;
    Message copy;
    Digest256 commitment;
    FeedTime feed;
};
struct Withdrawal {
    Id128 submission;
    Digest256 opened_with;
    std::vector<WithdrawItem> items;
    std::optional<Receipt> receipt;
    UnixMillis at;
};

struct RestoreItem {
    Id128 item;
    std::vector<Signal> signals;
    Digest256 commitment;  ///< computed by the caller from what the person sent; must equal the stored one
    FeedTime feed;
};
struct Restoration {
    Id128 submission;
    Digest256 opened_with;
    std::vector<RestoreItem> items;
    std::optional<Receipt> receipt;
    UnixMillis at;
};

struct KeyRotation {
    Id128 submission;
    Digest256 opened_with;
    Digest256 read_key_hash;
    Digest256 withdraw_key_hash;
    std::array<std::byte, 32> mailbox_key{};
    std::vector<Message>
        resealed;  ///< replaces the sealed content of these message ids; every message of the mailbox must be named
    std::optional<Receipt> receipt;
    UnixMillis at;
};

struct CaseErasure {
    Id128 submission;
    Digest256 opened_with;
    std::vector<std::pair<Id128, FeedTime>> feed;  ///< for each item still active
    std::optional<Receipt> receipt;
    UnixMillis at;
};

/// The end of a case whose keys nobody shows: an operator's, by its number, or retention's.
struct CaseEnding {
    Id128 submission;
    std::vector<std::pair<Id128, FeedTime>> feed;  ///< as of a CaseErasure
    std::optional<UnixMillis> unopened_since =
        std::nullopt;  ///< of retention: end it only if it was last opened before this
    std::string actor;
    UnixMillis at;
};

struct NewSighting {
    Sighting sighting;
    std::optional<Receipt> receipt;
};

struct NewFeedback {
    Feedback feedback;
    std::optional<Receipt> receipt;
};

/// The alert of one match, sealed to the mailbox key that the submission had when the matcher read it.
struct Alert {
    Id128 submission;                         ///< all zero: an imported item, nobody to alert
    std::array<std::byte, 32> mailbox_key{};  ///< what `message` is sealed to
    Message message;
};

/// What the matcher found while following the log: written in one transaction with how far it has followed.
struct MatchBatch {
    std::uint64_t followed_to = 0;
    std::vector<Match> matches;  ///< pairs already known, and items no longer active, are skipped
    std::vector<Alert> alerts;   ///< one for each match above, same order; written only with a match that is new
};

struct StateChange {
    Id128 item;
    /// The state in which the caller saw it; none: whatever it is.
    std::optional<ItemState> from = std::nullopt;
    ItemState state = ItemState::active;
    std::string reason;
    FeedTime feed;
    std::string actor;
    UnixMillis at;
};

struct BankSwitch {
    std::uint32_t bank = 0;
    bool enabled = false;
    std::string actor;
    UnixMillis at;
};

/// Everything a person sees of their case.
struct CaseView {
    Submission submission;
    std::vector<Item> items;  ///< without signals
    std::vector<Feedback> feedback;
    std::uint64_t messages = 0;
};

/// An item that a partner calls a wrong match, with what each partner said of it, oldest first.
struct ReportedItem {
    Item item;
    std::vector<Feedback> feedback;
};

struct ImportResult {
    std::uint64_t added = 0;
    std::uint64_t position = 0;
};

/// What the log of seals becomes by one more entry. The hashes are new ones: none is ever changed.
struct SealGrowth {
    std::vector<SealHash> hashes;
    std::string checkpoint;
};
using SealHashes = std::function<std::optional<Digest256>(unsigned level, std::uint64_t index)>;

struct NewSeal {
    Digest256 seal;
    UnixMillis at;
    std::optional<SpentProof> proof;
    /// Computes that, while nobody else can write; perhaps on another thread, and more than once. An error ends the
    /// write with nothing written.
    std::function<Result<SealGrowth>(const LoggedSeal& entry, const SealHead& before, const SealHashes& kept)> grow;
};

class Store {
  public:
    virtual ~Store() = default;

    // Receipts come first: a key seen before is answered before anything else is checked, also when the case or its
    // keys are gone by now (a repeated erasure or rotation).

    // --- the person ---
    // A write on a case carries the digest of the key that opened it. key_replaced: the case has other keys by the time
    // of writing, so that a key that was replaced changes nothing any more, and nothing is left sealed to an old
    // mailbox key.
    [[nodiscard]] virtual Result<Outcome> submit(const NewSubmission& submission) = 0;
    [[nodiscard]] virtual Result<Outcome> add_items(const AddItems& more) = 0;
    /// Codes leave the table in this transaction (secure delete). not_found when an item is not of this submission;
    /// items already withdrawn are left as they are.
    [[nodiscard]] virtual Result<Outcome> withdraw(const Withdrawal& withdrawal) = 0;
    /// Each item returns to the state and reason that it had when it was withdrawn: undo releases nothing that was
    /// quarantined or disputed. The withdrawn_copy leaves the mailbox. not_allowed: an item is not withdrawn, or its
    /// 30 days are over.
    [[nodiscard]] virtual Result<Outcome> restore(const Restoration& restoration) = 0;
    /// conflict: a key hash is taken. not_allowed: the mailbox holds a message that `resealed` does not name (one came
    /// in meanwhile), so that no alert is lost; read the mailbox again. Receipts of the keys that go, go with them.
    [[nodiscard]] virtual Result<Outcome> rotate_keys(const KeyRotation& rotation) = 0;
    /// Removes the submission, its items, mailbox and feedback for good; no undo.
    [[nodiscard]] virtual Result<Outcome> erase_case(const CaseErasure& erasure) = 0;
    /// Removes the same as erase_case() does, receipts of its keys included, and writes the audit entry "case.erase"
    /// with the submission's id. not_allowed: it was opened since.
    [[nodiscard]] virtual Result<void> end_case(const CaseEnding& ending) = 0;
    /// Cases last opened before that day, at most `limit`.
    [[nodiscard]] virtual Result<std::vector<CaseView>> unopened_cases(UnixMillis before, std::uint32_t limit) = 0;
    /// Notes the day of opening; never sets it back.
    [[nodiscard]] virtual Result<void> note_opened(const Id128& submission, UnixMillis day) = 0;
    /// `case_number` in its canonical form.
    [[nodiscard]] virtual Result<CaseView> case_by_number(const std::string& case_number) = 0;
    [[nodiscard]] virtual Result<CaseView> case_by_read_key(const Digest256& read_key_hash) = 0;
    [[nodiscard]] virtual Result<CaseView> case_by_withdraw_key(const Digest256& withdraw_key_hash) = 0;
    /// Oldest first.
    [[nodiscard]] virtual Result<std::vector<Message>> mailbox(const Id128& submission) = 0;
    [[nodiscard]] virtual Result<void> delete_message(const Id128& submission, const Digest256& opened_with,
                                                      const Id128& message) = 0;

    // --- partners ---
    [[nodiscard]] virtual Result<Outcome> report_sighting(const NewSighting& sighting) = 0;
    [[nodiscard]] virtual Result<Outcome> give_feedback(const NewFeedback& feedback) = 0;
    /// Entries after `cursor` that are visible at `now`, in feed order, at most `limit`. An entry that the item's
    /// present state contradicts is left out (an addition of what is no longer active, a removal of what is active
    /// again), so that whoever follows the feed always ends with the right list. Items of erased cases count as gone.
    [[nodiscard]] virtual Result<std::vector<FeedEntry>> feed(const FeedCursor& cursor, UnixMillis now,
                                                              std::uint32_t limit) = 0;
    /// The delays that the service runs with, kept for whoever changes items beside it; the defaults before the first
    /// keep_feed_spreads().
    [[nodiscard]] virtual Result<FeedSpreads> feed_spreads() = 0;
    [[nodiscard]] virtual Result<void> keep_feed_spreads(const FeedSpreads& spreads) = 0;
    /// conflict: a partner of that name has a key that is not revoked, or the key is taken.
    [[nodiscard]] virtual Result<void> add_partner(const Partner& partner) = 0;
    [[nodiscard]] virtual Result<void> revoke_partner(const Id128& partner, UnixMillis at) = 0;
    [[nodiscard]] virtual Result<std::vector<Partner>> partners() = 0;

    // --- banks ---
    [[nodiscard]] virtual Result<Bank> create_bank(const std::string& name, const std::string& title,
                                                   UnixMillis at) = 0;
    [[nodiscard]] virtual Result<std::vector<Bank>> banks() = 0;
    /// A bank that is off matches nothing, and partners' feeds list its items as gone; on, they are listed again. The
    /// switch acts at once; the feed follows in as many transactions as the bank's size asks for, and what a kill cuts
    /// short is done by the next expire() or switch_bank(). Writes the audit entry too. not_allowed: the bank of
    /// submissions, whose people were promised that it is matched.
    [[nodiscard]] virtual Result<void> switch_bank(const BankSwitch& change) = 0;
    /// One transaction a call.
    [[nodiscard]] virtual Result<ImportResult> import_items(std::span<const NewItem> items) = 0;
    /// not_allowed: an item whose codes are gone cannot come back, withdrawing is the person's alone, or the item is no
    /// longer as `from` says. Writes the audit entry "item.STATE".
    [[nodiscard]] virtual Result<void> change_state(const StateChange& change) = 0;
    /// Calls `each` for every item of a bank (or of all, with bank 0) in any of `states` (empty: all), in one
    /// consistent read.
    [[nodiscard]] virtual Result<void> each_item(std::uint32_t bank, std::span<const ItemState> states,
                                                 const std::function<void(const Item&)>& each) = 0;

    /// Items of a bank of which a partner's latest word is false_positive and whose codes are still there; those
    /// reported longest ago first.
    [[nodiscard]] virtual Result<std::vector<ReportedItem>> reported_items(std::uint32_t bank) = 0;

    // --- the log and those who follow it ---
    [[nodiscard]] virtual Result<std::uint64_t> last_position() = 0;
    [[nodiscard]] virtual Result<std::vector<Event>> events_after(std::uint64_t position, std::uint32_t limit) = 0;
    /// One consistent read of everything that can match, items of banks that are off included: returns the log position
    /// that it stands at.
    [[nodiscard]] virtual Result<std::uint64_t> snapshot(const std::function<void(const Item&)>& each_active_item,
                                                         const std::function<void(const Sighting&)>& each_sighting) = 0;
    [[nodiscard]] virtual Result<std::optional<Item>> item(const Id128& id) = 0;
    [[nodiscard]] virtual Result<std::optional<Sighting>> sighting(const Id128& id) = 0;
    [[nodiscard]] virtual Result<std::optional<Submission>> submission(const Id128& id) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> matched_position() = 0;
    /// Returns how many matches were new. conflict: the mailbox key of a submission has changed since an alert was
    /// sealed; nothing is written, seal again. An alert beyond `max_mailbox_messages` of a case is left out, its match
    /// is kept.
    [[nodiscard]] virtual Result<std::uint64_t> record_matches(const MatchBatch& batch) = 0;

    // --- the public log of seals: it only grows, no entry or hash is ever changed or removed ---
    /// Adds an entry with its hashes and the new head, or none of it. A seal that is in the log already changes
    /// nothing, spends nothing, and gives the entry that it has.
    [[nodiscard]] virtual Result<LoggedSeal> log_seal(const NewSeal& fresh) = 0;
    [[nodiscard]] virtual Result<SealHead> seal_head() = 0;
    /// From number `first` on, at most `count`.
    [[nodiscard]] virtual Result<std::vector<LoggedSeal>> seal_entries(std::uint64_t first, std::uint32_t count) = 0;
    [[nodiscard]] virtual Result<std::vector<Digest256>> seal_hashes(unsigned level, std::uint64_t first,
                                                                     std::uint32_t count) = 0;

    // --- upkeep ---
    /// Deletes what is past its time: sightings after 90 days, withdrawn copies after 30, receipts after 24 hours,
    /// spent proofs. Finishes what switch_bank() began. Cases whose day of opening is not known count from this one.
    [[nodiscard]] virtual Result<void> expire(UnixMillis now) = 0;
    /// Makes what was deleted leave the write-ahead log too. The service calls it within a minute of each withdrawal.
    [[nodiscard]] virtual Result<void> scrub() = 0;
    /// Rewrites the database, so that no part of a deleted row is left in the unused middle of a page. Gives whether it
    /// did: not within `compact_every_millis` of the last time. Writers wait meanwhile, about a second for each 100 MB,
    /// and memory of the database's size is used. scrub() afterwards takes the old pages out of the write-ahead log.
    [[nodiscard]] virtual Result<bool> compact(UnixMillis now) = 0;
    [[nodiscard]] virtual Result<void> audit(const AuditEntry& entry) = 0;
    [[nodiscard]] virtual Result<std::vector<AuditEntry>> audit_tail(std::uint32_t limit) = 0;
    /// A small secret of this installation (permutation key, challenge key), made from `fresh` on first use.
    [[nodiscard]] virtual Result<std::array<std::byte, 32>> installation_secret(
        const std::string& name, const std::array<std::byte, 32>& fresh) = 0;
};

/// No alert is added beyond it, so that nobody can fill a mailbox without end by reporting sightings of one picture.
/// Copies of withdrawn items still are.
inline constexpr std::uint32_t max_mailbox_messages = 1'000;

inline constexpr std::int64_t day_millis = 86'400'000;
/// The first millisecond of its UTC day, for times since 1970.
[[nodiscard]] constexpr UnixMillis day_of(UnixMillis time) noexcept {
    return {time.value - time.value % day_millis};
}
inline constexpr std::int64_t compact_every_millis = day_millis;
inline constexpr std::int64_t sighting_retention_millis = 90 * day_millis;
inline constexpr std::int64_t undo_retention_millis = 30 * day_millis;
inline constexpr std::int64_t receipt_retention_millis = day_millis;

}  // namespace holdfast::store
