// SPDX-License-Identifier: Apache-2.0
// holdfast case done
#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "case_commands.hpp"
#include "case_edit.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/done_list.hpp"
#include "holdfast/sealing/digest.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"
#include "pack_arguments.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string folder;
    std::string file;
    bool json = false;
};

PackResult<std::string> read_list(const std::string& path) {
    const OpenFile file(path);
    const auto refuse = [&path](const std::string& why) {
        return pack_failure(exit_impossible, printable(path) + " cannot be read: " + why + ".");
    };
    if (file.error() != 0) return refuse(reason_of(file.error()));
    std::string text;
    std::array<std::byte, 65'536> piece{};
    for (;;) {
        const ssize_t got = read_unless_interrupted(file.descriptor(), piece);
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (got < 0) return refuse(reason_of(errno));
        if (got == 0) return text;
        text.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
        if (text.size() > evidence::max_done_list_bytes)
            return refuse("it is larger than a list of what was done can be (2 MiB)");
    }
}

PackResult<std::vector<evidence::Done>> read_done(const std::string& path, const std::string& text) {
    JsonFaults faults;
    auto done = evidence::read_done_list(text, faults);
    if (done) return std::move(*done);
    PackFailure failure{.exit = exit_impossible, .sentences = {}};
    switch (done.error()) {
        case evidence::DoneListError::not_json:
            failure.sentences.push_back(printable(path) + " is no list of what was done: it is no JSON.");
            break;
        case evidence::DoneListError::other_format:
            failure.sentences.push_back(printable(path) +
                                        " is no list of what was done, or one of another version. On the page it is "
                                        "saved under \"What you have done, and when\".");
            break;
        case evidence::DoneListError::faults:
            failure.sentences.push_back(printable(path) + " has entries that are wrong, so nothing of it was taken:");
            break;
    }
    for (const JsonFault& fault : faults.kept())
        failure.sentences.push_back("  " + printable(fault.pointer) + " " + printable(fault.detail));
    if (faults.count() > faults.kept().size())
        failure.sentences.push_back("  and " + std::to_string(faults.count() - faults.kept().size()) + " more.");
    return std::unexpected(std::move(failure));
}

PackResult<std::string> take(const Options& options) {
    const auto text = read_list(options.file);
    if (!text) return std::unexpected(text.error());
    const auto list = read_done(options.file, *text);
    if (!list) return std::unexpected(list.error());
    auto edit = CaseEdit::open(options.folder, device_now());
    if (!edit) return std::unexpected(std::move(edit.error()));
    evidence::CaseFacts merged = edit->facts();
    const std::size_t added = merge_done(merged, *list);
    const auto is_in = [&merged](const evidence::Done& each) {
        return std::ranges::find(merged.done, each) != merged.done.end();
    };
    if (!std::ranges::all_of(*list, is_in))
        return pack_failure(exit_impossible, "The case has room for " + std::to_string(evidence::most_done) +
                                                 " entries of what was done, and these are more. Nothing was taken.");
    if (added > 0) {
        edit->facts() = std::move(merged);
        evidence::LogEntry entry;
        entry.step = evidence::Step::imported;
        entry.digest = sealing::sha256(sealing::as_bytes(*text));
        entry.words = "What was done: " + std::to_string(added) + " new of " + std::to_string(list->size());
        edit->note(std::move(entry));
        if (auto kept = edit->commit(); !kept) return std::unexpected(std::move(kept.error()));
    }
    const std::size_t known = list->size() - added;
    if (options.json) {
        JsonWriter json;
        json.object().key("new").value(static_cast<std::uint64_t>(added)).key("there_already");
        return json.value(static_cast<std::uint64_t>(known)).end().take() + "\n";
    }
    return std::to_string(added) + " new, " + std::to_string(known) + " there already.\n";
}

int run(const Options& options) {
    const auto said = take(options);
    return said ? answered(*said, exit_done) : refused(said.error(), options.json);
}

}  // namespace

void add_case_done(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("done", "Take the page's list of what was done into a case");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command
        .add_option("FILE", options->file,
                    "What the page saved under \"What you have done, and when\"; - is standard input.")
        .type_name("")
        .required();
    command.add_flag("--json", options->json, "One object: new, there_already.");
    command.footer(
        "Steps that were marked as done, and letters that were noted as sent, with their times. What the case has "
        "already\n"
        "is not taken twice, so a later list can follow an earlier one. The log of the case notes the file's SHA-256. "
        "A\n"
        "list with a fault is not taken at all; each fault is named.\n\n"
        "  holdfast case done meadow/ what-you-have-done.json\n\n" +
        std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
