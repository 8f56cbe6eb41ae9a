# SPDX-License-Identifier: Apache-2.0
"""holdfast case new and done: a case is begun, and what was done goes into it."""
import fcntl
import hashlib
import json
import os
import stat
import unittest

from cases import DONE_LIST, Cases
from holdfast_command import OnTerminal


class New(Cases):
    def test_a_case_is_begun_for_its_owner_alone_and_pack_seal_reads_it(self):
        folder = self.new("case", "--prefix", "ABC", "--place", "england", "--language", "cy", "--helper")
        case = self.read(folder)
        self.assertEqual({name: case[name] for name in ("format", "route", "prefix", "place", "language", "whose", "next_number")},
                         {"format": "holdfast-case-1", "route": "adult", "prefix": "ABC", "place": "england", "language": "cy", "whose": "helper", "next_number": 1})
        self.assertEqual(self.steps(folder), ["opened"])
        self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)
        self.assertEqual({stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}, {0o600})
        self.ok("pack", "seal", folder, "--new-identity", self.folder / "key.txt", "-o", self.folder / "pack.age")
        self.assertEqual(self.steps(folder), ["opened", "sealed"])

    def test_the_kind_must_be_said_where_nobody_can_be_asked(self):
        done = self.case("new", self.folder / "case", code=2)
        self.assertIn("--adult", done.stderr)
        self.assertIn("--protected", done.stderr)
        self.assertIn("not both", self.case("new", self.folder / "case", "--adult", "--protected", code=2).stderr)
        self.assertFalse((self.folder / "case").exists())

    def test_on_a_terminal_the_questions_decide_and_doubt_is_protected(self):
        asked = [("yes\nyes\n", "adult", 2), ("y\nnot sure\n", "protected", 2), ("no\n", "protected", 1), ("not\n", "protected", 1), ("n\nperhaps\n\nno\n", "protected", 1)]
        for number, (replies, route, questions) in enumerate(asked):
            folder = self.folder / f"case{number}"
            terminal = OnTerminal("case", "new", folder)
            terminal.process.stdin.write(replies.encode())
            terminal.process.stdin.flush()
            code, said = terminal.end()
            self.assertEqual(code, 0, terminal.said)
            self.assertEqual(self.read(folder)["route"], route, replies)
            self.assertEqual("Was everyone" in terminal.said, questions == 2)
            self.assertIn("cannot be changed afterwards", said)
        terminal = OnTerminal("case", "new", self.folder / "none")
        terminal.process.stdin.close()
        terminal.process.stdin = None
        self.assertEqual(terminal.end()[0], 2)
        self.assertFalse((self.folder / "none").exists())

    def test_nothing_is_written_over_and_wrong_facts_are_named(self):
        folder = self.new()
        self.unchanged(folder, "new", folder, "--adult", code=4, told="is there already")
        for option, value in (("prefix", "abc"), ("language", "English"), ("place", "a b")):
            done = self.case("new", self.folder / "other", "--adult", f"--{option}", value, code=2)
            self.assertIn(f"--{option} ", done.stderr)
            self.assertNotIn(value, done.stderr)
        self.assertFalse((self.folder / "other").exists())

    def test_json(self):
        self.assertEqual(self.answer("new", self.folder / "case", "--protected"), {"folder": str(self.folder / "case"), "route": "protected"})


