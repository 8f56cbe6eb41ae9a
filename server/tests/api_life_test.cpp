// SPDX-License-Identifier: Apache-2.0
// The whole life of a fingerprint through the API: submitted, found, met, alerted, withdrawn, brought back, keys
// replaced, erased.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/limits.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "json_probe.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The undo request made of an opened withdrawn_copy, as the page makes it.
std::string undo_body(const std::vector<std::string>& copies) {
    std::string list;
    for (const std::string& copy : copies) {
        // {"item":…,"kind":"withdrawn_copy","salt":…,"signals":…}: the same members without the kind.
        std::string entry = copy;
        const std::string kind = R"("kind":"withdrawn_copy",)";
        const auto at = entry.find(kind);
        EXPECT_NE(at, std::string::npos) << copy;
        entry.erase(at, kind.size());
        list += (list.empty() ? "" : ",") + entry;
    }
    return R"({"items":[)" + list + "]}";
}

/// The mailbox sealed anew from `from` to `to`, as the page does it.
std::string keys_body(ServiceRig& rig, const Person& from, const Person& to) {
    const Response mailbox = rig.get("/v1/case/mailbox", case_key(from.read_token));
    const auto ids = texts_of(mailbox.body, "messages", "id");
    const auto sealed = texts_of(mailbox.body, "messages", "sealed");
    std::string list;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto plain =
            sealing::open_message(*sealing::from_base64(sealed[i], sealing::Base64Form::url), from.keys.mailbox);
        EXPECT_TRUE(plain.has_value());
        sealing::Secret<32> ephemeral;
        rig.random.fill(ephemeral.writable());
        const auto again = sealing::seal_message(*plain, to.keys.mailbox_public, ephemeral);
        EXPECT_TRUE(again.has_value());
        list += (list.empty() ? "" : ",") + (R"({"id":")" + ids[i] + R"(","sealed":")") +
                sealing::to_base64(*again, sealing::Base64Form::url) + "\"}";
    }
    return R"({"read_key_hash":")" + to_hex(sealing::token_digest(to.keys.read)) + R"(","withdraw_key_hash":")" +
           to_hex(sealing::token_digest(to.keys.withdraw)) + R"(","mailbox_key":")" +
           sealing::to_base64(to.keys.mailbox_public, sealing::Base64Form::url) + R"(","messages":[)" + list + "]}";
}

