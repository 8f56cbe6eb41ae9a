// SPDX-License-Identifier: Apache-2.0
#include "device_clock.hpp"

#include <chrono>
#include <ctime>

namespace holdfast::cli {

evidence::Moment device_now() {
    const auto now = std::chrono::system_clock::now();
    const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    evidence::Moment moment{.at = {at}, .zone = {}};
    std::tm local{};
    if (::localtime_r(&seconds, &local) != nullptr) moment.zone = static_cast<std::int16_t>(local.tm_gmtoff / 60);
    return moment;
}

}  // namespace holdfast::cli
