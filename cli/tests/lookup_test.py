# SPDX-License-Identifier: Apache-2.0
"""holdfast lookup and serve: against the real service, and against a listener that records what is sent."""
import contextlib
import json
import os
import time
import unittest

from holdfast_command import BRIDGE, OTHERS, VECTORS, CommandTest, run, service, signals_of
from local_server import Quiet, serving

ORIGINAL = BRIDGE / "aaa-orig.jpg"
KEY = "hfp_" + "0123456789abcdef" * 4


@contextlib.contextmanager
def listener(answers):
    """Answers POSTs with (status, headers, body) in turn, the last one again and again; gives address and what came."""
    came = []

    class Handler(Quiet):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((self.path, dict(self.headers), body))
            status, headers, text = answers[min(len(came), len(answers)) - 1]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

    with serving(Handler) as served:
        yield served, came


class LookupAgainstTheService(CommandTest):
    def test_every_edit_is_found_and_other_pictures_are_not(self):
        key = self.folder / "key.txt"
        key.write_text(self.in_data("partner", "add", "Example Social").stdout)
        key.chmod(0o600)
        self.in_data("bank", "create", "list")
        self.in_data("bank", "import", "list", self.write("list.jsonl", json.dumps({"signals": signals_of(ORIGINAL)[0]}) + "\n"))
        edits, others = sorted(BRIDGE.iterdir()), sorted(OTHERS.glob("*.jpg"))[:20]
        with service(self.data) as address:
            asked = ["lookup", "--server", address, "--key-file", key]
            found = [json.loads(line) for line in self.ok(*asked, "--json", *edits).stdout.splitlines()]
            self.assertEqual([f["file"] for f in found], [str(e) for e in edits])
            for each in found:
                match, = each["matches"]
                self.assertEqual(match["bank"], "list")
                self.assertLessEqual(match["distance"], 31)
            done = self.ok(*asked, *others, code=1)
            self.assertEqual(done.stdout, "".join(f"no match  {other}\n" for other in others))
            plain = [other for other, (first, *_) in zip(others, signals_of(*others)) if first["quality"] < 50]
            self.assertEqual([line.split(": ")[1] for line in done.stderr.splitlines()], [str(other) for other in plain])
            self.assertRegex(self.ok(*asked, ORIGINAL).stdout, r"^match  [0-9a-f]{32}  list  0  ")
            # A match is an answer whatever else cannot be read; no match is one only when every file was read.
            missing, unbanked = self.folder / "missing", others[0]
            done = self.ok(*asked, missing, ORIGINAL, "--json")
            unread, match = map(json.loads, done.stdout.splitlines())
            self.assertEqual(unread, {"file": str(missing), "error": "cannot_read", "explanation": "This file cannot be read: No such file or directory."})
            self.assertEqual((match["file"], len(match["matches"])), (str(ORIGINAL), 1))
            self.assertIn("No such file or directory", done.stderr)
            self.ok(*asked, unbanked, missing, code=3)
            empty = self.write("empty.jpg", "")
            done = self.ok(*asked, unbanked, empty, self.folder, "--json", code=3)
            answers = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual([each.get("error") for each in answers], [None, "empty", "is_a_folder"])
            turned = VECTORS / "pdq/images/dih/bridge-3-rotate-180.jpg"
            self.ok(*asked, turned, code=1)
            self.ok(*asked, turned, "--forms", "all")
            self.ok(*asked, ORIGINAL, "--bank", "submissions", code=1)
            unknown = self.ok(*asked, ORIGINAL, "--bank", "list,nowhere", code=2)
            self.assertEqual(unknown.stderr, 'holdfast: The service has no bank "nowhere". There are: submissions, list.\n')
            self.assertEqual(unknown.stdout, "")
            wrong = self.ok("lookup", "--server", address, ORIGINAL, env={"HOLDFAST_KEY": KEY}, code=4)
            self.assertIn("401", wrong.stderr)

            # The service follows what the command changes beside it.
            good = next(other for other in others if other not in plain)
            late = self.write("late.jsonl", json.dumps({"signals": signals_of(good)[0]}) + "\n")
            self.in_data("bank", "import", "list", late)
            deadline = time.monotonic() + 20
            while run(*asked, good).returncode != 0:
                self.assertLess(time.monotonic(), deadline, "an import reaches the running service")
            self.in_data("partner", "revoke", "Example Social")
            while "401" not in run(*asked, ORIGINAL).stderr:
                self.assertLess(time.monotonic(), deadline, "a revoked key is refused by the running service")


