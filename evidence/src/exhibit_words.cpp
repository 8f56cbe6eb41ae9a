// SPDX-License-Identifier: Apache-2.0
#include "exhibit_words.hpp"

#include <initializer_list>

#include "holdfast/evidence/redaction.hpp"
#include "joined.hpp"
#include "table_cells.hpp"

namespace holdfast::evidence {
namespace {

bool holds_place(const Exhibit& exhibit) noexcept {
    const auto* const kept = std::get_if<Kept>(&exhibit.holding);
    if (kept == nullptr) return false;
    return (kept->picture() && kept->picture()->place == PlaceFound::present) ||
           !stated(kept->says(), StatedName::place).empty();
}
bool holds_place(const TextExhibit&) noexcept {
    return false;
}

template <class Kind>
std::string remarks_of(const Kind& exhibit) {
    std::string words;
    const auto add = [&words](std::initializer_list<std::string_view> parts) {
        if (!words.empty()) words += "; ";
        words += joined(parts);
    };
    const FileFacts* const file = file_of(exhibit);
    if (file != nullptr && !file->declared.empty()) {
        add({"said to be ", file->declared, ", is ", media_type(file->type), " by its content"});
    }
    if (holds_place(exhibit)) add({"the file holds coordinates of a place"});
    if (const std::string says = says_of(exhibit); !says.empty()) add({"it says of itself: ", says});
    if (exhibit.facts.whole) add({"taken out of ", exhibit.facts.whole->name});
    if (!exhibit.facts.machine_read.empty()) add({"words in it were read by a machine and may be wrong"});
    return words;
}

}  // namespace

std::string says_of(const Exhibit& exhibit) {
    const auto* const kept = std::get_if<Kept>(&exhibit.holding);
    return kept == nullptr ? std::string() : to_line(kept->says());
}
std::string says_of(const TextExhibit&) {
    return {};
}

std::string counted(std::size_t count, std::string_view thing) {
    return joined({std::to_string(count), " ", thing, count == 1 ? "" : "s"});
}

std::string moment_text(const Moment& moment) {
    if (moment.sureness == Sureness::day) return utc(moment);
    const Moment shown{.at = moment.at, .zone = moment.zone};
    return joined({moment.sureness == Sureness::about ? "about " : "", utc_cell(moment.at), " UTC",
                   framed(" (", local_cell(shown), ")")});
}

std::string holding_words(const Exhibit& exhibit) {
    if (const FileFacts* const kept = kept_file_of(exhibit))
        return joined({"data/", item_path(exhibit.facts.number, kept->type)});
    if (const auto* const hashes = std::get_if<HashesOnly>(&exhibit.holding)) {
        if (hashes->why() == WhyHashes::intimate)
            return "not in the pack: it shows somebody intimate; its checksums stand for it";
        return is_shown_by_copies_alone(exhibit)
                   ? "not in the pack: the original was left out; its checksums and its redacted copy stand for it"
                   : "not in the pack: left out; its checksums stand for it";
    }
    return "not in the pack: a picture or film that the offender sent; described in words alone";
}
std::string holding_words(const TextExhibit& exhibit) {
    return joined({"data/", item_path(exhibit.facts.number, exhibit.holding.file().type)});
}

std::string remarks(const Exhibit& exhibit) {
    return remarks_of(exhibit);
}
std::string remarks(const TextExhibit& exhibit) {
    return remarks_of(exhibit);
}

}  // namespace holdfast::evidence
