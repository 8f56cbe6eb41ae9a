// SPDX-License-Identifier: Apache-2.0
// What partners see and may: lookups, sightings, feedback, their own numbers for items, their limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "api/limits.hpp"
#include "json_probe.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Partners : public testing::Test {
  protected:
    ServiceRig rig;
    PartnerKey social = rig.partner("Example Social");

    Response look_up(const std::string& body) { return rig.post("/v1/lookup", body, bearer(social)); }
    static std::string signal(const Code256& code, const std::string& more = {}) {
        return R"({"kind":"pdq","code":")" + to_hex(code) + "\"" + more + "}";
    }

    /// Makes the bank "helpline" with one item, shown in the feed at once.
    store::Bank import_into_helpline(const Code256& code) {
        const auto bank = rig.real_store->create_bank("helpline", "Helpline", rig.manual.now());
        store::NewItem imported;
        imported.item.id = random_id(rig.random);
        imported.item.bank = bank ? bank->id : 0;
        imported.item.signals = {{.kind = FingerprintKind::pdq, .quality = 90, .code = code}};
        imported.item.created = imported.item.changed = rig.manual.now();
        imported.item.origin = store::CodeOrigin::import;
        imported.feed = {.visible = rig.manual.now(), .tie = 1};
        EXPECT_TRUE(rig.real_store->import_items(std::span(&imported, 1)));
        return bank.value_or(store::Bank{});
    }
};

TEST_F(Partners, OnesOwnEntryNamesTheBanksThatALookupSearches) {
    const auto banks = [this] {
        const Response response = rig.get("/v1/partner", bearer(social));
        JsonDocument document;
        JsonFaults faults;
        std::vector<std::string> names;
        if (!document.parse(response.body)) return names;
        const JsonArray list = document.object(faults).array("banks", 0, 64);
        for (std::size_t i = 0; i < list.size(); ++i) names.emplace_back(list.text(i).value_or(""));
        return names;
    };
    EXPECT_THAT(banks(), ElementsAre("submissions"));
    const auto made = rig.real_store->create_bank("list", "A list", rig.manual.now());
    ASSERT_TRUE(made);
    rig.follow();
    EXPECT_THAT(banks(), ElementsAre("submissions", "list"));
    ASSERT_TRUE(
        rig.real_store->switch_bank({.bank = made->id, .enabled = false, .actor = "operator", .at = rig.manual.now()}));
    rig.follow();
    EXPECT_THAT(banks(), ElementsAre("submissions"));
}

TEST_F(Partners, ALookupIsExactAtEveryRadius) {
    (void)rig.submit(rig.person(), {picture(1)});
    for (int radius = 0; radius <= 31; ++radius) {
        EXPECT_THAT(rig.found(social, edited(picture(1), static_cast<unsigned>(radius)), radius), SizeIs(1)) << radius;
        EXPECT_THAT(rig.found(social, edited(picture(1), static_cast<unsigned>(radius) + 1), radius), IsEmpty());
    }
}

TEST_F(Partners, ManyCodesAreAnsweredInTheirOrder) {
    (void)rig.submit(rig.person(), {picture(1), picture(2), picture(3)});
    std::string signals;
    for (std::uint64_t i = 0; i < api::signals_per_lookup; ++i) {
        signals += (i == 0 ? "" : ",") + signal(picture(i % 4));
    }
    const Response response = look_up(R"({"signals":[)" + signals + "]}");
    ASSERT_EQ(response.status, 200);
    JsonDocument document;
    JsonFaults faults;
    ASSERT_TRUE(document.parse(response.body));
    auto root = document.object(faults);
    const auto results = root.array("results", 256, 256);
    ASSERT_EQ(results.size(), api::signals_per_lookup);
    for (std::size_t i = 0; i < results.size(); ++i) {
        EXPECT_EQ(results.object(i).array("matches", 0, 9).size(), i % 4 == 0 ? 0U : 1U) << i;
    }
    EXPECT_EQ(root.integer("position", 0, INT64_MAX), static_cast<std::int64_t>(*rig.real_store->last_position()));
    EXPECT_THAT(pointers(look_up(R"({"signals":[)" + signals + "," + signal(picture(1)) + "]}")),
                ElementsAre("/signals"));
}

