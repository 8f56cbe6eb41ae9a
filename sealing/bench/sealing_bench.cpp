// SPDX-License-Identifier: Apache-2.0
// How long does a proof of work take, and what does the solver gain over hashing with libsodium? What do sealing,
// scrypt and age cost?
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/item_number.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/sealing/proof_of_work.hpp"

namespace holdfast::sealing {
namespace {

Challenge hardest() {
    return make_challenge(Secret<32>{}, std::array<std::byte, 16>{}, {1}, max_difficulty);
}

void solve(benchmark::State& state) {
    const Challenge challenge = hardest();
    constexpr std::uint64_t tries = 100'000;
    std::uint64_t start = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(solve_proof(challenge, {}, start, tries));
        start += tries;
    }
    state.counters["hashes"] = benchmark::Counter(static_cast<double>(start), benchmark::Counter::kIsRate);
}
BENCHMARK(solve)->Unit(benchmark::kMillisecond);

void check_one_by_one_with_libsodium(benchmark::State& state) {
    const Challenge challenge = hardest();
    std::uint64_t nonce = 0;
    for (auto _ : state) benchmark::DoNotOptimize(check_proof(challenge, {}, nonce++));
    state.counters["hashes"] = benchmark::Counter(static_cast<double>(nonce), benchmark::Counter::kIsRate);
}
BENCHMARK(check_one_by_one_with_libsodium);

void seal_an_alert(benchmark::State& state) {
    const std::vector<std::byte> message(300);
    const AgeRecipient to = AgeIdentity(Secret<32>(std::array<std::byte, 32>{std::byte{9}})).recipient();
    const Secret<32> ephemeral(std::array<std::byte, 32>{std::byte{7}});
    for (auto _ : state) benchmark::DoNotOptimize(seal_message(message, to.key, ephemeral));
}
BENCHMARK(seal_an_alert)->Unit(benchmark::kMicrosecond);

void number_an_item(benchmark::State& state) {
    const ItemNumbers numbers(Secret<32>{}, Id128{});
    Id128 id;
    for (auto _ : state) benchmark::DoNotOptimize(id = numbers.number_of(id));
}
BENCHMARK(number_an_item);

void lock_with_a_passphrase(benchmark::State& state) {
    const std::vector<std::byte> random(AgeEncryptor::passphrase_random_bytes);
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            AgeEncryptor::with_passphrase("two horses", static_cast<unsigned>(state.range(0)), random));
    }
}
BENCHMARK(lock_with_a_passphrase)->Arg(15)->Arg(18)->Unit(benchmark::kMillisecond);

void encrypt_and_decrypt_with_age(benchmark::State& state) {
    const AgeIdentity identity(Secret<32>(std::array<std::byte, 32>{std::byte{9}}));
    const std::array<AgeRecipient, 1> to{identity.recipient()};
    const std::vector<std::byte> random(AgeEncryptor::random_bytes(1), std::byte{3});
    const std::vector<std::byte> plain(16U << 20U);
    for (auto _ : state) {
        std::vector<std::byte> file;
        auto encryptor = AgeEncryptor::to_recipients(to, random);
        encryptor->push(plain, file);
        encryptor->finish(file);
        auto decryptor = AgeDecryptor::with_identities({&identity, 1});
        std::vector<std::byte> back;
        benchmark::DoNotOptimize(decryptor.push(file, back));
        benchmark::DoNotOptimize(decryptor.finish(back));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(plain.size()));
}
BENCHMARK(encrypt_and_decrypt_with_age)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace holdfast::sealing

BENCHMARK_MAIN();
