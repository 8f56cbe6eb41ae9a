// SPDX-License-Identifier: Apache-2.0
// Police forces with the councils that they cover, and the postcode areas that they may cover.
#include <algorithm>
#include <array>
#include <utility>

#include "entry_reader.hpp"
#include "read_directory.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<std::string_view, 12> force_fields{"name",       "nation", "website",   "report_url",
                                                        "advice_url", "phone",  "emergency", "text_relay",
                                                        "text",       "areas",  "note",      "check_at"};
constexpr std::array<std::string_view, 5> force_nations{"england", "wales", "scotland", "ni", "gb"};
constexpr std::array<std::string_view, 1> postcode_fields{"check_at"};
constexpr std::size_t most_councils = 500;

// A council is a list of texts: its code, its name, and for one that is no more the code of its successor.
std::string item(const JsonArray& row, std::size_t index) {
    const auto text = row.text(index, {.least = 1, .most = 200});
    return text ? std::string(*text) : std::string();
}

std::size_t council_of(const Force& force, std::string_view code) {
    const auto found = std::ranges::find(force.councils, code, &Council::code);
    return static_cast<std::size_t>(found - force.councils.begin());
}

void read_councils(JsonObject& object, Force& force) {
    const auto areas = object.array("areas", 1, most_councils, Need::optional);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const auto row = areas.array(i, 2, 2);
        if (!row.exists()) continue;
        Council council{.code = item(row, 0), .name = {}};
        council.name.words[0] = item(row, 1);
        force.councils.push_back(std::move(council));
    }
    const auto welsh = object.array("areas_cy", 1, most_councils, Need::optional);
    for (std::size_t i = 0; i < welsh.size(); ++i) {
        const auto row = welsh.array(i, 2, 2);
        if (!row.exists()) continue;
        const std::size_t council = council_of(force, item(row, 0));
        if (council == force.councils.size())
            row.fault(0, "must be the code of a council of this force");
        else
            force.councils[council].name.words[1] = item(row, 1);
    }
    const auto past = object.array("past_areas", 1, most_councils, Need::optional);
    for (std::size_t i = 0; i < past.size(); ++i) {
        const auto row = past.array(i, 3, 3);
        if (!row.exists()) continue;
        PastCouncil council{.code = item(row, 0), .name = {}, .successor = council_of(force, item(row, 2))};
        council.name.words[0] = item(row, 1);
        if (council.successor == force.councils.size())
            row.fault(2, "must be the code of a council of this force");
        else
            force.past_councils.push_back(std::move(council));
    }
}

}  // namespace

void read_forces(JsonObject top, Directory& directory) {
    const auto forces = top.array("force", 1, most_entries);
    for (std::size_t i = 0; i < forces.size(); ++i) {
        auto object = forces.object(i);
        Force force;
        force.id = read_new_id(object, directory.forces);
        force.name = read_text(object, "name");
        if (const auto nation = object.word("nation", force_nations); nation && *nation < nation_names.size())
            force.nation = static_cast<Nation>(*nation);
        force.website = read_string(object, "website");
        force.report_url = read_string(object, "report_url");
        force.advice_url = read_string(object, "advice_url", Need::optional);
        force.phone = read_string(object, "phone");
        force.emergency = read_string(object, "emergency");
        force.text_relay = read_string(object, "text_relay", Need::optional);
        force.text = read_string(object, "text", Need::optional);
        force.note = read_text(object, "note", Need::optional);
        read_councils(object, force);
        force.also = read_list(object, "also");
        force.provenance = read_provenance(object, force_fields);
        force.areas_review_by =
            force.councils.empty() ? force.provenance.review_by : read_day(object, "areas_review_by");
        directory.forces.push_back(std::move(force));
    }
}

void read_postcodes(JsonObject top, Directory& directory) {
    auto table = top.object("postcodes");
    directory.postcodes_name = read_text(table, "name");
    directory.postcodes = read_provenance(table, postcode_fields);
    const auto areas = table.array("areas", 1, most_councils);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const auto row = areas.array(i, 2, most_items);
        if (!row.exists()) continue;
        PostcodeArea area{.letters = item(row, 0), .forces = {}};
        if (area.letters.size() > 2 || !std::ranges::all_of(area.letters, [](char c) { return c >= 'A' && c <= 'Z'; }))
            row.fault(0, "must be one or two capital letters");
        if (std::ranges::find(directory.postcode_areas, area.letters, &PostcodeArea::letters) !=
            directory.postcode_areas.end())
            row.fault(0, "is another postcode area");
        for (std::size_t n = 1; n < row.size(); ++n) {
            if (const auto force = directory.force(item(row, n)))
                area.forces.push_back(*force);
            else
                row.fault(n, "must be the id of a force");
        }
        directory.postcode_areas.push_back(std::move(area));
    }
}

}  // namespace holdfast::guidance
