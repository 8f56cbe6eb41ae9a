// SPDX-License-Identifier: Apache-2.0
// What an operator may choose, and where from: a TOML file, then the environment, then flags, the later over the
// earlier. One table (setting_table.cpp) names every key once, for all three.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/settings.hpp"
#include "http/limits.hpp"

namespace holdfast::server {

struct Endpoint {
    std::string address;  ///< numeric
    std::uint16_t port = 0;
};

/// A file that the operator signs, with its signature in FILE.minisig; both texts empty: none.
struct SignedFile {
    std::string file;
    std::string key;  ///< minisign's public key line for it
};

enum class LogFormat : std::uint8_t { json, text };

struct Settings {
    Endpoint listen{"127.0.0.1", 8080};
    std::optional<Endpoint> operations = Endpoint{"127.0.0.1", 8081};  ///< metrics and health; none with "off"
    std::string data;                                                  ///< folder of the database
    std::string page;         ///< folder of the built page; empty: beside the program if it is there
    unsigned threads = 0;     ///< for connections and lookups; 0: one a core
    unsigned workers = 8;     ///< for what waits on the store
    bool behind_tls = false;  ///< a proxy in front gives TLS
    std::vector<std::string> trusted_proxies{"127.0.0.1", "::1"};
    std::chrono::seconds drain{20};

    std::string log_level = "info";
    LogFormat log_format = LogFormat::json;
    unsigned log_sample = 100;  ///< one line for every so many requests that went well; 0: none

    SignedFile guidance;    ///< a newer edition of the guidance
    SignedFile recipients;  ///< whom a pack can be made for

    std::string receipts_origin;  ///< names the public log of seals, for ever; empty: a name made of its key

    Limits limits;
    api::ApiSettings api;
};

inline constexpr std::size_t longest_notice = 500;  ///< characters
inline constexpr std::uint32_t least_case_months = 3;

/// A sentence that names the file and line, the variable or the flag.
using SettingError = std::string;

/// One key as files ("section.key"), flags ("--section-key") and the environment ("HOLDFAST_SECTION_KEY") know it.
struct Setting {
    enum class Type : std::uint8_t { text, number, flag, list };
    std::string_view key;  ///< such as "limits.connections"; without a dot: at the top of the file
    Type type = Type::text;
    std::string_view help;
    /// Takes the value as text (a list: its parts joined by commas); gives what is wrong with it, or an empty text.
    std::string (*set)(Settings&, std::string_view value) = nullptr;
    /// The value as text.
    std::string (*get)(const Settings&) = nullptr;
};
[[nodiscard]] std::span<const Setting> setting_table() noexcept;

/// Reads TOML text; `name` is what errors call it. Unknown keys are refused with their line.
[[nodiscard]] std::expected<void, SettingError> apply_file(Settings& settings, std::string_view toml,
                                                           const std::string& name);

/// `variables` as "NAME=value". Gives the names that begin with HOLDFAST_ and that nothing in Holdfast reads, for a
/// warning.
[[nodiscard]] std::expected<std::vector<std::string>, SettingError> apply_environment(
    Settings& settings, std::span<const std::string> variables);

/// "--key value", "--key=value", and "--flag" alone for those that are true or false.
[[nodiscard]] std::expected<void, SettingError> apply_flags(Settings& settings, std::span<const std::string> arguments);

/// The name of a key as a flag or as a variable.
[[nodiscard]] std::string flag_name(std::string_view key);
[[nodiscard]] std::string variable_name(std::string_view key);

/// The settings that have an effect on each other: gives what is wrong, or an empty text.
[[nodiscard]] std::string check(const Settings& settings);

}  // namespace holdfast::server
