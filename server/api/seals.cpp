// SPDX-License-Identifier: Apache-2.0
// A seal's digest in, a receipt out; and the public log that receipts are from (docs/formats/receipt.md).
#include <array>

#include "api/gate.hpp"
#include "api/resources.hpp"
#include "api/seal_member.hpp"
#include "holdfast/core/json_writer.hpp"
#include "seal_log/seal_log.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 1> seal_members{"seal"};
constexpr std::string_view briefly = "public, max-age=5";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";

Response refuse_receipts() {
    constexpr std::int64_t hour = 3600;
    return refuse_for_now(Problem::unavailable,
                          "This service gives no receipts now: its public log is damaged. The operator knows. Go on "
                          "without one; everything else works.",
                          hour);
}

Response refuse_seal(Context& context, store::StoreError error) {
    if (error == store::StoreError::not_allowed) {
        return refuse_for_now(Problem::unavailable, "The service's clock lies behind its log. The operator knows.", 60);
    }
    if (error == store::StoreError::corrupt) {
        context.seal_log_damaged.store(true);
        context.parts.log.write(LogLevel::error, "seal_log.damaged", {});
        return refuse_receipts();
    }
    return refuse(error);
}

Response of_the_log(std::string body, std::string_view type, std::string_view kept) {
    Response response;
    response.body = std::move(body);
    response.content_type = type;
    response.headers.emplace_back("Cache-Control", kept);
    return response;
}

}  // namespace

OrRefusal<Digest256> read_seal(const Request& request) {
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(request, document, faults);
    if (!root) {
        return std::unexpected(std::move(root.error()));
    }
    const auto text = root->text("seal", {.least = 64, .most = 64});
    root->only(seal_members);
    Digest256 seal;
    if (text) {
        if (const auto read = digest_from_hex(*text)) {
            seal = *read;
        } else {
            root->fault("seal", "must be 64 lower-case hexadecimal digits");
        }
    }
    if (!faults.empty()) {
        return std::unexpected(refuse(faults));
    }
    return seal;
}

Response log_seal(Context& context, const Call& call) {
    if (context.parts.seal_log == nullptr) {
        return refuse_receipts();
    }
    const auto proof = check_proof(context, call.request);
    if (!proof) {
        return proof.error();
    }
    const auto seal = read_seal(call.request);
    if (!seal) {
        return seal.error();
    }
    const auto taken = context.parts.seal_log->take(*seal, context.parts.clock.now(), *proof);
    if (!taken) {
        return refuse_seal(context, taken.error());
    }
    // Asking again costs nobody work, so it makes nobody's harder.
    if (taken->is_new) {
        context.flood.count(context.parts.clock.steady_millis());
    }
    const evidence::Receipt& receipt = taken->receipt;
    JsonWriter json;
    json.object();
    json.key("seal").value(to_hex(receipt.entry.seal));
    json.key("received").value(to_rfc3339(receipt.entry.received));
    json.key("receipt").value(evidence::to_text(receipt));
    json.end();
    return answer(200, json.take());
}

Response get_checkpoint(Context& context, const Call& /*call*/) {
    if (context.parts.seal_log == nullptr) {
        return refuse_receipts();
    }
    auto checkpoint = context.parts.seal_log->checkpoint();
    if (!checkpoint) {
        return refuse_seal(context, checkpoint.error());
    }
    return of_the_log(std::move(*checkpoint), "text/plain; charset=utf-8", briefly);
}

Response get_tile(Context& context, const Call& call) {
    if (context.parts.seal_log == nullptr) {
        return refuse_receipts();
    }
    const auto path = evidence::read_tile_path(call.parameter);
    if (!path) {
        return refuse(Problem::not_found, "No tile has such a path; see c2sp.org/tlog-tiles.");
    }
    auto tile = context.parts.seal_log->tile(*path);
    if (!tile) {
        return refuse_seal(context, tile.error());
    }
    if (!*tile) {
        return refuse(Problem::not_found, "The log has not grown so far.");
    }
    return of_the_log(std::move(**tile), "application/octet-stream", for_ever);
}

}  // namespace holdfast::server::api
