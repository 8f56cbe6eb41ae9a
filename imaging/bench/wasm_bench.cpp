// SPDX-License-Identifier: Apache-2.0
// How far is the wasm kernel from the native SSE2 kernel? The same steps as a module without imports and as a program;
// wasm/bench/kernel_bench.mjs runs both by turns. The program by itself takes FORMAT STEP TIMES and prints the least
// time of a step in microseconds and the number that bench_run() gives; HOLDFAST_KERNEL chooses its kernel.
#include <cstdint>
#include <memory>

#include "../tests/generated_pictures.hpp"
#include "canonical.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "reference_codes.hpp"

#if defined(__wasm__)
#define BENCH_EXPORT(name) extern "C" __attribute__((export_name(#name)))
#else
#include <chrono>
#include <cstdio>
#include <cstdlib>
#define BENCH_EXPORT(name) static
#endif

namespace {

using namespace holdfast;

std::unique_ptr<Picture> picture;

}  // namespace

/// Makes the picture that the next calls work on, 512 x 512: format 0 grey, 1 rgb, 2 rgba.
BENCH_EXPORT(bench_picture) void bench_picture(std::uint32_t format) {
    picture = std::make_unique<Picture>(*Picture::create(512, 512, static_cast<PixelFormat>(format)));
    generated::Draw draw(20);
    generated::paint(*picture, generated::Content::photo, draw);
}

/// Runs one step: 0 the whole set, 1 the canonical form, 2 the certificate, 3 the reference's order. Returns a number
/// that depends on the result.
BENCH_EXPORT(bench_run) std::uint32_t bench_run(std::uint32_t step, std::uint32_t kernel) {
    const imaging::KernelTable& kernels = imaging::kernel_table(static_cast<Kernel>(kernel));
    const PictureView view = picture->view();
    Code256 code;
    switch (step) {
        case 0: {
            const auto set = fingerprint(view, Orientation::top_left, {.kernel = static_cast<Kernel>(kernel)});
            code = set->canonical.code;
            for (std::size_t w = 0; w < code.words.size(); ++w) code.words[w] ^= set->reference.code.words[w];
            break;
        }
        case 1:
            code = imaging::code_of(imaging::canonical_form(view, Orientation::top_left, kernels).coefficients);
            break;
        case 2:
            code.set_bit(imaging::certified_codes(view, imaging::Forms::one, kernels) ? 1 : 2);
            break;
        default:
            code = imaging::ordered_codes(view, imaging::Forms::one, kernels).by_mirroring[0];
            break;
    }
    return static_cast<std::uint32_t>(code.words[0] ^ (code.words[0] >> 32U) ^ code.words[3]);
}

#if !defined(__wasm__)
int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: imaging_wasm_peer FORMAT STEP TIMES\n", stderr);
        return 2;
    }
    const char* const name = std::getenv("HOLDFAST_KERNEL");
    const auto kernel = static_cast<std::uint32_t>(select_kernel(name == nullptr ? "" : name).value_or(best_kernel()));
    const auto number = [&](int i) { return static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)); };
    bench_picture(number(1));
    double least = 1e9;
    std::uint32_t result = 0;
    for (std::uint32_t i = 0; i < number(3); ++i) {
        const auto start = std::chrono::steady_clock::now();
        result = bench_run(number(2), kernel);
        least = std::min(least,
                         std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    }
    std::printf("%.1f %u\n", least, result);
    return 0;
}
#endif
