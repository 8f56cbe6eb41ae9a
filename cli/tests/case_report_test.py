# SPDX-License-Identifier: Apache-2.0
"""holdfast case report: a case in a folder as a PDF that stock tools read, and as text."""
import re
import shutil
import subprocess
import unittest

from holdfast_command import CommandTest, VECTORS, run

EVIDENCE = VECTORS / "evidence"


class CaseReport(CommandTest):
    def case(self, name):
        folder = self.folder / name
        folder.mkdir()
        shutil.copy(EVIDENCE / f"{name}.json", folder / "case.json")
        return folder

    def pdf(self, name):
        path = self.folder / f"{name}.pdf"
        done = self.ok("case", "report", self.case(name), "-o", path)
        self.assertIn("It names people and accounts", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        return path

    def tool(self, *command):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "", "the tool has nothing to find fault with")
        return done.stdout

    def test_a_pdf_has_title_language_bookmarks_and_tags(self):
        path = self.pdf("case-adult")
        facts = self.tool("pdfinfo", path)
        self.assertRegex(facts, r"Title: +Report of the case HF-0000-0000-0")
        self.assertRegex(facts, r"Tagged: +yes")
        self.assertRegex(facts, r"JavaScript: +no")
        raw = path.read_bytes()
        self.assertIn(b"/Lang (en-GB)", raw)
        marks = re.findall(r'<item page="\d+">(.*)</item>', self.tool("pdftohtml", "-xml", "-stdout", path))
        self.assertEqual(marks[:3] + marks[-1:], ["Report of the case HF-0000-0000-0", "About this report", "What the person answered", "Exhibits that were removed"])
        tree = self.tool("pdfinfo", "-struct-text", path)
        self.assertTrue(tree.startswith("Document\n"), tree[:100])
        self.assertEqual(len(re.findall(r"^ *H[12] ", tree, re.MULTILINE)), len(marks))
        self.assertRegex(tree, r"H1[^\n]*\n[^\n]*\"?Report of the case")
        for heading in ("What happened, by time", "Exhibit ABC/1", "Exhibits that were removed"):
            self.assertRegex(tree, r"H2[^\n]*\n[^\n]*" + re.escape(heading))

    def test_its_words_are_those_of_the_text(self):
        text = self.ok("case", "report", self.case("case-adult"), "--format", "text").stdout
        self.assertTrue(text.startswith("Report of the case HF-0000-0000-0\n\n\nAbout this report\n\n"))
        drawn = re.sub(r"\s+", "", self.tool("pdftotext", "-layout", self.pdf_again(), "-"))
        for word in re.findall(r"\S+", text):
            self.assertIn(word, drawn)

    def test_its_tags_hold_all_words_and_part_the_lines(self):
        text = self.ok("case", "report", self.case("case-adult"), "--format", "text").stdout
        tagged = re.findall(r'^ +"(.*)"$', self.tool("pdfinfo", "-struct-text", self.pdf_again()), re.MULTILINE)
        self.assertIn("Case: HF-0000-0000-0", tagged)
        self.assertIn("Written by: the person whose case it is", tagged)
        whole = re.sub(r"\s+", "", "".join(tagged))
        for word in re.findall(r"\S+", text):
            self.assertIn(word, whole)

    def pdf_again(self):
        path = self.folder / "again.pdf"
        self.ok("case", "report", self.folder / "case-adult", "-o", path)
        return path

    def test_of_words_alone_it_says_so(self):
        text = self.ok("case", "report", self.case("case-protected"), "--format", "text").stdout
        self.assertIn("may be under 18. The case holds words alone", text)

    def test_a_case_that_breaks_a_rule_and_a_file_that_is_there_are_refused(self):
        folder = self.case("case-adult")
        there = self.folder / "there.pdf"
        there.write_text("mine")
        done = self.ok("case", "report", folder, "-o", there, code=4)
        self.assertEqual(there.read_text(), "mine")
        self.assertIn("there.pdf", done.stderr)
        (folder / "case.json").write_text("{}")
        new = self.folder / "new.pdf"
        self.ok("case", "report", folder, "-o", new, code=4)
        self.assertFalse(new.exists())
        self.assertEqual(run("case", "report", self.folder / "none", "-o", new).returncode, 4)
        self.assertEqual(run("case", "report", folder, "--format", "docx").returncode, 2)


if __name__ == "__main__":
    unittest.main()
