# SPDX-License-Identifier: Apache-2.0
"""Stands between the command and a service: notes what is asked, and may change what is answered."""
import contextlib
import urllib.error
import urllib.request

from local_server import Quiet, serving


@contextlib.contextmanager
def middleman(address, change=None):
    """`change(path, status, body)` gives the (status, body) that is passed on, or None to cut the connection. Gives an address and what was asked: (path, headers, body)."""
    asked = []

    class Handler(Quiet):
        def forward(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or None
            asked.append((self.path, dict(self.headers), body))
            kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "content-length")}
            try:
                with urllib.request.urlopen(urllib.request.Request(address + self.path, body, kept, method=self.command), timeout=10) as answer:
                    said = answer.status, answer.read()
            except urllib.error.HTTPError as error:
                said = error.code, error.read()
            said = change(self.path, *said) if change else said
            if said is None:
                self.close_connection = True
                return
            self.send_response(said[0])
            self.send_header("Content-Length", str(len(said[1])))
            if said[0] == 302:
                self.send_header("Location", address + self.path)
            # Whoever asked may have gone.
            with contextlib.suppress(OSError):
                self.end_headers()
                self.wfile.write(said[1])

        do_GET = do_POST = forward

    with serving(Handler) as served:
        yield served, asked
