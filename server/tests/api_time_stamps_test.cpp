// SPDX-License-Identifier: Apache-2.0
// Time stamps over HTTP: what is asked, what is handed out, and what is said where there is none.
#include <gtest/gtest.h>

#include <new>

#include "holdfast/sealing/base64.hpp"
#include "json_probe.hpp"
#include "seal_bodies.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

class TimeStamps : public testing::Test {
  protected:
    ServiceRig rig;
    [[nodiscard]] Response ask(int n) { return rig.post_proved("/v1/time-stamps", seal_body(n)); }
};

TEST_F(TimeStamps, AnAuthoritysReplyIsHandedOutAsItCame) {
    const Response response = ask(1);
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(text_of(response.body, "seal"), to_hex(seal(1)));
    const auto reply = sealing::from_base64(text_of(response.body, "time_stamp"), sealing::Base64Form::padded);
    ASSERT_TRUE(reply);
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(reply->data()), reply->size()), *TestStamper().stamp(seal(1)));
    EXPECT_NE(rig.get("/v1/service").body.find(R"("time_stamps":{"authority":"https://stamps.example"})"),
              std::string::npos);
}

TEST_F(TimeStamps, TheSameSealSoonAgainHasTheSameWithoutAskingTwice) {
    const std::string first = ask(1).body;
    EXPECT_EQ(ask(1).body, first);
    EXPECT_EQ(rig.stamper.calls, 1);
    for (int n = 2; n <= 1 + static_cast<int>(api::StampDesk::most_kept); ++n) ASSERT_EQ(ask(n).status, 200);
    EXPECT_EQ(ask(1).status, 200);
    EXPECT_EQ(rig.stamper.calls, 2 + static_cast<int>(api::StampDesk::most_kept));
}

TEST_F(TimeStamps, WorkIsAskedForAndOnlyADigestIsTaken) {
    EXPECT_EQ(verdict(rig.post("/v1/time-stamps", seal_body(1))), "403 proof_missing");
    for (const std::string& body : {std::string(R"({"seal":"ab"})"), R"({"seal":")" + std::string(64, 'G') + "\"}",
                                    R"({"seal":")" + to_hex(seal(1)) + R"(","case_number":"HF-7K3M-9QTX-V"})"}) {
        EXPECT_EQ(verdict(rig.post_proved("/v1/time-stamps", body)), "422 invalid") << body;
    }
    EXPECT_EQ(rig.stamper.calls, 0);
}

TEST_F(TimeStamps, AStampOfAnotherDigestOrAHugeOneIsNotHandedOut) {
    rig.stamper.answer = TestStamper().stamp(seal(2));
    EXPECT_EQ(verdict(ask(1)), "503 unavailable");
    rig.stamper.answer = *TestStamper().stamp(seal(1)) + std::string(64U << 10U, 'x');
    EXPECT_EQ(verdict(ask(1)), "503 unavailable");
    EXPECT_NE(rig.log.text().find("wrong_answer"), std::string::npos);
    rig.stamper.answer.reset();
    EXPECT_EQ(ask(1).status, 200);
}

TEST_F(TimeStamps, WhatFailsIsSaidWithTheWayOnAndWithoutTheSeal) {
    for (const auto error : {TimeStampError::unreachable, TimeStampError::refused, TimeStampError::wrong_answer,
                             TimeStampError::stopped}) {
        rig.stamper.answer = std::unexpected(error);
        const Response response = ask(1);
        EXPECT_EQ(verdict(response), "503 unavailable");
        EXPECT_EQ(header_of(response, "Retry-After"), "60");
        EXPECT_NE(response.body.find("Go on without"), std::string::npos) << response.body;
        EXPECT_NE(rig.log.text().find(to_text(error)), std::string::npos);
    }
    EXPECT_EQ(rig.log.text().find(to_hex(seal(1))), std::string::npos);
}

TEST_F(TimeStamps, OneIsStampedAtATimeSoThatOthersAreNotHeldUp) {
    rig.stamper.meanwhile = [this] {
        rig.stamper.meanwhile = nullptr;
        const Response second = ask(2);
        EXPECT_EQ(verdict(second), "503 unavailable");
        EXPECT_EQ(header_of(second, "Retry-After"), "2");
    };
    EXPECT_EQ(ask(1).status, 200);
    EXPECT_EQ(rig.stamper.calls, 1);
    EXPECT_EQ(ask(2).status, 200);
}

TEST_F(TimeStamps, OneThatBreaksOffHoldsUpNobodyAfterIt) {
    rig.stamper.meanwhile = [] { throw std::bad_alloc(); };
    EXPECT_GE(ask(1).status, 500);
    rig.stamper.meanwhile = nullptr;
    EXPECT_EQ(ask(1).status, 200);
}

TEST(NoAuthority, IsSaidAndNamedNowhere) {
    ServiceRig rig({.stamps = false});
    const Response response = rig.post_proved("/v1/time-stamps", seal_body(1));
    EXPECT_EQ(verdict(response), "503 unavailable");
    EXPECT_NE(response.body.find("This service has no authority for time stamps. Go on without"), std::string::npos);
    EXPECT_EQ(rig.get("/v1/service").body.find("time_stamps"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::server::tests
