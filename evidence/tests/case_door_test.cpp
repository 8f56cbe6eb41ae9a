// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_door.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/case_log_check.hpp"
#include "holdfast/evidence/payload.hpp"
#include "holdfast/sealing/digest.hpp"
#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view picture("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x02\0\0\0", 29);
constexpr std::string_view at = R"("at":{"at":"2026-11-22T14:05:31.250Z","sure":"exact","zone":60})";

class Door : public testing::Test {
  protected:
    std::string ask(std::string_view what, std::string_view more) {
        return door_.answer(R"({"do":")" + std::string(what) + R"(",)" + std::string(at) + "," + std::string(more) +
                            "}");
    }
    std::string ask(std::string_view what) { return door_.answer(R"({"do":")" + std::string(what) + R"("})"); }
    void begin(std::string_view route) {
        EXPECT_EQ(ask("begin", R"("route":")" + std::string(route) +
                                   R"(","heading":{"language":"en","place":"england","prefix":"ABC","whose":"own"})"),
                  R"({"line":1})");
    }
    std::string read(std::string_view content, LookFor what) {
        const std::uint32_t file = door_.files().begin(what).value();
        EXPECT_TRUE(door_.files().take(file, sealing::as_bytes(content)));
        EXPECT_TRUE(door_.files().finish(file));
        return R"("file":)" + std::to_string(file);
    }
    std::string add(const std::string& file, std::string_view more) {
        return ask("add", file + R"(,"name":"x.png","about":{"kind":"document","title":"t"},)" + std::string(more));
    }
    const AdultCase& adult() { return std::get<AdultCase>(door_.opened()->of); }
    void agrees() {
        EXPECT_THAT(disagreements(door_.opened()->of, door_.opened()->log), testing::IsEmpty());
        JsonFaults faults;
        EXPECT_TRUE(check(door_.opened()->of, faults));
    }
    CaseDoor door_;
};

TEST_F(Door, AsksForACaseFirst) {
    EXPECT_THAT(ask("show"), HasSubstr("no_case"));
    EXPECT_THAT(ask("add", R"("file":1)"), HasSubstr("no_case"));
    EXPECT_THAT(door_.answer("{"), HasSubstr("bad_json"));
    EXPECT_THAT(ask("dance"), HasSubstr(R"("pointer":"/do")"));
}

TEST_F(Door, KeepsWhatAMailSaysOfItselfForAdultsAlone) {
    const std::string mail = "Date: Sat\r\nFrom: River\r\nSubject: Sunday\r\nTo: Lantern\r\n\r\nwords\r\n";
    begin("adult");
    EXPECT_THAT(add(read(mail, LookFor::picture), R"("sender":"person","shows_intimate":false)"), HasSubstr("kept"));
    EXPECT_EQ(to_line(std::get<Kept>(adult().exhibits.at(0).holding).says()),
              "date: Sat; from: River; subject: Sunday; to: Lantern");
    agrees();
    begin("protected");
    EXPECT_THAT(add(read(mail, LookFor::picture), R"("sender":"person")"), HasSubstr("not_words"));
    EXPECT_THAT(add(read(mail, LookFor::words), R"("sender":"person")"), HasSubstr("kept"));
    EXPECT_THAT(write_case(door_.opened()->of), testing::Not(HasSubstr("River")));
    agrees();
}

TEST_F(Door, PutsAFileInWithTheDigestsThatWereReadAndNoOthers) {
    begin("adult");
    const std::string file = read(picture, LookFor::picture);
    EXPECT_EQ(add(file, R"("sender":"person","shows_intimate":false)"),
              R"({"holding":"kept","name":"ABC/1","number":1,"line":2})");
    const FileFacts& kept = *file_of(adult().exhibits.at(0));
    EXPECT_EQ(kept.sha256, sealing::sha256(picture));
    EXPECT_EQ(kept.type, FileType::png);
    EXPECT_EQ(std::get<Kept>(adult().exhibits[0].holding).picture()->width, 32U);
    EXPECT_EQ(door_.opened()->log.entries().at(1).digest, kept.sha256);
    EXPECT_THAT(add(R"("file":9)", R"("sender":"person")"), HasSubstr("no_such_file"));
    const std::uint32_t open = door_.files().begin(LookFor::type).value();
    EXPECT_THAT(add(R"("file":)" + std::to_string(open), R"("sender":"person")"), HasSubstr("not_finished"));
    agrees();
}

