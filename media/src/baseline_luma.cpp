// SPDX-License-Identifier: Apache-2.0
#include "baseline_luma.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include "inverse_dct.hpp"

namespace holdfast::media {
namespace {

constexpr unsigned block_side = 8;

/// Where the k-th coefficient of a scan belongs: T.81 figure A.6.
constexpr std::array<std::uint8_t, 64> zigzag = {0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,
                                                 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6,  7,  14, 21, 28,
                                                 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
                                                 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};
/// The coefficients up to here lie in the first four rows and columns.
constexpr unsigned last_smooth = 9;

/// Where a coefficient goes and what it is multiplied with. There is one for each place that a pair of coefficients can
/// name, the ends of blocks included: what lies past 63 goes where it harms nothing.
struct Slot {
    std::uint16_t quantiser = 0;
    std::uint16_t place = 64;
};
constexpr std::size_t slots_needed = 63 + 15 + 1 + end_of_block + 1;

/// What a component's blocks are read with: luma is kept, the rest is skipped.
struct Tables {
    DcLookup dc;
    std::optional<AcLookup> kept;
    std::optional<AcSkipLookup> skipped;
};

/// A block ends at end_of_block plus the k of the first coefficient that is not there, and a full one as if that
/// were 64.
constexpr unsigned full_block = end_of_block + 64;
bool ended_well(unsigned k) noexcept {
    return k > end_of_block && k <= full_block;
}

class Decoder {
  public:
    Decoder(const BaselineScan& scan, std::span<std::uint8_t> plane) noexcept
        : scan_(scan),
          plane_(plane),
          bits_(scan.data.data(), scan.data.data() + scan.data.size()),
          inverse_dct_(best_inverse_dct()) {
        for (std::size_t k = 0; k < zigzag.size(); ++k)
            slots_[k] = {.quantiser = scan.luma_quantisers[zigzag[k]], .place = zigzag[k]};
    }

    bool make_tables() {
        for (std::size_t i = 0; i < scan_.components.size(); ++i) {
            const ScanComponent& component = scan_.components[i];
            if (i > 0 && component.can_be_read_as(scan_.components[i - 1])) {  // as Cr does with Cb
                tables_of_[i] = tables_of_[i - 1];
                continue;
            }
            const auto dc = DcLookup::create(component.dc);
            if (!dc) return false;
            tables_[i].reset(new (std::nothrow) Tables{.dc = *dc, .kept = {}, .skipped = {}});
            if (!tables_[i]) return false;
            if (component.is_luma) {
                tables_[i]->kept = AcLookup::create(component.ac);
            } else {
                tables_[i]->skipped = AcSkipLookup::create(component.ac);
            }
            if (!tables_[i]->kept && !tables_[i]->skipped) return false;
            tables_of_[i] = tables_[i].get();
        }
        return true;
    }

    bool run() {
#ifdef __x86_64__
        if (__builtin_cpu_supports("bmi2") != 0) return run_with_bmi2();
#endif
        return read_scan();
    }

  private:
#ifdef __x86_64__
    /// Shifts by a variable amount, which this is made of, take one step instead of three.
    [[gnu::target("bmi,bmi2")]] bool run_with_bmi2() { return read_scan(); }
#endif

    [[gnu::always_inline]] bool read_scan() {
        const ScanComponent& luma = *std::ranges::find_if(scan_.components, &ScanComponent::is_luma);
        const std::uint32_t mcu_width = luma.across * block_side;
        const std::uint32_t mcu_height = luma.down * block_side;
        const std::uint32_t columns = (scan_.width + mcu_width - 1) / mcu_width;
        const std::uint32_t rows = (scan_.height + mcu_height - 1) / mcu_height;
        std::uint32_t until_restart = scan_.restart_interval;
        unsigned restart_number = 0;
        for (std::uint32_t row = 0; row < rows; ++row) {
            for (std::uint32_t column = 0; column < columns; ++column) {
                if (scan_.restart_interval != 0 && until_restart-- == 0) {
                    if (!bits_.pass_restart(restart_number)) return false;
                    restart_number = (restart_number + 1) & 7U;
                    until_restart = scan_.restart_interval - 1;
                    dc_ = 0;
                }
                if (!read_mcu(column * mcu_width, row * mcu_height)) return false;
            }
            if (bits_.overran()) return false;
        }
        flush();
        return true;
    }

    [[gnu::always_inline]] bool read_mcu(std::uint32_t left, std::uint32_t top) {
        for (std::size_t i = 0; i < scan_.components.size(); ++i) {
            const ScanComponent& component = scan_.components[i];
            const Tables& tables = *tables_of_[i];
            for (unsigned y = 0; y < component.down; ++y) {
                for (unsigned x = 0; x < component.across; ++x) {
                    const bool read = component.is_luma
                                          ? read_luma(tables, left + (x * block_side), top + (y * block_side))
                                          : skip_block(tables);
                    if (!read) return false;
                }
            }
        }
        return true;
    }

    [[gnu::always_inline]] bool skip_block(const Tables& tables) noexcept {
        const AcSkipLookup& ac = *tables.skipped;
        EntropyBits bits = bits_;
        bits.refill();
        if (!tables.dc.read(bits)) return false;
        unsigned k = 1;
        while (k < 64) {
            bits.refill();
            const AcSkipLookup::Leap leap = ac.look(bits);
            if (leap.bits != 0 && k + leap.places < 64) [[likely]] {
                bits.consume(leap.bits);
                k += leap.places;
                if (leap.ends == 0) continue;
                bits_ = bits;
                return true;
            }
            k += ac.read_one(bits) + 1U;
        }
        bits_ = bits;
        return k == 64 || ended_well(k - 1);
    }

