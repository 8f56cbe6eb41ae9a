// SPDX-License-Identifier: Apache-2.0
// A picture of a case as it is shown: for copies with parts covered, and for the words in it.
#pragma once

#include <cstdint>

#include "case_folder.hpp"
#include "holdfast/imaging/picture.hpp"

namespace holdfast::cli {

/// The exhibit of that number, which is a picture that the case keeps; else the sentence says what it is.
[[nodiscard]] PackResult<evidence::Exhibit*> picture_exhibit(evidence::AdultCase& of, std::uint32_t number);

struct ShownPicture {
    Picture picture;  ///< three or four samples a pixel, turned as it is meant to be seen
    bool damaged = false;
    bool animated = false;
};
/// Decoded from the file that the case names and no other. `exhibit` is one of picture_exhibit(). Memory: the file and
/// up to 8 bytes a pixel.
[[nodiscard]] PackResult<ShownPicture> shown_picture(const CaseFolder& folder, const evidence::Exhibit& exhibit);

}  // namespace holdfast::cli
