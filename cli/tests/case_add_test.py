# SPDX-License-Identifier: Apache-2.0
"""holdfast case add, list, remove, restore, check, and what is typed: what a case holds, and what it never may."""
import hashlib
import json
import unittest
from email import message_from_bytes, policy
from email.message import EmailMessage

from cases import Cases
from holdfast_command import BRIDGE, OnTerminal, signals_of
from sealed_case import CHAT, png

PICTURE = BRIDGE / "aaa-orig.jpg"


class Add(Cases):
    def holds_no_byte_of(self, folder, content):
        """Neither the bytes nor, where nothing at all may be kept, a digest of them."""
        for path, kept in self.everything(folder).items():
            self.assertNotIn(content[200:264], kept, path)

    def test_files_are_kept_byte_for_byte_with_their_digests(self):
        folder = self.new("case", "--prefix", "ABC")
        chat = self.folder / "chat.txt"
        chat.write_bytes(CHAT)
        said = [json.loads(line) for line in self.case("add", folder, PICTURE, chat, "--not-intimate", "--source", "Instagram, chat with lantern_7", "--when", "2026-11-20T18:45Z", "--json").stdout.splitlines()]
        self.assertEqual([each["name"] for each in said], ["ABC/1", "ABC/2"])
        self.assertEqual([each["path"] for each in said], ["items/0001.jpg", "items/0002.txt"])
        for each, source in zip(said, (PICTURE, chat)):
            self.assertEqual((folder / each["path"]).read_bytes(), source.read_bytes())
            self.assertEqual(each["sha256"], hashlib.sha256(source.read_bytes()).hexdigest())
        first = self.read(folder)["exhibits"][0]
        self.assertEqual(first["made"], {"at": "2026-11-20T18:45:00.000Z", "sure": "exact"})
        self.assertEqual(first["holding"]["file"]["sha512"], hashlib.sha512(PICTURE.read_bytes()).hexdigest())
        self.assertGreater(first["holding"]["picture"]["width"], 0)
        self.assertEqual(self.steps(folder), ["opened", "added", "added"])
        self.case("check", folder)

    def test_what_a_mail_says_of_itself_stands_beside_it_for_adults_alone(self):
        mail = self.folder / "1.eml"
        message = EmailMessage()
        for name, value in (("Date", "Sat, 21 Nov 2026 18:45:00 +0000"), ("From", "Rh\u00efan <river@example.org>"), ("To", "lantern@example.org"),
                            ("Subject", "\u00c0 bient\u00f4t, lantern"), ("Message-ID", "<1@a.example>")):
            message[name] = value
        message.set_content("See you on Sunday.")
        mail.write_bytes(message.as_bytes())
        folder = self.new()
        self.case("add", folder, mail, "--not-intimate")
        read = message_from_bytes(mail.read_bytes(), policy=policy.default)
        self.assertEqual(self.read(folder)["exhibits"][0]["holding"]["says"],
                         {"date": read["Date"], "from": read["From"], "message_id": read["Message-ID"], "subject": read["Subject"], "to": read["To"]})
        self.case("check", folder)
        protected = self.new("protected", kind="--protected")
        self.case("add", protected, mail)
        self.assertNotIn("says", self.read(protected)["exhibits"][0]["holding"])

    def test_the_clock_of_the_device_goes_in_as_it_was_compared(self):
        folder = self.new()
        for at, said in enumerate((("--clock-behind", "-90"), ("--clock-behind", "3"), ())):
            chat = self.folder / f"chat-{at}.txt"
            chat.write_bytes(CHAT + str(at).encode())
            self.case("add", folder, chat, *said)
        self.assertEqual([each.get("clock_behind") for each in self.read(folder)["exhibits"]], [-90_000, 3_000, None])
        self.case("check", folder)
        for wrong in ("soon", "632448001"):
            self.unchanged(folder, "add", folder, PICTURE, "--not-intimate", "--clock-behind", wrong, code=2, told="--clock-behind")

    def test_the_question_must_be_answered_before_a_picture_goes_in(self):
        folder = self.new()
        self.unchanged(folder, "add", folder, PICTURE, code=2, told="--not-intimate")
        self.assertEqual(list((folder).glob("items/*")), [])
        for reply, holding in (("no\n", "kept"), ("yes\n", "hashes"), ("not sure\n", "hashes")):
            folder = self.new("case-" + reply[:3].strip())
            terminal = OnTerminal("case", "add", folder, PICTURE)
            terminal.process.stdin.write(reply.encode())
            terminal.process.stdin.flush()
            self.assertEqual(terminal.end()[0], 0, terminal.said)
            self.assertIn("naked, partly naked", terminal.said.replace("\r\n", " "))
            self.assertEqual(self.read(folder)["exhibits"][0]["holding"]["is"], holding)

    def test_of_an_intimate_picture_only_digests_and_codes_go_in(self):
        folder = self.new()
        said = self.answer("add", folder, PICTURE, "--intimate")
        self.assertNotIn("path", said)
        holding = self.read(folder)["exhibits"][0]["holding"]
        self.assertEqual((holding["is"], holding["why"], holding["file"]["sha256"]), ("hashes", "intimate", hashlib.sha256(PICTURE.read_bytes()).hexdigest()))
        self.assertEqual([each["code"] for each in holding["codes"]], [each["code"] for each in signals_of(PICTURE)[0]])
        self.holds_no_byte_of(folder, PICTURE.read_bytes())
        self.assertFalse((folder / "items").exists())
        self.unchanged(folder, "add", folder, self.write("words.txt", "hello"), "--intimate", code=2, told="cannot show anybody")
        self.assertEqual(self.answer("add", folder, self.write("words.txt", "hello"), "--leave-out")["holding"], "hashes")

    def test_nothing_but_words_of_a_picture_that_the_offender_sent(self):
        for number, more in enumerate(((), ("--not-intimate",), ("--intimate",), ("--leave-out",))):
            folder = self.new(f"case{number}")
            self.unchanged(folder, "add", folder, PICTURE, "--from-offender", *more, code=2, told="may be of a child")
            self.assertEqual(self.answer("add", folder, PICTURE, "--from-offender", "--title", "A picture they sent", *more)["holding"], "described")
            self.holds_no_byte_of(folder, PICTURE.read_bytes())
            self.assertNotIn(hashlib.sha256(PICTURE.read_bytes()).hexdigest(), (folder / "case.json").read_text() + (folder / "actions.jsonl").read_text())
            self.assertNotIn("aaa-orig", (folder / "case.json").read_text())
            self.case("check", folder)

    def test_a_protected_case_takes_words_alone(self):
        folder = self.new(kind="--protected")
        disguised = self.folder / "chat.txt"
        disguised.write_bytes(PICTURE.read_bytes())
        paper = self.folder / "paper.pdf"
        paper.write_bytes(b"%PDF-1.4\n")
        for file in (PICTURE, disguised, paper):
            self.unchanged(folder, "add", folder, file, "--not-intimate", code=2, told="media")
            self.assertEqual(list(folder.rglob("*.unfinished*")) + list(folder.glob("items/*")), [])
        chat = self.folder / "real.txt"
        chat.write_bytes(CHAT)
        self.assertEqual(self.answer("add", folder, chat, "--from-offender")["path"], "items/0001.txt")
        self.unchanged(folder, "add", folder, self.write("b.txt", "hello"), "--kind", "picture", code=2, told="/exhibits/1/kind")
        self.case("check", folder)

    def test_some_are_taken_and_those_that_are_not_are_named(self):
        folder = self.new()
        done = self.case("add", folder, PICTURE, self.folder / "missing.png", self.folder, PICTURE, "--not-intimate", code=3)
        self.assertIn("missing.png was not taken in: it cannot be read", done.stderr)
        self.assertIn("Is a directory", done.stderr)
        self.assertIn("in the case already, as HF/1", done.stderr)
        self.assertEqual(self.steps(folder), ["opened", "added"])
        self.unchanged(folder, "add", folder, self.folder / "missing.png", code=4, told="was not taken in")
        self.unchanged(folder, "add", folder, PICTURE, "--not-intimate", "--when", "yesterday", code=2, told="is no time")
        self.unchanged(folder, "add", folder, PICTURE, "--not-intimate", "--intimate", code=2, told="not both")

    def test_a_name_is_never_a_path_and_never_printed_raw(self):
        folder = self.new()
        strange = self.folder / "a\u202egnp\x1b[31m.txt"
        strange.write_text("hello", encoding="utf-8")
        said = self.case("add", folder, strange).stdout + self.case("list", folder).stdout
        self.assertIn("[U+202E]", said)
        self.assertNotIn("\u202e", said)
        self.assertNotIn("\x1b", said)
        self.assertEqual([path.name for path in (folder / "items").iterdir()], ["0001.txt"])

    def test_something_that_lies_in_the_place_is_not_written_over(self):
        folder = self.new()
        (folder / "items").mkdir()
        (folder / "items/0001.jpg").write_text("mine")
        self.unchanged(folder, "add", folder, PICTURE, "--not-intimate", code=4, told="items/0001.jpg is there already")
        (folder / "items/0001.jpg").unlink()
        (folder / "items").rmdir()
        (folder / "items").symlink_to(self.folder)
        self.case("add", folder, PICTURE, "--not-intimate", code=4)
        self.assertEqual(list(self.folder.glob("0001*")), [])

    def test_the_whole_that_it_was_taken_out_of_is_named(self):
        folder = self.new()
        whole = self.write("all-mails.mbox", "From a\n" * 3)
        self.case("add", folder, self.write("one.txt", "hello"), "--out-of", whole)
        self.assertEqual(self.read(folder)["exhibits"][0]["whole"], {"name": "all-mails.mbox", "sha256": hashlib.sha256(whole.read_bytes()).hexdigest(), "size": 21})


