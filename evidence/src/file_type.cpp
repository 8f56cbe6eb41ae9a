// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/file_type.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "markup_type.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

struct Row {
    std::string_view word;
    std::string_view media;
    std::string_view ending;
    TypeClass of;
    std::string_view also;  // other declared spellings, each between spaces
};

// In the order of FileType.
constexpr std::array<Row, file_types> table{{
    {"png", "image/png", "png", TypeClass::picture, " image/apng apng "},
    {"jpeg", "image/jpeg", "jpg", TypeClass::picture, " image/jpg image/pjpeg jpeg jpe jfif "},
    {"webp", "image/webp", "webp", TypeClass::picture, " "},
    {"gif", "image/gif", "gif", TypeClass::picture, " "},
    {"heic", "image/heic", "heic", TypeClass::picture, " image/heif heif "},
    {"avif", "image/avif", "avif", TypeClass::picture, " "},
    {"bmp", "image/bmp", "bmp", TypeClass::picture, " image/x-ms-bmp image/x-bmp dib "},
    {"tiff", "image/tiff", "tif", TypeClass::picture, " tiff dng "},
    {"svg", "image/svg+xml", "svg", TypeClass::picture, " "},
    {"mp4", "video/mp4", "mp4", TypeClass::video, " video/3gpp m4v 3gp 3gpp "},
    {"quicktime", "video/quicktime", "mov", TypeClass::video, " qt "},
    {"webm", "video/webm", "webm", TypeClass::video, " video/x-matroska audio/webm mkv mka "},
    {"ogg-video", "video/ogg", "ogv", TypeClass::video, " application/ogg ogg "},
    {"avi", "video/x-msvideo", "avi", TypeClass::video, " video/avi "},
    {"opus", "audio/ogg", "opus", TypeClass::sound, " audio/opus application/ogg ogg oga "},
    {"ogg", "audio/ogg", "ogg", TypeClass::sound, " application/ogg oga "},
    {"m4a", "audio/mp4", "m4a", TypeClass::sound, " audio/x-m4a audio/m4a m4b "},
    {"mp3", "audio/mpeg", "mp3", TypeClass::sound, " audio/mp3 "},
    {"wav", "audio/wav", "wav", TypeClass::sound, " audio/x-wav audio/wave audio/vnd.wave "},
    {"amr", "audio/amr", "amr", TypeClass::sound, " "},
    {"pdf", "application/pdf", "pdf", TypeClass::carrier, " application/x-pdf "},
    {"wacz", "application/wacz", "wacz", TypeClass::carrier, " application/zip application/x-wacz "},
    {"zip", "application/zip", "zip", TypeClass::carrier, " application/x-zip-compressed docx xlsx pptx odt "},
    {"mhtml", "multipart/related", "mhtml", TypeClass::carrier, " message/rfc822 application/x-mimearchive mht "},
    {"mbox", "application/mbox", "mbox", TypeClass::carrier, " text/plain "},
    {"eml", "message/rfc822", "eml", TypeClass::carrier, " text/plain txt "},
    {"html", "text/html", "html", TypeClass::carrier, " htm application/xhtml+xml xhtml "},
    {"json", "application/json", "json", TypeClass::text, " text/json text/plain txt "},
    {"text", "text/plain", "txt", TypeClass::text, " csv log md "},
    {"unknown", "application/octet-stream", "bin", TypeClass::carrier, " "},
}};

constexpr const Row& row(FileType type) noexcept {
    return table[std::min<std::size_t>(static_cast<std::size_t>(type), file_types - 1)];
}

/// Brands of ISO base media files (ISO/IEC 14496-12, 23008-12; the registry at mp4ra.org, read 2026-11-22).
FileType of_brand(std::string_view head) noexcept {
    static constexpr std::array heic{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv};
    const std::string_view major = head.substr(8, 4);
    if (major == "avif" || major == "avis") return FileType::avif;
    if (std::ranges::find(heic, major) != heic.end()) {
        // mif1 and msf1 name the container alone: the compatible brands tell AVIF from HEIC.
        const auto size =
            static_cast<std::size_t>(static_cast<unsigned char>(head[2]) << 8U | static_cast<unsigned char>(head[3]));
        const std::string_view rest = head.substr(0, std::min(size, head.size()));
        for (std::size_t at = 16; at + 4 <= rest.size(); at += 4) {
            if (rest.substr(at, 4) == "avif" || rest.substr(at, 4) == "avis") return FileType::avif;
        }
        return FileType::heic;
    }
    if (major == "M4A " || major == "M4B ") return FileType::m4a;
    if (major == "qt  ") return FileType::quicktime;
    return FileType::mp4;
}

FileType of_riff(std::string_view head) noexcept {
    const std::string_view form = head.substr(8, 4);
    if (form == "WEBP") return FileType::webp;
    if (form == "WAVE") return FileType::wav;
    if (form == "AVI ") return FileType::avi;
    return FileType::unknown;
}

/// Every stream of an Ogg file begins in its first pages (RFC 3533, section 4): all of them sound, or it may be a film.
FileType of_ogg(std::string_view head) noexcept {
    FileType found = FileType::unknown;
    for (std::size_t at = 0; at + 27 <= head.size() && head.substr(at, 4) == "OggS";) {
        const auto flags = static_cast<unsigned char>(head[at + 5]);
        const std::size_t segments = static_cast<unsigned char>(head[at + 26]);
        if ((flags & 2U) == 0 || at + 27 + segments > head.size()) break;
        std::size_t length = 0;
        for (const char each : head.substr(at + 27, segments)) length += static_cast<unsigned char>(each);
        const std::string_view body = head.substr(at + 27 + segments, length);
        if (body.starts_with("OpusHead")) {
            if (found == FileType::unknown) found = FileType::opus;
        } else if (body.starts_with("\x01vorbis"sv) || body.starts_with("Speex   ") ||
                   body.starts_with("\x7f"
                                    "FLAC"sv)) {
            found = FileType::ogg;
        } else {
            return FileType::ogg_video;
        }
        at += 27 + segments + length;
    }
    return found == FileType::unknown ? FileType::ogg_video : found;
}

