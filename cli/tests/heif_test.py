#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""HEIC and AVIF are decoded in a process of their own: what is seen of that from outside."""
import json
import os
import pathlib
import select
import signal
import subprocess
import time
import unittest

from holdfast_command import BINARY, VECTORS, CommandTest, environment, run

MEDIA = VECTORS / "media"
MINUTES = MEDIA / "avif-large-tiles.avif"
SANITIZED = bool(os.environ.get("HOLDFAST_SANITIZED"))


def children_of(pid):
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(folder.name))
        except (OSError, ValueError):
            pass  # it ended meanwhile
    return found


def facts_of(pid, name, separator):
    lines = pathlib.Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8").splitlines()
    return {parts[0].strip(): parts[1].split() for parts in (line.split(separator, 1) for line in lines) if len(parts) == 2}


class Decoding:
    """The command with a picture that takes minutes, and the process that decodes it."""

    def __init__(self):
        self.process = subprocess.Popen([BINARY, "fingerprint", "--quiet", MINUTES], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        end = time.monotonic() + 60
        while not self.fenced() and time.monotonic() < end:
            pass
        self.child = children_of(self.process.pid)[0]
        self.handle = os.pidfd_open(self.child)

    def fenced(self):
        try:
            return any(SANITIZED or facts_of(child, "status", ":").get("Seccomp") == ["2"] for child in children_of(self.process.pid))
        except OSError:
            return False

    def child_has_ended(self):
        poll = select.poll()
        poll.register(self.handle, select.POLLIN)
        return bool(poll.poll(20_000))

    def close(self):
        self.process.kill()
        self.process.communicate()
        os.close(self.handle)


class Heif(CommandTest):
    def decoding(self):
        decoding = Decoding()
        self.addCleanup(decoding.close)
        return decoding

    def test_ctrl_c_and_an_end_leave_no_process(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            decoding = self.decoding()
            decoding.process.send_signal(number)
            said = decoding.process.communicate(timeout=20)
            self.assertEqual((decoding.process.returncode, *said), (code, "", ""))
            self.assertTrue(decoding.child_has_ended())

    def test_a_command_that_is_killed_leaves_no_process(self):
        decoding = self.decoding()
        decoding.process.kill()
        decoding.process.wait()
        self.assertTrue(decoding.child_has_ended())

    @unittest.skipIf(SANITIZED, "the sanitizers need addresses without end")
    def test_the_process_has_its_limits_and_gives_up_the_rest(self):
        decoding = self.decoding()
        status = facts_of(decoding.child, "status", ":")
        self.assertEqual((status["Seccomp"], status["NoNewPrivs"]), (["2"], ["1"]))
        limits = {line[:26].strip(): line[26:].split()[:2] for line in pathlib.Path(f"/proc/{decoding.child}/limits").read_text(encoding="utf-8").splitlines()}
        wanted = {"Max cpu time": ["60", "61"], "Max address space": [str(2 << 30)] * 2, "Max file size": ["0"] * 2, "Max core file size": ["0"] * 2, "Max open files": ["3"] * 2}
        self.assertEqual({name: limits[name] for name in wanted}, wanted)

    @unittest.skipIf(SANITIZED, "the sanitizers need addresses without end")
    def test_a_file_that_goes_beyond_them_is_named_and_the_others_are_done(self):
        huge = MEDIA / "heic-coded-huge.heic"
        good = [MEDIA / "landscape.heic", MEDIA / "landscape.avif", MEDIA / "heic-turned.heic"]
        names = [*good, huge, *good]
        done = self.ok("fingerprint", "--json", "--jobs", 4, *names, code=3)
        objects = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([each["file"] for each in objects], [str(name) for name in names])
        self.assertEqual([each.get("error") for each in objects], [None] * 3 + ["too_much_memory"] + [None] * 3)
        self.assertEqual(done.stderr, f"{huge}: {objects[3]['explanation']}\n")
        self.assertEqual(objects[0]["signals"], objects[4]["signals"])

    def test_turned_pictures_and_their_original_match(self):
        self.ok("compare", MEDIA / "landscape.heic", MEDIA / "landscape.jpg")
        self.ok("compare", MEDIA / "heic-turned.heic", MEDIA / "landscape.avif")

    def test_it_works_without_standard_input_and_from_it(self):
        by_name = self.ok("fingerprint", MEDIA / "landscape.heic").stdout.split()[2]
        with open(MEDIA / "landscape.heic", "rb") as picture:
            piped = subprocess.run([BINARY, "fingerprint", "-"], stdin=picture, capture_output=True, text=True, env=environment(), check=True)
        self.assertEqual(piped.stdout.split()[2], by_name)
        closed = subprocess.run(["sh", "-c", '"$0" fingerprint "$1" <&- 2>&-', BINARY, MEDIA / "landscape.heic"], stdout=subprocess.PIPE, text=True, env=environment(), check=True)
        self.assertEqual(closed.stdout.split()[2], by_name)

    def test_the_process_started_by_hand_without_orders_is_a_wrong_use(self):
        for orders in ([], ["1"], ["x", "1", "1"], ["1", "2", "3", "4"]):
            self.assertEqual(run("decode-apart", *orders).returncode, 2, orders)


if __name__ == "__main__":
    unittest.main()
