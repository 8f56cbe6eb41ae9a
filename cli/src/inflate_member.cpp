// SPDX-License-Identifier: Apache-2.0
#include "inflate_member.hpp"

#define ZLIB_CONST  // what is read is not written to
#include <zlib.h>

#include <limits>

namespace holdfast::cli {

std::optional<std::string> inflate_member(std::span<const std::byte> packed, std::uint64_t size) {
    if (size >= std::numeric_limits<uInt>::max() || packed.size() >= std::numeric_limits<uInt>::max())
        return std::nullopt;
    std::string out(static_cast<std::size_t>(size) + 1, '\0');  // the one byte more tells a member that is too long
    z_stream stream{};
    stream.next_in = reinterpret_cast<const Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    constexpr int without_header = -MAX_WBITS;
    if (inflateInit2(&stream, without_header) != Z_OK) return std::nullopt;
    const int done = inflate(&stream, Z_FINISH);
    const bool whole = done == Z_STREAM_END && stream.total_out == size && stream.avail_in == 0;
    inflateEnd(&stream);
    if (!whole) return std::nullopt;
    out.resize(static_cast<std::size_t>(size));
    return out;
}

}  // namespace holdfast::cli
