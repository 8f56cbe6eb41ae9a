// SPDX-License-Identifier: Apache-2.0
// The guide: twelve written situations (vectors/guidance) walked at phone size by keyboard alone, each plan held against the steps
// that it must show and must not; with the clock moved, without a connection, with large text, and written from right to left.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { scenarios } from "../../wasm/tests/scenarios.mjs";
import { answer, assert_accessible, assert_fits, assert_nothing_sticks_out, desktop, fully_loaded, in_days, look_inside, phone, picture, press, survey, visit } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { page_folder } from "./paths.mjs";
import { adult, is_titled, live_question, to_age, to_plan } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;
const by_id = new Map(scenarios().map((scenario) => [scenario.id, scenario]));

/** What has the focus. */
const focused = (visitor) => look_inside(visitor, `(() => { const e = document.activeElement; return { type: e.type ?? "", tag: e.tagName, text: e.textContent.trim() }; })()`);

/** Goes by Tab to what `is_it` accepts. */
async function tab_to(visitor, is_it, what) {
  for (let i = 0; i < 60; i += 1) {
    await visitor.page.keyboard.press("Tab");
    if (is_it(await focused(visitor))) return;
  }
  throw new Error(`Tab does not reach ${what}`);
}
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
  while ((await visitor.page.getByRole("heading", { level: 1 }).innerText()) === before) await new Promise((done) => setTimeout(done, 5));
}

const helped = ({ age_now, adult_then }) => (age_now !== "adult" || adult_then === "no" ? "child" : adult_then === "yes" ? "adult" : "not_sure");
const age_answer = ({ role, age_now, adult_then }) =>
  role !== "me" ? "helping" : age_now !== "adult" ? "under_18_now" : adult_then === "yes" ? "everyone_adult" : adult_then === "no" ? "someone_under_18" : "not_sure";

