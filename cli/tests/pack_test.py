# SPDX-License-Identifier: Apache-2.0
"""holdfast pack seal and verify, beside the stock tools that must agree; and everything that is no pack."""
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import unittest
import zipfile
import zlib

from holdfast_command import run
from sealed_case import adult_case, entries_of, stored_zip
from sealed_packs import Packs

STOCK_CHAIN = r"""cd HF-*
minisign -Vm tagmanifest-sha256.txt -x seal/tagmanifest-sha256.txt.minisig -P "$KEY"
sha256sum --strict --quiet -c tagmanifest-sha256.txt
sha256sum --strict --quiet -c manifest-sha256.txt
sha512sum --strict --quiet -c manifest-sha512.txt
test -z "$(comm -13 <(cut -c67- manifest-sha256.txt | sort) <(find data -type f | sort))"
"""


class SealAndVerify(Packs):
    def test_a_pack_holds_and_stock_tools_agree(self):
        said = self.seal()
        text = self.ok("pack", "verify", said["pack"], "-i", self.own, "-k", said["key"]).stdout
        self.assertTrue(text.startswith("The pack holds: it is complete, unchanged, and sealed as expected.\n"), text)
        self.assertIn("  data/items/0001.png is as it was sealed.\n", text)
        self.assertIn("There is no time stamp", text)
        self.assertIn("Case: HF-0000-0000-0\n", text)
        self.shell(f"age -d -i '{self.own}' pack.zip.age > p.zip && unzip -q p.zip\n" + STOCK_CHAIN, KEY=said["key"])
        again = self.verify(self.folder / said["name"], "-k", said["key"])
        self.assertTrue(again["holds"] and again["folder"])
        self.assertEqual(again["seal"]["digest"], said["seal"])

    def test_what_stock_tools_lock_is_opened_and_armored_too(self):
        pack, key = self.sealed()
        public = re.search(r"public key: (age1\S+)", self.own.read_text()).group(1)
        self.shell(f"age -r {public} -o a.age pack.zip && age -a -r {public} -o b.age pack.zip && age-keygen -o other.txt 2>/dev/null")
        for locked in ("a.age", "b.age"):
            said = self.verify(self.folder / locked, "-i", self.own, "-k", key)
            self.assertEqual((said["verdict"], said["locked"]), ("holds", True))
            self.assertIn("locked to other keys", self.ok("pack", "verify", self.folder / locked, "-i", self.folder / "other.txt", code=4).stderr)
            self.assertIn("--identity", self.ok("pack", "verify", self.folder / locked, code=4).stderr)

    def test_a_recipient_opens_it_and_so_does_the_person_and_nobody_else(self):
        self.shell("age-keygen -o police.txt 2>/dev/null; age-keygen -o other.txt 2>/dev/null")
        police = self.shell("age-keygen -y police.txt").strip()
        said = self.seal("-r", police)
        self.assertEqual(len(said["recipients"]), 2)
        for key, code in ((self.own, 0), (self.folder / "police.txt", 0), (self.folder / "other.txt", 4)):
            self.ok("pack", "verify", said["pack"], "-i", key, code=code)
            self.shell(f"age -d -i '{key}' pack.zip.age > p.zip", code=1 if code else 0)
        both = self.write("both.txt", (self.folder / "other.txt").read_text() + (self.folder / "police.txt").read_text())
        self.ok("pack", "verify", said["pack"], "-i", both)
        self.ok("pack", "verify", said["pack"], "-i", self.folder / "other.txt", "-i", self.own)

    def test_without_an_expected_key_it_is_told_that_nobody_looked_who_sealed(self):
        pack, key = self.sealed()
        text = self.ok("pack", "verify", pack).stdout
        self.assertIn("Who sealed it was not checked", text)
        self.assertIn(f"Key in the pack: {key}\n", text)
        self.assertEqual(self.verify(pack)["verdict"], "holds_unconfirmed")

    def test_a_pack_that_was_sealed_anew_is_told_by_key_and_by_seal(self):
        first = self.seal("--plain")
        self.own.rename(self.folder / "first-key.txt")
        anew = self.seal("--plain", "-o", self.folder / "anew.zip")
        self.assertEqual(self.verify(anew["pack"], "-k", first["key"], code=1)["seal"]["state"], "other_key")
        self.assertEqual(self.verify(anew["pack"], "--seal", first["seal"], code=1)["seal"]["state"], "other_seal")
        self.assertEqual(self.verify(first["pack"], "--seal", first["seal"])["verdict"], "holds")
        self.write("pack.pub", "untrusted comment: minisign public key\n" + first["key"] + "\n")
        self.assertEqual(self.verify(first["pack"], "-k", self.folder / "pack.pub")["verdict"], "holds")

    def test_the_same_case_sealed_again_has_a_log_that_begins_with_the_first(self):
        first, second = self.seal("--plain"), self.seal("--plain", "-o", self.folder / "second.zip")
        logs = [dict(entries_of(pathlib.Path(each["pack"]).read_bytes()))[each["name"] + "/data/actions.jsonl"] for each in (first, second)]
        self.assertTrue(logs[1].startswith(logs[0]))
        added = json.loads(logs[1][len(logs[0]):])
        self.assertEqual((added["step"], added["words"]), ("sealed", first["name"]))
        tag = dict(entries_of(pathlib.Path(first["pack"]).read_bytes()))[first["name"] + "/tagmanifest-sha256.txt"]
        self.assertEqual(added["sha256"], hashlib.sha256(tag).hexdigest())

    def test_every_tampering_is_named(self):
        def swap(name, change):
            return lambda entries: [(path, change(content) if path.endswith(name) else content) for path, content in entries]

        for change, file, state in [
                (swap("items/0002.txt", lambda old: old.replace(b"200", b"900")), "data/items/0002.txt", "changed"),
                (swap("items/0002.txt", lambda old: old[:-5]), "data/items/0002.txt", "shortened"),
                (swap("items/0002.txt", lambda old: old + b"!"), "data/items/0002.txt", "lengthened"),
                (lambda entries: [each for each in entries if not each[0].endswith("0002.txt")], "data/items/0002.txt", "missing"),
                (lambda entries: [(path.replace("0002.txt", "0003.txt"), content) for path, content in entries], "data/items/0002.txt", "renamed"),
                (lambda entries: entries + [(entries[0][0].split("/")[0] + "/data/items/0009.txt", b"planted")], "data/items/0009.txt", "added")]:
            with self.subTest(state=state):
                for old in self.folder.glob("pack.zip"):
                    old.unlink()
                path, key = self.changed(change)
                states = {each["path"]: each["state"] for each in self.verify(path, "-k", key, code=1)["files"]}
                self.assertEqual(states[file], state)
                shutil.rmtree(self.folder / "out", ignore_errors=True)
                self.shell("mkdir out && cd out && unzip -q ../changed.zip")
                unpacked = next((self.folder / "out").iterdir())
                states = {each["path"]: each["state"] for each in self.verify(unpacked, "-k", key, code=1)["files"]}
                self.assertEqual(states[file], state)
                self.ok("pack", "open", path, "-o", self.folder / "opened", code=1)
                self.assertFalse((self.folder / "opened").exists())

    def test_a_locked_pack_that_was_cut_or_changed_still_says_what_holds(self):
        self.case = adult_case(self.folder / "larger", picture_bytes=300_000)
        said = self.seal()
        whole = pathlib.Path(said["pack"]).read_bytes()
        path = self.folder / "hurt.age"
        for hurt in (whole[:-1], whole[:-70_000], whole[:200_000], whole + b"x", whole + bytes(70_000)):
            path.write_bytes(hurt)
            result = self.verify(path, "-i", self.own, code=1)
            self.assertEqual(result["verdict"], "broken")
            self.assertIn("its end is missing", result["damage"])
            states = {each["path"]: each["state"] for each in result["files"]}
            self.assertEqual(states["data/START-HERE.html"], "holds")
            self.ok("pack", "open", path, "-i", self.own, "-o", self.folder / "o", code=1)
            self.ok("pack", "list", path, "-i", self.own, code=1)
        path.write_bytes(whole[:250_000] + bytes([whole[250_000] ^ 1]) + whole[250_001:])
        result = self.verify(path, "-i", self.own, code=1)
        self.assertIn("was changed after it was locked, at byte", result["damage"])
        states = {each["path"]: each["state"] for each in result["files"]}
        self.assertEqual((states["data/START-HERE.html"], states["data/items/0001.png"], states["data/items/0002.txt"]), ("holds", "cut_off", "not_reached"))
        self.ok("pack", "open", path, "-i", self.own, "-o", self.folder / "o", code=1)
        for hurt in (b"", whole[:10], whole[:100], whole[:21] + b"#" + whole[22:]):
            path.write_bytes(hurt)
            self.assertIn(run("pack", "verify", path, "-i", self.own).returncode, (1, 4))
        self.assertFalse((self.folder / "o").exists())
        self.assertEqual(self.left_of_work(), [])

    def test_a_cut_zip_file_says_what_holds(self):
        pack, key = self.sealed()
        cut = self.folder / "cut.zip"
        cut.write_bytes(pack.read_bytes()[:-3000])
        result = self.verify(cut, "-k", key, code=1)
        self.assertEqual(result["zip"]["error"], "cut_off")
        self.assertEqual({each["state"] for each in result["files"]} & {"holds", "cut_off"}, {"holds", "cut_off"})
        text = self.ok("pack", "verify", cut, "-k", key, "-q", code=1).stdout
        self.assertIn("The ZIP file was cut off", text)
        self.assertNotIn("as it was sealed", text)

    def test_what_is_no_pack_is_told_as_that(self):
        (self.folder / "other.zip").write_bytes(stored_zip([("a/letter.txt", b"hello")]))
        for what, told in [("none.zip", "cannot be read"), (self.write("letter.txt", "hello, hello"), None), ("other.zip", None)]:
            done = self.ok("pack", "verify", self.folder / what, code=4)
            self.assertIn(told or "not a pack", done.stderr + done.stdout)
        said = json.loads(self.ok("pack", "verify", self.folder / "none.zip", "--json", code=4).stdout)
        self.assertEqual(said["error"], "impossible")
        os.mkfifo(self.folder / "pipe")
        self.assertIn("no file", self.ok("pack", "verify", self.folder / "pipe", code=4, timeout=10).stderr)
        self.ok("pack", "verify", self.case, code=4)

    def test_wrong_arguments_do_nothing(self):
        pack, _ = self.sealed()
        for arguments in [("verify",), ("verify", pack, "-k", "RWnonsense"), ("verify", pack, "--seal", "12"), ("seal", self.case), ("nonsense",), (),
                          ("seal", self.case, "-i", self.own, "-r", "age1nonsense"), ("seal", self.case, "-i", self.own, "--number", "../x"),
                          ("seal", self.case, "-i", self.own, "--plain", "-r", "age1x"), ("open", pack, "--nonsense")]:
            done = self.ok("pack", *arguments, code=2)
            self.assertEqual(done.stdout, "")

    def test_help_names_the_exit_codes(self):
        for command in ("seal", "open", "verify", "list"):
            self.assertIn("Exit codes: 0", self.ok("pack", command, "--help").stdout)


