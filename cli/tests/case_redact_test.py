# SPDX-License-Identifier: Apache-2.0
"""holdfast case redact: boxes on a copy; and a case from its first command to a pack that stock tools accept."""
import hashlib
import json
import subprocess
import unittest

from cases import DONE_LIST, Cases
from holdfast_command import VECTORS, OnTerminal
from png_files import chunk, picture, pixels_of
from sealed_case import CHAT

MEDIA = VECTORS / "media"


class Redact(Cases):
    WIDTH, HEIGHT = 60, 40

    def setUp(self):
        super().setUp()
        self.case_ = self.new("case", "--prefix", "ABC")
        self.source = self.folder / "screen.png"
        self.source.write_bytes(picture(self.WIDTH, self.HEIGHT, self.colour, 3, chunk(b"tEXt", b"Comment\0taken at home")))
        self.case("add", self.case_, self.source, "--not-intimate")

    @staticmethod
    def colour(x, y):
        return x * 4, y * 6, (x + y) % 256

    def test_boxes_are_solid_and_all_else_is_as_it_was(self):
        before = (self.case_ / "items/0001.png").read_bytes()
        said = self.answer("redact", self.case_, "1", "--box", "10,5,20,8", "--box", "50,30,10,10", "--not-intimate")
        self.assertEqual((said["name"], said["path"], said["width"], said["height"]), ("ABC/1-R1", "redacted/0001-r1.png", 60, 40))
        copy = (self.case_ / said["path"]).read_bytes()
        names, rows = pixels_of(copy)
        self.assertEqual(set(names), {"IHDR", "IDAT", "IEND"})
        for y in range(self.HEIGHT):
            for x in range(self.WIDTH):
                covered = (10 <= x < 30 and 5 <= y < 13) or (50 <= x and 30 <= y)
                self.assertEqual(rows[y][x], (0, 0, 0) if covered else self.colour(x, y), (x, y))
        self.assertEqual((self.case_ / "items/0001.png").read_bytes(), before)
        made = self.read(self.case_)["exhibits"][0]["copies"][0]
        self.assertEqual((made["sha256"], made["sha512"], made["size"]), (hashlib.sha256(copy).hexdigest(), hashlib.sha512(copy).hexdigest(), len(copy)))
        self.assertEqual({name: made["record"].get(name) for name in ("parent", "parent_width", "parent_height", "boxes", "crop")},
                         {"parent": hashlib.sha256(before).hexdigest(), "parent_width": 60, "parent_height": 40, "boxes": [[10, 5, 20, 8], [50, 30, 10, 10]], "crop": None})
        line = self.log(self.case_)[-1]
        self.assertEqual((line["step"], line["exhibit"], line["copy"], line["sha256"]), ("redacted", 1, 1, made["sha256"]))
        self.case("check", self.case_)

    def test_a_crop_and_a_second_copy(self):
        self.case("redact", self.case_, "1", "--box", "0,0,1,1", "--not-intimate")
        said = self.answer("redact", self.case_, "1", "--crop", "5,6,7,8", "--not-intimate")
        self.assertEqual((said["name"], said["width"], said["height"]), ("ABC/1-R2", 7, 8))
        rows = pixels_of((self.case_ / said["path"]).read_bytes())[1]
        self.assertEqual((len(rows[0]), len(rows), rows[0][0], rows[7][6]), (7, 8, self.colour(5, 6), self.colour(11, 13)))
        self.case("remove", self.case_, "1", "--reason", "x")
        self.assertFalse((self.case_ / said["path"]).exists())
        self.case("restore", self.case_, "1")
        self.case("check", self.case_)

    def test_colours_under_clear_pixels_are_dropped(self):
        self.source.write_bytes(picture(8, 4, lambda x, y: (200, 10, 20, 0 if x < 4 else 255), 4))
        self.case("add", self.case_, self.source, "--not-intimate")
        said = self.answer("redact", self.case_, "2", "--box", "7,3,1,1", "--not-intimate")
        rows = pixels_of((self.case_ / said["path"]).read_bytes())[1]
        self.assertEqual((rows[0][0], rows[0][4], rows[3][7]), ((0, 0, 0, 0), (200, 10, 20, 255), (0, 0, 0, 255)))

    def test_photographs_keep_their_colours_and_are_shown_upright(self):
        for number, name in enumerate(("landscape.jpg", "jpeg-orientation-6.jpg", "landscape.webp", "jpeg-grey.jpg"), 2):
            self.case("add", self.case_, MEDIA / name, "--not-intimate")
            said = self.answer("redact", self.case_, str(number), "--box", "0,0,3,3", "--not-intimate")
            shown = json.loads(self.ok("fingerprint", "--json", MEDIA / name).stdout)
            self.assertEqual((said["width"], said["height"]), (shown["width"], shown["height"]), name)
            rows = pixels_of((self.case_ / said["path"]).read_bytes())[1]
            self.assertEqual(rows[2][2], (0, 0, 0))
            coloured = sum(max(pixel) - min(pixel) > 20 for row in rows for pixel in row)
            self.assertEqual(coloured > 50, name != "jpeg-grey.jpg", name)

    def test_what_makes_no_sense_is_refused(self):
        self.case("add", self.case_, self.write("words.txt", "hello"))
        self.case("add", self.case_, MEDIA / "landscape.jpg", "--intimate")
        for told, *command in (("reaches beyond the picture, which is shown with 60 x 40", "1", "--box", "50,0,11,1"), ("is no box", "1", "--box", "1,2,3"), ("is no box", "1", "--box", "1,2,3,4,5"),
                               ("is no box", "1", "--box", "-1,2,3,4"), ("is no box", "1", "--crop", "a"), ("give --box or --crop", "1"), ("ABC/9 is not in the case", "9", "--box", "0,0,1,1"),
                               ("ABC/2 is no picture", "2", "--box", "0,0,1,1"), ("not in the case as a file", "3", "--box", "0,0,1,1")):
            self.unchanged(self.case_, "redact", self.case_, *command, "--not-intimate", code=2, told=told)
        self.unchanged(self.case_, "redact", self.case_, "1", "--box", "0,0,1,1", code=2, told="--not-intimate")
        self.unchanged(self.case_, "redact", self.case_, "1", "--box", "0,0,1,1", "--intimate", code=2, told="only its checksums")
        (self.case_ / "items/0001.png").write_bytes(picture(60, 40, lambda x, y: (1, 2, 3), 3))
        self.unchanged(self.case_, "redact", self.case_, "1", "--box", "0,0,1,1", "--not-intimate", code=4, told="not the file that the case names")
        protected = self.new("protected", kind="--protected")
        self.unchanged(protected, "redact", protected, "1", "--box", "0,0,1,1", "--not-intimate", code=2, told="has no pictures")

    def test_on_a_terminal_it_is_asked_of_the_copy(self):
        terminal = OnTerminal("case", "redact", self.case_, "1", "--box", "0,0,9,9")
        terminal.process.stdin.write(b"no\n")
        terminal.process.stdin.flush()
        self.assertEqual(terminal.end()[0], 0, terminal.said)
        self.assertIn("Does the copy", terminal.said)


