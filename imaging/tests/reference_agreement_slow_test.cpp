// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "reference_agreement.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::imaging;

TEST(ReferenceAgreementSlow, AHundredThousandGeneratedPicturesGiveTheOraclesBitsOnEveryWayAndStayWithinTheBounds) {
    Tally tally;
    const auto kernels = available_kernels();
    for (std::uint64_t seed = 2000; seed < 102000; ++seed) {
        expect_agreement(seed, kernels[seed % kernels.size()], tally);
        if (HasFatalFailure()) return;
    }
    std::printf("%d pictures, %d certified; worst sample %.4f, worst coefficient %.4f of its bound\n", tally.pictures,
                tally.certified, tally.worst_sample, tally.worst_coefficient);
}

}  // namespace
