// SPDX-License-Identifier: Apache-2.0
// Box layouts: ISO/IEC 14496-12 sections 4.2 and 8.11. Where libheif and this file could read the same bytes in two
// ways, the picture is refused.
#include "heif_items.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "byte_reader.hpp"
#include "format_decoders.hpp"

namespace holdfast::media {
namespace {

using Bytes = std::span<const std::byte>;
using ItemId = std::uint32_t;

constexpr std::size_t most_items = 20'000;  // libheif's own limit
constexpr std::size_t most_extents = 32;    // of an item: likewise
constexpr std::size_t most_references = 200'000;
/// Pictures opened for one, each as often as it is used. 67 million pixels in tiles of 256 x 256, and as many of an
/// alpha plane, are about 2,000.
constexpr std::size_t most_parts = 4096;
constexpr unsigned deepest_part = 8;  // a turned grid has 3, its alpha plane one more
/// Canvases of all parts together, in pictures of the largest size.
constexpr std::uint64_t most_canvases = 4;
/// Bytes of all items together, in sizes of the file: libheif copies each item out, and honest ones share no bytes.
constexpr std::uint64_t most_copies = 2;

struct Box {
    std::string_view type;
    Bytes payload;
};

/// The box at the start of `rest`, which then begins behind it; nothing at the end and where no box can be.
std::optional<Box> take_box(Bytes& rest) noexcept {
    constexpr std::uint32_t wide = 1;
    const auto stated = read_unsigned(rest, 0, 4, ByteOrder::big);
    if (!stated || rest.size() < 8) return std::nullopt;
    std::size_t header = 8;
    std::uint64_t size = *stated;
    if (*stated == wide) {
        const auto high = read_unsigned(rest, 8, 4, ByteOrder::big);
        const auto low = read_unsigned(rest, 12, 4, ByteOrder::big);
        if (!high || !low) return std::nullopt;
        header = 16;
        size = (std::uint64_t{*high} << 32U) | *low;
    }
    if (size < header || size > rest.size()) return std::nullopt;
    const Box box{.type = {reinterpret_cast<const char*>(rest.data()) + 4, 4},
                  .payload = rest.subspan(header, static_cast<std::size_t>(size) - header)};
    rest = rest.subspan(static_cast<std::size_t>(size));
    return box;
}

/// Reads integers one behind the other; after the first that is not all there, good() is false and all are 0.
class Cursor {
  public:
    explicit Cursor(Bytes bytes) noexcept : bytes_(bytes) {}

    /// An integer of `size` bytes, 0..8.
    std::uint64_t take(std::size_t size) noexcept {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const auto byte = read_unsigned(bytes_, at_ + i, 1, ByteOrder::big);
            good_ = good_ && byte.has_value();
            value = (value << 8U) | byte.value_or(0);
        }
        at_ += size;
        return good_ ? value : 0;
    }
    ItemId take_id(bool wide) noexcept { return static_cast<ItemId>(take(wide ? 4 : 2)); }
    /// Version of a box that has one; the three bytes of flags are passed.
    unsigned take_version() noexcept { return static_cast<unsigned>(take(4) >> 24U); }
    [[nodiscard]] Bytes rest() const noexcept { return part_of(bytes_, at_, bytes_.size()); }
    [[nodiscard]] bool good() const noexcept { return good_; }

  private:
    Bytes bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

/// Where an item's bytes lie: its first extent, empty when that reaches beyond the file.
struct Location {
    unsigned method = 0;  // 0 in the file, 1 in the box `idat`
    std::size_t extents = 0;
    std::uint64_t offset = 0, size = 0;
};

/// The parts of the box `meta` that say what is made of what. Of each there is one at most.
struct Directory {
    std::optional<Bytes> primary, items, locations, references, data;
    ItemId primary_item = 0;
    std::map<ItemId, std::string_view> types;
    std::map<ItemId, Location> location_of;
    std::uint64_t bytes = 0;                          // of all items, as far as they can lie in the file
    std::map<ItemId, std::vector<ItemId>> made_of;    // `dimg`: in the order of use, some more than once
    std::map<ItemId, std::vector<ItemId>> beside_it;  // `auxl`, turned round: alpha planes among others

