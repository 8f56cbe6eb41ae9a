# SPDX-License-Identifier: Apache-2.0
"""holdfast pack seal and open: what goes in, and what comes out."""
import json
import os
import pathlib
import shutil
import stat
import subprocess
import time
import unittest

from holdfast_command import BINARY, environment, run, service
from sealed_case import CHAT, entries_of, png, protected_case
from sealed_packs import Packs


class Open(Packs):
    def test_the_files_come_back_byte_for_byte_for_their_owner_alone(self):
        said = self.seal()
        done = self.ok("pack", "open", said["pack"], "-i", self.own, "-k", said["key"], "-o", self.folder / "opened")
        self.assertIn("The pack holds", done.stdout)
        self.assertIn("The files are in", done.stderr)
        for name in ("items/0001.png", "items/0002.txt", "redacted/0001-r1.png"):
            self.assertEqual((self.folder / "opened/data" / name).read_bytes(), (self.case / name).read_bytes())
        for path in [self.folder / "opened", *(self.folder / "opened").rglob("*")]:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o700 if path.is_dir() else 0o600, path)
        self.assertTrue(self.verify(self.folder / "opened", "-k", said["key"])["holds"])
        self.assertEqual(self.left_of_work(), [])

    def test_its_own_name_is_taken_where_none_is_given_and_nothing_is_written_over(self):
        said = self.seal()
        here = self.folder / "here"
        here.mkdir()
        for code in (0, 4):
            done = subprocess.run([BINARY, "pack", "open", said["pack"], "-i", self.own], cwd=here, capture_output=True, text=True, env=environment(), timeout=60, check=False)
            self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn("is there already", done.stderr)
        self.assertEqual([path.name for path in here.iterdir()], [said["name"]])
        for taken in (self.write("taken", "mine"), self.folder / "dangling"):
            if not taken.exists():
                taken.symlink_to(self.folder / "nowhere")
            self.assertIn("is there already", self.ok("pack", "open", said["pack"], "-i", self.own, "-o", taken, code=4).stderr)
        self.assertEqual((self.folder / "taken").read_text(), "mine")

    def test_a_broken_pack_leaves_nothing_unless_asked_for(self):
        path, key = self.changed(lambda entries: [(name, content.replace(b"200", b"900") if name.endswith("0002.txt") else content) for name, content in entries])
        done = self.ok("pack", "open", path, "-k", key, "-o", self.folder / "opened", code=1)
        self.assertIn("data/items/0002.txt was changed.", done.stdout)
        self.assertIn("Nothing was unpacked", done.stderr)
        self.assertFalse((self.folder / "opened").exists())
        self.assertEqual(self.left_of_work(), [])
        self.ok("pack", "open", path, "-k", key, "-o", self.folder / "opened", "--broken-too", code=1)
        self.assertIn(b"900", (self.folder / "opened/data/items/0002.txt").read_bytes())

    def test_an_opened_pack_can_be_sealed_again(self):
        said = self.seal()
        self.ok("pack", "open", said["pack"], "-i", self.own, "-o", self.folder / "opened")
        again = self.seal("-o", self.folder / "again.zip.age", case=self.folder / "opened/data")
        self.assertEqual(again["left_out"], [])
        self.assertTrue(self.verify(again["pack"], "-i", self.own, "-k", said["key"])["holds"])

    def test_list_names_what_is_there_and_checks_nothing(self):
        said = self.seal()
        done = self.ok("pack", "list", said["pack"], "-i", self.own)
        self.assertRegex(done.stdout, rf"\n +{len(CHAT)}  {said['name']}/data/items/0002.txt\n")
        self.assertIn("Nothing was checked", done.stderr)
        lines = [json.loads(line) for line in self.ok("pack", "list", said["pack"], "-i", self.own, "--json").stdout.splitlines()]
        self.assertEqual(sum(each["path"].startswith(said["name"] + "/data/") for each in lines), said["files"])


