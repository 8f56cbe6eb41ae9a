// SPDX-License-Identifier: Apache-2.0
// The background: follower, matcher and upkeep under races, faults, kills and restarts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <latch>
#include <thread>

#include "json_probe.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(Matcher, SubmissionsAndSightingsOfTheSamePicturesRaceAndEveryPairAlertsOnce) {
    constexpr std::uint64_t pictures = 12;
    constexpr int sightings_each = 3;
    ServiceRig rig({.system_clock = true, .thread = true});
    const PartnerKey social = rig.partner("Example Social");
    std::vector<Person> people;
    for (std::uint64_t i = 0; i < pictures; ++i) {
        people.push_back(rig.person());
    }
    std::latch begin(8);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            begin.arrive_and_wait();
            for (std::uint64_t i = t; i < pictures; i += 4) {
                (void)rig.submit(people[i], {picture(500 + i)});
            }
        });
        threads.emplace_back([&, t] {
            begin.arrive_and_wait();
            for (std::uint64_t i = t; i < pictures; i += 4) {
                for (int k = 0; k < sightings_each; ++k) {
                    EXPECT_EQ(rig.sight(social, edited(picture(500 + i), static_cast<unsigned>(k))).status, 201);
                }
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    rig.follow();
    for (const Person& person : people) {
        EXPECT_THAT(rig.alerts(person), SizeIs(sightings_each));
    }
    EXPECT_EQ(rig.follower->matches_recorded(), pictures * sightings_each);
}

TEST(Matcher, TwoNodesOverOneStoreAlertOnce) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    // A second node: its own indexes and follower, the same store.
    const auto items = index::make_memory_index();
    const auto sightings = index::make_memory_index();
    jobs::Directory directory{sealing::Secret<32>{}};
    jobs::Follower other({.store = *rig.real_store,
                          .items = *items,
                          .sightings = *sightings,
                          .directory = directory,
                          .clock = rig.manual,
                          .random = rig.random,
                          .log = rig.log,
                          .codes_left = nullptr});
    ASSERT_TRUE(other.load().has_value());
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    ASSERT_TRUE(other.poll().has_value());
    std::thread first([&] { EXPECT_TRUE(rig.follower->match().has_value()); });
    std::thread second([&] { EXPECT_TRUE(other.match().has_value()); });
    first.join();
    second.join();
    EXPECT_THAT(rig.alerts(person), SizeIs(1));

    // What one node withdraws the other lets go of with its next poll, and until then it knows that it lags.
    ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
    rig.manual.pass(jobs::most_lag_millis + 1);
    EXPECT_FALSE(other.fresh());
    ASSERT_TRUE(other.poll().has_value());
    EXPECT_TRUE(other.fresh());
    EXPECT_THAT(items->search(std::vector{picture(1)}, 31, {}).hits.at(0), IsEmpty());
}

TEST(Matcher, WhatWasCommittedBeforeAStopIsMatchedAfterTheRestartOnce) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    EXPECT_THAT(rig.alerts(person), IsEmpty()) << "stopped before the matcher came to it";
    rig.restart();
    rig.follow();
    EXPECT_THAT(rig.alerts(person), SizeIs(1));
    rig.restart();
    rig.follow();
    EXPECT_THAT(rig.alerts(person), SizeIs(1));
}

TEST(Matcher, AFailureAtAnyOfItsStepsDelaysAnAlertAndLosesNone) {
    for (const std::string step :
         {"matched_position", "events_after", "item", "sighting", "submission", "record_matches"}) {
        ServiceRig rig;
        const PartnerKey social = rig.partner("Example Social");
        const Person person = rig.person();
        (void)rig.submit(person, {picture(1)});
        ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
        rig.store->fault = [&](std::string_view call) {
            return call == step ? std::optional(store::StoreError::busy) : std::nullopt;
        };
        EXPECT_EQ(rig.follower->match().error(), store::StoreError::busy) << step;
        rig.store->fault = nullptr;
        EXPECT_THAT(rig.alerts(person), IsEmpty());
        ASSERT_TRUE(rig.follower->match().has_value());
        EXPECT_THAT(rig.alerts(person), SizeIs(1)) << step;
    }
}

TEST(Matcher, AKeyReplacedWhileAnAlertWasSealedLeadsToAnAlertForTheNewKey) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    const Person renewed = rig.person();
    (void)rig.submit(person, {picture(1)});
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    const std::string whole = ServiceRig::submission_body(renewed, {});
    const auto from = whole.find(R"("read_key_hash")");
    const std::string keys = "{" + whole.substr(from, whole.find(R"(,"statement")") - from) + R"(,"messages":[]})";
    bool rotated = false;
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        if (call == "record_matches" && !rotated) {
            rotated = true;
            EXPECT_EQ(rig.post("/v1/case/keys", keys, case_key(person.withdraw_token)).status, 200);
        }
        return std::nullopt;
    };
    EXPECT_TRUE(rig.follower->match().has_value());
    EXPECT_THAT(rig.alerts(renewed), SizeIs(1));
}

