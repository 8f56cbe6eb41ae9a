# SPDX-License-Identifier: Apache-2.0
"""holdfast case add where no picture may be: of mails, pages and chats with media the words become a text of their own, and no
byte of anything else is written anywhere. And for everybody: single mails are chosen out of a mailbox."""
import base64
import hashlib
import json
import re
import os
import unittest
import zipfile
from pathlib import Path

from cases import Cases
from holdfast_command import BRIDGE

PICTURE = (BRIDGE / "aaa-orig.jpg").read_bytes()
BASE64 = base64.encodebytes(PICTURE).decode()
WORDS = "Send 50 or else"
MAIL = ("From: lantern@example.org\nTo: me@example.org\nSubject: On Sunday\nDate: Fri, 20 Nov 2026 18:45:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{WORDS}\n--b\nContent-Type: image/jpeg; name=IMG_1.jpg\nContent-Transfer-Encoding: base64\n\n{BASE64}--b--\n")
SECOND = f"From: river@example.org\nSubject: =?utf-8?Q?caf=C3=A9?=\nDate: Sat, 21 Nov 2026 09:00:00 +0000\n\nOnly {WORDS}.\n"
BOX = f"From lantern@example.org Fri Nov 20 18:45:00 2026\n{MAIL}\nFrom river@example.org Sat Nov 21 09:00:00 2026\n{SECOND}"