class ToNamed(Packs):
    """--to: recipients by name, out of the list that an operator signed."""

    LISTS = pathlib.Path(__file__).parents[2] / "vectors/evidence/recipients"
    HELPLINE = "age1e0yfgm7gvkmenzscyfc6zqq8y9frk4y0dmhc4jfkezu0em7ua4cqpfgfrv"

    def setUp(self):
        super().setUp()
        self.list = self.folder / "list.json"
        for name in ("list.json", "list.json.minisig", "key.pub"):
            shutil.copy(self.LISTS / name, self.folder / name)
        self.of_file = ("--recipients", self.list, "--operator", self.folder / "key.pub")

    def refused(self, told, *more, code):
        done = self.seal(*more, code=code)
        self.assertIn(told, done.stderr)
        self.assertEqual(list(self.folder.glob("pack*")) + self.left_of_work(), [])
        self.assertFalse(self.own.exists(), "no key without a pack")

    def test_a_name_in_a_file_stands_for_its_key(self):
        said = self.seal("--to", "example-helpline", "--to", "example-constabulary", "--to", "example-helpline", *self.of_file)
        self.assertEqual((len(said["recipients"]), said["recipients"][1]), (3, self.HELPLINE))
        self.assertEqual(pathlib.Path(said["pack"]).read_bytes().split(b"\n---")[0].count(b"\n-> X25519 "), 3)

    def test_a_name_in_the_list_of_a_service_stands_for_its_key(self):
        with service(self.folder / "data", "--recipients-file", self.list, "--recipients-key", self.folder.joinpath("key.pub").read_text().splitlines()[1]) as address:
            self.assertEqual(self.seal("--to", "example-helpline", "--server", address)["recipients"][1], self.HELPLINE)
            stranger = json.loads(self.ok("pack", "verify", self.folder / "pack.zip.age", "-i", self.own, "--json").stdout)["seal"]["key"]
            pathlib.Path(self.folder / "pack.zip.age").unlink()
            done = self.seal("--to", "example-helpline", "--server", address, "--operator", stranger, code=1)
            self.assertIn("signed with another key than the one of --operator", done.stderr)
        with service(self.folder / "data2") as address:
            self.assertIn("publishes no list of recipients", self.seal("--to", "example-helpline", "--server", address, code=4).stderr)
        self.assertEqual(list(self.folder.glob("pack*")), [])

    def test_a_list_that_was_changed_is_not_read(self):
        self.list.write_bytes(self.list.read_bytes().replace(b"Example helpline", b"Somebody else..."))
        self.refused("The list of recipients cannot be used.", "--to", "example-helpline", *self.of_file, code=1)

    def test_who_is_not_in_it_or_has_no_key_is_named_with_those_who_have(self):
        self.refused("example-helpline  Llinell Gymorth Enghraifft", "--to", "nobody", *self.of_file, code=2)
        self.refused("takes files at https://portal.example/report", "--to", "example-portal-alone", *self.of_file, code=2)

    def test_what_belongs_together_is_given_together(self):
        self.refused("--operator", "--to", "example-helpline", "--recipients", self.list, code=2)
        self.refused("--recipients FILE or --server URL", "--to", "example-helpline", code=2)
        self.refused("--to names somebody", *self.of_file, code=2)
        self.refused("not both", "--to", "example-helpline", *self.of_file, "--server", "https://helpline.example", code=2)
        self.refused("leave --recipient and --to out", "--to", "example-helpline", *self.of_file, "--plain", code=2)
        self.refused("Use https://", "--to", "example-helpline", "--server", "http://helpline.example", code=2)
        (self.folder / "list.json.minisig").unlink()
        self.refused("list.json.minisig", "--to", "example-helpline", *self.of_file, code=4)


