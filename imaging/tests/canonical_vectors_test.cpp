// SPDX-License-Identifier: Apache-2.0
// Every row of vectors/fingerprint/canonical.csv, which a second implementation made from the format's document.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "netpbm.hpp"

namespace {

using namespace holdfast;

TEST(CanonicalVectors, TheCanonicalFormIsTheSecondImplementationsBitForBitWithEveryKernel) {
    std::ifstream file(std::string(HOLDFAST_VECTORS) + "/fingerprint/canonical.csv");
    std::string line;
    std::getline(file, line);
    int rows = 0;
    for (; std::getline(file, line); ++rows) {
        SCOPED_TRACE(line);
        std::istringstream fields(line);
        std::string name;
        std::string orientation;
        std::string quality;
        std::string code;
        std::getline(fields, name, ',');
        std::getline(fields, orientation, ',');
        std::getline(fields, quality, ',');
        std::getline(fields, code, ',');
        const Picture picture = vectors::read_netpbm(std::string(HOLDFAST_VECTORS) + "/pdq/pixels/" + name);
        for (const Kernel kernel : available_kernels()) {
            const auto set =
                fingerprint(picture.view(), orientation_from_exif(static_cast<unsigned>(std::stoi(orientation))),
                            {.kernel = kernel});
            ASSERT_TRUE(set.has_value());
            EXPECT_EQ(to_hex(set->canonical.code), code) << to_text(kernel);
            EXPECT_EQ(std::to_string(set->canonical.quality), quality) << to_text(kernel);
        }
    }
    EXPECT_GT(rows, 40);
}

}  // namespace
