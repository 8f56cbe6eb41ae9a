// SPDX-License-Identifier: Apache-2.0
// A step that is marked as done on the plan, followed into the pack that is saved: its time and words in case.json and in the
// timeline, and in the pack's action log the digest of the very list that the page saves as a file; what is taken back too.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { answer, look_inside, press } from "./browser.mjs";
import { evidence, saved_in, to_adult_plan } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { holdfast } from "./paths.mjs";
import { is_titled, to_age } from "./ways.mjs";

const { in_a_visit } = one_visitor();
const folder = mkdtempSync(join(tmpdir(), "holdfast-done-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const within = { timeout: 120_000 };
const write_down = "Write down what happened";
const done_list = "What you have done, and when";

/** Marks a step as done, or takes it back, on the plan. */
async function mark({ page }, words, is_done = true) {
  await page.getByRole("checkbox", { name: new RegExp(`^Done( at .*)? ?: ${words}$`) }).setChecked(is_done);
}
/** The list that the page saves of what was done, as a file: its text. */
async function list_saved(visitor) {
  await press(visitor, done_list);
  await is_titled(visitor, done_list);
  const path = await saved_in(folder, visitor, "Save the list as a file");
  await visitor.page.getByRole("button", { name: "Back", exact: true }).click();
  return readFileSync(path, "utf8");
}
/** What of a pack says what was done: its log, its case and its timeline. The command finds it whole, the chain of its log too. */
async function saved_pack(visitor, name) {
  const path = await saved_in(folder, visitor, "Save the pack");
  assert.equal(JSON.parse(execFileSync(holdfast, ["pack", "verify", path, "--json", "-q"], { encoding: "utf8" })).holds, true);
  const out = join(folder, name);
  execFileSync("unzip", ["-q", path, "-d", out]);
  const paper = (file) => readFileSync(join(out, readdirSync(out)[0], "data", file), "utf8");
  const log = paper("actions.jsonl").trim().split("\n").map((line) => JSON.parse(line));
  return { imported: log.filter(({ step }) => step === "imported"), done: JSON.parse(paper("case.json")).done, timeline: paper("timeline.csv").split(/\r?\n/) };
}
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** The pack holds every mark of the list, in its order, and the log the digest of the list as it was at each time it went in. */
function hold_to({ imported, done, timeline }, ...lists) {
  assert.deepEqual(imported.map(({ sha256 }) => sha256), lists.map(sha256));
  const { actions } = JSON.parse(lists.at(-1));
  assert.deepEqual(done.map(({ kind, id, words, at }) => [kind, id, words, at.at]), actions.map(({ what, step, words, at }) => [what === "done" ? "step" : "undone", step, words, at]));
  for (const { what, words, at } of actions) {
    const row = [at.slice(0, 19).replace("T", " "), what === "done" ? "marked as done" : "mark taken back", words];
    assert.ok(timeline.some((line) => row.every((cell) => line.includes(`"${cell}"`))), `${row.join()} is not in\n${timeline.join("\n")}`);
  }
}

describe("a step that is marked as done", () => {
  it(
    "is in an adult's pack, with what was marked and taken back later",
    { timeout: 300_000 },
    in_a_visit(async (visitor, page) => {
      await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
      await to_adult_plan(visitor);
      await press(visitor, "Show more steps");
      await mark(visitor, "Do not pay");
      const first = await list_saved(visitor);
      await press(visitor, evidence);
      await page.getByText("What you did: 1.", { exact: false }).waitFor(within);
      await press(visitor, "Go back");
      await is_titled(visitor, "What helps right now");
      await mark(visitor, "Send nothing more");
      await mark(visitor, "Do not pay", false);
      const second = await list_saved(visitor);
      assert.equal(JSON.parse(second).actions.length, 3);
      await press(visitor, evidence);
      await page.getByText("What you did: 3.", { exact: false }).waitFor(within);
      await press(visitor, "Seal and save");
      await page.getByRole("radio", { name: "Everybody who gets the file" }).check();
      await press(visitor, "Seal the pack");
      await page.getByRole("heading", { level: 1, name: "Your pack is sealed", exact: true }).waitFor(within);
      hold_to(await saved_pack(visitor, "adult"), first, second);
    }),
  );

  it(
    "is in the pack of words of somebody under 18",
    { timeout: 300_000 },
    in_a_visit(async (visitor, page) => {
      await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
      const box = page.getByRole("checkbox", { name: /^Done ?: / }).first();
      await box.check();
      const list = await list_saved(visitor);
      assert.equal(JSON.parse(list).actions.length, 1);
      await press(visitor, write_down);
      await page.getByRole("button", { name: "Add a note", exact: true }).waitFor(within);
      await press(visitor, "Save what you wrote");
      await is_titled(visitor, "Save what you wrote");
      await press(visitor, "Make the pack");
      await page.getByRole("heading", { level: 1, name: "Your pack is ready", exact: true }).waitFor(within);
      hold_to(await saved_pack(visitor, "words"), list);
    }),
  );
});
