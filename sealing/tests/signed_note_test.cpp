// SPDX-License-Identifier: Apache-2.0
// Notes and keys that others published (vectors/tlog), and what must not pass.
#include "holdfast/sealing/signed_note.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>

#include "holdfast/sealing/base64.hpp"

namespace holdfast::sealing {
namespace {

std::string vector_text(const std::string& name) {
    std::ifstream file(std::string(HOLDFAST_VECTORS) + "/tlog/" + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

NoteKey vector_key(const std::string& name) {
    std::string line = vector_text(name);
    line.pop_back();
    const auto key = read_note_key(line);
    EXPECT_TRUE(key) << name;
    EXPECT_EQ(to_text(key.value_or(NoteKey{})), line);
    return key.value_or(NoteKey{});
}

SignedNote vector_note(const std::string& name) {
    const auto note = read_signed_note(vector_text(name));
    EXPECT_TRUE(note) << name;
    return note.value_or(SignedNote{});
}

TEST(SignedNote, WhatGoSignedVerifies) {
    EXPECT_TRUE(check_signed_note(vector_note("peter-neumann.note"), vector_key("peter-neumann.key")));
    EXPECT_TRUE(check_signed_note(vector_note("go-sumdb.checkpoint"), vector_key("go-sumdb.key")));
}

TEST(SignedNote, TheSameKeySignsTheSameBytesAsGo) {
    // The signer's key of the same published example: kind 1, then the seed.
    std::array<std::byte, 33> kind_and_seed{};
    ASSERT_TRUE(from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", Base64Form::padded, kind_and_seed));
    const Secret<32> seed(std::span<const std::byte, 33>(kind_and_seed).last<32>());
    const NoteKey key = vector_key("peter-neumann.key");
    EXPECT_EQ(note_key(seed, key.name), key);
    SignedNote note = vector_note("peter-neumann.note");
    note.signatures = {sign_note(seed, key.name, note.text)};
    EXPECT_EQ(to_text(note), vector_text("peter-neumann.note"));
}

TEST(SignedNote, WhatIsReadIsWrittenAgainTheSame) {
    for (const char* name : {"peter-neumann.note", "go-sumdb.checkpoint", "c2sp-cosigned.checkpoint"}) {
        EXPECT_EQ(to_text(vector_note(name)), vector_text(name));
    }
    EXPECT_EQ(vector_note("c2sp-cosigned.checkpoint").signatures.at(1).signature.size(), 72U);
}

TEST(SignedNote, AChangedTextIsAWrongSignatureAndAnotherKeyNone) {
    SignedNote note = vector_note("peter-neumann.note");
    const NoteKey key = vector_key("peter-neumann.key");
    note.text[0] = 'J';
    EXPECT_EQ(check_signed_note(note, key).error(), NoteError::wrong_signature);
    EXPECT_EQ(check_signed_note(note, vector_key("go-sumdb.key")).error(), NoteError::not_signed);
    NoteKey renamed = key;
    renamed.name = "PeterNeuman";
    EXPECT_EQ(check_signed_note(note, renamed).error(), NoteError::not_signed);
    // One good signature does not make up for a wrong one of the same key.
    SignedNote twice = vector_note("peter-neumann.note");
    twice.signatures.push_back(twice.signatures[0]);
    EXPECT_TRUE(check_signed_note(twice, key));
    twice.signatures[1].signature[0] ^= std::byte{1};
    EXPECT_EQ(check_signed_note(twice, key).error(), NoteError::wrong_signature);
    twice.signatures[1].signature.resize(63);
    EXPECT_EQ(check_signed_note(twice, key).error(), NoteError::wrong_signature);
}

TEST(SignedNote, NoMangledKeyIsRead) {
    const std::string line = to_text(vector_key("peter-neumann.key"));
    for (std::size_t from = 0; from <= line.size(); ++from) {
        for (std::size_t to = from + 1; to <= line.size(); ++to) {
            if (from == 0 && to == line.size()) continue;
            EXPECT_FALSE(read_note_key(line.substr(from, to - from)));
        }
    }
    for (std::size_t at = 0; at < line.size(); ++at) {
        std::string changed = line;
        ++changed[at];
        EXPECT_FALSE(read_note_key(changed)) << changed;
    }
}

TEST(SignedNote, AnythingBesideItsOneFormIsRefused) {
    const std::string good = vector_text("peter-neumann.note");
    const std::string line = good.substr(good.find("\xe2\x80\x94"));
    const std::string bad[] = {
        "",
        "\n",
        good.substr(0, good.size() - 1),  // no end of line
        good + "\n",                      // an empty line at the end
        "text\n" + line,                  // no empty line
        "text\r\n\n" + line,              // a control character
        "te\xc3xt\n\n" + line,            // not UTF-8
        "text\n\n- PeterNeumann" + line.substr(line.find(" x")),
        "text\n\n\xe2\x80\x94 Peter+Neumann" + line.substr(line.find(" x")),
        "text\n\n\xe2\x80\x94 Peter\xc2\xa0Neumann" + line.substr(line.find(" x")),
        "text\n\n\xe2\x80\x94 " + line.substr(line.find(" x")),
        "text\n\n\xe2\x80\x94 PeterNeumann x08go\n",     // no multiple of four
        "text\n\n\xe2\x80\x94 PeterNeumann x08goA==\n",  // a key id and nothing else
        "text\n\n" + line + "more\n",
        std::string(most_note_bytes, 'a') + good,
    };
    for (const std::string& text : bad) EXPECT_FALSE(read_signed_note(text)) << text.substr(0, 200);
    std::string many = good;
    for (std::size_t i = 1; i < most_note_signatures; ++i) many += line;
    EXPECT_TRUE(read_signed_note(many));
    EXPECT_FALSE(read_signed_note(many + line));
}

}  // namespace
}  // namespace holdfast::sealing
