// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/film_facts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/file_look.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_literals;

std::string big(std::uint64_t value, unsigned bytes) {
    std::string out;
    while (bytes-- > 0) out.push_back(static_cast<char>(value >> 8U * bytes & 0xFFU));
    return out;
}
std::string box(const std::string& kind, const std::string& content) {
    return big(content.size() + 8, 4) + kind + content;
}
std::string wide_box(const std::string& kind, const std::string& content) {
    return big(1, 4) + kind + big(content.size() + 16, 8) + content;
}

constexpr std::uint64_t since_1904 = 2'082'844'800;  // of 1970
constexpr std::uint64_t taken = 1'795'286'700;       // 2026-11-21T18:45:00Z
const std::string ftyp = box("ftyp", "qt  "s + big(0, 4) + "qt  ");
const std::string mdat = box("mdat", std::string(70'000, '\x01'));

std::string mvhd(std::uint64_t created, std::uint64_t scale, std::uint64_t length) {
    return box("mvhd",
               big(0, 4) + big(created, 4) + big(0, 4) + big(scale, 4) + big(length, 4) + std::string(80, '\0'));
}
std::string mvhd_wide(std::uint64_t created, std::uint64_t scale, std::uint64_t length) {
    return box("mvhd", big(1, 1) + big(0, 3) + big(created, 8) + big(0, 8) + big(scale, 4) + big(length, 8) +
                           std::string(80, '\0'));
}
std::string text_of_user(const std::string& kind, const std::string& text) {
    return box(kind, big(text.size(), 2) + big(0x15C7, 2) + text);
}
std::string apple_meta(const std::string& before) {
    std::string keys = big(0, 4) + big(4, 4);
    std::string list;
    std::uint64_t index = 0;
    for (const auto& [key, value] :
         {std::pair("com.apple.quicktime.location.ISO6709"s, "+51.5000-000.1000/"s),
          std::pair("com.apple.quicktime.make"s, "Lantern"s), std::pair("com.apple.quicktime.model"s, "Lantern 7"s),
          std::pair("com.apple.quicktime.creationdate"s, "2026-11-21T19:45:00+0100"s)}) {
        keys += box("mdta", key);
        list += box(big(++index, 4), box("data", big(1, 4) + big(0, 4) + value));
    }
    return box("meta", before + box("hdlr", std::string(25, '\0')) + box("keys", keys) + box("ilst", list));
}

SeenFile seen(std::string_view file, std::size_t piece) {
    ContentHasher hasher;
    FileLook look(hasher, LookFor::picture);
    for (std::size_t at = 0; at < file.size(); at += piece) look.take(std::as_bytes(std::span(file.substr(at, piece))));
    return look.finish();
}
/// The same whatever the pieces.
std::string says(std::string_view file) {
    const std::string whole = to_line(seen(file, file.size() + 1).says);
    EXPECT_EQ(to_line(seen(file, 1).says), whole);
    EXPECT_EQ(to_line(seen(file, 4'099).says), whole);
    return whole;
}

TEST(FilmFacts, SayWhenHowLongAndByWhatButNeverWhere) {
    const std::string expected =
        "created: 2026-11-21T18:45:00Z; length: 12.345; maker: Lantern; model: Lantern 7; place: present; recorded: "
        "2026-11-21T19:45:00+0100";
    const std::string head = mvhd(taken + since_1904, 600, 7'407);
    const std::string track = box("trak", box("mvhd", std::string(100, '\x02')));
    for (const std::string& before : {""s, big(0, 4)}) {
        const std::string moov = head + track + apple_meta(before);
        EXPECT_EQ(says(ftyp + box("moov", moov) + mdat), expected);
        EXPECT_EQ(says(ftyp + mdat + box("moov", moov)), expected);  // at the end, as cameras write it
        EXPECT_EQ(says(ftyp + wide_box("mdat", std::string(9, 'x')) + wide_box("moov", moov)), expected);
    }
    EXPECT_EQ(seen(ftyp + mdat, 1'000).type, FileType::quicktime);
    EXPECT_EQ(says(ftyp + box("moov", mvhd_wide(taken + since_1904, 1'000, 7'200'001))),
              "created: 2026-11-21T18:45:00Z; length: 7200.001");
}

TEST(FilmFacts, OfUserDataAreReadToo) {
    const std::string user = box("udta", text_of_user("\xA9xyz", "+51.5-000.1/") + text_of_user("\xA9mak", "Meadow") +
                                             text_of_user("\xA9mod", "M1") + big(0, 4));
    EXPECT_EQ(says(ftyp + box("moov", user)), "maker: Meadow; model: M1; place: present");
    EXPECT_EQ(says(ftyp + box("moov", box("udta", box("loci", std::string(20, '\0'))))), "place: present");
    EXPECT_EQ(says(ftyp + box("moov", box("udta", text_of_user("\xA9xyz", "")))), "");
}

TEST(FilmFacts, WhatIsNotSaidIsNotMadeUp) {
    EXPECT_EQ(says(ftyp + mdat), "");
    EXPECT_EQ(says(ftyp + mvhd(taken + since_1904, 600, 7'407) + mdat), "");  // no moov around it
    EXPECT_EQ(says(ftyp + box("moov", mvhd(0, 600, 0))), "");                 // never set; in fragments
    EXPECT_EQ(says(ftyp + box("moov", mvhd(0, 0, 5))), "");
    EXPECT_EQ(says(ftyp + box("moov", mvhd(0, 600, 0xFFFF'FFFF))), "");
    EXPECT_EQ(says(ftyp + box("moov", mvhd_wide(~0ULL, 1, ~0ULL))), "");
    EXPECT_EQ(says(ftyp + box("moov", mvhd_wide(~0ULL, 1, ~0ULL - 1))), "");
    // An element that is no sound or film of this format has none, whatever boxes are in it.
    EXPECT_EQ(says("\x89PNG\r\n\x1A\n"s + box("moov", mvhd(taken + since_1904, 600, 7'407))), "");
}

TEST(FilmFacts, DamageEndsTheReadingAndWhatWasFoundStands) {
    const std::string head = mvhd(taken + since_1904, 600, 7'407);
    const std::string film = ftyp + box("moov", head + apple_meta("")) + mdat;
    std::string last;
    for (std::size_t size = 0; size <= ftyp.size() + 8 + head.size() + 400; ++size) {
        const std::string now = to_line(seen(std::string_view(film).substr(0, size), 97).says);
        EXPECT_TRUE(last.empty() || now.starts_with("created: 2026-11-21T18:45:00Z; length: 12.345")) << size;
        last = now;
    }
    const std::string moov = box("moov", big(0xFFFF'FFF0, 4) + "udta" + head);
    EXPECT_EQ(says(ftyp + moov), "");
    // A box that reaches beyond moov: what stands behind it is not moov's.
    EXPECT_EQ(says(ftyp + box("moov", big(8 + 100, 4) + "free") + std::string(100, '\0') + head), "");
    EXPECT_EQ(says(ftyp + big(0, 4) + "mdat" + box("moov", head)), "");
    EXPECT_EQ(says(ftyp + big(1, 4) + "moov" + big(~0ULL, 8) + head), "created: 2026-11-21T18:45:00Z; length: 12.345");
    EXPECT_EQ(says(ftyp + box("moov", box("udta", std::string(most_film_box + 1, '\0')) + head)),
              "created: 2026-11-21T18:45:00Z; length: 12.345");
}

}  // namespace
}  // namespace holdfast::evidence
