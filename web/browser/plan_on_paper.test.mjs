// SPDX-License-Identifier: Apache-2.0
// The plan as it comes out of the printer: who helps in a crisis stands first with how to reach them, nothing is said twice in a line,
// no number and no address is cut, and what nobody checked for long says so.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { in_days, look_inside, printed } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { by_id, walk } from "./walk.mjs";

const { in_a_visit } = one_visitor();
/** The lines for a crisis: the list above the first part of the plan. */
const crisis = "[...document.querySelectorAll('.hf-paper--plan > ul > li')].map((line) => line.textContent)";
/** The width between the margins of an A4 sheet, in pixels of 1/96 inch. */
const sheet = { width: 703, height: 1000 };

async function on_a_sheet(visitor, act) {
  await visitor.page.setViewportSize(sheet);
  await visitor.page.emulateMedia({ media: "print" });
  await act();
  await visitor.page.emulateMedia({ media: null });
}

describe("a plan on paper", () => {
  it(
    "begins with whom to reach in a crisis, and how: the emergency number of another country too",
    in_a_visit(async (visitor) => {
      await walk(by_id.get("s02"), visitor);
      const here = await look_inside(visitor, crisis);
      assert.equal(here[0], "Emergency services: call 999");
      assert.ok(here.includes("NHS, choose option 2 (mental health): call 111, text relay 18001 111"), here.join("\n"));
      assert.match(await printed(visitor), /^Notes\ncall 999\n/);
      await visitor.page.reload();
      await walk(by_id.get("s42"), visitor);
      const abroad = await look_inside(visitor, crisis);
      assert.equal(abroad[0], "Call 911");
      assert.ok(abroad.includes("988 Suicide & Crisis Lifeline: call 988, text 988, chat 988lifeline.org"), abroad.join("\n"));
    }),
  );

  it(
    "says no address twice in a line, and cuts none at the edge of the sheet",
    in_a_visit(async (visitor) => {
      await walk(by_id.get("s23"), visitor);
      const twice = (await printed(visitor)).split("\n").filter((line) => {
        const addresses = line.match(/https:\/\/\S+/g) ?? [];
        return new Set(addresses).size !== addresses.length;
      });
      assert.deepEqual(twice, []);
      await on_a_sheet(visitor, async () => {
        const wide = await look_inside(visitor, `[...document.querySelectorAll('.hf-paper--plan p, .hf-paper--plan li, .hf-paper__number')].filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 || e.getBoundingClientRect().right > innerWidth).map((e) => e.textContent)`);
        assert.deepEqual(wide, []);
      });
    }),
  );

  it(
    "says of numbers that nobody checked for long that they may have changed",
    in_a_visit(async (visitor) => {
      await walk(by_id.get("s02"), visitor);
      const stale = "(Not checked for a long time. It may have changed.)";
      assert.ok(!(await printed(visitor)).includes(stale));
      const back = await in_days(visitor, 2000);
      try {
        await visitor.page.reload();
        await walk(by_id.get("s02"), visitor);
        const lines = await look_inside(visitor, crisis);
        assert.ok(lines.length > 3 && lines.every((line) => line.includes(stale) && / https:\/\/\S+$/.test(line) && !line.includes("could not confirm")), lines.join("\n"));
      } finally {
        await back();
      }
    }),
  );
});
