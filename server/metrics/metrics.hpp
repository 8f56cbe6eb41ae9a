// SPDX-License-Identifier: Apache-2.0
// Counts for operators, in the Prometheus text format. Labels are routes, methods and statuses; nothing that could name
// a person, a partner, a code or an address.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "http/http_server.hpp"

namespace holdfast::server {

/// Upper bounds of the latency histogram, in microseconds; a last bucket holds what is slower.
inline constexpr std::array<std::uint32_t, 14> latency_bounds{
    100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 2'500'000, 10'000'000};

class Metrics final : public Observer {
  public:
    enum class Kind : std::uint8_t { gauge, counter };

    /// `threads`: how many call served(), each with its own number.
    explicit Metrics(unsigned threads) : shards_(threads) {}

    /// Cost: an uncontended lock and a small map.
    void served(unsigned thread, const Served& request) noexcept override;

    /// A number that is read whenever metrics are asked for. Before the first text().
    void add(Kind kind, std::string name, std::string help, std::function<double()> read);

    [[nodiscard]] std::string text() const;

  private:
    struct Latency {
        std::array<std::uint64_t, latency_bounds.size() + 1> counts{};
        double seconds = 0;
    };
    using Answered = std::tuple<std::string_view, std::string_view, int>;  // route, method, status; all of few values
    struct alignas(64) Shard {
        mutable std::mutex mutex;  // held by its own thread, and for a moment by text()
        std::map<Answered, std::uint64_t> answered;
        std::map<std::string_view, Latency> latency;  // by route
    };
    struct Source {
        Kind kind;
        std::string name, help;
        std::function<double()> read;
    };
    std::vector<Shard> shards_;
    std::vector<Source> sources_;
};

}  // namespace holdfast::server
