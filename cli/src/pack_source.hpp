// SPDX-License-Identifier: Apache-2.0
// The bytes of a pack's ZIP file at any place, as it lies on disk or locked with age. What is locked is opened a chunk
// at a time, in memory: nothing of it is ever written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>

#include "holdfast/sealing/age_keys.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

struct SourceError {
    enum class Kind : std::uint8_t {
        unreadable,  ///< the system cannot give the bytes
        altered,     ///< the bytes are not those that were locked
    };
    Kind kind = Kind::unreadable;
    std::string sentence;
};

class PackSource {
  public:
    PackSource() = default;
    PackSource(const PackSource&) = delete;
    PackSource& operator=(const PackSource&) = delete;
    virtual ~PackSource() = default;

    /// Of the ZIP file.
    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
    /// Fills a front part of `out`, at least one byte. Preconditions: `offset` below size(), `out` not empty.
    [[nodiscard]] virtual std::expected<std::size_t, SourceError> read(std::uint64_t offset,
                                                                       std::span<std::byte> out) = 0;
    /// A sentence where a locked file is known to have lost its end; size() is then that of what remains.
    [[nodiscard]] virtual const std::string& loss() const noexcept = 0;
    [[nodiscard]] virtual bool is_locked() const noexcept = 0;
};

/// Whether `path` is a file that is locked with age, binary or armored; false where it cannot be read.
[[nodiscard]] bool looks_locked(const std::string& path);

/// `path` is a ZIP file, or one locked with age (binary or armored) to one of `identities`.
[[nodiscard]] PackResult<std::unique_ptr<PackSource>> open_pack_source(
    const std::string& path, std::span<const sealing::AgeIdentity> identities);

}  // namespace holdfast::cli
