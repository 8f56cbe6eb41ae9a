// SPDX-License-Identifier: Apache-2.0
// What the operator signed and publishes: guidance for pages whose own is older, and whom a pack can be made for.
#include "edition/editions.hpp"

#include <string>
#include <string_view>

#include "api/problem.hpp"
#include "api/published.hpp"
#include "api/resources.hpp"
#include "holdfast/core/hex.hpp"
#include "static/accept_encoding.hpp"

namespace holdfast::server::api {
namespace {

void write_edition(JsonWriter& json, std::string_view member, const Editions* editions) {
    const auto edition = editions == nullptr ? nullptr : editions->current();
    if (!edition) return;
    json.key(member).object();
    json.key("edition").value(edition->mark.number);
    json.key("day").value(edition->mark.day);
    json.key("digest").value(to_hex(edition->digest.bytes));
    json.key("key").value(sealing::to_text(editions->key()));
    json.key("signature").value(edition->signature);
    json.end();
}

Response give(const Editions* editions, const Call& call, std::string_view otherwise) {
    const auto edition = editions == nullptr ? nullptr : editions->current();
    if (!edition) return refuse(Problem::not_found, std::string(otherwise));
    const Coding coding = choose_coding(call.request.header("accept-encoding"), !edition->gzip.empty(), false);
    Response response;
    response.body = coding == Coding::gzip ? edition->gzip : edition->text;
    if (coding == Coding::gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    return response;
}

}  // namespace

void write_editions(JsonWriter& json, const Context& context) {
    write_edition(json, "guidance", context.parts.guidance);
    write_edition(json, "recipients", context.parts.recipients);
}

Response get_guidance(Context& context, const Call& call) {
    return give(context.parts.guidance, call, "This service publishes no guidance; the page's own stands.");
}

Response get_recipients(Context& context, const Call& call) {
    return give(context.parts.recipients, call,
                "This service publishes no list of recipients. A pack can be locked to a key that you were given.");
}

}  // namespace holdfast::server::api
