// SPDX-License-Identifier: Apache-2.0
// Types by content, what pictures say of themselves, and media that hide in words. Real files: vectors/media.
#include "holdfast/evidence/file_type.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/picture_facts.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using sealing::as_bytes;

std::string vector_file(const std::string& name) {
    std::ifstream file(std::string(HOLDFAST_VECTORS) + "/media/" + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

FileType type_of_text(std::string_view file) {
    return type_of(as_bytes(file), as_bytes(file));
}

TEST(FileType, IsToldOfRealFiles) {
    for (const auto& [name, type] :
         {std::pair("png-rgb-8.png", FileType::png),   std::pair("landscape.jpg", FileType::jpeg),
          std::pair("landscape.webp", FileType::webp), std::pair("landscape.gif", FileType::gif),
          std::pair("landscape.heic", FileType::heic), std::pair("landscape.avif", FileType::avif),
          std::pair("bitmap.bmp", FileType::bmp),      std::pair("scan.tiff", FileType::tiff),
          std::pair("photo.nef", FileType::tiff),      std::pair("drawing.svg", FileType::svg),
          std::pair("drawing-2.svg", FileType::svg),   std::pair("clip.mp4", FileType::mp4),
          std::pair("clip.mov", FileType::quicktime),  std::pair("clip.webm", FileType::webm),
          std::pair("clip.avi", FileType::avi),        std::pair("song.mp3", FileType::mp3),
          std::pair("sound.wav", FileType::wav),       std::pair("document.pdf", FileType::pdf),
          std::pair("archive.zip", FileType::zip),     std::pair("page.html", FileType::html),
          std::pair("words.txt", FileType::text),      std::pair("words.rtf", FileType::unknown),
          std::pair("program.exe", FileType::unknown), std::pair("noise", FileType::unknown),
          std::pair("packed.gz", FileType::unknown),   std::pair("clip.mpg", FileType::unknown),
          std::pair("feed.xml", FileType::text)}) {
        EXPECT_EQ(to_text(type_of_text(vector_file(name))), to_text(type)) << name;
    }
}

std::string ogg_page(std::string_view body) {
    return "OggS\0\2"s + std::string(20, '\0') + "\1" + static_cast<char>(body.size()) + std::string(body);
}

TEST(FileType, OfSoundThatMayBeAFilmIsFilm) {
    EXPECT_EQ(type_of_text(ogg_page("OpusHead\1")), FileType::opus);
    EXPECT_EQ(type_of_text(ogg_page("\1vorbis")), FileType::ogg);
    EXPECT_EQ(type_of_text(ogg_page("\x80theora")), FileType::ogg_video);
    EXPECT_EQ(type_of_text(ogg_page("OpusHead\1") + ogg_page("\x80theora")), FileType::ogg_video);
    EXPECT_EQ(type_of_text("OggS"), FileType::ogg_video);
    EXPECT_EQ(type_of_text("\0\0\0\x18"
                           "ftypM4A \0\0\0\0mp42isom"sv),
              FileType::m4a);
    EXPECT_EQ(type_of_text("\0\0\0\x18"
                           "ftypisom\0\0\0\0mp42isom"sv),
              FileType::mp4);
    EXPECT_EQ(type_of_text("\0\0\0\x18"
                           "ftypmif1\0\0\0\0mif1avif"sv),
              FileType::avif);
    EXPECT_EQ(type_of_text("#!AMR\n"), FileType::amr);
}

TEST(FileType, TellsPagesMailsAndArchivesApart) {
    EXPECT_EQ(type_of_text("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: "
                           "x\r\nDate: Sun, 22 Nov 2026\r\n"
                           "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n"),
              FileType::mhtml);
    EXPECT_EQ(type_of_text("Return-Path: <a@example.org>\nReceived: by x\nFrom: a@example.org\nTo: "
                           "b@example.org\nSubject: x\n\nwords"),
              FileType::eml);
    EXPECT_EQ(type_of_text("From a@example.org Sun Nov 22 14:00:00 2026\nFrom: a@example.org\nSubject: x\n\nwords"),
              FileType::mbox);
    EXPECT_EQ(type_of_text("From here on\nit is only words"), FileType::text);
    EXPECT_EQ(type_of_text("To: nobody\nhello"), FileType::text);
    EXPECT_EQ(type_of_text("\xEF\xBB\xBF <!-- saved -->\n<!DOCTYPE HTML><p>x"), FileType::html);
    EXPECT_EQ(type_of_text("<?xml version=\"1.0\"?><!-- x --><svg/>"), FileType::svg);
    EXPECT_EQ(type_of_text(" {\n \"a\": 1}"), FileType::json);
    EXPECT_EQ(type_of_text("[1, 2]"), FileType::json);
    EXPECT_EQ(type_of_text("[-1.5e3 ]"), FileType::json);
    EXPECT_EQ(type_of_text("[true, null]"), FileType::json);
    EXPECT_EQ(type_of_text("[20/11/2026, 18:45:00] River: pay"), FileType::text) << "a chat as a phone writes it";
    EXPECT_EQ(type_of_text("[2026-11-20 18:45] River: pay"), FileType::text);
    EXPECT_EQ(type_of_text("[night] River: pay"), FileType::text);
    EXPECT_EQ(type_of_text("{curly} words"), FileType::text);
    EXPECT_EQ(type_of_text("PK\3\4datapackage.json ... archive/data.warc.gz"), FileType::wacz);
    EXPECT_EQ(type_of(as_bytes("PK\3\4x"), as_bytes("datapackage.json archive/data.warc.gz")), FileType::wacz);
    EXPECT_EQ(type_of_text("PK\3\4word/document.xml"), FileType::zip);
    EXPECT_EQ(type_of_text(""), FileType::text);
    EXPECT_EQ(type_of_text("zo\xC3"), FileType::text) << "cut off in a character";
    EXPECT_EQ(type_of_text("zo\xC3 x"), FileType::unknown);
    EXPECT_EQ(type_of_text("a\0b"sv), FileType::unknown);
}

TEST(FileType, EveryWordComesBackAndEveryEndingIsPlain) {
    for (std::size_t i = 0; i < file_types; ++i) {
        const auto type = static_cast<FileType>(i);
        EXPECT_EQ(file_type_from_text(to_text(type)), type);
        EXPECT_FALSE(extension(type).empty());
        for (const char c : extension(type)) EXPECT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        EXPECT_TRUE(agrees(media_type(type), type)) << to_text(type);
        EXPECT_TRUE(agrees(extension(type), type)) << to_text(type);
    }
    EXPECT_FALSE(file_type_from_text("PNG"));
}

TEST(FileType, ADeclaredTypeThatDiffersIsSeen) {
    EXPECT_TRUE(agrees("image/JPG", FileType::jpeg));
    EXPECT_TRUE(agrees(".jpeg", FileType::jpeg));
    EXPECT_TRUE(agrees("text/html; charset=utf-8", FileType::html));
    EXPECT_TRUE(agrees("", FileType::png));
    EXPECT_TRUE(agrees("application/octet-stream", FileType::png));
    EXPECT_TRUE(agrees("log", FileType::text));
    EXPECT_TRUE(agrees("exe", FileType::unknown));
    EXPECT_FALSE(agrees("image/png", FileType::jpeg));
    EXPECT_FALSE(agrees("txt", FileType::png));
    EXPECT_FALSE(agrees("exe", FileType::png));
    EXPECT_FALSE(agrees("png", FileType::unknown));
    EXPECT_FALSE(agrees("image/jpg image/pjpeg", FileType::jpeg));
    EXPECT_FALSE(agrees(std::string(200, 'x'), FileType::text));
}

PictureFacts facts_of(const std::string& file) {
    return read_picture_facts(as_bytes(file), type_of_text(file));
}

TEST(PictureFacts, HaveTheSizeOfRealPictures) {
    // Sizes as vectors/media/README.md and the decoders give them.
    for (const auto* const name :
         {"landscape.jpg", "landscape.webp", "landscape.gif", "landscape.heic", "landscape.avif", "png-rgb-8.png"}) {
        const PictureFacts facts = facts_of(vector_file(name));
        EXPECT_GT(facts.width, 0U) << name;
        EXPECT_GT(facts.height, 0U) << name;
    }
    EXPECT_EQ(facts_of(vector_file("jpeg-exif-far.jpg")).width, 96U);
    EXPECT_EQ(facts_of(vector_file("jpeg-exif-far.jpg")).height, 64U);
    const PictureFacts jpeg = facts_of(vector_file("landscape.jpg"));
    EXPECT_EQ(facts_of(vector_file("landscape.gif")).width, 48U);
    for (const auto* const name : {"landscape.webp", "landscape.heic", "landscape.avif"}) {
        const PictureFacts facts = facts_of(vector_file(name));
        EXPECT_EQ(facts.width, jpeg.width) << name;
        EXPECT_EQ(facts.height, jpeg.height) << name;
    }
}

void put(std::string& to, std::uint32_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) to.push_back(static_cast<char>(value >> 8U * i & 0xFFU));
}
void put_field(std::string& to, unsigned tag, unsigned kind, std::uint32_t count, std::uint32_t value) {
    put(to, tag, 2);
    put(to, kind, 2);
    put(to, count, 4);
    put(to, value, 4);
}

/// Little-endian TIFF with DateTimeOriginal, OffsetTimeOriginal and, at will, a latitude.
std::string exif(bool place) {
    std::string out = "II*\0"s;
    put(out, 8, 4);
    put(out, 2, 2);  // at 8: two fields
    put_field(out, 0x8769, 4, 1, 38);
    put_field(out, 0x8825, 4, 1, 100);
    put(out, 0, 4);
    EXPECT_EQ(out.size(), 38U);
    put(out, 2, 2);
    put_field(out, 0x9003, 2, 20, 68);
    put_field(out, 0x9011, 2, 7, 88);
    put(out, 0, 4);
    EXPECT_EQ(out.size(), 68U);
    out += "2026:11:20 18:45:00\0+01:00\0"s;
    out.resize(100, '\0');
    put(out, 1, 2);
    put_field(out, place ? 2 : 0, 5, 3, 0);
    put(out, 0, 4);
    return out;
}

std::string jpeg_with(const std::string& app1) {
    std::string out = "\xFF\xD8\xFF\xE1"s;
    out.push_back(static_cast<char>((app1.size() + 2) >> 8U));
    out.push_back(static_cast<char>((app1.size() + 2) & 0xFFU));
    return out + app1 + "\xFF\xC0\0\x11\x08\0\x40\0\x60\3\0\0\0\0\0\0\0\0\0\xFF\xDA\0\2"s;
}

TEST(PictureFacts, TellWhenAndWhetherWhereButNeverWhere) {
    const PictureFacts facts = facts_of(jpeg_with("Exif\0\0"s + exif(true)));
    EXPECT_EQ(facts.taken, "2026-11-20T18:45:00");
    EXPECT_EQ(facts.taken_zone, "+01:00");
    EXPECT_EQ(facts.place, PlaceFound::present);
    EXPECT_EQ(facts.width, 96U);
    EXPECT_EQ(facts.height, 64U);
    EXPECT_EQ(facts_of(jpeg_with("Exif\0\0"s + exif(false))).place, PlaceFound::none);
    EXPECT_EQ(facts_of(jpeg_with("http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude=\"1\"/>"s)).place,
              PlaceFound::present);
    EXPECT_EQ(facts_of(vector_file("landscape.heic")).place, PlaceFound::not_looked);
    EXPECT_EQ(facts_of(vector_file("landscape.jpg")).place, PlaceFound::none);
}

TEST(PictureFacts, ADamagedFileIsNotCalledFreeOfPlaces) {
    std::string file = jpeg_with("Exif\0\0"s + exif(true));
    for (std::size_t size = 0; size < file.size(); ++size) {
        const PictureFacts facts = read_picture_facts(as_bytes(std::string_view(file).substr(0, size)), FileType::jpeg);
        EXPECT_NE(facts.place, PlaceFound::none) << size;
    }
    const std::string tiff = exif(true);
    for (std::size_t at = 0; at < tiff.size(); ++at) {
        std::string changed = tiff;
        changed[at] = '\xFF';
        (void)facts_of(jpeg_with("Exif\0\0"s + changed));  // no reading beyond the end (run under the sanitizers)
    }
}

std::string base64_of_noise(std::size_t characters) {
    std::string out;
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < characters; ++i) {
        state = state * 1'664'525U + 1'013'904'223U;
        out += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[state >> 26U];
    }
    return out;
}
std::string in_lines(const std::string& text, std::size_t width, const std::string& line_break) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += width) out += text.substr(i, width) + line_break;
    return out;
}

