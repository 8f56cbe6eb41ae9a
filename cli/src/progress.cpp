// SPDX-License-Identifier: Apache-2.0
#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace holdfast::cli {
namespace {
constexpr std::size_t bar_width = 30;
constexpr std::chrono::milliseconds between_draws{100};
}  // namespace

Progress::Progress(std::uint64_t total, std::string unit, bool quiet)
    : total_(total), unit_(std::move(unit)), enabled_(!quiet && total != 1 && isatty(STDERR_FILENO) == 1) {}

void Progress::advance(std::uint64_t by) {
    done_ += by;
    if (!enabled_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - drawn_ < between_draws) return;
    drawn_ = now;
    draw();
}

void Progress::draw() {
    std::string line = "\r";
    if (total_ > 0) {
        const std::size_t filled = static_cast<std::size_t>(bar_width * std::min(done_, total_) / total_);
        line.append("[").append(filled, '=').append(bar_width - filled, ' ').append("] ");
        line.append(std::to_string(done_)).append("/").append(std::to_string(total_));
    } else {
        line.append(std::to_string(done_));
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started_;
    const double rate = seconds.count() > 0 ? static_cast<double>(done_) / seconds.count() : 0;
    line.append(" ").append(unit_).append(", ").append(std::to_string(static_cast<std::uint64_t>(rate)));
    line.append(" a second\x1b[K");
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
    shown_ = true;
}

void Progress::hide() {
    if (!shown_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    shown_ = false;
}

}  // namespace holdfast::cli
