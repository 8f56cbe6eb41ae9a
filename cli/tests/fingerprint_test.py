# SPDX-License-Identifier: Apache-2.0
"""holdfast fingerprint, compare, and what holds for every command."""
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import unittest

from holdfast_command import BINARY, BRIDGE, OTHERS, VECTORS, CommandTest, OnTerminal, distance, environment, run, signals_of

ORIGINAL = BRIDGE / "aaa-orig.jpg"
LINE = re.compile(r"^(pdq-c1|pdq-r1)  ( {0,2}\d{1,3})  ([0-9a-f]{64})  (.+)$")


def reference():
    lines = (VECTORS / "pdq/expected-cpp-reference.csv").read_text().splitlines()[1:]
    return {file.removeprefix("./"): code for code, _, file in (line.split(",", 2) for line in lines)}


class Help(CommandTest):
    def commands_below(self, *command):
        """Every command with all of its words, as its own help names those below it; each explains itself."""
        said = self.ok(*command, "--help").stdout
        self.assertGreater(len(said.splitlines()), 5, command)
        listed = said.partition("\nSubcommands:\n")[2].partition("\n\n")[0]
        for name in re.findall(r"^  (\S+)", listed, re.MULTILINE):
            yield (*command, name)
            yield from self.commands_below(*command, name)

    def test_every_command_explains_itself_and_has_its_page_with_its_exit_codes(self):
        pages = VECTORS.parent / "docs/commands"
        index = (pages / "README.md").read_text()
        found = list(self.commands_below())
        self.assertGreater(len(found), 28)
        for name, *more in found:
            line = next((line for line in index.splitlines() if line.startswith(f"| [`{name}`]({name}.md)")), "")
            self.assertTrue(all(f"`{word}`" in line for word in more), (name, more))
            self.assertRegex((pages / f"{name}.md").read_text().lower(), "exit code", name)
        self.assertEqual(index.count(".md) "), len({name for name, *_ in found}))
        self.assertIn("Exit codes", self.ok("--help").stdout)
        self.assertIn("HOLDFAST_KERNEL", self.ok("--help").stdout)
        self.assertRegex(self.ok("--version").stdout, r"^holdfast \d+\.\d+\.\d+$")

    def test_wrong_arguments_give_code_2(self):
        for wrong in [[], ["nonsense"], ["fingerprint"], ["fingerprint", "--nonsense", ORIGINAL], ["fingerprint", "--forms", "some", ORIGINAL],
                      ["fingerprint", "--jobs", "0", ORIGINAL], ["compare", ORIGINAL], ["compare", ORIGINAL, ORIGINAL, "--radius", "64"],
                      ["partner"], ["partner", "add", "A"], ["bank", "create", "a"], ["lookup", ORIGINAL], ["serve", "--nonsense"]]:
            done = run(*wrong)
            self.assertEqual(done.returncode, 2, wrong)
            self.assertNotEqual(done.stderr, "", wrong)
            self.assertEqual(done.stdout, "", wrong)

    def test_a_wrong_use_is_told_in_the_words_of_the_command_that_was_meant(self):
        for wrong, said in [([], "holdfast: A command is missing. There are: fingerprint compare lookup serve partner bank case notice pack guide guidance directory."),
                            (["nonsense"], 'holdfast: "nonsense" is no command. There are: fingerprint '),
                            (["bank", "remove"], 'holdfast bank: "remove" is no command. There are: create list '),
                            (["bank", "list"], "holdfast bank list: The folder of the service's database is missing: give --data DIR, or set HOLDFAST_DATA."),
                            (["fingerprint"], "holdfast fingerprint: FILE is missing.\n`holdfast fingerprint --help` says more.")]:
            self.assertIn(said, run(*wrong).stderr, wrong)

    def test_a_full_disk_behind_standard_output_is_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = run("fingerprint", ORIGINAL, stdout=full)
        self.assertEqual(done.returncode, 4)
        self.assertIn("cannot be written", done.stderr)


