// SPDX-License-Identifier: Apache-2.0
// Where the direct way to the Y plane succeeds, so must libjpeg, and where that finds no damage, both must give the
// same samples: in every block whose coefficients are small enough that no transform overflows (libjpeg's vector code
// lets those wrap around).
#include <cstdio>
// jpeglib.h needs stdio.h before it.
#include <jpeglib.h>

#include <csetjmp>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "decode_property.hpp"
#include "jpeg_session.hpp"

namespace holdfast::media {
namespace {

using Plane = std::vector<std::uint8_t>;

enum class Way : std::uint8_t { direct, libjpeg };

struct Luma {
    Plane plane;
    std::uint32_t width = 0;
    bool damaged = false;
};

std::optional<Luma> luma_of(std::span<const std::byte> file, Way way) {
    JpegSession jpeg(file, fuzz_limits, Channels::for_fingerprint);
    if (!jpeg.read_header() || jpeg.samples() != 1) return std::nullopt;
    if (jpeg.width() == 0 || std::uint64_t{jpeg.width()} * jpeg.height() > fuzz_limits.pixels) return std::nullopt;
    Plane plane(std::size_t{jpeg.width()} * jpeg.height());
    const bool done =
        way == Way::direct ? jpeg.read_luma_directly(plane) : jpeg.start() && jpeg.read_rows(plane.data());
    if (!done) return std::nullopt;
    return Luma{.plane = std::move(plane), .width = jpeg.width(), .damaged = jpeg.damaged()};
}

struct Reader {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    std::jmp_buf escape{};

    [[noreturn]] static void on_error(j_common_ptr common) {
        std::longjmp(static_cast<Reader*>(common->client_data)->escape, 1);
    }
};

/// For each block of the Y plane in rows: may its transform overflow? Nothing when libjpeg gives up.
bool find_large_blocks(std::span<const std::byte> file, std::vector<bool>& large, std::size_t& blocks_across) {
    Reader reader;
    reader.info.err = jpeg_std_error(&reader.errors);
    reader.errors.error_exit = Reader::on_error;
    reader.errors.emit_message = [](j_common_ptr, int) {};
    reader.info.client_data = &reader;
    if (setjmp(reader.escape) != 0) {
        jpeg_destroy_decompress(&reader.info);
        return false;
    }
    jpeg_create_decompress(&reader.info);
    jpeg_mem_src(&reader.info, reinterpret_cast<const unsigned char*>(file.data()), file.size());
    jpeg_read_header(&reader.info, TRUE);
    jvirt_barray_ptr* arrays = jpeg_read_coefficients(&reader.info);
    const jpeg_component_info& luma = reader.info.comp_info[0];
    const JQUANT_TBL* quantisers = luma.quant_table;
    blocks_across = luma.width_in_blocks;
    for (JDIMENSION y = 0; y < luma.height_in_blocks; ++y) {
        JBLOCKARRAY row =
            reader.info.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&reader.info), arrays[0], y, 1, FALSE);
        for (JDIMENSION x = 0; x < luma.width_in_blocks; ++x) {
            long sum = 0;
            for (int i = 0; i < DCTSIZE2; ++i) sum += std::labs(long{row[0][x][i]} * quantisers->quantval[i]);
            // A pass makes at most 4 * 1.39 times the sum, and libjpeg's vector code adds two such in 16 bits.
            constexpr long safe_sum = 2900;
            large.push_back(sum > safe_sum);
        }
    }
    jpeg_destroy_decompress(&reader.info);
    return true;
}

void compare(std::span<const std::byte> file) {
    const auto direct = luma_of(file, Way::direct);
    if (!direct) return;
    const auto slow = luma_of(file, Way::libjpeg);
    if (!slow) std::abort();
    if (slow->damaged || direct->plane == slow->plane) return;
    std::vector<bool> large;
    std::size_t blocks_across = 0;
    if (!find_large_blocks(file, large, blocks_across)) return;
    for (std::size_t i = 0; i < direct->plane.size(); ++i) {
        if (direct->plane[i] == slow->plane[i]) continue;
        const std::size_t block = (i / direct->width / 8 * blocks_across) + (i % direct->width / 8);
        if (block >= large.size() || !large[block]) std::abort();
    }
}

}  // namespace
}  // namespace holdfast::media

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    holdfast::media::compare({reinterpret_cast<const std::byte*>(data), size});
    return 0;
}
