// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/age_file.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <variant>

#include "age_head.hpp"
#include "age_header.hpp"
#include "age_stream.hpp"
#include "age_wrap.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {

// --- writing ---

struct AgeEncryptor::State {
    std::vector<std::byte> head;  // header and nonce, until the first output
    StreamSealer stream;

    // `random` begins with file key and nonce.
    static std::unique_ptr<State> create(std::string&& header, std::span<const std::byte> random) {
        const FileKey file_key(random.first<16>());
        const auto nonce = random.subspan(16, age_nonce_bytes);
        append_mac(header, file_key.bytes());
        const auto text = as_bytes(header);
        std::vector<std::byte> head(text.begin(), text.end());
        head.insert(head.end(), nonce.begin(), nonce.end());
        return std::make_unique<State>(State{std::move(head), StreamSealer(payload_key(file_key, nonce))});
    }

    void put_head(std::vector<std::byte>& out) {
        out.insert(out.end(), head.begin(), head.end());
        head.clear();
    }
};

AgeEncryptor::AgeEncryptor(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
AgeEncryptor::AgeEncryptor(AgeEncryptor&&) noexcept = default;
AgeEncryptor& AgeEncryptor::operator=(AgeEncryptor&&) noexcept = default;
AgeEncryptor::~AgeEncryptor() = default;

std::expected<AgeEncryptor, AgeError> AgeEncryptor::to_recipients(std::span<const AgeRecipient> recipients,
                                                                  std::span<const std::byte> random) {
    if (recipients.empty()) return std::unexpected(AgeError::no_recipients);
    if (random.size() != random_bytes(recipients.size())) return std::unexpected(AgeError::wrong_random_length);
    const FileKey file_key(random.first<16>());
    std::string header(age_version_line);
    for (std::size_t i = 0; i < recipients.size(); ++i) {
        const auto stanza = wrap_for_recipient(file_key, recipients[i], random.subspan(32 + 32 * i).first<32>());
        if (!stanza) return std::unexpected(stanza.error());
        append_stanza(header, *stanza);
    }
    if (header.size() > max_age_header_bytes / 2) return std::unexpected(AgeError::header_too_long);
    return AgeEncryptor(State::create(std::move(header), random));
}

std::expected<AgeEncryptor, AgeError> AgeEncryptor::with_passphrase(std::string_view passphrase, unsigned work_factor,
                                                                    std::span<const std::byte> random) {
    if (random.size() != passphrase_random_bytes) return std::unexpected(AgeError::wrong_random_length);
    const FileKey file_key(random.first<16>());
    const auto stanza = wrap_with_passphrase(file_key, passphrase, work_factor, random.subspan<32, 16>());
    if (!stanza) return std::unexpected(stanza.error());
    std::string header(age_version_line);
    append_stanza(header, *stanza);
    return AgeEncryptor(State::create(std::move(header), random));
}

void AgeEncryptor::push(std::span<const std::byte> plain, std::vector<std::byte>& out) {
    state_->put_head(out);
    state_->stream.push(plain, out);
}

void AgeEncryptor::finish(std::vector<std::byte>& out) {
    state_->put_head(out);
    state_->stream.finish(out);
}

// --- reading ---

struct AgeDecryptor::State {
    std::vector<AgeIdentity> identities;
    std::optional<SecretText> passphrase;  // when set, identities are not looked at
    unsigned max_work_factor = 0;

    std::vector<std::byte> head;  // header and nonce as they arrive
    HeaderEnd header_end;
    std::optional<std::size_t> header_size;
    std::optional<FileKey> file_key;
    std::optional<StreamOpener> stream;
    std::optional<AgeError> failed;

    std::expected<void, AgeError> fail(AgeError error) {
        failed = error;
        return std::unexpected(error);
    }

    // Takes from `cipher` what belongs to header and nonce; `stream` is set once both are complete.
    std::expected<void, AgeError> take_head(std::span<const std::byte>& cipher) {
        if (!header_size) {
            const std::size_t before = head.size();
            const std::size_t room = max_age_header_bytes - before;
            const auto piece = cipher.first(std::min(room, cipher.size()));
            head.insert(head.end(), piece.begin(), piece.end());
            if (!may_begin_age(head)) return std::unexpected(AgeError::header_failure);
            header_size = header_end.find(head);
            if (!header_size) {
                cipher = cipher.subspan(piece.size());
                if (cipher.empty()) return {};
                return std::unexpected(AgeError::header_too_long);
            }
            cipher = cipher.subspan(*header_size - before);
            head.resize(*header_size);
            if (auto opened = open_header(); !opened) return opened;
        }
        const std::size_t missing = *header_size + age_nonce_bytes - head.size();
        const auto piece = cipher.first(std::min(missing, cipher.size()));
        head.insert(head.end(), piece.begin(), piece.end());
        cipher = cipher.subspan(piece.size());
        if (piece.size() == missing) {
            stream.emplace(payload_key(*file_key, std::span<const std::byte>(head).last(age_nonce_bytes)));
            file_key.reset();
        }
        return {};
    }

    std::expected<void, AgeError> open_header() {
        auto unwrapped = unlocked(head, [this](const std::vector<Stanza>& stanzas) {
            return passphrase ? unwrap_with_passphrase(stanzas, passphrase->view(), max_work_factor)
                              : unwrap_with_identities(stanzas, identities);
        });
        if (!unwrapped) return std::unexpected(unwrapped.error());
        file_key = std::move(*unwrapped);
        return {};
    }
};

AgeDecryptor::AgeDecryptor(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
AgeDecryptor::AgeDecryptor(AgeDecryptor&&) noexcept = default;
AgeDecryptor& AgeDecryptor::operator=(AgeDecryptor&&) noexcept = default;
AgeDecryptor::~AgeDecryptor() = default;

AgeDecryptor AgeDecryptor::with_identities(std::span<const AgeIdentity> identities) {
    auto state = std::make_unique<State>();
    for (const AgeIdentity& identity : identities) state->identities.push_back(identity.clone());
    return AgeDecryptor(std::move(state));
}

AgeDecryptor AgeDecryptor::with_passphrase(std::string_view passphrase, unsigned max_work_factor) {
    auto state = std::make_unique<State>();
    state->passphrase.emplace(std::string(passphrase));
    state->max_work_factor = max_work_factor;
    return AgeDecryptor(std::move(state));
}

std::expected<void, AgeError> AgeDecryptor::push(std::span<const std::byte> cipher, std::vector<std::byte>& out) {
    if (state_->failed) return std::unexpected(*state_->failed);
    while (!cipher.empty() && !state_->stream) {
        if (const auto taken = state_->take_head(cipher); !taken) return state_->fail(taken.error());
    }
    if (cipher.empty()) return {};
    if (const auto opened = state_->stream->push(cipher, out); !opened) return state_->fail(opened.error());
    return {};
}

std::expected<void, AgeError> AgeDecryptor::finish(std::vector<std::byte>& out) {
    if (state_->failed) return std::unexpected(*state_->failed);
    if (!state_->stream) return state_->fail(AgeError::header_failure);
    const auto opened = state_->stream->finish(out);
    state_->failed = AgeError::payload_failure;  // nothing may follow
    return opened;
}

}  // namespace holdfast::sealing
