// SPDX-License-Identifier: Apache-2.0
// The feed, as a partner follows it: what it lists, in which order, by which numbers, and its cursors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "api/limits.hpp"
#include "json_probe.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAreArray;

class Feed : public testing::Test {
  protected:
    ServiceRig rig;
    PartnerKey social = rig.partner("Example Social");

    /// The list as a partner builds it from the feed: number -> signals.
    std::map<std::string, std::string> follow(const PartnerKey& partner, std::string& cursor, int limit = 3) {
        std::map<std::string, std::string>& list = lists_[partner.token];
        bool more = true;
        while (more) {
            Request request;
            request.method = "GET";
            request.path = "/v1/feed";
            request.headers["authorization"] = bearer(partner);
            request.query["limit"] = std::to_string(limit);
            if (!cursor.empty()) {
                request.query["after"] = cursor;
            }
            const Response response = rig.send(request);
            EXPECT_EQ(response.status, 200) << response.body;
            JsonDocument document;
            JsonFaults faults;
            EXPECT_TRUE(document.parse(response.body));
            auto root = document.object(faults);
            const auto entries = root.array("entries", 0, 1000);
            EXPECT_LE(entries.size(), static_cast<std::size_t>(limit));
            for (std::size_t i = 0; i < entries.size(); ++i) {
                auto entry = entries.object(i);
                const std::string number(*entry.text("item"));
                if (entry.text("change") == "added") {
                    list[number] = entry.array("signals", 1, 4).object(0).text("code").value_or("");
                } else {
                    list.erase(number);
                }
            }
            cursor = *root.text("next");
            more = *root.boolean("more");
        }
        return list;
    }

    std::map<std::string, std::map<std::string, std::string>> lists_;
};

TEST_F(Feed, WhoeverFollowsTheFeedEndsWithTheRightListWhateverHappensOnTheWay) {
    const PartnerKey slow = rig.partner("Slow");
    std::string cursor;
    std::string slow_cursor;
    std::vector<Person> people;
    std::map<std::size_t, bool> active;
    for (std::uint64_t i = 0; i < 12; ++i) {
        people.push_back(rig.person());
        (void)rig.submit(people.back(), {picture(300 + i)});
        active[i] = true;
    }
    std::uint64_t dice = 11;
    const auto roll = [&](std::uint64_t sides) {
        dice = dice * 6364136223846793005U + 1442695040888963407U;
        return (dice >> 33U) % sides;
    };
    for (int round = 0; round < 60; ++round) {
        const auto who = static_cast<std::size_t>(roll(people.size()));
        const Person& person = people[who];
        if (active[who]) {
            ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
        } else {
            std::string copy = rig.opened(person.read_token, person.keys, "withdrawn_copy").at(0);
            const std::string kind = R"("kind":"withdrawn_copy",)";
            copy.erase(copy.find(kind), kind.size());
            ASSERT_EQ(rig.post("/v1/case/undo", R"({"items":[)" + copy + "]}", case_key(person.read_token)).status,
                      200);
        }
        active[who] = !active[who];
        rig.manual.pass(static_cast<std::int64_t>(roll(20 * 60'000ULL)));
        rig.follow();
        if (roll(2) == 0) {
            const auto list = follow(social, cursor);
            // At no time does it hold a code that is withdrawn for longer than the removal's greatest delay.
            EXPECT_LE(list.size(), people.size());
        }
    }
    rig.manual.pass(60 * 60'000 + 1);
    rig.follow();
    std::vector<std::string> expected;
    for (const auto& [who, is_active] : active) {
        if (is_active) {
            expected.push_back(to_hex(picture(300 + who)));
        }
    }
    for (const PartnerKey* const each : {static_cast<const PartnerKey*>(&social), &slow}) {
        std::vector<std::string> codes;
        for (const auto& [number, code] : follow(*each, each == &social ? cursor : slow_cursor)) {
            codes.push_back(code);
        }
        EXPECT_THAT(codes, UnorderedElementsAreArray(expected));
    }
}

TEST(FeedAtOnce, ItemsOfOneInstantStandInNoOrderOfTheirOwn) {
    api::ApiSettings at_once;
    at_once.feed_added_spread_millis = 0;
    ServiceRig rig({.settings = at_once});
    const PartnerKey social = rig.partner("Example Social");
    (void)rig.submit(rig.person(),
                     {picture(1), picture(2), picture(3), picture(4), picture(5), picture(6), picture(7)});
    std::vector<std::string> as_submitted;
    for (std::uint64_t n = 1; n <= 7; ++n) as_submitted.push_back(rig.found(social, picture(n)).at(0));
    const auto as_listed = texts_of(rig.get("/v1/feed", bearer(social)).body, "entries", "item");
    EXPECT_THAT(as_listed, UnorderedElementsAreArray(as_submitted));
    EXPECT_NE(as_listed, as_submitted);
}

TEST_F(Feed, TheFeedsNumbersAreThoseOfLookups) {
    (void)rig.submit(rig.person(), {picture(1)});
    rig.manual.pass(60 * 60'000 + 1);
    rig.follow();
    std::string cursor;
    const auto list = follow(social, cursor);
    ASSERT_THAT(list, SizeIs(1));
    EXPECT_THAT(rig.found(social, picture(1)), ElementsAre(list.begin()->first));
    EXPECT_THAT(follow(social, cursor), SizeIs(1)) << "nothing new";
}

TEST_F(Feed, CursorsAndLimitsOfTheFeedAreChecked) {
    const auto ask = [&](const std::string& name, const std::string& value) {
        Request request;
        request.method = "GET";
        request.path = "/v1/feed";
        request.headers["authorization"] = bearer(social);
        request.query[name] = value;
        return verdict(rig.send(request));
    };
    for (const std::string value : {"", "x", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA",
                                    "AAAAAAAAAAAAAAAAAAAAA=", "_____________________w", "AAAAAAAAAAAAAAAAAAAAAB"}) {
        EXPECT_EQ(ask("after", value), "400 malformed") << value;
    }
    EXPECT_EQ(ask("after", "AAAAAAAAAAAAAAAAAAAAAA"), "200");
    for (const std::string value : {"", "0", "1001", "-1", "1.5", "ten", "99999999999"}) {
        EXPECT_EQ(ask("limit", value), "400 malformed") << value;
    }
    EXPECT_EQ(ask("limit", "1000"), "200");
}

}  // namespace
}  // namespace holdfast::server::tests
