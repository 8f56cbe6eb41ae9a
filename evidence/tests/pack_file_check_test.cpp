// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/pack_file_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/digest.hpp"
#include "made_pack.hpp"

namespace holdfast::evidence {
namespace {

using Answer = std::expected<PackFileReport, PackFileError>;
constexpr std::size_t sealed_chunk = sealing::age_chunk_bytes + 16;

sealing::AgeIdentity key(std::uint8_t byte) {
    std::array<std::byte, 16> root{};
    root.fill(std::byte{byte});
    return sealing::identity_from_root(sealing::Secret<16>(root));
}

std::string locked(const std::string& zip) {
    const std::vector<std::byte> random(sealing::AgeEncryptor::random_bytes(1), std::byte{5});
    const std::array<sealing::AgeRecipient, 1> whom{key(1).recipient()};
    auto lock = sealing::AgeEncryptor::to_recipients(whom, random).value();
    std::vector<std::byte> out;
    lock.push(sealing::as_bytes(zip), out);
    lock.finish(out);
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

Answer check(const std::string& file, std::optional<std::uint8_t> with = 1, const PackExpectation& expected = {},
             std::size_t piece = std::size_t{1} << 20U) {
    std::vector<sealing::AgeIdentity> identities;
    if (with) identities.push_back(key(*with));
    PackFileCheck checked(file.size(), std::move(identities));
    while (const auto range = checked.wants()) {
        EXPECT_LE(range->offset + range->bytes, file.size());
        EXPECT_GT(range->bytes, 0U);
        const auto bytes = sealing::as_bytes(file).subspan(static_cast<std::size_t>(range->offset),
                                                           std::min(piece, static_cast<std::size_t>(range->bytes)));
        checked.take(bytes);
    }
    return checked.finish(expected);
}

class PackFile : public testing::Test {
  protected:
    PackFile() {
        MadeFiles files = sample_files();
        // Many chunks, and an end within one.
        files.push_back({"data/items/0900.bin", std::string(5 * sealing::age_chunk_bytes + 777, 'f')});
        pack_ = sealed_pack(files);
        file_ = locked(pack_.zip);
        header_ = file_.size() - (pack_.zip.size() / sealing::age_chunk_bytes + 1) * 16 - pack_.zip.size();
    }
    MadePack pack_;
    std::string file_;
    std::size_t header_ = 0;  ///< and nonce: where the first chunk begins
};

TEST_F(PackFile, SaysTheSameOfAPackThatIsLockedAndOfOneThatIsNot) {
    const PackExpectation expected{.key = pack_.key, .seal = pack_.seal, .log = pack_.log};
    const Answer plain = check(pack_.zip, {}, expected);
    ASSERT_TRUE(plain);
    EXPECT_TRUE(plain->holds());
    EXPECT_FALSE(plain->was_locked);
    EXPECT_EQ(sentences(*plain), sentences(check_zip(pack_.zip, expected)));
    for (const std::size_t piece : {std::size_t{997}, sealed_chunk, sealed_chunk + 1, file_.size()}) {
        const Answer open = check(file_, 1, expected, piece);
        ASSERT_TRUE(open);
        EXPECT_TRUE(open->was_locked);
        EXPECT_TRUE(open->holds());
        EXPECT_EQ(open->report.verdict, PackVerdict::holds);
        EXPECT_EQ(sentences(*open), sentences(*plain));
    }
}

TEST_F(PackFile, AsksForTheKeyThatOpensIt) {
    EXPECT_EQ(check(file_, {}).error(), PackFileError::locked);
    EXPECT_EQ(check(file_, 2).error(), PackFileError::other_key);
    std::string damaged = file_;
    damaged.replace(0, 22, "age-encryption.org/v9\n");
    EXPECT_EQ(check(damaged).error(), PackFileError::bad_header);
    damaged = file_;
    const std::size_t mac = damaged.find("--- ") + 4;
    damaged[mac] = damaged[mac] == 'A' ? 'B' : 'A';
    EXPECT_EQ(check(damaged).error(), PackFileError::altered);
    const std::string armored = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n";
    EXPECT_EQ(check(armored).error(), PackFileError::armored);
    PackFileCheck early(file_.size(), {});
    EXPECT_EQ(early.finish({}).error(), PackFileError::out_of_turn);
}

TEST_F(PackFile, NamesThePlaceWhereALockedFileWasChanged) {
    for (const std::size_t chunk : {0U, 2U, 4U}) {
        std::string changed = file_;
        changed[header_ + chunk * sealed_chunk + 100] ^= 1;
        const Answer answer = check(changed);
        ASSERT_TRUE(answer);
        EXPECT_FALSE(answer->holds());
        const std::vector<std::string> told = sentences(*answer);
        EXPECT_EQ(told.at(0), "The pack does not hold.");
        EXPECT_EQ(told.at(1), "The pack was changed after it was locked, at byte " +
                                  std::to_string(header_ + chunk * sealed_chunk) + " or up to 65552 bytes behind it.");
    }
}

TEST_F(PackFile, SaysOfWhatWasCutOffThatItsEndIsMissing) {
    const std::size_t chunks = pack_.zip.size() / sealing::age_chunk_bytes;
    for (const std::size_t left : {file_.size() - 1, header_ + chunks * sealed_chunk, header_ + 2 * sealed_chunk + 9,
                                   header_ + 2 * sealed_chunk, header_ + 9 + 16}) {
        const Answer answer = check(file_.substr(0, left));
        ASSERT_TRUE(answer) << left;
        EXPECT_FALSE(answer->holds());
        EXPECT_THAT(sentences(*answer), testing::Contains(testing::HasSubstr("its end is missing")));
        // What is whole is still looked through: the lists stand before the files.
        if (left > header_ + sealed_chunk) {
            EXPECT_GT(answer->report.files.size(), 5U) << left;
        }
    }
    const Answer more = check(file_ + std::string(70'000, 'x'));
    ASSERT_TRUE(more);
    EXPECT_FALSE(more->holds());
    EXPECT_EQ(check(file_.substr(0, header_ - 1)).error(), PackFileError::bad_header);
}

TEST_F(PackFile, ThatWasBrokenBeforeItWasLockedIsSaidToBeBrokenAsItIs) {
    for (const std::size_t at : {std::size_t{2}, pack_.zip.rfind("PK\x03\x04") + 1, pack_.zip.size() - 30}) {
        std::string broken = pack_.zip;
        broken[at] ^= 0x40;
        const Answer plain = check(broken, {});
        const Answer open = check(locked(broken));
        ASSERT_TRUE(plain && open) << at;
        EXPECT_FALSE(open->holds());
        EXPECT_TRUE(open->damage.empty());
        EXPECT_EQ(sentences(*open), sentences(*plain));
    }
}

TEST_F(PackFile, HasNoPrefixThatHolds) {
    for (std::size_t left = 0; left < file_.size(); left += 1'009) {
        const Answer answer = check(file_.substr(0, left));
        EXPECT_TRUE(!answer || !answer->holds()) << left;
    }
}

TEST_F(PackFile, WithoutTheReceiptOfALogThatWasExpectedDoesNotHold) {
    const PackExpectation of_its_log{.key = pack_.key, .seal = {}, .log = pack_.log};
    const auto whole = check(pack_.zip, {}, of_its_log);
    ASSERT_TRUE(whole);
    EXPECT_TRUE(whole->holds());

    const MadePack without = sealed_pack(sample_files(), {.receipt = false});
    sealing::NoteKey stranger = pack_.log;
    stranger.key[0] ^= std::byte{1};
    const std::vector<std::pair<std::string, PackExpectation>> wanted{
        {without.zip, {.key = without.key, .seal = {}, .log = without.log}},
        {locked(without.zip), {.key = without.key, .seal = {}, .log = without.log}},
        {pack_.zip, {.key = pack_.key, .seal = {}, .log = stranger}}};
    for (const auto& [file, expected] : wanted) {
        const auto checked = check(file, 1, expected);
        ASSERT_TRUE(checked);
        EXPECT_FALSE(checked->holds());
        EXPECT_TRUE(checked->receipt_wanted);
        EXPECT_EQ(sentences(*checked).front(), sentence_of_no_receipt());
    }
    const auto unasked = check(without.zip, {}, {.key = without.key, .seal = {}});
    ASSERT_TRUE(unasked);
    EXPECT_TRUE(unasked->holds());
}

}  // namespace
}  // namespace holdfast::evidence
