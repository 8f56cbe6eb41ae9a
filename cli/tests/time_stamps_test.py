# SPDX-License-Identifier: Apache-2.0
"""Time stamps that a service gets of its authority: one of our own on this machine, well behaved and not."""
import base64
import contextlib
import hashlib
import http.server
import json
import os
import pathlib
import signal
import ssl
import subprocess
import threading
import time
import unittest

from holdfast_command import BINARY, environment, service
from person import NO_PROOF, call
from sealed_case import Authority, entries_of
from sealed_packs import Packs

FENCED = os.environ["FENCED_SERVICE"]
KILLED_BY_THE_FENCE = -signal.SIGSYS


class Listening(Authority):
    """An authority that answers over HTTP; `behave(authority, query)` gives (status, headers, body) or None to say nothing."""

    def __init__(self, folder, behave=None, certificate=None):
        super().__init__(folder)
        self.asked = []
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked.append((self.path, dict(self.headers), query))
                said = behave(authority, query) if behave else (200, {}, authority.reply(query))
                with contextlib.suppress(OSError):
                    self.send_response(said[0])
                    for name, value in said[1].items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(said[2])))
                    self.end_headers()
                    self.wfile.write(said[2])

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http{'s' if certificate else ''}://127.0.0.1:{self.server.server_port}/tsa"

    def reply(self, query):
        (self.folder / "q.tsq").write_bytes(query)
        self.run("openssl ts -reply -config tsa.cnf -section tsa1 -queryfile q.tsq -out r.tsr")
        return (self.folder / "r.tsr").read_bytes()

    def queried(self, *options):
        """A query that nobody sent."""
        subprocess.run(["openssl", "ts", "-query", "-sha256", *options, "-out", self.folder / "other.tsq"], check=True, capture_output=True)
        return (self.folder / "other.tsq").read_bytes()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def granted(reply):
    return 200, {}, reply


class TimeStamps(Packs):
    def authority(self, behave=None, name="authority", **more):
        made = Listening(self.folder / name, behave, **more)
        self.addCleanup(made.close)
        return made

    @contextlib.contextmanager
    def fenced(self, authority, *first, seconds=2, code=0):
        """The service behind the fence; gives its address."""
        process = subprocess.Popen([FENCED, *first, "--data", self.data, "--listen", "127.0.0.1:0", "--operations", "off", "--time-stamps-authority", authority.address, *NO_PROOF],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(HOLDFAST_BINARY=BINARY, FENCED_SECONDS=seconds))
        try:
            yield process.stdout.readline().split(" on ")[1].split()[0]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
            process.stdout.close()
        self.assertEqual(process.returncode, code)

    @staticmethod
    def ask(address, words="a seal"):
        _, challenge = call(address, "GET", "/v1/challenge")
        return call(address, "POST", "/v1/time-stamps", {"seal": hashlib.sha256(words.encode()).hexdigest()}, **{"Holdfast-Proof": challenge["challenge"] + ".0"})

    def holds(self, authority, reply, words):
        (self.folder / "got.tsr").write_bytes(reply)
        subprocess.run(["openssl", "ts", "-verify", "-digest", hashlib.sha256(words.encode()).hexdigest(), "-in", self.folder / "got.tsr", "-CAfile", authority.ca],
                       check=True, capture_output=True)


