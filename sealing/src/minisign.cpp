// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/minisign.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "ed25519.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"
#include "octets.hpp"

namespace holdfast::sealing {

namespace {

constexpr std::string_view comment_label = "untrusted comment: ";
constexpr std::string_view trusted_label = "trusted comment: ";
constexpr std::string_view signs_file = "Ed";
constexpr std::string_view signs_hash = "ED";

using Hash512 = std::array<std::byte, crypto_generichash_blake2b_BYTES_MAX>;

Hash512 blake2b_512(std::span<const std::byte> bytes) noexcept {
    Hash512 hash;
    crypto_generichash_blake2b(writable_octets(hash), hash.size(), octets(bytes), bytes.size(), nullptr, 0);
    return hash;
}

// Takes the next line off `text`, without its end; nothing when there is none.
std::optional<std::string_view> take_line(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find('\r') != std::string_view::npos) return std::nullopt;
    return line;
}

// The words after `label`; nothing where the line begins otherwise or is longer than `most`.
std::optional<std::string_view> after(std::string_view label, std::optional<std::string_view> line, std::size_t most) {
    if (!line || !line->starts_with(label) || line->size() > most) return std::nullopt;
    return line->substr(label.size());
}

// The next `size` bytes of `bytes`, as text.
std::string_view take_text(std::span<const std::byte>& bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), size);
    bytes = bytes.subspan(size);
    return text;
}

template <std::size_t N>
void take(std::span<const std::byte>& bytes, std::array<std::byte, N>& out) {
    std::ranges::copy(bytes.first<N>(), out.begin());
    bytes = bytes.subspan(N);
}

template <std::size_t N>
bool read_line(std::optional<std::string_view> line, std::array<std::byte, N>& out) {
    return line && from_base64(*line, Base64Form::padded, out).has_value();
}

void append(std::vector<std::byte>& out, std::span<const std::byte> more) {
    out.insert(out.end(), more.begin(), more.end());
}

std::vector<std::byte> with_comment(const std::array<std::byte, 64>& signature, std::string_view trusted_comment) {
    std::vector<std::byte> signed_bytes(signature.begin(), signature.end());
    append(signed_bytes, as_bytes(trusted_comment));
    return signed_bytes;
}

}  // namespace

std::string_view to_text(MinisignError error) noexcept {
    switch (error) {
        case MinisignError::malformed_key:
            return "malformed_key";
        case MinisignError::malformed_signature:
            return "malformed_signature";
        case MinisignError::other_key:
            return "other_key";
        case MinisignError::wrong_signature:
            return "wrong_signature";
        case MinisignError::wrong_comment:
            return "wrong_comment";
    }
    return "";
}

std::expected<MinisignKey, MinisignError> read_minisign_key(std::string_view text) {
    const auto malformed = std::unexpected(MinisignError::malformed_key);
    auto line = take_line(text);
    if (after(comment_label, line, most_comment_bytes)) line = take_line(text);
    std::array<std::byte, 42> packed{};
    if (!text.empty() || !read_line(line, packed)) return malformed;
    std::span<const std::byte> rest = packed;
    if (take_text(rest, 2) != signs_file) return malformed;
    MinisignKey key;
    take(rest, key.id);
    take(rest, key.key);
    return key;
}

std::string to_text(const MinisignKey& key) {
    std::vector<std::byte> packed;
    append(packed, as_bytes(signs_file));
    append(packed, key.id);
    append(packed, key.key);
    return to_base64(packed, Base64Form::padded);
}

std::expected<MinisignSignature, MinisignError> read_minisign(std::string_view text) {
    const auto malformed = std::unexpected(MinisignError::malformed_signature);
    MinisignSignature read;
    const auto comment = after(comment_label, take_line(text), most_comment_bytes);
    std::array<std::byte, 74> packed{};
    if (!comment || !read_line(take_line(text), packed)) return malformed;
    read.comment = *comment;
    std::span<const std::byte> rest = packed;
    const std::string_view algorithm = take_text(rest, 2);
    if (algorithm != signs_hash && algorithm != signs_file) return malformed;
    read.prehashed = algorithm == signs_hash;
    take(rest, read.key_id);
    take(rest, read.signature);
    const auto trusted = after(trusted_label, take_line(text), most_trusted_comment_bytes);
    if (!trusted || !read_line(take_line(text), read.comment_signature) || !text.empty()) return malformed;
    read.trusted_comment = *trusted;
    return read;
}

std::string to_text(const MinisignSignature& signature) {
    std::vector<std::byte> packed;
    append(packed, as_bytes(signature.prehashed ? signs_hash : signs_file));
    append(packed, signature.key_id);
    append(packed, signature.signature);
    std::string text(comment_label);
    text += signature.comment + "\n" + to_base64(packed, Base64Form::padded) + "\n";
    text += trusted_label;
    text += signature.trusted_comment + "\n" + to_base64(signature.comment_signature, Base64Form::padded) + "\n";
    return text;
}

std::expected<std::string, MinisignError> check_minisign(const MinisignKey& key, std::span<const std::byte> file,
                                                         std::string_view signature_text) {
    auto said = read_minisign(signature_text);
    if (!said) return std::unexpected(said.error());
    if (said->key_id != key.id) return std::unexpected(MinisignError::other_key);
    if (said->prehashed) {
        const Hash512 hash = blake2b_512(file);
        if (!ed25519_verifies(said->signature, hash, key.key)) return std::unexpected(MinisignError::wrong_signature);
    } else if (!ed25519_verifies(said->signature, file, key.key)) {
        return std::unexpected(MinisignError::wrong_signature);
    }
    if (!ed25519_verifies(said->comment_signature, with_comment(said->signature, said->trusted_comment), key.key)) {
        return std::unexpected(MinisignError::wrong_comment);
    }
    return std::move(said->trusted_comment);
}

MinisignKey minisign_key(const Secret<32>& seed, const std::array<std::byte, 8>& id) noexcept {
    return {.id = id, .key = ed25519_pair(seed).open};
}

MinisignSignature sign_minisign(const Secret<32>& seed, const std::array<std::byte, 8>& id,
                                std::span<const std::byte> file, std::string comment, std::string trusted_comment) {
    const Ed25519Pair pair = ed25519_pair(seed);
    MinisignSignature signature;
    signature.key_id = id;
    signature.signature = ed25519_sign(pair, blake2b_512(file));
    signature.comment = std::move(comment);
    signature.trusted_comment = std::move(trusted_comment);
    signature.comment_signature = ed25519_sign(pair, with_comment(signature.signature, signature.trusted_comment));
    return signature;
}

}  // namespace holdfast::sealing
