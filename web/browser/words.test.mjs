// SPDX-License-Identifier: Apache-2.0
// Writing down what happened on a route without pictures: a pack of words that opens and checks as any other, and no way in for a
// picture on any of its screens, whatever is dropped, pasted or answered.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { answer, look_inside, press, survey } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { holdfast, vectors } from "./paths.mjs";
import { assert_no_picture_gets_in, is_titled, no_worker_runs, to_age } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;
const folder = mkdtempSync(join(tmpdir(), "words-page-"));
after(() => rmSync(folder, { recursive: true }));
const run = (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: folder });
const write_down = "Write down what happened";
const evidence_parts = ({ requests }) => requests.map((request) => new URL(request.url()).pathname).filter((path) => /evidence/.test(path));
const small_base64 = readFileSync(join(vectors, "media/landscape.jpg")).toString("base64");

async function to_words(visitor, ...answers) {
  await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
  await to_age(visitor);
  for (const text of answers) await answer(visitor, text);
  await visitor.page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
  assert.deepEqual(evidence_parts(visitor), [], "nothing is fetched before it is opened");
  await press(visitor, write_down);
  await visitor.page.getByRole("button", { name: "Add a note", exact: true }).waitFor({ timeout: 60_000 });
  await is_titled(visitor, write_down);
}
/** The pack that is downloaded, unpacked: its path and that of its folder. */
async function saved({ page }, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the pack", exact: true }).click()]);
  const path = join(folder, `${name}.zip`);
  await download.saveAs(path);
  assert.match(download.suggestedFilename(), /\.zip$/);
  run("unzip", "-q", path, "-d", name);
  return { path, bag: join(folder, name, run("ls", name).trim()) };
}
/** What every pack of words is: whole, and made of words alone. */
function assert_of_words_alone({ path, bag }, key) {
  const in_bag = (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: bag });
  assert.match(in_bag("minisign", "-Vm", "tagmanifest-sha256.txt", "-x", "seal/tagmanifest-sha256.txt.minisig", "-P", key), /verified/);
  for (const list of ["tagmanifest-sha256.txt", "manifest-sha256.txt"]) in_bag("sha256sum", "--strict", "--quiet", "-c", list);
  assert.equal(JSON.parse(run(holdfast, "pack", "verify", path, "-k", key, "--json", "-q")).holds, true);
  const inside = in_bag("find", ".", "-type", "f").trim().split("\n").sort();
  const papers = ["START-HERE.html", "actions.jsonl", "case.json", "case.jsonld", "exhibits.csv", "indicators.csv", "timeline.csv"].map((name) => `./data/${name}`);
  assert.deepEqual(inside.filter((each) => each.startsWith("./data/")), papers, "no item, no statement, no fingerprints");
  for (const each of inside) {
    const type = in_bag("file", "--brief", "--mime-type", each).trim();
    assert.match(type, /^(text\/|application\/json|application\/x-ndjson|application\/csv)/, `${each}: ${type}`);
    assert.ok(!/data:(image|video|audio)|[A-Za-z0-9+/]{512}/.test(readFileSync(join(bag, each), "latin1")), each);
  }
  const start = readFileSync(join(bag, "data/START-HERE.html"), "utf8");
  assert.match(start, /no picture, sound or film in this pack/);
  assert.match(start, /an adult they trust, or a police officer/);
  return JSON.parse(readFileSync(join(bag, "data/case.json"), "utf8"));
}

const report_remove = "https://www.childline.org.uk/remove";
const take_it_down = "https://takeitdown.ncmec.org/";
const ceop = "https://www.ceop.police.uk/Safety-Centre/";
const iwf = "https://report.iwf.org.uk/";
/** Name, answers, who writes, and the services that come first. */
const people = [
  ["under-18", ["I am under 18 now"], "own", [report_remove, take_it_down, ceop]],
  ["pictured-as-a-child", ["No, someone was under 18"], "own", [report_remove, take_it_down, iwf, ceop]],
  ["not-sure", ["I am not sure"], "own", [report_remove, take_it_down, iwf, ceop]],
  ["helping-a-child", ["I am helping someone else", "Someone under 18, or the picture is from when they were under 18"], "helper", [report_remove, take_it_down, ceop]],
];

