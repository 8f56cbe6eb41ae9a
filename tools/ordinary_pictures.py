#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws pictures that nobody owns: gradients, shapes, patterns, flags, pages, screens. Deterministic; no libraries.

    tools/ordinary_pictures.py FOLDER

writes PNG files of 192 x 192 grey pixels into FOLDER. Their fingerprints, with those of well-known wallpapers, are
data/ordinary/codes.txt: a submission that would match one of them is no private picture (data/ordinary/README.md).
"""
import math
import os
import struct
import sys
import zlib

SIDE = 192


def clamp(value):
    return max(0, min(255, int(value)))


def write_png(path, pixel):
    rows = bytearray()
    for y in range(SIDE):
        rows.append(0)
        rows.extend(clamp(pixel((x + 0.5) / SIDE, (y + 0.5) / SIDE)) for x in range(SIDE))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        out.write(chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)))
        out.write(chunk(b"IDAT", zlib.compress(bytes(rows), 9)))
        out.write(chunk(b"IEND", b""))


class Draw:
    """A linear congruential generator: the same numbers on every machine and in every version of Python."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**32

    def below(self, limit):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) % limit


def gradients():
    for k in range(24):
        angle = 2 * math.pi * k / 24
        dx, dy = math.cos(angle), math.sin(angle)
        for power in (0.6, 1.0, 1.8):
            def pixel(x, y, dx=dx, dy=dy, power=power):
                t = ((x - 0.5) * dx + (y - 0.5) * dy) / (abs(dx) + abs(dy)) + 0.5
                return 20 + 215 * max(0.0, min(1.0, t)) ** power
            yield f"gradient-{k:02}-{power}", pixel


def radials():
    for cx in (0.2, 0.35, 0.5, 0.65, 0.8):
        for cy in (0.2, 0.35, 0.5, 0.65, 0.8):
            for sign in (1, -1):
                def pixel(x, y, cx=cx, cy=cy, sign=sign):
                    return 128 + sign * (100 - 190 * math.hypot(x - cx, y - cy))
                yield f"radial-{cx}-{cy}-{'light' if sign > 0 else 'dark'}", pixel


def stripes():
    for k in range(12):
        angle = math.pi * k / 12
        dx, dy = math.cos(angle), math.sin(angle)
        for waves in (1.5, 2, 3, 4, 5, 6, 8, 10):
            for phase in (0, 0.5):
                def pixel(x, y, dx=dx, dy=dy, waves=waves, phase=phase):
                    return 220 if ((x * dx + y * dy) * waves + phase) % 1 < 0.5 else 35
                yield f"stripes-{k:02}-{waves}-{phase}", pixel


def checkerboards():
    for cells in range(2, 17):
        for turned in (False, True):
            def pixel(x, y, cells=cells, turned=turned):
                if turned:
                    x, y = (x + y) / 1.414, (x - y) / 1.414 + 1
                return 230 if (int(x * cells) + int(y * cells)) % 2 else 25
            yield f"checkerboard-{cells:02}-{'turned' if turned else 'straight'}", pixel


def grids():
    for cells in (3, 4, 5, 6, 8, 10, 12):
        for width in (0.05, 0.12):
            for dark in (False, True):
                def pixel(x, y, cells=cells, width=width, dark=dark):
                    line = (x * cells) % 1 < width or (y * cells) % 1 < width
                    return 30 if line != dark else 225
                yield f"grid-{cells:02}-{width}-{'dark' if dark else 'light'}", pixel


def halves():
    for k in range(16):
        angle = 2 * math.pi * k / 16
        dx, dy = math.cos(angle), math.sin(angle)
        for offset in (-0.2, 0.0, 0.2):
            def pixel(x, y, dx=dx, dy=dy, offset=offset):
                return 210 if (x - 0.5) * dx + (y - 0.5) * dy > offset else 40
            yield f"halves-{k:02}-{offset}", pixel


def shapes():
    def disc(u, v):
        return math.hypot(u, v) < 1

    def square(u, v):
        return max(abs(u), abs(v)) < 1

    def diamond(u, v):
        return abs(u) + abs(v) < 1

    def triangle(u, v):
        return -1 < v < 1 and abs(u) < (v + 1) / 2

    def ring(u, v):
        return 0.6 < math.hypot(u, v) < 1

    def cross(u, v):
        return min(abs(u), abs(v)) < 0.33 and max(abs(u), abs(v)) < 1

    def heart(u, v):
        u, v = u * 1.2, -v * 1.2 + 0.2
        return (u * u + v * v - 0.8) ** 3 < u * u * v**3

    def star(u, v):
        angle = math.atan2(u, -v) % (2 * math.pi / 5)
        return math.hypot(u, v) < 0.45 + 0.55 * abs(angle / (math.pi / 5) - 1)

    for shape in (disc, square, diamond, triangle, ring, cross, heart, star):
        for size in (0.2, 0.3, 0.4):
            for cx, cy in ((0.5, 0.5), (0.35, 0.5), (0.65, 0.5), (0.5, 0.35), (0.5, 0.65)):
                for dark in (False, True):
                    def pixel(x, y, shape=shape, size=size, cx=cx, cy=cy, dark=dark):
                        return 40 if shape((x - cx) / size, (y - cy) / size) != dark else 215
                    yield f"{shape.__name__}-{size}-{cx}-{cy}-{'dark' if dark else 'light'}", pixel


