// SPDX-License-Identifier: Apache-2.0
// A picture as a PNG file that holds its pixels and nothing else: no time, no place, no text, no colour profile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <expected>
#include <memory>
#include <span>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::media {

enum class EncodeError : std::uint8_t {
    wrong_picture,  ///< a side of 0 or above max_picture_side, or not that many bytes
    out_of_memory,
    encoder_failed,  ///< the library refused what it should not
};

/// The bytes of a file. The library's own memory, so that its refusal is a value.
class EncodedFile {
  public:
    EncodedFile(void* memory, std::size_t size) noexcept : memory_(static_cast<std::byte*>(memory)), size_(size) {}
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {memory_.get(), size_}; }

  private:
    struct Free {
        void operator()(std::byte* memory) const noexcept { std::free(memory); }
    };
    std::unique_ptr<std::byte, Free> memory_;
    std::size_t size_;
};

/// W3C PNG (third edition): IHDR, IDAT, IEND; 8 bits a sample, grey, RGB or RGBA as the picture is, not interlaced. The
/// same picture gives the same bytes with the same build of zlib. Cost: linear in the pixels; memory up to
/// twice the result.
[[nodiscard]] std::expected<EncodedFile, EncodeError> encode_png(const PictureView& picture);

}  // namespace holdfast::media
