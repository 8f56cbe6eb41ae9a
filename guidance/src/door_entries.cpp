// SPDX-License-Identifier: Apache-2.0
#include "door_entries.hpp"

#include <algorithm>

namespace holdfast::guidance {
namespace {

template <class Range>
void write_names(JsonWriter& to, std::string_view name, const Range& list) {
    to.key(name).array();
    for (const auto& one : list) to.value(to_text(one));
    to.end();
}

void write_strings(JsonWriter& to, std::string_view name, std::span<const std::string> list) {
    to.key(name).array();
    for (const auto& one : list) to.value(one);
    to.end();
}

// [18, 120] and the like; left out where every age fits.
void write_ages(JsonWriter& to, std::string_view name, const Ages& ages) {
    if (ages == every_age) return;
    to.key(name).array().value(ages.least).value(ages.most).end();
}

void write_reach(JsonWriter& to, const Reach& reach) {
    write_strings(to, "countries", reach.countries);
    if (!reach.nations.empty()) write_names(to, "nations", reach.nations);
}

void write_contacts(JsonWriter& to, const Line& line, Language language) {
    to.key("contacts").array();
    if (line.provenance.seen("contacts")) {
        for (const auto& contact : line.contacts) {
            to.object().key("how").value(to_text(contact.how)).key("shown").value(contact.shown.in(language));
            write_string(to, "dial", contact.dial);
            write_string(to, "url", contact.url);
            to.end();
        }
    }
    to.end();
}

void write_seen(JsonWriter& to, std::string_view name, const Text& text, const Provenance& provenance,
                Language language) {
    if (provenance.seen(name)) write_text(to, name, text, language);
}

void write_seen(JsonWriter& to, std::string_view name, std::string_view text, const Provenance& provenance) {
    if (provenance.seen(name)) write_string(to, name, text);
}

// A field that goes by another name here.
void write_seen_as(JsonWriter& to, std::string_view name, std::string_view field, std::string_view text,
                   const Provenance& provenance) {
    if (provenance.seen(field)) write_string(to, name, text);
}

// "sure", "stale" and "check_at" of one field alone.
void write_field_checked(JsonWriter& to, std::string_view field, const Provenance& provenance, const Reader& reader) {
    const bool stale = provenance.stale(reader.today);
    to.key("sure").value(to_text(provenance.of(field))).key("stale").value(stale);
    if (stale || !provenance.seen(field)) write_string(to, "check_at", provenance.check_page());
}

void write_seen(JsonWriter& to, std::string_view name, std::optional<bool> flag, const Provenance& provenance) {
    if (flag && provenance.seen(name)) to.key(name).value(*flag);
}

// What a list of texts says that was not seen is no fact either: the list is empty then.
void write_seen(JsonWriter& to, std::string_view name, std::span<const Text> texts, const Provenance& provenance,
                Language language) {
    write_texts(to, name, provenance.seen(name) ? texts : std::span<const Text>{}, language);
}

bool suits(const PlatformReport& report, const Person& person) noexcept {
    constexpr int of_age = 18;
    const bool all_adults = person.pictured && person.pictured->least >= of_age;
    if (report.purpose == ReportFor::intimate_adult) return all_adults;
    if (report.purpose == ReportFor::under_18) return !all_adults;
    if (report.purpose == ReportFor::hacked) return person.account_taken;
    return true;
}

void write_report(JsonWriter& to, const PlatformReport& report, const Reader& reader) {
    const Provenance& provenance = report.provenance;
    to.object().key("for").value(to_text(report.purpose));
    write_seen(to, "url", report.url, provenance);
    write_seen(to, "mail", report.mail, provenance);
    write_seen(to, "path", report.path, provenance, reader.language);
    to.key("needs").array();
    if (provenance.seen("needs"))
        for (const FormNeed& need : report.needs) write_text(to, need.text, reader.language);
    to.end();
    write_seen(to, "account_needed", report.account_needed, provenance);
    write_checked(to, provenance, reader);
    write_sources(to, "sources", provenance.sources);
    to.end();
}

void write_part(JsonWriter& to, const PlatformPart& part, const Reader& reader) {
    const Provenance& provenance = part.provenance;
    to.object();
    write_seen(to, "text", part.text, provenance, reader.language);
    write_seen(to, "url", part.url, provenance);
    write_seen(to, "consequence", part.consequence, provenance, reader.language);
    if (part.erased_after_days && provenance.seen("erased_after_days"))
        to.key("erased_after_days").value(*part.erased_after_days);
    write_seen(to, "tells_other", part.tells_other, provenance);
    write_checked(to, provenance, reader);
    write_sources(to, "sources", provenance.sources);
    to.end();
}

}  // namespace

void write_line(JsonWriter& to, const Line& line, const Reader& reader) {
    const Provenance& provenance = line.provenance;
    to.object().key("id").value(line.id);
    write_text(to, "name", line.name, reader.language);
    write_seen(to, "who", line.who, provenance, reader.language);
    write_seen(to, "hours", line.hours, provenance, reader.language);
    write_seen(to, "more", line.more, provenance, reader.language);
    write_contacts(to, line, reader.language);
    write_names(to, "for", line.purposes);
    if (provenance.seen("ages")) write_ages(to, "ages", line.ages);
    write_reach(to, line.reach);
    write_checked(to, provenance, reader);
    write_sources(to, "sources", provenance.sources);
    to.end();
}

void write_service(JsonWriter& to, const Service& service, const Reader& reader) {
    const Provenance& provenance = service.provenance;
    to.object().key("id").value(service.id);
    write_text(to, "name", service.name, reader.language);
    write_seen(to, "by", service.by, provenance, reader.language);
    write_seen(to, "url", service.url, provenance);
    write_seen(to, "does", service.does, provenance, reader.language);
    write_seen(to, "cannot", service.cannot, provenance, reader.language);
    write_seen(to, "needs", service.needs, provenance, reader.language);
    write_names(to, "for", service.purposes);
    if (provenance.seen("min_age_now") && provenance.seen("max_age_now")) write_ages(to, "ages_now", service.now);
    if (provenance.seen("min_age_pictured") && provenance.seen("max_age_pictured"))
        write_ages(to, "ages_pictured", service.pictured);
    write_reach(to, service.reach);
    write_checked(to, provenance, reader);
    write_sources(to, "sources", provenance.sources);
    to.end();
}

void write_council(JsonWriter& to, const Council& council, const Reader& reader) {
    to.object().key("council").value(council.code);
    write_text(to, "name", council.name, reader.language);
    to.end();
}

void write_force(JsonWriter& to, const Force& force, const Reader& reader, std::span<const std::size_t> councils) {
    const Provenance& provenance = force.provenance;
    to.object().key("id").value(force.id);
    write_text(to, "name", force.name, reader.language);
    to.key("nation").value(force.nation ? to_text(*force.nation) : std::string_view("gb"));
    write_seen(to, "phone", force.phone, provenance);
    write_seen(to, "emergency", force.emergency, provenance);
    write_seen(to, "text_relay", force.text_relay, provenance);
    write_seen(to, "text", force.text, provenance);
    write_seen(to, "website", force.website, provenance);
    write_seen(to, "report_url", force.report_url, provenance);
    write_seen(to, "advice_url", force.advice_url, provenance);
    write_seen(to, "note", force.note, provenance, reader.language);
    if (!councils.empty()) {
        to.key("councils").array();
        for (const std::size_t council : councils) write_council(to, force.councils[council], reader);
        to.end();
    }
    write_checked(to, provenance, reader);
    write_sources(to, "sources", provenance.sources);
    to.end();
}

void write_emergency(JsonWriter& to, const Country& country, const Reader& reader) {
    to.object().key("country").value(country.id);
    write_seen_as(to, "number", "emergency", country.emergency, country.provenance);
    write_field_checked(to, "emergency", country.provenance, reader);
    to.end();
}

void write_country_parts(JsonWriter& to, const Country& country, std::span<const std::string> parts,
                         const Reader& reader) {
    to.array();
    for (const auto& part : parts) {
        const bool number = part == "emergency";
        const Text* const text = part == "police" ? &country.police : part == "law" ? &country.law : nullptr;
        if (!number && (text == nullptr || text->empty())) continue;
        to.object().key("part").value(part).key("country").value(country.id);
        if (number)
            write_seen_as(to, "number", part, country.emergency, country.provenance);
        else if (country.provenance.seen(part))
            write_text(to, "text", *text, reader.language);
        write_field_checked(to, part, country.provenance, reader);
        // A country's sources are about several things: beside its number those stand first that say the number.
        std::vector<Source> sources;
        for (const bool says_it : {true, false})
            for (const Source& source : country.provenance.sources)
                if ((number && source.says.contains(country.emergency)) == says_it) sources.push_back(source);
        write_sources(to, "sources", sources);
        to.end();
    }
    to.end();
}

void write_platform(JsonWriter& to, const Platform& platform, std::span<const std::string> topics, const Person& person,
                    const Reader& reader) {
    to.object().key("id").value(platform.id).key("name").value(platform.name);
    write_seen(to, "home", platform.home, platform.provenance);
    write_seen(to, "help", platform.help, platform.provenance);
    if (platform.retired) to.key("retired").value(to_text(*platform.retired));
    write_checked(to, platform.provenance, reader);
    for (const auto& topic : topics) {
        if (topic == "report") {
            to.key(topic).array();
            for (const auto& report : platform.reports)
                if (suits(report, person)) write_report(to, report, reader);
            to.end();
            continue;
        }
        const auto number = std::ranges::find(topic_names, topic);
        if (number == topic_names.end()) continue;
        const auto& part = platform.parts[static_cast<std::size_t>(number - topic_names.begin())];
        if (!part) continue;
        to.key(topic);
        write_part(to, *part, reader);
    }
    to.end();
}

}  // namespace holdfast::guidance
