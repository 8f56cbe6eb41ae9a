// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/picture_frame.hpp"

#include <algorithm>

#include "byte_reader.hpp"
#include "format_decoders.hpp"

namespace holdfast::media {
namespace {

constexpr std::array magic{std::byte{'H'}, std::byte{'F'}, std::byte{'p'}, std::byte{'1'}};
enum Place : std::size_t {
    outcome_at = 4,
    kind_at = 5,
    format_at = 6,
    orientation_at = 7,
    flags_at = 8,
    zeros_at = 9,
    width_at = 12,
    height_at = 16
};
constexpr unsigned damaged_bit = 1;
constexpr unsigned animated_bit = 2;
constexpr auto last_error = static_cast<unsigned>(DecodeError::decoder_unavailable);

void put_number(FrameHead& head, std::size_t at, std::uint32_t value) noexcept {
    for (std::size_t i = 0; i < 4; ++i) head[at + i] = static_cast<std::byte>(value >> (8 * i));
}

bool all_zero(std::span<const std::byte> bytes) noexcept {
    return std::ranges::all_of(bytes, [](std::byte each) { return each == std::byte{0}; });
}

}  // namespace

FrameHead frame_head(const std::expected<Decoded, DecodeError>& result) noexcept {
    FrameHead head{};
    std::ranges::copy(magic, head.begin());
    if (!result) {
        head[outcome_at] = static_cast<std::byte>(1U + static_cast<unsigned>(result.error()));
        return head;
    }
    head[kind_at] = static_cast<std::byte>(result->kind);
    head[format_at] = static_cast<std::byte>(result->picture.format());
    head[orientation_at] = static_cast<std::byte>(result->orientation);
    head[flags_at] =
        static_cast<std::byte>((result->damaged ? damaged_bit : 0U) | (result->animated ? animated_bit : 0U));
    put_number(head, width_at, result->picture.width());
    put_number(head, height_at, result->picture.height());
    return head;
}

std::expected<Decoded, DecodeError> open_frame(std::span<const std::byte, frame_head_bytes> head, FileKind kind,
                                               const Limits& limits) {
    constexpr auto broken = std::unexpected(DecodeError::decoder_crashed);
    const auto byte_at = [&](std::size_t at) { return std::to_integer<unsigned>(head[at]); };
    if (!std::ranges::equal(head.first<magic.size()>(), magic)) return broken;
    if (const unsigned outcome = byte_at(outcome_at); outcome != 0) {
        if (outcome > 1 + last_error || !all_zero(head.subspan<kind_at>())) return broken;
        return std::unexpected(static_cast<DecodeError>(outcome - 1));
    }
    const unsigned format = byte_at(format_at);
    const unsigned orientation = byte_at(orientation_at);
    const unsigned flags = byte_at(flags_at);
    if (byte_at(kind_at) != static_cast<unsigned>(kind) || format > static_cast<unsigned>(PixelFormat::rgba8) ||
        orientation < 1 || orientation > 8 || flags > (damaged_bit | animated_bit) ||
        !all_zero(head.subspan<zeros_at, width_at - zeros_at>())) {
        return broken;
    }
    const auto width = read_unsigned(head, width_at, 4, ByteOrder::little);
    const auto height = read_unsigned(head, height_at, 4, ByteOrder::little);
    if (!width || !height || !check_size(*width, *height, limits)) return broken;
    auto picture = make_picture(*width, *height, static_cast<PixelFormat>(format), limits);
    if (!picture) return std::unexpected(picture.error());
    return Decoded{.kind = kind,
                   .picture = std::move(*picture),
                   .orientation = static_cast<Orientation>(orientation),
                   .damaged = (flags & damaged_bit) != 0,
                   .animated = (flags & animated_bit) != 0};
}

}  // namespace holdfast::media
