// SPDX-License-Identifier: Apache-2.0
#include "toy_log.hpp"

#include <functional>

#include "sample.hpp"

namespace holdfast::store {
namespace {

std::string next(const std::string& checkpoint, const LoggedSeal& entry) {
    const std::string text = checkpoint + to_hex(entry.seal) + std::to_string(entry.received.value);
    return std::to_string(entry.index + 1) + " " + std::to_string(std::hash<std::string>{}(text));
}

}  // namespace

NewSeal toy_seal(std::uint64_t n) {
    return {.seal = sample::digest(n, 11),
            .at = sample::at(static_cast<std::int64_t>(n % 1000)),
            .proof = SpentProof{.challenge = sample::digest(n, 12), .expires = sample::at(60'000)},
            .grow = [](const LoggedSeal& entry, const SealHead& before, const SealHashes& kept) -> Result<SealGrowth> {
                // The hash before it must be there already.
                if (entry.index != 0 && !kept(0, entry.index - 1)) return std::unexpected(StoreError::corrupt);
                return SealGrowth{.hashes = {{.level = 0, .index = entry.index, .hash = entry.seal}},
                                  .checkpoint = next(before.checkpoint, entry)};
            }};
}

std::string toy_checkpoint(const std::vector<LoggedSeal>& entries) {
    std::string checkpoint;
    for (const LoggedSeal& entry : entries) checkpoint = next(checkpoint, entry);
    return checkpoint;
}

}  // namespace holdfast::store
