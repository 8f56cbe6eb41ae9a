#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each rule of check_layers.py finds what it is there for, and lets through what it must. Run by `tools/check layers`."""
import pathlib
import tempfile
import unittest

from check_layers import faults_of

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Layers(unittest.TestCase):
    def faults(self, files):
        """Faults of a tree that holds these files alone."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return faults_of(pathlib.Path(folder))

    def found(self, name, text, words):
        faults = self.faults({name: text})
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(name, faults[0])
        self.assertIn(words, faults[0])

    def test_this_tree_keeps_every_rule(self):
        self.assertEqual(faults_of(ROOT), [])

    def test_a_module_that_is_not_known(self):
        self.assertEqual(self.faults({"odd/CMakeLists.txt": ""}), ["odd/: a module that tools/check_layers.py does not know"])

    def test_an_edge_that_is_not_allowed(self):
        self.found("store/sqlite/open.cpp", '#include "holdfast/match/search.hpp"\n', "store may not include")
        self.assertEqual(self.faults({"index/src/a.cpp": '#include "holdfast/match/search.hpp"\n'}), [])
        self.assertEqual(self.faults({"store/tests/a.cpp": '#include "holdfast/match/search.hpp"\n'}), [])

    def test_a_pure_module_that_reaches_outside(self):
        self.found("match/src/a.cpp", "#include <thread>\n", "does no I/O")
        for call in ("std::chrono::system_clock::now()", "std::chrono::high_resolution_clock::now()", "std::chrono::utc_clock::now()",
                     "clock_gettime(CLOCK_MONOTONIC, &t)", 'std::getenv("TZ")', "randombytes_buf(key, 32)", "sodium_init()"):
            self.found("match/src/a.cpp", f"auto t = {call};\n", "is pure")
        self.assertEqual(self.faults({"match/src/a.cpp": "// system_clock::now() is the caller's\n"}), [])

    def test_beast_outside_server_http(self):
        self.found("server/api/a.cpp", "#include <boost/beast/http.hpp>\n", "only server/http")
        self.assertEqual(self.faults({"server/http/a.cpp": "#include <boost/beast/core/flat_buffer.hpp>\n"}), [])

    def test_cli11_outside_the_command_line(self):
        self.found("cli/src/case_command.cpp", "#include <CLI/CLI.hpp>\n", "stands for CLI11")
        self.assertEqual(self.faults({"cli/src/command_line.cpp": "#include <CLI/CLI.hpp>\n"}), [])

    def test_nothing_but_the_command_opens_a_connection(self):
        for name in ("server/jobs/a.cpp", "server/http/a.cpp", "store/sqlite/a.cpp", "index/src/a.cpp"):
            for line in ("::connect(s, a, n);", "co_await socket.async_connect(to, token);", "asio::ip::tcp::resolver names(io);",
                         "getaddrinfo(host, 0, 0, &out);", "gethostbyname(host);", "curl_easy_perform(handle);",
                         'popen("curl", "r");', 'std::system("wget");'):
                self.found(name, line + "\n", "opens no connection")
            for header in ("curl/curl.h", "netdb.h", "boost/asio/connect.hpp", "boost/asio/ip/tcp.hpp> // fine\n#include <boost/asio/ssl.hpp"):
                self.found(name, f"#include <{header}>\n", "opens no connection")
            self.assertEqual(self.faults({name: "Connection connection = disconnect(reconnect); // connect() is the command's\n"}), [])
        self.found("server/CMakeLists.txt", "holdfast_library(server DEPS core PRIVATE_DEPS dep::curl)\n", "may not link dep::curl")
        self.assertEqual(self.faults({"cli/src/a.cpp": "#include <curl/curl.h>\nint a = curl_easy_perform(handle);\n"}), [])
        self.assertEqual(self.faults({"server/tests/raw_client.cpp": "::connect(s, a, n);\n"}), [])


if __name__ == "__main__":
    unittest.main()
