# SPDX-License-Identifier: Apache-2.0
"""holdfast case read: words in drawn chats, how they stand in the case and its papers, and pictures that give none."""
import csv
import json
import os
import random
import signal
import struct
import subprocess
import unittest
import zlib

from cases import Cases
from heif_test import SANITIZED, children_of, facts_of
from holdfast_command import BINARY, environment

PICTURE = os.environ["WORDS_PICTURE"]
CHAT = """Hello, this is Lantern Meadow
>Who are you?
Send £200 to lantern@example.org today
>I have no money
Pay at https://example.org/p/73
My number is +44 7700 900123
"""


def grey_png(width, height, row):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    rows = b"".join(b"\0" + row(width) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


class CaseRead(Cases):
    def setUp(self):
        super().setUp()
        self.case_ = self.new("case", "--prefix", "ABC", "--place", "england")

    def chat(self, name="chat.png", words=CHAT, shade="light"):
        path = self.folder / name
        subprocess.run([PICTURE, str(path), "1080", shade], input=words.encode(), check=True)
        return path

    def add(self, *files, intimate="--not-intimate"):
        self.case("add", self.case_, *files, intimate)

    def refused(self, number, code, told, *options, **more):
        return self.unchanged(self.case_, "read", self.case_, number, *options, code=code, told=told, **more)

    def test_words_of_a_chat_are_read_and_called_machine_read_in_case_papers_and_report(self):
        self.add(self.chat(), self.chat("dark.png", shade="dark"))
        before = self.read(self.case_)["exhibits"]
        for number, exhibit in (("1", before[0]), ("ABC/2", before[1])):
            read = self.answer("read", self.case_, number)
            for words in ("Lantern Meadow", "Who are you?", "Send £200 to", "lantern@example.org", "+44 7700 900123"):
                self.assertIn(words, read["machine_read"])
            found = [(each["kind"], each["value"]) for each in read["found"]]
            self.assertEqual(found, [("amount", "£200"), ("email", "lantern@example.org"), ("url", "https://example.org/p/73"), ("phone", "+44 7700 900123")])
            now = self.read(self.case_)["exhibits"][exhibit["number"] - 1]
            self.assertEqual(now, {**exhibit, "machine_read": read["machine_read"]})
            line = self.log(self.case_)[-1]
            self.assertEqual((line["step"], line["exhibit"], line["sha256"]), ("read-out", exhibit["number"], exhibit["holding"]["file"]["sha256"]))
            self.assertNotIn("Lantern", json.dumps(line))
        self.case("check", self.case_)
        report = self.case("report", self.case_, "--format", "text").stdout
        self.assertIn("Words that a machine read in it, which may be wrong", report)
        self.assertIn("Lantern Meadow", report)

        self.ok("pack", "seal", self.case_, "--plain", "--new-identity", self.folder / "key.txt", "-o", self.folder / "pack.zip")
        self.ok("pack", "verify", self.folder / "pack.zip")
        subprocess.run(["unzip", "-q", str(self.folder / "pack.zip"), "-d", str(self.folder / "open")], check=True)
        data = next((self.folder / "open").glob("*/data"))
        with open(data / "exhibits.csv", encoding="utf-8-sig", newline="") as file:
            self.assertTrue(all("Lantern Meadow" in row["machine_read"] for row in csv.DictReader(file)))
        with open(data / "indicators.csv", encoding="utf-8-sig", newline="") as file:
            rows = [(row["kind"], row["value"], row["where"], row["from"], row["note"]) for row in csv.DictReader(file)]
        self.assertIn(("email", "lantern@example.org", "ABC/1", "read by a machine", "may be wrong: compare it"), rows)
        self.assertIn("words in it were read by a machine and may be wrong", (data / "START-HERE.html").read_text(encoding="utf-8"))
        self.assertNotIn("Lantern", (data / "notes-for-statement.txt").read_text(encoding="utf-8"), "a statement has the words of the person alone")

    def test_reading_again_replaces_and_remove_takes_the_words_out(self):
        self.add(self.chat(), self.chat("other.png", "Quite another lantern\n"))
        fresh = self.read(self.case_)["exhibits"]
        said = self.case("read", self.case_, "1", "2")
        self.assertIn("ABC/2  read by a machine, may be wrong:\n  Quite another lantern\n", said.stdout)
        once = self.read(self.case_)["exhibits"]
        self.case("read", self.case_, "1")
        self.assertEqual(self.read(self.case_)["exhibits"], once)
        self.case("read", self.case_, "1", "2", "--remove")
        self.assertEqual(self.read(self.case_)["exhibits"], fresh)
        self.assertEqual(self.steps(self.case_)[-5:], ["read-out", "read-out", "read-out", "changed", "changed"])
        self.assertIn("machine", self.log(self.case_)[-1]["words"])
        self.refused("1", 2, "has no words that a machine read", "--remove")
        self.case("check", self.case_)

    def test_none_but_kept_pictures_of_adults_are_read(self):
        chat = self.chat()
        self.add(chat, intimate="--intimate")
        self.add(self.write("words.txt", CHAT))
        self.case("add", self.case_, self.chat("theirs.png", "Theirs\n"), "--from-offender", "--title", "One that they sent")
        for number, told in (("1", "ABC/1 is not in the case as a file"), ("2", "ABC/2 is no picture"), ("3", "ABC/3 is not in the case as a file"),
                             ("9", "ABC/9 is not in the case"), ("x", "no number of an exhibit")):
            self.refused(number, 2, told)
        self.refused("1", 2, "--language takes", "--language", "../eng")
        self.case_ = self.new("young", kind="--protected")
        self.refused("1", 2, "A protected case has no pictures to read.")

    def test_what_is_missing_is_named_with_what_to_install(self):
        self.add(self.chat())
        self.refused("1", 4, "tesseract-ocr-cym for Welsh", "--language", "xxx")
        self.refused("1", 4, "no data for \"eng+xxx\"", "--language", "eng+xxx")
        hidden = self.folder / "libraries"
        hidden.mkdir()
        (hidden / "libtesseract.so.5").write_bytes(b"")
        self.refused("1", 4, "`apt install tesseract-ocr`", env={"LD_LIBRARY_PATH": hidden})

    def test_hostile_pictures_end_in_errors_or_in_no_words(self):
        noise = random.Random(7)
        cut = self.folder / "cut.png"
        cut.write_bytes(self.chat().read_bytes()[:300])
        huge = self.folder / "huge.png"
        huge.write_bytes(grey_png(8000, 8000, lambda width: b"\xff" * width))
        plain = self.folder / "noise.png"
        plain.write_bytes(grey_png(1200, 1200, noise.randbytes))
        line = self.folder / "line.png"
        line.write_bytes(grey_png(20_000, 1, noise.randbytes))
        self.add(cut, huge, plain, line, self.chat("whole.png"))
        self.refused("2", 4, "too many pixels to be read")
        self.refused("3", 0, "ABC/3: No words were found in it.")
        self.refused("4", 0, "ABC/4: No words were found in it.")
        done = self.case("read", self.case_, "1", "2", "5", code=3)
        self.assertIn("too many pixels", done.stderr)
        self.assertIn("Lantern Meadow", self.read(self.case_)["exhibits"][4]["machine_read"])
        # Pixels of it may be there: then it is read, and said to be damaged.
        self.assertRegex(done.stderr, "damaged|ends|not be decoded|cut|broken|incomplete")

    @unittest.skipIf(SANITIZED, "the sanitizers need addresses without end")
    def test_the_process_is_fenced_and_ctrl_c_ends_it_with_nothing_changed(self):
        plain = self.folder / "noise.png"
        plain.write_bytes(grey_png(6000, 6000, random.Random(7).randbytes))
        self.add(plain)
        before = self.everything(self.case_)
        process = subprocess.Popen([BINARY, "case", "read", str(self.case_), "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        fenced = None
        while fenced is None and process.poll() is None:
            for child in children_of(process.pid):
                try:
                    if facts_of(child, "status", ":").get("Seccomp") == ["2"]:
                        fenced = child
                except OSError:
                    pass
        self.assertIsNotNone(fenced)
        self.assertEqual(facts_of(fenced, "limits", "  ").get("Max open files", ["3"])[0], "3")
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
        self.assertEqual((process.returncode, *said), (130, "", ""))
        self.assertEqual(children_of(process.pid), [])
        self.assertEqual(self.everything(self.case_), before)


if __name__ == "__main__":
    unittest.main()
