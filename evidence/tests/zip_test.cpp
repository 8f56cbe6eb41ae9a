// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "holdfast/evidence/crc32.hpp"
#include "holdfast/evidence/zip_reader.hpp"
#include "holdfast/evidence/zip_writer.hpp"
#include "holdfast/sealing/digest.hpp"
#include "made_pack.hpp"
#include "zip_format.hpp"

namespace holdfast::evidence {
namespace {

using sealing::as_bytes;
using testing::ElementsAre;

const UnixMillis some_time = *time_from_rfc3339("2026-11-22T13:14:15Z");

std::string written(const std::vector<MadeFile>& files, UnixMillis time = some_time) {
    std::vector<ZipEntry> entries;
    for (const auto& [path, content] : files)
        entries.push_back({.path = path, .size = content.size(), .crc32 = crc32(crc32_of_nothing, as_bytes(content))});
    auto zip = ZipWriter::create(entries, time);
    EXPECT_TRUE(zip);
    std::string out;
    for (const auto& [path, content] : files) {
        out += zip->begin_entry().value();
        EXPECT_TRUE(zip->content(as_bytes(content)));
        out += content;
    }
    out += zip->finish().value();
    EXPECT_EQ(out.size(), zip->size());
    return out;
}

struct Read {
    std::vector<std::string> files;  // "path=content"
    std::optional<ZipFault> fault;
};

// Everything that a ZIP file holds, in pieces of `piece` bytes.
Read read(const std::string& zip, std::size_t piece = 100'000, bool with_directory = true) {
    Read result;
    const auto all = as_bytes(zip);
    ZipWalk walk;
    if (with_directory) {
        const auto tail = all.last(static_cast<std::size_t>(zip_tail_bytes(zip.size())));
        const auto place = find_zip_directory(all.first(std::min<std::size_t>(4, all.size())), tail, zip.size());
        if (!place) return {.files = {}, .fault = place.error()};
        auto directory = read_zip_directory(
            all.subspan(static_cast<std::size_t>(place->offset), static_cast<std::size_t>(place->bytes)), *place);
        if (!directory) return {.files = {}, .fault = directory.error()};
        walk = ZipWalk(std::move(*directory));
    }
    std::span<const std::byte> input;
    std::size_t at = 0;
    for (;;) {
        const auto step = walk.next(input);
        if (!step) {
            result.fault = step.error();
            return result;
        }
        if (step->kind == ZipStep::Kind::begins) result.files.push_back(step->item.path + "=");
        if (step->kind == ZipStep::Kind::content)
            result.files.back().append(reinterpret_cast<const char*>(step->content.data()), step->content.size());
        if (step->kind == ZipStep::Kind::ends && !step->intact) result.files.back() += "!";
        if (step->kind == ZipStep::Kind::done) return result;
        if (step->kind != ZipStep::Kind::needs_more) continue;
        if (at == all.size()) {
            result.files.emplace_back("(cut off)");
            return result;
        }
        input = all.subspan(at, std::min(piece, all.size() - at));
        at += input.size();
    }
}

ZipError error_of(const RawZip& zip) {
    const Read result = read(raw_zip(zip));
    EXPECT_TRUE(result.fault);
    return result.fault ? result.fault->error : ZipError::out_of_turn;
}

RawZip two_files() {
    return {.entries = {{.name = "f/a.txt", .content = "meadow"}, {.name = "f/b.txt", .content = "lantern"}}};
}
ZipError with_second(const RawEntry& entry) {
    RawZip zip = two_files();
    zip.entries[1] = entry;
    return error_of(zip);
}

TEST(Zip, WhatIsWrittenIsReadBackInPiecesOfAnySize) {
    const std::string zip =
        written({{"f/a.txt", "meadow"}, {"f/empty", ""}, {"f/N\u00FA\u00F1ez.txt", "lantern"}, {"f/d/e", "gate"}});
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 29U, 30U, 31U, 100U, 100'000U}) {
        const Read result = read(zip, piece);
        EXPECT_FALSE(result.fault) << piece;
        EXPECT_THAT(result.files,
                    ElementsAre("f/a.txt=meadow", "f/empty=", "f/N\u00FA\u00F1ez.txt=lantern", "f/d/e=gate"));
        EXPECT_EQ(read(zip, piece, false).files, result.files) << piece;
    }
    EXPECT_FALSE(read(written({})).fault);
}

TEST(Zip, TheSameEntriesGiveTheSameBytes) {
    const std::vector<MadeFile> files = {{"f/a.txt", "meadow"}, {"f/b", "gate"}};
    EXPECT_EQ(written(files), written(files));
    EXPECT_EQ(written(files), written(files, {some_time.value + 500}));
    EXPECT_NE(written(files), written(files, {some_time.value + 2000}));
    // 2026-11-22 13:14:15 cut to :14, as the format packs it.
    const std::string zip = written(files);
    EXPECT_EQ(zip::get<std::uint32_t>(as_bytes(zip), 10),
              (46U << 25U) | (11U << 21U) | (22U << 16U) | (13U << 11U) | (14U << 5U) | 7U);
}

TEST(Zip, AWriterRefusesWhatAReaderWould) {
    const auto refused = [](std::vector<ZipEntry> entries, UnixMillis time = some_time) {
        const auto zip = ZipWriter::create(std::move(entries), time);
        EXPECT_FALSE(zip);
        return zip ? ZipWriteError::out_of_turn : zip.error();
    };
    EXPECT_EQ(refused({{.path = "../a"}}), ZipWriteError::path_fault);
    EXPECT_EQ(refused({{.path = "f/a"}, {.path = "f/A"}}), ZipWriteError::path_clash);
    EXPECT_EQ(refused({{.path = "a", .size = ~std::uint64_t{0}}}), ZipWriteError::too_large);
    EXPECT_EQ(refused({{.path = "a", .size = most_zip_bytes}, {.path = "b", .size = 1}}), ZipWriteError::too_large);
    EXPECT_EQ(refused({{.path = "a"}}, {0}), ZipWriteError::time_range);
    EXPECT_EQ(refused({{.path = "a"}}, {5'000'000'000'000}), ZipWriteError::time_range);
    EXPECT_EQ(refused(std::vector<ZipEntry>(most_zip_entries + 1)), ZipWriteError::too_many_entries);
}

TEST(Zip, AWriterNoticesContentThatChangedSinceItWasAnnounced) {
    const auto begun = [](std::string_view announced) {
        auto zip = ZipWriter::create(
            {{.path = "a", .size = announced.size(), .crc32 = crc32(crc32_of_nothing, as_bytes(announced))}},
            some_time);
        EXPECT_TRUE(zip->begin_entry());
        return std::move(*zip);
    };
    auto other = begun("meadow");
    EXPECT_TRUE(other.content(as_bytes("meadoW")));
    EXPECT_EQ(other.finish().error(), ZipWriteError::content_changed);
    auto longer = begun("meadow");
    EXPECT_EQ(longer.content(as_bytes("meadows")).error(), ZipWriteError::content_changed);
    auto shorter = begun("meadow");
    EXPECT_TRUE(shorter.content(as_bytes("mead")));
    EXPECT_EQ(shorter.finish().error(), ZipWriteError::content_changed);
    auto whole = begun("meadow");
    EXPECT_TRUE(whole.content(as_bytes("meadow")));
    EXPECT_EQ(whole.begin_entry().error(), ZipWriteError::out_of_turn);
    EXPECT_TRUE(whole.finish());
    EXPECT_EQ(whole.finish().error(), ZipWriteError::out_of_turn);
    EXPECT_EQ(whole.content({}).error(), ZipWriteError::out_of_turn);
}

// Sizes are announced, so that nothing of this size has to be written.
TEST(Zip, AboveFourGibibytesTheZip64FieldsStand) {
    constexpr std::uint64_t large = 5'000'000'000;
    auto zip = ZipWriter::create({{.path = "f/a", .size = large, .crc32 = 1}, {.path = "f/b", .size = 3, .crc32 = 2}},
                                 some_time);
    ASSERT_TRUE(zip);
    const std::string header = zip->begin_entry().value();
    EXPECT_EQ(header.size(), 30U + 3U + 20U);
    EXPECT_EQ(zip->size(), header.size() + large + (30 + 3 + 3) + (46 + 3 + 20) + (46 + 3 + 12) + 56 + 20 + 22);
}

TEST(Zip, EachWayOfDeceivingAReaderIsNamed) {
    EXPECT_FALSE(read(raw_zip(two_files())).fault);
    EXPECT_EQ(with_second({.name = "f/a.txt", .content = "x"}), ZipError::duplicate_path);
    EXPECT_EQ(with_second({.name = "f/A.TXT", .content = "x"}), ZipError::twin_path);
    EXPECT_EQ(with_second({.name = "f/a.txt/b", .content = "x"}), ZipError::twin_path);
    EXPECT_EQ(with_second({.name = "../a", .content = "x"}), ZipError::path_fault);
    EXPECT_EQ(with_second({.name = "/a", .content = "x"}), ZipError::path_fault);
    EXPECT_EQ(with_second({.name = "f\\a", .content = "x"}), ZipError::path_fault);
    EXPECT_EQ(with_second({.name = "f/\xFF", .content = "x"}), ZipError::path_fault);
    EXPECT_EQ(with_second({.name = "", .content = "x"}), ZipError::path_fault);
    EXPECT_EQ(with_second({.name = "f/d/"}), ZipError::folder_entry);
    EXPECT_EQ(with_second({.name = "f/d", .attributes = 0040755U << 16U}), ZipError::folder_entry);
    EXPECT_EQ(with_second({.name = "f/d", .attributes = 0x10}), ZipError::folder_entry);
    EXPECT_EQ(with_second({.name = "f/l", .content = "/etc", .attributes = 0120777U << 16U}), ZipError::not_a_file);
    EXPECT_EQ(with_second({.name = "f/l", .attributes = 0060644U << 16U}), ZipError::not_a_file);
    EXPECT_EQ(with_second({.name = "f/l", .attributes = 0x400}), ZipError::not_a_file);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .flags = 0x0801}), ZipError::encrypted);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .flags = 0x2800}), ZipError::encrypted);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .method = 99}), ZipError::encrypted);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .method = 8}), ZipError::compressed);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .method = 93}), ZipError::compressed);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .flags = 0x0808}), ZipError::data_descriptor);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .flags = 0x0820}), ZipError::needs_newer);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .version = 63}), ZipError::needs_newer);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .size = 1, .stored_size = 2}), ZipError::sizes_disagree);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .disk = 1}), ZipError::several_disks);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .comment = "hello"}), ZipError::comment);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .local_name = "f/c"}), ZipError::headers_disagree);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .local_size = 0}), ZipError::headers_disagree);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .local_time = 5}), ZipError::headers_disagree);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .before = "hidden"}), ZipError::gap);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .offset = 0}), ZipError::overlap);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .offset = 40}), ZipError::overlap);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .offset = 0x7FFFFFFF}), ZipError::overlap);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .size = 500'000}), ZipError::overlap);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .size = 0xFFFFFFFF}), ZipError::entry_malformed);
    const std::string other_name("\x75\x70\x07\x00\x01\0\0\0\0f/", 11);  // Info-ZIP's second name
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .extra = other_name}), ZipError::extra_field);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .local_extra = other_name}), ZipError::extra_field);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .extra = "\x01"}), ZipError::entry_malformed);
    EXPECT_EQ(with_second({.name = "f/b", .content = "x", .extra = std::string("\x01\x00\x08\x00", 4)}),
              ZipError::entry_malformed);
}

