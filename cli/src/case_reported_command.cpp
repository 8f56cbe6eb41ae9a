// SPDX-License-Identifier: Apache-2.0
// holdfast case reported
#include <algorithm>
#include <memory>
#include <optional>

#include "case_commands.hpp"
#include "case_known_steps.hpp"
#include "holdfast/evidence/done_list.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    TypedInto into;
    std::string when;
    std::string reply;
    evidence::Done done;
};

int put(const Options& options) {
    return type_in(
        options.into, [&options](evidence::CaseFacts& facts, const evidence::Moment& now) -> PackResult<std::string> {
            evidence::Done done = options.done;
            done.kind = evidence::DoneKind::reported;
            std::optional<evidence::Moment> when = now;
            if (auto read = read_moment("--when", options.when, when); !read)
                return std::unexpected(std::move(read.error()));
            done.at = *when;
            for (const auto reply :
                 {evidence::ReplyKind::receipt, evidence::ReplyKind::removed, evidence::ReplyKind::refused}) {
                if (to_text(reply) == options.reply) done.reply = reply;
            }
            if (evidence::merge_done(facts, {done}) == 0)
                return pack_failure(exit_usage,
                                    facts.done.size() >= evidence::most_done
                                        ? "The case has no room for more of what was done. Nothing was changed."
                                        : "That is in the case already. Nothing was changed.");
            // They stand by time.
            const auto place = std::ranges::find(facts.done, done);
            return "done/" + std::to_string(place - facts.done.begin() + 1);
        });
}

}  // namespace

void add_case_reported(Command of_case, int& exit_code) {
    const Command command =
        of_case.add_command("reported", "Note that it was reported: to whom, when, which reference");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_typed_options(command, options->into);
    command.add_option("WHOM", options->done.to, "The police, a platform, a bank, a helpline.")
        .type_name("")
        .required();
    command.add_option("--what", options->done.words, "What was reported.").option_text("TEXT");
    command.add_option("--when", options->when, "2026-11-20, 2026-11-20T18:45, about 2026-11-20; now where left out.")
        .option_text("TIME");
    command.add_option("--reference", options->done.theirs, "The reference that they gave.").option_text("TEXT");
    command.add_option("--ours", options->done.ours, "The reference that the report or letter gave.")
        .option_text("TEXT");
    command.add_option("--reply", options->reply, "receipt, removed or refused.")
        .one_of({"receipt", "removed", "refused"})
        .option_text("REPLY");
    command.footer("  holdfast case reported meadow/ \"Avon and Somerset Police\" --reference 5226/12\n\n" +
                   std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = put(*options); });
}

}  // namespace holdfast::cli