TEST_F(Partners, MatchesComeNearestFirstWithTheirKindAndBank) {
    const Person person = rig.person();
    const std::string two = R"({"media":"picture","origin":"browser","signals":[{"kind":"pdq-c1","code":")" +
                            to_hex(edited(picture(1), 9)) + R"(","quality":90},{"kind":"pdq-r1","code":")" +
                            to_hex(edited(picture(1), 4)) + R"(","quality":90}]})";
    ASSERT_EQ(rig.post_proved("/v1/submissions",
                              ServiceRig::submission_body(person, {ServiceRig::item(edited(picture(1), 20)), two}))
                  .status,
              201);
    const Response response = rig.look_up(social, picture(1));
    EXPECT_THAT(
        response.body,
        testing::ContainsRegex(R"("bank":"submissions","distance":4,"kind":"pdq-r1".*"distance":20,"kind":"pdq-c1")"));
    EXPECT_THAT(rig.found(social, picture(1)), SizeIs(2)) << "an item appears once, at its nearest code";
}

TEST_F(Partners, AmongEqualsTheOrderIsThatOfThePartnersOwnNumbers) {
    const PartnerKey other = rig.partner("Other");
    for (int n = 0; n < 8; ++n) (void)rig.submit(rig.person(), {picture(1)});
    for (const PartnerKey& each : {social, other}) {
        const auto numbers = rig.found(each, picture(1));
        EXPECT_THAT(numbers, SizeIs(8));
        EXPECT_TRUE(std::ranges::is_sorted(numbers)) << "another order would be the same for every partner";
    }
}

TEST_F(Partners, MembersOfALookupAreChecked) {
    const std::string good = signal(picture(1));
    const std::vector<std::pair<std::string, std::string>> faults{
        {R"({"signals":[]})", "/signals"},
        {R"({"signals":{}})", "/signals"},
        {R"({"signals":[)" + good + R"(],"radius":32})", "/radius"},
        {R"({"signals":[)" + good + R"(],"radius":-1})", "/radius"},
        {R"({"signals":[)" + good + R"(],"radius":"31"})", "/radius"},
        {R"({"signals":[)" + good + R"(],"banks":[]})", "/banks"},
        {R"({"signals":[)" + good + R"(],"banks":["nowhere"]})", "/banks/0"},
        {R"({"signals":[)" + good + R"(],"banks":[7]})", "/banks/0"},
        {R"({"signals":[)" + good + R"(],"limit":1})", "/limit"},
        {R"({"signals":[)" + signal(picture(1), R"(,"quality":300)") + "]}", "/signals/0/quality"},
        {R"({"signals":[)" + signal(picture(1), R"(,"url":"x")") + "]}", "/signals/0/url"},
        {R"({"signals":[)" + good + R"(,{"kind":"pdq"}]})", "/signals/1/code"},
        {R"({"signals":[{"kind":"pdq","code":"00000000000000000000000000000000"}]})", "/signals/0/code"},
    };
    for (const auto& [body, pointer] : faults) {
        const Response response = look_up(body);
        EXPECT_EQ(verdict(response), "422 invalid") << body;
        EXPECT_THAT(pointers(response), testing::Contains(pointer)) << response.body;
    }
}

TEST_F(Partners, APlainCodeIsAnsweredAndMarked) {
    (void)rig.submit(rig.person(), {picture(1)});
    const Response low = look_up(R"({"signals":[)" + signal(picture(1), R"(,"quality":49)") + "," +
                                 signal(picture(1), R"(,"quality":50)") + "]}");
    ASSERT_EQ(low.status, 200);
    EXPECT_THAT(texts_of(low.body, "results", "quality"), ElementsAre("low", ""));
    EXPECT_THAT(low.body, Not(HasSubstr(R"("matches":[])")));
}

TEST_F(Partners, BanksAreSearchedAsAsked) {
    (void)import_into_helpline(picture(8));
    rig.follow();
    (void)rig.submit(rig.person(), {edited(picture(8), 3)});
    const auto banks = [&](const std::string& list) {
        const Response response = look_up(R"({"signals":[)" + signal(picture(8)) + R"(],"banks":)" + list + "}");
        EXPECT_EQ(response.status, 200) << response.body;
        std::vector<std::string> out;
        JsonDocument document;
        JsonFaults faults;
        EXPECT_TRUE(document.parse(response.body));
        const auto matches = document.object(faults).array("results", 1, 1).object(0).array("matches", 0, 9);
        out.reserve(matches.size());
        for (std::size_t i = 0; i < matches.size(); ++i) {
            out.emplace_back(*matches.object(i).text("bank"));
        }
        return out;
    };
    EXPECT_THAT(banks(R"(["helpline"])"), ElementsAre("helpline"));
    EXPECT_THAT(banks(R"(["submissions"])"), ElementsAre("submissions"));
    EXPECT_THAT(banks(R"(["submissions","helpline"])"), ElementsAre("helpline", "submissions"));
    // An imported item has nobody to alert; its sighting is a match all the same.
    ASSERT_EQ(rig.sight(social, picture(8)).status, 201);
    ASSERT_TRUE(rig.follower->match().has_value());
    EXPECT_EQ(rig.follower->matches_recorded(), 2U);
}

