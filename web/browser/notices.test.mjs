// SPDX-License-Identifier: Apache-2.0
// Letters and reports: which are offered on which route, what is asked, what the letter says and lacks, every way to take it along, and
// what becomes of those that were sent.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answer, drop_file, look_inside, paste_file, press, survey } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { adult, is_titled, live_question, no_worker_runs, to_age } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;

/** The guide's questions, each answered by the text given for its heading. */
async function answer_guide(visitor, by_heading) {
  for (;;) {
    const heading = await visitor.page.getByRole("heading", { level: 1 }).innerText();
    if (!(heading in by_heading)) return;
    await answer(visitor, by_heading[heading]);
    await visitor.page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor({ state: "detached" });
  }
}
const posted = {
  [live_question]: "No",
  "Who makes the threats?": "A stranger online",
  "What do they have, as far as you know?": "A real picture or video",
  "Has it been posted or sent to others?": "Yes",
  "Was anything paid?": "No",
  "Where do the threats come from, or where was it posted?": "Instagram",
  "Where do you live?": "England",
};

async function to_letters(visitor, answers = posted) {
  await to_age(visitor);
  await answer(visitor, adult);
  await is_titled(visitor, live_question);
  await answer_guide(visitor, answers);
  await is_titled(visitor, "What helps right now");
  await press(visitor, "Letters and reports");
  await is_titled(visitor, "Letters and reports");
}
const go_on = (visitor) => press(visitor, "Continue");

const uk_report = "Report that names the UK law (Online Safety Act)";

describe("an adult whose picture was posted", () => {
  it(
    "writes the UK report: asked only what it needs, one question a screen; it is noted as sent, and the hours run",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor);
      await survey(visitor, "notices-list");
      await press(visitor, "Write a letter or a report");
      await is_titled(visitor, "What do you want to write?");
      await survey(visitor, "notices-choose");
      await answer(visitor, uk_report);
      await page.getByLabel("Web addresses, one on each line").fill("instagram.com/p/abc\nhttps://www.instagram.com/p/def");
      await survey(visitor, "notices-ask-pages");
      await go_on(visitor);
      await survey(visitor, "notices-ask-statement");
      for (let i = 0; i < 3; i += 1) await answer(visitor, "Yes");
      await page.getByLabel("How they can reach you, such as an e-mail address").fill("new.address@example.org");
      await go_on(visitor);
      await answer(visitor, "Yes");
      await is_titled(visitor, uk_report);
      await page.getByText("Nothing is missing. Read the letter before you send it.").waitFor();
      const letter = await page.getByRole("article", { name: "The letter" }).innerText();
      for (const words of ["1. https://instagram.com/p/abc", "2. https://www.instagram.com/p/def", "new.address@example.org", "I declare that this report is made by the subject of the content."]) assert.ok(letter.includes(words), words);
      await survey(visitor, "notices-letter");
      await press(visitor, "I sent it");
      await is_titled(visitor, "When did you send it?");
      await survey(visitor, "notices-sent");
      assert.equal(await page.getByLabel("To whom").inputValue(), "Instagram");
      await press(visitor, "Note it");
      await is_titled(visitor, "Letters and reports");
      await page.getByText(/^They have until \d/).waitFor();
      await survey(visitor, "notices-tracked");
      await press(visitor, "Back");
      await is_titled(visitor, "What helps right now");
      assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
    }),
  );
});

describe("on a route without pictures", () => {
  it(
    "a report is written in words alone: a picture that is dropped or pasted does nothing",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
      await press(visitor, "Letters and reports");
      await press(visitor, "Write a letter or a report");
      await answer(visitor, "Report to the police, field by field");
      await page.getByRole("textbox").waitFor();
      await no_worker_runs(visitor);
      const small = "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==";
      for (const selector of ["main textarea", "main"]) {
        assert.equal(await drop_file(visitor, selector, "picture.jpg", small), true, "the browser must not open the file");
        await paste_file(visitor, selector, "picture.jpg", small);
      }
      assert.equal(await page.getByRole("textbox").inputValue(), "");
      assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file], main img').length"), 0);
      assert.equal(page.workers().length, 0);
    }),
  );
});
