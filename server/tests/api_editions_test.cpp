// SPDX-License-Identifier: Apache-2.0
// What an operator signs and puts beside a running service, a newer guidance and the list of recipients: what passes is
// served at once, what does not pass changes nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "edition/editions.hpp"
#include "holdfast/core/hex.hpp"
#include "holdfast/sealing/digest.hpp"
#include "json_probe.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::array<std::byte, 8> key_id{std::byte{1}, std::byte{2}, std::byte{3}};

sealing::Secret<32> seed(std::uint8_t of) {
    sealing::Secret<32> out;
    std::ranges::fill(out.writable(), std::byte{of});
    return out;
}

std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The guidance of this tree as another edition.
std::string blob_of_edition(int number) {
    std::string blob = text_of_file(GUIDANCE_BLOB);
    const std::string before = R"("edition":{"day":"2026-11-22","number":1})";
    const auto at = blob.find(before);
    EXPECT_NE(at, std::string::npos);
    return blob.replace(at, before.size(), R"("edition":{"day":"2026-12-01","number":)" + std::to_string(number) + "}");
}

std::string from_gzip(const std::string& packed) {
    std::string out(std::size_t{4} << 20U, '\0');
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    std::string in = packed;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

class PublishedGuidance : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = scratch_pattern("edition");
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] std::filesystem::path file() const { return folder / "guidance.json"; }
    void write(const std::string& blob, std::uint8_t signer = 1, const std::string& comment = "edition") const {
        const auto signature =
            sealing::sign_minisign(seed(signer), key_id, sealing::as_bytes(blob), "holdfast", comment);
        std::ofstream(file(), std::ios::binary) << blob;
        std::ofstream(folder / "guidance.json.minisig", std::ios::binary) << sealing::to_text(signature);
        // Written twice within a tick of the clock is still written.
        std::filesystem::last_write_time(file(), std::filesystem::file_time_type(std::chrono::seconds(++ticks)));
    }

    std::filesystem::path folder;
    mutable int ticks = 1'000'000;
    CapturedLog log;
    sealing::MinisignKey key = sealing::minisign_key(seed(1), key_id);
};

TEST_F(PublishedGuidance, IsServedWithWhatAPageNeedsToCheckIt) {
    const std::string blob = blob_of_edition(7);
    write(blob);
    Editions editions(guidance_edition(), file(), key, log);
    editions.look();
    ServiceRig rig({.guidance = &editions});

    const std::string service = rig.get("/v1/service").body;
    EXPECT_THAT(service, HasSubstr(R"("guidance":{"edition":7,"day":"2026-12-01","digest":")" +
                                   to_hex(sealing::sha256(blob).bytes) + R"(","key":")" + sealing::to_text(key)));
    EXPECT_THAT(service, HasSubstr("trusted comment: edition"));

    const Response plain = rig.get("/v1/guidance");
    EXPECT_EQ(plain.status, 200);
    EXPECT_EQ(plain.body, blob);
    Request packed;
    packed.method = "GET";
    packed.path = "/v1/guidance";
    packed.headers["accept-encoding"] = "gzip, br";
    const Response small = rig.send(packed);
    EXPECT_LT(small.body.size() * 4, blob.size());
    EXPECT_EQ(from_gzip(small.body), blob);
    EXPECT_THAT(small.headers, testing::Contains(testing::Pair("Content-Encoding", "gzip")));
}

TEST_F(PublishedGuidance, IsNotMentionedWhereThereIsNone) {
    ServiceRig rig;
    EXPECT_THAT(rig.get("/v1/service").body, Not(HasSubstr("guidance")));
    EXPECT_EQ(rig.get("/v1/guidance").status, 404);
    Editions editions(guidance_edition(), file(), key, log);  // named in the settings, not written yet
    editions.look();
    ServiceRig waiting({.guidance = &editions});
    EXPECT_THAT(waiting.get("/v1/service").body, Not(HasSubstr("guidance")));
    EXPECT_EQ(waiting.get("/v1/guidance").status, 404);
}

