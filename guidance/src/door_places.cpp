// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "door_entries.hpp"
#include "door_request.hpp"
#include "holdfast/guidance/place.hpp"

namespace holdfast::guidance {
namespace {

void write_exact(JsonWriter& to, const Directory& directory, const ExactPlace& place, const Reader& reader) {
    const Force& force = directory.forces[place.force];
    const Council& council = force.councils[place.council];
    to.object().key("force").value(force.id).key("council").value(council.code);
    write_text(to, "name", council.name, reader.language);
    if (place.past) {
        const PastCouncil& past = force.past_councils[*place.past];
        to.key("past").object().key("council").value(past.code);
        write_text(to, "name", past.name, reader.language);
        to.end();
    }
    to.key("stale").value(reader.today > force.areas_review_by);
    to.key("police");
    write_force(to, force, reader);
    to.end();
}

}  // namespace

void ask_places(const Handbook& handbook, Request& request, JsonWriter& to) {
    constexpr std::array<std::string_view, 1> own{"text"};
    request.only(own);
    request.needs_today();
    const auto text = request.object.text("text", {.most = longest_place, .controls = true});
    if (!request.faults.empty() || !text) return;
    const Directory& directory = handbook.directory;
    const PlaceMatch match = find_place(directory, *text);
    to.key("why").value(to_text(match.why));
    to.key("exact").array();
    if (match.exact) write_exact(to, directory, *match.exact, request.reader);
    to.end();
    to.key("candidates").array();
    for (const auto& candidate : match.candidates)
        write_force(to, directory.forces[candidate.force], request.reader, candidate.councils);
    to.end();
    if (match.why == PlaceWhy::postcode) {
        to.key("postcodes").object();
        write_checked(to, directory.postcodes, request.reader);
        write_sources(to, "sources", directory.postcodes.sources);
        to.end();
    }
    to.key("always").array();
    for (const auto id : lines_for_any_place)
        if (const auto line = directory.line(id)) write_line(to, directory.lines[*line], request.reader);
    to.end();
}

}  // namespace holdfast::guidance
