#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when docs/DEPLOY.md does not name a Debian package whose library the command needs (a server is installed from that list
alone), or when a proxy's settings take less of a body than the service does. Usage: check_deploy.py COMMAND"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).parent.parent
# As nginx (m) and Caddy write sizes.
UNITS = {"m": 1 << 20, "MB": 1_000_000, "MiB": 1 << 20}
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


def narrow_proxies() -> list[str]:
    """What is wrong with the proxies' limits, beside the longest body of any route."""
    most = max(int(kib) * 1024 for kib in re.findall(r"_body_bytes = (\d+) \* kib;", (ROOT / "server/api/limits.hpp").read_text()))
    wrong = []
    for name, form in (("Caddyfile", r"max_size (\d+)(\w+)"), ("nginx.conf", r"client_max_body_size (\d+)(\w+)"), ("nginx.conf", r"client_body_buffer_size (\d+)(\w+)")):
        found = re.search(form, (ROOT / "docs/deploy" / name).read_text())
        if found is None or int(found[1]) * UNITS[found[2]] < most:
            wrong.append(f"docs/deploy/{name}: {found[0] if found else form} is less than the {most} bytes that the service takes")
    return wrong


def main(command: str) -> int:
    listed = set(re.findall(r"[a-z0-9][a-z0-9.+-]+", (ROOT / "docs/DEPLOY.md").read_text()))
    dynamic = subprocess.run(["llvm-readelf-19", "-dW", command], capture_output=True, text=True, check=True).stdout
    libraries = re.findall(r"\(NEEDED\)\s+Shared library: \[(.+)\]", dynamic)
    if not libraries:
        print(f"{command}: needs no library, which cannot be")
        return 1
    wrong = narrow_proxies()
    print(*wrong, sep="\n", end="\n" if wrong else "")
    bad = 1 if wrong else 0
    for library, packages in packages_of(libraries).items():
        if not packages & (ALWAYS | listed):
            print(f"docs/DEPLOY.md does not name the package of {library}: {', '.join(sorted(packages)) or 'none found'}")
            bad = 1
    return bad


sys.exit(main(sys.argv[1]))
