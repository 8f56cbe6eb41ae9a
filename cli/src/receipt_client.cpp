// SPDX-License-Identifier: Apache-2.0
#include "receipt_client.hpp"

#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/evidence/seal.hpp"
#include "proved_request.hpp"

namespace holdfast::cli {
namespace {

/// The key of the log that the service says is its own.
PackResult<sealing::NoteKey> told_key(ServiceClient& service) {
    const auto answer = ask_for(service, "/v1/service");
    if (!answer) return std::unexpected(answer.error());
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(answer->body)) return pack_failure(exit_impossible, std::string(foreign_answer));
    JsonObject log = document.object(faults).object("seal_log", Need::optional);
    if (!log.exists()) return pack_failure(exit_impossible, "This service gives no receipts.");
    const auto text = log.text("key", {.most = 1024});
    const auto key = text ? sealing::read_note_key(*text) : std::unexpected(sealing::NoteError::malformed_key);
    if (!key) return pack_failure(exit_impossible, "The key of the service's log cannot be read.");
    return *key;
}

std::string_view fault_words(evidence::ReceiptError error) {
    using enum evidence::ReceiptError;
    switch (error) {
        case malformed:
            return "it is not in the form that receipts have";
        case other_seal:
            return "it is for another seal";
        case not_signed:
            return "it is not signed by the log's key";
        case wrong_signature:
            return "its signature is wrong";
        case not_included:
            return "its proof does not hold";
    }
    return {};
}

PackResult<evidence::Receipt> checked(std::string_view text, const sealing::NoteKey& log, const Digest256& seal) {
    const auto refuse = [](evidence::ReceiptError error) {
        return pack_failure(exit_no, "The service gave a receipt that does not hold: " +
                                         std::string(fault_words(error)) + ". It was thrown away.");
    };
    auto receipt = evidence::read_receipt(text);
    if (!receipt || text.size() > evidence::most_seal_file_bytes) return refuse(evidence::ReceiptError::malformed);
    if (const auto holds = evidence::check_receipt(*receipt, log, seal); !holds) return refuse(holds.error());
    return std::move(*receipt);
}

}  // namespace

PackResult<FetchedReceipt> fetch_receipt(ServiceClient& service, const Digest256& seal,
                                         const std::optional<sealing::NoteKey>& expected) {
    const auto told = told_key(service);
    if (!told) return std::unexpected(told.error());
    if (expected && *expected != *told)
        return pack_failure(exit_no, "The service's log is another than the one of --log-key: it is " +
                                         evidence::shown_text(to_text(*told)) + ". Nothing of the pack was sent.");
    JsonWriter body;
    body.object().key("seal").value(to_hex(seal));
    auto answer = ask_with_proof(service, "/v1/seals", body.end().take());
    if (!answer) return std::unexpected(std::move(answer.error()));
    if (answer->status != 200) return pack_failure(exit_impossible, refusal(*answer));
    JsonDocument document;
    JsonFaults faults;
    std::optional<std::string_view> text;
    if (document.parse(answer->body)) text = document.object(faults).text("receipt", {.controls = true});
    if (!text) return pack_failure(exit_impossible, std::string(foreign_answer));
    auto receipt = checked(*text, *told, seal);
    if (!receipt) return std::unexpected(std::move(receipt.error()));
    return FetchedReceipt{.receipt = std::move(*receipt), .log = *told};
}

std::string receipt_words(const FetchedReceipt& fetched, bool key_was_expected) {
    std::string text = "Log: " + evidence::shown_text(to_text(fetched.log)) + "\n";
    text += "Received: " + to_rfc3339(fetched.receipt.entry.received) + ", by the service's clock; number " +
            std::to_string(fetched.receipt.index) + " of the log\n";
    text +=
        "It proves that this seal was there by then: the service's public log holds it and cannot be changed "
        "without that being seen.\nIt does not prove who sealed, or that what was sealed is true.\n";
    text += key_was_expected
                ? "It was checked with the key of --log-key.\n"
                : "It was checked with the key that the service itself names. Keep that key elsewhere than in the "
                  "pack: whoever checks later needs it (--log-key).\n";
    return text;
}

}  // namespace holdfast::cli
