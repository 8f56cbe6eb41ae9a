// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/recovery_file.hpp"

#include <algorithm>
#include <vector>

#include "age_header.hpp"
#include "age_wrap.hpp"
#include "holdfast/sealing/age_armor.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {

using Kind = RecoveryError::Kind;

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view key_start = "age-secret-key-";
constexpr std::string_view case_label = "# case:";
constexpr std::string_view qr_label = "RECOVERY KEY";

std::unexpected<RecoveryError> refused(Kind kind) {
    return std::unexpected(RecoveryError{kind, {}});
}

std::string_view text_of(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view trimmed(std::string_view text) noexcept {
    text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
    const std::size_t last = text.find_last_not_of(white_space);
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case) noexcept {
    if (text.size() < lower_case.size()) return false;
    return std::ranges::equal(text.substr(0, lower_case.size()), lower_case, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
    });
}

// Calls `each` with every piece of `text` between characters of `separators`; empty pieces are left out.
template <class Each>
void split(std::string_view text, std::string_view separators, Each each) {
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(separators), text.size()));
        if (text.empty()) return;
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        each(text.substr(0, end));
        text.remove_prefix(end);
    }
}

SecretText file_text(const AgeIdentity& identity, UnixMillis created, const std::optional<CaseNumber>& number) {
    std::string text;
    text.reserve(320);  // so that the key is written once, into the buffer that is wiped
    text.append("# created: ").append(to_rfc3339(created)).append("\n");
    if (number) text.append(case_label).append(" ").append(to_text(*number)).append("\n");
    text.append("# public key: ").append(to_text(identity.recipient())).append("\n");
    text.append(identity.to_text().view()).append("\n");
    return SecretText(std::move(text));
}

std::expected<Recovery, RecoveryError> read_key_line(std::string_view key, std::optional<CaseNumber> number) {
    auto identity = age_identity_from_text(key);
    if (!identity) {
        return refused(identity.error() == AgeKeyError::unknown_kind ? Kind::unknown_key : Kind::damaged_key);
    }
    return Recovery{std::move(*identity), number, std::nullopt};
}

// A text that is not locked: key lines with comments, QR text, or words.
std::expected<Recovery, RecoveryError> read_plain(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::optional<CaseNumber> number;
    std::string_view key;
    bool several = false;
    std::string rest;  // everything that is no comment, for the words
    rest.reserve(text.size());
    split(text, "\r\n", [&](std::string_view line) {
        line = trimmed(line);
        if (line.starts_with('#')) {
            if (line.starts_with(case_label)) {
                if (const auto named = case_number_from_text(trimmed(line.substr(case_label.size())))) number = *named;
            }
            return;
        }
        split(line, white_space, [&](std::string_view token) {
            if (starts_with_ignoring_case(token, key_start)) {
                several = several || (!key.empty() && key != token);
                key = token;
            } else if (starts_with_ignoring_case(token, "hf-")) {
                if (const auto named = case_number_from_text(token)) number = *named;
            }
        });
        rest.append(line).append("\n");
    });
    if (several) {
        wipe(rest);
        return refused(Kind::several_keys);
    }
    if (!key.empty()) {
        wipe(rest);
        return read_key_line(key, number);
    }
    if (trimmed(rest).empty()) return refused(text.empty() ? Kind::empty : Kind::no_key);
    auto root = root_from_words(rest);
    wipe(rest);
    if (!root) return std::unexpected(RecoveryError{Kind::words, root.error()});
    return Recovery{identity_from_root(*root), number, std::move(*root)};
}

std::expected<Recovery, RecoveryError> read_locked(std::span<const std::byte> file,
                                                   std::optional<std::string_view> passphrase) {
    const auto size = HeaderEnd().find(file);
    const auto header = size ? parse_age_header(text_of(file.first(*size))) : std::unexpected(AgeError::header_failure);
    if (!header) return refused(Kind::damaged_file);
    const bool has_passphrase = std::ranges::any_of(
        header->stanzas, [](const Stanza& stanza) { return stanza.arguments.front() == scrypt_type; });
    if (!has_passphrase) return refused(Kind::no_key);
    if (!passphrase) return refused(Kind::needs_passphrase);

    auto decryptor = AgeDecryptor::with_passphrase(*passphrase);
    std::vector<std::byte> plain;
    plain.reserve(file.size());
    auto opened = decryptor.push(file, plain);
    if (opened) opened = decryptor.finish(plain);
    if (!opened) {
        wipe(plain);
        switch (opened.error()) {
            case AgeError::no_match:
                return refused(Kind::wrong_passphrase);
            case AgeError::work_factor_too_high:
            case AgeError::out_of_memory:
                return refused(Kind::too_much_work);
            default:
                return refused(Kind::damaged_file);
        }
    }
    auto read = read_plain(text_of(plain));
    wipe(plain);
    return read;
}

}  // namespace

std::string_view to_text(const RecoveryError& error) noexcept {
    switch (error.kind) {
        case Kind::empty:
            return "empty";
        case Kind::too_long:
            return "too_long";
        case Kind::needs_passphrase:
            return "needs_passphrase";
        case Kind::wrong_passphrase:
            return "wrong_passphrase";
        case Kind::damaged_file:
            return "damaged_file";
        case Kind::too_much_work:
            return "too_much_work";
        case Kind::damaged_key:
            return "damaged_key";
        case Kind::unknown_key:
            return "unknown_key";
        case Kind::several_keys:
            return "several_keys";
        case Kind::no_key:
            return "no_key";
        case Kind::words:
            break;
    }
    switch (error.words.kind) {
        case WordsError::Kind::too_few:
            return "too_few_words";
        case WordsError::Kind::too_many:
            return "too_many_words";
        case WordsError::Kind::unknown_word:
            return "unknown_word";
        case WordsError::Kind::bad_checksum:
            break;
    }
    return "wrong_words";
}

SecretText make_recovery_file(const AgeIdentity& identity, UnixMillis created,
                              const std::optional<CaseNumber>& number) {
    return file_text(identity, created, number);
}

std::expected<std::string, AgeError> make_locked_recovery_file(const AgeIdentity& identity, UnixMillis created,
                                                               const std::optional<CaseNumber>& number,
                                                               std::string_view passphrase,
                                                               std::span<const std::byte> random,
                                                               unsigned work_factor) {
    auto encryptor = AgeEncryptor::with_passphrase(passphrase, work_factor, random);
    if (!encryptor) return std::unexpected(encryptor.error());
    std::vector<std::byte> file;
    encryptor->push(as_bytes(file_text(identity, created, number).view()), file);
    encryptor->finish(file);
    return to_armor(file);
}

SecretText make_recovery_qr(const AgeIdentity& identity, const std::optional<CaseNumber>& number) {
    std::string text;
    text.reserve(128);
    text.append(qr_label).append(" ");
    if (number) text.append(to_text(*number)).append(" ");
    text.append(identity.to_text().view());
    return SecretText(std::move(text));
}

std::expected<Recovery, RecoveryError> read_recovery(std::span<const std::byte> input,
                                                     std::optional<std::string_view> passphrase) {
    if (input.size() > max_recovery_bytes) return refused(Kind::too_long);
    const std::string_view text = text_of(input);
    if (trimmed(text).empty()) return refused(Kind::empty);
    if (text.starts_with(age_version_line)) return read_locked(input, passphrase);
    if (looks_armored(input)) {
        const auto file = from_armor(text);
        if (!file) return refused(Kind::damaged_file);
        return read_locked(*file, passphrase);
    }
    return read_plain(text);
}

}  // namespace holdfast::sealing
