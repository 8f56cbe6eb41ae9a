#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy over what is shipped, a module's private headers too (tests, fuzz targets and benchmarks have the compiler's
warnings), warnings as errors, and remembers what passed. What wasm alone has is looked at as build/wasm compiles it.

The static analyzer takes as long as all other checks together: it follows the code that works on raw memory, with keys or C
libraries; with "all", every file, and two dear checks of style are made as well.

A file is looked at again only when its preprocessed text, its flags or its .clang-tidy changed. Usage: tidy.py BUILD_FOLDER [JOBS [all]]
"""
import concurrent.futures
import hashlib
import json
import pathlib
import shlex
import subprocess
import sys

build = pathlib.Path(sys.argv[1])
jobs = int(sys.argv[2]) if len(sys.argv) > 2 else 2
root = pathlib.Path.cwd()
raw_memory = (*(f"cli/src/{name}" for name in ("deco", "link_check", "pack_keys", "pdf_paper", "quick_digests", "service_client", "time_stamp")),
              "imaging/src/kernels/", "match/src/kernel", "media/", "sealing/", "server/edition/", "server/http/", "store/sqlite/", "wasm/")
analyzed = None if sys.argv[3:] == ["all"] else raw_memory
# wasm has no threads for it to speak of, and it takes constants for variables.
threads = ["-bugprone-dynamic-static-initializers"]
dear = ["-misc-unused-using-decls", "-readability-redundant-inline-specifier"]
passed = build.parent / "tidy-passed"
passed.mkdir(exist_ok=True)


def config(path: pathlib.Path) -> bytes:
    """What .clang-tidy of the file's folders says, from the root on."""
    folders = [root / part for part in reversed(path.relative_to(root).parents)]
    return b"".join(f.read_bytes() for folder in folders if (f := folder / ".clang-tidy").exists())


def preprocessed(entry: dict) -> bytes:
    words = [w for w in shlex.split(entry["command"]) if not w.endswith("ccache")]
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif word not in ("-c", "-MD", "-MMD"):
            kept.append(word)
    return subprocess.run(kept + ["-E", "-o", "-"], cwd=entry["directory"], capture_output=True, check=True).stdout


def look(entry: dict) -> tuple[str, str]:
    path = pathlib.Path(entry["file"])
    try:
        text = preprocessed(entry)
    except subprocess.CalledProcessError as fault:
        return str(path), fault.stderr.decode(errors="replace")[-2000:] or str(fault)
    analyze = analyzed is None or str(path.relative_to(root)).startswith(analyzed)
    off = [] if analyzed is None else dear if analyze else ["-clang-analyzer-*", *dear]
    if entry["build"] != build:
        off = [*off, *threads]
    checks = ["--checks=" + ",".join(off)] if off else []
    key = hashlib.sha256(config(path) + path.read_bytes() + text + "".join(checks).encode()).hexdigest()
    if (passed / key).exists():
        return str(path), ""
    run = subprocess.run(["clang-tidy-19", "-p", str(entry["build"]), "--quiet", *checks, str(path)], capture_output=True, text=True)
    if run.returncode == 0:
        (passed / key).touch()
        return str(path), ""
    return str(path), run.stdout + run.stderr or f"clang-tidy-19 ended with {run.returncode} and said nothing"


def shipped(file: str) -> bool:
    parts = pathlib.Path(file).relative_to(root).parts
    return file.endswith(".cpp") and not {"build", "tests", "fuzz", "bench"} & set(parts)


def entries_of(folder: pathlib.Path) -> list[dict]:
    entries = json.loads((folder / "compile_commands.json").read_text())
    return [{**entry, "build": folder} for entry in entries if shipped(entry["file"])]


entries = entries_of(build)
module = build.parent / "wasm"
if not (module / "compile_commands.json").exists():
    sys.exit(f"{module} has no compile_commands.json: build the module first (./dev build)")
native = {entry["file"] for entry in entries}
# Once, in whatever module it is.
entries += {entry["file"]: entry for entry in entries_of(module) if entry["file"] not in native}.values()
bad = 0
with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
    for path, fault in pool.map(look, entries):
        if fault:
            bad += 1
            print(f"{path}\n{fault}")
sys.exit(1 if bad else 0)
