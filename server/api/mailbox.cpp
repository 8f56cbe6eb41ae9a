// SPDX-License-Identifier: Apache-2.0
#include "api/gate.hpp"
#include "api/resources.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/base64.hpp"

namespace holdfast::server::api {

Response get_mailbox(Context& context, const Call& call) {
    const auto opened = open_case(context, call.request, CaseKey::read);
    if (!opened) {
        return opened.error();
    }
    const auto messages = context.parts.store.mailbox(opened->view.submission.id);
    if (!messages) {
        return refuse(messages.error());
    }
    JsonWriter json;
    json.object().key("messages").array();
    for (const store::Message& message : *messages) {
        json.object();
        json.key("id").value(to_hex(message.id));
        json.key("kind").value(message.kind);
        json.key("at").value(to_rfc3339(message.at));
        json.key("sealed").value(sealing::to_base64(message.sealed, sealing::Base64Form::url));
        if (message.item) {
            json.key("item").value(to_hex(*message.item));
        }
        if (message.expires) {
            json.key("expires").value(to_rfc3339(*message.expires));
        }
        json.end();
    }
    json.end().end();
    return answer(200, json.take());
}

Response delete_message(Context& context, const Call& call) {
    const auto id = id_from_hex(call.parameter);
    if (!id) {
        return refuse(Problem::not_found, "No message has such a number.");
    }
    const auto opened = open_case(context, call.request, CaseKey::read);
    if (!opened) {
        return opened.error();
    }
    const auto deleted = context.parts.store.delete_message(opened->view.submission.id, opened->digest, *id);
    if (!deleted && deleted.error() != store::StoreError::not_found) {
        return refuse(deleted.error());
    }
    return answer(204, {});
}

}  // namespace holdfast::server::api
