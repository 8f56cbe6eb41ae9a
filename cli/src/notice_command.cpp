// SPDX-License-Identifier: Apache-2.0
// holdfast notice
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <span>
#include <utility>

#include "built_in_handbook.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/door.hpp"
#include "holdfast/guidance/letter_reference.hpp"
#include "holdfast/guidance/notice.hpp"
#include "holdfast/guidance/notice_calendar.hpp"
#include "holdfast/guidance/notice_mail.hpp"
#include "holdfast/guidance/notice_track.hpp"
#include "interrupt.hpp"
#include "notice_case.hpp"
#include "open_file.hpp"
#include "output.hpp"
#include "pdf_paper.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using guidance::Language;
using guidance::Notice;
using guidance::NoticeBook;
using guidance::NoticeFacts;

struct Options {
    std::string kind;
    std::string facts;
    std::string of_case;
    std::string reference;
    std::string format = "text";
    std::string language = "en";
    std::string sent;
    std::string force;
    std::string data;
    std::string today;
};

/// The facts as they were typed; the error is a sentence.
std::expected<std::string, std::string> read_text(const std::string& path) {
    const OpenFile file(path);
    const auto refuse = [&](const std::string& why) { return std::unexpected(printable(path) + ": " + why + "."); };
    if (file.error() != 0) return refuse("the facts cannot be read: " + reason_of(file.error()));
    std::string text;
    std::array<std::byte, 65'536> piece{};
    while (true) {
        const ssize_t got = read_unless_interrupted(file.descriptor(), piece);
        if (got < 0) return refuse("the facts cannot be read: " + reason_of(errno));
        if (got == 0) return text;
        text.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
        if (text.size() > guidance::longest_request / 2) return refuse("this is more than the facts of one notice");
    }
}

/// The error is a sentence a fault; what was typed is not quoted.
std::expected<NoticeFacts, std::string> read_facts(const std::string& text) {
    JsonDocument document;
    if (const auto parsed = document.parse(text); !parsed)
        return std::unexpected("The facts are no JSON object: " + std::string(explain(parsed.error())));
    JsonFaults faults;
    NoticeFacts facts = guidance::read_notice_facts(document.object(faults));
    if (faults.empty()) return facts;
    std::string said = "The facts cannot be used:";
    for (const JsonFault& fault : faults.kept())
        said += "\n  " + printable(fault.pointer) + " " + printable(fault.detail);
    return std::unexpected(said);
}

/// A reference for this letter, drawn here. The error is a sentence.
std::expected<std::string, std::string> draw_reference() {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != static_cast<ssize_t>(sizeof random))
        return std::unexpected("No random numbers could be had: " + reason_of(errno) + ".");
    return guidance::letter_reference(random);
}

UnixMillis moment_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

/// Missing points, warnings, the clock and what comes next, on standard error: the letter alone is the output.
void tell(const NoticeBook& book, const Notice& notice, const NoticeFacts& facts, Language language) {
    complain("reference: " + facts.letter.reference);
    for (const guidance::MissingPoint& point : notice.missing) {
        const auto& words = book.facts[static_cast<std::size_t>(point.fact)];
        const guidance::Text& ask = words.question(facts.role, facts.under_18, notice.found);
        complain((point.required ? "missing: " : "would help: ") + std::string(words.name.in(language)) + " (" +
                 std::string(point.need->law.in(language)) +
                 (point.need->sure == guidance::Sureness::seen ? "" : "; place not read") + "). " +
                 std::string(point.why->in(language)) + " " + std::string(ask.in(language)));
    }
    for (const guidance::NoticeWarning* warning : notice.warnings)
        complain("note: " + std::string(warning->text.in(language)));
    if (!notice.rule->in_force_note.empty()) complain("law: " + std::string(notice.rule->in_force_note.in(language)));
    if (notice.rule->clock) complain("clock: " + std::string(notice.rule->clock->say.in(language)));
    for (const guidance::NoticeNext* next : notice.next)
        complain("after " + std::to_string(next->after_hours) + " hours: " + std::string(next->say.in(language)) +
                 (next->notice ? " (holdfast notice " + book.rules[*next->notice].id + ")" : std::string()));
    if (notice.explains_contact(facts)) complain("contact: " + std::string(book.words.rdap.in(language)));
    if (notice.lookup) complain("  " + notice.lookup->url);
}

