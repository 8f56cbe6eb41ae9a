// SPDX-License-Identifier: Apache-2.0
// Receipts over HTTP, and the public log as somebody sees it who trusts nobody.
#include <gtest/gtest.h>

#include <vector>

#include "every_operation.hpp"
#include "holdfast/evidence/merkle_tree.hpp"
#include "holdfast/evidence/receipt.hpp"
#include "json_probe.hpp"
#include "seal_bodies.hpp"

namespace holdfast::server::tests {
namespace {

class Seals : public testing::Test {
  protected:
    ServiceRig rig;

    [[nodiscard]] evidence::Receipt receipt(int n) {
        const Response response = rig.post_proved("/v1/seals", seal_body(n));
        EXPECT_EQ(response.status, 200) << response.body;
        const auto read = evidence::read_receipt(text_of(response.body, "receipt"));
        EXPECT_TRUE(read) << response.body;
        return read.value_or(evidence::Receipt{});
    }
    [[nodiscard]] sealing::NoteKey key() {
        const std::string body = rig.get("/v1/service").body;
        const std::string label = R"("seal_log":{"origin":"helpline.example/seals","key":")";
        const auto at = body.find(label);
        EXPECT_NE(at, std::string::npos) << body;
        const auto from = at + label.size();
        const auto read = sealing::read_note_key(body.substr(from, body.find('"', from) - from));
        EXPECT_TRUE(read) << body;
        return read.value_or(sealing::NoteKey{});
    }
    [[nodiscard]] evidence::Checkpoint checkpoint() {
        const Response response = rig.get("/v1/log/checkpoint");
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.content_type, "text/plain; charset=utf-8");
        EXPECT_EQ(header_of(response, "Cache-Control"), "public, max-age=5");
        const auto read = evidence::read_checkpoint(response.body);
        EXPECT_TRUE(read) << response.body;
        return read.value_or(evidence::Checkpoint{});
    }
    [[nodiscard]] std::string tile(const evidence::TilePath& path) {
        const Response response = rig.get("/v1/log/tile/" + to_text(path));
        EXPECT_EQ(response.status, 200) << to_text(path) << response.body;
        EXPECT_EQ(response.content_type, "application/octet-stream");
        EXPECT_EQ(header_of(response, "Cache-Control"), "public, max-age=31536000, immutable");
        return response.body;
    }
    /// The log's hashes as HTTP gives them, of a tree of `size` entries.
    [[nodiscard]] evidence::KeptHashes fetched(std::uint64_t size) {
        return [this, size](unsigned level, std::uint64_t index) -> std::optional<Digest256> {
            const std::uint64_t first = index / evidence::tile_width * evidence::tile_width;
            const std::uint64_t there = evidence::kept_hashes(level, size) - first;
            const auto width = static_cast<unsigned>(std::min<std::uint64_t>(there, evidence::tile_width));
            const std::string bytes = tile({.level = level, .index = first / evidence::tile_width, .width = width});
            EXPECT_EQ(bytes.size(), width * 32U);
            Digest256 hash;
            const std::string_view one = std::string_view(bytes).substr((index - first) * 32, 32);
            std::ranges::copy(std::as_bytes(std::span(one)), hash.bytes.begin());
            return hash;
        };
    }
};

TEST_F(Seals, ASealGetsAReceiptThatIsCheckedWithoutTheService) {
    const evidence::Receipt first = receipt(1);
    EXPECT_TRUE(evidence::check_receipt(first, key(), seal(1)));
    EXPECT_EQ(to_rfc3339(first.entry.received), "2026-11-21T18:45:00Z");
    EXPECT_FALSE(evidence::check_receipt(first, key(), seal(2)));
}

