// SPDX-License-Identifier: Apache-2.0
// File bytes in, a picture out. The same sources run natively and in the page's module; for undamaged JPEG, PNG, WebP
// and GIF both give the same pixels, bit for bit. HEIC and AVIF are decoded natively alone.
//
// Fit for hostile files: every size is limited before memory is taken, work is counted, nothing is trusted for its
// name. Deterministic: no clock, so time is bounded by counting work. One thing cannot be held here: inside HEIC and
// AVIF a tile, or a picture that is larger than it states, is decoded as large as it is. So whoever is given files by
// strangers decodes these in a process of its own, under limits of the system's (cli/src/decode_apart.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>

#include "holdfast/imaging/picture.hpp"
#include "holdfast/media/decode_error.hpp"
#include "holdfast/media/file_kind.hpp"

namespace holdfast::media {

/// What one file may cost. The defaults are meant for a phone and fit the 1 GiB of memory of the page's module.
struct Limits {
    std::uint64_t file_bytes = std::uint64_t{128} << 20U;    ///< 128 MiB
    std::uint64_t pixels = std::uint64_t{64} << 20U;         ///< 67 million, width x height
    std::uint32_t side = max_picture_side;                   ///< pixels
    std::uint64_t memory_bytes = std::uint64_t{640} << 20U;  ///< of JPEG's decoder, beside the pixels and the file
    int jpeg_scans = 200;                                    ///< passes of a progressive JPEG; 10 are usual
    /// JPEG samples (pixels x components x scans) read in scans: 4 billion are about 4 seconds of one core, ten times
    /// what a progressive picture of 67 million pixels needs.
    std::uint64_t jpeg_scan_samples = 4'000'000'000;
    // Of the process that HEIC and AVIF are decoded in; decode() itself does not look at them. docs/BENCHMARKS.md has
    // what the largest pictures take.
    std::uint64_t apart_memory_bytes = std::uint64_t{2} << 30U;  ///< its address space, the program itself included
    std::uint32_t apart_processor_seconds = 60;                  ///< of all its threads together
    /// By the clock, for one that waits for ever. Many files at a time make every one of them slow.
    std::uint32_t apart_clock_seconds = 600;
};

/// A decoded file.
struct Decoded {
    FileKind kind;
    /// As stored, orientation not applied. JPEG in grey or YCbCr: grey8, the decoder's own Y plane at full scale. PNG
    /// in grey up to 8 bits: grey8. Everything else: rgb8. Alpha is dropped, as the reference does: fully transparent
    /// pixels keep the colour that is stored for them. 16-bit samples are cut to their high byte. No gamma, no colour
    /// profile.
    Picture picture;
    /// From EXIF (JPEG APP1, PNG eXIf, WebP EXIF). HEIC and AVIF are turned by their decoder: top_left.
    Orientation orientation = Orientation::top_left;
    /// The decoder noticed damage and went on: the fingerprint may be that of a spoiled picture. A hint for the person,
    /// never evidence: a decoder may miss damage, and native and wasm decoders may differ in noticing it.
    bool damaged = false;
    /// Has further pictures, which were not looked at: this is the first one.
    bool animated = false;
};

/// Cost: linear in file bytes and pixels, bounded by `limits`. Thread-safe.
[[nodiscard]] std::expected<Decoded, DecodeError> decode(std::span<const std::byte> file, const Limits& limits = {});

/// The same for people's eyes, such as a copy with parts covered: a JPEG in YCbCr gives rgb8, with libjpeg's smooth
/// upsampling; a PNG or a lossless WebP with transparency gives rgba8 (a lossy WebP's alpha is left out, a GIF's too).
/// No fingerprint is made of it: what decode() gives is not always its luma.
[[nodiscard]] std::expected<Decoded, DecodeError> decode_in_colour(std::span<const std::byte> file,
                                                                   const Limits& limits = {});

}  // namespace holdfast::media
