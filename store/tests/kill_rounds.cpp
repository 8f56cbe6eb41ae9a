// SPDX-License-Identifier: Apache-2.0
#include "kill_rounds.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <random>
#include <span>
#include <thread>
#include <vector>

#include "holdfast/store/sqlite.hpp"
#include "killed_child.hpp"
#include "sample.hpp"
#include "scratch_folder.hpp"
#include "witness.hpp"
#include "workload.hpp"

namespace holdfast::store {
namespace {

// One line of the child's report; smaller than PIPE_BUF, so that threads' reports do not mix.
struct Report {
    Act act;
    bool acknowledged = false;
};

constexpr std::uint64_t threads_of_load = 3;
constexpr std::uint64_t numbers_a_thread = 100'000;

[[noreturn]] void write_until_killed(const std::filesystem::path& path, int pipe, std::uint64_t seed) {
    auto store = open_sqlite({.path = path, .vfs = {}, .on_error = {}});
    if (!store) ::_exit(2);
    std::vector<std::thread> threads;
    for (std::uint64_t t = 0; t < threads_of_load; ++t) {
        threads.emplace_back([&, t] {
            Workload workload(seed * 10 + t, (seed * threads_of_load + t) * numbers_a_thread);
            const auto report = [&](const Act& act, bool acknowledged) {
                const Report line{.act = act, .acknowledged = acknowledged};
                if (::write(pipe, &line, sizeof line) != sizeof line) ::_exit(3);
            };
            const Reporter reporter{.intended = [&](const Act& act) { report(act, false); },
                                    .acknowledged = [&](const Act& act) { report(act, true); }};
            while (true) workload.step(**store, reporter);
        });
    }
    for (auto& thread : threads) thread.join();
    ::_exit(0);
}

}  // namespace

void expect_to_survive_kills(std::uint64_t rounds, std::uint64_t first_seed) {
    const ScratchFolder folder;
    const auto path = folder.path() / "holdfast.db";
    {
        auto store = open_sqlite({.path = path, .vfs = {}, .on_error = {}});
        ASSERT_TRUE(store);
        ASSERT_TRUE((*store)->add_partner(sample::partner(1)));
    }
    Witness witness;
    std::mt19937_64 draw(first_seed);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        Report line;
        ASSERT_NO_FATAL_FAILURE(kill_while_it_works(
            draw, 150, std::as_writable_bytes(std::span(&line, 1)),
            [&](int pipe) { write_until_killed(path, pipe, first_seed + round); },
            [&] {
                if (line.acknowledged) {
                    witness.acknowledged(line.act);
                } else {
                    witness.intended(line.act);
                }
            }));

        std::string said;
        auto store = open_sqlite({.path = path, .vfs = {}, .on_error = [&](std::string_view s) { said += s; }});
        ASSERT_TRUE(store) << "round " << round << ": " << said;
        witness.check(**store, path);
        ASSERT_EQ(said, "");
        ASSERT_FALSE(testing::Test::HasFailure()) << "in round " << round;
    }
    EXPECT_GT(witness.acknowledgements(), rounds * 5);
}

}  // namespace holdfast::store
