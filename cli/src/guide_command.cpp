// SPDX-License-Identifier: Apache-2.0
// holdfast guide
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "built_in_handbook.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "guide_dialogue.hpp"
#include "holdfast/guidance/place.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "picture_file.hpp"
#include "plan_text.hpp"

namespace holdfast::cli {
namespace {

using guidance::Handbook;

struct Options {
    std::string data;
    std::string today;
    std::string language = "en";
    std::vector<std::string> answers;
    std::string place;
    bool given_answers = false;
    bool json = false;
    bool sources = false;
};

/// The id of the force of a council, or of the force that is named by its id. A postcode, a part of a name and a name
/// of more than a council decide nothing, even where they leave one force: the error names those that it may be.
std::expected<std::string, std::string> force_of(const Handbook& handbook, const std::string& place) {
    const guidance::Directory& directory = handbook.directory;
    if (const auto force = directory.force(place)) return directory.forces[*force].id;
    const guidance::PlaceMatch match = guidance::find_place(directory, place);
    if (match.exact) return directory.forces[match.exact->force].id;
    std::string names;
    for (const auto& candidate : match.candidates) {
        const guidance::Force& force = directory.forces[candidate.force];
        names.append("\n  ").append(force.id).append("  ").append(force.name.in(guidance::Language::english));
    }
    if (names.empty())
        return std::unexpected(
            "--place names no council and no postcode of the UK. 101 reaches the right police from anywhere.");
    return std::unexpected(
        "--place is not the whole name of one council, so it picks no force. Give the id of the right one:" + names +
        "\n101 reaches the right police from anywhere in the UK.");
}

int run(const Options& options) {
    const auto today = day_of(options.today);
    if (!today) return refuse_usage(today.error());
    const auto loaded = load_handbook(options.data);
    if (!loaded) return refuse_impossible(loaded.error());
    const Handbook& handbook = loaded->handbook;
    GuideRequest request{.answers = {}, .language = options.language, .today = guidance::to_text(*today), .force = {}};
    const auto answers = read_answers(handbook.guide, options.answers);
    if (!answers) return refuse_usage(answers.error());
    request.answers = *answers;
    if (!options.place.empty()) {
        auto force = force_of(handbook, options.place);
        if (!force) return refuse_usage(force.error());
        request.force = std::move(*force);
    }
    if (!options.json && !options.given_answers) {
        switch (ask_questions(handbook, request)) {
            case DialogueEnd::interrupted:
                return interrupted_exit();
            case DialogueEnd::quit:
                return exit_done;
            case DialogueEnd::answered:
                break;
        }
        complain("The plan:");
    }
    const std::string plan = plan_json(handbook, request);
    if (options.json) {
        print(plan + "\n");
    } else {
        JsonDocument document;
        JsonFaults faults;
        if (!document.parse(plan, {.bytes = std::size_t{4} << 20U}))
            return refuse_impossible("The guide gave no plan.");
        print(plan_text(document.object(faults), {.page = page_of(STDOUT_FILENO), .sources = options.sources}));
    }
    return finish_output() ? exit_done : exit_impossible;
}

}  // namespace

void add_guide(Command program, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command = program.add_command("guide", "What to do now, in order: for an adviser on the phone");
    const Option answers =
        command.add_option("--answers", options->answers, "Asks nothing: the plan for these answers.")
            .option_text("QUESTION=ANSWER,...")
            .delimiter(',');
    command.add_option("--place", options->place, "Council, postcode or force: whose police it is.")
        .option_text("PLACE");
    add_language_option(command, options->language, "Language of the advice (en).");
    command.add_flag("--json", options->json, "Asks nothing: the plan as one JSON object.");
    command.add_flag("--sources", options->sources, "With the source of each step.");
    add_today_option(command, options->today);
    add_handbook_option(command, options->data);
    command.footer(
        "Shows the crisis numbers, asks one question after another, and prints the plan. Questions stand on standard\n"
        "error, the plan on standard output. Nothing is kept and nothing is sent. Answer with a number or the first\n"
        "letters; Enter skips a question, b goes back, c shows the crisis numbers, p gives the plan so far, q "
        "quits.\n\n"
        "  holdfast guide\n"
        "  holdfast guide --answers danger=no,situation=threatened,role=me,age_now=13-17,country=wales\n\n"
        "Exit codes: 0 done, 2 wrong arguments, 4 the guide cannot be read, 130 Ctrl-C.");
    command.callback([options, answers, &exit_code] {
        options->given_answers = answers.is_given();
        exit_code = run(*options);
    });
}

}  // namespace holdfast::cli
