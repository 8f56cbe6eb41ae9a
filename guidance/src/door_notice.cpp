// SPDX-License-Identifier: Apache-2.0
// Notices at the door: the letter with all that belongs to it, and how a sent one stands (docs/formats/notices.md).
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "door_entries.hpp"
#include "door_request.hpp"
#include "holdfast/guidance/letter_reference.hpp"
#include "holdfast/guidance/notice.hpp"
#include "holdfast/guidance/notice_calendar.hpp"
#include "holdfast/guidance/notice_mail.hpp"
#include "holdfast/guidance/notice_track.hpp"
#include "holdfast/guidance/place.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::size_t most_sent = 64;
constexpr std::array<std::string_view, 1> formats{"eml"};

std::optional<UnixMillis> read_time(JsonObject& object, std::string_view name, Need need) {
    const auto text = object.text(name, {.least = 1, .most = 30}, need);
    if (!text) return std::nullopt;
    const auto time = time_from_rfc3339(*text);
    if (!time) {
        object.fault(name, "must be a time such as 2026-11-22T08:00:00Z");
        return std::nullopt;
    }
    return *time;
}

std::optional<std::size_t> read_rule(const NoticeBook& book, JsonObject& object) {
    const auto id = object.text("notice");
    if (!id) return std::nullopt;
    const auto rule = book.rule(*id);
    if (!rule) object.fault("notice", "must be the id of a notice");
    return rule;
}

void write_letter(JsonWriter& to, const NoticeLetter& letter) {
    to.key("subject").value(letter.subject).key("body").value(letter.body);
    if (letter.fields.empty()) return;
    to.key("fields").array();
    for (const NoticeField& field : letter.fields) {
        to.object().key("label").value(field.label).key("value").value(field.value);
        if (field.by_person) to.key("by_person").value(true);
        to.end();
    }
    to.end();
}

void write_services(JsonWriter& to, const Directory& directory, std::span<const std::string> ids,
                    const Reader& reader) {
    if (ids.empty()) return;
    to.key("services").array();
    for (const std::string& id : ids)
        if (const auto service = directory.service(id)) write_service(to, directory.services[*service], reader);
    to.end();
}

Person person_for(const Notice& notice) {
    Person person;
    person.pictured = notice.under_18 ? Ages{.least = 0, .most = 17} : Ages{.least = 18, .most = 120};
    return person;
}

void write_platform_entry(JsonWriter& to, const Directory& directory, std::string_view id, const Notice& notice,
                          const Reader& reader) {
    const std::array<std::string, 1> topics{"report"};
    if (const auto platform = directory.platform(id))
        write_platform(to, directory.platforms[*platform], topics, person_for(notice), reader);
}

// The UK's numbers for the UK alone, and wherever one of its forces was picked; elsewhere what the country's own entry
// has.
void write_police(JsonWriter& to, const Directory& directory, const Request& request, const NoticeFacts& facts) {
    const auto country = directory.country(facts.country);
    if (country && facts.country != home_country && !request.force) {
        const std::array<std::string, 2> parts{"emergency", "police"};
        to.key("country");
        write_country_parts(to, directory.countries[*country], parts, request.reader);
        return;
    }
    if (request.force) {
        to.key("force");
        write_force(to, directory.forces[*request.force], request.reader);
    }
    to.key("always").array();
    for (const auto id : lines_for_any_place)
        if (const auto line = directory.line(id)) write_line(to, directory.lines[*line], request.reader);
    to.end();
}

