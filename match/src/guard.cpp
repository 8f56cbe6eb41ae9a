// SPDX-License-Identifier: Apache-2.0
#include "holdfast/match/guard.hpp"

#include <algorithm>

#include "ordinary_codes.hpp"

namespace holdfast::match {

std::string_view to_text(GuardReason reason) noexcept {
    switch (reason) {
        case GuardReason::too_plain:
            return "too_plain";
        case GuardReason::too_few_bits:
            return "too_few_bits";
        case GuardReason::too_many_bits:
            return "too_many_bits";
        case GuardReason::too_common:
            return "too_common";
    }
    return "unknown";
}

std::string_view explain(GuardReason reason) noexcept {
    switch (reason) {
        case GuardReason::too_plain:
            return "This picture has too little detail to be told apart from others.";
        case GuardReason::too_few_bits:
        case GuardReason::too_many_bits:
            return "This fingerprint is not one that a photograph gives.";
        case GuardReason::too_common:
            return "This fingerprint is that of a picture that many people have, such as a wallpaper or a plain "
                   "pattern.";
    }
    return "This fingerprint is held back.";
}

std::span<const Code256> ordinary_codes() noexcept {
    return ordinary_code_table;
}

int ordinary_matches(const Code256& code, int radius) noexcept {
    return static_cast<int>(std::ranges::count_if(
        ordinary_code_table, [&](const Code256& ordinary) { return distance(ordinary, code) <= radius; }));
}

std::optional<GuardReason> judge(const Signal& signal) noexcept {
    if (signal.quality < min_quality) return GuardReason::too_plain;
    const int bits = signal.code.popcount();
    if (bits < fewest_bits) return GuardReason::too_few_bits;
    if (bits > most_bits) return GuardReason::too_many_bits;
    if (ordinary_matches(signal.code) > 0) return GuardReason::too_common;
    return std::nullopt;
}

std::optional<GuardReason> judge(std::span<const Signal> signals) noexcept {
    for (const Signal& signal : signals) {
        if (const auto reason = judge(signal)) return reason;
    }
    return std::nullopt;
}

}  // namespace holdfast::match
