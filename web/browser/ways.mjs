// SPDX-License-Identifier: Apache-2.0
// Ways through the page that several tests take, each waiting for the screen it leads to.
import { answer, press } from "./browser.mjs";

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
