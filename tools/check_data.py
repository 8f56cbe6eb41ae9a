#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Data is dated and sourced: every folder of data/ and vectors/ says where it comes from, every number and address when it was checked.

Rules: data/* and vectors/* folders hold a README.md with a line `Source:` and a line `Licence:`; in JSON under data/ an object that
has any of phone, text, url, number also has `source` (a https address or a file of this repository) and `checked` (YYYY-MM-DD, not in
the future). Usage: check_data.py [repository root]
"""
import datetime
import json
import pathlib
import re
import sys

CONTACT = {"phone", "text", "url", "number"}
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def entries(value, where):
    if isinstance(value, dict):
        yield where, value
        for key, inner in value.items():
            yield from entries(inner, f"{where}/{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from entries(inner, f"{where}/{i}")


def main(root: pathlib.Path) -> int:
    faults = []
    for top in ("data", "vectors"):
        for folder in sorted(p for p in (root / top).glob("*") if p.is_dir()):
            readme = folder / "README.md"
            text = readme.read_text() if readme.exists() else ""
            for label in ("Source:", "Licence:"):
                if label.lower() not in text.lower():
                    faults.append(f"{readme.relative_to(root)}: no `{label}` line")
    today = datetime.date.today()
    for path in sorted((root / "data").rglob("*.json")):
        for where, entry in entries(json.loads(path.read_text()), ""):
            if not CONTACT & set(entry):
                continue
            place = f"{path.relative_to(root)}{where}"
            if not str(entry.get("source", "")).startswith("https://"):
                faults.append(f"{place}: no source")
            checked = str(entry.get("checked", ""))
            if not DATE.match(checked) or datetime.date.fromisoformat(checked) > today:
                faults.append(f"{place}: no date of checking, or one in the future")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
