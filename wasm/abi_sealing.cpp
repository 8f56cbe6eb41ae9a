// SPDX-License-Identifier: Apache-2.0
// Cases, recovery, mailbox and proof of work for the page. Random bytes come in as arguments; what goes out may be
// secret, so the host drops the instance once it is done (docs/formats/wasm-abi.md, "Secrets").
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "abi.hpp"
#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/core/utf8.hpp"
#include "holdfast/sealing/access_token.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/draft_seal.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/sealing/proof_of_work.hpp"
#include "holdfast/sealing/recovery_file.hpp"

namespace holdfast::wasm {
namespace {

using namespace sealing;

std::string_view text_of(const char* text, std::size_t size) {
    return {text, size};
}

int fail_with(std::string_view name, std::size_t position) {
    set_result(JsonWriter()
                   .object()
                   .key("error")
                   .value(name)
                   .key("position")
                   .value(static_cast<std::uint64_t>(position))
                   .end()
                   .take());
    return abi_failed;
}

std::string_view name_of(CaseNumberError error) {
    switch (error) {
        case CaseNumberError::wrong_length:
            return "wrong_length";
        case CaseNumberError::bad_character:
            return "bad_character";
        case CaseNumberError::bad_check:
            break;
    }
    return "bad_check";
}

std::string_view name_of(SealError error) {
    switch (error) {
        case SealError::too_long:
            return "too_long";
        case SealError::bad_public_key:
            return "bad_public_key";
        case SealError::not_for_us:
            return "not_for_us";
        case SealError::malformed:
            break;
    }
    return "malformed";
}

std::string_view name_of(DraftError error) {
    switch (error) {
        case DraftError::too_long:
            return "too_long";
        case DraftError::not_ours:
            return "not_ours";
        case DraftError::malformed:
            break;
    }
    return "malformed";
}

// Everything that the page needs of a case.
int answer_case(const AgeIdentity& identity, const std::optional<CaseNumber>& number,
                const std::optional<Secret<16>>& root) {
    const CaseKeys keys = derive_case_keys(identity);
    JsonWriter json;
    json.object().key("case_number");
    if (number) {
        json.value(to_text(*number));
    } else {
        json.null();
    }
    json.key("words");
    if (root) {
        json.value(to_words(*root).view());
    } else {
        json.null();
    }
    json.key("identity").value(identity.to_text().view()).key("recipient").value(to_text(identity.recipient()));
    json.key("read_key").value(to_token(keys.read).view());
    json.key("read_key_hash").value(to_hex(token_digest(keys.read)));
    json.key("withdraw_key").value(to_token(keys.withdraw).view());
    json.key("withdraw_key_hash").value(to_hex(token_digest(keys.withdraw)));
    json.key("mailbox_key").value(to_base64(keys.mailbox_public, Base64Form::url));
    json.key("draft_key").value(to_token(keys.draft).view());
    json.key("pack_sign_key").value(to_base64(keys.pack_sign_public, Base64Form::url));
    set_result(json.end().take());
    return abi_ok;
}

int answer_text(const char* name, std::string_view text) {
    set_result(JsonWriter().object().key(name).value(text).end().take());
    return abi_ok;
}

// An empty text is no number.
std::expected<std::optional<CaseNumber>, CaseNumberError> read_number(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto number = case_number_from_text(text);
    if (!number) return std::unexpected(number.error());
    return *number;
}

}  // namespace
}  // namespace holdfast::wasm

using namespace holdfast;

HF_EXPORT(hf_sha256) int hf_sha256(const std::byte* data, std::size_t size) {
    wasm::expect_trap();
    return wasm::answer_text("sha256", to_hex(sealing::sha256(std::span(data, size))));
}

HF_EXPORT(hf_recovery_words) int hf_recovery_words() {
    wasm::expect_trap();
    JsonWriter json;
    json.array();
    for (std::size_t i = 0; i < 2048; ++i) json.value(sealing::recovery_word(i));
    wasm::set_result(json.end().take());
    return wasm::abi_ok;
}

