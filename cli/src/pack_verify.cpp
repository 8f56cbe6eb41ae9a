// SPDX-License-Identifier: Apache-2.0
#include "pack_verify.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/digest.hpp"
#include "interrupt.hpp"
#include "pack_folder.hpp"
#include "pack_keys.hpp"
#include "pack_source.hpp"
#include "picture_file.hpp"
#include "progress.hpp"
#include "quick_digests.hpp"
#include "read_ahead.hpp"

namespace holdfast::cli {
namespace {

using evidence::PackVerdict;
using evidence::PackZipCheck;

constexpr std::uint64_t bytes_a_unit = std::uint64_t{1} << 20U;

/// Brings the ranges that the check asks for until it asks for none. What was altered under a lock ends it early.
PackResult<void> bring_all(PackSource& source, PackZipCheck& check, std::string& damage, bool quiet) {
    Progress progress(source.size() / bytes_a_unit, "MiB", quiet || source.size() < bytes_a_unit);
    std::uint64_t shown = 0;
    while (auto range = check.wants()) {
        ReadAhead ahead(source, range->offset, range->bytes);
        for (std::uint64_t at = range->offset; range && range->offset == at; range = check.wants()) {
            if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
            const auto piece = ahead.next();
            if (!piece && piece.error().kind == SourceError::Kind::unreadable)
                return pack_failure(exit_impossible, piece.error().sentence);
            if (!piece) {
                if (damage.empty()) damage = piece.error().sentence;
                return {};
            }
            if (piece->empty()) break;
            check.take(*piece);
            at += piece->size();
            shown += piece->size();
            progress.advance(std::exchange(shown, shown % bytes_a_unit) / bytes_a_unit);
        }
    }
    return {};
}

PackResult<VerifyResult> verify_file(const VerifyRequest& request, const evidence::PackExpectation& expected) {
    const auto identities = read_identities(request.identities, request.passphrase_file);
    if (!identities) return std::unexpected(identities.error());
    auto source = open_pack_source(request.pack, *identities);
    if (!source) return std::unexpected(std::move(source.error()));
    VerifyResult result;
    result.was_locked = (*source)->is_locked();
    result.damage = (*source)->loss();
    PackZipCheck check((*source)->size(), quick_digester(Checksum::left_out));
    if (auto brought = bring_all(**source, check, result.damage, request.quiet); !brought)
        return std::unexpected(std::move(brought.error()));
    result.report = check.finish(expected);
    return result;
}

PackResult<VerifyResult> verify_folder(const VerifyRequest& request, const evidence::PackExpectation& expected) {
    VerifyResult result;
    result.is_folder = true;
    evidence::PackCheck check(quick_digester(Checksum::left_out));
    if (auto walked = walk_pack_folder(request.pack, check, request.quiet); !walked)
        return std::unexpected(std::move(walked.error()));
    result.report = check.finish(expected);
    return result;
}

/// Nothing where `tsa_ca` is empty.
PackResult<std::optional<TimeStampAuthorities>> load_authorities(const std::string& tsa_ca) {
    if (tsa_ca.empty()) return std::nullopt;
    auto loaded = TimeStampAuthorities::load(tsa_ca);
    if (!loaded) return pack_failure(exit_impossible, loaded.error());
    return std::move(*loaded);
}

/// Of `request.receipt`, checked as far as the log is known. The seal that it names is the one to expect.
PackResult<void> read_kept(const VerifyRequest& request, Known& known) {
    const auto text = read_small_file(request.receipt, evidence::most_seal_file_bytes, "the receipt");
    if (!text) return std::unexpected(text.error());
    auto receipt = evidence::read_receipt(*text);
    if (!receipt)
        return pack_failure(exit_impossible, printable(request.receipt) + " is no receipt, or was damaged or changed.");
    if (known.expected.seal && *known.expected.seal != receipt->entry.seal)
        return pack_failure(exit_usage, "--seal and --receipt name two different seals.");
    known.expected.seal = receipt->entry.seal;
    known.kept = KeptReceipt{.path = request.receipt, .receipt = std::move(*receipt), .fault = {}};
    if (!known.expected.log) return {};
    const auto checked = evidence::check_receipt(known.kept->receipt, *known.expected.log, std::nullopt);
    if (!checked) known.kept->fault = checked.error();
    return {};
}

}  // namespace

PackResult<Known> read_known(const VerifyRequest& request) {
    Known known;
    auto expected = read_expectation(request.key, request.seal);
    if (!expected) return std::unexpected(std::move(expected.error()));
    known.expected = std::move(*expected);
    if (!request.log_key.empty()) {
        auto log = read_log_key(request.log_key);
        if (!log) return std::unexpected(std::move(log.error()));
        known.expected.log = std::move(*log);
    }
    auto authorities = load_authorities(request.tsa_ca);
    if (!authorities) return std::unexpected(std::move(authorities.error()));
    known.authorities = std::move(*authorities);
    if (request.receipt.empty()) return known;
    if (auto kept = read_kept(request, known); !kept) return std::unexpected(std::move(kept.error()));
    return known;
}

bool VerifyResult::time_stamp_holds() const noexcept {
    return !time_stamps.empty() &&
           std::ranges::all_of(time_stamps, [](const CheckedTimeStamp& stamp) { return stamp.holds.value_or(false); });
}

bool VerifyResult::receipt_holds() const noexcept {
    const bool kept_holds = receipt_wanted && kept && !kept->fault;
    return kept_holds || report.receipt == evidence::ReceiptState::holds;
}

bool VerifyResult::holds() const noexcept {
    const bool pack_holds =
        damage.empty() && (report.verdict == PackVerdict::holds || report.verdict == PackVerdict::holds_unconfirmed);
    const bool kept_holds = !kept || !kept->fault;
    return pack_holds && kept_holds && (!time_stamp_wanted || time_stamp_holds()) &&
           (!receipt_wanted || receipt_holds());
}

void check_time_proofs(VerifyResult& result, Known known) {
    const std::optional<TimeStampAuthorities>& authorities = known.authorities;
    result.time_stamp_wanted = authorities.has_value();
    result.receipt_wanted = known.expected.log.has_value();
    result.kept = std::move(known.kept);
    for (const auto& [path, text] : result.report.time_stamps) {
        CheckedTimeStamp stamp{.path = path, .at = {}, .authority = {}, .holds = {}, .fault = {}};
        const auto bytes = sealing::as_bytes(text);
        if (auto claim = read_time_stamp(bytes)) {
            stamp.at = claim->at;
            stamp.authority = std::move(claim->authority);
        }
        if (authorities) {
            auto checked = authorities->check(bytes, result.report.seal_digest);
            stamp.holds = checked.has_value();
            if (!checked) stamp.fault = std::move(checked.error());
        }
        result.time_stamps.push_back(std::move(stamp));
    }
}

PackResult<VerifyResult> verify_pack(const VerifyRequest& request) {
    auto known = read_known(request);
    if (!known) return std::unexpected(std::move(known.error()));
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(request.pack, error);
    auto result = is_folder ? verify_folder(request, known->expected) : verify_file(request, known->expected);
    if (result) check_time_proofs(*result, std::move(*known));
    return result;
}

int verify_exit(const VerifyResult& result) noexcept {
    if (result.holds()) return exit_done;
    return result.report.verdict == PackVerdict::not_a_pack && result.damage.empty() ? exit_impossible : exit_no;
}

PackResult<VerifyResult> pack_that_holds(const std::string& pack, const std::vector<std::string>& identities,
                                         const std::string& passphrase_file, bool quiet, const std::string& otherwise) {
    auto checked = verify_pack({.pack = pack,
                                .identities = identities,
                                .passphrase_file = passphrase_file,
                                .key = {},
                                .seal = {},
                                .tsa_ca = {},
                                .log_key = {},
                                .receipt = {},
                                .quiet = quiet});
    if (!checked || checked->holds()) return checked;
    std::string why(evidence::sentence(checked->report.verdict));
    if (!checked->damage.empty()) why = checked->damage;
    return pack_failure(verify_exit(*checked), why + " " + otherwise + ": `holdfast pack verify` says what is wrong.");
}

}  // namespace holdfast::cli