describe("what is written down", () => {
  for (const [name, answers, whose, services] of people)
    it(
      `${name}: becomes a pack of words that stock tools and the command accept`,
      { timeout: 300_000 },
      in_a_visit(async (visitor, page) => {
        await to_words(visitor, ...answers);
        assert.equal(evidence_parts(visitor).filter((path) => path.endsWith(".wasm")).length, 1);
        assert.equal(evidence_parts(visitor).length, 1, "no script of a worker");
        const links = async (where) => look_inside(visitor, `[...document.querySelectorAll('.hf-letters .hf-card ${where}')].map((link) => link.href)`);
        assert.deepEqual(await links(".hf-lines a.hf-number"), ["tel:08001111"]);
        assert.deepEqual(await links(".govuk-list a"), services);
        const before = visitor.requests.length;
        await assert_no_picture_gets_in(visitor);
        await survey(visitor, `words-${name}`);

        await press(visitor, "Add a note");
        await assert_no_picture_gets_in(visitor);
        await survey(visitor, `words-note-${name}`);
        await page.getByLabel("Your note").fill("They wrote on Sunday.\nThey want 50 pounds.");
        await press(visitor, "Put it in");
        await press(visitor, "Add what you know");
        await page.getByLabel("What kind is it?").selectOption({ label: "Account" });
        await page.getByLabel("What it is").fill("lantern_7");
        await assert_no_picture_gets_in(visitor);
        await press(visitor, "Put it in");
        await press(visitor, "Add a link");
        await page.getByLabel("Web address").fill("https://example.org/lantern");
        await assert_no_picture_gets_in(visitor);
        await press(visitor, "Put it in");
        await press(visitor, "Add about money");
        await page.getByLabel("How much, in figures").fill("50");
        await assert_no_picture_gets_in(visitor);
        await press(visitor, "Put it in");
        await press(visitor, "Add a report");
        await page.getByLabel("Who you told").fill("My aunt");
        await press(visitor, "Put it in");
        await page.getByText("They asked for money: 50").waitFor();

        await press(visitor, "Save what you wrote");
        await is_titled(visitor, "Save what you wrote");
        await page.getByText("Things you put in: 5. Pictures: none.").waitFor();
        await page.getByText("Anyone you give it to can open it: an adult you trust, or a police officer.", { exact: false }).waitFor();
        await assert_no_picture_gets_in(visitor);
        await survey(visitor, `words-seal-${name}`);
        await press(visitor, "Make the pack");
        await is_titled(visitor, "Your pack is ready");
        await assert_no_picture_gets_in(visitor);
        await survey(visitor, `words-saved-${name}`);
        await page.getByText("For the police: check the seal").click();
        const [key] = await page.locator(".hf-letters .hf-address").allInnerTexts();
        const { route, notes, known, links: held, payments, done, exhibits, whose: writer = "" } = assert_of_words_alone(await saved(visitor, name), key);
        assert.deepEqual([route, writer, notes[0].text, known[0].value, held[0].url, payments[0].amount, done[0].to, exhibits], ["protected", whose, "They wrote on Sunday.\nThey want 50 pounds.", "lantern_7", "https://example.org/lantern", "50", "My aunt", undefined]);
        await press(visitor, "Go to what you wrote");
        assert.equal(await page.getByText("There is something in here that is not saved yet.").count(), 0);
        assert.equal(visitor.requests.length, before, "nothing was asked of the network after it was opened");
        assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
      }),
    );

  it(
    "is refused where it is a picture pasted as text, and what was typed before stays",
    in_a_visit(async (visitor, page) => {
      await to_words(visitor, "I am under 18 now");
      await press(visitor, "Add a note");
      await page.getByLabel("Your note").fill("They wrote on Sunday.");
      await press(visitor, "Put it in");
      await press(visitor, "Add a note");
      await page.getByLabel("Your note").fill(`data:image/jpeg;base64,${small_base64.slice(0, 3000)}`);
      await press(visitor, "Put it in");
      await page.getByRole("link", { name: "Only words fit in here. Type it in your own words." }).waitFor();
      await survey(visitor, "words-refused");
      await press(visitor, "Cancel");
      await page.getByText("They wrote on Sunday.").waitFor();
      assert.equal(await page.getByRole("button", { name: /^Take out again: data:/ }).count(), 0);
    }),
  );

  it(
    "is done by keyboard alone",
    in_a_visit(async (visitor, page) => {
      await to_words(visitor, "I am not sure");
      const tab_to = async (name) => {
        for (let turns = 0; turns < 80; turns += 1) {
          await page.keyboard.press("Tab");
          if ((await look_inside(visitor, "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")).startsWith(name)) return;
        }
        assert.fail(`no way to ${name}`);
      };
      await tab_to("Add a note");
      await page.keyboard.press("Enter");
      await is_titled(visitor, "Add a note");
      await tab_to("Your note");
      await page.keyboard.type("They wrote on Sunday.");
      await tab_to("Put it in");
      await page.keyboard.press("Enter");
      await is_titled(visitor, write_down);
      await tab_to("Save what you wrote");
      await page.keyboard.press("Enter");
      await is_titled(visitor, "Save what you wrote");
      await tab_to("Make the pack");
      await page.keyboard.press("Enter");
      await is_titled(visitor, "Your pack is ready");
      await tab_to("Save the pack");
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      assert.match(download.suggestedFilename(), /^documents-\d{8}\.zip$/);
    }),
  );
});

