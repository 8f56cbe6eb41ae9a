// SPDX-License-Identifier: Apache-2.0
// All that a case wants to know of a file, in one pass over its bytes, in pieces of any size: digests, type by content,
// what it says of itself, whether it holds words alone. Memory does not grow with the file beyond the two limits below.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/file_type.hpp"
#include "holdfast/evidence/film_facts.hpp"
#include "holdfast/evidence/picture_facts.hpp"
#include "holdfast/evidence/stated_facts.hpp"

namespace holdfast::evidence {

/// Words are looked through whole, in memory.
inline constexpr std::uint64_t most_words_bytes = std::uint64_t{256} << 20U;
/// Facts of a picture are read from this much of its front: what stands behind it counts as not looked at. A PDF that
/// is longer says nothing of itself.
inline constexpr std::size_t most_picture_front_bytes = std::size_t{16} << 20U;

enum class LookFor : std::uint8_t {
    type,     ///< digests and type
    picture,  ///< what it says of itself as well: facts of a picture, what others state (stated_facts.hpp)
    words,    ///< whether it holds words alone as well
};

enum class WordsFound : std::uint8_t {
    not_looked,  ///< nobody asked
    alone,       ///< words and nothing else
    not_alone,   ///< `media` says what else
    too_long,    ///< above the limit of the look
};

struct SeenFile {
    ContentDigests digests;
    FileType type = FileType::unknown;
    std::optional<PictureFacts> picture;  ///< of pictures, where it was looked for
    StatedFacts says;                     ///< of others, where it was looked for
    WordsFound words = WordsFound::not_looked;
    std::optional<EmbeddedMedia> media;
};

class FileLook {
  public:
    /// `digester` outlives this. `most_words`: above it a file is not looked through; at most most_words_bytes.
    FileLook(ContentDigester& digester, LookFor what, std::uint64_t most_words = most_words_bytes)
        : digester_(digester), what_(what), most_words_(most_words) {}

    void take(std::span<const std::byte> piece);
    /// Of everything taken. Once.
    [[nodiscard]] SeenFile finish();

  private:
    [[nodiscard]] bool needs_front() const noexcept;
    ContentDigester& digester_;
    LookFor what_;
    std::uint64_t most_words_;
    std::uint64_t size_ = 0;
    std::vector<std::byte> front_;  // the whole, where words are looked for
    std::vector<std::byte> tail_;
    FilmLook film_;
};

}  // namespace holdfast::evidence
