// SPDX-License-Identifier: Apache-2.0
// The case as a whole: what stands in it, its keys, its end.
#include <algorithm>
#include <array>
#include <set>

#include "api/case_key_members.hpp"
#include "api/feed_time.hpp"
#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/platforms.hpp"
#include "api/resources.hpp"
#include "api/signals.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/server/item_guard.hpp"
#include "holdfast/store/words.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 4> keys_members{"read_key_hash", "withdraw_key_hash", "mailbox_key", "messages"};
constexpr std::array<std::string_view, 2> message_members{"id", "sealed"};

void write_item(JsonWriter& json, const store::Item& item, const store::CaseView& view,
                const jobs::DirectorySnapshot& directory, std::string_view contact) {
    json.object();
    json.key("item").value(to_hex(item.id));
    json.key("media").value(word_of(item.media));
    json.key("state").value(word_of(item.state));
    if (!item.reason.empty()) {
        json.key("reason").value(item.reason);
    }
    if (item.state == store::ItemState::quarantined) {
        json.key("explanation").value(explain_held(item.reason, contact));
    } else if (item.state == store::ItemState::disputed) {
        json.key("explanation").value(explain_paused(contact));
    }
    json.key("added").value(to_rfc3339(item.created));
    json.key("changed").value(to_rfc3339(item.changed));
    json.key("feedback").array();
    for (const store::Feedback& feedback : view.feedback) {
        if (feedback.item == item.id) {
            json.object();
            json.key("platform").value(directory.partner_name(feedback.partner));
            json.key("verdict").value(word_of(feedback.verdict));
            json.key("at").value(to_rfc3339(feedback.at));
            json.end();
        }
    }
    json.end();
    json.end();
}

std::vector<store::Message> read_resealed(JsonObject& root) {
    std::vector<store::Message> out;
    std::set<Id128> seen;
    const JsonArray list = root.array("messages", 0, resealed_messages);
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject one = list.object(i);
        one.only(message_members);
        const auto id = read_id(one, "id");
        const auto text = one.text("sealed", {.least = 1, .most = (sealed_bytes * 4 + 2) / 3});
        if (!id || !text) {
            continue;
        }
        auto sealed = sealing::from_base64(*text, sealing::Base64Form::url);
        if (!sealed || sealed->size() < sealing::seal_overhead_bytes + sealing::seal_block_bytes) {
            one.fault("sealed", "must be a sealed message in base64url without padding");
            continue;
        }
        if (!seen.insert(*id).second) {
            one.fault("id", "must not be named twice");
            continue;
        }
        store::Message message;
        message.id = *id;
        message.sealed = std::move(*sealed);
        out.push_back(std::move(message));
    }
    return out;
}

/// A case that cannot be opened any more because this very request replaced its key or erased it: the answer given
/// then, or `otherwise`.
template <class Write>
Response replay_or(Context& context, const Call& call, int status, Response otherwise, Write write) {
    const auto digest = case_key_digest(call.request);
    if (!digest) {
        return otherwise;
    }
    auto receipt = make_receipt(context, call.request, *digest, status, {});
    if (!receipt) {
        return otherwise;
    }
    const store::Result<store::Outcome> outcome = write(std::move(*receipt));
    if (outcome && outcome->replayed) {
        return answer(context, *outcome);
    }
    return !outcome && outcome.error() == store::StoreError::key_reused ? refuse(outcome.error()) : otherwise;
}

/// Writes nothing: gives what was answered under the receipt's key, or an error.
store::Result<store::Outcome> look_for_receipt(Context& context, store::Receipt receipt) {
    store::KeyRotation nothing;
    nothing.at = receipt.at;
    nothing.receipt = std::move(receipt);
    return context.parts.store.rotate_keys(nothing);
}

Response mailbox_changed() {
    return refuse(Problem::mailbox_changed,
                  "The messages sent are not those of the mailbox. Read it again, seal what it holds, and send anew.");
}

}  // namespace

