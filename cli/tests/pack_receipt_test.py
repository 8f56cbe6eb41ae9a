# SPDX-License-Identifier: Apache-2.0
"""holdfast pack receipt, and what verify makes of receipts: against the real service, and with somebody in between."""
import json
import resource
import signal
import stat
import subprocess
import time
import unittest
import urllib.request

from holdfast_command import BINARY, environment, service
from middleman import middleman
from sealed_case import entries_of, stored_zip
from sealed_packs import Packs

ORIGIN = "helpline.example/seals"
RECEIPT = "/seal/receipt.txt"


class Receipts(Packs):
    def setUp(self):
        super().setUp()
        self.address = self.enterContext(service(self.data, "--receipts-origin", ORIGIN, "--proof-least-difficulty", "6"))
        with urllib.request.urlopen(self.address + "/v1/service", timeout=10) as answer:
            self.log_key = json.load(answer)["seal_log"]["key"]

    def receipt(self, pack, *more, code=0, server=None):
        return self.ok("pack", "receipt", pack, "--server", server or self.address, *more, code=code)

    def with_receipt(self):
        pack, key = self.sealed()
        self.receipt(pack)
        return pack, key

    def kept(self, pack, name="kept.txt"):
        self.receipt(pack, "-o", self.folder / name, "--again")
        return self.folder / name

    def sealed_anew(self):
        """What somebody makes who changes a pack: sealed with a key of their own."""
        self.own.rename(self.folder / "first-key.txt")
        return self.seal("--plain", "-o", self.folder / "anew.zip")

    def entries(self, path):
        return entries_of(path.read_bytes())

    def rewritten(self, entries, name="rewritten.zip"):
        path = self.folder / name
        path.write_bytes(stored_zip(entries))
        return path

    def changed_receipt(self, pack, change):
        return self.rewritten([(name, change(content.decode()).encode() if name.endswith(RECEIPT) else content) for name, content in self.entries(pack)])


