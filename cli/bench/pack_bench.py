#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast is a pack of a large case sealed and verified, beside `age` and `sha256sum` by themselves on the same files?

Usage: pack_bench.py HOLDFAST [megabytes (1000)] [rounds (5)]     in memory (/dev/shm), so that no disk is measured; needs three times the size
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests"))
from sealed_case import AT, exhibit, file_facts, png, write_case  # pylint: disable=wrong-import-position

FILES = 8


def make_case(folder, megabytes):
    files, exhibits = {}, []
    for number in range(1, FILES + 1):
        content = png(megabytes * 1_000_000 // FILES)
        files[f"items/{number:04}.png"] = content
        holding = {"file": file_facts(f"IMG_{number}.PNG", content, "png"), "is": "kept", "shows_intimate": False}
        exhibits.append(exhibit(number, "screenshot", f"Part {number}", holding))
    write_case(folder, {"format": "holdfast-case-1", "route": "adult", "whose": "own", "prefix": "HF", "language": "en", "created": AT,
                        "next_number": FILES + 1, "exhibits": exhibits}, files)


def timed(command):
    """Wall seconds, processor seconds of all its processes."""
    began = time.monotonic()
    process = subprocess.Popen(["bash", "-ec", command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.stderr.read().decode()
    return wall, used.ru_utime + used.ru_stime


def main():
    holdfast = pathlib.Path(sys.argv[1]).resolve()
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory(dir="/dev/shm") as place:
        make_case(pathlib.Path(place) / "case", megabytes)
        os.chdir(place)
        subprocess.run("age-keygen -o key 2>/dev/null; age-keygen -y key > public", shell=True, check=True)
        commands = {
            "sha256sum": "sha256sum case/items/* > sums",
            "age -r": "cat case/items/* | age -r $(cat public) -o all.age",
            "pack seal": f"rm -f p.age; '{holdfast}' pack seal case -i key -o p.age -q",
            "age -d": "age -d -i key all.age > /dev/null",
            "sha256sum -c": "sha256sum --quiet -c sums",
            "pack verify": f"'{holdfast}' pack verify p.age -i key -q",
        }
        best = {}
        for _ in range(rounds):
            for name, command in commands.items():
                seen = timed(command)
                best[name] = tuple(map(min, best.get(name, seen), seen))
        for name, (wall, processor) in best.items():
            print(f"{name:14} {wall:6.2f} s {megabytes / wall:7.0f} MB/s   processor {processor:6.2f} s")
        for ours, theirs in (("pack seal", ("sha256sum", "age -r")), ("pack verify", ("age -d", "sha256sum -c"))):
            ratio = [sum(best[name][of] for name in theirs) / best[ours][of] for of in (0, 1)]
            print(f"{ours} against {' + '.join(theirs)}: {ratio[0]:.2f} of the time, {ratio[1]:.2f} of the processor's")


if __name__ == "__main__":
    main()
