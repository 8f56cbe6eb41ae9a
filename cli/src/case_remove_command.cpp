// SPDX-License-Identifier: Apache-2.0
// holdfast case remove, restore
#include <algorithm>
#include <memory>
#include <optional>

#include "case_commands.hpp"
#include "case_edit.hpp"
#include "case_removed.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/payload.hpp"
#include "pack_arguments.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string folder;
    std::string what;
    std::string reason;
    bool erase = false;
    bool last_copy = false;
    bool json = false;
};

std::vector<std::string> paths_of(const evidence::Case& of, std::uint32_t number) {
    std::vector<std::string> paths;
    for (const evidence::CaseFile& file : files_of(of)) {
        if (file.exhibit == number) paths.push_back(file.path.substr(payload_folder.size()));
    }
    return paths;
}

using Last = evidence::LastCopy;

auto take_out(evidence::AdultCase& of, std::uint32_t number, const Options& options, const evidence::Moment& now) {
    return remove(of, number, options.reason, now, options.last_copy ? Last::may_go : Last::stays);
}
auto take_out(evidence::ProtectedCase& of, std::uint32_t number, const Options& options, const evidence::Moment& now) {
    return remove(of, number, options.reason, now);
}

/// Originals that were left out lie in removed/ already, where the person did not erase them.
std::optional<std::string> left_out_file(const evidence::Exhibit& exhibit) {
    const auto* const hashes = std::get_if<evidence::HashesOnly>(&exhibit.holding);
    if (hashes == nullptr || hashes->why() != evidence::WhyHashes::left_out) return std::nullopt;
    return removed_file_path(evidence::item_path(exhibit.facts.number, hashes->file().type));
}
std::optional<std::string> left_out_file(const evidence::TextExhibit&) {
    return std::nullopt;
}

template <class Of>
PackResult<void> move_out(CaseEdit& edit, Of& of, std::uint32_t number, const Options& options) {
    const std::vector<std::string> paths = paths_of(edit.of(), number);
    auto exhibit = take_out(of, number, options, edit.now());
    const std::string name = evidence::exhibit_name(of.facts.prefix, number);
    if (!exhibit && exhibit.error() == evidence::CaseChange::last_copy)
        return pack_failure(exit_usage, "The original of " + name +
                                            " was left out: its redacted copy is all that the case shows of it. "
                                            "Nothing was changed. To take it out all the same, give --last-copy too.");
    if (!exhibit) return std::unexpected(not_in_case(name));
    for (const std::string& path : paths) {
        if (options.erase) {
            edit.drop(path);
        } else if (auto moved = edit.move(path, removed_file_path(path)); !moved) {
            return moved;
        }
    }
    if (options.erase) {
        if (const auto left_out = left_out_file(*exhibit)) edit.drop(*left_out);
        return {};
    }
    const Of record{.facts = facts_beside(of.facts, *exhibit), .exhibits = {std::move(*exhibit)}};
    return edit.stage_text(removed_record_path(number), evidence::write_case(record));
}

PackResult<std::string> remove_exhibit(CaseEdit& edit, std::uint32_t number, const Options& options) {
    auto taken = std::visit([&](auto& of) { return move_out(edit, of, number, options); }, edit.of());
    if (!taken) return std::unexpected(std::move(taken.error()));
    evidence::LogEntry entry;
    entry.step = evidence::Step::removed;
    entry.exhibit = number;
    entry.words = options.reason;
    edit.note(std::move(entry));
    return evidence::exhibit_name(edit.facts().prefix, number);
}

/// "link/2" and its like: a slip of typing goes, and the log says that something went.
PackResult<std::string> remove_typed(CaseEdit& edit, const Options& options) {
    const std::size_t slash = options.what.find('/');
    const std::string kind = options.what.substr(0, slash);
    const auto place = slash == std::string::npos ? std::nullopt : whole_number(options.what.substr(slash + 1));
    evidence::CaseFacts& facts = edit.facts();
    const auto erase = [&](auto& list) {
        if (!place || *place == 0 || *place > list.size()) return false;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(*place - 1));
        return true;
    };
    const bool gone = kind == "link"      ? erase(facts.links)
                      : kind == "known"   ? erase(facts.known)
                      : kind == "payment" ? erase(facts.payments)
                      : kind == "done"    ? erase(facts.done)
                      : kind == "note"    ? erase(facts.notes)
                                          : false;
    if (!gone) return std::unexpected(not_in_case(options.what));
    evidence::LogEntry entry;
    entry.step = evidence::Step::changed;
    entry.words = options.what + " was taken out: " + options.reason;
    edit.note(std::move(entry));
    return options.what;
}

