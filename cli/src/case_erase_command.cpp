// SPDX-License-Identifier: Apache-2.0
// holdfast case erase
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "case_commands.hpp"
#include "exit_code.hpp"
#include "input_lines.hpp"
#include "interrupt.hpp"
#include "open_store.hpp"
#include "output.hpp"
#include "review_lines.hpp"

namespace holdfast::cli {
namespace {

struct EraseOptions {
    std::string data;
    std::string case_number;
    bool yes = false;
};

/// Asks on standard error, reads a line of standard input.
bool is_confirmed() {
    complain("Its fingerprints, alerts and keys are erased. This cannot be undone. Type yes to erase it:");
    InputLines answers(STDIN_FILENO, 100);
    std::string line;
    return answers.next(line) && line == "yes";
}

/// Rounded up, since it is the longest wait.
std::string minutes(std::int64_t millis) {
    constexpr std::int64_t millis_a_minute = 60'000;
    const std::int64_t count = std::max<std::int64_t>(1, (millis + millis_a_minute - 1) / millis_a_minute);
    return count == 1 ? "a minute" : std::to_string(count) + " minutes";
}

int erase(const EraseOptions& options) {
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto view = find_case(*desk->store, options.case_number);
    if (!view) return refuse_impossible(view.error());
    // So that the operator sees what ends.
    complain("The case " + view->submission.case_number + " was opened on " +
             to_rfc3339(view->submission.created).substr(0, 10) + " and holds " + held_by(*view) + ".");
    if (!options.yes && !is_confirmed()) {
        complain("Nothing was erased.");
        return is_interrupted() ? interrupted_exit() : exit_no;
    }
    store::CaseEnding ending{.submission = view->submission.id,
                             .feed = {},
                             .unopened_since = std::nullopt,
                             .actor = "operator",
                             .at = desk->clock->now()};
    for (const store::Item& item : view->items) ending.feed.emplace_back(item.id, desk->feed_soon());
    const auto ended = desk->store->end_case(ending);
    if (!ended && ended.error() == store::StoreError::not_found) {
        return refuse_impossible("The case was deleted just now, by its person or by the service.");
    }
    if (!ended) return refuse_impossible(sentence_of(ended.error()));
    // What was deleted leaves the write-ahead log too.
    const auto scrubbed = desk->store->scrub();
    complain("Erased. Nothing of it matches within a second; partners' feeds show it within " +
             minutes(desk->spreads.removed_millis) + ".");
    if (scrubbed) return exit_done;
    complain(still_in_log("What the case held", scrubbed.error()));
    return exit_some_failed;
}

}  // namespace

void add_case_erase(Command of_case, int& exit_code) {
    auto options = std::make_shared<EraseOptions>();  // shared by parser and callback
    const Command erase_command =
        of_case.add_command("erase", "On a service: erase a case whose keys are lost, by its number");
    erase_command.add_option("CASE", options->case_number, "Its number, HF-...; however it is typed.").required();
    add_data_option(erase_command, options->data);
    erase_command.add_flag("--yes", options->yes, "Do not ask.");
    erase_command.footer(
        "For a person who lost words and file and still has the number. Whoever knows the number can ask for this, so\n"
        "make sure that you speak with the person. It says what the case holds, asks, and then erases fingerprints,\n"
        "alerts and keys as the person's own \"Delete the case\" does. There is no undo.\n\n"
        "  holdfast case erase HF-7K3Q-9XWM-C --data /var/lib/holdfast\n\n"
        "Exit codes: 0 erased, 1 not confirmed, 2 wrong arguments, 3 erased, but the write-ahead log still holds it,\n"
        "4 no such case, or could not be done.");
    erase_command.callback([options, &exit_code] { exit_code = erase(*options); });
}

}  // namespace holdfast::cli
