// SPDX-License-Identifier: Apache-2.0
// Mail drafts and reminders, byte by byte where standards ask for it.
#include "holdfast/guidance/notice_mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdfast/guidance/notice_calendar.hpp"
#include "notice_examples.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;
using test::adult_facts;
using test::notice_of;
using testing::HasSubstr;
using testing::Not;

const UnixMillis sunday = *time_from_rfc3339("2026-11-22T08:05:09Z");

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t from = 0;
    for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", from)) {
        lines.push_back(text.substr(from, at - from));
        from = at + 2;
    }
    EXPECT_EQ(from, text.size()) << "the last line has no end";
    return lines;
}

std::string headers_of(const std::string& message) {
    return message.substr(0, message.find("\r\n\r\n"));
}

// The reverse of quoted-printable, written apart from it.
std::string decoded(std::string text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            if (text[i] != '\r') out += text[i];
        } else if (text.compare(i, 3, "=\r\n") == 0) {
            i += 2;
        } else {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        }
    }
    return out;
}

TEST(MailMessage, HasTheHeadersOfADraftAndGivesTheTextBack) {
    NoticeFacts facts = adult_facts();
    facts.attach_fingerprints = false;
    const Notice notice = notice_of("us-tida", facts);
    const std::string message = mail_message(notice, facts, sunday);
    EXPECT_THAT(headers_of(message), HasSubstr("From: relay-4711@mail.example\r\n"));
    EXPECT_THAT(headers_of(message), HasSubstr("To: abuse@forum.example\r\n"));
    EXPECT_THAT(headers_of(message), HasSubstr("Date: Sun, 22 Nov 2026 08:05:09 +0000\r\n"));
    EXPECT_THAT(headers_of(message), HasSubstr("MIME-Version: 1.0"));
    EXPECT_EQ(decoded(message.substr(message.find("\r\n\r\n") + 4)), notice.letter.body);
}

