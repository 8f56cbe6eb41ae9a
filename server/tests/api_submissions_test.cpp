// SPDX-License-Identifier: Apache-2.0
// What goes in: proof of work, caps, members, held-back items, and what the answer must not tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/flood_gauge.hpp"
#include "api/limits.hpp"
#include "holdfast/match/guard.hpp"
#include "json_probe.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
}

class Submissions : public testing::Test {
  protected:
    ServiceRig rig;
    std::string body = ServiceRig::submission_body(rig.person(), {ServiceRig::item(picture(1))});

    Response send(const std::string& text) { return rig.post_proved("/v1/submissions", text); }
};

TEST_F(Submissions, TheProofOfWorkMustBeThereFitAndBeFresh) {
    const auto with = [&](const std::string& proof) {
        return verdict(rig.post("/v1/submissions", body, {}, {{"holdfast-proof", proof}}));
    };
    const std::string good = rig.proof_for(body);
    const std::string challenge = good.substr(0, good.find('.'));
    EXPECT_EQ(with(""), "403 proof_missing");
    for (const std::string wrong : {"x", ".", "x.1", "..", "1.1.1"}) {
        EXPECT_EQ(with(wrong), "403 proof_malformed") << wrong;
    }
    for (const std::string nonce : {"", "x", "-1", "1x", " 1", "18446744073709551616", "0x1"}) {
        EXPECT_EQ(with(challenge + "." + nonce), "403 proof_malformed") << nonce;
    }
    std::string forged = good;
    forged[70 % challenge.size()] = forged[70 % challenge.size()] == 'A' ? 'B' : 'A';
    EXPECT_THAT(with(forged), testing::AnyOf("403 proof_wrong", "403 proof_malformed"));
    // A proof of another body: some nonce of the first hundred fails for this one.
    int refused = 0;
    for (int nonce = 0; nonce < 100; ++nonce) {
        const Response response =
            rig.post("/v1/submissions", "{}", {}, {{"holdfast-proof", challenge + "." + std::to_string(nonce)}});
        refused += verdict(response) == "403 proof_wrong" ? 1 : 0;
    }
    EXPECT_GT(refused, 40);

    rig.manual.pass(rig.options.settings.challenge_millis);
    EXPECT_EQ(with(good), "403 proof_expired");
}

TEST_F(Submissions, AProofBuysOneSubmission) {
    const std::string proof = rig.proof_for(body);
    EXPECT_EQ(rig.post("/v1/submissions", body, {}, {{"holdfast-proof", proof}}).status, 201);
    // The same body and proof under a new key is a new submission, and its proof is spent.
    EXPECT_EQ(verdict(rig.post("/v1/submissions", body, {}, {{"holdfast-proof", proof}})), "403 proof_spent");
}

TEST_F(Submissions, ATakenCaseNumberOrKeyIsToldApart) {
    ASSERT_EQ(send(body).status, 201);
    const Person other = rig.person();
    const std::string number = text_of(body, "case_number");
    const std::string same_number =
        replaced(ServiceRig::submission_body(other, {ServiceRig::item(picture(1))}), other.case_number, number);
    EXPECT_EQ(verdict(send(same_number)), "409 case_number_taken");
    EXPECT_EQ(verdict(send(replaced(body, number, other.case_number))), "409 key_taken");
}

