# SPDX-License-Identifier: Apache-2.0
"""holdfast guide and holdfast guidance check, with the guide that was built in."""
import json
import os
import pathlib
import re
import unittest

from holdfast_command import CommandTest, OnTerminal

BLOB = pathlib.Path(os.environ["GUIDANCE_BLOB"])
DAY = ("--today", "2026-11-23")
CHILD = "danger=no,situation=threatened,live=no,role=me,age_now=13-17,who=stranger,have=real,posted=no,paid=gift-card,where=snapchat,country=wales"
ADVISER = CHILD.replace("role=me,age_now=13-17", "role=adviser,age_now=adult,adult_then=yes")


class Guide(CommandTest):
    def test_crisis_numbers_stand_first_also_with_no_answers(self):
        for answers in ["", CHILD, "danger=thoughts"]:
            lines = self.ok("guide", "--answers", answers, *DAY).stdout.splitlines() if answers else \
                self.ok("guide", *DAY, stdin="p\n").stdout.splitlines()
            self.assertEqual(lines[0], "In a crisis, at any time")
            top = "\n".join(lines[:12])
            self.assertIn("call 999", top)
            self.assertIn("call 116 123", top)

    def test_the_plan_follows_the_answers_in_order(self):
        plan = self.ok("guide", "--answers", CHILD, *DAY).stdout
        order = ["In a crisis", "NOW: People who can help right now", "not your fault", "Do not pay any more", "Tell the gift card company",
                 "Save the words and names, never the picture", "Now block them everywhere", "TODAY: Tell the right people", "Use Report Remove"]
        places = [plan.find(text) for text in order]
        self.assertNotIn(-1, places, dict(zip(order, places)))
        self.assertEqual(places, sorted(places))
        self.assertNotIn("StopNCII", plan)
        self.assertTrue(all(len(line) <= 80 for line in plan.splitlines() if "://" not in line), "wrapped at 80 columns")
        self.assertNotIn("\x1b", plan)

    def test_an_adviser_is_given_words_to_say(self):
        plan = self.ok("guide", "--answers", ADVISER, *DAY).stdout
        self.assertIn("    Say: ", plan)
        self.assertIn("StopNCII", plan)

    def test_json_is_what_the_door_answers(self):
        plan = json.loads(self.ok("guide", "--json", "--answers", CHILD, "--language", "cy", *DAY).stdout)
        self.assertEqual((plan["audience"], plan["person"], plan["complete"]), ("young", "young", True))
        self.assertEqual(plan["phases"][0]["id"], "crisis")
        self.assertIn("en", plan["phases"][0]["steps"][0]["head"])
        self.assertFalse(json.loads(self.ok("guide", "--json", *DAY).stdout)["complete"])

    def test_a_place_names_the_police_and_a_doubtful_one_asks(self):
        self.assertIn("Dyfed-Powys Police: call 101.", self.ok("guide", "--answers", CHILD, "--place", "Powys", *DAY).stdout)
        self.assertIn("101", self.ok("guide", "--answers", CHILD, *DAY).stdout)
        doubtful = self.ok("guide", "--answers", CHILD, "--place", "SY", *DAY, code=2).stderr
        self.assertIn("west-mercia", doubtful)
        self.assertIn("dyfed-powys", doubtful)
        self.assertIn("101", self.ok("guide", "--answers", CHILD, "--place", "Atlantis", *DAY, code=2).stderr)
        # One force is left, and yet none is picked: the table of postcodes is from memory, a part of a name is no council.
        for place, force in (("EX1 1AA", "devon-and-cornwall"), ("West Sussex", "sussex")):
            left = self.ok("guide", "--answers", CHILD, "--place", place, *DAY, code=2).stderr
            self.assertIn(f"\n  {force}  ", left)
            self.assertIn("101", left)
            chosen = self.ok("guide", "--answers", CHILD.replace("wales", "england"), "--place", force, *DAY)
            self.assertIn("Police: call 101.", chosen.stdout)

    def test_wrong_answers_are_named_with_those_that_there_are(self):
        self.assertIn("There are: danger, situation,", self.ok("guide", "--answers", "mood=bad", code=2).stderr)
        self.assertIn("There are: no, thoughts, now-danger.", self.ok("guide", "--answers", "danger=maybe", code=2).stderr)
        self.ok("guide", "--answers", "danger", code=2)
        self.ok("guide", "--today", "soon", "--json", code=2)
        self.ok("guide", "--language", "xx", "--json", code=2)

    def test_a_guide_that_cannot_be_used_is_told_why(self):
        self.assertIn("No such file", self.ok("guide", "--json", "--data", self.folder / "none.json", code=4).stderr)
        self.assertIn("is no guide", self.ok("guide", "--json", "--data", self.write("a.json", "{"), code=4).stderr)
        broken = BLOB.read_text(encoding="utf-8").replace('"phase":"crisis"', '"phase":"crises"', 1)
        self.assertIn("/step/0/phase", self.ok("guide", "--json", "--data", self.write("b.json", broken), code=4).stderr)
        same = self.ok("guide", "--json", "--data", BLOB, *DAY).stdout
        self.assertEqual(same, self.ok("guide", "--json", *DAY).stdout, "the built-in guide is the compiled one")


