// SPDX-License-Identifier: Apache-2.0
// Ways through evidence that is kept on the device, which the tests of it take.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { look_inside, press } from "./browser.mjs";
import { evidence, saved_in, to_adult_plan } from "./evidence_ways.mjs";
import { is_titled } from "./ways.mjs";

export const passphrase = "lantern on a quiet hill";
export const keep_it = "Keep it on this device";
export const carry_on = "Carry on with what you kept";
const within = { timeout: 60_000 };

/** What the page says once all that is in the case is on the disk. */
export const is_kept = ({ page }) => page.getByRole("status").getByText(/^Kept on this device at \d\d:\d\d\.$/).waitFor(within);

export async function keep_here(visitor, words = passphrase) {
  await press(visitor, keep_it);
  await is_titled(visitor, keep_it);
  await visitor.page.locator("#draft-passphrase").fill(words);
  await press(visitor, "Keep my evidence here");
  await is_kept(visitor);
}

/** To the question what opens the evidence that is there. */
export async function to_what_is_kept(visitor) {
  await to_adult_plan(visitor);
  await press(visitor, evidence);
  await visitor.page.getByRole("heading", { level: 1, name: carry_on, exact: true }).waitFor(within);
}
export async function open_kept(visitor, words = passphrase) {
  await visitor.page.locator("#draft-opens").fill(words);
  await press(visitor, "Open it");
  await visitor.page.getByRole("button", { name: "Add files", exact: true }).waitFor(within);
}

/** Seals and saves a plain pack from the list of evidence; what is in it, by path below the bag, and the path of the pack. */
export async function plain_pack(visitor, folder) {
  await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
  await press(visitor, "Seal and save");
  await visitor.page.getByRole("radio", { name: "Everybody who gets the file" }).check();
  await press(visitor, "Seal the pack");
  await is_titled(visitor, "Your pack is sealed");
  const path = await saved_in(folder, visitor, "Save the pack");
  const out = join(folder, "unpacked");
  rmSync(out, { recursive: true, force: true });
  execFileSync("unzip", ["-q", path, "-d", out]);
  const [bag] = readdirSync(out);
  const items = readdirSync(join(out, bag, "data"), { recursive: true }).includes("items") ? readdirSync(join(out, bag, "data", "items")) : [];
  return { path, case: readFileSync(join(out, bag, "data", "case.json"), "utf8"), items: new Map(items.map((name) => [Number(name.slice(0, 4)), readFileSync(join(out, bag, "data", "items", name))])) };
}

/** Nothing is left of it in the browser's storage. */
export async function nothing_is_kept(visitor) {
  assert.deepEqual(await look_inside(visitor, "indexedDB.databases()"), []);
  assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
  assert.deepEqual(await look_inside(visitor, "(async () => { const names = []; for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name); return names; })()"), []);
}
