// SPDX-License-Identifier: Apache-2.0
// holdfast bank create, list, enable, disable
#include <memory>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/core/utf8.hpp"
#include "open_store.hpp"
#include "output.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

struct CreateOptions {
    std::string data;
    std::string name;
    std::string title;
};

int create(const CreateOptions& options) {
    const std::string title = options.title.empty() ? options.name : options.title;
    if (title.size() > 200 || !is_utf8(title) || printable(title) != title) {
        return refuse_usage("The title is at most 200 bytes of UTF-8 without control characters.");
    }
    const auto desk = open_desk(options.data, true);
    if (!desk) return refuse_impossible(desk.error());
    const auto bank = desk->store->create_bank(options.name, title, desk->clock->now());
    if (!bank) {
        switch (bank.error()) {
            case store::StoreError::not_allowed:
                return refuse_usage("A bank's name is 1 to 64 of the characters a-z, 0-9 and -.");
            case store::StoreError::conflict:
                return refuse_impossible("There is a bank of that name already.");
            default:
                return refuse_impossible(sentence_of(bank.error()));
        }
    }
    desk->note("bank.create", bank->name);
    complain("Created bank " + bank->name + ".");
    return exit_done;
}

struct ListOptions {
    std::string data;
    bool json = false;
};

int list(const ListOptions& options) {
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto banks = desk->store->banks();
    if (!banks) return refuse_impossible(sentence_of(banks.error()));
    for (const store::Bank& each : *banks) {
        if (options.json) {
            JsonWriter json;
            json.object().key("name").value(each.name).key("title").value(each.title);
            json.key("enabled").value(each.enabled).key("active_items").value(each.active_items);
            print(json.end().take() + "\n");
        } else {
            print(each.name + "  " + std::to_string(each.active_items) + (each.enabled ? "" : "  disabled") + "  " +
                  each.title + "\n");
        }
    }
    return finish_output() ? exit_done : exit_impossible;
}

struct SwitchOptions {
    std::string data;
    std::string name;
};

int turn(const SwitchOptions& options, bool enabled) {
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto bank = find_bank(*desk->store, options.name);
    if (!bank) return refuse_impossible(bank.error());
    const auto switched =
        desk->store->switch_bank({.bank = bank->id, .enabled = enabled, .actor = "operator", .at = desk->clock->now()});
    if (!switched && switched.error() == store::StoreError::not_allowed) {
        return refuse_usage(
            "The bank \"submissions\" stays on: the people in it were told that it is matched. `holdfast bank review` "
            "deals with single items.");
    }
    if (!switched) return refuse_impossible(sentence_of(switched.error()));
    const std::string now = enabled ? "on" : "off";
    complain("Bank " + bank->name + (bank->enabled == enabled ? " was " + now + " already." : " is " + now + "."));
    return exit_done;
}

}  // namespace

void add_bank_create(Command bank, int& exit_code) {
    auto options = std::make_shared<CreateOptions>();  // shared by parser and callback
    const Command command = bank.add_command("create", "Create an empty bank");
    command.add_option("NAME", options->name, "a-z, 0-9 and -, up to 64 characters.").type_name("").required();
    command.add_option("--title", options->title, "For people; the name when left out.").option_text("TEXT");
    add_data_option(command, options->data);
    command.footer("Exit codes: 0 created, 2 not a name, 4 it is taken, or could not be done.");
    command.callback([options, &exit_code] { exit_code = create(*options); });
}

void add_bank_list(Command bank, int& exit_code) {
    auto options = std::make_shared<ListOptions>();  // shared by parser and callback
    const Command command = bank.add_command("list", "Show the banks: name, active items, title");
    add_data_option(command, options->data);
    command.add_flag("--json", options->json, "One JSON object for each bank, one a line.");
    command.footer(
        "Columns: name, active items, disabled where a bank is off, title.\n\n"
        "Exit codes: 0 done, 2 wrong arguments, 4 could not be done.");
    command.callback([options, &exit_code] { exit_code = list(*options); });
}

void add_bank_switch(Command bank, int& exit_code) {
    for (const bool enabled : {false, true}) {
        auto options = std::make_shared<SwitchOptions>();  // shared by parser and callback
        const Command command =
            bank.add_command(enabled ? "enable" : "disable",
                             enabled ? "Let a bank match again" : "Stop a whole bank from matching; it is kept");
        command.add_option("NAME", options->name, "Name of the bank.").type_name("").required();
        add_data_option(command, options->data);
        command.footer(
            "Lookups follow within a second. Partners that follow the feed are told of every item of the bank. Should\n"
            "the command be cut short, the service tells them the rest within the hour, or running it again does.\n\n"
            "Exit codes: 0 done, 2 it is the bank of submissions, 4 no such bank, or could not be done.");
        command.callback([options, enabled, &exit_code] { exit_code = turn(*options, enabled); });
    }
}

void add_bank(Command program, int& exit_code) {
    const Command bank = program.add_command("bank", "Manage lists of fingerprints");
    bank.require_command();
    bank.footer(
        "Each works on the database of a service, which may be running: it follows within a second.\n"
        "`holdfast bank COMMAND --help` explains each.");
    add_bank_create(bank, exit_code);
    add_bank_list(bank, exit_code);
    add_bank_switch(bank, exit_code);
    add_bank_import(bank, exit_code);
    add_bank_export(bank, exit_code);
    add_bank_review(bank, exit_code);
}

}  // namespace holdfast::cli
