# SPDX-License-Identifier: Apache-2.0
"""holdfast notice: letters, drafts, reminders and PDFs as a person gets them."""
import email
import email.policy
import json
import re
import shutil
import subprocess
import unittest
import urllib.parse

from holdfast_command import BINARY, CommandTest, environment, run

CODE = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
FACTS = {
    "under_18": "no", "made": "real", "pages": [{"url": "https://forum.example/thread/7", "where": "third post", "first_seen": "2026-11-19"}],
    "platform": "reddit", "recipient": "abuse@forum.example", "contact": "relay-4711@mail.example", "name": "Nia Ŵyn Example",
    "signature": "N. E.", "country": "IE", "says": ["intimate", "subject", "no-consent", "true"], "case": "HF-7K3Q-9XWM-C",
    "fingerprints": [CODE], "attach_fingerprints": True, "connection": "person", "story": "Somebody asks for money.", "accounts": ["@quiet_lantern_7"],
    "sent": {"at": "2026-11-19T09:00:00Z", "to": "Forum Example"},
}
TODAY = ("--today", "2026-11-22")


class Notice(CommandTest):
    def notice(self, kind, facts=None, *more, code=0):
        return self.ok("notice", kind, "--facts", "-", *TODAY, *more, stdin=json.dumps(FACTS if facts is None else facts), code=code)

    def pdf(self, kind, facts=None, *more):
        path = self.folder / f"{kind}.pdf"
        with path.open("wb") as file:
            done = subprocess.run([BINARY, "notice", kind, "--facts", "-", *TODAY, "--format", "pdf", *more], stdout=file, stderr=subprocess.PIPE,
                                  input=json.dumps(facts or FACTS).encode(), env=environment(), timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return path

    def test_the_letter_goes_out_and_all_that_is_about_it_to_standard_error(self):
        done = self.notice("us-tida")
        self.assertTrue(done.stdout.startswith("To: abuse@forum.example\nSubject: TAKE IT DOWN Act"))
        self.assertIn("https://forum.example/thread/7", done.stdout)
        self.assertNotIn("missing:", done.stderr)
        self.assertIn("holdfast: clock: ", done.stderr)
        self.assertIn("(holdfast notice complaint-ftc)", done.stderr)
        self.assertNotIn(CODE, done.stderr)

    def test_what_is_missing_is_named_with_its_law_and_the_letter_is_written_all_the_same(self):
        facts = {**FACTS}
        del facts["signature"]
        done = self.notice("us-tida", facts, code=1)
        self.assertIn("[signature]", done.stdout)
        self.assertRegex(done.stderr, r"missing: signature \(47 USC 223a\(a\)\(1\)\(B\)\(i\)\)\. .*signature")

    def test_every_kind_is_complete_with_full_facts(self):
        kinds = re.search(r"There are: (.*)\.\n", run("notice", "nonsense", "--facts", "-", stdin="{}").stderr).group(1).split(", ")
        self.assertGreaterEqual(len(kinds), 16)
        for kind in kinds:
            self.assertNotIn("[", self.notice(kind).stdout.split("--- fingerprints")[0], kind)

    def test_a_mail_program_reads_the_draft_back(self):
        draft = email.message_from_string(self.notice("us-tida", None, "--format", "eml").stdout, policy=email.policy.default)
        self.assertEqual(draft["To"], "abuse@forum.example")
        self.assertEqual(draft["X-Unsent"], "1")
        self.assertEqual(draft.defects, [])
        body, attached = draft.get_body(), list(draft.iter_attachments())
        self.assertIn("third post", body.get_content())
        self.assertNotIn(CODE, body.get_content())
        self.assertEqual([each.get_filename() for each in attached], ["fingerprints.txt"])
        self.assertIn(CODE, attached[0].get_content())

    def test_a_mail_address_holds_the_letter_and_no_fingerprint(self):
        facts = {**FACTS, "country": "", "reasons": "because", "platform": ""}
        address = self.notice("plain", facts, "--format", "mailto").stdout.strip()
        self.assertLess(len(address), 2000)
        self.assertNotIn(CODE, address)
        fields = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
        self.assertIn("forum.example" if "Paste" not in fields["body"][0] else "Paste", fields["body"][0])

    def test_reminders_are_neutral_and_at_the_hour(self):
        text = self.notice("us-tida", None, "--format", "ics", "--sent", "2026-11-22T08:00:00Z").stdout
        self.assertIn("DTSTART:20261124T080000Z", text)
        self.assertNotRegex(text, "(?i)notice|picture|take|holdfast|HF-")

    def test_where_nothing_comes_next_there_is_nothing_to_be_reminded_of(self):
        self.assertIn("nothing to be reminded of", self.notice("complaint-ftc", None, "--format", "ics", code=4).stderr)

    def test_json_is_the_answer_of_the_door(self):
        said = json.loads(self.notice("report-police", None, "--format", "json", "--force", "avon-and-somerset").stdout)
        self.assertEqual(said["to"]["force"]["id"], "avon-and-somerset")
        self.assertGreater(len(said["fields"]), 5)

    def test_every_letter_has_a_reference_of_its_own_that_is_told_and_can_be_given_again(self):
        done = self.notice("platform")
        reference = re.search(r"holdfast: reference: (\d{4}-\d{4}-\d{4})\n", done.stderr).group(1)
        self.assertIn(f"Our reference: {reference}\n", done.stdout)
        self.assertNotIn(reference, self.notice("platform").stdout, "drawn anew")
        self.assertIn(f"Our reference: {reference}\n", self.notice("platform", None, "--reference", reference).stdout)
        said = json.loads(self.notice("dsa16", None, "--format", "json", "--reference", reference).stdout)
        self.assertEqual(said["reference"], reference)
        for other in (reference[:-1] + str((int(reference[-1]) + 1) % 10), "for Nia", "HF-7K3Q-9XWM-C"):
            self.assertIn("--reference is a number", self.notice("platform", None, "--reference", other, code=2).stderr)
        reminder = {**FACTS, "sent": {**FACTS["sent"], "ours": reference}}
        self.assertIn(f"Our reference of that notice: {reference}\n", self.notice("reminder", reminder).stdout)

    def test_a_report_follows_the_force_and_the_platform(self):
        online = self.notice("report-police", None, "--force", "metropolitan").stdout
        self.assertIn("Your name, address, date of birth and e-mail:\n[you fill this in on their page]", online)
        self.assertIn("Short text to send:", self.notice("report-police", None, "--force", "btp").stdout)
        discord = self.notice("report-platform", {**FACTS, "platform": "discord"}).stdout
        self.assertIn("The legal name of the person shown:\n[you fill this in on their page]", discord)
        self.assertNotIn("legal name", self.notice("report-platform").stdout)

    def test_facts_that_cannot_be_used_are_told_and_not_quoted(self):
        for facts, told in [('{"role":"marmalade"}', "/role"), ("[1]", "must be an object"), ("{", "no JSON object"), ('{"fingerprints":["zz"]}', "/fingerprints/0"),
                            ('{"case":"marmalade"}', "/case"), ('{"sent":{"ours":"1234-5678-9012"}}', "/sent/ours")]:
            done = run("notice", "platform", "--facts", "-", stdin=facts)
            self.assertEqual(done.returncode, 2, facts)
            self.assertIn(told, done.stderr)
            self.assertNotIn("marmalade", done.stderr)
            self.assertEqual(done.stdout, "")
        self.assertEqual(run("notice", "platform", "--facts", self.folder / "none.json").returncode, 4)

    def test_a_welsh_reader_gets_notes_and_a_copy(self):
        done = self.notice("dsa16", None, "--language", "cy")
        self.assertIn("Where it is:", done.stdout)
        self.assertIn("Ble mae:", done.stdout)
        self.assertIn("Gofyn mae'r llythyr hwn", done.stderr)

    @unittest.skipUnless(shutil.which("pdfinfo"), "poppler-utils is not installed")
    def test_a_pdf_is_tagged_titled_in_its_language_and_has_its_fonts(self):
        path = self.pdf("us-tida")
        about = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        self.assertRegex(about, r"Title: +TAKE IT DOWN Act")
        self.assertRegex(about, r"Tagged: +yes")
        self.assertRegex(about, r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)")
        data = path.read_bytes()
        self.assertIn(b"/Lang (en-GB)", data)
        self.assertIn(b"/Outlines", data)
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        for part in ["https://forum.example/thread/7", "N. E.", CODE]:
            self.assertIn(part, text)
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertRegex(font, r"yes +yes +yes", "embedded, a subset, with a map back to Unicode")
        structure = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, text=True, check=True).stdout
        self.assertIn("H1", structure)
        self.assertGreater(structure.count("P (block)"), 10, structure[:500])

    @unittest.skipUnless(shutil.which("pdfinfo"), "poppler-utils is not installed")
    def test_a_pdf_holds_every_letter_of_welsh_and_goes_over_pages(self):
        facts = {**FACTS, "reasons": "Mae'n erbyn y gyfraith: ŵ ŷ â ê î ô û ï. " * 90}
        path = self.pdf("dsa16", facts, "--language", "cy")
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        sentence = "Mae'n erbyn y gyfraith: ŵ ŷ â ê î ô û ï. "
        self.assertIn("ŵ ŷ â ê î ô û ï.", text)
        self.assertEqual(text.count("ï."), 4000 // len(sentence.encode()))
        self.assertIn(b"/Lang (cy-GB)", path.read_bytes())
        pages = int(re.search(r"Pages: +(\d+)", subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout).group(1))
        self.assertGreaterEqual(pages, 2)

    def test_without_fonts_a_pdf_says_what_to_install_and_writes_nothing(self):
        config = self.write("fonts.conf", '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
        bare = {"FONTCONFIG_FILE": config}
        done = self.ok("notice", "us-tida", "--facts", "-", *TODAY, "--format", "pdf", stdin=json.dumps(FACTS), env=bare, code=4)
        self.assertEqual(done.stdout, "")
        self.assertIn("apt-get install fonts-dejavu-core", done.stderr)
        self.assertIn("TAKE IT DOWN", self.ok("notice", "us-tida", "--facts", "-", *TODAY, stdin=json.dumps(FACTS), env=bare).stdout)


if __name__ == "__main__":
    unittest.main()
