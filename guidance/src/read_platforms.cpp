// SPDX-License-Identifier: Apache-2.0
// Platforms: each part of an entry was read somewhere else, and so has its own provenance.
#include <array>
#include <utility>

#include "entry_reader.hpp"
#include "read_directory.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<std::string_view, 5> platform_fields{"name", "kinds", "home", "help", "check_at"};
constexpr std::array<std::string_view, 6> report_fields{"url", "mail", "path", "needs", "account_needed", "check_at"};
constexpr std::array<std::string_view, 6> part_fields{"text",        "url",     "consequence", "erased_after_days",
                                                      "tells_other", "check_at"};

void read_form_needs(JsonObject& top, Directory& directory) {
    const auto needs = top.array("form_need", 1, most_items);
    for (std::size_t i = 0; i < needs.size(); ++i) {
        auto one = needs.object(i);
        FormNeed need;
        need.id = read_new_id(one, directory.form_needs);
        need.text = read_text(one, "text");
        directory.form_needs.push_back(std::move(need));
    }
}

void read_reports(JsonObject& object, const Directory& directory, Platform& platform) {
    const auto reports = object.array("report", 1, most_items);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        auto one = reports.object(i);
        PlatformReport report;
        if (const auto purpose = one.word("for", report_names)) report.purpose = static_cast<ReportFor>(*purpose);
        report.url = read_string(one, "url", Need::optional);
        report.mail = read_string(one, "mail", Need::optional);
        report.path = read_text(one, "path", Need::optional);
        for (const auto need :
             read_references(one, "needs", directory.form_needs, "must be the id of a point that forms ask for"))
            report.needs.push_back(directory.form_needs[need]);
        report.account_needed = one.boolean("account_needed", Need::optional);
        report.provenance = read_provenance(one, report_fields, platform.provenance.review_by);
        platform.reports.push_back(std::move(report));
    }
}

void read_parts(JsonObject& object, Platform& platform) {
    for (std::size_t topic = 0; topic < platform_topics; ++topic) {
        auto one = object.object(topic_names[topic], Need::optional);
        if (!one.exists()) continue;
        PlatformPart part;
        part.text = read_text(one, "text");
        part.url = read_string(one, "url", Need::optional);
        part.consequence = read_text(one, "consequence", Need::optional);
        if (const auto days = one.integer("erased_after_days", 0, 3'650, Need::optional))
            part.erased_after_days = static_cast<int>(*days);
        part.tells_other = one.boolean("tells_other", Need::optional);
        part.provenance = read_provenance(one, part_fields, platform.provenance.review_by);
        platform.parts[topic] = std::move(part);
    }
}

}  // namespace

void read_platforms(JsonObject top, Directory& directory) {
    read_form_needs(top, directory);
    const auto platforms = top.array("platform", 1, most_entries);
    for (std::size_t i = 0; i < platforms.size(); ++i) {
        auto object = platforms.object(i);
        Platform platform;
        platform.id = read_new_id(object, directory.platforms);
        platform.name = read_string(object, "name");
        platform.kinds = read_list(object, "kinds");
        platform.home = read_string(object, "home");
        platform.help = read_string(object, "help");
        if (object.has("retired")) platform.retired = read_day(object, "retired");
        platform.checks_lists =
            read_references(object, "checks_lists", directory.services, "must be the id of a service");
        platform.checks_sources = read_sources(object, "checks_source");
        if (!platform.checks_lists.empty() && platform.checks_sources.empty())
            object.fault("checks_source", "must say where the lists were read");
        platform.provenance = read_provenance(object, platform_fields);
        read_reports(object, directory, platform);
        read_parts(object, platform);
        directory.platforms.push_back(std::move(platform));
    }
}

}  // namespace holdfast::guidance