class Folders(Packs):
    def test_links_and_devices_in_a_folder_are_named_and_not_followed(self):
        pack, key = self.sealed()
        self.shell("unzip -q pack.zip")
        folder = next(self.folder.glob("HF-*"))
        secret = self.write("secret.txt", "not of the pack")
        chat = folder / "data/items/0002.txt"
        chat.rename(self.folder / "moved.txt")
        chat.symlink_to(self.folder / "moved.txt")
        (folder / "data/linked").symlink_to(self.folder)
        os.mkfifo(folder / "data/pipe")
        states = {each["path"]: each["state"] for each in self.verify(folder, "-k", key, code=1)["files"]}
        self.assertEqual([states[path] for path in ("data/items/0002.txt", "data/linked", "data/pipe")], ["not_a_file"] * 3)
        self.assertFalse([path for path in states if "secret" in path])
        self.assertTrue(secret.exists())

    def test_names_that_deceive_are_refused_and_shown_as_what_they_are(self):
        self.sealed()
        self.shell("unzip -q pack.zip")
        folder = next(self.folder.glob("HF-*"))
        (folder / "data/items/\u202etxt.exe").write_text("x")
        (folder / "data/items/\x1b[31mred").write_text("x")
        done = self.ok("pack", "verify", folder, code=1)
        self.assertIn("[U+202E]", done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        self.assertNotIn("\u202e", done.stdout)


class Hostile(Packs):
    def refused(self, path, codes=(1, 4)):
        """verify, list and open refuse it, and nothing is written anywhere."""
        before = sorted(self.folder.rglob("*"))
        for arguments in (("verify", path), ("open", path, "-o", self.folder / "opened"), ("open", path, "-o", self.folder / "opened", "--broken-too")):
            done = run("pack", *arguments, timeout=20)
            self.assertIn(done.returncode, codes, (arguments, done.stdout, done.stderr))
        self.assertEqual(sorted(self.folder.rglob("*")), before)

    def test_escapes_links_duplicates_twins_and_bombs_are_refused(self):
        outside = self.folder / "outside.txt"
        packed = zlib.compressobj(9, zlib.DEFLATED, -15)
        zeros = bytes(50_000_000)
        bomb = packed.compress(zeros) + packed.flush()
        for name, entry in {
                "up": ("HF-1/../../outside.txt", b"x"), "top": (str(outside), b"x"), "backslash": ("HF-1\\..\\outside.txt", b"x"),
                "drive": ("C:/outside.txt", b"x"), "home": ("~/outside.txt", b"x"), "device": ("HF-1/data/NUL", b"x"), "zero": ("HF-1/data/a\0b", b"x"),
                "link": ("HF-1/data/link", b"/etc/passwd", {"attributes": 0o120777 << 16}), "pipe": ("HF-1/data/p", b"", {"attributes": 0o010644 << 16}),
                "folder": ("HF-1/data/f/", b""), "bomb": ("HF-1/data/bomb.bin", zeros, {"method": 8, "bytes": bomb}),
                "liar": ("HF-1/data/liar.bin", b"x", {"size": 2**32 - 2}), "other folder": ("HF-2/data/x.txt", b"x"), "no folder": ("x.txt", b"x"),
                "long": ("HF-1/data/" + "x" * 200, b"x"), "twin": ("HF-1/DATA/Chat.txt", b"x"), "same": ("HF-1/data/chat.txt", b"x"),
                "under a file": ("HF-1/data/chat.txt/inner.txt", b"x"), "bytes": (b"HF-1/data/\xff\xfe", b"x")}.items():
            with self.subTest(name):
                path = self.folder / "hostile.zip"
                path.write_bytes(stored_zip([("HF-1/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"), ("HF-1/data/chat.txt", b"hello"), entry]))
                self.refused(path)
                self.assertFalse(outside.exists())

    def test_bytes_before_behind_and_between_are_refused(self):
        pack, _ = self.sealed()
        whole = pack.read_bytes()
        path = self.folder / "hostile.zip"
        for bytes_now in (b"MZ" + whole, whole + b"x", whole + whole, whole[:500] + b"x" + whole[500:], whole[:-22], whole[-22:], whole[: len(whole) // 2]):
            path.write_bytes(bytes_now)
            self.refused(path)

    @staticmethod
    def unpacked(pack):
        with zipfile.ZipFile(pack) as entries:
            return {name: entries.read(name) for name in entries.namelist()}

    def test_a_pack_cut_or_flipped_anywhere_holds_only_where_its_files_are_the_same(self):
        # Rights and times in the ZIP file's own directory are of no file, and no seal is over them.
        pack, key = self.sealed()
        whole = pack.read_bytes()
        path = self.folder / "hostile.zip"
        dice = random.Random(7)
        for _ in range(30):
            at = dice.randrange(len(whole))
            path.write_bytes(whole[:at] if dice.random() < 0.3 else whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1:])
            done = run("pack", "verify", path, "-k", key, "--json")
            if done.returncode == 0:
                self.assertEqual(self.unpacked(path), self.unpacked(pack), at)
                continue
            self.assertIn(done.returncode, (1, 4), at)
            if done.stdout:
                self.assertFalse(json.loads(done.stdout)["holds"], at)


if __name__ == "__main__":
    unittest.main()
