// SPDX-License-Identifier: Apache-2.0
// A key for one pack, where the page has no other: on a route without pictures no case is sent, and no worker may draw
// its keys.
#include <cstddef>
#include <span>

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/age_keys.hpp"

using namespace holdfast;

HF_EXPORT(hf_key_draw) int hf_key_draw(const std::byte* random, std::size_t size) {
    wasm::expect_trap();
    const std::span<const std::byte> bytes(random, size);
    if (size != 32) return wasm::fail("wrong_size");
    const sealing::AgeIdentity identity{sealing::Secret<32>(bytes.first<32>())};
    const sealing::SecretText text = identity.to_text();
    wasm::set_result(JsonWriter().object().key("identity").value(text.view()).end().take());
    return wasm::abi_ok;
}