TEST_F(Partners, ABankThatIsSwitchedOffStopsWithinASecondAndComesBack) {
    const store::Bank bank = import_into_helpline(picture(8));
    (void)rig.submit(rig.person(), {picture(9)});
    rig.follow();
    const auto turn = [&](bool enabled) {
        ASSERT_TRUE(rig.real_store->switch_bank(
            {.bank = bank.id, .enabled = enabled, .actor = "operator", .at = rig.manual.now()}));
        rig.manual.pass(500);
        rig.follow();
    };
    EXPECT_THAT(texts_of(rig.get("/v1/feed", bearer(social)).body, "entries", "item"), SizeIs(1))
        << "the submitted one waits for its time";
    EXPECT_THAT(rig.found(social, picture(8)), SizeIs(1));
    turn(false);
    EXPECT_THAT(rig.found(social, picture(8)), IsEmpty());
    EXPECT_THAT(look_up(R"({"signals":[)" + signal(picture(8)) + R"(],"banks":["helpline"]})").body,
                HasSubstr(R"("matches":[])"));
    const Response sighted = rig.sight(social, picture(8));
    ASSERT_EQ(sighted.status, 201);
    EXPECT_THAT(sighted.body, HasSubstr(R"("matches":[])"));
    rig.follow();
    EXPECT_EQ(rig.follower->matches_recorded(), 0U);
    store::NewItem late;
    late.item.id = random_id(rig.random);
    late.item.bank = bank.id;
    late.item.signals = {{.kind = FingerprintKind::pdq, .quality = 90, .code = picture(8)}};
    ASSERT_TRUE(rig.real_store->import_items(std::span(&late, 1)));
    rig.follow();
    EXPECT_EQ(rig.follower->matches_recorded(), 0U) << "nor does what comes into it meanwhile";
    EXPECT_THAT(rig.found(social, picture(9)), SizeIs(1)) << "other banks go on";
    EXPECT_THAT(rig.get("/v1/feed", bearer(social)).body, Not(HasSubstr(to_hex(picture(8)))));

    rig.restart();
    EXPECT_THAT(rig.found(social, picture(8)), IsEmpty()) << "also on a node that starts now";
    turn(true);
    EXPECT_THAT(rig.found(social, picture(8)), SizeIs(2));
    EXPECT_THAT(rig.get("/v1/feed", bearer(social)).body, HasSubstr(to_hex(picture(8))));
}

TEST_F(Partners, EachPartnerHasItsOwnNumbersAndTheyAreLasting) {
    const PartnerKey other = rig.partner("Other");
    const auto ids = rig.submit(rig.person(), {picture(1)});
    const auto mine = rig.found(social, picture(1));
    const auto theirs = rig.found(other, picture(1));
    EXPECT_NE(mine, theirs);
    EXPECT_THAT(mine, Not(testing::Contains(ids[0])));
    EXPECT_EQ(rig.found(social, picture(1)), mine);
    // Feedback by another partner's number reaches nobody.
    const auto say = [&](const PartnerKey& who, const std::string& number, const std::string& word) {
        return rig.post("/v1/items/" + number + "/feedback", R"({"verdict":")" + word + "\"}", bearer(who));
    };
    EXPECT_EQ(verdict(say(social, theirs[0], "blocked")), "404 not_found");
    EXPECT_EQ(verdict(say(social, ids[0], "blocked")), "404 not_found")
        << "the true identifier is not known to partners";
    EXPECT_EQ(verdict(say(social, "xyz", "blocked")), "404 not_found");
    EXPECT_EQ(verdict(say(social, mine[0], "liked")), "422 invalid");
    EXPECT_EQ(say(other, theirs[0], "false_positive").status, 200);
}

