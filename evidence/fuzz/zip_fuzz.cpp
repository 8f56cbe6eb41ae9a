// SPDX-License-Identifier: Apache-2.0
// A ZIP file read at once and byte by byte gives the same; one that is accepted has sound names, no twins, and says the
// same with its directory and without.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "holdfast/evidence/zip_reader.hpp"

namespace {

using namespace holdfast::evidence;

void require(bool holds) {
    if (!holds) std::abort();
}

struct Outcome {
    std::vector<ZipItem> items;
    std::string content;
    std::optional<ZipError> error;
    bool done = false;
    bool operator==(const Outcome&) const = default;
};

Outcome walked(ZipWalk walk, std::span<const std::byte> file, std::size_t piece) {
    Outcome outcome;
    std::span<const std::byte> input;
    for (;;) {
        const auto step = walk.next(input);
        if (!step) {
            outcome.error = step.error().error;
            return outcome;
        }
        if (step->kind == ZipStep::Kind::begins) outcome.items.push_back(step->item);
        if (step->kind == ZipStep::Kind::content)
            outcome.content.append(reinterpret_cast<const char*>(step->content.data()), step->content.size());
        outcome.done = step->kind == ZipStep::Kind::done;
        if (outcome.done || (step->kind == ZipStep::Kind::needs_more && file.empty())) return outcome;
        if (step->kind != ZipStep::Kind::needs_more) continue;
        input = file.first(std::min(piece, file.size()));
        file = file.subspan(input.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::byte> file = std::as_bytes(std::span(data, size));
    const Outcome blind = walked(ZipWalk(), file, size + 1);
    require(walked(ZipWalk(), file, 1) == blind);
    const auto tail = file.last(static_cast<std::size_t>(zip_tail_bytes(size)));
    const auto place = find_zip_directory(file.first(std::min<std::size_t>(4, size)), tail, size);
    if (!place) return 0;
    require(place->offset <= size && place->bytes <= size - place->offset);
    const auto directory = read_zip_directory(
        file.subspan(static_cast<std::size_t>(place->offset), static_cast<std::size_t>(place->bytes)), *place);
    if (!directory) return 0;
    std::vector<std::string> paths;
    for (const ZipItem& item : directory->items) {
        require(!fault_of_path(item.path));
        paths.push_back(item.path);
    }
    require(!clash_of_paths(paths));
    const Outcome read = walked(ZipWalk(*directory), file, size + 1);
    require(walked(ZipWalk(*directory), file, 1) == read);
    if (read.error) return 0;
    require(read.done && read.items == directory->items && blind == read);
    return 0;
}
