// SPDX-License-Identifier: Apache-2.0
// The rules of notices: what a letter to a platform, a host, a search engine or a regulator must hold by which law, its
// words, its clock, and what comes next. All of it is data (data/notices/README.md says what the members mean); no law,
// no date and no sentence of a letter stands in code.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/condition.hpp"
#include "holdfast/guidance/provenance.hpp"
#include "holdfast/guidance/text.hpp"

namespace holdfast::guidance {

/// What a notice may need of the person.
enum class NoticeFact : std::uint8_t {
    pages,       ///< at least one whole web address
    target,      ///< an account name or a whole web address
    contact,     ///< any way to reach whoever sends it
    email,       ///< a mail address among those ways
    name,        ///< of whoever sends it
    signature,   ///< typed
    reasons,     ///< why it is illegal: own words, or a country whose law is known here, or that a child is shown
    intimate,    ///< said: it is an intimate picture
    subject,     ///< said: the sender is the person shown, or acts for them
    no_consent,  ///< said: it is there without consent
    truth,       ///< said: all this is true, in good faith
    connection,  ///< with Australia
    sent,        ///< when and to whom an earlier notice went
    story,       ///< what happened
    accounts,    ///< names the offender used
};
inline constexpr std::size_t notice_facts = 15;
/// In the order of NoticeFact.
inline constexpr std::array<std::string_view, notice_facts> notice_fact_names{
    "pages",   "target",     "contact", "email",      "name", "signature", "reasons", "intimate",
    "subject", "no-consent", "true",    "connection", "sent", "story",     "accounts"};
[[nodiscard]] constexpr std::string_view to_text(NoticeFact fact) noexcept {
    return notice_fact_names[static_cast<std::size_t>(fact)];
}

/// What stands between braces in a letter's text.
enum class NoticeSlot : std::uint8_t {
    pages,
    accounts,
    platform,
    contact,
    email,
    name,
    signature,
    reasons,
    offence,
    connection,
    case_number,
    police,
    sent_at,
    sent_to,
    sent_reference,
    story,
    demand,
    paid,
    fingerprints,
    reference,          ///< ours, of this letter
    sent_ours,          ///< ours, of the letter before
    alert_at,           ///< the day of the alert that led to it
    alert_partner,      ///< who met the content
    fingerprints_here,  ///< how many go along, where that is not all of them
    fingerprints_all,   ///< how many there are, where not all go along
    regulator           ///< to whom this letter's next step complains in the person's country
};
inline constexpr std::size_t notice_slots = 26;
/// In the order of NoticeSlot.
inline constexpr std::array<std::string_view, notice_slots> notice_slot_names{
    "pages",     "accounts",  "platform",      "contact",           "email",
    "name",      "signature", "reasons",       "offence",           "connection",
    "case",      "police",    "sent_at",       "sent_to",           "sent_reference",
    "story",     "demand",    "paid",          "fingerprints",      "reference",
    "sent_ours", "alert_at",  "alert_partner", "fingerprints_here", "fingerprints_all",
    "regulator"};

/// The questions that conditions of notices may name, numbered in this order, and their answers.
enum class NoticeRole : std::uint8_t { me, helper };
enum class NoticeAge : std::uint8_t { no, yes, unsure };  ///< whether somebody shown was under 18
enum class NoticeMade : std::uint8_t { real, faked, unsure };
enum class NoticeFound : std::uint8_t { page, alert };  ///< alert: one led to it, and no web address is known
enum class ForceForm : std::uint8_t { none, online, text, call };  ///< how the force takes reports, as far as seen
enum class ForceNation : std::uint8_t { none, england, wales, scotland, ni, gb };  ///< gb: all of Great Britain
inline constexpr std::array<std::string_view, 6> notice_question_names{"role",  "under_18", "made",
                                                                       "found", "force",    "nation"};
inline constexpr std::array<std::string_view, 2> notice_role_names{"me", "helper"};
inline constexpr std::array<std::string_view, 3> notice_age_names{"no", "yes", "unsure"};
inline constexpr std::array<std::string_view, 3> notice_made_names{"real", "faked", "unsure"};
inline constexpr std::array<std::string_view, 2> notice_found_names{"page", "alert"};
inline constexpr std::array<std::string_view, 4> force_form_names{"none", "online", "text", "call"};
inline constexpr std::array<std::string_view, 6> force_nation_names{"none", "england", "wales", "scotland", "ni", "gb"};

/// A paragraph of letters.
struct NoticeBlock {
    std::string id;
    Text label;         ///< the name of a field; empty in running letters
    Text text;          ///< empty where `form`
    bool form = false;  ///< stands for the fields of the recipient's own form
    Condition when;
    Condition unless;
    std::vector<NoticeSlot> only_with;  ///< left out unless each of these has a value
    std::optional<NoticeFact> confirm;  ///< a gap stands in its place until the person has said this
};

/// What stands behind a need.
enum class NoticeBasis : std::uint8_t {
    law,
    rules,  ///< of whoever gets the letter: a platform's, a form's
    sense,  ///< neither: it only helps to say it
};
/// In the order of NoticeBasis.
inline constexpr std::array<std::string_view, 3> notice_basis_names{"law", "rules", "sense"};

struct NoticeNeed {
    NoticeFact fact = NoticeFact::pages;
    std::optional<NoticeFact> from_alert;  ///< asked for instead where an alert gave no address (NoticeFound::alert)
    bool required = true;                  ///< else useful
    NoticeBasis by = NoticeBasis::law;
    Text law;  ///< the place that asks for it, or that there is none
    Text why;
    Condition when;
    Condition unless;
    Sureness sure = Sureness::seen;  ///< of the place
};

enum class ClockFrom : std::uint8_t {
    sent,   ///< counted from sending: never later than the law's own count
    order,  ///< from an order that the person does not see: no deadline can be worked out
};
inline constexpr std::array<std::string_view, 2> clock_from_names{"sent", "order"};

struct NoticeClock {
    int hours = 0;
    ClockFrom from = ClockFrom::sent;
    std::string law;
    Text say;
};

/// What to do when nothing happened.
struct NoticeNext {
    int after_hours = 0;                 ///< after sending
    std::optional<std::size_t> notice;   ///< index into rules
    std::string service;                 ///< id of the directory; may be empty
    std::vector<std::string> countries;  ///< ids; empty: any. Otherwise left out where the country is not known
    Condition unless;
    Text say;
    /// Whether it is for this country (empty: not known) and these answers.
    [[nodiscard]] bool concerns(std::string_view country, const Answers& answers) const noexcept;
};

enum class FindContact : std::uint8_t {
    never,
    always,
    unlisted,  ///< where the platform is none of the directory's
};
/// Of FindContact::always and on.
inline constexpr std::array<std::string_view, 2> find_contact_names{"always", "unlisted"};

enum class NoticeTo : std::uint8_t { platform, host, search, any, same, service, link, police };
inline constexpr std::array<std::string_view, 8> notice_to_names{"platform", "host",    "search", "any",
                                                                 "same",     "service", "link",   "police"};

struct NoticeRule {
    std::string id;
    NoticeTo to = NoticeTo::platform;
    Text title;
    Text subject;
    Text law;                                       ///< empty where no law is named
    std::optional<std::chrono::sys_days> in_force;  ///< none: not established
    Text in_force_note;                             ///< never empty where a law is named
    std::vector<std::size_t> body;                  ///< blocks, in order
    bool prints_name = false;
    bool signature = false;
    bool fingerprints = false;                      ///< may go along
    FindContact find_contact = FindContact::never;  ///< explain how the site's abuse contact is found
    std::vector<std::string> countries;             ///< ids: where it counts; empty: anywhere, or where its service is
    Text regulator;                                 ///< of a complaint: to whom it goes, as a letter names them
    bool abroad = false;                            ///< its service takes it from people in any country
    int wait_hours = 0;                             ///< of a complaint: how long after the first notice it counts
    std::optional<NoticeClock> clock;
    std::vector<NoticeNeed> needs;
    std::vector<NoticeNext> next;        ///< by after_hours
    std::vector<std::size_t> warnings;   ///< always given with it
    std::string service;                 ///< id of the directory, where `to` is service
    std::string link;                    ///< where `to` is link
    std::vector<std::string> platforms;  ///< ids of the directory, where `to` is search
    Provenance provenance;
};

struct NoticeOffence {
    std::string country;  ///< id, "*" or "under-18"
    Text text;
    Provenance provenance;
};

/// Warnings that the code itself gives.
enum class NoticeCaution : std::uint8_t {
    under_18,
    helper,
    name_printed,
    name_left_out,
    signature_shows,
    signature_under_18,
    fingerprints_attached,
    fingerprints_not_yet,
    fingerprints_left_out,
    fingerprints_cut,
    date_unknown,
    not_yet_in_force,
    stale,
    too_early,
    page_not_an_address,
    cleaned
};
inline constexpr std::size_t notice_cautions = 16;
inline constexpr std::array<std::string_view, notice_cautions> notice_caution_names{"under-18",
                                                                                    "helper",
                                                                                    "name-printed",
                                                                                    "name-left-out",
                                                                                    "signature-shows",
                                                                                    "signature-under-18",
                                                                                    "fingerprints-attached",
                                                                                    "fingerprints-not-yet",
                                                                                    "fingerprints-left-out",
                                                                                    "fingerprints-cut",
                                                                                    "date-unknown",
                                                                                    "not-yet-in-force",
                                                                                    "stale",
                                                                                    "too-early",
                                                                                    "page-not-an-address",
                                                                                    "cleaned"};

struct NoticeWarning {
    std::string id;
    Text text;
    std::vector<std::string> services;  ///< ids of the directory to hand over to
};

struct NoticeFactWords {
    Text name;      ///< what stands in square brackets where it is missing
    Text ask;       ///< the question to the person shown
    Text helper;    ///< to somebody who writes for them; empty: the same
    Text under_18;  ///< to the person, where somebody shown was or may have been under 18; empty: the same
    Text alert;     ///< where an alert gave no address; empty: the same

