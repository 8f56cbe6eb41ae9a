// SPDX-License-Identifier: Apache-2.0
// Whoever takes up kept evidence with the words of a case that was sent, and sends pictures as a new case: what the page says of those
// words, and what the old and the new ones open afterwards. One life of two cases, so it is one test.
import assert from "node:assert/strict";
import { it } from "node:test";
import { answer, press, survey } from "./browser.mjs";
import { is_kept, keep_it, to_what_is_kept } from "./draft_ways.mjs";
import { to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { chosen_png, generated_png } from "./generated.mjs";
import { start_service } from "./service.mjs";
import { agree_and_send, choose, is_titled } from "./ways.mjs";

const stand = one_visitor(start_service);
const within = { timeout: 60_000 };
const refused = "Your words open a case already";
const note = "Quillonade wrote first on a train.";

async function read_words({ page }) {
  await page.getByRole("button", { name: "Show the words", exact: true }).click();
  const shown = page.locator("main ol.hf-words").first().locator("li");
  await shown.nth(11).waitFor();
  return (await shown.allInnerTexts()).map((word) => word.trim()).join(" ");
}
/** From the list of evidence to what is sent. */
async function to_review(visitor, picture) {
  await visitor.page.getByRole("button", { name: "Back", exact: true }).last().click();
  await is_titled(visitor, "What helps right now");
  await press(visitor, "Continue");
  await is_titled(visitor, "What this page can do, and what it cannot");
  await press(visitor, "Continue");
  await is_titled(visitor, "Choose your pictures");
  await choose(visitor, picture);
  await press(visitor, "Continue");
  await press(visitor, "Continue");
}
async function open_kept_with(visitor, words) {
  await to_what_is_kept(visitor);
  await visitor.page.locator("#draft-words").fill(words);
  await press(visitor, "Open it");
}
const holds_note = ({ page }) => page.getByText("Notes: 1.", { exact: false }).waitFor(within);
const number_sent = async ({ page }) => /HF-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator("main").innerText())?.[0];
async function case_opens(words, number) {
  await stand.visit(async (visitor) => {
    await press(visitor, "I have been here before");
    await visitor.page.getByRole("textbox").fill(words);
    await press(visitor, "Open");
    await is_titled(visitor, "Your case");
    await visitor.page.getByText(number).first().waitFor();
  });
}

it("the words of a case that was sent make no second one; new words do, and each opens what it opened", { timeout: 600_000 }, async () => {
  let old_words;
  let old_number;
  await stand.visit(async (visitor, page) => {
    await to_evidence(visitor);
    await press(visitor, "Add links, names, money or notes");
    await press(visitor, "Add a note");
    await page.getByLabel("Your note").fill(note);
    await press(visitor, "Put it in");
    await page.getByText(note).waitFor();
    await press(visitor, "Go to my evidence");
    await press(visitor, keep_it);
    await press(visitor, "Keep my key");
    old_words = await read_words(visitor);
    await press(visitor, "Continue");
    await press(visitor, "Keep my evidence here");
    await is_kept(visitor);
    await press(visitor, "Go to my evidence");
    await to_review(visitor, chosen_png("hills.png", generated_png(2)));
    await agree_and_send(visitor);
    await is_titled(visitor, "Your fingerprints are on the list");
    old_number = await number_sent(visitor);
  });

  let new_words;
  let new_number;
  await stand.visit(async (visitor, page) => {
    await open_kept_with(visitor, old_words);
    await holds_note(visitor);
    await to_review(visitor, chosen_png("lake.png", generated_png(3)));
    await agree_and_send(visitor);
    await is_titled(visitor, refused);
    await page.getByText("Nothing was sent now.", { exact: false }).waitFor();
    await survey(visitor, "words-sent-before");
    await press(visitor, "Cymraeg");
    await survey(visitor, "words-sent-before-cy");
    await press(visitor, "English");
    // Stopping keeps the words and the pictures; they are refused as before.
    await press(visitor, "Stop, do not send");
    await agree_and_send(visitor);
    await is_titled(visitor, refused);
    await press(visitor, "Make a new case with new words");
    await agree_and_send(visitor);
    await is_titled(visitor, "Your fingerprints are on the list");
    new_number = await number_sent(visitor);
    await press(visitor, "Continue");
    await answer(visitor, "No, only I use it");
    new_words = await read_words(visitor);
  });
  assert.ok(old_number !== undefined && new_number !== undefined, "each has a number");
  assert.notEqual(new_number, old_number);
  assert.notEqual(new_words, old_words);

  await case_opens(old_words, old_number);
  await case_opens(new_words, new_number);
  await stand.visit(async (visitor, page) => {
    await open_kept_with(visitor, new_words);
    await page.getByRole("alert").getByText("This does not open what is kept here.", { exact: false }).waitFor(within);
    await page.locator("#draft-words").fill(old_words);
    await press(visitor, "Open it");
    await holds_note(visitor);
  });
});