// Where it goes: {"kind", and what the directory knows about that}.
void write_to(JsonWriter& to, const Handbook& handbook, const Request& request, const Notice& notice,
              const NoticeFacts& facts) {
    const Directory& directory = handbook.directory;
    const NoticeRule& rule = *notice.rule;
    to.key("to").object().key("kind").value(notice_to_names[static_cast<std::size_t>(rule.to)]);
    switch (rule.to) {
        case NoticeTo::platform:
        case NoticeTo::any:
            if (directory.platform(facts.platform)) {
                to.key("platforms").array();
                write_platform_entry(to, directory, facts.platform, notice, request.reader);
                to.end();
            }
            break;
        case NoticeTo::search:
            to.key("platforms").array();
            for (const std::string& id : rule.platforms)
                write_platform_entry(to, directory, id, notice, request.reader);
            to.end();
            break;
        case NoticeTo::service:
            write_services(to, directory, {&rule.service, 1}, request.reader);
            break;
        case NoticeTo::link:
            to.key("url").value(rule.link);
            break;
        case NoticeTo::police:
            write_police(to, directory, request, facts);
            break;
        case NoticeTo::host:
        case NoticeTo::same:
            break;
    }
    if (const std::string name = clean_line(facts.letter.sent.to).text; rule.to == NoticeTo::same)
        write_string(to, "name", name);
    if (is_mail_address(facts.recipient)) to.key("mail").value(facts.recipient);
    to.end();
}

void write_missing(JsonWriter& to, const NoticeBook& book, const Notice& notice, const NoticeFacts& facts,
                   Language language) {
    to.key("missing").array();
    for (const MissingPoint& point : notice.missing) {
        const NoticeFactWords& words = book.facts[static_cast<std::size_t>(point.fact)];
        to.object().key("element").value(to_text(point.fact)).key("required").value(point.required);
        to.key("by").value(notice_basis_names[static_cast<std::size_t>(point.need->by)]);
        write_text(to, "name", words.name, language);
        write_text(to, "law", point.need->law, language);
        to.key("sure").value(to_text(point.need->sure));
        write_text(to, "why", *point.why, language);
        write_text(to, "ask", words.question(facts.role, facts.under_18, notice.found), language);
        to.end();
    }
    to.end();
}

void write_warnings(JsonWriter& to, const Directory& directory, const Notice& notice, const Reader& reader) {
    to.key("warnings").array();
    for (const NoticeWarning* warning : notice.warnings) {
        to.object().key("id").value(warning->id);
        write_text(to, "text", warning->text, reader.language);
        write_services(to, directory, warning->services, reader);
        to.end();
    }
    to.end();
}

void write_next(JsonWriter& to, std::string_view name, const Handbook& handbook,
                std::span<const NoticeNext* const> list, const Reader& reader) {
    to.key(name).array();
    for (const NoticeNext* next : list) {
        to.object().key("after_hours").value(next->after_hours);
        if (next->notice) to.key("notice").value(handbook.notices.rules[*next->notice].id);
        if (!next->service.empty()) write_services(to, handbook.directory, {&next->service, 1}, reader);
        write_text(to, "say", next->say, reader.language);
        to.end();
    }
    to.end();
}

void write_law(JsonWriter& to, const NoticeRule& rule, Language language) {
    if (rule.law.empty()) return;
    to.key("law").object();
    write_text(to, "name", rule.law, language);
    to.key("in_force");
    if (rule.in_force)
        to.value(to_text(*rule.in_force));
    else
        to.null();
    write_text(to, "note", rule.in_force_note, language);
    to.end();
}

void write_clock(JsonWriter& to, const NoticeRule& rule, Language language) {
    if (!rule.clock) return;
    to.key("clock").object().key("hours").value(rule.clock->hours);
    to.key("from").value(clock_from_names[static_cast<std::size_t>(rule.clock->from)]);
    to.key("law").value(rule.clock->law);
    write_text(to, "say", rule.clock->say, language);
    to.end();
}

// Of the letter in the person's own words.
constexpr std::size_t longest_own_subject = 500;
constexpr std::size_t longest_own_body = 24'000;

// The letter as the person changed it, in place of the one that the facts make: cleaned as all that is typed.
void take_own_words(JsonObject words, NoticeLetter& letter) {
    if (!words.exists()) return;
    constexpr std::array<std::string_view, 2> members{"subject", "body"};
    words.only(members);
    const auto subject = words.text("subject", {.least = 1, .controls = true});
    const auto body = words.text("body", {.least = 1, .controls = true});
    if (subject && subject->size() > longest_own_subject) words.fault("subject", "is too long");
    if (body && body->size() > longest_own_body) words.fault("body", "is too long");
    if (!subject || !body) return;
    letter = {.subject = clean_line(*subject, longest_own_subject).text,
              .body = clean_lines(*body, longest_own_body).text + "\n",
              .fields = {}};
}