std::string text_of(const Notice& notice, const NoticeFacts& facts) {
    std::string text;
    if (guidance::is_mail_address(facts.recipient)) text += "To: " + facts.recipient + "\n";
    text += "Subject: " + notice.letter.subject + "\n\n" + notice.letter.body;
    if (!notice.fingerprints.empty()) text += "\n--- fingerprints.txt ---\n" + notice.fingerprints;
    if (notice.copy) text += "\n--- copy ---\n" + notice.copy->subject + "\n\n" + notice.copy->body;
    return text;
}

std::expected<std::string, std::string> pdf_of(const Notice& notice, UnixMillis now) {
    // The person's own language where there is a copy: a printed letter is theirs; what is sent by mail stays English.
    const guidance::NoticeLetter& letter = notice.copy ? *notice.copy : notice.letter;
    PdfPaper pdf{.title = letter.subject,
                 .language = letter.language == Language::welsh ? "cy-GB" : "en-GB",
                 .made = now,
                 .sections = {{.heading = {}, .text = letter.body, .codes = false}}};
    if (!notice.fingerprints.empty())
        pdf.sections.push_back({.heading = "fingerprints.txt", .text = notice.fingerprints, .codes = true});
    return write_pdf(pdf);
}

std::expected<std::string, std::string> calendar_of(const NoticeBook& book, std::size_t rule, const NoticeFacts& facts,
                                                    UnixMillis sent, UnixMillis now, Language language) {
    Id128 id;
    if (::getrandom(id.bytes.data(), id.bytes.size(), 0) != static_cast<ssize_t>(id.bytes.size()))
        return std::unexpected("No random numbers could be had: " + reason_of(errno) + ".");
    const auto times = guidance::reminder_times(
        book, {.rule = rule, .at = sent, .answer = {}, .under_18 = facts.under_18, .country = facts.country});
    if (times.empty()) return std::unexpected("Nothing is due after this notice: there is nothing to be reminded of.");
    return guidance::calendar_file(book, times, now, id, language);
}

std::string json_of(const guidance::Handbook& handbook, const Options& options, const std::string& facts,
                    const std::string& reference, std::chrono::sys_days today, UnixMillis now) {
    JsonWriter request;
    request.object().key("ask").value("notice").key("notice").value(options.kind).key("facts").raw(facts);
    request.key("letter").object().key("reference").value(reference).end();
    request.key("language").value(options.language).key("today").value(guidance::to_text(today));
    request.key("now").value(to_rfc3339(now));
    if (!options.force.empty()) request.key("place").object().key("force").value(options.force).end();
    request.end();
    return guidance::answer(handbook, request.take()) + "\n";
}

std::string kinds_of(const NoticeBook& book) {
    std::string kinds;
    for (const auto& rule : book.rules) kinds.append(kinds.empty() ? "" : ", ").append(rule.id);
    return kinds;
}

