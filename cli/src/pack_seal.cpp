// SPDX-License-Identifier: Apache-2.0
#include "pack_seal.hpp"

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "case_folder.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/case_pack.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/recovery_file.hpp"
#include "interrupt.hpp"
#include "new_place.hpp"
#include "open_file.hpp"
#include "pack_keys.hpp"
#include "pack_output.hpp"
#include "picture_file.hpp"
#include "progress.hpp"
#include "replaced_file.hpp"

namespace holdfast::cli {
namespace {

using evidence::CasePack;
using evidence::PackDraft;
using sealing::AgeIdentity;

constexpr std::string_view version = HOLDFAST_VERSION;
constexpr std::uint64_t bytes_a_unit = std::uint64_t{1} << 20U;

std::string pack_sentence(evidence::PackError error) {
    using enum evidence::PackError;
    switch (error) {
        case bad_case_number:
            return "--number has letters, digits and dashes alone, at most 40.";
        case bad_time:
            return "The clock of this machine is outside of the years 1980 to 2107.";
        case too_many_files:
        case too_large:
            return "The case has more or larger files than a pack can hold.";
        case path_clash:
        case path_fault:
        case outside_payload:
        case bad_software:
        case not_signed:
        case already_signed:
        case seal_file_size:
            break;
    }
    return "No pack can be made of this case (" + std::string(to_text(error)) + ").";
}

/// The person's key: read, or drawn and put into a file of its own.
struct OwnKey {
    AgeIdentity identity;
    std::optional<NewFile> file;  // written, not yet in its place
};

PackResult<OwnKey> drawn_key(const SealRequest& request, const std::string& number) {
    auto file = NewFile::create(request.new_identity);
    if (!file) return pack_failure(exit_impossible, file.error());
    sealing::Secret<16> root;
    if (auto drawn = draw_random(root.writable()); !drawn) return std::unexpected(std::move(drawn.error()));
    AgeIdentity identity = sealing::identity_from_root(root);
    const auto known = sealing::case_number_from_text(number);
    const auto text = make_recovery_file(identity, request.now.at, known ? std::optional(*known) : std::nullopt);
    if (const auto written = file->write(sealing::as_bytes(text.view())); !written)
        return pack_failure(exit_impossible, written.error());
    return OwnKey{.identity = std::move(identity), .file = std::move(*file)};
}

PackResult<OwnKey> own_key(const SealRequest& request, const std::string& number) {
    if (!request.new_identity.empty()) return drawn_key(request, number);
    auto identities = read_identities({request.identity}, request.passphrase_file);
    if (!identities) return std::unexpected(std::move(identities.error()));
    if (identities->size() != 1)
        return pack_failure(exit_usage,
                            printable(request.identity) + " holds several keys: it is not clear which one is to sign.");
    return OwnKey{.identity = std::move(identities->front()), .file = std::nullopt};
}

PackResult<std::optional<sealing::AgeEncryptor>> lock_for(std::span<const sealing::AgeRecipient> recipients) {
    if (recipients.empty()) return std::nullopt;
    std::vector<std::byte> random(sealing::AgeEncryptor::random_bytes(recipients.size()));
    if (auto drawn = draw_random(random); !drawn) return std::unexpected(std::move(drawn.error()));
    auto lock = sealing::AgeEncryptor::to_recipients(recipients, random);
    sealing::wipe(random);
    if (lock) return std::optional(std::move(*lock));
    return pack_failure(exit_usage, lock.error() == sealing::AgeError::bad_recipient
                                        ? "A --recipient is a key that locks nothing: ask for another one."
                                        : "There are more --recipient than a file can be locked to.");
}

PackFailure no_pack(evidence::PackError error) {
    return {.exit = error == evidence::PackError::bad_case_number ? exit_usage : exit_impossible,
            .sentences = {pack_sentence(error)}};
}

/// The ZIP file, its files being read a second time.
PackResult<void> write_zip(const CaseFolder& folder, const CasePack& pack, PackOutput& output, bool quiet) {
    auto stream = evidence::PackStream::create(pack);
    if (!stream) return std::unexpected(no_pack(stream.error()));
    Progress progress(stream->size() / bytes_a_unit, "MiB sealed", quiet || stream->size() < bytes_a_unit);
    const auto stopped = [&output] {
        const auto why = output.finish();
        return pack_failure(exit_impossible, why ? "The pack cannot be written." : why.error());
    };
    const auto changed = [](const std::string& path) {
        return pack_failure(exit_impossible, path + " was changed while it was sealed. There is no pack.");
    };
    if (!output.put(stream->begin())) return stopped();
    std::uint64_t shown = 0;
    while (const evidence::PackEntry* const entry = stream->file()) {
        const std::string& path = entry->path;
        const auto file = open_case_file(folder, path.substr(payload_folder.size()));
        if (!file) return std::unexpected(file.error());
        for (;;) {
            PieceQueue::Piece piece = output.spare();
            piece.resize(piece_bytes);
            const ssize_t got = read_unless_interrupted(file->get(), piece);
            if (is_interrupted()) return std::unexpected(interrupted_failure());
            if (got < 0) return pack_failure(exit_impossible, path + " cannot be read: " + reason_of(errno) + ".");
            if (got == 0) break;
            piece.resize(static_cast<std::size_t>(got));
            if (!stream->content(piece)) return changed(path);
            if (!output.put(std::move(piece))) return stopped();
            shown += static_cast<std::uint64_t>(got);
            progress.advance(std::exchange(shown, shown % bytes_a_unit) / bytes_a_unit);
        }
        const auto following = stream->next();
        if (!following) return changed(path);
        if (!output.put(*following)) return stopped();
    }
    if (auto finished = output.finish(); !finished) return pack_failure(exit_impossible, finished.error());
    return {};
}

PackResult<std::optional<sealing::NoteKey>> expected_log(const std::string& log_key) {
    if (log_key.empty()) return std::nullopt;
    auto read = read_log_key(log_key);
    if (!read) return std::unexpected(std::move(read.error()));
    return std::move(*read);
}

/// Asked for before anything is written: where there is none, there is no pack.
PackResult<FetchedReceipt> receipt_for(CasePack& pack, const std::string& server,
                                       const std::optional<sealing::NoteKey>& log) {
    ServiceClient service(server);
    auto fetched = fetch_receipt(service, pack.seal(), log);
    if (!fetched) {
        if (!fetched.error().sentences.empty())
            fetched.error().sentences.emplace_back(
                "There is no pack. Without --receipt it can be sealed now, and get one later.");
        return fetched;
    }
    if (const auto added = pack.draft().add_receipt(to_text(fetched->receipt)); !added)
        return std::unexpected(no_pack(added.error()));
    return fetched;
}

PackResult<FetchedStamp> stamp_for(CasePack& pack, const std::string& server) {
    ServiceClient service(server);
    auto fetched = fetch_time_stamp(service, pack.seal());
    if (!fetched) {
        if (!fetched.error().sentences.empty())
            fetched.error().sentences.emplace_back(
                "There is no pack. Without --time-stamp it can be sealed now, and get one later.");
        return fetched;
    }
    if (const auto added = pack.draft().add_time_stamp(sealing::as_bytes(fetched->reply)); !added)
        return std::unexpected(no_pack(added.error()));
    return fetched;
}

/// The step goes into the folder's own log; the one in the pack is its beginning.
std::string note_sealed(CaseFolder& folder, const PackDraft& draft, const evidence::Moment& now) {
    evidence::LogEntry entry;
    entry.step = evidence::Step::sealed;
    entry.at = now;
    entry.digest = sealing::sha256(draft.tag_manifest());
    entry.words = draft.name();
    if (!folder.log.append(entry)) return "the log is full";
    return replace_file(folder.path + "/" + log_file, folder.log.text());
}

}  // namespace

PackResult<SealResult> seal_pack(const SealRequest& request) {
    auto folder = read_case_folder(request.folder, request.now);
    if (!folder) return std::unexpected(std::move(folder.error()));
    const auto log = expected_log(request.log_key);
    if (!log) return std::unexpected(log.error());
    auto recipients = read_recipients(request.recipients);
    if (!recipients) return std::unexpected(std::move(recipients.error()));
    const auto named_in_list = named_recipients(request.named, request.now.at);
    if (!named_in_list) return std::unexpected(named_in_list.error());
    recipients->insert(recipients->end(), named_in_list->begin(), named_in_list->end());
    const evidence::PackFacts facts = evidence::pack_facts(folder->of, request.number, request.now.at, version);
    // The name follows from the facts alone.
    const auto named = PackDraft::create(facts, {});
    if (!named) return std::unexpected(no_pack(named.error()));
    auto own = own_key(request, facts.case_number);
    if (!own) return std::unexpected(std::move(own.error()));
    *recipients = request.plain ? std::vector<sealing::AgeRecipient>()
                                : evidence::pack_recipients(own->identity.recipient(), *recipients);
    auto lock = lock_for(*recipients);
    if (!lock) return std::unexpected(std::move(lock.error()));
    const std::string place =
        request.output.empty() ? named->name() + (request.plain ? ".zip" : ".zip.age") : request.output;
    auto file = NewFile::create(place);
    if (!file) return pack_failure(exit_impossible, file.error());

    auto files = digest_case_files(*folder, request.quiet);
    if (!files) return std::unexpected(std::move(files.error()));
    auto pack = CasePack::create(folder->of, folder->log, facts, request.now, version, own->identity, *files);
    if (!pack) return std::unexpected(no_pack(pack.error()));
    std::optional<FetchedStamp> stamp;
    if (!request.stamp_server.empty()) {
        auto fetched = stamp_for(*pack, request.stamp_server);
        if (!fetched) return std::unexpected(std::move(fetched.error()));
        stamp = std::move(*fetched);
    }
    std::optional<FetchedReceipt> receipt;
    if (!request.receipt_server.empty()) {
        auto fetched = receipt_for(*pack, request.receipt_server, *log);
        if (!fetched) return std::unexpected(std::move(fetched.error()));
        receipt = std::move(*fetched);
    }
    {
        PackOutput output(*file, std::move(*lock));
        if (auto written = write_zip(*folder, *pack, output, request.quiet); !written)
            return std::unexpected(std::move(written.error()));
    }
    // The key first: a pack that nobody can open is worse than a key without a pack.
    if (own->file) {
        if (const auto kept = own->file->finish(); !kept) return pack_failure(exit_impossible, kept.error());
    }
    if (is_interrupted()) return std::unexpected(interrupted_failure());
    if (const auto finished = file->finish(); !finished) return pack_failure(exit_impossible, finished.error());

    SealResult result{.pack = place,
                      .name = pack->draft().name(),
                      .is_locked = !request.plain,
                      .files = pack->payload_files(),
                      .payload_bytes = pack->payload_bytes(),
                      .key = pack->key(),
                      .seal = to_hex(pack->seal()),
                      .sealed_at = to_rfc3339(request.now.at),
                      .receipt = std::move(receipt),
                      .log_was_expected = log->has_value(),
                      .stamp = std::move(stamp),
                      .recipients = {},
                      .new_identity = request.new_identity,
                      .left_out = folder->left_out,
                      .log_trouble = {}};
    for (const sealing::AgeRecipient& each : *recipients) result.recipients.push_back(to_text(each));
    result.log_trouble = note_sealed(*folder, pack->draft(), request.now);
    return result;
}

std::string seal_text(const SealResult& result) {
    std::string text = printable(result.pack) + " is sealed: " + std::to_string(result.files) + " files, " +
                       std::to_string(result.payload_bytes) + " bytes.\n";
    text += "Key: " + result.key + "\n";
    text += "Seal: " + result.seal + "\n";
    text += "Write the key on paper and tell it to whoever gets the pack: with it they can see who sealed it.\n";
    if (result.is_locked) {
        text += "It opens with the key of:\n";
        for (const std::string& recipient : result.recipients) text += "  " + recipient + "\n";
    } else {
        text += "It is not locked: whoever has the file can read it.\n";
    }
    if (!result.new_identity.empty())
        text += printable(result.new_identity) +
                " holds the new key of this case. Without it, and without a recipient, nobody can open the pack.\n";
    if (result.receipt) {
        text += "A receipt is in the pack.\n" + receipt_words(*result.receipt, result.log_was_expected);
    }
    if (result.stamp) text += "A time stamp is in the pack.\n" + stamp_words(*result.stamp);
    if (!result.receipt && !result.stamp) {
        text += "There is no time stamp: only the clock of this machine says when it was sealed.\n";
    }
    return text;
}

std::string seal_json(const SealResult& result) {
    JsonWriter json;
    json.object().key("pack").value(result.pack).key("name").value(result.name);
    json.key("locked").value(result.is_locked).key("files").value(result.files);
    json.key("payload_bytes").value(result.payload_bytes).key("sealed_at").value(result.sealed_at);
    json.key("key").value(result.key).key("seal").value(result.seal).key("recipients").array();
    for (const std::string& recipient : result.recipients) json.value(recipient);
    json.end();
    if (!result.new_identity.empty()) json.key("new_identity").value(result.new_identity);
    if (result.receipt) {
        json.key("receipt").object().key("log").value(to_text(result.receipt->log));
        json.key("received").value(to_rfc3339(result.receipt->receipt.entry.received)).end();
    }
    json.key("time_stamp").value(result.stamp ? "of_this_seal" : "absent").key("left_out").array();
    for (const std::string& path : result.left_out) json.value(path);
    return json.end().end().take() + "\n";
}

}  // namespace holdfast::cli
