// SPDX-License-Identifier: Apache-2.0
// Cases that the tests of this folder share: one of an adult with every member filled, one of words alone. Names and
// words are invented.
#pragma once

#include <string>
#include <string_view>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence::sample {

inline Moment at(std::string_view utc, int zone = 60, Sureness sureness = Sureness::exact) {
    return {.at = time_from_utc_text(utc).value(), .zone = static_cast<std::int16_t>(zone), .sureness = sureness};
}

inline FileFacts file(std::string name, FileType type, Sender sender = Sender::person) {
    FileFacts facts;
    facts.name = std::move(name);
    facts.size = 12'345;
    facts.type = type;
    facts.sha256 = sealing::sha256(facts.name);
    facts.sha512.bytes.fill(std::byte{0x5a});
    facts.sender = sender;
    return facts;
}

inline ExhibitFacts facts(ExhibitKind kind, std::string title) {
    ExhibitFacts facts;
    facts.kind = kind;
    facts.title = std::move(title);
    facts.source = "Instagram, chat with river_1987";
    facts.added = at("2026-11-22T14:05:31.250Z");
    return facts;
}

inline Exhibit screenshot(std::string title = "The threat") {
    PictureFacts picture{.width = 1170,
                         .height = 2532,
                         .taken = "2026-11-20T18:45:00",
                         .taken_zone = "+01:00",
                         .place = PlaceFound::present};
    return {.facts = facts(ExhibitKind::screenshot, std::move(title)),
            .holding = Kept::create(file("IMG_0001.PNG", FileType::png), ShowsIntimate::no, picture).value(),
            .copies = {},
            .copies_made = 0};
}

inline RedactedCopy copy_of(const FileFacts& parent, std::uint32_t index) {
    RedactionRecord record{.parent = parent.sha256,
                           .parent_width = 1170,
                           .parent_height = 2532,
                           .boxes = {Box{10, 20, 300, 40}, Box{0, 0, 1, 1}},
                           .crop = Box{0, 0, 1170, 2000},
                           .made = at("2026-11-22T14:20:00.000Z")};
    const Holding kept = Kept::create(parent, ShowsIntimate::no).value();
    return RedactedCopy::create(kept, index, 999, sealing::sha256("copy"), {}, record, ShowsIntimate::no).value();
}

inline AdultCase adult() {
    AdultCase of;
    CaseFacts& said = of.facts;
    said.number = "HF-0000-0000-0";
    said.prefix = "ABC";
    said.language = "en";
    said.place = "england";
    said.created = at("2026-11-22T14:00:00.000Z");
    said.answers = {{"situation", "threatened", "Somebody threatens to share it"}, {"who", "stranger", ""}};
    said.links = {{.url = "https://example.org/p/1?a=b&c=<d>",
                   .account = "river_1987",
                   .place = "third post",
                   .first_seen = at("2026-11-20T17:00:00.000Z"),
                   .last_seen = at("2026-11-21T00:00:00.000Z", 60, Sureness::day),
                   .note = "gone since\nthen back"}};
    said.known = {{KnownKind::account, "river_1987", "Instagram", "first name used: River"},
                  {KnownKind::phone, "+44 7700 900123", "WhatsApp", ""},
                  {KnownKind::email, "river@example.org", "", ""}};
    said.payments = {{.kind = PaymentKind::paid,
                      .when = at("2026-11-20T20:00:00.000Z", 60, Sureness::about),
                      .amount = "50.00",
                      .currency = "GBP",
                      .method = "bank transfer",
                      .to = "J Example, 00-00-00 12345678",
                      .reference = "gift",
                      .note = ""}};
    said.done = {{.kind = DoneKind::step,
                  .id = "do-not-pay",
                  .words = "Do not pay",
                  .at = {.at = at("2026-11-22T14:05:31.000Z").at, .zone = {}},
                  .to = "",
                  .ours = "",
                  .theirs = "",
                  .reply = ReplyKind::none},
                 {.kind = DoneKind::reported,
                  .id = "",
                  .words = "Reported online",
                  .at = at("2026-11-22T15:00:00.000Z"),
                  .to = "Essex Police",
                  .ours = "",
                  .theirs = "42/12345/26",
                  .reply = ReplyKind::receipt}};
    said.notes = {{at("2026-11-22T14:10:00.000Z"), "It began on a train.\nI was alone."}};
    (void)add(of, screenshot());
    auto intimate = HashesOnly::create(file("IMG_0002.HEIC", FileType::heic), WhyHashes::intimate,
                                       {Signal{FingerprintKind::pdq_c1, 88, Code256{{1, 2, 3, 4}}}});
    (void)add(of, {.facts = facts(ExhibitKind::picture, "The picture they have"),
                   .holding = *std::move(intimate),
                   .copies = {},
                   .copies_made = 0});
    (void)add(of, {.facts = facts(ExhibitKind::picture, "A picture that they sent"),
                   .holding = Described{},
                   .copies = {},
                   .copies_made = 0});
    Exhibit chat{.facts = facts(ExhibitKind::chat_export, "The whole chat"),
                 .holding = Kept::create(file("message_1.json", FileType::json), ShowsIntimate::not_asked).value(),
                 .copies = {},
                 .copies_made = 0};
    chat.facts.whole = WholeFile{"instagram.zip", 99'000'000, sealing::sha256("zip")};
    chat.facts.made = at("2026-11-20T17:30:00.000Z");
    chat.facts.clock_behind = -1'500;
    chat.facts.device = "Phone";
    chat.facts.note = "Only this chat.\n\tNot the others.";
    (void)add(of, std::move(chat));
    (void)add(of, screenshot("A second one"));
    const FileFacts parent = *file_of(of.exhibits[0]);
    of.exhibits[0].copies = {copy_of(parent, 1), copy_of(parent, 3)};
    of.exhibits[0].copies_made = 3;
    of.exhibits[0].facts.machine_read = "send 200\nor else";
    (void)remove(of, 5, "The same as ABC/1", at("2026-11-22T14:30:00.000Z"));
    return of;
}

inline FileFacts text_file(std::string name, std::string_view content) {
    FileFacts facts = file(std::move(name), FileType::text);
    facts.size = content.size();
    facts.sha256 = sealing::sha256(content);
    return facts;
}

inline constexpr std::string_view chat = "20/11/2026, 18:45 - River: send 200 or else\n";

inline ProtectedCase words_alone() {
    ProtectedCase of;
    of.facts.language = "en";
    of.facts.place = "england";
    of.facts.created = at("2026-11-22T14:00:00.000Z");
    of.facts.links = {{.url = "https://example.org/u/river",
                       .account = "river",
                       .place = "",
                       .first_seen = {},
                       .last_seen = {},
                       .note = ""}};
    (void)add(of, {.facts = facts(ExhibitKind::chat_export, "The chat"),
                   .holding = KeptText::create(text_file("chat.txt", chat), chat).value()});
    return of;
}

inline CustodyLog log() {
    CustodyLog of = CustodyLog::open(at("2026-11-22T14:00:00.000Z"), "").value();
    LogEntry entry;
    entry.step = Step::added;
    entry.at = at("2026-11-22T14:05:31.250Z");
    entry.exhibit = 1;
    entry.digest = sealing::sha256("IMG_0001.PNG");
    (void)of.append(entry);
    entry.step = Step::redacted;
    entry.copy = 1;
    entry.digest = sealing::sha256("copy");
    entry.at = at("2026-11-22T14:20:00.000Z");
    (void)of.append(entry);
    return of;
}

}  // namespace holdfast::evidence::sample
