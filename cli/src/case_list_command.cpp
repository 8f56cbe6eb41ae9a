// SPDX-License-Identifier: Apache-2.0
// holdfast case list
#include <memory>

#include "case_commands.hpp"
#include "case_folder.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "pack_arguments.hpp"

namespace holdfast::cli {
namespace {

using evidence::shown_text;

struct Options {
    std::string folder;
    bool json = false;
};

/// Parts that are there, with two spaces between them. Words of others are made safe to show.
std::string line_of(const std::string& name, std::initializer_list<std::string_view> parts) {
    std::string line = name;
    for (const std::string_view part : parts) {
        if (!part.empty()) line += "  " + shown_text(part);
    }
    return line + "\n";
}

std::string time_of(const std::optional<evidence::Moment>& moment) {
    if (!moment) return {};
    return moment->zone ? local_cell(*moment) : evidence::utc_cell(moment->at) + " UTC";
}

template <class Exhibit>
std::string holding_of(const Exhibit& exhibit) {
    if (kept_file_of(exhibit) != nullptr) return "kept";
    return file_of(exhibit) != nullptr ? "checksums alone" : "words alone";
}

template <class Of>
std::string exhibits_text(const Of& of) {
    std::string text;
    for (const auto& exhibit : of.exhibits) {
        const evidence::ExhibitFacts& facts = exhibit.facts;
        const evidence::FileFacts* const file = file_of(exhibit);
        text += line_of(evidence::exhibit_name(of.facts.prefix, facts.number),
                        {to_text(facts.kind), holding_of(exhibit), facts.title,
                         file == nullptr ? "" : std::string_view(file->name), facts.source, time_of(facts.made)});
        if (file != nullptr) {
            text += "    " + std::to_string(file->size) + " bytes, " + std::string(to_text(file->type)) + ", SHA-256 " +
                    to_hex(file->sha256) + "\n";
        }
        for (const evidence::RedactedCopy& copy : copies_of(exhibit)) {
            text += "    " + evidence::copy_name(of.facts.prefix, facts.number, copy.index()) + "  redacted copy, " +
                    std::to_string(copy.size()) + " bytes, SHA-256 " + to_hex(copy.sha256()) + "\n";
        }
    }
    return text;
}

std::string facts_text(const evidence::CaseFacts& facts) {
    std::string text;
    for (const evidence::Removed& each : facts.removed) {
        text +=
            line_of(evidence::exhibit_name(facts.prefix, each.number), {"taken out", each.reason, time_of(each.at)});
    }
    std::size_t place = 0;
    const auto name = [&place](std::string_view kind) { return std::string(kind) + "/" + std::to_string(++place); };
    for (const evidence::Link& each : facts.links)
        text += line_of(name("link"), {each.url, each.account, each.place, time_of(each.first_seen), each.note});
    place = 0;
    for (const evidence::Known& each : facts.known)
        text += line_of(name("known"), {to_text(each.kind), each.value, each.where, each.note});
    place = 0;
    for (const evidence::Payment& each : facts.payments) {
        text += line_of(name("payment"), {to_text(each.kind), each.amount, each.currency, each.method, each.to,
                                          each.reference, time_of(each.when), each.note});
    }
    place = 0;
    for (const evidence::Done& each : facts.done) {
        text += line_of(name("done"),
                        {to_text(each.kind), each.words, each.to, each.ours, each.theirs,
                         each.reply == evidence::ReplyKind::none ? "" : to_text(each.reply), time_of(each.at)});
    }
    place = 0;
    for (const evidence::Note& each : facts.notes) text += line_of(name("note"), {time_of(each.at), each.text});
    return text;
}

int list(const Options& options) {
    const auto folder = read_case_folder(options.folder, device_now());
    if (!folder) return refused(folder.error(), options.json);
    if (options.json) {
        std::string text = evidence::write_case(folder->of);
        text.pop_back();  // its LF
        JsonWriter json;
        json.object().key("case").raw(text).key("log").object();
        json.key("lines").value(static_cast<std::uint64_t>(folder->log.entries().size()));
        json.key("head").value(to_hex(folder->log.head())).end().key("not_of_the_case").array();
        for (const std::string& path : folder->left_out) json.value(path);
        return answered(json.end().end().take() + "\n", exit_done);
    }
    const evidence::CaseFacts& facts = facts_of(folder->of);
    const bool adult = std::holds_alternative<evidence::AdultCase>(folder->of);
    std::string text = line_of(adult ? "An adult's case," : "A protected case,", {"begun", time_of(facts.created)});
    text += std::visit([](const auto& of) { return exhibits_text(of); }, folder->of) + facts_text(facts);
    text +=
        "Log: " + std::to_string(folder->log.entries().size()) + " lines, head " + to_hex(folder->log.head()) + "\n";
    return answered(text, exit_done);
}

}  // namespace

void add_case_list(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("list", "Say what is in a case");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command.add_flag("--json", options->json,
                     "One object: the case, as case.json has it, and its log's length and head.");
    command.footer(
        "Files are not read: `check` does. Characters that hide or turn text are shown as their codes.\n\n"
        "  holdfast case list meadow/\n\n"
        "Exit codes: 0 listed, 2 wrong arguments, 4 the folder, case or log cannot be read, 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = list(*options); });
}

}  // namespace holdfast::cli
