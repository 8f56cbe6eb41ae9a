// SPDX-License-Identifier: Apache-2.0
// What `holdfast pack verify` says.
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_report_json.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "pack_verify.hpp"

namespace holdfast::cli {
namespace {

using evidence::FileResult;
using evidence::PackReport;
using evidence::PackVerdict;
using evidence::SealState;
using evidence::TimeStampState;

std::string said_time(const CheckedTimeStamp& stamp) {
    return stamp.at ? to_rfc3339(*stamp.at) : std::string("a time that cannot be read");
}

/// A sentence for each time stamp, or one that says that there is none.
std::vector<std::string> time_stamp_sentences(const VerifyResult& result) {
    std::vector<std::string> all;
    for (const CheckedTimeStamp& stamp : result.time_stamps) {
        std::string& sentence = all.emplace_back("The time stamp ");
        sentence += evidence::shown_text(stamp.path);
        if (stamp.holds && !*stamp.holds) {
            sentence.append(" does not hold: ").append(stamp.fault).append(".");
            continue;
        }
        sentence += stamp.holds ? " holds: the seal existed at " : " says ";
        sentence += said_time(stamp);
        if (!stamp.authority.empty()) sentence.append(", by ").append(evidence::shown_text(stamp.authority));
        sentence += ".";
        if (!stamp.holds) sentence += " Nobody checked that: name the certificates of its authority with --tsa-ca.";
    }
    if (!result.time_stamps.empty()) return all;
    all.emplace_back("There is no time stamp: only the clock of the device says when it was sealed.");
    if (result.time_stamp_wanted)
        all.emplace_back(
            "One was asked for with --tsa-ca, so this counts as not holding. A time stamp can be taken "
            "out of a pack without a trace.");
    return all;
}

std::string_view fault_words(evidence::ReceiptError fault) {
    return fault == evidence::ReceiptError::not_signed ? " is not from the log of --log-key."
                                                       : " does not hold: it was changed.";
}

/// What the receipt in the pack says, and the one kept elsewhere.
std::vector<std::string> receipt_sentences(const VerifyResult& result) {
    using evidence::ReceiptState;
    const PackReport& report = result.report;
    std::vector<std::string> all{std::string(sentence(report.receipt))};
    const std::string at = report.received ? to_rfc3339(*report.received) : std::string();
    const std::string by = "the log " + evidence::shown_text(report.receipt_origin);
    if (report.receipt == ReceiptState::holds) {
        all.push_back("By the clock of " + by + ", the seal was there at " + at +
                      ". Whoever seals a pack anew can get a receipt too, of a later time: compare it with the time "
                      "that you were told.");
    } else if (report.receipt == ReceiptState::unchecked) {
        all.push_back("It says: received at " + at + " by " + by +
                      ". Nobody checked that: name the log's key with --log-key. It is had from the service or on "
                      "paper, and not from the pack.");
    }
    if (result.kept) {
        const evidence::Receipt& kept = result.kept->receipt;
        std::string& said = all.emplace_back("The receipt " + evidence::shown_text(result.kept->path));
        if (result.kept->fault) {
            said += fault_words(*result.kept->fault);
        } else if (result.receipt_wanted) {
            said += " holds: its seal was in the log " + evidence::shown_text(kept.checkpoint.origin) + " at " +
                    to_rfc3339(kept.entry.received) + ".";
        } else {
            said += " was compared by its seal alone: name the log's key with --log-key.";
        }
    }
    if (result.receipt_wanted && !result.receipt_holds())
        all.emplace_back(
            "A receipt was asked for with --log-key, so this counts as not holding. One can be taken out "
            "of a pack without a trace.");
    return all;
}

std::string verdict_sentence(const VerifyResult& result) {
    const bool pack_alone =
        result.report.verdict == PackVerdict::holds || result.report.verdict == PackVerdict::holds_unconfirmed;
    if (!result.holds() && result.damage.empty() && pack_alone) {
        if (result.kept && result.kept->fault)
            return "The pack is complete and unchanged, but the receipt given with --receipt does not hold.";
        return result.time_stamp_wanted && !result.time_stamp_holds()
                   ? "The pack is complete and unchanged, but its time is not proven."
                   : std::string(evidence::sentence_of_no_receipt());
    }
    if (!result.damage.empty()) return std::string(evidence::sentence(PackVerdict::broken));
    return std::string(evidence::sentence(result.report.verdict));
}

}  // namespace

std::string verify_text(const VerifyResult& result, bool each_file) {
    const PackReport& report = result.report;
    std::string text = verdict_sentence(result) + "\n";
    const auto say = [&text](std::string_view sentence) { text.append(sentence).append("\n"); };
    if (!result.damage.empty()) say(result.damage);
    if (report.zip && (result.damage.empty() || report.zip->error != evidence::ZipError::out_of_turn))
        say(evidence::sentence(*report.zip));
    for (const evidence::PackProblem problem : report.problems)
        if (problem != evidence::PackProblem::unreadable_zip) say(evidence::sentence(problem));
    if (report.verdict == PackVerdict::not_a_pack && report.files.empty()) return text;

    std::size_t sound = 0;
    for (const FileResult& file : report.files) sound += evidence::is_sound(file.state) ? 1U : 0U;
    say("");
    say("Files: " + std::to_string(sound) + " of " + std::to_string(report.files.size()) + " are as they should be.");
    for (const FileResult& file : report.files)
        if (each_file || !evidence::is_sound(file.state)) say("  " + evidence::sentence(file));
    if (report.verdict == PackVerdict::not_a_pack) return text;

    say("");
    if (!report.case_number.empty()) say("Case: " + evidence::shown_text(report.case_number));
    if (!report.sealed_at.empty())
        say("Sealed: " + evidence::shown_text(report.sealed_at) + ", by the clock of the device");
    if (report.key) say("Key in the pack: " + sealing::to_text(*report.key));
    if (report.seal != SealState::missing) say("Seal: " + to_hex(report.seal_digest));
    say(evidence::sentence(report.seal));
    if (!report.comment.empty()) say("Signed with it: " + evidence::shown_text(report.comment));
    if (report.time_stamp == TimeStampState::of_another_seal) say(evidence::sentence(report.time_stamp));
    for (const std::string& sentence : time_stamp_sentences(result)) say(sentence);
    for (const std::string& sentence : receipt_sentences(result)) say(sentence);
    say("A seal shows that nothing changed since sealing. It does not show that what was sealed is true.");
    return text;
}

std::string verify_json(const VerifyResult& result) {
    const PackReport& report = result.report;
    JsonWriter json;
    json.object().key("holds").value(result.holds());
    json.key("verdict").value(to_text(result.damage.empty() ? report.verdict : PackVerdict::broken));
    json.key("locked").value(result.was_locked).key("folder").value(result.is_folder);
    if (!result.damage.empty()) json.key("damage").value(result.damage);
    evidence::put_seal(json, report);
    json.key("time_stamp").value(to_text(report.time_stamp)).key("time_stamps").array();
    for (const CheckedTimeStamp& stamp : result.time_stamps) {
        json.object().key("path").value(stamp.path);
        if (stamp.at) json.key("at").value(to_rfc3339(*stamp.at));
        if (!stamp.authority.empty()) json.key("authority").value(stamp.authority);
        json.key("checked").value(stamp.holds.has_value());
        if (stamp.holds) json.key("holds").value(*stamp.holds);
        if (!stamp.fault.empty()) json.key("fault").value(stamp.fault);
        json.end();
    }
    json.end();
    evidence::put_receipt(json, report);
    if (result.kept) {
        json.key("kept_receipt").object().key("checked").value(result.receipt_wanted);
        if (result.receipt_wanted) json.key("holds").value(!result.kept->fault);
        if (result.kept->fault) json.key("fault").value(to_text(*result.kept->fault));
        json.key("received").value(to_rfc3339(result.kept->receipt.entry.received)).end();
    }
    evidence::put_files(json, report);
    return json.end().take() + "\n";
}

}  // namespace holdfast::cli
