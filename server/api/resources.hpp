// SPDX-License-Identifier: Apache-2.0
// The operations of docs/api/openapi.yaml, one function each, one file a resource.
#pragma once

#include "api/context.hpp"

namespace holdfast::server::api {

// service.cpp
[[nodiscard]] Response get_service(Context& context, const Call& call);
// editions.cpp
[[nodiscard]] Response get_guidance(Context& context, const Call& call);
[[nodiscard]] Response get_recipients(Context& context, const Call& call);
// challenge.cpp
[[nodiscard]] Response get_challenge(Context& context, const Call& call);
// submissions.cpp
[[nodiscard]] Response create_submission(Context& context, const Call& call);
[[nodiscard]] Response add_items(Context& context, const Call& call);
// case.cpp
[[nodiscard]] Response get_case(Context& context, const Call& call);
[[nodiscard]] Response erase_case(Context& context, const Call& call);
[[nodiscard]] Response rotate_keys(Context& context, const Call& call);
/// Whether something was answered before to the key of a case and the Idempotency-Key in `head`, whose body is not
/// read.
[[nodiscard]] bool may_be_repetition(Context& context, const Request& head);
// withdrawal.cpp
[[nodiscard]] Response withdraw(Context& context, const Call& call);
[[nodiscard]] Response undo_withdrawal(Context& context, const Call& call);
// mailbox.cpp
[[nodiscard]] Response get_mailbox(Context& context, const Call& call);
[[nodiscard]] Response delete_message(Context& context, const Call& call);
// lookup.cpp
[[nodiscard]] Response look_up(Context& context, const Call& call);
// sightings.cpp
[[nodiscard]] Response report_sighting(Context& context, const Call& call);
// feedback.cpp
[[nodiscard]] Response give_feedback(Context& context, const Call& call);
// feed.cpp
[[nodiscard]] Response get_feed(Context& context, const Call& call);
// partner.cpp
[[nodiscard]] Response get_partner(Context& context, const Call& call);
// seals.cpp
[[nodiscard]] Response log_seal(Context& context, const Call& call);
[[nodiscard]] Response get_checkpoint(Context& context, const Call& call);
[[nodiscard]] Response get_tile(Context& context, const Call& call);
// time_stamps.cpp
[[nodiscard]] Response stamp_seal(Context& context, const Call& call);
// health.cpp
[[nodiscard]] Response get_health(Context& context, const Call& call);
[[nodiscard]] Response get_readiness(Context& context, const Call& call);

}  // namespace holdfast::server::api
