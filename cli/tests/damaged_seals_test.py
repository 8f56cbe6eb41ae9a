# SPDX-License-Identifier: Apache-2.0
"""A service whose public log of seals is damaged: receipts are refused, and everything else goes on."""
import contextlib
import hashlib
import random
import secrets
import signal
import socket
import subprocess
import unittest
import urllib.request

from holdfast_command import BINARY, CommandTest, environment
from person import NO_PROOF, Person, call, in_base64

CODE = f"{sum(1 << bit for bit in random.Random(20261123).sample(range(256), 128)):064x}"
DAMAGES = {
    "not as it was signed": "DROP TRIGGER seal_hash_is_fixed; UPDATE seal_hash SET hash = zeroblob(32) WHERE level = 0 AND n = 0;",
    "another key": "DELETE FROM secret WHERE name = 'seal_log';",
    "cannot be read": "DROP TABLE seal_head;",
}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Damaged(CommandTest):
    @contextlib.contextmanager
    def running(self):
        """The service's address and that of its operations listener; afterwards its log is in self.said."""
        operations = f"127.0.0.1:{free_port()}"
        process = subprocess.Popen([BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--operations", operations, *NO_PROOF],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        try:
            yield process.stdout.readline().split(" on ")[1].split()[0], "http://" + operations
        finally:
            process.send_signal(signal.SIGTERM)
            _, self.said = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, self.said)

    @staticmethod
    def seal(address, words):
        _, challenge = call(address, "GET", "/v1/challenge")
        return call(address, "POST", "/v1/seals", {"seal": hashlib.sha256(words.encode()).hexdigest()}, **{"Holdfast-Proof": challenge["challenge"] + ".0"})

    def check(self, words, damage):
        with self.running() as (address, operations):
            for n in range(3):
                self.assertEqual(self.seal(address, f"seal {n}")[0], 200)
            person = Person(address, (CODE, 100))
            self.assertEqual(call(address, "GET", "/readyz")[1]["receipts"], "given")
        self.assertNotIn("seal_log", self.said)
        subprocess.run(["sqlite3", self.data / "holdfast.sqlite", damage], check=True)
        with self.running() as (address, operations):
            person.address = address
            self.assertEqual(person.case()[0], 200)
            status, answer = call(address, "POST", "/v1/case/withdraw", {"all": True}, **{"Idempotency-Key": secrets.token_hex(8)},
                                  Authorization="Holdfast-Case " + in_base64(person.withdraw_key))
            self.assertEqual(status, 200, answer)
            Person(address, (CODE, 100))
            for status, answer in (self.seal(address, "seal 0"), self.seal(address, "another"), call(address, "GET", "/v1/log/checkpoint"),
                                   call(address, "GET", "/v1/log/tile/0/000.p/1")):
                self.assertEqual((status, answer["type"]), (503, "urn:holdfast:problem:unavailable"))
                self.assertIn("Go on without one; everything else works", answer["detail"])
            status, ready = call(address, "GET", "/readyz")
            self.assertEqual((status, ready["status"], ready["receipts"]), (200, "ready", "refused"))
            with urllib.request.urlopen(operations + "/metrics", timeout=10) as metrics:
                self.assertIn("\nholdfast_receipts_refused 1\n", metrics.read().decode())
        line = next(line for line in self.said.splitlines() if "seal_log.damaged" in line)
        self.assertIn(words, line)

    def test_whoever_withdraws_does_not_wait_for_the_log(self):
        for words, damage in DAMAGES.items():
            with self.subTest(words):
                self.data = self.folder / words.replace(" ", "-")
                self.check(words, damage)


if __name__ == "__main__":
    unittest.main()
