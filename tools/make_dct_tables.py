#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the DCT tables of both PDQ forms as constants. Usage: make_dct_tables.py > imaging/src/dct_tables.hpp

They are committed, not computed at run time, because cos() of two maths libraries may differ in its last bit and a
fingerprint must not. `imaging_test` checks the committed file against this rule.
"""
import math
import re
import struct


def as_float(value: float) -> float:
    return struct.unpack("<f", struct.pack("<f", value))[0]


def literal(value: float) -> str:
    return re.sub(r"0+p", "p", value.hex()) + "F"


def lines(name: str, kind: str, rows) -> str:
    out = [f"inline constexpr {kind} {name}[16][64] = {{"]
    for row in rows:
        out.append("    {" + ", ".join(row) + "},")
    return "\n".join(out + ["};"])


def angle(i: int, j: int) -> float:
    return (math.pi / 2.0 / 64.0) * (i + 1) * (2 * j + 1)


SCALE = as_float(math.sqrt(2.0 / 64.0))
reference = [[literal(as_float(SCALE * math.cos(angle(i, j)))) for j in range(64)] for i in range(16)]
canonical = [[str(math.floor(16384 * math.sqrt(2.0 / 64.0) * math.cos(angle(i, j)) + 0.5)) for j in range(64)] for i in range(16)]
print("// SPDX-License-Identifier: Apache-2.0")
print("// Written by tools/make_dct_tables.py; do not edit. Row i is frequency i + 1; column j is sample j.")
print("#pragma once\n\n#include <cstdint>\n\n// clang-format off\nnamespace holdfast::imaging {\n")
print("/// The reference's table: the float nearest to float(sqrt(2/64)) * cos(pi/128 * (i+1) * (2j+1)).")
print(lines("reference_dct", "float", reference))
print("\n/// The canonical table: 2^14 * sqrt(2/64) * cos(pi/128 * (i+1) * (2j+1)), rounded to the nearest integer.")
print(lines("canonical_dct", "std::int16_t", canonical))
print("\n}  // namespace holdfast::imaging\n// clang-format on")
