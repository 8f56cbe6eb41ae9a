// SPDX-License-Identifier: Apache-2.0
#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/platforms.hpp"
#include "api/published.hpp"
#include "api/resources.hpp"
#include "holdfast/core/json_writer.hpp"
#include "seal_log/seal_log.hpp"

namespace holdfast::server::api {
namespace {

/// The address without what stands behind its host, which may be the operator's own with the authority.
std::string_view host_of(std::string_view address) noexcept {
    const auto start = address.find("://");
    return start == std::string_view::npos ? std::string_view{}
                                           : address.substr(0, address.find_first_of("/?", start + 3));
}

}  // namespace

Response get_service(Context& context, const Call& call) {
    const ApiSettings& settings = context.parts.settings;
    JsonWriter json;
    json.object();
    json.key("name").value(settings.name);
    json.key("version").value(HOLDFAST_VERSION);
    json.key("time").value(to_rfc3339(context.parts.clock.now()));
    write_platforms(json, *call.directory);
    json.key("limits").object();
    json.key("items_per_submission").value(items_per_submission);
    json.key("signals_per_item").value(static_cast<std::uint64_t>(signals_per_item));
    json.end();
    json.key("proof").object();
    json.key("difficulty").value(context.flood.difficulty(context.parts.clock.steady_millis()));
    json.end();
    if (settings.case_months != 0) {
        json.key("retention").object();
        json.key("case_months").value(settings.case_months);
        json.end();
    }
    if (context.parts.seal_log != nullptr) {
        const sealing::NoteKey& log = context.parts.seal_log->key();
        json.key("seal_log").object().key("origin").value(log.name).key("key").value(sealing::to_text(log)).end();
    }
    if (context.stamps.is_open()) {
        json.key("time_stamps").object().key("authority").value(host_of(settings.time_stamp_authority)).end();
    }
    write_editions(json, context);
    if (!settings.notice.empty()) {
        json.key("notice").value(settings.notice);
    }
    if (!settings.operator_name.empty()) {
        json.key("operator").object();
        json.key("name").value(settings.operator_name);
        json.key("contact").value(settings.operator_contact);
        json.end();
    }
    json.end();
    return answer(200, json.take());
}

void write_platforms(JsonWriter& json, const jobs::DirectorySnapshot& directory) {
    json.key("platforms").array();
    for (const auto& platform : directory.platforms()) {
        json.object().key("name").value(platform.name).key("checks_since").value(to_rfc3339(platform.checks_since));
        json.end();
    }
    json.end();
}

}  // namespace holdfast::server::api