    /// The question that fits. `alert` wins over all, then `helper`: it is written for any age.
    [[nodiscard]] const Text& question(NoticeRole role, NoticeAge age, NoticeFound found) const noexcept;
};

struct NoticeWords {
    Text page_where, page_account, page_first_seen, page_last_seen;
    Text fingerprints_head;
    Text paste_here;
    Text calendar_title, calendar_text;
    Text rdap;
    std::array<Text, 3> connection;  ///< person, poster, host
    Text fill_in_there;              ///< stands in a field that only the person can fill in, on the recipient's page
    Text alert_why;                  ///< why an account name helps where an alert gave no address
};

/// Before the id of a point that platforms' forms ask for (data/directory/platforms.toml).
inline constexpr std::string_view form_block_prefix = "form-";

struct NoticeBook {
    std::vector<NoticeRule> rules;
    std::vector<NoticeBlock> blocks;
    std::array<NoticeFactWords, notice_facts> facts;
    std::vector<NoticeOffence> offences;
    std::vector<NoticeWarning> warnings;
    std::array<std::size_t, notice_cautions> cautions{};  ///< index into warnings
    NoticeWords words;

    [[nodiscard]] std::optional<std::size_t> rule(std::string_view id) const noexcept;
    /// The paragraph that fills in a point of a platform's own form (form_block_prefix and the point's id).
    [[nodiscard]] const NoticeBlock* form_block(std::string_view need) const noexcept;
    /// What the law of a country says, by its id; none where nothing was read.
    [[nodiscard]] const NoticeOffence* offence(std::string_view country) const noexcept;
};

}  // namespace holdfast::guidance
