// SPDX-License-Identifier: Apache-2.0
// The written situations (vectors/guidance) walked by keyboard alone, from the first screen to the end of the plan. It knows the
// start's words and the questions' ids, and nothing of how a question or a plan is drawn beyond buttons, radios and headings.
import assert from "node:assert/strict";
import { scenarios } from "../../wasm/tests/scenarios.mjs";
import { look_inside } from "./browser.mjs";
import { is_titled } from "./ways.mjs";

export const by_id = new Map(scenarios().map((scenario) => [scenario.id, scenario]));

/** What has the focus. */
export const focused = (visitor) => look_inside(visitor, `(() => { const e = document.activeElement; return { type: e.type ?? "", tag: e.tagName, text: e.textContent.trim() }; })()`);

/** Goes by Tab to what `is_it` accepts. */
async function tab_to(visitor, is_it, what) {
  for (let i = 0; i < 60; i += 1) {
    await visitor.page.keyboard.press("Tab");
    if (is_it(await focused(visitor))) return;
  }
  throw new Error(`Tab does not reach ${what}`);
}
/** Goes by Tab to a button, and presses it. */
const key_press = async (visitor, text) => {
  await tab_to(visitor, (e) => e.tag === "BUTTON" && e.text === text, text);
  await visitor.page.keyboard.press("Enter");
};

/** Chooses by arrow keys, and goes on by Enter; waits for the next screen. */
async function key_answer(visitor, value) {
  const before = await visitor.page.getByRole("heading", { level: 1 }).innerText();
  const radios = () => look_inside(visitor, "[...document.querySelectorAll('main input[type=radio]')].map((e) => e.value)");
  let values = await radios();
  if (!values.includes(value)) {
    await key_press(visitor, await visitor.page.getByRole("button", { name: /^Show all / }).innerText());
    values = await radios();
  }
  const at = values.indexOf(value);
  assert.notEqual(at, -1, `${before}: ${value} is not among ${values}`);
  await tab_to(visitor, (e) => e.type === "radio", "the answers");
  if (at === 0) await visitor.page.keyboard.press("Space");
  for (let i = 0; i < at; i += 1) await visitor.page.keyboard.press("ArrowDown");
  await visitor.page.keyboard.press("Enter");
  const same = new RegExp(`^\\s*${before.replace(/[^\p{L}\p{N}\s]/gu, "\\$&")}\\s*$`);
  await visitor.page.getByRole("heading", { level: 1 }).filter({ hasNotText: same }).waitFor();
  // The focus comes with the screen, or the next key would go astray.
  assert.equal((await focused(visitor)).tag, "H1", `after ${before}`);
}

const helped = ({ age_now, adult_then }) => (age_now !== "adult" || adult_then === "no" ? "child" : adult_then === "yes" ? "adult" : "not_sure");
const age_answer = ({ role, age_now, adult_then }) =>
  role !== "me" ? "helping" : age_now !== "adult" ? "under_18_now" : adult_then === "yes" ? "everyone_adult" : adult_then === "no" ? "someone_under_18" : "not_sure";
const danger_answer = { no: "no", thoughts: "not_sure", "now-danger": "yes" };

/** Whether this situation leads to a route that takes no picture: nothing can be chosen or typed there. */
export const takes_nothing = ({ answers }) => age_answer(answers) !== "everyone_adult";

/** From the first screen to the plan, as somebody in this situation would answer; `look` is called on each screen on the way. */
export async function walk({ answers }, visitor, look = async () => undefined) {
  const is_threatened = answers.situation === "threatened";
  await look("start");
  if (is_threatened || answers.danger !== "no") await key_answer(visitor, danger_answer[answers.danger]);
  if (answers.danger !== "no") await look("crisis");
  if (!is_threatened) {
    await key_press(visitor, answers.danger === "no" ? "Nothing has happened. I want to stay safe" : "I work in a school or club");
    await is_titled(visitor, "How to stay safe");
    await look("prevention");
    await key_press(visitor, answers.danger === "no" ? "Answer the questions" : "Answer the other questions");
  } else {
    if (answers.danger !== "no") await key_press(visitor, "I am safe for now. Go on");
    await look("age");
    await key_answer(visitor, age_answer(answers));
    if (answers.role !== "me") {
      await look("who is helped");
      await key_answer(visitor, helped(answers));
    }
    if (age_answer(answers) !== "everyone_adult") {
      await look("services");
      await key_press(visitor, "Answer the questions");
    }
  }
  for (let asked = 0; asked < 20; asked += 1) {
    const name = await look_inside(visitor, "document.querySelector('main input[type=radio]')?.name ?? null");
    if (name === null) return;
    assert.ok(name in answers, `asked ${name}, which the situation does not say`);
    await look(name);
    await key_answer(visitor, answers[name]);
  }
  throw new Error("asked without end");
}

const steps = "[...document.querySelectorAll('main .hf-plan [id^=step-]')].map((e) => e.id.slice(5))";

/** Presses a button of the plan, and waits until the steps on the screen are others. */
async function press_until_changed(visitor, button) {
  const before = JSON.stringify(await look_inside(visitor, steps));
  for (let pressed = 0; pressed < 50; pressed += 1) {
    // What was pressed before may take the focus away a moment later: the key is pressed again then.
    await button.press("Enter");
    await look_inside(visitor, "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
    if (JSON.stringify(await look_inside(visitor, steps)) !== before) return;
  }
  throw new Error(`${await button.innerText()} changes nothing`);
}

/** Every step of the plan on the screen, in order: each pace opened, all of its steps shown, by keyboard. `look` is called on each pace. */
export async function steps_shown(visitor, look = async () => undefined) {
  const all = [];
  for (;;) {
    const more = visitor.page.getByRole("button", { name: "Show more steps" });
    while ((await more.count()) > 0) await press_until_changed(visitor, more);
    all.push(...(await look_inside(visitor, steps)));
    await look();
    const next = visitor.page.getByRole("button", { name: /^Go on to: / });
    if ((await next.count()) === 0) return all;
    await press_until_changed(visitor, next);
  }
}

/** Holds what is shown against the situation. What belongs to a crisis stands above the plan, and is held by its words. */
export function hold_to(scenario, shown) {
  const expected = scenario.steps.filter((step) => !step.startsWith("crisis-"));
  assert.equal(new Set(shown).size, shown.length, `${scenario.id}: a step twice`);
  assert.deepEqual(expected.filter((step) => !shown.includes(step)), [], `${scenario.id}: missing`);
  assert.deepEqual(shown.filter((step) => expected.includes(step)), expected, `${scenario.id}: order`);
  assert.deepEqual(scenario.never.filter((step) => shown.includes(step)), [], `${scenario.id}: must not be there`);
}
