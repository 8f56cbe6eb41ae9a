// SPDX-License-Identifier: Apache-2.0
#include "api/gate.hpp"
#include "api/resources.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {

Response get_health(Context& /*context*/, const Call& /*call*/) {
    return answer(200, R"({"status":"ok"})");
}

Response get_readiness(Context& context, const Call& /*call*/) {
    const std::int64_t lag = context.parts.follower.lag_millis();
    const bool ready = context.parts.follower.fresh() && !context.draining.load();
    JsonWriter json;
    json.object();
    json.key("status").value(context.draining.load() ? "draining" : ready ? "ready" : lag < 0 ? "starting" : "lagging");
    json.key("lag_ms").value(lag);
    json.key("position").value(context.parts.follower.applied());
    // A node without receipts does all the rest, so it is ready.
    json.key("receipts").value(context.seal_log_damaged.load() ? "refused" : "given");
    json.end();
    Response response = answer(ready ? 200 : 503, json.take());
    if (!ready) {
        response.headers.emplace_back("Retry-After", "1");
    }
    return response;
}

}  // namespace holdfast::server::api
