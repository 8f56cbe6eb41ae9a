// SPDX-License-Identifier: Apache-2.0
#include "command_line.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "argument_errors.hpp"

namespace holdfast::cli {
namespace {

template <typename Value>
Option added(CLI::App& app, std::string_view names, Value& value, std::string_view help) {
    return Option(*app.add_option(std::string(names), value, std::string(help)));
}

}  // namespace

Option Option::required() const {
    option_->required();
    return *this;
}

Option Option::one_of(std::initializer_list<std::string_view> words) const {
    option_->check(CLI::IsMember(std::vector<std::string>(words.begin(), words.end())));
    return *this;
}

Option Option::in_range(int least, int greatest) const {
    option_->check(CLI::Range(least, greatest));
    return *this;
}

Option Option::one_each_time() const {
    option_->allow_extra_args(false);
    return *this;
}

Option Option::delimiter(char between) const {
    option_->delimiter(between);
    return *this;
}

Option Option::environment_variable(std::string_view name) const {
    option_->envname(std::string(name));
    return *this;
}

Option Option::option_text(std::string_view text) const {
    option_->option_text(std::string(text));
    return *this;
}

Option Option::type_name(std::string_view name) const {
    option_->type_name(std::string(name));
    return *this;
}

bool Option::is_given() const noexcept {
    return option_->count() > 0;
}

Command Command::add_command(std::string_view name, std::string_view description) const {
    return Command(*app_->add_subcommand(std::string(name), std::string(description)));
}

void Command::require_command() const {
    app_->require_subcommand(1);
}

void Command::take_anything() const {
    app_->prefix_command();
}

Option Command::add_option(std::string_view names, std::string& value, std::string_view help) const {
    return added(*app_, names, value, help);
}

Option Command::add_option(std::string_view names, int& value, std::string_view help) const {
    return added(*app_, names, value, help);
}

Option Command::add_option(std::string_view names, std::optional<int>& value, std::string_view help) const {
    return added(*app_, names, value, help);
}

Option Command::add_option(std::string_view names, std::uint32_t& value, std::string_view help) const {
    return added(*app_, names, value, help);
}

Option Command::add_option(std::string_view names, std::vector<std::string>& value, std::string_view help) const {
    return added(*app_, names, value, help);
}

Option Command::add_flag(std::string_view names, bool& value, std::string_view help) const {
    return Option(*app_->add_flag(std::string(names), value, std::string(help)));
}

void Command::footer(std::string_view text) const {
    app_->footer(std::string(text));
}

void Command::callback(std::function<void()> run) const {
    app_->callback(std::move(run));
}

Program::Program(std::string_view name, std::string_view description, std::string_view version)
    : app_(std::make_unique<CLI::App>(std::string(description), std::string(name))) {
    app_->set_version_flag("--version", std::string(version));
    app_->failure_message(wrong_use);
}

Program::~Program() = default;

Command Program::command() noexcept {
    return Command(*app_);
}

Program::Outcome Program::run(int count, const char* const* arguments) {
    try {
        app_->parse(count, arguments);
        return Outcome::ran;
    } catch (const CLI::ParseError& error) {
        // Help and version are "errors" with code 0 that print what was asked for.
        return app_->exit(error) == 0 ? Outcome::explained : Outcome::refused;
    }
}

}  // namespace holdfast::cli
