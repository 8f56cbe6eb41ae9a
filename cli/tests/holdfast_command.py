# SPDX-License-Identifier: Apache-2.0
"""Runs the real command. HOLDFAST_BINARY and HOLDFAST_VECTORS come from CTest."""
import contextlib
import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import tempfile
import unittest

BINARY = os.environ["HOLDFAST_BINARY"]
VECTORS = pathlib.Path(os.environ["HOLDFAST_VECTORS"])
BRIDGE = VECTORS / "pdq/images/bridge-mods"
OTHERS = VECTORS / "pdq/images/labelme-subset"


def environment(**more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")}
    return {**clean, **{name: str(value) for name, value in more.items()}}


def run(*arguments, stdin=None, env=None, stdout=subprocess.PIPE, timeout=120):
    """The finished process, with text output."""
    return subprocess.run([BINARY, *map(str, arguments)], input=stdin, stdout=stdout, stderr=subprocess.PIPE, text=True,
                          env=environment(**(env or {})), timeout=timeout, check=False)


def distance(a, b):
    return bin(int(a, 16) ^ int(b, 16)).count("1")


def signals_of(*files):
    """The signals of each file, as the command itself gives them."""
    return [json.loads(line)["signals"] for line in run("fingerprint", "--json", *files).stdout.splitlines()]


class CommandTest(unittest.TestCase):
    def setUp(self):
        # In memory where there is such a place: these tests do not wait for a disk.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        folder = tempfile.TemporaryDirectory(prefix="holdfast-command-", dir=memory)
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"

    def ok(self, *arguments, code=0, **more):
        done = run(*arguments, **more)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def in_data(self, *arguments, code=0, **more):
        return self.ok(*arguments, "--data", self.data, code=code, **more)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


class OnTerminal:
    """The command with its standard error on a terminal, and its input in the test's hand."""

    def __init__(self, *arguments):
        self.terminal, theirs = pty.openpty()
        self.process = subprocess.Popen([BINARY, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs, env=environment())
        os.close(theirs)
        self.said = ""

    def read_until(self, pattern):
        """Waits until the terminal shows `pattern`, or the command has closed it."""
        while not re.search(pattern, self.said):
            try:
                self.said += os.read(self.terminal, 4096).decode()
            except OSError:  # EIO: the command has ended
                return False
        return True

    def end(self):
        """Exit code and standard output."""
        out, _ = self.process.communicate(timeout=60)
        self.read_until(r"(?!)")
        os.close(self.terminal)
        return self.process.returncode, out.decode()


@contextlib.contextmanager
def service(data, *arguments):
    """A running service; gives its address."""
    process = subprocess.Popen([BINARY, "serve", "--data", str(data), "--listen", "127.0.0.1:0", "--operations", "off", *arguments],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment())
    try:
        said = process.stdout.readline()
        yield said.split(" on ")[1].split()[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        process.stdout.close()
    assert process.returncode == 0, process.returncode