TEST_F(Submissions, EveryMemberIsCheckedAndNamed) {
    const std::vector<std::tuple<std::string, std::string, std::string>> faults{
        {R"("statement":"adult-1")", R"("statement":"adult-2")", "/statement"},
        {R"("statement":"adult-1",)", "", "/statement"},
        {R"("country":"GB")", R"("country":"gb")", "/country"},
        {R"("country":"GB")", R"("country":"GBR")", "/country"},
        {R"("country":"GB")", R"("country":7)", "/country"},
        {R"("threat":"stranger")", R"("threat":"neighbour")", "/threat"},
        {R"("case_number":"HF-)", R"("case_number":"hf-)", "/case_number"},
        {R"("case_number":"HF-)", R"("case_number":")", "/case_number"},
        {R"("read_key_hash":")", R"("read_key_hash":"A)", "/read_key_hash"},
        {R"("read_key_hash":)", R"("read_key_hash":null,"x":)", "/read_key_hash"},
        {R"("mailbox_key":")", R"("mailbox_key":"=)", "/mailbox_key"},
        {R"("media":"picture")", R"("media":"video")", "/items/0/media"},
        {R"("origin":"module")", R"("origin":"import")", "/items/0/origin"},
        {R"("kind":"pdq-c1")", R"("kind":"pdq-c2")", "/items/0/signals/0/kind"},
        {R"("kind":"pdq-c1")", R"("kind":"md5")", "/items/0/signals/0/kind"},
        {R"("quality":100)", R"("quality":101)", "/items/0/signals/0/quality"},
        {R"("quality":100)", R"("quality":-1)", "/items/0/signals/0/quality"},
        {R"("quality":100)", R"("quality":99.5)", "/items/0/signals/0/quality"},
        {R"("quality":100)", R"("quality":1e2)", "/items/0/signals/0/quality"},
        {R"("quality":100)", R"("quality":"100")", "/items/0/signals/0/quality"},
        {R"("quality":100)", R"("quality":18446744073709551616000)", ""},
        {R"(,"quality":100)", "", "/items/0/signals/0/quality"},
        {R"("code":")", R"("code":"0)", "/items/0/signals/0/code"},
        {R"("code":")", R"("code":"\u0000)", "/items/0/signals/0/code"},
        {R"("media":)", R"("name":"Ann","media":)", "/items/0/name"},
        {R"("country":)", R"("email":"a@example.org","country":)", "/email"},
        {R"("items":[)", R"("items":[7,)", "/items/0"},
        {R"("items":[)", R"("items":[[],)", "/items/0"},
    };
    for (const auto& [what, by, pointer] : faults) {
        const Response response = send(replaced(body, what, by));
        if (pointer.empty()) {
            EXPECT_EQ(verdict(response), "400 malformed") << by;
        } else {
            EXPECT_EQ(verdict(response), "422 invalid") << by << response.body;
            EXPECT_THAT(pointers(response), testing::Contains(pointer)) << response.body;
        }
    }
    const std::string hash = text_of(body, "read_key_hash");
    EXPECT_THAT(pointers(send(replaced(body, text_of(body, "withdraw_key_hash"), hash))),
                ElementsAre("/withdraw_key_hash"));
    const std::string key = text_of(body, "mailbox_key");
    EXPECT_THAT(pointers(send(replaced(body, key, std::string(43, 'A')))), ElementsAre("/mailbox_key"))
        << "a low-order point can be opened by anybody";
    EXPECT_THAT(texts_of(rig.get("/v1/service").body, "platforms", "name"), IsEmpty());
    EXPECT_EQ(*rig.real_store->last_position(), 0U) << "nothing of all that was stored";
}

TEST_F(Submissions, AllFaultsAreToldAtOnceUpToTwenty) {
    std::vector<std::string> items;
    for (int i = 0; i < 30; ++i) {
        items.push_back(R"({"media":"picture","origin":"module","signals":[]})");
    }
    const Response response = send(ServiceRig::submission_body(rig.person(), items));
    EXPECT_EQ(verdict(response), "422 invalid");
    EXPECT_THAT(pointers(response), SizeIs(20));
    EXPECT_THAT(response.body, HasSubstr("30 members"));
    EXPECT_THAT(response.body, HasSubstr("must have 1 to 4 entries"));
}

TEST_F(Submissions, AtMostAHundredItemsOfFourSignals) {
    std::vector<Code256> codes;
    for (std::uint64_t i = 0; i < api::items_per_submission; ++i) {
        codes.push_back(picture(100 + i));
    }
    const Person person = rig.person();
    EXPECT_THAT(rig.submit(person, codes), SizeIs(100));
    std::vector<std::string> items(101, ServiceRig::item(picture(1)));
    EXPECT_EQ(verdict(send(ServiceRig::submission_body(rig.person(), items))), "422 invalid");
    EXPECT_THAT(pointers(send(ServiceRig::submission_body(rig.person(), {}))), ElementsAre("/items"));

    const std::string signal = R"({"kind":"pdq-r1","code":")" + to_hex(picture(1)) + R"(","quality":100},)";
    const std::string one = R"("signals":[)";
    EXPECT_EQ(send(replaced(body, one, one + signal + signal + signal)).status, 201);
    EXPECT_THAT(pointers(send(replaced(body, one, one + signal + signal + signal + signal))),
                ElementsAre("/items/0/signals"));

    // The case is full: adding one more is refused, until one is withdrawn.
    const std::string more = R"({"statement":"adult-1","items":[)" + ServiceRig::item(picture(1)) + "]}";
    EXPECT_EQ(verdict(rig.post_proved("/v1/case/items", more, case_key(person.read_token))), "409 too_many_items");
    const std::string first = texts_of(rig.get("/v1/case", case_key(person.read_token)).body, "items", "item").at(0);
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"items":[")" + first + "\"]}", case_key(person.withdraw_token)).status,
              200);
    EXPECT_EQ(rig.post_proved("/v1/case/items", more, case_key(person.read_token)).status, 201);
}

