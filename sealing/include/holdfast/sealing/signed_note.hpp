// SPDX-License-Identifier: Apache-2.0
// Signed notes: text that one or more keys signed (c2sp.org/signed-note, version 1.0.0), with Ed25519 alone.
//
//   text, ending in LF
//   (an empty line)
//   — NAME base64(key id 4 || signature)          one line or more; the dash is U+2014
//
// A verifier key has one line of text, NAME+hex(key id)+base64(0x01 || key 32), where the key id is the first four
// bytes of SHA-256(NAME || LF || 0x01 || key). Signatures of other kinds are kept, and count for nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

inline constexpr std::size_t most_note_bytes = 64U << 10U;
inline constexpr std::size_t most_note_signatures = 64;
inline constexpr std::size_t most_note_name_bytes = 255;

enum class NoteError : std::uint8_t {
    malformed_key,    ///< no verifier key, not one for Ed25519, or its key id does not fit
    malformed_note,   ///< no signed note
    not_signed,       ///< no signature in it is by this key
    wrong_signature,  ///< a signature says that it is by this key, and is not: the text was changed
};
/// "malformed_key" and so on.
[[nodiscard]] std::string_view to_text(NoteError error) noexcept;

/// Whether it can stand in a signature line: UTF-8, not empty, without spaces of any kind, controls and "+".
[[nodiscard]] bool is_note_name(std::string_view name) noexcept;

struct NoteKey {
    std::string name;
    std::array<std::byte, 32> key{};
    bool operator==(const NoteKey&) const = default;
};
/// The verifier key's line, without an end.
[[nodiscard]] std::expected<NoteKey, NoteError> read_note_key(std::string_view text);
[[nodiscard]] std::string to_text(const NoteKey& key);
/// Tells keys of one name apart, proves nothing.
[[nodiscard]] std::array<std::byte, 4> note_key_id(const NoteKey& key);

struct NoteSignature {
    std::string name;
    std::array<std::byte, 4> key_id{};
    std::vector<std::byte> signature;  ///< 64 bytes where it is Ed25519
    bool operator==(const NoteSignature&) const = default;
};
struct SignedNote {
    std::string text;  ///< with its last LF, without the empty line
    std::vector<NoteSignature> signatures;
    bool operator==(const SignedNote&) const = default;
};
/// What is read has one text: to_text() gives the same bytes again.
[[nodiscard]] std::expected<SignedNote, NoteError> read_signed_note(std::string_view note);
[[nodiscard]] std::string to_text(const SignedNote& note);

/// Whether `key` signed the text.
[[nodiscard]] std::expected<void, NoteError> check_signed_note(const SignedNote& note, const NoteKey& key);

/// The public half of `seed` (RFC 8032's private key).
[[nodiscard]] NoteKey note_key(const Secret<32>& seed, std::string name);
/// Signs `text`, which ends in LF. Preconditions: is_note_name(name), and `text` as a note's must be.
[[nodiscard]] NoteSignature sign_note(const Secret<32>& seed, const std::string& name, std::string_view text);

}  // namespace holdfast::sealing
