# SPDX-License-Identifier: Apache-2.0
"""holdfast partner and holdfast bank, on a database of their own."""
import contextlib
import csv
import io
import json
import os
import pathlib
import signal
import sqlite3
import stat
import subprocess
import time
import unittest
import urllib.request

from holdfast_command import BINARY, BRIDGE, CommandTest, OnTerminal, environment, service

import random

CHANCE = random.Random(20261121)


def code():
    """A code as ordinary pictures have them: half of its bits set, any of them."""
    bits = set(CHANCE.sample(range(256), 128))
    return f"{sum(1 << bit for bit in bits):064x}"


class Partner(CommandTest):
    def listed(self):
        return [json.loads(line) for line in self.in_data("partner", "list", "--json").stdout.splitlines()]

    def test_the_key_is_printed_once_and_kept_nowhere(self):
        done = self.in_data("partner", "add", "Example Social", "--scope", "lookup,sighting", "--requests-per-second", 50)
        self.assertRegex(done.stdout, r"^hfp_[0-9a-f]{64}\n$")
        key = done.stdout.strip()
        partner, = self.listed()
        self.assertEqual((partner["name"], partner["scopes"], partner["listed"], partner["requests_per_second"]),
                         ("Example Social", ["lookup", "sighting"], True, 50))
        stored = b"".join(path.read_bytes() for path in self.data.iterdir())
        self.assertNotIn(key.encode(), stored)
        self.assertNotIn(bytes.fromhex(key[4:]), stored)
        self.assertEqual(stat.S_IMODE(self.data.stat().st_mode), 0o700)

    def test_two_valid_keys_of_one_name_are_refused_until_the_first_is_revoked(self):
        self.in_data("partner", "add", "A")
        self.assertIn("Revoke it first", self.in_data("partner", "add", "A", code=4).stderr)
        self.in_data("partner", "revoke", "A")
        self.in_data("partner", "add", "A", "--unlisted")
        old, new = self.listed()
        self.assertIn("revoked", old)
        self.assertFalse(new["listed"])
        self.in_data("partner", "revoke", new["id"])
        self.assertIn("already", self.in_data("partner", "revoke", new["id"]).stderr)
        self.assertIn("revoked", self.in_data("partner", "list").stdout)
        self.in_data("partner", "revoke", "A", code=4)

    def test_of_operators_at_one_moment_one_gets_the_key_of_a_name(self):
        self.in_data("partner", "add", "B")

        def waits(process):
            """Whether it has looked into the database and waits for its turn to write."""
            proc = pathlib.Path(f"/proc/{process.pid}")
            is_open = any(os.readlink(each).endswith("-wal") for each in (proc / "fd").iterdir() if each.is_symlink())
            return is_open and proc.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "S"

        with contextlib.closing(sqlite3.connect(self.data / "holdfast.sqlite", isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            adding = [subprocess.Popen([BINARY, "partner", "add", "A", "--data", str(self.data)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       text=True, env=environment()) for _ in range(3)]
            until = time.monotonic() + 8  # they wait for ten seconds
            while not all(map(waits, adding)):
                self.assertLess(time.monotonic(), until)
            writer.execute("ROLLBACK")
        ended = [(process.communicate(timeout=60), process.returncode) for process in adding]
        self.assertEqual(sorted(returned for _, returned in ended), [0, 4, 4])
        for (key, said), returned in ended:
            self.assertEqual(key != "", returned == 0)
            self.assertIn("A" if returned == 0 else "A partner of that name has a key already. Revoke it first", said)
        self.assertEqual([partner["name"] for partner in self.listed()], ["B", "A"])

    def test_what_cannot_be_is_refused_with_a_sentence(self):
        self.assertIn("no folder", self.in_data("partner", "list", code=4).stderr)
        self.in_data("partner", "add", "A", "--scope", "everything", code=2)
        self.in_data("partner", "add", "a\nb", code=2)
        self.data.mkdir()
        self.data.chmod(0o755)
        self.assertIn("chmod 700", self.in_data("partner", "add", "A", code=4).stderr)

    def test_a_folder_that_is_not_the_services_is_told_apart(self):
        there = self.folder / "other"
        there.mkdir()
        self.assertIn("There is no folder", self.ok("partner", "list", "--data", self.folder / "nowhere", code=4).stderr)
        self.assertIn("There is no database in", self.ok("partner", "list", "--data", there, code=4).stderr)
        if os.geteuid() != 0:  # nothing is closed to root
            there.chmod(0)
            self.addCleanup(there.chmod, 0o700)
            self.assertIn("is closed to this user", self.ok("partner", "list", "--data", there, code=4).stderr)

    def test_a_database_that_cannot_be_used_is_told_once_with_the_reason(self):
        self.data.mkdir(mode=0o700)
        database = self.data / "holdfast.sqlite"
        database.write_text("no database at all\n" * 100, encoding="utf-8")
        said = self.in_data("partner", "list", code=4).stderr
        self.assertRegex(said, r"^holdfast: The database fails its own checks\..* SQLite says: file is not a database \(26\)\.\n$")
        database.unlink()
        database.mkdir()
        self.assertRegex(self.in_data("partner", "list", code=4).stderr, r"^holdfast: The database cannot be opened.*the system: Is a directory\.\n$")

    def test_a_key_that_could_not_be_shown_is_said_to_be_lost(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = self.in_data("partner", "add", "A", stdout=full, code=4)
        self.assertIn(f"holdfast partner revoke {self.listed()[0]['id']}", done.stderr)

    def test_the_folder_may_come_from_the_environment(self):
        self.ok("partner", "add", "A", env={"HOLDFAST_DATA": self.data})
        self.assertEqual(len(self.listed()), 1)


class Bank(CommandTest):
    def setUp(self):
        super().setUp()
        self.in_data("bank", "create", "list", "--title", "A list")

    def banks(self):
        return {b["name"]: b for b in map(json.loads, self.in_data("bank", "list", "--json").stdout.splitlines())}

    def import_text(self, text, *arguments, code=0, name="list.csv", bank="list"):
        done = self.in_data("bank", "import", bank, self.write(name, text), "--json", *arguments, code=code)
        return json.loads(done.stdout), done.stderr

    def exported(self, bank="list", *arguments):
        done = self.in_data("bank", "export", bank, "--format", "jsonl", *arguments)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_banks_are_created_once_and_listed(self):
        self.assertEqual(self.banks()["list"], {"name": "list", "title": "A list", "enabled": True, "active_items": 0})
        self.assertIn("submissions", self.banks())
        self.in_data("bank", "create", "list", code=4)
        self.in_data("bank", "create", "A List", code=2)

    def test_a_bank_is_switched_off_and_on_and_the_running_service_follows_within_a_second(self):
        known = code()
        self.import_text(f"code,quality\n{known},100\n")
        key = self.in_data("partner", "add", "A").stdout.strip()
        with service(self.data) as address:
            def matches():
                body = json.dumps({"signals": [{"kind": "pdq", "code": known}]}).encode()
                request = urllib.request.Request(f"{address}/v1/lookup", body, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"})
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return len(json.load(answer)["results"][0]["matches"])

            def become(expected):
                until = time.monotonic() + 1
                while matches() != expected:
                    self.assertLess(time.monotonic(), until)
                    time.sleep(0.02)  # a partner may not ask more often than its limit

            self.assertEqual(matches(), 1)
            self.in_data("bank", "disable", "list")
            become(0)
            self.assertFalse(self.banks()["list"]["enabled"])
            self.assertIn("disabled", self.in_data("bank", "list").stdout)
            self.assertIn("off already", self.in_data("bank", "disable", "list").stderr)
            self.in_data("bank", "enable", "list")
            become(1)
        self.assertTrue(self.banks()["list"]["enabled"])
        self.assertIn("stays on", self.in_data("bank", "disable", "submissions", code=2).stderr)
        self.in_data("bank", "disable", "nowhere", code=4)

    def test_bad_lines_are_named_and_the_others_imported(self):
        good = [code() for _ in range(3)]
        text = "code,quality,kind\n" + "\n".join([
            f"{good[0]},100,pdq", "nonsense,100,pdq", f"{good[1]},100,", f"{code()},101,pdq", f"{code()},,pdq", f"{code()},100,md5",
            f"{code()},100", "", f'"{good[2]}","90","pdq-c1"', f'"{code()},90,pdq', code().upper() + ",100,pdq"])
        tally, said = self.import_text(text, code=3)
        self.assertEqual((tally["imported"], tally["bad_lines"], tally["already_there"]), (3, 7, 0))
        for line, reason in [(3, "64 lower-case hexadecimal digits"), (5, "0 to 100"), (6, "--quality"), (7, "the kind must be"), (8, "2 fields"),
                             (11, "not closed"), (12, "64 lower-case hexadecimal digits")]:
            self.assertRegex(said, rf"list\.csv:{line}: .*{reason}")
        self.assertEqual({item["signals"][0]["code"] for item in self.exported()}, set(good))
        self.assertNotRegex(said, "[0-9a-fA-F]{64}")

    def test_an_import_can_be_repeated(self):
        text = "code,quality\n" + "".join(f"{code()},100\n" for _ in range(1200))
        self.assertEqual(self.import_text(text)[0]["imported"], 1200)
        tally, _ = self.import_text(text + f"{code()},100\n")
        self.assertEqual((tally["imported"], tally["already_there"]), (1, 1200))
        self.assertEqual(self.banks()["list"]["active_items"], 1201)

    def test_what_the_guard_distrusts_is_quarantined_then_released_or_removed(self):
        released, removed = code(), code()
        tally, _ = self.import_text(f"code,quality\n{released},10\n{removed},20\n{code()},100\n")
        self.assertEqual((tally["imported"], sum(tally["quarantined"].values())), (1, 2))
        self.assertEqual(self.banks()["list"]["active_items"], 1)
        by_code = {item["signals"][0]["code"]: item["item"] for item in self.exported("list", "--state", "quarantined")}
        held = self.in_data("bank", "review", "list").stdout
        for digits, item in by_code.items():
            self.assertIn(item, held)
            self.assertNotIn(digits, held)
        self.in_data("bank", "review", "list", "--release", by_code[released], "--remove", by_code[removed])
        self.assertEqual(self.in_data("bank", "review", "list").stdout, "")
        self.assertEqual(self.banks()["list"]["active_items"], 2)
        self.assertIn("not quarantined", self.in_data("bank", "review", "list", "--release", by_code[released], code=3).stderr)
        self.assertIn("no such item", self.in_data("bank", "review", "submissions", "--release", by_code[released], code=3).stderr)
        self.in_data("bank", "review", "list", "--remove", "nonsense", code=3)
        stored = b"".join(path.read_bytes() for path in self.data.iterdir())
        words = [int(removed[i:i + 16], 16) for i in (48, 32, 16, 0)]
        for raw in [bytes.fromhex(removed), b"".join(word.to_bytes(8, "little") for word in words)]:
            self.assertNotIn(raw, stored)

    def test_what_is_exported_can_be_imported_elsewhere(self):
        rows = [{"media": "picture", "signals": [{"kind": "pdq-c1", "code": code(), "quality": 100}, {"kind": "pdq-r1", "code": code(), "quality": 99}]},
                {"media": "video", "signals": [{"kind": "pdq", "code": code(), "quality": 70}]}, {"code": code(), "quality": 60}]
        tally, _ = self.import_text("".join(json.dumps(row) + "\n" for row in rows), name="list.jsonl")
        self.assertEqual(tally["imported"], 3)
        without_ids = lambda items: sorted((i["media"], json.dumps(i["signals"])) for i in items)
        for bank, form in [("from-csv", "csv"), ("from-json", "jsonl")]:
            self.in_data("bank", "create", bank)
            path = self.folder / f"{bank}.{form}"
            self.in_data("bank", "export", "list", "-o", path)  # the name says the format
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
            self.in_data("bank", "import", bank, path)
            self.assertEqual(without_ids(self.exported(bank)), without_ids(self.exported()))
        header = next(csv.reader(io.StringIO((self.folder / "from-csv.csv").read_text())))
        self.assertEqual(header, ["item", "media", "state", "reason", "created", "kind", "quality", "code"])
        self.assertEqual(sorted(p.name for p in self.folder.iterdir() if p.name.startswith("from-")), ["from-csv.csv", "from-json.jsonl"])

    def test_a_bare_list_of_codes_needs_a_quality(self):
        text = f"{code()}\n{code()}\n"
        self.assertEqual(self.import_text(text, code=3)[0]["bad_lines"], 2)
        self.assertEqual(self.import_text(text, "--quality", 100)[0]["imported"], 2)

    def test_lists_without_known_columns_are_refused_at_once(self):
        tally, said = self.import_text("hash,quality\n" + f"{code()},1\n" * 5, code=4)
        self.assertEqual((tally["imported"], tally["bad_lines"]), (0, 1))
        self.assertIn("column", said)
        self.assertIn("unknown or given twice", self.import_text(f"code,colour\n{code()},red\n", code=4)[1])

    def test_wrong_json_is_named_by_member(self):
        lines = ["{", "[]", '{"code":1,"quality":100}', '{"signals":[],"media":"picture"}', json.dumps({"code": code(), "quality": 100, "x": 1}),
                 json.dumps({"signals": [{"code": code(), "quality": 100}] * 5}), json.dumps({"signals": [{"code": "ff", "quality": 100}]})]
        tally, said = self.import_text("\n".join(lines), name="list.jsonl", code=3)
        self.assertEqual((tally["imported"], tally["bad_lines"]), (0, len(lines)))
        for number in range(1, len(lines) + 1):
            self.assertIn(f"list.jsonl:{number}: ", said)
        self.assertIn("/code", said)
        self.assertIn("/x", said)

    def test_what_people_sent_is_nobodys_list(self):
        done = self.in_data("bank", "import", "submissions", self.write("x.csv", "code\n"), code=2)
        self.assertIn("what people send themselves", done.stderr)
        self.assertIn("no bank", self.in_data("bank", "import", "nowhere", self.write("x.csv", "code\n"), code=4).stderr)
        self.in_data("bank", "export", "list", "-o", self.folder / "no/such/folder", code=4)

    def test_files_that_cannot_be_read_or_written_are_told_with_the_reason(self):
        def told(*arguments, code=4):
            return self.in_data("bank", *arguments, code=code).stderr

        self.assertIn("missing.csv: this file cannot be read: No such file or directory.", told("import", "list", self.folder / "missing.csv"))
        self.assertIn("this file cannot be read: Is a directory.", told("import", "list", self.folder))
        self.assertIn("there is no fingerprint in it.", told("import", "list", self.write("empty.csv", ""), code=0))
        self.assertIn("there is no fingerprint in it.", told("import", "list", self.write("names.csv", "code,quality\n"), code=0))
        self.assertIn("not UTF-8 text", told("import", "list", BRIDGE / "aaa-orig.jpg"))
        wide = self.folder / "wide.csv"
        wide.write_text(f"code\n{code()}\n", encoding="utf-16")
        self.assertIn("UTF-16 text; save the list as UTF-8", told("import", "list", wide))
        self.assertIn("cannot be written: No such file or directory.", told("export", "list", "-o", self.folder / "no/such/folder"))
        self.assertIn("cannot be written: Is a directory.", told("export", "list", "-o", self.folder))
        self.assertIn("a device or a pipe", told("export", "list", "-o", "/dev/null"))
        if os.geteuid() != 0:  # nothing is closed to root
            closed = self.write("closed.csv", "code\n")
            closed.chmod(0)
            self.assertIn("this file cannot be read: Permission denied.", told("import", "list", closed))

    def test_what_fingerprint_prints_is_imported_as_it_is(self):
        broken = self.write("broken.jpg", "")
        photo = BRIDGE / "aaa-orig.jpg"
        for number, options in enumerate([[], ["--forms", "all"]]):
            bank = f"prints-{number}"
            self.in_data("bank", "create", bank)
            lines = self.ok("fingerprint", "--json", *options, photo).stdout
            tally = json.loads(self.in_data("bank", "import", bank, "-", "--json", stdin=lines).stdout)
            self.assertEqual((tally["imported"], tally["bad_lines"]), (1, 0))
            item, = self.exported(bank)
            self.assertEqual(item["signals"], json.loads(self.ok("fingerprint", "--json", photo).stdout)["signals"])
        lines = self.ok("fingerprint", "--json", broken, photo, code=3).stdout
        done = self.in_data("bank", "import", "list", "-", "--json", stdin=lines, code=3)
        self.assertEqual({name: json.loads(done.stdout)[name] for name in ["imported", "bad_lines"]}, {"imported": 1, "bad_lines": 1})
        self.assertRegex(done.stderr, r"^holdfast: -:1: no fingerprint was made of .*/broken\.jpg: This file is empty")
        damaged = json.loads(lines.splitlines()[1]) | {"damaged": True, "signals": [{"kind": "pdq-c1", "code": code(), "quality": 90}]}
        done = self.in_data("bank", "import", "list", "-", stdin="\ufeff" + json.dumps(damaged) + "\n")
        self.assertIn("-:1: the picture was damaged", done.stderr)
        self.assertEqual(self.banks()["list"]["active_items"], 2)

    def test_ctrl_c_leaves_whole_transactions_and_a_true_summary(self):
        lines = [f"{code()},100\n" for _ in range(3000)]
        process = subprocess.Popen([BINARY, "bank", "import", "list", "-", "--json", "--data", str(self.data)], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        process.stdin.write("code,quality\n")
        process.stdin.writelines(lines[:2500])
        process.stdin.flush()  # more than a pipe holds, so the import is under way
        process.send_signal(signal.SIGINT)
        try:
            process.stdin.writelines(lines[2500:])
            process.stdin.flush()
        except BrokenPipeError:
            pass  # it ended already
        out, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        tally = json.loads(out)
        self.assertEqual(tally["imported"] % 500, 0)
        self.assertLess(tally["imported"], 3000)
        self.assertEqual(self.banks()["list"]["active_items"], tally["imported"])
        again, _ = self.import_text("code,quality\n" + "".join(lines))
        self.assertEqual(again["imported"] + again["already_there"], 3000)
        self.assertEqual(self.banks()["list"]["active_items"], 3000)

    def test_ctrl_c_ends_an_import_that_waits_for_input_at_once(self):
        for stop, expected in [(signal.SIGINT, 130), (signal.SIGTERM, 143)]:
            waiting = OnTerminal("bank", "import", "list", "-", "--json", "--data", self.data)
            # An item that is open, and half a line: neither is written.
            waiting.process.stdin.write(f"code,quality\n{code()},100\n{code()[:20]}".encode())
            waiting.process.stdin.flush()
            self.assertTrue(waiting.read_until(r"\b[12] lines"), waiting.said)
            waiting.process.send_signal(stop)
            waiting.process.wait(timeout=20)  # though its input is open and silent
            returned, out = waiting.end()
            self.assertEqual((returned, json.loads(out)["imported"]), (expected, 0), waiting.said)
            self.assertIn("Interrupted", waiting.said)
        self.assertEqual(self.banks()["list"]["active_items"], 0)

    def test_progress_counts_where_no_total_is_known(self):
        importing = OnTerminal("bank", "import", "list", "-", "--json", "--data", self.data)
        importing.process.stdin.write(("code,quality\n" + "".join(f"{code()},100\n" for _ in range(600))).encode())
        importing.process.stdin.flush()
        self.assertTrue(importing.read_until(r"\r\d+ lines, \d+ a second"), importing.said)
        returned, out = importing.end()
        self.assertEqual((returned, json.loads(out)["imported"]), (0, 600), importing.said)
        exporting = OnTerminal("bank", "export", "list", "-o", self.folder / "list.csv", "--data", self.data)
        self.assertEqual(exporting.end()[0], 0, exporting.said)
        self.assertRegex(exporting.said, r"\r\d+ items, \d+ a second")
        quiet = OnTerminal("bank", "export", "list", "-q", "-o", self.folder / "again.csv", "--data", self.data)
        self.assertEqual((quiet.end()[0], quiet.said), (0, ""))

    def test_lines_of_any_length_and_ending_are_read(self):
        first, last = code(), code()
        tally, said = self.import_text(f"code,quality\r\n{first},100\r\n{'x' * 70_000}\n{'y' * 200_000}\n\n{last},100", code=3)
        self.assertEqual((tally["imported"], tally["bad_lines"]), (2, 2))
        self.assertEqual(said.count("longer than 65,536 bytes"), 2)

    def audited(self):
        return subprocess.run(["sqlite3", str(self.data / "holdfast.sqlite"), "SELECT action, subject FROM audit ORDER BY rowid"],
                              capture_output=True, text=True, check=True).stdout

    def test_the_audit_log_names_what_was_done_and_no_code(self):
        self.import_text(f"code,quality\n{code()},100\n")
        self.assertEqual(self.audited(), "bank.create|list\nbank.import|list\n")

    def test_the_audit_log_names_an_export_that_was_cut_short(self):
        self.import_text("code,quality\n" + "".join(f"{code()},100\n" for _ in range(3000)))
        process = subprocess.Popen([BINARY, "bank", "export", "list", "--data", str(self.data)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        process.stdout.read(1000)  # codes are out; the rest is more than a pipe holds, so it is under way
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.audited().splitlines()[-1], "bank.export|list")


if __name__ == "__main__":
    os.umask(0o022)
    unittest.main()
