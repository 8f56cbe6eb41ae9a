// SPDX-License-Identifier: Apache-2.0
#include "tap_table.hpp"

#include <algorithm>
#include <numeric>

namespace holdfast::imaging {
namespace {

// The share of each input of the run in output o, in units that `share_of` chooses for a window of c inputs.
template <typename ShareOf>
void two_boxes(const BoxFilter& box, std::uint32_t o, ShareOf share_of, std::vector<std::uint64_t>& shares,
               Taps& taps) {
    const std::uint32_t first_window = box.first(o);
    const std::uint32_t last_window = box.last(o);
    taps.start = box.first(first_window);
    taps.count = box.last(last_window) - taps.start + 1;
    // A difference array: each window adds its share to all of its inputs.
    shares.assign(taps.count + 1, 0);
    for (std::uint32_t y = first_window; y <= last_window; ++y) {
        const std::uint64_t share = share_of(box.count(y));
        shares[box.first(y) - taps.start] += share;
        shares[box.last(y) - taps.start + 1] -= share;
    }
    for (std::size_t x = 1; x < shares.size(); ++x) shares[x] += shares[x - 1];
    shares.pop_back();
}

// Runs far from both ends all have the same weights; true when o's run is one of them.
bool is_unclipped(const BoxFilter& box, std::uint32_t o) noexcept {
    return o >= 2 * box.before && std::uint64_t{o} + (2 * std::uint64_t{box.after}) < box.length;
}

template <typename ShareOf, typename Round>
TapTable make_table(std::uint32_t n, ShareOf share_of, Round round) {
    const BoxFilter box(n);
    TapTable table;
    std::vector<std::uint64_t> shares;
    const Taps* common = nullptr;
    for (std::uint32_t k = 0; k < grid; ++k) {
        const std::uint32_t o = box.sampled(k);
        Taps& taps = table.outputs[k];
        if (common != nullptr && is_unclipped(box, o)) {
            taps = *common;
            taps.start = o - (2 * box.before);
            continue;
        }
        two_boxes(box, o, share_of, shares, taps);
        taps.offset = static_cast<std::uint32_t>(table.weights.size());
        table.weights.resize(table.weights.size() + taps.count + tap_padding);
        taps.denominator = round(shares, table.weights.data() + taps.offset);
        if (is_unclipped(box, o)) common = &taps;
    }
    return table;
}

// Rounds the running totals, not the weights: the sum is then exact and no weight is off by more than one unit.
std::int32_t round_to_unit(const std::vector<std::uint64_t>& shares, std::int16_t* weights) {
    std::uint64_t total = 0;
    for (const std::uint64_t share : shares) total += share;
    total = std::max<std::uint64_t>(total, 1);  // a run has at least one share; this tells the analyser
    std::uint64_t running = 0;
    std::uint64_t rounded = 0;
    for (const std::uint64_t share : shares) {
        running += share;  // total < 2^42 for every n, so the product stays below 2^57
        const std::uint64_t next = ((running * static_cast<std::uint64_t>(canonical_unit)) + (total / 2)) / total;
        *weights++ = static_cast<std::int16_t>(next - rounded);
        rounded = next;
    }
    return canonical_unit;
}

void mirror(TapTable& table, std::uint32_t n) {
    TapTable mirrored;
    for (std::size_t k = 0; k < grid; ++k) {
        Taps& taps = mirrored.outputs[k];
        taps = table.outputs[k];
        taps.start = n - taps.start - taps.count;
        const bool shared = k > 0 && table.outputs[k].offset == table.outputs[k - 1].offset;
        if (shared) {
            taps.offset = mirrored.outputs[k - 1].offset;
            continue;
        }
        taps.offset = static_cast<std::uint32_t>(mirrored.weights.size());
        const std::int16_t* const from = table.weights_of(table.outputs[k]);
        mirrored.weights.insert(mirrored.weights.end(), from, from + taps.count);
        std::reverse(mirrored.weights.end() - static_cast<std::ptrdiff_t>(taps.count), mirrored.weights.end());
        mirrored.weights.resize(mirrored.weights.size() + tap_padding);
    }
    table = std::move(mirrored);
}

}  // namespace

TapTable canonical_taps(std::uint32_t n, bool mirrored) {
    TapTable table = make_table(n, [](std::uint32_t c) { return (std::uint64_t{1} << 32U) / c; }, round_to_unit);
    if (mirrored) mirror(table, n);
    return table;
}

TapTable reference_taps(std::uint32_t n) {
    // Windows hold 1 to 4 inputs here, so twelfths are exact.
    return make_table(
        n, [](std::uint32_t c) { return std::uint64_t{12} / c; },
        [](const std::vector<std::uint64_t>& shares, std::int16_t* weights) {
            std::uint64_t unit = 0;
            for (const std::uint64_t share : shares) unit = std::gcd(unit, share);
            unit = std::max<std::uint64_t>(unit, 1);  // a run has at least one share; this tells the analyser
            std::int32_t total = 0;
            for (const std::uint64_t share : shares) {
                *weights++ = static_cast<std::int16_t>(share / unit);
                total += static_cast<std::int32_t>(share / unit);
            }
            return total;
        });
}

bool same_shares(const TapTable& canonical, const TapTable& reference, std::size_t k) noexcept {
    const Taps& c = canonical.outputs[k];
    const Taps& r = reference.outputs[k];
    if (c.start != r.start || c.count != r.count) return false;
    const std::int16_t* const canonical_weights = canonical.weights_of(c);
    const std::int16_t* const reference_weights = reference.weights_of(r);
    for (std::uint32_t x = 0; x < c.count; ++x)
        if (canonical_weights[x] * r.denominator != reference_weights[x] * canonical_unit) return false;
    return true;
}

}  // namespace holdfast::imaging