TEST_F(Door, LetsTheRulesOfExhibitsDecide) {
    begin("adult");
    const std::string file = read(picture, LookFor::picture);
    EXPECT_THAT(add(file, R"("sender":"person")"), HasSubstr(R"("what":"not_asked")"));
    EXPECT_THAT(add(file, R"("sender":"offender","shows_intimate":false)"), HasSubstr("sent_by_offender"));
    EXPECT_THAT(add(file, R"("sender":"offender","shows_intimate":true)"), HasSubstr("sent_by_offender"));
    EXPECT_EQ(door_.opened()->log.entries().size(), 1U);
    EXPECT_THAT(add(file, R"("sender":"person","shows_intimate":true)"), HasSubstr(R"("holding":"hashes")"));
    EXPECT_THAT(add(file, R"("sender":"person","leave_out":true)"), HasSubstr(R"("holding":"hashes")"));
    EXPECT_EQ(std::get<HashesOnly>(adult().exhibits.at(0).holding).why(), WhyHashes::intimate);
    EXPECT_EQ(std::get<HashesOnly>(adult().exhibits.at(1).holding).why(), WhyHashes::left_out);
    EXPECT_THAT(ask("describe", R"("about":{"kind":"picture","title":"one that they sent"})"), HasSubstr("described"));
    agrees();
}

TEST_F(Door, TakesWordsAloneOnAProtectedRoute) {
    begin("protected");
    const std::string words = read("18:45 - Lantern: send 200\n", LookFor::words);
    EXPECT_THAT(add(words, R"("sender":"person")"), HasSubstr(R"("holding":"kept")"));
    // The same words, but nobody looked whether they are alone.
    EXPECT_THAT(add(read("18:45 - Lantern: send 200\n", LookFor::type), R"("sender":"person")"),
                HasSubstr("not_words"));
    EXPECT_THAT(add(read(picture, LookFor::words), R"("sender":"person")"), HasSubstr("not_words"));
    EXPECT_THAT(add(read("see data:image/png;base64,AAAA", LookFor::words), R"("sender":"person")"),
                HasSubstr("not_words"));
    EXPECT_THAT(ask("describe", R"("about":{"kind":"other"})"), HasSubstr("not_words"));
    EXPECT_THAT(ask("read_out", R"("number":1,"machine_read":"send 200")"), HasSubstr("not_words"));
    EXPECT_THAT(ask("note", R"("step":"exported","words":"data:image/png;base64,AAAA")"), HasSubstr("not_words"));
    EXPECT_THAT(ask("put", R"("list":"notes","value":{"at":{"at":"2026-11-22T14:05:31.250Z","sure":"exact"},)"
                           R"("text":"data:image/png;base64,AAAA"})"),
                HasSubstr("breaks_a_rule"));
    EXPECT_EQ(door_.opened()->log.entries().size(), 2U);
    agrees();
}

TEST_F(Door, TakesMachineReadWordsOfAKeptPictureAloneAndGivesThemUpAgain) {
    begin("adult");
    const std::string file = read(picture, LookFor::picture);
    (void)add(file, R"("sender":"person","shows_intimate":false)");
    (void)add(file, R"("sender":"person","shows_intimate":true)");
    (void)add(read("18:45 - Lantern: send 200\n", LookFor::type), R"("sender":"person")");
    (void)ask("describe", R"("about":{"kind":"picture","title":"one that they sent"})");
    const ExhibitFacts before = adult().exhibits.at(0).facts;
    EXPECT_THAT(ask("read_out", R"("number":1,"machine_read":"")"), HasSubstr("no_such_entry"));
    EXPECT_EQ(ask("read_out", R"("number":1,"machine_read":"Send 200 \n\n\n\fnow")"), R"({"is_cut":false,"line":6})");
    EXPECT_EQ(adult().exhibits.at(0).facts.machine_read, "Send 200\n\nnow");
    const LogEntry line = door_.opened()->log.entries().at(5);
    EXPECT_EQ(line.step, Step::read_out);
    EXPECT_EQ(line.exhibit, 1U);
    EXPECT_EQ(line.digest, sealing::sha256(picture));
    for (const std::string_view other : {"2", "3", "4"})
        EXPECT_THAT(ask("read_out", R"("number":)" + std::string(other) + R"(,"machine_read":"x")"),
                    HasSubstr("not_a_picture"));
    EXPECT_THAT(ask("read_out", R"("number":9,"machine_read":"x")"), HasSubstr("no_such_exhibit"));
    EXPECT_THAT(ask("add", file + R"(,"name":"x.png","about":{"kind":"picture","machine_read":"x"},"sender":"person",)"
                                  R"("shows_intimate":true)"),
                HasSubstr("breaks_a_rule"));
    EXPECT_EQ(ask("read_out", R"("number":1,"machine_read":" ")"), R"({"is_cut":false,"line":7})");
    EXPECT_EQ(adult().exhibits.at(0).facts, before) << "what was typed is as it was";
    EXPECT_EQ(door_.opened()->log.entries().at(6).step, Step::changed);
    EXPECT_THAT(door_.opened()->log.entries().at(6).words, HasSubstr("machine"));
    agrees();
}

