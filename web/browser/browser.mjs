// SPDX-License-Identifier: Apache-2.0
// A headless Chromium, driven by roles: the page's policy forbids the evaluation that Playwright's own helpers use. What
// must be looked at inside the page goes through the DevTools protocol, which no policy binds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { screens_folder } from "./paths.mjs";

export const program = process.env.HOLDFAST_CHROMIUM ?? "/usr/bin/chromium";
const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const phone = { width: 360, height: 740 };
/** 1280 pixels at 400 %. */
export const narrow = { width: 320, height: 256 };
export const desktop = { width: 1280, height: 900 };

export const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"];

/** `keeps_pages`: as people's browsers do, whole pages may be kept in memory for the Back button; Playwright turns that off. */
export async function launch({ keeps_pages = false } = {}) {
  return chromium.launch({
    executablePath: program,
    ignoreDefaultArgs: keeps_pages ? ["--disable-back-forward-cache"] : [],
    args: flags,
  });
}

/** Nobody but the page's own server is reached: the page that "Exit" opens is answered here, the rest is a fault. */
async function answer_for_others({ context, origin, faults, exits }) {
  await context.route(
    (address) => address.origin !== origin && address.protocol.startsWith("http"),
    async (route) => {
      const request = route.request();
      if (request.isNavigationRequest() && request.url() === "https://www.bbc.co.uk/weather") {
        exits.push(request.url());
        await route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Weather</title><h1>Weather</h1>" });
        return;
      }
      faults.push(`request to somebody else: ${request.method()} ${request.url()}`);
      await route.abort();
    },
  );
}

/**
 * A new visitor: a context of its own, every request recorded, `faults` gathers
 * what must not happen: errors of the page, breaches of its policy, requests to anybody else, answers that may be cached.
 */
