// SPDX-License-Identifier: Apache-2.0
#include "config/settings.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>

namespace holdfast::server {
namespace {

constexpr std::string_view variable_prefix = "HOLDFAST_";
// Read by other commands (docs/commands/README.md), and of no meaning to a service.
constexpr std::array<std::string_view, 2> other_variables{"HOLDFAST_KERNEL", "HOLDFAST_KEY"};

const Setting* find_setting(std::string_view key) noexcept {
    const auto table = setting_table();
    const auto found = std::ranges::find(table, key, &Setting::key);
    return found == table.end() ? nullptr : &*found;
}

/// The keys of a section, or of the top for "", to help after a mistake.
std::string known_keys(std::string_view section) {
    std::string out;
    for (const Setting& each : setting_table()) {
        const auto dot = each.key.find('.');
        const auto of = dot == std::string_view::npos ? std::string_view{} : each.key.substr(0, dot);
        if (of != section) continue;
        const auto name = dot == std::string_view::npos ? each.key : each.key.substr(dot + 1);
        out.append(out.empty() ? "" : ", ").append(name);
    }
    return out;
}

/// What is wrong with a value, behind the place that it was given in.
SettingError refused(std::string place, std::string_view wrong) {
    return place.append(": ").append(wrong);
}

bool is_section(std::string_view name) noexcept {
    return std::ranges::any_of(setting_table(), [&](const Setting& each) {
        return each.key.size() > name.size() && each.key.starts_with(name) && each.key[name.size()] == '.';
    });
}

/// A TOML value as the text that a setting of this type takes.
std::expected<std::string, std::string_view> value_text(const toml::node& node, Setting::Type type) {
    switch (type) {
        case Setting::Type::text:
            if (const auto* value = node.as_string()) return value->get();
            return std::unexpected("a text in quotes");
        case Setting::Type::number:
            if (const auto* value = node.as_integer()) return std::to_string(value->get());
            return std::unexpected("a whole number");
        case Setting::Type::flag:
            if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
            return std::unexpected("true or false");
        case Setting::Type::list:
            break;
    }
    const auto* list = node.as_array();
    if (list == nullptr) return std::unexpected("a list of texts");
    std::string out;
    for (const toml::node& each : *list) {
        const auto* value = each.as_string();
        if (value == nullptr || value->get().contains(',')) return std::unexpected("a list of texts");
        out.append(out.empty() ? "" : ",").append(value->get());
    }
    return out;
}

std::expected<void, SettingError> apply_table(Settings& settings, const toml::table& table, const std::string& section,
                                              const std::string& name) {
    for (const auto& [key_node, node] : table) {
        const std::string key =
            section.empty() ? std::string(key_node.str()) : section + "." + std::string(key_node.str());
        const std::string where = name + ":" + std::to_string(key_node.source().begin.line) + ": ";
        if (const auto* inner = node.as_table(); inner != nullptr && section.empty() && is_section(key)) {
            if (auto applied = apply_table(settings, *inner, key, name); !applied) return applied;
            continue;
        }
        const Setting* setting = find_setting(key);
        if (setting == nullptr) {
            std::string sentence = where;
            sentence.append("unknown key \"").append(key).append("\". Known here: ").append(known_keys(section));
            return std::unexpected(sentence.append("."));
        }
        const auto value = value_text(node, setting->type);
        if (!value) return std::unexpected(where + key + " takes " + std::string(value.error()) + ".");
        if (std::string wrong = setting->set(settings, *value); !wrong.empty()) {
            return std::unexpected(refused(where + key, wrong));
        }
    }
    return {};
}

}  // namespace

std::string flag_name(std::string_view key) {
    std::string out = "--" + std::string(key);
    std::ranges::replace(out, '.', '-');
    std::ranges::replace(out, '_', '-');
    return out;
}

std::string variable_name(std::string_view key) {
    std::string out(variable_prefix);
    for (const char c : key)
        out.push_back(c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    return out;
}

std::expected<void, SettingError> apply_file(Settings& settings, std::string_view toml, const std::string& name) {
    try {
        return apply_table(settings, toml::parse(toml), "", name);
    } catch (const toml::parse_error& error) {
        return std::unexpected(name + ":" + std::to_string(error.source().begin.line) + ": " +
                               std::string(error.description()));
    }
}

std::expected<std::vector<std::string>, SettingError> apply_environment(Settings& settings,
                                                                        std::span<const std::string> variables) {
    std::vector<std::string> unknown;
    for (const std::string& variable : variables) {
        if (!variable.starts_with(variable_prefix)) continue;
        const auto equals = std::min(variable.find('='), variable.size());
        const std::string name = variable.substr(0, equals);
        const auto table = setting_table();
        const auto found =
            std::ranges::find_if(table, [&](const Setting& each) { return variable_name(each.key) == name; });
        if (found == table.end()) {
            if (std::ranges::find(other_variables, name) == other_variables.end()) unknown.push_back(name);
            continue;
        }
        const std::string_view value = std::string_view(variable).substr(std::min(equals + 1, variable.size()));
        if (std::string wrong = found->set(settings, value); !wrong.empty())
            return std::unexpected(refused(name, wrong));
    }
    return unknown;
}

std::expected<void, SettingError> apply_flags(Settings& settings, std::span<const std::string> arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        const auto equals = std::min(argument.find('='), argument.size());
        const std::string name = argument.substr(0, equals);
        const auto table = setting_table();
        const auto found =
            std::ranges::find_if(table, [&](const Setting& each) { return flag_name(each.key) == name; });
        if (found == table.end()) return std::unexpected("Unknown argument \"" + argument + "\". See serve --help.");
        std::string value;
        if (equals < argument.size()) {
            value = argument.substr(equals + 1);
        } else if (found->type == Setting::Type::flag) {
            value = "true";
        } else if (i + 1 < arguments.size()) {
            value = arguments[++i];
        } else {
            return std::unexpected(name + " needs a value.");
        }
        if (std::string wrong = found->set(settings, value); !wrong.empty())
            return std::unexpected(refused(name, wrong));
    }
    return {};
}

}  // namespace holdfast::server
