// SPDX-License-Identifier: Apache-2.0
// Whatever way pdq-r1 takes, it gives the codes and quality of the reference's own order.
#include "fuzzed_picture.hpp"
#include "reference_codes.hpp"
#include "reference_order.hpp"
#include "squash.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    using namespace holdfast::imaging;
    const fuzz::Input input = fuzz::read({data, size});
    if (input.picture.width() < 5 || input.picture.height() < 5) return 0;
    const Squashed squashed(input.picture.view());
    const ReferenceForm oracle = reference_form_in_order(reference_buffer_in_order(squashed.view()));
    const KernelTable& kernels = kernel_table(best_kernel());
    const auto check = [&](const ReferenceCodes& codes) {
        if (codes.quality != oracle.quality) __builtin_trap();
        for (std::size_t m = 0; m < 4; ++m)
            if (codes.by_mirroring[m] != code_of(mirrored(oracle.coefficients, all_mirrorings[m]))) __builtin_trap();
    };
    check(ordered_codes(squashed.view(), Forms::all, kernels));
    if (const auto certified = certified_codes(squashed.view(), Forms::all, kernels)) check(*certified);
    return 0;
}
