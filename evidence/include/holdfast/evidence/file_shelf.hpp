// SPDX-License-Identifier: Apache-2.0
// Files that are read for a case, each under a number that is never given out twice: looked at while their bytes come,
// then known by what was seen. A case takes a file in by its number (case_door.hpp), so that nobody types a digest, and
// a pack finds by their digests the files that it is to hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <span>
#include <string_view>

#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/file_look.hpp"

namespace holdfast::evidence {

inline constexpr std::size_t most_open_looks = 4;
inline constexpr std::size_t most_seen_files = 20'000;
/// Of a file that is looked through for words where memory is a phone's.
inline constexpr std::uint64_t most_shelf_words_bytes = std::uint64_t{64} << 20U;

enum class ShelfError : std::uint8_t {
    no_such_file,  ///< a number that was not given out, or is dropped
    not_open,      ///< bytes for a file that is finished
    not_finished,  ///< asked what was seen of a file whose bytes still come
    too_many,      ///< more than the limits
};
/// "no_such_file" and so on.
[[nodiscard]] std::string_view to_text(ShelfError error) noexcept;

class FileShelf {
  public:
    [[nodiscard]] std::expected<std::uint32_t, ShelfError> begin(LookFor what);
    [[nodiscard]] std::expected<void, ShelfError> take(std::uint32_t file, std::span<const std::byte> piece);
    /// What was seen; also of a file that was finished before.
    [[nodiscard]] std::expected<const SeenFile*, ShelfError> finish(std::uint32_t file);
    [[nodiscard]] std::expected<const SeenFile*, ShelfError> seen(std::uint32_t file) const;
    /// A finished file by its content; nullptr where none was read.
    [[nodiscard]] const SeenFile* find(std::uint64_t size, const Digest256& sha256,
                                       const sealing::Digest512& sha512) const noexcept;
    /// Forgets it, finished or not.
    void drop(std::uint32_t file) noexcept;

  private:
    struct Look {
        explicit Look(LookFor what) : look(hasher, what, most_shelf_words_bytes) {}
        ContentHasher hasher;
        FileLook look;
    };
    std::map<std::uint32_t, std::unique_ptr<Look>> open_;
    std::map<std::uint32_t, SeenFile> seen_;
    std::uint32_t last_ = 0;
};

}  // namespace holdfast::evidence