bool may_be_repetition(Context& context, const Request& head) {
    const auto digest = case_key_digest(head);
    if (!digest) {
        return false;
    }
    auto receipt = make_receipt(context, head, *digest, 200, {});
    if (!receipt) {
        return false;
    }
    // Without its body it is another request under the same key.
    const auto outcome = look_for_receipt(context, std::move(*receipt));
    return outcome || outcome.error() == store::StoreError::key_reused;
}

Response get_case(Context& context, const Call& call) {
    const auto opened = open_case(context, call.request);
    if (!opened) {
        return opened.error();
    }
    const store::CaseView& view = opened->view;
    JsonWriter json;
    json.object();
    json.key("case_number").value(view.submission.case_number);
    json.key("created").value(to_rfc3339(view.submission.created));
    json.key("items").array();
    for (const store::Item& item : view.items) {
        write_item(json, item, view, *call.directory, context.parts.settings.operator_contact);
    }
    json.end();
    write_platforms(json, *call.directory);
    json.key("messages").value(view.messages);
    json.end();
    return answer(200, json.take());
}

Response erase_case(Context& context, const Call& call) {
    const auto opened = open_case(context, call.request, CaseKey::withdraw);
    const UnixMillis now = context.parts.clock.now();
    if (!opened) {
        return replay_or(context, call, 204, opened.error(), [&](store::Receipt receipt) {
            return context.parts.store.erase_case(
                {.submission = {}, .opened_with = {}, .feed = {}, .receipt = std::move(receipt), .at = now});
        });
    }
    store::CaseErasure erasure;
    erasure.submission = opened->view.submission.id;
    erasure.opened_with = opened->digest;
    erasure.at = now;
    for (const store::Item& item : opened->view.items) {
        if (item.state == store::ItemState::active) {
            erasure.feed.emplace_back(item.id, feed_time_removed(context, now));
        }
    }
    auto receipt = make_receipt(context, call.request, opened->digest, 204, {});
    if (!receipt) {
        return receipt.error();
    }
    erasure.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.erase_case(erasure);
    return outcome ? answer(context, *outcome) : refuse(outcome.error());
}

Response rotate_keys(Context& context, const Call& call) {
    const auto opened = open_case(context, call.request, CaseKey::withdraw);
    const UnixMillis now = context.parts.clock.now();
    if (!opened) {
        return replay_or(context, call, 200, opened.error(),
                         [&](store::Receipt receipt) { return look_for_receipt(context, std::move(receipt)); });
    }
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    store::KeyRotation rotation;
    rotation.submission = opened->view.submission.id;
    rotation.opened_with = opened->digest;
    rotation.at = now;
    const CaseKeyMembers keys = read_case_keys(*root);
    rotation.read_key_hash = keys.read_key_hash;
    rotation.withdraw_key_hash = keys.withdraw_key_hash;
    rotation.mailbox_key = keys.mailbox_key;
    rotation.resealed = read_resealed(*root);
    root->only(keys_members);
    const store::Submission& before = opened->view.submission;
    // The old keys may be known to somebody: none of them may live on, not even in the other role.
    for (const auto& [name, hash] : {std::pair{"read_key_hash", rotation.read_key_hash},
                                     std::pair{"withdraw_key_hash", rotation.withdraw_key_hash}}) {
        if (faults.empty() && (hash == before.read_key_hash || hash == before.withdraw_key_hash)) {
            root->fault(name, "must be of a new key");
        }
    }
    if (!faults.empty()) {
        return refuse(faults);
    }
    JsonWriter json;
    json.object().key("rotated").value(to_rfc3339(now)).end();
    auto receipt = make_receipt(context, call.request, opened->digest, 200, json.take());
    if (!receipt) {
        return receipt.error();
    }
    rotation.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.rotate_keys(rotation);
    if (outcome) {
        return answer(context, *outcome);
    }
    if (outcome.error() == store::StoreError::not_found || outcome.error() == store::StoreError::not_allowed) {
        return mailbox_changed();
    }
    return refuse(outcome.error());
}

}  // namespace holdfast::server::api
