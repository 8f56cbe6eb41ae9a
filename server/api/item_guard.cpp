// SPDX-License-Identifier: Apache-2.0
#include "holdfast/server/item_guard.hpp"

#include "holdfast/match/guard.hpp"

namespace holdfast::server::api {
namespace {

std::string_view sentence_for(std::string_view reason) noexcept {
    for (const match::GuardReason each : match::all_guard_reasons) {
        if (match::to_text(each) == reason) {
            return match::explain(each);
        }
    }
    return "Somebody has to look at this picture first.";  // a word of the operator's own
}

}  // namespace

std::string reason_to_hold(std::span<const Signal> signals) {
    const auto reason = match::judge(signals);
    return reason ? std::string(match::to_text(*reason)) : std::string();
}

std::string explain_paused(std::string_view contact) {
    std::string text = "The people who run this service are looking at it. It is kept, and matches nothing meanwhile.";
    text += contact.empty() ? " To ask about it, contact them and give the case number."
                            : " To ask about it, contact " + std::string(contact) + " and give the case number.";
    return text;
}

std::string explain_held(std::string_view reason, std::string_view contact) {
    std::string text(sentence_for(reason));
    text += " It is kept, but not matched.";
    text += contact.empty() ? " To have it looked at, contact whoever runs this service and give the case number."
                            : " To have it looked at, contact " + std::string(contact) + " and give the case number.";
    return text;
}

}  // namespace holdfast::server::api
