// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/gate.hpp"
#include "api/resources.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 1> feedback_members{"verdict"};
constexpr std::array<std::string_view, 3> verdict_words{"blocked", "not_blocked", "false_positive"};
constexpr std::array<store::Verdict, 3> verdicts{store::Verdict::blocked, store::Verdict::not_blocked,
                                                 store::Verdict::false_positive};

}  // namespace

Response give_feedback(Context& context, const Call& call) {
    const auto number = id_from_hex(call.parameter);
    if (!number) {
        return refuse(Problem::not_found, "No item has such a number.");
    }
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    const auto verdict = root->word("verdict", verdict_words);
    root->only(feedback_members);
    if (!faults.empty() || !verdict) {
        return refuse(faults);
    }
    JsonWriter json;
    json.object();
    json.key("item").value(to_hex(*number));
    json.key("verdict").value(verdict_words[*verdict]);
    json.end();
    auto receipt = make_receipt(context, call.request, call.partner->partner.key_digest, 200, json.take());
    if (!receipt) {
        return receipt.error();
    }
    store::NewFeedback fresh;
    fresh.feedback = {.partner = call.partner->partner.id,
                      .item = call.partner->numbers.item_of(*number),
                      .verdict = verdicts[*verdict],
                      .at = context.parts.clock.now()};
    fresh.receipt = std::move(*receipt);
    const auto outcome = context.parts.store.give_feedback(fresh);
    return outcome ? answer(context, *outcome) : refuse(outcome.error());
}

}  // namespace holdfast::server::api
