// SPDX-License-Identifier: Apache-2.0
// A case as a plain value: what the person answered, saved, knows, paid and did. docs/formats/case.md is the page.
//
// There are two kinds, and the kind is decided by age before anything is put in: AdultCase, and ProtectedCase for
// everybody who is, was in the picture, or may be under 18. A ProtectedCase has no member that could hold a picture,
// and what writes a statement takes an AdultCase alone.
//
// Texts are UTF-8 without control characters (notes and machine-read words may have line breaks); limits are below, and
// read_case() (case_json.hpp) holds every one of them.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "holdfast/evidence/exhibit.hpp"
#include "holdfast/evidence/moment.hpp"

namespace holdfast::evidence {

// In bytes.
inline constexpr std::size_t longest_id = 64;     ///< of questions, answers, steps: [a-z0-9-]
inline constexpr std::size_t longest_line = 500;  ///< titles, sources, names, references
inline constexpr std::size_t longest_url = 4'096;
inline constexpr std::size_t longest_note = 20'000;
inline constexpr std::size_t longest_machine_read = 65'536;

inline constexpr std::size_t most_answers = 128;
inline constexpr std::size_t most_links = 2'000;
inline constexpr std::size_t most_known = 500;
inline constexpr std::size_t most_payments = 500;
inline constexpr std::size_t most_done = 1'024;
inline constexpr std::size_t most_notes = 500;

/// One answer given in triage, as the guide has it, and in the words that were shown.
struct Answer {
    std::string question;
    std::string answer;
    std::string words;
    friend bool operator==(const Answer&, const Answer&) = default;
};

/// Where something is or was to be seen.
struct Link {
    std::string url;      ///< http:// or https://, without spaces
    std::string account;  ///< whose page it is
    std::string place;    ///< where on the page: "third post", "profile picture"
    std::optional<Moment> first_seen;
    std::optional<Moment> last_seen;
    std::string note;
    friend bool operator==(const Link&, const Link&) = default;
};

enum class KnownKind : std::uint8_t { name, account, phone, email, wallet, bank_account, address, other };
/// "name", "account", "phone", "email", "wallet", "bank-account", "address", "other".
[[nodiscard]] std::string_view to_text(KnownKind kind) noexcept;

/// One thing that is known of whoever threatens.
struct Known {
    KnownKind kind = KnownKind::other;
    std::string value;
    std::string where;  ///< platform, bank, coin
    std::string note;
    friend bool operator==(const Known&, const Known&) = default;
};

enum class PaymentKind : std::uint8_t { asked, paid };
/// "asked", "paid".
[[nodiscard]] std::string_view to_text(PaymentKind kind) noexcept;

struct Payment {
    PaymentKind kind = PaymentKind::paid;
    std::optional<Moment> when;
    std::string amount;     ///< digits, at most one point; empty where it is not known
    std::string currency;   ///< "GBP", "BTC": [A-Z]{1,8}; empty where it is not known
    std::string method;     ///< bank transfer, gift card, …
    std::string to;         ///< account, wallet, name
    std::string reference;  ///< of the bank or the shop
    std::string note;
    friend bool operator==(const Payment&, const Payment&) = default;
};

enum class DoneKind : std::uint8_t {
    step,      ///< a step of the guide was marked as done
    undone,    ///< the mark was taken back
    letter,    ///< a letter was noted as sent
    reported,  ///< something was reported: to whom, and under which reference
};
/// "step", "undone", "letter", "reported".
[[nodiscard]] std::string_view to_text(DoneKind kind) noexcept;

enum class ReplyKind : std::uint8_t { none, receipt, removed, refused };
/// "none", "receipt", "removed", "refused": as the page's tracker has it.
[[nodiscard]] std::string_view to_text(ReplyKind reply) noexcept;

struct Done {
    DoneKind kind = DoneKind::step;
    std::string id;  ///< of the guide's step or the letter's kind; empty for reported
    std::string words;
    Moment at;
    std::string to;      ///< letter, reported
    std::string ours;    ///< the reference that the letter gave
    std::string theirs;  ///< the reference that they gave
    ReplyKind reply = ReplyKind::none;
    friend bool operator==(const Done&, const Done&) = default;
};

struct Note {
    Moment at;
    std::string text;
    friend bool operator==(const Note&, const Note&) = default;
};

/// An exhibit that was taken out. Its number stays taken.
struct Removed {
    std::uint32_t number = 0;
    ExhibitKind kind = ExhibitKind::other;
    std::string reason;
    Moment at;
    friend bool operator==(const Removed&, const Removed&) = default;
};

enum class WhoseCase : std::uint8_t {
    own,     ///< written by the person themselves
    helper,  ///< written by somebody for them
};
/// "own", "helper".
[[nodiscard]] std::string_view to_text(WhoseCase whose) noexcept;

struct CaseFacts {
    std::string number;         ///< "HF-7K3Q-9XWM-C", or empty where none was given out
    std::string prefix = "HF";  ///< of exhibit numbers, the person's initials at will: [A-Z]{1,4}
    std::string language;       ///< "en", "cy": [a-z]{2,3}
    std::string place;          ///< the guide's answer to where they live: "england"; empty where it was not given
    WhoseCase whose = WhoseCase::own;
    Moment created;
    std::vector<Answer> answers;
    std::vector<Link> links;
    std::vector<Known> known;
    std::vector<Payment> payments;
    std::vector<Done> done;
    std::vector<Note> notes;
    std::vector<Removed> removed;   ///< by number
    std::uint32_t next_number = 1;  ///< greater than every number ever given
    friend bool operator==(const CaseFacts&, const CaseFacts&) = default;
};

/// Everybody in the pictures was 18 or over, and so is the person.
struct AdultCase {
    CaseFacts facts;
    std::vector<Exhibit> exhibits;  ///< by number
    friend bool operator==(const AdultCase&, const AdultCase&) = default;
};

/// Somebody is, was or may be under 18. Words alone.
struct ProtectedCase {
    CaseFacts facts;
    std::vector<TextExhibit> exhibits;  ///< by number
    friend bool operator==(const ProtectedCase&, const ProtectedCase&) = default;
};

using Case = std::variant<AdultCase, ProtectedCase>;
[[nodiscard]] const CaseFacts& facts_of(const Case& of) noexcept;

enum class CaseChange : std::uint8_t {
    full,          ///< most_exhibits, or the last number was given out
    no_such,       ///< no exhibit of that number
    no_such_copy,  ///< no redacted copy of that index
    not_taken,     ///< restoring what was never removed, or removing without a reason
    last_copy,     ///< nothing would be left to see of a picture whose original was left out; LastCopy::may_go is asked
                   ///< for
};

/// Gives it the next number, which is returned.
[[nodiscard]] std::expected<std::uint32_t, CaseChange> add(AdultCase& to, Exhibit exhibit);
[[nodiscard]] std::expected<std::uint32_t, CaseChange> add(ProtectedCase& to, TextExhibit exhibit);
/// Whether the person was told, and said, that the last redacted copy of a picture goes whose original was left out.
enum class LastCopy : std::uint8_t { stays, may_go };

/// Takes an exhibit out and gives it back, so that it can be restored; the number stays taken.
[[nodiscard]] std::expected<Exhibit, CaseChange> remove(AdultCase& from, std::uint32_t number, std::string reason,
                                                        Moment at, LastCopy last = LastCopy::stays);
[[nodiscard]] std::expected<TextExhibit, CaseChange> remove(ProtectedCase& from, std::uint32_t number,
                                                            std::string reason, Moment at);
/// Takes one redacted copy out; its index stays taken.
[[nodiscard]] std::expected<void, CaseChange> remove_copy(AdultCase& from, std::uint32_t number, std::uint32_t index,
                                                          LastCopy last = LastCopy::stays);
/// Puts it back under its number.
[[nodiscard]] std::expected<void, CaseChange> restore(AdultCase& to, Exhibit exhibit);
[[nodiscard]] std::expected<void, CaseChange> restore(ProtectedCase& to, TextExhibit exhibit);

}  // namespace holdfast::evidence
