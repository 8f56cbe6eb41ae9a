// SPDX-License-Identifier: Apache-2.0
#include "huffman_lookup.hpp"

namespace holdfast::media {
namespace {

constexpr unsigned largest_ac_size = 10;  // of 8-bit samples: T.81 table F.2
constexpr unsigned largest_dc_size = 11;  // table F.1
constexpr unsigned quick_bits = HuffmanCodes::quick_bits;
constexpr std::uint32_t quick_mask = (1U << quick_bits) - 1U;

bool is_baseline(std::uint8_t symbol, HuffmanCodes::Purpose purpose) noexcept {
    return purpose == HuffmanCodes::Purpose::dc ? symbol <= largest_dc_size : (symbol & 15U) <= largest_ac_size;
}

/// The coefficient whose code and value lie in the first `known` bits of `pattern`.
struct Sighted {
    int value = 0;
    unsigned run = 0;
    unsigned bits = 0;  // 0: none does
};
Sighted sight(const HuffmanCodes& codes, std::uint32_t pattern, unsigned known) noexcept {
    const auto code = codes.find(pattern, known);
    const unsigned size = code.size();
    const unsigned bits = code.bits + size;
    if (code.bits == 0 || bits > known) return {};
    const std::uint32_t extra = (pattern >> (quick_bits - bits)) & ((1U << size) - 1U);
    return {.value = coefficient_value(extra, size), .run = code.run(), .bits = bits};
}

}  // namespace

std::optional<HuffmanCodes> HuffmanCodes::create(const HuffmanSpec& spec, Purpose purpose) noexcept {
    HuffmanCodes table;
    std::uint32_t code = 0;
    std::uint32_t index = 0;
    for (unsigned bits = 1; bits <= longest_code; ++bits) {
        const std::uint32_t count = spec.counts[bits];
        if (index + count > table.symbols_.size() || code + count >= (1U << bits)) return std::nullopt;
        table.offset_[bits] = static_cast<std::int32_t>(index) - static_cast<std::int32_t>(code);
        for (std::uint32_t i = 0; i < count; ++i, ++index, ++code) {
            const std::uint8_t symbol = spec.symbols[index];
            if (!is_baseline(symbol, purpose)) return std::nullopt;
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

HuffmanCodes::Code HuffmanCodes::long_code(std::uint32_t pattern) const noexcept {
    const auto wanted = static_cast<std::int32_t>(pattern);
    for (unsigned length = quick_bits + 1; length <= longest_code; ++length) {
        if (wanted >= limit_[length]) continue;
        const std::int32_t index = (wanted >> (longest_code - length)) + offset_[length];
        return {.symbol = symbols_[static_cast<std::size_t>(index) & 255U], .bits = static_cast<std::uint8_t>(length)};
    }
    return {};
}

std::optional<DcLookup> DcLookup::create(const HuffmanSpec& spec) noexcept {
    const auto codes = HuffmanCodes::create(spec, HuffmanCodes::Purpose::dc);
    if (!codes) return std::nullopt;
    return DcLookup(*codes);
}

DcLookup::DcLookup(const HuffmanCodes& codes) noexcept : codes_(codes) {
    for (std::uint32_t pattern = 0; pattern < quick_.size(); ++pattern) {
        const Sighted seen = sight(codes_, pattern, quick_bits);
        quick_[pattern] = (seen.value * 256) + static_cast<std::int32_t>(seen.bits);
    }
}

std::optional<AcLookup> AcLookup::create(const HuffmanSpec& spec) noexcept {
    const auto codes = HuffmanCodes::create(spec, HuffmanCodes::Purpose::ac);
    if (!codes) return std::nullopt;
    return AcLookup(*codes);
}

AcLookup::AcLookup(const HuffmanCodes& codes) noexcept : codes_(codes) {
    for (std::uint32_t pattern = 0; pattern < pairs_.size(); ++pattern) {
        const Sighted first = sight(codes_, pattern, quick_bits);
        if (first.bits == 0) continue;
        Pair& pair = pairs_[pattern];
        pair.bits = static_cast<std::uint8_t>(first.bits);
        pair.first = static_cast<std::uint8_t>(first.run);
        pair.first_value = static_cast<std::int16_t>(first.value);
        pair.second = pair.next = static_cast<std::uint8_t>(first.run + 1);
        if (first.run == end_of_block) continue;
        const Sighted second = sight(codes_, (pattern << first.bits) & quick_mask, quick_bits - first.bits);
        if (second.bits == 0) continue;
        pair.bits = static_cast<std::uint8_t>(first.bits + second.bits);
        pair.second = static_cast<std::uint8_t>(first.run + 1 + second.run);
        pair.next = static_cast<std::uint8_t>(pair.second + 1);
        pair.second_value = static_cast<std::int16_t>(second.value);
    }
}

std::optional<AcSkipLookup> AcSkipLookup::create(const HuffmanSpec& spec) noexcept {
    const auto codes = HuffmanCodes::create(spec, HuffmanCodes::Purpose::ac);
    if (!codes) return std::nullopt;
    return AcSkipLookup(*codes);
}

AcSkipLookup::AcSkipLookup(const HuffmanCodes& codes) noexcept : codes_(codes) {
    constexpr unsigned most_places = 63;
    for (std::uint32_t pattern = 0; pattern < leaps_.size(); ++pattern) {
        unsigned bits = 0;
        unsigned places = 0;
        bool ends = false;
        // The last value may reach past what is in sight: nobody looks at it.
        while (!ends && bits < quick_bits) {
            const auto code = codes_.find((pattern << bits) & quick_mask, quick_bits - bits);
            if (code.bits == 0) break;
            const unsigned run = code.run();
            if (run == end_of_block) {
                ends = true;
            } else if (places + run + 1 > most_places) {
                break;
            } else {
                places += run + 1;
            }
            bits += code.bits + code.size();
        }
        Leap& leap = leaps_[pattern];
        leap.places = static_cast<std::uint8_t>(places);
        leap.bits = bits & 127U;
        leap.ends = ends ? 1U : 0U;
    }
}

}  // namespace holdfast::media
