// SPDX-License-Identifier: Apache-2.0
// Question: what does a decoded colour picture of 512 x 512 cost on average over real photos, some of which the
// certificate of pdq-r1 refuses? All pictures of the reference set, JPEG as RGB, of at least 512 x 512, squashed to
// that by the reference's own rule. docs/benchmarks/imaging.md has the results.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <numeric>
#include <set>

#include "holdfast/imaging/fingerprint_set.hpp"
#include "holdfast/media/decode.hpp"
#include "reference_pictures.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::bench;

constexpr std::uint32_t side = 512;

Picture squashed(const Picture& picture) {
    Picture result = *Picture::create(side, side, PixelFormat::rgb8);
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t x = 0; x < side; ++x) {
            const std::size_t from =
                (y * picture.height() / side * picture.row_bytes()) + (x * picture.width() / side * 3);
            std::copy_n(picture.pixels().data() + from, 3, result.row(y).data() + (x * 3));
        }
    return result;
}

std::vector<Picture> colour_photos() {
    std::set<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(HOLDFAST_VECTORS) / "pdq/images"))
        paths.insert(entry.path());
    std::vector<Picture> photos;
    for (const std::filesystem::path& path : paths) {
        if (!std::filesystem::is_regular_file(path)) continue;
        const Bytes file = read_file(path);
        auto decoded = media::decode(file);
        if (!decoded) continue;
        const bool is_luma = path.extension() == ".jpg" && decoded->picture.format() == PixelFormat::grey8;
        const Picture picture = is_luma ? decode_rgb(file) : std::move(decoded->picture);
        if (picture.format() == PixelFormat::rgb8 && std::min(picture.width(), picture.height()) >= side)
            photos.push_back(squashed(picture));
    }
    return photos;
}

double microseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (static_cast<double>(now.tv_sec) * 1e6) + (static_cast<double>(now.tv_nsec) / 1e3);
}

// The pixels are in the nearer caches, as they are when a decoder has just written them.
double least_time(const Picture& photo, Kernel kernel) {
    double least = 1e9;
    for (int run = 0; run < 100; ++run) {
        const double start = microseconds();
        benchmark::DoNotOptimize(fingerprint(photo.view(), Orientation::top_left, {.kernel = kernel}));
        least = std::min(least, microseconds() - start);
    }
    return least;
}

}  // namespace

int main() {
    const std::vector<Picture> photos = colour_photos();
    std::printf("%zu colour pictures of 512 x 512, least CPU time of 100 runs each, microseconds\n", photos.size());
    for (const Kernel kernel : available_kernels()) {
        std::vector<double> times(photos.size());
        std::ranges::transform(photos, times.begin(), [&](const Picture& photo) { return least_time(photo, kernel); });
        std::ranges::sort(times);
        const double mean = std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
        std::printf("%-8s mean %6.1f  least %6.1f  median %6.1f  greatest %6.1f\n",
                    std::string(to_text(kernel)).c_str(), mean, times.front(), times[times.size() / 2], times.back());
    }
    return 0;
}