TEST_F(Partners, ThePersonSeesTheLatestVerdictOfEachPlatform) {
    const PartnerKey other = rig.partner("Other");
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    const auto say = [&](const PartnerKey& who, const std::string& word) {
        return rig.post("/v1/items/" + rig.found(who, picture(1)).at(0) + "/feedback", R"({"verdict":")" + word + "\"}",
                        bearer(who));
    };
    ASSERT_EQ(say(social, "not_blocked").status, 200);
    rig.manual.pass(5000);
    rig.follow();
    ASSERT_EQ(say(social, "blocked").status, 200);
    ASSERT_EQ(say(other, "false_positive").status, 200);
    const std::string body = rig.get("/v1/case", case_key(person.read_token)).body;
    EXPECT_THAT(body, HasSubstr(R"({"platform":"Example Social","verdict":"blocked","at":"2026-11-21T18:45:05Z"})"));
    EXPECT_THAT(body, HasSubstr(R"({"platform":"Other","verdict":"false_positive")"));
    EXPECT_THAT(body, Not(HasSubstr("not_blocked")));
}

TEST_F(Partners, MembersOfASightingAreChecked) {
    const std::string start = R"({"signals":[)" + signal(picture(1)) + R"(],"content_id":"p")";
    const std::vector<std::pair<std::string, std::string>> faults{
        {R"({"signals":[)" + signal(picture(1)) + "]}", "/content_id"},
        {R"({"signals":[],"content_id":"p"})", "/signals"},
        {R"({"signals":[)" + signal(picture(1)) + R"(],"content_id":""})", "/content_id"},
        {R"({"signals":[)" + signal(picture(1)) + R"(],"content_id":")" + std::string(201, 'x') + "\"}", "/content_id"},
        {R"({"signals":[)" + signal(picture(1)) + R"(],"content_id":"a\nb"})", "/content_id"},
        {start + R"(,"url":"ftp://x"})", "/url"},
        {start + R"(,"url":"javascript:x"})", "/url"},
        {start + R"(,"url":"https://x y"})", "/url"},
        {start + R"(,"url":"https://)" + std::string(2000, 'x') + "\"}", "/url"},
        {start + R"(,"url":""})", "/url"},
        {start + R"(,"release_url":true})", "/release_url"},
        {start + R"(,"release_url":"yes","url":"https://x"})", "/release_url"},
        {start + R"(,"action":"ignored"})", "/action"},
        {start + R"(,"seen_at":"yesterday"})", "/seen_at"},
        {start + R"(,"seen_at":"2026-11-21T18:55:00Z"})", "/seen_at"},
        {start + R"(,"seen_at":"2026-08-01T00:00:00Z"})", "/seen_at"},
        {start + R"(,"seen_at":1})", "/seen_at"},
        {start + R"(,"user":"ann"})", "/user"},
    };
    for (const auto& [body, pointer] : faults) {
        const Response response = rig.post("/v1/sightings", body, bearer(social));
        EXPECT_EQ(verdict(response), "422 invalid") << body;
        EXPECT_THAT(pointers(response), ElementsAre(pointer)) << response.body;
    }
    EXPECT_EQ(
        rig.post("/v1/sightings", start + R"(,"seen_at":"2026-11-20T00:00:00Z","action":"reported"})", bearer(social))
            .status,
        201);
    std::string many;
    for (std::uint64_t i = 0; i < api::signals_per_sighting; ++i) {
        many += (i == 0 ? "" : ",") + signal(picture(i));
    }
    EXPECT_EQ(rig.post("/v1/sightings", R"({"signals":[)" + many + R"(],"content_id":"p"})", bearer(social)).status,
              201);
    EXPECT_THAT(pointers(rig.post("/v1/sightings",
                                  R"({"signals":[)" + many + "," + signal(picture(1)) + R"(],"content_id":"p"})",
                                  bearer(social))),
                ElementsAre("/signals"));
}

TEST_F(Partners, AClockThatRunsAheadSightsNothingInTheFuture) {
    const UnixMillis ahead{rig.manual.now().value + 60'000};
    const Response sighted = rig.sight(social, picture(1), R"(,"seen_at":")" + to_rfc3339(ahead) + "\"");
    ASSERT_EQ(sighted.status, 201) << sighted.body;
    const auto id = id_from_hex(text_of(sighted.body, "sighting"));
    ASSERT_TRUE(id);
    EXPECT_EQ(rig.real_store->sighting(*id).value()->at, rig.manual.now());
}

TEST_F(Partners, ASightingIsTakenByANodeThatFellBehindButShowsNoMatchOfAnOldList) {
    (void)rig.submit(rig.person(), {picture(1)});
    bool behind = false;
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        if (call == "report_sighting") {
            behind = true;
            rig.manual.pass(jobs::most_lag_millis + 1);
        }
        return behind && call == "events_after" ? std::optional(store::StoreError::busy) : std::nullopt;
    };
    const Response sighted = rig.sight(social, picture(1));
    rig.store->fault = nullptr;
    ASSERT_EQ(sighted.status, 201) << sighted.body;
    EXPECT_THAT(texts_of(sighted.body, "matches", "item"), IsEmpty());
    rig.follow();
    EXPECT_EQ(rig.follower->matches_recorded(), 1U) << "the alert comes all the same";
}

TEST_F(Partners, ARepeatedSightingShowsNothingThatWasWithdrawnMeanwhile) {
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    const std::string body = R"({"signals":[)" + signal(picture(1)) + R"(],"content_id":"p"})";
    const Response first = rig.post("/v1/sightings", body, bearer(social), {{"idempotency-key", "s"}});
    EXPECT_THAT(texts_of(first.body, "matches", "item"), SizeIs(1));
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
    const Response again = rig.post("/v1/sightings", body, bearer(social), {{"idempotency-key", "s"}});
    EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");
    EXPECT_EQ(text_of(again.body, "sighting"), text_of(first.body, "sighting"));
    EXPECT_THAT(texts_of(again.body, "matches", "item"), IsEmpty());
}

TEST_F(Partners, OneSightingOfSeveralCodesAlertsOnce) {
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    const std::string body = R"({"signals":[)" + signal(edited(picture(1), 9)) + "," + signal(edited(picture(1), 2)) +
                             "," + signal(picture(1)) + R"(],"content_id":"p"})";
    ASSERT_EQ(rig.post("/v1/sightings", body, bearer(social)).status, 201);
    rig.follow();
    ASSERT_THAT(rig.alerts(person), SizeIs(1));
    EXPECT_THAT(rig.alerts(person)[0], HasSubstr(R"("distance":0)"));
}

TEST_F(Partners, ARevokedKeyStopsWithinASecond) {
    ASSERT_EQ(rig.look_up(social, picture(1)).status, 200);
    ASSERT_TRUE(rig.real_store->revoke_partner(social.id, rig.manual.now()));
    rig.manual.pass(jobs::most_lag_millis + 1);  // a node that heard nothing of it cannot answer any more
    EXPECT_EQ(verdict(rig.look_up(social, picture(1))), "503 lagging");
    rig.follow();
    EXPECT_EQ(verdict(rig.look_up(social, picture(1))), "401 unauthorized");
    EXPECT_THAT(texts_of(rig.get("/v1/service").body, "platforms", "name"), IsEmpty());
}

TEST_F(Partners, OnlyThoseWhoCheckTheListAreNamedOnThePage) {
    (void)rig.partner("Reports only", 2 | 4);
    (void)rig.partner("Unlisted", 15, 100, false);
    (void)rig.partner("Feed only", 8);
    EXPECT_THAT(texts_of(rig.get("/v1/service").body, "platforms", "name"), ElementsAre("Example Social", "Feed only"));
    ServiceRig nobody;
    EXPECT_THAT(nobody.get("/v1/service").body, HasSubstr(R"("platforms":[])"));
}

TEST_F(Partners, APartnerBeyondItsRateIsAskedToWait) {
    const PartnerKey slow = rig.partner("Slow", 15, 5);
    const auto paths =
        std::vector<std::string>{"/v1/lookup", "/v1/sightings", "/v1/items/" + std::string(32, 'a') + "/feedback"};
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(rig.look_up(slow, picture(1)).status, 200) << "a burst of two seconds' worth is let through";
    }
    const Response refused = rig.look_up(slow, picture(1));
    EXPECT_EQ(verdict(refused), "429 rate_limited");
    EXPECT_EQ(header_of(refused, "Retry-After"), "1");
    for (const auto& path : paths) {
        EXPECT_EQ(verdict(rig.post(path, "{}", bearer(slow))), "429 rate_limited");
    }
    EXPECT_EQ(verdict(rig.get("/v1/feed", bearer(slow))), "429 rate_limited");
    EXPECT_EQ(verdict(rig.get("/v1/partner", bearer(slow))), "429 rate_limited");
    EXPECT_EQ(rig.look_up(social, picture(1)).status, 200) << "others are not held up";
    rig.manual.pass(200);
    EXPECT_EQ(rig.look_up(slow, picture(1)).status, 200);
    EXPECT_EQ(verdict(rig.look_up(slow, picture(1))), "429 rate_limited");
    (void)rig.partner("Newcomer");  // the directory is read anew
    EXPECT_EQ(verdict(rig.look_up(slow, picture(1))), "429 rate_limited") << "a reload grants nothing";
    const Response own = rig.get("/v1/partner", bearer(social));
    EXPECT_THAT(own.body, HasSubstr(R"("scopes":["lookup","sighting","feedback","feed"])"));
}

}  // namespace
}  // namespace holdfast::server::tests
