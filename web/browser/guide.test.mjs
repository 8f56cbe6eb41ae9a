// SPDX-License-Identifier: Apache-2.0
// The guide's screens: each question of one situation looked at, a plan and what can be done on it, what is overdue, what is shown
// when nothing can be fetched, how fast it is there, and the pages without script. The situations under strain: walks.test.mjs.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { answer, assert_accessible, assert_fits, assert_nothing_sticks_out, desktop, fully_loaded, in_days, look_inside, picture, press, printed, survey, visit } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { holdfast, page_folder, root } from "./paths.mjs";
import { by_id, focused, walk } from "./walk.mjs";
import { adult, is_titled, live_question, to_age, to_plan } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;

describe("the questions of a situation", () => {
  it(
    "are each on a screen of their own that fits and reads well on a phone and on a desktop",
    in_a_visit(async (visitor) => {
      await walk(by_id.get("s01"), visitor, async (name) => survey(visitor, `question-${name}`));
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
      await page.getByRole("checkbox", { name: /^Done at \d\d:\d\d on \d+ [A-Z][a-z]+ ?: Do not pay$/ }).waitFor();
      await page.getByText(/^1 of \d+ done$/).waitFor();
      await page.getByText("Your answers", { exact: true }).click();
      await press(visitor, "Change the answer to: Who makes the threats?");
      assert.equal(await page.getByRole("radio", { name: "A stranger online" }).isChecked(), true);
      await answer(visitor, "A partner, or a former one");
      await press(visitor, "Show me the steps now");
      await is_titled(visitor, "Keeping you safe");
      const sheet = await printed(visitor);
      assert.match(sheet, /^Notes\n/);
      assert.match(sheet, /Do not pay/);
      assert.doesNotMatch(sheet, /Exit this page|Help now|Cymraeg/);
      // On paper every number stands on one line.
      await page.emulateMedia({ media: "print" });
      const lines = await look_inside(visitor, "[...document.querySelectorAll('.hf-paper__number')].map((number) => number.getClientRects().length)");
      assert.deepEqual([lines.length > 10, new Set(lines)], [true, new Set([1])]);
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
    "what is done, and when, stands in one list, to be printed, copied, saved and taken back",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, adult);
      await is_titled(visitor, live_question);
      await to_plan(visitor);
      const heading = "What you have done, and when";
      assert.equal(await page.getByRole("button", { name: heading }).count(), 0);
      await press(visitor, "Show more steps");
      for (const step of ["Do not pay", "Send nothing more"]) await page.getByRole("checkbox", { name: new RegExp(`^Done ?: ${step}$`) }).check();
      await press(visitor, heading);
      await is_titled(visitor, heading);
      await page.getByText("This list is in this page only", { exact: false }).waitFor();
      await survey(visitor, "done-list");
      await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await press(visitor, "Copy the list");
      await page.getByRole("status").getByText("Copied.", { exact: false }).waitFor();
      const copied = await look_inside(visitor, "navigator.clipboard.readText()");
      assert.match(copied, /^\d+ [A-Z][a-z]+ \d{4}(,| at) \d\d:\d\d [A-Z+0-9]+: Do not pay\n.*: Send nothing more$/);
      const [download] = await Promise.all([page.waitForEvent("download"), press(visitor, "Save the list as a file")]);
      const { format, actions } = JSON.parse(readFileSync(await download.path(), "utf8"));
      assert.deepEqual([format, actions.map(({ what, step, words }) => [what, step, words])], ["holdfast-actions-2", [["done", "do-not-pay", "Do not pay"], ["done", "send-nothing-more", "Send nothing more"]]]);
      assert.ok(actions.every(({ at }) => Math.abs(Date.parse(at) - Date.now()) < 600_000));
      const sheet = await printed(visitor);
      assert.equal(sheet, `Notes\n${copied}`);
      await press(visitor, "Not done after all: Do not pay");
      assert.equal(await page.getByText("Do not pay", { exact: true }).filter({ visible: true }).count(), 0);
      await page.getByRole("button", { name: "Back", exact: true }).click();
      await is_titled(visitor, "What helps right now");
      await page.locator("button:focus").filter({ hasText: heading }).waitFor(); // whoever comes back finds the place where they left
      await page.getByText(/^1 of \d+ done$/).waitFor();
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
      // More than the guide takes is answered, too.
      await place.fill("B".repeat(300));
      await page.getByRole("button", { name: "Find", exact: true }).first().click();
      await page.getByText(/^We found no place with this name\./).first().waitFor();
      // What was asked is answered anew in the language that is read.
      await place.fill("CF");
      await page.getByRole("button", { name: "Find", exact: true }).first().click();
      await page.getByRole("button", { name: "South Wales Police", exact: true }).first().waitFor();
      await press(visitor, "Cymraeg");
      await page.getByRole("button", { name: "Heddlu De Cymru", exact: true }).first().waitFor();
      await press(visitor, "English");
      await place.fill("Bristol");
      await page.getByRole("button", { name: "Find", exact: true }).first().click();
      await page.getByText("Your police force: Avon and Somerset", { exact: false }).first().waitFor();
      // What was pressed is gone: the keyboard goes on at the answer.
      assert.match(await look_inside(visitor, "document.activeElement.innerText"), /^Your police force: Avon and Somerset/);
      assert.deepEqual(visitor.requests.filter((request) => request.url().includes("ristol")), []);
      // With its numbers, on paper too.
      assert.match(await printed(visitor), /^Your police force: Avon and Somerset[^\n]*\n101\n/m);
    }),
  );

  it(
    "what was seen in no source is not shown: the page to check it at stands there; and who tells of a screenshot is said",
    in_a_visit(async (visitor, page) => {
      const handbook = JSON.parse(readFileSync(join(root, "build/bin/guidance.json"), "utf8"));
      const on_paper = async (platform) => (await printed(visitor)).split("\n").filter((line) => line.startsWith(`${platform}: `));
      const card_of = async (id, step) => {
        await page.reload();
        await walk(by_id.get(id), visitor);
        const card = page.locator(`li:has(> #step-${step}) .hf-card`).first();
        while ((await card.count()) === 0) await press(visitor, "Show more steps");
        return card.innerText();
      };
      const { save } = handbook.platform.find(({ id }) => id === "discord");
      assert.deepEqual([save.sure, save.unsure, save.check_at], ["seen", { text: "pattern" }, "https://support.discord.com/"]);
      const unseen = await card_of("s19", "save-words-under-18");
      assert.match(unseen, /We could not confirm all of this\. Check it here: support\.discord\.com/);
      assert.ok(!unseen.includes(save.text.en));
      // Paper says the same: of the platform what was seen, and where to check the rest.
      const discord = await on_paper("Discord");
      assert.ok(discord.some((line) => line.endsWith("Check it here: https://support.discord.com/")), discord.join("\n"));
      assert.ok(!discord.some((line) => line.includes(save.text.en)));
      assert.match(await card_of("s01", "save-words-under-18"), /^Snapchat\s+The other person is told when you take a screenshot there\./);
      assert.ok((await on_paper("Snapchat")).some((line) => line.startsWith("Snapchat: The other person is told when you take a screenshot there.")));
    }),
  );

  it(
    "on paper a step's links have their addresses written out, and the country's own entry stands there",
    in_a_visit(async (visitor) => {
      const { country } = JSON.parse(readFileSync(join(root, "build/bin/guidance.json"), "utf8"));
      await walk(by_id.get("s02"), visitor);
      assert.match(await printed(visitor), /^Sexual Offences Act 2003, section 66B: https:\/\/www\.legislation\.gov\.uk\/ukpga\/2003\/42\/section\/66B$/m);
      await visitor.page.reload();
      await walk(by_id.get("s42"), visitor);
      const abroad = (await printed(visitor)).split("\n");
      assert.ok(abroad.includes(country.find(({ id }) => id === "US").police.en), abroad.join("\n"));
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
      // Crisis help stands above the plan, for whoever nothing has happened to as well.
      assert.equal(await look_inside(visitor, `(() => { const help = document.querySelector("main .hf-crisis a[href='tel:999']"); const plan = document.querySelector("main .hf-plan"); return help !== null && plan !== null && (help.compareDocumentPosition(plan) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && help.checkVisibility(); })()`), true);
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
      // The day on which the data was read, so that the passing of time breaks no test.
      const take_back = await in_days(visitor, (Date.parse("2026-11-22T12:00:00Z") - Date.now()) / 86_400_000);
      await page.reload();
      await fully_loaded(visitor);
      await press(visitor, "How fresh our numbers are");
      await is_titled(visitor, "How fresh our numbers are");
      await page.getByText(/^\d+ entries\. 0 are overdue\. Of \d+, a part was not found in a source\. We do not show that part as a fact\.$/).waitFor();
      await survey(visitor, "fresh");
      await page.getByRole("button", { name: "Back", exact: true }).last().click();
      await is_titled(visitor, "You are not alone with this");
      await take_back();
    }),
  );
});

