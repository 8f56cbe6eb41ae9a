# SPDX-License-Identifier: Apache-2.0
"""PNG files made and read by zlib alone, so that nothing of Holdfast vouches for Holdfast's pictures."""
import struct
import zlib


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def picture(width, height, pixel, channels, *more):
    """A PNG file; `pixel` gives the bytes at (x, y)."""
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pixels_of(file):
    """Names of the chunks, and rows of pixels as tuples."""
    names, data, at = [], b"", 8
    while at < len(file):
        size, name = struct.unpack_from(">I4s", file, at)
        content = file[at + 8:at + 8 + size]
        names.append(name.decode())
        if name == b"IHDR":
            width, height, _, colour = struct.unpack_from(">IIBB", content)
        elif name == b"IDAT":
            data += content
        at += size + 12
    samples = {0: 1, 2: 3, 6: 4}[colour]
    raw, before, rows = zlib.decompress(data), bytearray(width * samples), []
    for y in range(height):
        start = y * (width * samples + 1)
        kind, row = raw[start], bytearray(raw[start + 1:start + 1 + width * samples])
        for i in range(len(row)):
            left, up, corner = (row[i - samples] if i >= samples else 0), before[i], (before[i - samples] if i >= samples else 0)
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda value: abs(guess - value))
            row[i] = (row[i] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
        before = row
        rows.append([tuple(row[i:i + samples]) for i in range(0, len(row), samples)])
    return names, rows