class Typed(Cases):
    def test_each_is_in_the_case_and_the_log_says_that_and_no_more(self):
        for kind in ("--adult", "--protected"):
            folder = self.new("case" + kind, kind=kind)
            names = [self.answer(*each)["name"] for each in (
                ("link", folder, "https://example.org/p/1", "--account", "lantern_7", "--on-page", "third post", "--first-seen", "2026-11-20"),
                ("known", folder, "bank-account", "12345678", "--where", "Meadow Bank"),
                ("payment", folder, "paid", "--amount", "200.00", "--currency", "GBP", "--when", "about 2026-11-20T18:45+01:00"),
                ("reported", folder, "Police", "--reference", "5226/12", "--reply", "receipt", "--when", "2026-11-21T09:00Z"),
                ("reported", folder, "Instagram", "--when", "2026-11-20T09:00Z"),
                ("note", folder, "They wrote again."))]
            self.assertEqual(names, ["link/1", "known/1", "payment/1", "done/1", "done/1", "note/1"])
            case = self.read(folder)
            self.assertEqual(case["links"][0]["first_seen"]["sure"], "day")
            self.assertEqual(case["payments"][0]["when"], {"at": "2026-11-20T17:45:00.000Z", "sure": "about", "zone": 60})
            self.assertEqual([each["to"] for each in case["done"]], ["Instagram", "Police"])
            self.assertEqual([line.get("words") for line in self.log(folder)[1:]], names)
            text = self.case("list", folder).stdout
            for said in ("https://example.org/p/1", "bank-account  12345678", "paid  200.00  GBP", "5226/12", "They wrote again."):
                self.assertIn(said, text)

    def test_what_cannot_be_kept_is_refused_and_not_quoted(self):
        folder = self.new()
        for told, *command in (("/links/0/url must begin", "link", folder, "javascript:secret"), ("/payments/0/amount", "payment", folder, "paid", "--amount", "secret"),
                               ("is no time", "note", folder, "x", "--when", "2026-02-30"), ("/notes/0/text", "note", folder, "secret" * 4000)):
            self.assertNotIn("secret", self.unchanged(folder, *command, code=2, told=told).stderr)
        protected = self.new("protected", kind="--protected")
        self.unchanged(protected, "note", protected, "data:image/png;base64,iVBORw0KGgo", code=2, told="not words")

    def test_a_slip_is_taken_out_and_the_log_keeps_its_lines(self):
        folder = self.new()
        self.case("link", folder, "https://example.org/wrong")
        self.case("remove", folder, "link/1", "--reason", "a slip")
        self.assertNotIn("links", self.read(folder))
        self.assertEqual([(line["step"], line.get("words")) for line in self.log(folder)[1:]], [("noted", "link/1"), ("changed", "link/1 was taken out: a slip")])
        for what in ("link/1", "link/0", "link/", "link", "links/1", "7", "XY/1"):
            self.unchanged(folder, "remove", folder, what, "--reason", "x", code=2, told="is not in the case")


