// SPDX-License-Identifier: Apache-2.0
#include "read_directory.hpp"

#include <algorithm>
#include <array>

#include "entry_reader.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<std::string_view, 4> country_fields{"emergency", "police", "law", "check_at"};

// Lines and services name countries, and countries name lines and services: these names are looked up last.
void check_countries(JsonObject& top, std::string_view table, const Directory& directory) {
    const auto entries = top.array(table, 1, most_entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto names = entries.object(i).array("countries", 1, most_items);
        for (std::size_t n = 0; n < names.size(); ++n) {
            const auto name = names.text(n);
            if (name && *name != "*" && !directory.country(*name)) names.fault(n, "must be the id of a country, or *");
        }
    }
}

}  // namespace

void read_countries(JsonObject top, Directory& directory) {
    const auto countries = top.array("country", 1, most_entries);
    for (std::size_t i = 0; i < countries.size(); ++i) {
        auto object = countries.object(i);
        Country country;
        country.id = read_new_id(object, directory.countries);
        country.name = read_text(object, "name");
        country.emergency = read_string(object, "emergency");
        country.police = read_text(object, "police");
        country.law = read_text(object, "law", Need::optional);
        country.crisis = read_references(object, "crisis", directory.lines, "must be the id of a line");
        country.services = read_references(object, "services", directory.services, "must be the id of a service");
        country.provenance = read_provenance(object, country_fields);
        if (country.crisis.empty()) object.fault("crisis", "must name at least one line");
        directory.countries.push_back(std::move(country));
    }
    if (!directory.country(home_country)) top.fault("country", "must have the entry GB");
}

void read_directory(JsonObject top, Directory& directory) {
    read_lines(top, directory);
    read_services(top, directory);
    read_forces(top, directory);
    read_postcodes(top, directory);
    read_countries(top, directory);
    read_platforms(top, directory);
    check_countries(top, "line", directory);
    check_countries(top, "service", directory);
    for (const auto id : lines_for_any_place)
        if (!directory.line(id)) top.fault("line", "must have the entries uk-999 and uk-101");
}

bool Reach::everywhere() const noexcept {
    return std::ranges::find(countries, "*") != countries.end();
}

bool Reach::names(std::string_view country) const noexcept {
    return std::ranges::find(countries, country) != countries.end();
}

std::optional<std::size_t> Directory::line(std::string_view id) const noexcept {
    return index_of(lines, id);
}

std::optional<std::size_t> Directory::service(std::string_view id) const noexcept {
    return index_of(services, id);
}

std::optional<std::size_t> Directory::force(std::string_view id) const noexcept {
    return index_of(forces, id);
}

std::optional<std::size_t> Directory::country(std::string_view id) const noexcept {
    return index_of(countries, id);
}

std::optional<std::size_t> Directory::platform(std::string_view id) const noexcept {
    return index_of(platforms, id);
}

}  // namespace holdfast::guidance
