// SPDX-License-Identifier: Apache-2.0
// The case behind its JSON door (docs/formats/case_door.md), and what a call left in bytes.
#include <cstddef>
#include <span>
#include <string_view>

#include "abi.hpp"
#include "evidence_desk.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::wasm {
namespace {

std::span<const std::byte>& left() {
    static std::span<const std::byte> bytes;
    return bytes;
}

}  // namespace

evidence::CaseDoor& case_door() {
    static evidence::CaseDoor& door = *new evidence::CaseDoor();
    return door;
}

void leave_bytes(std::span<const std::byte> bytes) noexcept {
    left() = bytes;
}
void leave_bytes(std::string_view text) noexcept {
    left() = sealing::as_bytes(text);
}

}  // namespace holdfast::wasm

HF_EXPORT(hf_case_ask) int hf_case_ask(const char* request, std::size_t size) {
    using namespace holdfast;
    wasm::expect_trap();
    wasm::set_result(wasm::case_door().answer(std::string_view(request, size)));
    return wasm::abi_ok;
}

HF_EXPORT(hf_bytes_data) const std::byte* hf_bytes_data() {
    return holdfast::wasm::left().data();
}
HF_EXPORT(hf_bytes_size) std::size_t hf_bytes_size() {
    return holdfast::wasm::left().size();
}
