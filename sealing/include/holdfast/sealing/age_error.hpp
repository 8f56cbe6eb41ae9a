// SPDX-License-Identifier: Apache-2.0
// Why an age file or its armor was refused. The groups follow the community's test vectors (C2SP/CCTV, age).
#pragma once

#include <cstdint>

namespace holdfast::sealing {

enum class AgeError : std::uint8_t {
    armor_failure,         ///< the text armor is damaged or not strict: wrong line length, padding, stray text
    header_failure,        ///< not an age v1 file, or its header is malformed or cut off
    header_too_long,       ///< the header passes max_age_header_bytes
    work_factor_too_high,  ///< a passphrase file that asks for more work than the limit
    out_of_memory,         ///< not enough memory for the passphrase's work factor
    no_match,              ///< none of the keys opens it, or the passphrase is wrong
    hmac_failure,          ///< a key matched, but the header was altered
    payload_failure,       ///< the content is cut off, altered or followed by something else
    no_recipients,         ///< writing: a file must be for somebody
    wrong_random_length,   ///< writing: not exactly the number of random bytes that was asked for
    bad_recipient,         ///< writing: a recipient's key is a low-order point
};

}  // namespace holdfast::sealing
