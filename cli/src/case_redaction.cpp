// SPDX-License-Identifier: Apache-2.0
#include "case_redaction.hpp"

#include <utility>

#include "case_picture.hpp"
#include "case_removed.hpp"
#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/media/encode_png.hpp"

namespace holdfast::cli {
namespace {

using evidence::Exhibit;
using evidence::RedactionError;

std::unexpected<PackFailure> refuse(const std::string& why, int exit = exit_impossible) {
    return pack_failure(exit, why + " No copy was made.");
}

std::unexpected<PackFailure> no_copy(PackFailure failure) {
    if (!failure.sentences.empty()) failure.sentences.back() += " No copy was made.";
    return std::unexpected(std::move(failure));
}

std::string sentence_of(RedactionError error, const Picture& picture) {
    const std::string size = std::to_string(picture.width()) + " x " + std::to_string(picture.height());
    switch (error) {
        case RedactionError::nothing_to_do:
            return "Nothing would be covered or cut off: give --box or --crop.";
        case RedactionError::too_many_boxes:
            return "There are more than " + std::to_string(evidence::most_boxes) + " boxes.";
        case RedactionError::outside:
            return "A box or the crop is empty, or reaches beyond the picture, which is shown with " + size +
                   " pixels.";
        case RedactionError::wrong_raster:
            break;
    }
    return "The picture, with " + size + " pixels, is too large.";
}

}  // namespace

PackResult<MadeCopy> redact_exhibit(CaseEdit edit, const RedactionRequest& request) {
    auto* const of = std::get_if<evidence::AdultCase>(&edit.of());
    if (of == nullptr) return refuse("A protected case has no pictures.", exit_usage);
    const auto found = picture_exhibit(*of, request.number);
    if (!found) return no_copy(found.error());
    Exhibit* const exhibit = *found;
    const evidence::FileFacts* const parent = kept_file_of(*exhibit);
    MadeCopy made;
    const auto shown = shown_picture(edit.folder(), *exhibit);
    if (!shown) return no_copy(shown.error());
    const Picture* const picture = &shown->picture;
    if (shown->damaged) made.remarks.emplace_back("The file is damaged: the copy shows what could be read.");
    if (shown->animated) made.remarks.emplace_back("The file has several pictures: the copy shows the first.");

    const auto channels = static_cast<std::uint32_t>(bytes_per_pixel(picture->format()));
    const auto raster = evidence::redact(picture->width(), picture->height(), channels,
                                         std::as_bytes(picture->pixels()), request.boxes, request.crop);
    if (!raster) return refuse(sentence_of(raster.error(), *picture), exit_usage);
    const std::span pixels(reinterpret_cast<const std::uint8_t*>(raster->pixels.data()), raster->pixels.size());
    const auto png = media::encode_png(
        {.width = raster->width, .height = raster->height, .format = picture->format(), .pixels = pixels});
    if (!png) return refuse("The copy cannot be written as PNG: there is not enough memory.");

    evidence::ShowsIntimate answer = request.answer;
    if (answer == evidence::ShowsIntimate::not_asked && request.ask) answer = request.ask();
    if (is_interrupted()) return std::unexpected(interrupted_failure());
    if (answer == evidence::ShowsIntimate::not_asked)
        return refuse("Say whether the copy shows anyone intimate: --not-intimate, or --intimate.", exit_usage);
    const evidence::ContentDigests digests = evidence::digests_of(png->bytes());
    const std::uint32_t index = exhibit->copies_made + 1;
    auto copy = evidence::RedactedCopy::create(exhibit->holding, index, digests.size, digests.sha256, digests.sha512,
                                               {.parent = parent->sha256,
                                                .parent_width = picture->width(),
                                                .parent_height = picture->height(),
                                                .boxes = request.boxes,
                                                .crop = request.crop,
                                                .made = edit.now()},
                                               answer);
    if (!copy) return refuse(std::string(explain(copy.error())), exit_usage);
    made.name = evidence::copy_name(of->facts.prefix, request.number, index);
    made.path = evidence::copy_path(request.number, index);
    made.width = raster->width;
    made.height = raster->height;
    made.size = digests.size;
    made.sha256 = digests.sha256;
    exhibit->copies.push_back(std::move(*copy));
    exhibit->copies_made = index;
    const std::string_view text(reinterpret_cast<const char*>(png->bytes().data()), png->bytes().size());
    if (auto staged = edit.stage_text(made.path, text); !staged) return std::unexpected(std::move(staged.error()));
    evidence::LogEntry entry;
    entry.step = evidence::Step::redacted;
    entry.exhibit = request.number;
    entry.copy = index;
    entry.digest = digests.sha256;
    edit.note(std::move(entry));
    if (request.leave_original_out) {
        const std::string path = evidence::item_path(request.number, parent->type);
        if (!leave_original_out(*exhibit)) return refuse("The original is not in the case as a file.", exit_usage);
        if (request.erase_original) {
            edit.drop(path);
        } else {
            made.original = removed_file_path(path);
            if (auto moved = edit.move(path, made.original); !moved) return std::unexpected(moved.error());
        }
        if (!exhibit->facts.machine_read.empty())
            made.remarks.emplace_back(
                "Words that a machine read in the original stay in the case, also those that are covered on the copy: "
                "`holdfast case read --remove` takes them out.");
        evidence::LogEntry left;
        left.step = evidence::Step::changed;
        left.exhibit = request.number;
        left.words = evidence::original_left_out;
        edit.note(std::move(left));
    }
    if (auto kept = edit.commit(); !kept) return std::unexpected(std::move(kept.error()));
    return made;
}

}  // namespace holdfast::cli
