// SPDX-License-Identifier: Apache-2.0
#include "exif_facts.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace holdfast::evidence {
namespace {

constexpr unsigned tag_time = 0x0132;           // DateTime: last change, used where nothing better stands
constexpr unsigned tag_exif = 0x8769;           // pointer to the Exif fields
constexpr unsigned tag_gps = 0x8825;            // pointer to the GPS fields
constexpr unsigned tag_time_original = 0x9003;  // DateTimeOriginal
constexpr unsigned tag_zone = 0x9010;           // OffsetTime
constexpr unsigned tag_zone_original = 0x9011;  // OffsetTimeOriginal
constexpr unsigned gps_latitude = 2;
constexpr unsigned gps_longitude = 4;
constexpr unsigned most_fields = 512;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// "2026:11:20 18:45:00" as "2026-11-20T18:45:00"; empty for anything else, and for the zeros that mean "not known".
std::string time_of(std::string_view text) {
    constexpr std::string_view shape = "dddd:dd:dd dd:dd:dd";
    text = text.substr(0, text.find('\0'));
    if (text.size() != shape.size() || text.starts_with("0000")) return {};
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i]) return {};
    }
    std::string out(text);
    out[4] = out[7] = '-';
    out[10] = 'T';
    return out;
}

std::string zone_of(std::string_view text) {
    text = text.substr(0, text.find('\0'));
    const bool fits = text.size() == 6 && (text[0] == '+' || text[0] == '-') && is_digit(text[1]) &&
                      is_digit(text[2]) && text[3] == ':' && is_digit(text[4]) && is_digit(text[5]);
    return fits ? std::string(text) : std::string();
}

class Tiff {
  public:
    Tiff(std::string_view bytes, bool little) noexcept : bytes_(bytes), little_(little) {}

    [[nodiscard]] std::optional<std::uint32_t> number(std::size_t at, std::size_t width) const noexcept {
        if (at > bytes_.size() || width > bytes_.size() - at) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            const std::size_t place = little_ ? width - 1 - i : i;
            value = value << 8U | static_cast<unsigned char>(bytes_[at + place]);
        }
        return value;
    }

    /// Calls with (tag, offset of the field) for each field of the directory at `at`; false when it is cut off.
    template <class Visit>
    [[nodiscard]] bool each_field(std::size_t at, Visit&& visit) const {
        const auto count = number(at, 2);
        if (!count || *count > most_fields) return false;
        for (std::size_t i = 0; i < *count; ++i) {
            const std::size_t field = at + 2 + 12 * i;
            const auto tag = number(field, 2);
            if (!tag || !number(field + 8, 4)) return false;
            visit(*tag, field);
        }
        return true;
    }

    /// The text of an ASCII field, or nothing.
    [[nodiscard]] std::string_view text(std::size_t field) const noexcept {
        const auto kind = number(field + 2, 2);
        const auto count = number(field + 4, 4);
        if (kind != 2U || !count || *count > 64) return {};
        const std::size_t at = *count <= 4 ? field + 8 : number(field + 8, 4).value_or(0);
        if (at > bytes_.size() || *count > bytes_.size() - at) return {};
        return bytes_.substr(at, *count);
    }
    [[nodiscard]] std::size_t pointer(std::size_t field) const noexcept { return number(field + 8, 4).value_or(0); }

  private:
    std::string_view bytes_;
    bool little_;
};

}  // namespace

bool read_exif(std::string_view tiff, PictureFacts& facts) {
    const bool little = tiff.starts_with("II");
    if (!little && !tiff.starts_with("MM")) return false;
    const Tiff file(tiff, little);
    const auto start = file.number(4, 4);
    if (file.number(2, 2) != 42U || !start) return false;
    std::size_t exif = 0;
    std::size_t gps = 0;
    std::string changed;
    bool whole = file.each_field(*start, [&](unsigned tag, std::size_t field) {
        if (tag == tag_exif) exif = file.pointer(field);
        if (tag == tag_gps) gps = file.pointer(field);
        if (tag == tag_time) changed = time_of(file.text(field));
    });
    std::string zone;
    if (exif != 0) {
        whole = file.each_field(exif, [&](unsigned tag, std::size_t field) {
            if (tag == tag_time_original) facts.taken = time_of(file.text(field));
            if (tag == tag_zone_original) facts.taken_zone = zone_of(file.text(field));
            if (tag == tag_zone) zone = zone_of(file.text(field));
        }) && whole;
    }
    if (facts.taken.empty()) facts.taken = changed;
    if (facts.taken_zone.empty()) facts.taken_zone = zone;
    if (facts.taken.empty()) facts.taken_zone.clear();
    if (gps != 0) {
        whole = file.each_field(gps, [&](unsigned tag, std::size_t) {
            if (tag == gps_latitude || tag == gps_longitude) facts.place = PlaceFound::present;
        }) && whole;
    }
    return whole;
}

void read_xmp(std::string_view packet, PictureFacts& facts) noexcept {
    for (const std::string_view name : {"GPSLatitude", "GPSLongitude", "GPSDestLatitude"}) {
        if (packet.find(name) != packet.npos) facts.place = PlaceFound::present;
    }
}

}  // namespace holdfast::evidence
