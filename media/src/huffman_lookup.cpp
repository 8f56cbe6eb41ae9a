// SPDX-License-Identifier: Apache-2.0
#include "huffman_lookup.hpp"

namespace holdfast::media {
namespace {

constexpr unsigned largest_ac_size = 10;  // of 8-bit samples: T.81 table F.2
constexpr unsigned largest_dc_size = 11;  // table F.1

}  // namespace

std::optional<HuffmanLookup> HuffmanLookup::create(const HuffmanSpec& spec) noexcept {
    HuffmanLookup table;
    std::uint32_t code = 0;
    std::uint32_t index = 0;
    for (unsigned bits = 1; bits <= longest_code; ++bits) {
        const std::uint32_t count = spec.counts[bits];
        if (index + count > table.symbols_.size() || code + count > (1U << bits)) return std::nullopt;
        table.offset_[bits] = static_cast<std::int32_t>(index) - static_cast<std::int32_t>(code);
        for (std::uint32_t i = 0; i < count; ++i, ++index, ++code) {
            const std::uint8_t symbol = spec.symbols[index];
            table.symbols_[index] = symbol;
            if (bits > quick_bits) continue;
            const std::uint32_t first = code << (quick_bits - bits);
            const std::uint32_t last = first + (1U << (quick_bits - bits));
            for (std::uint32_t pattern = first; pattern < last; ++pattern) {
                table.codes_[pattern] = {.symbol = symbol, .bits = static_cast<std::uint8_t>(bits)};
            }
        }
        table.limit_[bits] = static_cast<std::int32_t>(code << (longest_code - bits));
        code <<= 1U;
    }
    return table;
}

std::optional<HuffmanLookup> HuffmanLookup::for_dc(const HuffmanSpec& spec) noexcept {
    auto table = create(spec);
    if (!table) return std::nullopt;
    for (const std::uint8_t symbol : table->symbols_) {
        if (symbol > largest_dc_size) return std::nullopt;
    }
    return table;
}

std::optional<HuffmanLookup> HuffmanLookup::for_ac(const HuffmanSpec& spec) noexcept {
    auto table = create(spec);
    if (!table) return std::nullopt;
    for (const std::uint8_t symbol : table->symbols_) {
        if ((symbol & 15U) > largest_ac_size) return std::nullopt;
    }
    table->fill_coefficients();
    return table;
}

void HuffmanLookup::fill_coefficients() noexcept {
    for (std::uint32_t pattern = 0; pattern < codes_.size(); ++pattern) {
        const Code code = codes_[pattern];
        if (code.bits == 0) continue;
        const unsigned size = code.symbol & 15U;
        const auto bits = static_cast<std::uint8_t>(code.bits + size);
        skips_[pattern] = {.run = run_of(code.symbol), .bits = bits};
        if (bits > quick_bits) continue;
        const std::uint32_t extra = (pattern >> (quick_bits - bits)) & ((1U << size) - 1U);
        const int value = size == 0 ? 0 : value_of(extra, size);
        coefficients_[pattern] =
            (static_cast<std::uint32_t>(value) << 16U) | (std::uint32_t{run_of(code.symbol)} << 8U) | bits;
    }
}

HuffmanLookup::Code HuffmanLookup::long_code(std::uint32_t pattern) const noexcept {
    const auto wanted = static_cast<std::int32_t>(pattern);
    for (unsigned length = quick_bits + 1; length <= longest_code; ++length) {
        if (wanted >= limit_[length]) continue;
        const std::int32_t index = (wanted >> (longest_code - length)) + offset_[length];
        return {.symbol = symbols_[static_cast<std::size_t>(index) & 255U], .bits = static_cast<std::uint8_t>(length)};
    }
    return {};
}

}  // namespace holdfast::media