class FirstToLast(Cases):
    def test_a_case_becomes_a_pack_that_stock_tools_accept(self):
        folder = self.new("meadow", "--prefix", "ABC", "--place", "england")
        chat = self.folder / "chat.txt"
        chat.write_bytes(CHAT)
        self.case("add", folder, MEDIA / "landscape.jpg", chat, "--not-intimate", "--source", "Instagram")
        self.case("add", folder, MEDIA / "landscape.webp", "--intimate")
        self.case("redact", folder, "1", "--box", "1,1,20,20", "--not-intimate")
        self.case("done", folder, DONE_LIST)
        self.case("link", folder, "https://example.org/p/1")
        self.case("check", folder)
        pack = self.folder / "pack.zip"
        sealed = json.loads(self.ok("pack", "seal", folder, "--plain", "--new-identity", self.folder / "key.txt", "-o", pack, "--json").stdout)
        self.assertEqual(sealed["left_out"], [])
        self.assertTrue(json.loads(self.ok("pack", "verify", pack, "-k", sealed["key"], "--json").stdout)["holds"])
        subprocess.run(["bash", "-ec", "unzip -q pack.zip && cd HF-* && sha256sum --quiet --strict -c tagmanifest-sha256.txt && sha256sum --quiet --strict -c manifest-sha256.txt"
                        " && cmp data/items/0001.jpg \"$0\" && cmp data/items/0002.txt ../chat.txt && cmp data/redacted/0001-r1.png ../meadow/redacted/0001-r1.png && ! ls data/items/0003*",
                        MEDIA / "landscape.jpg"], cwd=self.folder, check=True, timeout=60)
        self.case("check", folder)


if __name__ == "__main__":
    unittest.main()