/** From the first screen to the plan, as somebody in this situation would answer; `look` is called on each question of the guide. */
async function walk({ answers }, visitor, look = async () => undefined) {
  if (answers.situation !== "threatened") {
    await key_press(visitor, "Nothing has happened. I want to stay safe");
    await is_titled(visitor, "How to stay safe");
    await key_press(visitor, "Answer the questions");
  } else {
    await key_answer(visitor, { no: "no", thoughts: "not_sure", "now-danger": "yes" }[answers.danger]);
    if (answers.danger !== "no") await key_press(visitor, "I am safe for now. Go on");
    await key_answer(visitor, age_answer(answers));
    if (answers.role !== "me") await key_answer(visitor, helped(answers));
    if (age_answer(answers) !== "everyone_adult") await key_press(visitor, "Answer the questions");
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

/** Every step of the plan on the screen, in order: each pace opened, all of its steps shown, by keyboard. */
async function steps_shown(visitor) {
  const all = [];
  const shown = () => look_inside(visitor, "[...document.querySelectorAll('main .hf-plan [id^=step-]')].map((e) => e.id.slice(5))");
  for (;;) {
    while ((await visitor.page.getByRole("button", { name: "Show more steps" }).count()) > 0) await visitor.page.getByRole("button", { name: "Show more steps" }).press("Enter");
    all.push(...(await shown()));
    const next = visitor.page.getByRole("button", { name: /^Go on to: / });
    if ((await next.count()) === 0) return all;
    await next.press("Enter");
  }
}

/** Holds what is shown against the situation. What belongs to a crisis stands above the plan, and is held by its words. */
function hold_to(scenario, shown) {
  const in_plan = (step) => !step.startsWith("crisis-");
  const expected = scenario.steps.filter(in_plan);
  assert.deepEqual(expected.filter((step) => !shown.includes(step)), [], `${scenario.id}: missing`);
  assert.deepEqual(shown.filter((step) => expected.includes(step)), expected, `${scenario.id}: order`);
  assert.deepEqual(scenario.never.filter((step) => shown.includes(step)), [], `${scenario.id}: must not be there`);
}
const has_input = (visitor) => look_inside(visitor, "document.querySelectorAll('input[type=file], textarea, input[type=text], input[type=password]').length");

describe("a situation, walked by keyboard on a phone", () => {
  for (const id of ["s01", "s02", "s06", "s08", "s17", "s20", "s21", "s25", "s28", "s31", "s43", "s53"])
    it(
      `${id}: ${by_id.get(id).title}`,
      in_a_visit(async (visitor) => {
        const scenario = by_id.get(id);
        await walk(scenario, visitor, async (name) => {
          if (id === "s01") await survey(visitor, `question-${name}`);
        });
        await assert_accessible(visitor);
        await picture(visitor, `phone-plan-${id}`);
        await visitor.page.setViewportSize(desktop);
        await picture(visitor, `desktop-plan-${id}`);
        await visitor.page.setViewportSize(phone);
        assert.equal(await look_inside(visitor, "document.querySelector('main + section.hf-help a[href^=tel]') !== null"), true);
        const shown = await steps_shown(visitor);
        await assert_accessible(visitor);
        await assert_fits(visitor, id);
        hold_to(scenario, shown);
        if (age_answer(scenario.answers) !== "everyone_adult") assert.equal(await has_input(visitor), 0, "a route without pictures takes nothing typed");
      }),
    );
});

describe("on a plan", () => {
  it(
    "what is done is remembered with its time, also over a change of answers, and printed; nothing is kept",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, adult);
      await is_titled(visitor, live_question);
      await to_plan(visitor);
      await page.getByRole("heading", { name: "This is not your fault", exact: true }).waitFor();
      assert.equal(await page.getByRole("checkbox", { name: /This is not your fault/ }).count(), 0, "words to read are not to be done");
      await page.getByRole("checkbox", { name: /^Done ?: Do not pay$/ }).check();
      await page.getByRole("checkbox", { name: /^Done at \d\d:\d\d ?: Do not pay$/ }).waitFor();
      await page.getByText(/^1 of \d+ done$/).waitFor();
      await page.getByText("Your answers", { exact: true }).click();
      await press(visitor, "Change the answer to: Who makes the threats?");
      assert.equal(await page.getByRole("radio", { name: "A stranger online" }).isChecked(), true);
      await answer(visitor, "A partner, or a former one");
      await press(visitor, "Show me the steps now");
      await is_titled(visitor, "Keeping you safe");
      await page.emulateMedia({ media: "print" });
      const printed = await look_inside(visitor, "[...document.querySelectorAll('body *')].filter((e) => e.children.length === 0 && e.checkVisibility({ visibilityProperty: true }) && e.textContent.trim() !== '').map((e) => e.textContent).join(' ')");
      assert.match(printed, /^Notes /);
      assert.match(printed, /Do not pay/);
      assert.doesNotMatch(printed, /Exit this page|Help now|Cymraeg/);
      await page.emulateMedia({ media: null });
      assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
      await page.reload();
      await to_age(visitor);
      await answer(visitor, adult);
      await is_titled(visitor, live_question);
      await to_plan(visitor);
      await page.getByText(/^0 of \d+ done$/).waitFor();
    }),
  );

  it(
    "a place is asked for and never guessed, and gives its police",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, adult);
      await to_plan(visitor);
      await press(visitor, "Today");
      const place = page.getByLabel("Your council, or the start of your postcode").first();
      await place.fill("Atlantis");
      await page.getByRole("button", { name: "Find", exact: true }).first().click();
      await page.getByText(/^We found no place with this name\./).first().waitFor();
      await place.fill("BS");
      await page.getByRole("button", { name: "Find", exact: true }).first().click();
      await page.getByText("Which of these is it?").first().waitFor();
      await survey(visitor, "place-candidates");
      await place.fill("Bristol");
      await page.getByRole("button", { name: "Find", exact: true }).first().click();
      await page.getByText("Your police force: Avon and Somerset", { exact: false }).first().waitFor();
      assert.deepEqual(visitor.requests.filter((request) => request.url().includes("ristol")), []);
    }),
  );

  it(
    "a long list of answers narrows as letters are typed, and says how many are left",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, adult);
      await answer(visitor, "No");
      for (const text of ["A stranger online", "A real picture or video", "No, they threaten to do it", "No"]) await answer(visitor, text);
      await is_titled(visitor, "Where do the threats come from, or where was it posted?");
      const shown = () => page.getByRole("radio").evaluateAll((all) => all.map(({ value }) => value));
      const other = "Another website, forum or app";
      assert.equal((await shown()).length, 9);
      assert.equal((await shown()).at(-1), "other");
      await survey(visitor, "where");
      await press(visitor, "Show all 26");
      assert.equal((await shown()).length, 26);
      const field = page.getByLabel("Find it in the list");
      await field.fill("in");
      await page.getByRole("status").getByText(/^\d found\.$/).waitFor();
      await field.fill("qqq");
      await page.getByRole("status").getByText("Nothing in the list has these letters.", { exact: false }).waitFor();
      assert.deepEqual(await shown(), ["other"]);
      await survey(visitor, "where-none");
      await field.fill("TIKT");
      await page.getByRole("status").getByText("1 found.", { exact: true }).waitFor();
      assert.deepEqual(await shown(), ["tiktok", "other"]);
      await field.press("Enter");
      assert.equal((await focused(visitor)).type, "radio");
      assert.equal(await page.getByRole("radio", { checked: true }).count(), 0, "a word that was begun is no answer");
      await page.keyboard.press("Space");
      // What is chosen stays in sight, whatever is searched for next.
      await field.fill("insta");
      assert.deepEqual(await shown(), ["instagram", "tiktok", "other"]);
      assert.equal(await page.getByRole("radio", { name: "TikTok" }).isChecked(), true);
      await page.getByRole("radio", { name: other }).focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.getByRole("radio", { name: "Instagram" }).isChecked(), true, "the arrows go round among what is shown");
      await press(visitor, "Cymraeg");
      await page.getByLabel("Dod o hyd iddo yn y rhestr").fill("ffôn");
      await page.getByRole("status").getByText("Wedi dod o hyd i 1.", { exact: true }).waitFor();
      assert.deepEqual(await shown(), ["instagram", "phone", "other"]);
      await page.getByLabel("Dod o hyd iddo yn y rhestr").fill("e-mail");
      assert.deepEqual(await shown(), ["instagram", "email", "other"], "the English name finds it too");
      await survey(visitor, "where-cy");
      await press(visitor, "Parhau");
      assert.deepEqual(visitor.requests.filter((request) => /tikt|insta/i.test(request.url())), []);
    }),
  );

  it(
    "an age that was passed over can be said later, and unlocks no picture",
    in_a_visit(async (visitor, page) => {
      await press(visitor, "Nothing has happened. I want to stay safe");
      await press(visitor, "Answer the questions");
      await answer(visitor, "Nothing has happened. I want to know");
      await answer(visitor, "For me");
      await press(visitor, "Skip this question");
      await press(visitor, "Show me the steps now");
      await page.getByText("You skipped the question about age.", { exact: false }).waitFor();
      await survey(visitor, "age-not-said");
      await press(visitor, "Say the age now");
      await answer(visitor, "13 to 17");
      await press(visitor, "Show me the steps now");
      assert.equal(await page.getByText("You skipped the question about age.", { exact: false }).count(), 0);
      await press(visitor, "Something has happened");
      await is_titled(visitor, "There is help made for you");
    }),
  );

  it(
    "somebody under 18 who reads about prevention is led to no picture",
    in_a_visit(async (visitor, page) => {
      await press(visitor, "Nothing has happened. I want to stay safe");
      await is_titled(visitor, "How to stay safe");
      await survey(visitor, "prevent");
      await press(visitor, "Answer the questions");
      await answer(visitor, "Nothing has happened. I want to know");
      await answer(visitor, "For me");
      await answer(visitor, "13 to 17");
      await press(visitor, "Back");
      await answer(visitor, "18 or over");
      await press(visitor, "Show me the steps now");
      await is_titled(visitor, "How to stay safe");
      assert.equal(await page.getByRole("button", { name: "Back", exact: true }).count(), 0);
      await press(visitor, "Something has happened");
      await is_titled(visitor, "There is help made for you");
      assert.equal(await page.getByRole("radio", { name: adult }).count(), 0);
    }),
  );

  it(
    "the numbers that are overdue, or were found in no source, are listed openly",
    in_a_visit(async (visitor, page) => {
      await fully_loaded(visitor);
      await press(visitor, "How fresh our numbers are");
      await is_titled(visitor, "How fresh our numbers are");
      await page.getByText(/^\d+ entries\. 0 are overdue\. \d+ were not found in a source\.$/).waitFor();
      await survey(visitor, "fresh");
      await page.getByRole("button", { name: "Back", exact: true }).last().click();
      await is_titled(visitor, "You are not alone with this");
    }),
  );
});