    /// Four letters; none when there is no such item, or one of no type.
    [[nodiscard]] std::string_view type_of(ItemId item) const {
        const auto found = types.find(item);
        return found == types.end() ? std::string_view() : found->second;
    }
};

bool read_boxes(Bytes meta, Directory& directory) {
    constexpr std::size_t version_bytes = 4;
    Bytes rest = part_of(meta, version_bytes, meta.size());
    while (const auto box = take_box(rest)) {
        std::optional<Bytes>* const place = box->type == "pitm"   ? &directory.primary
                                            : box->type == "iinf" ? &directory.items
                                            : box->type == "iloc" ? &directory.locations
                                            : box->type == "iref" ? &directory.references
                                            : box->type == "idat" ? &directory.data
                                                                  : nullptr;
        if (place == nullptr) continue;
        if (place->has_value()) return false;
        *place = box->payload;
    }
    return rest.empty() && directory.primary && directory.items && directory.locations;
}

bool read_primary(Directory& directory) {
    Cursor in(*directory.primary);
    directory.primary_item = in.take_id(in.take_version() != 0);
    return in.good();
}

bool read_items(Directory& directory) {
    Cursor in(*directory.items);
    const bool wide = in.take_version() != 0;
    if (in.take(wide ? 4 : 2) == 0 || !in.good()) return false;
    Bytes rest = in.rest();
    while (const auto box = take_box(rest)) {
        if (box->type != "infe") continue;
        Cursor entry(box->payload);
        const unsigned version = entry.take_version();
        const ItemId id = entry.take_id(version > 2);
        static_cast<void>(entry.take(2));  // protection
        const Bytes type = entry.rest();
        if (!entry.good() || directory.types.size() == most_items) return false;
        const bool has_type = version >= 2;
        if (has_type && type.size() < 4) return false;
        const std::string_view name =
            has_type ? std::string_view(reinterpret_cast<const char*>(type.data()), 4) : std::string_view();
        if (!directory.types.emplace(id, name).second) return false;
    }
    return rest.empty();
}

bool read_locations(Directory& directory, std::size_t file_bytes) {
    Cursor in(*directory.locations);
    const unsigned version = in.take_version();
    const auto sizes = in.take(2);
    const std::size_t offset_bytes = sizes >> 12U;
    const std::size_t size_bytes = (sizes >> 8U) & 15U;
    const std::size_t base_bytes = (sizes >> 4U) & 15U;
    const std::size_t index_bytes = version == 0 ? 0 : sizes & 15U;
    const auto known = [](std::size_t bytes) { return bytes == 0 || bytes == 4 || bytes == 8; };
    if (version > 2 || index_bytes != 0 || !known(offset_bytes) || !known(size_bytes) || !known(base_bytes))
        return false;
    const auto count = in.take(version < 2 ? 2 : 4);
    if (count > most_items) return false;
    for (std::uint64_t i = 0; i < count && in.good(); ++i) {
        const ItemId id = in.take_id(version == 2);
        Location location{.method = version == 0 ? 0U : static_cast<unsigned>(in.take(2) & 15U)};
        static_cast<void>(in.take(2));  // which file: this one
        const auto base = in.take(base_bytes);
        location.extents = static_cast<std::size_t>(in.take(2));
        if (location.extents > most_extents) return false;
        for (std::size_t extent = 0; extent < location.extents && in.good(); ++extent) {
            const auto offset = in.take(offset_bytes);
            const auto size = in.take(size_bytes);
            const bool inside = base <= file_bytes && offset <= file_bytes - base && size <= file_bytes - base - offset;
            if (inside) directory.bytes += size;
            if (extent == 0 && inside) {
                location.offset = base + offset;
                location.size = size;
            }
        }
        directory.location_of.emplace(id, location);  // of several, libheif takes the first
    }
    return in.good();
}

bool read_references(Directory& directory) {
    if (!directory.references) return true;
    Cursor in(*directory.references);
    const bool wide = in.take_version() != 0;
    std::size_t kept = 0;
    Bytes rest = in.rest();
    while (const auto box = take_box(rest)) {
        Cursor reference(box->payload);
        const ItemId from = reference.take_id(wide);
        const auto count = static_cast<std::size_t>(reference.take(2));
        // libheif goes by the count and not by the box's size, so they have to agree.
        if (box->type == "uuid" || box->payload.size() != (wide ? 4U : 2U) * (count + 1) + 2) return false;
        if (box->type != "dimg" && box->type != "auxl") continue;
        kept += count;
        if (kept > most_references) return false;
        for (std::size_t i = 0; i < count; ++i) {
            const ItemId to = reference.take_id(wide);
            if (box->type == "dimg") directory.made_of[from].push_back(to);
            if (box->type == "auxl") directory.beside_it[to].push_back(from);
        }
    }
    return rest.empty() && in.good();
}

std::optional<Directory> read_directory(Bytes file) {
    const std::size_t file_bytes = file.size();
    Directory directory;
    std::optional<Bytes> meta;
    while (const auto box = take_box(file)) {
        if (box->type != "meta") continue;
        if (meta) return std::nullopt;
        meta = box->payload;
    }
    if (!meta || !read_boxes(*meta, directory) || !read_primary(directory) || !read_items(directory) ||
        !read_locations(directory, file_bytes) || !read_references(directory)) {
        return std::nullopt;
    }
    return directory;
}

bool is_coded(std::string_view type) noexcept {
    return type == "hvc1" || type == "av01" || type == "vvc1";
}
/// Overlays (`iovl`) are left out: nothing that takes pictures writes them.
bool is_derived(std::string_view type) noexcept {
    return type == "grid" || type == "iden";
}
/// What libheif takes for a picture.
bool is_picture(std::string_view type) noexcept {
    return is_coded(type) || is_derived(type) || type == "iovl";
}

/// Pixels of a grid's canvas, which its few bytes tell: ISO/IEC 23008-12 section 6.6.2.3.
std::expected<std::uint64_t, DecodeError> canvas_of(ItemId grid, const Directory& directory, Bytes file,
                                                    const Limits& limits) {
    constexpr unsigned in_file = 0;
    constexpr unsigned in_meta = 1;
    const auto found = directory.location_of.find(grid);
    if (found == directory.location_of.end()) return std::unexpected(DecodeError::corrupt);
    const Location& location = found->second;
    if (location.extents != 1 || location.method > in_meta) return std::unexpected(DecodeError::unsupported_variant);
    const Bytes whole = location.method == in_file ? file : directory.data.value_or(Bytes());
    Cursor in(part_of(whole, static_cast<std::size_t>(location.offset), static_cast<std::size_t>(location.size)));
    static_cast<void>(in.take(1));  // version
    const std::size_t side_bytes = (in.take(1) & 1U) != 0 ? 4 : 2;
    static_cast<void>(in.take(2));  // rows and columns, less one
    const auto width = in.take(side_bytes);
    const auto height = in.take(side_bytes);
    if (!in.good()) return std::unexpected(DecodeError::corrupt);
    if (const auto checked = check_size(width, height, limits); !checked) return std::unexpected(checked.error());
    return width * height;
}

}  // namespace

std::expected<void, DecodeError> check_heif_items(std::span<const std::byte> file, const Limits& limits) {
    const auto directory = read_directory(file);
    if (!directory) return std::unexpected(DecodeError::corrupt);
    if (directory->bytes > most_copies * file.size()) return std::unexpected(DecodeError::too_much_work);

    // The way that libheif goes, picture by picture, with its steps counted.
    struct Part {
        ItemId item;
        unsigned depth;
        bool is_tile;
    };
    std::vector<Part> open{{directory->primary_item, 1, false}};
    std::size_t parts = 1;
    std::uint64_t canvases = 0;
    while (!open.empty()) {
        const Part part = open.back();
        open.pop_back();
        if (part.depth > deepest_part) return std::unexpected(DecodeError::too_much_work);
        const std::string_view type = directory->type_of(part.item);
        if (type.empty()) return std::unexpected(DecodeError::corrupt);
        if (!is_coded(type) && !is_derived(type)) return std::unexpected(DecodeError::unsupported_variant);

        const auto add = [&](ItemId item, bool is_tile) {
            open.push_back({item, part.depth + 1, is_tile});
            return ++parts <= most_parts;
        };
        if (const auto beside = directory->beside_it.find(part.item); beside != directory->beside_it.end()) {
            for (const ItemId item : beside->second) {
                if (!is_picture(directory->type_of(item))) continue;
                if (part.is_tile) return std::unexpected(DecodeError::unsupported_variant);
                if (!add(item, false)) return std::unexpected(DecodeError::too_much_work);
            }
        }
        if (is_coded(type)) continue;
        if (type == "grid") {
            const auto canvas = canvas_of(part.item, *directory, file, limits);
            if (!canvas) return std::unexpected(canvas.error());
            canvases += *canvas;
            if (canvases > most_canvases * limits.pixels) return std::unexpected(DecodeError::too_much_work);
        }
        if (const auto made = directory->made_of.find(part.item); made != directory->made_of.end()) {
            for (const ItemId item : made->second) {
                if (!add(item, part.is_tile || type == "grid")) return std::unexpected(DecodeError::too_much_work);
            }
        }
    }
    return {};
}

}  // namespace holdfast::media
