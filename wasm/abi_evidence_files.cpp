// SPDX-License-Identifier: Apache-2.0
// Files that are read for a case, in pieces: digests, type by content, what they say of themselves, whether words are
// alone.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "abi.hpp"
#include "evidence_desk.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/file_look.hpp"
#include "holdfast/evidence/file_shelf.hpp"

namespace holdfast::wasm {
namespace {

using evidence::SeenFile;

std::string_view to_text(evidence::TypeClass of) {
    static constexpr std::array<std::string_view, 5> words{"picture", "video", "sound", "carrier", "text"};
    return words[std::to_underlying(of)];
}
std::string_view to_text(evidence::WordsFound found) {
    static constexpr std::array<std::string_view, 4> words{"not_looked", "alone", "not_alone", "too_long"};
    return words[std::to_underlying(found)];
}

int tell(std::uint32_t file, const SeenFile& seen) {
    JsonWriter json;
    json.object().key("file").value(file).key("size").value(seen.digests.size);
    json.key("sha256").value(to_hex(seen.digests.sha256)).key("sha512").value(evidence::to_hex(seen.digests.sha512));
    json.key("type").value(to_text(seen.type)).key("class").value(to_text(class_of(seen.type)));
    json.key("media_type").value(media_type(seen.type)).key("words").value(to_text(seen.words));
    if (seen.media) json.key("media").value(to_text(*seen.media));
    if (seen.picture) {
        json.key("picture").object().key("width").value(seen.picture->width).key("height").value(seen.picture->height);
        json.key("taken").value(seen.picture->taken).key("taken_zone").value(seen.picture->taken_zone);
        json.key("place").value(to_text(seen.picture->place)).end();
    }
    if (!seen.says.empty()) {
        json.key("says").object();
        for (const evidence::StatedFact& fact : seen.says) json.key(to_text(fact.name)).value(fact.value);
        json.end();
    }
    set_result(json.end().take());
    return abi_ok;
}

int done() {
    set_result("{}");
    return abi_ok;
}

}  // namespace
}  // namespace holdfast::wasm

using namespace holdfast;

HF_EXPORT(hf_file_begin) int hf_file_begin(std::uint32_t look_for) {
    wasm::expect_trap();
    if (look_for > std::to_underlying(evidence::LookFor::words)) return wasm::fail("bad_request");
    const auto file = wasm::case_door().files().begin(static_cast<evidence::LookFor>(look_for));
    if (!file) return wasm::fail(to_text(file.error()));
    wasm::set_result(JsonWriter().object().key("file").value(*file).end().take());
    return wasm::abi_ok;
}

HF_EXPORT(hf_file_take) int hf_file_take(std::uint32_t file, const std::byte* data, std::size_t size) {
    wasm::expect_trap();
    const auto taken = wasm::case_door().files().take(file, std::span(data, size));
    return taken ? wasm::done() : wasm::fail(to_text(taken.error()));
}

HF_EXPORT(hf_file_finish) int hf_file_finish(std::uint32_t file) {
    wasm::expect_trap();
    const auto seen = wasm::case_door().files().finish(file);
    return seen ? wasm::tell(file, **seen) : wasm::fail(to_text(seen.error()));
}

HF_EXPORT(hf_file_drop) int hf_file_drop(std::uint32_t file) {
    wasm::expect_trap();
    wasm::case_door().files().drop(file);
    return wasm::done();
}
