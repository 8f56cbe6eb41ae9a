// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/handbook.hpp"

#include <algorithm>
#include <utility>

#include "entry_reader.hpp"
#include "read_directory.hpp"
#include "read_guide.hpp"
#include "read_messages.hpp"
#include "read_notices.hpp"

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

void check_steps(JsonObject& top, const Directory& directory, const NoticeBook& notices) {
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
        check_names(
            step, "notices", [&](auto id) { return notices.rule(id).has_value(); }, "must be the id of a notice");
    }
}

void check_service(JsonObject object, const Directory& directory) {
    const auto id = object.text("service", {}, Need::optional);
    if (id && !directory.service(*id)) object.fault("service", "must be the id of a service");
}

// What notices name of the directory.
void check_notices(JsonObject& top, const Directory& directory) {
    const auto is_service = [&](auto id) { return directory.service(id).has_value(); };
    const auto is_platform = [&](auto id) { return directory.platform(id).has_value(); };
    const auto is_country = [&](auto id) { return directory.country(id).has_value(); };
    const auto notices = top.array("notice", 1, most_entries);
    for (std::size_t i = 0; i < notices.size(); ++i) {
        auto notice = notices.object(i);
        check_service(notice, directory);
        check_names(notice, "countries", is_country, "must be the id of a country");
        check_names(notice, "platforms", is_platform, "must be the id of a platform");
        const auto next = notice.array("next", 0, most_items, Need::optional);
        for (std::size_t n = 0; n < next.size(); ++n) {
            auto one = next.object(n);
            check_service(one, directory);
            check_names(one, "countries", is_country, "must be the id of a country");
        }
    }
    const auto warnings = top.array("notice_warning", 1, most_entries);
    for (std::size_t i = 0; i < warnings.size(); ++i) {
        auto warning = warnings.object(i);
        check_names(warning, "services", is_service, "must be the id of a service");
    }
}

Edition read_edition(JsonObject& top) {
    Edition edition;
    auto object = top.object("edition");
    edition.number = static_cast<std::uint32_t>(object.integer("number", 1, 1'000'000'000).value_or(0));
    edition.day = read_day(object, "day");
    return edition;
}

}  // namespace

std::expected<Handbook, GuideFault> read_handbook(std::string_view blob) {
    JsonDocument document;
    if (const auto parsed = document.parse(blob, blob_limits); !parsed)
        return std::unexpected(GuideFault{parsed.error(), {}});
    GuideFault fault;
    Handbook handbook;
    JsonObject top = document.object(fault.faults);
    handbook.edition = read_edition(top);
    read_guide(top, handbook.guide);
    read_directory(top, handbook.directory);
    read_notices(top, handbook.notices);
    read_messages(top, handbook.guide, handbook.messages);
    check_steps(top, handbook.directory, handbook.notices);
    check_notices(top, handbook.directory);
    for (const FormNeed& need : handbook.directory.form_needs)
        if (handbook.notices.form_block(need.id) == nullptr)
            top.fault("notice_block", "must have one that fills in what forms ask for: form-" + need.id);
    if (!fault.faults.empty()) return std::unexpected(std::move(fault));
    return handbook;
}

}  // namespace holdfast::guidance
