// SPDX-License-Identifier: Apache-2.0
// The edition of the guidance that the operator publishes, for pages whose own is older.
#include <string>

#include "api/problem.hpp"
#include "api/published.hpp"
#include "api/resources.hpp"
#include "edition/editions.hpp"
#include "holdfast/core/hex.hpp"
#include "static/accept_encoding.hpp"

namespace holdfast::server::api {
namespace {

std::shared_ptr<const PublishedEdition> published(const Context& context) {
    return context.parts.editions == nullptr ? nullptr : context.parts.editions->current();
}

}  // namespace

void write_edition(JsonWriter& json, const Context& context) {
    const auto edition = published(context);
    if (!edition) return;
    json.key("guidance").object();
    json.key("edition").value(edition->number);
    json.key("day").value(edition->day);
    json.key("digest").value(to_hex(edition->digest.bytes));
    json.key("key").value(sealing::to_text(context.parts.editions->key()));
    json.key("signature").value(edition->signature);
    json.end();
}

Response get_guidance(Context& context, const Call& call) {
    const auto edition = published(context);
    if (!edition) return refuse(Problem::not_found, "This service publishes no guidance; the page's own stands.");
    const Coding coding = choose_coding(call.request.header("accept-encoding"), !edition->gzip.empty(), false);
    Response response;
    response.body = coding == Coding::gzip ? edition->gzip : edition->blob;
    if (coding == Coding::gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    return response;
}

}  // namespace holdfast::server::api
