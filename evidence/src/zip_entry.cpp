// SPDX-License-Identifier: Apache-2.0
#include "zip_entry.hpp"

#include "zip_format.hpp"

namespace holdfast::evidence::zip {
namespace {

// Times and owners, which `zip` adds. A longer one is no such field.
bool is_harmless(std::uint16_t id, std::size_t bytes) noexcept {
    constexpr std::size_t longest = 36;
    return bytes <= longest && (id == 0x5455 || id == 0x7875 || id == 0x5855 || id == 0x000A);
}

std::expected<void, ZipError> read_zip64(std::span<const std::byte> field, SharedFields& fields,
                                         std::uint64_t* offset) noexcept {
    std::size_t at = 0;
    const auto take = [&field, &at](std::uint64_t& number) {
        if (number != full32) return true;
        if (field.size() - at < 8) return false;
        number = get<std::uint64_t>(field, at);
        at += 8;
        return true;
    };
    const bool fits = take(fields.size) && take(fields.stored_size) && (offset == nullptr || take(*offset));
    if (!fits || at != field.size() || at == 0) return std::unexpected(ZipError::entry_malformed);
    return {};
}

}  // namespace

SharedFields read_shared(std::span<const std::byte> bytes, std::size_t at) noexcept {
    return {.version = get<std::uint16_t>(bytes, at),
            .flags = get<std::uint16_t>(bytes, at + 2),
            .method = get<std::uint16_t>(bytes, at + 4),
            .time = get<std::uint32_t>(bytes, at + 6),
            .crc32 = get<std::uint32_t>(bytes, at + 10),
            .stored_size = get<std::uint32_t>(bytes, at + 14),
            .size = get<std::uint32_t>(bytes, at + 18),
            .name_bytes = get<std::uint16_t>(bytes, at + 22),
            .extra_bytes = get<std::uint16_t>(bytes, at + 24)};
}

std::expected<void, ZipError> check_kind(const SharedFields& fields) noexcept {
    constexpr std::uint16_t aes = 99;
    if ((fields.flags & (flag_encrypted | flag_strongly_encrypted | flag_masked)) != 0 || fields.method == aes)
        return std::unexpected(ZipError::encrypted);
    if (fields.method != 0) return std::unexpected(ZipError::compressed);
    if ((fields.flags & flag_descriptor) != 0) return std::unexpected(ZipError::data_descriptor);
    if ((fields.flags & flag_patch) != 0) return std::unexpected(ZipError::needs_newer);
    if ((fields.version & 0xFFU) > version_zip64) return std::unexpected(ZipError::needs_newer);
    return {};
}

std::expected<void, ZipError> read_extra(std::span<const std::byte> extra, SharedFields& fields,
                                         std::uint64_t* offset) noexcept {
    bool zip64 = false;
    while (!extra.empty()) {
        if (extra.size() < 4) return std::unexpected(ZipError::entry_malformed);
        const auto id = get<std::uint16_t>(extra, 0);
        const std::size_t bytes = get<std::uint16_t>(extra, 2);
        if (bytes > extra.size() - 4) return std::unexpected(ZipError::entry_malformed);
        if (id == extra_zip64) {
            if (zip64) return std::unexpected(ZipError::entry_malformed);
            zip64 = true;
            if (const auto read = read_zip64(extra.subspan(4, bytes), fields, offset); !read) return read;
        } else if (!is_harmless(id, bytes)) {
            return std::unexpected(ZipError::extra_field);
        }
        extra = extra.subspan(4 + bytes);
    }
    const bool open = fields.size == full32 || fields.stored_size == full32 || (offset != nullptr && *offset == full32);
    if (open && !zip64) return std::unexpected(ZipError::entry_malformed);
    if (fields.size != fields.stored_size) return std::unexpected(ZipError::sizes_disagree);
    return {};
}

std::string_view as_text(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace holdfast::evidence::zip
