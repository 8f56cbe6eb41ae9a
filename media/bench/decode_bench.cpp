// SPDX-License-Identifier: Apache-2.0
// Question: how many JPEG files a second does one core turn into fingerprints, and where does the time go?
// Peer in the same run: RGB decode by libjpeg-turbo, then the reference's rules in its order of arithmetic, in plain
// C++. "least" is the figure to read on a busy machine: the best of forty runs. docs/benchmarks/media.md has the
// results.
#include <benchmark/benchmark.h>

// clang-format off: jpeglib.h does not include what it needs
#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>
// clang-format on

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "holdfast/imaging/fingerprint_set.hpp"
#include "holdfast/media/decode.hpp"
#include "reference_pictures.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::bench;

/// A photo of the reference set, scaled to 1920 x 1080 between neighbouring pixels and encoded as phones do: 4:2:0,
/// quality 88.
Bytes full_hd(bool progressive) {
    const Picture source = decode_rgb(reference_file("bridge-mods/aaa-orig.jpg"));
    constexpr unsigned width = 1920;
    constexpr unsigned height = 1080;
    std::vector<unsigned char> pixels(std::size_t{width} * height * 3);
    for (unsigned y = 0; y < height; ++y) {
        const double v = (y + 0.5) * source.height() / height - 0.5;
        const auto top = static_cast<unsigned>(std::max(v, 0.0));
        const unsigned bottom = std::min(top + 1, source.height() - 1);
        for (unsigned x = 0; x < width; ++x) {
            const double u = (x + 0.5) * source.width() / width - 0.5;
            const auto left = static_cast<unsigned>(std::max(u, 0.0));
            const unsigned right = std::min(left + 1, source.width() - 1);
            for (unsigned c = 0; c < 3; ++c) {
                const auto at = [&](unsigned column, unsigned row) {
                    return double(source.view().row(row)[(column * 3) + c]);
                };
                const double across = u - left;
                const double down = v - top;
                const double value = (at(left, top) * (1 - across) + at(right, top) * across) * (1 - down) +
                                     (at(left, bottom) * (1 - across) + at(right, bottom) * across) * down;
                pixels[((std::size_t{y} * width + x) * 3) + c] =
                    static_cast<unsigned char>(std::lround(std::clamp(value, 0.0, 255.0)));
            }
        }
    }
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &data, &size);
    info.image_width = width;
    info.image_height = height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 88, TRUE);
    if (progressive) jpeg_simple_progression(&info);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < height) {
        JSAMPROW row = pixels.data() + (std::size_t{info.next_scanline} * width * 3);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    const auto* bytes = reinterpret_cast<const std::byte*>(data);
    Bytes file(bytes, bytes + size);
    std::free(data);
    return file;
}

void report(benchmark::State& state, const Bytes& file) {
    state.SetItemsProcessed(state.iterations());
    state.counters["KB"] = static_cast<double>(file.size()) / 1000;
}

void decode_alone(benchmark::State& state, const Bytes& file) {
    for (auto _ : state) benchmark::DoNotOptimize(media::decode(file));
    report(state, file);
}

void file_to_fingerprint(benchmark::State& state, const Bytes& file) {
    for (auto _ : state) {
        const auto decoded = media::decode(file);
        if (!decoded) return state.SkipWithError("not decoded");
        benchmark::DoNotOptimize(fingerprint(decoded->picture.view(), decoded->orientation));
    }
    report(state, file);
}

/// One running-sum box along `count` values that lie `step` apart.
void box(const float* in, float* out, std::size_t count, std::size_t step, std::size_t window) {
    const std::size_t half = (window + 2) / 2;
    const std::size_t before = window - half;
    float sum = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (; last < std::min(count, i + half); ++last) sum += in[last * step];
        for (; first + before < i; ++first) sum -= in[first * step];
        out[i * step] = sum / static_cast<float>(last - first);
    }
}

/// What the reference software does with RGB pixels: nearest-neighbour squash to 512 x 512, luma, two box passes along
/// rows and columns, 64 x 64 samples, 16 x 16 coefficients.
float peer_coefficients(const Picture& picture) {
    const std::size_t width = std::min(picture.width(), 512U);
    const std::size_t height = std::min(picture.height(), 512U);
    std::vector<float> luma(width * height);
    std::vector<float> other(width * height);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            const std::uint8_t* p =
                picture.view().row(y * picture.height() / height) + (x * picture.width() / width * 3);
            luma[(y * width) + x] = 0.299F * p[0] + 0.587F * p[1] + 0.114F * p[2];
        }
    }
    for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t y = 0; y < height; ++y)
            box(luma.data() + (y * width), other.data() + (y * width), width, 1, (width + 127) / 128);
        for (std::size_t x = 0; x < width; ++x)
            box(other.data() + x, luma.data() + x, height, width, (height + 127) / 128);
    }
    static const auto cosines = [] {
        std::array<std::array<float, 64>, 16> table{};
        for (unsigned i = 0; i < 16; ++i) {
            for (unsigned j = 0; j < 64; ++j)
                table[i][j] = static_cast<float>(std::sqrt(2.0 / 64) * std::cos(M_PI / 128 * (i + 1) * (2 * j + 1)));
        }
        return table;
    }();
    float total = 0;
    std::array<std::array<float, 64>, 16> half{};
    for (unsigned i = 0; i < 16; ++i) {
        for (unsigned x = 0; x < 64; ++x) {
            for (unsigned k = 0; k < 64; ++k)
                half[i][x] += cosines[i][k] * luma[((2 * k + 1) * height / 128 * width) + ((2 * x + 1) * width / 128)];
        }
        for (unsigned j = 0; j < 16; ++j) {
            for (unsigned k = 0; k < 64; ++k) total += half[i][k] * cosines[j][k];
        }
    }
    return total;
}

void peer(benchmark::State& state, const Bytes& file) {
    for (auto _ : state) benchmark::DoNotOptimize(peer_coefficients(decode_rgb(file)));
    report(state, file);
}

}  // namespace

int main(int count, char** arguments) {
    struct Case {
        const char* name;
        Bytes file;
    };
    const std::vector<Case> cases{{"1920x1080", full_hd(false)},
                                  {"1920x1080_progressive", full_hd(true)},
                                  {"12MP_a", reference_file("exif-rotn/exif-rotn-1.jpg")},
                                  {"12MP_b", reference_file("exif-rotn/exif-rotn-6.jpg")}};
    for (const Case& one : cases) {
        const std::string name = one.name;
        const auto measure = [&](const char* what, void (*run)(benchmark::State&, const Bytes&)) {
            benchmark::RegisterBenchmark((what + ("/" + name)).c_str(), run, one.file)
                ->Unit(benchmark::kMillisecond)
                ->Iterations(1)
                ->Repetitions(40)
                ->DisplayAggregatesOnly()
                ->ComputeStatistics("least",
                                    [](const std::vector<double>& times) { return *std::ranges::min_element(times); });
        };
        measure("file_to_fingerprint", file_to_fingerprint);
        measure("decode_alone", decode_alone);
        measure("peer", peer);
    }
    benchmark::Initialize(&count, arguments);
    benchmark::RunSpecifiedBenchmarks();
}
