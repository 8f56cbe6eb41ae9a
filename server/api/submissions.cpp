// SPDX-License-Identifier: Apache-2.0
// New items, with a new case or into an open one. Nothing here looks at what is banked already, so nothing can tell.
#include <array>

#include "api/case_key_members.hpp"
#include "api/feed_time.hpp"
#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/resources.hpp"
#include "api/signals.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/server/item_guard.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 1> statements{"adult-1"};
constexpr std::array<std::string_view, 5> threats{"stranger", "ex_partner", "known_person", "unknown", "other"};
constexpr std::array<std::string_view, 1> media_words{"picture"};
constexpr std::array<std::string_view, 2> origin_words{"module", "browser"};
constexpr std::array<std::string_view, 3> item_members{"media", "origin", "signals"};
constexpr std::array<std::string_view, 2> more_items_members{"statement", "items"};
constexpr std::array<std::string_view, 8> submission_members{
    "case_number", "read_key_hash", "withdraw_key_hash", "mailbox_key", "statement", "country", "threat", "items"};

std::vector<store::Item> read_items(JsonObject& root) {
    std::vector<store::Item> items;
    const JsonArray list = root.array("items", 1, items_per_submission);
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject one = list.object(i);
        one.only(item_members);
        store::Item item;
        (void)one.word("media", media_words).value_or(0);
        const auto origin = one.word("origin", origin_words);
        item.origin = origin == 1U ? store::CodeOrigin::browser : store::CodeOrigin::module;
        item.signals = without_marks(read_signals(one, signals_per_item, Need::required));
        items.push_back(std::move(item));
    }
    return items;
}

std::string read_country(JsonObject& root) {
    const auto text = root.text("country", {.least = 2, .most = 2}, Need::optional);
    if (!text) {
        return {};
    }
    for (const char c : *text) {
        if (c < 'A' || c > 'Z') {
            root.fault("country", "must be two capital letters, as ISO 3166-1 has them");
            return {};
        }
    }
    return std::string(*text);
}

std::string read_case_number(JsonObject& root) {
    const auto text = root.text("case_number", {.most = 64});
    if (!text) {
        return {};
    }
    const auto number = sealing::case_number_from_text(*text);
    if (!number || sealing::to_text(*number) != *text) {
        root.fault("case_number", "must be a case number in its canonical form, with a check character that fits");
        return {};
    }
    return std::string(*text);
}

/// Gives each item its identifier, its state and its time in the feed.
std::vector<store::NewItem> admit(Context& context, std::vector<store::Item> items, const Id128& submission,
                                  std::uint32_t bank, UnixMillis now) {
    std::vector<store::NewItem> out;
    out.reserve(items.size());
    for (store::Item& item : items) {
        item.id = random_id(context.parts.random);
        item.bank = bank;
        item.submission = submission;
        item.media = store::MediaType::picture;
        item.reason = reason_to_hold(item.signals);
        item.state = item.reason.empty() ? store::ItemState::active : store::ItemState::quarantined;
        item.created = now;
        item.changed = now;
        out.push_back({.item = std::move(item), .feed = feed_time_added(context, now)});
    }
    return out;
}

void write_items(JsonWriter& json, const Context& context, const std::vector<store::NewItem>& items) {
    json.key("items").array();
    for (const auto& [item, feed] : items) {
        json.object();
        json.key("item").value(to_hex(item.id));
        json.key("state").value(item.reason.empty() ? "active" : "quarantined");
        if (!item.reason.empty()) {
            json.key("reason").value(item.reason);
            json.key("explanation").value(explain_held(item.reason, context.parts.settings.operator_contact));
        }
        json.end();
    }
    json.end();
}

OrRefusal<std::uint32_t> submissions_bank_number(const jobs::DirectorySnapshot& directory) {
    for (const store::Bank& bank : directory.banks()) {
        if (bank.name == store::submissions_bank) {
            return bank.id;
        }
    }
    return std::unexpected(refuse_for_now(Problem::unavailable, "The service is starting. Try again in a moment.", 2));
}

