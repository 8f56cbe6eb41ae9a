// SPDX-License-Identifier: Apache-2.0
// The operator's list of whom a pack can be locked for: nothing of it is told before its signature holds.
#include <cstddef>
#include <string_view>

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/recipient_directory.hpp"

namespace holdfast::wasm {
namespace {

std::string_view name_of(evidence::RecipientsError error) noexcept {
    switch (error) {
        case evidence::RecipientsError::bad_signature:
            return "not_signed";
        case evidence::RecipientsError::too_long:
            return "too_long";
        case evidence::RecipientsError::not_json:
        case evidence::RecipientsError::other_format:
        case evidence::RecipientsError::faults:
            break;
    }
    return "damaged_list";
}

}  // namespace
}  // namespace holdfast::wasm

HF_EXPORT(hf_recipients_read)
int hf_recipients_read(const char* list, std::size_t size, const char* signature, std::size_t signature_size,
                       const char* key, std::size_t key_size, double now) {
    using namespace holdfast;
    wasm::expect_trap();
    constexpr double last = 253'402'300'799'999.0;  // of the year 9999, in ms
    if (!(now >= 0 && now <= last)) return wasm::fail("bad_request");
    const auto signer = sealing::read_minisign_key(std::string_view(key, key_size));
    if (!signer) return wasm::fail("not_signed");
    JsonFaults faults;
    const auto directory = evidence::read_recipient_directory(
        std::string_view(list, size), std::string_view(signature, signature_size), *signer, faults);
    if (!directory) return wasm::fail(wasm::name_of(directory.error()));
    // A list that was issued after now is one of a clock that is wrong, and as good as another.
    if (freshness_of(*directory, {static_cast<std::int64_t>(now)}) == evidence::Freshness::over)
        return wasm::fail("over");
    JsonWriter json;
    json.object().key("issuer").value(directory->issuer).key("recipients").array();
    for (const evidence::PackRecipient& each : directory->recipients) {
        if (!each.key) continue;
        json.object().key("id").value(each.id).key("name").value(each.name).key("kind").value(to_text(each.kind));
        json.key("key").value(to_text(*each.key)).key("checked").value(each.checked).end();
    }
    wasm::set_result(json.end().end().take());
    return wasm::abi_ok;
}
