// SPDX-License-Identifier: Apache-2.0
// holdfast case change, viewed
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "case_commands.hpp"
#include "case_edit.hpp"
#include "case_known_steps.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"

namespace holdfast::cli {
namespace {

/// An option that sets a text; an empty one takes out what was there.
struct TextOption {
    std::string value;
    std::optional<Option> option;
    [[nodiscard]] bool is_given() const { return option && option->is_given(); }
};

struct Options {
    std::string folder;
    std::string what;
    TextOption title, source, device, kind, when, note;  // of an exhibit
    TextOption prefix, number, place, language;          // of the case
    bool json = false;
};

/// Sets what was given, and gathers the names of it.
struct Changes {
    std::string names{};
    void set(std::string_view name, const TextOption& from, std::string& to) {
        if (!from.is_given() || to == from.value) return;
        to = from.value;
        add(name);
    }
    void add(std::string_view name) { names.append(names.empty() ? "" : ", ").append(name); }
};

PackResult<void> set_facts(const Options& options, evidence::ExhibitFacts& facts, Changes& changes) {
    changes.set("title", options.title, facts.title);
    changes.set("source", options.source, facts.source);
    changes.set("device", options.device, facts.device);
    changes.set("note", options.note, facts.note);
    if (options.kind.is_given() && to_text(facts.kind) != options.kind.value) {
        facts.kind = exhibit_kind(options.kind.value);
        changes.add("kind");
    }
    if (!options.when.is_given()) return {};
    std::optional<evidence::Moment> made;
    if (auto read = read_moment("--when", options.when.value, made); !read) return read;
    if (made == facts.made) return {};
    facts.made = made;
    changes.add("time");
    return {};
}

bool names_exhibit_facts(const Options& options) {
    return options.title.is_given() || options.source.is_given() || options.device.is_given() ||
           options.kind.is_given() || options.when.is_given() || options.note.is_given();
}
bool names_case_facts(const Options& options) {
    return options.prefix.is_given() || options.number.is_given() || options.place.is_given() ||
           options.language.is_given();
}

/// Facts of an exhibit, to be changed; nullptr where there is none of that number.
evidence::ExhibitFacts* find(evidence::Case& of, std::uint32_t number) {
    return std::visit(
        [number](auto& each) -> evidence::ExhibitFacts* {
            const auto found =
                std::ranges::find(each.exhibits, number, [](const auto& exhibit) { return exhibit.facts.number; });
            return found == each.exhibits.end() ? nullptr : &found->facts;
        },
        of);
}

/// What is changed, for the person: "ABC/3", or "The case".
PackResult<std::string> change_facts(CaseEdit& edit, const Options& options, evidence::LogEntry& entry,
                                     Changes& changes) {
    if (options.what.empty()) {
        if (names_exhibit_facts(options)) return pack_failure(exit_usage, "Which exhibit? Give its number, such as 3.");
        evidence::CaseFacts& facts = edit.facts();
        changes.set("prefix", options.prefix, facts.prefix);
        changes.set("number", options.number, facts.number);
        changes.set("place", options.place, facts.place);
        changes.set("language", options.language, facts.language);
        return "The case";
    }
    if (names_case_facts(options))
        return pack_failure(exit_usage,
                            "--prefix, --number, --place and --language are of the case: leave the number "
                            "of the exhibit out.");
    const auto number = exhibit_number(options.what, edit.facts().prefix);
    evidence::ExhibitFacts* const facts = number ? find(edit.of(), *number) : nullptr;
    if (facts == nullptr) return std::unexpected(not_in_case(options.what));
    entry.exhibit = *number;
    if (auto set = set_facts(options, *facts, changes); !set) return std::unexpected(std::move(set.error()));
    return evidence::exhibit_name(edit.facts().prefix, *number);
}

int answer(bool json, const std::string& name, std::string_view said, std::string_view changed) {
    if (!json) return answered(name + std::string(said) + "\n", exit_done);
    JsonWriter out;
    out.object().key("name").value(name);
    if (!changed.empty()) out.key("changed").value(changed);
    return answered(out.end().take() + "\n", exit_done);
}

int change(const Options& options) {
    if (!names_exhibit_facts(options) && !names_case_facts(options))
        return refuse_usage(
            "Say what is to be changed: --title, --source, --when, --device, --kind or --note of an "
            "exhibit, --prefix, --number, --place or --language of the case.");
    auto edit = CaseEdit::open(options.folder, device_now());
    if (!edit) return refused(edit.error(), options.json);
    evidence::LogEntry entry;
    entry.step = evidence::Step::changed;
    Changes changes;
    const auto name = change_facts(*edit, options, entry, changes);
    if (!name) return refused(name.error(), options.json);
    if (changes.names.empty()) return answer(options.json, *name, " is as you want it already.", {});
    entry.words = changes.names;  // not what was typed: the log is never rewritten
    edit->note(std::move(entry));
    if (const auto kept = edit->commit(); !kept) return refused(kept.error(), options.json);
    return answer(options.json, *name, " is changed: " + changes.names + ".", changes.names);
}

struct Look {
    std::string folder;
    std::string what;
    std::string by;
    bool json = false;
};

int note_look(const Look& look) {
    auto edit = CaseEdit::open(look.folder, device_now());
    if (!edit) return refused(edit.error(), look.json);
    const auto number = exhibit_number(look.what, edit->facts().prefix);
    if (!number || find(edit->of(), *number) == nullptr) return refused(not_in_case(look.what), look.json);
    evidence::LogEntry entry;
    entry.step = evidence::Step::viewed;
    entry.exhibit = *number;
    entry.words = look.by;
    edit->note(std::move(entry));
    if (const auto kept = edit->commit(); !kept) return refused(kept.error(), look.json);
    return answer(look.json, evidence::exhibit_name(edit->facts().prefix, *number),
                  ": the log says that it was looked at.", {});
}

void add_text(Command command, std::string_view name, TextOption& option, std::string_view text,
              std::string_view help) {
    option.option = command.add_option(name, option.value, help);
    option.option->option_text(text);
}

}  // namespace

void add_case_change(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("change", "Change what is said of an exhibit, or of the case");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command.add_option("NUMBER", options->what, "Of the exhibit: 3 or ABC/3. Left out: the case itself.").type_name("");
    add_text(command, "--title", options->title, "TEXT", "What it is. An empty text, here and below, takes it out.");
    add_text(command, "--source", options->source, "TEXT", "Where it came from.");
    add_text(command, "--device", options->device, "TEXT", "The device that made it or holds it.");
    add_text(command, "--when", options->when, "TIME", "When what it shows happened.");
    add_text(command, "--note", options->note, "TEXT", "Anything else.");
    add_text(command, "--kind", options->kind, "KIND", "screenshot, chat-export, ... as `case add` has them.");
    options->kind.option->one_of(exhibit_kinds);
    add_text(command, "--prefix", options->prefix, "AB", "Of the case: letters of exhibit numbers.");
    add_text(command, "--number", options->number, "HF-...", "Of the case: its number.");
    add_text(command, "--place", options->place, "PLACE", "Of the case: where the person lives.");
    add_text(command, "--language", options->language, "en", "Of the case: language of the papers.");
    command.add_flag("--json", options->json, "One object: name, changed.");
    command.footer(
        "Files are never changed, and neither is what the log has: it gets a line that says what was changed, without "
        "what\n"
        "was typed.\n\n"
        "  holdfast case change meadow/ 3 --title \"The second threat\" --when 2026-11-20T18:45\n"
        "  holdfast case change meadow/ --prefix ABC\n\n" +
        std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = change(*options); });
}

void add_case_viewed(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("viewed", "Note that an exhibit was looked at");
    auto look = std::make_shared<Look>();  // shared by parser and callback
    add_case_folder(command, look->folder);
    command.add_option("NUMBER", look->what, "Of the exhibit: 3 or ABC/3.").type_name("").required();
    command.add_option("--words", look->by, "Who looked at it, with what, why. It stands in the log for good.")
        .option_text("TEXT");
    command.add_flag("--json", look->json, "One object: name.");
    command.footer(
        "No command opens an exhibit: look at a copy, with a program of yours, and note it here.\n\n"
        "  holdfast case viewed meadow/ 3 --words \"by the adviser, to read the account's name\"\n\n" +
        std::string(case_exit_codes));
    command.callback([look, &exit_code] { exit_code = note_look(*look); });
}

}  // namespace holdfast::cli
