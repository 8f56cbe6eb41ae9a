// SPDX-License-Identifier: Apache-2.0
// The loops of the wasm kernel as a module of their own, timed by wasm_bench.mjs beside the native SSE2 kernel.
#include <cstdint>
#include <memory>

#include "../tests/generated_pictures.hpp"
#include "canonical.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "reference_codes.hpp"
#include "squash.hpp"

#if defined(__wasm__)
#define BENCH_EXPORT(name) extern "C" __attribute__((export_name(#name)))
#else
#define BENCH_EXPORT(name) extern "C"
#endif

namespace {

using namespace holdfast;

std::unique_ptr<Picture> picture;

}  // namespace

/// Makes the picture that the next calls work on: format 0 grey, 1 rgb, 2 rgba.
BENCH_EXPORT(bench_picture) void bench_picture(std::uint32_t width, std::uint32_t height, std::uint32_t format) {
    picture = std::make_unique<Picture>(*Picture::create(width, height, static_cast<PixelFormat>(format)));
    generated::Draw draw(20);
    generated::paint(*picture, generated::Content::photo, draw);
}

/// Runs one step `times` times: 0 the whole set, 1 the canonical form, 2 the certificate, 3 the reference's order.
/// Returns a number that depends on every result.
BENCH_EXPORT(bench_run) std::uint32_t bench_run(std::uint32_t step, std::uint32_t kernel, std::uint32_t times) {
    const imaging::KernelTable& kernels = imaging::kernel_table(static_cast<Kernel>(kernel));
    const imaging::Squashed squashed(picture->view());
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < times; ++i) {
        Code256 code;
        switch (step) {
            case 0:
                code = fingerprint(picture->view(), Orientation::top_left, {.kernel = static_cast<Kernel>(kernel)})
                           ->canonical.code;
                break;
            case 1:
                code = imaging::code_of(
                    imaging::canonical_form(picture->view(), Orientation::top_left, kernels).coefficients);
                break;
            case 2:
                code.set_bit(imaging::certified_codes(squashed.view(), imaging::Forms::one, kernels) ? 1 : 2);
                break;
            default:
                code = imaging::ordered_codes(squashed.view(), imaging::Forms::one, kernels).by_mirroring[0];
                break;
        }
        sum = (sum * 31) + static_cast<std::uint32_t>(code.words[0]);
    }
    return sum;
}
