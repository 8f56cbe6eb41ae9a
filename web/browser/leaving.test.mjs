// SPDX-License-Identifier: Apache-2.0
// Leaving at once, and what is left behind: nothing on the device, nothing to come back to.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answer, launch, look_inside, phone, press, visit } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { bridge } from "./paths.mjs";
import { choose, is_titled, to_age, to_pictures } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;

const still_here = ({ page, exits, origin }) => {
  assert.deepEqual(exits, []);
  assert.equal(page.url(), `${origin}/`);
};
/** Writes down what the bar says to screen readers, as it does not say it for long. */
const listen = (visitor) =>
  look_inside(visitor, `(() => { const bar = document.querySelector(".hf-bar [role=status]"); globalThis.heard = []; new MutationObserver(() => heard.push(bar.textContent)).observe(bar, { childList: true, characterData: true, subtree: true }); return 0; })()`);
const heard = (visitor, text) => look_inside(visitor, `new Promise((done) => { const look = () => (heard.includes(${JSON.stringify(text)}) ? done(0) : setTimeout(look, 10)); look(); })`);

describe("leaving", () => {
  const ways = {
    "the button": async (page) => page.getByRole("button", { name: "Exit this page" }).click(),
    "Shift three times": async (page) => {
      for (let i = 0; i < 3; i += 1) await page.keyboard.press("Shift");
    },
    "Escape twice": async (page) => {
      for (let i = 0; i < 2; i += 1) await page.keyboard.press("Escape");
    },
  };
  for (const [name, act] of Object.entries(ways))
    it(
      `by ${name} goes to a plain page at once, and Back does not return`,
      in_a_visit(async (visitor, page) => {
        await page.goto("about:blank");
        await page.goto(visitor.origin);
        const entries = await look_inside(visitor, "history.length");
        await to_pictures(visitor);
        await choose(visitor, bridge);
        assert.equal(await look_inside(visitor, "history.length"), entries, "no history entries");
        const asked = page.waitForRequest((request) => request.url() === `${visitor.origin}/exit`);
        await act(page);
        await asked; // so that the browser clears what it keeps of the site
        await page.getByRole("heading", { name: "Weather" }).waitFor();
        assert.equal(page.url(), "https://www.bbc.co.uk/weather");
        assert.equal(page.workers().length, 0);
        await page.goBack();
        assert.equal(page.url(), "about:blank");
      }),
    );

  it(
    "is said aloud while the keys are pressed, and typing capitals does not leave",
    in_a_visit(async (visitor, page) => {
      await listen(visitor);
      await page.keyboard.press("Shift");
      await heard(visitor, "Shift: press 2 more times to leave.");
      await page.keyboard.press("a");
      await heard(visitor, "Leaving by keys was cancelled.");
      await press(visitor, "I have been here before");
      await page.getByRole("textbox").focus();
      for (const key of ["Shift+A", "Shift+B", "Shift+C", "Shift+D"]) await page.keyboard.press(key);
      assert.equal(await page.getByRole("textbox").inputValue(), "ABCD");
      still_here(visitor);
    }),
  );

  it(
    "is not taken from an Escape that closes a list, a dialog of the browser, or an input method's window",
    in_a_visit(async (visitor, page) => {
      const release = () => visitor.devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Escape", code: "Escape", windowsVirtualKeyCode: 27 });
      await listen(visitor);
      // A dialog takes the press; the page sees the release alone.
      await release();
      await release();
      await to_pictures(visitor);
      await choose(visitor, bridge);
      await press(visitor, "Continue");
      await is_titled(visitor, "Two things you can add, if you want");
      const list = page.getByRole("combobox");
      await list.focus();
      for (let i = 0; i < 2; i += 1) {
        await page.keyboard.press("Alt+ArrowDown");
        await page.keyboard.press("Escape");
      }
      await page.getByRole("checkbox").focus();
      await page.keyboard.press("Escape");
      await heard(visitor, "Escape: press 1 more time to leave.");
      still_here(visitor);
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "Weather" }).waitFor();
    }),
  );

  it(
    "asks nothing, as long as no way into a new case would be lost",
    in_a_visit(async (visitor, page) => {
      let asked = 0;
      const refuse = async (dialog) => {
        asked += 1;
        await dialog.dismiss();
      };
      page.on("dialog", refuse);
      await to_pictures(visitor);
      await page.reload();
      await is_titled(visitor, "You are not alone with this");
      page.off("dialog", refuse);
      assert.equal(asked, 0);
    }),
  );
});