void live_a_whole_life(ServiceRig& rig) {
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    const Code256 code = picture(1);
    const auto ids = rig.submit(person, {code, picture(2)});
    ASSERT_EQ(ids.size(), 2U);

    // A partner finds the picture and its edits, within the radius, and nothing else.
    EXPECT_THAT(rig.found(social, code), SizeIs(1));
    EXPECT_THAT(rig.found(social, edited(code, 31)), SizeIs(1));
    EXPECT_THAT(rig.found(social, edited(code, 32)), IsEmpty());
    EXPECT_THAT(rig.found(social, picture(3)), IsEmpty());
    EXPECT_THAT(rig.found(social, code), Not(testing::Contains(ids[0]))) << "partners see numbers of their own";

    // It meets it; the person gets an alert that only the mailbox key opens.
    const Response sighting = rig.sight(social, edited(code, 6), R"(,"action":"blocked")");
    ASSERT_EQ(sighting.status, 201) << sighting.body;
    EXPECT_THAT(texts_of(sighting.body, "matches", "item"), ElementsAre(rig.found(social, code)[0]));
    ASSERT_TRUE(rig.follower->match().has_value());
    const auto alerts = rig.alerts(person);
    ASSERT_THAT(alerts, SizeIs(1));
    EXPECT_EQ(alerts[0], R"({"action":"blocked","at":")" +
                             to_rfc3339(rig.options.system_clock ? *time_from_rfc3339(text_of(alerts[0], "at"))
                                                                 : rig.manual.now()) +
                             R"(","case_number":")" + person.case_number + R"(","distance":6,"item":")" + ids[0] +
                             R"(","kind":"alert","partner":"Example Social"})");

    // Withdrawn: no match any more, at once on this node.
    const Response withdrawn =
        rig.post("/v1/case/withdraw", R"({"items":[")" + ids[0] + "\"]}", case_key(person.withdraw_token));
    ASSERT_EQ(withdrawn.status, 200) << withdrawn.body;
    for (unsigned flips = 0; flips <= 31; ++flips) {
        ASSERT_THAT(rig.found(social, edited(code, flips)), IsEmpty()) << flips;
    }
    EXPECT_THAT(rig.found(social, picture(2)), SizeIs(1)) << "the other item stays";
    EXPECT_THAT(rig.get("/v1/case", case_key(person.read_token)).body, HasSubstr(R"("state":"withdrawn")"));

    // Brought back with the copy that the mailbox kept: it matches again, and the old alert is not sent twice.
    const auto copies = rig.opened(person.read_token, person.keys, "withdrawn_copy");
    ASSERT_THAT(copies, SizeIs(1));
    const Response undone = rig.post("/v1/case/undo", undo_body(copies), case_key(person.read_token));
    ASSERT_EQ(undone.status, 200) << undone.body;
    EXPECT_EQ(undone.body, R"({"restored":[")" + ids[0] + "\"]}");
    EXPECT_THAT(rig.found(social, edited(code, 31)), SizeIs(1));
    ASSERT_TRUE(rig.follower->match().has_value());
    EXPECT_THAT(rig.alerts(person), SizeIs(1));
    EXPECT_THAT(rig.opened(person.read_token, person.keys, "withdrawn_copy"), IsEmpty());

    // New keys: the old ones are refused, the mailbox opens with the new one alone.
    Person renewed = rig.person();
    renewed.case_number = person.case_number;
    const std::string body = keys_body(rig, person, renewed);
    const Response rotated =
        rig.post("/v1/case/keys", body, case_key(person.withdraw_token), {{"idempotency-key", "rotate-1"}});
    ASSERT_EQ(rotated.status, 200) << rotated.body;
    EXPECT_EQ(verdict(rig.get("/v1/case", case_key(person.read_token))), "401 unauthorized");
    EXPECT_EQ(verdict(rig.get("/v1/case", case_key(person.withdraw_token))), "401 unauthorized");
    EXPECT_EQ(verdict(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token))),
              "401 unauthorized");
    EXPECT_THAT(rig.alerts(renewed), ElementsAre(alerts[0]));
    const Response again =
        rig.post("/v1/case/keys", body, case_key(person.withdraw_token), {{"idempotency-key", "rotate-1"}});
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, rotated.body);
    EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");

    // A new alert is sealed to the new key.
    ASSERT_EQ(rig.sight(social, edited(code, 1)).status, 201);
    ASSERT_TRUE(rig.follower->match().has_value());
    EXPECT_THAT(rig.alerts(renewed), SizeIs(2));

    // Erased for good.
    ASSERT_EQ(rig.remove("/v1/case", case_key(renewed.withdraw_token), "erase-1").status, 204);
    EXPECT_THAT(rig.found(social, code), IsEmpty());
    EXPECT_THAT(rig.found(social, picture(2)), IsEmpty());
    EXPECT_EQ(verdict(rig.get("/v1/case", case_key(renewed.read_token))), "401 unauthorized");
    const Response erased_again = rig.remove("/v1/case", case_key(renewed.withdraw_token), "erase-1");
    EXPECT_EQ(erased_again.status, 204);
    EXPECT_EQ(header_of(erased_again, "Idempotency-Replayed"), "true");
    EXPECT_EQ(verdict(rig.remove("/v1/case", case_key(renewed.withdraw_token), "erase-2")), "401 unauthorized");
}

TEST(ApiLife, AWholeLifeStepByStep) {
    ServiceRig rig;
    live_a_whole_life(rig);
}

TEST(ApiLife, AWholeLifeWithTheFollowersOwnThreadAndTheRealClock) {
    ServiceRig rig({.system_clock = true, .thread = true, .seed = 2, .settings = {}});
    live_a_whole_life(rig);
}

TEST(ApiLife, EverythingIsStillThereAfterARestart) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    const auto ids = rig.submit(person, {picture(1), picture(2)});
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"items":[")" + ids[1] + "\"]}", case_key(person.withdraw_token)).status,
              200);
    const auto number = rig.found(social, picture(1));
    rig.restart();
    EXPECT_EQ(rig.found(social, picture(1)), number) << "the partner's number of an item is lasting";
    EXPECT_THAT(rig.found(social, picture(2)), IsEmpty());
    EXPECT_EQ(rig.get("/v1/case", case_key(person.read_token)).status, 200);
}

TEST(ApiLife, ASightingReportedBeforeTheSubmissionStillAlerts) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    ASSERT_EQ(rig.sight(social, edited(picture(5), 10)).status, 201);
    rig.follow();
    const Person person = rig.person();
    (void)rig.submit(person, {picture(5)});
    rig.follow();
    ASSERT_THAT(rig.alerts(person), SizeIs(1));
    EXPECT_THAT(rig.alerts(person)[0], HasSubstr(R"("distance":10)"));
}

