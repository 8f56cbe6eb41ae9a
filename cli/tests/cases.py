# SPDX-License-Identifier: Apache-2.0
"""What the tests of holdfast case share: cases in folders, as the command makes them."""
import json

from holdfast_command import VECTORS, CommandTest

DONE_LIST = VECTORS / "evidence/done-list.json"


class Cases(CommandTest):
    def case(self, *command, code=0, **more):
        return self.ok("case", *command, code=code, **more)

    def new(self, name="case", *more, kind="--adult"):
        folder = self.folder / name
        self.case("new", folder, kind, *more)
        return folder

    def answer(self, *command, **more):
        return json.loads(self.case(*command, "--json", **more).stdout)

    def read(self, folder):
        return json.loads((folder / "case.json").read_text(encoding="utf-8"))

    def log(self, folder):
        return [json.loads(line) for line in (folder / "actions.jsonl").read_text(encoding="utf-8").splitlines()]

    def steps(self, folder):
        return [line["step"] for line in self.log(folder)]

    def everything(self, folder):
        """Each file below the folder with its bytes."""
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def unchanged(self, folder, *command, code, told, **more):
        """Refused, with `told` said, and no byte in the folder is another."""
        before = self.everything(folder)
        done = self.case(*command, code=code, **more)
        self.assertIn(told, done.stderr)
        self.assertEqual(self.everything(folder), before)
        return done
