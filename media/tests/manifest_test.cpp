// SPDX-License-Identifier: Apache-2.0
// Every file of vectors/media does what the manifest says. wasm/tests/hostile_files.test.mjs runs the same list; those
// that need a process of their own are run by cli/tests/decode_apart_test.cpp.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "holdfast/media/decode.hpp"
#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

std::string outcome(const std::expected<Decoded, DecodeError>& decoded) {
    if (!decoded) return std::string(to_text(decoded.error()));
    return decoded->damaged ? "damaged" : "ok";
}

TEST(Manifest, EveryFileDoesWhatTheManifestSays) {
    const auto rows = read_manifest();
    ASSERT_GT(rows.size(), 150U);
    for (const ManifestRow& row : rows) {
        SCOPED_TRACE(row.file);
        const auto file = read_file(vectors() / "media" / row.file);
        EXPECT_EQ(to_text(sniff(file)), row.kind);
        if (row.needs_limits()) continue;
        const auto decoded = decode(file);
        EXPECT_EQ(outcome(decoded), row.expect);
        if (!decoded) continue;
        EXPECT_EQ(to_text(decoded->kind), row.kind);
        EXPECT_EQ(decoded->picture.width(), row.width);
        EXPECT_EQ(decoded->picture.height(), row.height);
        EXPECT_EQ(static_cast<unsigned>(decoded->orientation), row.orientation);
        EXPECT_EQ(decoded->animated, row.animated);
    }
}

TEST(Manifest, CoversEveryErrorThatAFileAloneCanCause) {
    std::set<std::string> seen;
    for (const ManifestRow& row : read_manifest()) seen.insert(row.expect);
    for (const auto error :
         {DecodeError::empty, DecodeError::unknown_format, DecodeError::not_a_picture, DecodeError::video,
          DecodeError::unsupported_format, DecodeError::unsupported_variant, DecodeError::too_many_pixels,
          DecodeError::side_too_long, DecodeError::too_much_work, DecodeError::truncated, DecodeError::corrupt}) {
        EXPECT_THAT(seen, testing::Contains(std::string(to_text(error))));
    }
}

TEST(Manifest, EveryErrorIsExplainedInOneSentenceOfItsOwn) {
    std::set<std::string> sentences;
    for (unsigned i = 0; i <= static_cast<unsigned>(DecodeError::decoder_unavailable); ++i) {
        const std::string sentence = explain(static_cast<DecodeError>(i), FileKind::pdf);
        EXPECT_TRUE(sentence.ends_with('.')) << sentence;
        sentences.insert(sentence);
    }
    EXPECT_EQ(sentences.size(), 1U + static_cast<unsigned>(DecodeError::decoder_unavailable));
    EXPECT_EQ(explain(DecodeError::not_a_picture, FileKind::pdf).substr(0, 36), "This is a PDF document, not a pictur");
}

}  // namespace
}  // namespace holdfast::media
