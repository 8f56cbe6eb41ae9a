// SPDX-License-Identifier: Apache-2.0
// Evidence: an adult puts files and words together and seals them; others open the pack with their own tools. Nothing of it is
// sent or kept, and on no other route there is any way to it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { answer, drop_file, fully_loaded, look_inside, press, survey } from "./browser.mjs";
import { choose_files, evidence, made_it, put_in, saved_in, shows_nobody, shows_somebody, they_sent, to_adult_plan, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { bridge, holdfast, vectors } from "./paths.mjs";
import { adult, is_titled, to_age } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;
const folder = mkdtempSync(join(tmpdir(), "evidence-page-"));
after(() => rmSync(folder, { recursive: true }));
const media = (name) => join(vectors, "media", name);
const small_base64 = readFileSync(media("landscape.jpg")).toString("base64");
const run = (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: folder });

const exhibits = ({ page }) => page.locator(".hf-letters h3 > bdi").allInnerTexts();
const evidence_parts = ({ requests }) => requests.map((request) => new URL(request.url()).pathname).filter((path) => /evidence-[\w-]+\.wasm/.test(path));
/** Keeps what is downloaded under the name that the page says. */
const saved_by = (visitor, name) => saved_in(folder, visitor, name);
const has_worker = (visitor, count) => assert.equal(visitor.page.workers().length, count);

