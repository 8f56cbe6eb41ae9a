#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the files of this folder and manifest.tsv anew. README.md says what they are for.

Usage: make_vectors.py [FOLDER OF TOOLS]. Needs cjpeg, jpegtran, cwebp, img2webp, webpmux and heif-enc, of Debian's packages
libjpeg-turbo-progs, webp and libheif-examples. Everything else is built byte by byte here.
"""
import math
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).parent
TOOLS = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
SCRATCH = pathlib.Path(tempfile.mkdtemp())
manifest: list[tuple[str, ...]] = []


def tool(name: str, *arguments: str | pathlib.Path) -> bytes:
    program = str(TOOLS / name) if TOOLS else name
    return subprocess.run([program, *map(str, arguments)], check=True, capture_output=True).stdout


def put(name: str, data: bytes, kind: str, expect: str, size: tuple[int, int] | None, note: str, orientation: int = 1, animated: bool = False) -> bytes:
    (HERE / name).write_bytes(data)
    width, height = size or (0, 0)
    manifest.append((name, kind, expect, str(width), str(height), str(orientation), "yes" if animated else "no", note))
    return data


# --- the picture: a made-up landscape, the same for every format -------------------------------------------------------
def landscape(width: int, height: int) -> list[list[tuple[int, int, int]]]:
    rows = []
    for y in range(height):
        row = []
        for x in range(width):
            u, v = x / width, y / height
            pixel = (90 + int(100 * v), 140 + int(80 * v), 235 - int(40 * v))
            if (u - 0.78) ** 2 * (width / height) ** 2 + (v - 0.2) ** 2 < 0.012:
                pixel = (255, 236, 140)
            far = 0.48 + 0.12 * math.sin(5.1 * u + 0.6)
            near = 0.74 + 0.08 * math.sin(9.3 * u + 2.0)
            if v > far:
                pixel = (70, 96 + int(60 * u), 96)
            if v > near:
                pixel = (40 + int(40 * u), 120 - int(50 * (v - near)), 36)
            if 0.18 < u < 0.38 and 0.5 < v < 0.84:
                pixel = (196, 84, 60) if (int(u * 40) + int(v * 30)) % 2 else (120, 52, 44)
            if 0.24 < u < 0.29 and 0.62 < v < 0.84:
                pixel = (30, 24, 30)
            row.append(pixel)
        rows.append(row)
    return rows


def ppm(rows) -> pathlib.Path:
    path = SCRATCH / f"{len(rows[0])}x{len(rows)}.ppm"
    path.write_bytes(b"P6\n%d %d\n255\n" % (len(rows[0]), len(rows)) + bytes(c for row in rows for pixel in row for c in pixel))
    return path


W, H = 96, 64
PICTURE = landscape(W, H)
PPM = ppm(PICTURE)
SMALL = landscape(48, 32)


def luma(pixel) -> int:
    return (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) // 1000


# --- JPEG ----------------------------------------------------------------------------------------------------------------
def exif(order: str, orientation: int, value_type: int = 3, before: int = 2) -> bytes:
    """A TIFF block with `before` other entries ahead of the orientation."""
    e = "<" if order == "II" else ">"
    entries = [struct.pack(e + "HHI", 0x0100 + i, 4, 1) + struct.pack(e + "I", 7) for i in range(before)]
    value = struct.pack(e + "HH", orientation, 0) if value_type == 3 else struct.pack(e + "I", orientation)
    entries.append(struct.pack(e + "HHI", 0x0112, value_type, 1) + value)
    return order.encode() + struct.pack(e + "HI", 42, 8) + struct.pack(e + "H", len(entries)) + b"".join(entries) + struct.pack(e + "I", 0)


def segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def with_app1(jpeg: bytes, body: bytes) -> bytes:
    return jpeg[:2] + segment(0xE1, body) + jpeg[2:]


def jpegs() -> None:
    base = put("landscape.jpg", tool("cjpeg", "-quality", "85", PPM), "jpeg", "ok", (W, H), "baseline, 4:2:0")
    base_path = SCRATCH / "base.jpg"
    base_path.write_bytes(base)
    put("jpeg-grey.jpg", tool("cjpeg", "-grayscale", PPM), "jpeg", "ok", (W, H), "one component")
    put("jpeg-rgb.jpg", tool("cjpeg", "-rgb", PPM), "jpeg", "ok", (W, H), "RGB without colour transform")
    put("jpeg-progressive.jpg", tool("cjpeg", "-progressive", PPM), "jpeg", "ok", (W, H), "progressive, 10 scans")
    put("jpeg-arithmetic.jpg", tool("jpegtran", "-arithmetic", base_path), "jpeg", "ok", (W, H), "arithmetic coding")
    put("jpeg-restart.jpg", tool("cjpeg", "-restart", "1B", PPM), "jpeg", "ok", (W, H), "a restart marker after each block row")
    for sampling in ("1x1", "2x1", "1x2", "4x1"):
        put(f"jpeg-sampling-{sampling}.jpg", tool("cjpeg", "-sample", sampling, PPM), "jpeg", "ok", (W, H), f"chroma sampling {sampling}")
    put("jpeg-odd-size.jpg", tool("cjpeg", ppm(landscape(37, 23))), "jpeg", "ok", (37, 23), "sides that are no multiple of 8")

    # Stored so that all eight look alike when the orientation is applied.
    stored = {1: [], 2: ["-flip", "horizontal"], 3: ["-rotate", "180"], 4: ["-flip", "vertical"], 5: ["-transpose"],
              6: ["-rotate", "270"], 7: ["-transverse"], 8: ["-rotate", "90"]}
    for value, turn in stored.items():
        order = "II" if value % 2 else "MM"
        data = with_app1(tool("jpegtran", *turn, base_path), b"Exif\0\0" + exif(order, value))
        put(f"jpeg-orientation-{value}.jpg", data, "jpeg", "ok", (W, H) if value < 5 else (H, W), f"EXIF orientation {value}, {order}", value)
    put("jpeg-orientation-long.jpg", with_app1(base, b"Exif\0\0" + exif("MM", 6, value_type=4)), "jpeg", "ok", (W, H), "orientation as LONG", 6)
    for name, body, note in (
            ("none", b"Exif\0\0" + exif("II", 0), "orientation 0"),
            ("nine", b"Exif\0\0" + exif("II", 9), "orientation 9"),
            ("text", b"Exif\0\0" + exif("II", 6, value_type=2), "orientation as text"),
            ("short", b"Exif\0\0II*\0", "EXIF ends after its first four bytes"),
            ("far", b"Exif\0\0II*\0\xf0\xff\xff\xff", "directory at the end of the address space"),
            ("self", b"Exif\0\0II*\0\4\0\0\0", "directory inside the header"),
            ("long-list", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\1\0" * 40, "65,535 entries stated, few there"),
            ("not-tiff", b"Exif\0\0ABCDEFGH", "no TIFF header")):
        put(f"jpeg-exif-{name}.jpg", with_app1(base, body), "jpeg", "ok", (W, H), note)

    sof = base.index(b"\xff\xc0")
    sos = base.index(b"\xff\xda")
    scan = sos + 2 + struct.unpack(">H", base[sos + 2:sos + 4])[0]

    def patched(at: int, data: bytes) -> bytes:
        return base[:at] + data + base[at + len(data):]

    put("jpeg-huge.jpg", patched(sof + 5, struct.pack(">HH", 65500, 65500)), "jpeg", "too_many_pixels", None, "65,500 x 65,500 claimed")
    put("jpeg-too-long.jpg", patched(sof + 5, struct.pack(">HH", 16, 65501)), "jpeg", "side_too_long", None, "65,501 wide")
    put("jpeg-no-height.jpg", patched(sof + 5, struct.pack(">HH", 0, 96)), "jpeg", "corrupt", None, "height 0 (DNL)")
    put("jpeg-12-bit.jpg", patched(sof + 4, b"\x0c"), "jpeg", "unsupported_variant", None, "12 bits a sample")
    put("jpeg-lossless.jpg", patched(sof + 1, b"\xc3"), "jpeg", "unsupported_variant", None, "lossless process")
    put("jpeg-no-tables.jpg", base[:2] + base[sof:sof + 19] + base[sos:], "jpeg", "corrupt", None, "no quantisation or Huffman tables")
    put("jpeg-marker-only.jpg", base[:3], "jpeg", "truncated", None, "three bytes")
    put("jpeg-cut-in-header.jpg", base[:sof + 6], "jpeg", "truncated", None, "ends in the frame header")
    put("jpeg-cut-before-scan.jpg", base[:sos], "jpeg", "truncated", None, "ends before the first scan")
    put("jpeg-cut-at-half.jpg", base[:scan + (len(base) - scan) // 2], "jpeg", "truncated", None, "half of the scan is there")
    big = tool("cjpeg", "-quality", "85", ppm(landscape(192, 128)))
    put("jpeg-cut-near-end.jpg", big[:-25], "jpeg", "damaged", (192, 128), "the last few blocks are missing")
    middle = len(big) // 2
    put("jpeg-bad-scan.jpg", big[:middle] + b"\xff\xd9" + big[middle + 2:], "jpeg", "damaged", (192, 128), "an end marker in the middle of the scan")
    put("jpeg-trailing.jpg", base + b"\0" * 50 + base[:500], "jpeg", "ok", (W, H), "a second picture behind the first, as cameras write")
    dht = base.index(b"\xff\xc4")
    counts = bytearray(base[dht + 5:dht + 21])
    longest = max(bits for bits in range(16) if counts[bits])
    counts[longest] += 1
    table_end = dht + 21 + sum(counts) - 1
    assert table_end == dht + 2 + struct.unpack(">H", base[dht + 2:dht + 4])[0], "more than one table in the segment"
    put("jpeg-full-code.jpg", base[:dht] + segment(0xC4, base[dht + 4:dht + 5] + counts + base[dht + 21:table_end] + b"\0") + base[table_end:], "jpeg", "corrupt",
        None, "a Huffman table with a code of ones alone, which no encoder may give out and libjpeg refuses")
    two = bytearray(base[:sos])
    two[sof + 2:sof + 19] = struct.pack(">HBHHB", 14, 8, H, W, 2) + b"\1\x11\0\2\x11\1"
    put("jpeg-two-components.jpg", bytes(two[:sof + 16]) + base[sof + 19:sos] + segment(0xDA, b"\2\1\0\2\x11\0\x3f\0") + base[scan:], "jpeg",
        "unsupported_variant", None, "two components: no known colour space")

    def progressive(width: int, height: int, scans: int) -> bytes:
        head = base[:2] + base[base.index(b"\xff\xdb"):sof] + segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0") + base[sof + 19:sos]
        first = segment(0xDA, b"\1\1\0\0\0\1") + b"\0" * 8
        refine = segment(0xDA, b"\1\1\0\0\0\x10") + segment(0xDA, b"\1\1\0\0\0\1")
        return head + first + refine * (scans // 2) + b"\xff\xd9"
    put("jpeg-many-scans.jpg", progressive(64, 64, 4000), "jpeg", "too_much_work", None, "4,000 scans")
    put("jpeg-heavy-scans.jpg", progressive(8000, 8000, 190), "jpeg", "too_much_work", None, "190 scans over 64 million pixels")


def four_inks(adobe_transform: int | None) -> bytes:
    """A JPEG of four components in blocks of one colour each, with T.81's standard luminance tables (K.3.1)."""
    quantiser = 8
    counts = bytes((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0))
    codes, code, symbol = {}, 0, 0
    for length, count in enumerate(counts, 1):
        for _ in range(count):
            codes[symbol] = f"{code:0{length}b}"
            code, symbol = code + 1, symbol + 1
        code <<= 1
    end_of_block = "0"  # the only AC code
    bits, before = [], [0, 0, 0, 0]
    for row in SMALL[4::8]:
        for red, green, blue in row[4::8]:
            light = max(red, green, blue)
            stored = [255 * red // light, 255 * green // light, 255 * blue // light, light]  # as Adobe stores ink: upside down
            if adobe_transform is None:
                stored = [255 - value for value in stored]
            if adobe_transform == 2:  # YCCK: the three inks, upright, as YCbCr
                r, g, b = (255 - value for value in stored[:3])
                stored[:3] = [round(0.299 * r + 0.587 * g + 0.114 * b), round(128 - 0.1687 * r - 0.3313 * g + 0.5 * b), round(128 + 0.5 * r - 0.4187 * g - 0.0813 * b)]
            for i, value in enumerate(stored):
                dc = round((max(0, min(255, value)) - 128) * 8 / quantiser)
                difference, before[i] = dc - before[i], dc
                size = abs(difference).bit_length()
                bits.append(codes[size])
                if size:
                    bits.append(f"{difference if difference > 0 else difference + (1 << size) - 1:0{size}b}")
                bits.append(end_of_block)
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    scan = int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes((adobe_transform,))) if adobe_transform is not None else b""
    frame = struct.pack(">BHHB", 8, 32, 48, 4) + b"".join(bytes((i, 0x11, 0)) for i in range(1, 5))
    ac = bytes((1,)) + bytes(15) + b"\0"
    return (b"\xff\xd8" + adobe + segment(0xDB, b"\0" + bytes((quantiser,)) * 64) + segment(0xC0, frame) + segment(0xC4, b"\0" + counts + bytes(range(12)))
            + segment(0xC4, b"\x10" + ac) + segment(0xDA, b"\4" + b"".join(bytes((i, 0)) for i in range(1, 5)) + b"\0\x3f\0") + scan + b"\xff\xd9")


