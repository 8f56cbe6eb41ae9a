#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when docs/DEPLOY.md does not name a Debian package whose library the command needs: a server is installed from that list
alone. Usage: check_deploy.py COMMAND"""
import pathlib
import re
import subprocess
import sys

# On every Debian, or there with any C++ program.
ALWAYS = {"libc6", "libgcc-s1", "libstdc++6", "zlib1g"}


def packages_of(libraries: list[str]) -> dict[str, set[str]]:
    found = subprocess.run(["dpkg", "-S", *(f"*/{library}" for library in libraries)], capture_output=True, text=True).stdout
    packages = {library: set() for library in libraries}
    for line in found.splitlines():
        package, _, path = line.partition(": ")
        place, _, name = path.rpartition("/")
        if name in packages and place.endswith("linux-gnu"):
            packages[name].add(package.split(":")[0])
    return packages


def main(command: str) -> int:
    listed = set(re.findall(r"[a-z0-9][a-z0-9.+-]+", (pathlib.Path(__file__).parent.parent / "docs/DEPLOY.md").read_text()))
    dynamic = subprocess.run(["llvm-readelf-19", "-dW", command], capture_output=True, text=True, check=True).stdout
    libraries = re.findall(r"\(NEEDED\)\s+Shared library: \[(.+)\]", dynamic)
    if not libraries:
        print(f"{command}: needs no library, which cannot be")
        return 1
    bad = 0
    for library, packages in packages_of(libraries).items():
        if not packages & (ALWAYS | listed):
            print(f"docs/DEPLOY.md does not name the package of {library}: {', '.join(sorted(packages)) or 'none found'}")
            bad = 1
    return bad


sys.exit(main(sys.argv[1]))
