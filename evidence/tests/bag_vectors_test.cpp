// SPDX-License-Identifier: Apache-2.0
// The bags of the Library of Congress' conformance suite. Their digests, of which most are MD5, come from the tools of
// coreutils: what is tested shares no code with what computes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "holdfast/evidence/bag_check.hpp"

namespace holdfast::evidence {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::UnorderedElementsAre;

const fs::path vectors = HOLDFAST_VECTORS "/bagit";

// "<path from vectors>": digests.
using Digests = std::map<std::string, std::vector<std::pair<Algorithm, std::string>>>;

Digests all_digests() {
    Digests digests;
    for (const Algorithm algorithm : {Algorithm::md5, Algorithm::sha224, Algorithm::sha256, Algorithm::sha512}) {
        const std::string command =
            "cd '" + vectors.string() + "' && find . -type f -exec " + std::string(to_text(algorithm)) + "sum {} +";
        FILE* pipe = popen(command.c_str(), "r");
        std::string out;
        std::array<char, 4096> piece{};
        while (const std::size_t n = std::fread(piece.data(), 1, piece.size(), pipe)) out.append(piece.data(), n);
        EXPECT_EQ(pclose(pipe), 0);
        for (std::size_t at = 0; at < out.size();) {
            const std::size_t end = out.find('\n', at);
            const std::string line = out.substr(at, end - at);
            const std::size_t hex = hex_length(algorithm);
            digests[line.substr(hex + 2 + 2)].emplace_back(algorithm, line.substr(0, hex));  // "  ./"
            at = end + 1;
        }
    }
    return digests;
}

std::vector<BagFile> bag_at(const fs::path& folder) {
    static const Digests digests = all_digests();
    std::vector<BagFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        BagFile file;
        file.path = entry.path().lexically_relative(folder).generic_string();
        file.size = entry.file_size();
        file.digests = digests.at(entry.path().lexically_relative(vectors).generic_string());
        std::ifstream in(entry.path(), std::ios::binary);
        if (is_bag_text(file.path)) file.text.assign(std::istreambuf_iterator<char>(in), {});
        files.push_back(std::move(file));
    }
    return files;
}

std::vector<fs::path> bags_in(const std::string& kind) {
    std::vector<fs::path> bags;
    for (const auto& version : fs::directory_iterator(vectors))
        if (fs::is_directory(version.path() / kind))
            for (const auto& bag : fs::directory_iterator(version.path() / kind))
                if (bag.is_directory()) bags.push_back(bag.path());
    std::ranges::sort(bags);
    return bags;
}

std::vector<std::string> problems(const BagReport& report, bool warnings = false) {
    std::vector<std::string> all;
    for (const BagFinding& found : report.findings)
        if (is_warning(found.problem) == warnings) all.emplace_back(to_text(found.problem));
    return all;
}

TEST(BagVectors, EveryValidBagInUtf8Passes) {
    std::size_t passed = 0;
    std::vector<std::string> in_other_encodings;
    for (const fs::path& bag : bags_in("valid")) {
        const BagReport report = check_bag(bag_at(bag));
        if (report.has(BagProblem::encoding_not_utf8)) {
            in_other_encodings.push_back(bag.filename());
            continue;
        }
        EXPECT_TRUE(report.valid()) << bag << testing::PrintToString(problems(report));
        ++passed;
    }
    EXPECT_EQ(passed, 25U);
    EXPECT_THAT(in_other_encodings, UnorderedElementsAre("ISO-8859-1-encoded-tag-files", "UTF-16-encoded-tag-files"));
}

TEST(BagVectors, EveryInvalidBagIsRefusedForWhatIsWrongWithIt) {
    const std::map<std::string, std::string> reasons = {
        {"v1.0/bagit-with-invalid-whitespace", "declaration_malformed"},
        {"v0.97/baginfo-missing-encoding", "declaration_malformed"},
        {"v0.97/bom-in-bagit.txt", "declaration_malformed"},
        {"v0.97/corrupt-data-file", "changed"},
        {"v0.97/corrupt-tag-file", "changed"},
        {"v0.97/extra-file-in-bag", "unlisted"},
        {"v0.97/invalid-version-number", "declaration_malformed"},
        {"v0.97/missing-baginfo", "missing"},
        {"v0.97/missing-bagit.txt", "no_declaration"},
        {"v0.97/out-of-scope-file-paths-using-dot-notation", "path_fault"},
        {"v0.97/out-of-scope-file-paths-using-dot-notation-for-fetch", "path_fault"},
        {"v0.97/same-filename-listed-twice-with-different-hashes", "listed_differently"},
        {"v1.0/notAllManifestsListAllFiles", "unlisted"},
        {"v1.0/same-filename-listed-twice-with-different-hashes", "declaration_malformed"},  // "1.0 "
        {"v1.0/same-filename-listed-twice-with-the-same-hash", "listed_twice"},
    };
    std::size_t refused = 0;
    for (const fs::path& bag : bags_in("invalid")) {
        const BagReport report = check_bag(bag_at(bag));
        const std::string name = bag.parent_path().parent_path().filename().string() + "/" + bag.filename().string();
        EXPECT_FALSE(report.valid()) << name;
        ASSERT_TRUE(reasons.contains(name)) << name << testing::PrintToString(problems(report));
        EXPECT_THAT(problems(report), Contains(reasons.at(name))) << name;
        ++refused;
    }
    EXPECT_EQ(refused, 15U);
}

TEST(BagVectors, PathsThatLeadOutOnOneSystemAreRefusedOnEverySystem) {
    std::size_t refused = 0;
    for (const std::string kind : {"linux-only", "windows-only"}) {
        for (const fs::path& bag : bags_in(kind)) {
            const BagReport report = check_bag(bag_at(bag));
            EXPECT_FALSE(report.valid()) << bag;
            EXPECT_THAT(problems(report), Contains("path_fault")) << bag;
            ++refused;
        }
    }
    EXPECT_EQ(refused, 12U);
}

TEST(BagVectors, OddBagsAreWarnedOfOrRefused) {
    std::map<std::string, BagReport> reports;
    for (const fs::path& bag : bags_in("warning")) reports.emplace(bag.filename(), check_bag(bag_at(bag)));
    ASSERT_EQ(reports.size(), 6U);
    const auto warned = [&reports](const std::string& name) {
        EXPECT_TRUE(reports.at(name).valid()) << name << testing::PrintToString(problems(reports.at(name)));
        return problems(reports.at(name), true);
    };
    EXPECT_THAT(warned("made-with-md5sum-tools"), testing::IsSupersetOf({"asterisk", "weak_algorithm"}));
    EXPECT_THAT(warned("relative-path"), Contains("relative_path"));
    EXPECT_THAT(warned("same-filename-listed-twice-with-the-same-hash"), Contains("listed_again"));
    // What would be one file on another system is refused, so that a pack means the same on all.
    EXPECT_THAT(problems(reports.at("duplicate-file-with-different-case")), Contains("twin_path"));
    EXPECT_THAT(problems(reports.at("same-filename-listed-twice-with-different-normalization")), Contains("twin_path"));
    // Its .DS_Store is missing upstream.
    EXPECT_THAT(problems(reports.at("special-system-files")), Contains("missing"));
    EXPECT_TRUE(reports.at("special-system-files").has(BagProblem::system_file));
}

}  // namespace
}  // namespace holdfast::evidence