// A sent notice as it is named in a request. A kind that this edition lacks is kept and told plainly: the list of what
// was sent is the person's, and one entry must not hide the others.
struct NamedNotice {
    std::string kind;
    std::string reference;  ///< ours; may be empty
    bool known = false;
    SentNotice sent;
};

constexpr TextRule kind_rule{.least = 1, .most = 64};

bool is_kind(std::string_view text) noexcept {
    return std::ranges::all_of(text,
                               [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

NamedNotice read_sent(const NoticeBook& book, JsonObject object) {
    constexpr std::array<std::string_view, 6> members{"notice", "at", "answer", "under_18", "country", "reference"};
    object.only(members);
    NamedNotice named;
    SentNotice& sent = named.sent;
    if (const auto kind = object.text("notice", kind_rule)) {
        if (!is_kind(*kind)) object.fault("notice", "must be the id of a notice");
        named.kind = *kind;
        const auto rule = book.rule(*kind);
        named.known = rule.has_value();
        sent.rule = rule.value_or(0);
    }
    if (const auto reference = object.text("reference", {.least = 0, .most = 30}, Need::optional);
        reference && !reference->empty()) {
        if (!is_letter_reference(*reference)) object.fault("reference", "must be a reference that the door gave");
        named.reference = *reference;
    }
    sent.at = read_time(object, "at", Need::required).value_or(UnixMillis{});
    if (const auto answer = object.word("answer", notice_answer_names, Need::optional))
        sent.answer = static_cast<NoticeAnswer>(*answer);
    if (const auto age = object.word("under_18", notice_age_names, Need::optional))
        sent.under_18 = static_cast<NoticeAge>(*age);
    sent.country = object.text("country", {.most = 16}, Need::optional).value_or("");
    return named;
}

void write_record(JsonWriter& to, const Handbook& handbook, const NamedNotice& named, const Track& found,
                  const Reader& reader) {
    to.object().key("notice").value(named.kind).key("known").value(named.known);
    if (!named.reference.empty()) to.key("reference").value(named.reference);
    to.key("state").value(track_state_names[static_cast<std::size_t>(found.state)]);
    if (found.deadline) to.key("deadline").value(to_rfc3339(*found.deadline)).key("over").value(found.over);
    if (found.next_at) to.key("next_at").value(to_rfc3339(*found.next_at));
    write_next(to, "due", handbook, found.due, reader);
    write_next(to, "coming", handbook, found.coming, reader);
    to.end();
}

std::vector<NamedNotice> read_all_sent(const NoticeBook& book, JsonObject& object) {
    std::vector<NamedNotice> all;
    const auto list = object.array("sent", 1, most_sent);
    all.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) all.push_back(read_sent(book, list.object(i)));
    return all;
}

}  // namespace

void ask_notice(const Handbook& handbook, Request& request, JsonWriter& to) {
    constexpr std::array<std::string_view, 6> own{"notice", "facts", "letter", "now", "formats", "words"};
    request.only(own);
    request.needs_today();
    const NoticeBook& book = handbook.notices;
    const auto rule = read_rule(book, request.object);
    NoticeFacts facts = read_notice_facts(request.object.object("facts"));
    read_letter_details(request.object.object("letter", Need::optional), facts);
    // Every letter can be found again: whoever begins one draws its reference.
    if (request.faults.empty() && facts.letter.reference.empty())
        request.object.fault("letter", "must hold the reference of this letter");
    const auto now = read_time(request.object, "now", Need::optional);
    bool with_message = false;
    const auto wanted = request.object.array("formats", 0, formats.size(), Need::optional);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        with_message = wanted.text(i) == formats[0];
        if (!with_message) wanted.fault(i, "must be eml");
    }
    if (with_message && !now) request.object.fault("now", "is missing: a message has a date");
    NoticeLetter own_words;
    take_own_words(request.object.object("words", Need::optional), own_words);
    if (!request.faults.empty() || !rule) return;

    const Reader& reader = request.reader;
    NoticeFacts named = facts;
    look_up_recipient(handbook.directory, request.force, named);
    Notice notice = make_notice(book, *rule, named, reader.language, {.today = reader.today, .now = now});
    if (!own_words.body.empty()) notice.letter = own_words;
    to.key("notice").value(notice.rule->id);
    write_text(to, "title", notice.rule->title, reader.language);
    write_law(to, *notice.rule, reader.language);
    to.key("under_18").value(notice.under_18).key("complete").value(notice.complete());
    if (!facts.letter.reference.empty()) to.key("reference").value(facts.letter.reference);
    write_letter(to, notice.letter);
    if (notice.copy) {
        to.key("copy").object().key("language").value(to_text(notice.copy->language));
        write_letter(to, *notice.copy);
        to.end();
    }
    write_to(to, handbook, request, notice, facts);
    write_missing(to, book, notice, facts, reader.language);
    write_warnings(to, handbook.directory, notice, reader);
    write_clock(to, *notice.rule, reader.language);
    write_next(to, "next", handbook, notice.next, reader);
    if (!notice.fingerprints.empty()) {
        to.key("attachment").object().key("name").value("fingerprints.txt");
        to.key("text").value(notice.fingerprints).end();
        to.key("fingerprints").object().key("attached").value(std::uint64_t{notice.fingerprints_attached});
        to.key("in_all").value(std::uint64_t{notice.fingerprints_in_all}).end();
    }
    if (notice.explains_contact(named)) {
        to.key("find_contact").object();
        write_text(to, "say", book.words.rdap, reader.language);
        if (notice.lookup) to.key("host").value(notice.lookup->host).key("url").value(notice.lookup->url);
        to.end();
    }
    const MailAddress address = mail_address(book, notice, facts);
    to.key("mailto").object().key("url").value(address.url).key("whole").value(address.whole).end();
    if (with_message) to.key("eml").value(mail_message(notice, facts, *now));
    write_checked(to, notice.rule->provenance, reader);
    write_sources(to, "sources", notice.rule->provenance.sources);
}

