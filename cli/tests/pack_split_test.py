# SPDX-License-Identifier: Apache-2.0
"""holdfast pack split: parts that stock unzip puts together again."""
import json
import pathlib
import resource
import signal
import subprocess
import time
import unittest

from holdfast_command import BINARY, environment
from sealed_case import adult_case, entries_of
from sealed_packs import Packs


class Split(Packs):
    def split(self, pack, *more, code=0):
        done = self.ok("pack", "split", pack, "--plain", "-o", self.folder / "parts", "--json", *more, code=code)
        return json.loads(done.stdout) if code == 0 else done

    def test_the_parts_are_small_enough_say_nothing_and_are_the_pack_again_in_one_folder(self):
        self.case = adult_case(self.folder / "large", picture_bytes=90_000)
        pack, key = self.sealed()
        said = self.split(pack, "--largest", "95k")
        self.assertGreaterEqual(len(said["parts"]), 2)
        count = len(said["parts"])
        for number, part in enumerate(said["parts"], 1):
            self.assertEqual(part["name"], f"documents-{number}-of-{count}.zip")
            path = self.folder / "parts" / part["name"]
            self.assertEqual(path.stat().st_size, part["bytes"])
            self.assertLessEqual(part["bytes"], 95_000)
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(sorted(path.name for path in (self.folder / "parts").iterdir()), [part["name"] for part in said["parts"]])
        self.shell("mkdir all && cd all && for part in ../parts/*.zip; do unzip -qq \"$part\"; done")
        together = self.folder / "all" / said["pack"]
        self.shell(f"cd '{together}' && sha256sum --quiet -c tagmanifest-sha256.txt manifest-sha256.txt")
        self.assertTrue(self.verify(together, "--key", key)["holds"])
        files = {name: content for name, content in entries_of(pack.read_bytes())}
        for path in together.rglob("*"):
            if path.is_file():
                self.assertEqual(path.read_bytes(), files.pop(f"{said['pack']}/{path.relative_to(together)}"))
        self.assertEqual(files, {})

    def test_of_one_part_it_is_the_pack_byte_for_byte(self):
        pack, _ = self.sealed()
        said = self.split(pack, "--largest", "2G")
        self.assertEqual([part["name"] for part in said["parts"]], ["documents-1-of-1.zip"])
        self.assertEqual((self.folder / "parts/documents-1-of-1.zip").read_bytes(), pack.read_bytes())

    def test_a_locked_pack_is_split_with_its_key(self):
        locked = pathlib.Path(self.seal()["pack"])
        self.assertIn("key", self.split(locked, "--largest", "1M", code=4).stderr)
        said = self.split(locked, "--largest", "1M", "--identity", self.own)
        self.assertTrue(self.verify(self.folder / "parts" / said["parts"][0]["name"])["holds"])

    def test_without_yes_nothing_is_unlocked(self):
        pack, _ = self.sealed()
        done = self.ok("pack", "split", pack, "--largest", "1M", code=2)
        self.assertIn("not locked", done.stderr)

    def test_what_cannot_be_done_is_said_and_leaves_nothing(self):
        pack, _ = self.sealed()
        pack = pack.rename(self.folder / "whole.zip")
        large = self.split(pack, "--largest", "3000", code=4).stderr
        self.assertRegex(large, r"needs a file of \d+ bytes by itself, which is more than --largest")
        for wrong in ("0", "-1", "M", "10MB", "1.5M", "99999999999999999999", "99999999999G", ""):
            self.assertIn("--largest", self.split(pack, "--largest", wrong, code=2).stderr)
        broken, _ = self.changed(lambda entries: [(name, content + b" " if name.endswith("0002.txt") else content) for name, content in entries])
        self.assertIn("It was not split", self.split(broken, "--largest", "1M", code=1).stderr)
        (self.folder / "parts").mkdir()
        self.split(pack, "--largest", "1M", code=4)
        self.assertEqual(list((self.folder / "parts").iterdir()), [])
        self.assertEqual(self.left_of_work(), [])

    def test_a_full_disk_and_ctrl_c_leave_nothing(self):
        self.case = adult_case(self.folder / "large", picture_bytes=30_000_000)
        pack, _ = self.sealed()
        command = [BINARY, "pack", "split", str(pack), "--plain", "--largest", "40M", "-o", str(self.folder / "parts")]

        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

        full = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False, preexec_fn=small_files)
        self.assertEqual(full.returncode, 4, full.stderr)
        running = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        while running.poll() is None and not self.left_of_work():
            time.sleep(0.001)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        if running.returncode != 0:  # 0: it was done before
            self.assertEqual(running.returncode, 130)
            self.assertFalse((self.folder / "parts").exists())
        self.assertEqual(self.left_of_work(), [])


if __name__ == "__main__":
    unittest.main()
