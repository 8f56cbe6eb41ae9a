// SPDX-License-Identifier: Apache-2.0
// holdfast case note
#include <memory>

#include "case_commands.hpp"
#include "case_known_steps.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    TypedInto into;
    std::string when;
    std::string text;
};

int put(const Options& options) {
    return type_in(options.into,
                   [&options](evidence::CaseFacts& facts, const evidence::Moment& now) -> PackResult<std::string> {
                       std::optional<evidence::Moment> when = now;
                       if (auto read = read_moment("--when", options.when, when); !read)
                           return std::unexpected(std::move(read.error()));
                       facts.notes.push_back({.at = *when, .text = options.text});
                       return "note/" + std::to_string(facts.notes.size());
                   });
}

}  // namespace

void add_case_note(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("note", "Write something down");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_typed_options(command, options->into);
    command.add_option("TEXT", options->text, "What happened, in the person's own words; up to 20,000 bytes.")
        .type_name("")
        .required();
    command.add_option("--when", options->when, "When it happened; now where left out.").option_text("TIME");
    command.footer(
        "  holdfast case note meadow/ \"They sent the second threat while I was at work.\" --when "
        "2026-11-20T18:45\n\n" +
        std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = put(*options); });
}

}  // namespace holdfast::cli
