// SPDX-License-Identifier: Apache-2.0
#include "holdfast/server/item_guard.hpp"

namespace holdfast::server::api {

std::string reason_to_hold(std::span<const Signal> signals) {
    for (const Signal& signal : signals) {
        if (signal.quality < min_quality) {
            return "too_plain";
        }
    }
    return {};
}

std::string explain_held(std::string_view reason, std::string_view contact) {
    std::string text = reason == "too_plain"
                           ? "This picture has too little detail to be told apart from others, so it is kept but not "
                             "matched."
                           : "This picture is kept but not matched until somebody has looked at why.";
    text += contact.empty() ? " To have it looked at, contact whoever runs this service and give the case number."
                            : " To have it looked at, contact " + std::string(contact) + " and give the case number.";
    return text;
}

}  // namespace holdfast::server::api
