// SPDX-License-Identifier: Apache-2.0
// How functions that decode a picture fail: by a result that names the error, the kind of file and a plain sentence.
#pragma once

#include "holdfast/media/decode_error.hpp"
#include "holdfast/media/file_kind.hpp"

namespace holdfast::wasm {

/// When a call starts, so that an error in the middle can name the kind.
void begin_decoding(media::FileKind kind) noexcept;
/// Sets the result and returns abi_failed.
int fail_decoding(media::DecodeError error);

}  // namespace holdfast::wasm