TEST(Zip, AroundTheEntriesNothingMayHide) {
    RawZip zip = two_files();
    zip.entries[0].before = "MZ a program in front";
    EXPECT_EQ(error_of(zip), ZipError::leading_junk);
    EXPECT_EQ(read("MZ a program in front" + raw_zip(two_files())).fault->error, ZipError::leading_junk);
    zip = two_files();
    zip.entries[0].before = "PK\x03\x04 pretends to be an entry, which no directory names";
    EXPECT_EQ(error_of(zip), ZipError::leading_junk);
    zip = two_files();
    zip.before_directory = "hidden";
    EXPECT_EQ(error_of(zip), ZipError::gap);
    zip = two_files();
    zip.before_end = "hidden";
    EXPECT_EQ(error_of(zip), ZipError::directory_place);
    zip = two_files();
    zip.comment = "hello";
    EXPECT_EQ(error_of(zip), ZipError::comment);
    zip = two_files();
    zip.after = "hidden";
    EXPECT_EQ(error_of(zip), ZipError::trailing_junk);
    zip.after = raw_zip({.entries = {{.name = "f/other", .content = "x"}}});
    EXPECT_NE(error_of(zip), ZipError::out_of_turn);
    zip = two_files();
    zip.count = 1;
    EXPECT_EQ(error_of(zip), ZipError::wrong_count);
    zip.count = 3;
    EXPECT_EQ(error_of(zip), ZipError::wrong_count);
    zip = two_files();
    zip.directory_offset = 3;
    EXPECT_EQ(error_of(zip), ZipError::directory_place);
    zip = two_files();
    zip.directory_bytes = 3;
    EXPECT_EQ(error_of(zip), ZipError::directory_place);
    zip = two_files();
    zip.disk = 1;
    EXPECT_EQ(error_of(zip), ZipError::several_disks);
    zip = two_files();
    zip.count = 0xFFFF;
    EXPECT_EQ(error_of(zip), ZipError::zip64_record);
    EXPECT_EQ(read("").fault->error, ZipError::not_zip);
    EXPECT_EQ(read("a text that is long enough to hold an end record").fault->error, ZipError::not_zip);
}

