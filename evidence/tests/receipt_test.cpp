// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/receipt.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>

#include "holdfast/sealing/digest.hpp"
#include "kept_log.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::string_view origin = "helpline.example/seals";

sealing::Secret<32> seed(int n) {
    std::array<std::byte, 32> bytes{};
    bytes[0] = static_cast<std::byte>(n);
    return sealing::Secret<32>(bytes);
}

SealEntry entry(int n) {
    return {.seal = sealing::sha256(std::to_string(n)), .received = {1'795'368'600'000 + std::int64_t{n} * 1000}};
}

/// A log of `size` entries, and the receipt for number `index`.
Receipt receipt(std::uint64_t index, std::uint64_t size, int key = 1) {
    KeptLog log;
    for (std::uint64_t i = 0; i < size; ++i) log.add(to_text(entry(static_cast<int>(i))));
    return {.entry = entry(static_cast<int>(index)),
            .index = index,
            .proof = inclusion_proof(index, size, log.kept).value(),
            .checkpoint = sign_checkpoint(seed(key), std::string(origin), size, root_of(size, log.kept).value())};
}

sealing::NoteKey log_key(int n = 1) {
    return sealing::note_key(seed(n), std::string(origin));
}

std::string vector_text(const std::string& name) {
    std::ifstream file(std::string(HOLDFAST_VECTORS) + "/tlog/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Checkpoint, ReadsWhatOthersPublishedAndWritesItTheSame) {
    for (const char* name : {"go-sumdb.checkpoint", "c2sp-cosigned.checkpoint"}) {
        const auto read = read_checkpoint(vector_text(name));
        ASSERT_TRUE(read) << name;
        EXPECT_EQ(read->size, 20'852'163U);
        EXPECT_EQ(to_text(*read), vector_text(name));
    }
    // Signed by the log's key; but Go's log has another name than its key, which no log of ours has.
    std::string line = vector_text("go-sumdb.key");
    line.pop_back();
    const auto key = sealing::read_note_key(line).value();
    EXPECT_EQ(check_checkpoint(*read_checkpoint(vector_text("go-sumdb.checkpoint")), key).error(),
              CheckpointError::other_log);
}

TEST(Checkpoint, AnythingBesideItsOneFormIsRefused) {
    const std::string good = to_text(receipt(0, 1).checkpoint);
    ASSERT_TRUE(read_checkpoint(good));
    const auto with = [&](std::string_view what, std::string_view instead) {
        std::string text = good;
        text.replace(text.find(what), what.size(), instead);
        return text;
    };
    EXPECT_FALSE(read_checkpoint(with("\n1\n", "\n01\n")));
    EXPECT_FALSE(read_checkpoint(with("\n1\n", "\n-1\n")));
    EXPECT_FALSE(read_checkpoint(with("\n1\n", "\n\n")));
    EXPECT_FALSE(read_checkpoint(with("\n1\n", "\n18446744073709551615\n")));
    EXPECT_FALSE(read_checkpoint(with("=\n\n", "\n\n")));
    EXPECT_FALSE(read_checkpoint(with("helpline", "\nhelpline")));
    EXPECT_TRUE(read_checkpoint(with("=\n\n", "=\nan extension\n\n")));
    EXPECT_EQ(check_checkpoint(*read_checkpoint(with("=\n\n", "=\nan extension\n\n")), log_key()).error(),
              CheckpointError::wrong_signature);
}

TEST(Receipt, IsTheTextOfTheDocumentation) {
    EXPECT_EQ(to_text(receipt(2, 5)), vector_text("receipt.txt"));
    EXPECT_EQ(sealing::to_text(log_key()) + "\n", vector_text("receipt.key"));
    EXPECT_EQ(read_receipt(vector_text("receipt.txt")), receipt(2, 5));
}

TEST(Receipt, HoldsForEveryEntryOfALogAndIsReadAsItWasWritten) {
    for (const std::uint64_t size : {1U, 2U, 3U, 300U}) {
        for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
            const Receipt made = receipt(index, size);
            const auto read = read_receipt(to_text(made));
            ASSERT_TRUE(read);
            EXPECT_EQ(*read, made);
            EXPECT_TRUE(check_receipt(*read, log_key(), made.entry.seal));
            EXPECT_TRUE(check_receipt(*read, log_key(), std::nullopt));
        }
    }
}

TEST(Receipt, SaysWhatDoesNotHold) {
    const Receipt good = receipt(2, 5);
    EXPECT_EQ(check_receipt(good, log_key(), entry(3).seal).error(), ReceiptError::other_seal);
    EXPECT_EQ(check_receipt(good, log_key(2), good.entry.seal).error(), ReceiptError::not_signed);
    Receipt back_dated = good;
    back_dated.entry.received.value -= 86'400'000;
    EXPECT_EQ(check_receipt(back_dated, log_key(), good.entry.seal).error(), ReceiptError::not_included);
    Receipt for_another = good;
    for_another.entry.seal = entry(9).seal;
    EXPECT_EQ(check_receipt(for_another, log_key(), entry(9).seal).error(), ReceiptError::not_included);
    Receipt moved = good;
    moved.index = 3;
    EXPECT_EQ(check_receipt(moved, log_key(), good.entry.seal).error(), ReceiptError::not_included);
    Receipt other_tree = good;
    other_tree.checkpoint.root = entry(1).seal;
    EXPECT_EQ(check_receipt(other_tree, log_key(), good.entry.seal).error(), ReceiptError::wrong_signature);
    Receipt other_size = good;
    other_size.checkpoint.size = 6;
    EXPECT_EQ(check_receipt(other_size, log_key(), good.entry.seal).error(), ReceiptError::wrong_signature);
    // The same key under another name is another log.
    Receipt elsewhere = good;
    elsewhere.checkpoint = sign_checkpoint(seed(1), "other.example/seals", 5, good.checkpoint.root);
    EXPECT_EQ(check_receipt(elsewhere, log_key(), good.entry.seal).error(), ReceiptError::not_signed);
}

TEST(Receipt, NoChangeOfOneCharacterPasses) {
    const std::string good = to_text(receipt(2, 5));
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char c : {'0', 'A', '\n', ' ', '=', '\r'}) {
            if (good[at] == c) continue;
            std::string changed = good;
            changed[at] = c;
            const auto read = read_receipt(changed);
            EXPECT_FALSE(read && check_receipt(*read, log_key(), std::nullopt)) << at << ":\n" << changed;
        }
    }
    for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(read_receipt(good.substr(0, size)));
    EXPECT_FALSE(read_receipt(good + "\n"));
    EXPECT_FALSE(read_receipt("\xef\xbb\xbf" + good));
}

}  // namespace
}  // namespace holdfast::evidence
