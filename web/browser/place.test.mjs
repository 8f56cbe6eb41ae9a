// SPDX-License-Identifier: Apache-2.0
// A pack written at a place that the person chooses first. A headless browser shows no dialog: one is put in its place that gives
// a file of the browser's own store, which has the same interface.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { look_inside, press, survey } from "./browser.mjs";
import { choose_files, put_in, saved_in, shows_nobody, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { holdfast } from "./paths.mjs";
import { is_titled } from "./ways.mjs";

const folder = mkdtempSync(join(tmpdir(), "holdfast-place-"));
after(() => rmSync(folder, { recursive: true }));
const run = (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: folder });
const large = join(folder, "large.bin");
writeFileSync(large, "");
truncateSync(large, 400_000_000);

const dialog = `globalThis.chosen = []; globalThis.showSaveFilePicker = async ({ suggestedName }) => {
  chosen.push(suggestedName + (navigator.userActivation.isActive ? "" : " (too late)"));
  return (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
}; 0`;
const cancelled = `globalThis.showSaveFilePicker = async () => { throw new DOMException("The user aborted a request.", "AbortError"); }; 0`;
/** [name, size] of all that lies there. */
const lying = (visitor) => look_inside(visitor, `(async () => { const all = []; for await (const [name, handle] of await navigator.storage.getDirectory()) all.push([name, (await handle.getFile()).size]); return all; })()`);
const cleared = (visitor) => look_inside(visitor, `(async () => { const root = await navigator.storage.getDirectory(); for await (const name of root.keys()) await root.removeEntry(name, { recursive: true }); return 0; })()`);

async function to_seal(visitor, file, name) {
  await look_inside(visitor, dialog);
  await to_evidence(visitor);
  await press(visitor, "Add files");
  await choose_files(visitor, file);
  await put_in(visitor, name, { ...(name.endsWith(".bin") ? { intimate: shows_nobody } : {}), news: "HF/1 is in." });
  await press(visitor, "Go to my evidence");
  await press(visitor, "Seal and save");
  await visitor.page.getByRole("radio", { name: "Everybody who gets the file" }).check();
}
const chat = { name: "chat.txt", mimeType: "text/plain", buffer: Buffer.from("send it or else") };
const not_saved = "There is something in here that no saved pack has yet.";

describe("where the browser can ask for a place", () => {
  const stand = one_visitor();

  it(
    "the press asks first; cancelled, nothing is lost; then the pack is written there, and holds",
    { timeout: 300_000 },
    stand.in_a_visit(async (visitor, page) => {
      await to_seal(visitor, chat, "chat.txt");
      await page.getByText("You say first where it goes. It is written there while it is made.").waitFor();
      await look_inside(visitor, cancelled);
      await press(visitor, "Seal the pack");
      await page.getByRole("status").getByText("No place was chosen, so no pack was made. Your evidence is as it was.").waitFor();
      assert.deepEqual(await lying(visitor), []);
      await look_inside(visitor, dialog);
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "Your pack is sealed");
      const [[name, size], ...others] = await lying(visitor);
      assert.deepEqual([others, await look_inside(visitor, "chosen")], [[], [name]]);
      assert.match(name, /^documents-\d{8}\.zip$/);
      await page.getByText(`Saved as ${name}. Look if you find it.`).waitFor();
      await survey(visitor, "sealed-at-a-place");
      await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
      const pack = await saved_in(folder, visitor, "Save it in another place as well");
      assert.equal(JSON.parse(run(holdfast, "pack", "verify", pack, "--json", "-q")).verdict, "holds_unconfirmed");
      assert.equal(Number(run("stat", "-c", "%s", pack)), size);
      await press(visitor, "Go to my evidence");
      assert.equal(await page.getByText(not_saved).count(), 0);
      await cleared(visitor);
    }),
  );

  it(
    "with no room left it says so, nothing lies there, and another try makes the pack",
    { timeout: 600_000 },
    stand.in_a_visit(async (visitor, page) => {
      await to_seal(visitor, large, "large.bin");
      const quota = (bytes) => visitor.devtools.send("Storage.overrideQuotaForOrigin", { origin: visitor.origin, ...(bytes === null ? {} : { quotaSize: bytes }) });
      await quota(50_000_000);
      await press(visitor, "Seal the pack");
      await page.getByRole("link", { name: /^There is not enough room there, so no pack was made\./ }).waitFor({ timeout: 300_000 });
      assert.deepEqual(await lying(visitor), []);
      await survey(visitor, "sealing-no-room");
      await quota(null);
      await press(visitor, "Seal the pack");
      await page.getByRole("heading", { level: 1, name: "Your pack is sealed" }).waitFor({ timeout: 300_000 });
      assert.ok((await lying(visitor))[0][1] > 400_000_000);
      await cleared(visitor);
    }),
  );

  it(
    "stopped in the middle, or with the tab closed, no part of a pack lies there",
    { timeout: 600_000 },
    stand.in_a_visit(async (visitor, page) => {
      await to_seal(visitor, large, "large.bin");
      const begun = async () => {
        await press(visitor, "Seal the pack");
        while ((await look_inside(visitor, "document.querySelector('progress')?.value ?? 0")) < 0.1) assert.equal(await page.getByRole("heading", { level: 1, name: "Your pack is sealed" }).count(), 0);
      };
      await begun();
      await press(visitor, "Stop");
      await page.getByRole("status").getByText("Stopped. No pack was made.").waitFor({ timeout: 60_000 });
      assert.deepEqual(await lying(visitor), []);
      await begun();
      const leave = (question) => question.accept();
      page.on("dialog", leave);
      await page.goto("about:blank");
      page.off("dialog", leave);
      await page.goto(visitor.origin);
      for (const [name, size] of await lying(visitor)) assert.equal(size, 0, `${name} has the bytes of a part`);
      await cleared(visitor);
    }),
  );
});