class ByTheService(TimeStamps):
    def test_a_stamp_is_fetched_and_the_service_itself_connects_to_nobody(self):
        authority = self.authority()
        with self.fenced(authority) as address:
            self.assertEqual(call(address, "GET", "/v1/service")[1]["time_stamps"], {"authority": authority.address.removesuffix("/tsa")})
            for words in ("a seal", "another seal"):
                status, answer = self.ask(address, words)
                self.assertEqual(status, 200, answer)
                self.holds(authority, base64.b64decode(answer["time_stamp"]), words)
        digest = hashlib.sha256(b"a seal").digest()
        path, headers, query = authority.asked[0]
        self.assertEqual((path, len(query), query[24:56], len(authority.asked)), ("/tsa", 69, digest, 2))
        self.assertEqual({name.lower() for name in headers}, {"host", "accept", "content-type", "content-length"})
        self.assertNotEqual(authority.asked[0][2][58:66], authority.asked[1][2][58:66])

    def test_the_fence_ends_a_service_that_asks_by_itself(self):
        with self.fenced(self.authority(), "unparted", code=KILLED_BY_THE_FENCE) as address:
            with self.assertRaises(OSError):
                self.ask(address)

    def test_what_is_no_answer_to_the_question_is_refused_with_the_reason(self):
        digest = hashlib.sha256(b"a seal").hexdigest()
        none = "What the authority gave is no time stamp of this seal."
        refused = "The authority refused to give a time stamp."
        silent = "The authority for time stamps does not answer."
        elsewhere = self.authority(name="elsewhere")
        for behave, words in (
                (lambda authority, query: granted(authority.reply(authority.queried("-data", __file__))), none),  # another digest
                (lambda authority, query: granted(authority.reply(authority.queried("-digest", digest, "-cert"))), none),  # another nonce
                (lambda authority, query: granted(authority.reply(authority.queried("-digest", digest, "-no_nonce"))), none),
                (lambda authority, query: granted(b"\x30\x03\x02\x01\x00"), none),
                (lambda authority, query: granted(b"<html>not here</html>"), none),
                (lambda authority, query: granted(b""), none),
                (lambda authority, query: granted(authority.reply(query) + b"x"), none),
                (lambda authority, query: granted(authority.reply(query)[:-1]), none),
                (lambda authority, query: granted(b"\x00" * 70_000), none),
                (lambda authority, query: granted(authority.reply(authority.queried("-digest", digest, "-tspolicy", "1.2.3.4"))), refused),
                (lambda authority, query: (500, {}, b""), refused),
                (lambda authority, query: (404, {}, authority.reply(query)), refused),
                (lambda authority, query: (307, {"Location": elsewhere.address}, b""), refused),
                (lambda authority, query: time.sleep(3) or granted(authority.reply(query)), silent)):
            self.data = self.folder / "data" if not self.data.exists() else self.data
            said = []
            authority = self.authority(lambda own, query: said.append(query) or behave(own, query), name=f"a{len(list(self.folder.glob('a*')))}")
            with self.fenced(authority, seconds=1) as address:
                status, answer = self.ask(address)
                self.assertEqual(status, 503, answer)
                self.assertIn(words, answer["detail"])
                self.assertIn("Go on without", answer["detail"])
            self.assertEqual(len(said), 1)
        self.assertEqual(elsewhere.asked, [])

    def test_a_certificate_that_nobody_vouches_for_is_no_authority(self):
        keys = self.folder / "tls"
        keys.mkdir()
        self.shell("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls/key.pem -out tls/cert.pem -days 3 -subj /CN=127.0.0.1 "
                   "-addext subjectAltName=IP:127.0.0.1 2>/dev/null")
        authority = self.authority(certificate=(keys / "cert.pem", keys / "key.pem"))
        with self.fenced(authority) as address:
            status, answer = self.ask(address)
            self.assertEqual((status, "does not answer" in answer["detail"]), (503, True))
        self.assertEqual(authority.asked, [])

    def test_nobody_listens(self):
        authority = self.authority()
        authority.close()
        with self.fenced(authority) as address:
            status, answer = self.ask(address)
            self.assertEqual((status, "does not answer" in answer["detail"]), (503, True))


