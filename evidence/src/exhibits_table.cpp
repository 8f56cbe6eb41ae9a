// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <vector>

#include "csv.hpp"
#include "exhibit_words.hpp"
#include "holdfast/evidence/tables.hpp"
#include "joined.hpp"
#include "table_cells.hpp"

namespace holdfast::evidence {
namespace {

/// "+12.345 s": the service's clock minus the device's.
std::string clock_cell(const std::optional<std::int64_t>& behind) {
    if (!behind) return {};
    return joined({*behind < 0 ? "-" : "+", seconds_text(*behind), " s"});
}

std::string held(const Exhibit& exhibit) {
    if (std::holds_alternative<Kept>(exhibit.holding)) return "file";
    if (const auto* const hashes = std::get_if<HashesOnly>(&exhibit.holding)) {
        return hashes->why() == WhyHashes::intimate ? "checksums only: intimate" : "checksums only: left out";
    }
    return "described only";
}
std::string held(const TextExhibit&) {
    return "file";
}

const PictureFacts* picture_of(const Exhibit& exhibit) noexcept {
    const auto* const kept = std::get_if<Kept>(&exhibit.holding);
    return kept != nullptr && kept->picture() ? &*kept->picture() : nullptr;
}
const PictureFacts* picture_of(const TextExhibit&) noexcept {
    return nullptr;
}

constexpr std::array<std::string_view, 30> exhibit_columns{"exhibit",
                                                           "kind",
                                                           "title",
                                                           "in_pack",
                                                           "path",
                                                           "name",
                                                           "type",
                                                           "declared",
                                                           "bytes",
                                                           "sha256",
                                                           "sha512",
                                                           "sender",
                                                           "source",
                                                           "device",
                                                           "made_utc",
                                                           "made_local",
                                                           "added_utc",
                                                           "added_local",
                                                           "clock_difference",
                                                           "width",
                                                           "height",
                                                           "camera_time",
                                                           "place_in_file",
                                                           "file_says",
                                                           "taken_from",
                                                           "taken_from_sha256",
                                                           "made_from_sha256",
                                                           "removed_because",
                                                           "machine_read",
                                                           "note"};

template <class Kind>
void exhibit_row(CsvTable& table, const CaseFacts& facts, const Kind& exhibit) {
    const ExhibitFacts& said = exhibit.facts;
    const FileFacts* const file = file_of(exhibit);
    const FileFacts* const kept = kept_file_of(exhibit);
    const PictureFacts* const picture = picture_of(exhibit);
    const std::string name = exhibit_name(facts.prefix, said.number);
    const auto of_file = [&](auto&& take) { return file == nullptr ? std::string() : take(*file); };
    const auto of_picture = [&](auto&& take) { return picture == nullptr ? std::string() : take(*picture); };
    table.row(
        {name,
         text(to_text(said.kind)),
         said.title,
         held(exhibit),
         kept == nullptr ? std::string() : joined({"data/", item_path(said.number, kept->type)}),
         of_file([](const FileFacts& f) { return f.name; }),
         of_file([](const FileFacts& f) { return text(media_type(f.type)); }),
         of_file([](const FileFacts& f) { return f.declared; }),
         of_file([](const FileFacts& f) { return std::to_string(f.size); }),
         of_file([](const FileFacts& f) { return to_hex(f.sha256); }),
         of_file([](const FileFacts& f) { return to_hex(f.sha512); }),
         of_file([](const FileFacts& f) { return text(to_text(f.sender)); }),
         said.source,
         said.device,
         utc(said.made),
         local(said.made),
         utc(said.added),
         local(said.added),
         clock_cell(said.clock_behind),
         of_picture([](const PictureFacts& p) { return p.width == 0 ? std::string() : std::to_string(p.width); }),
         of_picture([](const PictureFacts& p) { return p.height == 0 ? std::string() : std::to_string(p.height); }),
         of_picture([](const PictureFacts& p) { return p.taken.empty() ? std::string() : p.taken + p.taken_zone; }),
         of_picture([](const PictureFacts& p) { return text(to_text(p.place)); }),
         says_of(exhibit),
         said.whole ? said.whole->name : std::string(),
         said.whole ? to_hex(said.whole->sha256) : std::string(),
         {},
         {},
         said.machine_read,
         said.note});
    for (const RedactedCopy& copy : copies_of(exhibit)) {
        const Box left =
            copy.record().crop.value_or(Box{0, 0, copy.record().parent_width, copy.record().parent_height});
        table.row({copy_name(facts.prefix, said.number, copy.index()),
                   "redacted-copy",
                   joined({"Copy of ", name, " with ", std::to_string(copy.record().boxes.size()), " areas covered",
                           copy.record().crop ? ", cropped" : ""}),
                   "file",
                   joined({"data/", copy_path(said.number, copy.index())}),
                   {},
                   "image/png",
                   {},
                   std::to_string(copy.size()),
                   to_hex(copy.sha256()),
                   to_hex(copy.sha512()),
                   text(to_text(file == nullptr ? Sender::person : file->sender)),
                   {},
                   {},
                   {},
                   {},
                   utc(copy.record().made),
                   local(copy.record().made),
                   {},
                   std::to_string(left.width),
                   std::to_string(left.height),
                   {},
                   {},
                   {},
                   {},
                   {},
                   to_hex(copy.record().parent)});
    }
}

void removed_row(CsvTable& table, const CaseFacts& facts, const Removed& removed) {
    table.row({exhibit_name(facts.prefix, removed.number),
               text(to_text(removed.kind)),
               {},
               "removed",
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               {},
               joined({removed.reason, " (", utc_cell(removed.at.at), " UTC)"})});
}

template <class Kind>
std::string exhibits_table(const CaseFacts& facts, const std::vector<Kind>& exhibits) {
    CsvTable table(exhibit_columns);
    auto removed = facts.removed.begin();
    for (const Kind& exhibit : exhibits) {
        for (; removed != facts.removed.end() && removed->number < exhibit.facts.number; ++removed)
            removed_row(table, facts, *removed);
        exhibit_row(table, facts, exhibit);
    }
    for (; removed != facts.removed.end(); ++removed) removed_row(table, facts, *removed);
    return table.take();
}
}  // namespace

std::string exhibits_csv(const Case& of) {
    return std::visit([](const auto& each) { return exhibits_table(each.facts, each.exhibits); }, of);
}

}  // namespace holdfast::evidence