    /// Reads AC coefficients into `block` up to its end; gives the k that ended_well() judges.
    [[gnu::always_inline]] unsigned read_coefficients(const AcLookup& ac, EntropyBits& bits, CoefficientBlock& block) {
        const auto put = [&](unsigned k, int value) __attribute__((always_inline)) {
            // Coefficients beyond 16 bits are cut, as libjpeg's vector code does.
            const Slot slot = slots_[k];
            block.values[slot.place] = static_cast<std::int16_t>(value * slot.quantiser);
        };
        unsigned k = 1;
        while (true) {
            bits.refill();
            for (int step = 0; step < 4; ++step) {  // of quick_bits at most
                const AcLookup::Pair pair = ac.look(bits);
                if (pair.bits == 0) [[unlikely]] {
                    bits.refill();
                    const AcLookup::Step next = ac.read_long(bits);
                    k += next.run;
                    if (k > 63) return k;
                    put(k, next.value);
                    if (++k == 64) return full_block;
                    break;
                }
                const unsigned first = k + pair.first;
                const unsigned second = k + pair.second;
                put(first, pair.first_value);
                put(second, pair.second_value);  // where there is no second one: a zero over a zero
                k += pair.next;
                if (k < 64) [[likely]] {
                    bits.consume(pair.bits);
                    continue;
                }
                if (first == 63) {  // what follows the first is not this block's
                    static_cast<void>(ac.read_long(bits));
                    return full_block;
                }
                bits.consume(pair.bits);
                return first > 63 ? first : second == 63 ? full_block : second;
            }
        }
    }

    [[gnu::always_inline]] bool read_luma(const Tables& tables, std::uint32_t left, std::uint32_t top) {
        CoefficientBlock& block = pending_[pending_count_];
        std::memset(block.values, 0, sizeof block.values);
        EntropyBits bits = bits_;
        bits.refill();
        const std::optional<int> difference = tables.dc.read(bits);
        if (!difference) return false;
        dc_ += *difference;
        if (dc_ < -2048 || dc_ > 2047) return false;
        block.values[0] = static_cast<std::int16_t>(dc_ * slots_[0].quantiser);
        const unsigned k = read_coefficients(*tables.kept, bits, block);
        bits_ = bits;
        if (!ended_well(k)) return false;

        // Blocks that lie wholly outside exist to fill the last MCUs.
        const unsigned last = k - end_of_block - 1;
        if (left < scan_.width && top < scan_.height) place(left, top, shape_of(last));
        return true;
    }

    [[nodiscard]] static BlockShape shape_of(unsigned last) noexcept {
        if (last == 0) return BlockShape::flat;
        return last <= last_smooth ? BlockShape::smooth : BlockShape::detailed;
    }

    /// Keeps the block just read until a second one is there to transform it with.
    void place(std::uint32_t left, std::uint32_t top, BlockShape shape) {
        const bool whole = left + block_side <= scan_.width && top + block_side <= scan_.height;
        if (whole) {
            targets_[pending_count_] = {.samples = plane_.data() + (std::size_t{top} * scan_.width) + left,
                                        .stride = scan_.width};
        } else {
            targets_[pending_count_] = {.samples = edges_[pending_count_].data(), .stride = block_side};
        }
        places_[pending_count_] = {.left = left, .top = top, .whole = whole};
        shape_ = std::max(shape_, shape);
        if (++pending_count_ == 2) flush();
    }

    void flush() {
        if (pending_count_ == 0) return;
        if (pending_count_ == 1) targets_[1] = {.samples = edges_[1].data(), .stride = block_side};
        if (pending_count_ == 1) std::memset(pending_[1].values, 0, sizeof pending_[1].values);
        inverse_dct_(pending_, targets_, shape_);
        for (unsigned i = 0; i < pending_count_; ++i) {
            if (!places_[i].whole) copy_edge(edges_[i], places_[i].left, places_[i].top);
        }
        pending_count_ = 0;
        shape_ = BlockShape::flat;
    }

    void copy_edge(const std::array<std::uint8_t, 64>& samples, std::uint32_t left, std::uint32_t top) noexcept {
        const std::size_t columns = std::min(block_side, scan_.width - left);
        const std::size_t rows = std::min(block_side, scan_.height - top);
        for (std::size_t y = 0; y < rows; ++y) {
            std::memcpy(plane_.data() + ((top + y) * std::size_t{scan_.width}) + left,
                        samples.data() + (y * block_side), columns);
        }
    }

    struct Place {
        std::uint32_t left = 0, top = 0;
        bool whole = true;
    };

    const BaselineScan& scan_;
    std::span<std::uint8_t> plane_;
    EntropyBits bits_;
    InverseDctPair inverse_dct_;
    std::array<std::unique_ptr<Tables>, 4> tables_;
    std::array<const Tables*, 4> tables_of_{};
    Slot slots_[slots_needed];  // the first 64 in the scan's order
    int dc_ = 0;

    CoefficientBlock pending_[2];
    BlockTarget targets_[2];
    Place places_[2];
    std::array<std::uint8_t, 64> edges_[2];
    unsigned pending_count_ = 0;
    BlockShape shape_ = BlockShape::flat;
};

}  // namespace

bool decode_baseline_luma(const BaselineScan& scan, std::span<std::uint8_t> plane) {
    if (plane.size() != std::size_t{scan.width} * scan.height || scan.components.empty() || scan.components.size() > 4)
        return false;
    if (std::ranges::count_if(scan.components, &ScanComponent::is_luma) != 1) return false;
    const std::unique_ptr<Decoder> decoder(new (std::nothrow) Decoder(scan, plane));
    return decoder && decoder->make_tables() && decoder->run();
}

}  // namespace holdfast::media
