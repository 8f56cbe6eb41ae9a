// SPDX-License-Identifier: Apache-2.0
// What people read of a pack: tables, the draft for a statement, the graph, START-HERE.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "csv.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/evidence/case_graph.hpp"
#include "holdfast/evidence/case_report.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/payload.hpp"
#include "holdfast/evidence/start_here.hpp"
#include "holdfast/evidence/statement_notes.hpp"
#include "holdfast/evidence/tables.hpp"
#include "sample_case.hpp"
#include "shown_text.hpp"

namespace holdfast::evidence {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Rows of cells, read as RFC 4180 has it.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF"));
    std::vector<std::vector<std::string>> rows(1);
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 3; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
            cell += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\r')) {
            rows.back().push_back(cell);
            cell.clear();
            if (c == '\r') {
                EXPECT_EQ(csv[++i], '\n');
                rows.emplace_back();
            }
        } else {
            cell += c;
        }
    }
    rows.pop_back();
    return rows;
}

/// Splits as a program does that knows semicolons or tabs, and quotes only where a cell begins with one.
std::vector<std::string> split_elsewhere(const std::string& line, char separator) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && (quoted || cells.back().empty())) {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

const std::vector<std::string> hostile{"=1+1",
                                       "+44 7700 900123",
                                       "-2",
                                       "@SUM(A1)",
                                       "|calc",
                                       "\t=1",
                                       "\r=1",
                                       "\n=1",
                                       " =1",
                                       "\"=1",
                                       "\uFF1D1",
                                       "\xC2\xA0=1",
                                       "\uFF0B1",
                                       "\uFF0D1",
                                       "\uFF20A",
                                       "\uFF5CA",
                                       "\u1680=1",
                                       "\u2000=1",
                                       "\u200A=1",
                                       "\u202F=1",
                                       "\u205F=1",
                                       "\u3000\uFF1D1",
                                       "a;=cmd|' /C calc'!A0",
                                       "a; =1",
                                       "x\",\"=1",
                                       "x\";=1",
                                       "a\n=1",
                                       "a\r\n=HYPERLINK(\"http://example.org\")"};

TEST(Csv, NoCellIsAFormulaInAnyProgram) {
    constexpr std::array<std::string_view, 2> columns{"a", "b"};
    for (const std::string& text : hostile) {
        CsvTable table(columns);
        table.row({"x", text});
        table.row({text, "x"});
        const std::string csv = table.take();
        const auto rows = cells_of(csv);
        ASSERT_EQ(rows.size(), 3U) << text;
        for (const auto& row : rows) {
            ASSERT_EQ(row.size(), 2U) << text;
            for (const std::string& cell : row) EXPECT_FALSE(std::string_view("=+-@|\t\r\n").contains(cell[0])) << text;
        }
        for (const char separator : {';', '\t'}) {
            std::size_t start = 3;
            for (std::size_t end = csv.find("\r\n"); end != csv.npos; start = end + 2, end = csv.find("\r\n", start)) {
                for (std::string cell : split_elsewhere(csv.substr(start, end - start), separator)) {
                    while (cell.starts_with(' ') || cell.starts_with('"')) cell.erase(0, 1);
                    EXPECT_FALSE(!cell.empty() && std::string_view("=+-@|").contains(cell[0]))
                        << text << " as " << cell;
                }
            }
        }
    }
    // A cell as a whole: nothing that its first character may be hides the mark behind it.
    for (const std::string& text : hostile) {
        if (text.starts_with('a') || text.starts_with('x')) continue;
        EXPECT_EQ(defused(text).starts_with('\''), !text.starts_with('\r') && !text.starts_with('\n')) << defused(text);
    }
    EXPECT_EQ(defused("a;\u3000=1"), "a;'\u3000=1");
    EXPECT_EQ(defused("plain words, 5 - 3 = 2"), "plain words, 5 - 3 = 2");
    EXPECT_EQ(defused("\u2014 dash, \u200Bhidden"), "\u2014 dash, [U+200B]hidden");
}

TEST(Csv, WordsThatTurnTheLineAroundAreShownAsTheirCode) {
    EXPECT_EQ(one_line("photo\xE2\x80\xAEgpj.exe"), "photo[U+202E]gpj.exe");
    EXPECT_EQ(one_line("a\r\nb\tc\x01"), "a / b c[U+0001]");
    EXPECT_EQ(one_line("zo\xC3\xAB \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB"),
              "zo\xC3\xAB \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB");
    EXPECT_EQ(one_line("\xF3\xA0\x81\x81"), "[U+E0041]");
    EXPECT_EQ(one_line("a\xFF"
                       "b"),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_EQ(html_text("<b title='x'>&\""), "&lt;b title=&#39;x&#39;&gt;&amp;&quot;");
}

AdultCase with_film() {
    AdultCase of = sample::adult();
    of.exhibits[0].copies.clear();
    of.exhibits[0].holding = Kept::create(sample::file("1.mov", FileType::quicktime), ShowsIntimate::no, {},
                                          {{StatedName::length, "12.345"}, {StatedName::place, "present"}})
                                 .value();
    return of;
}

TEST(Tables, TellWhatAFileSaysOfItself) {
    const auto rows = cells_of(exhibits_csv(with_film()));
    const auto column = std::ranges::find(rows[0], "file_says") - rows[0].begin();
    EXPECT_EQ(rows[1][static_cast<std::size_t>(column)], "length: 12.345; place: present");
}

TEST(Tables, HaveARowForEachExhibitCopyAndRemoval) {
    const auto rows = cells_of(exhibits_csv(sample::adult()));
    ASSERT_EQ(rows.size(), 1U + 4U + 2U + 1U);
    std::vector<std::string> names;
    for (const auto& row : rows) {
        EXPECT_EQ(row.size(), 30U);
        names.push_back(row[0]);
    }
    EXPECT_THAT(names,
                testing::ElementsAre("exhibit", "ABC/1", "ABC/1-R1", "ABC/1-R3", "ABC/2", "ABC/3", "ABC/4", "ABC/5"));
    const auto column = [&](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(rows[0], name) - rows[0].begin());
    };
    EXPECT_EQ(rows[1][column("path")], "data/items/0001.png");
    EXPECT_EQ(rows[1][column("place_in_file")], "present");
    EXPECT_EQ(rows[1][column("camera_time")], "2026-11-20T18:45:00+01:00");
    EXPECT_EQ(rows[1][column("added_utc")], "2026-11-22 14:05:31");
    EXPECT_EQ(rows[1][column("added_local")], "2026-11-22 15:05:31 +01:00");
    EXPECT_EQ(rows[1][column("machine_read")], "send 200 / or else");
    EXPECT_EQ(rows[2][column("made_from_sha256")], rows[1][column("sha256")]);
    EXPECT_EQ(rows[2][column("path")], "data/redacted/0001-r1.png");
    EXPECT_EQ(rows[4][column("in_pack")], "checksums only: intimate");
    EXPECT_EQ(rows[4][column("path")], "");
    EXPECT_EQ(rows[5][column("in_pack")], "described only");
    EXPECT_EQ(rows[5][column("sha256")], "");
    EXPECT_EQ(rows[6][column("clock_difference")], "'-1.500 s");
    EXPECT_EQ(rows[6][column("taken_from")], "instagram.zip");
    EXPECT_EQ(rows[7][column("removed_because")], "The same as ABC/1 (2026-11-22 14:30:00 UTC)");
}

TEST(Tables, TheTimelineIsInOrderInBothClocks) {
    const auto rows = cells_of(timeline_csv(sample::adult()));
    for (std::size_t i = 2; i < rows.size(); ++i) EXPECT_LE(rows[i - 1][0], rows[i][0]);
    std::multiset<std::string> what;
    for (const auto& row : rows) what.insert(row[4]);
    for (const auto* const each :
         {"case begun", "exhibit added", "shown by exhibit", "link first seen", "link last seen", "payment made",
          "reported", "marked as done", "note", "redacted copy made", "exhibit removed"}) {
        EXPECT_EQ(what.contains(each), true) << each;
    }
    EXPECT_EQ(rows[1][0], "2026-11-20 17:00:00");
    EXPECT_EQ(rows[1][1], "2026-11-20 18:00:00 +01:00");
    EXPECT_EQ(rows[1][2], "'+01:00");
    const auto day = std::ranges::find(rows, std::string("link last seen"), [](const auto& row) { return row[4]; });
    EXPECT_EQ((*day)[1], "2026-11-21");
    EXPECT_EQ((*day)[3], "day");
}

TEST(Tables, IndicatorsStandOnceWithWhereTheyComeFrom) {
    AdultCase of = sample::adult();
    of.facts.known.push_back(of.facts.known[0]);
    const auto rows = cells_of(indicators_csv(of));
    std::multiset<std::string> values;
    for (const auto& row : rows) values.insert(row[1] + " " + row[3]);
    EXPECT_EQ(values.count("river_1987 known of the offender"), 1U);
    EXPECT_EQ(values.count("river_1987 link"), 1U);
    EXPECT_EQ(rows[4][4], "2026-11-20 17:00:00");
    EXPECT_EQ(rows[4][5], "2026-11-21") << "of a day no hour is claimed";
    EXPECT_EQ(values.count("'+44 7700 900123 known of the offender"), 1U);
    EXPECT_EQ(values.count("https://example.org/p/1?a=b&c=<d> link"), 1U);
    EXPECT_EQ(values.count("J Example, 00-00-00 12345678 payment made"), 1U);
}

TEST(Tables, FingerprintsAreOfFilesThatAreNotInThePack) {
    JsonDocument document;
    const std::string text = fingerprints_json(sample::adult());
    ASSERT_TRUE(document.parse(text));
    JsonFaults faults;
    JsonObject top = document.object(faults);
    const JsonArray items = top.array("items", 1, 1);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items.object(0).text("exhibit"), "ABC/2");
    EXPECT_EQ(items.object(0).array("codes", 1, 1).object(0).text("kind"), "pdq-c1");
}

