// SPDX-License-Identifier: Apache-2.0
// Other programs read what ZipWriter writes: Info-ZIP's unzip and Python's zipfile, also with Zip64 fields.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "holdfast/evidence/crc32.hpp"
#include "holdfast/evidence/zip_reader.hpp"
#include "holdfast/evidence/zip_writer.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {
namespace {

using sealing::as_bytes;

class ZipTool : public testing::Test {
  protected:
    std::filesystem::path folder;
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "holdfast-zip-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
    }
    void TearDown() override {
        if (!folder.empty()) std::filesystem::remove_all(folder);
    }
    [[nodiscard]] int run(const std::string& command) const {
        return std::system(("cd '" + folder.string() + "' && " + command + " >out.txt 2>&1").c_str());
    }
    [[nodiscard]] std::string output() const {
        std::ifstream in(folder / "out.txt");
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(ZipTool, UnzipAndPythonUnpackWhatIsWritten) {
    const std::vector<std::pair<std::string, std::string>> files = {
        {"HF-1/bagit.txt", "meadow"}, {"HF-1/data/empty", ""}, {"HF-1/data/N\u00FA\u00F1ez.txt", "lantern"}};
    std::vector<ZipEntry> entries;
    for (const auto& [path, content] : files)
        entries.push_back({.path = path, .size = content.size(), .crc32 = crc32(crc32_of_nothing, as_bytes(content))});
    auto zip = ZipWriter::create(entries, *time_from_rfc3339("2026-11-22T13:14:15Z"));
    ASSERT_TRUE(zip);
    {
        std::ofstream out(folder / "pack.zip", std::ios::binary);
        for (const auto& [path, content] : files) {
            out << zip->begin_entry().value() << content;
            ASSERT_TRUE(zip->content(as_bytes(content)));
        }
        out << zip->finish().value();
    }
    ASSERT_EQ(run("unzip -tq pack.zip"), 0) << output();
    ASSERT_EQ(run("unzip -q pack.zip"), 0) << output();
    for (const auto& [path, content] : files) {
        std::ifstream in(folder / path, std::ios::binary);
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), content) << path;
    }
    ASSERT_EQ(run("python3 -c \"import zipfile; z = zipfile.ZipFile('pack.zip'); assert z.testzip() is None; "
                  "print(z.infolist()[0].date_time, len(z.infolist()))\""),
              0)
        << output();
    EXPECT_EQ(output(), "(2026, 11, 22, 13, 14, 14) 3\n");
}

// A sparse file: five gigabytes that take no room.
TEST_F(ZipTool, AFileAboveFourGibibytesIsUnderstoodByOthersAndReadBack) {
    constexpr std::uint64_t large = 4'400'000'000;
    std::uint32_t checksum = crc32_of_nothing;
    const std::vector<std::byte> zeros(std::size_t{1} << 20U);
    const auto pieces_of = [&zeros](std::uint64_t size, auto take) {
        for (std::uint64_t done = 0; done < size;) {
            const auto piece =
                std::span(zeros).first(static_cast<std::size_t>(std::min<std::uint64_t>(zeros.size(), size - done)));
            take(piece);
            done += piece.size();
        }
    };
    pieces_of(large, [&checksum](auto piece) { checksum = crc32(checksum, piece); });
    const std::string last = "lantern";
    auto zip = ZipWriter::create({{.path = "HF-1/data/large", .size = large, .crc32 = checksum},
                                  {.path = "HF-1/data/z", .size = 7, .crc32 = crc32(0, as_bytes(last))}},
                                 *time_from_rfc3339("2026-11-22T13:14:15Z"));
    ASSERT_TRUE(zip);
    {
        std::ofstream out(folder / "pack.zip", std::ios::binary);
        out << zip->begin_entry().value();
        pieces_of(large, [&zip](auto piece) { ASSERT_TRUE(zip->content(piece)); });
        out.seekp(static_cast<std::streamoff>(large), std::ios::cur);
        out << zip->begin_entry().value() << last;
        ASSERT_TRUE(zip->content(as_bytes(last)));
        out << zip->finish().value();
    }
    const std::uint64_t bytes = std::filesystem::file_size(folder / "pack.zip");
    ASSERT_EQ(bytes, zip->size());
    ASSERT_EQ(run("unzip -l pack.zip"), 0) << output();
    EXPECT_NE(output().find("4400000000"), std::string::npos) << output();
    ASSERT_EQ(run("python3 -c \"import zipfile; z = zipfile.ZipFile('pack.zip'); "
                  "print(z.read('HF-1/data/z'), z.getinfo('HF-1/data/large').file_size)\""),
              0)
        << output();
    EXPECT_EQ(output(), "b'lantern' 4400000000\n");

    std::ifstream in(folder / "pack.zip", std::ios::binary);
    const auto at = [&in](std::uint64_t offset, std::uint64_t count) {
        std::vector<std::byte> read(static_cast<std::size_t>(count));
        in.seekg(static_cast<std::streamoff>(offset));
        in.read(reinterpret_cast<char*>(read.data()), static_cast<std::streamsize>(count));
        return read;
    };
    const auto place = find_zip_directory(at(0, 4), at(bytes - zip_tail_bytes(bytes), zip_tail_bytes(bytes)), bytes);
    ASSERT_TRUE(place) << to_text(place.error().error);
    const auto directory = read_zip_directory(at(place->offset, place->bytes), *place);
    ASSERT_TRUE(directory) << to_text(directory.error().error);
    ASSERT_EQ(directory->items.size(), 2U);
    EXPECT_EQ(directory->items[0].size, large);
    ZipWalk walk(*directory);
    std::uint64_t ends = 0;
    std::vector<std::byte> piece;
    std::span<const std::byte> input;
    for (std::uint64_t offset = 0;;) {
        const auto step = walk.next(input);
        ASSERT_TRUE(step) << to_text(step.error().error);
        if (step->kind == ZipStep::Kind::done) break;
        if (step->kind == ZipStep::Kind::ends) {
            EXPECT_TRUE(step->intact);
            ++ends;
        }
        if (step->kind != ZipStep::Kind::needs_more) continue;
        piece = at(offset, std::min<std::uint64_t>(std::uint64_t{1} << 20U, bytes - offset));
        offset += piece.size();
        input = piece;
    }
    EXPECT_EQ(ends, 2U);
}

}  // namespace
}  // namespace holdfast::evidence
