// SPDX-License-Identifier: Apache-2.0
// Texts for friends and family, and the list of people who could be written to: typed on every route, read from a platform's file on
// the adult route alone. Nothing of it is sent or kept.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { answer, look_inside, press, survey } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { bridge, root, vectors } from "./paths.mjs";
import { adult, back_to_age, is_titled, live_question, to_age } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;
const texts = "Texts for friends and family";
const people = "Who they could reach";
const contacts = (name) => join(vectors, "contacts", name);

/** To an adult's plan after all questions, with threats on Instagram by a stranger, or by `who`. */
async function to_whole_plan(visitor, who = "A stranger online", title = "What helps right now") {
  await to_age(visitor);
  await answer(visitor, adult);
  await is_titled(visitor, live_question);
  for (const text of ["No", who, "A real picture or video", "No, they threaten to do it", "No", "Instagram", "England"]) await answer(visitor, text);
  await is_titled(visitor, title);
}
/** What the guide's data say of a topic of a platform and was seen in a source; other words of it are not shown. */
const handbook = JSON.parse(readFileSync(join(root, "build/bin/guidance.json"), "utf8"));
const words_of = (id, topic) => {
  const part = handbook.platform.find((each) => each.id === id)[topic];
  return part?.sure === "seen" && part.unsure === undefined ? [part.text, part.consequence].flatMap((text) => text?.en ?? []) : [];
};
const kept = (visitor) => look_inside(visitor, "localStorage.length + sessionStorage.length");
const names_shown = ({ page }) => page.locator(".hf-letters h3 bdi").allInnerTexts();
const folder = mkdtempSync(join(tmpdir(), "friends-"));
after(() => rmSync(folder, { recursive: true }));
/** A zip as other programs make it: "vector=name in the zip", and a picture beside. */
function zip(name, pairs) {
  const path = join(folder, name);
  const program = "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:\n  for pair in sys.argv[2:]:\n    source, name = pair.split('=')\n    z.write(source, name)";
  execFileSync("python3", ["-c", program, path, `${bridge}=media/posts/1.jpg`, ...pairs.map((pair) => contacts(pair))]);
  return path;
}
/** Chooses a file of people, and waits for what the page says of it. */
async function choose_file(page, file, news) {
  await page.locator(".hf-letters input[type=file]").setInputFiles(file);
  await page.getByRole("status").getByText(news, { exact: true }).waitFor({ timeout: 60_000 });
}
const file_inputs = (visitor) => look_inside(visitor, "document.querySelectorAll('input[type=file]').length");

describe("texts for friends and family", () => {
  it(
    "are offered in several tones, can be changed, copied and shared, and stay in the page",
    in_a_visit(async (visitor, page) => {
      await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await look_inside(visitor, "navigator.share = (what) => { globalThis.shared = what.text; return Promise.resolve(); }; 0");
      await to_whole_plan(visitor);
      await press(visitor, texts);
      await is_titled(visitor, texts);
      await page.getByText("What you copy or save stays on this device", { exact: false }).waitFor();
      await survey(visitor, "messages");
      const field = page.getByLabel("Your text");
      const brief = await field.inputValue();
      assert.match(brief, /do not open it or pass it on/);
      await page.getByLabel("How should it sound?").selectOption({ label: "Warm" });
      const warm = await field.inputValue();
      assert.notEqual(warm, brief);
      await field.fill("My own words");
      await press(visitor, "Copy the text");
      await page.getByRole("status").getByText("Copied.", { exact: false }).waitFor();
      assert.equal(await look_inside(visitor, "navigator.clipboard.readText()"), "My own words");
      assert.equal(await look_inside(visitor, "globalThis.shared ?? null"), null, "nothing is handed over before it is pressed");
      await press(visitor, "Share the text");
      await page.getByText("Handed to the app that you picked.").waitFor();
      assert.equal(await look_inside(visitor, "globalThis.shared"), "My own words");
      await page.getByLabel("How should it sound?").selectOption({ label: "Short" });
      assert.equal(await field.inputValue(), brief);
      await page.getByLabel("How should it sound?").selectOption({ label: "Warm" });
      assert.equal(await field.inputValue(), "My own words", "what was written stays beside the others");
      await press(visitor, "Take back my changes");
      assert.equal(await field.inputValue(), warm);
      await page.getByLabel("Who is it for?").selectOption({ label: "Family" });
      assert.match(await field.inputValue(), /blackmailed|threat/);
      // What others can see there, from the platform that was named.
      await page.getByRole("heading", { name: "What others can see", exact: true }).waitFor();
      const shown = await page.locator(".hf-letters .hf-card").innerText();
      assert.match(shown, /^Instagram\s/);
      for (const topic of ["friends_list", "requests"]) for (const words of words_of("instagram", topic)) assert.ok(shown.includes(words), `${topic}: ${words} is not in: ${shown}`);
      assert.ok(words_of("instagram", "friends_list").length > 0 && !words_of("instagram", "block").some((words) => shown.includes(words)), "of its own topics alone");
      await press(visitor, "Copy the text");
      await page.getByRole("status").getByText("Copied.", { exact: true }).waitFor();
      await press(visitor, "Cymraeg");
      await is_titled(visitor, "Testunau i ffrindiau a theulu");
      await page.getByRole("status").getByText("Wedi'i gopïo.", { exact: true }).waitFor(); // news is in the language that is read
      await survey(visitor, "messages-cy");
      await page.getByRole("button", { name: "Yn ôl", exact: true }).click();
      assert.equal(await kept(visitor), 0);
    }),
  );

  it(
    "are there for somebody under 18, in their words, with nothing that takes a file",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await press(visitor, texts);
      await is_titled(visitor, texts);
      await page.getByLabel("Who is it for?").selectOption({ label: "School" });
      assert.match(await page.getByLabel("Your text").inputValue(), /safeguarding/);
      assert.equal(await file_inputs(visitor), 0);
      assert.equal(await page.getByText("Words for them:").count(), 0);
      await survey(visitor, "messages-young");
      await page.getByRole("button", { name: "Go back", exact: true }).click();
      await is_titled(visitor, "There is help made for you");
    }),
  );
});

