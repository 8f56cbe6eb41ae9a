// SPDX-License-Identifier: Apache-2.0
#include "case_reading.hpp"

#include <algorithm>
#include <utility>

#include "case_picture.hpp"
#include "read_apart.hpp"

namespace holdfast::cli {
namespace {

using evidence::Exhibit;

PackResult<evidence::AdultCase*> adult_case(CaseEdit& edit) {
    auto* const of = std::get_if<evidence::AdultCase>(&edit.of());
    if (of == nullptr) return pack_failure(exit_usage, "A protected case has no pictures to read.");
    return of;
}

/// The words become `text`, which the log notes as `step`.
PackResult<void> put(CaseEdit& edit, Exhibit& exhibit, std::string text, evidence::LogEntry entry) {
    entry.exhibit = exhibit.facts.number;
    exhibit.facts.machine_read = std::move(text);
    edit.note(std::move(entry));
    return edit.commit();
}

}  // namespace

PackResult<ReadWords> read_exhibit(CaseEdit edit, std::uint32_t number, std::string_view language,
                                   const std::function<void(int)>& progress) {
    const auto of = adult_case(edit);
    if (!of) return std::unexpected(of.error());
    const auto exhibit = picture_exhibit(**of, number);
    if (!exhibit) return std::unexpected(exhibit.error());
    const auto shown = shown_picture(edit.folder(), **exhibit);
    if (!shown) return std::unexpected(shown.error());
    const auto raw = read_words_apart(shown->picture, language, progress);
    if (is_interrupted()) return std::unexpected(interrupted_failure());
    if (!raw) return pack_failure(exit_impossible, explain(raw.error(), language));

    evidence::MachineWords words = evidence::machine_words(*raw);
    ReadWords read{.name = evidence::exhibit_name((*of)->facts.prefix, number), .text = {}, .found = {}, .remarks = {}};
    if (shown->damaged) read.remarks.emplace_back("The file is damaged: words may be missing.");
    if (shown->animated) read.remarks.emplace_back("The file has several pictures: the first was read.");
    if (words.is_cut) read.remarks.emplace_back("There were more words than a case can hold: the first were taken.");
    read.text = words.text;
    if (words.text.empty()) {
        read.remarks.emplace_back("No words were found in it.");
        return read;
    }
    read.found = evidence::found_in(read.text);
    evidence::LogEntry entry;
    entry.step = evidence::Step::read_out;
    entry.digest = kept_file_of(**exhibit)->sha256;
    if (auto kept = put(edit, **exhibit, std::move(words.text), std::move(entry)); !kept)
        return std::unexpected(std::move(kept.error()));
    return read;
}

PackResult<ReadWords> take_words_out(CaseEdit edit, std::uint32_t number) {
    const auto of = adult_case(edit);
    if (!of) return std::unexpected(of.error());
    ReadWords read{.name = evidence::exhibit_name((*of)->facts.prefix, number), .text = {}, .found = {}, .remarks = {}};
    const auto exhibit =
        std::ranges::find((*of)->exhibits, number, [](const Exhibit& each) { return each.facts.number; });
    if (exhibit == (*of)->exhibits.end()) return pack_failure(exit_usage, read.name + " is not in the case.");
    if (exhibit->facts.machine_read.empty())
        return pack_failure(exit_usage, read.name + " has no words that a machine read.");
    evidence::LogEntry entry;
    entry.step = evidence::Step::changed;
    entry.words = evidence::machine_read_taken_out;
    if (auto kept = put(edit, *exhibit, {}, std::move(entry)); !kept) return std::unexpected(std::move(kept.error()));
    return read;
}

}  // namespace holdfast::cli
