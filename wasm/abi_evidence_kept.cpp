// SPDX-License-Identifier: Apache-2.0
// What the host keeps of a case on the person's device goes through here part by part, sealed with the case's draft key
// (docs/formats/draft.md, "Evidence"). The key stays in the module; where parts lie is the host's business.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "abi.hpp"
#include "evidence_desk.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/kept_part.hpp"

namespace holdfast::wasm {
namespace {

using sealing::KeptError;

/// Until a key is given there is none. Never destroyed: a module has no exit.
std::optional<sealing::Secret<32>>& draft_key() {
    static auto& key = *new std::optional<sealing::Secret<32>>();
    return key;
}
std::vector<std::byte>& out() {
    static auto& bytes = *new std::vector<std::byte>();
    return bytes;
}

std::string_view to_text(KeptError error) {
    switch (error) {
        case KeptError::too_long:
            return "too_long";
        case KeptError::not_ours:
            return "not_ours";
        case KeptError::malformed:
            break;
    }
    return "malformed";
}

using Turned = std::expected<std::vector<std::byte>, KeptError> (*)(std::span<const std::byte>,
                                                                    const sealing::Secret<32>&,
                                                                    const sealing::KeptPlace&);

int turn(Turned how, std::uint32_t kind, std::uint32_t number, std::uint32_t last, std::span<const std::byte> id,
         std::span<const std::byte> part) {
    sealing::wipe(out());
    leave_bytes(std::span<const std::byte>());
    if (!draft_key()) return fail("no_key");
    if (kind > std::to_underlying(sealing::KeptKind::state) || last > 1) return fail("bad_request");
    if (id.size() != sealing::kept_id_bytes) return fail("wrong_size");
    auto turned = how(part, *draft_key(),
                      {.kind = static_cast<sealing::KeptKind>(kind),
                       .id = id.first<sealing::kept_id_bytes>(),
                       .number = number,
                       .is_last = last == 1});
    if (!turned) return fail(to_text(turned.error()));
    out() = *std::move(turned);
    leave_bytes(out());
    set_result("{}");
    return abi_ok;
}

}  // namespace
}  // namespace holdfast::wasm

using namespace holdfast;

HF_EXPORT(hf_kept_key) int hf_kept_key(const char* identity, std::size_t size) {
    wasm::expect_trap();
    wasm::draft_key().reset();
    sealing::wipe(wasm::out());
    wasm::leave_bytes(std::span<const std::byte>());
    if (size != 0) {
        const auto key = sealing::age_identity_from_text(std::string_view(identity, size));
        if (!key) return wasm::fail("damaged_key");
        wasm::draft_key().emplace(sealing::derive_case_keys(*key).draft.bytes());
    }
    wasm::set_result("{}");
    return wasm::abi_ok;
}

HF_EXPORT(hf_kept_seal)
int hf_kept_seal(std::uint32_t kind, std::uint32_t number, std::uint32_t last, const std::byte* id, std::size_t id_size,
                 const std::byte* part, std::size_t size) {
    wasm::expect_trap();
    return wasm::turn(sealing::seal_kept_part, kind, number, last, std::span(id, id_size), std::span(part, size));
}

HF_EXPORT(hf_kept_open)
int hf_kept_open(std::uint32_t kind, std::uint32_t number, std::uint32_t last, const std::byte* id, std::size_t id_size,
                 const std::byte* sealed, std::size_t size) {
    wasm::expect_trap();
    return wasm::turn(sealing::open_kept_part, kind, number, last, std::span(id, id_size), std::span(sealed, size));
}