TEST_F(Door, TakesOutWithAReasonAndPutsBack) {
    begin("adult");
    const std::string file = read(picture, LookFor::picture);
    (void)add(file, R"("sender":"person","shows_intimate":false)");
    const Case before = door_.opened()->of;
    EXPECT_THAT(ask("remove", R"("number":1)"), HasSubstr("/reason"));
    EXPECT_EQ(ask("remove", R"("number":1,"reason":"twice")"), R"({"line":3})");
    EXPECT_THAT(ask("show"), HasSubstr(R"("taken_out":[1])"));
    EXPECT_THAT(ask("remove", R"("number":1,"reason":"twice")"), HasSubstr("no_such_exhibit"));
    agrees();
    EXPECT_EQ(ask("restore", R"("number":1)"), R"({"line":4})");
    EXPECT_EQ(door_.opened()->of, before);
    EXPECT_THAT(ask("restore", R"("number":1)"), HasSubstr("not_kept"));
    agrees();
}

TEST_F(Door, RecordsACoveredCopyThatIsWhatTheRecordSays) {
    begin("adult");
    const std::string file = read(picture, LookFor::picture);
    (void)add(file, R"("sender":"person","shows_intimate":false)");
    const auto redact = [&](std::string_view more, std::string_view shows = "false") {
        return ask("redact",
                   R"("number":1,)" + file + R"(,"shows_intimate":)" + std::string(shows) +
                       R"(,"record":{"boxes":[[1,2,3,4]],"made":{"at":"2026-11-22T14:05:31.250Z","sure":"exact"},)"
                       R"("parent":")" +
                       to_hex(sealing::sha256(picture)) + R"(",)" + std::string(more) + "}");
    };
    EXPECT_THAT(redact(R"("parent_height":17,"parent_width":32)"), HasSubstr("bad_record"));
    EXPECT_THAT(redact(R"("parent_height":16,"parent_width":33)"), HasSubstr("bad_record"));
    EXPECT_THAT(redact(R"("parent_height":16,"parent_width":32)", "true"), HasSubstr("shows_intimate"));
    EXPECT_EQ(redact(R"("parent_height":16,"parent_width":32)"), R"({"index":1,"name":"ABC/1-R1","line":3})");
    agrees();
    EXPECT_EQ(ask("drop_copy", R"("number":1,"index":1,"reason":"a box is missing")"), R"({"line":4})");
    EXPECT_THAT(redact(R"("parent_height":16,"parent_width":32)"), StartsWith(R"({"index":2)"));
    agrees();
}