class Dialogue(CommandTest):
    def talk(self, *replies, code=0):
        return self.ok("guide", *DAY, stdin="".join(reply + "\n" for reply in replies), code=code)

    def test_it_asks_one_question_after_another_and_prints_the_plan(self):
        done = self.talk("1", "1", "no", "for me", "18", "yes", "a stra", "1", "no", "no", "insta", "eng")
        self.assertIn("In a crisis, at any time", done.stderr[:40])
        self.assertEqual(done.stderr.count("\n> "), 12)
        self.assertIn("Use StopNCII with your picture", done.stdout)
        self.assertNotIn("Not every question", done.stdout)

    def test_skipping_takes_the_careful_answer(self):
        done = self.talk(*[""] * 12)
        self.assertEqual(done.stderr.count("Skipped."), done.stderr.count("\n> "))
        self.assertGreaterEqual(done.stderr.count("Skipped."), 11)
        self.assertIn("Skipped. The plan takes the careful answer: Thoughts of ending life", done.stderr)
        self.assertIn("Please talk to someone first", done.stderr.split("What brings you here?")[0], "at once, not at the end")
        self.assertIn("Save the words and names, never the picture", done.stdout)

    def test_it_goes_back_shows_the_numbers_and_quits(self):
        done = self.talk("1", "2", "b", "b", "b", "3", "c", "q")
        self.assertEqual(done.stdout, "")
        self.assertIn("This is the first question.", done.stderr)
        self.assertEqual(done.stderr.count("In a crisis, at any time"), 2)
        self.assertIn("Call the emergency number now", done.stderr)

    def test_a_reply_that_is_no_answer_is_asked_again(self):
        done = self.talk("9", "maybe", "0", "p")
        self.assertEqual(done.stderr.count("That is none of the answers: a number from 1 to 3."), 3)
        self.assertIn("Not every question has its answer yet.", done.stdout)

    def test_the_end_of_the_input_gives_the_plan_so_far(self):
        self.assertIn("Call the emergency number now", self.talk("3").stdout)

    def test_a_terminal_gets_bold_and_its_own_width(self):
        shown = OnTerminal("guide", *DAY)
        shown.read_until("> ")
        shown.process.stdin.write(b"q\n")
        shown.process.stdin.flush()
        self.assertEqual(shown.end()[0], 0)
        plain = re.sub(r"\x1b\[[01]m", "", shown.said)
        self.assertTrue(all(len(line.rstrip("\r")) <= 80 for line in plain.split("\n")), plain)


class GuidanceCheck(CommandTest):
    def test_the_built_in_guide_has_no_findings(self):
        done = self.ok("guidance", "check", *DAY)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"[0-9,]{9,} combinations of answers and [0-9,]+ texts .* Findings: 0\.")
        found = json.loads(self.ok("guidance", "check", "--json", *DAY).stdout)
        self.assertEqual(found["findings"], [])
        self.assertGreater(found["scope"]["combinations"], 1_800_000)

    def test_what_is_past_its_review_is_found_by_the_day(self):
        done = self.ok("guidance", "check", "--today", "2028-01-01", code=1)
        self.assertIn("step/crisis-now  past-review  It was to be read again by ", done.stdout)
        self.assertIn("line/uk-samaritans  past-review", done.stdout)

    def test_a_broken_guide_is_found_out_with_the_answers_that_show_it(self):
        guide = json.loads(BLOB.read_text(encoding="utf-8"))
        step = next(step for step in guide["step"] if step["id"] == "do-not-pay")
        step["when"] = [{"paid": ["crypto"]}]
        step["text"]["cy"] = "Talwch nawr."
        step["text"]["en"] = "Pay them now, and all will be removed."
        path = self.write("guide.json", json.dumps(guide))
        done = self.ok("guidance", "check", "--data", path, *DAY, code=1)
        for finding in [r"rule/never-pay  never-pay  .*\n    \d+ times, first: danger=no situation=threatened .*",
                        "step/do-not-pay/text/en  never-pay-words  ", "step/do-not-pay/text/cy  never-pay-words  ",
                        "step/do-not-pay/text/en  removal-never-sure  ", r"step/do-not-pay  contradiction  It stands beside do-not-pay-more\."]:
            self.assertRegex(done.stdout, finding)
        welsh = self.ok("guidance", "check", "--data", path, "--language", "cy", *DAY, code=1).stdout
        self.assertNotIn("/en  ", welsh)
        self.assertIn("/cy  ", welsh)
        self.assertEqual({finding["rule"] for finding in json.loads(self.ok("guidance", "check", "--data", path, "--json", *DAY, code=1).stdout)["findings"]}
                         >= {"never-pay", "never-pay-words", "removal-never-sure", "contradiction"}, True)

    def test_what_a_language_lacks_is_listed_text_by_text(self):
        guide = json.loads(BLOB.read_text(encoding="utf-8"))
        places = {"step/do-not-pay/text": next(each for each in guide["step"] if each["id"] == "do-not-pay")["text"],
                  "question/paid/ask": next(each for each in guide["question"] if each["id"] == "paid")["ask"],
                  "line/uk-samaritans/who": next(each for each in guide["line"] if each["id"] == "uk-samaritans")["who"],
                  "notice/us-tida/title": next(each for each in guide["notice"] if each["id"] == "us-tida")["title"],
                  "message/friends-brief/text": next(each for each in guide["message"] if each["id"] == "friends-brief")["text"]}
        for text in places.values():
            del text["cy"]
        path = self.write("guide.json", json.dumps(guide))
        lacks = self.ok("guidance", "check", "--language", "cy", "--data", path, *DAY, code=1).stdout
        found = [line.split("  ")[0] for line in lacks.splitlines() if "  language-lacks  " in line]
        self.assertEqual(sorted(found), sorted(f"{place}/cy" for place in places))
        self.assertEqual(self.ok("guidance", "check", "--language", "en", "--data", path, *DAY).stdout, "")


if __name__ == "__main__":
    unittest.main()