describe("what is left behind", () => {
  it(
    "is nothing on the device: no cookie, no storage, no service worker, no cached file",
    in_a_visit(async (visitor, page) => {
      await to_pictures(visitor);
      await choose(visitor, bridge);
      assert.deepEqual(await visitor.context.cookies(), []);
      assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
      assert.equal(await look_inside(visitor, "indexedDB.databases().then((all) => all.length)"), 0);
      assert.equal(await look_inside(visitor, "navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0);
      // What the browser kept would come without a connection.
      const assets = visitor.requests.map((request) => request.url()).filter((url) => url.includes("/assets/"));
      assert.ok(assets.length >= 4, "script, style, worker and module were loaded");
      await visitor.context.setOffline(true);
      const kept = await look_inside(visitor, `Promise.all(${JSON.stringify(assets)}.map((url) => fetch(url, { cache: "force-cache" }).then(() => url, () => null))).then((all) => all.filter((url) => url !== null))`);
      await visitor.context.setOffline(false);
      assert.deepEqual(kept, []);
    }),
  );

  it("is no page that the browser keeps whole for its Back button: it is loaded anew", async () => {
    const keeping = await launch({ keeps_pages: true });
    try {
      const person = await visit(keeping, stand.server.url);
      await to_age(person);
      await answer(person, "I am under 18 now");
      await is_titled(person, "There is help made for you");
      await look_inside(person, "globalThis.was_here = true");
      await person.page.goto(`${person.origin}/icon.svg`);
      await person.page.goBack();
      await is_titled(person, "You are not alone with this");
      assert.equal(await look_inside(person, "globalThis.was_here === undefined"), true);
    } finally {
      await keeping.close();
    }
  });

  it(
    "is a blank page and a new visit when the browser kept the page",
    in_a_visit(async (visitor) => {
      await to_pictures(visitor);
      await look_inside(visitor, "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); 0");
      assert.equal(await look_inside(visitor, "document.getElementById('page').childElementCount"), 0);
      await look_inside(visitor, "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); 0");
      await is_titled(visitor, "You are not alone with this");
      assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file]').length"), 0);
    }),
  );
});

describe("the bar", () => {
  it(
    "never covers what has the focus, and Tab goes through the screen in the order it is read",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await is_titled(visitor, "There is help made for you");
      await page.setViewportSize(phone);
      const faults = [];
      let before = -Infinity;
      const check = async (way) => {
        const found = await look_inside(
          visitor,
          `(() => { const e = document.activeElement; if (!e || e === document.body || e.closest('.hf-bar')) return null;
            const bar = document.querySelector('.hf-bar').getBoundingClientRect(); const r = e.getBoundingClientRect();
            return { covered: r.bottom <= bar.bottom || r.top >= innerHeight, top: r.top + scrollY, html: e.outerHTML.slice(0, 120) }; })()`,
        );
        if (found === null) {
          before = -Infinity;
          return;
        }
        if (found.covered) faults.push(`${way}, covered: ${found.html}`);
        // Things in one line may stand a little higher or lower.
        if (way === "forwards" && found.top < before - 12) faults.push(`out of order: ${found.html}`);
        before = found.top;
      };
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press("Tab");
        await check("forwards");
      }
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press("Shift+Tab");
        await check("backwards");
      }
      assert.deepEqual(faults, []);
      still_here(visitor);
    }),
  );
});
