// SPDX-License-Identifier: Apache-2.0
// A pack is checked without us: unzip, minisign, sha256sum, comm and openssl, by the commands that docs/formats/pack.md
// gives to whoever receives one. A time-stamping authority of our own stands in for a real one.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "made_pack.hpp"

namespace holdfast::evidence {
namespace {

namespace fs = std::filesystem;
using sealing::as_bytes;

class StockTools : public testing::Test {
  protected:
    fs::path folder;

    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "holdfast-pack-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
    }
    void TearDown() override {
        if (!folder.empty()) fs::remove_all(folder);
    }
    void write(const std::string& name, std::string_view content) const {
        std::ofstream(folder / name, std::ios::binary) << content;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream in(folder / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    // In bash; what it prints goes to out.txt.
    [[nodiscard]] int run(const std::string& command) const {
        write("command.sh", command);
        return std::system(("cd '" + folder.string() + "' && bash -e command.sh >out.txt 2>&1").c_str());
    }
    void unpack(const std::string& zip) const {
        write("pack.zip", zip);
        ASSERT_EQ(run("unzip -q pack.zip"), 0) << read("out.txt");
    }
};

const std::string check_all = R"sh(cd HF-*
minisign -Vm tagmanifest-sha256.txt -x seal/tagmanifest-sha256.txt.minisig -p seal/pack.pub
sha256sum --strict --quiet -c tagmanifest-sha256.txt
sha256sum --strict --quiet -c manifest-sha256.txt
sha512sum --strict --quiet -c manifest-sha512.txt
test -z "$(comm -13 <(cut -c67- manifest-sha256.txt | sort) <(find data -type f | sort))"
)sh";

TEST_F(StockTools, HoldWhatWeSealed) {
    unpack(sealed_pack(sample_files()).zip);
    EXPECT_EQ(run(check_all), 0) << read("out.txt");
}

TEST_F(StockTools, FindWhatWasChangedOrAdded) {
    unpack(sealed_pack(sample_files()).zip);
    ASSERT_EQ(run("cd HF-*; echo planted > data/items/0009.txt"), 0);
    EXPECT_NE(run(check_all), 0);
    ASSERT_EQ(run("cd HF-*; rm data/items/0009.txt"), 0);
    EXPECT_EQ(run(check_all), 0) << read("out.txt");
    ASSERT_EQ(run("cd HF-*; echo >> data/items/0002.txt"), 0);
    EXPECT_NE(run(check_all), 0);
}

TEST_F(StockTools, MinisignTakesTheKeyFromPaper) {
    const MadePack pack = sealed_pack(sample_files());
    unpack(pack.zip);
    EXPECT_EQ(run("cd HF-*; minisign -Vm tagmanifest-sha256.txt -x seal/tagmanifest-sha256.txt.minisig -P " +
                  sealing::to_text(pack.key)),
              0)
        << read("out.txt");
    EXPECT_NE(run("cd HF-*; minisign -Vm tagmanifest-sha256.txt -x seal/tagmanifest-sha256.txt.minisig -P " +
                  sealing::to_text(sealed_pack({}, {.key = 9}).key)),
              0);
}

TEST_F(StockTools, OpensslStampsOurRequestAndHoldsTheStampInThePack) {
    const auto files = sample_files();
    std::vector<PackFile> listed;
    listed.reserve(files.size());
    for (const MadeFile& file : files)
        listed.push_back({.path = file.path, .digests = digests_of(as_bytes(file.content))});
    auto draft =
        PackDraft::create({.case_number = "HF-1", .sealed_at = {1'800'000'000'000}, .software = "Holdfast"}, listed);
    ASSERT_TRUE(draft);
    ASSERT_TRUE(draft->sign(sealing::Secret<32>{}));
    const auto request = time_stamp_request(*draft->digest(), {std::byte{0x91}, std::byte{2}});
    write("request.tsq", {reinterpret_cast<const char*>(request.data()), request.size()});
    fs::copy_file(HOLDFAST_VECTORS "/evidence/time-authority.cnf", folder / "tsa.cnf");
    ASSERT_EQ(run("openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -config tsa.cnf "
                  "-extensions v3ca\n"
                  "openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj '/CN=Test Authority' "
                  "-config tsa.cnf\n"
                  "openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 30 "
                  "-extfile tsa.cnf -extensions v3tsa\n"
                  "echo 01 > serial\n"
                  "openssl ts -reply -config tsa.cnf -section tsa1 -queryfile request.tsq -out reply.tsr\n"
                  "openssl ts -verify -queryfile request.tsq -in reply.tsr -CAfile ca.pem -untrusted tsa.pem"),
              0)
        << read("out.txt");
    const std::string reply = read("reply.tsr");
    ASSERT_TRUE(draft->add_time_stamp(as_bytes(reply)));
    EXPECT_TRUE(time_stamp_names(as_bytes(reply), *draft->digest()));

    auto zip = draft->zip();
    std::string bytes;
    const auto entries = draft->entries();
    ASSERT_TRUE(zip && entries);
    for (const PackEntry& entry : *entries) {
        const std::string& content = entry.file ? files[*entry.file].content : entry.text;
        bytes += zip->begin_entry().value() + content;
        ASSERT_TRUE(zip->content(as_bytes(content)));
    }
    bytes += zip->finish().value();
    EXPECT_EQ(check_zip(bytes).time_stamp, TimeStampState::of_this_seal);
    unpack(bytes);
    const std::string verify =
        "openssl ts -verify -data HF-*/seal/tagmanifest-sha256.txt.minisig -in "
        "HF-*/seal/tagmanifest-sha256.txt.tsr -CAfile ca.pem -untrusted tsa.pem";
    EXPECT_EQ(run(verify), 0) << read("out.txt");
    EXPECT_EQ(run(check_all), 0) << read("out.txt");
    ASSERT_EQ(run("sed -i 's/1 trusted/2 trusted/; s/sealed at 2/sealed at 1/' HF-*/seal/*.minisig"), 0);
    EXPECT_NE(run(verify), 0);
}

}  // namespace
}  // namespace holdfast::evidence
