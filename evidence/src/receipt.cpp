// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/receipt.hpp"

#include "decimal.hpp"
#include "holdfast/core/hex.hpp"
#include "holdfast/evidence/merkle_tree.hpp"
#include "holdfast/sealing/base64.hpp"
#include "joined.hpp"

namespace holdfast::evidence {
namespace {

using sealing::Base64Form;

constexpr std::string_view entry_line = "Holdfast seal log 1";
constexpr std::string_view seal_label = "seal-sha256 ";
constexpr std::string_view received_label = "received ";
constexpr std::string_view proof_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view index_label = "index ";
constexpr std::int64_t second = 1000;

// The next line without its end; nothing when it has none.
std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

bool take(std::string_view& text, std::string_view line) {
    return take_line(text) == line;
}

// What follows `label` in the next line.
std::optional<std::string_view> take_after(std::string_view& text, std::string_view label) {
    const auto line = take_line(text);
    if (!line || !line->starts_with(label)) return std::nullopt;
    return line->substr(label.size());
}

std::optional<SealEntry> take_entry(std::string_view& text) {
    if (!take(text, entry_line)) return std::nullopt;
    const auto seal = take_after(text, seal_label);
    const auto received = take_after(text, received_label);
    if (!seal || !received) return std::nullopt;
    const auto digest = digest_from_hex(*seal);
    const auto time = time_from_rfc3339(*received);
    if (!digest || !time || time->value < 0 || to_rfc3339(*time) != *received) return std::nullopt;
    return SealEntry{.seal = *digest, .received = *time};
}

}  // namespace

std::string to_text(const SealEntry& entry) {
    const UnixMillis whole{entry.received.value - entry.received.value % second};
    return joined({entry_line, "\n", seal_label, to_hex(entry.seal), "\n", received_label, to_rfc3339(whole), "\n"});
}

std::string_view to_text(ReceiptError error) noexcept {
    switch (error) {
        case ReceiptError::malformed:
            return "malformed";
        case ReceiptError::other_seal:
            return "other_seal";
        case ReceiptError::not_signed:
            return "not_signed";
        case ReceiptError::wrong_signature:
            return "wrong_signature";
        case ReceiptError::not_included:
            return "not_included";
    }
    return "";
}

std::expected<Receipt, ReceiptError> read_receipt(std::string_view text) {
    const auto malformed = std::unexpected(ReceiptError::malformed);
    Receipt read;
    const auto entry = take_entry(text);
    if (!entry || !take(text, "") || !take(text, proof_line)) return malformed;
    read.entry = *entry;
    const auto index_text = take_after(text, index_label);
    const auto index = index_text ? read_decimal(*index_text) : std::nullopt;
    if (!index) return malformed;
    read.index = *index;
    for (auto line = take_line(text); line != ""; line = take_line(text)) {
        Digest256 hash;
        if (!line || read.proof.size() == most_proof_hashes ||
            !sealing::from_base64(*line, Base64Form::padded, hash.bytes)) {
            return malformed;
        }
        read.proof.push_back(hash);
    }
    auto checkpoint = read_checkpoint(text);
    if (!checkpoint) return malformed;
    read.checkpoint = std::move(*checkpoint);
    return read;
}

std::string to_text(const Receipt& receipt) {
    std::string text =
        joined({to_text(receipt.entry), "\n", proof_line, "\n", index_label, std::to_string(receipt.index), "\n"});
    for (const Digest256& hash : receipt.proof) text += sealing::to_base64(hash.bytes, Base64Form::padded) + "\n";
    return text + "\n" + to_text(receipt.checkpoint);
}

std::expected<void, ReceiptError> check_receipt(const Receipt& receipt, const sealing::NoteKey& log,
                                                const std::optional<Digest256>& seal) {
    if (seal && receipt.entry.seal != *seal) return std::unexpected(ReceiptError::other_seal);
    if (const auto made = check_checkpoint(receipt.checkpoint, log); !made) {
        return std::unexpected(made.error() == CheckpointError::wrong_signature ? ReceiptError::wrong_signature
                                                                                : ReceiptError::not_signed);
    }
    if (!proves_inclusion(receipt.index, receipt.checkpoint.size, leaf_hash(to_text(receipt.entry)), receipt.proof,
                          receipt.checkpoint.root)) {
        return std::unexpected(ReceiptError::not_included);
    }
    return {};
}

}  // namespace holdfast::evidence
