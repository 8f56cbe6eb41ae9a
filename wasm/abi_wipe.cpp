// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <span>

#include "abi.hpp"
#include "holdfast/sealing/secret.hpp"

HF_EXPORT(hf_wipe) void hf_wipe(std::byte* memory, std::size_t size) {
    holdfast::sealing::wipe(std::span(memory, size));
}
