// SPDX-License-Identifier: Apache-2.0
// holdfast case link
#include <memory>

#include "case_commands.hpp"
#include "case_known_steps.hpp"
#include "pack_arguments.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    TypedInto into;
    evidence::Link link;
    std::string first_seen;
    std::string last_seen;
};

int put(Options options) {
    return type_in(options.into,
                   [&options](evidence::CaseFacts& facts, const evidence::Moment&) -> PackResult<std::string> {
                       if (auto read = read_moment("--first-seen", options.first_seen, options.link.first_seen); !read)
                           return std::unexpected(std::move(read.error()));
                       if (auto read = read_moment("--last-seen", options.last_seen, options.link.last_seen); !read)
                           return std::unexpected(std::move(read.error()));
                       facts.links.push_back(options.link);
                       return "link/" + std::to_string(facts.links.size());
                   });
}

}  // namespace

void add_case_link(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("link", "Note an address where something is or was to be seen");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_typed_options(command, options->into);
    command.add_option("URL", options->link.url, "http:// or https://; whole, as the browser shows it.")
        .type_name("")
        .required();
    command.add_option("--account", options->link.account, "Whose page it is.").option_text("TEXT");
    command.add_option("--on-page", options->link.place, "Where on the page: third post, profile picture.")
        .option_text("TEXT");
    command.add_option("--first-seen", options->first_seen, "2026-11-20, 2026-11-20T18:45, about 2026-11-20.")
        .option_text("TIME");
    command.add_option("--last-seen", options->last_seen, "Likewise.").option_text("TIME");
    command.add_option("--note", options->link.note, "Anything else.").option_text("TEXT");
    command.footer(
        "Nothing is fetched from the address.\n\n"
        "  holdfast case link meadow/ https://example.org/p/123 --account lantern_7 --first-seen 2026-11-20\n\n" +
        std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = put(*options); });
}

}  // namespace holdfast::cli