TEST(StatementNotes, AreForAnAdultInEnglandOrWalesWhoWroteTheCase) {
    AdultCase of = sample::adult();
    for (const std::string_view place : {"scotland", "ni", "other", ""}) {
        of.facts.place = place;
        EXPECT_EQ(statement_notes(of).error(), NoStatement::elsewhere) << place;
    }
    of.facts.place = "wales";
    EXPECT_THAT(statement_notes(of).value_or(""), HasSubstr("wneud eich datganiad yn Gymraeg"));
    of.facts.place = "england";
    EXPECT_THAT(statement_notes(of).value_or(""), Not(HasSubstr("Gymraeg")));
    of.facts.whose = WhoseCase::helper;
    EXPECT_EQ(statement_notes(of).error(), NoStatement::not_own);
}

TEST(StatementNotes, SayWhatIsInTheCaseAndLeaveTheRestBlank) {
    const std::string notes = statement_notes(sample::adult()).value();
    const auto flat = [&] {
        std::string out;
        for (const char c : notes) {
            if (c == '\n') {
                while (out.ends_with(' ')) out.pop_back();
                out += ' ';
            } else if (c != ' ' || !out.ends_with(' ')) {
                out += c;
            }
        }
        return out;
    }();
    EXPECT_THAT(flat, HasSubstr("I produce a screenshot as exhibit ABC/1: The threat."));
    EXPECT_THAT(flat, HasSubstr("on 22 November 2026 at 15:05 (UTC +01:00)"));
    EXPECT_THAT(flat, HasSubstr("on or about 20 November 2026, about 21:00"));
    EXPECT_THAT(flat, HasSubstr("last seen on 21 November 2026."));
    EXPECT_THAT(flat, HasSubstr("ABC/2: The picture they have."));
    EXPECT_THAT(flat, HasSubstr("because it shows somebody intimate. Its SHA-256 checksum is"));
    EXPECT_THAT(flat, HasSubstr("I was sent something that I call ABC/3"));
    EXPECT_THAT(flat, HasSubstr("it was 1.500 seconds ahead."));
    EXPECT_THAT(flat, HasSubstr("I paid 50.00 GBP"));
    EXPECT_THAT(flat, HasSubstr("I reported this, to Essex Police"));
    EXPECT_THAT(flat, HasSubstr("their reference 42/12345/26"));
    EXPECT_THAT(notes, testing::EndsWith("Do not sign this draft.\n\nSignature:\n\nDate:\n"));
    EXPECT_THAT(notes, Not(HasSubstr("true to the best of my knowledge")));
    EXPECT_THAT(notes, Not(HasSubstr("ABC/5")));
    for (std::size_t at = 0; at < notes.size();) {
        const std::size_t end = std::min(notes.find('\n', at), notes.size());
        const std::string line = notes.substr(at, end - at);
        EXPECT_TRUE(line.size() <= 100 || line.substr(3).find(' ') == line.npos) << line;
        at = end + 1;
    }
}

