// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/pack_writer.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "holdfast/core/hex.hpp"
#include "holdfast/evidence/bag_text.hpp"
#include "holdfast/evidence/path_rules.hpp"
#include "holdfast/sealing/digest.hpp"
#include "pack_texts.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::size_t longest_case_number = 40;
constexpr std::size_t longest_software = 200;

bool is_letter_or_digit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_case_number(std::string_view text) noexcept {
    return !text.empty() && text.size() <= longest_case_number && is_letter_or_digit(text.front()) &&
           std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}
bool is_one_line(std::string_view text) noexcept {
    return !text.empty() && text.size() <= longest_software && text.front() != ' ' && text.back() != ' ' &&
           std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}
bool is_portable(std::string_view path) noexcept {
    return std::ranges::all_of(
        path, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-' || c == '/'; });
}

PackError pack_error(ZipWriteError error) noexcept {
    switch (error) {
        case ZipWriteError::path_clash:
            return PackError::path_clash;
        case ZipWriteError::path_fault:
            return PackError::path_fault;
        case ZipWriteError::too_many_entries:
            return PackError::too_many_files;
        case ZipWriteError::time_range:
            return PackError::bad_time;
        case ZipWriteError::too_large:
        case ZipWriteError::out_of_turn:
        case ZipWriteError::content_changed:
            break;
    }
    return PackError::too_large;
}

std::string line_of(std::string_view path, std::string_view text) {
    return manifest_line(to_hex(sealing::sha256(text)), path);
}

}  // namespace

std::string_view to_text(PackError error) noexcept {
    switch (error) {
        case PackError::bad_case_number:
            return "bad_case_number";
        case PackError::bad_software:
            return "bad_software";
        case PackError::bad_time:
            return "bad_time";
        case PackError::outside_payload:
            return "outside_payload";
        case PackError::path_fault:
            return "path_fault";
        case PackError::path_clash:
            return "path_clash";
        case PackError::too_many_files:
            return "too_many_files";
        case PackError::too_large:
            return "too_large";
        case PackError::not_signed:
            return "not_signed";
        case PackError::already_signed:
            return "already_signed";
        case PackError::seal_file_size:
            return "seal_file_size";
    }
    return "";
}

std::expected<PackDraft, PackError> PackDraft::create(const PackFacts& facts, std::vector<PackFile> files) {
    if (!is_case_number(facts.case_number)) return std::unexpected(PackError::bad_case_number);
    if (!is_one_line(facts.software)) return std::unexpected(PackError::bad_software);
    if (files.size() > most_pack_files) return std::unexpected(PackError::too_many_files);
    PackDraft draft;
    draft.sealed_at_ = facts.sealed_at;
    const std::string sealed_at = to_rfc3339(facts.sealed_at);
    const std::string date = sealed_at.substr(0, 10);
    draft.name_ = pack_folder(facts.case_number, date);

    std::uint64_t bytes = 0;
    for (const PackFile& file : files) {
        if (!file.path.starts_with(payload_folder)) return std::unexpected(PackError::outside_payload);
        if (!is_portable(file.path)) return std::unexpected(PackError::path_fault);
        if (file.digests.size > most_zip_bytes - bytes) return std::unexpected(PackError::too_large);
        bytes += file.digests.size;
    }
    draft.order_.resize(files.size());
    std::iota(draft.order_.begin(), draft.order_.end(), std::size_t{0});
    std::ranges::sort(draft.order_, {}, [&files](std::size_t i) -> const std::string& { return files[i].path; });

    const std::string oxum = std::to_string(bytes) + "." + std::to_string(files.size());
    BagInfo info = {{std::string(label_software), facts.software},
                    {std::string(label_date), date},
                    {std::string(label_case), facts.case_number},
                    {std::string(label_oxum), oxum},
                    {std::string(label_sealed_at), sealed_at}};
    for (const std::size_t i : draft.order_) {
        const PackFile& file = files[i];
        draft.manifest_sha256_ += manifest_line(to_hex(file.digests.sha256), file.path);
        draft.manifest_sha512_ += manifest_line(holdfast::to_hex(file.digests.sha512.bytes), file.path);
        info.emplace_back(label_file_size, std::to_string(file.digests.size) + " " + file.path);
    }
    draft.bag_info_ = to_text(info);
    draft.tag_manifest_ = line_of(bag_info_path, draft.bag_info_) + line_of(bagit_path, bagit_txt()) +
                          line_of(manifest_sha256_path, draft.manifest_sha256_) +
                          line_of(manifest_sha512_path, draft.manifest_sha512_);
    draft.comment_ = draft.name_ + ", sealed at " + sealed_at + " by the device's clock, " +
                     std::to_string(files.size()) + " files, " + std::to_string(bytes) + " bytes";
    draft.files_ = std::move(files);
    // Paths, sizes and the time are held against the rules of the ZIP file before anything is signed.
    if (const auto zip = draft.laid_out(draft.zipped()); !zip) return std::unexpected(zip.error());
    return draft;
}