/// Which of the two ways a new case can collide with an old one.
Response refuse_collision(Context& context, const store::Submission& submission) {
    const bool key = context.parts.store.case_by_read_key(submission.read_key_hash).has_value() ||
                     context.parts.store.case_by_withdraw_key(submission.withdraw_key_hash).has_value();
    return key ? refuse(Problem::key_taken, "A case has these keys already. Draw new ones.")
               : refuse(Problem::case_number_taken, "Draw another number and send again.");
}

void count_written(Context& context, const store::Outcome& outcome) {
    if (!outcome.replayed) {
        context.flood.count(context.parts.clock.steady_millis());
    }
}

}  // namespace

Response create_submission(Context& context, const Call& call) {
    auto proof = check_proof(context, call.request);
    if (!proof) {
        return proof.error();
    }
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    const UnixMillis now = context.parts.clock.now();
    store::NewSubmission fresh;
    store::Submission& submission = fresh.submission;
    submission.case_number = read_case_number(*root);
    const CaseKeyMembers keys = read_case_keys(*root);
    submission.read_key_hash = keys.read_key_hash;
    submission.withdraw_key_hash = keys.withdraw_key_hash;
    submission.mailbox_key = keys.mailbox_key;
    if (const auto statement = root->word("statement", statements)) {
        submission.statement = statements[*statement];
    }
    submission.country = read_country(*root);
    if (const auto threat = root->word("threat", threats, Need::optional)) {
        submission.threat = threats[*threat];
    }
    auto items = read_items(*root);
    root->only(submission_members);
    if (!faults.empty()) {
        return refuse(faults);
    }
    const auto bank = submissions_bank_number(*call.directory);
    if (!bank) {
        return bank.error();
    }

    submission.id = random_id(context.parts.random);
    submission.created = now;
    fresh.items = admit(context, std::move(items), submission.id, *bank, now);
    fresh.proof = *proof;
    JsonWriter json;
    json.object();
    json.key("case_number").value(submission.case_number);
    json.key("accepted").value(to_rfc3339(now));
    write_items(json, context, fresh.items);
    json.end();
    auto receipt = make_receipt(context, call.request, submission.read_key_hash, 201, json.take());
    if (!receipt) {
        return receipt.error();
    }
    fresh.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.submit(fresh);
    if (!outcome) {
        return outcome.error() == store::StoreError::conflict ? refuse_collision(context, submission)
                                                              : refuse(outcome.error());
    }
    count_written(context, *outcome);
    return answer(context, *outcome);
}

Response add_items(Context& context, const Call& call) {
    const auto opened = open_case(context, call.request, CaseKey::read);
    if (!opened) {
        return opened.error();
    }
    auto proof = check_proof(context, call.request);
    if (!proof) {
        return proof.error();
    }
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    (void)root->word("statement", statements).value_or(0);
    auto items = read_items(*root);
    root->only(more_items_members);
    if (!faults.empty()) {
        return refuse(faults);
    }
    const auto bank = submissions_bank_number(*call.directory);
    if (!bank) {
        return bank.error();
    }
    const UnixMillis now = context.parts.clock.now();
    store::AddItems more;
    more.submission = opened->view.submission.id;
    more.opened_with = opened->digest;
    more.items = admit(context, std::move(items), more.submission, *bank, now);
    more.max_items = items_per_submission;
    more.proof = *proof;
    more.at = now;
    JsonWriter json;
    json.object();
    write_items(json, context, more.items);
    json.end();
    auto receipt = make_receipt(context, call.request, opened->digest, 201, json.take());
    if (!receipt) {
        return receipt.error();
    }
    more.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.add_items(more);
    if (!outcome) {
        return refuse(outcome.error());
    }
    count_written(context, *outcome);
    return answer(context, *outcome);
}

}  // namespace holdfast::server::api