TEST(Zip, EveryCutOffFileIsToldApartAndReadAsFarAsItGoes) {
    const std::string whole = raw_zip(two_files());
    for (std::size_t length = 4; length < whole.size(); ++length) {
        const Read result = read(whole.substr(0, length));
        ASSERT_TRUE(result.fault) << length;
        EXPECT_EQ(result.fault->error, ZipError::cut_off) << length;
    }
    const std::size_t second = whole.find("f/b.txt") - 30;
    EXPECT_THAT(read(whole.substr(0, second + 37 + 3), 9, false).files,
                ElementsAre("f/a.txt=meadow", "f/b.txt=lan", "(cut off)"));
    EXPECT_THAT(read(whole.substr(0, whole.size() - 1), 9, false).files,
                ElementsAre("f/a.txt=meadow", "f/b.txt=lantern"));
}

TEST(Zip, AWrongChecksumIsSaidAndTheWalkGoesOn) {
    RawZip zip = two_files();
    zip.entries[0].crc32 = 1;
    const Read result = read(raw_zip(zip));
    EXPECT_FALSE(result.fault);
    EXPECT_THAT(result.files, ElementsAre("f/a.txt=meadow!", "f/b.txt=lantern"));
}

TEST(Zip, NoSingleChangedByteOfAHeaderGoesUnnoticed) {
    const std::string whole = written({{"f/a.txt", "meadow"}, {"f/b.txt", "lantern"}});
    const Read expected = read(whole);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int bit : {0, 3, 7}) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            const Read result = read(changed);
            if (result.fault) continue;
            // What is left are fields of the directory that say nothing of the content: who made it, with which rights.
            const auto central = whole.find("PK\x01\x02");
            EXPECT_TRUE(result.files != expected.files || at >= central) << at << "." << bit;
        }
    }
}

}  // namespace
}  // namespace holdfast::evidence
