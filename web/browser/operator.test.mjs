// SPDX-License-Identifier: Apache-2.0
// What the operator does, as the person sees it: a notice, how long a case is kept, an item that is paused, restored and removed,
// a case that is erased by its number.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answer, press, survey } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { chosen_png, generated_png } from "./generated.mjs";
import { start_service } from "./service.mjs";
import { agree_and_send, choose, is_titled, to_pictures } from "./ways.mjs";

async function to_review(visitor) {
  await to_pictures(visitor);
  await choose(visitor, chosen_png("hills.png", generated_png(2)));
  await press(visitor, "Continue");
  await press(visitor, "Continue");
  await is_titled(visitor, "See exactly what will be sent");
}

describe("an operator with a notice, who keeps cases for three years", () => {
  const notice = "On 3 May we restored a backup of 2 May. Please look at your <b>case</b> & what is on the list.";
  const stand = one_visitor(() => start_service("--operator-notice", notice, "--retention-case-months", "36"));

  it(
    "is read on the first screen and where people come back, as plain text",
    stand.in_a_visit(async (visitor, page) => {
      await page.getByText(notice, { exact: true }).waitFor();
      await survey(visitor, "start-notice");
      await press(visitor, "I have been here before");
      await is_titled(visitor, "Open your case");
      await page.getByText(notice, { exact: true }).waitFor();
      assert.equal(await page.locator("main b").count(), 0);
    }),
  );

  it(
    "tells before sending how long a case is kept, and what became of a picture, calmly",
    stand.in_a_visit(async (visitor, page) => {
      await to_review(visitor);
      await page.getByText("If nobody opens your case for 3 years, it ends, and we delete the fingerprints.").waitFor();
      await agree_and_send(visitor);
      await is_titled(visitor, "Your fingerprints are on the list");
      await press(visitor, "Continue");
      await answer(visitor, "I am not sure");
      await press(visitor, "Go on without keeping it");
      await press(visitor, "Go on without keeping it");
      await press(visitor, "Show my case");
      await is_titled(visitor, "Your case");
      await page.getByText(notice, { exact: true }).waitFor();
      await page.getByText("If nobody opens your case for 3 years, it ends, and we delete the fingerprints.").waitFor();
      const { item } = JSON.parse(stand.server.command("bank", "export", "submissions", "--format", "jsonl"));
      for (const [option, state, words] of [
        ["--dispute", "Paused while it is looked at", /^The people who run this page are looking at this fingerprint\..*tell them your case number\.$/],
        ["--restore", "On the list", null],
        ["--remove", "Removed by the service", /^The people who run this page took this fingerprint off the list\./],
      ]) {
        stand.server.command("bank", "review", "submissions", option, item);
        await press(visitor, "Look again");
        await page.getByText(state, { exact: true }).waitFor();
        if (words !== null) await page.getByText(words).waitFor();
        else assert.equal(await page.getByText(/The people who run this page/).count(), 0);
        await survey(visitor, `case${option.replace("--", "-")}`);
      }
      const number = /HF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(await page.locator("main").innerText())[0];
      stand.server.command("case", "erase", number, "--yes");
      await press(visitor, "Look again");
      await page.getByText(/Your words no longer open this case/).first().waitFor();
    }),
  );
});

describe("an operator who keeps cases for ever", () => {
  const stand = one_visitor(() => start_service("--retention-case-months", "0"));

  it(
    "is not said to end them",
    stand.in_a_visit(async (visitor, page) => {
      await to_review(visitor);
      await page.getByText("We keep it until you take it off the list.").waitFor();
      assert.equal(await page.getByText(/If nobody opens your case/).count(), 0);
    }),
  );
});