describe("the way there", () => {
  it(
    "stays locked: no answer leads from it to files, words stay through Back, closing asks, and leaving forgets",
    in_a_visit(async (visitor, page) => {
      await to_words(visitor, "I am not sure");
      await press(visitor, "Add a note");
      await page.getByLabel("Your note").fill("They wrote on Sunday.");
      await press(visitor, "Put it in");
      await press(visitor, "Add a note");
      await press(visitor, "Back");
      await is_titled(visitor, write_down);
      await press(visitor, "Back");
      await is_titled(visitor, "Not being sure is all right");
      await press(visitor, "Back");
      await is_titled(visitor, "Your answer to this question");
      assert.equal(await page.getByRole("button", { name: "Your evidence" }).count(), 0);
      await press(visitor, "Show me who can help");
      await press(visitor, write_down);
      await page.getByText("They wrote on Sunday.").waitFor();
      const asked = new Promise((done) => page.once("dialog", (dialog) => void dialog.dismiss().then(() => done(dialog.type()))));
      await page.reload({ timeout: 3000 }).catch(() => undefined);
      assert.equal(await asked, "beforeunload");
      await page.getByText("They wrote on Sunday.").waitFor();
      await no_worker_runs(visitor);
      await press(visitor, "Exit this page");
      await page.getByRole("heading", { name: "Weather" }).waitFor();
    }),
  );

  it(
    "is not there for whoever helps an adult, and says so when its module cannot be fetched",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am helping someone else");
      await answer(visitor, "An adult, and everyone in the picture was 18 or over");
      await page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
      assert.equal(await page.getByRole("button", { name: write_down }).count(), 0);
      await press(visitor, "Back");
      await answer(visitor, "Someone under 18, or the picture is from when they were under 18");
      await page.route(/evidence-[\w-]+\.wasm$/, (route) => route.abort());
      await press(visitor, write_down);
      await page.getByText("A part of this page could not be fetched.", { exact: false }).waitFor();
      await survey(visitor, "words-missing");
      await page.unroute(/evidence-[\w-]+\.wasm$/);
      await press(visitor, "Try again");
      await page.getByRole("button", { name: "Add a note", exact: true }).waitFor({ timeout: 60_000 });
    }),
  );

  it(
    "is there in Welsh, and fits there",
    in_a_visit(async (visitor, page) => {
      await to_words(visitor, "I am under 18 now");
      await press(visitor, "Cymraeg");
      await is_titled(visitor, "Ysgrifennu beth ddigwyddodd");
      await survey(visitor, "words-cy");
    }),
  );
});