class Fingerprint(CommandTest):
    def test_codes_are_near_those_of_the_reference(self):
        expected = reference()
        names = sorted(BRIDGE.iterdir())
        for path, signals in zip(names, signals_of(*names)):
            nearest = min(distance(signal["code"], expected[f"bridge-mods/{path.name}"]) for signal in signals)
            self.assertLessEqual(nearest, 10, path)

    def test_lines_and_json_say_the_same_in_the_order_given(self):
        names = sorted(OTHERS.glob("*.jpg")) + sorted(BRIDGE.iterdir())
        text = [LINE.match(line).groups() for line in self.ok("fingerprint", "--jobs", 4, *names).stdout.splitlines()]
        objects = [json.loads(line) for line in self.ok("fingerprint", "--jobs", 1, "--json", *names).stdout.splitlines()]
        self.assertEqual([o["file"] for o in objects], [str(n) for n in names])
        flat = [(s["kind"], f"{s['quality']:3}", s["code"], o["file"]) for o in objects for s in o["signals"]]
        self.assertEqual(text, flat)
        self.assertEqual({o["format"] for o in objects}, {"jpeg"})

    def test_damage_that_was_noticed_is_said_beside_the_fingerprint(self):
        names = [VECTORS / "media" / name for name in ("jpeg-bad-scan.jpg", "jpeg-cut-near-end.jpg", "gif-bad-colour.gif")]
        for name in names:
            done = self.ok("fingerprint", name)
            self.assertRegex(done.stdout, LINE.pattern.rstrip("$"))
            self.assertEqual(done.stderr, f"{name}: This file is damaged; its fingerprint may be that of a spoiled picture.\n")
        done = self.ok("fingerprint", "--json", *names, ORIGINAL)
        self.assertEqual([json.loads(line)["damaged"] for line in done.stdout.splitlines()], [True, True, True, False])
        self.assertEqual(done.stderr.count("This file is damaged"), 3)
        self.assertNotIn(str(ORIGINAL), done.stderr)

    def test_every_kernel_gives_the_same_and_an_unknown_one_is_refused(self):
        plain = self.ok("fingerprint", ORIGINAL).stdout
        refused = self.ok("fingerprint", ORIGINAL, code=2, env={"HOLDFAST_KERNEL": "abacus"}).stderr
        kernels = refused.split("There are:")[1].strip(" .\n").split()
        self.assertIn("scalar", kernels)
        for kernel in kernels:
            self.assertEqual(self.ok("fingerprint", ORIGINAL, env={"HOLDFAST_KERNEL": kernel}).stdout, plain)

    def test_a_file_that_cannot_be_read_costs_nothing_but_itself(self):
        broken = self.folder / "broken.jpg"
        broken.write_bytes(ORIGINAL.read_bytes()[:200])
        done = self.ok("fingerprint", broken, self.folder / "missing", self.folder, ORIGINAL, code=3)
        self.assertTrue(all(line.endswith(str(ORIGINAL)) for line in done.stdout.splitlines()))
        self.assertIn("broken.jpg: ", done.stderr)
        self.assertIn("missing: This file cannot be read: No such file or directory.", done.stderr)
        self.assertIn("--recursive", done.stderr)
        empty = self.write("empty.jpg", "")
        done = run("fingerprint", "--json", broken, self.folder, empty, ORIGINAL)
        objects = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertTrue(objects[0]["error"] and objects[0]["explanation"].endswith("."))
        self.assertEqual([each.get("error") for each in objects[1:]], ["is_a_folder", "empty", None])
        self.assertIn("signals", objects[3])

    def test_folders_that_cannot_be_read_are_named_and_the_others_done(self):
        if os.geteuid() == 0:
            self.skipTest("nothing is closed to root")
        for name in ["closed", "open"]:
            (self.folder / name).mkdir()
            shutil.copy(ORIGINAL, self.folder / name / "a.jpg")
        (self.folder / "closed").chmod(0)
        self.addCleanup((self.folder / "closed").chmod, 0o700)
        done = self.ok("fingerprint", "--recursive", "--json", self.folder, code=3)
        closed, opened = map(json.loads, done.stdout.splitlines())
        self.assertEqual((closed["file"], closed["error"]), (str(self.folder / "closed"), "cannot_read"))
        self.assertEqual(closed["explanation"], "This folder cannot be read: Permission denied.")
        self.assertIn("signals", opened)

    def test_a_folder_without_pictures_is_told(self):
        done = self.ok("fingerprint", "--recursive", self.folder)
        self.assertEqual((done.stdout, done.stderr), ("", "holdfast: No picture was found.\n"))

    def test_folders_give_their_pictures_and_other_files_are_skipped(self):
        (self.folder / "deep/er").mkdir(parents=True)
        (self.folder / ".hidden").mkdir()
        for name in ["b.jpg", "deep/a.jpg", "deep/er/c.jpg", ".hidden/d.jpg", ".e.jpg"]:
            shutil.copy(ORIGINAL, self.folder / name)
        self.write("notes.txt", "not a picture\n")
        done = self.ok("fingerprint", "--recursive", "--json", self.folder)
        files = [json.loads(line)["file"] for line in done.stdout.splitlines()]
        self.assertEqual(files, [str(self.folder / name) for name in ["b.jpg", "deep/a.jpg", "deep/er/c.jpg"]])
        self.assertEqual(done.stderr, "")

    def test_standard_input_is_a_file_too(self):
        with open(ORIGINAL, "rb") as picture:
            done = subprocess.run([BINARY, "fingerprint", "-"], stdin=picture, capture_output=True, text=True, env=environment(), check=True)
        self.assertEqual(done.stdout.replace("  -\n", ""), self.ok("fingerprint", ORIGINAL).stdout.replace(f"  {ORIGINAL}\n", ""))

    @unittest.skipIf("thread" in os.environ.get("HOLDFAST_SANITIZED", ""), "the thread sanitizer holds signals back while a thread waits")
    def test_ctrl_c_ends_waiting_for_standard_input_at_once(self):
        waiting = OnTerminal("fingerprint", ORIGINAL, "-")
        self.assertTrue(waiting.read_until("1/2 files"), waiting.said)
        waiting.process.send_signal(signal.SIGINT)
        waiting.process.wait(timeout=20)  # though its input is open and silent
        returned, out = waiting.end()
        self.assertEqual(returned, 130, waiting.said)
        self.assertEqual(out, self.ok("fingerprint", ORIGINAL).stdout)

    def test_all_forms_are_named_and_find_the_turned_picture(self):
        turned = VECTORS / "pdq/images/dih/bridge-2-rotate-90.jpg"
        original = VECTORS / "pdq/images/dih/bridge-1-original.jpg"
        forms = json.loads(self.ok("fingerprint", "--json", "--forms", "all", original).stdout)["signals"][0]["forms"]
        self.assertEqual(len(forms), 8)
        code = signals_of(turned)[0][0]["code"]
        self.assertLessEqual(min(distance(form, code) for form in forms.values()), 31)
        lines = self.ok("fingerprint", "--forms", "all", original).stdout.splitlines()
        self.assertTrue(lines[1].endswith("  turned-90"), lines[1])

    def test_control_characters_in_names_do_not_reach_the_terminal(self):
        name = self.folder / "a\x1b[31m\n.jpg"
        shutil.copy(ORIGINAL, name)
        done = self.ok("fingerprint", name)
        self.assertNotIn("\x1b", done.stdout)
        self.assertEqual(json.loads(self.ok("fingerprint", "--json", name).stdout)["file"], str(name))

    def test_ctrl_c_ends_it_with_whole_lines_in_order(self):
        names = [str(ORIGINAL)] * 5000
        with subprocess.Popen([BINARY, "fingerprint", "--json", *names], stdout=subprocess.PIPE, text=True, env=environment()) as process:
            first = process.stdout.readline()
            process.send_signal(signal.SIGINT)
            lines = [first, *process.stdout.read().splitlines()]
        self.assertEqual(process.returncode, 130)
        self.assertLess(len(lines), 5000)
        for line in lines:
            self.assertEqual(json.loads(line)["file"], str(ORIGINAL))

    def test_many_files_show_progress_on_a_terminal_alone(self):
        leader, follower = pty.openpty()
        process = subprocess.Popen([BINARY, "fingerprint", *[str(ORIGINAL)] * 40], stdout=subprocess.DEVNULL, stderr=follower, env=environment())
        os.close(follower)
        shown = b""
        try:
            while piece := os.read(leader, 4096):
                shown += piece
        except OSError:
            pass  # the terminal is gone: the command ended
        os.close(leader)
        self.assertEqual(process.wait(timeout=60), 0)
        self.assertIn(b"/40 files", shown)
        self.assertTrue(shown.endswith(b"\r\x1b[K"))
        self.assertEqual(self.ok("fingerprint", *[ORIGINAL] * 40).stderr, "")