TEST(Matcher, SomebodyWhoChangesKeysAgainAndAgainKeepsNobodyElsesAlertWaiting) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person restless = rig.person();
    std::string withdraw_token = restless.withdraw_token;
    std::vector<Person> renewed;
    const Person other = rig.person();
    (void)rig.submit(restless, {picture(1)});
    (void)rig.submit(other, {picture(2)});
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    ASSERT_EQ(rig.sight(social, picture(2)).status, 201);
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        if (call == "record_matches") {
            const Person& next = renewed.emplace_back(rig.person());
            const std::string whole = ServiceRig::submission_body(next, {});
            const auto from = whole.find(R"("read_key_hash")");
            const std::string keys =
                "{" + whole.substr(from, whole.find(R"(,"statement")") - from) + R"(,"messages":[]})";
            EXPECT_EQ(rig.post("/v1/case/keys", keys, case_key(withdraw_token)).status, 200);
            withdraw_token = next.withdraw_token;
        }
        return std::nullopt;
    };
    EXPECT_EQ(rig.follower->match().error(), store::StoreError::conflict);
    EXPECT_THAT(rig.alerts(other), SizeIs(1));
    rig.store->fault = nullptr;
    ASSERT_TRUE(rig.follower->match().has_value());
    EXPECT_THAT(rig.alerts(renewed.back()), SizeIs(1));
    EXPECT_THAT(rig.alerts(other), SizeIs(1)) << "once";
}

TEST(Matcher, APictureThatManyMetAlertsOfEach) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    for (int i = 0; i < 300; ++i) {
        ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    }
    rig.follow();
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    rig.follow();
    EXPECT_THAT(rig.alerts(person), SizeIs(300));
}

TEST(Follower, APositionIsSettledByWhoeverAsksAndNotWaitedForInVain) {
    ServiceRig rig({.system_clock = true});
    EXPECT_TRUE(rig.follower->settle(0, 0));
    (void)rig.submit(rig.person(), {picture(1)});
    EXPECT_EQ(rig.follower->applied(), *rig.real_store->last_position());
    rig.store->fault = [](std::string_view call) {
        return call == "events_after" ? std::optional(store::StoreError::busy) : std::nullopt;
    };
    EXPECT_FALSE(rig.follower->settle(rig.follower->applied() + 1, 50));
}

TEST(Follower, AFailedReadLeavesTheIndexAsItWas) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    for (const std::string step : {"events_after", "item"}) {
        rig.store->fault = [&](std::string_view call) {
            return call == step ? std::optional(store::StoreError::unavailable) : std::nullopt;
        };
        const auto before = rig.follower->applied();
        store::StateChange change;
        change.item =
            *id_from_hex(texts_of(rig.get("/v1/case", case_key(person.read_token)).body, "items", "item").at(0));
        change.state = step == "item" ? store::ItemState::active : store::ItemState::disputed;
        change.actor = "operator";
        change.at = rig.manual.now();
        ASSERT_TRUE(rig.real_store->change_state(change));
        EXPECT_FALSE(rig.follower->poll().has_value());
        EXPECT_EQ(rig.follower->applied(), before);
        rig.store->fault = nullptr;
        ASSERT_TRUE(rig.follower->poll().has_value());
        EXPECT_THAT(rig.found(social, picture(1)), SizeIs(step == "item" ? 1U : 0U));
    }
}

TEST(Follower, AnExceptionOnItsThreadsIsAFailedStepAndNotTheEnd) {
    ServiceRig rig({.system_clock = true});
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    std::latch thrown(3);
    std::atomic<int> left{3};
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        if ((call == "events_after" || call == "matched_position" || call == "expire") && left.fetch_sub(1) > 0) {
            thrown.count_down();
            throw std::runtime_error("as if memory ran out");
        }
        return std::nullopt;
    };
    rig.follower->start();
    rig.upkeep->start();
    thrown.wait();
    (void)rig.submit(person, {picture(1)});
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    rig.follower->stop();
    rig.upkeep->stop();
    rig.store->fault = nullptr;
    EXPECT_THAT(rig.log.text(), testing::AnyOf(HasSubstr("poll_failed"), HasSubstr("matcher.failed")));
    EXPECT_THAT(rig.log.text(), Not(HasSubstr("memory")));
    rig.restart();
    rig.follow();
    EXPECT_THAT(rig.alerts(person), SizeIs(1));
}

TEST(Follower, SightingsLeaveAfterNinetyDays) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    ASSERT_EQ(rig.sight(social, picture(1)).status, 201);
    EXPECT_EQ(rig.sightings->size(), 1U);
    rig.manual.pass(store::sighting_retention_millis + 1);
    ASSERT_GT(rig.upkeep->work(), 0);
    rig.follow();
    EXPECT_EQ(rig.sightings->size(), 0U);
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    rig.follow();
    EXPECT_THAT(rig.alerts(person), IsEmpty());
}

