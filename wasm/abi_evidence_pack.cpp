// SPDX-License-Identifier: Apache-2.0
// A sealed pack of the case, as a stream: contents of files go in, the bytes of the pack come out. By the same rules as
// the command (evidence/case_pack.hpp), so that both make the same pack.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "abi.hpp"
#include "evidence_desk.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/case_pack.hpp"
#include "holdfast/evidence/moment_json.hpp"
#include "holdfast/evidence/receipt.hpp"
#include "holdfast/evidence/seal.hpp"
#include "holdfast/evidence/zip_parts.hpp"
#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::wasm {
namespace {

using evidence::CasePack;
using evidence::PackStream;

constexpr std::string_view version = HOLDFAST_VERSION;
constexpr std::size_t most_recipients = 20;

/// A pack that is being made. Never moved: the stream points to the pack.
struct Making {
    Making(CasePack made, evidence::Moment when, sealing::AgeRecipient whose)
        : pack(std::move(made)), at(when), own(whose) {}
    CasePack pack;
    evidence::Moment at;
    sealing::AgeRecipient own;
    std::optional<PackStream> stream;
    std::optional<sealing::AgeEncryptor> lock;
    std::vector<std::byte> out;
    std::string text;
};
std::optional<Making>& making() {
    static std::optional<Making>& pack = *new std::optional<Making>();
    return pack;
}

int fail_at(std::string_view name, const std::vector<std::string>& paths) {
    JsonWriter json;
    json.object().key("error").value(name).key("paths").array();
    for (const std::string& path : paths) json.value(path);
    set_result(json.end().end().take());
    return abi_failed;
}

/// What a pack is asked for: `{"at":Moment,"number":"…"}`.
struct PackRequest {
    evidence::Moment at;
    std::string number;
};
std::optional<PackRequest> read_request(std::string_view text) {
    JsonFaults faults;
    JsonDocument document;
    if (!document.parse(text)) return std::nullopt;
    JsonObject json = document.object(faults);
    static constexpr std::array<std::string_view, 2> names{"at", "number"};
    json.only(names);
    PackRequest request;
    request.at = evidence::read_moment(json, "at", Need::required).value_or(evidence::Moment{});
    request.number = json.text("number", {.least = 1, .most = 40, .controls = false}, Need::optional).value_or("");
    if (!faults.empty()) return std::nullopt;
    return request;
}

/// The digests of every file of the case, as they were read; where some were not, their paths.
std::expected<std::vector<evidence::PackFile>, std::vector<std::string>> files_read(const evidence::Case& of,
                                                                                    const evidence::FileShelf& shelf) {
    std::vector<evidence::PackFile> files;
    std::vector<std::string> missing;
    for (const evidence::CaseFile& file : files_of(of)) {
        const evidence::SeenFile* const seen = shelf.find(file.size, file.sha256, file.sha512);
        const bool fit = seen != nullptr && (!file.words_alone || seen->words == evidence::WordsFound::alone);
        if (fit) {
            files.push_back({.path = file.path, .digests = seen->digests});
        } else {
            missing.push_back(file.path);
        }
    }
    if (!missing.empty()) return std::unexpected(std::move(missing));
    return files;
}

std::expected<std::vector<sealing::AgeRecipient>, std::string> read_recipients(std::string_view text) {
    JsonFaults faults;
    JsonDocument document;
    if (!document.parse(text)) return std::unexpected("bad_request");
    JsonObject json = document.object(faults);
    static constexpr std::array<std::string_view, 1> names{"recipients"};
    json.only(names);
    const JsonArray list = json.array("recipients", 0, most_recipients);
    std::vector<sealing::AgeRecipient> recipients;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto recipient = sealing::age_recipient_from_text(list.text(i).value_or(""));
        if (!recipient)
            return std::unexpected(recipient.error() == sealing::AgeKeyError::unknown_kind ? "recipient_unknown_kind"
                                                                                           : "recipient_damaged");
        recipients.push_back(*recipient);
    }
    if (!faults.empty()) return std::unexpected("bad_request");
    return recipients;
}

/// Hands bytes of the ZIP file out, locked where there is a lock.
void put(Making& pack, std::span<const std::byte> bytes, bool last) {
    if (!pack.lock) return leave_bytes(bytes);
    pack.out.clear();
    pack.lock->push(bytes, pack.out);
    if (last) pack.lock->finish(pack.out);
    leave_bytes(pack.out);
}