class LookupAlone(CommandTest):
    def look_up(self, address, *arguments, code, env=None):
        return self.ok("lookup", "--server", address, *arguments, code=code, env={"HOLDFAST_KEY": KEY, **(env or {})})

    def test_a_folder_without_pictures_is_no_answer(self):
        (self.folder / "notes.txt").write_text("A meadow.")
        with listener([]) as (address, came):
            done = self.look_up(address, "--recursive", self.folder, code=3)
        self.assertEqual((done.stdout, done.stderr, came), ("", "holdfast: No picture was found.\n", []))

    def test_fingerprints_are_sent_and_nothing_else(self):
        files = sorted(BRIDGE.iterdir()) * 12
        signals = [signal for each in signals_of(*files) for signal in each]
        count = len(signals)

        class Answers(list):  # as many results as signals were sent
            def __getitem__(self, _):
                return 200, {"Content-Type": "application/json"}, json.dumps({"position": 1, "results": [{"matches": []}] * self.expected()})

        answers = Answers([None])
        with listener(answers) as (address, came):
            answers.expected = lambda: len(json.loads(came[-1][2])["signals"])
            self.look_up(address + "/", *files, code=1)
        sent = []
        for path, headers, body in came:
            self.assertEqual(path, "/v1/lookup")
            self.assertEqual({name.lower() for name in headers}, {"host", "user-agent", "content-type", "content-length", "accept", "authorization"})
            self.assertEqual(headers["Authorization"], f"Bearer {KEY}")
            request = json.loads(body)
            self.assertEqual(set(request), {"signals", "radius"})
            self.assertLessEqual(len(request["signals"]), 256)
            self.assertLessEqual(len(body), 65536)
            sent += request["signals"]
        self.assertEqual(sent, [{"kind": s["kind"], "code": s["code"], "quality": s["quality"]} for s in signals])
        self.assertEqual(len(sent), count)

    def test_a_busy_service_is_asked_again(self):
        busy = (503, {"Retry-After": "1", "Content-Type": "application/problem+json"}, '{"title":"Lagging"}')
        good = (200, {}, '{"position":1,"results":[{"matches":[{"item":"' + "a" * 32 + '","bank":"list","distance":3,"kind":"pdq-c1"}]}]}')
        small = VECTORS / "pdq/images/misc-images/small.jpg"
        if len(signals_of(small)[0]) != 1:
            good = (200, {}, good[2].replace("]}", ']},{"matches":[]}]}').replace("}]}]}", "}]}"))
        with listener([busy, good]) as (address, came):
            self.assertIn("a" * 32, self.look_up(address, small, code=0).stdout)
        self.assertEqual(len(came), 2)

    def test_refusals_and_foreign_answers_are_told(self):
        for status, body, said in [(403, '{"title":"Scope missing","detail":"Ask the operator"}', "403: Scope missing. Ask the operator."),
                                   (200, "<html>", "not that of a Holdfast service"), (200, '{"results":[]}', "not that of a Holdfast service"),
                                   (302, "", "302"), (200, "x" * (9 << 20), "cannot be reached")]:
            headers = {"Location": "http://127.0.0.1:1/"} if status == 302 else {}
            with listener([(status, headers, body)]) as (address, came):
                self.assertIn(said, self.look_up(address, ORIGINAL, code=4).stderr)
            self.assertEqual(len(came), 1)

    def test_a_bank_that_is_not_there_is_a_wrong_argument_also_where_the_banks_are_not_told(self):
        refused = '{"title":"Invalid","errors":[{"pointer":"/banks/1","detail":"must be the name of a bank"}]}'
        with listener([(422, {"Content-Type": "application/problem+json"}, refused)]) as (address, came):
            many = sorted(BRIDGE.iterdir()) * 40
            self.assertEqual(self.look_up(address, *many, "--bank", "a,b", code=2).stderr, 'holdfast: The service has no bank "b".\n')
        self.assertEqual(len(came), 1)

    def test_nobody_there_is_told(self):
        self.assertIn("cannot be reached", self.look_up("http://127.0.0.1:1", ORIGINAL, code=4).stderr)

    def test_the_key_is_never_sent_in_the_open_nor_taken_from_the_command_line(self):
        self.assertIn("in the open", self.look_up("http://holdfast.example", ORIGINAL, code=2).stderr)
        for wrong in ["ftp://127.0.0.1", "https://user:secret@holdfast.example", "https://holdfast.example/?q=1", "nonsense://", ""]:
            self.look_up(wrong, ORIGINAL, code=2)
        self.ok("lookup", "--server", "http://127.0.0.1:1", "--key", KEY, ORIGINAL, code=2)
        self.assertIn("--key-file", self.ok("lookup", "--server", "http://127.0.0.1:1", ORIGINAL, code=2).stderr)
        self.look_up("http://127.0.0.1:1", ORIGINAL, code=2, env={"HOLDFAST_KEY": KEY[:-1]})
        path = self.write("key.txt", KEY + "\n")
        path.chmod(0o644)
        done = self.ok("lookup", "--server", "http://127.0.0.1:1", "--key-file", path, ORIGINAL, code=4)
        self.assertIn("chmod 600", done.stderr)
        self.assertNotIn(KEY, done.stderr)
        for name, reason in [("missing", "No such file or directory"), ("", "Is a directory"), ("empty.txt", "is empty")]:
            path = self.write(name, "") if name == "empty.txt" else self.folder / name
            done = self.ok("lookup", "--server", "http://127.0.0.1:1", "--key-file", path, ORIGINAL, code=2)
            self.assertIn(f"the key file {'' if 'empty' in reason else 'cannot be read: '}{reason}.", done.stderr)


class Serve(CommandTest):
    def test_a_settings_file_that_cannot_be_read_is_told_why(self):
        for name, reason in [("missing.toml", "No such file or directory"), ("", "Is a directory")]:
            done = self.ok("serve", "--data", self.data, "--config", self.folder / name, code=2)
            self.assertIn(f"cannot be read: {reason}.", done.stderr)

    def test_it_has_its_own_codes(self):
        self.assertIn("data folder", self.ok("serve", code=2).stderr)
        self.ok("serve", "--data", self.folder / "no/such/folder", code=1)
        with service(self.data) as address:
            self.assertRegex(address, r"^http://127\.0\.0\.1:\d+$")


if __name__ == "__main__":
    os.umask(0o022)
    unittest.main()
