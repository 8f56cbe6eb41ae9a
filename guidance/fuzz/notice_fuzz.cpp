// SPDX-License-Identifier: Apache-2.0
// Whatever is typed: letters hold no control character but line feeds, messages no long line, no header of anybody's
// making and no fingerprint outside its file, calendars no line above 75 bytes.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/notice.hpp"
#include "holdfast/guidance/notice_calendar.hpp"
#include "holdfast/guidance/notice_mail.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;

void require(bool holds) {
    if (!holds) std::abort();
}

Text words(std::string_view english) {
    Text text;
    text.words[0] = english;
    return text;
}

NoticeBook small_book() {
    NoticeBook book;
    for (auto& fact : book.facts) fact.name = words("gap");
    std::string all;
    for (const auto slot : notice_slot_names) all.append("{").append(slot).append("}\n");
    NoticeBlock block;
    block.text = words(all);
    book.blocks.push_back(block);
    book.warnings.push_back({.id = "one", .text = words("warning"), .services = {}});
    book.offences.push_back({.country = "*", .text = words("offence"), .provenance = {}});
    book.words.page_where = book.words.page_account = book.words.page_first_seen = book.words.page_last_seen =
        words("label");
    book.words.paste_here = words("paste");
    book.words.calendar_title = book.words.calendar_text = words("reminder");
    NoticeRule rule;
    rule.subject = words("subject {platform}");
    rule.body = {0};
    rule.prints_name = rule.signature = rule.fingerprints = true;
    rule.find_contact = FindContact::always;
    book.rules.push_back(rule);
    return book;
}

void check_lines(std::string_view text, std::size_t most) {
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        require(end != std::string_view::npos && end <= most);
        text.remove_prefix(end + 2);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const NoticeBook book = small_book();
    NoticeFacts facts;
    JsonDocument document;
    JsonFaults faults;
    if (document.parse({reinterpret_cast<const char*>(data), size})) {
        facts = read_notice_facts(document.object(faults));
        read_letter_details(document.object(faults), facts);
    } else {
        // Bytes that are no JSON go straight into every text.
        const std::string typed(reinterpret_cast<const char*>(data), size);
        facts.contact = facts.recipient = facts.name = facts.signature = facts.platform = facts.reasons = facts.story =
            typed;
        facts.pages.push_back(
            {.url = typed, .where = typed, .account = typed, .first_seen = typed, .last_seen = typed});
        facts.accounts.push_back(typed);
        facts.letter.reasons = facts.letter.reference = facts.letter.case_number = facts.letter.sent.ours = typed;
        facts.letter.alert = {.partner = typed, .at = {0}};
        facts.under_18 = NoticeAge::no;
    }
    const Notice notice = make_notice(book, 0, facts, Language::english, {});
    for (const char c : notice.letter.body) require(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
    for (const char c : notice.letter.subject) require(static_cast<unsigned char>(c) >= 0x20);
    const std::string message = mail_message(notice, facts, {0});
    check_lines(message.substr(0, message.find("\r\n\r\n") + 2), 300);
    require(std::ranges::all_of(message, [](char c) { return static_cast<unsigned char>(c) < 0x7F; }));
    const MailAddress address = mail_address(book, notice, facts);
    require(address.url.size() <= longest_mailto || !address.whole);
    require(address.url.find_first_of(" \r\n\"<>") == std::string::npos);
    const UnixMillis at{static_cast<std::int64_t>(size) * 3'600'000};
    check_lines(calendar_file(book, {&at, 1}, {0}, {}, Language::english), 75);
    return 0;
}
