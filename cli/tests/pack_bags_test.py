# SPDX-License-Identifier: Apache-2.0
"""holdfast pack verify over the bags of the Library of Congress: none of them is a pack, and each is refused by name."""
import json
import unittest

from holdfast_command import CommandTest, VECTORS
from sealed_case import stored_zip

BAGS = VECTORS / "bagit"
BEFORE_1_0 = {"not_bagit_1_0", "manifest_missing", "manifest_foreign", "key_file_foreign"}
# What is told of each beside that no key lies in it: problems, and files with their state.
TOLD = {
    "v0.97/invalid/baginfo-missing-encoding": BEFORE_1_0,
    "v0.97/invalid/bom-in-bagit.txt": BEFORE_1_0,
    "v0.97/invalid/corrupt-data-file": BEFORE_1_0 | {"wrong_totals"},
    "v0.97/invalid/corrupt-tag-file": BEFORE_1_0,
    "v0.97/invalid/extra-file-in-bag": BEFORE_1_0 | {"wrong_totals"},
    "v0.97/invalid/invalid-version-number": {"not_bagit_1_0", "manifest_foreign", "bagit.txt changed"},
    "v0.97/invalid/missing-baginfo": BEFORE_1_0,
    "v0.97/invalid/missing-bagit.txt": None,
    "v0.97/invalid/out-of-scope-file-paths-using-dot-notation": BEFORE_1_0,
    "v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch": BEFORE_1_0 | {"fetch_list"},
    "v0.97/invalid/same-filename-listed-twice-with-different-hashes": {"not_bagit_1_0", "data/README listed_wrongly"},
    "v1.0/invalid/bagit-with-invalid-whitespace": {"not_bagit_1_0", "manifest_foreign"},
    "v1.0/invalid/notAllManifestsListAllFiles": {"manifest_missing", "data/missingFromManifest.txt added"},
    "v1.0/invalid/same-filename-listed-twice-with-different-hashes": {"not_bagit_1_0", "bagit.txt changed", "data/README listed_wrongly"},
    "v1.0/invalid/same-filename-listed-twice-with-the-same-hash": {"bagit.txt changed", "data/README listed_wrongly"},
    "v0.97/windows-only/out-of-scope-file-paths-using-absolute-path": BEFORE_1_0,
    "v0.97/windows-only/out-of-scope-file-paths-using-absolute-path-for-fetch": BEFORE_1_0 | {"fetch_list"},
    "v0.97/windows-only/out-of-scope-file-paths-using-shortcut": BEFORE_1_0,
    "v0.97/windows-only/out-of-scope-file-paths-using-shortcut-for-fetch": BEFORE_1_0 | {"fetch_list"},
    "v0.97/windows-only/out-of-scope-file-paths-using-unc": BEFORE_1_0,
    "v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch": BEFORE_1_0 | {"fetch_list"},
}


def bags(kind):
    """By what they are called in TOLD. A bag may lie in a bag: folders below the kind are the bags."""
    return {path.relative_to(BAGS).as_posix(): path for path in sorted(BAGS.glob(f"v*/{kind}/*")) if path.is_dir()}


def zipped(bag):
    return stored_zip([(f"{bag.name}/{path.relative_to(bag).as_posix()}", path.read_bytes()) for path in sorted(bag.rglob("*")) if path.is_file()])


class Bags(CommandTest):
    def told_of(self, pack, code):
        report = json.loads(self.ok("pack", "verify", pack, "--json", code=code).stdout)
        self.assertFalse(report["holds"], pack)
        return report, set(report["problems"]) | {f"{each['path']} {each['state']}" for each in report["files"] if not each["holds"]}

    def test_those_that_are_invalid_or_lead_out_on_windows_are_refused_by_name_as_folders_and_as_zip_files(self):
        found = bags("invalid") | bags("windows-only")
        self.assertEqual(set(found), set(TOLD))
        for name, bag in found.items():
            with self.subTest(bag=name):
                if TOLD[name] is None:  # neither bagit.txt nor a list of a pack: no pack at all
                    self.assertEqual(self.told_of(bag, 4)[0]["verdict"], "not_a_pack")
                    continue
                report, told = self.told_of(bag, 1)
                self.assertEqual(report["verdict"], "broken")
                self.assertEqual(report["seal"]["state"], "missing")
                self.assertLessEqual(TOLD[name], told)
                as_zip = self.folder / "bag.zip"
                as_zip.write_bytes(zipped(bag))
                self.assertLessEqual(TOLD[name], self.told_of(as_zip, 1)[1])

    def test_no_bag_at_all_passes_for_a_pack(self):
        others = bags("valid") | bags("warning") | bags("linux-only")
        self.assertEqual(len(others) + len(TOLD), 60)
        for name, bag in others.items():
            with self.subTest(bag=name):
                self.told_of(bag, 1)

    def test_whoever_reads_it_is_told_in_sentences_that_end(self):
        said = self.ok("pack", "verify", BAGS / "v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch", code=1).stdout
        self.assertIn("There is a fetch.txt, which asks to load files from elsewhere. Packs never have one; nothing was loaded.\n", said)
        self.assertIn("bagit.txt is not that of a pack.\n", said)


if __name__ == "__main__":
    unittest.main()
