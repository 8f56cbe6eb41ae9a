// SPDX-License-Identifier: Apache-2.0
// The reading and the checking of minisign's files, against signatures that Debian's minisign 0.11 made, and minisign
// itself on what we sign.
#include "holdfast/sealing/minisign.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {

// Made by `minisign -G -W`, `minisign -S -m file -t "trusted words"` and `minisign -S -l …`; the file is "hello\n".
constexpr std::string_view key_file =
    "untrusted comment: minisign public key 242939C28B615178\n"
    "RWR4UWGLwjkpJCw5S0GiWAWcmP7rIkAFFg/WrMjWouQteUEnfb/i7X7H\n";
constexpr std::string_view made =
    "untrusted comment: signature from minisign secret key\n"
    "RUR4UWGLwjkpJAPj58H+h8lg6Ya1xSaYiOqA6CZXL7QfXz9bVt5l28IaUlddkBG4WYNvI/bWlenHOXUIrdlNcxukXIY1bNpu3gc=\n"
    "trusted comment: trusted words\n"
    "iiHWIi1Z3rhcIEYz+RuLNH8fIMdXjBaHUh6bHC8NTHexPLzyorPqgdPcVYIX8zO5gF09vVqFPCIH9O1NiIjIBw==\n";
constexpr std::string_view made_the_old_way =
    "untrusted comment: signature from minisign secret key\n"
    "RWR4UWGLwjkpJA5m4HnMwGg5Ab6fZi95kxDN7e3jodGrAtJmNxS1oYf6mvxCLD8FVI0vk7SXyUX/mnmLzwH/mGXgUN+eyW0M8gs=\n"
    "trusted comment: old\n"
    "XQ2FT0CL9wXxTLuuWf9jYDPWGgmaVqZeCCQsXEqpVt3pjymqBuP5ZrgPQy8Pi8kiOdO9hxND3OcZb+tgx11VAQ==\n";

MinisignKey the_key() {
    return read_minisign_key(key_file).value();
}

TEST(Minisign, ChecksWhatMinisignSignedAndGivesTheTrustedComment) {
    EXPECT_EQ(check_minisign(the_key(), as_bytes("hello\n"), made), "trusted words");
    EXPECT_EQ(check_minisign(the_key(), as_bytes("hello\n"), made_the_old_way), "old");
}

TEST(Minisign, TellsAChangedFileAnotherKeyAndAChangedCommentApart) {
    EXPECT_EQ(check_minisign(the_key(), as_bytes("hellp\n"), made).error(), MinisignError::wrong_signature);
    EXPECT_EQ(check_minisign(the_key(), as_bytes("hellp\n"), made_the_old_way).error(), MinisignError::wrong_signature);

    std::string other(made);
    other.replace(other.find("trusted words"), 13, "twisted words");
    EXPECT_EQ(check_minisign(the_key(), as_bytes("hello\n"), other).error(), MinisignError::wrong_comment);

    MinisignKey stranger = the_key();
    stranger.key[0] ^= std::byte{1};
    EXPECT_EQ(check_minisign(stranger, as_bytes("hello\n"), made).error(), MinisignError::wrong_signature);
    stranger.id[0] ^= std::byte{1};
    EXPECT_EQ(check_minisign(stranger, as_bytes("hello\n"), made).error(), MinisignError::other_key);
}

TEST(Minisign, NothingThatWasAlteredPasses) {
    for (std::size_t at = made.find('\n') + 1; at < made.size() - 1; ++at) {
        std::string altered(made);
        altered[at] = altered[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(check_minisign(the_key(), as_bytes("hello\n"), altered)) << at;
    }
    for (std::size_t size = 0; size + 1 < made.size(); ++size) {
        EXPECT_FALSE(check_minisign(the_key(), as_bytes("hello\n"), made.substr(0, size))) << size;
    }
    EXPECT_FALSE(check_minisign(the_key(), as_bytes("hello\n"), std::string(made) + "\n"));
    // Bits of base64 that stand for no byte: the same signature, spelt otherwise.
    std::string respelt(made);
    respelt.replace(respelt.find("3gc="), 4, "3gd=");
    EXPECT_FALSE(check_minisign(the_key(), as_bytes("hello\n"), respelt));
}

TEST(Minisign, WhatIsReadIsWrittenTheSame) {
    EXPECT_EQ(to_text(read_minisign(made).value()), made);
    EXPECT_EQ(to_text(read_minisign(made_the_old_way).value()), made_the_old_way);
    const std::string line(key_file.substr(key_file.find('\n') + 1, 56));
    EXPECT_EQ(to_text(the_key()), line);
    EXPECT_EQ(read_minisign_key(line), the_key());
}

TEST(Minisign, TakesLinesAsWindowsEndsThem) {
    std::string text;
    for (const char c : made) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(check_minisign(the_key(), as_bytes("hello\n"), text), "trusted words");
}

TEST(Minisign, RefusesKeysThatAreNone) {
    for (const std::string_view text : {std::string_view{}, std::string_view("RWR4"), key_file.substr(0, 60),
                                        std::string_view("untrusted comment: only\n"),
                                        std::string_view("RUR4UWGLwjkpJCw5S0GiWAWcmP7rIkAFFg/WrMjWouQteUEnfb/i7X7H")}) {
        EXPECT_EQ(read_minisign_key(text).error(), MinisignError::malformed_key) << text;
    }
    EXPECT_FALSE(read_minisign_key(std::string(key_file) + "more\n"));
    EXPECT_FALSE(read_minisign_key("untrusted comment: " + std::string(1100, 'x') + "\n" +
                                   std::string(key_file.substr(key_file.find('\n') + 1))));
}

TEST(Minisign, MinisignItselfTakesWhatIsSignedHere) {
    ASSERT_EQ(std::system("command -v minisign >/dev/null 2>&1"), 0) << "minisign is not installed: ./dev install";
    std::string name = (std::filesystem::temp_directory_path() / "holdfast-minisign-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    const std::filesystem::path folder = name;
    const auto write = [&](const char* file, std::string_view text) { std::ofstream(folder / file) << text; };

    Secret<32> seed;
    std::ranges::fill(seed.writable(), std::byte{7});
    const std::array<std::byte, 8> id{std::byte{1}, std::byte{2}};
    const MinisignKey key = minisign_key(seed, id);
    const auto signature = sign_minisign(seed, id, as_bytes("a file"), "a comment", "2026-11-22");
    write("file", "a file");
    write("file.minisig", to_text(signature));
    const auto run = [&](const std::string& more) {
        return std::system(
            ("cd " + name + " && minisign -Vm file -P " + to_text(key) + more + " >/dev/null 2>&1").c_str());
    };
    EXPECT_EQ(run(""), 0);
    EXPECT_EQ(check_minisign(key, as_bytes("a file"), to_text(signature)), "2026-11-22");
    write("file", "a fill");
    EXPECT_NE(run(""), 0);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace holdfast::sealing
