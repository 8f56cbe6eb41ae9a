// SPDX-License-Identifier: Apache-2.0
// holdfast bank review
#include <memory>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/store/words.hpp"
#include "item_lines.hpp"
#include "open_store.hpp"
#include "output.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string data;
    std::string bank;
    std::vector<std::string> release;
    std::vector<std::string> remove;
    bool json = false;
};

// Codes stay out: the reviewer decides by kind, quality and reason.
void show(const store::Item& item, bool as_json) {
    std::string kinds;
    for (const Signal& signal : item.signals) {
        kinds.append(kinds.empty() ? "" : ",")
            .append(to_text(signal.kind))
            .append(":")
            .append(std::to_string(signal.quality));
    }
    const bool submitted = item.submission != Id128{};
    if (!as_json) {
        print(to_hex(item.id) + "  " + item.reason + "  " + (submitted ? "submitted" : "imported ") + "  " +
              to_rfc3339(item.created) + "  " + kinds + "\n");
        return;
    }
    JsonWriter json;
    json.object().key("item").value(to_hex(item.id)).key("reason").value(item.reason);
    json.key("submitted").value(submitted).key("created").value(to_rfc3339(item.created)).key("signals").array();
    for (const Signal& signal : item.signals) {
        json.object().key("kind").value(to_text(signal.kind));
        json.key("quality").value(static_cast<unsigned>(signal.quality)).end();
    }
    print(json.end().end().take() + "\n");
}

/// A sentence when it was not done.
std::optional<std::string> decide(const Desk& desk, std::uint32_t bank, const std::string& text, bool release) {
    const auto id = id_from_hex(text);
    if (!id) return "An item is named by 32 hexadecimal digits.";
    const auto item = desk.store->item(*id);
    if (!item) return sentence_of(item.error());
    if (!*item || (*item)->bank != bank) return text + ": there is no such item in this bank.";
    if ((*item)->state != store::ItemState::quarantined) {
        return text + ": it is " + std::string(word_of((*item)->state)) + ", not quarantined.";
    }
    const bool submitted = (*item)->submission != Id128{};
    const auto changed =
        desk.store->change_state({.item = *id,
                                  .state = release ? store::ItemState::active : store::ItemState::expired,
                                  .reason = release ? "" : "removed_in_review",
                                  .feed = submitted ? desk.feed_later() : desk.feed_now(),
                                  .actor = "operator",
                                  .at = desk.clock->now()});
    if (!changed) return text + ": " + sentence_of(changed.error());
    return std::nullopt;
}

int run(const Options& options) {
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto bank = find_bank(*desk->store, options.bank);
    if (!bank) return refuse_impossible(bank.error());
    if (options.release.empty() && options.remove.empty()) {
        constexpr std::array held{store::ItemState::quarantined};
        const auto read =
            desk->store->each_item(bank->id, held, [&](const store::Item& item) { show(item, options.json); });
        if (!read) return refuse_impossible(sentence_of(read.error()));
        return finish_output() ? exit_done : exit_impossible;
    }
    bool failed = false;
    const auto decide_all = [&](const std::vector<std::string>& items, bool release) {
        for (const std::string& text : items) {
            if (const auto problem = decide(*desk, bank->id, text, release)) {
                complain(*problem);
                failed = true;
            }
        }
    };
    decide_all(options.release, true);
    decide_all(options.remove, false);
    if (!options.remove.empty()) {
        // Removed codes leave the write-ahead log too.
        if (const auto scrubbed = desk->store->scrub(); !scrubbed) complain(sentence_of(scrubbed.error()));
    }
    return failed ? exit_some_failed : exit_done;
}

}  // namespace

void add_bank_review(CLI::App& bank, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    CLI::App* const command = bank.add_subcommand("review", "Look at quarantined items; release or remove them");
    command->add_option("BANK", options->bank, "Name of the bank; \"submissions\" for what people sent.")->required();
    add_data_option(*command, options->data);
    command->add_option("--release", options->release, "Items that are to match from now on, separated by commas.")
        ->delimiter(',');
    command
        ->add_option("--remove", options->remove, "Items whose codes are to be erased for good, separated by commas.")
        ->delimiter(',');
    command->add_flag("--json", options->json, "One JSON object for each item, one a line.");
    command->footer(
        "Without --release and --remove it lists what is quarantined: item, reason, where it came from, when, kinds "
        "and\n"
        "qualities. A released item matches within a second; one that a person submitted shows in partners' feeds "
        "after\n"
        "a random delay of up to an hour.\n\n"
        "  holdfast bank review submissions --release 0f8fad5bd9cb469fa16570867728950e --data /var/lib/holdfast\n\n"
        "Exit codes: 0 done, 3 some items were not as asked, 4 could not be done.");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
