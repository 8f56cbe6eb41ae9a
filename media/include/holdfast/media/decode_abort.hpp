// SPDX-License-Identifier: Apache-2.0
// How decoding ends in WebAssembly when libjpeg gives up in the middle: it never returns to its caller from an error,
// and there is no setjmp to leave it by. The program that links `media` for wasm supplies this function: it notes the
// error where the host finds it, and traps. The host then drops the instance. Natively nothing of this exists.
#pragma once

#ifdef __wasm__
#include "holdfast/media/decode_error.hpp"

namespace holdfast::media {
[[noreturn]] void decode_abort(DecodeError error);
}
#endif