export async function visit(browser, url, { viewport = phone, locale = "en-GB", javaScriptEnabled = true } = {}) {
  return visit_in(await browser.newContext({ viewport, locale, javaScriptEnabled, acceptDownloads: true }), url);
}
/** The same in a context that is there. */
export async function visit_in(context, url) {
  const origin = new URL(url).origin;
  const requests = [];
  const faults = [];
  const exits = [];
  await answer_for_others({ context, origin, faults, exits });
  context.on("request", (request) => {
    if (new URL(request.url()).origin === origin) requests.push(request);
  });
  // Whatever a browser may keep of the page is a trace of the visit.
  context.on("response", (response) => {
    if (new URL(response.url()).origin !== origin) return;
    const headers = response.headers();
    if (headers["cache-control"] !== "no-store" || headers.etag !== undefined || headers["last-modified"] !== undefined) faults.push(`may be cached: ${response.url()}`);
  });
  const page = await context.newPage();
  // No request event tells of these.
  page.on("websocket", (socket) => faults.push(`a socket: ${socket.url()}`));
  page.on("pageerror", (error) => faults.push(`error in the page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = message.text();
    // What the network does in the tests that break it is no fault of the page.
    if (/Failed to load resource|net::ERR_/.test(text)) return;
    faults.push(`console: ${text}`);
  });
  const devtools = await context.newCDPSession(page);
  const visitor = { context, page, devtools, requests, faults, exits, origin };
  await page.goto(url);
  return visitor;
}

/** Opens the page anew in the same tab: a new visit. What the last one asked for, did wrong or changed is not this one's. */
export async function begin(visitor) {
  const { page, context } = visitor;
  await context.setOffline(false);
  await context.unrouteAll({ behavior: "ignoreErrors" });
  await answer_for_others(visitor);
  await page.emulateMedia({ media: null, forcedColors: null, reducedMotion: null });
  const go = (dialog) => dialog.accept(); // the last visit may have had keys that nobody kept
  page.on("dialog", go);
  await page.goto("about:blank");
  page.off("dialog", go);
  visitor.requests.length = visitor.faults.length = visitor.exits.length = 0;
  await page.setViewportSize(phone);
  await page.goto(visitor.origin);
}

/** Both workers run, and the guide before them: the page has fetched all that it needs, and works without a connection from here on. */
export async function fully_loaded({ page }) {
  while (page.workers().length < 2) await page.waitForEvent("worker");
}

const answers_within_ms = 60_000;

/** Evaluates in the page, past its policy. */
export async function look_inside({ devtools }, expression) {
  let timer;
  const too_late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`the page does not answer: ${expression.slice(0, 200)}`)), answers_within_ms);
  });
  const { result, exceptionDetails } = await Promise.race([devtools.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }), too_late]).finally(() => clearTimeout(timer));
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** WCAG 2.2 AA by axe: fails with a line for each violation. */
export async function assert_accessible(visitor) {
  if (!(await look_inside(visitor, "'axe' in window"))) await look_inside(visitor, `${axe_source}; 0`);
  const found = await look_inside(
    visitor,
    `axe.run(document, { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }, resultTypes: ["violations"] })
      .then(({ violations }) => violations.map(({ id, help, nodes }) => id + ": " + help + " | " + nodes.map((node) => node.html.slice(0, 160) + " " + (node.any[0]?.message ?? node.all[0]?.message ?? "")).join(" ;; ")))`,
  );
  if (found.length > 0) throw new Error(`axe: ${found.join("\n")}`);
}

/** Screens are looked at by people: a picture of each, whole. */
export async function picture(visitor, name) {
  await look_inside(visitor, "scrollTo(0, 0)"); // the bar is drawn where the page is scrolled to
  await visitor.page.screenshot({ path: join(screens_folder, `${name}.png`), fullPage: true });
}

/** What sticks out sideways, or is cut off inside a box that hides what does not fit. */
const ill_fitting = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ["the whole page"] : []),
  ...[...document.querySelectorAll("body *")]
    .filter((e) => e.innerText && !e.closest(".govuk-visually-hidden, .govuk-skip-link, .hf-exact, select") && ["hidden", "clip"].includes(getComputedStyle(e).overflowX) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
    .map((e) => e.outerHTML.slice(0, 120)),
]`;

/** Text as far apart as a reader may set it (WCAG 1.4.12); `false` takes it back. */
export async function space_text(visitor, apart) {
  await look_inside(
    visitor,
    apart
      ? `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"); document.adoptedStyleSheets = [sheet]; return 0; })()`
      : "document.adoptedStyleSheets = []; 0",
  );
}

/** Why the way out cannot be pressed from where the page is scrolled to: at its top, in its middle, at its end. */
const exit_out_of_reach = `[0, 0.5, 1].flatMap((part) => {
  scrollTo({ top: part * (document.documentElement.scrollHeight - innerHeight), behavior: "instant" });
  const exit = document.querySelector(".hf-bar__exit");
  if (exit === null) return ["there is none"];
  const { top, bottom, left, right } = exit.getBoundingClientRect();
  const where = [left, top, right, bottom].map(Math.round).join(" ");
  if (top < 0 || left < 0 || bottom > innerHeight || right > document.documentElement.clientWidth) return ["out of sight at " + where];
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return exit.contains(seen) ? [] : ["covered at " + where + " by " + (seen?.outerHTML.slice(0, 80) ?? "nothing")];
})`;

/** Nothing sticks out sideways or is cut off. */
export async function assert_nothing_sticks_out(visitor, what) {
  assert.deepEqual(await look_inside(visitor, ill_fitting), [], what);
}

/** The same, and the way out is in sight wherever the page is scrolled to. */
export async function assert_fits(visitor, what) {
  await assert_nothing_sticks_out(visitor, what);
  assert.deepEqual(await look_inside(visitor, exit_out_of_reach), [], `${what}: the way out`);
}

/** Numbers on the screen that do not say, in their own entry, where they come from and when that was read. */
const numbers_without_source = `[...document.querySelectorAll('a[href^="tel:"], a[href^="sms:"]')].filter((number) => {
  const note = number.closest("li")?.querySelector(".hf-source");
  return !/^https:/.test(note?.querySelector("a")?.protocol ?? "") || !/20\\d\\d/.test(note.textContent);
}).map((number) => number.outerHTML.slice(0, 120))`;

/**
 * The screen as it is, on a phone and on a desktop: a picture for people, axe, and nothing that sticks out; neither does it
 * at 400 % (320 pixels) with the text spaced apart. The way out is in sight wherever the page is scrolled to. Help is on every
 * screen in the same place, the last section before the foot, each number has its source, and the title says nothing.
 */
export async function survey(visitor, name) {
  const { page } = visitor;
  for (const [size, viewport] of Object.entries({ desktop, phone })) {
    await page.setViewportSize(viewport);
    await picture(visitor, `${size}-${name}`);
    await assert_accessible(visitor);
    await assert_fits(visitor, `${name} (${size})`);
  }
  await page.setViewportSize(narrow);
  await assert_fits(visitor, `${name} (narrow)`);
  await space_text(visitor, true);
  await assert_fits(visitor, `${name} (narrow, text spaced apart)`);
  await space_text(visitor, false);
  await page.setViewportSize(phone);
  assert.deepEqual(await look_inside(visitor, numbers_without_source), [], `${name}: numbers without their source`);
  assert.equal(await look_inside(visitor, "document.querySelector('main + section.hf-help a[href=\"tel:116123\"]') !== null"), true, `${name} has no help`);
  assert.equal(await page.title(), "Notes");
}

export const heading = ({ page }) => page.getByRole("heading", { level: 1 });

/** The words of a sheet of paper as it would come out of the printer now, a line for each element that holds words. */
export async function printed(visitor) {
  await visitor.page.emulateMedia({ media: "print" });
  const words = await look_inside(visitor, `[...document.querySelectorAll('body *')].filter((e) => e.children.length === 0 && e.checkVisibility({ visibilityProperty: true }) && e.textContent.trim() !== '').map((e) => e.textContent).join('\\n')`);
  await visitor.page.emulateMedia({ media: null });
  return words;
}

/** Chooses a radio of the question on the screen and goes on. */
export async function answer({ page }, text, button = "Continue") {
  await page.getByRole("radio", { name: text, exact: true }).check();
  await page.getByRole("button", { name: button, exact: true }).click();
}
export const press = ({ page }, name) => page.getByRole("button", { name, exact: true }).click();

/** Lets the page believe that it is so many days later, from its next beginning on; gives what takes that back. */
export async function in_days({ devtools }, days) {
  const source = `{ const Now = Date; const now = () => Now.now() + ${days * 86_400_000}; globalThis.Date = class extends Now { constructor(...given) { super(...(given.length === 0 ? [now()] : given)); } static now() { return now(); } }; }`;
  await devtools.send("Page.enable");
  const { identifier } = await devtools.send("Page.addScriptToEvaluateOnNewDocument", { source });
  return () => devtools.send("Page.removeScriptToEvaluateOnNewDocument", { identifier });
}

/** Runs `act` (JavaScript on `target` and `data`) with a file of the given bytes in a DataTransfer. */
async function with_file(visitor, selector, name, base64, act) {
  return look_inside(
    visitor,
    `(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (c) => c.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], ${JSON.stringify(name)}, { type: "image/jpeg" }));
      const target = document.querySelector(${JSON.stringify(selector)});
      ${act}
    })()`,
  );
}

/** Drops a file onto an element, as a person's file manager would; whether the page kept the browser from opening it. */
export async function drop_file(visitor, selector, name, base64) {
  return with_file(
    visitor,
    selector,
    name,
    base64,
    `let prevented = true;
      for (const kind of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data });
        target.dispatchEvent(event);
        if (kind !== "dragenter") prevented &&= event.defaultPrevented;
      }
      return prevented;`,
  );
}

/** Pastes a picture onto an element, as Ctrl+V would. */
export async function paste_file(visitor, selector, name, base64) {
  return with_file(visitor, selector, name, base64, `target.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data })); return 0;`);
}