describe("texts for whoever somebody helps", () => {
  it(
    "say whose words they are, and are no less to be changed",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am helping someone else");
      await answer(visitor, "An adult, and everyone in the picture was 18 or over");
      await press(visitor, texts);
      await is_titled(visitor, texts);
      await page.getByText("Words for them:").waitFor();
      await survey(visitor, "messages-for-them");
    }),
  );
});

describe("the list of people", () => {
  it(
    "is typed, sorted by what to do, searched and copied, and is gone with the page",
    in_a_visit(async (visitor, page) => {
      await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await to_whole_plan(visitor);
      await press(visitor, people);
      await is_titled(visitor, people);
      await survey(visitor, "people-empty");
      await page.getByLabel("Names", { exact: true }).fill("Lark\nTom\nlark\n" + Array.from({ length: 30 }, (_, i) => `Person ${i + 1}`).join("\n"));
      await press(visitor, "Add to the list");
      await page.getByText("32 people were added.").waitFor();
      assert.equal((await names_shown(visitor)).length, 25);
      await press(visitor, "Show more (7 left)");
      assert.equal((await names_shown(visitor)).length, 32);
      await page.getByLabel("What to do about Lark").selectOption({ label: "Tell them" });
      await page.getByLabel("What to do about Tom").selectOption({ label: "Lock them out" });
      await page.getByText("They may notice. Are you afraid of them? Ask a helpline first.", { exact: false }).waitFor();
      await page.getByText("To tell: 1. To lock out: 1.").waitFor();
      await page.getByText("A text to send", { exact: false }).first().click();
      await page.locator("#person-1-text").fill("Hello Lark");
      await page.getByLabel("Find a name").fill("PERSON 3");
      await page.getByRole("status").getByText("2 found.").waitFor();
      assert.deepEqual(await names_shown(visitor), ["Person 3", "Person 30"]);
      await page.getByLabel("Find a name").fill("lark");
      await page.getByText("A text to send", { exact: false }).first().click();
      assert.equal(await page.locator("#person-1-text").inputValue(), "Hello Lark");
      await survey(visitor, "people-one");
      await page.getByLabel("Find a name").fill("");
      await press(visitor, "Copy whom to tell and lock out");
      await page.getByRole("status").getByText("Copied.", { exact: false }).waitFor();
      assert.equal(await look_inside(visitor, "navigator.clipboard.readText()"), "Tell them:\nLark\n\nLock them out:\nTom");
      await press(visitor, "Take off the list: Tom");
      await page.getByText("To tell: 1. To lock out: 0.").waitFor();
      await page.getByRole("button", { name: "Back", exact: true }).click();
      await is_titled(visitor, "What helps right now");
      await press(visitor, people);
      assert.equal((await names_shown(visitor))[0], "Lark", "it is there until the page is left");
      assert.equal(await kept(visitor), 0);
      await page.reload();
      await to_whole_plan(visitor);
      await press(visitor, people);
      assert.deepEqual(await names_shown(visitor), []);
    }),
  );

  it(
    "is read from each platform's file on this device, and nothing of it is sent",
    in_a_visit(async (visitor, page) => {
      await to_whole_plan(visitor);
      await press(visitor, people);
      const before = visitor.requests.length;
      const choose = (file, news) => choose_file(page, file, news);
      await choose(contacts("instagram-followers_1.json"), "2 people were added.");
      await choose(contacts("instagram-followers_1.html"), "Nobody new was added.");
      await choose(contacts("instagram-following.json"), "2 people were added.");
      await choose(contacts("facebook-your_friends.json"), "3 people were added.");
      await page.getByText("The name was damaged in the file, and is repaired here.").first().waitFor();
      await choose(contacts("x-follower.js"), "1 person was added.");
      await choose(contacts("snapchat-friends.json"), "2 people were added.");
      await choose(contacts("tiktok-user_data.json"), "2 people were added.");
      assert.deepEqual(await names_shown(visitor), ["lark.meadow", "quiet_harbour", "tin_lantern", "copper.gate", "Zoë Lark", "Tom Harbour", "Jürgen 🌿", "1252851", "Lark 🌿", "gate2", "fan.lark", "tinlantern"]);
      await choose(bridge, "This is not a list of friends. Choose the file that ends in zip, json, html or js.");
      await choose({ name: "download.zip", mimeType: "application/zip", buffer: Buffer.from("PK\u0003\u0004rest") }, "This file is cut off or damaged. Save your download again.");
      await choose(zip("none.zip", ["snapchat-friends.json=notes.json"]), "There is no list of friends in this zip file. A large download comes in parts: try another part, or type the names.");
      await choose({ name: "your_friends.html", mimeType: "text/html", buffer: Buffer.from("<html></html>") }, "This is Facebook’s list as a web page (HTML). We cannot read it. Ask Facebook for JSON, or type the names.");
      await choose({ name: "x.json", mimeType: "application/json", buffer: Buffer.alloc(17 * 1024 * 1024, " ") }, "This file is too large. Choose the file with your friends alone, or type the names.");
      await choose({ name: "x.json", mimeType: "application/json", buffer: readFileSync(contacts("snapchat-friends.json")).subarray(0, 50) }, "This file is cut off or damaged. Save your download again.");
      // How to lock somebody out is that of where they are, not of where the threats come from.
      for (const [name, platform, other] of [["lark.meadow", "instagram", "facebook"], ["Zoë Lark", "facebook", "instagram"]]) {
        await page.getByLabel("Find a name").fill(name);
        await page.getByLabel(`What to do about ${name}`).selectOption({ label: "Lock them out" });
        await page.getByText("How to do it there", { exact: false }).click();
        const how = await page.locator(".hf-letters li .hf-card").innerText();
        assert.ok(words_of(platform, "friends_list").length > 0);
        for (const topic of ["block", "friends_list"]) for (const words of words_of(platform, topic)) assert.ok(how.includes(words), `${words} is not in: ${how}`);
        assert.ok(!words_of(other, "friends_list").some((words) => how.includes(words)));
        if (platform === "instagram") await survey(visitor, "people-lock");
      }
      await page.getByLabel("Find a name").fill("");
      await survey(visitor, "people");
      assert.equal(visitor.requests.length, before);
      assert.equal(await kept(visitor), 0);
      const all = await names_shown(visitor);
      await page.getByRole("button", { name: "Take off the list: copper.gate" }).click();
      await page.getByText("copper.gate is off the list.").waitFor();
      assert.ok(await page.evaluate(() => document.activeElement.textContent.startsWith("copper.gate is off the list.")), "the focus is not lost with the row");
      assert.equal((await names_shown(visitor)).includes("copper.gate"), false);
      await press(visitor, "Put back");
      assert.deepEqual(await names_shown(visitor), all);
      await press(visitor, "Empty the list");
      assert.deepEqual(await names_shown(visitor), []);
      await press(visitor, "Put back");
      assert.deepEqual(await names_shown(visitor), all);
      await press(visitor, "Empty the list");
      await page.getByLabel("Names", { exact: true }).fill("Robin");
      await press(visitor, "Add to the list");
      assert.deepEqual(await names_shown(visitor), ["Robin"]);
      assert.equal(await page.getByRole("button", { name: "Put back" }).count(), 0, "it was another list");
    }),
  );

  it(
    "is read from a download as it comes, a zip, and from TikTok's large file, with no picture opened and nothing sent",
    in_a_visit(async (visitor, page) => {
      await to_whole_plan(visitor);
      await press(visitor, people);
      const before = visitor.requests.length;
      const choose = (file, news) => choose_file(page, file, news);
      const instagram = ["instagram-followers_1.json=x/connections/followers_and_following/followers_1.json", "instagram-following.json=x/connections/followers_and_following/following.json"];
      await choose(zip("instagram.zip", instagram), "4 people were added.");
      assert.deepEqual(await names_shown(visitor), ["lark.meadow", "quiet_harbour", "tin_lantern", "copper.gate"]);
      const watched = Array.from({ length: 400_000 }, (_, i) => ({ Date: "2024-01-01 00:00:00", Link: `https://example.org/video/${i}/` }));
      const user_data = JSON.stringify({ Activity: { "Video Browsing History": { VideoList: watched }, "Follower List": { FansList: [{ UserName: "fan.lark" }] } } });
      assert.ok(user_data.length > 20 * 1024 * 1024);
      await choose({ name: "user_data_tiktok.json", mimeType: "application/json", buffer: Buffer.from(user_data) }, "1 person was added.");
      assert.equal((await names_shown(visitor)).at(-1), "fan.lark");
      assert.equal(visitor.requests.length, before);
      assert.equal(await kept(visitor), 0);
      await press(visitor, "Cymraeg");
      await page.getByText("1 person was added.").waitFor({ state: "detached" });
      await survey(visitor, "people-zip-cy");
    }),
  );

  it(
    "says how far a large file is read, and lets go of it when it is told to stop or left",
    in_a_visit(async (visitor, page) => {
      await to_whole_plan(visitor);
      await press(visitor, people);
      // Reading waits for its pieces until the test has looked.
      await look_inside(
        visitor,
        `Blob.prototype.stream = function () {
          const all = this;
          let at = 0;
          return new ReadableStream({ async pull(to) {
            const next = new Uint8Array(await all.slice(at, at += 65536).arrayBuffer());
            await new Promise((resolve) => setTimeout(resolve, 50));
            if (next.length > 0) to.enqueue(next); else to.close();
          } });
        }; 0`,
      );
      const slow = { name: "followers_1.json", mimeType: "application/json", buffer: Buffer.from(`${" ".repeat(4_000_000)}${readFileSync(contacts("instagram-followers_1.json"), "utf8")}`) };
      const input = page.locator(".hf-letters input[type=file]");
      await input.setInputFiles(slow);
      const bar = page.getByRole("progressbar", { name: "Reading the file" });
      await bar.waitFor();
      await page.waitForFunction(() => document.querySelector(".hf-letters progress")?.value > 0);
      await survey(visitor, "people-reading");
      await press(visitor, "Stop reading");
      await page.getByRole("status").getByText("Stopped. Nobody was added.", { exact: true }).waitFor();
      assert.deepEqual([await bar.count(), await names_shown(visitor)], [0, []]);
      await input.setInputFiles(slow);
      await bar.waitFor();
      await page.getByRole("button", { name: "Back", exact: true }).click();
      await press(visitor, people);
      await is_titled(visitor, people);
      await page.waitForTimeout(500);
      assert.deepEqual([await bar.count(), await names_shown(visitor)], [0, []]);
    }),
  );

  for (const [who, title] of [
    ["A partner, or a former one", "Keeping you safe"],
    ["Someone in the same home or family", "What helps right now"],
  ])
    it(
      `is typed alone where somebody close threatens, who could see a platform's mail, and no list is to be hidden: ${who}`,
      in_a_visit(async (visitor, page) => {
        await to_whole_plan(visitor, who, title);
        await press(visitor, people);
        await is_titled(visitor, people);
        assert.equal(await file_inputs(visitor), 0);
        const shown = await page.locator(".hf-letters").innerText();
        assert.doesNotMatch(shown, /\bfile|download|zip|private|hide/i);
        await page.getByLabel("Names", { exact: true }).fill("Lark");
        await press(visitor, "Add to the list");
        await page.getByText("1 person was added.").waitFor();
        await survey(visitor, who.startsWith("A partner") ? "people-close" : "people-home");
        await page.getByRole("button", { name: "Back", exact: true }).click();
        await press(visitor, texts);
        await is_titled(visitor, texts);
        assert.equal(await page.getByRole("heading", { name: "What others can see", exact: true }).count(), 0);
      }),
    );

  it(
    "is typed alone where an answer locked the visit, and a file dialog that was opened before brings nobody in",
    in_a_visit(async (visitor, page) => {
      await to_whole_plan(visitor);
      await press(visitor, people);
      const [dialog] = await Promise.all([page.waitForEvent("filechooser"), press(visitor, "Choose the file")]);
      await page.getByRole("button", { name: "Back", exact: true }).click();
      await back_to_age(visitor);
      await answer(visitor, "No, someone was under 18");
      await is_titled(visitor, "There is a safe way for this picture");
      await dialog.setFiles(contacts("facebook-your_friends.json"));
      await press(visitor, people);
      await is_titled(visitor, people);
      assert.deepEqual([await names_shown(visitor), await file_inputs(visitor)], [[], 0]);
      assert.doesNotMatch(await page.locator(".hf-letters").innerText(), /\bfile|download|zip/i);
      await page.getByLabel("Names", { exact: true }).fill("Lark");
      await press(visitor, "Add to the list");
      await page.getByText("1 person was added.").waitFor();
      await survey(visitor, "people-locked");
      assert.equal(visitor.page.workers().length, 0);
    }),
  );
});
