// SPDX-License-Identifier: Apache-2.0
// The one way from a case to its sealed pack, for the command and the page alike: papers made, files checked against
// the case, everything signed with the case's key, and then written entry by entry.
//
//   1. named = pack_facts(...); PackDraft::create(named, {}) already gives the pack's name
//   2. every file of files_of(case) was read: its ContentDigests
//   3. CasePack::create(...); at will pack.draft().add_time_stamp(), .add_receipt()
//   4. PackStream::create(pack): bytes between the files come out, files go in
//
// The same case, log, files, key and time give the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"
#include "holdfast/evidence/pack_writer.hpp"
#include "holdfast/evidence/payload.hpp"
#include "holdfast/sealing/age_keys.hpp"

namespace holdfast::evidence {

/// What a case without a number is called.
inline constexpr std::string_view unnumbered_case = "HF-unnumbered";

/// `number` in place of the case's own where it is not empty; `version` as in "0.1.0".
[[nodiscard]] PackFacts pack_facts(const Case& of, std::string_view number, UnixMillis now, std::string_view version);

/// Whom a pack is locked to: the person's own key first, then the others, each once.
[[nodiscard]] std::vector<sealing::AgeRecipient> pack_recipients(const sealing::AgeRecipient& own,
                                                                 std::span<const sealing::AgeRecipient> others);

class CasePack {
  public:
    /// `identity`: the case's; the seal is made with the key that follows from it (case_keys.hpp). `files`: those of
    /// files_of(of), in any order; the caller holds their digests against the case. Precondition: check(of, …) holds.
    [[nodiscard]] static std::expected<CasePack, PackError> create(const Case& of, const CustodyLog& log,
                                                                   const PackFacts& facts, const Moment& now,
                                                                   std::string_view version,
                                                                   const sealing::AgeIdentity& identity,
                                                                   std::vector<PackFile> files);

    /// Signed; a time stamp and a receipt can be added until it is written.
    [[nodiscard]] PackDraft& draft() noexcept { return draft_; }
    [[nodiscard]] const PackDraft& draft() const noexcept { return draft_; }
    /// minisign's line of the public key.
    [[nodiscard]] const std::string& key() const noexcept { return key_; }
    [[nodiscard]] const Digest256& seal() const noexcept { return seal_; }
    /// Papers and files.
    [[nodiscard]] std::size_t payload_files() const noexcept { return payload_files_; }
    [[nodiscard]] std::uint64_t payload_bytes() const noexcept { return payload_bytes_; }
    /// What the entry holds, where that is known here; nothing for a file of the case.
    [[nodiscard]] std::optional<std::string_view> text_of(const PackEntry& entry) const noexcept;

  private:
    explicit CasePack(PackDraft draft) : draft_(std::move(draft)) {}
    PackDraft draft_;
    std::vector<Paper> papers_;  // the first of the draft's files, in their order
    std::string key_;
    Digest256 seal_;
    std::size_t payload_files_ = 0;
    std::uint64_t payload_bytes_ = 0;
};

/// The ZIP file of a pack, in order. What lies between the contents of files comes out of here; the contents pass by,
/// and are held against their size and checksum.
///
///   auto stream = PackStream::create(pack);  write stream->begin()
///   while (const PackEntry* file = stream->file()):  for each piece: stream->content(piece), write the piece
///                                                     write *stream->next()
class PackStream {
  public:
    /// `pack` outlives this and is not added to any more.
    [[nodiscard]] static std::expected<PackStream, PackError> create(const CasePack& pack);

    /// Bytes of the whole ZIP file.
    [[nodiscard]] std::uint64_t size() const noexcept { return zip_.size(); }
    /// Up to the content of the first file; to the end of the ZIP file where there is none. Once, first.
    [[nodiscard]] std::string begin();
    /// Whose content comes now; nullptr at the end.
    [[nodiscard]] const PackEntry* file() const noexcept;
    [[nodiscard]] std::expected<void, ZipWriteError> content(std::span<const std::byte> piece) noexcept;
    /// The file is at its end: what follows, up to the content of the next one or to the end of the ZIP file.
    [[nodiscard]] std::expected<std::string, ZipWriteError> next();

  private:
    PackStream(const CasePack& pack, std::vector<PackEntry> entries, ZipWriter zip)
        : pack_(&pack), entries_(std::move(entries)), zip_(std::move(zip)) {}
    [[nodiscard]] std::expected<std::string, ZipWriteError> up_to_file();
    const CasePack* pack_;
    std::vector<PackEntry> entries_;
    ZipWriter zip_;
    std::size_t at_ = 0;
    bool begun_ = false;
};

}  // namespace holdfast::evidence
