#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The limit of processor time as it is shipped, a minute, with a real file."""
import json
import unittest

from holdfast_command import VECTORS, CommandTest, run


class Heif(CommandTest):
    def test_a_picture_that_takes_minutes_is_stopped_and_named(self):
        done = self.ok_within("fingerprint", "--json", VECTORS / "media/avif-large-tiles.avif", VECTORS / "media/landscape.avif")
        slow, good = map(json.loads, done.stdout.splitlines())
        self.assertEqual(slow["error"], "too_much_time")
        self.assertIn("signals", good)

    def ok_within(self, *arguments, seconds=800):
        done = run(*arguments, timeout=seconds)
        self.assertEqual(done.returncode, 3, done.stderr)
        return done


if __name__ == "__main__":
    unittest.main()
