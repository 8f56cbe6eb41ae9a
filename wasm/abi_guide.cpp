// SPDX-License-Identifier: Apache-2.0
// The guide: its blob is read once, then each question is one JSON request with one JSON answer
// (docs/formats/guide_door.md). A newer edition takes its place when its signature and its number allow it.
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/door.hpp"
#include "holdfast/guidance/handbook.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/minisign.hpp"

namespace holdfast::wasm {
namespace {

/// What was loaded last. Never destroyed: a module has no exit.
std::optional<guidance::Handbook>& handbook() {
    static std::optional<guidance::Handbook> read;
    return read;
}

int tell_edition(const guidance::Handbook& of) {
    set_result(JsonWriter().object().key("edition").value(of.edition.number).end().take());
    return abi_ok;
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
    return wasm::tell_edition(*wasm::handbook());
}

HF_EXPORT(hf_guide_renew)
int hf_guide_renew(const char* blob, std::size_t size, const char* signature, std::size_t signature_size,
                   const char* key, std::size_t key_size) {
    using namespace holdfast;
    wasm::expect_trap();
    if (!wasm::handbook()) return wasm::fail("not_loaded");
    const std::string_view edition(blob, size);
    const auto signer = sealing::read_minisign_key(std::string_view(key, key_size));
    if (!signer) return wasm::fail("not_signed");
    // What nobody signed is not even parsed.
    if (!sealing::check_minisign(*signer, sealing::as_bytes(edition), std::string_view(signature, signature_size))) {
        return wasm::fail("not_signed");
    }
    auto read = guidance::read_handbook(edition);
    if (!read) return wasm::fail("damaged_blob");
    if (read->edition.number <= wasm::handbook()->edition.number) return wasm::fail("not_newer");
    wasm::handbook() = std::move(*read);
    return wasm::tell_edition(*wasm::handbook());
}

HF_EXPORT(hf_guide_ask) int hf_guide_ask(const char* request, std::size_t size) {
    using namespace holdfast;
    wasm::expect_trap();
    if (!wasm::handbook()) return wasm::fail("not_loaded");
    wasm::set_result(guidance::answer(*wasm::handbook(), std::string_view(request, size)));
    return wasm::abi_ok;
}