std::expected<void, PackError> PackDraft::sign(const sealing::Secret<32>& seed) {
    if (!signature_.empty()) return std::unexpected(PackError::already_signed);
    SealFiles seal = sign_seal(seed, tag_manifest_, comment_);
    signature_ = std::move(seal.signature);
    key_ = std::move(seal.key);
    return {};
}

std::expected<Digest256, PackError> PackDraft::digest() const {
    if (signature_.empty()) return std::unexpected(PackError::not_signed);
    return seal_digest(signature_);
}

std::expected<void, PackError> PackDraft::add_time_stamp(std::span<const std::byte> reply) {
    if (signature_.empty()) return std::unexpected(PackError::not_signed);
    if (reply.empty() || reply.size() > most_seal_file_bytes) return std::unexpected(PackError::seal_file_size);
    time_stamp_.assign(reinterpret_cast<const char*>(reply.data()), reply.size());
    return {};
}

std::expected<void, PackError> PackDraft::add_receipt(std::string_view receipt) {
    if (signature_.empty()) return std::unexpected(PackError::not_signed);
    if (receipt.empty() || receipt.size() > most_seal_file_bytes) return std::unexpected(PackError::seal_file_size);
    receipt_ = receipt;
    return {};
}

std::expected<std::vector<PackEntry>, PackError> PackDraft::entries() const {
    if (signature_.empty()) return std::unexpected(PackError::not_signed);
    return listed();
}

std::expected<ZipWriter, PackError> PackDraft::zip() const {
    if (signature_.empty()) return std::unexpected(PackError::not_signed);
    return laid_out(zipped());
}

std::expected<ZipWriter, PackError> PackDraft::laid_out(std::vector<ZipEntry> entries) const {
    auto zip = ZipWriter::create(std::move(entries), sealed_at_);
    if (!zip) return std::unexpected(pack_error(zip.error()));
    return std::move(*zip);
}

std::expected<std::vector<ZipPart>, OversizeEntry> PackDraft::parts(std::uint64_t most_bytes) const {
    return cut_into_parts(zipped(), most_bytes);
}

std::expected<ZipWriter, PackError> PackDraft::zip(const ZipPart& part) const {
    if (signature_.empty()) return std::unexpected(PackError::not_signed);
    std::vector<ZipEntry> all = zipped();
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(std::min(part.first, all.size()));
    const auto count = std::min<std::size_t>(part.count, static_cast<std::size_t>(all.end() - first));
    return laid_out(
        {std::make_move_iterator(first), std::make_move_iterator(first + static_cast<std::ptrdiff_t>(count))});
}

std::vector<ZipEntry> PackDraft::zipped() const {
    std::vector<ZipEntry> zipped;
    for (const PackEntry& entry : listed()) {
        ZipEntry made{.path = name_ + "/" + entry.path, .size = entry.text.size(), .crc32 = crc32_of_nothing};
        if (entry.file) {
            made.size = files_[*entry.file].digests.size;
            made.crc32 = files_[*entry.file].digests.crc32;
        } else {
            made.crc32 = crc32(crc32_of_nothing, sealing::as_bytes(entry.text));
        }
        zipped.push_back(std::move(made));
    }
    return zipped;
}

std::vector<PackEntry> PackDraft::listed() const {
    std::vector<PackEntry> entries;
    const auto add = [&entries](std::string_view path, std::string_view text) {
        entries.push_back({.path = std::string(path), .text = std::string(text), .file = {}});
    };
    add(bagit_path, bagit_txt());
    add(bag_info_path, bag_info_);
    add(manifest_sha256_path, manifest_sha256_);
    add(manifest_sha512_path, manifest_sha512_);
    add(tag_manifest_path, tag_manifest_);
    add(signature_path, signature_);
    add(key_path, key_);
    if (!time_stamp_.empty()) add(time_stamp_path, time_stamp_);
    if (!receipt_.empty()) add(receipt_path, receipt_);
    for (const std::size_t i : order_) entries.push_back({.path = files_[i].path, .text = {}, .file = i});
    return entries;
}

}  // namespace holdfast::evidence
