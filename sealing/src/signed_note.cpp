// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/signed_note.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "ed25519.hpp"
#include "holdfast/core/hex.hpp"
#include "holdfast/core/utf8.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::string_view dash = "\xe2\x80\x94 ";
constexpr std::byte ed25519_kind{0x01};
constexpr std::size_t id_bytes = 4;

// White_Space of Unicode above ASCII, as UTF-8.
constexpr auto wide_spaces = std::to_array<std::string_view>(
    {"\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83",
     "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
     "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"});

std::optional<NoteSignature> read_signature(std::string_view line) {
    if (!line.starts_with(dash)) return std::nullopt;
    line.remove_prefix(dash.size());
    const auto space = line.find(' ');
    if (space == std::string_view::npos || !is_note_name(line.substr(0, space))) return std::nullopt;
    const auto bytes = from_base64(line.substr(space + 1), Base64Form::padded);
    if (!bytes || bytes->size() <= id_bytes) return std::nullopt;
    NoteSignature read{.name = std::string(line.substr(0, space)), .key_id = {}, .signature = {}};
    std::copy_n(bytes->begin(), id_bytes, read.key_id.begin());
    read.signature.assign(bytes->begin() + id_bytes, bytes->end());
    return read;
}

}  // namespace

std::string_view to_text(NoteError error) noexcept {
    switch (error) {
        case NoteError::malformed_key:
            return "malformed_key";
        case NoteError::malformed_note:
            return "malformed_note";
        case NoteError::not_signed:
            return "not_signed";
        case NoteError::wrong_signature:
            return "wrong_signature";
    }
    return "";
}

bool is_note_name(std::string_view name) noexcept {
    if (name.empty() || name.size() > most_note_name_bytes || !is_utf8(name)) return false;
    const auto forbidden = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '+'; };
    if (std::ranges::any_of(name, forbidden)) return false;
    return std::ranges::none_of(wide_spaces, [&](std::string_view space) { return name.contains(space); });
}

std::array<std::byte, 4> note_key_id(const NoteKey& key) {
    Sha256 hash;
    hash.update(as_bytes(key.name));
    hash.update(as_bytes("\n"));
    hash.update(std::span(&ed25519_kind, 1));
    hash.update(key.key);
    const Digest256 digest = hash.finish();
    std::array<std::byte, 4> id{};
    std::copy_n(digest.bytes.begin(), id_bytes, id.begin());
    return id;
}

std::expected<NoteKey, NoteError> read_note_key(std::string_view text) {
    const auto malformed = std::unexpected(NoteError::malformed_key);
    const auto first = text.find('+');
    if (first == std::string_view::npos) return malformed;
    NoteKey key{.name = std::string(text.substr(0, first)), .key = {}};
    text.remove_prefix(first + 1);
    const auto second = text.find('+');
    std::array<std::byte, id_bytes> id{};
    std::array<std::byte, 33> kind_and_key{};
    if (second == std::string_view::npos || !is_note_name(key.name) || !from_hex(text.substr(0, second), id) ||
        !from_base64(text.substr(second + 1), Base64Form::padded, kind_and_key) || kind_and_key[0] != ed25519_kind) {
        return malformed;
    }
    std::copy_n(kind_and_key.begin() + 1, key.key.size(), key.key.begin());
    if (note_key_id(key) != id) return malformed;
    return key;
}

std::string to_text(const NoteKey& key) {
    std::array<std::byte, 33> kind_and_key{ed25519_kind};
    std::ranges::copy(key.key, kind_and_key.begin() + 1);
    std::string text = key.name;
    text += '+';
    text += to_hex(note_key_id(key));
    text += '+';
    text += to_base64(kind_and_key, Base64Form::padded);
    return text;
}

std::expected<SignedNote, NoteError> read_signed_note(std::string_view note) {
    const auto malformed = std::unexpected(NoteError::malformed_note);
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
    if (note.size() > most_note_bytes || !note.ends_with('\n') || !is_utf8(note) ||
        std::ranges::any_of(note, control)) {
        return malformed;
    }
    const auto split = note.rfind("\n\n");
    if (split == std::string_view::npos) return malformed;
    SignedNote read{.text = std::string(note.substr(0, split + 1)), .signatures = {}};
    for (std::string_view rest = note.substr(split + 2); !rest.empty();) {
        const auto end = rest.find('\n');
        auto signature = read_signature(rest.substr(0, end));
        if (!signature || read.signatures.size() == most_note_signatures) return malformed;
        read.signatures.push_back(std::move(*signature));
        rest.remove_prefix(end + 1);
    }
    if (read.signatures.empty()) return malformed;
    return read;
}

std::string to_text(const SignedNote& note) {
    std::string text = note.text + '\n';
    for (const NoteSignature& each : note.signatures) {
        std::vector<std::byte> bytes(each.key_id.begin(), each.key_id.end());
        bytes.insert(bytes.end(), each.signature.begin(), each.signature.end());
        text += dash;
        text += each.name;
        text += ' ';
        text += to_base64(bytes, Base64Form::padded);
        text += '\n';
    }
    return text;
}

std::expected<void, NoteError> check_signed_note(const SignedNote& note, const NoteKey& key) {
    const auto id = note_key_id(key);
    bool signed_by_it = false;
    for (const NoteSignature& each : note.signatures) {
        if (each.name != key.name || each.key_id != id) continue;
        if (each.signature.size() != 64 ||
            !ed25519_verifies(std::span(each.signature).first<64>(), as_bytes(note.text), key.key)) {
            return std::unexpected(NoteError::wrong_signature);
        }
        signed_by_it = true;
    }
    if (!signed_by_it) return std::unexpected(NoteError::not_signed);
    return {};
}

NoteKey note_key(const Secret<32>& seed, std::string name) {
    return {.name = std::move(name), .key = ed25519_pair(seed).open};
}

NoteSignature sign_note(const Secret<32>& seed, const std::string& name, std::string_view text) {
    const Ed25519Pair pair = ed25519_pair(seed);
    const auto signature = ed25519_sign(pair, as_bytes(text));
    return {.name = name,
            .key_id = note_key_id({.name = name, .key = pair.open}),
            .signature = {signature.begin(), signature.end()}};
}

}  // namespace holdfast::sealing
