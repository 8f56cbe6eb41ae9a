// SPDX-License-Identifier: Apache-2.0
// Questions: how long until a change can be found (one put, one removal), and what does a lookup cost through the
// index?
#include <benchmark/benchmark.h>

#include <array>
#include <bit>
#include <map>
#include <random>

#include "holdfast/index/fingerprint_index.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::index;

// SplitMix64: cheap to seed, unlike the standard engines.
std::uint64_t mixed(std::uint64_t n) {
    n += 0x9e3779b97f4a7c15U;
    n = (n ^ (n >> 30U)) * 0xbf58476d1ce4e5b9U;
    n = (n ^ (n >> 27U)) * 0x94d049bb133111ebU;
    return n ^ (n >> 31U);
}
Id128 owner(std::uint64_t n) {
    const std::array words{mixed(2 * n), mixed(2 * n + 1)};
    return std::bit_cast<Id128>(words);
}
Code256 code(std::uint64_t n) {
    return Code256{{mixed(4 * n), mixed(4 * n + 1), mixed(4 * n + 2), mixed(4 * n + 3)}};
}
Change put(std::uint64_t n) {
    return {
        .kind = Change::Kind::put, .owner = owner(n), .entries = {{.code = code(n), .owner = owner(n), .group = 1}}};
}

std::unique_ptr<FingerprintIndex> filled(std::uint64_t size) {
    auto index = make_memory_index();
    std::vector<Change> changes;
    for (std::uint64_t n = 0; n < size; ++n) changes.push_back(put(n));
    index->apply(changes, 1);
    return index;
}

FingerprintIndex& shared_index(std::uint64_t size) {
    static std::map<std::uint64_t, std::unique_ptr<FingerprintIndex>> indexes;
    auto& index = indexes[size];
    if (!index) index = filled(size);
    return *index;
}

void put_and_remove(benchmark::State& state) {
    auto& index = shared_index(static_cast<std::uint64_t>(state.range(0)));
    std::uint64_t n = 1'000'000'000;
    std::uint64_t position = 1;
    for (auto _ : state) {
        const Change in = put(++n);
        const Change out{.kind = Change::Kind::remove, .owner = in.owner, .entries = {}};
        index.apply(std::span(&in, 1), ++position);
        index.apply(std::span(&out, 1), ++position);
    }
}

void replace_in_the_middle(benchmark::State& state) {
    const auto size = static_cast<std::uint64_t>(state.range(0));
    auto& index = shared_index(size);
    std::uint64_t position = 1;
    std::mt19937_64 draw(1);
    for (auto _ : state) {
        const Change change = put(draw() % size);
        index.apply(std::span(&change, 1), ++position);
    }
}

void fill(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(filled(static_cast<std::uint64_t>(state.range(0))));
}

void lookup(benchmark::State& state) {
    auto& index = shared_index(static_cast<std::uint64_t>(state.range(0)));
    std::vector<Code256> queries;
    for (std::int64_t k = 0; k < state.range(1); ++k) queries.push_back(code(static_cast<std::uint64_t>(k) * 2));
    for (auto _ : state) benchmark::DoNotOptimize(index.search(queries, 31, {}));
    state.counters["per query"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(state.range(1)),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BENCHMARK(put_and_remove)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(replace_in_the_middle)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(fill)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(lookup)
    ->Args({100'000, 1})
    ->Args({100'000, 64})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 64})
    ->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
