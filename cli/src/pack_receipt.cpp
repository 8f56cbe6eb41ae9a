// SPDX-License-Identifier: Apache-2.0
#include "pack_receipt.hpp"

#include <filesystem>
#include <map>
#include <utility>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/evidence/seal.hpp"
#include "holdfast/sealing/digest.hpp"
#include "new_place.hpp"
#include "pack_keys.hpp"
#include "pack_rewrite.hpp"
#include "pack_source.hpp"
#include "pack_verify.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

/// What a receipt cannot be put into, before anything is read or asked.
PackResult<void> can_take_one(const ReceiptRequest& request) {
    const std::string name = printable(request.pack);
    std::error_code error;
    if (std::filesystem::is_directory(request.pack, error))
        return pack_failure(exit_impossible, name + " is a folder: name the pack's ZIP file.");
    if (request.output.empty() && looks_locked(request.pack))
        return pack_failure(
            exit_impossible,
            name +
                " is locked, and what is locked cannot be added to. Keep the receipt beside it: --output "
                "receipt.txt, with --identity for the key that opens the pack. Or take it while sealing: `holdfast "
                "pack seal --receipt URL`. Or unlock it first: `age -d -i KEY " +
                name + " > pack.zip`, and lock pack.zip again afterwards.");
    return {};
}

PackResult<void> keep_beside(const std::string& path, const std::string& text) {
    auto file = NewFile::create(path);
    if (!file) return pack_failure(exit_impossible, file.error());
    if (const auto written = file->write(sealing::as_bytes(text)); !written)
        return pack_failure(exit_impossible, written.error());
    if (const auto finished = file->finish(); !finished) return pack_failure(exit_impossible, finished.error());
    return {};
}

}  // namespace

PackResult<ReceiptResult> get_pack_receipt(const ReceiptRequest& request) {
    if (auto can = can_take_one(request); !can) return std::unexpected(std::move(can.error()));
    std::optional<sealing::NoteKey> log;
    if (!request.log_key.empty()) {
        auto read = read_log_key(request.log_key);
        if (!read) return std::unexpected(std::move(read.error()));
        log = std::move(*read);
    }
    const auto checked = pack_that_holds(request.pack, request.identities, request.passphrase_file, request.quiet,
                                         "No receipt was asked for");
    if (!checked) return std::unexpected(checked.error());
    const evidence::PackReport& report = checked->report;
    ReceiptResult result{.pack = request.pack,
                         .place = {},
                         .seal = to_hex(report.seal_digest),
                         .fetched = {},
                         .stamp = {},
                         .key_was_expected = log.has_value(),
                         .origin = report.receipt_origin,
                         .received = report.received ? to_rfc3339(*report.received) : std::string()};
    const bool wants_receipt = !report.has_receipt || request.again;
    const bool wants_stamp =
        request.time_stamp && (report.time_stamp == evidence::TimeStampState::absent || request.again);
    if (!wants_receipt && !wants_stamp) return result;
    const auto sealed_at = time_from_rfc3339(report.sealed_at);
    if (!sealed_at && request.output.empty())
        return pack_failure(exit_impossible, "The pack does not say when it was sealed: it cannot be written anew.");

    ServiceClient service(request.server);
    std::map<std::string, std::string, std::less<>> added;
    if (wants_stamp) {
        auto fetched = fetch_time_stamp(service, report.seal_digest);
        if (!fetched) return std::unexpected(std::move(fetched.error()));
        added.emplace(evidence::time_stamp_path, fetched->reply);
        result.stamp = std::move(*fetched);
    }
    if (wants_receipt) {
        auto fetched = fetch_receipt(service, report.seal_digest, log);
        if (!fetched) return std::unexpected(std::move(fetched.error()));
        added.emplace(evidence::receipt_path, to_text(fetched->receipt));
        result.fetched = std::move(*fetched);
    }
    auto kept = request.output.empty() ? put_beside_seal(request.pack, added, *sealed_at, request.quiet)
                                       : keep_beside(request.output, to_text(result.fetched->receipt));
    if (!kept) return std::unexpected(std::move(kept.error()));
    result.place = request.output.empty() ? request.pack : request.output;
    return result;
}

std::string receipt_text(const ReceiptResult& result) {
    if (!result.fetched && !result.stamp)
        return printable(result.pack) + " has a receipt already: received at " + result.received + " by the log " +
               evidence::shown_text(result.origin) +
               ", by its own words.\nNothing was sent. `holdfast pack verify --log-key` checks it; --again asks for "
               "one in its place.\n";
    std::string text;
    if (result.fetched) text += "The receipt is in " + printable(result.place) + ".\n";
    if (result.stamp) text += "The time stamp is in " + printable(result.place) + ".\n";
    text += "Seal: " + result.seal + "\n";
    if (result.fetched) text += receipt_words(*result.fetched, result.key_was_expected);
    return result.stamp ? text + stamp_words(*result.stamp) : text;
}

std::string receipt_json(const ReceiptResult& result) {
    JsonWriter json;
    json.object().key("pack").value(result.pack).key("seal").value(result.seal);
    json.key("fetched").value(result.fetched.has_value());
    if (result.fetched) {
        json.key("place").value(result.place).key("log").value(to_text(result.fetched->log));
        json.key("received").value(to_rfc3339(result.fetched->receipt.entry.received));
        json.key("index").value(result.fetched->receipt.index);
    } else {
        json.key("log").value(result.origin).key("received").value(result.received);
    }
    if (result.stamp) json.key("time_stamp").object().key("at").value(to_rfc3339(result.stamp->claim.at)).end();
    return json.end().take() + "\n";
}

}  // namespace holdfast::cli
