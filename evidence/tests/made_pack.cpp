// SPDX-License-Identifier: Apache-2.0
#include "made_pack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

#include "holdfast/core/hex.hpp"
#include "holdfast/evidence/bag_text.hpp"
#include "holdfast/evidence/receipt.hpp"
#include "holdfast/sealing/digest.hpp"
#include "kept_log.hpp"
#include "pack_texts.hpp"
#include "zip_format.hpp"

namespace holdfast::evidence {

using sealing::as_bytes;

namespace {

constexpr std::string_view log_origin = "helpline.example/seals";

sealing::Secret<32> log_seed(std::uint8_t byte) {
    std::array<std::byte, 32> seed{};
    seed.fill(std::byte{byte});
    return sealing::Secret<32>(seed);
}

}  // namespace

std::string& MadePack::content(const std::string& path) {
    const auto found = std::ranges::find(files, path, &MadeFile::path);
    if (found == files.end()) return files.emplace_back(MadeFile{.path = path, .content = {}}).content;
    return found->content;
}

void MadePack::remove(const std::string& path) {
    EXPECT_EQ(std::erase_if(files, [&path](const MadeFile& file) { return file.path == path; }), 1U);
}

std::string MadePack::zipped() const {
    RawZip raw;
    for (const MadeFile& file : files) raw.entries.push_back({.name = name + "/" + file.path, .content = file.content});
    return raw_zip(raw);
}

std::vector<MadeFile> sample_files() {
    std::string picture = "a picture of a harbour";
    for (int i = 0; i < 5000; ++i) picture += static_cast<char>(i * 7 % 251);
    return {{.path = "data/START-HERE.html", .content = "<!doctype html><title>Start here</title>"},
            {.path = "data/case.json", .content = "{\"case\":\"HF-7K3Q-9XWM-C\"}"},
            {.path = "data/exhibits.csv", .content = "number,file\nHF/1,items/0001.png\n"},
            {.path = "data/items/0001.png", .content = picture},
            {.path = "data/items/0002.txt", .content = "Pay by Friday. Lantern, meadow, copper gate."},
            {.path = "data/items/0003.txt", .content = "A second letter, of the same length. Meadow!"},
            {.path = "data/items/0004.bin", .content = ""},
            {.path = "data/redacted/0001-r1.png", .content = "a picture with a box in it"}};
}

std::string made_receipt(const Digest256& seal, std::uint8_t log_key) {
    KeptLog log;
    const SealEntry entry = {.seal = seal, .received = *time_from_rfc3339("2026-11-22T13:14:20Z")};
    log.add("what came before");
    log.add(to_text(entry));
    log.add("what came after");
    const Receipt receipt = {.entry = entry,
                             .index = 1,
                             .proof = *inclusion_proof(1, log.size, log.kept),
                             .checkpoint = sign_checkpoint(log_seed(log_key), std::string(log_origin), log.size,
                                                           *root_of(log.size, log.kept))};
    return to_text(receipt);
}

MadePack sealed_pack(const std::vector<MadeFile>& payload, SealOptions options) {
    std::vector<PackFile> files;
    files.reserve(payload.size());
    for (const MadeFile& file : payload)
        files.push_back({.path = file.path, .digests = digests_of(as_bytes(file.content))});
    const PackFacts facts = {.case_number = "HF-7K3Q-9XWM-C",
                             .sealed_at = *time_from_rfc3339("2026-11-22T13:14:15Z"),
                             .software = "Holdfast 0.1.0"};
    auto draft = PackDraft::create(facts, files);
    EXPECT_TRUE(draft) << (draft ? "" : to_text(draft.error()));
    std::array<std::byte, 32> seed{};
    seed.fill(std::byte{options.key});
    EXPECT_TRUE(draft->sign(sealing::Secret<32>(seed)));
    const std::string stamp = stand_in_time_stamp(*draft->digest());
    if (options.time_stamp) {
        EXPECT_TRUE(draft->add_time_stamp(as_bytes(stamp)));
    }
    if (options.receipt) {
        EXPECT_TRUE(draft->add_receipt(made_receipt(*draft->digest())));
    }

    MadePack pack;
    pack.name = draft->name();
    pack.seal = *draft->digest();
    pack.log = sealing::note_key(log_seed(9), std::string(log_origin));
    auto zip = draft->zip();
    const auto entries = draft->entries();
    EXPECT_TRUE(zip && entries);
    for (const PackEntry& entry : *entries) {
        const std::string& content = entry.file ? payload[*entry.file].content : entry.text;
        pack.files.push_back({.path = entry.path, .content = content});
        pack.zip += zip->begin_entry().value();
        EXPECT_TRUE(zip->content(as_bytes(content)));
        pack.zip += content;
    }
    pack.zip += zip->finish().value();
    EXPECT_EQ(pack.zip.size(), zip->size());
    pack.key = *sealing::read_minisign_key(pack.content(std::string(key_path)));
    return pack;
}

std::string stand_in_time_stamp(const Digest256& digest) {
    std::string reply = "\x30\x82 stands in for a reply \x04\x20";
    for (const std::byte byte : digest.bytes) reply += static_cast<char>(byte);
    return reply + " and its certificates";
}

void list_anew(MadePack& pack) {
    std::string sha256;
    std::string sha512;
    std::string tags;
    std::string sizes;
    std::uint64_t bytes = 0;
    std::size_t count = 0;
    std::ranges::sort(pack.files, {}, &MadeFile::path);
    for (const MadeFile& file : pack.files) {
        if (!file.path.starts_with("data/")) continue;
        const ContentDigests digests = digests_of(as_bytes(file.content));
        sha256 += manifest_line(to_hex(digests.sha256), file.path);
        sha512 += manifest_line(holdfast::to_hex(digests.sha512.bytes), file.path);
        sizes += "Payload-File-Size: " + std::to_string(digests.size) + " " + file.path + "\n";
        bytes += digests.size;
        ++count;
    }
    std::string& info = pack.content("bag-info.txt");
    const std::size_t from = info.find("Payload-Oxum: ");
    const std::size_t sealed_at = info.find("Sealed-At: ");
    const std::string kept = info.substr(sealed_at, info.find('\n', sealed_at) + 1 - sealed_at);
    info = info.substr(0, from) + "Payload-Oxum: " + std::to_string(bytes) + "." + std::to_string(count) + "\n" + kept +
           sizes;
    pack.content("manifest-sha256.txt") = sha256;
    pack.content("manifest-sha512.txt") = sha512;
    for (const std::string path : {"bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"})
        tags += manifest_line(to_hex(sealing::sha256(pack.content(path))), path);
    pack.content("tagmanifest-sha256.txt") = tags;
}

PackReport check_zip(const std::string& zip, const PackExpectation& expected, std::size_t piece) {
    PackZipCheck check(zip.size());
    while (const auto range = check.wants()) {
        EXPECT_LE(range->offset + range->bytes, zip.size());
        const std::size_t bytes = std::min<std::size_t>(piece, static_cast<std::size_t>(range->bytes));
        EXPECT_GT(bytes, 0U);
        check.take(as_bytes(zip).subspan(static_cast<std::size_t>(range->offset), bytes));
    }
    return check.finish(expected);
}

PackReport check_folder(const MadeFiles& files, const PackExpectation& expected) {
    PackCheck check;
    for (const MadeFile& file : files) {
        check.begin_file(file.path);
        check.content(as_bytes(file.content));
        check.end_file();
    }
    return check.finish(expected);
}

std::string raw_zip(const RawZip& raw) {
    using zip::put;
    constexpr std::uint32_t time = 0x5D7669C7;
    std::string out;
    std::string directory;
    for (const RawEntry& entry : raw.entries) {
        out += entry.before;
        const auto offset = static_cast<std::uint32_t>(out.size());
        const std::uint32_t sum = entry.crc32.value_or(crc32(crc32_of_nothing, as_bytes(entry.content)));
        const std::uint32_t size = entry.size.value_or(static_cast<std::uint32_t>(entry.content.size()));
        const std::uint32_t stored = entry.stored_size.value_or(size);
        const std::string local_name = entry.local_name.value_or(entry.name);
        put(out, zip::local_signature);
        put(out, entry.version);
        put(out, entry.flags);
        put(out, entry.method);
        put(out, entry.local_time.value_or(time));
        put(out, sum);
        put(out, entry.local_size.value_or(stored));
        put(out, entry.local_size.value_or(size));
        put(out, static_cast<std::uint16_t>(local_name.size()));
        put(out, static_cast<std::uint16_t>(entry.local_extra.size()));
        out += local_name + entry.local_extra + entry.content;
        put(directory, zip::central_signature);
        put(directory, entry.made_by);
        put(directory, entry.version);
        put(directory, entry.flags);
        put(directory, entry.method);
        put(directory, time);
        put(directory, sum);
        put(directory, stored);
        put(directory, size);
        put(directory, static_cast<std::uint16_t>(entry.name.size()));
        put(directory, static_cast<std::uint16_t>(entry.extra.size()));
        put(directory, static_cast<std::uint16_t>(entry.comment.size()));
        put(directory, entry.disk);
        put(directory, std::uint16_t{0});
        put(directory, entry.attributes);
        put(directory, entry.offset.value_or(offset));
        directory += entry.name + entry.extra + entry.comment;
    }
    out += raw.before_directory;
    const auto place = static_cast<std::uint32_t>(out.size());
    const auto count = raw.count.value_or(static_cast<std::uint16_t>(raw.entries.size()));
    out += directory + raw.before_end;
    put(out, zip::end_signature);
    put(out, raw.disk);
    put(out, raw.disk);
    put(out, count);
    put(out, count);
    put(out, raw.directory_bytes.value_or(static_cast<std::uint32_t>(directory.size())));
    put(out, raw.directory_offset.value_or(place));
    put(out, static_cast<std::uint16_t>(raw.comment.size()));
    return out + raw.comment + raw.after;
}

}  // namespace holdfast::evidence
