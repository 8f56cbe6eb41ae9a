// SPDX-License-Identifier: Apache-2.0
// What holds for every decoder and every input: an error with a name, or a picture within the limits whose pixels are
// the same when the file is decoded again (which memory that was never written would break).
#pragma once

#include <algorithm>
#include <cstdlib>

#include "format_decoders.hpp"

/// Debian's libheif forgets a few bytes of dav1d's on damaged AVIF; what this module forgets is still found.
extern "C" [[gnu::used]] inline const char* __lsan_default_suppressions() {
    return "leak:libdav1d\n";
}  // NOLINT(bugprone-reserved-identifier)

namespace holdfast::media {

/// Small limits: a fuzzer learns nothing from large pictures.
inline constexpr Limits fuzz_limits{.file_bytes = 1U << 20U,
                                    .pixels = 1U << 18U,
                                    .side = 1U << 14U,
                                    .memory_bytes = 32U << 20U,
                                    .jpeg_scans = 20,
                                    .jpeg_scan_samples = 10'000'000};

inline bool is_within_limits(const Picture& picture) {
    return picture.width() > 0 && picture.height() > 0 &&
           std::uint64_t{picture.width()} * picture.height() <= fuzz_limits.pixels;
}

template <typename Decoder>
void check_decoder(const std::uint8_t* data, std::size_t size, Decoder decoder) {
    const std::span<const std::byte> file(reinterpret_cast<const std::byte*>(data), size);
    const DecodeResult first = decoder(file, fuzz_limits);
    const DecodeResult second = decoder(file, fuzz_limits);
    if (first.has_value() != second.has_value()) std::abort();
    if (!first) {
        if (first.error() != second.error() || explain(first.error(), sniff(file)).empty()) std::abort();
        return;
    }
    if (!is_within_limits(first->picture)) std::abort();
    const bool repeats = first->kind != FileKind::heic && first->kind != FileKind::avif;  // heif_fuzz.cpp says why
    if (repeats && !std::ranges::equal(first->picture.pixels(), second->picture.pixels())) std::abort();
}

/// Both ways out of a decoder: for fingerprints, and in colour.
template <typename Decoder>
void check_channels(const std::uint8_t* data, std::size_t size, Decoder decoder) {
    const auto as = [decoder](Channels channels) {
        return [=](std::span<const std::byte> file, const Limits& limits) { return decoder(file, limits, channels); };
    };
    check_decoder(data, size, as(Channels::for_fingerprint));
    check_decoder(data, size, as(Channels::all));
}

}  // namespace holdfast::media
