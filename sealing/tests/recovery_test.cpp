// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

#include "holdfast/sealing/age_armor.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/recovery_file.hpp"
#include "holdfast/sealing/recovery_words.hpp"

namespace holdfast::sealing {
namespace {

Secret<16> root_of(std::string_view label) {
    return Secret<16>(std::span<const std::byte>(sha256(label).bytes).first<16>());
}

TEST(WordList, IsTheOneThatIsPublished) {
    std::string joined;
    std::set<std::string_view> beginnings;
    for (std::size_t i = 0; i < 2048; ++i) {
        joined.append(recovery_word(i)).append("\n");
        beginnings.insert(recovery_word(i).substr(0, 4));
    }
    EXPECT_EQ(to_hex(sha256(joined)), "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    EXPECT_EQ(beginnings.size(), 2048U);
}

TEST(Words, LeadBackToTheRoot) {
    for (int i = 0; i < 500; ++i) {
        const Secret<16> root = root_of(std::to_string(i));
        const auto back = root_from_words(to_words(root).view());
        ASSERT_TRUE(back);
        EXPECT_EQ(*back, root);
    }
}

TEST(Words, AgreeWithThePublishedVectors) {
    std::array<std::byte, 16> bytes{};
    bytes.fill(std::byte{0x7f});
    EXPECT_EQ(to_words(Secret<16>(bytes)).view(),
              "legal winner thank year wave sausage worth useful legal winner thank yellow");
    bytes.fill(std::byte{0x80});
    EXPECT_EQ(to_words(Secret<16>(bytes)).view(),
              "letter advice cage absurd amount doctor acoustic avoid letter advice cage above");
}

TEST(Words, AnyBeginningOfFourLettersOrMoreStandsForItsWordAloneAndNoOther) {
    for (std::size_t i = 0; i < 2048; ++i) {
        const std::string_view word = recovery_word(i);
        for (std::size_t length = 1; length <= word.size(); ++length) {
            // The word under test comes first and eleven good ones follow: it is unknown or the checksum decides.
            std::string text(word.substr(0, length));
            const std::string shown = text;
            for (int k = 0; k < 11; ++k) text += " zoo";
            const auto read = root_from_words(text);
            const bool unknown = !read && read.error() == WordsError{WordsError::Kind::unknown_word, 1};
            bool listed = false;
            if (length < 4) {
                for (std::size_t k = 0; k < 2048 && !listed; ++k) listed = recovery_word(k) == shown;
            }
            EXPECT_EQ(unknown, length < 4 && !listed) << shown;
        }
    }
}

TEST(Words, ChecksumCatchesFifteenOfSixteenWrongWords) {
    const std::string words(to_words(root_of("a case")).view());
    const std::string rest = words.substr(words.find(' '));
    int accepted = 0;
    for (std::size_t i = 0; i < 2048; ++i) accepted += root_from_words(std::string(recovery_word(i)) + rest) ? 1 : 0;
    EXPECT_GT(accepted, 90);  // 2048 / 16 = 128 on average, the right one among them
    EXPECT_LT(accepted, 170);
}

TEST(Words, HostileTextIsRefused) {
    EXPECT_EQ(root_from_words("").error(), (WordsError{WordsError::Kind::too_few, 0}));
    EXPECT_EQ(root_from_words(std::string(5000, ' ')).error().kind, WordsError::Kind::too_many);
    EXPECT_EQ(root_from_words("\xff\xfe\xfd").error(), (WordsError{WordsError::Kind::unknown_word, 1}));
    EXPECT_EQ(root_from_words(std::string("aban\0don", 8)).error().kind, WordsError::Kind::unknown_word);
}

TEST(RecoveryFile, WordsAndFileLeadToTheSameKeys) {
    const Secret<16> root = root_of("a case");
    const auto from_words = read_recovery(as_bytes(to_words(root).view()), {});
    const auto from_file = read_recovery(as_bytes(make_recovery_file(identity_from_root(root), {0}, {}).view()), {});
    ASSERT_TRUE(from_words && from_file);
    EXPECT_TRUE(from_words->root.has_value());
    EXPECT_FALSE(from_file->root.has_value());
    EXPECT_EQ(derive_case_keys(from_words->identity).withdraw, derive_case_keys(from_file->identity).withdraw);
    EXPECT_FALSE(derive_case_keys(from_file->identity).withdraw == derive_case_keys(from_file->identity).read);
}

TEST(RecoveryFile, NeutralTextNamesNeitherUsNorWhatItIsFor) {
    const auto file = make_recovery_file(identity_from_root(root_of("a case")), {0}, {});
    for (const std::string_view word : {"oldfast", "xtort", "picture", "wallet"}) {
        EXPECT_EQ(file.view().find(word), std::string_view::npos);
    }
}

TEST(RecoveryFile, QrTextFitsTheCompactMode) {
    const auto qr = make_recovery_qr(identity_from_root(root_of("a case")), CaseNumber{});
    EXPECT_EQ(qr.view().find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), std::string_view::npos);
    EXPECT_EQ(qr.view().find(':'), std::string_view::npos);
}

TEST(RecoveryFile, AWorkFactorAboveTheLimitIsRefusedBothWays) {
    const AgeIdentity identity = identity_from_root(root_of("a case"));
    const std::array<std::byte, 48> random{};
    EXPECT_EQ(make_locked_recovery_file(identity, {0}, {}, "p", random, max_scrypt_work_factor + 1).error(),
              AgeError::work_factor_too_high);
    EXPECT_EQ(make_locked_recovery_file(identity, {0}, {}, "p", random, 0).error(), AgeError::work_factor_too_high);
    const auto file = make_locked_recovery_file(identity, {0}, {}, "p", random, 9);
    auto binary = *from_armor(*file);
    const std::string_view text(reinterpret_cast<const char*>(binary.data()), binary.size());
    const std::size_t at = text.find(" 9\n") + 1;
    std::string harder(text);
    harder.replace(at, 1, "19");
    EXPECT_EQ(to_text(read_recovery(as_bytes(harder), "p").error()), "too_much_work");
    harder.replace(at, 2, "09");
    EXPECT_EQ(to_text(read_recovery(as_bytes(harder), "p").error()), "damaged_file");
}

TEST(RecoveryFile, TooMuchInputIsRefusedUnread) {
    EXPECT_EQ(to_text(read_recovery(as_bytes(std::string(70'000, 'a')), {}).error()), "too_long");
}

TEST(RecoveryFile, ALockedFileThatHoldsSomethingElseSaysSo) {
    auto encryptor = AgeEncryptor::with_passphrase("p", 5, std::array<std::byte, 48>{});
    std::vector<std::byte> file;
    encryptor->push(as_bytes("# nothing here\n"), file);
    encryptor->finish(file);
    EXPECT_EQ(to_text(read_recovery(file, "p").error()), "no_key");
}

}  // namespace
}  // namespace holdfast::sealing
