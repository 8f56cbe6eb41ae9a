// SPDX-License-Identifier: Apache-2.0
#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/resources.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/store/words.hpp"

namespace holdfast::server::api {

Response get_partner(Context& context, const Call& call) {
    const store::Partner& partner = call.partner->partner;
    JsonWriter json;
    json.object();
    json.key("name").value(partner.name);
    json.key("scopes").array();
    for (const auto& [scope, word] : store::scope_words) {
        if (call.partner->may(scope)) {
            json.value(word);
        }
    }
    json.end();
    json.key("listed").value(partner.listed);
    json.key("banks").array();
    for (const store::Bank& bank : call.directory->banks()) {
        if (bank.enabled) {
            json.value(bank.name);
        }
    }
    json.end();
    json.key("limits").object();
    json.key("requests_per_second")
        .value(partner.requests_per_second != 0 ? partner.requests_per_second
                                                : context.parts.settings.partner_requests_per_second);
    json.key("signals_per_lookup").value(static_cast<std::uint64_t>(signals_per_lookup));
    json.key("signals_per_sighting").value(static_cast<std::uint64_t>(signals_per_sighting));
    json.key("radius").value(max_partner_radius);
    json.end().end();
    return answer(200, json.take());
}

}  // namespace holdfast::server::api
