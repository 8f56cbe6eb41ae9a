// SPDX-License-Identifier: Apache-2.0
// Property: every kernel finds exactly what comparing each pair finds, in the same order.
#include <cstdlib>
#include <cstring>
#include <memory>

#include "holdfast/match/search.hpp"

namespace {

using holdfast::Code256;
using namespace holdfast::match;

// The first byte is the radius, the second how many codes are queries; then codes of 32 bytes. A code that begins with
// 0xff is the one before it with a few bits flipped, so that near pairs are common.
std::vector<Code256> read_codes(const std::uint8_t* data, std::size_t size) {
    std::vector<Code256> codes;
    for (; size >= 32; data += 32, size -= 32) {
        Code256 code;
        std::memcpy(code.words.data(), data, 32);
        if (data[0] == 0xff && !codes.empty()) {
            code = codes.back();
            for (unsigned k = 1; k < 32; ++k) code.words[data[k] / 64U] ^= std::uint64_t{1} << (data[k] % 64U);
        }
        codes.push_back(code);
    }
    return codes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const int radius = data[0];
    const std::vector<Code256> codes = read_codes(data + 2, size - 2);
    const std::size_t queries = std::min<std::size_t>(codes.size(), data[1] % 8U);
    const std::span<const Code256> asked(codes.data(), queries);
    // Repeated, so that small inputs fill more than one block.
    std::vector<Code256> table;
    for (int copy = 0; copy < 1 + data[1] / 64; ++copy) table.insert(table.end(), codes.begin(), codes.end());
    std::vector<std::unique_ptr<CodeBlock>> held;
    std::vector<const CodeBlock*> blocks;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (i % CodeBlock::capacity == 0) blocks.push_back(held.emplace_back(std::make_unique<CodeBlock>()).get());
        held.back()->set(i % CodeBlock::capacity, table[i]);
    }
    std::vector<std::vector<Found>> expected(queries);
    for (std::size_t q = 0; q < queries; ++q) {
        for (std::size_t i = 0; i < table.size(); ++i) {
            const int d = distance(table[i], asked[q]);
            if (d <= radius) expected[q].push_back({.position = static_cast<std::uint32_t>(i), .distance = d});
        }
    }
    for (const Kernel kernel : all_kernels) {
        if (!supported(kernel)) continue;
        std::vector<std::vector<Found>> found(queries);
        search(blocks, table.size(), asked, radius, kernel, found);
        if (found != expected) std::abort();
    }
    return 0;
}
