// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/moment_json.hpp"

#include <array>

#include "json_members.hpp"

namespace holdfast::evidence {

void put(JsonWriter& to, std::string_view name, const Moment& moment) {
    to.key(name).object().key("at").value(utc_text(moment.at)).key("sure").value(to_text(moment.sureness));
    if (moment.zone) to.key("zone").value(int{*moment.zone});
    to.end();
}

std::optional<Moment> read_moment(JsonObject& from, std::string_view name, Need need) {
    JsonObject object = from.object(name, need);
    if (!object.exists()) return std::nullopt;
    static constexpr std::array<std::string_view, 3> names{"at", "sure", "zone"};
    object.only(names);
    Moment moment;
    if (const auto text = object.text("at", {.least = 1, .most = 40, .controls = false})) {
        if (const auto at = time_from_utc_text(*text)) {
            moment.at = *at;
        } else {
            object.fault("at", "must be a time in UTC such as 2026-11-22T14:05:31.000Z");
        }
    }
    moment.sureness = read_word<Sureness, 3>(object, "sure").value_or(Sureness::about);
    if (const auto zone = object.integer("zone", -widest_zone, widest_zone, Need::optional)) {
        moment.zone = static_cast<std::int16_t>(*zone);
    }
    return moment;
}

}  // namespace holdfast::evidence
