// SPDX-License-Identifier: Apache-2.0
// Question: how long does an exact search take, for one query and for 64 at once, beside comparing every code in full?
// Half of the queries are planted at 0..31 flipped bits, half are random.
#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <random>

#include "holdfast/match/search.hpp"

namespace {

using holdfast::Code256;
using namespace holdfast::match;

struct World {
    std::vector<Code256> codes;
    std::vector<std::unique_ptr<CodeBlock>> held;
    std::vector<const CodeBlock*> blocks;
    std::vector<Code256> queries;
};

const World& world(std::size_t size) {
    static std::map<std::size_t, World> worlds;
    World& made = worlds[size];
    if (made.codes.empty()) {
        std::mt19937_64 draw(size);
        for (std::size_t i = 0; i < size; ++i) made.codes.push_back({{draw(), draw(), draw(), draw()}});
        for (std::size_t i = 0; i < size; ++i) {
            if (i % CodeBlock::capacity == 0) {
                made.blocks.push_back(made.held.emplace_back(std::make_unique<CodeBlock>()).get());
            }
            made.held.back()->set(i % CodeBlock::capacity, made.codes[i]);
        }
        for (unsigned k = 0; k < 64; ++k) {
            Code256 query{{draw(), draw(), draw(), draw()}};
            if (k % 2 == 0) {
                query = made.codes[draw() % size];
                for (unsigned flips = 0; flips < k / 2; ++flips) {
                    query.words[draw() % 4] ^= std::uint64_t{1} << (draw() % 64);
                }
            }
            made.queries.push_back(query);
        }
    }
    return made;
}

void scan(benchmark::State& state, Kernel kernel, int radius) {
    if (!supported(kernel)) {
        state.SkipWithError("not on this processor");
        return;
    }
    const World& w = world(static_cast<std::size_t>(state.range(0)));
    const auto batch = static_cast<std::size_t>(state.range(1));
    std::vector<std::vector<Found>> found(batch);
    std::size_t next = 0;
    for (auto _ : state) {
        for (auto& list : found) list.clear();
        search(w.blocks, w.codes.size(), std::span(w.queries).subspan(next, batch), radius, kernel, found);
        benchmark::DoNotOptimize(found);
        next = (next + batch) % w.queries.size();
    }
    state.counters["per query"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(batch),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// The peer: four 64-bit counts a code, no filter, compiled for POPCNT.
[[gnu::target("popcnt")]] void plain_scan(const std::vector<Code256>& codes, const Code256& query, int radius,
                                          std::vector<Found>& found) {
    for (std::size_t i = 0; i < codes.size(); ++i) {
        int d = 0;
        for (std::size_t k = 0; k < 4; ++k) d += std::popcount(codes[i].words[k] ^ query.words[k]);
        if (d <= radius) found.push_back({.position = static_cast<std::uint32_t>(i), .distance = d});
    }
}

void peer(benchmark::State& state) {
    const World& w = world(static_cast<std::size_t>(state.range(0)));
    std::vector<Found> found;
    std::size_t next = 0;
    for (auto _ : state) {
        found.clear();
        plain_scan(w.codes, w.queries[next++ % w.queries.size()], 31, found);
        benchmark::DoNotOptimize(found);
    }
    state.counters["per query"] = benchmark::Counter(static_cast<double>(state.iterations()),
                                                     benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void sizes(benchmark::internal::Benchmark* bench) {
    for (const int size : {100'000, 1'000'000}) {
        for (const int batch : {1, 64}) bench->Args({size, batch});
    }
    bench->Unit(benchmark::kMicrosecond)->MinTime(1.0);
}

BENCHMARK_CAPTURE(scan, portable, Kernel::portable, 31)->Apply(sizes);
BENCHMARK_CAPTURE(scan, popcnt, Kernel::popcnt, 31)->Apply(sizes);
BENCHMARK_CAPTURE(scan, avx2, Kernel::avx2, 31)->Apply(sizes);
BENCHMARK_CAPTURE(scan, avx512, Kernel::avx512, 31)->Apply(sizes);
BENCHMARK_CAPTURE(scan, avx512_radius63, Kernel::avx512, 63)->Apply(sizes);
BENCHMARK(peer)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond)->MinTime(1.0);

}  // namespace

BENCHMARK_MAIN();
