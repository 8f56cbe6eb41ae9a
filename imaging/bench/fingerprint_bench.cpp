// SPDX-License-Identifier: Apache-2.0
// How long does a decoded picture take to become fingerprints, on one core, and how long does the reference's own order
// take?
#include <benchmark/benchmark.h>

#include <string>

#include "../tests/netpbm.hpp"
#include "canonical.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "reference_codes.hpp"
#include "reference_order.hpp"
#include "squash.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::imaging;

struct Size {
    std::uint32_t width, height;
    PixelFormat format;
};
constexpr Size sizes[] = {{512, 512, PixelFormat::grey8},
                          {512, 512, PixelFormat::rgb8},
                          {1920, 1080, PixelFormat::grey8},
                          {1920, 1080, PixelFormat::rgb8},
                          {4000, 3000, PixelFormat::grey8}};

// The bridge photo at another size, by bilinear interpolation.
Picture sample(const Size& size) {
    const Picture photo = vectors::read_netpbm(std::string(HOLDFAST_VECTORS) + "/pdq/pixels/bridge-600x601.ppm");
    Picture picture = *Picture::create(size.width, size.height, size.format);
    const std::size_t channels = bytes_per_pixel(size.format);
    for (std::uint32_t y = 0; y < size.height; ++y)
        for (std::uint32_t x = 0; x < size.width; ++x) {
            const double sx = static_cast<double>(x) * (photo.width() - 2) / size.width;
            const double sy = static_cast<double>(y) * (photo.height() - 2) / size.height;
            const auto ix = static_cast<std::size_t>(sx);
            const auto iy = static_cast<std::size_t>(sy);
            const double fx = sx - static_cast<double>(ix);
            const double fy = sy - static_cast<double>(iy);
            for (std::size_t c = 0; c < channels; ++c) {
                const auto at = [&](std::size_t px, std::size_t py) {
                    return static_cast<double>(
                        photo.pixels()[(py * photo.row_bytes()) + (px * 3) + (channels == 1 ? 1 : c)]);
                };
                const double value = ((1 - fy) * (((1 - fx) * at(ix, iy)) + (fx * at(ix + 1, iy)))) +
                                     (fy * (((1 - fx) * at(ix, iy + 1)) + (fx * at(ix + 1, iy + 1))));
                picture.row(y)[(x * channels) + c] = static_cast<std::uint8_t>(value + 0.5);
            }
        }
    return picture;
}

enum class What { both, canonical, reference, certificate, ordered, plain_order };
constexpr const char* what_names[] = {"both", "canonical", "reference", "certificate", "ordered", "plain-order"};

void run(benchmark::State& state, Size size, What what, Kernel kernel) {
    const Picture picture = sample(size);
    const KernelTable& table = kernel_table(kernel);
    const Squashed squashed(picture.view());
    for (auto _ : state) switch (what) {
            case What::both:
                benchmark::DoNotOptimize(fingerprint(picture.view(), Orientation::top_left, {.kernel = kernel}));
                break;
            case What::canonical:
                benchmark::DoNotOptimize(
                    code_of(canonical_form(picture.view(), Orientation::top_left, table).coefficients));
                break;
            case What::reference:
                benchmark::DoNotOptimize(reference_codes(picture.view(), Forms::one, table));
                break;
            case What::certificate:
                benchmark::DoNotOptimize(certified_codes(squashed.view(), Forms::one, table));
                break;
            case What::ordered:
                benchmark::DoNotOptimize(ordered_codes(squashed.view(), Forms::one, table));
                break;
            case What::plain_order: {
                const Squashed anew(picture.view());
                benchmark::DoNotOptimize(
                    code_of(reference_form_in_order(reference_buffer_in_order(anew.view())).coefficients));
                break;
            }
        }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    for (const Size& size : sizes)
        for (const What what :
             {What::both, What::canonical, What::reference, What::certificate, What::ordered, What::plain_order})
            for (const Kernel kernel : available_kernels()) {
                if (what == What::plain_order && kernel != Kernel::scalar) continue;
                const std::string name = std::to_string(size.width) + "x" + std::to_string(size.height) +
                                         (size.format == PixelFormat::grey8 ? " grey/" : " rgb/") +
                                         what_names[static_cast<int>(what)] + "/" + std::string(to_text(kernel));
                benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
                    run(state, size, what, kernel);
                })->Unit(benchmark::kMicrosecond);
            }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
