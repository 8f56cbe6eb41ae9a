// SPDX-License-Identifier: Apache-2.0
// The screens that need no service: choosing pictures, working without a connection, and what axe, a narrow screen, spaced
// text, forced colours and a reader of Welsh meet on each. The routes without pictures are in locked.test.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { answer, assert_accessible, begin, drop_file, fully_loaded, heading, in_days, look_inside, picture, press, survey, visit } from "./browser.mjs";
import { hold_to_contract, one_visitor } from "./fixture.mjs";
import { chosen_png, large_png } from "./generated.mjs";
import { bridge, vectors } from "./paths.mjs";
import { adult, age_question, agree_and_send, choose, is_titled, live_question, to_age, to_pictures, to_plan, to_who_checks, who_question } from "./ways.mjs";

const labelme = (name) => join(vectors, "pdq/images/labelme-subset", name);

const stand = one_visitor();
const { in_a_visit } = stand;
/** Without waiting for what comes of them. */
const begin_with = ({ page }, files) => page.locator("#picture-files").setInputFiles(files);
/** The screen as a reader of Welsh meets it; the visit stays where it is. */
async function survey_in_welsh(visitor, name) {
  await press(visitor, "Cymraeg");
  await survey(visitor, `${name}-cy`);
  await press(visitor, "English");
}
const all_done = ({ page }) => page.getByText("All pictures are done.").waitFor();
/** What the page says of a picture. */
const said_of = ({ page }, name) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) }).locator("p").first().innerText();