describe("a case of ten files", () => {
  it(
    "is put together, sealed and saved, is opened and checked with stock tools, and nothing of it is sent",
    { timeout: 600_000 },
    in_a_visit(async (visitor, page) => {
      await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
      await to_adult_plan(visitor);
      await page.getByRole("checkbox", { name: /^Done ?: Do not pay$/ }).check();
      await fully_loaded(visitor);
      assert.deepEqual(evidence_parts(visitor), [], "nothing is fetched before it is opened");
      const before = visitor.requests.length;
      has_worker(visitor, 2);
      await press(visitor, evidence);
      await is_titled(visitor, evidence);
      await page.getByText("What you did: 1.", { exact: false }).waitFor({ timeout: 60_000 }); // what was marked is in it by itself
      has_worker(visitor, 3);
      assert.equal(evidence_parts(visitor).length, 1);
      assert.equal(visitor.requests.length, before + 3, "its worker, its module and its screens");
      await survey(visitor, "evidence-empty");

      await press(visitor, "Add files");
      await is_titled(visitor, "Add files");
      await survey(visitor, "evidence-files-empty");
      const files = [
        [media("landscape.jpg"), { intimate: shows_nobody, title: "The threat on Sunday", news: "HF/1 is in." }],
        [media("landscape.gif"), { intimate: shows_nobody, news: "HF/2 is in." }],
        [media("landscape.webp"), { intimate: shows_nobody, news: "HF/3 is in." }],
        [media("landscape.avif"), { intimate: shows_nobody, news: "HF/4 is in." }],
        [media("png-grey-8.png"), { intimate: shows_somebody, news: "HF/5 is in, as checksums and picture codes only. Nothing of the file was copied." }],
        [media("document.pdf"), { intimate: shows_nobody, news: "HF/6 is in." }],
        [join(vectors, "contacts/x-follower.js"), { news: "HF/7 is in." }],
        [join(vectors, "evidence/done-list.json"), { news: "HF/8 is in." }],
        [bridge, { sender: they_sent, button: "Put my words in", title: "A picture of a bridge", news: "HF/9 is in, in your words. No file was taken." }],
        [media("landscape.heic"), { sender: "Somebody else", intimate: shows_nobody, news: "HF/10 is in." }],
      ];
      await choose_files(visitor, files.map(([path]) => path));
      await page.getByRole("heading", { level: 2, name: "landscape.jpg", exact: true }).waitFor({ timeout: 60_000 });
      await press(visitor, "Put it in");
      await page.getByRole("link", { name: "Say who made or sent it" }).waitFor();
      await page.getByRole("radio", { name: made_it, exact: true }).check();
      assert.equal(await page.locator("main img").count(), 0);
      await press(visitor, "Put it in");
      await page.getByRole("link", { name: "Say if it shows anybody intimate" }).waitFor();
      await page.getByRole("radio", { name: shows_nobody, exact: true }).check();
      assert.equal(await page.locator("main img").count(), 0, "no preview without a press");
      await survey(visitor, "evidence-file-form");
      await press(visitor, "Show the picture");
      await page.locator("main img").waitFor();
      await page.getByRole("radio", { name: shows_somebody, exact: true }).check();
      assert.equal(await page.locator("main img").count(), 0, "and none of what is intimate");
      for (const [path, wish] of files) await put_in(visitor, path.split("/").at(-1), wish);
      assert.equal(await page.evaluate(() => document.activeElement.id), "evidence-news");
      await press(visitor, "Go to my evidence");
      await is_titled(visitor, evidence);
      assert.equal((await exhibits(visitor)).length, 10);
      assert.equal(await page.locator("main img").count(), 0);

      // Take out, put back, and the person's own letters.
      await press(visitor, "Take out again: HF/8");
      await is_titled(visitor, "Take out HF/8");
      await survey(visitor, "evidence-take-out");
      await page.getByLabel("Why, in a few words").fill("Not about this");
      await press(visitor, "Take out again");
      await page.getByRole("button", { name: "Put back: HF/8" }).waitFor();
      assert.equal((await exhibits(visitor)).length, 9);
      await press(visitor, "Put back: HF/8");
      await page.getByRole("status").getByText("HF/8 is back in.").waitFor();
      assert.equal((await exhibits(visitor)).length, 10);
      await page.getByText("Your initials on the numbers").click();
      await page.getByLabel("Up to four letters").fill("abc1");
      await press(visitor, "Use these letters");
      await page.getByText("Type one to four letters from A to Z").waitFor();
      await page.getByLabel("Up to four letters").fill("abc");
      await press(visitor, "Use these letters");
      await page.getByRole("heading", { level: 3, name: /^ABC\/1 / }).waitFor();
      await survey(visitor, "evidence");

      // What has no file.
      await press(visitor, "Add links, names, money or notes");
      await press(visitor, "Add a link");
      await page.getByLabel("Web address").fill("example.org/lantern");
      await press(visitor, "Put it in");
      await page.getByRole("link", { name: "Type the whole address, from http on" }).waitFor();
      await survey(visitor, "evidence-link");
      await page.getByLabel("Web address").fill("https://example.org/lantern");
      await page.getByLabel("First seen").fill("2026-11-20T18:45");
      await press(visitor, "Put it in");
      await press(visitor, "Add what you know");
      await page.getByLabel("What kind is it?").selectOption({ label: "E-mail address" });
      await page.getByLabel("What it is").fill("lantern@example.org");
      await press(visitor, "Put it in");
      await press(visitor, "Add about money");
      await page.getByLabel("How much, in figures").fill("£1,200.50");
      await page.getByLabel("Currency, such as GBP").fill("gbp");
      await survey(visitor, "evidence-money");
      await press(visitor, "Put it in");
      await press(visitor, "Add a report");
      await page.getByLabel("Who you told").fill("The platform");
      await page.getByLabel("Their reference").fill("R 17");
      await press(visitor, "Put it in");
      await press(visitor, "Add a note");
      await press(visitor, "Put it in");
      await page.getByRole("link", { name: "Fill this in" }).waitFor();
      await page.getByLabel("Your note").fill("It began on a train.\nOn Sunday.");
      await press(visitor, "Put it in");
      await page.getByText("They asked for money: 1200.50 GBP").waitFor();
      await survey(visitor, "evidence-more");
      await press(visitor, "Add a note");
      await page.getByLabel("Your note").fill("A slip");
      await press(visitor, "Put it in");
      await press(visitor, "Take out again: A slip");
      await page.getByRole("status").getByText("It is out again.").waitFor();
      await press(visitor, "Go to my evidence");
      await page.getByText("Links: 1. About them: 1. Money: 1. What you did: 2. Notes: 1.").waitFor();

      // A key that is not kept locks nothing.
      await press(visitor, "Seal and save");
      await is_titled(visitor, "Seal and save");
      await press(visitor, "Seal the pack");
      await page.getByRole("link", { name: "Say who can open it" }).waitFor();
      await page.getByRole("radio", { name: "Only you, and those you name here" }).check();
      await press(visitor, "Seal the pack");
      await page.getByRole("link", { name: /^First keep your key/ }).waitFor();
      await survey(visitor, "evidence-seal-no-key");
      await press(visitor, "Keep my key");
      await is_titled(visitor, "Keep your key first");
      await survey(visitor, "evidence-keep");
      await page.getByText("Other ways, if you are sure nobody else looks at this device").click();
      const key_file = await saved_by(visitor, "Save the file");
      await press(visitor, "Continue");
      await page.getByRole("radio", { name: "Only you, and those you name here" }).check();
      await page.getByText("Your key opens it. You have kept it.").waitFor();
      run("age-keygen", "-o", join(folder, "helpline.key"));
      const helpline = run("age-keygen", "-y", join(folder, "helpline.key")).trim();
      const recipients = page.getByLabel("Keys of others who may open it, one on each line");
      await recipients.fill("age1short");
      await press(visitor, "Seal the pack");
      await page.getByRole("link", { name: "This is not a whole key: age1short" }).waitFor();
      await recipients.fill(`${helpline.slice(0, -1)}${helpline.endsWith("q") ? "p" : "q"}`);
      await press(visitor, "Seal the pack");
      await page.getByRole("link", { name: "One of the keys is wrong. Copy it again, whole." }).waitFor();
      await recipients.fill(helpline);
      await survey(visitor, "evidence-seal");
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "Your pack is sealed");
      await survey(visitor, "evidence-sealed");
      const [public_key] = await page.locator(".hf-letters .hf-address").allInnerTexts();
      const pack = await saved_by(visitor, "Save the pack");
      await page.getByRole("status").getByText(/^Saved as HF-.*\.zip\.age\./).waitFor();

      // The stock tools, as docs/formats/pack.md has them.
      for (const [key, out] of [[key_file, "own.zip"], ["helpline.key", "theirs.zip"]]) run("age", "-d", "-i", key, "-o", out, pack);
      assert.deepEqual(readFileSync(join(folder, "own.zip")), readFileSync(join(folder, "theirs.zip")));
      run("unzip", "-q", "own.zip", "-d", "bag");
      const bag = join(folder, "bag", run("ls", "bag").trim());
      const in_bag = (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: bag });
      assert.match(in_bag("minisign", "-Vm", "tagmanifest-sha256.txt", "-x", "seal/tagmanifest-sha256.txt.minisig", "-P", public_key), /verified/);
      for (const list of ["tagmanifest-sha256.txt", "manifest-sha256.txt"]) in_bag("sha256sum", "--strict", "--quiet", "-c", list);
      const verdict = JSON.parse(run(holdfast, "pack", "verify", pack, "-i", key_file, "-k", public_key, "--json", "-q"));
      assert.equal(verdict.holds, true);
      // Eight files, byte for byte; of the intimate one its checksums, of the one that they sent words.
      const items = in_bag("ls", "data/items").trim().split("\n");
      assert.deepEqual(items, ["0001.jpg", "0002.gif", "0003.webp", "0004.avif", "0006.pdf", "0007.txt", "0008.json", "0010.heic"]);
      for (const item of items) assert.deepEqual(readFileSync(join(bag, "data/items", item)), readFileSync(files[Number(item.slice(0, 4)) - 1][0]));
      const held = readFileSync(join(bag, "data/case.json"), "utf8");
      const sum = (path) => run("sha256sum", path).slice(0, 64);
      assert.ok(held.includes(sum(media("png-grey-8.png"))));
      assert.ok(!held.includes(sum(bridge)) && held.includes("A picture of a bridge"));
      const { payments, links, done, notes, removed } = JSON.parse(held);
      assert.deepEqual([payments[0].amount, payments[0].currency, links[0].url, done.map(({ id, theirs }) => id ?? theirs).join(), notes.length, removed], ["1200.50", "GBP", "https://example.org/lantern", "do-not-pay,R 17", 1, undefined]);

      // It can be added to, and sealed anew; saved is saved.
      await press(visitor, "Go to my evidence");
      assert.equal(await page.getByText("There is something in here that no saved pack has yet.").count(), 0);
      await press(visitor, "Add files");
      await choose_files(visitor, { name: "more.txt", mimeType: "text/plain", buffer: Buffer.from("more") });
      await put_in(visitor, "more.txt", { news: "ABC/11 is in." });
      await press(visitor, "Go to my evidence");
      await page.getByText("There is something in here that no saved pack has yet.").waitFor();
      await press(visitor, "Seal and save");
      await page.getByRole("radio", { name: "Everybody who gets the file" }).check();
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "Your pack is sealed");
      const plain = await saved_by(visitor, "Save the pack");
      assert.match(plain, /\.zip$/);
      assert.match(run("unzip", "-l", plain), /0011\.txt/);
      assert.equal(visitor.requests.length, before + 3, "nothing was asked of the network after it was opened");
      assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
    }),
  );
});

