// SPDX-License-Identifier: Apache-2.0
// What is kept of each request: a count, a latency, and sometimes a log line of route, method, status and milliseconds.
#pragma once

#include <vector>

#include "holdfast/server/log.hpp"
#include "metrics/metrics.hpp"

namespace holdfast::server {

class RequestNotes final : public Observer {
  public:
    /// A line for every request that failed on our side (5xx) and every `sample`th of the others; 0: none of those.
    RequestNotes(Metrics& metrics, Log& log, unsigned threads, unsigned sample)
        : metrics_(metrics), log_(log), sample_(sample), counts_(threads) {}

    void served(unsigned thread, const Served& request) noexcept override;

  private:
    struct alignas(64) Count {
        unsigned since_line = 0;  // touched by its own thread alone
    };
    Metrics& metrics_;
    Log& log_;
    const unsigned sample_;
    std::vector<Count> counts_;
};

}  // namespace holdfast::server