TEST_F(PublishedGuidance, IsReplacedWhileTheServiceRuns) {
    write(blob_of_edition(2));
    Editions editions(guidance_edition(), file(), key, log);
    editions.look();
    ASSERT_TRUE(editions.current());
    EXPECT_EQ(editions.current()->mark.number, 2U);
    write(blob_of_edition(3));
    editions.look();
    EXPECT_EQ(editions.current()->mark.number, 3U);
}

TEST_F(PublishedGuidance, WhatDoesNotPassIsToldOnceAndLeavesTheOneBefore) {
    write(blob_of_edition(5));
    Editions editions(guidance_edition(), file(), key, log);
    editions.look();
    const auto stays = [&](const std::string& reason) {
        editions.look();
        EXPECT_EQ(editions.current()->mark.number, 5U) << reason;
        EXPECT_THAT(log.text(), HasSubstr(reason));
        const std::string told = log.text();
        editions.look();
        EXPECT_EQ(log.text(), told) << "told again: " << reason;
    };

    write(blob_of_edition(6), 2);
    stays("does not fit the file");

    write(blob_of_edition(6));
    std::ofstream(file(), std::ios::binary | std::ios::app) << " ";
    stays("does not fit the file");

    write("{}");
    stays("is no guidance that this version reads");

    write(blob_of_edition(4));
    stays("is edition 4, and 5 was shown already");

    write(blob_of_edition(6));
    std::ofstream(folder / "guidance.json.minisig") << "untrusted comment: nothing\n";
    stays("is no signature of minisign");

    write(blob_of_edition(6), 1, "not UTF-8: \xff");
    stays("is not UTF-8");

    std::ofstream(file(), std::ios::binary) << std::string(guidance_edition().most_bytes + 1, ' ');
    stays("is larger than");

    std::filesystem::remove(file());
    stays("cannot be read");

    write(blob_of_edition(6));
    editions.look();
    EXPECT_EQ(editions.current()->mark.number, 6U);
}

TEST_F(PublishedGuidance, AListOfRecipientsIsPublishedInTheSameWay) {
    const std::filesystem::path vectors = HOLDFAST_VECTORS "/evidence/recipients";
    const auto stock_key = sealing::read_minisign_key(text_of_file(vectors / "key.pub"));
    ASSERT_TRUE(stock_key);
    const auto list = folder / "recipients.json";
    std::filesystem::copy_file(vectors / "list.json", list);
    std::filesystem::copy_file(vectors / "list.json.minisig", folder / "recipients.json.minisig");
    Editions editions(recipients_edition(), list, *stock_key, log);
    editions.look();
    ServiceRig rig({.recipients = &editions});
    EXPECT_THAT(rig.get("/v1/service").body, HasSubstr(R"("recipients":{"edition":3,"day":"2026-11-22","digest":")"));
    EXPECT_EQ(rig.get("/v1/recipients").body, text_of_file(list));
    EXPECT_EQ(rig.get("/v1/guidance").status, 404);
    EXPECT_THAT(log.text(), HasSubstr("recipients.published"));

    // Another's key in the place of the force's: the list before stays.
    std::string changed = text_of_file(list);
    changed[changed.find("age1") + 8] ^= 1;
    std::ofstream(list, std::ios::binary) << changed << " ";
    editions.look();
    EXPECT_THAT(log.text(), HasSubstr("recipients.refused"));
    EXPECT_THAT(log.text(), HasSubstr("does not fit the file"));
    EXPECT_EQ(rig.get("/v1/recipients").body, text_of_file(vectors / "list.json"));

    // Signed with its key, and no list: said what is wrong with it.
    Editions wrong(recipients_edition(), file(), key, log);
    write(R"({"format":"holdfast-recipients-1"})");
    wrong.look();
    EXPECT_FALSE(wrong.current());
    EXPECT_THAT(log.text(), HasSubstr("is no list of recipients that this version reads: /issuer"));
    ServiceRig without;
    EXPECT_EQ(without.get("/v1/recipients").status, 404);
}

TEST_F(PublishedGuidance, IsLookedForInAThreadThatEndsWhenTold) {
    write(blob_of_edition(2));
    Editions editions(guidance_edition(), file(), key, log);
    editions.start();
    ASSERT_TRUE(editions.current());
    editions.stop();
}

}  // namespace
}  // namespace holdfast::server::tests
