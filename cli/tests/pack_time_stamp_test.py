# SPDX-License-Identifier: Apache-2.0
"""Time stamps in packs, from an authority of our own, beside openssl."""
import html
import random
import re
import subprocess
import unittest

from holdfast_command import run
from sealed_case import AUTHORITY, Authority, entries_of, stored_zip
from sealed_packs import Packs


class TimeStamps(Packs):
    def setUp(self):
        super().setUp()
        self.authority = Authority(self.folder / "authority")

    def stamped(self, seal_of=None, **how):
        """The pack with a time stamp over the seal of `seal_of`, or its own."""
        pack, key = self.sealed()
        entries = entries_of(pack.read_bytes())
        signature = self.folder / "signature"
        signature.write_bytes(seal_of or next(content for name, content in entries if name.endswith(".minisig")))
        top = entries[0][0].split("/")[0]
        entries.insert(7, (top + "/seal/tagmanifest-sha256.txt.tsr", self.authority.stamp(signature, **how)))
        path = self.folder / "stamped.zip"
        path.write_bytes(stored_zip(entries))
        return path, key

    def test_a_time_stamp_holds_as_openssl_says_too(self):
        path, key = self.stamped()
        text = self.ok("pack", "verify", path, "-k", key, "--tsa-ca", self.authority.ca).stdout
        self.assertRegex(text, r"The time stamp seal/tagmanifest-sha256.txt.tsr holds: the seal existed at 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ, by CN=Test Authority")
        self.shell("mkdir u && cd u && unzip -q ../stamped.zip && cd HF-* && openssl ts -verify -data seal/tagmanifest-sha256.txt.minisig "
                   "-in seal/tagmanifest-sha256.txt.tsr -CAfile ../../authority/ca.pem")
        stamp = self.verify(path, "--tsa-ca", self.authority.ca)["time_stamps"][0]
        self.assertEqual((stamp["checked"], stamp["holds"]), (True, True))
        done = self.ok("pack", "open", path, "-k", key, "--tsa-ca", self.authority.ca, "-o", self.folder / "opened")
        self.assertIn("holds: the seal existed at", done.stdout)

    def test_the_commands_of_start_here_work_as_they_stand(self):
        self.stamped()
        self.shell("mkdir u && cd u && unzip -q ../stamped.zip && cd HF-* && cp ../../authority/ca.pem authority.pem")
        page = next(self.folder.glob("u/HF-*/data/START-HERE.html"))
        block = html.unescape(re.search(r"<pre>(openssl.*?)</pre>", page.read_text(encoding="utf-8"), re.DOTALL)[1])
        said = self.shell("cd u/HF-*\n" + block + " 2>&1")
        self.assertIn("Time stamp: ", said)
        self.assertIn("Verification: OK", said.splitlines())
        (page.parents[1] / "seal/tagmanifest-sha256.txt.minisig").write_bytes(b"another seal")
        self.assertIn("Verification: FAILED", self.shell("cd u/HF-*\n" + block + " 2>&1", code=1))

    def test_without_certificates_it_is_told_that_nobody_checked_it(self):
        path, key = self.stamped()
        text = self.ok("pack", "verify", path, "-k", key).stdout
        self.assertIn("Nobody checked that: name the certificates", text)
        self.assertEqual(self.verify(path)["time_stamps"][0]["checked"], False)

    def test_a_missing_time_stamp_is_told_and_fails_where_one_was_asked_for(self):
        pack, key = self.sealed()
        text = self.ok("pack", "verify", pack, "-k", key, "--tsa-ca", self.authority.ca, code=1).stdout
        self.assertIn("its time is not proven", text)
        self.assertIn("can be taken out of a pack without a trace", text)

    def test_another_authority_another_seal_and_damage_do_not_hold(self):
        other = Authority(self.folder / "other")
        path, key = self.stamped()
        text = self.ok("pack", "verify", path, "-k", key, "--tsa-ca", other.ca, code=1).stdout
        self.assertIn("does not hold: certificate verify error", text)
        whole = dict(entries_of(path.read_bytes()))
        name = next(each for each in whole if each.endswith(".tsr"))
        path.write_bytes(stored_zip([(each, content + b"x" if each == name else content) for each, content in whole.items()]))
        self.assertIn("damaged", self.ok("pack", "verify", path, "--tsa-ca", self.authority.ca, code=1).stdout)
        (self.folder / "pack.zip").unlink()
        path, key = self.stamped(seal_of=b"another seal")
        for more in ((), ("--tsa-ca", self.authority.ca)):
            self.assertEqual(self.verify(path, *more, code=1)["time_stamp"], "of_another_seal")

    def test_a_time_stamp_with_a_bit_turned_is_judged_as_openssl_judges_it(self):
        path, key = self.stamped()
        whole = dict(entries_of(path.read_bytes()))
        name = next(each for each in whole if each.endswith(".tsr"))
        dice = random.Random(5)
        verdicts = set()
        for _ in range(15):
            stamp = bytearray(whole[name])
            stamp[dice.randrange(len(stamp))] ^= 1 << dice.randrange(8)
            (self.folder / "bent.tsr").write_bytes(stamp)
            theirs = subprocess.run(["openssl", "ts", "-verify", "-data", "signature", "-in", "bent.tsr", "-CAfile", self.authority.ca], cwd=self.folder,
                                    capture_output=True, check=False).returncode
            path.write_bytes(stored_zip([(each, bytes(stamp) if each == name else content) for each, content in whole.items()]))
            ours = run("pack", "verify", path, "-k", key, "--tsa-ca", self.authority.ca).returncode
            # A copy of the trusted certificate lies in the stamp, and nobody reads it.
            self.assertIn((ours, theirs), {(0, 0), (1, 1)})
            verdicts.add(ours)
        self.assertIn(1, verdicts)

    def test_a_certificate_that_is_for_something_else_does_not_stamp_times(self):
        self.authority.run("sed -i 's/critical,timeStamping/critical,serverAuth/' tsa.cnf && openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial "
                           "-out web.pem -days 30 -extfile tsa.cnf -extensions v3tsa")
        # `openssl ts` refuses to sign with such a certificate, so the stamp is made with the same key and the certificate exchanged: both have the same length but for
        # the purpose, and the signature covers the certificate's digest.
        path, key = self.stamped()
        whole = dict(entries_of(path.read_bytes()))
        name = next(each for each in whole if each.endswith(".tsr"))
        right, web = (self.der(each) for each in ("tsa.pem", "web.pem"))
        self.assertIn(right, whole[name])
        path.write_bytes(stored_zip([(each, content.replace(right, web) if each == name else content) for each, content in whole.items()]))
        self.assertIn("does not hold", self.ok("pack", "verify", path, "-k", key, "--tsa-ca", self.authority.ca, code=1).stdout)

    def der(self, name):
        return subprocess.run(["openssl", "x509", "-in", self.authority.folder / name, "-outform", "DER"], capture_output=True, check=True).stdout

    def test_a_file_without_certificates_is_told(self):
        pack, _ = self.sealed()
        for path in (self.write("no.pem", AUTHORITY), self.folder / "none.pem"):
            self.ok("pack", "verify", pack, "--tsa-ca", path, code=4)


if __name__ == "__main__":
    unittest.main()
