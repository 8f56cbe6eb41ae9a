// SPDX-License-Identifier: Apache-2.0
// libjpeg-turbo behind functions that return: its errors, its source of bytes, its count of work.
//
// libjpeg leaves an error by a function that must not return. Natively that is a longjmp back into the function of this
// header that was called; WebAssembly has no setjmp, so there the whole instance ends (decode_abort.hpp). Everything in
// here is plain data: a longjmp runs no destructors.
//
// jpeg_std_error() is never named: it would bring fprintf and exit into the module.
#pragma once

// clang-format off: jpeglib.h does not include what it needs
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#ifndef __wasm__
#include <csetjmp>
#endif

#include "format_decoders.hpp"
#include "holdfast/media/decode.hpp"

namespace holdfast::media {

class JpegSession {
  public:
    JpegSession(std::span<const std::byte> file, const Limits& limits, Channels channels) noexcept;
    ~JpegSession();
    JpegSession(const JpegSession&) = delete;
    JpegSession& operator=(const JpegSession&) = delete;

    /// Reads up to the first scan. On success width(), height() and samples() are known.
    [[nodiscard]] bool read_header() noexcept;
    /// Between read_header() and start(), for pictures of one sample a pixel: decodes the usual kind of file without
    /// libjpeg. False when the file is of another kind or the least bit strange: then start() and read_rows() are to
    /// follow.
    [[nodiscard]] bool read_luma_directly(std::span<std::uint8_t> picture) const;
    /// Reads all scans of a picture that has several, and prepares for rows.
    [[nodiscard]] bool start() noexcept;
    /// Decodes all rows into `picture`, which has width(), height() and samples() bytes a pixel.
    [[nodiscard]] bool read_rows(std::uint8_t* picture) noexcept;

    [[nodiscard]] std::uint32_t width() const noexcept { return info_.image_width; }
    [[nodiscard]] std::uint32_t height() const noexcept { return info_.image_height; }
    /// Samples a pixel that read_rows() gives: 1 the Y plane or grey, 3 RGB (of YCbCr with Channels::all), 4 CMYK as
    /// stored; 0 a colour space not known here.
    [[nodiscard]] int samples() const noexcept;
    /// Whether CMYK samples are stored upside down (255 is no ink), as everything that carries Adobe's marker does.
    [[nodiscard]] bool inverted_ink() const noexcept { return info_.saw_Adobe_marker != FALSE; }

    /// Why a function returned false.
    [[nodiscard]] DecodeError error() const noexcept { return error_; }
    [[nodiscard]] bool damaged() const noexcept { return damaged_; }
    /// The file ended in the first scan, with less than 7/8 of the picture there.
    [[nodiscard]] bool cut_short() const noexcept { return cut_short_; }

  private:
    [[noreturn]] void leave(DecodeError error) noexcept;

    static JpegSession& of(j_common_ptr info) noexcept;
    [[noreturn]] static void on_error(j_common_ptr info);
    static void on_message(j_common_ptr info, int level);
    static void on_progress(j_common_ptr info);
    static boolean fill(j_decompress_ptr info);
    static void skip(j_decompress_ptr info, long count);

    jpeg_decompress_struct info_{};
    jpeg_error_mgr errors_{};
    jpeg_source_mgr source_{};
    jpeg_progress_mgr progress_{};
    const Limits& limits_;
    const Channels channels_;
    std::uint64_t scan_samples_ = 0;
    DecodeError error_ = DecodeError::corrupt;
    bool created_ = false;
    bool reading_scans_ = false;
    bool damaged_ = false;
    bool cut_short_ = false;
#ifndef __wasm__
    std::jmp_buf escape_{};
#endif
};

}  // namespace holdfast::media
