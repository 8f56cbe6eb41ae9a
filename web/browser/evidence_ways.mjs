// SPDX-License-Identifier: Apache-2.0
// Ways through the evidence of an adult that several tests take, each waiting for what it leads to.
import { join } from "node:path";
import { answer, press } from "./browser.mjs";
import { adult, is_titled, live_question, to_age, to_plan } from "./ways.mjs";

export const evidence = "Your evidence";
export const made_it = "I did: a screenshot, a photo or a saved chat";
export const they_sent = "The person who threatens sent it";
export const shows_nobody = "No, it shows nobody like that";
export const shows_somebody = "Yes, or I am not sure";

export async function to_adult_plan(visitor) {
  await to_age(visitor);
  await answer(visitor, adult);
  await is_titled(visitor, live_question);
  await to_plan(visitor);
}
export async function to_evidence(visitor) {
  await to_adult_plan(visitor);
  await press(visitor, evidence);
  await visitor.page.getByRole("button", { name: "Add files", exact: true }).waitFor({ timeout: 60_000 });
}
export const choose_files = ({ page }, files) => page.locator("#evidence-files").setInputFiles(files);

/** Answers the form of the file that is asked about now, and puts it in. `fill` says more of it before that. */
export async function put_in({ page }, name, { sender = made_it, intimate = null, title = null, fill = null, button = "Put it in", news }) {
  await page.getByRole("heading", { level: 2, name, exact: true }).waitFor({ timeout: 60_000 });
  await page.getByRole("radio", { name: sender, exact: true }).check();
  if (intimate !== null) await page.getByRole("radio", { name: intimate, exact: true }).check();
  if (title !== null) await page.getByLabel("A title in a few words").fill(title);
  await fill?.(page);
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("status").getByText(news, { exact: true }).waitFor();
}

/** Presses a button that saves, and keeps what is saved in `folder` under the name that the page says; the path of it. */
export async function saved_in(folder, { page }, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}
