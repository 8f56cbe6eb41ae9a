# SPDX-License-Identifier: Apache-2.0
"""Packs of the command, read by a reader that was written from docs/formats alone: pages that do not say enough, or say it wrongly, fail here."""
import hashlib
import json
import re
import unittest
import urllib.request
import zlib

import age_reader
import pack_reader
from holdfast_command import VECTORS, service
from sealed_case import AT, adult_case, entries_of, protected_case, stored_zip
from sealed_packs import Packs


class AgeAfterItsPage(unittest.TestCase):
    def test_every_vector_comes_out_as_it_should(self):
        names = {"success": None, "no match": "no_match", "HMAC failure": "hmac_failure", "header failure": "header_failure", "payload failure": "payload_failure",
                 "armor failure": "armor_failure"}
        read = 0
        for path in sorted((VECTORS / "age/testdata").iterdir()):
            about, _, data = path.read_bytes().partition(b"\n\n")
            said = [line.split(": ", 1) for line in about.decode().split("\n")]
            known = dict(said)
            if any(name == "identity" and value.startswith("AGE-SECRET-KEY-PQ-") for name, value in said):
                continue
            data = zlib.decompress(data) if known.get("compressed") == "zlib" else data
            secrets = [age_reader.identity(value) for name, value in said if name == "identity"]
            words = known["passphrase"].encode() if "passphrase" in known else None
            if len(data) > 1 << 20:
                continue  # 257 chunks: a minute in this language
            with self.subTest(vector=path.name):
                try:
                    out, fault = age_reader.open_age(data, secrets, words, armored=known.get("armored") == "yes"), None
                except age_reader.AgeError as caught:
                    out, fault = caught.released, caught.name
                self.assertIn(fault, {names[known["expect"]], "work_factor_too_high" if "work_factor" in path.name else names[known["expect"]]})
                if "payload" in known:
                    self.assertEqual(hashlib.sha256(out).hexdigest(), known["payload"])
                read += 1
        self.assertEqual(read, 121)


class PacksAfterTheirPage(Packs):
    def faults(self, pack, key):
        return pack_reader.faults_of(pack.read_bytes(), key)

    def test_a_locked_pack_is_opened_and_everything_in_it_holds(self):
        said = self.seal()
        secret = age_reader.identity(re.search(r"^AGE-SECRET-KEY-1\S+$", self.own.read_text(), re.MULTILINE)[0])
        pack = age_reader.open_age((self.folder / "pack.zip.age").read_bytes(), [secret])
        self.assertEqual(pack_reader.faults_of(pack, said["key"]), [])
        self.assertEqual(pack_reader.faults_of(pack, "RW" + said["key"][2:-4] + "AAAA"), ["seal/ is of another key"])

    def test_the_tables_have_the_columns_that_the_page_says(self):
        pack, _ = self.sealed()
        files = {name.partition("/")[2]: content for name, content in entries_of(pack.read_bytes())}
        page = (VECTORS.parent / "docs/formats/case.md").read_text(encoding="utf-8")
        for table in ("exhibits", "timeline", "indicators"):
            row = re.search(rf"^  \| {table} \| (.*) \|$", page, re.MULTILINE)[1]
            said = re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", row))
            self.assertEqual(pack_reader.check_table(files[f"data/{table}.csv"]), said)

    def test_hostile_words_become_no_formula_in_any_table(self):
        words = ["=1+1", "+44 7700 900123", "-2", "@SUM(A1)", " =1", "\u00a0=1", "\u3000=1", "＝1", "\"=1", "a;=1"]
        case = adult_case(self.folder / "hostile", known=[{"kind": "account", "value": one, "where": one} for one in words],
                          links=[{"url": "https://example.org/", "account": one, "place": one} for one in words],
                          notes=[{"at": AT, "text": one} for one in [*words, "\t=1", "a\n=1"]])
        said = self.seal("--plain", case=case)
        self.assertEqual(self.faults(self.folder / "pack.zip", said["key"]), [])

    def test_a_pack_of_words_alone_holds_too(self):
        said = self.seal("--plain", case=protected_case(self.folder / "words"))
        self.assertEqual(self.faults(self.folder / "pack.zip", said["key"]), [])

    def test_every_file_changed_or_gone_and_a_new_one_is_found(self):
        pack, key = self.sealed()
        entries = entries_of(pack.read_bytes())
        self.assertEqual(pack_reader.faults_of(stored_zip(entries), key), [], "written again alike it holds")
        for i, (name, content) in enumerate(entries):
            bad = content[:-2] + bytes([content[-2] ^ 1]) + content[-1:]
            for now in ([*entries[:i], (name, bad), *entries[i + 1:]], entries[:i] + entries[i + 1:], [*entries[:i], (name, content[:-1]), *entries[i + 1:]]):
                self.assertTrue(pack_reader.faults_of(stored_zip(now), key), name)
        folder = entries[0][0].split("/")[0]
        self.assertEqual(pack_reader.faults_of(stored_zip([*entries, (folder + "/data/zzz.txt", b"x")]), key), ["data/zzz.txt added", "bag-info.txt Payload-Oxum"])

    def test_a_receipt_holds_and_of_another_seal_or_log_does_not(self):
        address = self.enterContext(service(self.data, "--receipts-origin", "helpline.example/seals", "--proof-least-difficulty", "6"))
        with urllib.request.urlopen(address + "/v1/service", timeout=10) as answer:
            log_key = json.load(answer)["seal_log"]["key"]
        pack, key = self.sealed()
        self.ok("pack", "receipt", pack, "--server", address)
        self.assertEqual(self.faults(pack, key), [])
        files = {name.partition("/")[2]: content for name, content in entries_of(pack.read_bytes())}
        seal, receipt = pack_reader.sha256(files[pack_reader.SIGNATURE]), files[pack_reader.RECEIPT]
        self.assertEqual(pack_reader.check_receipt(receipt, seal, log_key)[0], "holds")
        self.assertEqual(pack_reader.check_receipt(receipt, "0" * 64, log_key)[0], "of_another_seal")
        self.assertEqual(pack_reader.check_receipt(receipt, seal, (VECTORS / "tlog/go-sumdb.key").read_text().strip())[0], "of_another_log")
        later = re.sub(rb"received \d{4}", b"received 2020", receipt)
        self.assertEqual(pack_reader.check_receipt(later, seal, log_key)[0], "wrong")

    def test_the_published_receipt_holds(self):
        receipt = (VECTORS / "tlog/receipt.txt").read_bytes()
        seal = re.search(rb"seal-sha256 (\S+)", receipt)[1].decode()
        self.assertEqual(pack_reader.check_receipt(receipt, seal, (VECTORS / "tlog/receipt.key").read_text().strip()), ("holds", "2026-11-22T17:30:02Z"))


if __name__ == "__main__":
    unittest.main()