class Protected(Cases):
    def setUp(self):
        super().setUp()
        self.case_folder = self.new(kind="--protected")

    def add(self, path, *more):
        """Adds it; what the case holds of it. Nothing of the picture is in the folder or beside it, in any spelling."""
        before = {each for each in self.folder.rglob("*")}
        said = self.answer("add", self.case_folder, path, *more)
        text = (self.case_folder / said["path"]).read_text(encoding="utf-8")
        self.assertEqual({each for each in self.folder.rglob("*") if self.case_folder not in each.parents} - before, set())
        self.assert_no_picture()
        self.assertIn(WORDS, text)
        self.case("check", self.case_folder)
        return said, text

    def assert_no_picture(self):
        for path, kept in self.everything(self.case_folder).items():
            for part in (PICTURE[200:240], PICTURE[:4], BASE64[200:230].encode(), BASE64[:20].encode(), b"JFIF"):
                self.assertNotIn(part, kept, path)
        self.assertEqual([path for path in self.case_folder.rglob("*") if path.name.endswith(".unfinished")], [])

    def archive(self, name="chat.zip", entries=None, way=zipfile.ZIP_DEFLATED):
        path = self.folder / name
        with zipfile.ZipFile(path, "w", way) as out:
            for member, content in (entries or [("00000001-PHOTO.jpg", PICTURE), ("_chat.txt", f"[20/11/2026] Lantern: {WORDS} <attached: 00000001-PHOTO.jpg>\n"), ("00000002-VIDEO.mp4", b"\0" * 3_000_000)]):
                out.writestr(member, content)
        return path

    def test_of_mails_pages_and_chats_the_words_go_in_and_nothing_else(self):
        saved = f"From: <Saved by a browser>\nSubject: page\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\n\n--b\nContent-Type: text/html\n\n<html><p>{WORDS}<img src=cid:1></html>\n--b\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n{BASE64}--b--\n"
        one_line = BASE64.replace("\n", "")
        files = {
            "mail.eml": (MAIL, "mail-part: 1 ("),
            "box.mbox": (BOX, "mail-part: 1 ("),
            "page.mhtml": (saved, "mail-part: 1 ("),
            "page.html": (f'<!DOCTYPE html><html><body><p>{WORDS}</p><img src="data:image/jpeg;base64,{one_line}"></body></html>', "markup: 1 ("),
            "chat.json": (json.dumps({"messages": [{"text": WORDS, "photo": f"data:image/jpeg;base64,{one_line}"}]}), "data-uri: 1 ("),
            "chat.txt": (f"{WORDS}\n{BASE64}", "encoded: 1 ("),
        }
        for number, (name, (content, left_out)) in enumerate(files.items(), 1):
            path = self.write(name, content)
            said, text = self.add(path, "--title", name)
            self.assertEqual((said["path"], said["type"]), (f"items/{number:04}.txt", "text"))
            self.assertIn(left_out, said["left_out"])
            exhibit = self.read(self.case_folder)["exhibits"][-1]
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            self.assertEqual(exhibit["whole"], {"name": name, "sha256": digest, "size": path.stat().st_size})
            self.assertIn(f"File: {name}, {path.stat().st_size} bytes, SHA-256 {digest}\nLeft out: ", text)
            self.assertEqual(exhibit["holding"]["file"]["name"], name + ".txt")
            self.assertIn(left_out, self.log(self.case_folder)[-1]["words"])
            # Neither the picture's own digest, nor what words are not.
            self.assertNotIn(hashlib.sha256(PICTURE).hexdigest(), (self.case_folder / "case.json").read_text())
        self.unchanged(self.case_folder, "add", self.case_folder, path, code=4, told="its words are in the case already, as HF/6")
        pack = self.folder / "pack.zip"
        (self.folder / "key.txt").write_text("AGE-SECRET-KEY-1HHT2M9RVJZZJ9G4ATSSMH4PG5G2HML6WMS8DDQFR6V4807TPSEJSPA4M3T\n")
        self.ok("pack", "seal", self.case_folder, "-i", self.folder / "key.txt", "--plain", "-o", pack)
        self.ok("pack", "verify", pack)
        with zipfile.ZipFile(pack) as sealed:
            for each in sealed.namelist():
                self.assertNotIn(BASE64[:20].encode(), sealed.read(each), each)

    def test_of_an_archive_the_one_chat_is_read_and_the_rest_is_named(self):
        for number, way in enumerate((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)):
            said, text = self.add(self.archive(f"chat{number}.zip", way=way))
            self.assertIn("archive-member: 2 (", said["left_out"])
            self.assertIn(f"Chat: _chat.txt\nBeside it, neither read nor unpacked:\n  00000001-PHOTO.jpg, {len(PICTURE)} bytes\n  00000002-VIDEO.mp4, 3000000 bytes\n", text)

    def test_of_a_chat_that_is_cut_into_pages_all_are_read_in_their_order(self):
        pages = [(f"messages{number if number > 1 else ''}.html", f"<!doctype html><p>page {number}: {WORDS}</p><img src='photos/{number}.jpg'>") for number in (10, 2, 3, 1, 4, 5, 6, 7, 8, 9)]
        said, text = self.add(self.archive("telegram.zip", pages + [("photos/1.jpg", PICTURE)]))
        self.assertIn("Chat: messages.html, messages2.html, messages3.html,", text)
        self.assertEqual([int(number) for number in re.findall(r"page (\d+): ", text)], list(range(1, 11)))
        self.assertIn("markup: 10 (", said["left_out"])
        self.assertIn("archive-member: 1 (", said["left_out"])

    def test_what_is_no_chat_or_lies_is_refused_and_nothing_is_written(self):
        chat = ("_chat.txt", WORDS)
        refused = {
            "none.zip": ([("a.jpg", PICTURE)], "No file in the archive is a chat's text"),
            "hole.zip": ([("messages.html", WORDS), ("messages3.html", WORDS)], "A part of the chat is missing"),
            "two.zip": ([chat, ("x/_chat.txt", WORDS)], "More than one file"),
            "picture.zip": ([("_chat.txt", PICTURE)], "are not taken out"),
            "large.zip": ([("_chat.txt", b"a" * ((64 << 20) + 1))], "larger than the limit"),
        }
        for name, (entries, told) in refused.items():
            self.unchanged(self.case_folder, "add", self.case_folder, self.archive(name, entries), code=2, told=told)
        # A bomb says that it is small: no more than it says is unpacked.
        bomb = self.archive("bomb.zip", [("_chat.txt", b"a" * 40_000_000)])
        content = bytearray(bomb.read_bytes())
        at = content.rindex(b"PK\x01\x02")
        content[at + 24:at + 28] = (1000).to_bytes(4, "little")
        bomb.write_bytes(content)
        self.unchanged(self.case_folder, "add", self.case_folder, bomb, code=2, told="not what the archive says it is")
        damaged = self.archive("damaged.zip", [chat])
        content = bytearray(damaged.read_bytes())
        content[content.rindex(b"PK\x01\x02") + 16] ^= 1
        damaged.write_bytes(content)
        self.unchanged(self.case_folder, "add", self.case_folder, damaged, code=2, told="is damaged")
        cut = self.folder / "cut.zip"
        cut.write_bytes(self.archive().read_bytes()[:-10])
        self.unchanged(self.case_folder, "add", self.case_folder, cut, code=2, told="damaged")

    def test_media_beside_the_chat_are_never_read_but_for_the_digest_of_the_whole(self):
        """A member whose packed bytes are noise, locked or a bomb makes no difference."""
        path = self.archive("broken.zip")
        content = bytearray(path.read_bytes())
        at = content.index(b"00000002-VIDEO.mp4") + 18
        content[at:at + 2000] = os.urandom(2000)
        path.write_bytes(content)
        self.add(path)

    def test_only_the_chosen_mail_goes_in_as_words(self):
        said, text = self.add(self.write("box.mbox", BOX), "--mail", "1")
        self.assertNotIn("river@example.org", text)
        whole = self.read(self.case_folder)["exhibits"][0]["whole"]
        self.assertEqual((whole["name"], whole["sha256"]), ("box.mbox", hashlib.sha256(BOX.encode()).hexdigest()))
        self.assertIn(f"File: mail-1.eml, {len(MAIL.encode()) + 1} bytes", text)
        said = self.answer("add", self.case_folder, self.folder / "box.mbox", "--mail", "2")
        self.assertEqual((said["path"], said.get("left_out")), ("items/0002.eml", None))