class Done(Cases):
    def test_a_list_is_taken_once_and_the_log_notes_it(self):
        for kind in ("--adult", "--protected"):
            folder = self.new("case" + kind, kind=kind)
            self.assertEqual(self.case("done", folder, DONE_LIST).stdout, "4 new, 0 there already.\n")
            self.assertEqual([each["kind"] for each in self.read(folder)["done"]], ["step", "undone", "letter", "step"])
            line = self.log(folder)[-1]
            self.assertEqual((line["step"], line["sha256"]), ("imported", hashlib.sha256(DONE_LIST.read_bytes()).hexdigest()))
            before = self.everything(folder)
            self.assertEqual(self.answer("done", folder, DONE_LIST), {"new": 0, "there_already": 4})
            self.assertEqual(self.everything(folder), before)

    def test_a_later_list_brings_what_is_new(self):
        folder = self.new()
        earlier = json.loads(DONE_LIST.read_text(encoding="utf-8"))
        earlier["actions"] = earlier["actions"][:2]
        self.case("done", folder, self.write("earlier.json", json.dumps(earlier)))
        self.assertEqual(self.answer("done", folder, "-", stdin=DONE_LIST.read_text(encoding="utf-8")), {"new": 2, "there_already": 2})
        self.assertEqual(self.steps(folder), ["opened", "imported", "imported"])

    def test_each_fault_is_named_and_then_nothing_is_taken(self):
        folder = self.new()
        wrong = json.loads(DONE_LIST.read_text(encoding="utf-8"))
        wrong["actions"][0]["at"] = "yesterday"
        wrong["actions"][2]["notice"] = "US TIDA"
        done = self.unchanged(folder, "done", folder, self.write("wrong.json", json.dumps(wrong)), code=4, told="nothing of it was taken")
        self.assertIn("/actions/0/at must be a time", done.stderr)
        self.assertIn("/actions/2/notice must have", done.stderr)
        self.unchanged(folder, "done", folder, self.write("none.json", "hello"), code=4, told="is no JSON")
        self.unchanged(folder, "done", folder, self.write("other.json", '{"format":"holdfast-draft-1"}'), code=4, told="another version")
        self.unchanged(folder, "done", folder, self.folder / "missing.json", code=4, told="cannot be read")
        self.unchanged(folder, "done", folder, self.write("large.json", " " * (2**21 + 1)), code=4, told="2 MiB")

    def test_what_there_is_no_room_for_is_refused_whole(self):
        folder = self.new()
        for number in range(3):
            steps = [{"what": "done", "step": f"step-{number}-{i}", "words": "x", "at": "2026-11-22T14:05:31.000Z"} for i in range(400)]
            file = self.write("many.json", json.dumps({"format": "holdfast-actions-1", "actions": steps}))
            if number < 2:
                self.case("done", folder, file)
            else:
                self.unchanged(folder, "done", folder, file, code=4, told="room for 1024")


class Folder(Cases):
    def test_two_commands_do_not_work_in_one_folder_at_once(self):
        folder = self.new()
        held = os.open(folder, os.O_RDONLY)
        self.addCleanup(os.close, held)
        fcntl.flock(held, fcntl.LOCK_EX)
        self.unchanged(folder, "done", folder, DONE_LIST, code=4, told="Another command is at work")
        done = self.ok("pack", "seal", folder, "--new-identity", self.folder / "key.txt", "-o", self.folder / "pack.age", code=4)
        self.assertIn("Another command is at work", done.stderr)
        fcntl.flock(held, fcntl.LOCK_UN)
        self.case("done", folder, DONE_LIST)

    def test_a_folder_that_is_no_case_or_belongs_to_a_pack_is_refused(self):
        self.assertIn("case new", self.case("done", self.folder, DONE_LIST, code=4).stderr)
        self.assertIn("cannot be read as a folder", self.case("done", self.folder / "none", DONE_LIST, code=4).stderr)
        folder = self.new()
        self.ok("pack", "seal", folder, "--plain", "--new-identity", self.folder / "key.txt", "-o", self.folder / "pack.zip")
        self.ok("pack", "open", self.folder / "pack.zip", "-o", self.folder / "opened")
        inside = self.folder / "opened/data"
        self.unchanged(inside, "done", inside, DONE_LIST, code=4, told="belongs to a sealed pack")

    def test_a_change_that_leads_elsewhere_is_refused(self):
        folder = self.new()
        victim = self.write("victim", "mine")
        for moves in ([["items/0001.png", "../victim"]], [["../victim", "items/0001.png"]], [["items/../../victim", "items/0001.png"]], [["case.json"]], [["/etc/hosts", "case.json"]]):
            (folder / "change.json").write_text(json.dumps({"format": "holdfast-change-1", "gone": [], "moves": moves}))
            self.unchanged(folder, "done", folder, DONE_LIST, code=4, told="change.json is no change")
        (folder / "change.json").write_text(json.dumps({"format": "holdfast-change-1", "gone": ["../victim"], "moves": []}))
        self.unchanged(folder, "done", folder, DONE_LIST, code=4, told="change.json is no change")
        self.assertEqual(victim.read_text(), "mine")
        (folder / "change.json").write_text(json.dumps({"format": "holdfast-change-1", "gone": [], "moves": [["items/0001.png", "items/0002.png"]]}))
        (folder / "items").symlink_to(self.folder)
        self.unchanged(folder, "done", folder, DONE_LIST, code=4, told="items/0002.png cannot be written")


if __name__ == "__main__":
    unittest.main()
