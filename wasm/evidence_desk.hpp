// SPDX-License-Identifier: Apache-2.0
// What one instance of evidence.wasm holds: one case with the files that were read for it, and the bytes that the last
// call left for the host to take.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "holdfast/evidence/case_door.hpp"

namespace holdfast::wasm {

/// Never destroyed: a module has no exit.
[[nodiscard]] evidence::CaseDoor& case_door();

/// `bytes` must stay where they are until the next call.
void leave_bytes(std::span<const std::byte> bytes) noexcept;
void leave_bytes(std::string_view text) noexcept;

}  // namespace holdfast::wasm
