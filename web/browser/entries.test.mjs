// SPDX-License-Identifier: Apache-2.0
// What was typed into the evidence is changed, taken out and put back, by an adult and on a route without pictures.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { press, survey } from "./browser.mjs";
import { to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { is_titled } from "./ways.mjs";

const { in_a_visit } = one_visitor();

describe("what was typed into the evidence", () => {
  it(
    "is changed in its place, taken out, and put back, and says so in Welsh",
    in_a_visit(async (visitor, page) => {
      await to_evidence(visitor);
      await press(visitor, "Add links, names, money or notes");
      await press(visitor, "Add a link");
      await page.getByLabel("Web address").fill("https://example.org/lantern");
      await page.getByLabel("First seen").fill("2026-11-20T18:45");
      await press(visitor, "Put it in");
      await press(visitor, "Change: https://example.org/lantern");
      await is_titled(visitor, "Change what you put in");
      assert.deepEqual([await page.getByLabel("Web address").inputValue(), await page.getByLabel("First seen").inputValue()], ["https://example.org/lantern", "2026-11-20T18:45"]);
      await survey(visitor, "evidence-change-entry");
      await page.getByLabel("Web address").fill("example.org/meadow");
      await press(visitor, "Put in the change");
      await page.getByRole("link", { name: "Type the whole address, from http on" }).waitFor();
      await page.getByLabel("Web address").fill("https://example.org/meadow");
      await press(visitor, "Put in the change");
      await page.getByRole("button", { name: "Change: https://example.org/meadow", exact: true }).waitFor();
      assert.equal(await page.getByText("https://example.org/lantern").count(), 0);

      await press(visitor, "Change: https://example.org/meadow");
      await page.getByLabel("Web address").fill("https://example.org/other");
      await press(visitor, "Cancel");
      await press(visitor, "Take out again: https://example.org/meadow");
      await page.getByRole("status").getByText("It is out again.").waitFor();
      await survey(visitor, "evidence-entry-out");
      await page.getByRole("button", { name: "Put back: https://example.org/meadow", exact: true }).press("Enter");
      await page.getByRole("status").getByText("It is back in, at the end of its list.").waitFor();
      await press(visitor, "Change: https://example.org/meadow");
      assert.equal(await page.getByLabel("First seen").inputValue(), "2026-11-20T18:45");
      await press(visitor, "Cancel");
      assert.equal(await page.getByRole("button", { name: /^Put back/ }).count(), 0);

      await press(visitor, "Cymraeg");
      await page.getByRole("button", { name: "Newid: https://example.org/meadow", exact: true }).waitFor();
      await survey(visitor, "evidence-entries-cy");
      await press(visitor, "Newid: https://example.org/meadow");
      await is_titled(visitor, "Newid yr hyn a roesoch i mewn");
      await survey(visitor, "evidence-change-entry-cy");
    }),
  );
});
