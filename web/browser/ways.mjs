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

export async function to_pictures(visitor) {
  await to_age(visitor);
  await answer(visitor, adult);
  await answer(visitor, "Someone I only know online");
  await press(visitor, "Continue");
  await is_titled(visitor, "What this page can do, and what it cannot");
  await press(visitor, "Continue");
  await is_titled(visitor, "Choose your pictures");
}

/** Ended workers are gone from the browser's list a moment later. */
export async function no_worker_runs({ page }) {
  while (page.workers().length > 0) await page.workers()[0].waitForEvent("close");
}