class IntoThePack(Receipts):
    def test_it_lies_in_the_pack_and_holds_and_nothing_else_changed(self):
        pack, key = self.sealed()
        pack.chmod(0o640)
        before, seal = self.entries(pack), self.verify(pack)["seal"]["digest"]
        text = self.receipt(pack).stdout
        self.assertIn(f"Log: {self.log_key}\n", text)
        self.assertIn("It proves that this seal was there by then", text)
        self.assertIn("It does not prove who sealed", text)
        after = self.entries(pack)
        names = [name.split("/", 1)[1] for name, _ in after]
        self.assertEqual(names[5:8], ["seal/tagmanifest-sha256.txt.minisig", "seal/pack.pub", "seal/receipt.txt"])
        self.assertEqual([each for each in after if not each[0].endswith(RECEIPT)], before)
        self.assertEqual(stat.S_IMODE(pack.stat().st_mode), 0o640)
        said = self.verify(pack, "-k", key, "--log-key", self.log_key)
        self.assertEqual((said["verdict"], said["receipt"]["state"], said["receipt"]["log"], said["seal"]["digest"]), ("holds", "holds", ORIGIN, seal))
        text = self.ok("pack", "verify", pack, "-k", key, "--log-key", self.write("log.txt", self.log_key + "\n")).stdout
        self.assertIn("The receipt holds: the service's public log has this seal.", text)
        self.assertIn(f"By the clock of the log {ORIGIN}, the seal was there at 20", text)
        self.shell("unzip -q pack.zip && cd HF-* && minisign -Vm tagmanifest-sha256.txt -x seal/tagmanifest-sha256.txt.minisig -p seal/pack.pub && "
                   "sha256sum --strict --quiet -c tagmanifest-sha256.txt && sha256sum --strict --quiet -c manifest-sha256.txt")
        self.assertEqual(self.left_of_work(), [])

    def test_only_the_digest_of_the_seal_is_sent(self):
        pack, _ = self.sealed()
        seal = self.verify(pack)["seal"]["digest"]
        with middleman(self.address) as (between, asked):
            self.receipt(pack, server=between)
        self.assertEqual([(path, body) for path, _, body in asked],
                         [("/v1/service", None), ("/v1/challenge", None), ("/v1/seals", json.dumps({"seal": seal}, separators=(",", ":")).encode())])
        for _, headers, _ in asked:
            self.assertLessEqual({name.lower() for name in headers}, {"host", "accept", "content-type", "content-length", "user-agent", "holdfast-proof"})

    def test_a_second_call_says_that_there_is_one_and_asks_nobody(self):
        pack, _ = self.with_receipt()
        before = pack.read_bytes()
        text = self.receipt(pack, server="http://127.0.0.1:9").stdout
        self.assertRegex(text, r"has a receipt already: received at 20\S+Z by the log helpline.example/seals")
        self.assertEqual(json.loads(self.receipt(pack, "--json", server="http://127.0.0.1:9").stdout)["fetched"], False)
        self.assertEqual(pack.read_bytes(), before)

    def test_again_brings_the_same_entry_in_its_place(self):
        pack, _ = self.with_receipt()
        before = self.verify(pack, "--log-key", self.log_key)["receipt"]
        size = len(self.entries(pack))
        self.receipt(pack, "--again")
        self.assertEqual(self.verify(pack, "--log-key", self.log_key)["receipt"], before)
        self.assertEqual(len(self.entries(pack)), size)

    def test_the_time_stamp_of_a_pack_stays_where_it_is(self):
        pack, _ = self.sealed()
        entries = self.entries(pack)
        top = entries[0][0].split("/")[0]
        digest = bytes.fromhex(self.verify(pack)["seal"]["digest"])
        entries.insert(7, (top + "/seal/tagmanifest-sha256.txt.tsr", b"\x04\x20" + digest))
        stamped = self.rewritten(entries)
        self.receipt(stamped)
        self.assertEqual([name.split("/", 1)[1] for name, _ in self.entries(stamped)][7:9], ["seal/tagmanifest-sha256.txt.tsr", "seal/receipt.txt"])
        self.assertEqual(self.verify(stamped, "--log-key", self.log_key)["receipt"]["state"], "holds")

    def test_a_link_to_a_pack_stays_a_link(self):
        pack, _ = self.sealed()
        link = self.folder / "link.zip"
        link.symlink_to(pack)
        self.receipt(link)
        self.assertTrue(link.is_symlink())
        self.assertEqual(self.verify(pack, "--log-key", self.log_key)["receipt"]["state"], "holds")

    def test_while_it_is_sealed_the_receipt_goes_in_too(self):
        said = self.seal("--receipt", self.address, "--log-key", self.log_key)
        self.assertEqual(said["receipt"]["log"], self.log_key)
        self.assertEqual(self.verify(said["pack"], "-i", self.own, "--log-key", self.log_key)["receipt"]["state"], "holds")
        done = self.ok("pack", "seal", self.case, "-i", self.own, "-o", self.folder / "none.age", "--receipt", "http://127.0.0.1:9", code=4)
        self.assertIn("There is no pack. Without --receipt it can be sealed now", done.stderr)
        self.assertFalse((self.folder / "none.age").exists())
        self.assertEqual(self.left_of_work(), [])