int put_text(Making& pack, std::string text) {
    pack.text = std::move(text);
    const evidence::PackEntry* const file = pack.stream->file();
    put(pack, sealing::as_bytes(pack.text), file == nullptr);
    JsonWriter json;
    json.object().key("bytes").value(pack.stream->size()).key("path");
    if (file == nullptr) {
        json.null();
    } else {
        json.value(file->path);
    }
    set_result(json.end().take());
    return abi_ok;
}

int start(Making& pack) {
    auto stream = PackStream::create(pack.pack);
    if (!stream) return fail(to_text(stream.error()));
    pack.stream.emplace(*std::move(stream));
    return put_text(pack, pack.stream->begin());
}

int fail_above(const evidence::OversizeEntry& entry) {
    JsonWriter json;
    json.object().key("error").value("above_largest").key("paths").array().value(entry.path).end();
    set_result(json.key("bytes").value(entry.bytes).end().take());
    return abi_failed;
}

/// Where the texts and contents of each part lie: the texts in the bytes that are left, the contents in the whole ZIP
/// file.
int tell_parts(Making& pack, const std::vector<evidence::ZipPart>& parts) {
    const evidence::PackDraft& draft = pack.pack.draft();
    const auto whole = draft.zip();
    if (!whole) return fail(to_text(whole.error()));
    const std::vector<evidence::ZipEntry>& entries = whole->entries();
    const evidence::ZipFrame around = whole->frame();
    pack.text.clear();
    std::uint64_t content = 0;  // of the entry, in the whole ZIP file
    std::size_t at = 0;
    JsonWriter json;
    json.object().key("parts").array();
    for (const evidence::ZipPart& part : parts) {
        const auto zip = draft.zip(part);
        if (!zip) return fail(to_text(zip.error()));
        const evidence::ZipFrame frame = zip->frame();
        json.object().key("bytes").value(part.bytes).key("files").value(static_cast<std::uint64_t>(part.count));
        json.key("slices").array();
        for (const std::string& header : frame.headers) {
            content += around.headers[at].size();
            json.array().value(static_cast<std::uint64_t>(header.size())).value(content).value(entries[at].size).end();
            content += entries[at].size;
            pack.text += header;
            ++at;
        }
        json.array().value(static_cast<std::uint64_t>(frame.end.size())).value(0).value(0).end().end().end();
        pack.text += frame.end;
    }
    leave_bytes(sealing::as_bytes(pack.text));
    set_result(json.end().end().take());
    return abi_ok;
}

}  // namespace
}  // namespace holdfast::wasm

using namespace holdfast;

HF_EXPORT(hf_pack_begin)
int hf_pack_begin(const char* request, std::size_t size, const char* identity, std::size_t identity_size) {
    wasm::expect_trap();
    wasm::making().reset();
    const auto& opened = wasm::case_door().opened();
    if (!opened) return wasm::fail("no_case");
    const auto asked = wasm::read_request(std::string_view(request, size));
    if (!asked) return wasm::fail("bad_request");
    const auto key = sealing::age_identity_from_text(std::string_view(identity, identity_size));
    if (!key) return wasm::fail("damaged_key");
    auto files = wasm::files_read(opened->of, wasm::case_door().files());
    if (!files) return wasm::fail_at("files_missing", files.error());
    const auto facts = evidence::pack_facts(opened->of, asked->number, asked->at.at, wasm::version);
    auto pack =
        evidence::CasePack::create(opened->of, opened->log, facts, asked->at, wasm::version, *key, *std::move(files));
    if (!pack) return wasm::fail(to_text(pack.error()));
    JsonWriter json;
    json.object().key("name").value(pack->draft().name()).key("key").value(pack->key());
    json.key("seal").value(to_hex(pack->seal())).key("own").value(to_text(key->recipient()));
    json.key("files").value(static_cast<std::uint64_t>(pack->payload_files()));
    wasm::set_result(json.key("payload_bytes").value(pack->payload_bytes()).end().take());
    wasm::making().emplace(*std::move(pack), asked->at, key->recipient());
    return wasm::abi_ok;
}

