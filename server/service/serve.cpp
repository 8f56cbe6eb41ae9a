// SPDX-License-Identifier: Apache-2.0
#include "holdfast/server/serve.hpp"

#include <pthread.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <system_error>

#include "config/settings.hpp"
#include "holdfast/core/hex.hpp"
#include "service/log_writer.hpp"
#include "service/node.hpp"

namespace holdfast::server {
namespace {

constexpr std::string_view config_variable = "HOLDFAST_CONFIG";

void print(std::FILE* stream, const std::string& text) {
    std::fputs(text.c_str(), stream);
    std::fflush(stream);
}

int refuse(ServeExit code, const std::string& sentence) {
    print(stderr, "holdfast serve: " + sentence + "\n");
    return code;
}

/// A setting's value as TOML.
std::string toml_value(const Setting& setting, const std::string& value) {
    const auto quoted = [](std::string_view text) {
        std::string out = "\"";
        for (const char c : text) {
            const std::array byte{static_cast<std::byte>(c)};
            if (byte[0] < std::byte{0x20} || byte[0] == std::byte{0x7f}) {
                out.append("\\u00").append(to_hex(byte));
                continue;
            }
            if (c == '"' || c == '\\') out.push_back('\\');
            out.push_back(c);
        }
        return out + "\"";
    };
    if (setting.type == Setting::Type::text) return quoted(value);
    if (setting.type != Setting::Type::list) return value;
    std::string out = "[";
    for (std::size_t at = 0; at < value.size();) {
        const auto end = std::min(value.find(',', at), value.size());
        out.append(at == 0 ? "" : ", ").append(quoted(std::string_view(value).substr(at, end - at)));
        at = end + 1;
    }
    return out + "]";
}

/// What stands behind a flag.
std::string_view value_word(Setting::Type type) noexcept {
    switch (type) {
        case Setting::Type::text:
            return " TEXT";
        case Setting::Type::number:
            return " N";
        case Setting::Type::list:
            return " TEXT,TEXT";
        case Setting::Type::flag:
            break;
    }
    return "";
}

std::string help_text() {
    std::string out =
        "usage: holdfast serve --data DIR [--config FILE] [SETTING...]\n\n"
        "Runs the service: the page, the HTTP API, and metrics on a listener of their own. Stops on SIGTERM or "
        "SIGINT,\n"
        "after running requests have finished. Settings come from the file, then the environment, then these flags:\n\n"
        "  --config FILE\n      settings in TOML, see docs/holdfast.example.toml (or HOLDFAST_CONFIG)\n"
        "  --show-settings\n      print what is in force, as TOML, and stop\n";
    const Settings defaults;
    for (const Setting& each : setting_table()) {
        const std::string value = each.get(defaults);
        out.append("  ").append(flag_name(each.key)).append(value_word(each.type)).append("\n      ").append(each.help);
        if (!value.empty()) out.append(" (").append(value).append(")");
        out.append("\n");
    }
    out.append("\nExit codes: 0 stopped when told to, 1 could not start, 2 wrong settings.\n");
    return out;
}

std::string settings_text(const Settings& settings) {
    std::string out;
    std::string_view section;
    for (const Setting& each : setting_table()) {
        const auto dot = each.key.find('.');
        const auto of = dot == std::string_view::npos ? std::string_view{} : each.key.substr(0, dot);
        if (of != section) out.append("\n[").append(of).append("]\n");
        section = of;
        out.append(each.key.substr(dot == std::string_view::npos ? 0 : dot + 1));
        out.append(" = ").append(toml_value(each, each.get(settings))).append("\n");
    }
    return out;
}

std::vector<std::string> environment_variables() {
    std::vector<std::string> out;
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) out.emplace_back(*each);
    return out;
}

struct Arguments {
    std::optional<std::string> config;
    bool help = false;
    bool show = false;
    std::vector<std::string> flags;
};

std::expected<Arguments, std::string> split(std::span<const std::string> arguments) {
    Arguments out;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& each = arguments[i];
        if (each == "--help" || each == "-h") {
            out.help = true;
        } else if (each == "--show-settings") {
            out.show = true;
        } else if (each.starts_with("--config=")) {
            out.config = each.substr(9);
        } else if (each == "--config") {
            if (++i == arguments.size()) return std::unexpected("--config needs a value.");
            out.config = arguments[i];
        } else {
            out.flags.push_back(each);
        }
    }
    return out;
}