describe("a plan under strain", () => {
  it(
    "two years later says that its numbers may have changed",
    in_a_visit(async (visitor, page) => {
      const take_back = await in_days(visitor, 2 * 366);
      await page.reload();
      const says_so = () => page.getByText("Not checked for a long time. It may have changed.").filter({ visible: true }).first().waitFor();
      await says_so();
      await walk(by_id.get("s01"), visitor);
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

  // As Lighthouse has a slow phone: 562.5 ms a request, 1.44 Mbit/s, a quarter of this machine's speed. What else runs here only adds, so
  // the least of three loads counts.
  const slow_phone = async ({ devtools }) => {
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 562.5, downloadThroughput: 1_474_560 / 8, uploadThroughput: 675_000 / 8 });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  };
  it("on a slow phone over 3G can be used within 2.5 seconds", async () => {
    const visitor = await visit(stand.browser, stand.server.url);
    const { page, devtools } = visitor;
    await devtools.send("Page.enable");
    // From the moment that the page is asked for: crisis numbers are there, then the first question with all that makes it work.
    await devtools.send("Page.addScriptToEvaluateOnNewDocument", {
      source: `globalThis.seen = {}; const look = () => {
        seen.help ??= document.querySelector('a[href="tel:116123"]')?.checkVisibility() ? performance.now() : undefined;
        if (document.querySelector("main input[type=radio]") === null) requestAnimationFrame(look);
        else setTimeout(() => (seen.usable = performance.now()));
      }; look();`,
    });
    await slow_phone(visitor);
    const loads = [];
    for (let i = 0; i < 3; i += 1) {
      await page.reload(); // nothing is cached: everything comes anew
      await page.getByRole("radio", { name: "No", exact: true }).check();
      loads.push(await look_inside(visitor, "seen"));
    }
    console.log(`# help and first question after, in ms: ${loads.map(({ help, usable }) => `${Math.round(help)} and ${Math.round(usable)}`).join("; ")}`);
    assert.ok(Math.min(...loads.map(({ usable }) => usable)) < 2500 && Math.min(...loads.map(({ help }) => help)) < 2000);
    await visitor.context.close();
  });

  for (const [path, words] of [["", "You can talk to someone now"], ["help/adult.html", "Talk to someone now"]])
    it(`on a slow phone without script shows its first words and crisis numbers within 2.5 seconds: /${path}`, async () => {
      const reader = await visit(stand.browser, `${stand.server.url}/${path}`, { javaScriptEnabled: false });
      await slow_phone(reader);
      const loads = [];
      for (let i = 0; i < 3; i += 1) {
        const begun = performance.now();
        await reader.page.reload({ waitUntil: "commit" });
        await reader.page.getByRole("heading", { name: words }).waitFor();
        for (const way of ["tel:999", "tel:116123"]) await reader.page.locator(`a[href="${way}"]`).first().waitFor();
        loads.push(performance.now() - begun);
      }
      console.log(`# first words and numbers of /${path} without script after, in ms: ${loads.map(Math.round).join("; ")}`);
      assert.ok(Math.min(...loads) < 2500);
      await reader.context.close();
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

  it("is the guide that the command holds too", () => {
    const [path] = readdirSync(join(page_folder, "assets")).filter((name) => /^guidance-.*\.json$/.test(name));
    const blob = readFileSync(join(page_folder, "assets", path));
    assert.ok(blob.equals(readFileSync(join(root, "build/bin/guidance.json"))));
    assert.ok(readFileSync(holdfast).includes(blob));
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
