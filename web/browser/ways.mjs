// SPDX-License-Identifier: Apache-2.0
// Ways through the page that several tests take, each waiting for the screen it leads to.
import { answer, press } from "./browser.mjs";

/** Waits for the screen with this heading. */
export const is_titled = async ({ page }, text) => page.getByRole("heading", { level: 1, name: text, exact: true }).waitFor();

export const age_question = "Was everyone in the picture 18 or over when it was made?";
export const adult = "Yes, everyone was 18 or over";

export async function to_age(visitor) {
  await answer(visitor, "No");
  await is_titled(visitor, age_question);
}

export async function to_who_checks(visitor) {
  await to_age(visitor);
  await answer(visitor, adult);
  await answer(visitor, "Someone I only know online");
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

export async function agree_and_send(visitor) {
  await visitor.page.getByRole("checkbox", { name: /Everyone in these pictures was 18 or over/ }).check();
  await press(visitor, "Send");
}

/** Ended workers are gone from the browser's list a moment later. */
export async function no_worker_runs({ page }) {
  while (page.workers().length > 0) await page.workers()[0].waitForEvent("close");
}
