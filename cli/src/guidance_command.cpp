// SPDX-License-Identifier: Apache-2.0
// holdfast guidance check
#include <memory>

#include "built_in_handbook.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "lint_output.hpp"
#include "output.hpp"

namespace holdfast::cli {
namespace {

struct CheckOptions {
    std::string data;
    std::string today;
    std::string language;
    bool json = false;
};

/// 48839184 as "48,839,184".
std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

int check(const CheckOptions& options) {
    const auto today = day_of(options.today);
    if (!today) return refuse_usage(today.error());
    const auto loaded = load_handbook(options.data);
    if (!loaded) return refuse_impossible(loaded.error());
    const auto rules = guidance::read_lint_rules(loaded->blob, loaded->handbook.guide);
    if (!rules) {
        for (const JsonFault& fault : rules.error().faults.kept()) complain(fault.pointer + " " + fault.detail + ".");
        return refuse_impossible("The rules in the guide cannot be read.");
    }
    guidance::LintOptions lint_options{.today = *today, .given = {}, .language = {}};
    if (!options.language.empty()) lint_options.language = language_of(options.language);
    const guidance::LintReport report = guidance::lint_all(loaded->handbook, *rules, lint_options);
    print(options.json ? findings_json(report) + "\n" : findings_text(report.findings));
    if (!options.json)
        complain(grouped(report.scope.combinations) + " combinations of answers and " + grouped(report.scope.texts) +
                 " texts held against the rules. Findings: " + std::to_string(report.findings.size()) + ".");
    if (!finish_output()) return exit_impossible;
    return report.findings.empty() ? exit_done : exit_no;
}

}  // namespace

void add_guidance(Command program, int& exit_code) {
    const Command command = program.add_command("guidance", "Prove that the guide keeps its promises");
    command.require_command();
    command.footer("`holdfast guidance check --help` says what is proved.");
    auto options = std::make_shared<CheckOptions>();  // shared by parser and callback
    const Command check_command = command.add_command("check", "Every combination of answers, every text");
    add_today_option(check_command, options->today);
    add_language_option(check_command, options->language, "Texts of this language alone; what it lacks is listed.");
    check_command.add_flag("--json", options->json, "One JSON object.");
    add_handbook_option(check_command, options->data);
    check_command.footer(
        "Walks every combination of answers and reads every text: crisis help first, saving before blocking, nobody "
        "told\n"
        "to pay or to keep a picture of someone under 18, every step sourced and not past its day of review, words "
        "that\n"
        "a twelve-year-old can read, and more. docs/commands/guidance.md lists the rules.\n\n"
        "Exit codes: 0 nothing found, 1 something found, 2 wrong arguments, 4 the guide cannot be read.");
    check_command.callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace holdfast::cli
