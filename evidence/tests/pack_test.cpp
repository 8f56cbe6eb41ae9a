// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "holdfast/core/hex.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "made_pack.hpp"

namespace holdfast::evidence {
namespace {

using sealing::as_bytes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Pack, AWholePackHoldsForWhoeverKnowsItsKeyOrItsSeal) {
    const MadePack pack = sealed_pack(sample_files());
    for (const PackExpectation& expected :
         {PackExpectation{.key = pack.key, .seal = {}}, PackExpectation{.key = {}, .seal = pack.seal},
          PackExpectation{.key = pack.key, .seal = pack.seal}}) {
        const PackReport report = check_zip(pack.zip, expected);
        EXPECT_EQ(report.verdict, PackVerdict::holds) << testing::PrintToString(sentences(report));
        EXPECT_EQ(report.seal, SealState::holds);
        EXPECT_EQ(report.count(FileState::holds), 8U + 4U);  // payload; bagit, bag-info, two manifests
        EXPECT_EQ(report.count(FileState::of_the_seal), 5U);
        EXPECT_EQ(report.files.size(), 17U);
    }
}

TEST(Pack, WithoutAnExpectedKeyItSaysSo) {
    const PackReport report = check_zip(sealed_pack(sample_files()).zip);
    EXPECT_EQ(report.verdict, PackVerdict::holds_unconfirmed);
    EXPECT_EQ(report.seal, SealState::holds_unexpected);
    EXPECT_THAT(sentences(report), Contains(HasSubstr("No expected key was given")));
}

// Whoever changes a pack can seal it again; only a key or a seal known from elsewhere tells.
TEST(Pack, ThatAPackWasSealedAnewIsSeenByThoseAloneWhoKnowWhatToExpect) {
    const MadePack pack = sealed_pack(sample_files());
    auto payload = sample_files();
    payload[4].content = "something else";
    const MadePack anew = sealed_pack(payload, {.key = 8});
    EXPECT_EQ(check_zip(anew.zip).verdict, PackVerdict::holds_unconfirmed);
    EXPECT_EQ(check_zip(anew.zip, {.key = pack.key, .seal = {}}).verdict, PackVerdict::sealed_anew);
    EXPECT_EQ(check_zip(anew.zip, {.key = {}, .seal = pack.seal}).verdict, PackVerdict::sealed_anew);
}

TEST(Pack, WhatItSaysOfItselfIsReadOut) {
    const MadePack pack = sealed_pack(sample_files());
    const PackReport report = check_zip(pack.zip, {.key = pack.key, .seal = {}});
    EXPECT_EQ(report.folder, "HF-7K3Q-9XWM-C-20261122");
    EXPECT_EQ(report.case_number, "HF-7K3Q-9XWM-C");
    EXPECT_EQ(report.sealed_at, "2026-11-22T13:14:15Z");
    EXPECT_EQ(report.payload_files, 8U);
    EXPECT_THAT(report.comment, HasSubstr("8 files"));
    EXPECT_EQ(report.key, pack.key);
    EXPECT_EQ(report.seal_digest, pack.seal);
    EXPECT_EQ(report.time_stamp, TimeStampState::of_this_seal);
    EXPECT_TRUE(report.has_receipt);
    EXPECT_EQ(report.receipt, ReceiptState::unchecked);
    EXPECT_EQ(report.find("data/items/0002.txt")->sealed_size, report.find("data/items/0002.txt")->size);
}

TEST(Pack, TheReceiptIsCheckedWhereTheLogIsKnown) {
    const MadePack pack = sealed_pack(sample_files());
    const PackReport report = check_zip(pack.zip, {.key = pack.key, .seal = {}, .log = pack.log});
    EXPECT_EQ(report.receipt, ReceiptState::holds);
    EXPECT_EQ(report.verdict, PackVerdict::holds);
    EXPECT_EQ(report.received, time_from_rfc3339("2026-11-22T13:14:20Z"));
    EXPECT_THAT(sentences(report), Contains("By the service's clock it was there at 2026-11-22T13:14:20Z."));
    EXPECT_THAT(sentences(check_zip(pack.zip, {.key = pack.key, .seal = {}})), Contains(HasSubstr("not checked")));
}

TEST(Pack, TheSameFilesGiveTheSameBytesInWhateverOrderTheyCome) {
    auto files = sample_files();
    const MadePack first = sealed_pack(files);
    std::ranges::reverse(files);
    const MadePack second = sealed_pack(files);
    EXPECT_EQ(first.zip, second.zip);
    EXPECT_NE(first.zip, sealed_pack(files, {.key = 8}).zip);
}

TEST(Pack, TheLayoutIsThatOfTheFormat) {
    const MadePack pack = sealed_pack({{.path = "data/items/0001.png", .content = "a"}});
    std::vector<std::string> paths;
    for (const MadeFile& file : pack.files) paths.push_back(file.path);
    EXPECT_THAT(paths, ElementsAre("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt",
                                   "tagmanifest-sha256.txt", "seal/tagmanifest-sha256.txt.minisig", "seal/pack.pub",
                                   "seal/tagmanifest-sha256.txt.tsr", "seal/receipt.txt", "data/items/0001.png"));
    EXPECT_EQ(MadePack(pack).content("bag-info.txt"),
              "Bag-Software-Agent: Holdfast 0.1.0\nBagging-Date: 2026-11-22\nExternal-Identifier: HF-7K3Q-9XWM-C\n"
              "Payload-Oxum: 1.1\nSealed-At: 2026-11-22T13:14:15Z\nPayload-File-Size: 1 data/items/0001.png\n");
    EXPECT_EQ(MadePack(pack).content("manifest-sha256.txt"),
              "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  data/items/0001.png\n");
}

TEST(Pack, AnUnpackedPackIsCheckedAsAFolder) {
    const MadePack pack = sealed_pack(sample_files());
    const PackReport report = check_folder(pack.files, {.key = pack.key, .seal = {}});
    EXPECT_EQ(report.verdict, PackVerdict::holds);
    EXPECT_EQ(report.folder, "");
    PackCheck with_link;
    for (const MadeFile& file : pack.files) {
        with_link.begin_file(file.path);
        with_link.content(as_bytes(file.content));
        with_link.end_file();
    }
    with_link.not_a_file("data/items/link");
    const PackReport linked = with_link.finish({.key = pack.key, .seal = {}});
    EXPECT_EQ(linked.verdict, PackVerdict::broken);
    EXPECT_EQ(linked.find("data/items/link")->state, FileState::not_a_file);
}

TEST(Pack, HoweverTheBytesComeTheReportIsTheSame) {
    const MadePack pack = sealed_pack(sample_files());
    const auto told = sentences(check_zip(pack.zip));
    for (const std::size_t piece : {1U, 7U, 64U, 1000U, 100'000U})
        EXPECT_EQ(sentences(check_zip(pack.zip, {}, piece)), told);
}

TEST(Pack, APackWithoutFilesTimeStampOrReceiptIsAPack) {
    const MadePack pack = sealed_pack({}, {.time_stamp = false, .receipt = false});
    const PackReport report = check_zip(pack.zip, {.key = pack.key, .seal = {}});
    EXPECT_EQ(report.verdict, PackVerdict::holds) << testing::PrintToString(sentences(report));
    EXPECT_EQ(report.time_stamp, TimeStampState::absent);
    EXPECT_FALSE(report.has_receipt);
    EXPECT_THAT(sentences(report), Contains(HasSubstr("There is no time stamp")));
}

TEST(Pack, WhatIsNoPackIsSaidToBeNone) {
    EXPECT_EQ(check_zip("a letter, and no ZIP file at all").verdict, PackVerdict::not_a_pack);
    EXPECT_EQ(check_zip("").verdict, PackVerdict::not_a_pack);
    EXPECT_EQ(check_zip(raw_zip({.entries = {{.name = "holiday/1.txt", .content = "sea"}}})).verdict,
              PackVerdict::not_a_pack);
    EXPECT_EQ(check_zip(raw_zip({})).verdict, PackVerdict::not_a_pack);
    EXPECT_EQ(check_folder({}).verdict, PackVerdict::not_a_pack);
}

PackError draft_error(const PackFacts& facts, std::vector<PackFile> files) {
    const auto draft = PackDraft::create(facts, std::move(files));
    EXPECT_FALSE(draft);
    return draft ? PackError::not_signed : draft.error();
}

TEST(Pack, ADraftRefusesWhatCouldNotBeReadEverywhere) {
    const PackFacts facts = {.case_number = "HF-1", .sealed_at = {1'800'000'000'000}, .software = "Holdfast"};
    const auto with_path = [&facts](const std::string& path) {
        return draft_error(facts, {{.path = path, .digests = {}}});
    };
    EXPECT_EQ(with_path("items/1.png"), PackError::outside_payload);
    EXPECT_EQ(with_path("data/../x"), PackError::path_fault);
    EXPECT_EQ(with_path("data/N\u00FA\u00F1ez"), PackError::path_fault);
    EXPECT_EQ(with_path("data/a b"), PackError::path_fault);
    EXPECT_EQ(with_path("data/NUL"), PackError::path_fault);
    EXPECT_EQ(with_path("data/" + std::string(102, 'a')), PackError::path_fault);
    EXPECT_EQ(with_path("data/"), PackError::path_fault);
    EXPECT_EQ(draft_error(facts, {{.path = "data/a", .digests = {}}, {.path = "data/A", .digests = {}}}),
              PackError::path_clash);
    EXPECT_EQ(draft_error(facts, std::vector<PackFile>(most_pack_files + 1)), PackError::too_many_files);
    PackFacts wrong = facts;
    wrong.case_number = "../HF";
    EXPECT_EQ(draft_error(wrong, {}), PackError::bad_case_number);
    wrong = facts;
    wrong.software = "Holdfast\nPayload-Oxum: 0.0";
    EXPECT_EQ(draft_error(wrong, {}), PackError::bad_software);
    wrong = facts;
    wrong.sealed_at = {0};
    EXPECT_EQ(draft_error(wrong, {}), PackError::bad_time);
}

TEST(Pack, ASealIsMadeOnceAndBeforeWhatStandsOnIt) {
    auto draft =
        PackDraft::create({.case_number = "HF-1", .sealed_at = {1'800'000'000'000}, .software = "Holdfast"}, {});
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->digest().error(), PackError::not_signed);
    EXPECT_EQ(draft->entries().error(), PackError::not_signed);
    EXPECT_EQ(draft->add_receipt("x").error(), PackError::not_signed);
    EXPECT_EQ(draft->zip().error(), PackError::not_signed);
    const sealing::Secret<32> seed;
    EXPECT_TRUE(draft->sign(seed));
    EXPECT_EQ(draft->sign(seed).error(), PackError::already_signed);
    EXPECT_EQ(draft->add_time_stamp({}).error(), PackError::seal_file_size);
    EXPECT_EQ(draft->add_receipt(std::string(most_seal_file_bytes + 1, 'x')).error(), PackError::seal_file_size);
}

TEST(Seal, ATimeStampIsAskedForAsTheRfcPrescribes) {
    Digest256 digest;
    digest.bytes.fill(std::byte{0xAB});
    std::array<std::byte, 8> nonce{};
    nonce.fill(std::byte{0xFF});
    const auto request = time_stamp_request(digest, nonce);
    EXPECT_EQ(to_hex(request),
              "3043020101303130"
              "0d060960864801650304020105000420" +
                  to_hex(digest) + "02087fffffffffffffff0101ff");
    nonce.fill(std::byte{0});
    EXPECT_THAT(to_hex(time_stamp_request(digest, nonce)), HasSubstr("020801000000000000000101ff"));
}

TEST(PackWords, TextOfAPackCanDoNothingOnATerminal) {
    EXPECT_EQ(shown_text("data/items/0001.png"), "data/items/0001.png");
    EXPECT_EQ(shown_text("a\x1B[2Jb"), "a[U+001B][2Jb");
    EXPECT_EQ(shown_text("a\nb"), "a / b");
    EXPECT_EQ(shown_text("a\xFF"), "a\uFFFD");
    EXPECT_EQ(shown_text("a\u202Eb"), "a[U+202E]b");
    EXPECT_EQ(shown_text("a\u0085"), "a[U+0085]");
    EXPECT_EQ(shown_text("N\u00FA\u00F1ez"), "N\u00FA\u00F1ez");
    EXPECT_EQ(shown_text(std::string(300, 'a')), std::string(200, 'a') + "\u2026");
}

}  // namespace
}  // namespace holdfast::evidence
