// SPDX-License-Identifier: Apache-2.0
// Whatever is asked of the door, line by line: what it holds keeps every rule, case and log tell the same, what was
// refused changed nothing, and what is saved opens again as the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/case_door.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/case_log_check.hpp"
#include "holdfast/sealing/digest.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::evidence;

constexpr std::string_view png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x02\0\0\0", 29);

void read(CaseDoor& door, std::string_view content, LookFor what) {
    const std::uint32_t file = door.files().begin(what).value();
    if (!door.files().take(file, sealing::as_bytes(content)) || !door.files().finish(file)) std::abort();
}

void hold(CaseDoor& door) {
    const OpenCase& held = *door.opened();
    JsonFaults faults;
    if (!check(held.of, faults) || !disagreements(held.of, held.log).empty()) std::abort();
    JsonWriter draft;
    draft.object().key("case").value(write_case(held.of)).key("do").value("open");
    CaseDoor again;
    (void)again.answer(draft.key("log").value(held.log.text()).end().take());
    if (!again.opened() || again.opened()->of != held.of || again.opened()->log.text() != held.log.text()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    CaseDoor door;
    read(door, "18:45 - Lantern: send 200\n", LookFor::words);
    read(door, png, LookFor::picture);
    read(door, std::string_view("\0\1\2", 3), LookFor::type);
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() < text.size() ? line.size() + 1 : text.size());
        const std::string before = door.opened() ? write_case(door.opened()->of) + door.opened()->log.text() : "";
        const std::string answer = door.answer(line);
        JsonDocument document;
        if (!document.parse(answer, {.bytes = std::size_t{128} << 20U, .depth = 16, .members = 64})) std::abort();
        if (!door.opened()) continue;
        const bool no = answer.starts_with(R"({"error":)");
        if (no && write_case(door.opened()->of) + door.opened()->log.text() != before) std::abort();
    }
    if (door.opened()) hold(door);
    return 0;
}
