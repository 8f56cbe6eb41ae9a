// SPDX-License-Identifier: Apache-2.0
// What the operator decides about cases and items, as people and partners see it: cases that nobody opens end, paused
// items, the notice. Time is the test's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "json_probe.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::int64_t day = store::day_millis;

api::ApiSettings keeping(std::uint32_t months) {
    api::ApiSettings settings;
    settings.case_months = months;
    return settings;
}

class CaseRetention : public testing::Test {
  protected:
    // As the service's upkeep does it, and then its follower.
    void upkeep(ServiceRig& rig) {
        (void)rig.upkeep->work();
        rig.follow();
    }
    static bool stands(ServiceRig& rig, const Person& person) {
        return rig.get("/v1/case", case_key(person.read_token)).status == 200;
    }
    static std::string stored(const ServiceRig& rig) {
        std::string all;
        for (const auto& file : std::filesystem::recursive_directory_iterator(rig.folder())) {
            std::ifstream stream(file.path(), std::ios::binary);
            all.append(std::istreambuf_iterator(stream), {});
        }
        return all;
    }
};

TEST_F(CaseRetention, ACaseThatNobodyOpenedEndsWithAllThatIsItsAndOthersStay) {
    ServiceRig rig({.settings = keeping(3)});
    const PartnerKey social = rig.partner("Example Social");
    const Person lost = rig.person();
    const Person seen = rig.person();
    (void)rig.submit(lost, {picture(1)});
    (void)rig.submit(seen, {picture(2)});
    rig.follow();
    rig.manual.pass(60 * day);
    EXPECT_TRUE(stands(rig, seen));
    rig.manual.pass(33 * day);
    upkeep(rig);
    EXPECT_THAT(rig.found(social, picture(1)), SizeIs(1)) << "three months of 31 days, to the end of the day";
    rig.manual.pass(day);
    upkeep(rig);
    EXPECT_THAT(rig.found(social, picture(1)), IsEmpty());
    EXPECT_THAT(rig.found(social, picture(2)), SizeIs(1));
    EXPECT_FALSE(stands(rig, lost));
    EXPECT_TRUE(stands(rig, seen));
    EXPECT_THAT(stored(rig), Not(HasSubstr(lost.case_number)));
    EXPECT_THAT(stored(rig), HasSubstr(seen.case_number));
    const auto trail = rig.real_store->audit_tail(1);
    ASSERT_THAT(*trail, SizeIs(1));
    EXPECT_EQ(trail->back().action, "case.erase");
    EXPECT_EQ(trail->back().actor, "service");
    EXPECT_THAT(rig.log.text(), HasSubstr("cases.ended"));
    EXPECT_THAT(rig.log.text(), Not(HasSubstr(lost.case_number)));
}

TEST_F(CaseRetention, EachOpeningStartsTheTimeAnew) {
    ServiceRig rig({.settings = keeping(3)});
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    for (int i = 0; i < 5; ++i) {
        rig.manual.pass(90 * day);
        upkeep(rig);
        ASSERT_TRUE(stands(rig, person)) << i;
    }
    rig.manual.pass(60 * day);
    EXPECT_EQ(rig.get("/v1/case", case_key(person.withdraw_token)).status, 200) << "with either key";
    rig.manual.pass(60 * day);
    upkeep(rig);
    EXPECT_TRUE(stands(rig, person));
}

TEST_F(CaseRetention, AnOpeningIsNotedOnceADayAndACaseOpensThoughItCannotBe) {
    ServiceRig rig;
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    int noted = 0;
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        noted += call == "note_opened" ? 1 : 0;
        return std::nullopt;
    };
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(stands(rig, person));
    EXPECT_EQ(noted, 0) << "on the day on which it was made";
    rig.manual.pass(day);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(stands(rig, person));
    EXPECT_EQ(noted, 1);
    rig.manual.pass(day);
    rig.store->fault = [](std::string_view call) -> std::optional<store::StoreError> {
        return call == "note_opened" ? std::optional(store::StoreError::disk_full) : std::nullopt;
    };
    EXPECT_TRUE(stands(rig, person));
}

TEST_F(CaseRetention, ZeroMonthsKeepsACaseForEver) {
    ServiceRig rig({.settings = keeping(0)});
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    rig.manual.pass(100 * 366 * day);
    upkeep(rig);
    EXPECT_TRUE(stands(rig, person));
}

