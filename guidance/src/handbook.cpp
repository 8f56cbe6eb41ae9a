// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/handbook.hpp"

#include <algorithm>
#include <utility>

#include "entry_reader.hpp"
#include "read_directory.hpp"
#include "read_guide.hpp"

namespace holdfast::guidance {
namespace {

// Names of the directory in one list of a step.
template <class Known>
void check_names(JsonObject& step, std::string_view list, Known known, const char* expected) {
    const auto names = step.array(list, 0, most_items, Need::optional);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto name = names.text(i);
        if (name && !known(*name)) names.fault(i, expected);
    }
}

void check_steps(JsonObject& top, const Directory& directory) {
    const auto steps = top.array("step", 1, most_entries);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto step = steps.object(i);
        check_names(step, "lines", [&](auto id) { return directory.line(id).has_value(); }, "must be the id of a line");
        check_names(
            step, "services", [&](auto id) { return directory.service(id).has_value(); },
            "must be the id of a service");
        check_names(
            step, "platform_shows",
            [&](auto name) { return name == "report" || std::ranges::find(topic_names, name) != topic_names.end(); },
            "must be a part of a platform's entry");
    }
}

}  // namespace

std::expected<Handbook, GuideFault> read_handbook(std::string_view blob) {
    JsonDocument document;
    if (const auto parsed = document.parse(blob, blob_limits); !parsed)
        return std::unexpected(GuideFault{parsed.error(), {}});
    GuideFault fault;
    Handbook handbook;
    JsonObject top = document.object(fault.faults);
    read_guide(top, handbook.guide);
    read_directory(top, handbook.directory);
    check_steps(top, handbook.directory);
    if (!fault.faults.empty()) return std::unexpected(std::move(fault));
    return handbook;
}

}  // namespace holdfast::guidance