HF_EXPORT(hf_case_create) int hf_case_create(const std::byte* random, std::size_t size) {
    wasm::expect_trap();
    const std::span<const std::byte> bytes(random, size);
    if (size != 21) return wasm::fail("wrong_size");
    sealing::Secret<16> root(bytes.first<16>());
    sealing::CaseNumber number;
    std::ranges::copy(bytes.subspan(16), number.bits.begin());
    const auto identity = sealing::identity_from_root(root);
    return wasm::answer_case(identity, number, std::move(root));
}

HF_EXPORT(hf_case_open)
int hf_case_open(const std::byte* input, std::size_t input_size, const char* passphrase, std::size_t passphrase_size) {
    wasm::expect_trap();
    std::optional<std::string_view> given;
    if (passphrase != nullptr) given = wasm::text_of(passphrase, passphrase_size);
    const auto read = sealing::read_recovery(std::span(input, input_size), given);
    if (!read) {
        const std::string_view name = sealing::to_text(read.error());
        if (read.error().kind != sealing::RecoveryError::Kind::words) return wasm::fail(name);
        return wasm::fail_with(name, read.error().words.position);
    }
    return wasm::answer_case(read->identity, read->number, read->root);
}

HF_EXPORT(hf_recovery_file)
int hf_recovery_file(const char* identity, std::size_t identity_size, const char* number, std::size_t number_size,
                     double created, const char* passphrase, std::size_t passphrase_size, const std::byte* random,
                     std::size_t random_size, std::uint32_t work_factor) {
    wasm::expect_trap();
    const auto key = sealing::age_identity_from_text(wasm::text_of(identity, identity_size));
    if (!key) return wasm::fail("damaged_key");
    const auto read = wasm::read_number(wasm::text_of(number, number_size));
    if (!read) return wasm::fail(wasm::name_of(read.error()));
    const UnixMillis at{static_cast<std::int64_t>(created)};
    if (passphrase == nullptr) return wasm::answer_text("file", sealing::make_recovery_file(*key, at, *read).view());
    const auto locked = sealing::make_locked_recovery_file(
        *key, at, *read, wasm::text_of(passphrase, passphrase_size), std::span(random, random_size),
        work_factor == 0 ? sealing::default_scrypt_work_factor : work_factor);
    if (locked) return wasm::answer_text("file", *locked);
    switch (locked.error()) {
        case sealing::AgeError::wrong_random_length:
            return wasm::fail("wrong_size");
        case sealing::AgeError::out_of_memory:
            return wasm::fail("out_of_memory");
        default:
            return wasm::fail("too_much_work");
    }
}

HF_EXPORT(hf_recovery_qr)
int hf_recovery_qr(const char* identity, std::size_t identity_size, const char* number, std::size_t number_size) {
    wasm::expect_trap();
    const auto key = sealing::age_identity_from_text(wasm::text_of(identity, identity_size));
    if (!key) return wasm::fail("damaged_key");
    const auto read = wasm::read_number(wasm::text_of(number, number_size));
    if (!read) return wasm::fail(wasm::name_of(read.error()));
    return wasm::answer_text("text", sealing::make_recovery_qr(*key, *read).view());
}

HF_EXPORT(hf_message_seal)
int hf_message_seal(const std::byte* message, std::size_t size, const char* mailbox_key, std::size_t key_size,
                    const std::byte* ephemeral, std::size_t ephemeral_size) {
    wasm::expect_trap();
    std::array<std::byte, 32> key{};
    if (!sealing::from_base64(wasm::text_of(mailbox_key, key_size), sealing::Base64Form::url, key)) {
        return wasm::fail("bad_public_key");
    }
    if (ephemeral_size != 32) return wasm::fail("wrong_size");
    const sealing::Secret<32> once(std::span<const std::byte, 32>(ephemeral, 32));
    const auto sealed = sealing::seal_message(std::span(message, size), key, once);
    if (!sealed) return wasm::fail(wasm::name_of(sealed.error()));
    return wasm::answer_text("sealed", sealing::to_base64(*sealed, sealing::Base64Form::url));
}

