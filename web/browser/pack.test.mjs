// SPDX-License-Identifier: Apache-2.0
// A pack that was made on the page, as whoever gets it meets it: what was typed is in it, its cover page opens from disk and its own
// commands check it, and whatever is done to it is caught and named, by the command and by verify.html alike.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { answer, assert_accessible, assert_nothing_sticks_out, desktop, look_inside, narrow, phone, picture, press } from "./browser.mjs";
import { choose_files, evidence, put_in, saved_in, shows_nobody, shows_somebody } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { read_pack } from "./packs.mjs";
import { holdfast, page_folder, vectors } from "./paths.mjs";
import { tamperings, told_by } from "./tampering.mjs";
import { adult, answer_guide, is_titled, live_question, to_age } from "./ways.mjs";

const stand = one_visitor();
const folder = mkdtempSync(join(tmpdir(), "pack-of-the-page-"));
after(() => rmSync(folder, { recursive: true }));
const media = (name) => join(vectors, "media", name);
/** A statement is drafted in England and Wales alone. */
const of_england = {
  [live_question]: "No",
  "Who makes the threats?": "A stranger online",
  "What do they have, as far as you know?": "A real picture or video",
  "Has it been posted or sent to others?": "Yes",
  "Was anything paid?": "No",
  "Where do the threats come from, or where was it posted?": "Instagram",
  "Where do you live?": "England",
};
/** Of one length: what they are exchanged for is told by its content alone. */
const chats = { "chat.txt": "Sunday: send 200 or else.\nYou have until Friday.\n", "later.txt": "Monday: send 300 or else.\nYou have until Sunday.\n" };
let zip;
let public_key;
/** Where the pack is unpacked to. */
let bag;

/** Exit code, and all that was printed. */
function said_by(program, given, options = {}) {
  const { status, stdout, stderr } = spawnSync(program, given, { encoding: "utf8", cwd: folder, ...options });
  return { status, stdout, text: stdout + stderr };
}
const verify = (path, ...more) => said_by(holdfast, ["pack", "verify", path, "-k", public_key, "-q", ...more]);
const case_json = () => JSON.parse(readFileSync(join(bag, "data/case.json"), "utf8"));

async function make_pack(visitor, page) {
  for (const [name, text] of Object.entries(chats)) writeFileSync(join(folder, name), text);
  await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
  await to_age(visitor);
  await answer(visitor, adult);
  await is_titled(visitor, live_question);
  await answer_guide(visitor, of_england);
  await is_titled(visitor, "What helps right now");
  await press(visitor, evidence);
  await press(visitor, "Add files");
  await choose_files(visitor, [media("landscape.jpg"), ...Object.keys(chats).map((name) => join(folder, name)), media("png-grey-8.png")]);
  const more = async (form) => {
    await form.getByRole("button", { name: "Show the picture" }).click();
    await form.locator("main img").waitFor();
    await form.getByLabel("Where is it from?").fill("Chat with lantern_7 on Instagram");
    await form.getByText("More, if you want").click();
    await form.getByLabel("Which phone or computer is it from?").fill("My own phone");
    await form.getByLabel("When was it? You can leave this out.").fill("2026-11-15T20:15");
    await form.getByLabel("Anything else about it").fill("He wrote twice.\nThen he called.");
  };
  await put_in(visitor, "landscape.jpg", { intimate: shows_nobody, title: "The threat on Sunday", fill: more, news: "HF/1 is in." });
  await put_in(visitor, "chat.txt", { news: "HF/2 is in." });
  await put_in(visitor, "later.txt", { news: "HF/3 is in." });
  await put_in(visitor, "png-grey-8.png", { intimate: shows_somebody, news: "HF/4 is in, as checksums and picture codes only. Nothing of the file was copied." });
  await press(visitor, "Go to my evidence");
  await press(visitor, "Add links, names, money or notes");
  await press(visitor, "Add about money");
  await page.getByLabel("How much, in figures").fill("1200.50");
  await page.getByLabel("Currency, such as GBP").fill("gbp");
  await press(visitor, "Put it in");
  await press(visitor, "Go to my evidence");
  await press(visitor, "Seal and save");
  const warning = page.getByText("Whoever has this file can read all that is in it.", { exact: false });
  assert.equal(await warning.count(), 0);
  await page.getByRole("radio", { name: "Only you, and those you name here" }).check();
  assert.equal(await warning.count(), 0);
  await page.getByRole("radio", { name: "Everybody who gets the file" }).check();
  await warning.waitFor();
  await press(visitor, "Seal the pack");
  await is_titled(visitor, "Your pack is sealed");
  [public_key] = await page.locator(".hf-letters .hf-address").allInnerTexts();
  zip = await saved_in(folder, visitor, "Save the pack");
}

let made;
/** The pack, made when the first test asks for it. */
const pack_is_there = () =>
  (made ??= stand.visit(make_pack).then(() => {
    execFileSync("unzip", ["-q", zip, "-d", join(folder, "unpacked")]);
    bag = join(folder, "unpacked", read_pack(readFileSync(zip)).folder);
  }));