TEST(CaseGraph, IsOneJsonDocumentWhoseReferencesAllLead) {
    for (const Case& of : {Case(sample::adult()), Case(sample::words_alone())}) {
        const std::string text = case_graph(of, sample::log(), "0.1.0");
        EXPECT_EQ(case_graph(of, sample::log(), "0.1.0"), text);
        JsonDocument document;
        ASSERT_TRUE(document.parse(text));
        std::multiset<std::string> defined;
        std::set<std::string> referred;
        for (std::size_t at = text.find("\"@id\":\""); at != text.npos; at = text.find("\"@id\":\"", at)) {
            at += 7;
            const std::size_t end = text.find('"', at);
            const std::string id = text.substr(at, end - at);
            EXPECT_TRUE(id.starts_with("kb:")) << id;
            if (text[end + 1] == ',') defined.insert(id);
            if (text[end + 1] == '}') referred.insert(id);
        }
        for (const auto& id : defined) EXPECT_EQ(defined.count(id), 1U) << id;
        for (const auto& id : referred) EXPECT_EQ(defined.count(id), 1U) << id;
        EXPECT_GE(referred.size(), 3U);
    }
}

TEST(CaseGraph, HasEachFileWithItsDigestsAndItsExhibitNumber) {
    const AdultCase of = sample::adult();
    const std::string text = case_graph(of, sample::log(), "0.1.0");
    for (const Exhibit& exhibit : of.exhibits) {
        EXPECT_THAT(text, HasSubstr("\"case-investigation:exhibitNumber\":\"ABC/" +
                                    std::to_string(exhibit.facts.number) + "\""));
        const FileFacts* const file = file_of(exhibit);
        if (file != nullptr) {
            EXPECT_THAT(text, HasSubstr(to_hex(file->sha256)));
        }
    }
    EXPECT_THAT(text, HasSubstr("ABC/1-R3"));
    EXPECT_THAT(text, Not(HasSubstr("data/items/0002")));
    EXPECT_THAT(text, HasSubstr("\"uco-core:name\":\"redacted\""));
}