class Remove(Cases):
    def setUp(self):
        super().setUp()
        self.folder_ = self.new()
        self.case("add", self.folder_, PICTURE, self.write("words.txt", "hello"), "--not-intimate", "--title", "T")

    def test_what_is_taken_out_can_be_put_back_as_it_was(self):
        folder = self.folder_
        before = self.everything(folder)
        self.case("remove", folder, "HF/1", "--reason", "too much")
        self.assertFalse((folder / "items/0001.jpg").exists())
        self.assertEqual(self.read(folder)["removed"][0]["reason"], "too much")
        self.case("check", folder)
        self.assertIn("taken out  too much", self.case("list", folder).stdout)
        self.ok("pack", "seal", folder, "--plain", "--new-identity", self.folder / "key.txt", "-o", self.folder / "pack.zip")
        self.assertNotIn("0001.jpg", self.ok("pack", "list", self.folder / "pack.zip").stdout)
        self.assertEqual(self.answer("restore", folder, "1"), {"name": "HF/1"})
        after = self.everything(folder)
        for name in before.keys() | after.keys():
            if name != "actions.jsonl":
                self.assertEqual(after.get(name), before.get(name), name)
        self.assertTrue(after["actions.jsonl"].startswith(before["actions.jsonl"]))
        self.assertEqual(self.steps(folder)[3:], ["removed", "sealed", "restored"])
        self.unchanged(folder, "restore", folder, "1", code=2, told="was not taken out")

    def test_what_is_erased_is_gone_and_its_number_stays_taken(self):
        folder = self.folder_
        self.case("remove", folder, "1", "--reason", "it shows somebody", "--erase")
        self.assertEqual(sorted(self.everything(folder)), ["actions.jsonl", "case.json", "items/0002.txt"])
        self.unchanged(folder, "restore", folder, "1", code=4, told="was erased")
        self.assertEqual(self.answer("add", folder, PICTURE, "--intimate")["number"], 3)
        self.case("check", folder)


