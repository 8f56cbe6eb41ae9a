// SPDX-License-Identifier: Apache-2.0
// Leaving at once, and what is left behind: nothing on the device, nothing to come back to.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { answer, begin, launch, look_inside, phone, press, visit } from "./browser.mjs";
import { vectors } from "./paths.mjs";
import { start_static_server } from "./static_server.mjs";
import { is_titled, to_age, to_pictures } from "./ways.mjs";

const bridge = join(vectors, "pdq/images/bridge-mods/aaa-orig.jpg");

let server;
let browser;
let visitor;
before(async () => {
  server = await start_static_server();
  browser = await launch();
  visitor = await visit(browser, server.url);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A new visit in the one tab. */
const in_a_visit = (act) => async () => {
  await begin(visitor);
  await act(visitor.page);
  assert.deepEqual(visitor.faults, []);
};
const still_here = async (page) => {
  assert.deepEqual(visitor.exits, []);
  assert.equal(page.url(), `${server.url}/`);
};
/** Writes down what the bar says to screen readers, as it does not say it for long. */
const listen = () =>
  look_inside(visitor, `(() => { const bar = document.querySelector(".hf-bar [role=status]"); globalThis.heard = []; new MutationObserver(() => heard.push(bar.textContent)).observe(bar, { childList: true, characterData: true, subtree: true }); return 0; })()`);
const heard = (text) => look_inside(visitor, `new Promise((done) => { const look = () => (heard.includes(${JSON.stringify(text)}) ? done(0) : setTimeout(look, 10)); look(); })`);

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
      in_a_visit(async (page) => {
        await page.goto("about:blank");
        await page.goto(server.url);
        const entries = await look_inside(visitor, "history.length");
        await to_pictures(visitor);
        await page.locator("#picture-files").setInputFiles(bridge);
        await page.getByText("Ready", { exact: true }).waitFor();
        assert.equal(await look_inside(visitor, "history.length"), entries, "no history entries");
        const asked = page.waitForRequest((request) => request.url() === `${server.url}/exit`);
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
    in_a_visit(async (page) => {
      await listen();
      await page.keyboard.press("Shift");
      await heard("Shift: press 2 more times to leave.");
      await page.keyboard.press("a");
      await heard("Leaving by keys was cancelled.");
      await press(visitor, "I have been here before");
      await page.getByRole("textbox").focus();
      for (const key of ["Shift+A", "Shift+B", "Shift+C", "Shift+D"]) await page.keyboard.press(key);
      assert.equal(await page.getByRole("textbox").inputValue(), "ABCD");
      await still_here(page);
    }),
  );

  it(
    "is not taken from an Escape that closes a list, a dialog of the browser, or an input method's window",
    in_a_visit(async (page) => {
      const release = () => visitor.devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Escape", code: "Escape", windowsVirtualKeyCode: 27 });
      await listen();
      // A dialog takes the press; the page sees the release alone.
      await release();
      await release();
      await to_pictures(visitor);
      await page.locator("#picture-files").setInputFiles(bridge);
      await page.getByText("Ready", { exact: true }).waitFor();
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
      await heard("Escape: press 1 more time to leave.");
      await still_here(page);
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "Weather" }).waitFor();
    }),
  );

  it(
    "asks nothing, as long as no way into a new case would be lost",
    in_a_visit(async (page) => {
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
    in_a_visit(async (page) => {
      await to_pictures(visitor);
      await page.locator("#picture-files").setInputFiles(bridge);
      await page.getByText("Ready", { exact: true }).waitFor();
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
      const person = await visit(keeping, server.url);
      await to_age(person);
      await answer(person, "I am under 18 now");
      await is_titled(person, "There is help made for you");
      await look_inside(person, "globalThis.was_here = true");
      await person.page.goto(`${server.url}/icon.svg`);
      await person.page.goBack();
      await is_titled(person, "You are not alone with this");
      assert.equal(await look_inside(person, "globalThis.was_here === undefined"), true);
    } finally {
      await keeping.close();
    }
  });

  it(
    "is a blank page and a new visit when the browser kept the page",
    in_a_visit(async () => {
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
    in_a_visit(async (page) => {
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
      await still_here(page);
    }),
  );
});
