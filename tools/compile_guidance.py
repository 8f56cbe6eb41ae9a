#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles data/guidance, data/directory, data/notices and data/messages (TOML) to the one blob that page, command and service
read: canonical JSON.

Entries keep the order of their files, and files the order of their names. What the blob may hold, and how it is read, is for the
reader to say (guidance/include/holdfast/guidance/guide.hpp); this only puts the files together.
Usage: compile_guidance.py REPOSITORY OUTPUT
"""
import datetime
import json
import pathlib
import sys
import tomllib


def as_text(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in the blob")


def main(root: pathlib.Path, output: pathlib.Path) -> None:
    blob = {"format": "holdfast-guidance-1"}
    folders = (root / "data" / name for name in ("guidance", "directory", "notices", "messages"))
    for path in (path for folder in folders for path in sorted(folder.rglob("*.toml"))):
        for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(value, list):
                blob.setdefault(name, []).extend(value)
            elif isinstance(value, dict):
                blob.setdefault(name, {}).update(value)
            # A plain value is a mark of its file for people, such as that its Welsh awaits review.
    text = json.dumps(blob, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=as_text)
    output.parent.mkdir(parents=True, exist_ok=True)
    if not output.exists() or output.read_text(encoding="utf-8") != text:
        output.write_text(text, encoding="utf-8")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
