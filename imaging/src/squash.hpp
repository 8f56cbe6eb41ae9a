// SPDX-License-Identifier: Apache-2.0
// The reference's first step: a picture with a side above 512 is squashed to 512 x 512 by taking nearest pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::imaging {

/// The picture as the reference sees it. Copies only if a squash is needed: then 512 x 512 pixels, never the whole
/// picture.
class Squashed {
  public:
    static constexpr std::uint32_t side = 512;

    explicit Squashed(const PictureView& picture) : view_(picture) {
        if (is_needed(picture)) squash(picture);
    }
    [[nodiscard]] static bool is_needed(const PictureView& picture) noexcept {
        return picture.width > side || picture.height > side;
    }
    Squashed(const Squashed&) = delete;
    Squashed& operator=(const Squashed&) = delete;
    Squashed(Squashed&&) = delete;
    Squashed& operator=(Squashed&&) = delete;
    ~Squashed() = default;

    /// At most 512 x 512. Valid as long as this object and the original picture are.
    [[nodiscard]] const PictureView& view() const noexcept { return view_; }

  private:
    void squash(const PictureView& picture);

    PictureView view_;
    std::vector<std::uint8_t> pixels_;
};

}  // namespace holdfast::imaging