class LockedAndOther(Receipts):
    def test_a_locked_pack_is_told_what_to_do_and_its_receipt_is_kept_beside_it(self):
        said = self.seal()
        before = (self.folder / "pack.zip.age").read_bytes()
        done = self.receipt(said["pack"], "-i", self.own, code=4)
        for words in ("is locked", "--output receipt.txt", "pack seal --receipt URL", "age -d -i KEY"):
            self.assertIn(words, done.stderr)
        kept = self.folder / "receipt.txt"
        self.receipt(said["pack"], "-i", self.own, "-o", kept)
        self.assertEqual((self.folder / "pack.zip.age").read_bytes(), before)
        checked = self.verify(said["pack"], "-i", self.own, "--receipt", kept, "--log-key", self.log_key)
        self.assertEqual((checked["verdict"], checked["receipt"]["state"], checked["kept_receipt"]["holds"]), ("holds", "absent", True))
        text = self.ok("pack", "verify", said["pack"], "-i", self.own, "--receipt", kept).stdout
        self.assertIn("was compared by its seal alone: name the log's key with --log-key", text)
        self.assertIn("is there already", self.receipt(said["pack"], "-i", self.own, "-o", kept, code=4).stderr)

    def test_a_folder_a_broken_pack_and_no_pack_get_none_and_nothing_is_sent(self):
        pack, _ = self.sealed()
        self.shell("unzip -q pack.zip && mv HF-* folder")
        entries = self.entries(pack)
        entries[-1] = (entries[-1][0], entries[-1][1] + b"x")
        broken = self.rewritten(entries)
        with middleman(self.address) as (between, asked):
            self.assertIn("name the pack's ZIP file", self.receipt(self.folder / "folder", code=4, server=between).stderr)
            self.assertIn("No receipt was asked for", self.receipt(broken, code=1, server=between).stderr)
            self.receipt(self.write("none.zip", "no pack"), code=4, server=between)
            self.receipt(self.folder / "nowhere.zip", code=4, server=between)
        self.assertEqual(asked, [])

    def test_wrong_arguments_are_told(self):
        pack, _ = self.sealed()
        self.assertIn("whoever listens could answer", self.receipt(pack, code=2, server="http://holdfast.example").stderr)
        self.assertIn("begins with https://", self.receipt(pack, code=2, server="ftp://holdfast.example").stderr)
        self.assertIn("--log-key is the key of a log", self.receipt(pack, "--log-key", "nonsense", code=2).stderr)
        self.assertIn("--log-key is the key of a log", self.ok("pack", "verify", pack, "--log-key", self.write("n.txt", "nonsense"), code=2).stderr)
        self.assertIn("is no receipt", self.ok("pack", "verify", pack, "--receipt", self.write("r.txt", "nonsense"), code=4).stderr)


