// SPDX-License-Identifier: Apache-2.0
// What the program takes on its command line: commands, their options, and what `--help` says of each. CLI11 does the
// work. It costs every file that sees it eight seconds of compiling, so only command_line.cpp and argument_errors.cpp
// do.
//
// Command and Option are handles: copied freely, valid as long as the Program that they belong to. Variables and
// functions that they are given are used when the arguments are read, and must live until then.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace holdfast::cli {

/// An option with a value, a flag without, or an argument that is known by its place. What is not as asked here is
/// wrong use: nothing runs.
class Option {
  public:
    explicit Option(CLI::Option& option) noexcept : option_(&option) {}

    /// It may not be left out.
    Option required() const;
    /// It is one of these words.
    Option one_of(std::initializer_list<std::string_view> words) const;
    /// It is a whole number from `least` to `greatest`, both included.
    Option in_range(int least, int greatest) const;
    /// One value each time that it is given, and given as often as wished. Without this an option of a vector takes all
    /// that follows it.
    Option one_each_time() const;
    /// A value may hold several, with this between them.
    Option delimiter(char between) const;
    /// Where it is left out, this variable of the environment stands for it.
    Option environment_variable(std::string_view name) const;

    /// What the help says behind its name, in place of the type, "REQUIRED" and the rest.
    Option option_text(std::string_view text) const;
    /// What the help says in place of the type alone: TEXT, INT or UINT by itself.
    Option type_name(std::string_view name) const;

    /// Whether it was given; known in a callback.
    [[nodiscard]] bool is_given() const noexcept;

  private:
    CLI::Option* option_;
};

/// The program itself, one of its commands, or a command of a command.
class Command {
  public:
    explicit Command(CLI::App& app) noexcept : app_(&app) {}

    /// `description` is a line of the help above it, and the head of its own.
    [[nodiscard]] Command add_command(std::string_view name, std::string_view description) const;
    /// Exactly one of its commands has to be named.
    void require_command() const;
    /// All that follows its name is taken, whatever it is.
    void take_anything() const;

    /// `names` is "--title", "-o,--output", or for an argument known by its place "NAME". A value that is not given
    /// leaves the variable as it is. A vector takes one or more.
    Option add_option(std::string_view names, std::string& value, std::string_view help) const;
    Option add_option(std::string_view names, int& value, std::string_view help) const;
    Option add_option(std::string_view names, std::optional<int>& value, std::string_view help) const;
    Option add_option(std::string_view names, std::uint32_t& value, std::string_view help) const;
    Option add_option(std::string_view names, std::vector<std::string>& value, std::string_view help) const;
    /// True where it is given.
    Option add_flag(std::string_view names, bool& value, std::string_view help) const;

    /// The last paragraphs of its help, printed as they are.
    void footer(std::string_view text) const;
    /// Called once when the command is named and its arguments are right.
    void callback(std::function<void()> run) const;

  private:
    CLI::App* app_;
};

class Program {
  public:
    /// `version` is what `--version` prints.
    Program(std::string_view name, std::string_view description, std::string_view version);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] Command command() noexcept;

    enum class Outcome {
        ran,        ///< the callback of the command that was named
        explained,  ///< help or version was asked for, and went to standard output
        refused,    ///< wrong use, told on standard error
    };
    /// Reads the arguments as main() has them, and runs what they name. Once. Lets through what a callback throws.
    [[nodiscard]] Outcome run(int count, const char* const* arguments);

  private:
    std::unique_ptr<CLI::App> app_;
};

}  // namespace holdfast::cli