describe("a plan under strain", () => {
  const to_young_plan = async (visitor) => walk(by_id.get("s01"), visitor);

  it(
    "two years later says that its numbers may have changed",
    in_a_visit(async (visitor, page) => {
      const take_back = await in_days(visitor, 2 * 366);
      await page.reload();
      const says_so = () => page.getByText("Not checked for a long time. It may have changed.").filter({ visible: true }).first().waitFor();
      await says_so();
      await to_young_plan(visitor);
      await says_so();
      await assert_accessible(visitor);
      await press(visitor, "How fresh our numbers are");
      const said = await page.getByText(/^\d+ entries\. \d+ are overdue\./).innerText();
      const [, all, overdue] = /^(\d+) entries\. (\d+) are/.exec(said);
      assert.equal(overdue, all);
      await assert_accessible(visitor);
      await take_back();
    }),
  );

  it(
    "works without a connection once it is loaded",
    in_a_visit(async (visitor) => {
      await fully_loaded(visitor);
      await visitor.context.setOffline(true);
      await to_young_plan(visitor);
      hold_to(by_id.get("s01"), await steps_shown(visitor));
    }),
  );

  it(
    "that cannot be fetched leaves the first steps, and says what to do",
    in_a_visit(async (visitor, page) => {
      await visitor.context.route("**/assets/guidance-*.json", (route) => route.abort());
      await page.reload();
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await page.getByText("The steps did not load. Check your connection. These help first:").waitFor();
      await page.getByRole("heading", { name: "Do not pay", exact: true }).waitFor();
      await survey(visitor, "guide-missing");
      await visitor.context.unroute("**/assets/guidance-*.json");
      await press(visitor, "Try again");
      await page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
    }),
  );

  it(
    "fits with text twice as large",
    in_a_visit(async (visitor) => {
      await look_inside(visitor, `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync("html { font-size: 200% !important }"); document.adoptedStyleSheets = [sheet]; return 0; })()`);
      await walk(by_id.get("s01"), visitor, async (name) => assert_fits(visitor, `large: ${name}`));
      await steps_shown(visitor);
      await assert_fits(visitor, "large: plan");
      await assert_accessible(visitor);
      await picture(visitor, "phone-plan-large");
    }),
  );

  it(
    "fits when it is written from right to left",
    in_a_visit(async (visitor) => {
      await look_inside(visitor, "document.documentElement.dir = 'rtl'; 0");
      await walk(by_id.get("s02"), visitor, async (name) => assert_fits(visitor, `from the right: ${name}`));
      await picture(visitor, "phone-plan-rtl");
      await steps_shown(visitor);
      await assert_fits(visitor, "from the right: plan");
      await assert_accessible(visitor);
    }),
  );

  it("on a slow phone over 3G can be used within 2.5 seconds", async () => {
    const visitor = await visit(stand.browser, stand.server.url);
    await visitor.devtools.send("Network.enable");
    await visitor.devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 });
    await visitor.devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const page = visitor.page;
    await page.getByRole("radio", { name: "No", exact: true }).waitFor();
    const began = performance.now();
    await page.reload({ waitUntil: "commit" }); // nothing is cached: everything comes anew
    await page.getByRole("radio", { name: "No", exact: true }).check();
    const usable = performance.now() - began;
    console.log(`# usable after ${Math.round(usable)} ms at a quarter of this machine's speed, 1.6 Mbit/s, 150 ms`);
    assert.ok(usable < 2500, `${usable} ms`);
    await visitor.context.close();
  });
});

