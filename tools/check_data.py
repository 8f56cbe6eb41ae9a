#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Data is dated and sourced: every folder of data/ and vectors/ says where it comes from, every number and address when it was checked.

Rules: data/* and vectors/* folders hold a README.md with a line `Source:` and a line `Licence:`; in JSON under data/ an object that
has any of phone, text, url, number also has `source` (a https address or a file of this repository) and `checked` (YYYY-MM-DD, not in
the future). README.md shows a phone number only as a link to the source that data/directory/lines.toml has for it, and says the day on
which the oldest of them was read. Usage: check_data.py [repository root]
"""
import datetime
import json
import pathlib
import re
import sys
import tomllib

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


# Three digits that stand alone, or groups of digits as phone numbers are written.
NUMBER = re.compile(r"(?<![\w.,:/-])(?:0\d{2,4}(?: \d{3,4}){1,2}|\d{3} \d{3}|[19]\d\d)(?![\w%:/-]|[.,]\d| (?:ms|MB|GB|kB|bytes))")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def readme_faults(root):
    """Numbers of help lines in README.md: each as the data has it, with its source and the day it was read."""
    text = (root / "README.md").read_text()
    lines = tomllib.loads((root / "data/directory/lines.toml").read_text())["line"]
    known = {}
    for line in lines:
        for contact in line.get("contacts", []):
            for source in line["source"]:
                known.setdefault(contact["shown"], {}).setdefault(source["url"], source["read"])
    read_on = []
    for shown, url in LINK.findall(text):
        if not NUMBER.fullmatch(shown):
            continue
        if url in known.get(shown, {}):
            read_on.append(known[shown][url])
        else:
            yield f"README.md: {shown} with the source {url} is not in data/directory/lines.toml"
    for found in NUMBER.findall(LINK.sub("", text)):
        yield f"README.md: {found} is shown without its source"
    if not read_on:
        yield "README.md: no number to call"
    elif str(min(read_on)) not in text:
        yield f"README.md: does not say that its numbers were read on {min(read_on)}"


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
    faults += readme_faults(root)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
