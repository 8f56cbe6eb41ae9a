// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/stated_facts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/file_look.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_literals;

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

SeenFile seen(std::string_view file, LookFor what, std::size_t piece) {
    ContentHasher hasher;
    FileLook look(hasher, what);
    for (std::size_t at = 0; at < file.size(); at += piece) look.take(bytes_of(file.substr(at, piece)));
    return look.finish();
}
/// As a case reads it, and the same whatever the pieces.
std::string says(std::string_view file) {
    const std::string whole = to_line(seen(file, LookFor::picture, file.size() + 1).says);
    EXPECT_EQ(to_line(seen(file, LookFor::picture, 1).says), whole);
    EXPECT_EQ(to_line(seen(file, LookFor::picture, 4'099).says), whole);
    return whole;
}

const std::string mail =
    "Received: from a.example by b.example; Sat, 21 Nov 2026 18:45:00 +0000\r\n"
    "Date: Sat, 21 Nov 2026 18:45:00 +0000\r\n"
    "From: =?utf-8?Q?Rh=C3=AFan?= <river@example.org>\r\n"
    "To: lantern@example.org,\r\n meadow@example.org\r\n"
    "Subject: =?utf-8?B?U3VuZGF5?=\r\n"
    "message-ID:\r\n <1@a.example>\r\n"
    "\r\nSubject: not this one\r\n";

TEST(StatedFacts, AMailSaysWhoWroteWhenToWhomAndUnderWhichNumber) {
    EXPECT_EQ(says(mail),
              "date: Sat, 21 Nov 2026 18:45:00 +0000; from: Rh\xC3\xAF"
              "an <river@example.org>; message_id: <1@a.example>; subject: Sunday; "
              "to: lantern@example.org, meadow@example.org");
    EXPECT_EQ(seen(mail, LookFor::picture, 100).type, FileType::eml);
}

TEST(StatedFacts, ASavedPageSaysWhereItIsFrom) {
    const std::string page =
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/p/1\r\n"
        "Subject: A harbour\r\nDate: Sat, 21 Nov 2026 18:45:00 -0000\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"b1\"\r\n\r\n--b1--\r\n";
    EXPECT_EQ(says(page), "date: Sat, 21 Nov 2026 18:45:00 -0000; page: https://example.org/p/1; subject: A harbour");
    EXPECT_EQ(seen(page, LookFor::picture, 100).type, FileType::mhtml);
}

TEST(StatedFacts, NothingIsToldThatNobodyAskedFor) {
    EXPECT_TRUE(seen(mail, LookFor::type, 100).says.empty());
    EXPECT_TRUE(seen(mail, LookFor::words, 100).says.empty());
    EXPECT_EQ(says("just words\n"), "");
    EXPECT_EQ(says("Date: \r\nFrom: \r\nSubject: \t \r\nTo:\r\n\r\n"), "");
}

TEST(StatedFacts, WhatAStrangerWroteIsMadeOneLine) {
    StatedFacts facts;
    state(facts, StatedName::to, "b");
    state(facts, StatedName::from, " a\tb\x01\xFF ");
    state(facts, StatedName::to, "a second one");
    state(facts, StatedName::subject, " \r\n");
    EXPECT_EQ(to_line(facts),
              "from: a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD\xEF\xBF\xBD; to: b");
    StatedFacts cut;
    state(cut, StatedName::title, std::string(longest_stated - 1, 'x') + "\xC3\xAF");
    EXPECT_EQ(stated(cut, StatedName::title), std::string(longest_stated - 1, 'x'));
    cut.clear();
    state(cut, StatedName::title, std::string(longest_stated - 1, 'x') + " and more");
    EXPECT_EQ(stated(cut, StatedName::title), std::string(longest_stated - 1, 'x'));
}

}  // namespace
}  // namespace holdfast::evidence