TEST_F(Door, LeavesAnOriginalOutAndKeepsItsCoveredCopy) {
    begin("adult");
    const std::string file = read(picture, LookFor::picture);
    (void)add(file, R"("sender":"person","shows_intimate":false)");
    const std::string record = R"("record":{"boxes":[[1,2,3,4]],"made":{"at":"2026-11-22T14:05:31.250Z",)"
                               R"("sure":"exact"},"parent":")" +
                               to_hex(sealing::sha256(picture)) + R"(","parent_height":16,"parent_width":32})";
    const std::string redact = R"("number":1,)" + file + R"(,"shows_intimate":false,)" + record;
    EXPECT_THAT(ask("redact", redact), StartsWith(R"({"index":1)"));
    EXPECT_THAT(ask("leave_out", R"("number":2)"), HasSubstr("no_such_exhibit"));
    EXPECT_EQ(ask("leave_out", R"("number":1)"), R"({"line":4})");
    EXPECT_THAT(ask("leave_out", R"("number":1)"), HasSubstr("no_such_file"));
    const std::vector<CaseFile> files = files_of(door_.opened()->of);
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(files[0].copy, 1U);
    const LogEntry& line = door_.opened()->log.entries().at(3);
    EXPECT_EQ(line.step, Step::changed);
    EXPECT_EQ(line.exhibit, 1U);
    EXPECT_EQ(line.words, original_left_out);
    agrees();
    EXPECT_THAT(ask("drop_copy", R"("number":1,"index":1,"reason":"x")"), HasSubstr(R"("what":"last_copy")"));
    EXPECT_THAT(ask("remove", R"("number":1,"reason":"x")"), HasSubstr(R"("what":"last_copy")"));
    EXPECT_THAT(ask("remove", R"("number":1,"reason":"x","also_last":false)"), HasSubstr("last_copy"));
    EXPECT_THAT(ask("remove", R"("number":1,"reason":"x","also_last":1)"), HasSubstr("/also_last"));
    EXPECT_EQ(ask("remove", R"("number":1,"reason":"x","also_last":true)"), R"({"line":5})");
    EXPECT_EQ(ask("restore", R"("number":1)"), R"({"line":6})");
    // Another copy may still be made of it; none of what shows somebody intimate.
    EXPECT_THAT(ask("redact", redact), StartsWith(R"({"index":2)"));
    EXPECT_EQ(ask("drop_copy", R"("number":1,"index":2,"reason":"x")"), R"({"line":8})");
    EXPECT_EQ(ask("drop_copy", R"("number":1,"index":1,"reason":"x","also_last":true)"), R"({"line":9})");
    (void)add(file, R"("sender":"person","shows_intimate":true)");
    EXPECT_THAT(ask("redact", R"("number":2,)" + file + R"(,"shows_intimate":false,)" + record),
                HasSubstr("shows_intimate"));
    agrees();
}

