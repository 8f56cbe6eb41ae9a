// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/challenge.hpp"

#include "api/gate.hpp"
#include "api/resources.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {

Response get_challenge(Context& context, const Call& /*call*/) {
    std::array<std::byte, 16> random{};
    context.parts.random.fill(random);
    const UnixMillis expires{context.parts.clock.now().value + context.parts.settings.challenge_millis};
    const auto challenge = sealing::make_challenge(context.parts.challenge_key, random, expires,
                                                   context.flood.difficulty(context.parts.clock.steady_millis()));
    JsonWriter json;
    json.object();
    json.key("challenge").value(sealing::to_text(challenge));
    json.key("difficulty").value(challenge.difficulty());
    json.key("expires").value(to_rfc3339(expires));
    json.end();
    return answer(200, json.take());
}

}  // namespace holdfast::server::api
