# SPDX-License-Identifier: Apache-2.0
"""holdfast pack is interrupted, killed, or finds the disk full."""
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

from holdfast_command import BINARY, OnTerminal, environment, service
from person import NO_PROOF
from sealed_case import adult_case
from sealed_packs import Packs

MEASURE = """import os, sys
process = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss, file=sys.stderr)"""
# Of each of sealing, opening and putting a receipt in. As ctest runs it (cli/CMakeLists.txt): a hundred.
KILLS = int(os.environ.get("HOLDFAST_KILLS", "8"))


class Endings(Packs):
    """Ctrl-C, kill -9, a full disk: the pack and the folder are there whole or not at all."""
    LARGE = 40_000_000

    def setUp(self):
        super().setUp()
        self.case = adult_case(self.folder / "large", picture_bytes=self.LARGE)
        self.seal("--plain")
        self.pack, self.log = self.folder / "pack.zip", (self.case / "actions.jsonl").read_bytes()

    def start(self, *arguments, **more):
        return subprocess.Popen([BINARY, "pack", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), **more)

    def commands(self):
        return {"seal": ("seal", self.case, "-i", self.own, "-o", self.folder / "made.age"), "open": ("open", self.pack, "-o", self.folder / "made")}

    def test_kill_while_a_receipt_is_put_into_the_pack(self):
        dice = random.Random(12)
        with service(self.data, *NO_PROOF) as address:
            arguments = ("receipt", self.pack, "--again", "--server", address)
            began = time.monotonic()
            self.ok("pack", *arguments)
            took = time.monotonic() - began
            for _ in range(KILLS):
                process = self.start(*arguments)
                time.sleep(dice.random() * took)  # the moment is what is drawn
                process.kill()
                process.communicate(timeout=60)
                self.assertEqual(self.verify(self.pack)["receipt"]["state"], "unchecked")
                for path in self.folder.glob("*.unfinished-*"):
                    path.unlink()

    def whole_or_not_there(self, name):
        """And what is there holds."""
        made = self.folder / ("made.age" if name == "seal" else "made")
        if made.exists():
            self.assertTrue(self.verify(made, *(("-i", self.own) if name == "seal" else ()))["holds"])
        self.ok("pack", "verify", self.pack)
        self.ok("pack", "seal", self.case, "-i", self.own, "-o", self.folder / "after.age", "-q")
        for path in (made, self.folder / "after.age", *self.folder.glob("*.unfinished-*"), *self.case.glob("*.unfinished-*")):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def test_kill_at_any_moment(self):
        dice = random.Random(11)
        for name, arguments in self.commands().items():
            began = time.monotonic()
            self.ok("pack", *arguments)
            took = time.monotonic() - began
            self.whole_or_not_there(name)
            for _ in range(KILLS):
                process = self.start(*arguments)
                time.sleep(dice.random() * took)  # the moment is what is drawn
                process.kill()
                process.communicate(timeout=60)
                self.whole_or_not_there(name)

    def test_an_interruption_leaves_nothing_behind(self):
        for name, arguments in self.commands().items():
            for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
                terminal = OnTerminal("pack", *arguments)
                self.assertTrue(terminal.read_until(r"MiB"), terminal.said)
                terminal.process.send_signal(number)
                ended, _ = terminal.end()
                if ended != 0:  # it may have been done by then
                    self.assertEqual(ended, code)
                    self.assertEqual(self.left_of_work() + [path.name for path in self.folder.glob("made*")], [])
                self.whole_or_not_there(name)

    def test_a_full_disk_is_told_and_leaves_nothing(self):
        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.LARGE // 2, self.LARGE // 2))

        for name, arguments in self.commands().items():
            process = self.start(*arguments, preexec_fn=small_files)
            _, said = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 4)
            self.assertIn("cannot be written: File too large", said)
            self.assertEqual(self.left_of_work() + [path.name for path in self.folder.glob("made*")], [])
            self.whole_or_not_there(name)

    def test_memory_does_not_grow_with_the_case(self):
        for arguments in (*self.commands().values(), ("verify", self.folder / "made.age", "-i", self.own)):
            # Through a small process: the kernel counts in what this one held when it forked.
            said = subprocess.run([sys.executable, "-c", MEASURE, BINARY, "pack", *map(str, arguments), "--json"], capture_output=True, text=True, env=environment(), timeout=60, check=True)
            code, kilobytes = map(int, said.stderr.split()[-2:])
            self.assertEqual(code, 0, said.stderr)
            if not os.environ.get("HOLDFAST_SANITIZED"):
                # What the command itself maps (the guide, its libraries) is part of it.
                self.assertLess(kilobytes, 64_000, arguments[0])


if __name__ == "__main__":
    unittest.main()
