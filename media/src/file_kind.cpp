// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/file_kind.hpp"

#include <algorithm>
#include <array>

#include "holdfast/core/utf8.hpp"

namespace holdfast::media {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t sniffed_bytes = 4096;

struct KindName {
    FileKind kind;
    FileClass group;
    std::string_view text;
    std::string_view described;
};

constexpr std::array names{
    KindName{FileKind::unknown, FileClass::unknown, "unknown", "a kind of file we do not know"},
    KindName{FileKind::jpeg, FileClass::picture, "jpeg", "a JPEG picture"},
    KindName{FileKind::png, FileClass::picture, "png", "a PNG picture"},
    KindName{FileKind::webp, FileClass::picture, "webp", "a WebP picture"},
    KindName{FileKind::gif, FileClass::picture, "gif", "a GIF picture"},
    KindName{FileKind::heic, FileClass::picture, "heic", "a HEIC picture"},
    KindName{FileKind::avif, FileClass::picture, "avif", "an AVIF picture"},
    KindName{FileKind::tiff, FileClass::unreadable_picture, "tiff", "a TIFF picture"},
    KindName{FileKind::bmp, FileClass::unreadable_picture, "bmp", "a Windows bitmap (BMP)"},
    KindName{FileKind::ico, FileClass::unreadable_picture, "ico", "an icon file"},
    KindName{FileKind::psd, FileClass::unreadable_picture, "psd", "a Photoshop file"},
    KindName{FileKind::raw_photo, FileClass::unreadable_picture, "raw_photo", "a camera's raw photo"},
    KindName{FileKind::jpeg_2000, FileClass::unreadable_picture, "jpeg_2000", "a JPEG 2000 picture"},
    KindName{FileKind::jpeg_xl, FileClass::unreadable_picture, "jpeg_xl", "a JPEG XL picture"},
    KindName{FileKind::svg, FileClass::unreadable_picture, "svg", "an SVG drawing"},
    KindName{FileKind::mp4, FileClass::video, "mp4", "an MP4 video"},
    KindName{FileKind::quicktime, FileClass::video, "quicktime", "a QuickTime video"},
    KindName{FileKind::matroska, FileClass::video, "matroska", "a WebM or Matroska video"},
    KindName{FileKind::avi, FileClass::video, "avi", "an AVI video"},
    KindName{FileKind::mpeg, FileClass::video, "mpeg", "an MPEG video"},
    KindName{FileKind::audio, FileClass::audio, "audio", "a sound recording"},
    KindName{FileKind::pdf, FileClass::other, "pdf", "a PDF document"},
    KindName{FileKind::office, FileClass::other, "office", "an Office document"},
    KindName{FileKind::zip, FileClass::other, "zip", "a ZIP archive or a document"},
    KindName{FileKind::archive, FileClass::other, "archive", "an archive"},
    KindName{FileKind::html, FileClass::other, "html", "a web page"},
    KindName{FileKind::xml, FileClass::other, "xml", "an XML document"},
    KindName{FileKind::rtf, FileClass::other, "rtf", "a text document (RTF)"},
    KindName{FileKind::text, FileClass::other, "text", "a text file"},
    KindName{FileKind::program, FileClass::other, "program", "a program"},
};

const KindName& name_of(FileKind kind) noexcept {
    for (const KindName& one : names) {
        if (one.kind == kind) return one;
    }
    return names.front();
}

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    FileKind kind;
};

/// First match wins.
constexpr std::array signatures{
    Signature{0, "\xff\xd8\xff"sv, FileKind::jpeg},
    Signature{0, "\x89PNG\r\n\x1a\n"sv, FileKind::png},
    Signature{0, "GIF87a"sv, FileKind::gif},
    Signature{0, "GIF89a"sv, FileKind::gif},
    Signature{0, "BM"sv, FileKind::bmp},  // checked again below: two letters are little
    Signature{0, "8BPS"sv, FileKind::psd},
    Signature{0, "\0\0\1\0"sv, FileKind::ico},
    Signature{0, "FUJIFILMCCD-RAW"sv, FileKind::raw_photo},
    Signature{0, "IIRO"sv, FileKind::raw_photo},
    Signature{0, "IIRS"sv, FileKind::raw_photo},
    Signature{0, "MMOR"sv, FileKind::raw_photo},
    Signature{0, "IIU\0"sv, FileKind::raw_photo},
    Signature{0, "\0\0\0\x0cJXL \r\n\x87\n"sv, FileKind::jpeg_xl},
    Signature{0, "\xff\x0a"sv, FileKind::jpeg_xl},
    Signature{0, "\0\0\0\x0cjP  \r\n\x87\n"sv, FileKind::jpeg_2000},
    Signature{0, "\xff\x4f\xff\x51"sv, FileKind::jpeg_2000},
    Signature{0, "\x1a\x45\xdf\xa3"sv, FileKind::matroska},
    Signature{0, "\0\0\1\xba"sv, FileKind::mpeg},
    Signature{0, "\0\0\1\xb3"sv, FileKind::mpeg},
    Signature{0, "ID3"sv, FileKind::audio},
    Signature{0, "OggS"sv, FileKind::audio},
    Signature{0, "fLaC"sv, FileKind::audio},
    Signature{0, "#!AMR"sv, FileKind::audio},
    Signature{0, "\xff\xfb"sv, FileKind::audio},
    Signature{0, "\xff\xf1"sv, FileKind::audio},
    Signature{0, "%PDF-"sv, FileKind::pdf},
    Signature{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, FileKind::office},
    Signature{0, "PK\3\4"sv, FileKind::zip},
    Signature{0, "PK\5\6"sv, FileKind::zip},
    Signature{0, "Rar!\x1a\x07"sv, FileKind::archive},
    Signature{0, "7z\xbc\xaf\x27\x1c"sv, FileKind::archive},
    Signature{0, "\x1f\x8b"sv, FileKind::archive},
    Signature{0, "BZh"sv, FileKind::archive},
    Signature{0, "\xfd\x37zXZ\0"sv, FileKind::archive},
    Signature{257, "ustar"sv, FileKind::archive},
    Signature{0, "{\\rtf"sv, FileKind::rtf},
    Signature{0, "\xff\xfe"sv, FileKind::text},  // UTF-16
    Signature{0, "\xfe\xff"sv, FileKind::text},
    Signature{0, "MZ"sv, FileKind::program},
    Signature{0, "\x7f\x45LF"sv, FileKind::program},
};

