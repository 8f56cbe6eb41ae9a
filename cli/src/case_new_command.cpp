// SPDX-License-Identifier: Apache-2.0
// holdfast case new
#include <memory>
#include <optional>
#include <vector>

#include "ask.hpp"
#include "built_in_handbook.hpp"
#include "case_commands.hpp"
#include "case_folder.hpp"
#include "device_clock.hpp"
#include "guide_request.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/sealing/digest.hpp"
#include "interrupt.hpp"
#include "new_place.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using evidence::Case;

struct Options {
    std::string folder;
    bool adult = false;
    bool is_protected = false;
    std::string prefix = "HF";
    std::string language = "en";
    std::string place;
    std::vector<std::string> answers;
    bool helper = false;
    bool json = false;
};

constexpr std::string_view answers_say_young =
    "By these answers somebody is, was or may be under 18: give --protected. Such a case takes words alone.";

/// True: everybody is and was 18 or over. Who is not sure counts as under 18.
std::optional<bool> asked_for_age() {
    const auto now = ask("Is the person whose case this is 18 or over?", {"yes", "no", "not sure"});
    if (!now) return std::nullopt;
    if (*now != "yes") return false;
    const auto then = ask(
        "Was everyone in the pictures or films that they are threatened with 18 or over when these were made? Answer "
        "yes, too, where there are none.",
        {"yes", "no", "not sure"});
    if (!then) return std::nullopt;
    return *then == "yes";
}

/// What was answered to the guide, as it was asked. The place is taken from it where none was given.
PackResult<void> take_answers(const Options& options, bool adult, evidence::CaseFacts& facts) {
    if (options.answers.empty()) return {};
    const auto loaded = load_handbook({});
    if (!loaded) return pack_failure(exit_impossible, loaded.error());
    const guidance::Guide& guide = loaded->handbook.guide;
    const auto answers = read_answers(guide, options.answers);
    if (!answers) return pack_failure(exit_usage, answers.error());
    for (std::size_t q = 0; q < guide.questions.size(); ++q) {
        const auto given = answers->get(q);
        if (!given) continue;
        const guidance::Question& question = guide.questions[q];
        const guidance::Choice& choice = question.choices[*given];
        if (question.id == "adult_then" && choice.id != "yes" && adult)
            return pack_failure(exit_usage, std::string(answers_say_young));
        if (question.id == "country" && facts.place.empty()) facts.place = choice.id;
        facts.answers.push_back({.question = question.id,
                                 .answer = choice.id,
                                 .words = std::string(choice.label.in(guidance::Language::english))});
    }
    if (adult && evaluate(guide.young_when, *answers) == guidance::Truth::yes)
        return pack_failure(exit_usage, std::string(answers_say_young));
    return {};
}

PackResult<void> write_folder(const Options& options, const Case& of, const evidence::CustodyLog& log) {
    auto folder = NewFolder::create(options.folder);
    if (!folder) return pack_failure(exit_impossible, folder.error());
    const auto put = [&folder](const char* name, const std::string& text) {
        auto begun = folder->begin(name);
        return begun ? folder->write(sealing::as_bytes(text)) : begun;
    };
    auto done = put(case_file, evidence::write_case(of));
    if (done) done = put(log_file, log.text());
    if (is_interrupted()) return std::unexpected(interrupted_failure());
    if (done) done = folder->finish();
    if (!done) return pack_failure(exit_impossible, done.error());
    return {};
}

int begin(const Options& options) {
    if (options.adult && options.is_protected) return refuse_usage("Give --adult or --protected, not both.");
    std::optional<bool> adult = options.adult ? std::optional(true) : std::nullopt;
    if (options.is_protected) adult = false;
    if (!adult && !can_ask())
        return refuse_usage(
            "Say whose case it is. --adult: the person is 18 or over, and so was everyone in the pictures when they "
            "were made. --protected: somebody is, was or may be under 18, or nobody is sure.");
    if (!adult) adult = asked_for_age();
    if (!adult) {
        complain("No case was begun.");
        return is_interrupted() ? interrupted_exit() : static_cast<int>(exit_usage);
    }
    evidence::CaseFacts facts;
    facts.prefix = options.prefix;
    facts.language = options.language;
    facts.place = options.place;
    facts.whose = options.helper ? evidence::WhoseCase::helper : evidence::WhoseCase::own;
    facts.created = device_now();
    if (const auto taken = take_answers(options, *adult, facts); !taken) return refused(taken.error(), options.json);
    Case of = *adult ? Case(evidence::AdultCase{.facts = facts, .exhibits = {}})
                     : Case(evidence::ProtectedCase{.facts = facts, .exhibits = {}});
    JsonFaults faults;
    if (!evidence::check(of, faults)) {
        int exit = exit_usage;
        for (const JsonFault& fault : faults.kept())
            exit = refuse_usage("--" + printable(fault.pointer).substr(1) + " " + printable(fault.detail) + ".");
        return exit;
    }
    const auto log = evidence::CustodyLog::open(facts.created, *adult ? "adult" : "protected");
    if (!log) return refuse_impossible("The clock of this machine gives a time that no log can have.");
    if (const auto done = write_folder(options, of, *log); !done) return refused(done.error(), options.json);
    if (options.json) {
        JsonWriter json;
        json.object().key("folder").value(options.folder).key("route").value(*adult ? "adult" : "protected");
        return answered(json.end().take() + "\n", exit_done);
    }
    return answered(
        printable(options.folder) +
            (*adult ? " is ready, for an adult's case. Of each picture you will be asked whether it shows anyone "
                      "intimate: of such a picture only digests go in, never the picture.\n"
                    : " is ready, for a protected case. It takes words alone: chats, mails and pages saved as text. "
                      "No pictures, and nothing that holds pictures. For pictures of somebody under 18 turn to Report "
                      "Remove or Take It Down: `holdfast guide` says how.\n") +
            "This cannot be changed afterwards.\n",
        exit_done);
}

}  // namespace

void add_case_new(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("new", "Begin a case in a new folder");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    command.add_option("FOLDER", options->folder, "The new folder.").type_name("").required();
    command.add_flag("--adult", options->adult,
                     "The person is 18 or over, and so was everyone in the pictures when they were made.");
    command.add_flag("--protected", options->is_protected,
                     "Somebody is, was or may be under 18, or nobody is sure. The case takes no pictures.");
    command
        .add_option("--prefix", options->prefix, "Of exhibit numbers, up to 4 letters A-Z: the person's initials; HF.")
        .option_text("AB");
    command
        .add_option("--language", options->language, "The person's, such as en or cy; en. The papers are in English.")
        .option_text("en");
    command
        .add_option("--place", options->place,
                    "Where the person lives, as the guide has it: england, wales, scotland, ...")
        .option_text("PLACE");
    command.add_option("--answers", options->answers, "What was answered to `holdfast guide`, as it takes them.")
        .option_text("QUESTION=ANSWER,...")
        .delimiter(',');
    command.add_flag("--helper", options->helper, "The case is written by somebody for the person.");
    command.add_flag("--json", options->json, "One object.");
    command.footer(
        "The kind of a case is decided before anything is put in, and cannot be changed. Without --adult or "
        "--protected\n"
        "it is asked for, on a terminal.\n\n"
        "  holdfast case new meadow/ --adult --prefix ABC --place england\n\n"
        "Exit codes: 0 the folder is there, on the disk, 2 wrong arguments or no answer, 4 it could not be made,\n"
        "130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = begin(*options); });
}

}  // namespace holdfast::cli
