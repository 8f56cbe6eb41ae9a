// SPDX-License-Identifier: Apache-2.0
// A pack as several ZIP files, for forms that take so much and no more.
#include <gtest/gtest.h>

#include "holdfast/evidence/pack_writer.hpp"
#include "holdfast/sealing/digest.hpp"
#include "made_pack.hpp"

namespace holdfast::evidence {
namespace {

using sealing::as_bytes;

struct Payload {
    std::vector<MadeFile> files;
    PackDraft draft;
};
Payload payload_of(const std::vector<std::size_t>& sizes) {
    std::vector<MadeFile> files;
    std::vector<PackFile> given;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        files.push_back({.path = "data/items/" + std::to_string(1000 + i) + ".bin",
                         .content = std::string(sizes[i], static_cast<char>('a' + i % 26))});
        given.push_back({.path = files.back().path, .digests = digests_of(as_bytes(files.back().content))});
    }
    const PackFacts facts = {.case_number = "HF-7K3Q-9XWM-C",
                             .sealed_at = *time_from_rfc3339("2026-11-22T13:14:15Z"),
                             .software = "Holdfast 0.1.0"};
    auto draft = PackDraft::create(facts, given);
    EXPECT_TRUE(draft->sign({}));
    return {.files = std::move(files), .draft = std::move(*draft)};
}

std::string written(const Payload& of, const ZipPart& part) {
    auto zip = of.draft.zip(part);
    const auto entries = of.draft.entries();
    EXPECT_TRUE(zip && entries);
    std::string out;
    for (std::size_t i = part.first; i < part.first + part.count; ++i) {
        const PackEntry& entry = (*entries)[i];
        const std::string& content = entry.file ? of.files[*entry.file].content : entry.text;
        out += zip->begin_entry().value();
        EXPECT_TRUE(zip->content(as_bytes(content)));
        out += content;
    }
    return out + zip->finish().value();
}

TEST(ZipParts, AreNoLargerThanAskedAndTogetherTheWhole) {
    const Payload pack = payload_of({1, 40'000, 0, 90'000, 10'000, 65'000, 3, 20'000, 20'000});
    const std::size_t entries = pack.draft.entries()->size();
    const std::uint64_t whole = pack.draft.zip()->size();
    for (const std::uint64_t most : {91'000U, 100'000U, 130'001U, 200'000U, 300'000U}) {
        const auto parts = pack.draft.parts(most);
        ASSERT_TRUE(parts) << parts.error().path;
        std::size_t next = 0;
        for (const ZipPart& part : *parts) {
            EXPECT_EQ(part.first, next);
            EXPECT_GT(part.count, 0U);
            next += part.count;
            EXPECT_LE(part.bytes, most);
            EXPECT_EQ(written(pack, part).size(), part.bytes);
        }
        EXPECT_EQ(next, entries);
        EXPECT_EQ(parts->size() == 1, whole <= most);
        for (std::size_t i = 1; i < parts->size(); ++i) {  // nothing more would have gone into the one before
            const ZipPart fuller{.first = (*parts)[i - 1].first, .count = (*parts)[i - 1].count + 1, .bytes = 0};
            EXPECT_GT(pack.draft.zip(fuller)->size(), most);
        }
    }
}

TEST(ZipParts, OfOnePartIsTheWholePack) {
    const Payload pack = payload_of({10, 20});
    const auto parts = pack.draft.parts(most_part_bytes);
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 1U);
    EXPECT_EQ(parts->front().bytes, pack.draft.zip()->size());
    EXPECT_EQ(pack.draft.parts(~std::uint64_t{0})->size(), 1U);
}

TEST(ZipParts, NameTheFileThatFitsNone) {
    const Payload pack = payload_of({10, 90'000});
    const auto parts = pack.draft.parts(90'000);
    ASSERT_FALSE(parts);
    EXPECT_EQ(parts.error().path, "HF-7K3Q-9XWM-C-20261122/data/items/1001.bin");
    EXPECT_TRUE(pack.draft.parts(parts.error().bytes));
    EXPECT_FALSE(pack.draft.parts(parts.error().bytes - 1));
    EXPECT_FALSE(pack.draft.parts(0));
}

}  // namespace
}  // namespace holdfast::evidence