TEST_F(CaseRetention, ThoseThatFailAreEndedTheNextTime) {
    ServiceRig rig({.settings = keeping(3)});
    for (std::uint64_t n = 0; n < 250; ++n) (void)rig.submit(rig.person(), {picture(n)});
    rig.manual.pass(100 * day);
    int left = 120;
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        return call == "end_case" && left-- == 0 ? std::optional(store::StoreError::busy) : std::nullopt;
    };
    EXPECT_LE(rig.upkeep->work(), 60 * jobs::Upkeep::retry_millis) << "tried again soon";
    EXPECT_THAT(rig.log.text(), HasSubstr("upkeep.retention_failed"));
    rig.store->fault = nullptr;
    EXPECT_THAT(*rig.real_store->unopened_cases(rig.manual.now(), 1000), SizeIs(130));
    rig.manual.pass(60 * jobs::Upkeep::retry_millis);
    upkeep(rig);
    EXPECT_THAT(*rig.real_store->unopened_cases(rig.manual.now(), 1000), IsEmpty());
}

TEST_F(CaseRetention, ACaseThatIsOpenedWhileOthersEndIsNoFailure) {
    ServiceRig rig({.settings = keeping(3)});
    for (std::uint64_t n = 0; n < 2; ++n) (void)rig.submit(rig.person(), {picture(n)});
    rig.manual.pass(100 * day);
    bool opened = false;
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        // As the store says of a case that was opened after it was listed.
        return call == "end_case" && !std::exchange(opened, true) ? std::optional(store::StoreError::not_allowed)
                                                                  : std::nullopt;
    };
    upkeep(rig);
    rig.store->fault = nullptr;
    EXPECT_THAT(rig.log.text(), Not(HasSubstr("upkeep.retention_failed")));
    EXPECT_THAT(*rig.real_store->unopened_cases(rig.manual.now(), 10), SizeIs(1)) << "the other one ended";
}

TEST_F(CaseRetention, ThePageIsToldHowLongOnlyWhenThatIsTrue) {
    ServiceRig on({.settings = keeping(36)});
    EXPECT_THAT(on.get("/v1/service").body, HasSubstr(R"("retention":{"case_months":36})"));
    ServiceRig off({.settings = keeping(0)});
    EXPECT_THAT(off.get("/v1/service").body, Not(HasSubstr("retention")));
}

TEST(Operator, ANoticeIsGivenToEverybodyAsText) {
    api::ApiSettings settings;
    settings.notice = "We restored a backup. <b>Please</b> look at your case \"again\".";
    ServiceRig rig({.settings = settings});
    EXPECT_EQ(text_of(rig.get("/v1/service").body, "notice"), settings.notice);
    ServiceRig quiet;
    EXPECT_THAT(quiet.get("/v1/service").body, Not(HasSubstr("notice")));
}

TEST(Operator, APausedItemSaysSoCalmlyAndMayStillBeWithdrawnAndComesBackPaused) {
    api::ApiSettings settings;
    settings.operator_contact = "help@helpline.example";
    ServiceRig rig({.settings = settings});
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    const auto ids = rig.submit(person, {picture(1)});
    rig.follow();
    ASSERT_TRUE(rig.real_store->change_state({.item = *id_from_hex(ids[0]),
                                              .from = store::ItemState::active,
                                              .state = store::ItemState::disputed,
                                              .reason = "paused_in_review",
                                              .feed = {},
                                              .actor = "operator",
                                              .at = rig.manual.now()}));
    rig.follow();
    EXPECT_THAT(rig.found(social, picture(1)), IsEmpty());
    const Response view = rig.get("/v1/case", case_key(person.read_token));
    EXPECT_THAT(texts_of(view.body, "items", "state"), ElementsAre("disputed"));
    const auto said = texts_of(view.body, "items", "explanation");
    ASSERT_THAT(said, SizeIs(1));
    EXPECT_THAT(said[0], HasSubstr("looking at it"));
    EXPECT_THAT(said[0], HasSubstr("help@helpline.example"));
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
    auto copies = rig.opened(person.read_token, person.keys, "withdrawn_copy");
    ASSERT_THAT(copies, SizeIs(1));
    const std::string kind = R"("kind":"withdrawn_copy",)";
    copies[0].erase(copies[0].find(kind), kind.size());
    ASSERT_EQ(rig.post("/v1/case/undo", R"({"items":[)" + copies[0] + "]}", case_key(person.read_token)).status, 200);
    EXPECT_THAT(rig.found(social, picture(1)), IsEmpty());
}

}  // namespace
}  // namespace holdfast::server::tests
