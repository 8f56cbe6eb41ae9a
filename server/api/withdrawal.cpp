// SPDX-License-Identifier: Apache-2.0
// Taking items back, and bringing them back. The codes leave the store with the withdrawal; what remains is a copy that
// only the person can open, and a commitment by which it is recognised.
#include <algorithm>
#include <array>
#include <set>

#include "api/feed_time.hpp"
#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/resources.hpp"
#include "api/signals.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/sealing/withdrawn_copy.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 2> withdraw_members{"items", "all"};
constexpr std::array<std::string_view, 1> undo_members{"items"};
constexpr std::array<std::string_view, 3> undo_item_members{"item", "salt", "signals"};

bool can_be_withdrawn(const store::Item& item) noexcept {
    return item.state != store::ItemState::withdrawn && item.state != store::ItemState::expired;
}

const store::Item* find(const store::CaseView& view, const Id128& id) {
    const auto found = std::ranges::find(view.items, id, &store::Item::id);
    return found == view.items.end() ? nullptr : &*found;
}

/// The items that the body names.
std::vector<Id128> read_targets(JsonObject& root, const store::CaseView& view) {
    std::vector<Id128> out;
    root.only(withdraw_members);
    if (root.has("all")) {
        if (root.has("items")) {
            root.fault("all", "cannot stand beside items");
        } else if (root.boolean("all") == false) {
            root.fault("all", "must be true");
        }
        for (const store::Item& item : view.items) {
            out.push_back(item.id);
        }
        return out;
    }
    std::set<Id128> seen;
    const JsonArray list = root.array("items", 1, items_per_submission);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto text = list.text(i, {.controls = true});
        const auto id = text ? id_from_hex(*text) : std::unexpected(HexError::wrong_length);
        if (text && !id) {
            list.fault(i, "must be 32 lower-case hexadecimal digits");
        } else if (id && !seen.insert(*id).second) {
            list.fault(i, "must not be named twice");
        } else if (id) {
            out.push_back(*id);
        }
    }
    return out;
}

/// The copy of one item for its mailbox, with the commitment that binds it; nothing when it is already gone.
OrRefusal<std::optional<store::WithdrawItem>> seal_copy(Context& context, const Id128& id,
                                                        const store::Submission& submission, UnixMillis now) {
    const auto item = context.parts.store.item(id);
    if (!item) {
        return std::unexpected(refuse(item.error()));
    }
    if (!*item || !can_be_withdrawn(**item)) {
        return std::nullopt;
    }
    sealing::CopySalt salt{};
    context.parts.random.fill(salt);
    sealing::Secret<32> ephemeral;
    context.parts.random.fill(ephemeral.writable());
    std::string text = sealing::make_withdrawn_copy(id, salt, (*item)->signals);
    auto sealed = sealing::seal_message(sealing::as_bytes(text), submission.mailbox_key, ephemeral);
    sealing::wipe(text);
    if (!sealed) {
        return std::unexpected(refuse(Problem::internal, "The copy for the mailbox could not be sealed."));
    }
    store::WithdrawItem out;
    out.item = id;
    out.copy = {.id = random_id(context.parts.random),
                .kind = "withdrawn_copy",
                .at = now,
                .sealed = std::move(*sealed),
                .item = id,
                .expires = std::nullopt};
    out.commitment = sealing::withdrawal_commitment(salt, (*item)->signals);
    out.feed = feed_time_removed(context, now);
    return out;
}

void write_ids(JsonWriter& json, std::string_view name, const std::vector<Id128>& ids) {
    json.key(name).array();
    for (const Id128& id : ids) {
        json.value(to_hex(id));
    }
    json.end();
}

}  // namespace

Response withdraw(Context& context, const Call& call) {
    const auto opened = open_case(context, call.request, CaseKey::withdraw);
    if (!opened) {
        return opened.error();
    }
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    const auto targets = read_targets(*root, opened->view);
    if (!faults.empty()) {
        return refuse(faults);
    }
    const UnixMillis now = context.parts.clock.now();
    store::Withdrawal withdrawal;
    withdrawal.submission = opened->view.submission.id;
    withdrawal.opened_with = opened->digest;
    withdrawal.at = now;
    std::vector<Id128> withdrawn;
    for (const Id128& id : targets) {
        if (find(opened->view, id) == nullptr) {
            return refuse(Problem::not_found, "An item is not of this case. Nothing was withdrawn.");
        }
        auto sealed = seal_copy(context, id, opened->view.submission, now);
        if (!sealed) {
            return sealed.error();
        }
        if (*sealed) {
            withdrawal.items.push_back(std::move(**sealed));
            withdrawn.push_back(id);
        }
    }
    JsonWriter json;
    json.object();
    write_ids(json, "withdrawn", withdrawn);
    json.key("undo_until").value(to_rfc3339({now.value + store::undo_retention_millis}));
    json.end();
    auto receipt = make_receipt(context, call.request, opened->digest, 200, json.take());
    if (!receipt) {
        return receipt.error();
    }
    withdrawal.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.withdraw(withdrawal);
    return outcome ? answer(context, *outcome) : refuse(outcome.error());
}

Response undo_withdrawal(Context& context, const Call& call) {
    const auto opened = open_case(context, call.request, CaseKey::read);
    if (!opened) {
        return opened.error();
    }
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    const UnixMillis now = context.parts.clock.now();
    store::Restoration restoration;
    restoration.submission = opened->view.submission.id;
    restoration.opened_with = opened->digest;
    restoration.at = now;
    std::set<Id128> seen;
    const JsonArray list = root->array("items", 1, items_per_submission);
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject one = list.object(i);
        one.only(undo_item_members);
        const auto id = read_id(one, "item");
        const auto salt = read_key(one, "salt");
        auto signals = without_marks(read_signals(one, signals_per_item, Need::required));
        if (id && !seen.insert(*id).second) {
            one.fault("item", "must not be named twice");
        }
        if (id && salt && faults.empty()) {
            const Digest256 commitment = sealing::withdrawal_commitment(*salt, signals);
            restoration.items.push_back({.item = *id,
                                         .signals = std::move(signals),
                                         .commitment = commitment,
                                         .feed = feed_time_added(context, now)});
        }
    }
    root->only(undo_members);
    if (!faults.empty()) {
        return refuse(faults);
    }
    std::vector<Id128> restored;
    for (const store::RestoreItem& one : restoration.items) {
        if (find(opened->view, one.item) == nullptr) {
            return refuse(Problem::not_found, "An item is not of this case. Nothing was brought back.");
        }
        restored.push_back(one.item);
    }
    JsonWriter json;
    json.object();
    write_ids(json, "restored", restored);
    json.end();
    auto receipt = make_receipt(context, call.request, opened->digest, 200, json.take());
    if (!receipt) {
        return receipt.error();
    }
    restoration.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.restore(restoration);
    return outcome ? answer(context, *outcome) : refuse(outcome.error());
}

}  // namespace holdfast::server::api
