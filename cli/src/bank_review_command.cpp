// SPDX-License-Identifier: Apache-2.0
// holdfast bank review
#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <span>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/store/words.hpp"
#include "open_store.hpp"
#include "output.hpp"
#include "review_lines.hpp"

namespace holdfast::cli {
namespace {

using store::ItemState;

/// What can be decided of an item: from which states, to which one, and how that is said.
struct Decision {
    const char* option;
    const char* help;
    std::array<ItemState, 3> from;  ///< a state may stand twice
    ItemState to;
    const char* reason;
    const char* done;
};
constexpr std::array decisions{
    Decision{.option = "--release",
             .help = "Quarantined items that are to match from now on, separated by commas.",
             .from = {ItemState::quarantined, ItemState::quarantined, ItemState::quarantined},
             .to = ItemState::active,
             .reason = "",
             .done = "released; it matches from now on."},
    Decision{.option = "--dispute",
             .help = "Active items that are to match nothing while they are looked at.",
             .from = {ItemState::active, ItemState::active, ItemState::active},
             .to = ItemState::disputed,
             .reason = "paused_in_review",
             .done = "paused; it matches nothing until --restore brings it back."},
    Decision{.option = "--restore",
             .help = "Disputed items that are to match again.",
             .from = {ItemState::disputed, ItemState::disputed, ItemState::disputed},
             .to = ItemState::active,
             .reason = "",
             .done = "restored; it matches again."},
    Decision{.option = "--remove",
             .help = "Items whose codes are to be erased for good, whatever their state.",
             .from = {ItemState::quarantined, ItemState::disputed, ItemState::active},
             .to = ItemState::expired,
             .reason = "removed_in_review",
             .done = "removed; its codes are erased."},
};

struct Options {
    std::string data;
    std::string bank;
    std::string case_number;
    bool reported = false;
    std::array<std::vector<std::string>, decisions.size()> items;  ///< of each decision
    bool json = false;
};

bool nothing_is_decided(const Options& options) {
    return std::ranges::all_of(options.items, [](const auto& items) { return items.empty(); });
}

// --- looking ---

bool is_held(const store::Item& item) noexcept {
    return item.state == ItemState::quarantined || item.state == ItemState::disputed;
}

int show_held(const Desk& desk, const Options& options, std::uint32_t bank) {
    constexpr std::array held{ItemState::quarantined, ItemState::disputed};
    const auto read = desk.store->each_item(
        bank, held, [&](const store::Item& item) { print(options.json ? review_json(item) : review_line(item)); });
    if (!read) return refuse_impossible(sentence_of(read.error()));
    return finish_output() ? exit_done : exit_impossible;
}

int show_reported(const Desk& desk, const Options& options, std::uint32_t bank, const store::CaseView* of_case) {
    const auto reported = desk.store->reported_items(bank);
    const auto names = partner_names(*desk.store);
    if (!reported || !names) return refuse_impossible(sentence_of(reported ? names.error() : reported.error()));
    for (const store::ReportedItem& each : *reported) {
        if (of_case != nullptr && each.item.submission != of_case->submission.id) continue;
        print(options.json ? review_json(each, *names) : review_line(each, *names));
    }
    return finish_output() ? exit_done : exit_impossible;
}

int show_case(const Desk& desk, const Options& options, const store::CaseView& view) {
    for (const store::Item& each : view.items) {
        if (!is_held(each)) continue;
        const auto item = desk.store->item(each.id);  // with its kinds and qualities
        if (!item) return refuse_impossible(sentence_of(item.error()));
        if (*item) print(options.json ? review_json(**item) : review_line(**item));
    }
    if (!finish_output()) return exit_impossible;
    complain("The case holds " + held_by(view) + ".");
    return exit_done;
}

// --- deciding ---

/// A sentence when it was not done.
std::optional<std::string> decide(const Desk& desk, std::uint32_t bank, const store::CaseView* of_case,
                                  const std::string& text, const Decision& decision) {
    const auto id = id_from_hex(text);
    if (!id) return "An item is named by 32 hexadecimal digits.";
    const auto item = desk.store->item(*id);
    if (!item) return sentence_of(item.error());
    if (!*item || (*item)->bank != bank) return text + ": there is no such item in this bank.";
    if (of_case != nullptr && (*item)->submission != of_case->submission.id) {
        return text + ": the item is not of this case. Nothing was done with it.";
    }
    const ItemState state = (*item)->state;
    if (std::ranges::find(decision.from, state) == decision.from.end()) {
        std::string states;
        for (const ItemState each : std::set(decision.from.begin(), decision.from.end())) {
            states.append(states.empty() ? "" : " or ").append(word_of(each));
        }
        return text + ": it is " + std::string(word_of(state)) + ", not " + states + ".";
    }
    const bool submitted = (*item)->submission != Id128{};
    const bool joins = decision.to == ItemState::active;
    const auto changed = desk.store->change_state({.item = *id,
                                                   .from = state,
                                                   .state = decision.to,
                                                   .reason = decision.reason,
                                                   .feed = !submitted ? desk.feed_now()
                                                           : joins    ? desk.feed_later()
                                                                      : desk.feed_soon(),
                                                   .actor = "operator",
                                                   .at = desk.clock->now()});
    if (changed) return std::nullopt;
    if (changed.error() == store::StoreError::not_allowed) return text + ": it has changed just now. Look again.";
    return text + ": " + sentence_of(changed.error());
}

int decide_all(const Desk& desk, const Options& options, std::uint32_t bank, const store::CaseView* of_case) {
    bool failed = false;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        for (const std::string& text : options.items[i]) {
            const auto problem = decide(desk, bank, of_case, text, decisions[i]);
            complain(problem ? *problem : text + ": " + decisions[i].done);
            failed = failed || problem;
        }
        if (decisions[i].to == ItemState::expired && !options.items[i].empty()) {
            // Removed codes leave the write-ahead log too.
            const auto scrubbed = desk.store->scrub();
            if (!scrubbed) complain(still_in_log("What was removed", scrubbed.error()));
            failed = failed || !scrubbed;
        }
    }
    return failed ? exit_some_failed : exit_done;
}

std::optional<std::string> contradiction(const Options& options) {
    std::set<std::string> named;
    for (const auto& items : options.items) {
        for (const std::string& item : items) {
            if (!named.insert(item).second) return item + " is named twice. Nothing was done.";
        }
    }
    if (options.reported && !nothing_is_decided(options)) {
        return "--reported lists; give it without --release, --dispute, --restore and --remove.";
    }
    if (!options.case_number.empty() && options.bank != store::submissions_bank) {
        return "Cases are in the bank \"submissions\" alone.";
    }
    return std::nullopt;
}

int run(const Options& options) {
    if (const auto wrong = contradiction(options)) return refuse_usage(*wrong);
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto bank = find_bank(*desk->store, options.bank);
    if (!bank) return refuse_impossible(bank.error());
    std::optional<store::CaseView> view;
    if (!options.case_number.empty()) {
        auto found = find_case(*desk->store, options.case_number);
        if (!found) return refuse_impossible(found.error());
        view = std::move(*found);
    }
    const store::CaseView* const of_case = view ? &*view : nullptr;
    if (!nothing_is_decided(options)) return decide_all(*desk, options, bank->id, of_case);
    if (options.reported) return show_reported(*desk, options, bank->id, of_case);
    return view ? show_case(*desk, options, *view) : show_held(*desk, options, bank->id);
}

}  // namespace