TEST_F(Submissions, TenThousandItemsAreRefusedByTheirLength) {
    std::string list;
    for (int i = 0; i < 10'000; ++i) {
        list += i == 0 ? "{}" : ",{}";
    }
    const Response response = send(R"({"items":[)" + list + "]}");
    EXPECT_EQ(verdict(response), "422 invalid");
    EXPECT_THAT(pointers(response), testing::Contains("/items"));
}

TEST_F(Submissions, AnItemThatIsHeldBackSaysWhyAndWhatToDo) {
    api::ApiSettings settings;
    settings.operator_contact = "help@helpline.example";
    ServiceRig own({.settings = settings});
    const PartnerKey social = own.partner("Example Social");
    const Person person = own.person();
    const Response response = own.post_proved(
        "/v1/submissions",
        ServiceRig::submission_body(person, {ServiceRig::item(picture(1), 20), ServiceRig::item(picture(2), 90)}));
    ASSERT_EQ(response.status, 201) << response.body;
    EXPECT_THAT(texts_of(response.body, "items", "state"), ElementsAre("quarantined", "active"));
    EXPECT_NE(texts_of(response.body, "items", "reason").at(0), "");
    EXPECT_THAT(texts_of(response.body, "items", "explanation").at(0), HasSubstr("help@helpline.example"));
    EXPECT_THAT(own.found(social, picture(1)), IsEmpty());
    EXPECT_THAT(own.found(social, picture(2)), SizeIs(1));

    const Response view = own.get("/v1/case", case_key(person.read_token));
    EXPECT_THAT(texts_of(view.body, "items", "state"), ElementsAre("quarantined", "active"));
    EXPECT_THAT(texts_of(view.body, "items", "explanation").at(0), HasSubstr("case number"));

    // Withdrawing and undoing is no way round the guard.
    ASSERT_EQ(own.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
    for (std::string copy : own.opened(person.read_token, person.keys, "withdrawn_copy")) {
        const std::string kind = R"("kind":"withdrawn_copy",)";
        copy.erase(copy.find(kind), kind.size());
        ASSERT_EQ(own.post("/v1/case/undo", R"({"items":[)" + copy + "]}", case_key(person.read_token)).status, 200);
    }
    EXPECT_THAT(own.found(social, picture(1)), IsEmpty());
    EXPECT_THAT(own.found(social, picture(2)), SizeIs(1));
}

TEST_F(Submissions, TheGuardHoldsBackWhatWouldMeetOtherPeoplesPictures) {
    Code256 few = picture(1);
    few.words[0] = 0;
    Code256 many = picture(1);
    many.words[0] = ~std::uint64_t{0};
    const std::vector<std::pair<Code256, std::string>> plans{
        {Code256{}, "too_few_bits"},
        {few, "too_few_bits"},
        {many, "too_many_bits"},
        {match::ordinary_codes().front(), "too_common"},
        {edited(match::ordinary_codes().back(), 8), "too_common"},
        {picture(1), ""},
    };
    std::vector<std::string> items;
    std::vector<std::string> reasons;
    for (const auto& [code, reason] : plans) {
        items.push_back(ServiceRig::item(code));
        reasons.push_back(reason);
    }
    const PartnerKey social = rig.partner("Example Social");
    const Response response = send(ServiceRig::submission_body(rig.person(), items));
    ASSERT_EQ(response.status, 201) << response.body;
    EXPECT_EQ(texts_of(response.body, "items", "reason"), reasons);
    for (const auto& [code, reason] : plans) {
        EXPECT_THAT(rig.found(social, code, 10), SizeIs(reason.empty() ? 1U : 0U)) << reason;
    }
}

TEST_F(Submissions, TheAnswerDoesNotTellWhetherACodeWasKnown) {
    // Same randomness, same time, same request; one service knows the code already, the other has never seen it.
    const auto ask = [](bool known) {
        ServiceRig own({.seed = 5});
        const Person earlier = own.person();
        const Person person = own.person();
        (void)own.submit(earlier, {known ? picture(1) : picture(77)});
        const PartnerKey social = own.partner("Example Social");
        EXPECT_EQ(own.sight(social, known ? picture(1) : picture(77)).status, 201);
        own.follow();
        own.random.start_over(9);
        const Response response =
            own.post_proved("/v1/submissions", ServiceRig::submission_body(person, {ServiceRig::item(picture(1))}));
        return std::pair(response.status, response.body);
    };
    EXPECT_EQ(ask(true), ask(false));
}

TEST_F(Submissions, ItemsOfOneCaseSpreadInTheFeed) {
    const PartnerKey social = rig.partner("Example Social");
    std::vector<Code256> codes;
    for (std::uint64_t i = 0; i < 20; ++i) {
        codes.push_back(picture(200 + i));
    }
    (void)rig.submit(rig.person(), codes);
    std::size_t seen_at_half = 0;
    rig.manual.pass(30 * 60'000);
    rig.follow();
    seen_at_half = texts_of(rig.get("/v1/feed", bearer(social)).body, "entries", "item").size();
    EXPECT_GT(seen_at_half, 0U);
    EXPECT_LT(seen_at_half, 20U);
    rig.manual.pass(30 * 60'000 + 1);
    rig.follow();
    EXPECT_EQ(texts_of(rig.get("/v1/feed", bearer(social)).body, "entries", "item").size(), 20U);
}

TEST(FloodGauge, TheProofHardensByABitForEachDoublingAndSoftensAgain) {
    api::ApiSettings settings;
    settings.least_difficulty = 10;
    settings.most_difficulty = 14;
    settings.quiet_submissions_per_minute = 8;
    api::FloodGauge gauge(settings);
    std::int64_t now = 1000;
    EXPECT_EQ(gauge.difficulty(now), 10U);
    const auto flood = [&](int count) {
        for (int i = 0; i < count; ++i) {
            gauge.count(now);
        }
    };
    flood(7);
    EXPECT_EQ(gauge.difficulty(now), 10U);
    flood(2);
    EXPECT_EQ(gauge.difficulty(now), 11U);
    flood(8);
    EXPECT_EQ(gauge.difficulty(now), 12U);
    flood(10'000);
    EXPECT_EQ(gauge.difficulty(now), 14U) << "never above the most";
    now += 20 * 60'000;
    EXPECT_EQ(gauge.difficulty(now), 10U);
    EXPECT_EQ(gauge.difficulty(now - 3'600'000), 14U) << "a clock that went back does not break it";
}

TEST_F(Submissions, TheDifficultyIsToldAndAskedFor) {
    const auto before = number_of(rig.get("/v1/challenge").body, "difficulty");
    for (std::uint64_t n = 0; n < 70; ++n) {
        (void)rig.submit(rig.person(), {picture(n)});
    }
    const auto after = number_of(rig.get("/v1/challenge").body, "difficulty");
    EXPECT_EQ(after, before + 2);
    EXPECT_THAT(rig.get("/v1/service").body, HasSubstr(R"("proof":{"difficulty":)" + std::to_string(after) + "}"));
}

TEST_F(Submissions, OneProofSentAgainAndAgainMakesNobodysWorkHarder) {
    const auto before = number_of(rig.get("/v1/challenge").body, "difficulty");
    const std::string proof = rig.proof_for(body);
    const std::string refused = rig.proof_for("{}");
    const std::string key = rig.fresh_key();
    for (int i = 0; i < 70; ++i) {
        EXPECT_EQ(rig.post("/v1/submissions", body, {}, {{"holdfast-proof", proof}, {"idempotency-key", key}}).status,
                  201);
        (void)rig.post("/v1/submissions", body, {}, {{"holdfast-proof", proof}});
        (void)rig.post("/v1/submissions", "{}", {}, {{"holdfast-proof", refused}});
    }
    EXPECT_EQ(number_of(rig.get("/v1/challenge").body, "difficulty"), before);
}

}  // namespace
}  // namespace holdfast::server::tests
