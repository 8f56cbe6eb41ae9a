// SPDX-License-Identifier: Apache-2.0
#include "pack_walk.hpp"

#include <utility>

#include "holdfast/evidence/pack_words.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "read_ahead.hpp"

namespace holdfast::cli {
namespace {

using evidence::ZipStep;

constexpr std::uint64_t bytes_a_unit = std::uint64_t{1} << 20U;

}  // namespace

PackResult<void> walk_pack(PackSource& source, evidence::ZipDirectory directory,
                           const std::function<PackResult<void>(const ZipStep&)>& take, const std::string& unit,
                           bool quiet) {
    const std::uint64_t end = directory.offset;
    Progress progress(end / bytes_a_unit, unit, quiet || end < bytes_a_unit);
    evidence::ZipWalk walk(std::move(directory));
    ReadAhead ahead(source, 0, end);
    std::uint64_t shown = 0;
    for (bool done = false; !done;) {
        if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
        const auto piece = ahead.next();
        if (!piece) return pack_failure(exit_impossible, piece.error().sentence);
        std::span<const std::byte> bytes = *piece;
        for (;;) {
            const auto step = walk.next(bytes);
            if (!step) return pack_failure(exit_impossible, evidence::sentence(step.error()));
            if (auto taken = take(*step); !taken) return taken;
            done = step->kind == ZipStep::Kind::done;
            if (done || step->kind == ZipStep::Kind::needs_more) break;
        }
        if (!done && piece->empty()) return pack_failure(exit_impossible, "The ZIP file ends within a file.");
        shown += piece->size();
        progress.advance(std::exchange(shown, shown % bytes_a_unit) / bytes_a_unit);
    }
    return {};
}

}  // namespace holdfast::cli
