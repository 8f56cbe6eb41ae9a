// SPDX-License-Identifier: Apache-2.0
// Questions: how many submissions and withdrawals a second are acknowledged, each one fsynced? What does a read cost
// meanwhile? How long does a node take at its start to load everything that can match?
// The database lies in the folder for temporary files: set TMPDIR to put it on the disk in question.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>

#include "../tests/sample.hpp"
#include "holdfast/store/sqlite.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::store;
using namespace holdfast::store::sample;

struct Database {
    std::filesystem::path folder;
    std::unique_ptr<Store> store;
    std::uint64_t next = 0;

    Database() {
        std::string pattern = (std::filesystem::temp_directory_path() / "holdfast-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) std::abort();
        folder = pattern;
        auto opened = open_sqlite({.path = folder / "holdfast.db", .vfs = {}, .on_error = {}});
        if (!opened) std::abort();
        store = std::move(*opened);
    }
    ~Database() {
        store.reset();
        std::filesystem::remove_all(folder);
    }
};

void submit(benchmark::State& state) {
    static std::unique_ptr<Database> database;
    static std::atomic<std::uint64_t> next;
    if (state.thread_index() == 0) database = std::make_unique<Database>();
    for (auto _ : state) {
        const std::uint64_t n = next.fetch_add(1);
        if (!database->store->submit(submission(n, {item(n)}))) state.SkipWithError("submit failed");
    }
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0) database.reset();
}

void withdraw(benchmark::State& state) {
    Database database;
    std::uint64_t next = 0;
    std::uint64_t stocked = 0;
    for (auto _ : state) {
        if (next == stocked) {
            state.PauseTiming();
            // One case a withdrawal, stocked by the thousand.
            for (std::uint64_t k = 0; k < 1000; ++k, ++stocked) {
                if (!database.store->submit(submission(stocked, {item(stocked)}))) state.SkipWithError("submit failed");
            }
            state.ResumeTiming();
        }
        if (!database.store->withdraw(withdrawal(next, {next}))) state.SkipWithError("withdraw failed");
        ++next;
    }
    state.SetItemsProcessed(state.iterations());
}

void withdraw_and_scrub(benchmark::State& state) {
    Database database;
    std::uint64_t n = 0;
    for (auto _ : state) {
        state.PauseTiming();
        if (!database.store->submit(submission(n, {item(n)}))) state.SkipWithError("submit failed");
        state.ResumeTiming();
        if (!database.store->withdraw(withdrawal(n, {n})) || !database.store->scrub()) state.SkipWithError("failed");
        ++n;
    }
    state.SetItemsProcessed(state.iterations());
}

Database& filled(std::uint64_t size) {
    static std::map<std::uint64_t, std::unique_ptr<Database>> databases;
    auto& database = databases[size];
    if (!database) {
        database = std::make_unique<Database>();
        constexpr std::uint64_t batch = 10'000;
        for (std::uint64_t first = 0; first < size; first += batch) {
            std::vector<NewItem> items;
            for (std::uint64_t n = first; n < std::min(size, first + batch); ++n) {
                items.push_back(item(n));
                items.back().item.signals.resize(1);
            }
            if (!database->store->import_items(items)) std::abort();
        }
    }
    return *database;
}

void load_all(benchmark::State& state) {
    Database& database = filled(static_cast<std::uint64_t>(state.range(0)));
    std::uint64_t items = 0;
    for (auto _ : state) {
        const auto position =
            database.store->snapshot([&](const Item& one) { items += one.signals.size(); }, [](const Sighting&) {});
        if (!position) state.SkipWithError("snapshot failed");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(items));
}

void read_item(benchmark::State& state) {
    Database& database = filled(100'000);
    std::uint64_t n = 0;
    for (auto _ : state) {
        n = (n + 7919) % 100'000;
        benchmark::DoNotOptimize(database.store->item(id('i', n)));
    }
}

void read_empty_tail_of_log(benchmark::State& state) {
    Database& database = filled(100'000);
    const std::uint64_t end = database.store->last_position().value_or(0);
    for (auto _ : state) benchmark::DoNotOptimize(database.store->events_after(end, 1000));
}

BENCHMARK(submit)->Threads(1)->Threads(4)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(withdraw)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(withdraw_and_scrub)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(read_item)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_empty_tail_of_log)->Unit(benchmark::kMicrosecond);
BENCHMARK(load_all)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