TEST(EmbeddedMedia, WordsAreWords) {
    EXPECT_TRUE(holds_words_alone(""));
    EXPECT_TRUE(holds_words_alone("[20/11/2026, 18:45:00] River: \xE2\x80\x8E<attached: 00000012-PHOTO.jpg>\n"));
    EXPECT_TRUE(holds_words_alone("{\"uri\":\"messages/inbox/river/photos/1.jpg\",\"content\":\"send it\"}"));
    EXPECT_TRUE(holds_words_alone("an image: data: nothing, content-type: image/png in the middle of a line"));
    EXPECT_TRUE(holds_words_alone(std::string(5'000, 'a')));
    EXPECT_TRUE(holds_words_alone(std::string(5'000, '-')));
    EXPECT_TRUE(holds_words_alone("https://example.org/?t=" + base64_of_noise(longest_plain_run - 1)));
    std::string names;
    for (std::size_t i = 0; names.size() < 5'000; ++i) names += base64_of_noise(5 + i % 9).substr(1) + "\n";
    EXPECT_TRUE(holds_words_alone(names)) << "a name a line";
    EXPECT_TRUE(holds_words_alone(in_lines(base64_of_noise(5'000), 200, " ")));
    EXPECT_TRUE(holds_words_alone(vector_file("words.txt")));
}

TEST(EmbeddedMedia, WhateverIsNotWordsIsFound) {
    const auto found = [](const std::string& text) {
        const auto alone = holds_words_alone(text);
        return alone ? std::string("nothing") : std::string(to_text(alone.error()));
    };
    EXPECT_EQ(found("<img src=\"DATA:image/png;base64,AA\">"), "data-uri");
    EXPECT_EQ(found("{\"a\":\"data:image\\/png;base64,AA\"}"), "data-uri");
    EXPECT_EQ(found("x\r\nContent-Type: Image/png\r\n"), "mail-part");
    EXPECT_EQ(found("Content-Type:\r\n image/png\r\n"), "mail-part");
    EXPECT_EQ(found("x\nContent-Disposition: attachment; filename=x\n"), "mail-part");
    EXPECT_EQ(found(base64_of_noise(longest_plain_run)), "encoded");
    EXPECT_EQ(found("words " + in_lines(base64_of_noise(2'000), 76, "\r\n")), "encoded");
    EXPECT_EQ(found(in_lines(base64_of_noise(2'000), 30, "\n")), "encoded") << "short lines of one length";
    const std::string below = "Send 50 or else\n" + in_lines(base64_of_noise(2'000), 76, "\n");
    const auto run = next_medium(below, 0);
    ASSERT_TRUE(run);
    EXPECT_EQ(below.substr(0, run->begin), "Send 50 or else\n") << "the words above it are none of it";
    EXPECT_EQ(run->end, below.size() - 1);
    std::string digits;
    for (const char each : base64_of_noise(1'400)) {
        const auto byte = static_cast<unsigned char>(each);
        digits += "0123456789abcdef"[byte >> 4U];
        digits += "0123456789abcdef"[byte & 15U];
    }
    EXPECT_EQ(found(digits), "encoded") << "hexadecimal";
    EXPECT_EQ(found("{\"p\":\"" + in_lines(base64_of_noise(2'000), 60, "\\n") + "\"}"), "encoded");
    EXPECT_EQ(found("{\"p\":\"" + in_lines(base64_of_noise(2'000), 20, "\\/") + "\"}"), "encoded");
    EXPECT_EQ(found("> " + in_lines(base64_of_noise(2'000), 76, "\n> ")), "encoded");
    EXPECT_EQ(found("begin 644 x.jpg\nM" + std::string(60, '!') + "\n"), "encoded");
    EXPECT_EQ(found("a\0b"s), "not-words");
    EXPECT_EQ(found("\xFF\xD8\xFF"), "not-words");
    for (const auto* const name : {"landscape.jpg", "landscape.heic", "clip.mp4", "song.mp3", "archive.zip"}) {
        EXPECT_EQ(found(vector_file(name)), "not-words") << name;
    }
}

}  // namespace
}  // namespace holdfast::evidence