TEST(ApiLife, TheUrlIsInTheAlertOnlyWhenThePartnerReleasedIt) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    ASSERT_EQ(rig.sight(social, picture(1), R"(,"url":"https://example.org/kept")").status, 201);
    ASSERT_EQ(
        rig.sight(social, picture(1), R"(,"url":"https://example.org/told","release_url":true,"action":"removed")")
            .status,
        201);
    rig.follow();
    const auto alerts = rig.alerts(person);
    ASSERT_THAT(alerts, SizeIs(2));
    const std::string all = alerts[0] + alerts[1];
    EXPECT_THAT(all, Not(HasSubstr("https://example.org/kept")));
    EXPECT_THAT(all, HasSubstr(R"("url":"https://example.org/told")"));
}

TEST(ApiLife, TwoPeopleWithTheSamePictureDoNotTouchEachOther) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person one = rig.person();
    const Person other = rig.person();
    const auto first = rig.submit(one, {picture(1)});
    const auto second = rig.submit(other, {picture(1)});
    EXPECT_NE(first, second);
    EXPECT_THAT(rig.found(social, picture(1)), SizeIs(2));
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(one.withdraw_token)).status, 200);
    EXPECT_THAT(rig.found(social, picture(1)), SizeIs(1));
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    rig.follow();
    EXPECT_THAT(rig.alerts(one), IsEmpty());
    EXPECT_THAT(rig.alerts(other), SizeIs(1));
}

TEST(ApiLife, OfTheOldKeysNoneLivesOnInEitherRole) {
    ServiceRig rig;
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    const Person renewed = rig.person();
    const std::string body = keys_body(rig, person, renewed);
    const auto digest = [](const sealing::Secret<32>& key) { return to_hex(sealing::token_digest(key)); };
    for (const auto* const role : {&renewed.keys.read, &renewed.keys.withdraw}) {
        for (const auto* const old : {&person.keys.read, &person.keys.withdraw}) {
            std::string with_old = body;
            with_old.replace(with_old.find(digest(*role)), 64, digest(*old));
            const Response refused = rig.post("/v1/case/keys", with_old, case_key(person.withdraw_token));
            EXPECT_EQ(verdict(refused), "422 invalid");
            EXPECT_THAT(pointers(refused),
                        ElementsAre(role == &renewed.keys.read ? "/read_key_hash" : "/withdraw_key_hash"));
        }
    }
    EXPECT_EQ(rig.post("/v1/case/keys", body, case_key(person.withdraw_token)).status, 200);
}

TEST(ApiLife, RotationRefusesToLoseAMessageThatCameInMeanwhile) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    Person renewed = rig.person();
    const std::string body = keys_body(rig, person, renewed);
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    rig.follow();
    EXPECT_EQ(verdict(rig.post("/v1/case/keys", body, case_key(person.withdraw_token))), "409 mailbox_changed");
    EXPECT_THAT(rig.alerts(person), SizeIs(1)) << "the old keys still hold";
    EXPECT_EQ(rig.post("/v1/case/keys", keys_body(rig, person, renewed), case_key(person.withdraw_token)).status, 200);
    EXPECT_THAT(rig.alerts(renewed), SizeIs(1));
}

TEST(ApiLife, KeysCanBeReplacedHoweverManyCopiesOfWithdrawnItemsTheMailboxHolds) {
    ServiceRig rig;
    const Person person = rig.person();
    std::vector<std::string> items;
    std::string more;
    for (std::uint64_t n = 0; n < api::items_per_submission; ++n) {
        items.push_back(ServiceRig::item(picture(n)));
        more += (more.empty() ? "" : ",") + items.back();
    }
    more = R"({"statement":"adult-1","items":[)" + more + "]}";
    ASSERT_EQ(rig.post_proved("/v1/submissions", ServiceRig::submission_body(person, items)).status, 201);
    for (int round = 0; round < 11; ++round) {
        ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
        if (round < 10) {
            ASSERT_EQ(rig.post_proved("/v1/case/items", more, case_key(person.read_token)).status, 201);
        }
    }
    Person renewed = rig.person();
    renewed.case_number = person.case_number;
    const Response rotated =
        rig.post("/v1/case/keys", keys_body(rig, person, renewed), case_key(person.withdraw_token));
    EXPECT_EQ(rotated.status, 200) << rotated.body;
    EXPECT_THAT(rig.opened(renewed.read_token, renewed.keys, "withdrawn_copy"), SizeIs(1100));
}

