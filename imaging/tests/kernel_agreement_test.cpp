// SPDX-License-Identifier: Apache-2.0
// Every available kernel against the scalar one: each loop by itself on odd sizes, then whole fingerprints.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "generated_pictures.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "kernels/kernel_table.hpp"
#include "tap_table.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::imaging;

TEST(KernelAgreement, WeighedRowsAreEqualForEveryWidthAndCount) {
    generated::Draw draw(1);
    for (const std::size_t bytes : {1U, 5U, 15U, 16U, 17U, 31U, 33U, 63U, 64U, 65U, 127U, 200U, 513U})
        for (const std::size_t count : {1U, 2U, 3U, 7U, 8U, 9U, 16U, 17U, 63U}) {
            std::vector<std::vector<std::uint8_t>> rows(count, std::vector<std::uint8_t>(bytes));
            std::vector<const std::uint8_t*> pointers;
            std::vector<std::int16_t> weights;
            for (auto& row : rows) {
                for (auto& b : row) b = static_cast<std::uint8_t>(draw.between(0, 3) == 0 ? 255 : draw.between(0, 255));
                pointers.push_back(row.data());
                weights.push_back(static_cast<std::int16_t>(draw.between(0, 16384 / static_cast<int>(count))));
            }
            std::vector<std::int32_t> expected(bytes + 16, -1);
            kernel_table(Kernel::scalar).weigh_rows(pointers.data(), weights.data(), count, bytes, expected.data());
            for (const Kernel kernel : available_kernels()) {
                std::vector<std::int32_t> sums(bytes + 16, -1);  // the tail shows writes beyond the end
                kernel_table(kernel).weigh_rows(pointers.data(), weights.data(), count, bytes, sums.data());
                ASSERT_EQ(sums, expected) << to_text(kernel) << ' ' << bytes << " bytes, " << count << " rows";
            }
        }
}

TEST(KernelAgreement, FewWeighedRowsAreEqualForEveryWidthAndCount) {
    generated::Draw draw(4);
    for (const std::size_t bytes : {1U, 5U, 15U, 16U, 17U, 31U, 33U, 63U, 64U, 65U, 127U, 200U, 513U, 1536U, 2047U})
        for (std::size_t count = 1; count <= 7; ++count) {
            std::vector<std::vector<std::uint8_t>> rows(count, std::vector<std::uint8_t>(bytes));
            std::vector<const std::uint8_t*> pointers;
            std::vector<std::int16_t> weights;
            for (auto& row : rows) {
                for (auto& b : row) b = static_cast<std::uint8_t>(draw.between(0, 1) == 0 ? 255 : draw.between(0, 255));
                pointers.push_back(row.data());
                weights.push_back(static_cast<std::int16_t>(128 / count));
            }
            std::vector<std::int32_t> whole(bytes);
            kernel_table(Kernel::scalar).weigh_rows(pointers.data(), weights.data(), count, bytes, whole.data());
            std::vector<std::int16_t> expected(bytes + 16, -1);
            std::ranges::transform(whole, expected.begin(), [](std::int32_t sum) { return static_cast<short>(sum); });
            for (const Kernel kernel : available_kernels()) {
                std::vector<std::int16_t> sums(bytes + 16, -1);
                kernel_table(kernel).weigh_few_rows(pointers.data(), weights.data(), count, bytes, sums.data());
                ASSERT_EQ(sums, expected) << to_text(kernel) << ' ' << bytes << " bytes, " << count << " rows";
            }
        }
}

