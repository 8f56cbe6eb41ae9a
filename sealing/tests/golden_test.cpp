// SPDX-License-Identifier: Apache-2.0
// The vectors of vectors/sealing: the same files run against the wasm module in wasm/tests.
#include "golden.hpp"

#include <gtest/gtest.h>

#include "holdfast/sealing/access_token.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/item_number.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/sealing/proof_of_work.hpp"
#include "holdfast/sealing/recovery_file.hpp"
#include "holdfast/sealing/recovery_words.hpp"
#include "holdfast/sealing/withdrawn_copy.hpp"

namespace holdfast::sealing {
namespace {

TEST(GoldenCase, RootGivesWordsIdentityAndKeys) {
    simdjson::dom::parser parser;
    for (const auto vector : golden(parser, "case")) {
        SCOPED_TRACE(text(vector, "name"));
        const Secret<16> root(hex_array<16>(vector, "root"));
        EXPECT_EQ(to_words(root).view(), text(vector, "words"));
        const AgeIdentity identity = identity_from_root(root);
        EXPECT_EQ(identity.to_text().view(), text(vector, "identity"));
        EXPECT_EQ(to_text(identity.recipient()), text(vector, "recipient"));
        const CaseKeys keys = derive_case_keys(identity);
        EXPECT_EQ(to_token(keys.read).view(), text(vector, "read_key"));
        EXPECT_EQ(to_hex(token_digest(keys.read)), text(vector, "read_key_hash"));
        EXPECT_EQ(to_token(keys.withdraw).view(), text(vector, "withdraw_key"));
        EXPECT_EQ(to_hex(token_digest(keys.withdraw)), text(vector, "withdraw_key_hash"));
        EXPECT_EQ(hex(keys.mailbox.bytes()), text(vector, "mailbox_secret"));
        EXPECT_EQ(b64url(keys.mailbox_public), text(vector, "mailbox_key"));
        EXPECT_EQ(b64url(keys.draft.bytes()), text(vector, "draft_key"));
        EXPECT_EQ(hex(keys.pack_sign_seed.bytes()), text(vector, "pack_sign_seed"));
        EXPECT_EQ(b64url(keys.pack_sign_public), text(vector, "pack_sign_key"));
        EXPECT_TRUE(is_usable_mailbox_key(keys.mailbox_public));
    }
}

TEST(GoldenCase, RecoveryFileQrAndLockedFileAreByteForByte) {
    simdjson::dom::parser parser;
    for (const auto vector : golden(parser, "case")) {
        SCOPED_TRACE(text(vector, "name"));
        const AgeIdentity identity = identity_from_root(Secret<16>(hex_array<16>(vector, "root")));
        const auto number = case_number_from_text(text(vector, "case_number"));
        ASSERT_TRUE(number);
        const UnixMillis created = *time_from_rfc3339(text(vector, "created"));
        EXPECT_EQ(make_recovery_file(identity, created, *number).view(), text(vector, "recovery_file"));
        EXPECT_EQ(make_recovery_qr(identity, *number).view(), text(vector, "recovery_qr"));
        const simdjson::dom::element locked = vector["locked"];
        const std::uint64_t work_factor = locked["work_factor"];
        const auto file = make_locked_recovery_file(identity, created, *number, text(locked, "passphrase"),
                                                    hex_bytes(locked, "random"), static_cast<unsigned>(work_factor));
        ASSERT_TRUE(file);
        EXPECT_EQ(*file, text(locked, "file"));
    }
}

TEST(GoldenRecovery, WhatPeopleBringBackOpensTheCaseOrSaysExactlyWhyNot) {
    simdjson::dom::parser cases_parser;
    simdjson::dom::parser parser;
    const simdjson::dom::element first = golden(cases_parser, "case").at(2);
    for (const auto vector : golden(parser, "recovery")) {
        SCOPED_TRACE(text(vector, "name"));
        const std::string input = text(vector, "input");
        std::string passphrase;
        std::optional<std::string_view> given;
        if (std::string_view value; vector["passphrase"].get(value) == simdjson::SUCCESS) given = passphrase = value;
        const auto read = read_recovery(as_bytes(input), given);
        if (std::string_view error; vector["error"].get(error) == simdjson::SUCCESS) {
            ASSERT_FALSE(read);
            EXPECT_EQ(to_text(read.error()), error);
            if (std::uint64_t position = 0; vector["position"].get(position) == simdjson::SUCCESS) {
                EXPECT_EQ(read.error().words.position, position);
            }
        } else {
            ASSERT_TRUE(read) << to_text(read.error());
            EXPECT_EQ(read->identity.to_text().view(), text(first, "identity"));
            const bool names_case = input.find("HF-") != std::string::npos || given;
            ASSERT_EQ(read->number.has_value(), names_case);
            if (names_case) {
                EXPECT_EQ(to_text(*read->number), text(first, "case_number"));
            }
        }
    }
}

TEST(GoldenMailbox, SealedMessagesAreByteForByteAndOpen) {
    simdjson::dom::parser parser;
    for (const auto vector : golden(parser, "mailbox")) {
        SCOPED_TRACE(text(vector, "name"));
        const auto message = hex_bytes(vector, "message");
        const auto public_key = from_base64(text(vector, "mailbox_key"), Base64Form::url);
        const auto sealed =
            seal_message(message, sized<32>(*public_key), Secret<32>(hex_array<32>(vector, "ephemeral")));
        ASSERT_TRUE(sealed);
        EXPECT_EQ(b64url(*sealed), text(vector, "sealed"));
        const auto opened = open_message(*sealed, Secret<32>(hex_array<32>(vector, "mailbox_secret")));
        ASSERT_TRUE(opened);
        EXPECT_EQ(*opened, message);
    }
}

TEST(GoldenProof, ChallengesAndTheFirstSolvingNonce) {
    simdjson::dom::parser parser;
    for (const auto vector : golden(parser, "proof")) {
        const std::uint64_t difficulty = vector["difficulty"];
        const std::uint64_t tries = vector["tries"];
        const std::int64_t expires = vector["expires"];
        SCOPED_TRACE(difficulty);
        const Secret<32> key(hex_array<32>(vector, "key"));
        const Challenge made =
            make_challenge(key, hex_array<16>(vector, "random"), {expires}, static_cast<unsigned>(difficulty));
        EXPECT_EQ(to_text(made), text(vector, "challenge"));
        const auto read = verify_challenge(text(vector, "challenge"), key, {expires - 1});
        ASSERT_TRUE(read);
        EXPECT_EQ(read->difficulty(), difficulty);
        EXPECT_EQ(read->expires(), UnixMillis{expires});
        const Digest256 digest = sha256(text(vector, "body"));
        EXPECT_EQ(to_hex(digest), text(vector, "body_digest"));
        const std::uint64_t start = std::stoull(text(vector, "start_nonce"));
        const std::uint64_t nonce = std::stoull(text(vector, "nonce"));
        EXPECT_EQ(solve_proof(made, digest, start, tries), nonce);
        EXPECT_EQ(solve_proof(made, digest, start, tries - 1), std::nullopt);
        EXPECT_TRUE(check_proof(made, digest, nonce));
        if (difficulty >= 12) {
            EXPECT_FALSE(check_proof(made, sha256("another body"), nonce));
        }
    }
}

TEST(GoldenItemNumber, EachPartnerHasItsOwnAndItLeadsBack) {
    simdjson::dom::parser parser;
    for (const auto vector : golden(parser, "item_number")) {
        const ItemNumbers numbers(Secret<32>(hex_array<32>(vector, "key")), Id128{hex_array<16>(vector, "partner")});
        const Id128 item{hex_array<16>(vector, "item")};
        EXPECT_EQ(to_hex(numbers.number_of(item)), text(vector, "number"));
        EXPECT_EQ(numbers.item_of(numbers.number_of(item)), item);
    }
}

TEST(GoldenWithdrawn, CopyAndCommitment) {
    simdjson::dom::parser parser;
    for (const auto vector : golden(parser, "withdrawn")) {
        std::vector<Signal> signals;
        for (const auto signal : simdjson::dom::array(vector["signals"])) {
            const std::uint64_t quality = signal["quality"];
            signals.push_back({*kind_from_text(text(signal, "kind")), static_cast<std::uint8_t>(quality),
                               *code_from_hex(text(signal, "code"))});
        }
        const CopySalt salt = sized<32>(*from_base64(text(vector, "salt"), Base64Form::url));
        EXPECT_EQ(canonical_signals(signals), text(vector, "canonical"));
        EXPECT_EQ(make_withdrawn_copy(Id128{hex_array<16>(vector, "item")}, salt, signals), text(vector, "copy"));
        EXPECT_EQ(to_hex(withdrawal_commitment(salt, signals)), text(vector, "commitment"));
        std::ranges::reverse(signals);
        EXPECT_EQ(to_hex(withdrawal_commitment(salt, signals)), text(vector, "commitment"));
        signals.front().code.words[0] ^= 1;
        EXPECT_NE(to_hex(withdrawal_commitment(salt, signals)), text(vector, "commitment"));
    }
}

TEST(GoldenCaseNumber, BitsAndText) {
    simdjson::dom::parser parser;
    for (const auto vector : golden(parser, "case_number")) {
        const CaseNumber number{hex_array<5>(vector, "bits")};
        EXPECT_EQ(to_text(number), text(vector, "text"));
        EXPECT_EQ(case_number_from_text(text(vector, "text")), number);
    }
}

}  // namespace
}  // namespace holdfast::sealing
