# SPDX-License-Identifier: Apache-2.0
"""nginx.conf in front of the real service, on ports of its own. HOLDFAST_BINARY comes from CTest; skipped without nginx."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

BINARY = os.environ["HOLDFAST_BINARY"]
CONFIGURATION = pathlib.Path(__file__).with_name("nginx.conf")
NAME = "help.example.org"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
OPENSSL = shutil.which("openssl")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def request(path, host=NAME, method="GET", more=""):
    return f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n".encode()


class Proxy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="holdfast-nginx-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.http, cls.https, service = (free_port() for _ in range(3))
        subprocess.run([OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem",
                        "-out", "fullchain.pem", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"],
                       cwd=cls.folder, check=True, capture_output=True)
        text = CONFIGURATION.read_text(encoding="utf-8")
        ports = {"80": cls.http, "443": cls.https}
        text = re.sub(r"listen \[::\]:(80|443)\b", lambda m: f"listen [::1]:{ports[m[1]]}", text)
        text = re.sub(r"listen (80|443)\b", lambda m: f"listen 127.0.0.1:{ports[m[1]]}", text)
        text = text.replace("/etc/ssl/holdfast", str(cls.folder)).replace("/var/log/nginx", str(cls.folder))
        (cls.folder / "holdfast.conf").write_text(text.replace("127.0.0.1:8080", f"127.0.0.1:{service}"), encoding="utf-8")
        folders = "".join(f"{kind}_temp_path {cls.folder}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
        main = cls.folder / "nginx.conf"
        main.write_text(f"daemon off; pid {cls.folder}/pid; events {{}} http {{ {folders} include {cls.folder}/holdfast.conf; }}\n", encoding="utf-8")
        page = cls.folder / "page"
        page.mkdir()
        (page / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
        cls.service = subprocess.Popen([BINARY, "serve", "--data", str(cls.folder / "data"), "--page", str(page), "--listen", f"127.0.0.1:{service}",
                                        "--operations", "off", "--behind-tls"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        cls.addClassCleanup(cls.stop_service)
        assert b"listens" in cls.service.stdout.readline()
        cls.nginx = subprocess.Popen([NGINX, "-c", str(main), "-e", str(cls.folder / "start.log")])
        cls.addClassCleanup(cls.nginx.wait)
        cls.addClassCleanup(cls.nginx.send_signal, signal.SIGTERM)
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", cls.https)).close()
                return
            except ConnectionRefusedError:
                assert time.monotonic() < until and cls.nginx.poll() is None, "nginx does not answer"

    @classmethod
    def stop_service(cls):
        if cls.service.poll() is None:
            cls.service.send_signal(signal.SIGTERM)
            cls.service.wait(timeout=60)
            cls.service.stdout.close()

    def connect(self, name=NAME):
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=30)
        self.addCleanup(plain.close)
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        context.check_hostname = name == NAME
        secure = context.wrap_socket(plain, server_hostname=name)
        self.addCleanup(secure.close)
        return secure

    def ask(self, raw, connection=None):
        """Status, headers, body."""
        connection = connection or self.connect()
        connection.sendall(raw)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        head, _, body = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        return int(first.split()[1]), {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}, body

    def ask_openly(self, raw):
        connection = socket.create_connection(("127.0.0.1", self.http), timeout=30)
        self.addCleanup(connection.close)
        return self.ask(raw, connection)

    def assert_problem(self, answer, status, word, retry_after=None):
        self.assertEqual((answer[0], answer[1]["content-type"]), (status, "application/problem+json"), answer)
        problem = json.loads(answer[2])
        self.assertEqual((problem["status"], problem["type"].rpartition(":")[2]), (status, word))
        self.assertTrue(problem["title"] and problem["detail"])
        self.assertEqual(answer[1].get("retry-after"), retry_after)

    def test_1_page_and_refusals_of_the_service_pass_through(self):
        status, headers, body = self.ask(request("/"))
        self.assertEqual((status, body), (200, b"<!doctype html><title>page</title>"))
        self.assertIn("max-age=", headers["strict-transport-security"])
        self.assert_problem(self.ask(request("/v1/partner")), 401, "unauthorized")
        self.assert_problem(self.ask(request("/v1/" + "a" * 9000)), 414, "target_too_long")
        self.assert_problem(self.ask(request("/v1/partner", more=f"X: {'a' * 20_000}\r\n")), 431, "headers_too_large")

    def test_2_unknown_names_are_refused(self):
        for name in ["other.example", None]:
            with self.assertRaises(ssl.SSLError):
                self.connect(name)
        self.assert_problem(self.ask(request("/", host="other.example")), 421, "blank")
        self.assert_problem(self.ask_openly(request("/", host="other.example")), 421, "blank")
        self.assert_problem(self.ask_openly(b"GET / HTTP/1.0\r\n\r\n"), 421, "blank")
        status, headers, _ = self.ask_openly(request("/x?y"))
        self.assertEqual((status, headers["location"]), (308, f"https://{NAME}/x?y"))

    def test_3_what_the_proxy_refuses_is_a_problem_for_programs_and_a_sentence_for_people(self):
        self.assert_problem(self.ask(request("/v1/lookup", method="POST", more="Content-Length: 5000000\r\n")), 413, "too_large")
        self.assert_problem(self.ask(request("/v1/partner", more=f"X: {'a' * 40_000}\r\n")), 431, "headers_too_large")
        waiting = [self.connect() for _ in range(32)]
        for each in waiting:  # whole heads, whose bodies are to come
            each.sendall(request("/v1/lookup", method="POST", more="Content-Length: 100\r\nContent-Type: application/json\r\n"))
        until = time.monotonic() + 20
        while (answer := self.ask(request("/v1/partner")))[0] == 401:  # not all of them have arrived
            self.assertLess(time.monotonic(), until)
        self.assert_problem(answer, 429, "rate_limited", "1")
        status, headers, body = self.ask(request("/"))
        self.assertEqual((status, headers["content-type"], headers["retry-after"]), (429, "text/plain; charset=utf-8", "1"))
        self.assertIn(b"Please wait", body)

    def test_4_a_service_that_is_away_is_told_with_a_time(self):
        self.stop_service()
        self.assert_problem(self.ask(request("/v1/partner")), 503, "unavailable", "5")
        status, headers, body = self.ask(request("/"))
        self.assertEqual((status, headers["content-type"], headers["retry-after"]), (503, "text/plain; charset=utf-8", "5"))
        self.assertIn(b"try again", body)

    def test_5_no_log_names_anybody(self):
        for log in self.folder.glob("*.log"):
            self.assertEqual(log.read_text(encoding="utf-8"), "", log)


if __name__ == "__main__":
    if not NGINX or not OPENSSL:
        print("nginx or openssl is not installed")
        sys.exit(77)
    unittest.main()
