// SPDX-License-Identifier: Apache-2.0
// Ways through the page that several tests take, each waiting for the screen it leads to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answer, drop_file, look_inside, paste_file, press } from "./browser.mjs";
import { vectors } from "./paths.mjs";

/** Waits for the screen with this heading. */
export const is_titled = async ({ page }, text) => page.getByRole("heading", { level: 1, name: text, exact: true }).waitFor();

export const age_question = "Was everyone in the picture 18 or over when it was made?";
export const adult = "Yes, everyone was 18 or over";
export const live_question = "Are you on a call or chat with them right now?";
export const who_question = "Who makes the threats?";

export async function to_age(visitor) {
  await answer(visitor, "No");
  await is_titled(visitor, age_question);
}

/** From the first of the guide's questions to an adult's plan, with a stranger who has a picture. */
export async function to_plan(visitor) {
  await answer(visitor, "No");
  await is_titled(visitor, who_question);
  await answer(visitor, "A stranger online");
  await press(visitor, "Show me the steps now");
  await is_titled(visitor, "What helps right now");
}

/** The guide's questions, each answered by the text given for its heading. */
export async function answer_guide(visitor, by_heading) {
  for (;;) {
    const heading = await visitor.page.getByRole("heading", { level: 1 }).innerText();
    if (!(heading in by_heading)) return;
    const choice = by_heading[heading];
    if ((await visitor.page.getByRole("radio", { name: choice, exact: true }).count()) === 0) await visitor.page.getByLabel("Find it in the list").fill(choice);
    await answer(visitor, choice);
    await visitor.page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor({ state: "detached" });
  }
}

export async function to_who_checks(visitor) {
  await to_age(visitor);
  await answer(visitor, adult);
  await is_titled(visitor, live_question);
  await to_plan(visitor);
  await press(visitor, "Continue");
  await is_titled(visitor, "What this page can do, and what it cannot");
}

export async function to_pictures(visitor) {
  await to_who_checks(visitor);
  await press(visitor, "Continue");
  await is_titled(visitor, "Choose your pictures");
}

/** Chooses files, and waits until something came of each. */
export async function choose({ page }, files) {
  await page.locator("#picture-files").setInputFiles(files);
  await page.getByText("All pictures are done.").waitFor({ timeout: 120_000 });
}

/** Back from wherever an adult is, through all that they answered, to the question of age. */
export async function back_to_age(visitor) {
  while ((await visitor.page.getByRole("heading", { level: 1 }).innerText()) !== age_question) await press(visitor, "Back");
}

export async function agree_and_send(visitor) {
  await visitor.page.getByRole("checkbox", { name: /Everyone in these pictures was 18 or over/ }).check();
  await press(visitor, "Send");
}

/** Ended workers are gone from the browser's list a moment later. */
export async function no_worker_runs({ page }) {
  while (page.workers().length > 0) await page.workers()[0].waitForEvent("close");
}

/** On a route without pictures: no file input, no worker, and a picture that is dropped or pasted, on a field too, does nothing at all. */
export async function assert_no_picture_gets_in(visitor) {
  const small_base64 = readFileSync(join(vectors, "media/landscape.jpg")).toString("base64");
  await no_worker_runs(visitor);
  const content = "[...document.querySelectorAll('main input, main textarea, main select')].map((field) => field.value).concat(document.querySelector('main').innerText).join('\\n')";
  const shown = await look_inside(visitor, content);
  const sent = visitor.requests.length;
  const fields = await look_inside(visitor, "[...document.querySelectorAll('.hf-letters input, .hf-letters textarea')].filter((field) => field.checkVisibility() && field.id !== '').map((field) => `#${CSS.escape(field.id)}`)");
  for (const selector of ["main", "body", "h1", ...fields]) {
    assert.equal(await drop_file(visitor, selector, "picture.jpg", small_base64), true, "the browser must not open the file");
    await paste_file(visitor, selector, "picture.jpg", small_base64);
  }
  assert.equal(await look_inside(visitor, content), shown);
  assert.equal(visitor.requests.length, sent);
  assert.equal(visitor.page.workers().length, 0);
  assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file], img, video, audio, canvas, object, embed, [contenteditable]').length"), 0);
}
