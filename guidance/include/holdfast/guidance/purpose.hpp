// SPDX-License-Identifier: Apache-2.0
// What somebody needs a line or a service for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace holdfast::guidance {

/// Of lines: crisis to money; of services: child, police, money and those from picture on.
/// data/directory says what each means.
enum class Purpose : std::uint8_t {
    crisis,
    child,
    abuse,
    police,
    lgbt,
    men,
    victim,
    money,
    picture,
    threat,
    platform,
    regulator,
    bluff,
    advice,
    video
};
inline constexpr std::array<std::string_view, 15> purpose_names{"crisis",   "child",     "abuse", "police",  "lgbt",
                                                                "men",      "victim",    "money", "picture", "threat",
                                                                "platform", "regulator", "bluff", "advice",  "video"};
[[nodiscard]] constexpr std::string_view to_text(Purpose purpose) noexcept {
    return purpose_names[static_cast<std::size_t>(purpose)];
}

}  // namespace holdfast::guidance
