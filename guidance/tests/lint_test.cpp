// SPDX-License-Identifier: Apache-2.0
// The guide as it ships has no findings; and each rule speaks up when a copy of the guide is broken: a rule that cannot
// fail is worthless.
#include "holdfast/guidance/lint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "lint_parts.hpp"
#include "sentences.hpp"
#include "the_rules.hpp"
#include "word_rule_breaches.hpp"

namespace {

using namespace holdfast::guidance;
using std::chrono::sys_days;
using test::has;
using test::the_day;
using test::the_rules;
using test::told;

// Answers to every question, so that one state of the tree is looked at and not millions.
Answers one_combination() {
    const Guide& guide = test::the_guide();
    Answers answers;
    for (std::size_t q = 0; q < guide.questions.size(); ++q) answers.set(q, guide.questions[q].skipped);
    return answers;
}

// One in which this audience reads, about a picture that may show someone under 18.
Answers one_combination_of(Audience audience) {
    const Guide& guide = test::the_guide();
    Answers answers = one_combination();
    const auto say = [&](const char* question, const char* choice) {
        const auto number = guide.question(question).value();
        answers.set(number, guide.choice(number, choice).value());
    };
    say("role", audience == Audience::parent ? "parent" : audience == Audience::adviser ? "adviser" : "me");
    say("age_now", audience == Audience::young ? "13-17" : "adult");
    say("adult_then", "no");
    return answers;
}

const Condition nowhere{.cases = {{{.question = 0, .allowed = 0}}}};

void hide(Guide& guide, std::size_t step) {
    guide.steps[step].when = nowhere;
}

void show(Guide& guide, std::size_t step) {
    guide.steps[step].when = {};
    guide.steps[step].unless = {};
    guide.phases[guide.steps[step].phase].when = {};
}

TEST(Lint, TheGuideShipsWithoutFindings) {
    const auto report = lint(test::the_guide(), the_rules(), {.today = the_day, .given = {}, .language = {}});
    EXPECT_TRUE(report.findings.empty()) << told(report.findings);
    EXPECT_GT(report.scope.combinations, 1'800'000U);
    EXPECT_GT(report.scope.states, 1'000'000U);
    EXPECT_GT(report.scope.texts, 600U);
    RecordProperty("combinations", std::to_string(report.scope.combinations));
    RecordProperty("states", std::to_string(report.scope.states));
}

TEST(Lint, TheDirectoryShipsWithoutFindings) {
    const auto report =
        lint_directory(test::the_handbook(), the_rules(), {.today = the_day, .given = {}, .language = {}});
    EXPECT_TRUE(report.findings.empty()) << told(report.findings);
    EXPECT_GT(report.scope.texts, 600U);
}

// Every rule of rules.toml, and every step that it names: in a combination that it binds, the guide is broken there.
TEST(Lint, EveryRuleOfTheDataSpeaksUpWhenAStepOfItIsBroken) {
    const Guide& whole = test::the_guide();
    const ShownSteps shown(whole, the_rules(), {});
    ASSERT_GE(the_rules().paths.size(), 30U);
    for (const PathRule& rule : the_rules().paths) {
        SCOPED_TRACE(rule.id);
        States bound = shown.tree().where(rule.when, rule.unless) & shown.tree().whole();
        if (!rule.beside.empty() || !rule.beside_phases.empty()) {
            States beside = shown.any_of(rule.beside);
            for (const std::size_t phase : rule.beside_phases) beside |= shown.of_phase(phase);
            bound &= beside;
        }
        ASSERT_TRUE(bound.any());
        const LintOptions options{
            .today = the_day, .given = shown.tree().answers(bound.first()), .language = Language::english};
        const auto fires = [&](const std::function<void(Guide&)>& break_it) {
            Guide broken = whole;
            break_it(broken);
            LintReport report;
            check_paths(broken, the_rules(), ShownSteps(broken, the_rules(), options.given), report);
            return has(report.findings, rule.id);
        };
        EXPECT_FALSE(fires([](Guide&) {}));
        for (const auto* const list : {&rule.all, &rule.first})
            for (const std::size_t step : *list)
                EXPECT_TRUE(fires([&](Guide& guide) { hide(guide, step); })) << whole.steps[step].id;
        for (const auto* const list : {&rule.any, &rule.one}) {
            if (list->empty()) continue;
            EXPECT_TRUE(fires([&](Guide& guide) {
                for (const std::size_t step : *list) hide(guide, step);
            }));
        }
        if (!rule.one.empty()) {
            EXPECT_GE(rule.one.size(), 2U);
            EXPECT_TRUE(fires([&](Guide& guide) {
                show(guide, rule.one[0]);
                show(guide, rule.one[1]);
            }));
        }
        for (const std::size_t step : rule.never)
            EXPECT_TRUE(fires([&](Guide& guide) { show(guide, step); })) << whole.steps[step].id;
        if (rule.only_phases.empty()) continue;
        for (std::size_t phase = 0; phase < whole.phases.size(); ++phase) {
            if (std::ranges::find(rule.only_phases, phase) != rule.only_phases.end()) continue;
            const auto step = std::ranges::find(whole.steps, phase, &Step::phase);
            ASSERT_NE(step, whole.steps.end());
            const auto number = static_cast<std::size_t>(step - whole.steps.begin());
            EXPECT_TRUE(fires([&](Guide& guide) { show(guide, number); })) << whole.phases[phase].id;
        }
    }
}

TEST(Lint, EveryPhraseOfEveryWordListIsFoundInALanguage) {
    ASSERT_GE(the_rules().words.size(), 7U);
    for (const WordRule& rule : the_rules().words)
        for (std::size_t i = 0; i < languages; ++i) {
            const WordList& list = rule.lists[i];
            EXPECT_FALSE(list.words.empty()) << rule.id;
            const auto spelt = [](const Phrase& phrase) {
                std::string text;
                for (const auto& word : phrase) text += (text.empty() ? "" : " ") + word.substr(0, word.find('*'));
                return text;
            };
            std::vector<std::string> about{""};
            for (const auto& phrase : list.beside) about.push_back(" " + spelt(phrase));
            if (about.size() > 1) about.erase(about.begin());
            for (const auto& phrase : list.words)
                for (const auto& thing : about) {
                    const std::string text = spelt(phrase) + thing + ".";
                    const auto sentences = sentences_of(text);
                    ASSERT_EQ(sentences.size(), 1U) << text;
                    EXPECT_NE(fault_in(sentences[0], list), sentences[0].words.size()) << rule.id << ": " << text;
                }
        }
}

// A sentence of each rule's own in one step, in each language, for each audience.
TEST(Lint, EveryWordRuleIsAskedOfEveryAudienceInEveryLanguage) {
    const Guide& whole = test::the_guide();
    const auto step = whole.step("not-your-fault");
    ASSERT_TRUE(step);
    ASSERT_EQ(std::size(test::word_rule_breaches), the_rules().words.size());
    for (const auto& [rule, english, welsh] : test::word_rule_breaches)
        for (std::size_t audience = 0; audience < audiences; ++audience)
            for (std::size_t language = 0; language < languages; ++language) {
                Guide broken = whole;
                Text& text = broken.steps[*step].text.by_audience[audience];
                if (text.empty()) text = whole.steps[*step].text.base();
                text.words[language] += language == 0 ? " " + std::string(english) : " " + std::string(welsh);
                broken.steps = {broken.steps[*step]};  // the others are looked at elsewhere
                const LintOptions options{
                    .today = the_day, .given = one_combination_of(static_cast<Audience>(audience)), .language = {}};
                LintReport report;
                check_texts(broken, the_rules(), ShownSteps(broken, the_rules(), options.given), options, report);
                const auto& found = report.findings;
                const std::string where = std::string("step/not-your-fault") +
                                          (audience == 0 ? "" : "/" + std::string(audience_names[audience])) +
                                          "/text/" + std::string(language_names[language]);
                EXPECT_TRUE(std::ranges::any_of(
                    found, [&](const Finding& each) { return each.rule == rule && each.where == where; }))
                    << rule << " at " << where << "\n"
                    << told(found);
            }
}

TEST(Lint, ARuleOfWordingBoundByAnswersLeavesWordsAloneThatAreNeverMetThere) {
    Guide guide = test::the_guide();
    const auto step = guide.step("stopncii");  // only where everyone was 18 or over
    ASSERT_TRUE(step);
    guide.steps[*step].text.by_audience[0].words[0] = "Keep the picture where you have it.";
    const auto is_found = [&] {
        const auto found =
            lint(guide, the_rules(), {.today = the_day, .given = {}, .language = Language::english}).findings;
        return std::ranges::any_of(found, [](const Finding& each) {
            return each.rule == "no-picture-of-the-young" && each.where == "step/stopncii/text/en";
        });
    };
    EXPECT_FALSE(is_found());
    show(guide, *step);
    EXPECT_TRUE(is_found());
}

TEST(Lint, ALanguageCanBeAskedAboutAlone) {
    Guide guide = test::the_guide();
    guide.steps[3].why.words[1].clear();
    guide.steps[4].why.words[0] += " This is a second sentence.";
    LintOptions options{.today = the_day, .given = one_combination(), .language = Language::welsh};
    const auto welsh = lint(guide, the_rules(), options).findings;
    ASSERT_EQ(welsh.size(), 1U) << told(welsh);
    EXPECT_EQ(welsh[0].rule, "language-lacks");
    EXPECT_EQ(welsh[0].where, "step/" + guide.steps[3].id + "/why/cy");
    options.language = Language::english;
    const auto english = lint(guide, the_rules(), options).findings;
    ASSERT_EQ(english.size(), 1U) << told(english);
    EXPECT_EQ(english[0].rule, "sentences");
}

// One way to break each general rule.
TEST(Lint, EveryGeneralRuleSpeaksUpWhenTheGuideIsBroken) {
    std::set<std::string> seen;
    const auto broken = [&](std::string_view rule, const Answers& given,
                            const std::function<void(Guide&, LintRules&)>& break_it) {
        Guide guide = test::the_guide();
        LintRules rules = the_rules();
        break_it(guide, rules);
        const auto findings = lint(guide, rules, {.today = the_day, .given = given, .language = {}}).findings;
        EXPECT_TRUE(has(findings, rule)) << rule << "\n" << told(findings);
        seen.emplace(rule);
    };
    const Answers one = one_combination();
    const auto in_guide = [&](std::string_view rule, const std::function<void(Guide&)>& break_it) {
        broken(rule, one, [&](Guide& guide, LintRules&) { break_it(guide); });
    };
    const auto in_directory = [&](std::string_view rule, const std::function<void(Directory&)>& break_it) {
        Handbook handbook = test::the_handbook();
        break_it(handbook.directory);
        const auto findings =
            lint_directory(handbook, the_rules(), {.today = the_day, .given = one, .language = {}}).findings;
        EXPECT_TRUE(has(findings, rule)) << rule << "\n" << told(findings);
        seen.emplace(rule);
    };
    const auto in_provenance = [&](std::string_view rule, const std::function<void(Provenance&)>& break_it) {
        in_guide(rule, [&](Guide& guide) { break_it(guide.steps[5].provenance); });
        if (rule != "no-source")
            in_directory(rule, [&](Directory& directory) { break_it(directory.lines[5].provenance); });
    };

    in_guide("too-many-combinations", [](Guide& guide) {
        while (guide.questions.size() + guide.derived.size() < most_questions - 1) {
            Question question = guide.questions[0];
            question.id += std::to_string(guide.questions.size());
            guide.questions.push_back(question);
            // Each answer is told apart by a condition.
            const auto number = static_cast<std::uint8_t>(guide.questions.size() - 1);
            guide.steps[0].unless.cases.push_back({{.question = number, .allowed = 1}});
            guide.steps[0].unless.cases.push_back({{.question = number, .allowed = 2}});
        }
    });
    in_guide("no-step", [](Guide& guide) {
        for (std::size_t i = 0; i < guide.steps.size(); ++i) hide(guide, i);
    });
    in_guide("crisis-first", [](Guide& guide) {
        for (std::size_t i = 0; i < guide.steps.size(); ++i)
            if (guide.steps[i].phase == 0) hide(guide, i);
    });
    in_guide("crisis-first", [](Guide& guide) { std::swap(guide.phases[0].id, guide.phases[1].id); });
    for (const auto* const phase : {"block", "report", "remove", "secure"})
        in_guide("save-first", [&](Guide& guide) {
            const auto save = std::ranges::find(guide.phases, "save", &Phase::id);
            const auto other = std::ranges::find(guide.phases, phase, &Phase::id);
            std::swap(save->id, other->id);
        });
    broken("never-shown", {}, [](Guide& guide, LintRules&) { hide(guide, 40); });
    in_guide("contradiction", [](Guide& guide) {
        const auto step = std::ranges::find_if(guide.steps, [](const Step& each) { return !each.contradicts.empty(); });
        show(guide, static_cast<std::size_t>(step - guide.steps.begin()));
        show(guide, step->contradicts[0]);
    });
    in_guide("contradiction-one-sided", [](Guide& guide) {
        std::ranges::find_if(guide.steps, [](const Step& each) {
            return !each.contradicts.empty();
        })->contradicts.clear();
    });
    broken("rule-never-binds", {}, [](Guide&, LintRules& rules) { rules.paths[0].when = nowhere; });

    in_guide("language-lacks", [](Guide& guide) { guide.questions[2].ask.by_audience[0].words[1].clear(); });
    in_directory("language-lacks", [](Directory& directory) { directory.services[0].does[0].words[1].clear(); });
    broken("word-list-lacks", one, [](Guide&, LintRules& rules) { rules.words[0].lists[1].words.clear(); });
    in_guide("reading-age", [](Guide& guide) {
        guide.steps[9].text.by_audience[0].words[0] =
            "Immediately communicate documentation. Organisations investigate intimidation. Accumulate authoritative "
            "identification. Understand jurisdictional limitations. Deactivate unauthorised applications.";
    });
    in_guide("long-sentence", [](Guide& guide) {
        guide.phases[2].name.words[0] = "One two three four five six seven eight nine ten or so and then some more";
    });
    in_guide("long-heading", [](Guide& guide) {
        guide.steps[9].head.by_audience[2].words = {"This heading is by far too long to stand on a small phone",
                                                    "Pennawd"};
    });
    in_guide("sentences",
             [](Guide& guide) { guide.steps[9].text.by_audience[0].words[0] = "A. B. C. D. E. F. G. H."; });

    in_provenance("no-source", [](Provenance& provenance) { provenance.sources.clear(); });
    in_provenance("seen-nowhere", [](Provenance& provenance) {
        provenance.sources.clear();
        provenance.unsure.clear();
        provenance.sure = Sureness::seen;
    });
    in_provenance("copied-as-seen", [](Provenance& provenance) {
        for (auto& source : provenance.sources) source.url = "https://unnamed.invalid/public-code";
        provenance.unsure.clear();
        provenance.sure = Sureness::seen;
    });
    in_provenance("no-check-page", [](Provenance& provenance) {
        provenance.sure = Sureness::memory;
        provenance.check_at.clear();
        provenance.sources.clear();
    });
    in_provenance("past-review", [](Provenance& provenance) { provenance.review_by = the_day - std::chrono::days(1); });
    in_provenance("review-too-late",
                  [](Provenance& provenance) { provenance.review_by = the_day + std::chrono::days(400); });
    in_provenance("read-later",
                  [](Provenance& provenance) { provenance.sources[0].read = the_day + std::chrono::days(1); });
    for (const auto* const url : {"", "helpline.example", "ftp://a.example/", "https://nowhere", "https://a@b.example",
                                  "https://a.example/a b", "javascript:alert(1)"})
        in_provenance("bad-address", [&](Provenance& provenance) { provenance.sources[0].url = url; });
    in_provenance("source-says-nothing", [](Provenance& provenance) { provenance.sources[0].says.clear(); });

    in_directory("past-review", [](Directory& directory) { directory.forces[0].areas_review_by = {}; });
    in_directory("past-review", [](Directory& directory) { directory.postcodes.review_by = {}; });
    in_directory("crisis-number-unsourced", [](Directory& directory) {
        for (auto& source : directory.lines[directory.line("uk-samaritans").value()].provenance.sources)
            source.url = "https://notes.invalid/samaritans";
    });
    in_directory("crisis-number-unsourced", [](Directory& directory) {
        for (auto& source : directory.countries[directory.country("US").value()].provenance.sources)
            source.url = "https://notes.invalid/911";
    });
    in_directory("crisis-number-unsourced", [](Directory& directory) {
        directory.countries[directory.country("PL").value()].emergency = "998";  // no page says that number
    });
    in_directory("crisis-number-unsourced", [](Directory& directory) {
        directory.countries[directory.country("FR").value()].provenance.unsure.push_back(
            {.field = "emergency", .sure = Sureness::memory});
    });
    in_directory("no-crisis-line", [](Directory& directory) { directory.countries[2].crisis.clear(); });
    in_directory("no-crisis-line", [](Directory& directory) {
        for (auto& line : directory.lines) line.provenance.sure = Sureness::memory;
    });
    in_directory("no-contact", [](Directory& directory) { directory.lines[0].contacts.clear(); });
    in_directory("no-number", [](Directory& directory) { directory.lines[0].contacts[0].dial.clear(); });
    in_directory("no-number", [](Directory& directory) { directory.countries[1].emergency = "call them"; });
    in_directory("number-differs", [](Directory& directory) { directory.lines[0].contacts[0].dial = "998"; });
    in_directory("number-differs", [](Directory& directory) { directory.lines[0].contacts[0].dial = "99 9"; });
    for (const auto field : {&Force::website, &Force::report_url, &Force::advice_url, &Force::phone, &Force::text})
        in_directory("seen-unnamed", [&](Directory& directory) {
            auto& kent = directory.forces[directory.force("kent").value()];
            kent.*field = field == &Force::phone || field == &Force::text ? "0999" : "https://www.elsewhere.example/";
        });
    in_directory("seen-unnamed", [](Directory& directory) {  // what has no name says it, and nothing else does
        for (auto& source : directory.forces[directory.force("kent").value()].provenance.sources)
            if (source.says.contains("101")) source.url = "https://unnamed.invalid/public-code";
    });
    in_directory("no-report-form", [](Directory& directory) { directory.platforms[0].reports.clear(); });
    in_directory("bad-address", [](Directory& directory) { directory.platforms[0].home = "www.example.com"; });

    for (const auto rule : general_rules) EXPECT_TRUE(seen.contains(std::string(rule))) << rule << " was never broken";
}

TEST(Lint, TheDayOfReviewIsTheLastThatIsTrusted) {
    Guide guide = test::the_guide();
    const sys_days by = guide.steps[0].provenance.review_by;
    for (const int late : {0, 1}) {
        const auto found = lint(guide, the_rules(),
                                {.today = by + std::chrono::days(late), .given = one_combination(), .language = {}})
                               .findings;
        EXPECT_EQ(std::ranges::any_of(found,
                                      [&](const Finding& each) {
                                          return each.rule == "past-review" &&
                                                 each.where == "step/" + guide.steps[0].id;
                                      }),
                  late == 1);
    }
}

TEST(Lint, RulesOfTheDataThatNameNothingAreRefused) {
    std::string blob = test::the_blob();
    const struct {
        std::string_view from, to, pointer;
    } mistakes[] = {
        {R"("first":["crisis-now"],)", R"()", "/rule/0/id"},
        {R"("first":["crisis-now"])", R"("first":["crisis-later"])", "/rule/0/first/0"},
        {R"("id":"danger-comes-first")", R"("any":["x"],"id":"danger-comes-first")", "/rule/0/any/0"},
        {R"("only_phases":["crisis","prevent"])", R"("only_phases":["crises","prevent"])", "/only_phases/0"},
        {R"("when":[{"adult_then":["no","unsure"],"age_now":["adult"]}])",
         R"("when":[{"adult_then":["no","maybe"],"age_now":["adult"]}])", "/when/0/adult_then/1"},
    };
    for (const auto& [from, to, pointer] : mistakes) {
        std::string changed = blob;
        const auto rules = changed.find("\"rule\":[");
        const auto at = changed.find(from, rules);
        ASSERT_NE(at, std::string::npos) << from;
        changed.replace(at, from.size(), to);
        const auto read = read_lint_rules(changed, test::the_guide());
        ASSERT_FALSE(read) << to;
        const auto faults = read.error().faults.kept();
        EXPECT_TRUE(std::ranges::any_of(
            faults, [&](const holdfast::JsonFault& fault) { return fault.pointer.ends_with(pointer); }))
            << to << ": " << (faults.empty() ? "" : faults[0].pointer);
    }
}

}  // namespace