class Mails(Cases):
    def test_a_mailbox_is_listed_and_single_mails_are_chosen(self):
        folder = self.new()
        box = self.write("all.mbox", BOX)
        before = self.everything(folder)
        listed = self.case("add", folder, box, "--list").stdout
        self.assertEqual(listed.splitlines(), [f"1  Fri, 20 Nov 2026 18:45:00 +0000  lantern@example.org  On Sunday  {len(MAIL.encode()) + 1} bytes", f"2  Sat, 21 Nov 2026 09:00:00 +0000  river@example.org  café  {len(SECOND.encode())} bytes"])
        self.assertEqual(json.loads(self.case("add", folder, box, "--list", "--json").stdout.splitlines()[1])["subject"], "café")
        self.assertEqual(self.everything(folder), before)
        said = self.answer("add", folder, box, "--mail", "2", "--not-intimate")
        self.assertEqual((said["path"], (folder / "items/0001.eml").read_text()), ("items/0001.eml", SECOND))
        exhibit = self.read(folder)["exhibits"][0]
        self.assertEqual(exhibit["whole"], {"name": "all.mbox", "sha256": hashlib.sha256(BOX.encode()).hexdigest(), "size": len(BOX.encode())})
        self.assertEqual((exhibit["holding"]["file"]["name"], exhibit["kind"]), ("mail-2.eml", "mail"))
        self.case("add", folder, box, "--mail", "1", "--intimate")
        self.assertEqual(self.read(folder)["exhibits"][1]["holding"]["is"], "hashes")
        self.assertEqual([path.name for path in (folder / "items").iterdir()], ["0001.eml"])
        self.unchanged(folder, "add", folder, box, "--mail", "2", "--not-intimate", code=4, told="in the case already, as HF/1")
        self.case("check", folder)

    def test_what_cannot_be_chosen_is_said(self):
        folder = self.new()
        box = self.write("all.mbox", BOX)
        for typed in ("0", "3", "x", "1x"):
            self.unchanged(folder, "add", folder, box, "--mail", typed, code=2, told="--mail is a number from 1 to 2")
        self.unchanged(folder, "add", folder, self.write("chat.txt", WORDS), "--list", code=2, told="no mailbox file")
        self.unchanged(folder, "add", folder, box, box, "--list", code=2, told="for one mailbox")
        self.unchanged(folder, "add", folder, box, "--mail", "1", code=2, told="--not-intimate")
        self.unchanged(folder, "add", folder, self.folder / "missing.mbox", "--list", code=4, told="cannot be read")


if __name__ == "__main__":
    unittest.main()