describe("choosing pictures", () => {
  it(
    "works by button and by dropping, blurs until asked, names troubles and duplicates",
    in_a_visit(async (visitor, page) => {
      await to_pictures(visitor);
      const [dialog] = await Promise.all([page.waitForEvent("filechooser"), press(visitor, "Choose pictures")]);
      await dialog.setFiles([bridge, bridge, join(vectors, "pdq/README.md"), labelme("q0003.jpg")]);
      await all_done(visitor);
      await page.getByText("Same picture as picture 1. It will be sent once.").waitFor();
      await page.getByText("This file is not a picture that we can read.").waitFor();
      await drop_file(visitor, ".hf-drop", "dropped.jpg", readFileSync(labelme("q0004.jpg")).toString("base64"));
      await page.getByRole("heading", { name: "Picture 5", exact: true }).waitFor();
      await all_done(visitor);
      // As it is drawn: a class that no style follows hides nothing.
      const unblurred = () => look_inside(visitor, "[...document.querySelectorAll('main img')].filter((image) => !/\\bblur\\((?:[6-9]|\\d\\d)/.test(getComputedStyle(image).filter)).length");
      await page.locator("main img").nth(3).waitFor();
      assert.equal(await unblurred(), 0);
      await press(visitor, "Show picture 1");
      await page.getByRole("button", { name: "Hide picture 1" }).waitFor();
      assert.equal(await unblurred(), 1);
      await press(visitor, "Remove picture 3");
      await page.getByText("Picture 3 removed.").waitFor();
      // Nothing of this made a request beyond the page, its worker, its module and the question who checks.
      for (const request of visitor.requests) assert.match(new URL(request.url()).pathname, /^\/($|assets\/|icon\.svg$|v1\/service$)/);
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await is_titled(visitor, "See exactly what will be sent");
      await page.getByText("The fingerprints of 3 pictures.").waitFor();
    }),
  );

  it(
    "takes what the browser alone can decode, marked as such, says what to do where it cannot, and survives hostile files",
    in_a_visit(async (visitor, page) => {
      await to_pictures(visitor);
      const files = ["landscape.heic", "heic-cut-at-half.heic", "landscape.avif", "webp-huge-canvas.webp", "png-text-bomb.png", "avif-cut-in-header.avif", "program.exe", "song.mp3", "webp-lossy-cut.webp"];
      await choose(visitor, [...files.map((name) => join(vectors, "media", name)), bridge]);
      // Chromium has no decoder for HEIC. Where a browser has one, it is taken, and marked as AVIF is here.
      for (const name of ["Picture 1", "Picture 2"]) assert.match(await said_of(visitor, name), /HEIC.*save a copy as JPEG.*Do not use a website for that/);
      assert.match(await said_of(visitor, "Picture 3"), /^Ready\. Your browser opened this file/);
      assert.match(await said_of(visitor, "Picture 6"), /^Your browser cannot open this kind of picture\. Save a copy/);
      assert.equal(await said_of(visitor, "Picture 10"), "Ready");
      assert.equal(await page.getByText("Something went wrong with this picture.").count(), 0);
      await survey(visitor, "pictures-hostile");
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await page.getByText("Show the exact text that will be sent").click();
      const { items } = JSON.parse(await page.getByRole("region", { name: "The exact text" }).innerText());
      assert.deepEqual(items.map(({ origin }) => origin).filter((origin) => origin === "browser"), ["browser"]);
      assert.equal(items.at(-1).origin, "module");
    }),
  );

  it(
    "says beside each result that the file is damaged, whatever else there is to say",
    in_a_visit(async (visitor) => {
      await to_pictures(visitor);
      const [damaged, damaged_and_plain] = ["jpeg-cut-near-end.jpg", "jpeg-bad-scan.jpg"].map((name) => join(vectors, "media", name));
      await choose(visitor, [damaged, damaged, damaged_and_plain, damaged_and_plain, bridge]);
      const damage = "The file is slightly damaged. The fingerprint may not match well.";
      assert.equal(await said_of(visitor, "Picture 1"), `Ready. ${damage}`);
      assert.equal(await said_of(visitor, "Picture 2"), `Same picture as picture 1. It will be sent once. ${damage}`);
      assert.match(await said_of(visitor, "Picture 3"), new RegExp(`^Ready, but too plain to match well\\..* ${damage}$`));
      assert.equal(await said_of(visitor, "Picture 4"), `Same picture as picture 3. It will be sent once. ${damage}`);
      assert.equal(await said_of(visitor, "Picture 5"), "Ready");
      await survey(visitor, "pictures-damaged");
    }),
  );

  it(
    "refuses what declares too many pixels before the browser decodes it",
    in_a_visit(async (visitor) => {
      await to_pictures(visitor);
      const bytes = readFileSync(join(vectors, "media/landscape.avif"));
      bytes.writeUInt32BE(30_000, bytes.indexOf("ispe") + 8);
      bytes.writeUInt32BE(20_000, bytes.indexOf("ispe") + 12);
      await choose(visitor, { name: "large.avif", mimeType: "image/avif", buffer: bytes });
      assert.equal(await said_of(visitor, "Picture 1"), "This picture is too large. Try a smaller copy.");
    }),
  );

  it(
    "can be stopped, and goes on with what is chosen next",
    in_a_visit(async (visitor, page) => {
      await to_pictures(visitor);
      const large = chosen_png("large.png", large_png());
      await begin_with(visitor, [large, large, large, large]);
      await press(visitor, "Stop making fingerprints");
      await page.getByText("Stopped. This picture has no fingerprint.").nth(3).waitFor();
      await choose(visitor, bridge);
      await page.getByText("Ready", { exact: true }).waitFor();
      assert.equal(await page.getByText("Stopped. This picture has no fingerprint.").count(), 4);
    }),
  );

  it(
    "says what to do when nothing was chosen or answered",
    in_a_visit(async (visitor, page) => {
      await press(visitor, "Continue");
      await page.getByRole("alert").getByText("Choose the answer that fits best").waitFor();
      await assert_accessible(visitor);
      await picture(visitor, "phone-error");
      // Asked again in vain, it is said again.
      const has_focus = () => look_inside(visitor, "document.activeElement.classList.contains('govuk-error-summary')");
      assert.equal(await has_focus(), true);
      await page.getByRole("button", { name: "Continue", exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.locator(".govuk-error-summary:focus").waitFor();
      await press(visitor, "I have been here before");
      for (let i = 0; i < 2; i += 1) {
        await page.getByRole("button", { name: "Open", exact: true }).focus();
        await page.keyboard.press("Enter");
        await page.locator(".govuk-error-summary:focus").waitFor();
      }
      await press(visitor, "Back");
      await press(visitor, "Continue");
      await page.getByRole("link", { name: "Choose the answer that fits best" }).click();
      assert.equal(await look_inside(visitor, "document.activeElement.id"), "danger-0");
      assert.equal(page.url(), `${visitor.origin}/`);
    }),
  );
});

describe("without a connection", () => {
  it(
    "everything up to sending works, work can be stopped and begun again any number of times, and sending waits for a press",
    in_a_visit(async (visitor, page) => {
      await fully_loaded(visitor);
      await visitor.context.setOffline(true);
      await to_pictures(visitor);
      const large = chosen_png("large.png", large_png());
      for (let stopped = 1; stopped <= 3; stopped += 1) {
        await begin_with(visitor, [large, large]);
        await press(visitor, "Stop making fingerprints");
        await page.getByText("Stopped. This picture has no fingerprint.").nth(2 * stopped - 1).waitFor();
      }
      await choose(visitor, bridge);
      await page.getByText("Ready", { exact: true }).waitFor();
      await press(visitor, "Continue");
      await is_titled(visitor, "Two things you can add, if you want");
      await press(visitor, "Continue");
      await page.getByText("You have no connection right now.").waitFor();
      await page.getByRole("checkbox").check();
      await press(visitor, "Send");
      await is_titled(visitor, "Waiting for a connection");
      await survey(visitor, "waiting");
      await visitor.context.setOffline(false);
      await page.getByText("You are connected again. Press the button to send.").waitFor();
      await page.getByRole("button", { name: "Send now" }).waitFor();
      assert.equal(visitor.requests.filter((request) => request.url().includes("/v1/submissions")).length, 0);
    }),
  );

  it(
    "says that it does not know who checks the list, never that nobody does",
    in_a_visit(async (visitor, page) => {
      await to_who_checks(visitor);
      await page.getByText("We could not find out which platforms check the list.").waitFor();
      assert.equal(await page.getByText("No platform checks this list yet.").count(), 0);
      await page.getByRole("link", { name: /Go to StopNCII\.org/ }).waitFor();
    }),
  );
});

describe("sending", () => {
  /** What the service would answer. `null`: nothing, as long as the route is in `held`; "lost": the connection breaks. */
  async function to_sending(visitor, answers, held) {
    for (const [path, given] of Object.entries(answers))
      await visitor.context.route(`**${path}`, async (route) => {
        if (given === null) held.push(route);
        else if (given === "lost") await route.abort("connectionreset");
        else await route.fulfill({ status: given.status, contentType: given.status < 400 ? "application/json" : "application/problem+json", headers: { "cache-control": "no-store" }, body: JSON.stringify(given.body) });
      });
    await to_pictures(visitor);
    await choose(visitor, bridge);
    await press(visitor, "Continue");
    await press(visitor, "Continue");
    await agree_and_send(visitor);
  }
  /** Version 1 and the difficulty, then expiry, random bytes and MAC, which only the service reads. */
  const challenge = (difficulty) => {
    const bytes = Buffer.alloc(42);
    bytes.set([1, difficulty]);
    return { status: 200, body: { challenge: bytes.toString("base64url"), difficulty, expires: "2026-11-22T05:00:00Z" } };
  };
  const problem = (status, word, detail = "") => ({ status, body: { type: `urn:holdfast:problem:${word}`, title: word, status, detail } });
  const states = {
    asking: [{ "/v1/challenge": null }, "Sending", "Asking to send."],
    puzzle: [{ "/v1/challenge": challenge(32) }, "Sending", /^This device solves a small puzzle first\./],
    posting: [{ "/v1/challenge": challenge(1), "/v1/submissions": null }, "Sending", "Sending the fingerprints."],
    refused: [{ "/v1/challenge": challenge(1), "/v1/submissions": problem(422, "invalid", "too many items") }, "It was not sent", "The service did not take it: too many items"],
    failed: [{ "/v1/challenge": challenge(1), "/v1/submissions": problem(422, "invalid") }, "It was not sent", "Nothing is lost. You can try again."],
    busy: [{ "/v1/challenge": problem(503, "busy") }, "It was not sent", "The service is busy. Wait a minute, then try again."],
    unsure: [{ "/v1/challenge": challenge(1), "/v1/submissions": "lost" }, "We do not know if it arrived", /it will not be sent twice\.$/],
    unreachable: [{ "/v1/challenge": "lost" }, "Waiting for a connection", "We could not reach the service. Nothing was sent. You can try again."],
  };
  for (const [name, [answers, title, says]] of Object.entries(states))
    it(
      `${name}: says so, axe finds nothing, nothing sticks out, help is there`,
      in_a_visit(async (visitor, page) => {
        const held = [];
        const says_so = page.getByRole("status").filter({ hasText: says });
        await to_sending(visitor, answers, held);
        await is_titled(visitor, title);
        await says_so.waitFor();
        await survey(visitor, `sending-${name}`);
        await survey_in_welsh(visitor, `sending-${name}`);
        await says_so.waitFor();
        for (const route of held) await route.abort();
      }),
    );
});

describe("numbers and services that nobody has checked for long", () => {
  it("are said to be so, each of them, and only then", async () => {
    const { visitor } = stand;
    const stale = () => look_inside(visitor, "[...document.querySelectorAll('.hf-source')].map((note) => note.textContent.includes('Not checked for a long time. It may have changed.'))");
    const to_services = async () => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await is_titled(visitor, "There is help made for you");
    };
    await stand.visit(async () => {
      await to_services();
      assert.deepEqual([...new Set(await stale())], [false]);
    });
    const as_before = await in_days(visitor, 400);
    try {
      await begin(visitor);
      await to_services();
      assert.deepEqual([...new Set(await stale())], [true]);
      await survey(visitor, "under-18-now-stale");
      await hold_to_contract(visitor);
    } finally {
      await as_before();
    }
  });
});

describe("a page that does not start", () => {
  const shows_help = async (page) => {
    await page.getByRole("heading", { name: "You can talk to someone now" }).waitFor();
    for (const way of ["tel:999", "tel:116123", "sms:85258"]) await page.locator(`a[href="${way}"]`).waitFor();
    assert.equal(await page.getByRole("link", { name: "Exit this page" }).getAttribute("href"), "https://www.bbc.co.uk/weather");
  };

  it("shows who to talk to, and a way out, without JavaScript", async () => {
    const person = await visit(stand.browser, stand.server.url, { javaScriptEnabled: false });
    await shows_help(person.page);
    await person.page.getByText("JavaScript is switched off").waitFor();
    await picture(person, "phone-without-javascript");
    assert.deepEqual(person.faults, []);
    await person.context.close();
  });

  it(
    "shows them when its script is lost on the way, and nothing of it once it started",
    in_a_visit(async (visitor, page) => {
      assert.equal(await page.getByText("You can talk to someone now").count(), 0);
      await visitor.context.route("**/assets/*.js", (route) => route.abort());
      await page.reload();
      await shows_help(page);
    }),
  );
});

describe("every screen before sending", () => {
  it(
    "up to the question of age: axe finds nothing, nothing sticks out, help is there",
    in_a_visit(async (visitor, page) => {
      await survey(visitor, "start");
      await press(visitor, "How to leave quickly, and what stays behind");
      await is_titled(visitor, "Leaving this page quickly");
      await survey(visitor, "about-leaving");
      await page.getByRole("button", { name: "Back", exact: true }).first().click();
      await page.getByRole("button", { name: "How to leave quickly, and what stays behind" }).and(page.locator(":focus")).waitFor();
      await press(visitor, "I have been here before");
      await is_titled(visitor, "Open your case");
      // Who looks up how to leave while typing finds everything as it was.
      await page.getByRole("textbox").fill("patrol mean lizard");
      await press(visitor, "How to leave quickly, and what stays behind");
      await is_titled(visitor, "Leaving this page quickly");
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
      await page.getByRole("button", { name: "Back", exact: true }).last().click();
      assert.equal(await page.getByRole("textbox").inputValue(), "patrol mean lizard");
      await survey(visitor, "open-case");
      await press(visitor, "Back");
      await answer(visitor, "Yes, someone is in danger now");
      await is_titled(visitor, "Please talk to someone first");
      await survey(visitor, "crisis");
      await press(visitor, "I am safe for now. Go on");
      await is_titled(visitor, age_question);
      await survey(visitor, "age");
    }),
  );

  it(
    "an adult's way to the pictures and to what is sent, also in Welsh: axe finds nothing, nothing sticks out, help is there",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, adult);
      await is_titled(visitor, live_question);
      await survey(visitor, "live");
      await answer(visitor, "No");
      await is_titled(visitor, who_question);
      await survey(visitor, "who");
      await survey_in_welsh(visitor, "who");
      await answer(visitor, "A partner, or a former one");
      await press(visitor, "Show me the steps now");
      await is_titled(visitor, "Keeping you safe");
      await survey(visitor, "plan-ex");
      await survey_in_welsh(visitor, "plan-ex");
      await press(visitor, "Back");
      await is_titled(visitor, who_question);
      await answer(visitor, "A stranger online");
      await press(visitor, "Show me the steps now");
      await is_titled(visitor, "What helps right now");
      await survey(visitor, "plan-stranger");
      await survey_in_welsh(visitor, "plan-stranger");
      await press(visitor, "Continue");
      await is_titled(visitor, "What this page can do, and what it cannot");
      await page.getByText("We could not find out which platforms check the list.").waitFor();
      await survey(visitor, "who-checks");
      await survey_in_welsh(visitor, "who-checks");
      await press(visitor, "Continue");
      await is_titled(visitor, "Choose your pictures");
      await survey(visitor, "pictures-empty");
      await survey_in_welsh(visitor, "pictures-empty");
      await choose(visitor, [bridge, join(vectors, "pdq/README.md"), bridge]);
      await survey(visitor, "pictures");
      await survey_in_welsh(visitor, "pictures");
      await press(visitor, "Continue");
      await is_titled(visitor, "Two things you can add, if you want");
      await survey(visitor, "extras");
      await survey_in_welsh(visitor, "extras");
      await page.getByRole("checkbox", { name: /Add who is threatening me/ }).check();
      await press(visitor, "Continue");
      await page.getByText("Show the exact text that will be sent").click();
      await survey(visitor, "review");
      await survey_in_welsh(visitor, "review");
      const small = await look_inside(
        visitor,
        `[...document.querySelectorAll('button, input:not([type=file]), select, summary, a')].filter((e) => { const r = e.getBoundingClientRect(); return r.width > 1 && (r.width < 24 || r.height < 24) && !e.closest('p.hf-source, .govuk-skip-link'); }).map((e) => e.outerHTML.slice(0, 120))`,
      );
      assert.deepEqual(small, [], "targets are at least 24 pixels");
    }),
  );

  it(
    "in colours that the reader's system forces, controls have edges, the focus is seen, and nothing moves",
    in_a_visit(async (visitor, page) => {
      await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
      assert.equal(await look_inside(visitor, "matchMedia('(forced-colors: active)').matches && matchMedia('(prefers-reduced-motion: reduce)').matches"), true);
      const check = async (name) => {
        await picture(visitor, `forced-${name}`);
        const faults = await look_inside(
          visitor,
          `(() => {
            const drawn = (width, style) => parseFloat(width) >= 1 && style !== "none";
            const faults = [];
            for (const e of document.querySelectorAll("button:not(.hf-back, .hf-link-button), a[role=button], a.govuk-button, textarea, select, .hf-card, .hf-drop, .hf-item")) {
              const s = getComputedStyle(e);
              if (!drawn(s.borderTopWidth, s.borderTopStyle)) faults.push("no edge: " + e.outerHTML.slice(0, 100));
            }
            for (const e of document.querySelectorAll("[aria-pressed=true]")) {
              const other = e.parentElement.querySelector("[aria-pressed=false]");
              if (other !== null && getComputedStyle(e).backgroundColor === getComputedStyle(other).backgroundColor) faults.push("not seen as pressed: " + e.outerHTML.slice(0, 100));
            }
            for (const e of [...document.querySelectorAll("button:not(:disabled), a[href], input:not([hidden]), select, textarea, summary")].filter((e) => e.checkVisibility())) {
              e.focus({ focusVisible: true });
              if (document.activeElement !== e) { faults.push("no focus: " + e.outerHTML.slice(0, 100)); continue; }
              // Radios and boxes are drawn by the label's ::before, over the input.
              const s = e.matches("[type=radio], [type=checkbox]") ? getComputedStyle(e.nextElementSibling, "::before") : getComputedStyle(e);
              if (!drawn(s.outlineWidth, s.outlineStyle) && !drawn(getComputedStyle(e).outlineWidth, getComputedStyle(e).outlineStyle)) faults.push("focus unseen: " + e.outerHTML.slice(0, 100));
            }
            for (const e of document.querySelectorAll("*")) {
              const s = getComputedStyle(e);
              if (s.animationName !== "none" || (s.transitionProperty !== "none" && parseFloat(s.transitionDuration) > 0)) faults.push("moves: " + e.outerHTML.slice(0, 100));
            }
            return faults;
          })()`,
        );
        assert.deepEqual(faults, [], name);
      };
      await check("start");
      await press(visitor, "I have been here before");
      await is_titled(visitor, "Open your case");
      await check("open-case");
      await press(visitor, "Back");
      await to_age(visitor);
      await press(visitor, "Continue");
      await page.getByRole("alert").waitFor();
      await page.getByRole("radio", { name: adult }).check();
      await check("age");
      await press(visitor, "Continue");
      await check("question");
      await to_plan(visitor);
      await check("plan");
      await press(visitor, "Continue");
      await is_titled(visitor, "What this page can do, and what it cannot");
      await press(visitor, "Continue");
      await is_titled(visitor, "Choose your pictures");
      await choose(visitor, [bridge, join(vectors, "pdq/README.md")]);
      await check("pictures");
      await press(visitor, "Continue");
      await is_titled(visitor, "Two things you can add, if you want");
      await check("extras");
      await press(visitor, "Continue");
      await is_titled(visitor, "See exactly what will be sent");
      await page.getByRole("checkbox").check();
      await check("review");
    }),
  );

  it(
    "speaks Welsh too, says that it awaits review, and keeps the English beside crisis text",
    in_a_visit(async (visitor, page) => {
      await press(visitor, "Cymraeg");
      await page.getByText("yn aros i gael ei hadolygu").waitFor();
      await page.getByText("The Welsh on this page is waiting for review. There may be mistakes.", { exact: true }).waitFor();
      for (const text of ["Help now", "Exit this page"]) await page.locator(".hf-bar span[lang=en]").filter({ hasText: text }).waitFor();
      assert.equal(await look_inside(visitor, "document.documentElement.lang"), "cy");
      await page.getByText("Is anyone in danger right now, or thinking about ending their life?").waitFor();
      await survey(visitor, "start-cy");
      await answer(visitor, "Oes, mae rhywun mewn perygl nawr", "Parhau");
      await page.getByText("If you are thinking about ending your life").waitFor();
      for (const text of ["You do not have to carry this alone. These lines do not judge.", "I am safe for now. Go on", "Emergency services"]) await page.getByText(text).first().waitFor();
      await page.getByRole("link", { name: /^Ffonio \(Call\) 999/ }).first().waitFor();
      await survey(visitor, "crisis-cy");
      await press(visitor, "Rydw i'n ddiogel am y tro. Parhau");
      for (const text of [age_question, adult, "I am under 18 now"]) await page.getByText(text, { exact: true }).waitFor();
      await survey(visitor, "age-cy");
      await answer(visitor, "Rydw i dan 18 nawr", "Parhau");
      for (const text of ["You have done nothing wrong, even if you sent the picture yourself.", "Do not send money, gift cards or more pictures."]) await page.getByText(text).waitFor();
      await survey(visitor, "under-18-now-cy");
      await press(visitor, "English");
      await is_titled(visitor, "There is help made for you");
      assert.equal(await look_inside(visitor, "document.documentElement.lang"), "en");
    }),
  );

  it(
    "moves the focus to the heading of a new screen",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await heading(visitor).and(page.locator(":focus")).waitFor();
    }),
  );
});
