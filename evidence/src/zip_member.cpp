// SPDX-License-Identifier: Apache-2.0
#include "zip_member.hpp"

namespace holdfast::evidence::zip {
namespace {

/// The numbers that did not fit stand in the Zip64 field, in this order. False: they are not there.
bool take_zip64(std::span<const std::byte> extra, Member& to) {
    for (std::size_t at = 0; at + 4 <= extra.size();) {
        const auto id = get<std::uint16_t>(extra, at);
        const std::size_t size = get<std::uint16_t>(extra, at + 2);
        if (at + 4 + size > extra.size()) return false;
        std::size_t next = at + 4;
        at += 4 + size;
        if (id != extra_zip64) continue;
        for (std::uint64_t* const number : {&to.of.size, &to.packed, &to.header_offset}) {
            if (*number != full32) continue;
            if (next + 8 > at) return false;
            *number = get<std::uint64_t>(extra, next);
            next += 8;
        }
        return true;
    }
    return false;
}

}  // namespace

std::optional<Member> take_member(std::span<const std::byte>& bytes) {
    if (bytes.size() < central_bytes || get<std::uint32_t>(bytes, 0) != central_signature) return std::nullopt;
    const std::size_t name = get<std::uint16_t>(bytes, 28);
    const std::size_t extra = get<std::uint16_t>(bytes, 30);
    const std::size_t comment = get<std::uint16_t>(bytes, 32);
    const std::size_t all = central_bytes + name + extra + comment;
    if (bytes.size() < all) return std::nullopt;
    Member member;
    member.flags = get<std::uint16_t>(bytes, 8);
    member.method = get<std::uint16_t>(bytes, 10);
    member.crc32 = get<std::uint32_t>(bytes, 16);
    member.made_by = get<std::uint16_t>(bytes, 4);
    member.attributes = get<std::uint32_t>(bytes, 38);
    member.packed = get<std::uint32_t>(bytes, 20);
    member.of.size = get<std::uint32_t>(bytes, 24);
    member.header_offset = get<std::uint32_t>(bytes, 42);
    member.of.name.assign(reinterpret_cast<const char*>(bytes.data()) + central_bytes, name);
    const bool large = member.packed == full32 || member.of.size == full32 || member.header_offset == full32;
    if (large && !take_zip64(bytes.subspan(central_bytes + name, extra), member)) return std::nullopt;
    bytes = bytes.subspan(all);
    return member;
}

}  // namespace holdfast::evidence::zip