TEST(MailMessage, LinesAreShortWhateverIsTyped) {
    NoticeFacts facts = adult_facts();
    facts.reasons = std::string(4'000, 'a') + "\xC5\xB5";
    facts.pages[0].url = "https://forum.example/" + std::string(1'900, 'q');
    for (const std::string& line : lines_of(mail_message(notice_of("dsa16", facts), facts, sunday)))
        EXPECT_LE(line.size(), 78U) << line;
}

TEST(MailMessage, NothingTypedBecomesAHeader) {
    NoticeFacts facts = adult_facts();
    facts.contact = "a@mail.example\r\nBcc: x@example.org";
    facts.recipient = "abuse@forum.example\nX-Evil: 1";
    const std::string message = mail_message(notice_of("us-tida", facts), facts, sunday);
    EXPECT_THAT(headers_of(message), Not(HasSubstr("Bcc")));
    EXPECT_THAT(headers_of(message), Not(HasSubstr("Evil")));
    EXPECT_THAT(headers_of(message), Not(HasSubstr("To:")));
    EXPECT_THAT(message, Not(HasSubstr("\r\nBcc:")));
    EXPECT_THAT(mail_address(test::the_book(), notice_of("us-tida", facts), facts).url,
                testing::StartsWith("mailto:?subject="));
}

TEST(MailMessage, ASubjectOutsideAsciiIsEncodedWordsThatAreWholeCharacters) {
    Notice notice = notice_of("plain", adult_facts());
    notice.letter.subject.clear();
    for (int i = 0; i < 40; ++i) notice.letter.subject += "t\xC5\xB7 ";
    const std::string message = mail_message(notice, adult_facts(), sunday);
    const std::string headers = headers_of(message);
    EXPECT_THAT(headers, HasSubstr("Subject: =?UTF-8?Q?t=C5=B7_"));
    for (const std::string& line : lines_of(headers + "\r\n")) EXPECT_LE(line.size(), 76U);
    EXPECT_THAT(headers, Not(HasSubstr("=C5?=")));
}

TEST(MailMessage, FingerprintsThatGoAlongAreAFileAndNotInTheText) {
    const NoticeFacts facts = adult_facts();
    const std::string message = mail_message(notice_of("us-tida", facts), facts, sunday);
    EXPECT_THAT(message, HasSubstr("multipart/mixed"));
    EXPECT_THAT(message, HasSubstr("filename=\"fingerprints.txt\""));
    const auto second = message.find("--=_part", message.find("--=_part") + 1);
    EXPECT_THAT(message.substr(0, second), Not(HasSubstr(std::string(test::example_code.substr(0, 16)))));
    const auto file = message.find("\r\n\r\n", second) + 4;
    EXPECT_THAT(decoded(message.substr(file, message.find("\r\n--=_part--") - file)),
                HasSubstr(std::string(test::example_code)));
}

TEST(MailAddress, IsShortAndHoldsNoFingerprint) {
    for (const NoticeRule& rule : test::the_book().rules) {
        for (const std::size_t extra : {0U, 400U, 3'900U}) {
            NoticeFacts facts = adult_facts();
            facts.reasons = std::string(extra, 'r');
            const MailAddress address = mail_address(test::the_book(), notice_of(rule.id, facts), facts);
            EXPECT_LT(address.url.size(), 2'000U) << rule.id;
            EXPECT_THAT(address.url, testing::StartsWith("mailto:abuse@forum.example?subject="));
            EXPECT_THAT(address.url, Not(HasSubstr(std::string(test::example_code)))) << rule.id;
            EXPECT_THAT(address.url, testing::MatchesRegex("mailto:[A-Za-z0-9%@._~?=&-]+")) << rule.id;
        }
    }
}

TEST(MailAddress, AsksToPasteWhatDoesNotFit) {
    NoticeFacts facts = adult_facts();
    facts.reasons = std::string(3'900, 'r');
    const MailAddress address = mail_address(test::the_book(), notice_of("dsa16", facts), facts);
    EXPECT_FALSE(address.whole);
    EXPECT_THAT(address.url, HasSubstr("Paste%20the%20whole%20text"));
}

TEST(Calendar, SaysNothingOfWhatItIsAbout) {
    const std::vector<UnixMillis> times{*time_from_rfc3339("2026-11-24T08:05:09Z"),
                                        *time_from_rfc3339("2026-11-24T08:05:09Z"),
                                        *time_from_rfc3339("2026-11-23T08:05:09Z")};
    const std::string file = calendar_file(test::the_book(), times, sunday, Id128{}, Language::english);
    const auto lines = lines_of(file);
    EXPECT_EQ(lines.front(), "BEGIN:VCALENDAR");
    EXPECT_EQ(lines.back(), "END:VCALENDAR");
    EXPECT_EQ(std::ranges::count(lines, "BEGIN:VEVENT"), 2);
    EXPECT_LT(file.find("DTSTART:20261123T080509Z"), file.find("DTSTART:20261124T080509Z"));
    EXPECT_EQ(std::ranges::count(lines, "SUMMARY:Reminder"), 2);
    for (const std::string_view word : {"notice", "picture", "Holdfast", "platform", "HF-"})
        EXPECT_THAT(file, Not(HasSubstr(std::string(word))));
}

TEST(Calendar, FoldsLongLinesBetweenCharacters) {
    NoticeBook book = test::the_book();
    for (int i = 0; i < 60; ++i) book.words.calendar_title.words[0] += "\xC5\xB5,";
    const std::string file = calendar_file(book, std::vector{sunday}, sunday, Id128{}, Language::english);
    for (const std::string& line : lines_of(file)) {
        EXPECT_LE(line.size(), 75U);
        if (line.starts_with(' '))
            EXPECT_NE(static_cast<unsigned char>(line[1]) & 0xC0U, 0x80U) << "a character was cut";
    }
    EXPECT_THAT(file, HasSubstr("\\,"));
}

}  // namespace