class Compare(CommandTest):
    def test_every_edit_of_a_picture_matches_it_and_another_picture_does_not(self):
        for edit in sorted(BRIDGE.iterdir()):
            self.assertIn("match: distance ", self.ok("compare", ORIGINAL, edit).stdout)
        for other in sorted(OTHERS.glob("*.jpg"))[:5]:
            self.assertIn("no match: distance ", self.ok("compare", ORIGINAL, other, code=1).stdout)

    def test_a_code_stands_for_a_picture(self):
        code = signals_of(ORIGINAL)[0][0]["code"]
        answer = json.loads(self.ok("compare", code, ORIGINAL, "--json").stdout)
        self.assertEqual((answer["distance"], answer["match"], answer["radius"]), (0, True, 31))
        flipped = f"{int(code, 16) ^ 0b111:064x}"
        self.ok("compare", code, flipped, "--radius", 3)
        self.assertIn("distance 3", self.ok("compare", code, flipped, "--radius", 2, code=1).stdout)

    def test_turned_pictures_match_with_all_forms(self):
        original, turned = (VECTORS / f"pdq/images/dih/bridge-{name}.jpg" for name in ["1-original", "3-rotate-180"])
        self.ok("compare", original, turned, code=1)
        self.assertIn("turned-180", self.ok("compare", original, turned, "--forms", "all").stdout)

    def test_a_file_that_cannot_be_read_has_a_code_of_its_own(self):
        done = self.ok("compare", ORIGINAL, self.folder / "missing", code=3)
        self.ok("compare", "A5" * 32, "a5" * 32)
        cut = self.ok("compare", "A5" * 32, "a5" * 31 + "a", code=3)
        self.assertIn("B: A code has 64 hexadecimal digits; this one has 63.", cut.stderr)
        self.assertNotIn("a5a5", cut.stderr.lower())
        self.assertEqual(done.stdout, "")
        self.assertIn("cannot be read", done.stderr)


if __name__ == "__main__":
    unittest.main()