void add_bank_review(Command bank, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command =
        bank.add_command("review", "Look at items that are held back or reported; release, pause or remove them");
    command.add_option("BANK", options->bank, "Name of the bank; \"submissions\" for what people sent.").required();
    add_data_option(command, options->data);
    command.add_option("--case", options->case_number,
                       "Only what is of this case (HF-...), whose number a person told you.");
    command.add_flag("--reported", options->reported, "List the items that a partner calls a wrong match.");
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        command.add_option(decisions[i].option, options->items[i], decisions[i].help).delimiter(',');
    }
    command.add_flag("--json", options->json, "One JSON object for each item, one a line.");
    command.footer(
        "Without a decision it lists what is quarantined or disputed: item, state, reason, where it came from, when,\n"
        "kinds and qualities. With --reported each item is followed by what partners said of it, and when. What is\n"
        "decided takes effect within a second, in a running service too. Partners' feeds show a submitted item after "
        "a\n"
        "random delay, as the service's settings have it: feed.removed_spread_ms when it leaves the list,\n"
        "feed.added_spread_ms when it joins it.\n\n"
        "  holdfast bank review submissions --case HF-7K3Q-9XWM-C --data /var/lib/holdfast\n"
        "  holdfast bank review submissions --release 0f8fad5bd9cb469fa16570867728950e --data /var/lib/holdfast\n\n"
        "Exit codes: 0 done, 2 wrong arguments, 3 some items were not as asked, or the write-ahead log still holds\n"
        "what was removed, 4 no such bank or case, or could not be done.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
