// SPDX-License-Identifier: Apache-2.0
#include "argument_errors.hpp"

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

/// The command that the arguments led to, and its full name.
struct Reached {
    const CLI::App* command = nullptr;
    std::string name;
};

Reached reached(const CLI::App& program) {
    Reached out{.command = &program, .name = program.get_name()};
    for (auto below = program.get_subcommands(); !below.empty(); below = out.command->get_subcommands()) {
        out.command = below.front();
        out.name += " " + out.command->get_name();
    }
    return out;
}

std::string commands_of(const CLI::App& app) {
    std::string names;
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.append(names.empty() ? "" : " ").append(each->get_name());
    }
    return names;
}

/// What stands between `before` and `after` in `text`; nothing when they do not.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
    const auto from = text.find(before);
    if (from == std::string_view::npos) return {};
    text.remove_prefix(from + before.size());
    const auto upto = after.empty() ? text.size() : text.find(after);
    return upto == std::string_view::npos ? std::string_view{} : text.substr(0, upto);
}

std::string spaced(std::string_view list) {
    std::string out;
    for (const char c : list) out.append(c == ',' ? ", " : std::string(1, c));
    return out;
}

std::string not_expected(const CLI::App& program) {
    std::string options;
    for (const std::string& each : program.remaining(true)) {
        if (!each.starts_with('-') || each.size() < 2) continue;
        options.append(options.empty() ? "" : ", ").append(each.substr(0, each.find('=')));
    }
    return options.empty() ? "There are more arguments than this takes." : "This takes no " + options + ".";
}

std::string sentence(const CLI::App& program, const Reached& at, const CLI::Error& error) {
    const std::string said = error.what();
    const std::string name = said.substr(0, said.find(':'));  // of the option, where one is named
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return not_expected(program);
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        if (at.command->get_require_subcommand_min() > 0 && at.command->get_subcommands().empty()) {
            const std::vector<std::string> rest = at.command->remaining();
            return (rest.empty() ? "A command is missing." : "\"" + printable(rest.front()) + "\" is no command.") +
                   " There are: " + commands_of(*at.command) + ".";
        }
        if (said == "--data is required") {
            return "The folder of the service's database is missing: give --data DIR, or set HOLDFAST_DATA.";
        }
        return said.substr(0, said.find(' ')) + " is missing.";
    }
    if (const auto words = between(said, "not in {", "}"); !words.empty()) {
        return name + " is one of " + spaced(words) + ".";
    }
    if (const auto range = between(said, "not in range ", ""); !range.empty()) {
        return name + " is a whole number from " + std::string(range) + ".";
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        return said.find("received") != std::string::npos && said.find("At Most") != std::string::npos
                   ? name + " is given more than once."
                   : name + " needs a value.";
    }
    return name.starts_with('-') ? name + " cannot be used like this." : "The arguments cannot be used like this.";
}

}  // namespace

std::string wrong_use(const CLI::App* program, const CLI::Error& error) {
    const Reached at = reached(*program);
    return at.name + ": " + sentence(*program, at, error) + "\n`" + at.name + " --help` says more.\n";
}

}  // namespace holdfast::cli
