// SPDX-License-Identifier: Apache-2.0
// The certificate's way to pdq-r1 against the reference's own order, on every picture of the reference set as it is
// decoded here (JPEG: its Y plane) and, of JPEG, as most software decodes it (RGB).
#include "reference_agreement.hpp"

#include "../bench/reference_pictures.hpp"
#include "holdfast/media/decode.hpp"
#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

using imaging::Tally;

TEST(ReferenceAgreement, EveryReferencePictureGivesTheOraclesBitsOnEveryWay) {
    const auto kernels = available_kernels();
    Tally grey;
    Tally colour;
    const auto compare = [&](const Picture& picture, const std::string& name) {
        Tally& tally = picture.format() == PixelFormat::grey8 ? grey : colour;
        const auto turn = static_cast<std::size_t>(grey.pictures + colour.pictures);
        imaging::expect_agreement(picture.view(), name, kernels[turn % kernels.size()], tally);
    };
    const auto files = reference_pictures();
    ASSERT_GT(files.size(), 40);
    for (const auto& path : files) {
        const auto file = read_file(path);
        const auto decoded = decode(file);
        ASSERT_TRUE(decoded) << path << ": " << to_text(decoded.error());
        compare(decoded->picture, path.filename());
        const bool is_luma = decoded->kind == FileKind::jpeg && decoded->picture.format() == PixelFormat::grey8;
        if (is_luma) compare(bench::decode_rgb(file), path.filename().string() + " as RGB");
        if (HasFatalFailure()) return;
    }
    // Photos are mostly certain; were few, the certificate's way would hardly have been looked at.
    EXPECT_GT(grey.certified, grey.pictures / 2);
    EXPECT_GT(colour.certified, colour.pictures / 2);
    RecordProperty("grey", grey.pictures);
    RecordProperty("grey_certified", grey.certified);
    RecordProperty("colour", colour.pictures);
    RecordProperty("colour_certified", colour.certified);
}

}  // namespace
}  // namespace holdfast::media