TEST(ApiLife, AWithdrawalThatRacesWithNewKeysIsRefusedAndLeavesNoCopyForTheOldOnes) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    const Person renewed = rig.person();
    (void)rig.submit(person, {picture(1)});
    bool rotated = false;
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        // The other tab's request comes in after this one sealed its copy and before it is written.
        if (call == "withdraw" && !rotated) {
            rotated = true;
            EXPECT_EQ(
                rig.post("/v1/case/keys", keys_body(rig, person, renewed), case_key(person.withdraw_token)).status,
                200);
        }
        return std::nullopt;
    };
    const Response late = rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token));
    EXPECT_EQ(verdict(late), "401 unauthorized") << "as any request with a replaced key";
    rig.store->fault = nullptr;
    EXPECT_TRUE(rotated);
    EXPECT_THAT(rig.found(social, picture(1)), SizeIs(1)) << "nothing was withdrawn";
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(renewed.withdraw_token)).status, 200);
    EXPECT_THAT(rig.found(social, picture(1)), IsEmpty());
    const auto copies = rig.opened(renewed.read_token, renewed.keys, "withdrawn_copy");
    EXPECT_THAT(copies, SizeIs(1)) << "one, and the new key opens it";
    EXPECT_EQ(rig.post("/v1/case/undo", undo_body(copies), case_key(renewed.read_token)).status, 200);
}

TEST(ApiLife, OneCannotTouchTheItemsOrMessagesOfAnother) {
    ServiceRig rig;
    const Person one = rig.person();
    const Person other = rig.person();
    (void)rig.submit(one, {picture(1)});
    const auto theirs = rig.submit(other, {picture(2)});
    EXPECT_EQ(
        verdict(rig.post("/v1/case/withdraw", R"({"items":[")" + theirs[0] + "\"]}", case_key(one.withdraw_token))),
        "404 not_found");
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(other.withdraw_token)).status, 200);
    const std::string message =
        texts_of(rig.get("/v1/case/mailbox", case_key(other.read_token)).body, "messages", "id").at(0);
    EXPECT_EQ(rig.remove("/v1/case/mailbox/" + message, case_key(one.read_token)).status, 204) << "tells nothing";
    EXPECT_THAT(rig.opened(other.read_token, other.keys, "withdrawn_copy"), SizeIs(1));
    EXPECT_EQ(verdict(rig.remove("/v1/case/mailbox/x", case_key(other.read_token))), "404 not_found");
    EXPECT_EQ(rig.remove("/v1/case/mailbox/" + message, case_key(other.read_token)).status, 204);
    EXPECT_THAT(rig.opened(other.read_token, other.keys, "withdrawn_copy"), IsEmpty());
}

TEST(ApiLife, UndoTakesOnlyWhatWasWithdrawnAndOnlyForThirtyDays) {
    ServiceRig rig;
    const Person person = rig.person();
    const auto ids = rig.submit(person, {picture(1)});
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
    const auto copies = rig.opened(person.read_token, person.keys, "withdrawn_copy");
    ASSERT_THAT(copies, SizeIs(1));

    std::string forged = undo_body(copies);
    const std::string code = to_hex(picture(1));
    forged.replace(forged.find(code), code.size(), to_hex(picture(9)));
    EXPECT_EQ(verdict(rig.post("/v1/case/undo", forged, case_key(person.read_token))), "409 commitment_differs");

    const Person stranger = rig.person();
    (void)rig.submit(stranger, {picture(2)});
    EXPECT_EQ(verdict(rig.post("/v1/case/undo", undo_body(copies), case_key(stranger.read_token))), "404 not_found");

    rig.manual.pass(store::undo_retention_millis - 1000);
    rig.follow();
    const Response undone = rig.post("/v1/case/undo", undo_body(copies), case_key(person.read_token));
    EXPECT_EQ(undone.status, 200) << undone.body;
    EXPECT_EQ(verdict(rig.post("/v1/case/undo", undo_body(copies), case_key(person.read_token))), "409 not_allowed");

    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
    const auto later = rig.opened(person.read_token, person.keys, "withdrawn_copy");
    rig.manual.pass(store::undo_retention_millis);
    rig.follow();
    EXPECT_EQ(verdict(rig.post("/v1/case/undo", undo_body(later), case_key(person.read_token))), "409 not_allowed");
}

}  // namespace
}  // namespace holdfast::server::tests
