// SPDX-License-Identifier: Apache-2.0
// From files to fingerprints: near to what the reference software gave for the same files, and the same for all eight
// orientations of one photo.
#include <gtest/gtest.h>

#include "holdfast/imaging/fingerprint_set.hpp"
#include "holdfast/media/decode.hpp"
#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

/// The reference's own rule for another decoder: within 10 bits wherever its quality is 80 or more.
constexpr int allowed_distance = 10;
constexpr int trusted_quality = 80;

int nearest(const DihedralCodes& codes, const Code256& wanted) {
    int best = 256;
    for (const Code256& code : codes) best = std::min(best, distance(code, wanted));
    return best;
}

TEST(FingerprintOfFiles, IsNearTheReferenceSoftwaresOwn) {
    std::ifstream in(vectors() / "pdq" / "expected-cpp-reference.csv");
    std::string line;
    std::getline(in, line);
    int checked = 0;
    while (std::getline(in, line)) {
        const auto first = line.find(',');
        const auto second = line.find(',', first + 1);
        const auto wanted = code_from_hex(line.substr(0, first));
        const int quality = std::stoi(line.substr(first + 1, second - first - 1));
        const std::string name = line.substr(second + 3);
        if (quality < trusted_quality) continue;
        SCOPED_TRACE(name);
        const auto decoded = decode(read_file(vectors() / "pdq" / "images" / name));
        ASSERT_TRUE(decoded.has_value()) << to_text(decoded.error());
        const auto set = fingerprint(decoded->picture.view(), decoded->orientation, {.all_forms = true});
        ASSERT_TRUE(set && wanted);
        // The reference software does not look at orientation, so its code may be that of another of the eight forms.
        const bool turned = decoded->orientation != Orientation::top_left;
        EXPECT_LE(turned ? nearest(*set->canonical_forms, *wanted) : distance(set->canonical.code, *wanted),
                  allowed_distance);
        EXPECT_LE(distance(set->reference.code, *wanted), allowed_distance);
        ++checked;
    }
    EXPECT_GT(checked, 30);
}

TEST(FingerprintOfFiles, IsTheSamePictureInAllEightOrientations) {
    const auto upright = decode(read_file(vectors() / "media" / "jpeg-orientation-1.jpg"));
    ASSERT_TRUE(upright);
    const auto wanted = fingerprint(upright->picture.view(), upright->orientation);
    ASSERT_TRUE(wanted);
    ASSERT_GE(wanted->canonical.quality, min_quality);
    for (int value = 1; value <= 8; ++value) {
        SCOPED_TRACE(value);
        const auto decoded =
            decode(read_file(vectors() / "media" / ("jpeg-orientation-" + std::to_string(value) + ".jpg")));
        ASSERT_TRUE(decoded);
        EXPECT_EQ(static_cast<int>(decoded->orientation), value);
        const auto set = fingerprint(decoded->picture.view(), decoded->orientation);
        ASSERT_TRUE(set);
        EXPECT_LE(distance(set->canonical.code, wanted->canonical.code), 12);
        const auto ignored = fingerprint(decoded->picture.view());
        ASSERT_TRUE(ignored);
        if (value != 1) EXPECT_GT(distance(ignored->canonical.code, wanted->canonical.code), 60);
    }
}

}  // namespace
}  // namespace holdfast::media
