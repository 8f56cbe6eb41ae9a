// SPDX-License-Identifier: Apache-2.0
// The rules of wording and of reading age, asked of every kind of text that is not a step: questions, answers, links,
// the directory, the notices, the messages. Each is broken once.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "text_rules.hpp"
#include "the_rules.hpp"
#include "word_rule_breaches.hpp"

namespace {

using namespace holdfast::guidance;
using test::the_day;
using test::the_rules;
using test::told;

constexpr std::size_t english = 0;
constexpr std::size_t welsh = 1;

// Somebody under 18 now, so that every rule of wording may hold; every question has its answer.
Answers one_combination() {
    const Guide& guide = test::the_guide();
    Answers answers;
    for (std::size_t q = 0; q < guide.questions.size(); ++q) answers.set(q, guide.questions[q].skipped);
    const auto age = guide.question("age_now").value();
    answers.set(age, guide.choice(age, "13-17").value());
    return answers;
}

LintOptions options(std::optional<Language> language = {}) {
    return {.today = the_day, .given = one_combination(), .language = language};
}

std::vector<Finding> findings_in(const Handbook& handbook, std::optional<Language> language = {}) {
    return lint_all(handbook, the_rules(), options(language)).findings;
}

bool is_found(const std::vector<Finding>& findings, std::string_view rule, std::string_view where) {
    return std::ranges::any_of(findings, [&](const Finding& each) { return each.rule == rule && each.where == where; });
}

template <class Entries>
auto& named(Entries& entries, std::string_view id) {
    return *std::ranges::find_if(entries, [&](const auto& each) { return each.id == id; });
}

struct Place {
    std::string where;
    Text* text;
    std::string measured_as;  // where reading age is told of it; empty: not measured, or only with all of its kind
};

// One text of every kind, all met by somebody under 18. What the lint calls them, and where they are.
std::vector<Place> places_of(Handbook& book) {
    Guide& guide = book.guide;
    Step& step = guide.steps[guide.step("not-your-fault").value()];
    step.links.push_back({.url = "https://a.example/", .label = step.why});
    Question& danger = guide.questions[0];
    Directory& directory = book.directory;
    Line& line = directory.lines[directory.line("uk-childline").value()];
    Service& service = directory.services[directory.service("report-remove").value()];
    Force& force = named(directory.forces, "btp");
    Country& country = directory.countries[directory.country("US").value()];
    Platform& platform = directory.platforms[directory.platform("instagram").value()];
    const std::string form = std::string(to_text(platform.reports[0].purpose));
    NoticeBook& notices = book.notices;
    NoticeRule& rule = notices.rules[notices.rule("us-tida").value()];
    const auto law = std::ranges::find(notices.offences, "under-18", &NoticeOffence::country);
    MessageDraft& draft = named(book.messages, "followers-plain");
    return {
        {"question/danger/ask", &danger.ask.by_audience[0], "question/danger/ask/en"},
        {"question/danger/help", &danger.help.by_audience[0], "question/danger/ask/en"},
        {"question/danger/answers/no", &danger.choices[0].label, "question/danger/ask/en"},
        {"phase/" + guide.phases[0].id + "/name", &guide.phases[0].name, {}},
        {"step/not-your-fault/why", &step.why, "step/not-your-fault/text/en"},
        {"step/not-your-fault/links/" + std::to_string(step.links.size() - 1), &step.links.back().label, {}},
        {"line/uk-childline/who", &line.who, "line/uk-childline/en"},
        {"line/uk-childline/hours", &line.hours, "line/uk-childline/en"},
        {"line/uk-childline/more", &line.more, "line/uk-childline/en"},
        {"service/report-remove/does/0", service.does.data(), "service/report-remove/en"},
        {"service/report-remove/cannot/0", service.cannot.data(), "service/report-remove/en"},
        {"service/report-remove/needs/0", service.needs.data(), "service/report-remove/en"},
        {"force/btp/note", &force.note, "force/btp/note/en"},
        {"country/US/police", &country.police, "country/US/en"},
        {"country/US/law", &country.law, "country/US/en"},
        {"platform/instagram/report/" + form + "/path", &platform.reports[0].path, "platform/instagram/en"},
        {"platform/instagram/save/text", &platform.parts[0]->text, "platform/instagram/en"},
        {"notice/us-tida/in_force_note", &rule.in_force_note, "notice/us-tida/in_force_note/en"},
        {"notice/us-tida/clock/say", &rule.clock->say, "notice/us-tida/clock/say/en"},
        {"notice/us-tida/needs/" + std::string(to_text(rule.needs[0].fact)) + "/why", &rule.needs[0].why,
         "notice/us-tida/en"},
        {"notice/us-tida/next/0", &rule.next[0].say, "notice/us-tida/next/0/en"},
        {"notice/us-tida/title", &rule.title, {}},
        {"notice/us-tida/subject", &rule.subject, {}},
        {"notice-block/what-under-18/text", &named(notices.blocks, "what-under-18").text, {}},
        {"notice-block/pages/text", &named(notices.blocks, "pages").text, {}},
        {"notice-offence/under-18", &law->text, {}},
        {"notice-fact/target/ask", &notices.facts[static_cast<std::size_t>(NoticeFact::target)].ask,
         "notice-fact/target/ask/en"},
        {"notice-fact/pages/under_18", &notices.facts[0].under_18, "notice-fact/pages/under_18/en"},
        {"notice-fact/name/helper", &notices.facts[static_cast<std::size_t>(NoticeFact::name)].helper,
         "notice-fact/name/helper/en"},
        {"notice-warning/under-18", &named(notices.warnings, "under-18").text, "notice-warning/under-18/en"},
        {"notice-words/rdap", &notices.words.rdap, "notice-words/rdap/en"},
        {"notice-words/fingerprints_head", &notices.words.fingerprints_head, {}},
        {"message/followers-plain/text", &draft.text, "message/followers-plain/text/en"},
        {"message/followers-plain/note", &draft.note, "message/followers-plain/note/en"},
    };
}

TEST(LintOfWriting, NoticesAndMessagesShipWithoutFindings) {
    const auto report = lint_writing(test::the_handbook(), the_rules(), options());
    EXPECT_TRUE(report.findings.empty()) << told(report.findings);
    EXPECT_GT(report.scope.texts, 300U);
    const auto all = lint_all(test::the_handbook(), the_rules(), options());
    EXPECT_TRUE(all.findings.empty()) << told(all.findings);
    EXPECT_GT(all.scope.texts, 1'800U);
}

TEST(LintOfWriting, EveryWordRuleIsAskedOfEveryKindOfTextInEveryLanguage) {
    ASSERT_EQ(std::size(test::word_rule_breaches), the_rules().words.size());
    for (const auto& [rule, in_english, in_welsh] : test::word_rule_breaches)
        for (const std::size_t language : {english, welsh}) {
            Handbook broken = test::the_handbook();
            const auto places = places_of(broken);
            for (const Place& place : places) {
                ASSERT_FALSE(place.text->empty()) << place.where;
                place.text->words[language] += "\n" + std::string(language == english ? in_english : in_welsh);
            }
            const auto findings = findings_in(broken);
            for (const Place& place : places)
                EXPECT_TRUE(is_found(findings, rule, place.where + '/' + std::string(language_names[language])))
                    << rule << " at " << place.where;
        }
}

TEST(LintOfWriting, WhatThePersonReadsIsHeldToReadingAgeAndShortSentencesAndALetterIsNot) {
    const std::string hard =
        "Notwithstanding aforementioned considerations, individuals experiencing intimidation should prioritise "
        "preservation of evidential material before undertaking administrative intervention whatsoever against "
        "perpetrators operating internationally across jurisdictions.";
    Handbook broken = test::the_handbook();
    const auto places = places_of(broken);
    for (const Place& place : places) place.text->words[english] = hard;
    const auto findings = findings_in(broken, Language::english);
    for (const Place& place : places) {
        const bool letter = place.where.starts_with("notice-block") || place.where.starts_with("notice-offence") ||
                            place.where.ends_with("title") || place.where.ends_with("subject") ||
                            place.where.ends_with("fingerprints_head");
        EXPECT_EQ(is_found(findings, "long-sentence", place.where + "/en"), !letter) << place.where;
        if (place.measured_as.empty()) {
            EXPECT_FALSE(is_found(findings, "reading-age", place.where + "/en")) << place.where;
        } else {
            EXPECT_TRUE(is_found(findings, "reading-age", place.measured_as)) << place.where;
        }
    }
}

// Below so many words one long word decides, so these are read together.
TEST(LintOfWriting, TextsTooShortForTheFormulasAreMeasuredTogether) {
    const Text hard{.words = {"Documentation necessitates authoritative identification.", "Dogfennau."}};
    ASSERT_LT(std::size_t{4}, least_measured_words);
    const auto measured_at = [](const Handbook& broken) {
        std::vector<std::string> places;
        for (const auto& finding : findings_in(broken, Language::english))
            if (finding.rule == "reading-age") places.push_back(finding.where);
        return places;
    };
    const auto expect_only = [](const std::vector<std::string>& places, const std::string& pool) {
        EXPECT_FALSE(places.empty()) << pool;
        for (const auto& place : places) EXPECT_EQ(place, pool);
    };
    Handbook broken = test::the_handbook();
    for (auto& line : broken.directory.lines) {
        line.who = hard;
        line.hours = {};
        line.more = {};
    }
    expect_only(measured_at(broken), "lines/en");
    broken = test::the_handbook();
    for (auto& draft : broken.messages) draft.text = draft.note = hard;
    expect_only(measured_at(broken), "messages/en");
    broken = test::the_handbook();
    for (auto& phase : broken.guide.phases) phase.name = hard;
    expect_only(measured_at(broken), "phases/en");
    broken = test::the_handbook();
    NoticeBook& notices = broken.notices;
    for (auto& warning : notices.warnings) warning.text = hard;
    for (auto& fact : notices.facts) fact.name = fact.ask = fact.helper = hard;
    const auto places = measured_at(broken);
    EXPECT_NE(std::ranges::find(places, "notices/en"), places.end());
}

TEST(LintOfWriting, ARuleBoundByAgeLeavesAParagraphAloneThatIsWrittenForAdultsAlone) {
    Handbook broken = test::the_handbook();
    const std::string keep = " Please keep the picture for the police.";
    const auto add = [&](Text& text) { text.words[english] += keep; };
    NoticeBook& notices = broken.notices;
    add(named(notices.blocks, "what-me").text);
    add(named(notices.blocks, "what-age-unsure").text);
    for (auto& offence : notices.offences)
        if (offence.country == "GB" || offence.country == "under-18") add(offence.text);
    auto& dsa = notices.rules[notices.rule("dsa16").value()];
    for (auto& need : dsa.needs) add(need.why);
    const auto findings = findings_in(broken, Language::english);
    const auto found = [&](const std::string& where) { return is_found(findings, "no-picture-of-the-young", where); };
    EXPECT_FALSE(found("notice-block/what-me/text/en"));
    EXPECT_TRUE(found("notice-block/what-age-unsure/text/en"));
    EXPECT_FALSE(found("notice-offence/GB/en"));
    EXPECT_TRUE(found("notice-offence/under-18/en"));
    EXPECT_FALSE(found("notice/dsa16/needs/name/why/en"));
    EXPECT_TRUE(found("notice/dsa16/needs/pages/why/en"));
}

TEST(LintOfWriting, WhatALanguageLacksIsListedTextByText) {
    Handbook broken = test::the_handbook();
    const auto places = places_of(broken);
    for (const Place& place : places) place.text->words[welsh].clear();
    const auto findings = findings_in(broken, Language::welsh);
    for (const Place& place : places)
        EXPECT_TRUE(is_found(findings, "language-lacks", place.where + "/cy")) << place.where;
    EXPECT_FALSE(std::ranges::any_of(findings_in(broken, Language::english),
                                     [](const Finding& each) { return each.rule == "language-lacks"; }));
}

TEST(LintOfWriting, ANoticeAndALawPastTheirDayOfReviewAreNamed) {
    Handbook broken = test::the_handbook();
    broken.notices.rules[0].provenance.review_by = the_day - std::chrono::days(1);
    broken.notices.offences[0].provenance.sources.clear();
    broken.notices.offences[0].provenance.sure = Sureness::seen;
    broken.notices.offences[0].provenance.unsure.clear();
    const auto findings = findings_in(broken);
    EXPECT_TRUE(is_found(findings, "past-review", "notice/" + broken.notices.rules[0].id));
    EXPECT_TRUE(is_found(findings, "seen-nowhere", "notice-offence/" + broken.notices.offences[0].country));
}

TEST(LintOfWriting, AMessageIsReadAtOnceAndMayBreatheOnce) {
    Handbook broken = test::the_handbook();
    std::string words = "Please";
    for (int i = 0; i < 19; ++i) words += " do";
    broken.messages[0].text.words[english] = words + ".";
    broken.messages[1].text.words[english] = words + " so.";
    const auto findings = findings_in(broken);
    EXPECT_FALSE(is_found(findings, "long-sentence", "message/" + broken.messages[0].id + "/text/en"));
    EXPECT_TRUE(is_found(findings, "long-sentence", "message/" + broken.messages[1].id + "/text/en"));
}

}  // namespace
