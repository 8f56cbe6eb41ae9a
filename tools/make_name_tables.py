#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes evidence/src/name_rows.hpp: what is needed to tell file names apart as file systems do (canonical decomposition,
combining classes, full case folding), from Python's copy of the Unicode Character Database.

Usage: make_name_tables.py > evidence/src/name_rows.hpp && clang-format-19 -i evidence/src/name_rows.hpp
"""
import unicodedata

everything = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]


def decomposition(c: int) -> list[int]:
    text = unicodedata.decomposition(chr(c))
    return [] if not text or text.startswith("<") else [int(part, 16) for part in text.split()]


def table(kind: str, name: str, rows: list[str]) -> None:
    print(f"inline constexpr std::array<{kind}, {len(rows)}> {name} = {{{{")
    for i in range(0, len(rows), 8):
        print("    " + " ".join(row + "," for row in rows[i:i + 8]))
    print("}};")


def ranges(values: dict[int, int], stride_of) -> list[tuple[int, int, int, int]]:
    """(first, last, stride, value) over code points that share a value."""
    found: list[list[int]] = []
    for c, value in sorted(values.items()):
        last = found[-1] if found else None
        if last and last[3] == value and c - last[1] in stride_of and (last[0] == last[1] or c - last[1] == last[2]):
            last[2] = c - last[1]
            last[1] = c
        else:
            found.append([c, c, 1, value])
    return [tuple(f) for f in found]


split = {c: d for c in everything if (d := decomposition(c))}
assert all(len(d) <= 2 for d in split.values())
classes = {c: k for c in everything if (k := unicodedata.combining(chr(c)))}
folds = {c: [ord(x) for x in f] for c in everything if (f := chr(c).casefold()) != chr(c)}
single = {c: f[0] - c for c, f in folds.items() if len(f) == 1}
several = {c: f for c, f in folds.items() if len(f) > 1}

print(f"""// SPDX-License-Identifier: Apache-2.0
// Made by tools/make_name_tables.py from the Unicode Character Database {unicodedata.unidata_version} (Unicode, Inc.; Unicode License V3).
// Rows are sorted and do not overlap. One table, so it is long.
#pragma once

#include <array>
#include <cstdint>

namespace holdfast::evidence::unicode {{

struct Split {{
    char32_t from;
    char32_t first;
    char32_t second;
}};
struct Classes {{
    char32_t first;
    char32_t last;
    std::uint8_t value;
}};
struct Folds {{
    char32_t first;
    char32_t last;
    std::int32_t stride;
    std::int32_t shift;
}};
struct LongFold {{
    char32_t from;
    std::array<char32_t, 3> to;
}};
""")
table("Split", "splits", ["{%#x, %#x, %#x}" % (c, d[0], d[1] if len(d) > 1 else 0) for c, d in sorted(split.items())])
print()
table("Classes", "classes", ["{%#x, %#x, %d}" % (a, b, v) for a, b, _, v in ranges(classes, {1})])
print()
table("Folds", "folds", ["{%#x, %#x, %d, %d}" % r for r in ranges(single, {1, 2})])
print()
table("LongFold", "long_folds", ["{%#x, {%s}}" % (c, ", ".join("%#x" % x for x in (f + [0])[:3])) for c, f in sorted(several.items())])
print("\n}  // namespace holdfast::evidence::unicode")