class Check(Cases):
    def test_each_difference_is_named(self):
        folder = self.new()
        self.case("add", folder, PICTURE, self.write("words.txt", "hello"), self.write("other.txt", "world"), "--not-intimate")
        self.case("remove", folder, "3", "--reason", "x")
        self.assertEqual(self.answer("check", folder), {"agrees": True, "finished_change": False, "files": 2, "wrong": [], "not_of_the_case": ["removed/0003-record.json", "removed/0003.txt"]})
        (folder / "items/0001.jpg").write_bytes(png(400))
        (folder / "items/0002.txt").unlink()
        (folder / "removed/0003.txt").write_text("w0rld")
        (folder / "stranger").write_text("x")
        said = self.answer("check", folder, code=1)
        self.assertFalse(said["agrees"])
        self.assertEqual([each.split()[0] for each in said["wrong"]], ["items/0001.jpg", "items/0002.txt", "removed/0003.txt"])
        self.assertIn("stranger is not of the case", self.case("check", folder, code=1).stderr)
        log = (folder / "actions.jsonl").read_bytes()
        (folder / "actions.jsonl").write_bytes(b"".join(log.splitlines(keepends=True)[:-1]))
        self.assertIn("The case calls it removed", self.case("check", folder, code=1).stdout)
        (folder / "actions.jsonl").write_bytes(log[:-5])
        self.assertIn("does not hold from line 5", self.case("check", folder, code=4).stderr)


if __name__ == "__main__":
    unittest.main()
