// SPDX-License-Identifier: Apache-2.0
// The door itself: which request it is, a case that begins or is opened, and what is told of it.
#include "holdfast/evidence/case_door.hpp"

#include <array>
#include <utility>

#include "case_request.hpp"
#include "fact_json.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/case_log_check.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/letter_facts.hpp"
#include "holdfast/evidence/payload.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

constexpr JsonLimits limits{.bytes = max_case_request_bytes, .depth = 12, .members = 32};
constexpr TextRule draft_text{.least = 0, .most = max_case_request_bytes, .controls = true};

enum class Do : std::uint8_t {
    add,
    begin,
    change,
    describe,
    done_list,
    drop,
    drop_copy,
    leave_out,
    letter_facts,
    note,
    open,
    put,
    read_out,
    redact,
    remove,
    restore,
    save,
    set,
    show,
};
constexpr std::array<std::string_view, 19> words_of_do{
    "add",  "begin", "change",   "describe", "done_list", "drop",    "drop_copy", "leave_out", "letter_facts", "note",
    "open", "put",   "read_out", "redact",   "remove",    "restore", "save",      "set",       "show"};

std::string begin_case(std::optional<OpenCase>& opened, const Asked& asked) {
    static constexpr std::array<std::string_view, 6> names{"answers", "at", "do", "heading", "route", "words"};
    asked.json.only(names);
    static constexpr std::array<std::string_view, 2> routes{"adult", "protected"};
    const auto route = asked.json.word("route", routes);
    JsonObject heading = asked.json.object("heading");
    static constexpr std::array<std::string_view, 5> said{"language", "number", "place", "prefix", "whose"};
    if (heading.exists()) heading.only(said);
    CaseFacts facts = heading.exists() ? read_heading(heading) : CaseFacts{};
    facts.created = asked.at;
    const JsonArray answers = asked.json.array("answers", 0, most_answers, Need::optional);
    for (std::size_t i = 0; i < answers.size(); ++i) facts.answers.push_back(read_answer(answers.object(i)));
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);

    Case of = ProtectedCase{};
    if (*route == 0) of = AdultCase{};
    std::visit([&facts](auto& each) { each.facts = std::move(facts); }, of);
    JsonFaults faults;
    if (!check(of, faults)) return refused("breaks_a_rule", faults);
    if (*route == 1 && !holds_words_alone(asked.words)) return refused("not_words", explain(ExhibitError::not_words));
    auto log = CustodyLog::open(asked.at, asked.words);
    if (!log) return refused("log", explain(log.error()));
    opened.emplace(OpenCase{.of = std::move(of), .log = std::move(*log), .taken_out = {}});
    return done_line(*opened);
}

std::string open_draft(std::optional<OpenCase>& opened, JsonObject& json, JsonFaults& faults) {
    static constexpr std::array<std::string_view, 3> names{"case", "do", "log"};
    json.only(names);
    const auto text = json.text("case", draft_text);
    const auto lines = json.text("log", draft_text);
    if (!faults.empty()) return refused("bad_request", faults);
    JsonFaults wrong;
    auto of = read_case(*text, wrong);
    if (!of) return refused("damaged_case", wrong);
    auto log = CustodyLog::read(*lines);
    if (!log) {
        JsonWriter no;
        no.object().key("error").object().key("line").value(static_cast<std::uint64_t>(log.error().line));
        no.key("says").value(explain(log.error().error)).key("what").value("damaged_log");
        return no.end().end().take();
    }
    if (const auto differ = disagreements(*of, *log); !differ.empty())
        return refused("case_and_log_differ", explain(differ.front().mismatch));
    opened.emplace(OpenCase{.of = std::move(*of), .log = std::move(*log), .taken_out = {}});
    return done_line(*opened);
}

std::string save(const OpenCase& of) {
    return JsonWriter().object().key("case").value(write_case(of.of)).key("log").value(of.log.text()).end().take();
}

std::string show(const OpenCase& of, const FileShelf& shelf) {
    std::string text = write_case(of.of);
    text.pop_back();  // its LF
    JsonWriter json;
    json.object().key("case").raw(text).key("files").array();
    for (const CaseFile& file : files_of(of.of)) {
        json.object().key("copy").value(file.copy).key("exhibit").value(file.exhibit).key("path").value(file.path);
        json.key("sha256").value(to_hex(file.sha256)).key("size").value(file.size);
        json.key("there").value(shelf.find(file.size, file.sha256, file.sha512) != nullptr).end();
    }
    json.end().key("head").value(to_hex(of.log.head()));
    json.key("lines").value(static_cast<std::uint64_t>(of.log.entries().size())).key("taken_out").array();
    for (const auto& [number, exhibit] : of.taken_out) json.value(number);
    return json.end().end().take();
}