# --- PNG -----------------------------------------------------------------------------------------------------------------
def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def ihdr(width: int, height: int, depth: int, colour: int, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def samples(pixel, depth: int, colour: int) -> tuple[int, ...]:
    wide = (lambda v: v * 257) if depth == 16 else (lambda v: v >> (8 - depth))
    if colour == 3:
        return (luma(pixel) >> (8 - depth),)
    grey = wide(luma(pixel))
    opaque = wide(200)
    return {0: (grey,), 2: tuple(map(wide, pixel)), 4: (grey, opaque), 6: (*map(wide, pixel), opaque)}[colour]


def packed(rows, depth: int, colour: int) -> bytes:
    out = bytearray()
    for y, row in enumerate(rows):
        line = bytearray()
        held, bits = 0, 0
        for pixel in row:
            for value in samples(pixel, depth, colour):
                if depth >= 8:
                    line += value.to_bytes(depth // 8, "big")
                    continue
                held, bits = held << depth | value, bits + depth
                if bits == 8:
                    line.append(held)
                    held, bits = 0, 0
        if bits:
            line.append(held << (8 - bits))
        kind = y % 2 if depth >= 8 else 0  # None and Sub in turn
        step = max(1, CHANNELS[colour] * depth // 8)
        if kind == 1:
            line = bytearray((line[i] - (line[i - step] if i >= step else 0)) & 255 for i in range(len(line)))
        out += bytes((kind,)) + line
    return bytes(out)


def png(rows, depth: int, colour: int, interlace: int = 0, before: bytes = b"", after: bytes = b"") -> bytes:
    palette = b""
    if colour == 3:
        count = 1 << depth
        palette = chunk(b"PLTE", bytes(c for i in range(count) for c in (i * 255 // (count - 1), 255 - i * 200 // (count - 1), i * 128 // (count - 1))))
    if interlace:
        data = b"".join(packed([row[x0::dx] for row in rows[y0::dy]], depth, colour) for x0, y0, dx, dy in ADAM7 if rows[y0::dy] and rows[0][x0::dx])
    else:
        data = packed(rows, depth, colour)
    return SIGNATURE + ihdr(len(rows[0]), len(rows), depth, colour, interlace) + before + palette + chunk(b"IDAT", zlib.compress(data, 9)) + after + chunk(b"IEND", b"")


def pngs() -> None:
    names = {0: "grey", 2: "rgb", 3: "palette", 4: "grey-alpha", 6: "rgba"}
    for colour, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            for interlace in (0, 1):
                put(f"png-{names[colour]}-{depth}{'-interlaced' if interlace else ''}.png", png(SMALL, depth, colour, interlace), "png", "ok", (48, 32),
                    f"{names[colour]}, {depth} bits{', interlaced' if interlace else ''}")
    size = (48, 32)
    plain = png(SMALL, 8, 2)
    put("png-orientation-6.png", png(SMALL, 8, 2, before=chunk(b"eXIf", exif("MM", 6))), "png", "ok", size, "eXIf before the pixels", 6)
    put("png-orientation-3-late.png", png(SMALL, 8, 2, after=chunk(b"eXIf", exif("II", 3))), "png", "ok", size, "eXIf behind the pixels", 3)
    put("png-transparent-palette.png", png(SMALL, 4, 3).replace(chunk(b"IEND", b""), b"").replace(
        b"IDAT", b"IDAT") + chunk(b"tRNS", bytes(16)) + chunk(b"IEND", b""), "png", "ok", size, "transparency is ignored, even out of place")
    put("png-animated.png", png(SMALL, 8, 2, before=chunk(b"acTL", struct.pack(">II", 2, 0))), "png", "ok", size, "APNG: its default picture", animated=True)
    bomb = zlib.compress(bytes(40_000_000), 9)
    put("png-text-bomb.png", png(SMALL, 8, 2, before=chunk(b"zTXt", b"note\0\0" + bomb)), "png", "ok", size, "compressed text of 40 MB is not read")
    put("png-profile-bomb.png", png(SMALL, 8, 2, before=chunk(b"iCCP", b"profile\0\0" + bomb)), "png", "ok", size, "colour profile of 40 MB is not read")
    put("png-pixel-bomb.png", SIGNATURE + ihdr(8, 8, 8, 0) + chunk(b"IDAT", bomb) + chunk(b"IEND", b""), "png", "ok", (8, 8), "40 MB of pixels for an 8 x 8 picture: the rest is not read")
    put("png-bad-text-crc.png", png(SMALL, 8, 2, before=chunk(b"tEXt", b"a\0b")[:-1] + b"\0"), "png", "ok", size, "wrong CRC beside the pixels")
    at = plain.index(b"IDAT") + 40
    put("png-bad-pixel-crc.png", plain[:at] + bytes((plain[at] ^ 1,)) + plain[at + 1:], "png", "corrupt", None, "a flipped bit in the pixels")
    put("png-huge.png", SIGNATURE + ihdr(60000, 60000, 8, 2) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b""), "png", "too_many_pixels", None, "60,000 x 60,000 claimed")
    put("png-too-long.png", SIGNATURE + ihdr(70000, 1, 8, 0) + chunk(b"IDAT", zlib.compress(bytes(70001))) + chunk(b"IEND", b""), "png", "side_too_long", None, "70,000 wide")
    put("png-large-claim.png", SIGNATURE + ihdr(8000, 8000, 8, 6) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b""), "png", "truncated", None, "64 million pixels claimed, 9 bytes there")
    put("png-empty-side.png", SIGNATURE + ihdr(0, 9, 8, 0) + chunk(b"IEND", b""), "png", "corrupt", None, "width 0")
    put("png-signature-only.png", SIGNATURE, "png", "truncated", None, "eight bytes")
    put("png-cut-at-half.png", plain[:len(plain) // 2], "png", "truncated", None, "half of the file")
    put("png-no-pixels.png", SIGNATURE + ihdr(4, 4, 8, 0) + chunk(b"IEND", b""), "png", "corrupt", None, "no IDAT")
    put("png-no-palette.png", SIGNATURE + ihdr(4, 4, 8, 3) + chunk(b"IDAT", zlib.compress(bytes(20))) + chunk(b"IEND", b""), "png", "corrupt", None, "palette missing")
    put("png-bad-filter.png", SIGNATURE + ihdr(4, 4, 8, 0) + chunk(b"IDAT", zlib.compress(b"\7" * 20)) + chunk(b"IEND", b""), "png", "corrupt", None, "filter 7")
    put("png-bad-depth.png", SIGNATURE + ihdr(4, 4, 4, 2) + chunk(b"IDAT", zlib.compress(bytes(20))) + chunk(b"IEND", b""), "png", "corrupt", None, "RGB with 4 bits")
    put("png-apple.png", SIGNATURE + chunk(b"CgBI", b"\x50\0\x20\6") + plain[8:], "png", "unsupported_variant", None, "Apple's own variant")
    put("png-long-chunk.png", SIGNATURE + ihdr(4, 4, 8, 0) + b"\xff\xff\xff\xffIDAT", "png", "truncated", None, "chunk of 4 GB")


# --- GIF -----------------------------------------------------------------------------------------------------------------
def lzw(pixels, bits: int = 8) -> bytes:
    """Without compression: a clear code often enough that codes never grow."""
    clear, width = 1 << bits, bits + 1
    held = bit = 0
    for i, code in enumerate([*pixels, None]):
        if i % (clear - 2) == 0:
            held, bit = held | clear << bit, bit + width
        held, bit = held | (clear + 1 if code is None else code) << bit, bit + width
    data = held.to_bytes((bit + 7) // 8, "little")
    return bytes((bits,)) + b"".join(bytes((len(data[i:i + 255]),)) + data[i:i + 255] for i in range(0, len(data), 255)) + b"\0"


GREYS = bytes(c for i in range(256) for c in (i, i, i))


def gif_frame(rows, left: int = 0, top: int = 0, interlace: bool = False, colours: bytes = b"", data: bytes | None = None) -> bytes:
    order = [y for first, step in ((0, 8), (4, 8), (2, 4), (1, 2)) for y in range(first, len(rows), step)] if interlace else range(len(rows))
    flags = (0x40 if interlace else 0) | (0x87 if colours else 0)
    body = data if data is not None else lzw([luma(pixel) for y in order for pixel in rows[y]])
    return b"," + struct.pack("<HHHHB", left, top, len(rows[0]), len(rows), flags) + colours + body


def gif(screen: tuple[int, int], *parts: bytes, colours: bytes = GREYS, flags: int = 0xF7) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", *screen, flags, 0, 0) + colours + b"".join(parts) + b";"


def gifs() -> None:
    size = (48, 32)
    plain = put("landscape.gif", gif(size, gif_frame(SMALL)), "gif", "ok", size, "one frame")
    put("gif-interlaced.gif", gif(size, gif_frame(SMALL, interlace=True)), "gif", "ok", size, "interlaced")
    put("gif-local-colours.gif", gif(size, gif_frame(SMALL, colours=GREYS), colours=b"", flags=0x70), "gif", "ok", size, "the frame's own colours")
    control = b"!\xf9\4\1\0\0\x80\0"
    put("gif-animated.gif", gif(size, b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0", control, gif_frame(SMALL), control, gif_frame(SMALL[::-1])), "gif", "ok", size, "two frames, transparency", animated=True)
    put("gif-offset-frame.gif", gif((60, 40), gif_frame(SMALL, 6, 4)), "gif", "ok", (60, 40), "a frame inside the screen")
    put("gif-frame-sticks-out.gif", gif((10, 10), gif_frame(SMALL, 5, 5)), "gif", "ok", (53, 37), "the frame is larger than the screen")
    put("gif-no-screen.gif", gif((0, 0), gif_frame(SMALL)), "gif", "ok", size, "screen of no size")
    put("gif-bad-colour.gif", gif(size, gif_frame(SMALL), colours=GREYS[:384], flags=0xF6), "gif", "damaged", size, "colours that the palette does not have")
    put("gif-huge-screen.gif", gif((65535, 65535), gif_frame(SMALL)), "gif", "too_many_pixels", None, "65,535 x 65,535 screen")
    huge = b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + lzw([0])
    put("gif-huge-frame.gif", gif(size, huge), "gif", "too_many_pixels", None, "65,535 x 65,535 frame")
    put("gif-no-colours.gif", gif(size, gif_frame(SMALL), colours=b"", flags=0x70), "gif", "corrupt", None, "no colours at all")
    put("gif-no-frame.gif", gif(size), "gif", "corrupt", None, "no frame")
    put("gif-short-data.gif", gif(size, gif_frame(SMALL, data=lzw([1, 2, 3]))), "gif", "corrupt", None, "three pixels for the whole frame")
    put("gif-bad-code.gif", gif(size, gif_frame(SMALL, data=b"\x08\x04\x00\xff\xff\xff\0")), "gif", "corrupt", None, "a code that was never defined")
    put("gif-cut-at-half.gif", plain[:len(plain) // 2], "gif", "truncated", None, "half of the file")
    put("gif-cut-in-header.gif", plain[:9], "gif", "truncated", None, "ends in the screen descriptor")
    put("gif-cut-in-colours.gif", plain[:100], "gif", "truncated", None, "ends in the colours")


# --- WebP ----------------------------------------------------------------------------------------------------------------
def riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)


def vp8x(flags: int, width: int, height: int) -> bytes:
    return riff_chunk(b"VP8X", struct.pack("<I", flags) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"))


def webps() -> None:
    out = SCRATCH / "out.webp"

    def encoded(*options: str) -> bytes:
        tool("cwebp", "-quiet", *options, PPM, "-o", out)
        return out.read_bytes()
    size = (W, H)
    lossy = put("landscape.webp", encoded("-q", "80"), "webp", "ok", size, "lossy")
    lossless = put("webp-lossless.webp", encoded("-lossless"), "webp", "ok", size, "lossless")
    bits, exact = lossy[12:], lossless[12:]
    put("webp-orientation-8.webp", riff(vp8x(0x08, W, H), bits, riff_chunk(b"EXIF", exif("II", 8))), "webp", "ok", size, "EXIF chunk", 8)
    put("webp-orientation-mark.webp", riff(vp8x(0x08, W, H), exact, riff_chunk(b"EXIF", b"Exif\0\0" + exif("MM", 3))), "webp", "ok", size, "EXIF chunk with JPEG's mark", 3)
    put("webp-bad-alpha.webp", riff(vp8x(0x10, W, H), riff_chunk(b"ALPH", b"\xff" * 30), bits), "webp", "ok", size, "a broken alpha plane, which nobody looks at")

    def frame(left: int, top: int, body: bytes) -> bytes:
        three = lambda v: v.to_bytes(3, "little")
        return riff_chunk(b"ANMF", three(left // 2) + three(top // 2) + three(W - 1) + three(H - 1) + three(100) + b"\0" + body)
    anim = riff_chunk(b"ANIM", bytes(6))
    put("webp-animated.webp", riff(vp8x(0x02, W, H), anim, frame(0, 0, bits), frame(0, 0, exact)), "webp", "ok", size, "two frames", animated=True)
    put("webp-animated-offset.webp", riff(vp8x(0x02, 120, 80), anim, frame(20, 10, exact)), "webp", "ok", (120, 80), "a frame inside the canvas", animated=True)
    put("webp-frame-outside.webp", riff(vp8x(0x02, 100, 80), anim, frame(20, 10, exact)), "webp", "corrupt", None, "a frame that leaves the canvas")
    put("webp-wrong-canvas.webp", riff(vp8x(0, W + 1, H), bits), "webp", "corrupt", None, "still picture of another size than its canvas")
    put("webp-huge-canvas.webp", riff(vp8x(0x02, 16384, 16384), anim, frame(0, 0, exact)), "webp", "too_many_pixels", None, "16,384 x 16,384 canvas")
    put("webp-endless-canvas.webp", riff(vp8x(0x02, 1 << 24, 1 << 24), anim, frame(0, 0, exact)), "webp", "side_too_long", None, "16 million wide")
    put("webp-header-only.webp", riff(), "webp", "truncated", None, "no picture in the container")
    put("webp-cut-at-half.webp", lossless[:len(lossless) // 2], "webp", "truncated", None, "half of a lossless file")
    put("webp-lossy-cut.webp", lossy[:len(lossy) // 2], "webp", "truncated", None, "half of a lossy file")
    put("webp-long-chunk.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff" + lossy[20:40], "webp", "truncated", None, "chunk of 4 GB")
    put("webp-noise.webp", riff(riff_chunk(b"VP8L", b"\x2f" + bytes((i * 73 + 41) & 255 for i in range(300)))), "webp", "corrupt", None, "noise")


# --- HEIC and AVIF ----------------------------------------------------------------------------------------------------------
def with_property(heic: bytes, box: bytes) -> bytes:
    """Adds a property for the first item and moves what lies behind."""
    added = len(box) + 1

    def grow(data: bytearray, name: bytes, by: int) -> None:
        at = data.index(name) - 4
        data[at:at + 4] = struct.pack(">I", struct.unpack(">I", data[at:at + 4])[0] + by)
    data = bytearray(heic)
    ipma = data.index(b"ipma")
    count_at = ipma + 4 + 4 + 4 + 2  # version and flags, entry count, item
    first = data[count_at]
    ipco = data.index(b"ipco")
    ipco_end = ipco - 4 + struct.unpack(">I", data[ipco - 4:ipco])[0]
    properties, at = 0, ipco + 4
    while at < ipco_end:
        at += struct.unpack(">I", data[at:at + 4])[0]
        properties += 1
    data[count_at] = first + 1
    data[count_at + 1 + first:count_at + 1 + first] = bytes((0x80 | (properties + 1),))
    data[ipco_end:ipco_end] = box
    grow(data, b"ipma", 1)
    grow(data, b"ipco", len(box))
    grow(data, b"iprp", added)
    grow(data, b"meta", added)
    iloc = data.index(b"iloc")
    assert data[iloc + 4] in (0, 1) and data[iloc + 8] == 0x44, "another layout of iloc"
    base_bytes = data[iloc + 9] >> 4
    at = iloc + 10
    items = struct.unpack(">H", data[at:at + 2])[0]
    at += 2
    for _ in range(items):
        at += 2 + (2 if data[iloc + 4] == 1 else 0) + 2
        if base_bytes:
            base = struct.unpack(">I", data[at:at + 4])[0]
            data[at:at + 4] = struct.pack(">I", base + added)
            at += 4
        extents = struct.unpack(">H", data[at:at + 2])[0]
        at += 2
        for _ in range(extents):
            if not base_bytes:
                data[at:at + 4] = struct.pack(">I", struct.unpack(">I", data[at:at + 4])[0] + added)
            at += 8
    return bytes(data)


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + name + body


def full_box(name: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(name, struct.pack(">I", version << 24 | flags), *parts)


def ispe(width: int, height: int) -> bytes:
    return full_box(b"ispe", struct.pack(">II", width, height))


def derived(items: list[tuple[bytes, bytes, tuple[int, ...]]], references: list[tuple[bytes, int, list[int]]], properties: list[bytes], brand: bytes = b"heic") -> bytes:
    """A HEIC (or of another `brand`) of items (type, data, properties) that are numbered from 1; the first is primary, the others are hidden. All data in `idat`."""
    starts = [sum(len(data) for _, data, _ in items[:i]) for i in range(len(items))]
    infe = [full_box(b"infe", struct.pack(">HH", i + 1, 0), kind + b"\0", version=2, flags=1 if i else 0) for i, (kind, _, _) in enumerate(items)]
    iloc = [struct.pack(">HHHHII", i + 1, 1, 0, 1, starts[i], len(data)) for i, (_, data, _) in enumerate(items)]
    iref = [box(kind, struct.pack(f">HH{len(to)}H", source, len(to), *to)) for kind, source, to in references]
    ipma = [struct.pack(">HB", i + 1, len(own)) + bytes(own) for i, (_, _, own) in enumerate(items)]
    meta = full_box(b"meta", full_box(b"hdlr", bytes(4), b"pict", bytes(13)), full_box(b"pitm", struct.pack(">H", 1)),
                    full_box(b"iloc", struct.pack(">HH", 0x4400, len(items)), *iloc, version=1),
                    full_box(b"iinf", struct.pack(">H", len(items)), *infe), full_box(b"iref", *iref),
                    box(b"iprp", box(b"ipco", *properties), full_box(b"ipma", struct.pack(">I", len(items)), *ipma)),
                    box(b"idat", *(data for _, data, _ in items)))
    return box(b"ftyp", brand, bytes(4), b"mif1", brand) + meta


def grid(columns: int, width: int, height: int, rows: int = 1) -> bytes:
    return struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)


def settings_of(heif: bytes, name: bytes) -> bytes:
    """The box with the decoder's settings: hvcC or av1C."""
    at = heif.index(name) - 4
    return heif[at:at + struct.unpack(">I", heif[at:at + 4])[0]]


def with_coded_size(settings: bytes, width: int, height: int) -> bytes:
    """hvcC whose sequence parameter set (ISO/IEC 23008-2 section 7.3.2.2) gives another width and height than it did."""
    def exponential(value: int) -> str:
        digits = f"{value + 1:b}"
        return "0" * (len(digits) - 1) + digits

    def resized(unit: bytes) -> bytes:
        plain = unit.replace(b"\0\0\3", b"\0\0")
        bits = "".join(f"{byte:08b}" for byte in plain).rstrip("0")
        assert plain[2] & 14 == 0, "one sub-layer"

        def behind(at: int) -> int:
            zeros = bits.index("1", at) - at
            return at + 2 * zeros + 1
        start = behind(behind(16 + 8 + 96))  # header, identifiers, profile and level; number, chroma format
        bits = bits[:start] + exponential(width) + exponential(height) + bits[behind(behind(start)):]
        bits += "0" * (-len(bits) % 8)
        made, zeros = bytearray(), 0
        for byte in (int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)):
            if zeros >= 2 and byte <= 3:
                made.append(3)
                zeros = 0
            made.append(byte)
            zeros = zeros + 1 if byte == 0 else 0
        return bytes(made)
    made, at = bytearray(settings[:31]), 31
    for _ in range(settings[30]):
        kind, count = settings[at] & 63, struct.unpack(">H", settings[at + 1:at + 3])[0]
        made += settings[at:at + 3]
        at += 3
        for _ in range(count):
            size = struct.unpack(">H", settings[at:at + 2])[0]
            unit = settings[at + 2:at + 2 + size]
            at += 2 + size
            unit = resized(unit) if kind == 33 else unit
            made += struct.pack(">H", len(unit)) + unit
    return struct.pack(">I", len(made)) + bytes(made[4:])


def derived_heifs(heic: bytes) -> None:
    settings = settings_of(heic, b"hvcC")
    picture = heic[heic.index(b"mdat") + 4:]

    def overlay(width: int, height: int, place: tuple[int, int]) -> bytes:
        return struct.pack(">BB4HHHhh", 0, 0, 0, 0, 0, 0xFFFF, width, height, *place)
    tile = (b"hvc1", picture, (1, 2))
    tile_properties = [settings, ispe(W, H)]
    put("heic-grid.heic", derived([(b"grid", grid(2, 2 * W, H), (3,)), tile], [(b"dimg", 1, [2, 2])], [*tile_properties, ispe(2 * W, H)]), "heic", "ok",
        (2 * W, H), "a grid of one tile twice")
    put("heic-identity.heic", derived([(b"iden", b"\0", (2,)), tile], [(b"dimg", 1, [2])], tile_properties), "heic", "ok", (W, H), "a picture made of one other")
    alpha = full_box(b"auxC", b"urn:mpeg:hevc:2015:auxid:1\0")
    with_alpha = (b"hvc1", picture, (1, 2, 3))
    put("heic-alpha.heic", derived([tile, with_alpha], [(b"auxl", 2, [1])], [*tile_properties, alpha]), "heic", "ok", (W, H), "an alpha plane")
    put("heic-overlay.heic", derived([(b"iovl", overlay(120, 80, (-1, -1)), (3,)), tile], [(b"dimg", 1, [2])], [*tile_properties, ispe(120, 80)]), "heic",
        "unsupported_variant", None, "an overlay: libheif 1.15 reads and writes outside its planes at negative places")
    put("heic-tile-alpha.heic", derived([(b"grid", grid(1, W, H), (2,)), tile, with_alpha], [(b"dimg", 1, [2]), (b"auxl", 3, [2])], [*tile_properties, alpha]),
        "heic", "unsupported_variant", None, "a tile with an alpha plane of its own: libheif 1.15 writes outside its planes when their depths differ")
    put("heic-circle.heic", derived([(b"iden", b"\0", (1,))], [(b"dimg", 1, [1])], [ispe(64, 64)]), "heic", "too_much_work", None, "a picture made of itself")
    put("heic-circle-of-two.heic", derived([(b"iden", b"\0", (1,))] * 2, [(b"dimg", 1, [2]), (b"dimg", 2, [1])], [ispe(64, 64)]), "heic", "too_much_work", None,
        "two pictures made of each other")
    put("heic-circle-of-alpha.heic", derived([with_alpha] * 2, [(b"auxl", 1, [2]), (b"auxl", 2, [1])], [*tile_properties, alpha]), "heic", "too_much_work", None,
        "two pictures that are each other's alpha plane")
    put("heic-no-part.heic", derived([(b"iden", b"\0", (1,))], [(b"dimg", 1, [7])], [ispe(64, 64)]), "heic", "corrupt", None, "made of a picture that is not there")
    put("heic-odd-part.heic", derived([(b"iden", b"\0", (1,)), (b"mime", b"\0", (1,))], [(b"dimg", 1, [2])], [ispe(64, 64)]), "heic", "unsupported_variant", None,
        "made of something that is no picture")
    levels = [(b"grid", grid(30, 64, 64), (2,))] * 6 + [(b"hvc1", picture, (1, 2))]
    put("heic-many-parts.heic", derived(levels, [(b"dimg", i, [i + 1] * 30) for i in range(1, 7)], [settings, ispe(1, 1)]), "heic", "too_much_work", None,
        "thirty pictures, each made of thirty, six deep")
    put("heic-huge-grid.heic", derived([(b"grid", grid(1, 65000, 65000), (3,)), tile], [(b"dimg", 1, [2])], [*tile_properties, ispe(64, 64)]), "heic",
        "too_many_pixels", None, "a grid of 65,000 x 65,000 that states 64 x 64")
    put("heic-coded-huge.heic", derived([tile], [], [with_coded_size(settings, 45056, 45056), ispe(W, H)]), "heic", "too_much_memory", None,
        f"states {W} x {H}, and its coded picture is 45,056 x 45,056")
    shared = bytearray(derived([tile] + [(b"mime", b"\0", (2,))] * 99, [], tile_properties))
    shared[shared.index(b"iloc") + 12:shared.index(b"iinf") - 4] = b"".join(struct.pack(">HHHHII", i + 1, 1, 0, 1, 0, len(picture)) for i in range(100))
    put("heic-shared-bytes.heic", bytes(shared), "heic", "too_much_work", None, "a hundred items of the same bytes")
    cropped = bytearray(with_property(heic, struct.pack(">I4s8I", 40, b"clap", 64, 1, 32, 1, 0, 1, 0, 1)))
    put("heic-cropped.heic", bytes(cropped), "heic", "ok", (64, 32), "a part of the stored picture")
    cropped[cropped.index(b"ispe") + 8:cropped.index(b"ispe") + 16] = struct.pack(">II", 16384, 16384)
    put("heic-cropped-huge.heic", bytes(cropped), "heic", "too_many_pixels", None, "states 16,384 x 16,384 and shows a part of 64 x 32")


def many_large_tiles(flat: bytes) -> None:
    """Two thousand times a picture of 4,096 x 4,096, each the only tile of a grid of 16 x 16."""
    items = [(b"grid", grid(250, 4000, 128, 8), (3,)), (b"grid", grid(1, 16, 16), (2,)), (b"av01", flat[flat.index(b"mdat") + 4:], (1, 2))]
    references = [(b"dimg", 1, [2] * 2000), (b"dimg", 2, [3])]
    put("avif-large-tiles.avif", derived(items, references, [settings_of(flat, b"av1C"), ispe(16, 16), ispe(4000, 128)], b"avif"), "avif", "too_much_time", None,
        "2,000 tiles that state 16 x 16 and are 4,096 x 4,096: minutes")


def heifs() -> None:
    out = SCRATCH / "out.heic"
    source = SCRATCH / "source.jpg"
    source.write_bytes((HERE / "landscape.jpg").read_bytes())
    tool("heif-enc", "-q", "80", "-o", out, source)
    heic = put("landscape.heic", out.read_bytes(), "heic", "ok", (W, H), "HEVC; the module of the page says unsupported_format")
    tool("heif-enc", "-A", "-q", "80", "-o", out, source)
    avif = put("landscape.avif", out.read_bytes(), "avif", "ok", (W, H), "AV1; likewise")
    source.write_bytes((HERE / "jpeg-orientation-6.jpg").read_bytes())
    tool("heif-enc", "-q", "80", "-o", out, source)
    exif_only = put("heic-exif-only.heic", out.read_bytes(), "heic", "ok", (H, W), "EXIF orientation 6 alone, which does not count in HEIF")
    put("heic-turned.heic", with_property(exif_only, struct.pack(">I4sB", 9, b"irot", 3)), "heic", "ok", (W, H), "stored turned, with a rotation property that libheif applies")
    put("heic-cut-at-half.heic", heic[:len(heic) // 2], "heic", "truncated", None, "half of the file")
    put("avif-cut-in-header.avif", avif[:60], "avif", "truncated", None, "ends in its boxes")
    derived_heifs(heic)
    rows = b"".join(b"\0" + b"\x80\x90\xa0" * 4096 for _ in range(4096))
    flat = SCRATCH / "flat.png"
    flat.write_bytes(SIGNATURE + ihdr(4096, 4096, 8, 2) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))
    tool("heif-enc", "-A", "-q", "50", "-o", out, flat)
    many_large_tiles(out.read_bytes())


# --- what is no picture ----------------------------------------------------------------------------------------------------
def others() -> None:
    put("empty", b"", "unknown", "empty", None, "no bytes")
    put("noise", bytes((i * 131 + 7) & 255 for i in range(200)), "unknown", "unknown_format", None, "noise")
    put("one-byte", b"\xff", "unknown", "unknown_format", None, "one byte")
    for name, data, kind, expect in (
            ("document.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf", "not_a_picture"),
            ("archive.zip", b"PK\3\4\x14\0\0\0\0\0", "zip", "not_a_picture"),
            ("page.html", b"\n<!DOCTYPE html><html><title>A page</title></html>", "html", "not_a_picture"),
            ("feed.xml", b"<?xml version='1.0'?><feed/>", "xml", "not_a_picture"),
            ("words.txt", "An afternoon by the lake, and a caf\u00e9.\n".encode(), "text", "not_a_picture"),
            ("words.rtf", b"{\\rtf1 words}", "rtf", "not_a_picture"),
            ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "office", "not_a_picture"),
            ("packed.gz", b"\x1f\x8b\x08" + bytes(20), "archive", "not_a_picture"),
            ("song.mp3", b"ID3\4\0\0" + bytes(20), "audio", "not_a_picture"),
            ("sound.wav", b"RIFF\x24\0\0\0WAVEfmt ", "audio", "not_a_picture"),
            ("program.exe", b"MZ" + bytes(80), "program", "not_a_picture"),
            ("clip.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isommp42", "mp4", "video"),
            ("clip.mov", b"\0\0\0\x14ftypqt  \0\0\2\0qt  ", "quicktime", "video"),
            ("clip.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1", "matroska", "video"),
            ("clip.avi", b"RIFF\x24\0\0\0AVI LIST", "avi", "video"),
            ("clip.mpg", b"\0\0\1\xba" + bytes(20), "mpeg", "video"),
            ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", "unsupported_format"),
            ("drawing-2.svg", b"<?xml version='1.0'?>\n<!-- a drawing -->\n<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", "unsupported_format"),
            ("scan.tiff", b"II*\0\x08\0\0\0\0\0\0\0\0\0", "tiff", "unsupported_format"),
            ("photo.cr2", b"II*\0\x10\0\0\0CR\2\0" + bytes(20), "raw_photo", "unsupported_format"),
            ("photo.cr3", b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "raw_photo", "unsupported_format"),
            ("photo.nef", b"MM\0*\0\0\0\x08" + bytes(20) + b"NIKON CORPORATION\0", "raw_photo", "unsupported_format"),
            ("bitmap.bmp", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + bytes(30), "bmp", "unsupported_format"),
            ("layers.psd", b"8BPS\0\1" + bytes(20), "psd", "unsupported_format"),
            ("icon.ico", b"\0\0\1\0\1\0\x10\x10\0\0", "ico", "unsupported_format"),
            ("new.jxl", b"\0\0\0\x0cJXL \r\n\x87\n", "jpeg_xl", "unsupported_format"),
            ("old.jp2", b"\0\0\0\x0cjP  \r\n\x87\n", "jpeg_2000", "unsupported_format")):
        put(name, data, kind, expect, None, "told by its first bytes")


jpegs()
for name, transform, note in (("cmyk", None, "CMYK without Adobe's marker"), ("cmyk-adobe", 0, "CMYK, inverted as Adobe does"), ("ycck", 2, "YCCK")):
    put(f"jpeg-{name}.jpg", four_inks(transform), "jpeg", "ok", (48, 32), note)
pngs()
gifs()
webps()
heifs()
others()
known = {row[0] for row in manifest} | {"make_vectors.py", "README.md", "manifest.tsv"}
for stray in HERE.iterdir():
    if stray.name not in known:
        print("not made by this script:", stray.name, file=sys.stderr)
header = "# file\tkind\texpect\twidth\theight\torientation\tanimated\tnote\n"
(HERE / "manifest.tsv").write_text(header + "".join("\t".join(row) + "\n" for row in manifest))
print(len(manifest), "files,", sum((HERE / row[0]).stat().st_size for row in manifest), "bytes")
