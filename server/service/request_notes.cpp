// SPDX-License-Identifier: Apache-2.0
#include "service/request_notes.hpp"

namespace holdfast::server {
namespace {

std::string millis_text(std::chrono::microseconds took) {
    const auto micros = took.count();
    const std::string fraction = std::to_string(1000 + micros % 1000);
    return std::to_string(micros / 1000) + "." + fraction.substr(1);
}

}  // namespace

void RequestNotes::served(unsigned thread, const Served& request) noexcept {
    metrics_.served(thread, request);
    const bool failed = request.status >= 500;
    if (!failed) {
        if (sample_ == 0 || thread >= counts_.size() || ++counts_[thread].since_line < sample_) return;
        counts_[thread].since_line = 0;
    }
    try {
        log_.write(failed ? LogLevel::warning : LogLevel::info, "request",
                   {{"route", std::string(request.route)},
                    {"method", std::string(request.method)},
                    {"status", std::to_string(request.status)},
                    {"ms", millis_text(request.took)}});
    } catch (...) {
        return;  // out of memory: the request is answered, the line is lost
    }
}

}  // namespace holdfast::server