std::string tell_letter_facts(const OpenCase& of, JsonObject& json, JsonFaults& faults) {
    static constexpr std::array<std::string_view, 2> names{"do", "notice"};
    json.only(names);
    const auto notice = json.text("notice", {.least = 1, .most = 40});
    if (!faults.empty()) return refused("bad_request", faults);
    const LetterFacts found = letter_facts(of.of, letter_reader_of(*notice));
    JsonWriter told;
    told.object().key("facts").object();
    for (const LetterFact& fact : found.facts) told.key(fact.member).raw(fact.json);
    return told.end().key("left_out").value(static_cast<std::uint64_t>(found.left_out)).end().take();
}

std::string changed(OpenCase& of, Do what, const Asked& asked, const FileShelf& files) {
    switch (what) {
        case Do::add:
            return add_exhibit(of, asked, files);
        case Do::describe:
            return describe_exhibit(of, asked);
        case Do::change:
            return change_exhibit(of, asked);
        case Do::remove:
            return remove_exhibit(of, asked);
        case Do::restore:
            return restore_exhibit(of, asked);
        case Do::read_out:
            return read_out_exhibit(of, asked);
        case Do::redact:
            return redact_exhibit(of, asked, files);
        case Do::drop_copy:
            return drop_copy(of, asked);
        case Do::leave_out:
            return leave_exhibit_out(of, asked);
        case Do::put:
            return put_fact(of, asked);
        case Do::drop:
            return drop_fact(of, asked);
        case Do::set:
            return set_heading(of, asked);
        case Do::done_list:
            return take_done_list(of, asked);
        case Do::note:
            return note_step(of, asked);
        case Do::begin:
        case Do::letter_facts:
        case Do::open:
        case Do::save:
        case Do::show:
            break;
    }
    return refused("bad_request");
}

}  // namespace

std::string refused(std::string_view what, std::string_view says) {
    JsonWriter json;
    json.object().key("error").object();
    if (!says.empty()) json.key("says").value(says);
    return json.key("what").value(what).end().end().take();
}

std::string refused(std::string_view what, const JsonFaults& faults) {
    JsonWriter json;
    json.object().key("error").object().key("faults").array();
    for (const JsonFault& fault : faults.kept())
        json.object().key("expected").value(fault.detail).key("pointer").value(fault.pointer).end();
    return json.end().key("what").value(what).end().end().take();
}

Change change_of(const OpenCase& of, const Asked& asked, Step step) {
    Change change{.of = of.of, .entry = {}};
    change.entry.step = step;
    change.entry.at = asked.at;
    change.entry.words = asked.words;
    return change;
}

std::string try_change(OpenCase& of, Change& change) {
    JsonFaults faults;
    if (!check(change.of, faults)) return refused("breaks_a_rule", faults);
    if (std::holds_alternative<ProtectedCase>(change.of) && !holds_words_alone(change.entry.words))
        return refused("not_words", explain(ExhibitError::not_words));
    if (const auto line = of.log.append(change.entry); !line) return refused("log", explain(line.error()));
    of.of = std::move(change.of);
    return {};
}

std::string CaseDoor::answer(std::string_view request) {
    JsonFaults faults;
    JsonDocument document;
    if (const auto parsed = document.parse(request, limits); !parsed)
        return refused("bad_json", explain(parsed.error()));
    JsonObject json = document.object(faults);
    const auto index = json.word("do", words_of_do);
    if (!index) return refused("bad_request", faults);
    const Do what = static_cast<Do>(*index);
    if (what == Do::open) return open_draft(opened_, json, faults);
    if (what != Do::begin && !opened_) return refused("no_case", "No case was begun or opened.");
    if (what == Do::save || what == Do::show) {
        static constexpr std::array<std::string_view, 1> alone{"do"};
        json.only(alone);
        if (!faults.empty()) return refused("bad_request", faults);
        return what == Do::save ? save(*opened_) : show(*opened_, files_);
    }
    if (what == Do::letter_facts) return tell_letter_facts(*opened_, json, faults);
    const Moment at = read_moment(json, "at", Need::required).value_or(Moment{});
    const Asked asked{.json = json, .faults = faults, .at = at, .words = read_lines(json, "words", longest_log_words)};
    if (what == Do::begin) return begin_case(opened_, asked);
    return changed(*opened_, what, asked, files_);
}

std::expected<void, LogError> CaseDoor::note_sealed(const Moment& at, const Digest256& tag_manifest, std::string name) {
    if (!opened_) return std::unexpected(LogError::not_opened);
    LogEntry entry;
    entry.step = Step::sealed;
    entry.at = at;
    entry.digest = tag_manifest;
    entry.words = std::move(name);
    if (const auto line = opened_->log.append(entry); !line) return std::unexpected(line.error());
    return {};
}

}  // namespace holdfast::evidence