describe("evidence", () => {
  it(
    "warns before it is lost, is gone after leaving, and goes back a step at a time",
    in_a_visit(async (visitor, page) => {
      await to_evidence(visitor);
      await press(visitor, "Add files");
      await choose_files(visitor, { name: "chat.txt", mimeType: "text/plain", buffer: Buffer.from("send it or else") });
      await put_in(visitor, "chat.txt", { news: "HF/1 is in." });
      await press(visitor, "Back");
      await is_titled(visitor, evidence);
      await press(visitor, "Back");
      await is_titled(visitor, "What helps right now");
      // Back to the question of age would lose it.
      for (let turns = 0; turns < 12 && (await page.getByRole("heading", { level: 1, name: "Your evidence is not saved" }).count()) === 0; turns += 1) await press(visitor, "Back");
      await is_titled(visitor, "Your evidence is not saved");
      await survey(visitor, "evidence-leave");
      await press(visitor, "Go to my evidence and save it");
      await is_titled(visitor, evidence);
      assert.equal((await exhibits(visitor)).length, 1);
      const asked = new Promise((done) => page.once("dialog", (dialog) => void dialog.dismiss().then(() => done(dialog.type()))));
      await page.reload({ timeout: 3000 }).catch(() => undefined);
      assert.equal(await asked, "beforeunload");
      assert.equal((await exhibits(visitor)).length, 1);
      await press(visitor, "Back");
      await press(visitor, "Back");
      await press(visitor, "Go on without it");
      await is_titled(visitor, "Was everyone in the picture 18 or over when it was made?");
      while (page.workers().length > 2) await page.workers()[2].waitForEvent("close");
      await answer(visitor, adult);
      await press(visitor, "Show me the steps now"); // the questions that were answered are not asked again
      await is_titled(visitor, "What helps right now");
      await press(visitor, evidence);
      await page.getByText("Nothing is in it yet.").waitFor();
    }),
  );

  it(
    "says so when its screens cannot be fetched, and fetches them again",
    in_a_visit(async (visitor, page) => {
      const screens = /open_evidence-[\w-]+\.js$/;
      await to_adult_plan(visitor);
      await page.route(screens, (route) => route.abort());
      await press(visitor, evidence);
      await page.getByText("A part of this page could not be fetched.", { exact: false }).waitFor();
      await page.unroute(screens);
      await press(visitor, "Try again");
      await page.getByText("Nothing is in it yet.").waitFor({ timeout: 60_000 });
      visitor.faults.length = 0; // the error that this test made
    }),
  );

  it(
    "says so when its module cannot be fetched or stops, and begins again",
    in_a_visit(async (visitor, page) => {
      await to_adult_plan(visitor);
      await page.route(/evidence-[\w-]+\.wasm$/, (route) => route.abort());
      await press(visitor, evidence);
      await page.getByText("A part of this page could not be fetched.", { exact: false }).waitFor();
      await survey(visitor, "evidence-missing");
      await page.unroute(/evidence-[\w-]+\.wasm$/);
      await press(visitor, "Try again");
      await page.getByText("Nothing is in it yet.").waitFor({ timeout: 60_000 });
      await press(visitor, "Add files");
      // A worker that fails in the middle takes the case with it.
      await page.workers()[2].evaluate(() => setTimeout(() => { throw new Error("stopped"); })).catch(() => undefined);
      await is_titled(visitor, "We have to begin again");
      await survey(visitor, "evidence-lost");
      visitor.faults.length = 0; // the error that this test made
      await press(visitor, "Begin again");
      await page.getByText("Nothing is in it yet.").waitFor({ timeout: 60_000 });
    }),
  );

  it(
    "reads and seals a large file with progress, and stops when it is told to, without losing the rest",
    { timeout: 300_000 },
    in_a_visit(async (visitor, page) => {
      await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0"); // sealed in memory: place.test.mjs has the other way
      const large = join(folder, "large.txt");
      writeFileSync(large, "send it or else\n");
      truncateSync(large, 600_000_000);
      await to_evidence(visitor);
      await press(visitor, "Add files");
      writeFileSync(join(folder, "chat.txt"), "send it or else");
      await choose_files(visitor, [large, join(folder, "chat.txt")]);
      const progress = page.getByRole("progressbar", { name: "Reading this file: large.txt" });
      await progress.waitFor();
      await press(visitor, "Stop: large.txt");
      await page.getByText("Stopped. This file is not in.").waitFor();
      await put_in(visitor, "chat.txt", { news: "HF/1 is in." });
      await press(visitor, "Read it again: large.txt");
      await progress.waitFor();
      await survey(visitor, "evidence-reading");
      await page.getByRole("heading", { level: 2, name: "large.txt", exact: true }).waitFor({ timeout: 120_000 });
      await page.getByRole("radio", { name: made_it, exact: true }).check();
      if ((await page.getByRole("radio", { name: shows_nobody }).count()) > 0) await page.getByRole("radio", { name: shows_nobody }).check();
      await press(visitor, "Put it in");
      await page.getByRole("status").getByText("HF/2 is in.").waitFor();
      await press(visitor, "Go to my evidence");
      await press(visitor, "Seal and save");
      await page.getByRole("radio", { name: "Everybody who gets the file" }).check();
      await press(visitor, "Seal the pack");
      await page.getByRole("progressbar", { name: "Sealing the pack" }).waitFor();
      await press(visitor, "Stop");
      await page.getByRole("status").getByText("Stopped. No pack was made.").waitFor();
      await press(visitor, "Seal the pack");
      await page.getByRole("heading", { level: 1, name: "Your pack is sealed" }).waitFor({ timeout: 120_000 });
      // The browser's own dialog cannot be shown here: whoever answers it gives a file to write to, or closes it.
      await look_inside(
        visitor,
        `globalThis.showSaveFilePicker = async ({ suggestedName }) => {
          if (globalThis.picked === undefined) { globalThis.picked = 0; throw new DOMException("closed", "AbortError"); }
          return { createWritable: async () => ({ write: async (content) => { globalThis.picked = [suggestedName, content.size]; }, close: async () => {} }) };
        }; 0`,
      );
      await press(visitor, "Save the pack");
      await page.getByRole("status").getByText("It was not saved. You can try again.").waitFor();
      await press(visitor, "Save the pack");
      await page.getByRole("status").getByText(/^Saved as documents-/).waitFor();
      const [name, size] = await look_inside(visitor, "globalThis.picked");
      assert.match(name, /^documents-\d{8}\.zip$/);
      assert.ok(size > 600_000_000, `${size}`);
      await press(visitor, "Exit this page");
      await page.getByRole("heading", { name: "Weather" }).waitFor();
      assert.equal(page.workers().length, 0);
    }),
  );

  it(
    "is there in Welsh, and fits there",
    in_a_visit(async (visitor, page) => {
      await to_evidence(visitor);
      await press(visitor, "Cymraeg");
      await is_titled(visitor, "Eich tystiolaeth");
      await survey(visitor, "evidence-empty-cy");
      await press(visitor, "Ychwanegu ffeiliau");
      await choose_files(visitor, media("landscape.jpg"));
      await page.getByRole("heading", { level: 2, name: "landscape.jpg" }).waitFor();
      await page.getByRole("radio", { name: "Y person sy'n bygwth a'i hanfonodd" }).check();
      await survey(visitor, "evidence-file-form-cy");
    }),
  );
});

