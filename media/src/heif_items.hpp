// SPDX-License-Identifier: Apache-2.0
// How a HEIF file puts its primary picture together from others (ISO/IEC 23008-12 section 6.6), looked at before
// libheif sees the file. What libheif 1.15, Debian 12's, does with hostile ones:
// - It follows references however often and however deep: a circle of 200 bytes overflows the stack.
// - One that leads to no picture ends the program.
// - It takes memory for any canvas that a grid asks for, whatever size the grid's picture states.
// - It copies the bytes of every item, shared or not.
// - It writes past its planes when it lays one picture over another at a negative place, or puts tiles together whose
//   alpha planes have another depth.
#pragma once

#include <cstddef>
#include <expected>
#include <span>

#include "holdfast/media/decode.hpp"

namespace holdfast::media {

/// An error unless the primary picture is made of a bounded number of pictures, all of them there, on canvases within
/// the limits, without overlays and tiles that have an alpha plane of their own. Cost: linear in the file's directory.
///
/// Left to libheif and its decoders: how large the coded pictures are that are put together, and one whose bytes are of
/// another size than it states. The limits of the process that they run in hold those (cli/src/decode_apart.hpp).
[[nodiscard]] std::expected<void, DecodeError> check_heif_items(std::span<const std::byte> file, const Limits& limits);

}  // namespace holdfast::media