/// MPEG audio layer III: a tag, or two frames in a row where the first says that the second begins.
bool is_mp3(std::string_view head) noexcept {
    if (head.starts_with("ID3")) return true;
    static constexpr std::array<unsigned, 16> rates1{0,   32,  40,  48,  56,  64,  80,  96,
                                                     112, 128, 160, 192, 224, 256, 320, 0};
    static constexpr std::array<unsigned, 16> rates2{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};
    static constexpr std::array<unsigned, 4> hertz1{44'100, 48'000, 32'000, 0};
    const auto byte = [&](std::size_t at) { return at < head.size() ? static_cast<unsigned char>(head[at]) : 0U; };
    const auto sync = [&](std::size_t at) { return byte(at) == 0xFF && (byte(at + 1) & 0xE6U) == 0xE2U; };
    const unsigned version = byte(1) >> 3U & 3U;  // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
    const unsigned hertz = hertz1[byte(2) >> 2U & 3U] >> (version == 3 ? 0U : version == 2 ? 1U : 2U);
    const unsigned rate = (version == 3 ? rates1 : rates2)[byte(2) >> 4U];
    if (!sync(0) || version == 1 || hertz == 0 || rate == 0) return false;
    const std::size_t frame = (version == 3 ? 144'000U : 72'000U) * rate / hertz + (byte(2) >> 1U & 1U);
    return sync(frame);
}

FileType of_zip(std::string_view head, std::string_view tail) noexcept {
    // A WACZ is a zip with datapackage.json at its top and the archive beside it (Webrecorder's WACZ 1.1.1). Names
    // stand before each file and once more at the end.
    const auto names = [](std::string_view part, std::string_view name) { return part.find(name) != part.npos; };
    const bool described = names(head, "datapackage.json") || names(tail, "datapackage.json");
    const bool archive = names(head, "archive/") || names(tail, "archive/");
    return described && archive ? FileType::wacz : FileType::zip;
}

FileType of_magic(std::string_view head, std::string_view tail) noexcept {
    if (head.starts_with("\x89PNG\r\n\x1a\n"sv)) return FileType::png;
    if (head.starts_with("\xFF\xD8\xFF"sv)) return FileType::jpeg;
    if (head.starts_with("GIF87a") || head.starts_with("GIF89a")) return FileType::gif;
    if (head.size() >= 12 && head.starts_with("RIFF")) return of_riff(head);
    if (head.size() >= 12 && head.substr(4, 4) == "ftyp") return of_brand(head);
    if (head.size() >= 12 && (head.substr(4, 4) == "moov" || head.substr(4, 4) == "wide")) return FileType::quicktime;
    if (head.starts_with("\x1A\x45\xDF\xA3"sv)) return FileType::webm;
    if (head.starts_with("OggS")) return of_ogg(head);
    if (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv)) return FileType::tiff;
    if (head.starts_with("#!AMR")) return FileType::amr;
    if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv)) return of_zip(head, tail);
    if (head.substr(0, 1024).find("%PDF-") != head.npos) return FileType::pdf;
    if (head.size() >= 26 && head.starts_with("BM") && head.substr(6, 4) == "\0\0\0\0"sv) return FileType::bmp;
    if (is_mp3(head)) return FileType::mp3;
    return FileType::unknown;
}

std::string_view as_text(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::string_view to_text(FileType type) noexcept {
    return row(type).word;
}
std::string_view media_type(FileType type) noexcept {
    return row(type).media;
}
std::string_view extension(FileType type) noexcept {
    return row(type).ending;
}
TypeClass class_of(FileType type) noexcept {
    return row(type).of;
}

std::expected<FileType, FileTypeError> file_type_from_text(std::string_view text) noexcept {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].word == text) return static_cast<FileType>(i);
    }
    return std::unexpected(FileTypeError::unknown_word);
}

FileType type_of(std::span<const std::byte> head, std::span<const std::byte> tail) noexcept {
    const std::string_view start = as_text(head.first(std::min(head.size(), type_head_bytes)));
    const std::string_view end = as_text(tail.last(std::min(tail.size(), type_tail_bytes)));
    if (const FileType magic = of_magic(start, end); magic != FileType::unknown) return magic;
    return type_of_words(start);
}

bool agrees(std::string_view declared, FileType type) noexcept {
    std::array<char, 80> lower{};
    declared = declared.substr(0, declared.find(';'));  // "text/html; charset=utf-8"
    while (declared.ends_with(' ')) declared.remove_suffix(1);
    if (declared.starts_with('.')) declared.remove_prefix(1);
    if (declared.size() > lower.size()) return false;
    std::ranges::transform(declared, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const std::string_view word(lower.data(), declared.size());
    if (word.empty() || word == "application/octet-stream") return true;
    if (word.contains(' ')) return false;
    const auto names = [word](const Row& each) {
        if (word == each.media || word == each.ending) return true;
        for (std::size_t at = each.also.find(word); at != each.also.npos; at = each.also.find(word, at + 1)) {
            if (at > 0 && each.also[at - 1] == ' ' && each.also[at + word.size()] == ' ') return true;
        }
        return false;
    };
    if (names(row(type))) return true;
    const bool known = std::ranges::any_of(table, names);
    return !known && (class_of(type) == TypeClass::text || type == FileType::unknown);
}

}  // namespace holdfast::evidence
