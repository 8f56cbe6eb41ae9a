// SPDX-License-Identifier: Apache-2.0
// Whoever comes back with the words of a case: evidence beside it, by the question of age each time; what this device keeps of it is found,
// also when the words were changed since. One life of one case, so it is one test.
import assert from "node:assert/strict";
import { it } from "node:test";
import { answer, press, survey } from "./browser.mjs";
import { carry_on, is_kept, keep_it } from "./draft_ways.mjs";
import { evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { chosen_png, generated_png } from "./generated.mjs";
import { start_service } from "./service.mjs";
import { adult, age_question, agree_and_send, assert_no_picture_gets_in, choose, is_titled, to_pictures } from "./ways.mjs";

const stand = one_visitor(start_service);
const within = { timeout: 60_000 };
const note = "Quillonade wrote first on a train.";

async function read_words({ page }) {
  await page.getByRole("button", { name: "Show the words", exact: true }).click();
  const shown = page.locator("main ol.hf-words").first().locator("li");
  await shown.nth(11).waitFor();
  return (await shown.allInnerTexts()).map((word) => word.trim()).join(" ");
}
async function to_case(visitor, words) {
  await press(visitor, "I have been here before");
  await visitor.page.getByRole("textbox").fill(words);
  await press(visitor, "Open");
  await is_titled(visitor, "Your case");
}
async function to_question(visitor, words) {
  await to_case(visitor, words);
  await press(visitor, evidence);
  await is_titled(visitor, age_question);
}
const holds_note = ({ page }) => page.getByText("Notes: 1.", { exact: false }).waitFor(within);

let words;
const life = {
  async "begins with a case that was sent"() {
    await stand.visit(async (visitor) => {
      await to_pictures(visitor);
      await choose(visitor, chosen_png("hills.png", generated_png(2)));
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await agree_and_send(visitor);
      await is_titled(visitor, "Your fingerprints are on the list");
      await press(visitor, "Continue");
      await answer(visitor, "No, only I use it");
      words = await read_words(visitor);
    });
  },

  async "asks about age on the way, and any answer but the adults' locks the visit: no evidence, no file, no worker"() {
    for (const [said, young] of [["I am under 18 now", true], ["No, someone was under 18", true], ["I am not sure", true], ["I am helping someone else", false]])
      await stand.visit(async (visitor, page) => {
        await to_question(visitor, words);
        await page.getByText("You are going to your evidence. We ask this again each time.").waitFor();
        if (said === "I am not sure") await survey(visitor, "age-evidence");
        await answer(visitor, said);
        await page.getByRole("heading", { level: 1, name: age_question, exact: true }).waitFor({ state: "detached" });
        await assert_no_picture_gets_in(visitor);
        for (const name of [evidence, "Go to my evidence", "Back to my case", keep_it]) assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0, name);
        assert.equal(await page.getByRole("button", { name: "Write down what happened", exact: true }).count(), young ? 1 : 0);
        await press(visitor, "Back");
        assert.equal(await page.getByRole("radio", { name: adult }).count(), 0, "it is not asked again");
      });
  },

  async "opens for an adult, is kept with the key that they came with, and leads back to the case"() {
    await stand.visit(async (visitor, page) => {
      await to_question(visitor, words);
      await answer(visitor, adult);
      await page.getByRole("button", { name: "Add files", exact: true }).waitFor(within);
      await press(visitor, "Add links, names, money or notes");
      await press(visitor, "Add a note");
      await page.getByLabel("Your note").fill(note);
      await press(visitor, "Put it in");
      await page.getByText(note).waitFor();
      await press(visitor, "Go to my evidence");
      await press(visitor, keep_it);
      await page.getByText("Your key opens it: your words, your code or your file.", { exact: false }).waitFor();
      await press(visitor, "Keep my evidence here");
      await is_kept(visitor);
      await press(visitor, "Go to my evidence");
      await page.getByRole("button", { name: "Back", exact: true }).last().click();
      await is_titled(visitor, evidence);
      await survey(visitor, "evidence-beside-case");
      await press(visitor, "Back to my case");
      await is_titled(visitor, "Your case");
      await survey(visitor, "case-with-evidence");
    });
  },

  async "finds what this device keeps, and opens it with the case"() {
    await stand.visit(async (visitor, page) => {
      await to_question(visitor, words);
      await answer(visitor, adult);
      await is_titled(visitor, carry_on);
      await survey(visitor, "draft-of-case");
      await press(visitor, "Open it with my case");
      await holds_note(visitor);
      assert.equal(await page.getByText("This was kept with other words", { exact: false }).count(), 0);
    });
  },

  async "says what a change of words leaves as it is, and takes the old words for it"() {
    const old = words;
    await stand.visit(async (visitor, page) => {
      await to_case(visitor, old);
      await press(visitor, "Someone else may have my words");
      await page.getByText("This device keeps evidence. If you kept it with your old words", { exact: false }).waitFor();
      await page.getByText("Show or save the old ones").click();
      assert.equal(await read_words(visitor), old, "the old ones may be kept nowhere but on this device");
      await survey(visitor, "new-words-evidence");
      await press(visitor, "Make new words");
      await is_titled(visitor, "Keep your new words first");
      words = await read_words(visitor);
      assert.notEqual(words, old);
      await press(visitor, "I have them. Change them now");
      await is_titled(visitor, "Your words are changed");
      await page.getByText("This device keeps evidence. If you kept it with your old words", { exact: false }).waitFor();
      await survey(visitor, "new-words-done-evidence");
      await page.getByText("Show or save the old ones").click();
      assert.equal(await read_words(visitor), old);
    });
    await stand.visit(async (visitor, page) => {
      await to_question(visitor, words);
      await answer(visitor, adult);
      await is_titled(visitor, carry_on);
      await press(visitor, "Open it with my case");
      await page.getByRole("alert").getByText("Your case does not open it. If you changed your words since you kept it", { exact: false }).waitFor(within);
      await survey(visitor, "draft-other-key");
      await page.locator("#draft-words").fill(old);
      await press(visitor, "Open it");
      await holds_note(visitor);
      await page.getByText("This was kept with other words than those of your case. On this device only those words still open it.", { exact: false }).waitFor();
      await survey(visitor, "evidence-of-old-words");
      await press(visitor, "Cymraeg");
      await survey(visitor, "evidence-of-old-words-cy");
    });
  },

  async "says nothing of evidence here where none is kept, and still says it of other devices"() {
    await stand.visit(async (visitor, page) => {
      await to_question(visitor, words);
      await answer(visitor, adult);
      await is_titled(visitor, carry_on);
      await press(visitor, "Delete what is kept here");
      await press(visitor, "Yes, delete it");
      await page.getByRole("button", { name: "Add files", exact: true }).waitFor(within);
      await page.getByRole("button", { name: "Back", exact: true }).last().click();
      await press(visitor, "Back to my case");
      await press(visitor, "Someone else may have my words");
      await page.getByText("This does not change what you kept or locked before.", { exact: false }).waitFor();
      assert.equal(await page.getByText("This device keeps evidence.", { exact: false }).count(), 0);
    });
  },
};

it("the evidence of somebody who comes back lives beside their case", { timeout: 600_000 }, async (test) => {
  for (const [part, act] of Object.entries(life)) {
    let is_done = false;
    await test.test(part, async () => {
      await act();
      is_done = true;
    });
    if (!is_done) return;
  }
});
