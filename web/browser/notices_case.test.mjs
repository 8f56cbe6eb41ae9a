// SPDX-License-Identifier: Apache-2.0
// What was put into the evidence goes into a letter at a press: what its reader needs, and over nothing that was typed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answer, press, survey } from "./browser.mjs";
import { choose_files, put_in, shows_nobody } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { vectors } from "./paths.mjs";
import { adult, answer_guide, is_titled, live_question, no_worker_runs, to_age } from "./ways.mjs";

const { in_a_visit } = one_visitor();
const posted = {
  [live_question]: "No",
  "Who makes the threats?": "A stranger online",
  "What do they have, as far as you know?": "A real picture or video",
  "Has it been posted or sent to others?": "Yes",
  "Was anything paid?": "No",
  "Where do the threats come from, or where was it posted?": "Instagram",
  "Where do you live?": "England",
};
const police = "Report to the police, field by field";
const platform = "Report in the platform's own form, field by field";
const use = "Use what you put into your evidence";

const entry = async ({ page }, list, fields) => {
  await page.getByRole("button", { name: list, exact: true }).click();
  for (const [label, value, is_choice] of fields)
    if (is_choice === true) await page.getByLabel(label).selectOption({ label: value });
    else await page.getByLabel(label).fill(value);
  await page.getByRole("button", { name: "Put it in", exact: true }).click();
  await page.getByRole("button", { name: list, exact: true }).waitFor();
};
const link = (url, account) => [
  ["Web address", url],
  ["Account name there", account],
];
const account = (name) => [
  ["What kind is it?", "Account", true],
  ["What it is", name],
];
async function write(visitor, kind) {
  await press(visitor, "Write a letter or a report");
  await is_titled(visitor, "What do you want to write?");
  await answer(visitor, kind);
}
/** Leaves out every question that is still asked, up to the letter. */
async function to_letter(visitor, title) {
  const { page } = visitor;
  for (;;) {
    const heading = await page.getByRole("heading", { level: 1 }).innerText();
    if (heading === title) return;
    const leave = page.getByRole("button", { name: "Leave this out", exact: true });
    if ((await leave.count()) > 0) await leave.click();
    else await answer(visitor, "Yes");
    await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor({ state: "detached" });
  }
}
const fields_of = async ({ page }) => Object.fromEntries(await page.locator(".hf-field").evaluateAll((all) => all.map((each) => [each.querySelector("dt").textContent, each.querySelector(".hf-field__value").textContent])));
const filled = ({ page }, what) => page.getByRole("status").getByText(`Filled in from your evidence: ${what}.`, { exact: false }).waitFor();
const about = (fields, part) => Object.entries(fields).filter(([, value]) => value.includes(part)).map(([label]) => label);

describe("a letter and what is in the evidence", () => {
  it(
    "the police get links, names, money and exhibits field by field; a platform gets no money; what was typed stays",
    { timeout: 240_000 },
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, adult);
      await is_titled(visitor, live_question);
      await answer_guide(visitor, posted);
      await press(visitor, "Your evidence");
      await press(visitor, "Add files");
      await choose_files(visitor, `${vectors}/media/landscape.jpg`);
      await put_in(visitor, "landscape.jpg", { intimate: shows_nobody, title: "Threat by river_lantern_1987", news: "HF/1 is in." });
      await press(visitor, "Go to my evidence");
      await press(visitor, "Add links, names, money or notes");
      await entry(visitor, "Add a link", link("https://social.example/p/meadow", "river_lantern_1987"));
      await entry(visitor, "Add a link", link("https://forum.example/t/7", ""));
      await entry(visitor, "Add what you know", account("river_lantern_1987"));
      await entry(visitor, "Add about money", [
        ["How much, in figures", "200"],
        ["Currency, such as GBP", "gbp"],
      ]);
      for (let i = 0; i < 4 && (await page.getByRole("button", { name: "Letters and reports", exact: true }).count()) === 0; i += 1) await press(visitor, "Back");
      await press(visitor, "Letters and reports");
      const before = visitor.requests.length;

      await write(visitor, police);
      await page.getByRole("textbox").waitFor();
      await survey(visitor, "notices-from-evidence");
      await page.getByLabel("Names, numbers or addresses they used, one on each line", { exact: true }).fill("typed_by_hand");
      await press(visitor, "Continue");
      await page.getByRole("button", { name: use, exact: true }).press("Enter");
      await filled(visitor, "Web addresses, What happened, What they demand");
      await to_letter(visitor, police);
      await filled(visitor, "Web addresses, What happened, What they demand");
      await survey(visitor, "notices-filled-from-evidence");
      const fields = await fields_of(visitor);
      for (const part of ["typed_by_hand", "Threat by river_lantern_1987", "https://social.example/p/meadow", "https://forum.example/t/7", "200 GBP", "exhibit HF/1"]) assert.ok(about(fields, part).length > 0, part);
      // Each can be changed, or left empty.
      await page.getByText("Your answers in this letter").click();
      await page.getByRole("button", { name: /^Change ?: What they demand$/ }).click();
      assert.equal(await page.getByRole("textbox").inputValue(), "200 GBP");
      await page.getByRole("textbox").fill("");
      await press(visitor, "Continue");
      await is_titled(visitor, police);
      assert.deepEqual(about(await fields_of(visitor), "200 GBP").filter((label) => label !== "What happened"), []);

      // Another letter begins without it, and its reader gets less.
      for (let i = 0; i < 12 && (await page.getByRole("button", { name: "Write a letter or a report", exact: true }).count()) === 0; i += 1) await press(visitor, "Back");
      await write(visitor, platform);
      await page.getByRole("button", { name: use, exact: true }).click();
      await to_letter(visitor, platform);
      await filled(visitor, "Web addresses");
      const report = await fields_of(visitor);
      for (const part of ["https://social.example/p/meadow", "typed_by_hand"]) assert.ok(about(report, part).length > 0, JSON.stringify(report));
      assert.doesNotMatch(JSON.stringify(report), /200|exhibit/i);
      assert.deepEqual(visitor.requests.slice(before).map((request) => request.url()), [], "nothing is sent");
    }),
  );

  it(
    "somebody under 18: what was written down, in words alone",
    { timeout: 180_000 },
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await press(visitor, "Write down what happened");
      await entry(visitor, "Add what you know", account("quiet_lantern_7"));
      await entry(visitor, "Add a link", [["Web address", "https://social.example/p/tin"]]);
      for (let i = 0; i < 4 && (await page.getByRole("button", { name: "Letters and reports", exact: true }).count()) === 0; i += 1) await press(visitor, "Back");
      await press(visitor, "Letters and reports");
      await write(visitor, police);
      await page.getByRole("textbox").waitFor();
      await press(visitor, use);
      await to_letter(visitor, police);
      await filled(visitor, "Web addresses, Names they used");
      const fields = await fields_of(visitor);
      assert.ok(about(fields, "quiet_lantern_7").length > 0 && about(fields, "https://social.example/p/tin").length > 0, JSON.stringify(fields));
      assert.ok(about(fields, "No picture goes with this report").length > 0, JSON.stringify(fields));
      await no_worker_runs(visitor);
      await survey(visitor, "notices-filled-under-18");
    }),
  );
});
