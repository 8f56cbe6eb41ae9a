// SPDX-License-Identifier: Apache-2.0
// Written situations (vectors/guidance) walked at phone size by keyboard alone, each under every strain: with text twice as large and
// without a connection; and written from right to left with the clock moved two years. Two strains share a walk that cannot hide one
// another: size and direction are seen in the layout, a connection in what is asked for, the clock in what is said. Every screen
// fits, and its way out is in sight; axe looks at each screen once in each walk's form, and at every plan. Each plan is held against the
// steps that it must show and must not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assert_accessible, assert_fits, desktop, fully_loaded, in_days, look_inside, phone, picture } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { root } from "./paths.mjs";
import { by_id, hold_to, steps_shown, takes_nothing, walk } from "./walk.mjs";

const stand = one_visitor();
const walked = ["s01", "s02", "s06", "s08", "s17", "s20", "s21", "s25", "s28", "s31", "s43", "s53", "s56"];

const has_input = (visitor) => look_inside(visitor, "document.querySelectorAll('input[type=file], textarea, input[type=text], input[type=password]').length");
const has_help = (visitor) => look_inside(visitor, "document.querySelector('main + section.hf-help a[href^=tel]') !== null");

const guide = JSON.parse(readFileSync(join(root, "build/bin/guidance.json"), "utf8"));

/** Numbers to call stand above the plan, and above them in full whatever is urgent in this situation, in the words of any audience. */
async function crisis_is_first(visitor, { id, steps }) {
  const above = await look_inside(visitor, `(() => {
    const [help, plan] = ["main .hf-crisis", "main .hf-plan"].map((each) => document.querySelector(each));
    const is_first = help?.querySelector("a[href^='tel:']") && plan && (help.compareDocumentPosition(plan) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && help.checkVisibility();
    return is_first ? help.innerText : "";
  })()`);
  assert.notEqual(above, "", `${id}: no crisis help above the plan`);
  for (const step of guide.step.filter((each) => steps.includes(each.id) && each.phase === "crisis" && each.id !== "crisis-any-time"))
    assert.ok([step, step.young, step.parent, step.adviser].some((words) => words?.head !== undefined && above.includes(words.head.en)), `${id}: ${step.id} is not above the plan`);
}

/** Fits on every screen; axe where this screen, by its heading, was not looked at in this form before. */
const looker = (visitor, form, seen) => async (name) => {
  await assert_fits(visitor, `${form}: ${name}`);
  assert.equal(await has_help(visitor), true, `${form}: ${name} has no help`);
  const screen = `${name} ${await visitor.page.getByRole("heading", { level: 1 }).innerText()}`;
  if (seen.has(screen)) return;
  seen.add(screen);
  await assert_accessible(visitor);
};

/** The plan, from its first pace to its last: fits, has its steps, takes nothing where it must not, and nothing is wrong with it. */
async function look_at_plan(visitor, scenario, form) {
  await assert_accessible(visitor);
  await crisis_is_first(visitor, scenario);
  const shown = await steps_shown(visitor, () => assert_fits(visitor, `${form}: plan`));
  hold_to(scenario, shown);
  assert.equal(await has_help(visitor), true);
  await assert_accessible(visitor);
  if (takes_nothing(scenario)) assert.equal(await has_input(visitor), 0, "a route without pictures takes nothing typed");
}

describe("a situation with text twice as large and no connection, by keyboard on a phone", () => {
  const seen = new Set();
  for (const id of walked)
    it(
      `${id}: ${by_id.get(id).title}`,
      stand.in_a_visit(async (visitor) => {
        await fully_loaded(visitor);
        await visitor.context.setOffline(true);
        visitor.requests.length = 0;
        await look_inside(visitor, `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync("html { font-size: 200% !important }"); document.adoptedStyleSheets = [sheet]; return 0; })()`);
        await walk(by_id.get(id), visitor, looker(visitor, "large", seen));
        assert.ok((await look_inside(visitor, "parseFloat(getComputedStyle(document.querySelector('main .govuk-body')).fontSize)")) >= 32, "the text did not grow");
        await look_at_plan(visitor, by_id.get(id), "large");
        assert.deepEqual(visitor.requests.map((request) => request.url()), [], "asked for something that it needs a connection for");
        await picture(visitor, `phone-plan-large-${id}`);
        await look_inside(visitor, "document.adoptedStyleSheets = []; 0");
        await assert_fits(visitor, "plan");
        await picture(visitor, `phone-plan-${id}`);
        await visitor.page.setViewportSize(desktop);
        await assert_fits(visitor, "plan on a desktop");
        await picture(visitor, `desktop-plan-${id}`);
        await visitor.page.setViewportSize(phone);
      }),
    );
});

describe("a situation from right to left, two years later, by keyboard on a phone", () => {
  const seen = new Set();
  for (const id of walked)
    it(
      `${id}: ${by_id.get(id).title}`,
      stand.in_a_visit(async (visitor, page) => {
        const take_back = await in_days(visitor, 2 * 366);
        try {
          await page.reload();
          await look_inside(visitor, "document.documentElement.dir = 'rtl'; 0");
          await walk(by_id.get(id), visitor, looker(visitor, "from the right", seen));
          const says_so = () => page.getByText("Not checked for a long time. It may have changed.").filter({ visible: true });
          await says_so().first().waitFor();
          await look_at_plan(visitor, by_id.get(id), "from the right");
          assert.equal(await look_inside(visitor, "getComputedStyle(document.body).direction"), "rtl");
          await picture(visitor, `phone-plan-rtl-${id}`);
        } finally {
          await take_back();
        }
      }),
    );
});
