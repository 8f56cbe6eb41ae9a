// SPDX-License-Identifier: Apache-2.0
// Every available kernel against the scalar one: each loop by itself on odd sizes, then whole fingerprints.
#include <gtest/gtest.h>

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

TEST(KernelAgreement, PlanesAndWeighedColumnsAreEqualForEveryFormat) {
    generated::Draw draw(2);
    for (const std::size_t channels : {1U, 3U, 4U})
        for (const std::uint32_t width : {5U, 16U, 63U, 64U, 129U, 385U, 512U, 1999U}) {
            std::vector<std::int32_t> sums(width * channels);
            for (auto& s : sums) s = draw.between(0, 255 * 16384);
            const std::size_t stride = width + tap_padding;
            const TapTable taps = canonical_taps(width, false);
            const auto planes_of = [&](Kernel kernel, bool split) {
                std::vector<std::int16_t> planes(6 * stride);
                const KernelTable& table = kernel_table(kernel);
                (split ? table.split : table.narrow)(sums.data(), width, channels, planes.data(), stride);
                return planes;
            };
            const auto columns_of = [&](Kernel kernel, const std::vector<std::int16_t>& planes) {
                std::vector<std::int32_t> out(grid);
                kernel_table(kernel).weigh_columns(planes.data(), taps.outputs.data(), taps.weights.data(), out.data());
                return out;
            };
            const auto split = planes_of(Kernel::scalar, true);
            const auto columns = columns_of(Kernel::scalar, split);
            for (auto& s : sums) s &= 32767;
            const auto narrow = planes_of(Kernel::scalar, false);
            for (const Kernel kernel : available_kernels()) {
                EXPECT_EQ(planes_of(kernel, false), narrow) << to_text(kernel);
                EXPECT_EQ(columns_of(kernel, split), columns) << to_text(kernel);
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