class Seal(Packs):
    def refused(self, told, case=None, more=()):
        done = self.seal(*more, code=4, case=case)
        self.assertIn(told, done.stderr)
        self.assertEqual(list(self.folder.glob("pack*")) + self.left_of_work(), [])
        self.assertFalse(self.own.exists(), "no key without a pack")

    def test_a_file_that_is_not_as_the_case_says_is_refused_and_all_are_named(self):
        (self.case / "items/0002.txt").write_bytes(CHAT + b"!")
        picture = self.case / "items/0001.png"
        picture.write_bytes(picture.read_bytes()[:-1] + b"?")
        done = self.seal(code=4)
        self.assertIn("items/0002.txt has", done.stderr)
        self.assertIn("items/0001.png is not the file", done.stderr)
        (self.case / "redacted/0001-r1.png").unlink()
        self.refused("redacted/0001-r1.png cannot be read: No such file")

    def test_a_link_in_place_of_a_file_is_not_followed(self):
        chat = self.case / "items/0002.txt"
        chat.rename(self.folder / "chat.txt")
        chat.symlink_to(self.folder / "chat.txt")
        self.refused("it is a link")
        shutil.move(self.case / "items", self.folder / "elsewhere")
        (self.case / "items").symlink_to(self.folder / "elsewhere")
        self.refused("items/0001.png cannot be read")

    def test_a_type_that_the_content_does_not_have_is_refused(self):
        case = protected_case(self.folder / "p", png(400))
        self.refused("is by its content png, and the case calls it text", case)

    def test_words_that_hide_a_picture_are_refused_on_the_protected_route(self):
        case = protected_case(self.folder / "p", CHAT + b"data:image/png;base64,iVBORw0KGgo=\n")
        self.refused("holds more than words (data-uri)", case)

    def test_a_protected_case_is_sealed_with_words_alone(self):
        said = self.seal("--plain", "--number", "HF-Test-7", case=protected_case(self.folder / "p"))
        names = [name for name, _ in entries_of(pathlib.Path(said["pack"]).read_bytes())]
        self.assertTrue(all("/redacted/" not in name and "statement" not in name and "fingerprints" not in name for name in names), names)
        self.assertTrue(said["name"].startswith("HF-Test-7-20"))

    def test_case_and_log_that_differ_are_refused(self):
        self.seal("--plain")
        log = self.case / "actions.jsonl"
        kept = log.read_text()
        for text, told in [(kept.replace("added", "addex", 1), "does not hold from line"), (kept[:-1], "does not hold from line"),
                           (kept.splitlines(keepends=True)[0], "do not tell the same:\n")]:
            log.write_text(text)
            done = self.seal("-o", self.folder / "x.age", code=4)
            self.assertIn(told.strip(), done.stderr)
        self.assertFalse((self.folder / "x.age").exists())

    def test_a_case_that_cannot_be_read_names_its_fault(self):
        for text, told in [("{", "case.json cannot be used"), ('{"format":"holdfast-case-9"}', "another version")]:
            (self.case / "case.json").write_text(text)
            self.refused(told)
        (self.case / "case.json").unlink()
        self.refused("holds no case.json")
        self.refused("cannot be read as a folder", self.folder / "none")

    def test_what_is_not_of_the_case_stays_out_and_is_named(self):
        (self.case / "diary.txt").write_text("private")
        (self.case / "items/0009.png").write_bytes(b"other")
        said = self.seal("--plain")
        self.assertEqual(said["left_out"], ["diary.txt", "items/0009.png"])
        self.assertNotIn(b"private", pathlib.Path(said["pack"]).read_bytes())

    def test_nothing_is_written_over_and_keys_are_for_their_owner_alone(self):
        said = self.seal()
        self.assertEqual(stat.S_IMODE(self.own.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(said["pack"]).st_mode), 0o600)
        before = pathlib.Path(said["pack"]).read_bytes()
        self.assertIn("is there already", self.seal(code=4).stderr)
        done = run("pack", "seal", self.case, "--new-identity", self.own, "-o", self.folder / "y.age")
        self.assertEqual(done.returncode, 4)
        self.assertEqual(pathlib.Path(said["pack"]).read_bytes(), before)
        self.assertFalse((self.folder / "y.age").exists())

    def test_a_locked_key_signs_with_its_passphrase(self):
        said = self.seal("--plain")
        self.lock(self.own, "meadow lantern copper")
        self.own.unlink()
        (self.folder / "locked.txt").rename(self.own)
        self.assertIn("no terminal", self.seal("-o", self.folder / "z.age", code=4).stderr)
        self.assertIn("does not open", self.seal("-o", self.folder / "z.age", "--passphrase-file", self.write("wrong", "meadow"), code=4).stderr)
        right = self.write("right", "meadow lantern copper\n")
        again = self.seal("-o", self.folder / "z.age", "--passphrase-file", right)
        self.assertEqual(again["key"], said["key"])
        self.assertTrue(self.verify(again["pack"], "-i", self.own, "--passphrase-file", right, "-k", said["key"])["holds"])

    def lock(self, key, passphrase):
        """`age -p` asks on a terminal of its own."""
        pid, terminal = os.forkpty()
        if pid == 0:
            os.execvp("age", ["age", "-p", "-a", "-o", str(self.folder / "locked.txt"), str(key)])
        said = b""
        for pattern in (b"Enter passphrase", b"Confirm passphrase"):
            while pattern not in said:
                said += os.read(terminal, 1024)
            time.sleep(0.1)  # age turns the echo off after it has asked
            os.write(terminal, passphrase.encode() + b"\n")
        while True:
            try:
                if not os.read(terminal, 1024):
                    break
            except OSError:
                break
        self.assertEqual(os.waitpid(pid, 0)[1], 0)

    def test_plain_is_warned_of(self):
        done = self.ok("pack", "seal", self.case, "--new-identity", self.own, "--plain", "-o", self.folder / "pack.zip")
        self.assertIn("will not be locked", done.stderr)
        self.assertIn("not locked", done.stdout)


if __name__ == "__main__":
    unittest.main()
