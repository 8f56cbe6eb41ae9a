# SPDX-License-Identifier: Apache-2.0
"""holdfast case redact --leave-original-out: the covered copy stays, the original goes, and every paper says so."""
import csv
import hashlib
import io
import json
import unittest
import zipfile

from cases import Cases
from holdfast_command import VECTORS
from png_files import chunk, picture, pixels_of

PLACE = b"taken at the mill pond"
BOX = ("--box", "10,5,20,8", "--not-intimate")


def colour(x, y):
    return x * 4, y * 6, (x * y) % 256


class LeaveOut(Cases):
    def setUp(self):
        super().setUp()
        self.case_ = self.new("case", "--prefix", "ABC", "--place", "england")
        self.original = picture(60, 40, colour, 3, chunk(b"tEXt", b"Comment\0" + PLACE))
        self.source = self.folder / "screen.png"
        self.source.write_bytes(self.original)
        self.case("add", self.case_, self.source, "--not-intimate", "--title", "A threat")

    def sealed(self):
        pack = self.folder / "pack.zip"
        self.ok("pack", "seal", self.case_, "--plain", "--new-identity", self.folder / "key.txt", "-o", pack)
        said = json.loads(self.ok("pack", "verify", pack, "--json").stdout)
        self.assertTrue(said["holds"])
        with zipfile.ZipFile(pack) as files:
            return {name.split("/", 1)[1]: files.read(name) for name in files.namelist()}

    def holds_nothing_of_the_original(self, files, but=()):
        # What a compressed row of it looks like, its text, and the whole file.
        rows = self.original[self.original.index(b"IDAT") + 4:][:64]
        for name, content in files.items():
            if name not in but:
                self.assertFalse(self.original in content or rows in content or PLACE in content, name)

    def test_the_original_goes_and_its_checksums_the_copy_and_a_line_of_the_log_stay(self):
        said = self.answer("redact", self.case_, "1", *BOX, "--leave-original-out")
        self.assertEqual((said["path"], said["original"]), ("redacted/0001-r1.png", "removed/0001.png"))
        files = self.everything(self.case_)
        self.assertEqual(files["removed/0001.png"], self.original)
        self.holds_nothing_of_the_original(files, but=("removed/0001.png",))
        exhibit = self.read(self.case_)["exhibits"][0]
        self.assertEqual((exhibit["holding"]["is"], exhibit["holding"]["why"]), ("hashes", "left-out"))
        for record in (exhibit["holding"]["file"]["sha256"], exhibit["copies"][0]["record"]["parent"]):
            self.assertEqual(record, hashlib.sha256(self.original).hexdigest())
        self.assertEqual(exhibit["holding"]["file"]["sha512"], hashlib.sha512(self.original).hexdigest())
        redacted, left = self.log(self.case_)[-2:]
        self.assertEqual((redacted["step"], redacted["copy"]), ("redacted", 1))
        self.assertEqual((left["step"], left["exhibit"], left["words"]), ("changed", 1, "The original was left out: only its checksums are in the case."))
        names, rows = pixels_of(files["redacted/0001-r1.png"])
        self.assertEqual(set(names), {"IHDR", "IDAT", "IEND"})
        for y in range(40):
            for x in range(60):
                self.assertEqual(rows[y][x], (0, 0, 0) if 10 <= x < 30 and 5 <= y < 13 else colour(x, y), (x, y))
        self.case("check", self.case_)
        self.unchanged(self.case_, "redact", self.case_, "1", *BOX, code=2, told="not in the case as a file")

    def test_the_pack_holds_the_copy_alone_and_its_papers_say_so(self):
        self.case("redact", self.case_, "1", *BOX, "--leave-original-out")
        files = self.sealed()
        self.assertIn("data/redacted/0001-r1.png", files)
        self.assertEqual([name for name in files if name.startswith(("data/items", "data/removed"))], [])
        self.holds_nothing_of_the_original(files)
        digest = hashlib.sha256(self.original).hexdigest()
        start = files["data/START-HERE.html"].decode()
        self.assertIn("not in the pack: the original was left out; its checksums and its redacted copy stand for it", start)
        self.assertIn(digest, start)
        rows = {row["exhibit"]: row for row in csv.DictReader(io.StringIO(files["data/exhibits.csv"].decode("utf-8-sig")))}
        self.assertEqual((rows["ABC/1"]["in_pack"], rows["ABC/1"]["path"], rows["ABC/1"]["sha256"]), ("checksums only: left out", "", digest))
        self.assertEqual((rows["ABC/1-R1"]["in_pack"], rows["ABC/1-R1"]["made_from_sha256"]), ("file", digest))
        self.assertIn("I left it out, and put in a copy in which parts are covered.", " ".join(files["data/notes-for-statement.txt"].decode().split()))
        report = " ".join(self.case("report", self.case_, "--format", "text").stdout.split())
        self.assertIn("the original was left out; its checksums and its redacted copy stand for it", report)

    def test_the_original_is_erased_where_that_is_asked_for(self):
        self.unchanged(self.case_, "redact", self.case_, "1", *BOX, "--erase-original", code=2, told="--leave-original-out")
        said = self.answer("redact", self.case_, "1", *BOX, "--leave-original-out", "--erase-original")
        self.assertIsNone(said["original"])
        self.holds_nothing_of_the_original(self.everything(self.case_))
        self.case("check", self.case_)
        self.sealed()

    def test_the_last_copy_of_an_original_that_was_left_out_goes_only_when_told(self):
        self.case("redact", self.case_, "1", *BOX)
        self.case("redact", self.case_, "1", "--crop", "0,0,9,9", "--not-intimate", "--leave-original-out")
        for more in ((), ("--erase",)):
            self.unchanged(self.case_, "remove", self.case_, "1", "--reason", "x", *more, code=2, told="its redacted copy is all that the case shows of it")
        before = self.everything(self.case_)
        self.case("remove", self.case_, "1", "--reason", "x", "--last-copy")
        self.case("check", self.case_)
        self.case("restore", self.case_, "1")
        after = self.everything(self.case_)
        self.assertEqual({name: content for name, content in after.items() if name != "actions.jsonl"}, {name: content for name, content in before.items() if name != "actions.jsonl"})
        self.case("remove", self.case_, "1", "--reason", "x", "--last-copy", "--erase")
        self.assertEqual(set(self.everything(self.case_)), {"case.json", "actions.jsonl"})
        self.case("check", self.case_)

    def test_an_exhibit_whose_original_is_there_goes_as_it_always_did(self):
        self.case("redact", self.case_, "1", *BOX)
        self.case("remove", self.case_, "1", "--reason", "x")
        self.case("add", self.case_, VECTORS / "media/landscape.jpg", "--not-intimate", "--leave-out")
        self.case("remove", self.case_, "2", "--reason", "x", "--erase")
        self.case("check", self.case_)

    def test_nothing_of_a_photographs_place_time_or_thumbnail_is_in_the_copy(self):
        for number, name in enumerate(("jpeg-orientation-6.jpg", "landscape.webp", "gif-animated.gif"), 2):
            self.case("add", self.case_, VECTORS / "media" / name, "--not-intimate")
            said = self.answer("redact", self.case_, str(number), "--box", "0,0,4,4", "--not-intimate", "--leave-original-out")
            copy = (self.case_ / said["path"]).read_bytes()
            names, rows = pixels_of(copy)
            self.assertEqual(set(names), {"IHDR", "IDAT", "IEND"}, name)
            self.assertEqual({pixel[:3] for row in rows[:4] for pixel in row[:4]}, {(0, 0, 0)}, name)
            self.assertFalse(any(word in copy for word in (b"Exif", b"JFIF", b"ICC", b"XMP", b"http")), name)


if __name__ == "__main__":
    unittest.main()
