// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/bag_text.hpp"

#include <gtest/gtest.h>

#include <string>

#include "holdfast/evidence/bag_check.hpp"

namespace holdfast::evidence {
namespace {

const std::string digest(64, 'a');

TEST(BagText, APathIsEscapedAsTheRfcHasItAndReadBack) {
    const std::string line = manifest_line(digest, "data/100%\r\n.txt");
    EXPECT_EQ(line, digest + "  data/100%25%0D%0A.txt\n");
    const auto read = read_manifest(line, Algorithm::sha256, true);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->front().path, "data/100%\r\n.txt");
    EXPECT_EQ(read->front().digest, digest);
    // Other escapes are no escapes, and before 1.0 a percent sign stood for itself.
    EXPECT_EQ(read_manifest(digest + "  data/%7Ea", Algorithm::sha256, true)->front().path, "data/%7Ea");
    EXPECT_EQ(read_manifest(digest + "  data/%25", Algorithm::sha256, false)->front().path, "data/%25");
}

TEST(BagText, WhatOtherToolsWriteIsRead) {
    const std::string upper(64, 'A');
    const auto read = read_manifest(upper + " *data/a\r\n" + digest + "\t./data/b\r\r\n" + digest + "  data/ c",
                                    Algorithm::sha256, true);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 3U);
    EXPECT_EQ((*read)[0].digest, digest);
    EXPECT_TRUE((*read)[0].asterisk);
    EXPECT_TRUE((*read)[1].relative);
    EXPECT_EQ((*read)[1].path, "data/b");
    EXPECT_EQ((*read)[2].path, "data/ c");
}

TEST(BagText, ABrokenLineIsNamedByItsNumber) {
    const auto error_of = [](const std::string& text) {
        const auto read = read_manifest(text, Algorithm::sha256, true);
        EXPECT_FALSE(read);
        return read ? BagTextFault{} : read.error();
    };
    const std::string good = digest + "  data/a\n";
    EXPECT_EQ(error_of(good + "short  data/b\n").error, BagTextError::wrong_digest);
    EXPECT_EQ(error_of(good + "short  data/b\n").line, 2U);
    EXPECT_EQ(error_of(std::string(64, 'g') + "  data/a").error, BagTextError::wrong_digest);
    EXPECT_EQ(error_of(digest + "a  data/a").error, BagTextError::wrong_digest);
    EXPECT_EQ(error_of(digest + "  ").error, BagTextError::malformed_line);
    EXPECT_EQ(error_of(digest).error, BagTextError::wrong_digest);
    EXPECT_EQ(error_of("\xEF\xBB\xBF" + good).error, BagTextError::not_utf8);
    EXPECT_EQ(error_of("\xFF\xFE" + good).error, BagTextError::not_utf8);
    std::string long_text;
    for (std::size_t i = 0; i <= most_bag_lines; ++i) long_text += '\n';
    EXPECT_EQ(error_of(long_text).error, BagTextError::too_many_lines);
}

TEST(BagText, LabelsAndValuesStandAsTheyWereGiven) {
    const BagInfo info = {{"Bagging-Date", "2026-11-22"}, {"Note", "a: b"}, {"Note", ""}};
    EXPECT_EQ(read_bag_info(to_text(info)), info);
    const BagInfo joined = {{"A", "one two"}, {"B", "3"}};
    EXPECT_EQ(read_bag_info("A: one\r\n   two\r\nB   :   3"), joined);
    EXPECT_EQ(read_bag_info(" continued from nothing").error().error, BagTextError::malformed_line);
    EXPECT_EQ(read_bag_info("no colon").error().line, 1U);
    EXPECT_EQ(read_bag_info(": no label").error().error, BagTextError::malformed_line);
}

TEST(BagText, TheDeclarationIsTakenLiterally) {
    const auto ours = read_bagit_txt(bagit_txt());
    ASSERT_TRUE(ours);
    EXPECT_EQ(ours->major, 1);
    EXPECT_EQ(ours->minor, 0);
    EXPECT_EQ(ours->encoding, "UTF-8");
    for (const std::string text :
         {"", "BagIt-Version: 1.0", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
          "BagIt-Version: 1\nTag-File-Character-Encoding: UTF-8\n",
          "BagIt-Version: 1.x\nTag-File-Character-Encoding: UTF-8\n",
          "\xEF\xBB\xBF"
          "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
          "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nmore\n"})
        EXPECT_FALSE(read_bagit_txt(text)) << text;
}

TEST(BagText, WhatIsToBeFetchedIsReadButForItsPathsAlone) {
    const auto read = read_fetch("http://example.org/a%20b - data/a b\r\nhttps://example.org/c 17 ../c\n", true);
    ASSERT_TRUE(read);
    EXPECT_EQ((*read)[0].path, "data/a b");
    EXPECT_EQ((*read)[1].path, "../c");
    EXPECT_FALSE(read_fetch("http://example.org/a\n", true));
    EXPECT_FALSE(read_fetch("http://example.org/a - \n", true));
}

TEST(BagText, ManifestsAreKnownByTheirNames) {
    EXPECT_EQ(manifest_name("manifest-sha256.txt")->algorithm, Algorithm::sha256);
    EXPECT_TRUE(manifest_name("tagmanifest-md5.txt")->of_tags);
    EXPECT_FALSE(manifest_name("manifest-crc32.txt")->algorithm);
    EXPECT_FALSE(manifest_name("data/manifest-sha256.txt"));
    EXPECT_FALSE(manifest_name("manifest-sha256.txt.bak"));
    EXPECT_FALSE(manifest_name("manifest-data/x.txt"));
}

TEST(BagCheck, AManifestOfADigestThatNobodyComputedIsNoPass) {
    std::vector<BagFile> files(3);
    files[0].path = "bagit.txt";
    files[0].text = bagit_txt();
    files[1].path = "manifest-sha384.txt";
    files[1].text = manifest_line(std::string(96, 'a'), "data/a");
    files[2].path = "data/a";
    const BagReport report = check_bag(files);
    EXPECT_TRUE(report.has(BagProblem::algorithm_unknown));
    EXPECT_FALSE(report.valid());
}

}  // namespace
}  // namespace holdfast::evidence
