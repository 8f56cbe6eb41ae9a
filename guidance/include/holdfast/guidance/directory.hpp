// SPDX-License-Identifier: Apache-2.0
// The directory: whom a person can turn to, and how. Phone lines, services, police forces, countries and platforms,
// read from the guide's blob (data/directory/README.md says what the members mean). Every entry is dated and sourced.
//
// Entries refer to one another by their index. `Provenance` says field by field what may be shown as fact.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/provenance.hpp"
#include "holdfast/guidance/purpose.hpp"
#include "holdfast/guidance/text.hpp"

namespace holdfast::guidance {

enum class Nation : std::uint8_t { england, wales, scotland, ni };
inline constexpr std::array<std::string_view, 4> nation_names{"england", "wales", "scotland", "ni"};
[[nodiscard]] constexpr std::string_view to_text(Nation nation) noexcept {
    return nation_names[static_cast<std::size_t>(nation)];
}

/// Whole years, both ends included.
struct Ages {
    int least = 0;
    int most = 120;
    [[nodiscard]] constexpr bool meets(const Ages& other) const noexcept {
        return least <= other.most && other.least <= most;
    }
    [[nodiscard]] constexpr bool holds(const Ages& other) const noexcept {
        return least <= other.least && other.most <= most;
    }
    bool operator==(const Ages&) const = default;
};
inline constexpr Ages every_age{};

/// Where an entry is for. `countries` holds ids of countries, or "*" for any. `nations` narrows the UK; empty: all of
/// it.
struct Reach {
    std::vector<std::string> countries;
    std::vector<Nation> nations;
    [[nodiscard]] bool everywhere() const noexcept;
    /// Names the country itself; "*" is no name.
    [[nodiscard]] bool names(std::string_view country) const noexcept;
};

enum class ContactHow : std::uint8_t { call, text, chat, relay, web };
inline constexpr std::array<std::string_view, 5> contact_names{"call", "text", "chat", "relay", "web"};
[[nodiscard]] constexpr std::string_view to_text(ContactHow how) noexcept {
    return contact_names[static_cast<std::size_t>(how)];
}

struct Contact {
    ContactHow how = ContactHow::call;
    Text shown;        ///< as people read it: "116 123", "SHOUT to 85258"
    std::string dial;  ///< as a phone dials it; empty for web and for a chat
    std::string url;   ///< of web and of a chat
};

/// A phone, text, chat or relay line.
struct Line {
    std::string id;
    Text name;
    std::vector<Contact> contacts;
    Text hours;  ///< empty: not known
    Text who;    ///< who may call, and why
    Text more;   ///< empty where there is no more to say
    std::vector<Purpose> purposes;
    Ages ages;  ///< of those it is for
    Reach reach;
    Provenance provenance;
};

/// A service that a person is handed over to.
struct Service {
    std::string id;
    Text name;
    Text by;  ///< who runs it, and for whom
    std::string url;
    std::vector<Text> does;  ///< in order
    std::vector<Text> cannot;
    std::vector<Text> needs;
    std::vector<Purpose> purposes;
    Ages now;       ///< the person today
    Ages pictured;  ///< the person when the picture was made
    Reach reach;
    Provenance provenance;
};

struct Council {
    std::string code;  ///< of the Office for National Statistics
    Text name;         ///< Welsh names of Welsh councils
};

struct PastCouncil {
    std::string code;
    Text name;
    std::size_t successor = 0;  ///< index into the force's councils
};

struct Force {
    std::string id;  ///< of data.police.uk
    Text name;
    std::optional<Nation> nation;  ///< none: all of Great Britain (British Transport Police)
    std::string website;
    std::string report_url;
    std::string advice_url;  ///< may be empty
    std::string phone;       ///< when it is no emergency
    std::string emergency;
    std::string text_relay;  ///< may be empty
    std::string text;        ///< number for text messages; may be empty
    Text note;               ///< may be empty
    std::vector<Council> councils;
    std::vector<PastCouncil> past_councils;
    std::vector<std::string> also;  ///< other names of its area, shared with other forces at times: never decisive
    std::chrono::sys_days areas_review_by;
    Provenance provenance;
};

/// The letters that a postcode begins with, and who may cover them.
struct PostcodeArea {
    std::string letters;              ///< upper case
    std::vector<std::size_t> forces;  ///< the most people first
};

struct Country {
    std::string id;  ///< ISO 3166-1 alpha-2
    Text name;
    std::string emergency;  ///< the number to dial in danger
    Text police;
    Text law;                           ///< may be empty
    std::vector<std::size_t> crisis;    ///< lines
    std::vector<std::size_t> services;  ///< services
    Provenance provenance;
};
/// The country whose help is shown to somebody who has not said where they live.
inline constexpr std::string_view home_country = "GB";

/// Lines that reach the right UK force from anywhere, whatever is known of the place. A directory without them is
/// refused.
inline constexpr std::array<std::string_view, 2> lines_for_any_place{"uk-999", "uk-101"};

/// What a platform's own report form is for.
enum class ReportFor : std::uint8_t { threat, intimate_adult, under_18, impersonation, hacked };
inline constexpr std::array<std::string_view, 5> report_names{"threat", "intimate-adult", "under-18", "impersonation",
                                                              "hacked"};
[[nodiscard]] constexpr std::string_view to_text(ReportFor report) noexcept {
    return report_names[static_cast<std::size_t>(report)];
}

/// A point that platforms' forms ask for, in words of the directory.
struct FormNeed {
    std::string id;
    Text text;
};

struct PlatformReport {
    ReportFor purpose = ReportFor::threat;
    std::string url;                     ///< may be empty
    std::string mail;                    ///< may be empty
    Text path;                           ///< what to press in the app; may be empty
    std::vector<FormNeed> needs;         ///< in the order of the form
    std::optional<bool> account_needed;  ///< none: not known
    Provenance provenance;
};

/// What a platform's entry tells beside its report forms. The names are those of a step's `platform_shows`.
enum class PlatformTopic : std::uint8_t {
    save,
    block,
    download_data,
    deactivate,
    friends_list,
    requests,
    two_factor,
    export_friends
};
inline constexpr std::size_t platform_topics = 8;
inline constexpr std::array<std::string_view, platform_topics> topic_names{
    "save", "block", "download_data", "deactivate", "friends_list", "requests", "two_factor", "export_friends"};
[[nodiscard]] constexpr std::string_view to_text(PlatformTopic topic) noexcept {
    return topic_names[static_cast<std::size_t>(topic)];
}

struct PlatformPart {
    Text text;
    std::string url;                       ///< may be empty
    Text consequence;                      ///< of deactivate
    std::optional<int> erased_after_days;  ///< of deactivate: after a deletion is asked for; none: not known
    std::optional<bool> tells_other;       ///< of save: the other side is told of a screenshot; none: not known
    Provenance provenance;
};

struct Platform {
    std::string id;
    std::string name;
    std::vector<std::string> kinds;
    std::string home;
    std::string help;
    std::optional<std::chrono::sys_days> retired;  ///< the day it closed
    std::vector<std::size_t> checks_lists;         ///< services whose lists of fingerprints it takes part in
    std::vector<Source> checks_sources;
    std::vector<PlatformReport> reports;
    std::array<std::optional<PlatformPart>, platform_topics> parts;
    Provenance provenance;
    [[nodiscard]] const std::optional<PlatformPart>& part(PlatformTopic topic) const noexcept {
        return parts[static_cast<std::size_t>(topic)];
    }
};

struct Directory {
    std::vector<Line> lines;
    std::vector<Service> services;
    std::vector<Force> forces;
    std::vector<PostcodeArea> postcode_areas;
    Text postcodes_name;
    Provenance postcodes;  ///< of the whole table
    std::vector<Country> countries;
    std::vector<FormNeed> form_needs;
    std::vector<Platform> platforms;

    [[nodiscard]] std::optional<std::size_t> line(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::size_t> service(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::size_t> force(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::size_t> country(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::size_t> platform(std::string_view id) const noexcept;
};

}  // namespace holdfast::guidance
