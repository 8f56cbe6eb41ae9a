// SPDX-License-Identifier: Apache-2.0
// holdfast directory check, stale
#include <algorithm>
#include <memory>
#include <utility>

#include "built_in_handbook.hpp"
#include "commands.hpp"
#include "directory_links.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "interrupt.hpp"
#include "lint_output.hpp"
#include "output.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string data;
    std::string today;
    bool online = false;
    bool json = false;
    int within = 0;  // days
};

std::string sentence_of(const Link& link) {
    switch (link.state) {
        case LinkState::moved:
            return "The page is on another host now: " + link.leads;
        case LinkState::dead:
            return "The server answers " + std::to_string(link.status) + ".";
        case LinkState::closed:
            return "The server answers programs with " + std::to_string(link.status) + "; a person has to look.";
        case LinkState::unreachable:
            return link.status == 0 ? "It cannot be reached: " + link.leads + "."
                                    : "The server answers " + std::to_string(link.status) + ".";
        case LinkState::ok:
            break;
    }
    return {};
}

// A page that only people are let in to is no fault of the directory; it is told on standard error.
int follow_links(const guidance::Directory& directory, guidance::LintReport& report) {
    std::vector<Link> links = links_of(directory);
    if (const auto checked = check_links(links); !checked) {
        if (is_interrupted()) return interrupted_exit();
        return refuse_impossible(checked.error());
    }
    if (!links.empty() && std::ranges::all_of(links, [](const Link& link) {
            return link.state == LinkState::unreachable && link.status == 0;
        }))
        return refuse_impossible("Not one of " + std::to_string(links.size()) +
                                 " pages can be reached: is there a network?");
    std::size_t closed = 0;
    for (const Link& link : links) {
        if (link.state == LinkState::ok) continue;
        if (link.state == LinkState::closed) {
            ++closed;
            complain(link.url + ": " + sentence_of(link));
            continue;
        }
        for (const std::string& where : link.where)
            report.findings.push_back({.rule = "link-" + std::string(to_text(link.state)),
                                       .where = where,
                                       .says = link.url + ": " + sentence_of(link),
                                       .times = 0,
                                       .answers = {}});
    }
    complain(std::to_string(links.size()) + " pages asked for, " + std::to_string(closed) + " closed to programs.");
    return exit_done;
}

int check(const Options& options) {
    const auto today = day_of(options.today);
    if (!today) return refuse_usage(today.error());
    const auto loaded = load_handbook(options.data);
    if (!loaded) return refuse_impossible(loaded.error());
    const auto rules = guidance::read_lint_rules(loaded->blob, loaded->handbook.guide);
    if (!rules) return refuse_impossible("The rules in the guide cannot be read; `holdfast guidance check` says more.");
    guidance::LintReport report =
        guidance::lint_directory(loaded->handbook, *rules, {.today = *today, .given = {}, .language = {}});
    if (options.online) {
        if (const int code = follow_links(loaded->handbook.directory, report); code != exit_done) return code;
    }
    print(options.json ? findings_json(report) + "\n" : findings_text(report.findings));
    if (!options.json) complain("Findings: " + std::to_string(report.findings.size()) + ".");
    if (!finish_output()) return exit_impossible;
    return report.findings.empty() ? exit_done : exit_no;
}

int stale(const Options& options) {
    const auto today = day_of(options.today);
    if (!today) return refuse_usage(today.error());
    const auto loaded = load_handbook(options.data);
    if (!loaded) return refuse_impossible(loaded.error());
    bool any = false;
    for (const Review& review : reviews_of(loaded->handbook.directory)) {
        const bool is_stale = *today > review.by;
        if (*today + std::chrono::days(options.within) <= review.by) continue;
        any = any || is_stale;
        if (options.json) {
            JsonWriter json;
            json.object().key("where").value(review.where).key("name").value(review.name);
            json.key("review_by").value(guidance::to_text(review.by)).key("stale").value(is_stale);
            json.key("sure").value(to_text(review.sure)).key("check_at").value(review.check_at);
            print(json.end().take() + "\n");
        } else {
            print(guidance::to_text(review.by) + (is_stale ? "  stale  " : "  due    ") + review.where + "  " +
                  printable(review.name) + (review.check_at.empty() ? "" : "  " + printable(review.check_at)) + "\n");
        }
    }
    if (!finish_output()) return exit_impossible;
    return any ? exit_no : exit_done;
}

}  // namespace

void add_directory(Command program, int& exit_code) {
    const Command directory = program.add_command("directory", "Check the lines and services that people are sent to");
    directory.require_command();
    directory.footer("`holdfast directory check --help` and `holdfast directory stale --help` say more.");

    auto checked = std::make_shared<Options>();  // shared by parser and callback
    const Command check_command = directory.add_command("check", "Sources, numbers, days of review, texts; links");
    check_command.add_flag("--online", checked->online, "Also ask for every web page it names.");
    add_today_option(check_command, checked->today);
    check_command.add_flag("--json", checked->json, "One JSON object.");
    add_handbook_option(check_command, checked->data);
    check_command.footer(
        "Offline by itself. With --online each page is asked for once, four at a time, one at a time of each host, "
        "and\n"
        "no more of it is read than its head. No number is ever dialled.\n\n"
        "Exit codes: 0 nothing found, 1 something found, 2 wrong arguments, 4 the guide cannot be read, or there is "
        "no\n"
        "network, 130 Ctrl-C.");
    check_command.callback([checked, &exit_code] { exit_code = check(*checked); });

    auto listed = std::make_shared<Options>();  // shared by parser and callback
    const Command stale_command = directory.add_command("stale", "Entries that are due to be read again");
    stale_command.add_option("--within", listed->within, "Also those that are due within so many days.")
        .option_text("DAYS (0)")
        .in_range(0, 3660);
    add_today_option(stale_command, listed->today);
    stale_command.add_flag("--json", listed->json, "One JSON object for each entry, one a line.");
    add_handbook_option(stale_command, listed->data);
    stale_command.footer(
        "Columns: the day, stale or due, the entry, its name, where a person looks it up. The earliest first.\n\n"
        "Exit codes: 0 nothing is stale, 1 something is, 2 wrong arguments, 4 the guide cannot be read.");
    stale_command.callback([listed, &exit_code] { exit_code = stale(*listed); });
}

}  // namespace holdfast::cli
