// SPDX-License-Identifier: Apache-2.0
// The main job, end to end: the page in a browser, the real service on SQLite, a platform that looks up, meets the picture
// and says so, and the person who comes back. It is one life of one case, so it is one test: each part goes on with what the part
// before it left, and none is tried after one that failed.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import jsqr from "jsqr";
import { answer, look_inside, press, survey } from "./browser.mjs";
import { native_signals } from "./fingerprints.mjs";
import { one_visitor } from "./fixture.mjs";
import { chosen_png, generated_png } from "./generated.mjs";
import { bridge, edits_folder, pictures_under, vectors } from "./paths.mjs";
import { make_partner, start_service } from "./service.mjs";
import { adult, agree_and_send, choose, is_titled, no_worker_runs, to_who_checks } from "./ways.mjs";

const stand = one_visitor(start_service);
const edits = readdirSync(edits_folder).sort().map((name) => join(edits_folder, name));
const scratch = mkdtempSync(join(tmpdir(), "holdfast-pictures-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** From the screen "sent" to the words. */
async function read_words(visitor) {
  await press(visitor, "Show the words");
  await visitor.page.locator("main ol.hf-words").first().locator("li").nth(11).waitFor();
  return (await visitor.page.locator("main ol.hf-words").first().locator("li").allInnerTexts()).map((word) => word.trim());
}
async function open_with(visitor, text) {
  await press(visitor, "I have been here before");
  await visitor.page.getByRole("textbox").fill(text);
  await press(visitor, "Open");
}
const case_of = async (visitor, words) => {
  await open_with(visitor, words.join(" "));
  await is_titled(visitor, "Your case");
};
/** Not at once, but soon; slow machines are given time. */
async function eventually(what, check, milliseconds = 10_000) {
  const until = performance.now() + milliseconds;
  for (;;) {
    const found = await check();
    if (found) return;
    if (performance.now() > until) assert.fail(`not within ${milliseconds} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** How many of the twelve edits a platform gets a match for just now. */
async function edits_that_match() {
  let matching = 0;
  for (const found of await partner.look_up_each(edits.map((edit) => signals_of_edits.get(edit)))) if (found.length > 0) matching += 1;
  return matching;
}

const says_who_checks = ({ page }) => page.getByText(/^Example Social, since /).waitFor();
/** Adults are handed over to StopNCII also where platforms check this list. */
const goes_to_stopncii = async ({ page }) => assert.equal(await page.getByRole("link", { name: /^Go to StopNCII\.org/ }).getAttribute("href"), "https://stopncii.org/");

async function read_code(visitor) {
  const { size, path } = await look_inside(visitor, "(() => { const s = document.querySelector('main svg.hf-qr'); return { size: Number(s.getAttribute('viewBox').split(' ')[2]), path: s.querySelector('path').getAttribute('d') }; })()");
  const scale = 4;
  const pixels = new Uint8ClampedArray(size * size * scale * scale * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1) pixels.fill(0, ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4, ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4 + 3);
  return jsqr(pixels, size * scale, size * scale).data;
}
async function assert_prints_notes_only(visitor) {
  await visitor.page.emulateMedia({ media: "print" });
  const seen = await look_inside(visitor, "document.body.innerText");
  assert.match(seen, /^\s*Notes\s/);
  assert.ok(words.every((word) => seen.includes(word)));
  assert.doesNotMatch(seen, /Holdfast|picture|threat|Samaritans|Exit/);
  await visitor.page.emulateMedia({ media: "screen" });
}

let words;
let partner;
let case_number;
let qr_text;
const signals_of_edits = new Map();

/** In this order. */
const life = {
  async "is fingerprinted in the browser and submitted, and only the text that was shown is sent"() {
    partner = make_partner(stand.server.url, stand.server.add_partner("Example Social"));
    await stand.visit(async (visitor) => {
      await to_who_checks(visitor);
      await says_who_checks(visitor);
      await goes_to_stopncii(visitor);
      await survey(visitor, "who-checks-one");
      await press(visitor, "Continue");
      await choose(visitor, [bridge]);
      await press(visitor, "Continue");
      await visitor.page.getByRole("checkbox", { name: /Add who is threatening me/ }).check();
      await visitor.page.getByRole("combobox").selectOption("GB");
      await press(visitor, "Continue");
      await visitor.page.getByText("Show the exact text that will be sent").click();
      const shown = await visitor.page.getByRole("region", { name: "The exact text" }).innerText();
      await press(visitor, "Send");
      await visitor.page.getByRole("alert").waitFor();
      await survey(visitor, "review-without-statement");
      assert.equal(visitor.requests.filter((request) => request.method() === "POST").length, 0);
      await agree_and_send(visitor);
      await is_titled(visitor, "Your fingerprints are on the list");
      await says_who_checks(visitor);
      await survey(visitor, "sent");

      const posts = visitor.requests.filter((request) => request.method() === "POST");
      assert.equal(posts.length, 1);
      assert.equal(posts[0].postData(), shown);
      const body = JSON.parse(shown);
      assert.equal(body.items.length, 1);
      assert.equal(body.country, "GB");
      assert.equal(body.threat, "stranger");
      assert.deepEqual(body.items[0].signals, native_signals([bridge])[0].map(({ kind, code, quality }) => ({ kind, code, quality })));
      case_number = body.case_number;
      await visitor.page.getByText(case_number, { exact: true }).waitFor();

      const asks = visitor.page.waitForEvent("dialog");
      await visitor.page.close({ runBeforeUnload: true });
      const dialog = await asks;
      assert.equal(dialog.type(), "beforeunload", "closing now would lose the way back in");
      await dialog.dismiss();

      await press(visitor, "Continue");
      await survey(visitor, "shared-device");
      await answer(visitor, "Yes, or someone might look at it");
      await visitor.page.getByText(/we suggest paper only/).waitFor();
      assert.equal(await visitor.page.getByRole("button", { name: "Save the file" }).isVisible(), false);
      await survey(visitor, "keep-shared");
      words = await read_words(visitor);
      assert.equal(words.length, 12);
      await press(visitor, "Show the code");
      qr_text = await read_code(visitor);
      await survey(visitor, "keep-shown");
      await assert_prints_notes_only(visitor);
      await press(visitor, "Continue");
      await says_who_checks(visitor);
      await goes_to_stopncii(visitor);
      await survey(visitor, "next");
      const [reminder] = await Promise.all([visitor.page.waitForEvent("download"), press(visitor, "Save a calendar reminder")]);
      assert.equal(reminder.suggestedFilename(), "notes.ics");
      const calendar = readFileSync(await reminder.path(), "utf8");
      assert.match(calendar, /SUMMARY:Look at notes\r\n/);
      assert.doesNotMatch(calendar, /holdfast|picture|HF-|http/i);
    });
  },

  async "meets each of the twelve edits at the platform, and none of twenty other pictures"() {
    const [own] = native_signals([bridge]);
    assert.equal(edits.length, 12);
    native_signals(edits).forEach((signals, index) => signals_of_edits.set(edits[index], signals));
    assert.deepEqual(signals_of_edits.get(bridge), own);
    await eventually("the submitted picture matches", async () => (await partner.look_up(own)).length > 0);
    for (const edit of edits) assert.ok((await partner.look_up(signals_of_edits.get(edit))).length > 0, `${edit} does not match`);
    assert.equal(await edits_that_match(), 12);

    const others = [
      ...pictures_under(join(vectors, "pdq/images/labelme-subset")),
      join(vectors, "pdq/images/pen-and-coaster.png"),
      join(vectors, "pdq/images/exif-rotn/exif-rotn-1.jpg"),
    ];
    for (let seed = 11; others.length < 20; seed += 1) {
      const path = join(scratch, `made-${seed}.png`);
      writeFileSync(path, generated_png(seed));
      others.push(path);
    }
    assert.equal(others.length, 20);
    const signals_of_others = native_signals(others);
    for (const [index, path] of others.entries()) assert.deepEqual(await partner.look_up(signals_of_others[index]), [], path);
  },

  async "raises an alert, shown to the person who comes back with the words"() {
    const edit = signals_of_edits.get(join(edits_folder, "shrink-a-lot.jpg"));
    const [match] = await partner.look_up(edit);
    await partner.sighting(edit, { content_id: "post 1", url: "https://social.example/p/1", release_url: true, action: "blocked" });
    await partner.feedback(match.item, "blocked");
    await stand.visit(async (visitor) => {
      await open_with(visitor, "not the right words at all but twelve of them for sure yes");
      await visitor.page.getByRole("alert").waitFor();
      await survey(visitor, "open-case-error");
      await visitor.page.getByRole("textbox").fill(words.map((word, index) => `${index + 1}. ${word}`).join("\n"));
      await press(visitor, "Open");
      await is_titled(visitor, "Your case");
      await visitor.page.getByText(`Case number ${case_number}`).waitFor();
      await visitor.page.getByText(/Example Social found it and stopped it/).waitFor();
      await eventually("the alert", async () => {
        if (await visitor.page.getByRole("heading", { name: "1 alert" }).isVisible()) return true;
        await press(visitor, "Look again");
        await visitor.page.getByText("Looked again just now.").waitFor();
        return false;
      });
      await survey(visitor, "case");
      await press(visitor, "See alerts");
      await visitor.page.getByRole("heading", { name: "Example Social stopped it." }).waitFor();
      assert.equal(await visitor.page.getByText("https://social.example/p/1").isVisible(), false);
      await survey(visitor, "alerts");
      await visitor.page.getByText("Show the address").click();
      await visitor.page.getByText("https://social.example/p/1").waitFor();
      assert.equal(await visitor.page.getByRole("link", { name: /social\.example/ }).count(), 0, "an address is text, never a link");

      // One press: what is known is filled in, and the person's own statements are all that is asked.
      await press(visitor, "Write to Example Social about this");
      for (let i = 0; i < 2; i += 1) await answer(visitor, "Yes");
      await press(visitor, "Leave this out");
      await answer(visitor, "Yes");
      await is_titled(visitor, "Notice to the platform");
      const letter = await visitor.page.getByRole("article", { name: "The letter" }).innerText();
      for (const words of ["1. https://social.example/p/1", "First seen: 20", case_number, "reported that it met this content"]) assert.ok(letter.includes(words), `${words} is not in: ${letter}`);
      assert.equal(await visitor.page.getByRole("link", { name: /social\.example/ }).count(), 0);
      await survey(visitor, "notices-from-alert");
      for (let i = 0; i < 5; i += 1) await press(visitor, "Back");
      await is_titled(visitor, "Alerts");
    });
  },

  async "stops matching within a second of being withdrawn, and matches again after undo"() {
    await stand.visit(async (visitor) => {
      await case_of(visitor, words);
      await press(visitor, "Take pictures off the list");
      await press(visitor, "Take off the list");
      await visitor.page.getByRole("alert").waitFor();
      await survey(visitor, "withdraw-error");
      await visitor.page.getByRole("checkbox", { name: "Picture 1" }).check();
      const asked = performance.now();
      const [answered] = await Promise.all([visitor.page.waitForResponse(/\/v1\/case\/withdraw$/), press(visitor, "Take off the list")]);
      await answered.finished();
      // The service answers once it is done: from here on nothing matches, not even for a moment.
      assert.equal(await edits_that_match(), 0);
      console.log(`# withdrawn: no edit matches ${Math.round(performance.now() - asked)} ms after the press`);
      const { requestStart, responseEnd } = answered.request().timing();
      assert.ok(responseEnd - requestStart < 1000, "a withdrawal takes effect within a second");
      await visitor.page.getByText(/^1 picture is off the list\. You can put them back until /).waitFor();
      await survey(visitor, "withdrawn");
      await press(visitor, "Show my case");
      await visitor.page.getByText("Taken off the list").waitFor();
      await press(visitor, "Put pictures back on the list");
      await survey(visitor, "undo");
      await visitor.page.getByRole("checkbox", { name: /^Picture 1, can be put back until/ }).check();
      await press(visitor, "Put back");
      await visitor.page.getByText("1 picture is back on the list.").waitFor();
      await visitor.page.getByText("There is nothing to put back.").waitFor();
      await survey(visitor, "undo-none");
      await eventually("every edit matches again", async () => (await edits_that_match()) === edits.length);
    });
  },

  async "works with the square code's text, a file, a locked file, and what is kept on the device"() {
    const passphrase = "copper lantern meadow seven";
    await stand.visit(async (visitor) => {
      await press(visitor, "Nothing has happened. I want to stay safe");
      await visitor.page.getByRole("checkbox", { name: /^Done ?: Close the doors now$/ }).check();
      await press(visitor, "Back");
      await open_with(visitor, qr_text);
      await is_titled(visitor, "Your case");
      await look_inside(visitor, "localStorage.setItem('notes', 'of another case'); 0");
      await press(visitor, "Keep a way back to my case");
      await answer(visitor, "No, only I use it");
      await visitor.page.getByText(/the words cannot be shown again/).waitFor();
      await survey(visitor, "keep-own-device");

      const save = async () => {
        const [download] = await Promise.all([visitor.page.waitForEvent("download"), press(visitor, "Save the file")]);
        assert.match(download.suggestedFilename(), /^notes-[0-9A-Z]{4}\.txt$/);
        return readFileSync(await download.path(), "utf8");
      };
      const plain = await save();
      assert.match(plain, /^AGE-SECRET-KEY-1/m);
      await visitor.page.getByLabel("Passphrase, if you want one").fill("short");
      await press(visitor, "Save the file");
      await visitor.page.getByText("Use at least 12 characters").waitFor();
      await visitor.page.getByLabel("Passphrase, if you want one").fill(passphrase);
      const locked = await save();
      // Busy for a while, the button kept the focus: whoever goes by keyboard is still there.
      assert.equal(await look_inside(visitor, "document.activeElement.textContent"), "Save the file");
      assert.match(locked, /BEGIN AGE ENCRYPTED FILE/);
      assert.doesNotMatch(locked, /AGE-SECRET-KEY|HF-/);

      await visitor.page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
      await visitor.page.getByText("A case is kept on this device already.", { exact: false }).waitFor();
      await press(visitor, "Keep on this device");
      await visitor.page.getByText("Kept on this device.").waitFor();
      assert.equal(await visitor.page.getByText("A case is kept on this device already.", { exact: false }).count(), 0);
      const kept = await look_inside(visitor, "localStorage.getItem('notes')");
      assert.match(kept, /BEGIN AGE ENCRYPTED FILE/);
      assert.doesNotMatch(kept, /AGE-SECRET-KEY|HF-/);
      await eventually("what was done is kept beside it", async () => (await look_inside(visitor, "localStorage.length")) === 2);
      assert.match(await look_inside(visitor, "localStorage.getItem('notes-2')"), /^[A-Za-z0-9_-]{1400,1500}$/);

      const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
      const fresh = async () => {
        await visitor.page.reload();
        await press(visitor, "I have been here before");
      };
      await fresh();
      await visitor.page.locator("input[type=file]").setInputFiles(file("notes.txt", plain));
      await is_titled(visitor, "Your case");
      await fresh();
      await visitor.page.locator("input[type=file]").setInputFiles(file("notes.txt", locked));
      await visitor.page.getByLabel("Passphrase of the file").fill("not the passphrase");
      await press(visitor, "Open");
      await visitor.page.getByRole("alert").getByText("The passphrase does not open this file.").waitFor();
      await survey(visitor, "open-locked");
      await visitor.page.getByLabel("Passphrase of the file").fill(passphrase);
      await press(visitor, "Open");
      await is_titled(visitor, "Your case");
      await fresh();
      await press(visitor, "Use what is kept on this device");
      await visitor.page.getByLabel("Passphrase of the file").fill(passphrase);
      await press(visitor, "Open");
      await is_titled(visitor, "Your case");
      await press(visitor, "What you have done, and when");
      await is_titled(visitor, "What you have done, and when");
      await visitor.page.getByText("This list is kept on this device beside your key, locked.").waitFor();
      await survey(visitor, "done-list-kept");
      const before = await look_inside(visitor, "localStorage.getItem('notes-2')");
      await press(visitor, "Not done after all: Close the doors now");
      await visitor.page.getByText("Nothing is marked as done yet.", { exact: false }).waitFor();
      await eventually("the change is kept", async () => (await look_inside(visitor, "localStorage.getItem('notes-2')")) !== before);
      await fresh();
      // It may be the only way in, so one press alone does not remove it.
      await press(visitor, "Remove it from this device");
      await visitor.page.getByText("If you have no words, code or file, nobody can open that case again.").waitFor();
      assert.equal(await look_inside(visitor, "localStorage.length"), 2);
      await press(visitor, "Yes, remove it");
      await visitor.page.getByText("Removed from this device.").waitFor();
      assert.equal(await look_inside(visitor, "localStorage.length"), 0);
    });
  },

  async "can be changed when somebody else may have the words: the new ones are kept first, so that leaving at any moment loses nothing"() {
    const old = words;
    const opens_nothing = (lost) =>
      stand.visit(async (visitor) => {
        await open_with(visitor, lost.join(" "));
        await visitor.page.getByRole("alert").getByText(/No case opens with this/).waitFor();
      });
    /** From the case to new words that are written down. */
    const draw = async (visitor) => {
      await press(visitor, "Someone else may have my words");
      await press(visitor, "Make new words");
      await is_titled(visitor, "Keep your new words first");
      assert.equal(await visitor.page.getByRole("button", { name: change }).count(), 0, "nothing is changed before they are kept");
      return read_words(visitor);
    };
    const change = "I have them. Change them now";
    const exit = async (visitor) => {
      await press(visitor, "Exit this page");
      await visitor.page.getByRole("heading", { name: "Weather" }).waitFor();
    };

    // Whoever leaves before the change comes back with the old words,
    await stand.visit(async (visitor) => {
      await case_of(visitor, old);
      await press(visitor, "Someone else may have my words");
      await survey(visitor, "new-words");
      await press(visitor, "Back");
      assert.notDeepEqual(await draw(visitor), old);
      await survey(visitor, "new-words-keep");
      await exit(visitor);
    });
    // whoever leaves in the second in which the change is on its way, with the new ones.
    await stand.visit(async (visitor) => {
      await case_of(visitor, old);
      words = await draw(visitor);
      const changed = new Promise((done) => {
        void visitor.context.route("**/v1/case/keys", async (route) => done(await route.fetch()), { times: 1 });
      });
      await press(visitor, change);
      assert.equal((await changed).status(), 200);
      await exit(visitor);
    });
    await opens_nothing(old);

    const second = words;
    await stand.visit(async (visitor) => {
      await case_of(visitor, second);
      words = await draw(visitor);
      // The service changes the keys, and the connection breaks before the page hears of it.
      await visitor.context.route("**/v1/case/keys", async (route) => {
        await route.fetch();
        await route.abort("connectionreset");
      }, { times: 1 });
      await visitor.context.route("**/v1/case", (route) => route.abort("connectionreset"), { times: 1 });
      await press(visitor, change);
      await visitor.page.getByText(/We do not know if your words were changed/).waitFor();
      await press(visitor, "Back");
      await visitor.page.getByText(/We do not know if your words were changed/).waitFor();
      await survey(visitor, "case-unsure");
      await press(visitor, "Change your words");
      await is_titled(visitor, "Keep your new words first");
      await press(visitor, change);
      await is_titled(visitor, "Your words are changed");
      await survey(visitor, "new-words-done");
      await press(visitor, "Continue");
      await is_titled(visitor, "Your case");
    });
    await opens_nothing(second);
    await stand.visit(async (visitor) => {
      await case_of(visitor, words);
      await visitor.page.getByRole("heading", { name: "1 alert" }).waitFor();
    });
  },

  async "takes more pictures, after the question about age, and locks when the answer is not sure"() {
    await stand.visit(async (visitor) => {
      await case_of(visitor, words);
      await press(visitor, "Add pictures");
      await survey(visitor, "age-adding");
      await answer(visitor, adult);
      await choose(visitor, chosen_png("pattern.png", generated_png(5)));
      await press(visitor, "Continue");
      await agree_and_send(visitor);
      await is_titled(visitor, "Your fingerprints are on the list");
      await press(visitor, "Continue");
      await is_titled(visitor, "Your case");
      await visitor.page.getByRole("heading", { name: "Picture 2", exact: true }).waitFor();
      await press(visitor, "Add pictures");
      await answer(visitor, "I am not sure");
      await is_titled(visitor, "Not being sure is all right");
      assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file]').length"), 0);
      await no_worker_runs(visitor);
    });
  },

  async "is deleted for good in two steps"() {
    await stand.visit(async (visitor) => {
      await case_of(visitor, words);
      await press(visitor, "See alerts");
      await press(visitor, "Remove this alert");
      await visitor.page.getByText("There are no alerts.").waitFor();
      await visitor.page.locator("h1:focus").waitFor();
      await survey(visitor, "alerts-none");
      await press(visitor, "Back");
      await is_titled(visitor, "Your case");
      // Whatever this device keeps may be another case's.
      await look_inside(visitor, "localStorage.setItem('notes', 'locked')");
      await press(visitor, "Delete the case for good");
      await survey(visitor, "erase");
      await press(visitor, "Delete the case");
      await is_titled(visitor, "Are you sure?");
      await survey(visitor, "erase-sure");
      await press(visitor, "Yes, delete it for good");
      await is_titled(visitor, "Your case is deleted");
      await visitor.page.getByText(/^This device still keeps a key/).waitFor();
      await survey(visitor, "erased");
      assert.equal(await look_inside(visitor, "localStorage.length"), 1);
      await press(visitor, "Remove it from this device");
      assert.equal(await look_inside(visitor, "localStorage.length"), 0);
      await eventually("no edit matches", async () => (await edits_that_match()) === 0);
    });
    await stand.visit(async (visitor) => {
      await open_with(visitor, words.join(" "));
      await visitor.page.getByRole("alert").getByText(/No case opens with this/).waitFor();
    });
  },
};

it("a case lives from its first picture to its end", async (test) => {
  for (const [part, act] of Object.entries(life)) {
    let is_done = false;
    await test.test(part, async () => {
      await act();
      is_done = true;
    });
    if (!is_done) return;
  }
});
