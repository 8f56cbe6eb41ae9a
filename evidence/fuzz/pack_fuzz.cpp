// SPDX-License-Identifier: Apache-2.0
// A pack, as a ZIP file or as a folder ("@@path" lines begin files): the report does not depend on how the bytes come,
// no pack of a strange key ever holds, one that holds has nothing wrong, and no sentence can act on a terminal.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "holdfast/evidence/pack_file_check.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/digest.hpp"

namespace {

using namespace holdfast::evidence;

void require(bool holds) {
    if (!holds) std::abort();
}

PackReport as_zip(std::span<const std::byte> file, std::size_t piece, const PackExpectation& expected) {
    PackZipCheck check(file.size());
    while (const auto range = check.wants()) {
        require(range->bytes > 0 && range->offset <= file.size() && range->bytes <= file.size() - range->offset);
        check.take(file.subspan(static_cast<std::size_t>(range->offset),
                                static_cast<std::size_t>(std::min<std::uint64_t>(piece, range->bytes))));
    }
    return check.finish(expected);
}

PackReport as_folder(std::string_view text, const PackExpectation& expected) {
    PackCheck check;
    while (text.starts_with("@@")) {
        text.remove_prefix(2);
        const std::size_t line = std::min(text.find('\n'), text.size());
        check.begin_file(text.substr(0, line));
        text.remove_prefix(std::min(line + 1, text.size()));
        const std::size_t end = std::min(text.find("\n@@"), text.size());
        check.content(holdfast::sealing::as_bytes(text.substr(0, end)));
        check.end_file();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return check.finish(expected);
}

void look_at(const PackReport& report) {
    const bool sound = std::ranges::all_of(report.files, is_sound, &FileResult::state);
    const bool clean = sound && report.problems.empty() && !report.zip;
    require(clean || report.verdict == PackVerdict::broken || report.verdict == PackVerdict::not_a_pack);
    for (const std::string& line : sentences(report)) {
        require(line.ends_with('.'));
        for (const char c : line) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::byte> file = std::as_bytes(std::span(data, size));
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const PackExpectation nothing;
    const PackExpectation strange = {.key = holdfast::sealing::MinisignKey{}, .seal = {}};
    if (text.starts_with("@@")) {
        look_at(as_folder(text, nothing));
        require(as_folder(text, strange).verdict != PackVerdict::holds);
        return 0;
    }
    const PackReport report = as_zip(file, size + 1, nothing);
    look_at(report);
    require(sentences(as_zip(file, 1, nothing)) == sentences(report));
    require(as_zip(file, size + 1, strange).verdict != PackVerdict::holds);
    PackFileCheck whole(size, {});
    while (const auto range = whole.wants())
        whole.take(file.subspan(static_cast<std::size_t>(range->offset), static_cast<std::size_t>(range->bytes)));
    if (const auto as_file = whole.finish(nothing)) require(sentences(*as_file) == sentences(report));
    return 0;
}