struct Loaded {
    Settings settings;
    std::vector<std::string> unknown_variables;
};

/// The settings file, or why it cannot be read.
std::expected<std::string, std::string> read_text(const std::string& path) {
    std::string text;
    errno = 0;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
    std::array<char, 4096> piece{};
    while (file && std::feof(file.get()) == 0 && std::ferror(file.get()) == 0) {
        text.append(piece.data(), std::fread(piece.data(), 1, piece.size(), file.get()));
    }
    if (file && std::ferror(file.get()) == 0) return text;
    return std::unexpected("The settings file " + path + " cannot be read: " + std::generic_category().message(errno) +
                           ".");
}

std::expected<Loaded, std::string> load_settings(const Arguments& arguments) {
    Loaded out;
    std::vector<std::string> variables = environment_variables();
    std::optional<std::string> config = arguments.config;
    const std::string prefix = std::string(config_variable) + "=";
    for (const std::string& each : variables) {
        if (!config && each.starts_with(prefix)) config = each.substr(prefix.size());
    }
    std::erase_if(variables, [&](const std::string& each) { return each.starts_with(prefix); });
    if (config) {
        const auto text = read_text(*config);
        if (!text) return std::unexpected(text.error());
        if (auto applied = apply_file(out.settings, *text, *config); !applied) return std::unexpected(applied.error());
    }
    auto unknown = apply_environment(out.settings, variables);
    if (!unknown) return std::unexpected(unknown.error());
    out.unknown_variables = std::move(*unknown);
    if (auto applied = apply_flags(out.settings, arguments.flags); !applied) return std::unexpected(applied.error());
    return out;
}

std::string url(const Endpoint& endpoint, std::uint16_t port) {
    const bool v6 = endpoint.address.find(':') != std::string::npos;
    return "http://" + (v6 ? "[" + endpoint.address + "]" : endpoint.address) + ":" + std::to_string(port);
}

/// The signals that stop the service, blocked in every thread that is started from here on.
sigset_t block_stop_signals() noexcept {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

int run(const Loaded& loaded, const MakeTimeStamper& make_time_stamper) {
    const sigset_t signals = block_stop_signals();
    const auto log = make_log(loaded.settings.log_level, loaded.settings.log_format);
    for (const std::string& name : loaded.unknown_variables) {
        log->write(LogLevel::warning, "settings.unknown_variable", {{"name", name}});
    }
    // Before there are threads, a database or listeners that it could have anything of.
    std::unique_ptr<TimeStamper> stamper;
    if (const std::string& authority = loaded.settings.api.time_stamp_authority; !authority.empty()) {
        if (!make_time_stamper) return refuse(serve_bad_settings, "This program asks no authority for time stamps.");
        auto made = make_time_stamper(authority);
        if (!made) return refuse(serve_cannot_start, made.error());
        stamper = std::move(*made);
    }
    auto node = Node::start(loaded.settings, *log, stamper.get());
    if (!node) return refuse(serve_cannot_start, node.error());
    print(stdout, "Holdfast listens on " + url(loaded.settings.listen, (*node)->port()) +
                      ((*node)->has_page() ? "\n" : " (the API alone: no page)\n"));
    log->write(LogLevel::info, "service.started", {{"version", HOLDFAST_VERSION}});

    int received = 0;
    while (sigwait(&signals, &received) != 0) {
    }
    // From here on a second signal has its default effect and ends the process at once.
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    log->write(LogLevel::info, "service.draining", {});
    const bool clean = (*node)->drain();
    log->write(LogLevel::info, "service.stopped", {{"cut_requests", clean ? "no" : "yes"}});
    return serve_done;
}

}  // namespace

int serve(std::span<const std::string> arguments, const MakeTimeStamper& make_time_stamper) {
    const auto given = split(arguments);
    if (!given) return refuse(serve_bad_settings, given.error());
    if (given->help) {
        print(stdout, help_text());
        return serve_done;
    }
    const auto loaded = load_settings(*given);
    if (!loaded) return refuse(serve_bad_settings, loaded.error());
    if (given->show) {
        print(stdout, settings_text(loaded->settings));
        return serve_done;
    }
    if (const std::string wrong = check(loaded->settings); !wrong.empty()) return refuse(serve_bad_settings, wrong);
    if (sodium_init() < 0) return refuse(serve_cannot_start, "The system gives no random numbers.");
    return run(*loaded, make_time_stamper);
}

}  // namespace holdfast::server
