// SPDX-License-Identifier: Apache-2.0
// Digests of large files at the speed of the machine: OpenSSL's SHA-256 and SHA-512, which use the processor's own
// instructions, the second on a thread of its own.
#pragma once

#include <memory>

#include "holdfast/evidence/content_digests.hpp"

namespace holdfast::cli {

enum class Checksum : bool {
    left_out,  ///< ContentDigests::crc32 stays that of nothing: whoever reads a ZIP file computes it there
    wanted,
};

/// Equal to evidence::ContentHasher, bit for bit. Throws std::runtime_error where OpenSSL cannot compute them at all.
[[nodiscard]] std::unique_ptr<evidence::ContentDigester> quick_digester(Checksum checksum);

}  // namespace holdfast::cli
