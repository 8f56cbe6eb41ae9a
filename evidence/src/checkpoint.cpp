// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/checkpoint.hpp"

#include "decimal.hpp"
#include "holdfast/sealing/base64.hpp"

namespace holdfast::evidence {
namespace {

using sealing::Base64Form;

std::string text_of(const Checkpoint& checkpoint) {
    std::string text = checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
                       sealing::to_base64(checkpoint.root.bytes, Base64Form::padded) + "\n";
    for (const std::string& line : checkpoint.more) text += line + "\n";
    return text;
}

}  // namespace

std::string_view to_text(CheckpointError error) noexcept {
    switch (error) {
        case CheckpointError::malformed:
            return "malformed";
        case CheckpointError::not_signed:
            return "not_signed";
        case CheckpointError::wrong_signature:
            return "wrong_signature";
        case CheckpointError::other_log:
            return "other_log";
    }
    return "";
}

std::expected<Checkpoint, CheckpointError> read_checkpoint(std::string_view note) {
    const auto malformed = std::unexpected(CheckpointError::malformed);
    auto read = sealing::read_signed_note(note);
    if (!read) return malformed;
    std::vector<std::string_view> lines;
    for (std::string_view rest = read->text; !rest.empty();) {
        const auto end = rest.find('\n');
        if (end == 0) return malformed;
        lines.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    if (lines.size() < 3) return malformed;
    Checkpoint checkpoint;
    checkpoint.origin = lines[0];
    const auto size = read_decimal(lines[1]);
    if (!size || *size > most_log_entries ||
        !sealing::from_base64(lines[2], Base64Form::padded, checkpoint.root.bytes)) {
        return malformed;
    }
    checkpoint.size = *size;
    checkpoint.more.assign(lines.begin() + 3, lines.end());
    checkpoint.signatures = std::move(read->signatures);
    return checkpoint;
}

std::string to_text(const Checkpoint& checkpoint) {
    return sealing::to_text(sealing::SignedNote{.text = text_of(checkpoint), .signatures = checkpoint.signatures});
}

std::expected<void, CheckpointError> check_checkpoint(const Checkpoint& checkpoint, const sealing::NoteKey& key) {
    const auto by_key = sealing::check_signed_note(
        sealing::SignedNote{.text = text_of(checkpoint), .signatures = checkpoint.signatures}, key);
    if (!by_key) {
        return std::unexpected(by_key.error() == sealing::NoteError::wrong_signature ? CheckpointError::wrong_signature
                                                                                     : CheckpointError::not_signed);
    }
    if (checkpoint.origin != key.name) return std::unexpected(CheckpointError::other_log);
    return {};
}

Checkpoint sign_checkpoint(const sealing::Secret<32>& seed, const std::string& origin, std::uint64_t size,
                           const Digest256& root) {
    Checkpoint checkpoint{.origin = origin, .size = size, .root = root, .more = {}, .signatures = {}};
    checkpoint.signatures.push_back(sealing::sign_note(seed, origin, text_of(checkpoint)));
    return checkpoint;
}

}  // namespace holdfast::evidence