describe("what comes first", () => {
  const size = (path) => readFileSync(join(page_folder, path)).length;
  it("is under 150 kB, compressed, before any module", () => {
    const html = readFileSync(join(page_folder, "index.html"), "utf8");
    const first = ["index.html", ...[...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path)];
    assert.ok(first.some((path) => path.endsWith(".js")) && first.some((path) => path.endsWith(".css")), String(first));
    const bytes = first.reduce((sum, path) => sum + size(`${path}.br`), 0);
    console.log(`# first load: ${bytes} bytes`);
    assert.ok(bytes < 150_000, `${bytes} bytes`);
  });

  const names = ["index", "young", "adult", "parent", "adviser"];
  for (const path of names.flatMap((name) => [`help/${name}.html`, `help/cy/${name}.html`]))
    it(`${path}: within 14 KB as it is, readable without script, nothing wrong with it`, async () => {
      assert.ok(size(path) <= 14 * 1024, `${size(path)} bytes`);
      const reader = await visit(stand.browser, `${stand.server.url}/${path}`, { javaScriptEnabled: false });
      for (const way of ["tel:999", "tel:116123", "sms:85258"]) await reader.page.locator(`a[href="${way}"]`).first().waitFor();
      assert.equal(await reader.page.getByRole("link", { name: path.includes("/cy/") ? "Gadael y dudalen" : "Exit this page" }).getAttribute("href"), "https://www.bbc.co.uk/weather");
      assert.equal(await reader.page.locator('meta[name="robots"]').count(), 0, "may be found by a search");
      assert.notEqual(await reader.page.title(), "");
      assert.deepEqual(reader.faults, []);
      await reader.context.close();
      const looked_at = await visit(stand.browser, `${stand.server.url}/${path}`);
      await assert_accessible(looked_at);
      await assert_nothing_sticks_out(looked_at, path);
      await picture(looked_at, `phone-static-${path.replaceAll("/", "-").replace(".html", "")}`);
      await looked_at.page.setViewportSize(desktop);
      await picture(looked_at, `desktop-static-${path.replaceAll("/", "-").replace(".html", "")}`);
      assert.deepEqual(looked_at.faults, []);
      await looked_at.context.close();
    });
});
