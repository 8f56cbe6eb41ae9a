// SPDX-License-Identifier: Apache-2.0
// An invented person's facts, full for every notice, and the rules as they are compiled from data/.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "holdfast/guidance/handbook.hpp"
#include "holdfast/guidance/letter_reference.hpp"
#include "holdfast/guidance/notice.hpp"
#include "the_handbook.hpp"

namespace holdfast::guidance::test {

inline constexpr std::string_view example_code = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

inline const std::string example_reference = letter_reference(48'217'730'526);
inline const std::string earlier_reference = letter_reference(1'234);

inline const NoticeBook& the_book() {
    return the_handbook().notices;
}

inline NoticeFacts adult_facts() {
    NoticeFacts facts;
    facts.under_18 = NoticeAge::no;
    facts.made = NoticeMade::real;
    facts.pages = {{.url = "https://www.forum.example/thread/7?page=2",
                    .where = "third post",
                    .account = "quiet_lantern_7",
                    .first_seen = "2026-11-19",
                    .last_seen = "2026-11-21T18:30:00Z"}};
    facts.platform = "reddit";
    facts.recipient = "abuse@forum.example";
    facts.contact = "relay-4711@mail.example";
    facts.name = "Nia Example";
    facts.signature = "N. E. signs";
    facts.country = "IE";
    facts.accounts = {"@quiet_lantern_7"};
    facts.story = "Somebody I met in a chat asks for money and has posted a picture.";
    facts.demand = "200 in gift cards";
    facts.paid = "nothing";
    facts.letter.reference = example_reference;
    facts.letter.case_number = "HF-7K3Q-9XWM-C";
    facts.police_reference = "26/1234567/26";
    facts.fingerprints = {*code_from_hex(example_code)};
    facts.attach_fingerprints = true;
    facts.says_intimate = facts.says_subject = facts.says_no_consent = facts.says_true = true;
    facts.connection = AustralianLink::person;
    facts.letter.sent = {.at = *time_from_rfc3339("2026-11-19T09:00:00Z"),
                         .to = "Forum Example",
                         .reference = "T-88",
                         .ours = earlier_reference};
    return facts;
}

inline Notice notice_of(std::string_view id, const NoticeFacts& facts) {
    const auto rule = the_book().rule(id);
    EXPECT_TRUE(rule) << id;
    return make_notice(the_book(), rule.value_or(0), facts, Language::english, {});
}

}  // namespace holdfast::guidance::test