def processes(of):
    """Children of a process: number and command line."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1]) == of:
                found.append((int(folder.name), (folder / "cmdline").read_bytes().split(b"\0")[:-1]))
    return found


class TheProcess(TimeStamps):
    @contextlib.contextmanager
    def serving(self, *arguments):
        """As holdfast_command.service(), with the number of its process."""
        process = subprocess.Popen([BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--operations", "off", *NO_PROOF, *arguments],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(HTTP_PROXY="http://127.0.0.1:9", http_proxy="http://127.0.0.1:9"))
        try:
            yield process.stdout.readline().split(" on ")[1].split()[0], process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            _, self.errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, self.errors)

    def test_one_that_was_killed_is_said_and_started_again(self):
        authority = self.authority()
        with self.serving("--time-stamps-authority", authority.address) as (address, own):
            (child, line), = processes(own)
            self.assertEqual(line[1:3] + line[4:], [b"time-stamps-apart", str(own).encode(), authority.address.encode()])
            if not os.environ.get("HOLDFAST_SANITIZED"):
                fenced, until = "\nNoNewPrivs:\t1\nSeccomp:\t2\n", time.monotonic() + 20
                while fenced not in (about := pathlib.Path(f"/proc/{child}/status").read_text()) and time.monotonic() < until:
                    time.sleep(0.02)  # it starts beside the service, and fences itself before it reads the first question
                self.assertIn(fenced, about)
            self.assertEqual(self.ask(address)[0], 200)
            os.kill(child, signal.SIGKILL)
            statuses = []
            until = time.monotonic() + 20
            while statuses[-1:] != [200] and time.monotonic() < until:
                status, answer = self.ask(address, "another seal")
                statuses.append(status)
                time.sleep(0.2)
            self.assertEqual(statuses[-1], 200)
            # Not with every request: one that dies at once would be started for ever.
            self.assertIn(503, statuses)
            (again, _), = processes(own)
            self.assertNotEqual(again, child)
        self.assertIn('"reason":"stopped"', self.errors)
        self.assertFalse(pathlib.Path(f"/proc/{again}").exists())

    def test_without_an_authority_there_is_no_process_and_it_is_said(self):
        with self.serving() as (address, own):
            self.assertEqual(processes(own), [])
            status, answer = self.ask(address)
            self.assertEqual(status, 503)
            self.assertIn("This service has no authority for time stamps. Go on without", answer["detail"])
            self.assertNotIn("time_stamps", call(address, "GET", "/v1/service")[1])

    def test_it_ends_with_the_service_however_that_ends(self):
        authority = self.authority()
        process = subprocess.Popen([BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--operations", "off", "--time-stamps-authority", authority.address],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment())
        process.stdout.readline()
        (child, _), = processes(process.pid)
        process.kill()
        process.communicate(timeout=60)
        until = time.monotonic() + 20
        while pathlib.Path(f"/proc/{child}").exists() and time.monotonic() < until:
            time.sleep(0.01)
        self.assertFalse(pathlib.Path(f"/proc/{child}").exists())

    def test_an_address_that_is_none_is_refused_at_the_start(self):
        for address in ("stamps.example", "http://stamps.example/", "ftp://127.0.0.1/", "https://name:word@stamps.example/", "http://127.0.0.1.stamps.example/"):
            done = self.ok("serve", "--data", self.data, "--time-stamps-authority", address, code=2)
            self.assertIn("is no address of an authority", done.stderr)
        self.assertIn("workers = 2", self.ok("serve", "--data", self.data, "--time-stamps-authority", "https://stamps.example", "--workers", 1, code=2).stderr)
        self.ok("time-stamps-apart", code=2)
        self.ok("time-stamps-apart", "1", "8", "http://stamps.example", code=2)


class InPacks(TimeStamps):
    def setUp(self):
        super().setUp()
        self.stamps = self.authority()
        self.address = self.enterContext(service(self.data, *NO_PROOF, "--time-stamps-authority", self.stamps.address))

    def test_a_pack_is_sealed_with_time_stamp_and_receipt(self):
        said = self.seal("--plain", "--time-stamp", self.address, "--receipt", self.address)
        self.assertEqual(said["time_stamp"], "of_this_seal")
        checked = self.verify(said["pack"], "-k", said["key"], "--tsa-ca", self.stamps.ca, "--log-key", said["receipt"]["log"])
        self.assertEqual((checked["verdict"], checked["time_stamps"][0]["holds"], checked["receipt"]["state"]), ("holds", True, "holds"))
        self.shell("unzip -q pack.zip && cd HF-* && openssl ts -verify -data seal/tagmanifest-sha256.txt.minisig -in seal/tagmanifest-sha256.txt.tsr -CAfile ../authority/ca.pem")

    def test_a_sealed_pack_gets_both_later_at_their_places(self):
        pack, key = self.sealed()
        self.ok("pack", "receipt", pack, "--server", self.address)
        text = self.ok("pack", "receipt", pack, "--server", self.address, "--time-stamp").stdout
        self.assertIn("The time stamp is in ", text)
        self.assertIn("Whether the authority signed it was not checked", text)
        names = [name.split("/", 1)[1] for name, _ in entries_of(pack.read_bytes())]
        self.assertEqual(names[7:9], ["seal/tagmanifest-sha256.txt.tsr", "seal/receipt.txt"])
        self.assertTrue(self.verify(pack, "-k", key, "--tsa-ca", self.stamps.ca)["holds"])
        asked = len(self.stamps.asked)
        self.assertIn("has a receipt already", self.ok("pack", "receipt", pack, "--server", self.address, "--time-stamp").stdout)
        self.assertEqual(len(self.stamps.asked), asked)

    def test_where_there_is_none_it_is_said_and_nothing_is_lost(self):
        pack, _ = self.sealed()
        before = pack.read_bytes()
        with service(self.folder / "other", *NO_PROOF) as without:
            done = self.ok("pack", "receipt", pack, "--server", without, "--time-stamp", code=4)
            self.assertIn("This service has no authority for time stamps. A receipt says when, too", done.stderr)
            done = self.ok("pack", "seal", self.case, "-i", self.own, "-o", self.folder / "none.age", "--time-stamp", without, code=4)
            self.assertIn("Without --time-stamp it can be sealed now", done.stderr)
        self.assertEqual(pack.read_bytes(), before)
        self.assertFalse((self.folder / "none.age").exists())
        self.stamps.close()
        self.assertIn("does not answer. Go on without", self.ok("pack", "receipt", pack, "--server", self.address, "--time-stamp", code=4).stderr)
        self.assertEqual(pack.read_bytes(), before)
        self.ok("pack", "receipt", pack, "--server", self.address, "--time-stamp", "-o", self.folder / "x", code=2)


if __name__ == "__main__":
    unittest.main()