TEST(Upkeep, ScrubsSoonAfterAWithdrawalAndNotMoreOftenThanNeeded) {
    ServiceRig rig;
    int scrubs = 0;
    int expiries = 0;
    const auto count = [&](std::string_view call) -> std::optional<store::StoreError> {
        scrubs += call == "scrub" ? 1 : 0;
        expiries += call == "expire" ? 1 : 0;
        return std::nullopt;
    };
    rig.store->fault = count;
    EXPECT_LE(rig.upkeep->work(), jobs::Upkeep::expire_every_millis);
    EXPECT_EQ(expiries, 1) << "at the start";
    scrubs = 0;
    rig.manual.pass(jobs::Upkeep::scrub_gap_millis);

    const Person person = rig.person();
    (void)rig.submit(person, {picture(1), picture(2), picture(3)});
    (void)rig.upkeep->work();
    EXPECT_EQ(scrubs, 0) << "nothing was deleted";
    const auto ids = texts_of(rig.get("/v1/case", case_key(person.read_token)).body, "items", "item");
    for (const auto& id : ids) {
        ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"items":[")" + id + "\"]}", case_key(person.withdraw_token)).status,
                  200);
        (void)rig.upkeep->work();
    }
    EXPECT_EQ(scrubs, 1) << "the first at once";
    rig.manual.pass(jobs::Upkeep::scrub_gap_millis);
    (void)rig.upkeep->work();
    EXPECT_EQ(scrubs, 2) << "the others together";
    rig.manual.pass(jobs::Upkeep::scrub_gap_millis);
    (void)rig.upkeep->work();
    EXPECT_EQ(scrubs, 2);

    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        return call == "scrub" ? std::optional(store::StoreError::busy) : std::nullopt;
    };
    rig.upkeep->codes_left();
    EXPECT_EQ(rig.upkeep->work(), jobs::Upkeep::retry_millis) << "tried again until it is done";
    rig.store->fault = count;
    rig.manual.pass(jobs::Upkeep::retry_millis);
    (void)rig.upkeep->work();
    EXPECT_EQ(scrubs, 3);
}

TEST(Upkeep, ItsThreadWakesForADeletionAndStopsWhenAsked) {
    ServiceRig rig({.system_clock = true, .thread = true});
    std::latch scrubbed(1);
    std::atomic<bool> counting{false};
    std::atomic<bool> done{false};
    rig.upkeep->stop();
    rig.follower->stop();
    jobs::Upkeep own(*rig.store, *rig.system_clock, rig.log, *rig.retention);
    rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
        if (call == "scrub" && counting && !done.exchange(true)) {
            scrubbed.count_down();
        }
        return std::nullopt;
    };
    counting = true;
    own.start();
    own.codes_left();
    scrubbed.wait();
    own.stop();
    rig.store->fault = nullptr;
}

/// Submits and sights picture after picture in a process of its own, and tells each that was acknowledged.
[[noreturn]] void live_until_killed(const std::filesystem::path& folder, int out) {
    ServiceRig rig({.system_clock = true, .thread = true, .seed = 3, .settings = {}, .folder = folder});
    const PartnerKey social = rig.partner("Example Social");
    for (std::uint64_t i = 0;; ++i) {
        const Person person = rig.person();
        (void)rig.submit(person, {picture(700 + i)});
        if (rig.sight(social, picture(700 + i)).status == 201) {
            [[maybe_unused]] const auto written = ::write(out, "x", 1);
        }
    }
}

TEST(Matcher, KilledAtAnyMomentItAlertsOfEveryAcknowledgedPairOnce) {
    for (int round = 0; round < 6; ++round) {
        std::string pattern = scratch_pattern("kill");
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        int pipe_ends[2];
        ASSERT_EQ(::pipe(pipe_ends), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(pipe_ends[0]);
            live_until_killed(pattern, pipe_ends[1]);
        }
        ::close(pipe_ends[1]);
        std::uint64_t acknowledged = 0;
        char byte = 0;
        const std::uint64_t enough = 3 + static_cast<std::uint64_t>(round) * 2;
        while (acknowledged < enough && ::read(pipe_ends[0], &byte, 1) == 1) {
            ++acknowledged;
        }
        ::kill(child, SIGKILL);
        while (::read(pipe_ends[0], &byte, 1) == 1) {
            ++acknowledged;  // what it still said before the end
        }
        ::close(pipe_ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        {
            ServiceRig rig({.system_clock = true, .seed = 3, .settings = {}, .folder = pattern});
            rig.random.start_over(1000 + static_cast<std::uint64_t>(round));  // the child's numbers are used up
            rig.follow();
            rig.restart();
            rig.follow();
            for (std::uint64_t i = 0; i < acknowledged; ++i) {
                EXPECT_THAT(rig.alerts(rig.person()), SizeIs(1)) << "picture " << i << " of round " << round;
            }
        }
        std::filesystem::remove_all(pattern);
    }
}

}  // namespace
}  // namespace holdfast::server::tests
