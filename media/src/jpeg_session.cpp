// SPDX-License-Identifier: Apache-2.0
#include "jpeg_session.hpp"

#include <jerror.h>

#include <algorithm>
#include <vector>

#include "baseline_luma.hpp"
#include "holdfast/media/decode_abort.hpp"

// Runs STATEMENTS; an error of libjpeg inside them makes the enclosing function return false.
#ifdef __wasm__
#define HF_OR_FALSE(...) \
    do {                 \
        __VA_ARGS__      \
    } while (false)
#else
#define HF_OR_FALSE(...)                        \
    do {                                        \
        if (setjmp(escape_) != 0) return false; \
        __VA_ARGS__                             \
    } while (false)
#endif

namespace holdfast::media {
namespace {

DecodeError error_from(int code) noexcept {
    switch (code) {
        case JERR_OUT_OF_MEMORY:
        case JERR_NO_BACKING_STORE:
            return DecodeError::out_of_memory;
        case JERR_IMAGE_TOO_BIG:
        case JERR_WIDTH_OVERFLOW:
            return DecodeError::side_too_long;
        case JERR_INPUT_EMPTY:
        case JERR_INPUT_EOF:
            return DecodeError::truncated;
        case JERR_ARITH_NOTIMPL:
        case JERR_BAD_PRECISION:
        case JERR_CCIR601_NOTIMPL:
        case JERR_CONVERSION_NOTIMPL:
        case JERR_FRACT_SAMPLE_NOTIMPL:
        case JERR_SOF_UNSUPPORTED:
            return DecodeError::unsupported_variant;
        default:
            return DecodeError::corrupt;
    }
}

/// Warnings about markers beside the picture say nothing about its pixels.
bool is_damage(int code) noexcept {
    return code != JWRN_ADOBE_XFORM && code != JWRN_JFIF_MAJOR && code != JWRN_BOGUS_ICC && code != JWRN_TOO_MUCH_DATA;
}

}  // namespace

JpegSession& JpegSession::of(j_common_ptr info) noexcept {
    return *static_cast<JpegSession*>(info->client_data);
}

JpegSession::JpegSession(std::span<const std::byte> file, const Limits& limits, Channels channels) noexcept
    : limits_(limits), channels_(channels) {
    errors_.error_exit = on_error;
    errors_.emit_message = on_message;
    errors_.output_message = [](j_common_ptr) {};
    errors_.format_message = [](j_common_ptr, char* text) { *text = '\0'; };
    errors_.reset_error_mgr = [](j_common_ptr) {};
    source_.init_source = [](j_decompress_ptr) {};
    source_.fill_input_buffer = fill;
    source_.skip_input_data = skip;
    source_.resync_to_restart = jpeg_resync_to_restart;
    source_.term_source = [](j_decompress_ptr) {};
    source_.next_input_byte = reinterpret_cast<const JOCTET*>(file.data());
    source_.bytes_in_buffer = file.size();
    progress_.progress_monitor = on_progress;
}

JpegSession::~JpegSession() {
    if (created_) jpeg_destroy_decompress(&info_);
}

void JpegSession::leave(DecodeError error) noexcept {
#ifdef __wasm__
    decode_abort(error);
#else
    error_ = error;
    std::longjmp(escape_, 1);
#endif
}

void JpegSession::on_error(j_common_ptr info) {
    of(info).leave(error_from(info->err->msg_code));
}

void JpegSession::on_message(j_common_ptr info, int level) {
    if (level < 0 && is_damage(info->err->msg_code)) of(info).damaged_ = true;
}

/// Called for each row of blocks while scans are read: a few kilobytes can ask for thousands of scans over a large
/// picture.
void JpegSession::on_progress(j_common_ptr common) {
    JpegSession& self = of(common);
    if (!self.reading_scans_) return;
    const jpeg_decompress_struct& info = self.info_;
    self.scan_samples_ += std::uint64_t{info.image_width} * static_cast<unsigned>(info.max_v_samp_factor * DCTSIZE) *
                          static_cast<unsigned>(info.comps_in_scan);
    if (info.input_scan_number > self.limits_.jpeg_scans || self.scan_samples_ > self.limits_.jpeg_scan_samples) {
        self.leave(DecodeError::too_much_work);
    }
}

/// The file is one buffer, so being asked for more means that it ended. A made-up end marker then lets libjpeg show
/// what there is.
boolean JpegSession::fill(j_decompress_ptr info) {
    JpegSession& self = of(reinterpret_cast<j_common_ptr>(info));
    if (info->total_iMCU_rows == 0) self.leave(DecodeError::truncated);  // not even a frame header
    if (info->input_scan_number <= 1 &&
        std::uint64_t{info->input_iMCU_row} * 8 < std::uint64_t{info->total_iMCU_rows} * 7) {
        self.cut_short_ = true;
    }
    self.damaged_ = true;
    static constexpr JOCTET end[] = {0xff, JPEG_EOI};
    self.source_.next_input_byte = end;
    self.source_.bytes_in_buffer = sizeof end;
    return TRUE;
}

void JpegSession::skip(j_decompress_ptr info, long count) {
    jpeg_source_mgr& source = *info->src;
    if (count <= 0) return;
    if (static_cast<std::size_t>(count) > source.bytes_in_buffer) {
        static_cast<void>(fill(info));
        return;
    }
    source.next_input_byte += count;
    source.bytes_in_buffer -= static_cast<std::size_t>(count);
}

bool JpegSession::read_header() noexcept {
    HF_OR_FALSE({
        info_.err = &errors_;
        info_.client_data = this;
        jpeg_create_decompress(&info_);
        created_ = true;
        info_.progress = &progress_;
        info_.src = &source_;
        info_.mem->max_memory_to_use = static_cast<long>(limits_.memory_bytes);
        jpeg_read_header(&info_, TRUE);
    });
    return true;
}

int JpegSession::samples() const noexcept {
    switch (info_.jpeg_color_space) {
        case JCS_GRAYSCALE:
            return 1;
        case JCS_YCbCr:
            return channels_ == Channels::all ? 3 : 1;
        case JCS_RGB:
            return 3;
        case JCS_CMYK:
        case JCS_YCCK:
            return 4;
        default:
            return 0;
    }
}

bool JpegSession::read_luma_directly(std::span<std::uint8_t> picture) const {
    constexpr int most_blocks = 10;  // of an MCU: T.81 section B.2.3
    const jpeg_decompress_struct& info = info_;
    if (info.progressive_mode != FALSE || info.arith_code != FALSE || info.data_precision != 8) return false;
    if (info.comps_in_scan != info.num_components || info.Ss != 0 || info.Se != DCTSIZE2 - 1 || info.Ah != 0 ||
        info.Al != 0)
        return false;

    std::vector<ScanComponent> components;
    BaselineScan scan{
        .width = info.image_width, .height = info.image_height, .restart_interval = info.restart_interval};
    int blocks = 0;
    for (int i = 0; i < info.comps_in_scan; ++i) {
        const jpeg_component_info& from = *info.cur_comp_info[i];
        const auto in_range = [](int table) { return table >= 0 && table < NUM_HUFF_TBLS; };
        if (!in_range(from.dc_tbl_no) || !in_range(from.ac_tbl_no) || !in_range(from.quant_tbl_no)) return false;
        const JHUFF_TBL* dc = info.dc_huff_tbl_ptrs[from.dc_tbl_no];
        const JHUFF_TBL* ac = info.ac_huff_tbl_ptrs[from.ac_tbl_no];
        const JQUANT_TBL* quantisers = info.quant_tbl_ptrs[from.quant_tbl_no];
        if (dc == nullptr || ac == nullptr || quantisers == nullptr) return false;
        const bool alone = info.comps_in_scan == 1;
        ScanComponent component{
            .across = alone ? 1U : static_cast<unsigned>(from.h_samp_factor),
            .down = alone ? 1U : static_cast<unsigned>(from.v_samp_factor),
            .dc = {.counts = std::span<const UINT8, 17>(dc->bits), .symbols = std::span<const UINT8, 256>(dc->huffval)},
            .ac = {.counts = std::span<const UINT8, 17>(ac->bits), .symbols = std::span<const UINT8, 256>(ac->huffval)},
            .is_luma = from.component_index == 0};
        if (component.is_luma) {
            if (from.h_samp_factor != info.max_h_samp_factor || from.v_samp_factor != info.max_v_samp_factor)
                return false;
            std::copy_n(quantisers->quantval, scan.luma_quantisers.size(), scan.luma_quantisers.begin());
        }
        blocks += from.h_samp_factor * from.v_samp_factor;
        components.push_back(component);
    }
    if (info.comps_in_scan > 1 && blocks > most_blocks) return false;
    scan.components = components;
    scan.data = {source_.next_input_byte, source_.bytes_in_buffer};
    return decode_baseline_luma(scan, picture);
}

bool JpegSession::start() noexcept {
    HF_OR_FALSE({
        const int wanted = samples();
        info_.out_color_space = wanted == 1 ? JCS_GRAYSCALE : wanted == 3 ? JCS_RGB : JCS_CMYK;
        // The integer transform: native SIMD and plain C agree to the bit where no sum overflows (baseline_luma.hpp).
        info_.dct_method = JDCT_ISLOW;
        info_.do_block_smoothing = FALSE;
        reading_scans_ = true;
        jpeg_start_decompress(&info_);
        reading_scans_ = false;
    });
    return true;
}

bool JpegSession::read_rows(std::uint8_t* picture) noexcept {
    HF_OR_FALSE({
        constexpr JDIMENSION batch = 16;
        const std::size_t stride = std::size_t{info_.output_width} * static_cast<unsigned>(info_.output_components);
        JSAMPROW rows[batch];
        while (info_.output_scanline < info_.output_height) {
            const JDIMENSION left = info_.output_height - info_.output_scanline;
            const JDIMENSION count = left < batch ? left : batch;
            for (JDIMENSION i = 0; i < count; ++i) rows[i] = picture + ((info_.output_scanline + i) * stride);
            jpeg_read_scanlines(&info_, rows, count);
        }
        // jpeg_finish_decompress() would read on to the end marker; what stands behind the last row is no part of the
        // picture.
    });
    return true;
}

}  // namespace holdfast::media
