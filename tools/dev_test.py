#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What ./dev and tools/fuzz refuse: words that they would otherwise take for something else. Run by `tools/check shell`."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Refused(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="holdfast-dev-")
        self.addCleanup(folder.cleanup)
        self.box = pathlib.Path(folder.name)
        shutil.copy(ROOT / "dev", self.box)
        shutil.copytree(ROOT / "tools", self.box / "tools", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        (self.box / "bin").mkdir()
        # Nothing is installed or built: each of these only notes that it was called.
        for name in ("dpkg-query", "apt-get", "sudo", "cmake"):
            path = self.box / "bin" / name
            path.write_text(f'#!/bin/sh\necho {name} >> "{self.box}/calls"\nexit 0\n')
            path.chmod(0o755)

    def refused(self, *words, **more):
        environment = {"PATH": f"{self.box}/bin:{os.environ['PATH']}", **more}
        done = subprocess.run(words, cwd=self.box, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        calls = self.box / "calls"
        return done.stderr, calls.read_text() if calls.exists() else ""

    def test_a_misspelt_slow_does_not_pass_for_the_slow_suite(self):
        for words in (["--slwo"], ["slow"], ["--slow", "more"], [""]):
            said, calls = self.refused("./dev", "test", *words)
            self.assertIn("test takes --slow and nothing else", said)
            self.assertEqual(calls, "")

    def test_fuzzing_takes_a_number_of_seconds(self):
        for seconds in ([], ["0"], ["ten"], ["5m"], ["-5"]):
            said, calls = self.refused("tools/fuzz", *seconds)
            self.assertIn("whole number above 0", said)
            self.assertEqual(calls, "")

    def test_measuring_nothing_is_no_success(self):
        version = re.search(r"(?m)^node_version=([0-9.]+)", (ROOT / "tools/environment.sh").read_text())[1]
        (self.box / "bin/node").write_text(f"#!/bin/sh\necho v{version}\n")
        (self.box / "bin/node").chmod(0o755)
        program = self.box / "build/release/match/match_bench"
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\nexit 0\n")
        program.chmod(0o755)
        said, _ = self.refused("tools/bench", "mtach")
        self.assertIn("no benchmark is named like mtach", said)
        self.assertIn("no regular expression", self.refused("tools/bench", "(")[0])

    def test_fuzzing_nothing_is_no_success(self):
        target = self.box / "build/fuzz/core/core_json_fuzz"
        target.parent.mkdir(parents=True)
        target.write_text("#!/bin/sh\nexit 0\n")
        target.chmod(0o755)
        said, _ = self.refused("tools/fuzz", "1", FUZZ_ONLY="jsno")
        self.assertIn("no target is named like FUZZ_ONLY=jsno", said)


if __name__ == "__main__":
    unittest.main()
