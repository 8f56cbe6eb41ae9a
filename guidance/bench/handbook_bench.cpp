// SPDX-License-Identifier: Apache-2.0
// How long does a person wait for the guide? Reading the blob, then one plan. docs/benchmarks/guidance.md.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "holdfast/guidance/door.hpp"
#include "holdfast/guidance/plan.hpp"

namespace {

using namespace holdfast::guidance;

constexpr std::string_view plan_request =
    R"({"ask":"plan","today":"2026-11-22","answers":{"danger":"no","situation":"threatened","live":"no","role":"me",)"
    R"("age_now":"adult","adult_then":"yes","who":"stranger","have":"real","posted":"yes","paid":"money",)"
    R"("where":"instagram","country":"england"}})";
constexpr std::string_view place_request = R"({"ask":"places","today":"2026-11-22","text":"Newcastle"})";

const std::string& blob() {
    static const std::string text = [] {
        std::ifstream file(GUIDANCE_BLOB, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }();
    return text;
}

const Handbook& handbook() {
    static const Handbook book = read_handbook(blob()).value_or(Handbook{});
    return book;
}

void read_the_blob(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(read_handbook(blob()));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(blob().size()));
}
BENCHMARK(read_the_blob)->Unit(benchmark::kMillisecond);

void make_the_plan(benchmark::State& state) {
    Answers answers;
    for (auto _ : state) benchmark::DoNotOptimize(make_plan(handbook().guide, answers));
}
BENCHMARK(make_the_plan)->Unit(benchmark::kMicrosecond);

void ask(benchmark::State& state, std::string_view request) {
    std::size_t bytes = 0;
    for (auto _ : state) {
        const std::string text = answer(handbook(), request);
        bytes = text.size();
        benchmark::DoNotOptimize(text);
    }
    state.counters["answer_bytes"] = static_cast<double>(bytes);
}
BENCHMARK_CAPTURE(ask, plan, plan_request)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ask, places, place_request)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