TEST(KernelAgreement, PlanesAndWeighedColumnsAreWhatTheirDefinitionsSayForEveryFormat) {
    generated::Draw draw(2);
    for (const std::size_t channels : {1U, 3U, 4U})
        for (const std::uint32_t width : {5U, 7U, 8U, 9U, 16U, 31U, 63U, 64U, 129U, 385U, 511U, 512U, 1999U}) {
            const std::size_t used = channels == 1 ? 1 : 3;
            const std::size_t stride = width + tap_padding;
            std::vector<std::int32_t> sums(width * channels);
            for (auto& s : sums) s = draw.between(0, 255 * 16384);
            std::vector<std::int16_t> shorts(sums.size());
            std::ranges::transform(sums, shorts.begin(), [](std::int32_t s) { return static_cast<short>(s & 32767); });
            std::vector<std::int16_t> split(6 * stride);
            std::vector<std::int16_t> whole(6 * stride);
            for (std::size_t c = 0; c < used; ++c)
                for (std::size_t x = 0; x < width; ++x) {
                    const std::int32_t sum = sums[(x * channels) + c];
                    split[(2 * c * stride) + x] = static_cast<std::int16_t>(sum & 2047);
                    split[(((2 * c) + 1) * stride) + x] = static_cast<std::int16_t>(sum >> 11);
                    whole[(c * stride) + x] = static_cast<std::int16_t>(sum & 32767);
                }
            const TapTable taps = canonical_taps(width, false);
            std::vector<std::int32_t> columns(6 * grid);
            for (std::size_t p = 0; p < 2 * used; ++p)
                for (std::size_t k = 0; k < grid; ++k)
                    for (std::size_t i = 0; i < taps.outputs[k].count; ++i)
                        columns[(p * grid) + k] += std::int32_t{split[(p * stride) + taps.outputs[k].start + i]} *
                                                   taps.weights_of(taps.outputs[k])[i];
            for (const Kernel kernel : available_kernels()) {
                const KernelTable& table = kernel_table(kernel);
                std::vector<std::int16_t> planes(6 * stride);
                table.split(sums.data(), width, channels, planes.data(), stride);
                ASSERT_EQ(planes, split) << to_text(kernel) << ' ' << channels << " channels, " << width;
                std::int32_t out[6][grid] = {};
                table.weigh_columns(planes.data(), 2 * used, stride, taps.outputs.data(), taps.weights.data(), out);
                std::vector<std::int32_t> rows;
                for (const auto& row : out) rows.insert(rows.end(), std::begin(row), std::end(row));
                ASSERT_EQ(rows, columns) << to_text(kernel);
                if (channels == 1) continue;
                planes.assign(6 * stride, 0);
                table.take_apart(shorts.data(), width, channels, planes.data(), stride);
                ASSERT_EQ(planes, whole) << to_text(kernel) << ' ' << channels << " channels, " << width;
            }
        }
}

TEST(KernelAgreement, TransformsAndGradientsAreEqualAtTheExtremesAndBetween) {
    generated::Draw draw(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::int16_t> buffer(grid * grid);
        std::vector<float> floats(grid * grid);
        for (std::size_t i = 0; i < buffer.size(); ++i) {
            buffer[i] = static_cast<std::int16_t>(round % 4 == 0 ? 32640 * draw.between(0, 1) : draw.between(0, 32640));
            floats[i] = static_cast<float>(buffer[i]) / 128.0F;
        }
        const KernelTable& scalar = kernel_table(Kernel::scalar);
        std::vector<std::int64_t> expected(256);
        std::vector<float> expected_floats(256);
        scalar.canonical_coefficients(buffer.data(), expected.data());
        scalar.reference_coefficients(floats.data(), expected_floats.data());
        for (const Kernel kernel : available_kernels()) {
            const KernelTable& table = kernel_table(kernel);
            std::vector<std::int64_t> coefficients(256);
            std::vector<float> coefficient_floats(256);
            table.canonical_coefficients(buffer.data(), coefficients.data());
            table.reference_coefficients(floats.data(), coefficient_floats.data());
            ASSERT_EQ(coefficients, expected) << to_text(kernel);
            ASSERT_EQ(coefficient_floats, expected_floats) << to_text(kernel);
            ASSERT_EQ(table.canonical_gradient(buffer.data()), scalar.canonical_gradient(buffer.data()))
                << to_text(kernel);
        }
    }
}

TEST(KernelAgreement, FingerprintsOfGeneratedPicturesAreEqualWithEveryKernelAndOrientation) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Picture picture = generated::picture(seed);
        const Orientation orientation = orientation_from_exif(static_cast<unsigned>(1 + (seed % 8)));
        const auto expected = fingerprint(picture.view(), orientation, {.all_forms = true, .kernel = Kernel::scalar});
        ASSERT_TRUE(expected.has_value());
        for (const Kernel kernel : available_kernels()) {
            const auto set = fingerprint(picture.view(), orientation, {.all_forms = true, .kernel = kernel});
            ASSERT_TRUE(set.has_value());
            ASSERT_EQ(set->canonical, expected->canonical) << to_text(kernel) << ' ' << seed;
            ASSERT_EQ(set->reference, expected->reference) << to_text(kernel) << ' ' << seed;
            ASSERT_EQ(*set->canonical_forms, *expected->canonical_forms) << to_text(kernel) << ' ' << seed;
            ASSERT_EQ(*set->reference_forms, *expected->reference_forms) << to_text(kernel) << ' ' << seed;
        }
    }
}

TEST(KernelAgreement, KernelsAreNamedAndChosenByName) {
    ASSERT_FALSE(available_kernels().empty());
    EXPECT_EQ(available_kernels().front(), Kernel::scalar);
    EXPECT_EQ(best_kernel(), available_kernels().back());
    for (const Kernel kernel : available_kernels()) EXPECT_EQ(select_kernel(to_text(kernel)), kernel);
    EXPECT_EQ(select_kernel("scalar"), Kernel::scalar);
    EXPECT_EQ(select_kernel("fast"), std::nullopt);
#if defined(__x86_64__)
    EXPECT_EQ(kernel_from_text("wasm"), Kernel::wasm);
    EXPECT_EQ(select_kernel("wasm"), std::nullopt);
#endif
}

}  // namespace
