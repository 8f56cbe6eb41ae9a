// SPDX-License-Identifier: Apache-2.0
// A seal's digest in, an authority's time stamp out. Nothing is kept of it but the stamp, in memory for a while.
#include "api/gate.hpp"
#include "api/resources.hpp"
#include "api/seal_member.hpp"
#include "api/stamp_desk.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::int64_t busy_seconds = 2;
constexpr std::int64_t failed_seconds = 60;
constexpr std::int64_t none_seconds = 3600;

Response refuse_stamp(Context& context, TimeStampError error) {
    if (error == TimeStampError::busy) {
        return refuse_for_now(Problem::unavailable, "Another seal is being stamped. Try again, or go on without.",
                              busy_seconds);
    }
    context.parts.log.write(LogLevel::warning, "time_stamp.failed", {{"reason", std::string(to_text(error))}});
    const auto why = [error]() -> std::string_view {
        switch (error) {
            case TimeStampError::refused:
                return "The authority refused to give a time stamp. Go on without; a receipt says when, too.";
            case TimeStampError::wrong_answer:
                return "What the authority gave is no time stamp of this seal. Go on without; a receipt says when, "
                       "too.";
            case TimeStampError::unreachable:
            case TimeStampError::stopped:
            case TimeStampError::busy:
                break;
        }
        return "The authority for time stamps does not answer. Go on without; a receipt says when, too.";
    };
    return refuse_for_now(Problem::unavailable, why(), failed_seconds);
}

}  // namespace

Response stamp_seal(Context& context, const Call& call) {
    if (!context.stamps.is_open()) {
        return refuse_for_now(Problem::unavailable,
                              "This service has no authority for time stamps. Go on without; a receipt says when, too.",
                              none_seconds);
    }
    // The proof is bound to the body, and a digest that comes again is answered from memory: a proof that is sent twice
    // buys nothing, so it is not noted as spent.
    if (const auto proof = check_proof(context, call.request); !proof) {
        return proof.error();
    }
    const auto seal = read_seal(call.request);
    if (!seal) {
        return seal.error();
    }
    const auto stamped = context.stamps.stamp(*seal);
    if (!stamped) {
        return refuse_stamp(context, stamped.error());
    }
    // Asking again costs nobody work, so it makes nobody's harder.
    if (stamped->is_new) {
        context.flood.count(context.parts.clock.steady_millis());
    }
    JsonWriter json;
    json.object().key("seal").value(to_hex(*seal));
    json.key("time_stamp")
        .value(sealing::to_base64(sealing::as_bytes(stamped->reply), sealing::Base64Form::padded))
        .end();
    return answer(200, json.take());
}

}  // namespace holdfast::server::api
