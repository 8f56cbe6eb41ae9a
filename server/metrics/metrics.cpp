// SPDX-License-Identifier: Apache-2.0
#include "metrics/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

namespace holdfast::server {

void Metrics::served(unsigned thread, const Served& request) noexcept {
    if (thread >= shards_.size()) return;
    Shard& shard = shards_[thread];
    const auto micros = static_cast<std::uint64_t>(std::max<std::int64_t>(request.took.count(), 0));
    const auto* const bound = std::ranges::lower_bound(latency_bounds, micros);
    const auto bucket = static_cast<std::size_t>(bound - latency_bounds.begin());
    const std::lock_guard lock(shard.mutex);
    ++shard.answered[{request.route, request.method, request.status}];
    Latency& latency = shard.latency[request.route];
    ++latency.counts[bucket];
    latency.seconds += static_cast<double>(micros) * 1e-6;
}

void Metrics::add(Kind kind, std::string name, std::string help, std::function<double()> read) {
    sources_.push_back({kind, std::move(name), std::move(help), std::move(read)});
}

std::string Metrics::text() const {
    std::map<Answered, std::uint64_t> answered;
    std::map<std::string_view, Latency> latency;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        for (const auto& [key, count] : shard.answered) answered[key] += count;
        for (const auto& [route, part] : shard.latency) {
            Latency& sum = latency[route];
            for (std::size_t i = 0; i < part.counts.size(); ++i) sum.counts[i] += part.counts[i];
            sum.seconds += part.seconds;
        }
    }

    std::vector<prometheus::MetricFamily> families;
    prometheus::MetricFamily requests{
        "holdfast_http_requests_total", "Requests answered.", prometheus::MetricType::Counter, {}};
    for (const auto& [key, count] : answered) {
        const auto& [route, method, status] = key;
        prometheus::ClientMetric metric;
        metric.label = {
            {"route", std::string(route)}, {"method", std::string(method)}, {"status", std::to_string(status)}};
        metric.counter.value = static_cast<double>(count);
        requests.metric.push_back(std::move(metric));
    }
    families.push_back(std::move(requests));

    prometheus::MetricFamily seconds{
        "holdfast_http_request_seconds",
        "From a request's last byte to its answer's first, the wait for a worker included.",
        prometheus::MetricType::Histogram,
        {}};
    for (const auto& [route, sum] : latency) {
        prometheus::ClientMetric metric;
        metric.label = {{"route", std::string(route)}};
        std::uint64_t cumulative = 0;
        for (std::size_t i = 0; i < latency_bounds.size(); ++i) {
            cumulative += sum.counts[i];
            metric.histogram.bucket.push_back({cumulative, static_cast<double>(latency_bounds[i]) / 1e6});
        }
        metric.histogram.sample_count = cumulative + sum.counts.back();
        metric.histogram.sample_sum = sum.seconds;
        seconds.metric.push_back(std::move(metric));
    }
    families.push_back(std::move(seconds));

    for (const Source& source : sources_) {
        const bool counter = source.kind == Kind::counter;
        prometheus::ClientMetric metric;
        (counter ? metric.counter.value : metric.gauge.value) = source.read();
        families.push_back({source.name,
                            source.help,
                            counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge,
                            {std::move(metric)}});
    }
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace holdfast::server
