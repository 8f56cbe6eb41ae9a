# SPDX-License-Identifier: Apache-2.0
"""holdfast bank review and holdfast case, beside a running service with people and partners."""
import contextlib
import hashlib
import json
import os
import random
import sqlite3
import subprocess
import time
import unittest

from holdfast_command import CommandTest, run, service
from person import NO_PROOF, Person, Platform, case_number

CHANCE = random.Random(20261122)


def code():
    """A code as ordinary pictures have them: half of its bits set, any of them."""
    return f"{sum(1 << bit for bit in CHANCE.sample(range(256), 128)):064x}"


class BesideAService(CommandTest):
    def review(self, *arguments, exit_code=0, bank="submissions"):
        return self.in_data("bank", "review", bank, *arguments, code=exit_code)

    def reviewed(self, *arguments, bank="submissions"):
        return {item["item"]: item for item in map(json.loads, self.review(*arguments, "--json", bank=bank).stdout.splitlines())}

    def running(self, *settings):
        return service(self.data, *NO_PROOF, *settings)

    @contextlib.contextmanager
    def held_open(self):
        """A reader of what the database holds now: its write-ahead log cannot be cut meanwhile."""
        with contextlib.closing(sqlite3.connect(self.data / "holdfast.sqlite", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM item").fetchone()
            yield

    def platform(self, address, name, scope="lookup,feedback,feed"):
        key = self.in_data("partner", "add", name, "--scope", scope).stdout.strip()
        platform = Platform(address, key)
        self.become(lambda: platform_answers(platform), True)
        return platform

    def become(self, ask, expected):
        """Within the second that a running service has to follow."""
        until = time.monotonic() + 1
        while ask() != expected:
            self.assertLess(time.monotonic(), until, f"never became {expected}")
            time.sleep(0.02)  # a partner may not ask more often than its limit

    def database(self, sql):
        return subprocess.run(["sqlite3", str(self.data / "holdfast.sqlite"), sql], capture_output=True, text=True, check=True).stdout

    def audit(self):
        return self.database("SELECT actor, action, subject FROM audit ORDER BY n")

    def stored(self):
        return b"".join(path.read_bytes() for path in self.data.iterdir())


class Review(BesideAService):
    def test_a_case_number_leads_to_what_is_held_under_it_and_to_nothing_else(self):
        held, fine, elsewhere = code(), code(), code()
        with self.running() as address:
            social = self.platform(address, "Example Social")
            one, other = Person(address, (held, 10), (fine, 100)), Person(address, (elsewhere, 10))
            listed = self.review("--case", one.number)
            self.assertIn(one.items[0], listed.stdout)
            for hidden in (one.items[1], other.items[0], held, fine, elsewhere):
                self.assertNotIn(hidden, listed.stdout + listed.stderr)
            self.assertIn("1 quarantined, 1 active", listed.stderr)
            loosely = one.number[3:].replace("-", " ").lower()
            self.assertEqual(self.review("--case", loosely).stdout, listed.stdout)
            self.assertEqual(set(self.reviewed("--case", one.number)), {one.items[0]})
            self.assertEqual(set(self.reviewed()), {one.items[0], other.items[0]})

            self.assertIn("not of this case", self.review("--case", one.number, "--release", other.items[0], exit_code=3).stderr)
            self.assertEqual(social.matches(elsewhere), [])
            done = self.review("--case", one.number, "--release", one.items[0])
            self.assertIn(f"{one.items[0]}: released", done.stderr)
            self.become(lambda: len(social.matches(held)), 1)
            self.assertEqual(self.review("--case", one.number).stdout, "")

    def test_a_case_number_that_leads_nowhere_says_why(self):
        self.in_data("bank", "create", "list")
        number = case_number()
        self.assertIn("no case of that number", self.review("--case", number, exit_code=4).stderr)
        wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
        self.assertIn("mistyped", self.review("--case", wrong, exit_code=4).stderr)
        self.assertIn("nine characters", self.review("--case", "HF-12", exit_code=4).stderr)
        self.assertIn("character", self.review("--case", "HF-UUUU-UUUU-U", exit_code=4).stderr)
        self.assertIn("\"submissions\" alone", self.review("--case", number, bank="list", exit_code=2).stderr)

    def test_a_disputed_item_matches_nothing_until_it_is_restored(self):
        mine = code()
        with self.running() as address:
            social = self.platform(address, "Example Social")
            person = Person(address, (mine, 100))
            item, = person.items
            self.assertEqual(len(social.matches(mine)), 1)
            self.assertIn(bytes.fromhex(mine)[::-1], self.stored())
            self.assertIn(f"{item}: paused", self.review("--dispute", item).stderr)
            self.become(lambda: social.matches(mine), [])
            shown = person.case()[1]["items"][0]
            self.assertEqual((shown["state"], shown["reason"]), ("disputed", "paused_in_review"))
            self.assertIn("looking at it", shown["explanation"])
            self.assertEqual(self.reviewed()[item]["state"], "disputed")
            self.assertIn("it is disputed, not active", self.review("--dispute", item, exit_code=3).stderr)
            self.assertIn("it is disputed, not quarantined", self.review("--release", item, exit_code=3).stderr)

            self.assertIn(f"{item}: restored", self.review("--restore", item).stderr)
            self.become(lambda: len(social.matches(mine)), 1)
            self.assertEqual(person.case()[1]["items"][0]["state"], "active")
            self.assertIn("it is active, not disputed", self.review("--restore", item, exit_code=3).stderr)

            self.assertIn(f"{item}: removed", self.review("--remove", item).stderr)
            self.become(lambda: social.matches(mine), [])
            self.assertEqual(person.case()[1]["items"][0]["state"], "expired")
            self.assertIn("it is expired", self.review("--restore", item, exit_code=3).stderr)
            self.assertEqual([line for line in self.audit().splitlines() if "item" in line],
                             [f"operator|item.{state}|{item}" for state in ("disputed", "active", "expired")])
            self.assertNotIn(bytes.fromhex(mine)[::-1], self.stored())

    def test_the_feed_tells_partners_of_each_step(self):
        mine = code()
        with self.running() as address:
            social = self.platform(address, "Example Social")
            self.in_data("bank", "create", "list")
            self.in_data("bank", "import", "list", self.write("list.csv", f"code,quality\n{mine},100\n"))
            self.become(lambda: len(social.matches(mine)), 1)
            number, = social.matches(mine)
            item = json.loads(self.in_data("bank", "export", "list", "--format", "jsonl").stdout)["item"]
            seen = social.changes()
            self.assertEqual([(e["item"], e["change"]) for e in seen["entries"]], [(number, "added")])
            for option, change in (("--dispute", "removed"), ("--restore", "added"), ("--remove", "removed")):
                self.review(option, item, bank="list")
                seen = social.changes("/v1/feed?after=" + seen["next"])
                self.assertEqual([(e["item"], e["change"]) for e in seen["entries"]], [(number, change)])

    def test_what_a_person_sent_reaches_the_feed_with_the_delays_of_the_service(self):
        for spread in (0, 24 * 3_600_000):
            with self.subTest(spread=spread), self.running("--feed-added-spread-ms", "0", "--feed-removed-spread-ms", str(spread)) as address:
                social = self.platform(address, f"Example {spread}")
                items = Person(address, *((code(), 100) for _ in range(20))).items
                before = social.changes()
                self.assertIn("paused", self.review("--dispute", ",".join(items)).stderr)
                shown = [entry["change"] for entry in social.changes("/v1/feed?after=" + before["next"])["entries"]]
                # The default delay of ten minutes would show none of them yet, or all within it.
                self.assertEqual(shown, ["removed"] * 20 if spread == 0 else [])
                late = self.database(f"SELECT count(*) FROM feed WHERE published = 0 AND visible > {(time.time() + 1200) * 1000:.0f}")
                self.assertGreater(int(late), 0) if spread else self.assertEqual(int(late), 0)

    def test_codes_that_stay_in_the_log_of_the_database_are_no_success(self):
        mine = code()
        self.in_data("bank", "create", "list")
        self.in_data("bank", "import", "list", self.write("list.csv", f"code,quality\n{mine},100\n"))
        item = json.loads(self.in_data("bank", "export", "list", "--format", "jsonl").stdout)["item"]
        with self.held_open():
            said = self.review("--remove", item, bank="list", exit_code=3).stderr
            self.assertIn(bytes.fromhex(mine)[::-1], self.stored())
        self.assertIn(f"{item}: removed", said)
        self.assertIn("its write-ahead log still holds the codes", said)
        self.assertIn("when the service next tidies up", said)
        with self.running():
            pass
        self.assertNotIn(bytes.fromhex(mine)[::-1], self.stored())

    def test_what_partners_call_a_wrong_match_is_listed_with_what_each_said(self):
        reported, praised = code(), code()
        with self.running() as address:
            social, video = self.platform(address, "Example Social"), self.platform(address, "Example Video")
            one, other = Person(address, (reported, 100)), Person(address, (praised, 100))
            self.assertEqual(self.review("--reported").stdout, "")
            video.say(video.matches(reported)[0], "blocked")
            social.say(social.matches(reported)[0], "false_positive")
            social.say(social.matches(praised)[0], "not_blocked")
            listed = self.reviewed("--reported")
            self.assertEqual(set(listed), {one.items[0]})
            self.assertEqual({(said["partner"], said["verdict"]) for said in listed[one.items[0]]["feedback"]},
                             {("Example Social", "false_positive"), ("Example Video", "blocked")})
            text = self.review("--reported").stdout
            self.assertRegex(text, rf"{one.items[0]}  active  -  submitted  \S+Z  pdq-c1:100\n")
            self.assertRegex(text, r"\n  false_positive  \S+Z  Example Social\n")
            self.assertNotIn(reported, text)
            self.assertEqual(self.reviewed("--reported", "--case", one.number).keys(), listed.keys())
            self.assertEqual(self.review("--reported", "--case", other.number).stdout, "")
            self.review("--dispute", one.items[0])
            self.assertEqual(self.reviewed("--reported")[one.items[0]]["state"], "disputed")
            social.say(social.matches(praised)[0], "false_positive")
            social.say(social.matches(praised)[0], "blocked")
            self.assertEqual(set(self.reviewed("--reported")), {one.items[0]}, "the latest word of a partner counts")

    def test_wrong_arguments_change_nothing_and_are_told_in_our_words(self):
        self.in_data("bank", "create", "list")
        self.assertIn("named twice", self.review("--dispute", "a", "--remove", "a", exit_code=2).stderr)
        self.assertIn("--reported lists", self.review("--reported", "--remove", "a", exit_code=2).stderr)
        for arguments, said in (
                (["bank", "review"], "holdfast bank review: BANK is missing."),
                (["bank", "review", "x", "--data", "d", "--release"], "--release needs a value."),
                (["bank", "review", "x", "y", "--data", "d"], "There are more arguments than this takes."),
                (["bank", "review", "x", "--data", "d", "--bogus=1"], "This takes no --bogus."),
                (["bank", "review", "x", "--data", "a", "--data", "b"], "--data is given more than once."),
                (["bank", "export", "x", "--data", "d", "--format", "xml"], "--format is one of csv, jsonl."),
                (["lookup", "a", "--server", "http://127.0.0.1:1", "--radius", "99"], "--radius is a whole number from 0 to 31."),
                (["partner", "add", "A", "--data", "d", "--scope", "all"], "--scope is one of lookup, sighting, feedback, feed."),
                (["case", "erase"], "holdfast case erase: CASE is missing.")):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertRegex(done.stderr, r"\Aholdfast \w.*\n`holdfast.* --help` says more\.\n\Z")
            self.assertIn(said, done.stderr)
        secret = code()
        self.assertNotIn(secret, run("compare", "a", "b", secret).stderr)
        for command in (["bank", "review"], ["case", "erase"]):
            self.assertIn(" 2 wrong arguments", run(*command, "--help").stdout)


class CaseErase(BesideAService):
    def test_a_case_ends_by_its_number_after_a_yes(self):
        mine, theirs = code(), code()
        with self.running() as address:
            social = self.platform(address, "Example Social")
            lost, other = Person(address, (mine, 100), (code(), 10)), Person(address, (theirs, 100))
            self.assertIn(bytes.fromhex(mine)[::-1], self.stored())  # as the database writes it: what is searched for below
            for answer in ("no\n", "", "y\n"):
                kept = self.in_data("case", "erase", lost.number, stdin=answer, code=1)
                self.assertIn("1 quarantined, 1 active", kept.stderr)
                self.assertIn("Nothing was erased", kept.stderr)
            self.assertEqual(lost.case()[0], 200)
            done = self.in_data("case", "erase", lost.number.lower(), stdin="yes\n")
            self.assertIn("Erased.", done.stderr)
            self.become(lambda: social.matches(mine), [])
            self.assertEqual(lost.case()[0], 401)
            self.assertEqual((len(social.matches(theirs)), other.case()[0]), (1, 200))
            stored = self.stored()
            for gone in (bytes.fromhex(mine)[::-1], bytes.fromhex(mine), lost.number.encode(), hashlib.sha256(lost.read_key).digest(),
                         hashlib.sha256(lost.withdraw_key).digest()):
                self.assertNotIn(gone, stored)
            self.assertRegex(self.audit(), r"(?m)^operator\|case\.erase\|[0-9a-f]{32}$")
            self.assertIn("no case of that number", self.in_data("case", "erase", lost.number, "--yes", code=4).stderr)
            self.assertIn("within 10 minutes", done.stderr)
            with self.held_open():
                self.assertIn("its write-ahead log still holds the codes", self.in_data("case", "erase", other.number, "--yes", code=3).stderr)
            self.become(lambda: social.matches(theirs), [])


def platform_answers(platform):
    try:
        platform.matches(code())
        return True
    except AssertionError:
        return False


if __name__ == "__main__":
    os.umask(0o022)
    unittest.main()
