# SPDX-License-Identifier: Apache-2.0
"""holdfast notice --case: what of a case each kind of letter holds, and that a typed fact wins."""
import json
import shutil
import unittest

from holdfast_command import CommandTest, VECTORS, run

TODAY = ("--today", "2026-11-22")
PAYMENT = "50.00 GBP; bank transfer; to J Example, 00-00-00 12345678; reference gift"


class NoticeCase(CommandTest):
    def case(self, name="case-adult"):
        folder = self.folder / name
        folder.mkdir()
        shutil.copy(VECTORS / "evidence" / f"{name}.json", folder / "case.json")
        return folder

    def test_the_police_get_the_case_field_by_field(self):
        done = self.ok("notice", "report-police", "--case", self.case(), *TODAY)
        for field in ("river_1987 (Instagram) [exhibits ABC/1, ABC/2, ABC/3, ABC/4]", "phone: +44 7700 900123 (WhatsApp)", "email: river@example.org", PAYMENT,
                      "1. https://example.org/p/1?a=b&c=<d>", "Where on the page: third post", "First seen: 2026-11-20 17:00 UTC", "Last seen: 2026-11-21",
                      "reported to Essex Police; their reference 42/12345/26", "HF-0000-0000-0"):
            self.assertIn(field, done.stdout)
        self.assertRegex(done.stdout, r"What was paid, when and how:\nabout 2026-11-20 20:00:00 UTC")
        self.assertIn("from the case: under_18, role, country, pages, accounts, case, paid, story.", done.stderr)
        for never in ("The picture they have", "first name used", "55aa50a5"):
            self.assertNotIn(never, done.stdout + done.stderr)

    def test_a_platform_gets_links_and_accounts_a_host_addresses_and_neither_any_money(self):
        folder = self.case()
        platform = self.ok("notice", "report-platform", "--case", folder, *TODAY).stdout
        self.assertIn("river_1987", platform)
        self.assertIn("https://example.org/p/1", platform)
        host = self.ok("notice", "host", "--case", folder, *TODAY, code=1).stdout
        self.assertIn("https://example.org/p/1", host)
        self.assertNotIn("river_1987", host)
        for letter in (platform, host):
            for never in ("50.00", "12345678", "7700", "ABC/"):
                self.assertNotIn(never, letter)

    def test_who_keeps_data_gets_the_police_reference(self):
        letter = self.ok("notice", "preserve", "--case", self.case(), *TODAY, "--facts", "-", stdin='{"contact":"relay-4711@mail.example"}').stdout
        self.assertIn("42/12345/26", letter)
        self.assertIn("+44 7700 900123", letter)

    def test_a_typed_fact_wins_and_that_is_said(self):
        typed = ' {"accounts": ["@typed_one"], "contact": "relay-4711@mail.example"}\n'
        done = self.ok("notice", "report-police", "--case", self.case(), "--facts", "-", *TODAY, stdin=typed)
        self.assertIn("typed, so not taken from the case: accounts.", done.stderr)
        self.assertIn("@typed_one", done.stdout)
        self.assertNotIn("river_1987 (Instagram)", done.stdout)
        self.assertIn(PAYMENT, done.stdout)
        self.assertIn("relay-4711@mail.example", done.stdout)
        self.assertIn("typed, so not taken", self.ok("notice", "report-police", "--case", self.folder / "case-adult", "--facts", "-", *TODAY, stdin='{"story":"}{"}').stderr)

    def test_json_is_the_door_s_answer_with_the_case_in_its_fields(self):
        said = json.loads(self.ok("notice", "report-police", "--case", self.case(), "--format", "json", *TODAY).stdout)
        fields = {field["label"]: field["value"] for field in said["fields"]}
        self.assertIn(PAYMENT, fields["What was paid, when and how"])
        self.assertIn("river@example.org", fields["Names, numbers and accounts they used"])
        self.assertFalse(said["under_18"])

    def test_a_case_of_words_alone_stays_one_of_somebody_under_18(self):
        folder = self.case("case-protected")
        said = json.loads(self.ok("notice", "report-police", "--case", folder, "--format", "json", *TODAY).stdout)
        self.assertTrue(said["under_18"])
        self.assertIn("https://example.org/u/river", said["body"])
        self.assertIn("exhibit HF/1: chat-export; The chat", said["body"])
        refused = run("notice", "report-police", "--case", folder, "--facts", "-", *TODAY, stdin='{"under_18":"no"}')
        self.assertEqual((refused.returncode, refused.stdout), (2, ""))
        self.assertIn("take \"under_18\" out of the facts", refused.stderr)

    def test_errors_say_what_to_do(self):
        neither = run("notice", "platform", *TODAY)
        self.assertEqual(neither.returncode, 2)
        self.assertIn("--facts FILE, a case with --case FOLDER, or both", neither.stderr)
        nothing = run("notice", "platform", "--case", self.folder / "none", *TODAY)
        self.assertEqual((nothing.returncode, nothing.stdout), (4, ""))
        self.assertIn("none", nothing.stderr)


if __name__ == "__main__":
    unittest.main()