TEST_F(Seals, TheSameSealLaterHasTheSameEntryInATreeThatGrewFromTheFirst) {
    const evidence::Receipt first = receipt(1);
    for (int n = 2; n < 9; ++n) (void)receipt(n);
    rig.manual.pass(3'600'000);
    rig.restart();
    const evidence::Receipt again = receipt(1);
    EXPECT_EQ(again.entry, first.entry);
    EXPECT_EQ(again.index, first.index);
    EXPECT_EQ(again.checkpoint.size, 8U);
    EXPECT_TRUE(evidence::check_receipt(again, key(), seal(1)));
    const auto proof = evidence::consistency_proof(1, 8, fetched(8));
    ASSERT_TRUE(proof);
    EXPECT_TRUE(evidence::proves_consistency(1, first.checkpoint.root, 8, again.checkpoint.root, *proof));
}

TEST_F(Seals, AWatcherRebuildsTheWholeLogFromItsTiles) {
    constexpr int many = 300;
    for (int n = 0; n < many; ++n) (void)receipt(n);
    const evidence::Checkpoint newest = checkpoint();
    EXPECT_TRUE(evidence::check_checkpoint(newest, key()));
    ASSERT_EQ(newest.size, static_cast<std::uint64_t>(many));
    EXPECT_EQ(evidence::root_of(newest.size, fetched(newest.size)), newest.root);
    const std::string bundles = tile({.level = std::nullopt, .index = 0, .width = 256}) +
                                tile({.level = std::nullopt, .index = 1, .width = many - 256});
    std::string_view rest = bundles;
    for (int n = 0; n < many; ++n) {
        const std::size_t length = static_cast<unsigned char>(rest[0]) * 256U + static_cast<unsigned char>(rest[1]);
        const std::string_view entry = rest.substr(2, length);
        EXPECT_EQ(entry, to_text(evidence::SealEntry{.seal = seal(n), .received = rig.manual.now()}));
        EXPECT_EQ(evidence::leaf_hash(entry), fetched(newest.size)(0, static_cast<std::uint64_t>(n)));
        rest.remove_prefix(2 + length);
    }
    EXPECT_TRUE(rest.empty());
    // A partial tile stays when the full one is there.
    EXPECT_EQ(tile({.level = 0, .index = 0, .width = 7}),
              tile({.level = 0, .index = 0}).substr(0, std::size_t{7} * 32));
}

TEST_F(Seals, TilesThatTheLogHasNotReachedAndPathsThatAreNoneAreNotFound) {
    for (int n = 0; n < 3; ++n) (void)receipt(n);
    for (const char* path : {"0/000",
                             "0/000.p/4",
                             "0/001",
                             "0/001.p/1",
                             "1/000",
                             "1/000.p/1",
                             "7/000.p/1",
                             "63/000.p/1",
                             "entries/000",
                             "entries/000.p/4",
                             "entries/x018/x446/x744/x073/x709/x551/615",
                             "0/x018/x446/x744/x073/x709/x551/615",
                             "",
                             "0",
                             "0/00",
                             "0/000.p/0",
                             "0/000.p/03",
                             "x",
                             "../checkpoint",
                             "0/000.p/3/"}) {
        EXPECT_EQ(verdict(rig.get(std::string("/v1/log/tile/") + path)), "404 not_found") << path;
    }
    EXPECT_EQ(rig.get("/v1/log/tile/0/000.p/3").status, 200);
}

TEST_F(Seals, WorkIsAskedForAndALostAnswerIsAskedForAgainWithTheSame) {
    EXPECT_EQ(verdict(rig.post("/v1/seals", seal_body(1))), "403 proof_missing");
    const std::string proof = rig.proof_for(seal_body(1));
    const Response first = rig.post("/v1/seals", seal_body(1), {}, {{"holdfast-proof", proof}});
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(rig.post("/v1/seals", seal_body(1), {}, {{"holdfast-proof", proof}}).body, first.body);
    // At the rig's two bits it may fit another body by chance, and is spent then.
    EXPECT_EQ(rig.post("/v1/seals", seal_body(2), {}, {{"holdfast-proof", proof}}).status, 403);
}

