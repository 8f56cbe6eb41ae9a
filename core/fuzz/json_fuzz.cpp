// SPDX-License-Identifier: Apache-2.0
// Any bytes: the reader answers, and every fault that it reports has a well-formed pointer.
#include <cstdlib>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/utf8.hpp"

namespace {

void walk(holdfast::JsonObject object, int depth) {
    constexpr std::string_view words[] = {"a", "b"};
    (void)object.text("t", {.least = 1, .most = 8});
    (void)object.word("w", words);
    (void)object.integer("i", -5, 5, holdfast::Need::optional);
    (void)object.boolean("b");
    const auto array = object.array("l", 0, 8, holdfast::Need::optional);
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i % 2 == 0) {
            (void)array.text(i);
        } else if (depth > 0) {
            walk(array.object(i), depth - 1);
        }
    }
    if (depth > 0) {
        walk(object.object("o"), depth - 1);
    }
    constexpr std::string_view known[] = {"t", "w", "i", "b", "l", "o"};
    object.only(known);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    holdfast::JsonDocument document;
    if (!document.parse(text, {.bytes = 4096, .depth = 8, .members = 16})) {
        return 0;
    }
    if (!holdfast::is_utf8(text)) {
        std::abort();
    }
    holdfast::JsonFaults faults;
    walk(document.object(faults), 3);
    for (const auto& fault : faults.kept()) {
        if (!holdfast::is_utf8(fault.pointer) || (!fault.pointer.empty() && fault.pointer.front() != '/')) {
            std::abort();
        }
    }
    return 0;
}
