// SPDX-License-Identifier: Apache-2.0
// Questions: how many receipts for new seals a second does the log give, each one fsynced before it is given? How long
// does a receipt for a seal take that is in the log already?
// The database lies in the folder for temporary files: set TMPDIR to put it on the disk in question.
#include <benchmark/benchmark.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "holdfast/sealing/digest.hpp"
#include "holdfast/store/sqlite.hpp"
#include "seal_log/seal_log.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::server;

constexpr UnixMillis now{1'800'000'000'000};
constexpr std::uint64_t there_before = 3'000;

Digest256 seal(std::uint64_t n) {
    return sealing::sha256("seal " + std::to_string(n));
}

struct Log {
    std::filesystem::path folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<SealLog> log;
    std::atomic<std::uint64_t> next = 0;

    Log() {
        std::string pattern = (std::filesystem::temp_directory_path() / "holdfast-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) std::abort();
        folder = pattern;
        auto opened = store::open_sqlite({.path = folder / "holdfast.db", .vfs = {}, .on_error = {}});
        if (!opened) std::abort();
        store = std::move(*opened);
        auto begun = SealLog::open(*store, sealing::Secret<32>(std::array<std::byte, 32>{}), "bench/seals");
        if (!begun) std::abort();
        log = std::move(*begun);
        while (next < there_before) take(next++);
    }
    ~Log() {
        log.reset();
        store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void take(std::uint64_t n) const {
        if (!log->take(seal(n), now, std::nullopt)) std::abort();
    }
};

Log& the_log() {
    static Log log;
    return log;
}

void new_seal(benchmark::State& state) {
    Log& log = the_log();
    for (auto _ : state) log.take(log.next++);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(new_seal)->Threads(1)->Threads(8)->UseRealTime()->Unit(benchmark::kMillisecond);

void seal_that_is_there(benchmark::State& state) {
    const Log& log = the_log();
    std::uint64_t n = 0;
    for (auto _ : state) log.take(n++ % there_before);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(seal_that_is_there)->Threads(1)->Threads(8)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
