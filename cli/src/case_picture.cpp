// SPDX-License-Identifier: Apache-2.0
#include "case_picture.hpp"

#include <algorithm>
#include <utility>

#include "below_folder.hpp"
#include "decode_apart.hpp"
#include "holdfast/media/decode.hpp"
#include "holdfast/media/upright.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::cli {
namespace {

using evidence::Exhibit;

PackResult<std::string> original_of(const CaseFolder& folder, const evidence::FileFacts& file, std::uint32_t number) {
    const media::Limits limits;
    if (file.size > limits.file_bytes)
        return pack_failure(exit_impossible, "The file is too large to be decoded (128 MiB at most).");
    const std::string path = evidence::item_path(number, file.type);
    auto bytes = read_below(folder.descriptor.get(), path, limits.file_bytes);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    if (!*bytes || sealing::sha256(**bytes) != file.sha256)
        return pack_failure(exit_impossible, path +
                                                 " is missing or not the file that the case names: `holdfast case "
                                                 "check` says more.");
    return std::move(**bytes);
}

}  // namespace

PackResult<Exhibit*> picture_exhibit(evidence::AdultCase& of, std::uint32_t number) {
    const auto exhibit = std::ranges::find(of.exhibits, number, [](const Exhibit& each) { return each.facts.number; });
    const std::string name = evidence::exhibit_name(of.facts.prefix, number);
    if (exhibit == of.exhibits.end()) return pack_failure(exit_usage, name + " is not in the case.");
    const evidence::FileFacts* const file = kept_file_of(*exhibit);
    if (file == nullptr) return pack_failure(exit_usage, name + " is not in the case as a file.");
    if (class_of(file->type) != evidence::TypeClass::picture) return pack_failure(exit_usage, name + " is no picture.");
    return &*exhibit;
}

PackResult<ShownPicture> shown_picture(const CaseFolder& folder, const Exhibit& exhibit) {
    const auto original = original_of(folder, *kept_file_of(exhibit), exhibit.facts.number);
    if (!original) return std::unexpected(original.error());
    const auto bytes = sealing::as_bytes(*original);
    const media::FileKind kind = media::sniff(bytes);
    const bool apart = kind == media::FileKind::heic || kind == media::FileKind::avif;
    auto decoded = apart ? decode_apart(bytes, {}) : media::decode_in_colour(bytes);
    if (is_interrupted()) return std::unexpected(interrupted_failure());
    if (!decoded) return pack_failure(exit_impossible, media::explain(decoded.error(), kind));
    const bool damaged = decoded->damaged;
    const bool animated = decoded->animated;
    auto shown = media::shown_in_colour(*std::move(decoded));
    if (!shown) return pack_failure(exit_impossible, "There is not enough memory for this picture.");
    return ShownPicture{.picture = *std::move(shown), .damaged = damaged, .animated = animated};
}

}  // namespace holdfast::cli
