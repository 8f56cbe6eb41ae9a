// SPDX-License-Identifier: Apache-2.0
#include "picture_errors.hpp"

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/media/decode_abort.hpp"

namespace holdfast::wasm {
namespace {

media::FileKind current_kind = media::FileKind::unknown;

}  // namespace

void begin_decoding(media::FileKind kind) noexcept {
    current_kind = kind;
}

int fail_decoding(media::DecodeError error) {
    set_result(JsonWriter()
                   .object()
                   .key("error")
                   .value(media::to_text(error))
                   .key("file_kind")
                   .value(media::to_text(current_kind))
                   .key("explanation")
                   .value(media::explain(error, current_kind))
                   .end()
                   .take());
    return abi_failed;
}

}  // namespace holdfast::wasm

namespace holdfast::media {

/// libjpeg gave up: the result says why, and the instance ends here.
void decode_abort(DecodeError error) {
    wasm::fail_decoding(error);
    __builtin_trap();
}

}  // namespace holdfast::media
