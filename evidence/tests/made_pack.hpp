// SPDX-License-Identifier: Apache-2.0
// Packs for tests: whole ones, made as the product makes them, and ZIP files with any field wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "holdfast/evidence/pack_check.hpp"
#include "holdfast/evidence/pack_writer.hpp"

namespace holdfast::evidence {

struct MadeFile {
    std::string path;  ///< inside the pack's folder
    std::string content;
};
using MadeFiles = std::vector<MadeFile>;

struct MadePack {
    std::string name;
    MadeFiles files;  ///< everything, in the order of the ZIP file
    std::string zip;
    sealing::MinisignKey key;
    Digest256 seal;
    sealing::NoteKey log;  ///< that the receipt is from

    [[nodiscard]] std::string& content(const std::string& path);
    void remove(const std::string& path);
    /// The ZIP file of `files` as they are now.
    [[nodiscard]] std::string zipped() const;
};

/// Eight files of invented content.
[[nodiscard]] std::vector<MadeFile> sample_files();
struct SealOptions {
    std::uint8_t key = 7;  ///< every byte of the seed
    bool time_stamp = true;
    bool receipt = true;
};
[[nodiscard]] MadePack sealed_pack(const std::vector<MadeFile>& payload, SealOptions options = {});
/// A reply that names `digest`, and nothing else of a time stamp.
[[nodiscard]] std::string stand_in_time_stamp(const Digest256& digest);
/// From a small log of seals, whose key is that of seed bytes `log_key`.
[[nodiscard]] std::string made_receipt(const Digest256& seal, std::uint8_t log_key = 9);
/// Makes manifests and tag manifest of `pack` fit its files again, as somebody would who has no key.
void list_anew(MadePack& pack);

[[nodiscard]] PackReport check_zip(const std::string& zip, const PackExpectation& expected = {},
                                   std::size_t piece = std::size_t{1} << 16U);
[[nodiscard]] PackReport check_folder(const MadeFiles& files, const PackExpectation& expected = {});

/// An entry of a ZIP file, each field as wrong as wanted.
struct RawEntry {
    std::string name{};
    std::string content{};
    std::optional<std::string> local_name{};
    std::uint16_t made_by = 3U << 8U | 45U;
    std::uint16_t version = 10;
    std::uint16_t flags = 0x0800;
    std::uint16_t method = 0;
    std::uint32_t attributes = 0100644U << 16U;
    std::uint16_t disk = 0;
    std::optional<std::uint32_t> crc32{};
    std::optional<std::uint32_t> size{};         ///< in both headers
    std::optional<std::uint32_t> stored_size{};  ///< in both headers
    std::optional<std::uint32_t> local_size{};   ///< both sizes of the local header alone
    std::optional<std::uint32_t> local_time{};
    std::string extra{};
    std::string local_extra{};
    std::string comment{};
    std::string before{};  ///< bytes that belong to nobody
    std::optional<std::uint32_t> offset{};
};
struct RawZip {
    std::vector<RawEntry> entries{};
    std::string before_directory{};
    std::string before_end{};
    std::string comment{};
    std::string after{};
    std::optional<std::uint16_t> count{};
    std::optional<std::uint32_t> directory_offset{};
    std::optional<std::uint32_t> directory_bytes{};
    std::uint16_t disk = 0;
};
[[nodiscard]] std::string raw_zip(const RawZip& raw);

}  // namespace holdfast::evidence
