// SPDX-License-Identifier: Apache-2.0
// The guide: its blob is read once, then each question is one JSON request with one JSON answer
// (docs/formats/guide_door.md).
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/door.hpp"
#include "holdfast/guidance/handbook.hpp"

namespace holdfast::wasm {
namespace {

/// What was loaded last. Never destroyed: a module has no exit.
std::optional<guidance::Handbook>& handbook() {
    static std::optional<guidance::Handbook> read;
    return read;
}

}  // namespace
}  // namespace holdfast::wasm

HF_EXPORT(hf_guide_load) int hf_guide_load(const char* blob, std::size_t size) {
    using namespace holdfast;
    wasm::expect_trap();
    wasm::handbook().reset();
    auto read = guidance::read_handbook(std::string_view(blob, size));
    if (!read) return wasm::fail("damaged_blob");
    wasm::handbook() = std::move(*read);
    wasm::set_result(JsonWriter().object().key("loaded").value(true).end().take());
    return wasm::abi_ok;
}

HF_EXPORT(hf_guide_ask) int hf_guide_ask(const char* request, std::size_t size) {
    using namespace holdfast;
    wasm::expect_trap();
    if (!wasm::handbook()) return wasm::fail("not_loaded");
    wasm::set_result(guidance::answer(*wasm::handbook(), std::string_view(request, size)));
    return wasm::abi_ok;
}
