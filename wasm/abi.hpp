// SPDX-License-Identifier: Apache-2.0
// How the module speaks to its host: integers, addresses in its memory, and one result text. docs/formats/wasm-abi.md
// is the contract. An abi_*.cpp file exports the functions of one subject.
#pragma once

#include <string>
#include <string_view>

#define HF_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace holdfast::wasm {

/// What an exported function that leaves a result returns.
inline constexpr int abi_ok = 0;      ///< the result is the answer
inline constexpr int abi_failed = 1;  ///< the result is {"error": name, ...}

/// Keeps `json` as the result until the next call that sets one.
void set_result(std::string json);

/// Sets {"error": name} as the result and returns abi_failed. `name` is an error name of docs/formats/wasm-abi.md.
int fail(std::string_view name);

/// What is read after a trap that nobody foresaw: every exported function that leaves a result calls this first.
void expect_trap();

}  // namespace holdfast::wasm
