#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tools/environment.sh on machines that lack something, with stand-ins for dpkg, apt, Node and npm. Run by `tools/check shell`."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent
COMMANDS = "awk bash cat chmod cmp comm cp echo env grep id mkdir rm sed sort tail wc xargs".split()
STAND_INS = {
    # Knows what is in $BOX/installed.
    "dpkg-query": 'shift 3\nfor name; do grep -qx "$name" "$BOX/installed" && echo "$name installed"; done',
    "sudo": '"$@"',
    "apt-get": """echo "apt-get $*" >> "$BOX/calls"
[ "$1" = install ] || exit 0
[ -e "$BOX/no-mirror" ] && exit 100
for name; do case $name in
  npm) printf '#!/bin/sh\\n%s\\n' "$NPM" > "$BOX/bin/npm"; chmod +x "$BOX/bin/npm" ;;
esac; echo "$name" >> "$BOX/installed"; done""",
}
NPM = """echo "npm $*" >> "$BOX/calls"
mkdir -p build/tools/node/node_modules/node/bin
printf '#!/bin/sh\\necho v20.20.2\\n' > build/tools/node/node_modules/node/bin/node
chmod +x build/tools/node/node_modules/node/bin/node"""


class Environment(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="holdfast-environment-")
        self.addCleanup(folder.cleanup)
        self.box = pathlib.Path(folder.name)
        (self.box / "bin").mkdir()
        shutil.copytree(TOOLS, self.box / "tools", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for name in COMMANDS:
            (self.box / "bin" / name).symlink_to(shutil.which(name))
        for name, text in STAND_INS.items():
            self.put(name, text)
        self.always, self.for_node = [], []
        for line in (self.box / "tools/packages.txt").read_text().splitlines():
            name = line.partition("#")[0].strip()
            if name:
                (self.for_node if "#only:node" in line else self.always).append(name)
        self.installed(self.always)

    def put(self, name, text):
        path = self.box / "bin" / name
        path.write_text(f"#!{shutil.which('bash')}\n{text}\n")
        path.chmod(0o755)

    def installed(self, names):
        (self.box / "installed").write_text("".join(f"{name}\n" for name in names))

    def run_function(self, call, code=0):
        """What was asked of apt and npm."""
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", f". tools/environment.sh; {call}"], cwd=self.box, capture_output=True, text=True, check=False,
                              env={"PATH": str(self.box / "bin"), "BOX": str(self.box), "NPM": NPM})
        self.assertEqual(done.returncode, code, done.stderr)
        self.said = done.stdout + done.stderr
        calls = self.box / "calls"
        return calls.read_text().splitlines() if calls.exists() else []

    def test_nothing_is_asked_for_when_all_is_there(self):
        self.put("node", "echo v20.20.2")
        self.assertEqual(self.run_function("install_packages; use_node"), [])
        self.assertEqual(self.said, "")

    def test_what_is_missing_and_nothing_else_is_installed_after_one_update(self):
        self.installed([name for name in self.always if name not in ("ccache", "age")])
        calls = self.run_function("install_packages; install_packages")
        self.assertEqual(len(calls), 2, calls)
        self.assertTrue(calls[0].startswith("apt-get update"))
        self.assertTrue(calls[1].endswith(" age ccache"), calls[1])
        self.assertNotIn("npm", calls[1])

    def test_an_old_node_and_no_npm_bring_the_listed_ones_after_an_update_and_then_the_pinned_node(self):
        self.put("node", "echo v18.20.4")
        self.assertEqual(self.for_node, ["nodejs", "npm"])
        calls = self.run_function("use_node; node --version")
        self.assertTrue(calls[0].startswith("apt-get update"), calls)
        self.assertTrue(calls[1].endswith(" nodejs npm"), calls)
        self.assertIn("node@20.20.2", calls[2])
        self.assertIn("v20.20.2", self.said)

    def test_npm_that_is_there_is_taken(self):
        self.put("npm", NPM)
        calls = self.run_function("use_node; node --version")
        self.assertEqual([call.split()[0] for call in calls], ["npm"])

    def test_modules_that_could_not_be_fetched_are_an_error_and_fetched_again(self):
        (self.box / "web").mkdir()
        (self.box / "web/package-lock.json").write_text("{}")
        self.put("npm", 'echo "npm $*" >> "$BOX/calls"\nmkdir -p node_modules\n[ ! -e "$BOX/no-mirror" ]')
        (self.box / "no-mirror").touch()
        self.run_function("npm_modules web && echo taken for whole", code=1)
        self.assertNotIn("taken", self.said)
        (self.box / "no-mirror").unlink()
        self.assertEqual(self.run_function("npm_modules web; npm_modules web"), ["npm ci --silent"] * 2)

    def test_a_mirror_that_fails_is_an_error(self):
        (self.box / "no-mirror").touch()
        self.installed(self.always[1:])
        self.run_function("install_packages", code=1)

    def test_packages_are_named_in_the_list_alone(self):
        for path in (*TOOLS.glob("*.sh"), TOOLS.parent / "dev", TOOLS.parent / ".ci/run", TOOLS / "check", TOOLS / "fuzz", TOOLS / "bench"):
            for line in path.read_text().splitlines():
                if "apt-get install" in line and not line.lstrip().startswith("#"):
                    self.assertIn("$missing", line, f"{path.name} names packages itself")


if __name__ == "__main__":
    unittest.main()
