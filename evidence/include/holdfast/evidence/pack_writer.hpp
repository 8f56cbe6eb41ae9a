// SPDX-License-Identifier: Apache-2.0
// Makes a pack, one BagIt 1.0 bag in one stored ZIP file: everything but reading the files and writing the bytes.
//
//   1. every file is read once: its ContentDigests                    (content_digests.hpp)
//   2. PackDraft::create(facts, files): manifests and tag manifest
//   3. draft.sign(seed); at will draft.add_time_stamp(reply), draft.add_receipt(text), both over draft.digest()
//   4. draft.entries() in their order through draft.zip(), the files being read a second time; a file that changed
//      meanwhile is noticed by its size and checksum
//
// The same facts, files and seed give the same bytes, but for time stamp and receipt. docs/formats/pack.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/seal.hpp"
#include "holdfast/evidence/zip_parts.hpp"
#include "holdfast/evidence/zip_writer.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::evidence {

/// What is said of the whole pack.
struct PackFacts {
    std::string case_number;  ///< "HF-7K3Q-9XWM-C", or another name of [A-Za-z0-9-], at most 40 characters
    UnixMillis sealed_at;     ///< by the device's clock
    std::string software;     ///< "Holdfast 0.1.0", one line
};

/// A file of the payload.
struct PackFile {
    std::string path;  ///< "data/…", of [A-Za-z0-9._/-] alone, so that every tool reads the manifests
    ContentDigests digests;
};

/// An entry of the ZIP file.
struct PackEntry {
    std::string path;                 ///< inside the bag
    std::string text;                 ///< its content, where `file` is empty
    std::optional<std::size_t> file;  ///< which of the files given to create()
};

enum class PackError : std::uint8_t {
    bad_case_number,  ///< empty, too long, or with other characters than PackFacts allows
    bad_software,     ///< a line break or control character in it, or above 200 bytes
    bad_time,         ///< outside of the years 1980 to 2107
    outside_payload,  ///< a path that does not begin with "data/"
    path_fault,       ///< a path that is too long with the pack's folder, or not of the allowed characters
    path_clash,       ///< two paths that are one file on some system
    too_many_files,   ///< above most_pack_files
    too_large,        ///< above most_zip_bytes
    not_signed,       ///< asked for what only a signed pack has
    already_signed,   ///< signed twice
    seal_file_size,   ///< a time stamp or receipt that is empty or above most_seal_file_bytes
};
/// "bad_case_number" and so on.
[[nodiscard]] std::string_view to_text(PackError error) noexcept;

inline constexpr std::size_t most_pack_files = 50'000;

class PackDraft {
  public:
    /// Files may come in any order; the pack has them sorted by path.
    [[nodiscard]] static std::expected<PackDraft, PackError> create(const PackFacts& facts,
                                                                    std::vector<PackFile> files);

    /// "HF-7K3Q-9XWM-C-20261122": the pack's folder, and its file's name without an ending.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// The text that is signed.
    [[nodiscard]] const std::string& tag_manifest() const noexcept { return tag_manifest_; }

    [[nodiscard]] std::expected<void, PackError> sign(const sealing::Secret<32>& seed);
    /// What to have stamped.
    [[nodiscard]] std::expected<Digest256, PackError> digest() const;
    [[nodiscard]] std::expected<void, PackError> add_time_stamp(std::span<const std::byte> reply);
    [[nodiscard]] std::expected<void, PackError> add_receipt(std::string_view receipt);

    /// In the order of the ZIP file: tag files, seal, payload. What is in a pack that was cut off is so known to its
    /// end.
    [[nodiscard]] std::expected<std::vector<PackEntry>, PackError> entries() const;
    /// Of the same entries, each below name().
    [[nodiscard]] std::expected<ZipWriter, PackError> zip() const;

    /// The entries, cut as cut_into_parts() does it. One part is the whole pack. Precondition: signed.
    [[nodiscard]] std::expected<std::vector<ZipPart>, OversizeEntry> parts(std::uint64_t most_bytes) const;
    [[nodiscard]] std::expected<ZipWriter, PackError> zip(const ZipPart& part) const;

  private:
    PackDraft() = default;
    [[nodiscard]] std::vector<PackEntry> listed() const;
    [[nodiscard]] std::vector<ZipEntry> zipped() const;
    [[nodiscard]] std::expected<ZipWriter, PackError> laid_out(std::vector<ZipEntry> entries) const;

    UnixMillis sealed_at_;
    std::string name_;
    std::vector<PackFile> files_;
    std::vector<std::size_t> order_;
    std::string bag_info_;
    std::string manifest_sha256_;
    std::string manifest_sha512_;
    std::string tag_manifest_;
    std::string comment_;
    std::string signature_;
    std::string key_;
    std::string time_stamp_;
    std::string receipt_;
};

}  // namespace holdfast::evidence