HF_EXPORT(hf_message_open)
int hf_message_open(const char* identity, std::size_t identity_size, const char* sealed, std::size_t sealed_size) {
    wasm::expect_trap();
    const auto key = sealing::age_identity_from_text(wasm::text_of(identity, identity_size));
    if (!key) return wasm::fail("damaged_key");
    const auto bytes = sealing::from_base64(wasm::text_of(sealed, sealed_size), sealing::Base64Form::url);
    if (!bytes) return wasm::fail("malformed");
    const auto message = sealing::open_message(*bytes, sealing::derive_case_keys(*key).mailbox);
    if (!message) return wasm::fail(wasm::name_of(message.error()));
    const std::string_view text(reinterpret_cast<const char*>(message->data()), message->size());
    if (!is_utf8(text)) return wasm::fail("malformed");
    return wasm::answer_text("message", text);
}

HF_EXPORT(hf_draft_seal)
int hf_draft_seal(const char* identity, std::size_t identity_size, const std::byte* text, std::size_t size,
                  const std::byte* nonce, std::size_t nonce_size) {
    wasm::expect_trap();
    const auto key = sealing::age_identity_from_text(wasm::text_of(identity, identity_size));
    if (!key) return wasm::fail("damaged_key");
    if (nonce_size != sealing::draft_nonce_bytes) return wasm::fail("wrong_size");
    const auto sealed = sealing::seal_draft(std::span(text, size), sealing::derive_case_keys(*key).draft,
                                            std::span<const std::byte, sealing::draft_nonce_bytes>(nonce, nonce_size));
    if (!sealed) return wasm::fail(wasm::name_of(sealed.error()));
    return wasm::answer_text("sealed", sealing::to_base64(*sealed, sealing::Base64Form::url));
}

HF_EXPORT(hf_draft_open)
int hf_draft_open(const char* identity, std::size_t identity_size, const char* sealed, std::size_t sealed_size) {
    wasm::expect_trap();
    const auto key = sealing::age_identity_from_text(wasm::text_of(identity, identity_size));
    if (!key) return wasm::fail("damaged_key");
    const auto bytes = sealing::from_base64(wasm::text_of(sealed, sealed_size), sealing::Base64Form::url);
    if (!bytes) return wasm::fail("malformed");
    const auto text = sealing::open_draft(*bytes, sealing::derive_case_keys(*key).draft);
    if (!text) return wasm::fail(wasm::name_of(text.error()));
    const std::string_view view(reinterpret_cast<const char*>(text->data()), text->size());
    if (!is_utf8(view)) return wasm::fail("malformed");
    return wasm::answer_text("draft", view);
}

HF_EXPORT(hf_case_number_make) int hf_case_number_make(const std::byte* random, std::size_t size) {
    wasm::expect_trap();
    sealing::CaseNumber number;
    if (size != number.bits.size()) return wasm::fail("wrong_size");
    std::ranges::copy(std::span(random, size), number.bits.begin());
    return wasm::answer_text("case_number", sealing::to_text(number));
}

HF_EXPORT(hf_case_number_read) int hf_case_number_read(const char* text, std::size_t size) {
    wasm::expect_trap();
    const auto number = sealing::case_number_from_text(wasm::text_of(text, size));
    if (!number) return wasm::fail(wasm::name_of(number.error()));
    return wasm::answer_text("case_number", sealing::to_text(*number));
}

HF_EXPORT(hf_proof_solve)
int hf_proof_solve(const char* challenge, std::size_t challenge_size, const std::byte* body, std::size_t body_size,
                   std::uint64_t start_nonce, std::uint32_t tries) {
    wasm::expect_trap();
    const auto read = sealing::challenge_from_text(wasm::text_of(challenge, challenge_size));
    if (!read) return wasm::fail("malformed");
    const auto nonce = sealing::solve_proof(*read, sealing::sha256(std::span(body, body_size)), start_nonce, tries);
    JsonWriter json;
    json.object().key("difficulty").value(read->difficulty()).key("nonce");
    if (nonce) {
        json.value(std::to_string(*nonce));
    } else {
        json.null();
    }
    wasm::set_result(json.end().take());
    return wasm::abi_ok;
}
