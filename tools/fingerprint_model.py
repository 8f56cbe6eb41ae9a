#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The canonical fingerprint (pdq-c1) written a second time, straight from docs/formats/fingerprint.md, slow and plain.

Usage: fingerprint_model.py FILE.pgm|FILE.ppm [EXIF orientation]      prints quality and code
       fingerprint_model.py --vectors FOLDER > vectors/fingerprint/canonical.csv
It shares nothing with imaging/ but the document: two implementations that agree on the vectors are worth more than one.
"""
import math
import pathlib
import re
import sys

UNIT = 16384
COLOURS = (9798, 19235, 3735)


def read_netpbm(path):
    data = path.read_bytes()
    head = re.match(rb"(P[56])\s+(\d+)\s+(\d+)\s+255\s", data)
    channels = 1 if head[1] == b"P5" else 3
    return int(head[2]), int(head[3]), channels, data[head.end():]


def upright(width, height, pixel, orientation):
    """The picture as it is meant to be seen: its sides and a function (row, column) -> pixel."""
    w, h = (height, width) if orientation >= 5 else (width, height)
    at = {
        1: lambda r, c: (r, c), 2: lambda r, c: (r, width - 1 - c),
        3: lambda r, c: (height - 1 - r, width - 1 - c), 4: lambda r, c: (height - 1 - r, c),
        5: lambda r, c: (c, r), 6: lambda r, c: (height - 1 - c, r),
        7: lambda r, c: (height - 1 - c, width - 1 - r), 8: lambda r, c: (c, width - 1 - r),
    }[orientation]
    return w, h, lambda r, c: pixel(*at(r, c))


def weights(n):
    """For each of the 64 outputs: the first input and the integer weights of its run."""
    window = (n + 127) // 128
    before, after = window - (window + 2) // 2, (window + 2) // 2 - 1
    box = [(max(0, i - before), min(n - 1, i + after)) for i in range(n)]
    table = []
    for k in range(64):
        first, last = box[(2 * k + 1) * n // 128]
        start, end = box[first][0], box[last][1]
        shares = [0] * (end - start + 1)
        for y in range(first, last + 1):
            for x in range(box[y][0], box[y][1] + 1):
                shares[x - start] += (1 << 32) // (box[y][1] - box[y][0] + 1)
        total, running, rounded, run = sum(shares), 0, 0, []
        for share in shares:
            running += share
            run.append((running * UNIT + total // 2) // total - rounded)
            rounded += run[-1]
        table.append((start, run))
    return table


def canonical(width, height, channels, data, orientation=1):
    if width < 5 or height < 5:
        return 0, 0
    w, h, pixel = upright(width, height, lambda r, c: (r * width + c) * channels, orientation)
    luma = [[sum(q * data[pixel(r, c) + i] for i, q in enumerate(COLOURS)) if channels == 3 else 32768 * data[pixel(r, c)]
             for c in range(w)] for r in range(h)]
    across, down = weights(w), weights(h)
    buffer = []
    for start, run in down:
        line = [sum(q * luma[start + i][c] for i, q in enumerate(run)) for c in range(w)]
        buffer.append([(sum(q * line[left + i] for i, q in enumerate(r)) + (1 << 35)) >> 36 for left, r in across])
    steps = sum(abs(buffer[y][x] - buffer[y + 1][x]) * 100 // 32640 for y in range(63) for x in range(64))
    steps += sum(abs(buffer[y][x] - buffer[y][x + 1]) * 100 // 32640 for y in range(64) for x in range(63))
    d = [[math.floor(16384 * math.sqrt(2 / 64) * math.cos(math.pi / 128 * (i + 1) * (2 * j + 1)) + 0.5) for j in range(64)]
         for i in range(16)]
    half = [[sum(d[i][k] * buffer[k][j] for k in range(64)) for j in range(64)] for i in range(16)]
    coefficients = [sum(half[i][k] * d[j][k] for k in range(64)) for i in range(16) for j in range(16)]
    median = sorted(coefficients)[127]
    return min(steps // 90, 100), sum(1 << k for k, value in enumerate(coefficients) if value > median)


def main(arguments):
    if arguments[0] != "--vectors":
        quality, code = canonical(*read_netpbm(pathlib.Path(arguments[0])), *map(int, arguments[1:2]))
        print(f"{quality} {code:064x}")
        return
    print("file,orientation,quality,code")
    for number, path in enumerate(sorted(pathlib.Path(arguments[1]).glob("*.p[gp]m"))):
        picture = read_netpbm(path)
        for orientation in range(1, 9) if picture[0] * picture[1] < 70000 else (1, 2 + number % 7):
            quality, code = canonical(*picture, orientation)
            print(f"{path.name},{orientation},{quality},{code:064x}")


main(sys.argv[1:])
