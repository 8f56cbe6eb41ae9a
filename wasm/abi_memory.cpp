// SPDX-License-Identifier: Apache-2.0
// Memory and the result text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::wasm {
namespace {

/// One instance serves one call at a time, so one result is enough. Never destroyed: a module has no exit.
std::string& result() {
    static std::string text;
    return text;
}

}  // namespace

void set_result(std::string json) {
    result() = std::move(json);
}

int fail(std::string_view name) {
    set_result(JsonWriter().object().key("error").value(name).end().take());
    return abi_failed;
}

void expect_trap() {
    static_cast<void>(fail("internal"));
}

}  // namespace holdfast::wasm

HF_EXPORT(hf_abi_version) std::uint32_t hf_abi_version() {
    return 1;
}
HF_EXPORT(hf_alloc) void* hf_alloc(std::size_t size) {
    return std::malloc(size == 0 ? 1 : size);
}
HF_EXPORT(hf_free) void hf_free(void* memory) {
    std::free(memory);
}
HF_EXPORT(hf_result_data) const char* hf_result_data() {
    return holdfast::wasm::result().data();
}
HF_EXPORT(hf_result_size) std::size_t hf_result_size() {
    return holdfast::wasm::result().size();
}