HF_EXPORT(hf_pack_time_stamp) int hf_pack_time_stamp(const std::byte* reply, std::size_t size) {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack || pack->stream) return wasm::fail("out_of_turn");
    const std::span stamp(reply, size);
    if (!evidence::time_stamp_names(stamp, pack->pack.seal())) return wasm::fail("other_seal");
    if (const auto done = pack->pack.draft().add_time_stamp(stamp); !done) return wasm::fail(to_text(done.error()));
    wasm::set_result("{}");
    return wasm::abi_ok;
}

HF_EXPORT(hf_pack_receipt)
int hf_pack_receipt(const char* receipt, std::size_t size, const char* log_key, std::size_t log_key_size) {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack || pack->stream) return wasm::fail("out_of_turn");
    const std::string_view text(receipt, size);
    const auto log = sealing::read_note_key(std::string_view(log_key, log_key_size));
    if (!log) return wasm::fail("bad_log");
    const auto read = evidence::read_receipt(text);
    if (!read) return wasm::fail(to_text(read.error()));
    if (const auto holds = evidence::check_receipt(*read, *log, pack->pack.seal()); !holds)
        return wasm::fail(to_text(holds.error()));
    if (const auto done = pack->pack.draft().add_receipt(text); !done) return wasm::fail(to_text(done.error()));
    wasm::set_result(JsonWriter().object().key("received").value(to_rfc3339(read->entry.received)).end().take());
    return wasm::abi_ok;
}

HF_EXPORT(hf_pack_parts) int hf_pack_parts(std::uint32_t largest) {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack) return wasm::fail("out_of_turn");
    const evidence::PackDraft& draft = pack->pack.draft();
    const auto parts = draft.parts(largest);
    if (!parts) return wasm::fail_above(parts.error());
    return wasm::tell_parts(*pack, *parts);
}

HF_EXPORT(hf_pack_plain) int hf_pack_plain() {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack || pack->stream) return wasm::fail("out_of_turn");
    return wasm::start(*pack);
}

HF_EXPORT(hf_pack_locked)
int hf_pack_locked(const char* recipients, std::size_t size, const std::byte* random, std::size_t random_size) {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack || pack->stream) return wasm::fail("out_of_turn");
    const auto others = wasm::read_recipients(std::string_view(recipients, size));
    if (!others) return wasm::fail(others.error());
    const auto all = evidence::pack_recipients(pack->own, *others);
    const std::size_t needed = sealing::AgeEncryptor::random_bytes(all.size());
    if (random_size < needed) return wasm::fail("wrong_size");
    auto lock = sealing::AgeEncryptor::to_recipients(all, std::span(random, needed));
    if (!lock) return wasm::fail("recipient_damaged");
    pack->lock.emplace(*std::move(lock));
    return wasm::start(*pack);
}

HF_EXPORT(hf_pack_take) int hf_pack_take(const std::byte* data, std::size_t size) {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack || !pack->stream) return wasm::fail("out_of_turn");
    const std::span piece(data, size);
    if (const auto fits = pack->stream->content(piece); !fits) return wasm::fail(to_text(fits.error()));
    wasm::put(*pack, piece, false);
    wasm::set_result("{}");
    return wasm::abi_ok;
}

HF_EXPORT(hf_pack_next) int hf_pack_next() {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack || !pack->stream) return wasm::fail("out_of_turn");
    auto text = pack->stream->next();
    if (!text) return wasm::fail(to_text(text.error()));
    return wasm::put_text(*pack, *std::move(text));
}

HF_EXPORT(hf_pack_close) int hf_pack_close(std::uint32_t kept) {
    wasm::expect_trap();
    auto& pack = wasm::making();
    if (!pack) return wasm::fail("out_of_turn");
    wasm::leave_bytes(std::span<const std::byte>());
    const bool whole = pack->stream && pack->stream->file() == nullptr;
    if (kept != 0 && !whole) return wasm::fail("out_of_turn");
    const Digest256 digest = sealing::sha256(pack->pack.draft().tag_manifest());
    const std::string name = pack->pack.draft().name();
    const evidence::Moment at = pack->at;
    pack.reset();
    if (kept != 0 && !wasm::case_door().note_sealed(at, digest, name)) return wasm::fail("log_full");
    wasm::set_result("{}");
    return wasm::abi_ok;
}
