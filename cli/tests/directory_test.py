# SPDX-License-Identifier: Apache-2.0
"""holdfast directory, offline and against pages of this machine's own."""
import contextlib
import json
import os
import pathlib
import socket
import unittest

from holdfast_command import CommandTest
from local_server import Quiet, serving

BLOB = pathlib.Path(os.environ["GUIDANCE_BLOB"])
DAY = ("--today", "2026-11-23")


@contextlib.contextmanager
def pages(answers, host="127.0.0.1"):
    """Serves `answers`: path -> (status, headers). Gives the address and the paths that were asked for."""
    came = []

    class Page(Quiet):
        def do_GET(self):
            came.append((self.path, dict(self.headers)))
            status, headers = answers.get(self.path, (404, {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2000000")
            self.end_headers()
            with contextlib.suppress(OSError):  # the command reads no more than the head
                self.wfile.write(b"x" * 2_000_000)
            self.close_connection = True

    with serving(Page, host) as served:
        yield served, came


class Directory(CommandTest):
    def directory_with(self, address, urls):
        """A guide all of whose web addresses are pages of `address`: those of the first crisis lines, by `urls`."""
        guide = json.loads(BLOB.read_text(encoding="utf-8"))

        def go(value):
            if isinstance(value, dict):
                return {name: address + "/ok" if isinstance(inner, str) and inner.startswith(("http://", "https://")) and ".invalid" not in inner
                        else go(inner) for name, inner in value.items()}
            return [go(inner) for inner in value] if isinstance(value, list) else value

        for name in ("line", "service", "force", "country", "platform", "postcodes"):
            if name in guide:
                guide[name] = go(guide[name])
        guide = json.loads(json.dumps(guide))
        for line, url in zip(guide["line"], urls):
            line["check_at"] = url if "://" in url else address + url
        text = json.dumps(guide)
        return self.write("guide.json", text)

    def test_offline_the_built_in_directory_has_no_findings(self):
        done = self.ok("directory", "check", *DAY)
        self.assertEqual((done.stdout, done.stderr), ("", "holdfast: Findings: 0.\n"))

    def test_stale_entries_are_listed_by_their_day(self):
        self.assertEqual(self.ok("directory", "stale", *DAY).stdout, "")
        done = self.ok("directory", "stale", "--today", "2027-05-22", code=1)
        self.assertIn("2027-05-21  stale  line/uk-999  Emergency services  https://www.police.uk/\n", done.stdout)
        days = [line.split()[0] for line in done.stdout.splitlines()]
        self.assertEqual(days, sorted(days))
        soon = self.ok("directory", "stale", "--within", 400, "--json", *DAY).stdout.splitlines()
        self.assertFalse(any(json.loads(line)["stale"] for line in soon))
        self.assertGreater(len(soon), 100)

    def test_online_each_page_is_asked_for_once_and_what_is_not_there_is_found(self):
        answers = {"/ok": (200, {}), "/people": (403, {}), "/gone": (410, {}), "/broken": (500, {}),
                   "/turn": (301, {"Location": "/ok2"}), "/ok2": (200, {}), "/file": (302, {"Location": "file:///etc/hostname"}),
                   "/ftp": (302, {"Location": "ftp://127.0.0.1/"}), "/round": (302, {"Location": "/round"})}
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/nobody"
            with pages(answers) as (address, came):
                path = self.directory_with(address, ["/people", "/gone", "/broken", "/turn", "/file", "/ftp", "/round", nobody, "https://notes.invalid/x"])
                done = self.ok("directory", "check", "--online", "--json", "--data", path, *DAY, code=1)
        found = {(each["rule"], each["says"].split(": ")[0].removeprefix(address)) for each in json.loads(done.stdout)["findings"] if each["rule"].startswith("link-")}
        self.assertEqual(found, {("link-dead", "/gone"), ("link-unreachable", "/broken"), ("link-unreachable", "/file"), ("link-unreachable", "/ftp"),
                                 ("link-unreachable", "/round"), ("link-unreachable", nobody)})
        self.assertIn("/people: The server answers programs with 403; a person has to look.", done.stderr)
        asked = [path for path, _ in came]
        self.assertEqual(asked.count("/ok"), 1, "one page is asked for once, however many name it")
        self.assertLessEqual(asked.count("/round"), 6)
        for _, headers in came:
            self.assertLessEqual({name.lower() for name in headers}, {"host", "user-agent", "accept"})
            self.assertIn("holdfast/", headers["User-Agent"])

    def test_online_a_page_that_is_on_another_host_now_is_found_with_where_it_leads(self):
        # Two hosts of this machine: all of 127.0.0.0/8 is its own.
        with pages({"/new": (200, {}), "/gone": (404, {})}, "127.0.0.2") as (elsewhere, _):
            answers = {"/ok": (200, {}), "/moved": (301, {"Location": elsewhere + "/new"}), "/twice": (302, {"Location": "/moved"}),
                       "/moved-and-gone": (301, {"Location": elsewhere + "/gone"}), "/here": (302, {"Location": "/ok2"}), "/ok2": (200, {})}
            with pages(answers) as (address, _):
                path = self.directory_with(address, ["/moved", "/twice", "/moved-and-gone", "/here"])
                done = self.ok("directory", "check", "--online", "--json", "--data", path, *DAY, code=1)
                told = self.ok("directory", "check", "--online", "--data", path, *DAY, code=1).stdout
        found = {(each["rule"], each["says"].removeprefix(address)) for each in json.loads(done.stdout)["findings"] if each["rule"].startswith("link-")}
        moved = f": The page is on another host now: {elsewhere}/new"
        self.assertEqual(found, {("link-moved", "/moved" + moved), ("link-moved", "/twice" + moved), ("link-dead", "/moved-and-gone: The server answers 404.")})
        self.assertRegex(told, r"(?m)^line/\S+  link-moved  http://127\.0\.0\.1:\d+/moved: The page is on another host now: http://127\.0\.0\.2:\d+/new$")

    def test_online_another_port_of_the_same_host_is_no_other_host(self):
        with pages({"/new": (200, {})}) as (other_port, _):
            with pages({"/ok": (200, {}), "/port": (301, {"Location": other_port + "/new"})}) as (address, _):
                path = self.directory_with(address, ["/port"])
                done = self.ok("directory", "check", "--online", "--json", "--data", path, *DAY)
        self.assertEqual(json.loads(done.stdout)["findings"], [])

    def test_without_a_network_it_says_so(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            path = self.directory_with(f"http://127.0.0.1:{closed.getsockname()[1]}", [])
            done = self.ok("directory", "check", "--online", "--data", path, *DAY, code=4)
        self.assertIn("is there a network?", done.stderr)


if __name__ == "__main__":
    unittest.main()
