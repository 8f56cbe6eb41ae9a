// SPDX-License-Identifier: Apache-2.0
// holdfast case check
#include <memory>

#include "below_folder.hpp"
#include "case_commands.hpp"
#include "case_folder.hpp"
#include "case_removed.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string folder;
    bool json = false;
    bool quiet = false;
};

/// What can be put back: its files must be those that its record names.
PackResult<void> check_removed(const CaseFolder& folder, std::vector<std::string>& wrong, bool quiet) {
    for (const evidence::Removed& removed : facts_of(folder.of).removed) {
        auto record = read_removed(folder, removed.number);
        if (!record && is_interrupted()) return std::unexpected(std::move(record.error()));
        if (!record) {
            wrong.insert(wrong.end(), record.error().sentences.begin(), record.error().sentences.end());
            continue;
        }
        if (!*record) continue;
        const auto named = [](const std::string& path) { return removed_file_path(path); };
        const auto files = digest_files(folder, **record, named, quiet);
        if (!files && is_interrupted()) return std::unexpected(files.error());
        if (!files) wrong.insert(wrong.end(), files.error().sentences.begin(), files.error().sentences.end());
    }
    return {};
}

int check(const Options& options) {
    const auto folder = read_case_folder(options.folder, device_now(), Agreement::is_left_open);
    if (!folder) return refused(folder.error(), options.json);
    std::vector<std::string> wrong = disagreements_in(*folder);
    if (folder->log_is_new) wrong.emplace_back("There is no actions.jsonl: nobody can follow what was done.");
    const auto files = digest_case_files(*folder, options.quiet);
    if (is_interrupted()) return interrupted_exit();
    if (!files) wrong.insert(wrong.end(), files.error().sentences.begin(), files.error().sentences.end());
    if (const auto looked = check_removed(*folder, wrong, options.quiet); !looked)
        return refused(looked.error(), options.json);
    const int exit = wrong.empty() ? exit_done : exit_no;
    if (options.json) {
        JsonWriter json;
        json.object().key("agrees").value(wrong.empty()).key("finished_change").value(folder->change_was_finished);
        json.key("files").value(static_cast<std::uint64_t>(files ? files->size() : 0)).key("wrong").array();
        for (const std::string& each : wrong) json.value(each);
        json.end().key("not_of_the_case").array();
        for (const std::string& path : folder->left_out) json.value(path);
        return answered(json.end().end().take() + "\n", exit);
    }
    if (folder->change_was_finished) complain("A change that had been cut off was finished.");
    for (const std::string& path : folder->left_out) {
        if (!path.starts_with("removed/")) complain(evidence::shown_text(path) + " is not of the case.");
    }
    std::string text;
    for (const std::string& each : wrong) text += evidence::shown_text(each) + "\n";
    text += wrong.empty() ? "Case, log and " + std::to_string(files->size()) + " files agree.\n"
                          : "They do not agree. Nothing was changed.\n";
    return answered(text, exit);
}

}  // namespace

void add_case_check(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("check", "Say whether case, log and files agree");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command.add_flag("--json", options->json, "One object.");
    command.add_flag("-q,--quiet", options->quiet, "No progress.");
    command.footer(
        "Every file is read: it must be the one that the case names, byte for byte. A change that a kill or a loss of\n"
        "power has cut off is finished first.\n\n"
        "  holdfast case check meadow/\n\n"
        "Exit codes: 0 they agree, 1 they do not: each difference is named, 2 wrong arguments, 4 the folder cannot be\n"
        "read, or case.json or actions.jsonl do not hold by themselves, 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace holdfast::cli
