// SPDX-License-Identifier: Apache-2.0
// All kernels give one set of fingerprints.
#include "fuzzed_picture.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    const fuzz::Input input = fuzz::read({data, size});
    const auto expected =
        fingerprint(input.picture.view(), input.orientation, {.all_forms = true, .kernel = Kernel::scalar});
    for (const Kernel kernel : available_kernels()) {
        const auto set = fingerprint(input.picture.view(), input.orientation, {.all_forms = true, .kernel = kernel});
        if (set->canonical != expected->canonical || set->reference != expected->reference ||
            set->canonical_forms != expected->canonical_forms || set->reference_forms != expected->reference_forms)
            __builtin_trap();
    }
    return 0;
}
