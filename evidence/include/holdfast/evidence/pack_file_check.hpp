// SPDX-License-Identifier: Apache-2.0
// Checks a pack as it was handed over: the ZIP file itself, or locked with age. Asks for the bytes of the file that it
// needs, and keeps no more of them than a chunk.
//
//   PackFileCheck check(size, identities);
//   while (const auto range = check.wants())  check.take(a front part of those bytes)
//   check.finish(expected)
//
// An armored file (text) is refused: it can be read in one go alone, and packs are not made so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/pack_check.hpp"
#include "holdfast/sealing/age_chunks.hpp"
#include "holdfast/sealing/age_keys.hpp"

namespace holdfast::evidence {

/// Why there is nothing to report of.
enum class PackFileError : std::uint8_t {
    locked,       ///< locked, and no key was given
    other_key,    ///< locked to other keys than those given
    altered,      ///< changed or cut off after it was locked, at its beginning: no key opens it any more
    bad_header,   ///< damaged at its beginning
    armored,      ///< the text form of a locked file
    out_of_turn,  ///< finish() before all was brought
};
/// "locked" and so on.
[[nodiscard]] std::string_view to_text(PackFileError error) noexcept;
/// A plain sentence that says what to do.
[[nodiscard]] std::string_view explain(PackFileError error) noexcept;

struct PackFileReport {
    PackReport report;
    bool was_locked = false;
    bool receipt_wanted = false;  ///< a log was expected: without its receipt the pack does not hold
    std::string damage;  ///< a sentence where a locked file was changed after it was locked; the rest was not read

    /// The pack is complete and unchanged, nothing speaks against whoever was expected to seal it, and a receipt that
    /// was wanted is there and holds.
    [[nodiscard]] bool holds() const noexcept;
};

class PackFileCheck {
  public:
    PackFileCheck(std::uint64_t file_bytes, std::vector<sealing::AgeIdentity> identities);

    /// As of PackZipCheck, in the file as it lies.
    [[nodiscard]] std::optional<PackZipCheck::Range> wants() const;
    void take(std::span<const std::byte> bytes);
    [[nodiscard]] std::expected<PackFileReport, PackFileError> finish(const PackExpectation& expected);

  private:
    enum class Stage : std::uint8_t { front, plain, end, locked, done };
    void after_front();
    void open_lock();
    void after_end();
    void open_chunks(std::span<const std::byte> bytes);
    void aim();

    std::uint64_t file_bytes_;
    std::vector<sealing::AgeIdentity> identities_;
    Stage stage_ = Stage::front;
    std::vector<std::byte> gathered_;
    std::vector<std::byte> plain_;
    std::optional<sealing::AgeChunks> chunks_;
    std::optional<PackZipCheck> zip_;
    std::uint64_t chunk_ = 0;  // that comes next
    std::uint64_t last_ = 0;   // of those that are wanted
    std::string damage_;
    std::optional<PackFileError> error_;
};

/// The whole report in plain sentences, as sentences() gives it for the ZIP file.
[[nodiscard]] std::vector<std::string> sentences(const PackFileReport& report);

}  // namespace holdfast::evidence
