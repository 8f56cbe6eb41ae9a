// SPDX-License-Identifier: Apache-2.0
#include "holdfast/imaging/fingerprint_set.hpp"

#include "canonical.hpp"
#include "dihedral.hpp"
#include "kernels/kernel_table.hpp"
#include "reference_codes.hpp"
#include "shared_sampling.hpp"
#include "squash.hpp"

namespace holdfast {
namespace {

// The reference tests nothing smaller, and gives such pictures code 0 and quality 0.
constexpr std::uint32_t min_side = 5;

std::optional<ImagingError> fault_of(const PictureView& picture) noexcept {
    if (picture.width == 0 || picture.height == 0) return ImagingError::empty;
    if (picture.width > max_picture_side || picture.height > max_picture_side ||
        std::uint64_t{picture.width} * picture.height > max_picture_pixels)
        return ImagingError::too_large;
    if (picture.pixels.size() != picture.row_bytes() * picture.height) return ImagingError::size_mismatch;
    return std::nullopt;
}

DihedralCodes forms_of(const imaging::Coefficients<std::int64_t>& coefficients) {
    std::array<Code256, 4> codes;
    for (std::size_t m = 0; m < codes.size(); ++m)
        codes[m] = imaging::code_of(imaging::mirrored(coefficients, imaging::all_mirrorings[m]));
    return imaging::dihedral_codes(codes);
}

}  // namespace

std::vector<Signal> FingerprintSet::signals() const {
    std::vector<Signal> list = {canonical};
    if (reference.code != canonical.code) list.push_back(reference);
    return list;
}

std::expected<FingerprintSet, ImagingError> fingerprint(PictureView picture, Orientation orientation,
                                                        FingerprintOptions options) {
    if (const std::optional<ImagingError> fault = fault_of(picture)) return std::unexpected(*fault);
    FingerprintSet set;
    set.canonical.kind = FingerprintKind::pdq_c1;
    set.reference.kind = FingerprintKind::pdq_r1;
    if (options.all_forms) {
        set.canonical_forms.emplace();
        set.reference_forms.emplace();
    }
    if (picture.width < min_side || picture.height < min_side) return set;

    const imaging::KernelTable& kernels = imaging::kernel_table(options.kernel);
    const imaging::Forms forms = options.all_forms ? imaging::Forms::all : imaging::Forms::one;
    imaging::CanonicalForm canonical;
    imaging::ReferenceCodes reference;
    if (imaging::Squashed::is_needed(picture)) {
        canonical = imaging::canonical_form(picture, orientation, kernels);
        reference = imaging::reference_codes(picture, forms, kernels);
    } else {
        imaging::SharedSamples samples = imaging::sample_for_both(picture, orientation, kernels);
        canonical = imaging::canonical_form_of(samples.canonical, orientation, kernels);
        reference = imaging::reference_codes(picture, samples.reference, forms, kernels);
    }
    set.canonical.code = imaging::code_of(canonical.coefficients);
    set.canonical.quality = static_cast<std::uint8_t>(canonical.quality);
    set.reference.code = reference.by_mirroring[0];
    set.reference.quality = static_cast<std::uint8_t>(reference.quality);
    if (options.all_forms) {
        set.canonical_forms = forms_of(canonical.coefficients);
        set.reference_forms = imaging::dihedral_codes(reference.by_mirroring);
    }
    return set;
}

}  // namespace holdfast
