// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/file_look.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_literals;

std::string says(std::string_view file, std::size_t piece = 1'000) {
    ContentHasher hasher;
    FileLook look(hasher, LookFor::picture);
    for (std::size_t at = 0; at < file.size(); at += piece) look.take(std::as_bytes(std::span(file.substr(at, piece))));
    return to_line(look.finish().says);
}

std::string padded(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(10 - digits.size(), '0') + digits;
}

/// A part of a PDF: `content` as object `number` after what stands there, then its table and trailer.
void put_section(std::string& to, unsigned number, const std::string& content, const std::string& trailer) {
    const std::size_t object = to.size();
    to += std::to_string(number) + " 0 obj\n" + content + "\nendobj\n";
    const std::size_t table = to.size();
    to += "xref\n0 1\n0000000000 65535 f \n" + std::to_string(number) + " 1\n" + padded(object) + " 00000 n \n";
    to += "trailer\n<< /Size 9 /Root 1 0 R " + trailer + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}
std::string pdf(const std::string& info, const std::string& trailer = "/Info 5 0 R") {
    std::string out = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
    put_section(out, 5, info, trailer);
    return out;
}

const std::string info =
    "<< /Title (A \\(large\\) har\\142our) /Author <FEFF0052006800EF0061006E> /Producer (Lantern\\2221) "
    "/CreationDate (D:20261121184500+01'00') /ModDate (D:20261122Z) /Other << /Title (no) /X [1 2 (])] >> >>";

TEST(PdfFacts, AreThoseOfTheInfoDictionary) {
    const std::string expected =
        "author: Rh\xC3\xAF"
        "an; created: 2026-11-21T18:45:00+01:00; producer: Lantern\xE2\x84\xA2"
        "1; title: A (large) harbour";
    EXPECT_EQ(says(pdf(info)), expected);
    EXPECT_EQ(says(pdf(info), 1), expected);
    EXPECT_EQ(says(pdf("<</CreationDate(D:2026112118)/ModDate(D:20261121184500Z)/Title 7 0 R>>")),
              "modified: 2026-11-21T18:45:00Z");
    EXPECT_EQ(says(pdf("<</CreationDate(D:20261121)/ModDate(D:20261121184500-0330)>>")),
              "created: 2026-11-21; modified: 2026-11-21T18:45:00-03:30");
}

TEST(PdfFacts, TheNewestInfoCounts) {
    std::string file = pdf("<< /Title (old) >>");
    const std::size_t before = file.find("xref");
    const std::string previous = " /Prev " + std::to_string(before);
    std::string renewed = file;
    put_section(renewed, 5, "<< /Title (new) >>", "/Info 5 0 R" + previous);
    EXPECT_EQ(says(renewed), "title: new");
    std::string other = file;
    put_section(other, 6, "<< /Title (other) >>", "/Info 5 0 R" + previous);
    EXPECT_EQ(says(other), "title: old");
    std::string none = file;
    put_section(none, 6, "<< /Title (other) >>", previous);
    EXPECT_EQ(says(none), "");
}

TEST(PdfFacts, NothingIsSaidWhereTheWayIsNotPlain) {
    EXPECT_EQ(says(pdf(info, "/Info 5 0 R /Encrypt 8 0 R")), "");
    EXPECT_EQ(says(pdf(info, "/Info 6 0 R")), "");
    EXPECT_EQ(says(pdf(info, "/Info 5 1 R")), "");
    EXPECT_EQ(says(pdf(info, "/Info 5 0 R /Prev 12")), "");  // no table there: a stream, or damage
    EXPECT_EQ(says(pdf("<< /Title (open", "/Info 5 0 R")), "");
    std::string moved = pdf(info);
    moved.insert(9, "%x\n");
    EXPECT_EQ(says(moved), "");
    std::string stream = pdf(info);
    stream.replace(stream.find("xref"), 4, "7 0 ");  // a cross-reference stream's object
    EXPECT_EQ(says(stream), "");
    std::string free = pdf(info);
    free.replace(free.find("00000 n"), 7, "00000 f");
    EXPECT_EQ(says(free), "");
    std::string round = "%PDF-1.4\n";
    put_section(round, 5, info, "/Info 5 0 R /Prev " + std::to_string(round.size() + 8 + info.size() + 8));
    EXPECT_EQ(says(round), "");
    EXPECT_EQ(says(pdf(info) + std::string(most_picture_front_bytes, ' ')), "");
}

/// Processor time to look at a file whose one table stands at its start behind a long way.
double seconds_for(std::string_view trailer) {
    const std::string file = "%PDF-1.4\nxref" + std::string(15'000'000, ' ') + "0 0\ntrailer\n<</Info 5 0 R" +
                             std::string(trailer) + ">>\nstartxref\n9\n%%EOF\n";
    const auto before = std::clock();
    EXPECT_EQ(says(file, file.size()), "");
    return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

TEST(PdfFacts, TablesThatLeadInACircleAreNotGoneThroughAgainAndAgain) {
    EXPECT_LT(seconds_for("/Prev 9"), 3 * seconds_for("") + 0.05);
}

TEST(PdfFacts, DamageIsNeverReadBeyondItsEnd) {
    const std::string file = pdf(info);
    for (std::size_t size = 0; size < file.size(); ++size) (void)says(file.substr(0, size));
    for (std::size_t at = 0; at < file.size(); ++at) {
        for (const char c : {'(', '<', '[', '9', '\\'}) {
            std::string changed = file;
            changed[at] = c;
            (void)says(changed);
        }
    }
    EXPECT_EQ(says(pdf(std::string(60'000, '['))), "");
    EXPECT_EQ(says(pdf("<</A" + std::string(10'000, '<') + ">>")), "");
}

}  // namespace
}  // namespace holdfast::evidence