class FromTheService(Receipts):
    def refused(self, change, words, code):
        pack, _ = self.sealed() if not (self.folder / "pack.zip").exists() else (self.folder / "pack.zip", None)
        before = pack.read_bytes()
        with middleman(self.address, change) as (between, _):
            self.assertIn(words, self.receipt(pack, code=code, server=between).stderr)
        self.assertEqual(pack.read_bytes(), before)
        self.assertEqual(self.left_of_work(), [])

    def of_seals(self, change):
        """Changes the receipt in the answer."""
        def both(path, status, body):
            if path != "/v1/seals":
                return status, body
            answer = json.loads(body)
            answer["receipt"] = change(answer["receipt"])
            return status, json.dumps(answer).encode()
        return both

    def test_a_receipt_that_does_not_hold_is_thrown_away_with_the_reason(self):
        other = self.folder / "other"
        with service(other, "--receipts-origin", ORIGIN, "--proof-least-difficulty", "0", "--proof-most-difficulty", "0") as foreign:
            pack, _ = self.sealed()
            self.receipt(pack, "-o", self.folder / "foreign.txt", server=foreign)
        foreign_receipt = (self.folder / "foreign.txt").read_text()
        last = lambda text, n: text[:n] + ("A" if text[n] != "A" else "B") + text[n + 1:]
        self.refused(self.of_seals(lambda text: text.replace(text[32:96], "ab" * 32)), "it is for another seal", 1)
        self.refused(self.of_seals(lambda text: text.replace("received 20", "received 21")), "its proof does not hold", 1)
        self.refused(self.of_seals(lambda text: last(text, len(text) - 12)), "its signature is wrong", 1)
        self.refused(self.of_seals(lambda text: foreign_receipt), "it is not signed by the log's key", 1)
        self.refused(self.of_seals(lambda text: text + "x"), "it is not in the form that receipts have", 1)

    def test_answers_that_are_none_are_told_and_the_pack_stays(self):
        at = lambda path, answer: lambda asked, status, body: answer if asked == path else (status, body)
        foreign = "not that of a Holdfast service"
        self.refused(at("/v1/seals", (200, b"{}")), foreign, 4)
        self.refused(at("/v1/seals", (200, b"<html>")), foreign, 4)
        self.refused(at("/v1/seals", (500, b"")), "The service answered 500.", 4)
        self.refused(at("/v1/seals", (302, b"")), "The service answered 302.", 4)
        self.refused(at("/v1/seals", None), "The service cannot be reached", 4)
        self.refused(at("/v1/challenge", (200, b'{"challenge":"x"}')), "challenge cannot be read", 4)
        self.refused(at("/v1/challenge", (404, b"")), "The service answered 404.", 4)
        self.refused(at("/v1/service", (200, b'{"name":"x"}')), "gives no receipts", 4)
        self.refused(at("/v1/service", (200, b'{"seal_log":{"origin":"x","key":"y"}}')), "key of the service's log cannot be read", 4)
        self.refused(at("/v1/service", None), "The service cannot be reached", 4)

    def test_another_log_than_the_expected_gets_nothing(self):
        pack, _ = self.sealed()
        other = self.log_key.replace(ORIGIN, "other.example/seals")
        # A key of another name has another id, so it is made by a service of that name.
        with service(self.folder / "other", "--receipts-origin", "other.example/seals") as foreign, middleman(foreign) as (between, asked):
            self.assertIn("The service's log is another than the one of --log-key", self.receipt(pack, "--log-key", self.log_key, code=1, server=between).stderr)
        self.assertEqual([path for path, _, _ in asked], ["/v1/service"])
        self.receipt(pack, "--log-key", other, code=2)

    def test_work_that_is_asked_beyond_all_measure_is_refused(self):
        # Version 1, 32 bits, and anything: base64url of 42 bytes.
        self.refused(lambda path, status, body: (200, b'{"challenge":"ASAAAAGarPZ0uGr3bW2rxxhXa5fCrdW3SfhQ1u0aQ0Jx9y3kZ7oG1b2c"}') if path == "/v1/challenge" else (status, body),
                     "asks for more work than this command does: 32 bits", 4)

    def test_a_full_disk_keeps_the_old_pack(self):
        pack, _ = self.sealed()
        before = pack.read_bytes()

        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, len(before) // 2))

        done = subprocess.run([BINARY, "pack", "receipt", pack, "--server", self.address], capture_output=True, text=True, env=environment(), preexec_fn=small_files, timeout=60, check=False)
        self.assertEqual(done.returncode, 4)
        self.assertIn("cannot be written: File too large", done.stderr)
        self.assertEqual(pack.read_bytes(), before)
        self.assertEqual(self.left_of_work(), [])

    def test_an_interruption_while_the_service_is_slow_leaves_the_pack(self):
        pack, _ = self.sealed()
        before = pack.read_bytes()
        with middleman(self.address, lambda path, status, body: time.sleep(3) or (status, body) if path == "/v1/seals" else (status, body)) as (between, asked):
            process = subprocess.Popen([BINARY, "pack", "receipt", pack, "--server", between], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
            while len(asked) < 3:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(pack.read_bytes(), before)
        self.assertEqual(self.left_of_work(), [])


class Judged(Receipts):
    def test_without_the_logs_key_it_is_told_that_nobody_checked_it(self):
        pack, key = self.with_receipt()
        text = self.ok("pack", "verify", pack, "-k", key).stdout
        self.assertIn("The key of the service's log was not given, so it was not checked.", text)
        self.assertIn("It is had from the service or on paper, and not from the pack.", text)
        self.assertEqual(self.verify(pack)["receipt"]["state"], "unchecked")

    def test_a_missing_receipt_is_told_and_fails_where_one_was_asked_for(self):
        pack, key = self.sealed()
        text = self.ok("pack", "verify", pack, "-k", key, "--log-key", self.log_key, code=1).stdout
        self.assertTrue(text.startswith("The pack is complete and unchanged, but no receipt of the expected log"), text)
        self.assertIn("can be taken out of a pack without a trace", text)
        self.assertEqual(self.verify(pack, "--log-key", self.log_key, code=1)["holds"], False)

    def test_another_log_and_a_changed_receipt_are_told_apart(self):
        pack, key = self.with_receipt()
        with service(self.folder / "other", "--receipts-origin", ORIGIN, "--proof-least-difficulty", "0", "--proof-most-difficulty", "0") as foreign:
            with urllib.request.urlopen(foreign + "/v1/service", timeout=10) as answer:
                other = json.load(answer)["seal_log"]["key"]
        said = self.verify(pack, "-k", key, "--log-key", other, code=1)
        self.assertEqual((said["verdict"], said["receipt"]["state"]), ("holds", "of_another_log"))
        for change, state in ((lambda text: text.replace("received 20", "received 21"), "wrong"),
                              (lambda text: text.replace("index 0", "index 1"), "wrong"),
                              (lambda text: text.replace("Holdfast", "holdfast"), "malformed"),
                              (lambda text: text[:-1], "malformed")):
            said = self.verify(self.changed_receipt(pack, change), "--log-key", self.log_key, code=1)
            self.assertEqual((said["verdict"], said["receipt"]["state"]), ("broken", state))

    def test_a_pack_that_was_sealed_anew_is_told_by_the_receipt_in_it(self):
        pack, _ = self.with_receipt()
        anew = self.sealed_anew()
        old = next(each for each in self.entries(pack) if each[0].endswith(RECEIPT))
        entries = self.entries(self.folder / "anew.zip")
        entries.insert(7, (anew["name"] + RECEIPT, old[1]))
        text = self.ok("pack", "verify", self.rewritten(entries), code=1).stdout
        self.assertIn("The receipt in the pack is that of another seal: the pack was sealed anew", text)

    def test_a_pack_that_was_sealed_anew_without_the_receipt_is_told_by_the_one_that_was_kept(self):
        pack, key = self.with_receipt()
        kept = self.kept(pack)
        anew = self.sealed_anew()["pack"]
        # Nothing is known: it looks well, and what was not checked is said.
        text = self.ok("pack", "verify", anew).stdout
        self.assertIn("Who sealed it was not checked", text)
        self.assertIn("There is no receipt of a service.", text)
        self.assertEqual(self.verify(anew, "--log-key", self.log_key, code=1)["receipt"]["state"], "absent")
        for more in ((), ("--log-key", self.log_key)):
            said = self.verify(anew, "--receipt", kept, *more, code=1)
            self.assertEqual((said["verdict"], said["seal"]["state"]), ("sealed_anew", "other_seal"))
            self.assertEqual(self.verify(pack, "--receipt", kept, *more)["verdict"], "holds")
        # With a receipt of its own, of a later time.
        self.receipt(anew)
        said = self.verify(anew, "--log-key", self.log_key)
        self.assertEqual((said["verdict"], said["receipt"]["state"]), ("holds_unconfirmed", "holds"))
        self.assertIn("can get a receipt too, of a later time", self.ok("pack", "verify", anew, "--log-key", self.log_key).stdout)
        self.assertEqual(self.verify(anew, "-k", key, "--log-key", self.log_key, code=1)["seal"]["state"], "other_key")
        self.assertEqual(self.verify(anew, "--receipt", kept, "--log-key", self.log_key, code=1)["verdict"], "sealed_anew")

    def test_a_kept_receipt_that_was_changed_is_told(self):
        pack, key = self.with_receipt()
        kept = self.kept(pack)
        bent = self.write("bent.txt", kept.read_text().replace("received 20", "received 21"))
        said = self.verify(pack, "-k", key, "--receipt", bent, "--log-key", self.log_key, code=1)
        self.assertEqual((said["holds"], said["kept_receipt"]["fault"]), (False, "not_included"))
        self.assertIn("the receipt given with --receipt does not hold", self.ok("pack", "verify", pack, "--receipt", bent, "--log-key", self.log_key, code=1).stdout)
        self.ok("pack", "verify", pack, "--receipt", kept, "--seal", "ab" * 32, code=2)


if __name__ == "__main__":
    unittest.main()