TEST_F(Seals, AskingAgainForAReceiptMakesNobodysWorkHarderAndNewOnesDo) {
    const auto difficulty = [&] { return number_of(rig.get("/v1/challenge").body, "difficulty"); };
    const auto before = difficulty();
    const std::string proof = rig.proof_for(seal_body(1));
    for (int i = 0; i < 200; ++i) {
        ASSERT_EQ(rig.post("/v1/seals", seal_body(1), {}, {{"holdfast-proof", proof}}).status, 200);
    }
    EXPECT_EQ(difficulty(), before);
    for (int n = 2; n < 72; ++n) (void)receipt(n);
    EXPECT_GT(difficulty(), before);
}

TEST_F(Seals, OnlyADigestIsTaken) {
    for (const std::string& body :
         {std::string(R"({"seal":"")") + "}", R"({"seal":")" + std::string(63, 'a') + "\"}",
          R"({"seal":")" + std::string(64, 'A') + "\"}", R"({"seal":")" + std::string(64, 'g') + "\"}",
          std::string(R"({"seal":7})"), R"({"seal":")" + to_hex(seal(1)) + R"(","case_number":"HF-7K3M-9QTX-V"})"}) {
        EXPECT_EQ(verdict(rig.post_proved("/v1/seals", body)), "422 invalid") << body;
    }
    EXPECT_EQ(checkpoint().size, 0U);
}

TEST_F(Seals, TheServicesOwnLogSaysNothingOfASeal) {
    const std::string before = rig.log.text();
    (void)receipt(1);
    EXPECT_EQ(rig.log.text(), before);
}

TEST_F(Seals, AClockThatWentBackGivesNoFalseTime) {
    (void)receipt(1);
    rig.manual.pass(-120'000);
    const Response response = rig.post_proved("/v1/seals", seal_body(2));
    EXPECT_EQ(verdict(response), "503 unavailable");
    EXPECT_EQ(header_of(response, "Retry-After"), "60");
    EXPECT_EQ(receipt(1).index, 0U);
}

TEST_F(Seals, ALogThatFailsItsOwnChecksIsSaidToTheOperator) {
    rig.store->fault = [](std::string_view call) {
        return call == "seal_hashes" ? std::optional(store::StoreError::corrupt) : std::nullopt;
    };
    (void)rig.post_proved("/v1/seals", seal_body(1));
    EXPECT_EQ(verdict(rig.post_proved("/v1/seals", seal_body(2))), "503 unavailable");
    rig.store->fault = nullptr;
    EXPECT_NE(rig.log.text().find("seal_log.damaged"), std::string::npos);
    EXPECT_EQ(text_of(rig.get("/readyz").body, "receipts"), "refused");
    EXPECT_TRUE(rig.api->refuses_receipts());
}

TEST_F(Seals, WithoutALogToGoOnWithReceiptsAloneAreRefused) {
    (void)receipt(1);
    EXPECT_EQ(text_of(rig.get("/readyz").body, "receipts"), "given");
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    rig.options.log_origin = "elsewhere/seals";
    rig.restart();
    ASSERT_EQ(rig.seal_log, nullptr);
    for (const Response& response : {rig.post_proved("/v1/seals", seal_body(1)), rig.get("/v1/log/checkpoint"),
                                     rig.get("/v1/log/tile/0/000.p/1")}) {
        EXPECT_EQ(verdict(response), "503 unavailable");
        EXPECT_NE(response.body.find("gives no receipts now"), std::string::npos) << response.body;
        EXPECT_EQ(header_of(response, "Retry-After"), "3600");
    }
    EXPECT_TRUE(rig.api->refuses_receipts());
    rig.follow();
    const Response ready = rig.get("/readyz");
    EXPECT_EQ(ready.status, 200) << "it does everything else";
    EXPECT_EQ(text_of(ready.body, "receipts"), "refused");
    EXPECT_EQ(rig.get("/v1/service").body.find("seal_log"), std::string::npos);
    EXPECT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
}

}  // namespace
}  // namespace holdfast::server::tests