/// An ISO base media file: the brands of its `ftyp` box say what it holds (ISO/IEC 14496-12 section 4.3, 23008-12
/// section 10).
FileKind sniff_brands(std::string_view head) noexcept {
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(head[at])); };
    const std::size_t stated = (byte(0) << 24U) | (byte(1) << 16U) | (byte(2) << 8U) | byte(3);
    const std::size_t size = std::min(stated, head.size());
    bool heif = false;
    for (std::size_t at = 8; at + 4 <= size; at += at == 8 ? 8 : 4) {  // the major brand, a version, compatible brands
        const std::string_view brand = head.substr(at, 4);
        if (brand == "avif" || brand == "avis") return FileKind::avif;
        if (brand == "heic" || brand == "heix" || brand == "hevc" || brand == "heim" || brand == "heis")
            return FileKind::heic;
        if (brand == "crx ") return FileKind::raw_photo;
        if (brand == "mif1" || brand == "msf1") heif = true;
        if (at == 8 && brand == "qt  ") return FileKind::quicktime;
        if (at == 8 && (brand == "M4A " || brand == "M4B ")) return FileKind::audio;
    }
    return heif ? FileKind::heic : FileKind::mp4;
}

bool contains(std::string_view text, std::string_view part) noexcept {
    return text.find(part) != std::string_view::npos;
}

/// TIFF, and the raw formats that are TIFF inside. Camera makers sign their first directory with their name.
FileKind sniff_tiff(std::string_view head) noexcept {
    if (head.substr(8, 2) == "CR") return FileKind::raw_photo;
    for (const std::string_view maker : {"NIKON"sv, "SONY"sv, "PENTAX"sv, "Adobe DNG"sv, "DNG "sv}) {
        if (contains(head, maker)) return FileKind::raw_photo;
    }
    return FileKind::tiff;
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_letters(std::string_view text, std::string_view lower_case) noexcept {
    return text.size() >= lower_case.size() && std::ranges::equal(text.substr(0, lower_case.size()), lower_case,
                                                                  [](char a, char b) { return lower(a) == b; });
}

/// Text, and what is written as text. Control bytes other than white space mean that it is not.
FileKind sniff_text(std::string_view head) noexcept {
    if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return FileKind::unknown;
    const bool plain = std::ranges::none_of(head, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7f || (byte < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != '\f');
    });
    const std::string_view body = head.substr(first);
    const bool markup = body.starts_with('<');
    if (markup && contains(body, "<svg")) return FileKind::svg;
    if (starts_with_letters(body, "<!doctype html") || starts_with_letters(body, "<html") ||
        starts_with_letters(body, "<head")) {
        return FileKind::html;
    }
    if (starts_with_letters(body, "<?xml")) return FileKind::xml;
    // What was read may end inside a character.
    for (std::size_t cut = 0; plain && cut < 4 && cut < head.size(); ++cut) {
        if (is_utf8(head.substr(0, head.size() - cut))) return FileKind::text;
        if (head.size() < sniffed_bytes - 4) break;
    }
    return FileKind::unknown;
}

}  // namespace

FileKind sniff(std::span<const std::byte> file) noexcept {
    const std::string_view head{reinterpret_cast<const char*>(file.data()), std::min(file.size(), sniffed_bytes)};
    if (head.size() >= 12 && head.starts_with("RIFF")) {
        const std::string_view form = head.substr(8, 4);
        if (form == "WEBP") return FileKind::webp;
        if (form == "AVI ") return FileKind::avi;
        if (form == "WAVE") return FileKind::audio;
    }
    if (head.size() >= 12 && head.substr(4, 4) == "ftyp") return sniff_brands(head);
    if (head.size() >= 12) {
        const std::string_view box = head.substr(4, 4);  // QuickTime files from before `ftyp`
        if (box == "moov" || box == "mdat" || box == "wide") return FileKind::quicktime;
    }
    if (head.size() >= 10 && (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv))) return sniff_tiff(head);
    for (const Signature& one : signatures) {
        if (head.size() < one.offset + one.bytes.size() || head.substr(one.offset, one.bytes.size()) != one.bytes)
            continue;
        if (one.kind == FileKind::bmp && (head.size() < 18 || head.substr(6, 4) != "\0\0\0\0"sv)) continue;
        if (one.kind == FileKind::program && head.size() < 64) continue;
        return one.kind;
    }
    return sniff_text(head);
}

std::string_view to_text(FileKind kind) noexcept {
    return name_of(kind).text;
}
std::string_view describe(FileKind kind) noexcept {
    return name_of(kind).described;
}
FileClass class_of(FileKind kind) noexcept {
    return name_of(kind).group;
}

}  // namespace holdfast::media