TEST_F(Door, KeepsListsByPlaceAndTakesBackWithoutRewriting) {
    begin("adult");
    EXPECT_EQ(ask("put", R"("list":"links","value":{"url":"https://example.org/a"})"), R"({"index":0,"line":2})");
    EXPECT_THAT(ask("put", R"("list":"links","value":{"url":"ftp://example.org"})"), HasSubstr("/value/url"));
    EXPECT_THAT(ask("put", R"("list":"links","index":1,"value":{"url":"https://example.org/b"})"),
                HasSubstr("no_such_entry"));
    EXPECT_EQ(ask("put", R"("list":"links","index":0,"value":{"url":"https://example.org/b"})"),
              R"({"index":0,"line":3})");
    EXPECT_EQ(facts_of(door_.opened()->of).links.at(0).url, "https://example.org/b");
    EXPECT_EQ(ask("drop", R"("list":"links","index":0,"undoes":2)"), R"({"line":4})");
    EXPECT_TRUE(facts_of(door_.opened()->of).links.empty());
    EXPECT_EQ(door_.opened()->log.entries().at(3).of, 2U);
    const std::string file = read(picture, LookFor::picture);
    (void)add(file, R"("sender":"person","shows_intimate":false)");
    (void)ask("put", R"("list":"known","value":{"kind":"phone","value":"+44 7700 900123"})");
    // Line 5 put an exhibit in: taking that back would make case and log differ.
    EXPECT_THAT(ask("drop", R"("list":"known","index":0,"undoes":5)"), HasSubstr("bad_reference"));
    agrees();
}

TEST_F(Door, TakesThePagesListOfWhatWasDone) {
    begin("adult");
    const std::string list =
        R"({\"format\":\"holdfast-actions-2\",\"actions\":[{\"what\":\"done\",\"step\":\"do-not-pay\",)"
        R"(\"words\":\"Do not pay\",\"at\":\"2026-11-22T14:05:31.000Z\"}]})";
    EXPECT_EQ(ask("done_list", R"("list":")" + list + R"(")"), R"({"taken":1,"line":2})");
    EXPECT_EQ(facts_of(door_.opened()->of).done.at(0).id, "do-not-pay");
    EXPECT_THAT(ask("done_list", R"("list":"{}")"), HasSubstr("bad_list"));
}

TEST_F(Door, TellsWhatOfTheCaseALetterTakesAndChangesNothing) {
    begin("adult");
    (void)ask("put", R"("list":"links","value":{"url":"https://example.org/a","account":"river_1987"})");
    (void)ask("put", R"("list":"payments","value":{"kind":"paid","amount":"200","currency":"GBP","to":"river_1987"})");
    const std::string before = door_.answer(R"({"do":"save"})");
    const auto told = [this](std::string_view notice) {
        return door_.answer(R"({"do":"letter_facts","notice":")" + std::string(notice) + R"("})");
    };
    EXPECT_THAT(told("report-police"), StartsWith(R"({"facts":{"under_18":"no","role":"me",)"));
    EXPECT_THAT(told("report-police"),
                HasSubstr(R"("pages":[{"url":"https://example.org/a","account":"river_1987"}])"));
    EXPECT_THAT(told("report-police"), HasSubstr(R"("paid":"200 GBP)"));
    EXPECT_THAT(told("uk-osa"), AllOf(HasSubstr("river_1987"), Not(HasSubstr("200 GBP"))));
    EXPECT_THAT(told("host"), AllOf(HasSubstr("https://example.org/a"), Not(HasSubstr("river_1987"))));
    EXPECT_THAT(told("host"), EndsWith(R"("left_out":0})"));
    EXPECT_THAT(told(""), HasSubstr("bad_request"));
    EXPECT_THAT(door_.answer(R"({"at":{"at":"2026-11-22T14:05:31.250Z"},"do":"letter_facts","notice":"host"})"),
                HasSubstr("bad_request"));
    EXPECT_EQ(door_.answer(R"({"do":"save"})"), before);
}

TEST_F(Door, OpensWhatItSavedAndNothingThatDiffers) {
    begin("adult");
    const std::string file = read(picture, LookFor::picture);
    (void)add(file, R"("sender":"person","shows_intimate":false)");
    std::string draft = ask("save");
    draft.replace(0, 1, R"({"do":"open",)");
    CaseDoor again;
    EXPECT_EQ(again.answer(draft), R"({"line":2})");
    EXPECT_EQ(again.opened()->of, door_.opened()->of);
    EXPECT_THAT(again.answer(R"({"do":"show"})"), HasSubstr(R"("there":false)"));
    std::string changed = draft;
    changed.replace(changed.find("x.png"), 5, "y.png");
    EXPECT_EQ(again.answer(changed), R"({"line":2})");  // a name is in the case alone
    std::string cut = draft;
    cut.erase(cut.rfind("\\n"), 2);
    EXPECT_THAT(again.answer(cut), HasSubstr(R"("line":2)"));
    EXPECT_THAT(again.answer(cut), HasSubstr("damaged_log"));
    std::string other = draft;
    other.replace(other.find(to_hex(sealing::sha256(picture))), 1, "f");
    EXPECT_THAT(again.answer(other), HasSubstr("case_and_log_differ"));
}

TEST_F(Door, NotesWhatWasSealed) {
    begin("adult");
    ASSERT_TRUE(door_.note_sealed(sample::at("2026-11-22T16:00:00.000Z"), sealing::sha256("m"), "HF-1-20261122"));
    EXPECT_EQ(door_.opened()->log.entries().back().step, Step::sealed);
    agrees();
}

TEST_F(Door, TakesNoMemberThatItDoesNotKnow) {
    begin("protected");
    const std::string words = read("words\n", LookFor::words);
    EXPECT_THAT(add(words, R"("sender":"person","shows_intimate":false)"), HasSubstr("/shows_intimate"));
    EXPECT_THAT(ask("set", R"("heading":{"language":"en","prefix":"HF","whose":"own"},"also":1)"), HasSubstr("/also"));
    EXPECT_THAT(ask("note", R"("step":"viewed","number":3)"), HasSubstr("no_such_exhibit"));
    EXPECT_THAT(ask("show"), Not(HasSubstr("error")));
}

}  // namespace
}  // namespace holdfast::evidence