void ask_track(const Handbook& handbook, Request& request, JsonWriter& to) {
    constexpr std::array<std::string_view, 3> own{"sent", "now", "id"};
    request.only(own);
    request.needs_today();
    const NoticeBook& book = handbook.notices;
    const auto all = read_all_sent(book, request.object);
    const auto now = read_time(request.object, "now", Need::required);
    std::optional<Id128> id;
    if (const auto text = request.object.text("id", {}, Need::optional)) {
        if (const auto read = id_from_hex(*text))
            id = *read;
        else
            request.object.fault("id", "must be 32 hexadecimal digits in lower case");
    }
    if (!request.faults.empty() || !now) return;

    std::vector<UnixMillis> times;
    to.key("records").array();
    for (const NamedNotice& named : all) {
        Track found;
        if (named.known)
            found = track(book, named.sent, *now);
        else if (named.sent.answer == NoticeAnswer::removed)
            found.state = TrackState::done;
        write_record(to, handbook, named, found, request.reader);
        if (!named.known || found.state == TrackState::done) continue;
        for (const UnixMillis time : reminder_times(book, named.sent))
            if (time > *now) times.push_back(time);
    }
    to.end();
    if (id && !times.empty()) to.key("calendar").value(calendar_file(book, times, *now, *id, request.reader.language));
}

void ask_notices(const Handbook& handbook, Request& request, JsonWriter& to) {
    request.only();
    to.key("notices").array();
    for (const NoticeRule& rule : handbook.notices.rules) {
        to.object().key("id").value(rule.id).key("to").value(notice_to_names[static_cast<std::size_t>(rule.to)]);
        write_text(to, "title", rule.title, request.reader.language);
        to.key("fingerprints").value(rule.fingerprints).key("signature").value(rule.signature);
        to.key("name").value(rule.prints_name).end();
    }
    to.end();
}

}  // namespace holdfast::guidance
