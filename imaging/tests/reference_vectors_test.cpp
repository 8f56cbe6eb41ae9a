// SPDX-License-Identifier: Apache-2.0
// Every row of vectors/pdq/pixels/expected.csv, which Meta's own software made from the same pixels, bit for bit.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "netpbm.hpp"

namespace {

using namespace holdfast;

const std::string folder = std::string(HOLDFAST_VECTORS) + "/pdq/pixels/";

std::vector<std::vector<std::string>> expected_rows() {
    std::ifstream file(folder + "expected.csv");
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        rows.emplace_back();
        for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
    }
    return rows;
}

TEST(ReferenceVectors, TheFormByTheReferencesRulesIsMetasBitForBitWithEveryKernel) {
    const auto rows = expected_rows();
    ASSERT_EQ(rows.size(), 14U);
    for (const Kernel kernel : available_kernels()) {
        for (const auto& row : rows) {
            const Picture picture = vectors::read_netpbm(folder + row[0]);
            const auto set = fingerprint(picture.view(), Orientation::top_left, {.all_forms = true, .kernel = kernel});
            ASSERT_TRUE(set.has_value());
            EXPECT_EQ(std::to_string(set->reference.quality), row[3]) << row[0];
            EXPECT_EQ(to_hex(set->reference.code), row[4]) << row[0];
            for (std::size_t form = 0; form < 8; ++form)
                EXPECT_EQ(to_hex((*set->reference_forms)[form]), row[4 + form]) << row[0] << " form " << form;
        }
    }
}

TEST(ReferenceVectors, TheCanonicalFormStaysNearMetasWhereThereIsDetail) {
    for (const auto& row : expected_rows()) {
        const Picture picture = vectors::read_netpbm(folder + row[0]);
        const auto set = fingerprint(picture.view());
        ASSERT_TRUE(set.has_value());
        const int apart = distance(set->canonical.code, *code_from_hex(row[4]));
        if (set->reference.quality >= 80) {
            EXPECT_LE(apart, 10) << row[0];
        }
    }
}

}  // namespace