StartHere pack_facts() {
    return {.folder = "HF-0000-0000-0-20261122",
            .software = "Holdfast 0.1.0",
            .public_key = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
            .made = sample::at("2026-11-22T16:00:00.000Z")};
}

TEST(StartHere, TellsWhatAFileSaysOfItself) {
    EXPECT_THAT(start_here_html(with_film(), pack_facts()),
                HasSubstr("the file holds coordinates of a place; it says of itself: length: 12.345; place: present"));
}

TEST(StartHere, NeedsNoNetworkAndNoScript) {
    for (const Case& of : {Case(sample::adult()), Case(sample::words_alone())}) {
        const std::string page = start_here_html(of, pack_facts());
        for (const auto* const never : {"<script", "<img", "<iframe", "<object", "<embed", "<form", "<link", "<a ",
                                        "src=", "href=", "url(", "@import", "javascript:"}) {
            EXPECT_THAT(page, Not(HasSubstr(never)));
        }
        EXPECT_THAT(page, HasSubstr("default-src 'none'"));
        EXPECT_THAT(page, testing::StartsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
    }
}

TEST(StartHere, SaysWhatTheSealProvesAndHowToCheck) {
    const std::string page = start_here_html(sample::adult(), pack_facts());
    for (const auto* const each :
         {"What the seal proves", "What it does not prove",
          "sha256sum --strict -c tagmanifest-sha256.txt &amp;&amp; sha256sum --strict -c manifest-sha256.txt",
          "comm -13", "minisign -Vm tagmanifest-sha256.txt -x seal/tagmanifest-sha256.txt.minisig -P RWQf6LRC",
          "openssl ts -verify", "Get-FileHash", "certutil -hashfile",
          "(certutil -hashfile ($path -replace '/', '\\') SHA256)[1]", "Get-ChildItem data -Recurse -File -Force",
          "NOT CHECKED", "HF-0000-0000-0-20261122", "None that does is in this pack.", "ABC/1-R1",
          "2026-11-22 16:00:00 UTC (2026-11-22 17:00:00 +01:00)"}) {
        EXPECT_THAT(page, HasSubstr(each));
    }
    EXPECT_THAT(page, Not(HasSubstr("{key}")));
}

TEST(StartHere, SaysInWelshWhyItIsInEnglishWhereWelshWasUsed) {
    AdultCase of = sample::adult();
    EXPECT_THAT(start_here_html(of, pack_facts()), Not(HasSubstr("lang=\"cy\"")));
    of.facts.language = "cy";
    EXPECT_THAT(start_here_html(of, pack_facts()), HasSubstr("<p lang=\"cy\">Defnyddiodd y person y Gymraeg."));
}

TEST(StartHere, SaysWhetherTheClockWasCompared) {
    AdultCase of = sample::adult();
    const auto* const compared = "it had been compared with the clock of a service";
    const auto* const never = "It was compared with no other clock.";
    std::string page = start_here_html(of, pack_facts());
    EXPECT_THAT(page, testing::AllOf(HasSubstr(compared), Not(HasSubstr(never))));
    for (Exhibit& exhibit : of.exhibits) exhibit.facts.clock_behind = std::nullopt;
    page = start_here_html(of, pack_facts());
    EXPECT_THAT(page, testing::AllOf(HasSubstr(never), Not(HasSubstr(compared))));
}

TEST(StartHere, OfACaseOfWordsSpeaksOfNoStatementAndNoCopies) {
    const std::string page = start_here_html(sample::words_alone(), pack_facts());
    EXPECT_THAT(page, HasSubstr("There is no picture, sound or film in this pack, only words."));
    EXPECT_THAT(page, Not(HasSubstr("notes-for-statement.txt")));
    EXPECT_THAT(page, Not(HasSubstr("data/redacted/")));
    EXPECT_THAT(page, Not(HasSubstr("fingerprints.json")));
}

TEST(StartHere, NothingFromTheCaseBecomesMarkup) {
    const std::string bad = "\"><script>alert(1)</script><img src=x onerror='1'>&lt;\xE2\x80\xAE</td>";
    AdultCase of = sample::adult();
    of.facts.number = bad;
    of.facts.prefix = bad;
    for (Exhibit& exhibit : of.exhibits) {
        exhibit.facts.title = bad;
        exhibit.facts.source = bad;
        exhibit.facts.whole = WholeFile{bad, 1, {}};
    }
    FileFacts file = sample::file(bad, FileType::png);
    file.declared = bad;
    of.exhibits[0].holding = Kept::create(file, ShowsIntimate::no).value();
    of.facts.removed[0].reason = bad;
    StartHere facts = pack_facts();
    facts.folder = facts.software = facts.public_key = bad;
    const std::string page = start_here_html(of, facts);
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    EXPECT_THAT(page, Not(HasSubstr("\xE2\x80\xAE")));
    EXPECT_THAT(page, HasSubstr("[U+202E]"));
    // The tags are those of the harmless page, in number.
    const std::string plain = start_here_html(sample::adult(), pack_facts());
    EXPECT_EQ(std::ranges::count(page, '<'), std::ranges::count(plain, '<'));
}

std::vector<std::string> paths_of(const Case& of) {
    std::vector<std::string> paths;
    for (const Paper& paper : papers_of(of, sample::log(), pack_facts(), "0.1.0")) {
        EXPECT_FALSE(paper.text.empty()) << paper.path;
        paths.push_back(paper.path);
    }
    for (const CaseFile& file : files_of(of)) paths.push_back(file.path);
    return paths;
}

TEST(Payload, OfAnAdultHasEveryPaperAndTheFilesThatAreKept) {
    EXPECT_THAT(paths_of(sample::adult()),
                testing::ElementsAre("data/START-HERE.html", "data/actions.jsonl", "data/case.json", "data/case.jsonld",
                                     "data/exhibits.csv", "data/fingerprints.json", "data/indicators.csv",
                                     "data/notes-for-statement.txt", "data/timeline.csv", "data/items/0001.png",
                                     "data/items/0004.json", "data/redacted/0001-r1.png", "data/redacted/0001-r3.png"));
}

TEST(Payload, OfACaseOfWordsHasWordsAlone) {
    EXPECT_THAT(
        paths_of(sample::words_alone()),
        testing::ElementsAre("data/START-HERE.html", "data/actions.jsonl", "data/case.json", "data/case.jsonld",
                             "data/exhibits.csv", "data/indicators.csv", "data/timeline.csv", "data/items/0001.txt"));
    const std::vector<CaseFile> files = files_of(sample::words_alone());
    ASSERT_EQ(files.size(), 1U);
    EXPECT_TRUE(files[0].words_alone);
    for (const Paper& paper : papers_of(sample::words_alone(), sample::log(), pack_facts(), "0.1.0")) {
        EXPECT_TRUE(holds_words_alone(paper.text)) << paper.path;
    }
}

std::string section_of(const CaseReport& report, std::string_view heading) {
    for (const ReportSection& section : report.sections) {
        if (section.heading == heading) return section.text;
    }
    ADD_FAILURE() << "no section " << heading;
    return {};
}

TEST(CaseReport, TellsAWholeCaseInItsOrder) {
    const CaseReport report = case_report(sample::adult(), "Holdfast 0.1.0", sample::at("2026-11-22T16:00:00.000Z"));
    EXPECT_EQ(report.title, "Report of the case HF-0000-0000-0");
    EXPECT_EQ(report.language, "en-GB");
    std::vector<std::string> headings;
    for (const ReportSection& section : report.sections) headings.push_back(section.heading);
    EXPECT_THAT(headings, testing::ElementsAre("About this report", "What the person answered",
                                               "What happened, by time", "Whoever threatens: what is known", "Links",
                                               "Money", "What was done", "Notes", "Exhibit ABC/1", "Exhibit ABC/2",
                                               "Exhibit ABC/3", "Exhibit ABC/4", "Exhibits that were removed"));
    EXPECT_THAT(section_of(report, "About this report"),
                HasSubstr("Holds: 4 exhibits; 1 link; 1 demand or payment\n"
                          "Report made: 2026-11-22 16:00:00 UTC (2026-11-22 17:00:00 +01:00) with Holdfast 0.1.0"));
    EXPECT_THAT(section_of(report, "About this report"), HasSubstr("18 or over"));
    EXPECT_EQ(section_of(report, "Links"),
              "Address: https://example.org/p/1?a=b&c=<d>\nAccount: river_1987\nWhere on the page: third post\n"
              "First seen: 2026-11-20 17:00:00 UTC (2026-11-20 18:00:00 +01:00)\nLast seen: 2026-11-21\n\n"
              "Note:\ngone since\nthen back");
    EXPECT_THAT(section_of(report, "Money"), HasSubstr("Paid: 50.00 GBP\nWhen: about 2026-11-20 20:00:00 UTC"));
    EXPECT_THAT(section_of(report, "What was done"), HasSubstr("reported; Reported online\nTo: Essex Police"));
    const std::string first = section_of(report, "Exhibit ABC/1");
    EXPECT_THAT(first, HasSubstr("SHA-256: " + to_hex(sealing::sha256("IMG_0001.PNG"))));
    EXPECT_THAT(first, HasSubstr("Where it is: data/items/0001.png"));
    EXPECT_THAT(first, HasSubstr("To know: the file holds coordinates of a place; words in it were read by a machine"));
    EXPECT_THAT(first, HasSubstr("Redacted copy: ABC/1-R1\nCovered: 2 areas, cropped"));
    EXPECT_THAT(first, HasSubstr("which may be wrong:\nsend 200\nor else"));
    EXPECT_THAT(section_of(report, "Exhibit ABC/2"), HasSubstr("not in the pack: it shows somebody intimate"));
    EXPECT_THAT(section_of(report, "Exhibit ABC/3"), Not(HasSubstr("SHA-256")));
    EXPECT_THAT(section_of(report, "Exhibit ABC/4"),
                HasSubstr("Device's clock: 1.500 seconds ahead when it was compared"));
    EXPECT_THAT(
        section_of(report, "Exhibits that were removed"),
        HasSubstr("ABC/5: screenshot, removed 2026-11-22 14:30:00 UTC (2026-11-22 15:30:00 +01:00): The same as"));
}

TEST(CaseReport, OfWordsAloneSaysSoAndHasNoEmptyParts) {
    const CaseReport report =
        case_report(sample::words_alone(), "Holdfast 0.1.0", sample::at("2026-11-22T16:00:00.000Z"));
    EXPECT_EQ(report.title, "Report of the case");
    EXPECT_THAT(section_of(report, "About this report"), HasSubstr("may be under 18. The case holds words alone"));
    EXPECT_THAT(section_of(report, "About this report"), Not(HasSubstr("18 or over")));
    for (const ReportSection& section : report.sections) {
        EXPECT_FALSE(section.text.empty()) << section.heading;
        EXPECT_FALSE(section.text.ends_with('\n')) << section.heading;
        EXPECT_NE(section.heading, "Money");
    }
}

TEST(CaseReport, WordsOfStrangersCannotHideOrTurnAnything) {
    AdultCase of = sample::adult();
    of.facts.known[0].value = "river\xE2\x80\xAEgnp.exe";  // U+202E
    of.facts.links[0].account = "a\nSHA-256: 0000";
    const CaseReport report = case_report(of, "Holdfast 0.1.0", sample::at("2026-11-22T16:00:00.000Z"));
    EXPECT_THAT(section_of(report, "Whoever threatens: what is known"),
                HasSubstr("account: river[U+202E]gnp.exe; Instagram"));
    EXPECT_THAT(section_of(report, "Links"), HasSubstr("Account: a / SHA-256: 0000\n"));  // no line of its own
}

}  // namespace
}  // namespace holdfast::evidence
