// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/mail_box.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

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

std::vector<FoundMail> in_pieces(std::string_view text, std::size_t length) {
    MailScan scan(MailScan::Headings::read);
    std::vector<FoundMail> all;
    for (std::size_t at = 0; at < text.size(); at += length)
        for (FoundMail& each : scan.take(text.substr(at, length))) all.push_back(std::move(each));
    for (FoundMail& each : scan.finish()) all.push_back(std::move(each));
    return all;
}

/// A reading of the rule by itself, the whole box at hand: RFC 4155's line, an empty one before it, a header after it.
std::vector<MailPlace> by_the_rule(std::string_view text) {
    std::vector<std::size_t> lines{0};
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) lines.push_back(at + 1);
    const auto line = [&](std::size_t number) {
        const std::string_view from = number < lines.size() ? text.substr(lines[number]) : std::string_view();
        return from.substr(0, from.find('\n'));
    };
    const auto is_header = [](std::string_view of) {
        const std::size_t colon = of.find(':');
        return colon != of.npos && colon > 0 && colon <= 76 &&
               of.substr(0, colon).find_first_of(" \t\r\x7F\xE9") == of.npos;
    };
    std::vector<MailPlace> places;
    for (std::size_t number = 0; number < lines.size(); ++number) {
        const bool is_first = number == 0 || line(number - 1).empty() || line(number - 1) == "\r";
        if (!is_first || !line(number).starts_with("From ") || !is_header(line(number + 1))) continue;
        if (!places.empty()) places.back().size = lines[number] - places.back().offset;
        places.push_back({lines[number + 1], text.size() - lines[number + 1]});
    }
    return places;
}

void expect_the_same_in_any_pieces(std::string_view text) {
    const auto expected = by_the_rule(text);
    EXPECT_EQ(mails_of(text), expected) << text;
    for (std::size_t length = 1; length <= text.size() + 1; ++length) {
        const auto found = in_pieces(text, length);
        ASSERT_EQ(found.size(), expected.size()) << length << text;
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].offset, expected[i].offset) << length;
            ASSERT_EQ(found[i].size, expected[i].size) << length;
            EXPECT_EQ(found[i].heading, heading_of(text.substr(expected[i].offset, expected[i].size))) << length;
        }
    }
}

TEST(MailScan, GivesTheSameMailsHoweverTheBoxIsCut) {
    for (const std::string_view text :
         {box, std::string_view(), "From x\nA: b\n"sv, "From x\nA: b"sv, "From x\n"sv, "From x"sv,
          "\nFrom x\r\nA:\r\n\r\nFrom y\nB: c"sv, "From a\nFrom b\nC: d\n\n\nFrom e\n\nFrom f\nSubject: g\n\th"sv,
          "From x\n: y\n\nFrom z\n y: 1\n"sv, "\n\n\n"sv, "From x\nA: b\n\nFrom y\nC: d\n\n"sv})
        expect_the_same_in_any_pieces(text);
    // Boxes of the lines that the rule turns on, in any order.
    constexpr std::array lines{"From a\n"sv, "Subject: b\n"sv, "\n"sv, "\r\n"sv, "word\n"sv, " From: c\n"sv};
    for (std::size_t seed = 0; seed < 1'500; ++seed) {
        std::string text;
        for (std::size_t left = seed * 7'919 + 1; left > 0; left /= lines.size()) text += lines[left % lines.size()];
        expect_the_same_in_any_pieces(text);
    }
}

TEST(MailScan, HoldsLittleOfALongLine) {
    const std::string far(300'000, 'x');
    const std::string text =
        "From a\nSubject: " + far + "\nTo: b\n\n" + far + "\n\nFrom c\nX-" + far + ": d\n\nFrom e\nTo: f\n";
    const auto found = in_pieces(text, 4'099);
    const auto places = mails_of(text);
    ASSERT_EQ(found.size(), 2U) << "a header's name is short";
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(found[0].heading, heading_of(std::string_view(text).substr(places[0].offset, places[0].size)));
    EXPECT_EQ(found[0].heading.subject, far.substr(0, 300));
    EXPECT_EQ(found[0].heading.to, "") << "it lies too far behind";
    EXPECT_EQ(found[1].heading.to, "f");
    EXPECT_EQ(found[1].offset, places[1].offset);
}

TEST(MailScan, CountsToItsLastMail) {
    std::string text;
    for (std::size_t i = 0; i < most_mails + 2; ++i) text += "From a\nB: c\n\n";
    const auto found = in_pieces(text, 1U << 20U);
    ASSERT_EQ(found.size(), most_mails);
    EXPECT_EQ(found.back().offset + found.back().size, text.size()) << "what follows counts to the last";
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
