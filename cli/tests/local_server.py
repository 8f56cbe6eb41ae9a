# SPDX-License-Identifier: Apache-2.0
"""A server of a test's own, which says nothing of what it is asked."""
import contextlib
import http.server
import threading


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(handler, host="127.0.0.1"):
    """Gives the address. `handler`: a class made from Quiet."""
    server = http.server.ThreadingHTTPServer((host, 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