template <class Of>
PackResult<void> put_back(CaseEdit& edit, Of& of, const Of& record) {
    auto exhibit = record.exhibits.front();
    const std::uint32_t number = exhibit.facts.number;
    if (!restore(of, std::move(exhibit)))
        return pack_failure(exit_usage, evidence::exhibit_name(of.facts.prefix, number) + " cannot be put back.");
    for (const std::string& path : paths_of(edit.of(), number)) {
        if (auto moved = edit.move(removed_file_path(path), path); !moved) return moved;
    }
    edit.drop(removed_record_path(number));
    return {};
}

PackResult<std::string> restore_exhibit(CaseEdit& edit, const Options& options) {
    const std::string& prefix = edit.facts().prefix;
    const auto number = exhibit_number(options.what, prefix);
    const auto is_it = [&number](const evidence::Removed& each) { return number && each.number == *number; };
    if (!std::ranges::any_of(edit.facts().removed, is_it))
        return pack_failure(exit_usage,
                            options.what + " was not taken out of the case: `holdfast case list` says what was.");
    auto record = read_removed(edit.folder(), *number);
    if (!record) return std::unexpected(std::move(record.error()));
    if (!*record)
        return pack_failure(exit_impossible, evidence::exhibit_name(prefix, *number) +
                                                 " was erased: it can be added again as a new exhibit.");
    auto back = std::visit([&](auto& of) { return put_back(edit, of, std::get<std::decay_t<decltype(of)>>(**record)); },
                           edit.of());
    if (!back) return std::unexpected(std::move(back.error()));
    evidence::LogEntry entry;
    entry.step = evidence::Step::restored;
    entry.exhibit = *number;
    edit.note(std::move(entry));
    return evidence::exhibit_name(prefix, *number);
}

int change(const Options& options, PackResult<std::string> (*how)(CaseEdit&, const Options&), std::string_view said) {
    auto edit = CaseEdit::open(options.folder, device_now());
    if (!edit) return refused(edit.error(), options.json);
    const auto name = how(*edit, options);
    if (!name) return refused(name.error(), options.json);
    if (const auto kept = edit->commit(); !kept) return refused(kept.error(), options.json);
    if (!options.json) return answered(*name + std::string(said) + "\n", exit_done);
    JsonWriter json;
    return answered(json.object().key("name").value(*name).end().take() + "\n", exit_done);
}

PackResult<std::string> remove_either(CaseEdit& edit, const Options& options) {
    const auto number = exhibit_number(options.what, edit.facts().prefix);
    if (number) return remove_exhibit(edit, *number, options);
    if (options.erase) return pack_failure(exit_usage, "--erase is for exhibits: give its number.");
    return remove_typed(edit, options);
}

}  // namespace

void add_case_remove(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("remove", "Take something out of a case");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command
        .add_option("WHAT", options->what, "Number of an exhibit (3), or link/1, known/1, payment/1, done/1, note/1.")
        .type_name("")
        .required();
    command.add_option("--reason", options->reason, "Why. It stands in the case and in its log for good.")
        .option_text("TEXT")
        .required();
    command.add_flag("--erase", options->erase, "Delete the exhibit's files: it cannot be put back.");
    command.add_flag("--last-copy", options->last_copy,
                     "Also where the original was left out, and its redacted copy is all there is to see.");
    command.add_flag("--json", options->json, "One object: name.");
    command.footer(
        "An exhibit goes to removed/ in the folder, out of the case, and `restore` puts it back. Its number is not "
        "used\n"
        "again. The log is never rewritten: it gets a line that says what was taken out, and why. With --erase its "
        "files\n"
        "are deleted; a disk, and copies of it, may hold traces for a while.\n\n"
        "  holdfast case remove meadow/ 3 --reason \"added twice\"\n\n" +
        std::string(case_exit_codes));
    command.callback([options, &exit_code] {
        exit_code = change(*options, remove_either,
                           options->erase ? " is out of the case, and its files are deleted." : " is out of the case.");
    });
}

void add_case_restore(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("restore", "Put an exhibit back that was taken out");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command.add_option("NUMBER", options->what, "Of the exhibit.").type_name("").required();
    command.add_flag("--json", options->json, "One object: name.");
    command.footer("  holdfast case restore meadow/ 3\n\n" + std::string(case_exit_codes));
    command.callback(
        [options, &exit_code] { exit_code = change(*options, restore_exhibit, " is in the case again."); });
}

}  // namespace holdfast::cli