/** A file of this machine's, opened offline: any request but for itself is a fault, and so is a word on the console. */
async function opened_from_disk(path, viewport = desktop) {
  const context = await stand.browser.newContext({ viewport, offline: true });
  const page = await context.newPage();
  const faults = [];
  const address = pathToFileURL(path).href;
  page.on("request", (request) => request.url() !== address && faults.push(`asked for ${request.url()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  await page.goto(address);
  return { context, page, faults, devtools: await context.newCDPSession(page) };
}
async function ended({ context, faults }) {
  assert.deepEqual(faults, []);
  await context.close();
}

describe("what was typed on the page", () => {
  before(pack_is_there);

  it("is in case.json: where a file is from, from which device, when, and what else is said of it", () => {
    const [first, second] = case_json().exhibits;
    assert.deepEqual([first.title, first.source, first.device, first.note], ["The threat on Sunday", "Chat with lantern_7 on Instagram", "My own phone", "He wrote twice.\nThen he called."]);
    assert.equal(first.made.at, new Date("2026-11-15T20:15").toISOString());
    assert.equal(first.made.sure, "about");
    assert.deepEqual([second.source, second.device, second.made, second.note], [undefined, undefined, undefined, undefined]);
  });

  it("and the look at a picture before it went in are steps of the log", () => {
    const steps = readFileSync(join(bag, "data/actions.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
    const told = steps.filter(({ exhibit }) => exhibit !== undefined).map(({ step, exhibit }) => `${step} ${exhibit}`);
    assert.deepEqual(told, ["added 1", "viewed 1", "added 2", "added 3", "added 4"]);
  });

  it("is in the notes for a statement, which nobody signed", () => {
    const notes = readFileSync(join(bag, "data/notes-for-statement.txt"), "utf8");
    for (const part of ["HF/1", "The threat on Sunday", "HF/2"]) assert.ok(notes.includes(part), `${part}\n${notes}`);
    assert.match(notes, /not a statement|draft/i);
    assert.doesNotMatch(notes, /png-grey-8/);
  });
});

describe("START-HERE.html of a pack", () => {
  before(pack_is_there);
  const start = () => join(bag, "data/START-HERE.html");

  it("opens from disk without a network and without script, and is fit for a phone, a desktop and a screen reader", async () => {
    for (const [size, viewport] of Object.entries({ desktop, phone, narrow })) {
      const visitor = await opened_from_disk(start(), viewport);
      await visitor.page.getByRole("heading", { level: 1, name: /^Evidence pack HF-/ }).waitFor();
      if (size !== "narrow") await picture(visitor, `${size}-start-here`);
      await assert_nothing_sticks_out(visitor, size);
      await assert_accessible(visitor);
      await ended(visitor);
    }
    assert.doesNotMatch(readFileSync(start(), "utf8"), /<script|<img|<link|<iframe|\bsrc=|\bon\w+=/i);
  });

  it("has commands that check the pack as they stand, and find what was changed and what was put in", async () => {
    const visitor = await opened_from_disk(start());
    const blocks = await visitor.page.locator("pre").allInnerTexts();
    await ended(visitor);
    const block = (word) => {
      const all = blocks.filter((text) => text.startsWith(word));
      assert.equal(all.length, 1, word);
      return all[0];
    };
    const bash = (command, at) => said_by("bash", ["-ec", command], { cwd: at });
    const results = (at) => [bash(block("sha256sum"), at), bash(block("comm"), at), bash(block("minisign"), at)];
    const [sums, unlisted, sealed] = results(bag);
    assert.deepEqual([sums.status, unlisted.status, sealed.status], [0, 0, 0], sums.text + unlisted.text + sealed.text);
    const listed = ["tagmanifest-sha256.txt", "manifest-sha256.txt"].flatMap((list) => readFileSync(join(bag, list), "utf8").trim().split("\n"));
    assert.equal(sums.stdout.match(/: OK$/gm).length, listed.length);
    assert.equal(sums.stdout.trim().split("\n").length, listed.length);
    assert.equal(unlisted.text, "");
    assert.match(sealed.text, /Signature and comment signature verified/);
    assert.ok(block("minisign").includes(public_key));

    const hurt = join(folder, "hurt");
    cpSync(bag, hurt, { recursive: true });
    writeFileSync(join(hurt, "data/items/0009.txt"), "planted");
    assert.equal(results(hurt)[1].text, "data/items/0009.txt\n");
    writeFileSync(join(hurt, "data/items/0002.txt"), "something else");
    assert.match(results(hurt)[0].text, /0002\.txt: FAILED/);
    writeFileSync(join(hurt, "tagmanifest-sha256.txt"), readFileSync(join(hurt, "tagmanifest-sha256.txt"), "utf8").toUpperCase());
    assert.notEqual(results(hurt)[2].status, 0);
  });

  it("has the other list of checksums too, which stock tools read", () => {
    const { status, stdout, text } = said_by("sha512sum", ["--strict", "-c", "manifest-sha512.txt"], { cwd: bag });
    assert.equal(status, 0, text);
    assert.equal(stdout.match(/: OK$/gm).length, readFileSync(join(bag, "manifest-sha512.txt"), "utf8").trim().split("\n").length);
  });
});

/** As somebody does who has the whole pack but not its key: with a key of their own, and stock tools. */
function sign(list) {
  const at = mkdtempSync(join(folder, "anew-"));
  const file = join(at, "tagmanifest-sha256.txt");
  writeFileSync(file, list);
  const run = (...given) => execFileSync("minisign", given, { cwd: at, stdio: "pipe" });
  run("-G", "-W", "-p", "pack.pub", "-s", "own.key");
  run("-S", "-s", "own.key", "-m", file, "-c", "signature of tagmanifest-sha256.txt", "-t", "sealed at noon");
  return { signature: readFileSync(`${file}.minisig`), key: readFileSync(join(at, "pack.pub")) };
}
/** The same with this program, which makes a pack that holds in itself. */
function seal_anew() {
  const at = mkdtempSync(join(folder, "anew-"));
  cpSync(join(bag, "data"), join(at, "data"), { recursive: true });
  const { status, text } = said_by(holdfast, ["pack", "seal", join(at, "data"), "--new-identity", join(at, "own.txt"), "--plain", "--number", read_pack(readFileSync(zip)).folder.slice(0, -9), "-o", join(at, "pack.zip")]);
  assert.equal(status, 0, text);
  return readFileSync(join(at, "pack.zip"));
}

describe("a pack of the page that was tampered with", () => {
  let visitor;
  before(async () => {
    await pack_is_there();
    visitor = await opened_from_disk(join(page_folder, "verify.html"));
    await visitor.page.getByRole("button", { name: "Check the pack" }).waitFor();
  });
  after(() => ended(visitor));

  /** What verify.html says: the verdict first. */
  async function told_on_page(path) {
    const { page } = visitor;
    await page.locator("input[type=file]").setInputFiles(path);
    await page.getByLabel("Public key of whoever sealed it").fill(public_key);
    await press(visitor, "Check the pack");
    await page.getByRole("heading", { name: "What was found" }).waitFor({ timeout: 60_000 });
    const verdict = (await page.locator(".verdict").innerText()).replace(/^.*?: /, "");
    const holds = (await page.locator(".verdict.holds").count()) === 1;
    const sentences = await page.locator("main h3 + ul > li > bdi").allInnerTexts();
    await press(visitor, "Check another pack");
    return { holds, sentences: [verdict, ...sentences] };
  }
  const beside_the_sentences = /^(Case|Sealed|Key in the pack|Seal|Signed with it): |^The time stamp \S+ says /;
  const lines = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

  it("holds while nobody has touched it, in the command and in verify.html", async () => {
    const { status, stdout } = verify(zip, "--json");
    assert.equal(status, 0);
    assert.deepEqual(told_by(JSON.parse(stdout)), ["verdict:holds", "seal:holds", "stamp:absent", "receipt:absent"]);
    assert.equal((await told_on_page(zip)).holds, true);
  });

  it("holds for a reader that was written from docs/formats alone, and not once a byte is another", () => {
    const read = (path) => said_by("python3", [join(vectors, "../cli/tests/pack_reader.py"), path, public_key], { env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } });
    assert.deepEqual(read(zip), { status: 0, stdout: "holds\n", text: "holds\n" });
    const hurt = join(folder, "hurt.zip");
    const bytes = readFileSync(zip);
    bytes[bytes.indexOf("send 200 or else")] ^= 1;
    writeFileSync(hurt, bytes);
    assert.deepEqual(read(hurt).status, 1);
  });

  it("there are more than forty ways of it", () => assert.ok(Object.keys(tamperings).length > 40));

  for (const [name, [tamper, ...expected]] of Object.entries(tamperings))
    it(`is caught and named in the same words: ${name}`, async () => {
      const bytes = readFileSync(zip);
      const path = join(folder, "tampered.zip");
      writeFileSync(path, tamper({ ...read_pack(bytes), zip: bytes, sign, seal_anew }));
      const json = verify(path, "--json");
      assert.equal(json.status, 1, json.text);
      const told = told_by(JSON.parse(json.stdout));
      for (const each of expected) assert.ok(told.some((one) => (typeof each === "string" ? one === each : each.test(one))), `${each} is not among ${told.join(", ")}`);
      if (!expected.includes("verdict:sealed_anew")) assert.ok(told.includes("verdict:broken"));

      // Neither says anything of what is wrong that the other does not; facts and what openssl is needed for stand elsewhere.
      const page = await told_on_page(path);
      assert.equal(page.holds, false);
      const command = lines(verify(path).stdout).filter((line) => !beside_the_sentences.test(line));
      assert.deepEqual(page.sentences.toSorted(), command.map((line) => line.replace(/^Files: (\d+ of \d+)/, "$1 files")).toSorted());
    });
});