def frames():
    for margin in (0.04, 0.08, 0.12, 0.16, 0.2, 0.25):
        for dark in (False, True):
            def pixel(x, y, margin=margin, dark=dark):
                return 45 if (margin < x < 1 - margin and margin < y < 1 - margin) != dark else 225
            yield f"frame-{margin}-{'dark' if dark else 'light'}", pixel
            def letterbox(x, y, margin=margin, dark=dark):
                return 45 if (margin < y < 1 - margin) != dark else 225 - 40 * x
            yield f"letterbox-{margin}-{'dark' if dark else 'light'}", letterbox


def flags():
    tones = (40, 130, 220)
    for a in tones:
        for b in tones:
            for c in tones:
                if a == b and b == c:
                    continue
                def upright(x, y, a=a, b=b, c=c):
                    return (a, b, c)[min(2, int(x * 3))]
                yield f"flag-upright-{a}-{b}-{c}", upright
                def level(x, y, a=a, b=b, c=c):
                    return (a, b, c)[min(2, int(y * 3))]
                yield f"flag-level-{a}-{b}-{c}", level
    for field in tones:
        for bar in tones:
            if field == bar:
                continue
            def nordic(x, y, field=field, bar=bar):
                return bar if 0.3 < x < 0.44 or 0.43 < y < 0.57 else field
            yield f"flag-nordic-{field}-{bar}", nordic
            def saltire(x, y, field=field, bar=bar):
                return bar if abs(x - y) < 0.1 or abs(x + y - 1) < 0.1 else field
            yield f"flag-saltire-{field}-{bar}", saltire


def horizons():
    for height in (0.35, 0.5, 0.65):
        for sun in (None, 0.25, 0.5, 0.75):
            for ground in (40, 110):
                def pixel(x, y, height=height, sun=sun, ground=ground):
                    if y > height:
                        return ground + 40 * (y - height)
                    if sun is not None and math.hypot(x - sun, y - height * 0.5) < 0.09:
                        return 250
                    return 140 + 90 * y / height
                yield f"horizon-{height}-{sun}-{ground}", pixel


def pages():
    for lines in (8, 12, 16, 24):
        for margin in (0.06, 0.12):
            for seed in range(4):
                draw = Draw(lines * 100 + seed)
                words = []
                for line in range(lines):
                    x = margin
                    end = 1 - margin - (draw.below(40) / 100 if draw.below(4) == 0 else 0)
                    while x < end:
                        length = (2 + draw.below(8)) * 0.35 / lines
                        words.append((line, x, min(end, x + length)))
                        x += length + 0.35 / lines
                def pixel(x, y, lines=lines, margin=margin, words=tuple(words)):
                    line = (y - margin) / (1 - 2 * margin) * lines
                    if not 0 <= line < lines or line % 1 > 0.55:
                        return 245
                    return 30 if any(w[0] == int(line) and w[1] <= x < w[2] for w in words) else 245
                yield f"page-{lines:02}-{margin}-{seed}", pixel


def screens():
    for rows in (4, 5, 6, 8):
        for dark in (False, True):
            for kind in ("list", "chat", "tiles"):
                def pixel(x, y, rows=rows, dark=dark, kind=kind):
                    paper, ink, bar = (30, 150, 60) if dark else (245, 120, 80)
                    if y < 0.08 or y > 0.94:
                        return bar
                    v = (y - 0.08) / 0.86 * rows
                    row, at = int(v), v % 1
                    if kind == "list":
                        if math.hypot((x - 0.1) * rows, at - 0.5) < 0.3:
                            return ink
                        return ink if 0.2 < x < 0.75 and (0.28 < at < 0.4 or (0.6 < at < 0.68 and x < 0.6)) else paper
                    if kind == "chat":
                        left = row % 2 == 0
                        inside = 0.15 < at < 0.85 and ((0.05 < x < 0.65) if left else (0.35 < x < 0.95))
                        return (ink if left else bar) if inside else paper
                    return ink if 0.1 < at < 0.9 and 0.1 < (x * rows / 2) % 1 < 0.9 else paper
                yield f"screen-{kind}-{rows}-{'dark' if dark else 'light'}", pixel


FAMILIES = (gradients, radials, stripes, checkerboards, grids, halves, shapes, frames, flags, horizons, pages, screens)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.makedirs(sys.argv[1], exist_ok=True)
    written = 0
    for family in FAMILIES:
        for name, pixel in family():
            write_png(os.path.join(sys.argv[1], name + ".png"), pixel)
            written += 1
    print(f"{written} pictures")


if __name__ == "__main__":
    main()
