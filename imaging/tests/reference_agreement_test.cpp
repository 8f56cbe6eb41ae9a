// SPDX-License-Identifier: Apache-2.0
#include "reference_agreement.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::imaging;

TEST(ReferenceAgreement, TwoThousandGeneratedPicturesGiveTheOraclesBitsOnEveryWayAndStayWithinTheBounds) {
    Tally tally;
    const auto kernels = available_kernels();
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        expect_agreement(seed, kernels[seed % kernels.size()], tally);
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(tally.certified, tally.pictures / 4);  // else the certificate would be proven on too few pictures
    RecordProperty("certified", tally.certified);
    RecordProperty("worst_coefficient_per_mille_of_bound", static_cast<int>(1000 * tally.worst_coefficient));
    RecordProperty("worst_sample_per_mille_of_bound", static_cast<int>(1000 * tally.worst_sample));
}

TEST(ReferenceAgreement, ACoefficientWithinItsBoundOfTheMedianRefusesTheCertificate) {
    Coefficients<double> exact;
    Coefficients<double> bounds{};
    for (std::size_t k = 0; k < 256; ++k) exact[k] = static_cast<double>((k * 37) % 256);
    ASSERT_TRUE(certain_code(exact, bounds).has_value());
    bounds.fill(0.49);
    EXPECT_TRUE(certain_code(exact, bounds).has_value());
    bounds.fill(0.51);
    EXPECT_FALSE(certain_code(exact, bounds).has_value());
    // Doubt that is far from the median does not matter.
    bounds.fill(0);
    for (std::size_t k = 0; k < 256; ++k)
        if (exact[k] < 64 || exact[k] > 192) bounds[k] = 60;
    EXPECT_TRUE(certain_code(exact, bounds).has_value());
}

TEST(ReferenceAgreement, EqualCoefficientsAtTheMedianRefuseTheCertificate) {
    const Coefficients<double> exact{};
    const Coefficients<double> bounds{};
    EXPECT_FALSE(certain_code(exact, bounds).has_value());
}

TEST(ReferenceAgreement, AQualityThatAStepCouldChangeRefusesTheCertificate) {
    ExactBuffer buffer{};
    for (std::size_t i = 0; i < buffer.size(); ++i)
        buffer[i] = (i + (i / 64)) % 2 == 0 ? 2.55 : 0.0;  // every step exactly at 1
    EXPECT_FALSE(certain_quality(buffer, 0.01, kernel_table(Kernel::scalar)).has_value());
    for (double& value : buffer) value *= 1.5;
    EXPECT_EQ(certain_quality(buffer, 0.01, kernel_table(Kernel::scalar)), 8064 / 90);
}

}  // namespace