int run(const Options& options) {
    const auto today = day_of(options.today);
    if (!today) return refuse_usage(today.error());
    const auto loaded = load_handbook(options.data);
    if (!loaded) return refuse_impossible(loaded.error());
    const NoticeBook& book = loaded->handbook.notices;
    const auto rule = book.rule(options.kind);
    if (!rule)
        return refuse_usage("\"" + printable(options.kind) + "\" is no notice. There are: " + kinds_of(book) + ".");
    if (!options.force.empty() && !loaded->handbook.directory.force(options.force))
        return refuse_usage("--force is the id of a police force, such as avon-and-somerset.");
    if (!options.reference.empty() && !guidance::is_letter_reference(options.reference))
        return refuse_usage("--reference is a number that this command gave, such as 4821-7730-5261.");
    const UnixMillis now = moment_now();
    UnixMillis sent = now;
    if (!options.sent.empty()) {
        const auto at = time_from_rfc3339(options.sent);
        if (!at) return refuse_usage("--sent is a time such as 2026-11-22T08:00:00Z.");
        sent = *at;
    }
    const bool binary = options.format == "pdf";
    if (binary && ::isatty(STDOUT_FILENO) == 1)
        return refuse_usage("A PDF is no text: send standard output to a file.");
    if (options.facts.empty() && options.of_case.empty())
        return refuse_usage("Name the facts with --facts FILE, a case with --case FOLDER, or both.");
    auto text = options.facts.empty() ? std::string("{}") : read_text(options.facts);
    if (!text) return is_interrupted() ? interrupted_exit() : refuse_impossible(text.error());
    auto facts = read_facts(*text);
    if (!facts) return refuse_usage(facts.error());
    if (!options.of_case.empty()) {
        auto both = with_case(options.of_case, options.kind, *text);
        if (!both) {
            for (const std::string& sentence : both.error().sentences) complain(sentence);
            return both.error().exit;
        }
        for (const std::string& sentence : both->said) complain(sentence);
        text = std::move(both->text);
        facts = read_facts(*text);
        if (!facts) return refuse_usage(facts.error());
    }
    const guidance::Directory& directory = loaded->handbook.directory;
    const auto force = options.force.empty() ? std::nullopt : directory.force(options.force);
    guidance::look_up_recipient(directory, force, *facts);
    auto reference = options.reference.empty() ? draw_reference() : options.reference;
    if (!reference) return refuse_impossible(reference.error());
    facts->letter.reference = std::move(*reference);

    const Language language = language_of(options.language);
    const Notice notice = guidance::make_notice(book, *rule, *facts, language, {.today = *today, .now = now});
    std::expected<std::string, std::string> out;
    if (options.format == "text") {
        out = text_of(notice, *facts);
    } else if (options.format == "eml") {
        out = guidance::mail_message(notice, *facts, now);
    } else if (options.format == "mailto") {
        const auto address = guidance::mail_address(book, notice, *facts);
        if (!address.whole) complain("The letter is too long for an address: its body asks to paste it.");
        out = address.url + "\n";
    } else if (options.format == "ics") {
        out = calendar_of(book, *rule, *facts, sent, now, language);
    } else if (options.format == "pdf") {
        out = pdf_of(notice, now);
    } else {
        out = json_of(loaded->handbook, options, *text, facts->letter.reference, *today, now);
    }
    if (!out) return refuse_impossible(out.error());
    print(*out);
    if (!finish_output()) return exit_impossible;
    if (options.format != "json") tell(book, notice, *facts, language);
    return notice.complete() ? exit_done : exit_no;
}

}  // namespace

void add_notice(Command program, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command =
        program.add_command("notice", "Write a takedown notice, complaint or report, and say what it lacks");
    command
        .add_option("KIND", options->kind, "Such as us-tida, dsa16, platform or report-police; a wrong one lists all.")
        .required();
    command.add_option("--facts", options->facts, "What the person says, as JSON; - is standard input.")
        .option_text("FILE");
    command
        .add_option("--case", options->of_case,
                    "A case in a folder: what of it belongs into such a letter is filled in.")
        .option_text("FOLDER");
    command.add_option("--format", options->format, "What to write.")
        .option_text("text|eml|mailto|ics|pdf|json (text)")
        .one_of({"text", "eml", "mailto", "ics", "pdf", "json"});
    command.add_option("--sent", options->sent, "ics: when it was sent, in UTC; now when left out.")
        .option_text("TIME");
    command.add_option("--reference", options->reference, "Our reference of this letter; drawn when left out.")
        .option_text("NUMBER");
    command.add_option("--force", options->force, "report-police: the police force that it goes to.").option_text("ID");
    add_language_option(command, options->language,
                        "Of notes and of the person's own copy. Letters are sent in English.");
    add_handbook_option(command, options->data);
    add_today_option(command, options->today);
    command.footer(
        "The letter goes to standard output; its reference, what it lacks and by which law, warnings, the law's clock "
        "and\n"
        "what comes next go to standard error. Keep the reference: a reminder names it. Nothing is sent and nothing "
        "looked up. Fingerprints go along only where the facts\n"
        "say that the person saw them and agreed. docs/formats/notices.md has the facts.\n\n"
        "  holdfast notice us-tida --facts facts.json\n"
        "  holdfast notice report-police --case HF-7K3Q-9XWM-C/data\n"
        "  holdfast notice dsa16 --facts facts.json --format eml > notice.eml\n\n"
        "Exit codes: 0 complete, 1 written, but something that is required is missing, 2 wrong arguments or facts,\n"
        "4 could not be done.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
