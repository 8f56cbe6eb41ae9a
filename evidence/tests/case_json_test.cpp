// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "holdfast/evidence/done_list.hpp"
#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return at == text.npos ? text : text.replace(at, from.size(), to);
}

/// The pointers at which reading finds fault.
std::vector<std::string> pointers_of(const std::string& text, Spelling spelling = Spelling::any) {
    JsonFaults faults;
    const auto read = read_case(text, faults, spelling);
    EXPECT_EQ(read.has_value(), faults.empty());
    std::vector<std::string> pointers;
    for (const JsonFault& fault : faults.kept()) pointers.push_back(fault.pointer);
    return pointers;
}
using Pointers = std::vector<std::string>;

TEST(CaseJson, WhatIsWrittenIsReadBackTheSame) {
    for (const Case& of : {Case(sample::adult()), Case(sample::words_alone())}) {
        const std::string text = write_case(of);
        JsonFaults faults;
        const auto again = read_case(text, faults);
        ASSERT_TRUE(again) << (faults.empty() ? "" : faults.kept()[0].pointer + " " + faults.kept()[0].detail);
        EXPECT_EQ(*again, of);
        EXPECT_EQ(write_case(*again), text);
        EXPECT_TRUE(check(of, faults));
    }
}

TEST(CaseJson, IsTheTextThatWasPublished) {
    for (const auto& [name, of] : {std::pair("case-adult.json", Case(sample::adult())),
                                   std::pair("case-protected.json", Case(sample::words_alone()))}) {
        std::ifstream file(std::string(HOLDFAST_VECTORS) + "/evidence/" + name, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        EXPECT_EQ(write_case(of), text) << name;
    }
}

TEST(CaseJson, AnyOtherTextOfTheSameCaseIsRefusedAsEvidence) {
    const std::string text = write_case(sample::words_alone());
    const std::string spaced = replaced(text, "\"language\":", "\"language\": ");
    EXPECT_EQ(pointers_of(spaced, Spelling::canonical), Pointers{""});
    EXPECT_EQ(pointers_of(spaced), Pointers{});
    EXPECT_EQ(pointers_of(text.substr(0, text.size() - 1), Spelling::canonical), Pointers{""});
    EXPECT_EQ(pointers_of(replaced(text, "14:05:31.250Z", "14:05:31.25Z")), Pointers{"/exhibits/0/added/at"});
    EXPECT_EQ(pointers_of(replaced(text, "14:00:00.000Z", "14:00:00Z")), Pointers{"/created/at"});
}

TEST(CaseJson, ACaseOfWordsTakesNoMediumWhateverItIsCalled) {
    const std::string text = write_case(sample::words_alone());
    for (const std::string_view type : {"png", "jpeg", "heic", "svg", "gif", "mp4", "webm", "opus", "mp3", "zip", "pdf",
                                        "mhtml", "wacz", "unknown"}) {
        EXPECT_EQ(pointers_of(replaced(text, R"("type":"text")", R"("type":")" + std::string(type) + R"(")")),
                  Pointers{"/exhibits/0/holding/file"})
            << type;
    }
    for (const std::string_view kind : {"screenshot", "photo-of-screen", "picture", "video", "voice-message"}) {
        EXPECT_EQ(pointers_of(replaced(text, R"("kind":"chat-export")", R"("kind":")" + std::string(kind) + R"(")")),
                  Pointers{"/exhibits/0/kind"})
            << kind;
    }
    // An exhibit of an adult's case, put into a case of words.
    const std::string adult = replaced(write_case(sample::adult()), R"("route":"adult")", R"("route":"protected")");
    EXPECT_FALSE(pointers_of(adult).empty());
    for (const auto& [from, to, pointer] :
         {std::tuple(R"("is":"kept")", R"("is":"hashes","why":"intimate")", "/exhibits/0/holding/is"),
          std::tuple(R"("is":"kept")", R"("is":"kept","shows_intimate":false)", "/exhibits/0/holding/shows_intimate"),
          std::tuple(R"("is":"kept")", R"("is":"kept","picture":{"place":"none"})", "/exhibits/0/holding/picture"),
          std::tuple(R"("is":"kept")", R"("is":"kept","says":{"date":"Sat"})", "/exhibits/0/holding/says"),
          std::tuple(R"("kind":"chat-export")", R"("copies":[],"kind":"chat-export")", "/exhibits/0/copies"),
          std::tuple(R"("kind":"chat-export")", R"("kind":"chat-export","machine_read":"x")",
                     "/exhibits/0/machine_read")}) {
        const Pointers found = pointers_of(replaced(text, from, to));
        EXPECT_NE(std::ranges::find(found, pointer), found.end()) << to;
    }
}

TEST(CaseJson, WhatAFileSaysOfItselfFitsItsType) {
    AdultCase of = sample::adult();
    const StatedFacts says{{StatedName::from, "River"}, {StatedName::subject, "Sunday"}};
    of.exhibits[0].holding = Kept::create(sample::file("1.eml", FileType::eml), ShowsIntimate::no, {}, says).value();
    of.exhibits[0].copies.clear();
    const std::string text = write_case(of);
    JsonFaults faults;
    EXPECT_EQ(read_case(text, faults).value(), Case(of));
    EXPECT_EQ(Kept::create(sample::file("1.png", FileType::png), ShowsIntimate::no, {}, says).error(),
              ExhibitError::not_of_its_type);
    const std::string_view written = R"("says":{"from":"River","subject":"Sunday"})";
    const std::string holding = "/exhibits/0/holding/";
    for (const auto& [to, pointer] :
         {std::pair(R"("says":{})", "says"), std::pair(R"("says":{"from":" x"})", "says/from"),
          std::pair(R"("says":{"from":""})", "says/from"), std::pair(R"("says":{"from":"a\nb"})", "says/from"),
          std::pair(R"("says":{"place":"present"})", "is"), std::pair(R"("says":{"place":"51.5"})", "says/place"),
          std::pair(R"("says":{"cc":"x"})", "says/cc")}) {
        const Pointers found = pointers_of(replaced(text, written, to));
        EXPECT_NE(std::ranges::find(found, holding + pointer), found.end()) << to;
    }
}

TEST(CaseJson, NoNoteOfACaseOfWordsIsAPicture) {
    ProtectedCase of = sample::words_alone();
    JsonFaults faults;
    of.facts.notes = {{{}, "They wrote: data, image, and so on"}};
    EXPECT_TRUE(check(of, faults));
    of.facts.notes[0].text = "data:image/png;base64,iVBORw0KGgo=";
    EXPECT_FALSE(check(of, faults));
    of.facts.notes.clear();
    std::string noise;
    for (std::size_t i = 0; i < 400; ++i)
        noise += to_hex(sealing::sha256(std::to_string(i))).substr(0, 2) + "xYzQrStUvW";
    of.exhibits[0].facts.note = noise;
    EXPECT_FALSE(check(of, faults));
    AdultCase adult = sample::adult();
    adult.exhibits[0].facts.note = noise;
    JsonFaults none;
    EXPECT_TRUE(check(adult, none));
}

TEST(CaseJson, AnAdultsCaseTakesNothingThatItsTypesRefuse) {
    const std::string text = write_case(sample::adult());
    const std::string_view shows = R"("width":1170},"shows_intimate":false)";
    EXPECT_EQ(pointers_of(replaced(text, shows, R"("width":1170},"shows_intimate":true)")),
              Pointers{"/exhibits/0/holding/is"});
    EXPECT_EQ(pointers_of(replaced(text, shows, R"("width":1170})")), Pointers{"/exhibits/0/holding/is"});
    EXPECT_EQ(pointers_of(replaced(text, R"("name":"IMG_0001.PNG","sender":"person")",
                                   R"("name":"IMG_0001.PNG","sender":"offender")")),
              Pointers{"/exhibits/0/holding/is"});
    EXPECT_EQ(pointers_of(replaced(text, R"("name":"IMG_0002.HEIC","sender":"person")",
                                   R"("name":"IMG_0002.HEIC","sender":"offender")")),
              Pointers{"/exhibits/1/holding/is"});
    EXPECT_EQ(pointers_of(replaced(text, R"("boxes":[[10,20,300,40])", R"("boxes":[[1000,20,300,40])")),
              Pointers{"/exhibits/0/copies/0/record"});
    EXPECT_EQ(pointers_of(replaced(text, R"("copies_made":3)", R"("copies_made":2)")),
              Pointers{"/exhibits/0/copies_made"});
    // An answer that is not asked of words has no place there.
    const std::string chat =
        replaced(text, R"("type":"json"},"is":"kept")", R"("type":"json"},"is":"kept","shows_intimate":false)");
    EXPECT_EQ(pointers_of(chat, Spelling::canonical), Pointers{""});
}

TEST(CaseJson, EachFaultIsNamedByItsPlace) {
    const std::string text = write_case(sample::adult());
    const auto at = [&](std::string_view from, std::string_view to) { return pointers_of(replaced(text, from, to)); };
    EXPECT_EQ(at(R"("url":"https://example.org)", R"("url":"javascript://example.org)"), Pointers{"/links/0/url"});
    EXPECT_EQ(at(R"("url":"https://example.org)", R"("url":"https:// example.org)"), Pointers{"/links/0/url"});
    EXPECT_EQ(at(R"("amount":"50.00")", R"("amount":"-50")"), Pointers{"/payments/0/amount"});
    EXPECT_EQ(at(R"("amount":"50.00")", R"("amount":"5.0.0")"), Pointers{"/payments/0/amount"});
    EXPECT_EQ(at(R"("currency":"GBP")", R"("currency":"gbp")"), Pointers{"/payments/0/currency"});
    EXPECT_EQ(at(R"("prefix":"ABC")", R"("prefix":"ABCDE")"), Pointers{"/prefix"});
    EXPECT_EQ(at(R"("prefix":"ABC")", R"("prefix":"A/B")"), Pointers{"/prefix"});
    EXPECT_EQ(at(R"("number":"HF-0000-0000-0")", R"("number":"HF-0000-0001-0")"), Pointers{"/number"});
    EXPECT_EQ(at(R"("next_number":6)", R"("next_number":5)"), Pointers{"/next_number"});
    EXPECT_EQ(at(R"("number":5,"reason")", R"("number":4,"reason")"), Pointers{"/exhibits"});
    EXPECT_EQ(at(R"("number":2,)", R"("number":1,)"), Pointers{"/exhibits"});
    EXPECT_EQ(at(R"("zone":60)", R"("zone":841)"), Pointers{"/created/zone"});
    EXPECT_EQ(at("2026-11-22T14:00:00.000Z", "2026-02-30T14:00:00.000Z"), Pointers{"/created/at"});
    EXPECT_EQ(at(R"("title":"The threat")", R"("title":"The\u0000threat")"), Pointers{"/exhibits/0/title"});
    EXPECT_EQ(at(R"("title":"The threat")", R"("title":"The\nthreat")"), Pointers{"/exhibits/0/title"});
    EXPECT_EQ(at(R"("title":"The threat")", R"("title":")" + std::string(longest_line + 1, 'x') + R"(")"),
              Pointers{"/exhibits/0/title"});
    EXPECT_EQ(at(R"("title":"The threat")", R"("titel":"The threat")"), Pointers{"/exhibits/0/titel"});
    EXPECT_EQ(at(R"("text":"It began on a train.)", R"("text":"\u0007It began on a train.)"),
              Pointers{"/notes/0/text"});
    EXPECT_EQ(at(R"("format":"holdfast-case-1")", R"("format":"holdfast-case-2")"), Pointers{"/format"});
    EXPECT_EQ(pointers_of("[]"), Pointers{""});
    EXPECT_EQ(pointers_of("{"), Pointers{""});
}

TEST(CaseJson, EveryListHasItsLimit) {
    AdultCase of = sample::adult();
    JsonFaults faults;
    of.facts.notes.assign(most_notes, of.facts.notes[0]);
    of.facts.links.assign(most_links, of.facts.links[0]);
    of.facts.known.assign(most_known, of.facts.known[0]);
    of.facts.payments.assign(most_payments, of.facts.payments[0]);
    of.facts.done.assign(most_done, of.facts.done[0]);
    of.facts.answers.assign(most_answers, of.facts.answers[0]);
    EXPECT_TRUE(check(of, faults));
    of.facts.notes.push_back(of.facts.notes[0]);
    of.facts.links.push_back(of.facts.links[0]);
    of.facts.known.push_back(of.facts.known[0]);
    of.facts.payments.push_back(of.facts.payments[0]);
    of.facts.done.push_back(of.facts.done[0]);
    of.facts.answers.push_back(of.facts.answers[0]);
    EXPECT_FALSE(check(of, faults));
    EXPECT_EQ(faults.count(), 6U);
}

TEST(CaseJson, WhatCannotBeWrittenIsAFaultNotALoss) {
    AdultCase of = sample::adult();
    of.exhibits[0].facts.title = "\xFF";
    JsonFaults faults;
    EXPECT_FALSE(check(of, faults));
    of = sample::adult();
    of.facts.created.at.value = 1'000'000'000'000'000;
    EXPECT_FALSE(check(of, faults));
}

constexpr std::string_view actions = R"({"format":"holdfast-actions-2","actions":[
 {"what":"done","step":"do-not-pay","words":"Do not pay","at":"2026-11-22T14:05:31.000Z"},
 {"what":"undone","step":"do-not-pay","words":"Do not pay","at":"2026-11-22T14:05:40Z"},
 {"what":"sent","notice":"us-tida","words":"US 48 hour notice","at":"2026-11-22T14:20:00.000Z","to":"Instagram","ours":"7K3M-9QTX","theirs":"","answer":"receipt"}]})";

TEST(DoneList, OfThePageIsTakenAsItIs) {
    JsonFaults faults;
    const auto done = read_done_list(actions, faults);
    ASSERT_TRUE(done);
    ASSERT_EQ(done->size(), 3U);
    EXPECT_EQ((*done)[0].kind, DoneKind::step);
    EXPECT_EQ((*done)[1].kind, DoneKind::undone);
    EXPECT_EQ((*done)[2].kind, DoneKind::letter);
    EXPECT_EQ((*done)[2].id, "us-tida");
    EXPECT_EQ((*done)[2].ours, "7K3M-9QTX");
    EXPECT_EQ((*done)[2].reply, ReplyKind::receipt);
    EXPECT_EQ(utc_text((*done)[1].at.at), "2026-11-22T14:05:40.000Z");
    AdultCase of = sample::adult();
    EXPECT_EQ(merge_done(of.facts, *done), 2U) << "the first stands there already";
    EXPECT_EQ(merge_done(of.facts, *done), 0U);
    EXPECT_EQ(of.facts.done.back().to, "Essex Police");
    EXPECT_TRUE(check(of, faults));
}

// The very file that the page saves: web/src/keep/draft.test.ts holds the page to it.
TEST(DoneList, OfThePageIsReadFromItsOwnFile) {
    std::ifstream file(HOLDFAST_VECTORS "/evidence/done-list.json", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    JsonFaults faults;
    const auto done = read_done_list(text, faults);
    ASSERT_TRUE(done);
    ASSERT_EQ(done->size(), 4U);
    EXPECT_EQ((*done)[1].kind, DoneKind::undone);
    EXPECT_EQ((*done)[2].kind, DoneKind::letter);
    EXPECT_EQ((*done)[2].ours, "4821-7730-5239");
    EXPECT_EQ((*done)[3].id, "tell-the-police");
    EXPECT_EQ(utc_text((*done)[3].at.at), "2026-11-22T15:00:00.500Z");
    AdultCase of = sample::adult();
    EXPECT_GE(merge_done(of.facts, *done), 3U);
    EXPECT_TRUE(check(of, faults));
}

TEST(DoneList, NamesWhatIsWrong) {
    JsonFaults faults;
    EXPECT_EQ(read_done_list("{}", faults).error(), DoneListError::other_format);
    EXPECT_EQ(read_done_list("nothing", faults).error(), DoneListError::not_json);
    JsonFaults named;
    EXPECT_EQ(read_done_list(replaced(std::string(actions), "14:05:40Z", "25:05:40Z"), named).error(),
              DoneListError::faults);
    EXPECT_EQ(named.kept()[0].pointer, "/actions/1/at");
}

}  // namespace
}  // namespace holdfast::evidence
