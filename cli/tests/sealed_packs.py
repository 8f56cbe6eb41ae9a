# SPDX-License-Identifier: Apache-2.0
"""What the tests of holdfast pack share: a case, its pack, and the checks of it."""
import json
import os
import pathlib
import subprocess

from holdfast_command import CommandTest
from sealed_case import adult_case, entries_of, stored_zip


class Packs(CommandTest):
    def setUp(self):
        super().setUp()
        self.case = adult_case(self.folder / "case")
        self.own = self.folder / "own-key.txt"

    def seal(self, *more, code=0, case=None):
        """Its JSON answer; the pack is pack.zip.age unless told otherwise."""
        key = ("--identity", self.own) if self.own.exists() else ("--new-identity", self.own)
        output = () if "-o" in more else ("-o", self.folder / ("pack.zip" if "--plain" in more else "pack.zip.age"))
        done = self.ok("pack", "seal", case or self.case, *key, *output, "--json", *more, code=code)
        return json.loads(done.stdout) if code == 0 else done

    def sealed(self):
        """A plain pack: (path, key)."""
        said = self.seal("--plain")
        return pathlib.Path(said["pack"]), said["key"]

    def verify(self, pack, *more, code=0):
        return json.loads(self.ok("pack", "verify", pack, "--json", *more, code=code).stdout)

    def shell(self, command, code=0, **variables):
        done = subprocess.run(["bash", "-ec", command], cwd=self.folder, env={**os.environ, **variables}, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def changed(self, change, name="changed.zip"):
        """The pack with `change` made to its list of (name, content)."""
        pack, key = self.sealed()
        entries = entries_of(pack.read_bytes())
        changed = change(entries)
        path = self.folder / name
        path.write_bytes(stored_zip(changed if changed is not None else entries))
        return path, key

    def left_of_work(self):
        return [path.name for path in self.folder.rglob("*.unfinished-*")]
