# SPDX-License-Identifier: Apache-2.0
"""holdfast case is killed at each of its steps and at any moment, interrupted, or finds the disk full: what was acknowledged is there,
what was not is there whole or not at all, and case, log and files agree."""
import os
import random
import resource
import shutil
import signal
import subprocess
import time
import unittest

from cases import DONE_LIST, Cases
from holdfast_command import BINARY, BRIDGE, OnTerminal, environment
from sealed_case import png

PICTURE = BRIDGE / "aaa-orig.jpg"
KILL_AT_CALL = os.environ["HOLDFAST_KILL_AT_CALL"]
# Of random moments; the slow run has a hundred.
KILLS = int(os.environ.get("HOLDFAST_KILLS", "6"))


class Endings(Cases):
    LARGE = 12_000_000

    def setUp(self):
        super().setUp()
        self.case_ = self.new()
        self.case("add", self.case_, PICTURE, self.write("words.txt", "hello"), self.write("other.txt", "world"), "--not-intimate")
        self.case("remove", self.case_, "3", "--reason", "x")
        self.large = self.folder / "large.png"
        self.large.write_bytes(png(self.LARGE))
        self.before = self.what_is_there(self.case_)
        self.at_work = self.folder / "at-work"

    def commands(self):
        """What each one changes is seen in the case."""
        return {name: [name, self.at_work, *more] for name, more in {
            "add": (self.write("new.txt", "new words"),), "done": (DONE_LIST,), "link": ("https://example.org/1",), "remove": ("1", "--reason", "x"), "restore": ("3",)}.items()} | {
            "erase": ["remove", self.at_work, "1", "--reason", "x", "--erase"]}

    def what_is_there(self, folder):
        return {name: content for name, content in self.everything(folder).items() if ".unfinished" not in name}

    def fresh(self):
        shutil.rmtree(self.at_work, ignore_errors=True)
        shutil.copytree(self.case_, self.at_work)
        return self.at_work

    def told(self, folder):
        """Case without the times of this run, steps, and the files with their bytes."""
        there = self.what_is_there(folder)
        self.assertNotIn("change.json", there)
        case = self.read(folder)
        for each in (*case.get("exhibits", []), *case.get("removed", [])):
            each.pop("added", None)
            each.pop("at", None)
        return case, self.steps(folder), {name: content for name, content in there.items() if not name.endswith((".json", ".jsonl"))}

    def settled(self, folder):
        """After the next command; case, log and files agree."""
        self.case("check", folder)
        return self.told(folder)

    @unittest.skipIf(os.environ.get("HOLDFAST_SANITIZED"), "sanitizers must be loaded first")
    def test_a_kill_at_each_step_leaves_the_old_case_or_the_new_one(self):
        for name, arguments in self.commands().items():
            self.case(*map(str, (arguments[0], self.fresh(), *arguments[2:])))
            after = self.settled(self.at_work)
            before = self.settled(self.case_)
            self.assertNotEqual(before, after)
            seen = []
            for call in range(1, 100):
                self.fresh()
                done = subprocess.run([BINARY, "case", *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False,
                                      env=environment(LD_PRELOAD=KILL_AT_CALL) | {"HOLDFAST_TEST_CALL": str(call)})
                if done.returncode == 0:
                    break
                self.assertEqual(done.returncode, -signal.SIGKILL, (name, call, done.stderr))
                now = self.settled(self.at_work)
                self.assertIn(now, (before, after), (name, call))
                seen.append(now == after)
                # And the folder can be worked in.
                self.case("note", self.at_work, "after")
                self.assertEqual([path.name for path in self.at_work.rglob("*.unfinished*")], [])
            self.assertGreater(call, 10, name)
            self.assertEqual(seen, sorted(seen), "once it is made it stays made")
            self.assertIn(True, seen)
            self.assertIn(False, seen)

    @unittest.skipIf(os.environ.get("HOLDFAST_SANITIZED"), "sanitizers must be loaded first")
    def test_a_kill_while_another_one_is_finished_does_no_harm(self):
        arguments = self.commands()["remove"]
        self.case(*arguments[:1], self.fresh(), *arguments[2:])
        after = self.settled(self.at_work)
        preload = environment(LD_PRELOAD=KILL_AT_CALL)
        for first in range(1, 100, 1 if KILLS > 50 else 8):
            self.fresh()
            done = subprocess.run([BINARY, "case", *map(str, arguments)], capture_output=True, timeout=60, check=False, env=preload | {"HOLDFAST_TEST_CALL": str(first)})
            if done.returncode == 0:
                break
            if not (self.at_work / "change.json").exists():
                continue
            for second in range(1, 100):
                again = subprocess.run([BINARY, "case", "list", self.at_work], capture_output=True, timeout=60, check=False, env=preload | {"HOLDFAST_TEST_CALL": str(second)})
                if again.returncode == 0:
                    break
            self.assertEqual(self.settled(self.at_work), after, (first, second))

    def test_a_kill_at_any_moment_of_a_large_file(self):
        dice = random.Random(7)
        began = time.monotonic()
        self.case("add", self.fresh(), self.large, "--not-intimate", "-q")
        took = time.monotonic() - began
        count = 0
        self.fresh()
        for number in range(KILLS):
            process = subprocess.Popen([BINARY, "case", "add", self.at_work, self.large, "--not-intimate", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
            time.sleep(dice.random() * took * 1.2)  # the moment is what is drawn
            process.kill()
            said, _ = process.communicate(timeout=60)
            self.case("check", self.at_work)
            there = len(self.read(self.at_work)["exhibits"]) - count
            self.assertIn(there, (2, 3))
            if said:
                self.assertEqual(there, 3, "what was acknowledged is there")
            if there == 3:
                count += 1
                os.truncate(self.large, self.LARGE + number)  # a twin would be refused

    def test_an_interruption_leaves_the_case_as_it_was(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            terminal = OnTerminal("case", "add", self.fresh(), self.large, "--not-intimate")
            self.assertTrue(terminal.read_until(r"MiB"), terminal.said)
            terminal.process.send_signal(number)
            ended, _ = terminal.end()
            if ended != 0:  # it may have been done by then
                self.assertEqual(ended, code)
                self.assertEqual(self.everything(self.at_work), self.before)
            self.case("check", self.at_work)

    def test_a_full_disk_is_told_and_the_case_is_as_it_was(self):
        def at_most(size):
            def limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            return limit

        # The picture; case.json; the log, which is longer than the limit by then.
        for size, arguments in ((self.LARGE // 2, ("add", self.large, "--not-intimate")), (1000, ("link", "https://example.org/1")), (1000, ("remove", "1", "--reason", "x"))):
            done = subprocess.run([BINARY, "case", arguments[0], self.fresh(), *arguments[1:]], capture_output=True, text=True, timeout=60, check=False, env=environment(), preexec_fn=at_most(size))
            self.assertEqual(done.returncode, 4, done.stderr)
            self.assertIn("File too large", done.stderr)
            self.assertEqual(self.everything(self.at_work), self.before)
            self.case("check", self.at_work)


if __name__ == "__main__":
    unittest.main()
