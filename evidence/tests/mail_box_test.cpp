// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/mail_box.hpp"

#include <gtest/gtest.h>

#include <string>

namespace holdfast::evidence {
namespace {

constexpr std::string_view box =
    "From lantern@example.org Fri Nov 20 18:45:00 2026\nFrom: Lantern <lantern@example.org>\nDate: Fri, 20 Nov 2026 "
    "18:45:00 +0000\nSubject: =?UTF-8?Q?caf=C3=A9?= on\n Sunday\n\nSend it.\n\nFrom now on you pay.\n"
    "\nFrom river@example.org Sat Nov 21 09:00:00 2026\r\nTo: me@example.org\r\nSubject: two\r\n\r\nBody\r\n";

TEST(MailBox, GivesEachMailWhereItLies) {
    const auto mails = mails_of(box);
    ASSERT_EQ(mails.size(), 2U) << "a sentence that begins with From is none";
    const auto first = box.substr(mails[0].offset, mails[0].size);
    EXPECT_TRUE(first.starts_with("From: Lantern")) << first;
    EXPECT_TRUE(first.ends_with("From now on you pay.\n\n")) << first;
    EXPECT_TRUE(box.substr(mails[1].offset, mails[1].size).ends_with("Body\r\n"));
    EXPECT_TRUE(mails_of("").empty());
    EXPECT_TRUE(mails_of("From: a@example.org\n\nno box\n").empty());
    EXPECT_EQ(mails_of("From x\nA: b\n").size(), 1U);
}

TEST(MailBox, SaysWhatAMailIsChosenBy) {
    const auto mails = mails_of(box);
    const MailHeading first = heading_of(box.substr(mails[0].offset, mails[0].size));
    EXPECT_EQ(first.subject, "caf\xC3\xA9 on Sunday");
    EXPECT_EQ(first.from, "Lantern <lantern@example.org>");
    EXPECT_EQ(first.date, "Fri, 20 Nov 2026 18:45:00 +0000");
    const MailHeading second = heading_of(box.substr(mails[1].offset, mails[1].size));
    EXPECT_EQ(second.subject, "two");
    EXPECT_EQ(second.to, "me@example.org");
    EXPECT_EQ(heading_of("nothing").subject, "");
}

}  // namespace
}  // namespace holdfast::evidence
