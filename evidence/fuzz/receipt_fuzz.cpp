// SPDX-License-Identifier: Apache-2.0
// Property: a receipt, a checkpoint, a tile's path that is accepted is the only text of what it says; no proof out of
// thin air holds.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "holdfast/evidence/log_tiles.hpp"
#include "holdfast/evidence/receipt.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::evidence;
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto receipt = read_receipt(text)) {
        if (to_text(*receipt) != text) std::abort();
        const holdfast::sealing::NoteKey stranger{.name = receipt->checkpoint.origin, .key = {}};
        if (check_receipt(*receipt, stranger, receipt->entry.seal)) std::abort();
    }
    if (const auto checkpoint = read_checkpoint(text); checkpoint && to_text(*checkpoint) != text) std::abort();
    if (const auto path = read_tile_path(text); path && to_text(*path) != text) std::abort();
    return 0;
}
