// SPDX-License-Identifier: Apache-2.0
// How fast is a pack sealed and verified on one core, and which part of it takes the time? Bytes a second of payload,
// all in memory. The peer, `sha256sum`, is a program: docs/BENCHMARKS.md has the command that runs it beside this.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "holdfast/evidence/pack_check.hpp"
#include "holdfast/evidence/pack_writer.hpp"

namespace {

using namespace holdfast::evidence;
using holdfast::sealing::as_bytes;

const std::vector<std::byte>& payload() {
    static const std::vector<std::byte> bytes = [] {
        std::vector<std::byte> made(std::size_t{64} << 20U);
        std::uint32_t state = 1;
        for (std::byte& byte : made) byte = static_cast<std::byte>((state = state * 1664525U + 1013904223U) >> 24U);
        return made;
    }();
    return bytes;
}

void count_bytes(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(payload().size()));
}

void sha256(benchmark::State& state) {
    for (auto _ : state) {
        holdfast::sealing::Sha256 digest;
        digest.update(payload());
        benchmark::DoNotOptimize(digest.finish());
    }
    count_bytes(state);
}
void sha512(benchmark::State& state) {
    for (auto _ : state) {
        holdfast::sealing::Sha512 digest;
        digest.update(payload());
        benchmark::DoNotOptimize(digest.finish());
    }
    count_bytes(state);
}
void checksum(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(crc32(crc32_of_nothing, payload()));
    count_bytes(state);
}

// Both passes: digests, then the ZIP file.
std::string sealed() {
    auto draft = PackDraft::create({.case_number = "HF-1", .sealed_at = {1'800'000'000'000}, .software = "Holdfast"},
                                   {{.path = "data/items/0001.bin", .digests = digests_of(payload())}});
    (void)draft->sign(holdfast::sealing::Secret<32>{});
    auto zip = draft->zip();
    std::string out;
    out.reserve(static_cast<std::size_t>(zip->size()));
    const auto entries = draft->entries();
    for (const PackEntry& entry : *entries) {
        const auto content = entry.file ? std::span<const std::byte>(payload()) : as_bytes(entry.text);
        out += zip->begin_entry().value();
        (void)zip->content(content);
        out.append(reinterpret_cast<const char*>(content.data()), content.size());
    }
    return out + zip->finish().value();
}
void seal(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(sealed());
    count_bytes(state);
}
void verify(benchmark::State& state) {
    const std::string pack = sealed();
    for (auto _ : state) {
        PackZipCheck check(pack.size());
        while (const auto range = check.wants()) {
            const std::uint64_t bytes = std::min<std::uint64_t>(range->bytes, std::uint64_t{1} << 20U);
            check.take(
                as_bytes(pack).subspan(static_cast<std::size_t>(range->offset), static_cast<std::size_t>(bytes)));
        }
        if (check.finish({}).verdict != PackVerdict::holds_unconfirmed) state.SkipWithError("does not hold");
    }
    count_bytes(state);
}

BENCHMARK(sha256)->Unit(benchmark::kMillisecond);
BENCHMARK(sha512)->Unit(benchmark::kMillisecond);
BENCHMARK(checksum)->Unit(benchmark::kMillisecond);
BENCHMARK(seal)->Unit(benchmark::kMillisecond);
BENCHMARK(verify)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
