// SPDX-License-Identifier: Apache-2.0
// Whatever is asked, the answer is one JSON object, the same each time, and a place that is found is one of the forces.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/door.hpp"
#include "holdfast/guidance/place.hpp"

namespace {

using namespace holdfast::guidance;

const Handbook& handbook() {
    static const Handbook book = [] {
        std::ifstream file(GUIDANCE_BLOB, std::ios::binary);
        const std::string blob(std::istreambuf_iterator<char>(file), {});
        auto read = read_handbook(blob);
        if (!read) std::abort();
        return std::move(*read);
    }();
    return book;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string text = answer(handbook(), input);
    holdfast::JsonDocument document;
    if (!document.parse(text, {.bytes = std::size_t{16} << 20U, .depth = 32, .members = 256})) std::abort();
    if (text != answer(handbook(), input)) std::abort();
    const PlaceMatch match = find_place(handbook().directory, input);
    if (match.exact && !match.candidates.empty()) std::abort();
    for (const auto& candidate : match.candidates)
        if (candidate.force >= handbook().directory.forces.size()) std::abort();
    return 0;
}
