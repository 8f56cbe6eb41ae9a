// SPDX-License-Identifier: Apache-2.0
// The whole browser is killed at random moments while evidence is put in and kept: what the page showed as kept is there afterwards,
// byte for byte; what it had not shown yet is there whole or not at all. HOLDFAST_KILLS says how often; the slow run has a hundred.
import assert from "node:assert/strict";
import { randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { press } from "./browser.mjs";
import { carry_on, is_kept, keep_here, open_kept, plain_pack } from "./draft_ways.mjs";
import { choose_files, evidence, put_in, to_adult_plan } from "./evidence_ways.mjs";
import { start_browser } from "./profile.mjs";
import { start_static_server } from "./static_server.mjs";

const kills = Number(process.env.HOLDFAST_KILLS ?? 3);
/** So many on one profile: what is kept grows from one to the next. */
const kills_of_a_profile = 10;
const longest_ms = 6000;

/** Of one profile: what was put in, by number. `kept`: the page showed that it is. */
let put;
/** When a kill fell: before the first state, with everything shown as kept, or between. */
const moments = { early: 0, between: 0, idle: 0 };

/** Opens what is kept, if anything is, and looks whether it is what it must be. */
async function look(visitor, folder) {
  await to_adult_plan(visitor);
  await press(visitor, evidence);
  const { page } = visitor;
  const found = await Promise.race([
    page.getByRole("heading", { level: 1, name: carry_on, exact: true }).waitFor({ timeout: 60_000 }).then(() => true),
    page.getByRole("button", { name: "Add files", exact: true }).waitFor({ timeout: 60_000 }).then(() => false),
  ]);
  const kept = [...put].filter(([, { is_kept: shown }]) => shown);
  if (!found) {
    assert.equal(kept.length, 0, "what was shown as kept is gone");
    put.clear();
    return false;
  }
  await open_kept(visitor);
  await is_kept(visitor);
  assert.equal(await page.getByText("cannot be read any more").count(), 0);
  assert.equal(await page.getByText("The newest part could not be read").count(), 0);
  const headings = await page.locator(".hf-letters h3 > bdi").allInnerTexts();
  const { items } = headings.length === 0 ? { items: new Map() } : await plain_pack(visitor, folder);
  if (headings.length > 0) await press(visitor, "Go to my evidence");
  for (const [number, { bytes }] of kept) assert.ok(items.get(number)?.equals(bytes), `HF/${number} was shown as kept, and is not as it was`);
  for (const [number, bytes] of items) assert.ok(put.get(number)?.bytes.equals(bytes), `HF/${number} is not what was put in`);
  put = new Map([...items].map(([number, bytes]) => [number, { bytes, is_kept: true }]));
  return true;
}

/** Puts in one file after the other, until the browser is gone. */
async function put_in_many(visitor, is_on) {
  let next = 1 + [...put.keys()].reduce((most, number) => Math.max(most, number), 0);
  if (!is_on) await keep_here(visitor).then(() => press(visitor, "Go to my evidence"));
  await press(visitor, "Add files");
  for (; ; next += 1) {
    const bytes = Buffer.from(randomBytes(randomInt(4) === 0 ? randomInt(1, 1_500_000) : randomInt(1, 5000)).toString("hex"));
    const name = `file-${next}.txt`;
    await choose_files(visitor, [{ name, mimeType: "text/plain", buffer: bytes }]);
    put.set(next, { bytes, is_kept: false });
    await put_in(visitor, name, { news: `HF/${next} is in.` });
    // Sometimes the next one comes before this one is kept.
    if (randomInt(3) === 0) continue;
    await is_kept(visitor);
    for (const each of put.values()) each.is_kept = true;
  }
}

it(`${kills} kills of the browser lose nothing that was shown as kept`, { timeout: 60_000 + kills * 60_000 }, async () => {
  const server = await start_static_server();
  let folder = null;
  const fresh = () => {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), "draft-kills-"));
    put = new Map();
  };
  try {
    for (let turn = 0; turn < kills; turn += 1) {
      if (turn % kills_of_a_profile === 0) fresh();
      const browser = await start_browser(join(folder, "profile"), server.url);
      // Most fall while files are put in, some while what is kept is opened.
      const at_once = randomInt(5) === 0;
      let killed = null;
      const kill_in = (ms) => setTimeout(() => (killed = browser.kill()), randomInt(ms));
      if (at_once) kill_in(longest_ms);
      try {
        const is_on = await look(browser.visitor, folder);
        if (!at_once) kill_in(longest_ms);
        await put_in_many(browser.visitor, is_on);
      } catch (fault) {
        if (killed === null || fault instanceof assert.AssertionError) throw fault;
      }
      await killed;
      const shown = [...put.values()].filter((each) => each.is_kept).length;
      moments[shown === 0 ? "early" : shown === put.size ? "idle" : "between"] += 1;
    }
    // After the last one as after each.
    const browser = await start_browser(join(folder, "profile"), server.url);
    await look(browser.visitor, folder);
    await browser.close();
    console.log(`kills: ${kills}; before anything was kept ${moments.early}, while something was not ${moments.between}, with all kept ${moments.idle}`);
  } finally {
    await server.stop();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
});
