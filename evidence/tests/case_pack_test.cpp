// SPDX-License-Identifier: Apache-2.0
// From a case to a pack that holds, and back to the case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/evidence/payload.hpp"
#include "made_pack.hpp"
#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

MadePack pack_of(const Case& of) {
    const StartHere facts{.folder = "HF-0000-0000-0-20261122",
                          .software = "Holdfast 0.1.0",
                          .public_key = "RWQ",
                          .made = sample::at("2026-11-22T16:00:00.000Z")};
    MadeFiles payload;
    for (const Paper& paper : papers_of(of, sample::log(), facts, "0.1.0")) payload.push_back({paper.path, paper.text});
    for (const CaseFile& file : files_of(of)) payload.push_back({file.path, std::string(sample::chat)});
    return sealed_pack(payload);
}

TEST(CasePack, OfEitherRouteHoldsAndGivesTheCaseBack) {
    for (const Case& of : {Case(sample::adult()), Case(sample::words_alone())}) {
        MadePack pack = pack_of(of);
        const PackReport report = check_zip(pack.zip, {.key = pack.key, .seal = {}});
        EXPECT_EQ(report.verdict, PackVerdict::holds) << testing::PrintToString(sentences(report));
        JsonFaults faults;
        const auto again = read_case(pack.content("data/case.json"), faults);
        ASSERT_TRUE(again);
        EXPECT_EQ(*again, of);
        EXPECT_TRUE(CustodyLog::read(pack.content("data/actions.jsonl")));
    }
}

TEST(CasePack, OfACaseOfWordsHoldsNoPictureByItsContent) {
    const MadePack pack = pack_of(sample::words_alone());
    for (const MadeFile& file : pack.files) {
        if (!file.path.starts_with("data/")) continue;
        const auto bytes = sealing::as_bytes(file.content);
        const TypeClass of = class_of(type_of(bytes, bytes));
        EXPECT_TRUE(of == TypeClass::text || file.path == "data/START-HERE.html") << file.path;
    }
}

TEST(CasePack, ACaseThatWasChangedInThePackIsNamed) {
    MadePack pack = pack_of(sample::adult());
    std::string& text = pack.content("data/case.json");
    text.replace(text.find("river_1987"), 10, "river_1988");
    const PackReport report = check_zip(pack.zipped(), {.key = pack.key, .seal = {}});
    EXPECT_NE(report.verdict, PackVerdict::holds);
    ASSERT_NE(report.find("data/case.json"), nullptr);
    EXPECT_NE(report.find("data/case.json")->state, FileState::holds);
}

}  // namespace
}  // namespace holdfast::evidence
