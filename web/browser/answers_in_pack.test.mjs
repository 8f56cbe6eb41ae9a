// SPDX-License-Identifier: Apache-2.0
// Answers to the guide go into a pack at the person's wish alone: exactly those that were shown, taken out as easily, each step in the log.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { answer, press, survey } from "./browser.mjs";
import { plain_pack } from "./draft_ways.mjs";
import { evidence, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { is_titled, live_question, to_age, who_question } from "./ways.mjs";

const stand = one_visitor();
const folder = mkdtempSync(join(tmpdir(), "answers-in-pack-"));
after(() => rmSync(folder, { recursive: true }));

const choice = "Put my answers to the guide in the pack";
const shown = [`${live_question} No`, `${who_question} A stranger online`];
const listed = ({ page }) => page.locator("#evidence-answers-listed li").allInnerTexts();
/** Seals and saves a pack; what is in it, with the lines of its log. The next one is saved in its place. */
async function pack_of(visitor) {
  const pack = await plain_pack(visitor, folder);
  return { ...pack, log: execFileSync("unzip", ["-p", pack.path, "*/data/actions.jsonl"], { encoding: "utf8" }).trim().split("\n") };
}
const answers_of = (pack) => (JSON.parse(pack.case).answers ?? []).map(({ words }) => words);

it("answers are in a pack at the person's wish alone, and exactly those that were shown", { timeout: 600_000 }, async () => {
  await stand.visit(async (visitor, page) => {
    await to_evidence(visitor);
    await press(visitor, "Add links, names, money or notes");
    await press(visitor, "Add a note");
    await page.getByLabel("Your note").fill("It began on a train.");
    await press(visitor, "Put it in");
    await page.getByText("It began on a train.").waitFor();
    await press(visitor, "Go to my evidence");

    const without = await pack_of(visitor);
    assert.deepEqual(answers_of(without), []);
    assert.doesNotMatch(without.case, /stranger/);
    await press(visitor, "Go to my evidence");

    await press(visitor, "Seal and save");
    const box = page.getByRole("checkbox", { name: choice, exact: true });
    assert.equal(await box.isChecked(), false);
    assert.deepEqual(await listed(visitor), shown);
    await survey(visitor, "answers-in-pack-offered");
    await box.check();
    await page.getByText("Your answers are in.", { exact: true }).waitFor();
    assert.deepEqual(await listed(visitor), shown);
    await survey(visitor, "answers-in-pack");
    await press(visitor, "Cymraeg");
    await survey(visitor, "answers-in-pack-cy");
    await press(visitor, "English");
    await page.getByRole("button", { name: "Back", exact: true }).first().click();
    const with_them = await pack_of(visitor);
    assert.deepEqual(answers_of(with_them), shown);
    assert.equal(with_them.log.length, without.log.length + 1 + shown.length, "a line for each, after that of the pack before");
    await press(visitor, "Go to my evidence");

    // Answered anew, they are not put in by themselves.
    await page.getByRole("button", { name: "Back", exact: true }).last().click();
    await press(visitor, "Back");
    await is_titled(visitor, who_question);
    await answer(visitor, "I do not know");
    await press(visitor, "Show me the steps now");
    await press(visitor, evidence);
    await press(visitor, "Seal and save");
    assert.deepEqual(await listed(visitor), shown);
    await page.getByText("You have changed your answers since.").waitFor();
    await press(visitor, "Put in the new ones");
    await page.getByText(`${who_question} I do not know`, { exact: true }).waitFor();

    await box.uncheck();
    await page.getByText("Your answers are out again.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Back", exact: true }).first().click();
    const again = await pack_of(visitor);
    assert.deepEqual(answers_of(again), []);
    assert.doesNotMatch(again.log.join("\n"), /stranger|do not know/, "the log names the list, not the words");

    // What was passed over is no answer.
    await press(visitor, "Go to my evidence");
    await page.getByRole("button", { name: "Back", exact: true }).last().click();
    await press(visitor, "Back");
    await is_titled(visitor, who_question);
    await press(visitor, "Skip this question");
    await press(visitor, "Show me the steps now");
    await press(visitor, evidence);
    await press(visitor, "Seal and save");
    assert.deepEqual(await listed(visitor), shown.slice(0, 1));
  });

  await stand.visit(async (visitor, page) => {
    await to_age(visitor);
    await answer(visitor, "I am under 18 now");
    await press(visitor, "Write down what happened");
    await page.getByRole("heading", { level: 1, name: "Write down what happened", exact: true }).waitFor({ timeout: 60_000 });
    assert.equal(await page.getByText(choice).count(), 0);
  });
});
