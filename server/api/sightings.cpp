// SPDX-License-Identifier: Apache-2.0
// A partner met a picture. The stored receipt holds the sighting's number alone: which items match is worked out anew
// for every answer, so that a repeated request never shows what was withdrawn meanwhile.
#include <algorithm>
#include <array>

#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/matches.hpp"
#include "api/resources.hpp"
#include "api/signals.hpp"
#include "jobs/codes_of.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 6> sighting_members{"signals",     "content_id", "url",
                                                           "release_url", "action",     "seen_at"};
constexpr std::array<std::string_view, 4> actions{"blocked", "removed", "reported", "none"};
constexpr std::int64_t clock_tolerance_millis = 300'000;

std::string read_url(JsonObject& root) {
    const auto text = root.text("url", {.least = 1, .most = url_bytes}, Need::optional);
    if (!text) {
        return {};
    }
    if (!text->starts_with("https://") && !text->starts_with("http://")) {
        root.fault("url", "must begin with http:// or https://");
        return {};
    }
    if (text->find(' ') != std::string_view::npos) {
        root.fault("url", "must not hold spaces");
        return {};
    }
    return std::string(*text);
}

UnixMillis read_seen_at(JsonObject& root, UnixMillis now) {
    const auto text = root.text("seen_at", {.most = 64}, Need::optional);
    if (!text) {
        return now;
    }
    const auto time = time_from_rfc3339(*text);
    if (!time) {
        root.fault("seen_at", "must be a time such as 2026-11-21T18:45:00Z");
        return now;
    }
    if (time->value > now.value + clock_tolerance_millis ||
        time->value <= now.value - store::sighting_retention_millis) {
        root.fault("seen_at", "must lie within the last 90 days");
        return now;
    }
    return std::min(*time, now);
}

}  // namespace

Response report_sighting(Context& context, const Call& call) {
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    const UnixMillis now = context.parts.clock.now();
    store::NewSighting fresh;
    store::Sighting& sighting = fresh.sighting;
    sighting.signals = without_marks(read_signals(*root, signals_per_sighting, Need::optional));
    sighting.content_id = root->text("content_id", {.least = 1, .most = content_id_bytes}).value_or("");
    sighting.url = read_url(*root);
    sighting.release_url = root->boolean("release_url", Need::optional).value_or(false);
    if (sighting.release_url && !root->has("url")) {
        root->fault("release_url", "needs a url");
    }
    const auto action = root->word("action", actions, Need::optional);
    sighting.action = action ? actions[*action] : "none";
    sighting.at = read_seen_at(*root, now);
    root->only(sighting_members);
    if (!faults.empty()) {
        return refuse(faults);
    }
    sighting.id = random_id(context.parts.random);
    sighting.partner = call.partner->partner.id;
    auto receipt = make_receipt(context, call.request, call.partner->partner.key_digest, 201, to_hex(sighting.id));
    if (!receipt) {
        return receipt.error();
    }
    fresh.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.report_sighting(fresh);
    if (!outcome) {
        return refuse(outcome.error());
    }
    Response response = answer(context, *outcome);

    const std::int64_t caught_up_at = context.parts.follower.caught_up_at();
    const auto codes = jobs::codes_of(sighting.signals);
    const Groups groups = enabled_groups(*call.directory);
    const auto matches =
        groups.none ? std::vector<index::Hit>{}
                    : index::nearest_of_all(context.parts.items.search(codes, max_partner_radius, groups.numbers));
    JsonWriter json;
    json.object();
    json.key("sighting").value(response.body);
    // Fresh when it was let in; should the node have fallen behind since, matches are left to the alert and to a
    // lookup.
    const bool still_fresh = context.parts.follower.still_fresh(caught_up_at);
    write_matches(json, call, still_fresh ? matches : std::vector<index::Hit>{});
    json.end();
    response.body = json.take();
    return response;
}

}  // namespace holdfast::server::api
