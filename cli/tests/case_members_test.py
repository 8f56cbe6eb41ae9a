# SPDX-License-Identifier: Apache-2.0
"""holdfast case add ARCHIVE --list and --member: of a ZIP file only what is chosen goes in, byte for byte, with the whole file's
digest; and what an archive may not be."""
import hashlib
import json
import unittest
import zipfile

from cases import Cases
from holdfast_command import BRIDGE

PICTURE = (BRIDGE / "aaa-orig.jpg").read_bytes()
CHAT = "20/11/2026, 18:45 - Lantern: Send 50 or else <attached: 00000002-PHOTO.jpg>\n" * 40
MEMBERS = {"export/_chat.txt": CHAT.encode(), "export/media/00000002-PHOTO.jpg": PICTURE, "export/7": b"seven, as it is\n",
           **{f"export/media/note-{i:02}.txt": f"note number {i}\n".encode() * (i + 1) for i in range(37)}}


class Members(Cases):
    def archive(self, members=None, name="download.zip", way=zipfile.ZIP_DEFLATED):
        path = self.folder / name
        with zipfile.ZipFile(path, "w", way) as out:
            out.writestr("export/", b"")
            for member, content in (members or MEMBERS).items():
                out.writestr(member, content)
        return path

    def changed(self, path, old, new, last=False):
        """The archive with `old` as `new`, everywhere or in the last place alone."""
        content = path.read_bytes()
        self.assertIn(old, content)
        path.write_bytes(new.join(content.rsplit(old, 1) if last else content.split(old)))
        return path

    def test_an_archive_is_listed_and_nothing_is_changed(self):
        folder, path = self.new(), self.archive()
        before = self.everything(folder)
        lines = self.case("add", folder, path, "--list").stdout.splitlines()
        self.assertEqual((len(lines), lines[0], lines[2]), (40, f"1  export/_chat.txt  {len(CHAT)} bytes", "3  export/7  16 bytes"))
        said = json.loads(self.case("add", folder, path, "--list", "--json").stdout.splitlines()[1])
        self.assertEqual(said, {"member": 2, "name": "export/media/00000002-PHOTO.jpg", "size": len(PICTURE)})
        self.assertEqual(self.everything(folder), before)

    def test_only_the_chosen_go_in_byte_for_byte(self):
        for way in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            folder, path = self.new(f"case-{way}"), self.archive(way=way)
            self.case("add", folder, path, "--member", "export/_chat.txt", "--member", "2", "--member", "40", "--not-intimate", "--source", "WhatsApp")
            kept = self.everything(folder)
            chosen = {"items/0001.txt": CHAT.encode(), "items/0002.jpg": PICTURE, "items/0003.txt": MEMBERS["export/media/note-36.txt"]}
            self.assertEqual({name: content for name, content in kept.items() if name.startswith("items/")}, chosen)
            self.assertNotIn("note-12", "".join(content.decode("latin-1") for content in kept.values()))
            exhibits = self.read(folder)["exhibits"]
            whole = {"name": "download.zip", "size": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            self.assertEqual([each["whole"] for each in exhibits], [whole] * 3)
            self.assertEqual([each["holding"]["file"]["name"] for each in exhibits], ["_chat.txt", "00000002-PHOTO.jpg", "note-36.txt"])
            self.assertEqual(exhibits[1]["source"], "WhatsApp; download.zip: export/media/00000002-PHOTO.jpg")
            self.case("check", folder)

    def test_of_each_member_it_is_asked_by_itself(self):
        folder, path = self.new(), self.archive()
        done = self.case("add", folder, path, "--member", "export/_chat.txt", "--member", "export/media/00000002-PHOTO.jpg", code=3)
        self.assertIn("00000002-PHOTO.jpg was not taken in: it may show somebody", done.stderr)
        self.assertEqual([path.name for path in (folder / "items").iterdir()], ["0001.txt"])
        self.case("add", folder, path, "--member", "2", "--intimate")
        self.assertEqual(self.read(folder)["exhibits"][1]["holding"]["is"], "hashes")
        self.assertFalse(any(PICTURE[200:260] in content for content in self.everything(folder).values()))

    def test_a_whole_archive_goes_in_with_a_word_of_warning(self):
        folder, path = self.new(), self.archive()
        self.unchanged(folder, "add", folder, path, code=2, told="`--member` puts in single files of it")
        self.assertIn("It is an archive, and goes in with every file in it", self.case("add", folder, path, "--not-intimate").stderr)

    def test_a_protected_case_takes_no_member(self):
        folder = self.new(kind="--protected")
        self.unchanged(folder, "add", folder, self.archive(), "--member", "1", code=2, told="This case takes words alone")

    def test_a_hostile_archive_is_told_and_nothing_goes_in(self):
        folder = self.new()

        def refused(path, told, member="export/7", code=2):
            self.unchanged(folder, "add", folder, path, "--member", member, code=code, told=told)

        refused(self.archive(), 'The archive holds no "export/8"', "export/8")
        refused(self.archive(), "The archive holds no", "0")
        refused(self.archive(), "The archive holds no", "41")
        stored = {"export/7": b"seven, as it is\n"}
        refused(self.changed(self.archive(stored, way=zipfile.ZIP_STORED), b"seven,", b"eight,"), "not what the archive says it is")
        refused(self.changed(self.archive(stored, way=zipfile.ZIP_STORED), b"export/7", b"export/8", last=True), "two different things", "export/8")
        with self.assertWarns(UserWarning), zipfile.ZipFile(self.folder / "twice.zip", "w") as out:
            out.writestr("export/7", b"one")
            out.writestr("export/7", b"two")
        refused(self.folder / "twice.zip", "more than one file of that name")
        link = zipfile.ZipInfo("export/7")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        refused(self.archive({link: b"/etc/passwd"}), "a link")
        # A bomb: a directory that says a hundred bytes of what unpacks to ten million.
        size = 10_000_000
        path = self.archive({"export/7": b"\0" * size})
        refused(self.changed(path, size.to_bytes(4, "little"), (100).to_bytes(4, "little")), "not what the archive says it is")
        path = self.archive(stored)
        path.write_bytes(path.read_bytes()[:-30])
        refused(path, "damaged")
        locked = self.archive(stored)
        content = bytearray(locked.read_bytes())
        content[content.rindex(b"PK\x01\x02") + 8] |= 1
        locked.write_bytes(content)
        refused(locked, "password")
        refused(self.write("chat.txt", CHAT), "no archive (ZIP)")
        self.unchanged(folder, "add", folder, self.archive(), "--member", "1", "--list", code=2, told="one of them at once")


if __name__ == "__main__":
    unittest.main()
