# SPDX-License-Identifier: Apache-2.0
"""holdfast case change, viewed, and the guide's answers in a case: what is said is changed, what was done stays in the log."""
import json
import unittest

from cases import Cases

ANSWERS = "danger=no,situation=threatened,role=me,age_now=adult,adult_then=yes,who=stranger,country=wales"


class Change(Cases):
    def setUp(self):
        super().setUp()
        self.at = self.new("case", "--prefix", "ABC")
        chat = self.write("chat.txt", "Lantern: send 200 or else\n")
        self.case("add", self.at, chat, "--title", "The thread", "--source", "Instagram", "--note", "typed in a hurry")

    def test_what_is_said_of_an_exhibit_is_changed_and_the_log_grows_by_a_line_without_what_was_typed(self):
        before = self.everything(self.at)
        said = self.answer("change", self.at, "ABC/1", "--title", "The threat", "--when", "2026-11-20", "--device", "My phone", "--kind", "mail")
        self.assertEqual(said, {"name": "ABC/1", "changed": "title, device, kind, time"})
        exhibit = self.read(self.at)["exhibits"][0]
        self.assertEqual({name: exhibit[name] for name in ("title", "source", "device", "kind", "note")},
                         {"title": "The threat", "source": "Instagram", "device": "My phone", "kind": "mail", "note": "typed in a hurry"})
        self.assertEqual(exhibit["made"]["sure"], "day")
        after = self.everything(self.at)
        self.assertTrue(after["actions.jsonl"].startswith(before["actions.jsonl"]))
        line = json.loads(after["actions.jsonl"][len(before["actions.jsonl"]):])
        self.assertEqual((line["step"], line["exhibit"], line["words"]), ("changed", 1, "title, device, kind, time"))
        self.assertNotIn(b"The threat", after["actions.jsonl"])
        self.assertEqual(after["items/0001.txt"], before["items/0001.txt"])
        self.case("check", self.at)

    def test_an_empty_text_takes_it_out_and_what_is_the_same_is_no_change(self):
        self.case("change", self.at, "1", "--note", "", "--when", "2026-11-20")
        self.assertNotIn("note", self.read(self.at)["exhibits"][0])
        self.case("change", self.at, "1", "--when", "")
        self.assertNotIn("made", self.read(self.at)["exhibits"][0])
        before = self.everything(self.at)
        self.assertIn("already", self.case("change", self.at, "1", "--source", "Instagram").stdout)
        self.assertEqual(self.everything(self.at), before)

    def test_the_case_itself_is_changed_where_no_exhibit_is_named(self):
        self.assertEqual(self.case("change", self.at, "--prefix", "XY", "--number", "HF-0000-0000-0", "--place", "scotland").stdout, "The case is changed: prefix, number, place.\n")
        case = self.read(self.at)
        self.assertEqual((case["prefix"], case["number"], case["place"]), ("XY", "HF-0000-0000-0", "scotland"))
        self.assertNotIn("exhibit", self.log(self.at)[-1])
        self.assertEqual(self.answer("change", self.at, "XY/1", "--title", "The threat")["name"], "XY/1")

    def test_what_is_wrong_is_refused_and_changes_nothing(self):
        self.unchanged(self.at, "change", self.at, "7", "--title", "x", code=2, told="7 is not in the case")
        self.unchanged(self.at, "change", self.at, code=2, told="Say what is to be changed")
        self.unchanged(self.at, "change", self.at, "1", code=2, told="Say what is to be changed")
        self.unchanged(self.at, "change", self.at, "--title", "x", code=2, told="Which exhibit?")
        self.unchanged(self.at, "change", self.at, "1", "--prefix", "XY", code=2, told="leave the number")
        self.unchanged(self.at, "change", self.at, "1", "--when", "yesterday", code=2, told="is no time")
        self.unchanged(self.at, "change", self.at, "1", "--kind", "letter", code=2, told="--kind")
        self.unchanged(self.at, "change", self.at, "1", "--title", "x" * 501, code=2, told="500 bytes")
        self.unchanged(self.at, "change", self.at, "--number", "HF-0000-0000-1", code=2, told="nothing was changed")
        protected = self.new("protected", kind="--protected")
        self.case("add", protected, self.write("words.txt", "or else\n"))
        self.unchanged(protected, "change", protected, "1", "--kind", "picture", code=2, told="nothing was changed")

    def test_a_look_at_an_exhibit_is_a_line_of_the_log_and_nothing_else(self):
        before = self.everything(self.at)
        self.assertEqual(self.case("viewed", self.at, "ABC/1", "--words", "by the adviser").stdout, "ABC/1: the log says that it was looked at.\n")
        line = self.log(self.at)[-1]
        self.assertEqual((line["step"], line["exhibit"], line["words"]), ("viewed", 1, "by the adviser"))
        after = self.everything(self.at)
        self.assertEqual({**after, "actions.jsonl": b""}, {**before, "actions.jsonl": b""})
        self.unchanged(self.at, "viewed", self.at, "2", code=2, told="not in the case")


class Answers(Cases):
    def test_what_was_answered_to_the_guide_is_in_the_case_as_it_was_asked_and_says_the_place(self):
        case = self.read(self.new("case", "--answers", ANSWERS))
        said = {each["question"]: (each["answer"], each["words"]) for each in case["answers"]}
        self.assertEqual(said["who"], ("stranger", "A stranger online"))
        self.assertEqual(said["age_now"], ("adult", "18 or over"))
        self.assertEqual((len(said), case["place"]), (7, "wales"))
        self.assertEqual(self.read(self.new("other", "--answers", ANSWERS, "--place", "england"))["place"], "england")

    def test_a_pack_of_it_holds_them(self):
        folder = self.new("case", "--answers", ANSWERS)
        self.ok("pack", "seal", folder, "--plain", "--new-identity", self.folder / "key.txt", "-o", self.folder / "pack.zip")
        self.ok("pack", "verify", self.folder / "pack.zip")

    def test_somebody_under_18_by_the_answers_gets_no_adults_case(self):
        for wrong in ("age_now=13-17", "age_now=under-13", "age_now=adult,adult_then=no", "age_now=adult,adult_then=unsure"):
            self.assertIn("--protected", self.case("new", self.folder / "case", "--adult", "--answers", "role=me," + wrong, code=2).stderr)
            self.assertFalse((self.folder / "case").exists())
        self.assertEqual(self.read(self.new("young", "--answers", "role=me,age_now=13-17", kind="--protected"))["answers"][1]["answer"], "13-17")

    def test_what_is_no_answer_is_named(self):
        for wrong, told in (("who", "is a list such as"), ("colour=red", "is no question"), ("who=nobody", "is no answer to who")):
            self.assertIn(told, self.case("new", self.folder / "case", "--adult", "--answers", wrong, code=2).stderr)
        self.assertFalse((self.folder / "case").exists())


if __name__ == "__main__":
    unittest.main()
