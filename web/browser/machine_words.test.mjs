// SPDX-License-Identifier: Apache-2.0
// The words in a picture, read on the device by a press: what it fetches and what it leaves, what goes into the case, and
// pictures and moments in which it must not happen.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { look_inside, press, survey } from "./browser.mjs";
import { choose_files, evidence, put_in, saved_in, shows_nobody, shows_somebody, they_sent, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { holdfast } from "./paths.mjs";
import { is_titled } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;
const folder = mkdtempSync(join(tmpdir(), "machine-words-"));
after(() => rmSync(folder, { recursive: true }));

const action = "Read the words in this picture";
const chat = ["Hello, this is Lantern Meadow", "Send £200 to lantern@example.org", "Pay at https://example.org/p/73", "My number is +44 7700 900123"];
const image_file = (name, base64) => ({ name, mimeType: "image/png", buffer: Buffer.from(base64, "base64") });

/** A picture that the browser draws: lines of a chat as a phone shows them, or noise. */
const drawn = (visitor, name, width, height, how) =>
  look_inside(
    visitor,
    `(async () => {
      const canvas = new OffscreenCanvas(${width}, ${height});
      const paper = canvas.getContext("2d");
      (${how})(paper);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    })()`,
  ).then((base64) => image_file(name, base64));
const chat_picture = (visitor, name = "chat.png") =>
  drawn(
    visitor,
    name,
    1080,
    900,
    `(paper) => {
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, 1080, 900);
      paper.font = "40px 'DejaVu Sans'";
      ${JSON.stringify(chat)}.forEach((line, row) => {
        paper.fillStyle = "#ddd";
        paper.fillRect(40, 60 + row * 180, paper.measureText(line).width + 60, 100);
        paper.fillStyle = "#111";
        paper.fillText(line, 70, 125 + row * 180);
      });
    }`,
  );
/** So many words that reading them takes a while anywhere. */
const long_picture = (visitor, name) =>
  drawn(
    visitor,
    name,
    2400,
    3600,
    `(paper) => {
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, 2400, 3600);
      paper.fillStyle = "#111";
      paper.font = "30px 'DejaVu Sans'";
      for (let row = 1; row < 70; row += 1) paper.fillText("Lantern number " + row + " stands in the meadow, where the river turns to the east and the road goes on to the hills. ".repeat(2), 40, row * 50);
    }`,
  );
const noise_picture = (visitor, name, side) =>
  drawn(
    visitor,
    name,
    side,
    side,
    `(paper) => {
      const image = paper.createImageData(${side}, ${side});
      let state = 7;
      for (let i = 0; i < image.data.length; i += 1) {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        image.data[i] = i % 4 === 3 ? 255 : state >>> 24;
      }
      paper.putImageData(image, 0, 0);
    }`,
  );

/** What went over the network: the preview is a blob of the page's own. */
const fetched = ({ requests }) => requests.map((request) => new URL(request.url())).filter(({ protocol }) => protocol !== "blob:");
const reader_parts = (visitor) => fetched(visitor).filter(({ pathname }) => /tesseract|traineddata/.test(pathname));
const status = ({ page }, text) => page.getByRole("status").getByText(text, { exact: true });
const storage = (visitor) =>
  look_inside(visitor, "Promise.all([indexedDB.databases(), caches.keys(), navigator.storage.estimate()]).then(([bases, caches, { usage }]) => [localStorage.length, sessionStorage.length, bases.length, caches.length, usage])");
async function workers_left({ page }, count) {
  while (page.workers().length > count) await page.workers().at(-1).waitForEvent?.("close").catch(() => undefined);
  assert.equal(page.workers().length, count);
}

async function put_all_in(visitor, files) {
  await press(visitor, "Add files");
  await choose_files(visitor, files.map(([file]) => file));
  for (const [file, wish] of files) await put_in(visitor, file.name, wish);
  await press(visitor, "Go to my evidence");
  await is_titled(visitor, evidence);
}
const kept = (number) => ({ intimate: shows_nobody, news: `HF/${number} is in.` });
async function to_words(visitor, number) {
  await press(visitor, `${action}: HF/${number}`);
  await is_titled(visitor, `The words in HF/${number}`);
}

describe("the words in a screenshot", () => {
  it(
    "are read by a press, shown, put in by another, and stand in the pack as machine-read; nothing is kept or sent",
    { timeout: 800_000 },
    in_a_visit(async (visitor, page) => {
      await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
      await to_evidence(visitor);
      await put_all_in(visitor, [[await chat_picture(visitor), kept(1)]]);
      assert.deepEqual(reader_parts(visitor), [], "nothing is fetched before it is asked for");
      const before = fetched(visitor).length;
      await to_words(visitor, 1);
      await survey(visitor, "machine-words");
      assert.equal(fetched(visitor).length, before, "nor by looking at the screen");
      assert.equal(await page.locator("main img").count(), 0);
      await press(visitor, "Show the picture");
      await page.locator("main img").waitFor();

      await press(visitor, "Read the words");
      await page.getByRole("heading", { level: 2, name: "Read by the machine, may be wrong" }).waitFor({ timeout: 300_000 });
      const read = await page.locator(".hf-machine-words").innerText();
      for (const words of ["Lantern Meadow", "Send £200 to", "lantern@example.org", "https://example.org/p/73", "+44 7700 900123"]) assert.ok(read.includes(words), `${words}\n${read}`);
      await survey(visitor, "machine-words-read");
      const kinds = fetched(visitor).slice(before).map(({ pathname }) => /(tesseract-core|worker|english).*\.(js|wasm|traineddata)$/.exec(pathname)?.slice(1).join(".") ?? pathname);
      assert.deepEqual(kinds.sort(), ["english.traineddata", "tesseract-core.js", "tesseract-core.wasm", "worker.js"], "each once");
      for (const { origin } of fetched(visitor)) assert.equal(origin, new URL(visitor.origin).origin);
      await workers_left(visitor, 3);

      // Not in before the second press; the reader is here now, so no connection is needed.
      await press(visitor, "Do not put them in");
      assert.equal(await page.locator(".hf-machine-words").count(), 0);
      await page.context().setOffline(true);
      try {
        await press(visitor, "Read the words");
        await page.locator(".hf-machine-words").waitFor({ timeout: 300_000 });
      } finally {
        await page.context().setOffline(false);
      }
      await press(visitor, "Put these words in");
      await status(visitor, "The words are in, marked as read by a machine.").waitFor();
      assert.equal(reader_parts(visitor).length, 3, "as before");
      assert.deepEqual(await storage(visitor), [0, 0, 0, 0, 0]);
      await press(visitor, "Go to my evidence");
      await page.getByText("Words in it were read by a machine. They may be wrong.").waitFor();
      await survey(visitor, "machine-words-in");
      // Out again, and in again: each is a line of the log.
      await to_words(visitor, 1);
      await press(visitor, "Take these words out");
      await status(visitor, "The words are out again.").waitFor();
      await press(visitor, "Read the words");
      await press(visitor, "Put these words in");
      await status(visitor, "The words are in, marked as read by a machine.").waitFor();
      await press(visitor, "Go to my evidence");

      await press(visitor, "Seal and save");
      await page.getByRole("radio", { name: "Everybody who gets the file" }).check();
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "Your pack is sealed");
      const pack = await saved_in(folder, visitor, "Save the pack");
      assert.equal(JSON.parse(execFileSync(holdfast, ["pack", "verify", pack, "--json", "-q"], { encoding: "utf8" })).holds, true);
      const paper = (name) => execFileSync("unzip", ["-p", pack, `*/data/${name}`], { encoding: "utf8" });
      const { exhibits } = JSON.parse(paper("case.json"));
      assert.ok(exhibits[0].machine_read.includes("Lantern Meadow"));
      assert.match(paper("exhibits.csv"), /"machine_read"[^]*Lantern Meadow/);
      assert.match(paper("indicators.csv"), /"email","lantern@example\.org","HF\/1","read by a machine"/);
      assert.match(paper("START-HERE.html"), /words in it were read by a machine and may be wrong/);
      const log = paper("actions.jsonl").trim().split("\n").map((line) => JSON.parse(line));
      assert.deepEqual(log.map(({ step }) => step).filter((step) => step !== "imported"), ["opened", "added", "viewed", "read-out", "changed", "read-out"]);
      assert.equal(log.find(({ step }) => step === "read-out").sha256, exhibits[0].holding.file.sha256);
      assert.ok(!paper("actions.jsonl").includes("Lantern"));
    }),
  );

  it(
    "are read of no picture that is intimate, was sent by the offender or is none; hostile pictures end in a sentence; it can be stopped",
    { timeout: 800_000 },
    in_a_visit(async (visitor, page) => {
      await to_evidence(visitor);
      const cut = await chat_picture(visitor, "cut.png");
      await put_all_in(visitor, [
        [await chat_picture(visitor, "mine.png"), { intimate: shows_somebody, news: /^HF\/1 is in, as checksums .*Nothing of the file was copied\./ }],
        [await chat_picture(visitor, "theirs.png"), { sender: they_sent, button: "Put my words in", title: "Lantern’s picture", news: "HF/2 is in, in your words. No file was taken." }],
        [{ name: "chat.txt", mimeType: "text/plain", buffer: Buffer.from(chat.join("\n")) }, { news: "HF/3 is in." }],
        [{ ...cut, buffer: cut.buffer.subarray(0, 200) }, kept(4)],
        [await noise_picture(visitor, "noise.png", 700), kept(5)],
        [await long_picture(visitor, "large.png"), kept(6)],
      ]);
      const buttons = await page.getByRole("button", { name: new RegExp(`^${action}: `) }).evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
      assert.deepEqual(buttons, [4, 5, 6].map((number) => `${action}: HF/${number}`));

      // Without a connection there is nothing to press; one that breaks off is said.
      await to_words(visitor, 5);
      await page.context().setOffline(true);
      await page.getByText("You are offline. The reader has to be fetched first. Try again when you have a connection.").waitFor();
      assert.equal(await page.getByRole("button", { name: "Read the words", exact: true }).count(), 0);
      await page.context().setOffline(false);
      await page.route(/traineddata/, (route) => route.fulfill({ status: 404 }));
      await press(visitor, "Read the words");
      await status(visitor, "The reader could not be fetched. Check your connection, and try again.").waitFor();
      visitor.faults.splice(0); // of that answer
      await page.unroute(/traineddata/);

      // Stopped while it is fetched.
      let asked;
      const is_asked = new Promise((resolve) => {
        asked = resolve;
      });
      await page.route(/traineddata/, () => asked());
      await press(visitor, "Read the words");
      await is_asked;
      await status(visitor, "Getting the reader.").waitFor();
      await survey(visitor, "machine-words-fetching");
      await press(visitor, "Stop");
      await status(visitor, "Stopped. Nothing was read.").waitFor();
      await page.unroute(/traineddata/);
      visitor.faults.splice(0); // of what was broken off

      await press(visitor, "Read the words");
      await status(visitor, "No words were found in this picture.").waitFor({ timeout: 300_000 });
      await workers_left(visitor, 3);

      // Stopped while it reads, and by leaving the screen.
      await press(visitor, "Go to my evidence");
      await to_words(visitor, 6);
      await press(visitor, "Read the words");
      await status(visitor, "Reading the words.").waitFor();
      await press(visitor, "Stop");
      await status(visitor, "Stopped. Nothing was read.").waitFor();
      await workers_left(visitor, 3);
      await press(visitor, "Read the words");
      await status(visitor, "Reading the words.").waitFor();
      await press(visitor, "Go to my evidence");
      await workers_left(visitor, 3);

      await to_words(visitor, 4);
      await press(visitor, "Read the words");
      await status(visitor, "This browser cannot open this picture for reading. You can type what matters as a note.").waitFor({ timeout: 60_000 });
      await workers_left(visitor, 3);
      assert.deepEqual(await storage(visitor), [0, 0, 0, 0, 0]);
    }),
  );
});