describe("a route without pictures", () => {
  for (const [name, way] of Object.entries({
    "under 18": (visitor) => answer(visitor, "I am under 18 now"),
    "not sure": (visitor) => answer(visitor, "I am not sure"),
    "helping an adult": async (visitor) => {
      await answer(visitor, "I am helping someone else");
      await answer(visitor, "An adult, and everyone in the picture was 18 or over");
    },
  }))
    it(
      `has no way to evidence, no file input and no worker: ${name}`,
      in_a_visit(async (visitor, page) => {
        await to_age(visitor);
        await way(visitor);
        await page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
        assert.equal(await page.getByRole("button", { name: evidence }).count(), 0);
        assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file]').length"), 0);
        while (page.workers().length > 0) await page.workers()[0].waitForEvent("close");
        await drop_file(visitor, "main", "landscape.jpg", small_base64);
        assert.deepEqual(evidence_parts(visitor), []);
      }),
    );

  it(
    "takes evidence away when the answer changes, also from a dialog that is still open",
    in_a_visit(async (visitor, page) => {
      await to_evidence(visitor);
      await press(visitor, "Add files");
      const [dialog] = await Promise.all([page.waitForEvent("filechooser"), press(visitor, "Choose files")]);
      while ((await page.getByRole("heading", { level: 1, name: "Was everyone in the picture 18 or over when it was made?" }).count()) === 0) await press(visitor, "Back");
      await answer(visitor, "I am not sure");
      await dialog.setFiles(media("landscape.jpg")).catch(() => undefined);
      while (page.workers().length > 0) await page.workers()[0].waitForEvent("close");
      assert.equal(await page.getByText("landscape.jpg").count(), 0);
      assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file]').length"), 0);
    }),
  );
});
