// SPDX-License-Identifier: Apache-2.0
// Letters and reports: which are offered on which route, what is asked, what the letter says and lacks, every way to take it along, and
// what becomes of those that were sent.
// Over 500 lines on purpose: every letter and every way is tried from the same few steps, which stand here.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { answer, assert_accessible, assert_fits, drop_file, look_inside, narrow, paste_file, picture, press, printed, survey } from "./browser.mjs";
import { one_visitor } from "./fixture.mjs";
import { bridge } from "./paths.mjs";
import { adult, answer_guide, choose, is_titled, live_question, no_worker_runs, to_age } from "./ways.mjs";

const stand = one_visitor();
const { in_a_visit } = stand;

const posted = {
  [live_question]: "No",
  "Who makes the threats?": "A stranger online",
  "What do they have, as far as you know?": "A real picture or video",
  "Has it been posted or sent to others?": "Yes",
  "Was anything paid?": "No",
  "Where do the threats come from, or where was it posted?": "Instagram",
  "Where do you live?": "England",
};

async function to_posted_plan(visitor, answers = posted) {
  await to_age(visitor);
  await answer(visitor, adult);
  await is_titled(visitor, live_question);
  await answer_guide(visitor, answers);
  await is_titled(visitor, "What helps right now");
}
async function to_letters(visitor, answers = posted) {
  await to_posted_plan(visitor, answers);
  await press(visitor, "Letters and reports");
  await is_titled(visitor, "Letters and reports");
}
const go_on = (visitor) => press(visitor, "Continue");

const write = async (visitor, kind) => {
  await press(visitor, "Write a letter or a report");
  await is_titled(visitor, "What do you want to write?");
  await answer(visitor, kind);
};
const type = async (visitor, label, text) => {
  await visitor.page.getByLabel(label, { exact: true }).fill(text);
  await go_on(visitor);
};
/** Every question of a report left out, up to the report. */
async function leave_all_out(visitor, report) {
  const { page } = visitor;
  for (;;) {
    await page.getByRole("textbox").or(page.getByRole("heading", { level: 1, name: report, exact: true })).first().waitFor();
    const heading = await page.getByRole("heading", { level: 1 }).innerText();
    if (heading === report) return;
    await press(visitor, "Leave this out");
    await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor({ state: "detached" });
  }
}
const yes = (visitor) => answer(visitor, "Yes");
const letter_of = ({ page }) => page.getByRole("article", { name: "The letter" }).innerText();

/** A screen much like one that is surveyed: a picture for people, axe, and nothing that sticks out. */
async function look_at(visitor, name) {
  await picture(visitor, `phone-${name}`);
  await assert_accessible(visitor);
  await assert_fits(visitor, name);
}

/** The file that a press saves. */
async function saved(visitor, button) {
  const [download] = await Promise.all([visitor.page.waitForEvent("download"), press(visitor, button)]);
  return { name: download.suggestedFilename(), path: await download.path() };
}
const text_of = (path) => readFileSync(path, "utf8");
const clipboard = (visitor) => look_inside(visitor, "navigator.clipboard.readText()");

/** For the page: the time there, so many hours from now, as a field of a day and a time takes it. */
const here_in_hours = (hours) => `(() => { const at = new Date(Date.now() + ${hours} * 3600000); return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16); })()`;

const uk_report = "Report that names the UK law (Online Safety Act)";
const pages_label = "Web addresses, one on each line";
const contact_label = "How they can reach you, such as an e-mail address";

/** From the list to the whole letter. */
async function write_uk_report(visitor, address = "new.address@example.org") {
  await write(visitor, uk_report);
  await type(visitor, pages_label, "instagram.com/p/abc\nhttps://www.instagram.com/p/def");
  for (let i = 0; i < 3; i += 1) await yes(visitor);
  await type(visitor, contact_label, address);
  await yes(visitor);
  await is_titled(visitor, uk_report);
}

describe("an adult whose picture was posted", () => {
  it(
    "goes from a step of the plan straight to its letter, and back to that step",
    in_a_visit(async (visitor, page) => {
      await to_posted_plan(visitor);
      await press(visitor, "Today");
      while ((await page.getByRole("button", { name: "Show more steps" }).count()) > 0) await press(visitor, "Show more steps");
      await look_at(visitor, "notices-in-plan");
      await press(visitor, "Write: US 48 hour notice (TAKE IT DOWN Act)");
      await is_titled(visitor, "What is the exact web address of each page?");
      await press(visitor, "Back");
      await is_titled(visitor, "What helps right now");
      assert.equal(await look_inside(visitor, "document.activeElement.textContent"), "Write: US 48 hour notice (TAKE IT DOWN Act)");
    }),
  );

  it(
    "is asked only what the letter needs, one question a screen, and reads it in full",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor);
      await look_at(visitor, "notices-list");
      await press(visitor, "Write a letter or a report");
      await is_titled(visitor, "What do you want to write?");
      await survey(visitor, "notices-choose");
      await answer(visitor, uk_report);
      await page.getByLabel(pages_label).fill("instagram.com/p/abc\nhttps://www.instagram.com/p/def");
      await survey(visitor, "notices-ask-pages");
      await go_on(visitor);
      await page.getByRole("heading", { level: 1, name: /intimate/ }).waitFor();
      await survey(visitor, "notices-ask-statement");
      await answer(visitor, "No, or I am not sure");
      for (let i = 0; i < 2; i += 1) await yes(visitor);
      await type(visitor, contact_label, "new.address@example.org");
      await yes(visitor);
      await is_titled(visitor, uk_report);
      // What was not said is a gap, named with its law; it can be said now.
      await page.getByText("What is still missing").waitFor();
      assert.ok((await letter_of(visitor)).includes("[your statement that it is an intimate picture]"));
      await look_at(visitor, "notices-letter-missing");
      await press(visitor, "Fill this in : Is it an intimate picture or video?");
      await yes(visitor);
      await page.getByText("Nothing is missing. Read the letter before you send it.").waitFor();
      const letter = await letter_of(visitor);
      const [, reference] = /Your reference for this letter is (\d{4}-\d{4}-\d{4})\./.exec(await page.locator(".hf-letters").innerText());
      assert.ok(letter.includes(`Our reference: ${reference}`));
      await page.setViewportSize(narrow);
      const lines_of_references = await look_inside(visitor, "[...document.querySelectorAll('.hf-letters .hf-reference')].map((each) => each.getClientRects().length)");
      assert.deepEqual(lines_of_references, [1, 1], "a reference number is never broken");
      for (const words of ["1. https://instagram.com/p/abc", "2. https://www.instagram.com/p/def", "new.address@example.org", "I declare that this report is made by the subject of the content."]) assert.ok(letter.includes(words), words);
      await survey(visitor, "notices-letter");
      // Asked again, a statement is the same question, and no half of a double negative.
      await page.getByText("Your answers in this letter").click();
      await press(visitor, "Change : That you did not agree");
      await is_titled(visitor, "Is it there without your agreement?");
      await page.getByText("If you say yes, the letter says so. Say yes only if it is true.").waitFor();
      assert.equal(await page.getByRole("radio", { name: "Yes", exact: true }).isChecked(), true);
      await press(visitor, "Back");
      await is_titled(visitor, uk_report);
    }),
  );

  it(
    "takes the letter along: copied, as text, mail draft and PDF, by the mail program",
    in_a_visit(async (visitor, page) => {
      await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await to_letters(visitor);
      await write_uk_report(visitor);
      const letter = await letter_of(visitor);
      await press(visitor, "Copy the letter");
      await page.getByText("Copied.").waitFor();
      assert.equal((await clipboard(visitor)).replace(/\s+/g, " ").trim(), letter.replace(/\s+/g, " ").trim());
      await page.getByLabel("Their e-mail address, if you have it").fill("abuse@example.org");
      const text = await saved(visitor, "Save as text");
      assert.equal(text.name, "letter.txt");
      assert.ok(text_of(text.path).includes("1. https://instagram.com/p/abc"));
      const mail = await saved(visitor, "Save as a mail draft");
      assert.equal(mail.name, "letter.eml");
      assert.match(text_of(mail.path), /^From: new\.address@example\.org\r\nTo: abuse@example\.org\r\nSubject: /);
      const pdf = await saved(visitor, "Save as PDF");
      assert.equal(pdf.name, "letter.pdf");
      const read_back = execFileSync("pdftotext", ["-raw", pdf.path, "-"], { encoding: "utf8" });
      assert.equal(read_back.replace(/\s+/g, " ").trim(), letter.replace(/\s+/g, " ").trim());
      assert.match(execFileSync("pdfinfo", [pdf.path], { encoding: "utf8" }), /^Title: +Letter\n(.*\n)*Tagged: +yes$/m);
      const mailto = await page.getByRole("link", { name: "Open it in my mail program" }).getAttribute("href");
      assert.match(mailto, /^mailto:abuse@example\.org\?subject=/);
      assert.ok(mailto.length < 2000);
      await page.getByText("The letter is too long to hand over.", { exact: false }).waitFor();
      const sheet = await printed(visitor);
      assert.equal(sheet.replace(/\s+/g, " ").trim(), letter.replace(/\s+/g, " ").trim());
      assert.deepEqual(visitor.requests.filter((request) => /instagram|example\.org/.test(request.url())), []);
    }),
  );

  it(
    "changes the letter in its place: what is copied, saved, mailed and printed is that, and the letter as it was comes back",
    in_a_visit(async (visitor, page) => {
      await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await to_letters(visitor);
      await write_uk_report(visitor);
      const before = await letter_of(visitor);
      await press(visitor, "Change the words");
      const body = page.getByRole("textbox", { name: "The letter", exact: true });
      assert.ok((await body.inputValue()).includes("1. https://instagram.com/p/abc"));
      await page.getByLabel("Subject", { exact: true }).fill("About my account");
      await body.fill("To your team:\n\nMy own words, Tŷ Gŵyl.\nhttps://instagram.com/p/abc\n\nThank you.");
      await survey(visitor, "notices-edit");
      await press(visitor, "Show the letter");
      await page.getByText("These are your own words now.", { exact: false }).waitFor();
      await page.getByText("We do not check your own words.", { exact: false }).waitFor();
      assert.equal(await page.getByText("Nothing is missing.", { exact: false }).count(), 0);
      const flat = (text) => text.replace(/\s+/g, " ").trim();
      const own = flat(await letter_of(visitor));
      assert.equal(own, "About my account To your team: My own words, Tŷ Gŵyl. https://instagram.com/p/abc Thank you.");
      await page.getByText("Your own words do not have it.", { exact: false }).waitFor();
      await survey(visitor, "notices-edited");
      await press(visitor, "Copy the letter");
      await page.getByText("Copied.").waitFor();
      assert.equal(flat(await clipboard(visitor)), own);
      assert.equal(flat(text_of((await saved(visitor, "Save as text")).path)), own);
      assert.equal(flat(execFileSync("pdftotext", ["-raw", (await saved(visitor, "Save as PDF")).path, "-"], { encoding: "utf8" })), own);
      const mail = text_of((await saved(visitor, "Save as a mail draft")).path);
      assert.match(mail, /\r\nSubject: About my account\r\n/);
      assert.ok(mail.includes("My own words, T=C5=B7 G=C5=B5yl.\r\n"));
      const mailto = await page.getByRole("link", { name: "Open it in my mail program" }).getAttribute("href");
      assert.equal(flat(decodeURIComponent(mailto).replace(/^mailto:.*?\?subject=/, "").replace("&body=", " ")), own);
      assert.equal(flat(await printed(visitor)), own);
      // An answer that is changed does not change them, and what is missing is told by the answers.
      await page.getByText("Your answers in this letter").click();
      await press(visitor, "Change : That you did not agree");
      await answer(visitor, "No, or I am not sure");
      await page.getByText("What is still missing").waitFor();
      assert.equal(flat(await letter_of(visitor)), own);
      await press(visitor, "Fill this in : Is it there without your agreement?");
      await yes(visitor);
      await press(visitor, "Take back my changes");
      await page.getByText("The letter is as it was before.").waitFor();
      assert.equal(await letter_of(visitor), before);
    }),
  );

  it(
    "types a name where a law asks for one, after a warning, and it stands in that letter alone",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor, { ...posted, "Where do you live?": "Germany" });
      const eu_notice = "EU notice (Digital Services Act, Article 16)";
      await write(visitor, eu_notice);
      const typed = { [pages_label]: "https://www.instagram.com/p/abc", "E-mail address": "new.address@example.org", "Name in the letter": "Nia Example", "Your own words, if you like": "" };
      const asked = [];
      for (;;) {
        const heading = await page.getByRole("heading", { level: 1 }).innerText();
        if (heading === eu_notice) break;
        asked.push(heading);
        const label = (await Promise.all(Object.keys(typed).map(async (each) => ((await page.getByLabel(each, { exact: true }).count()) > 0 ? each : null)))).find((each) => each !== null);
        if (label === "Name in the letter") {
          await page.getByText("Whoever gets the letter sees this. They may keep it and pass it on.").waitFor();
          await look_at(visitor, "notices-ask-name"); // the lines of that country: no number of the UK
        }
        if (label === undefined) await yes(visitor);
        else await type(visitor, label, typed[label]);
        await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor({ state: "detached" });
      }
      assert.ok(asked.length >= 5, asked.join(" | "));
      await page.getByText("Nothing is missing. Read the letter before you send it.").waitFor();
      assert.match(await letter_of(visitor), /Nia Example/);
      assert.match(await page.locator(".hf-warnings").innerText(), /\bname\b/);
      await press(visitor, "I sent it");
      await press(visitor, "Note it");
      await is_titled(visitor, "Letters and reports");
      await write(visitor, "Notice to the platform");
      await is_titled(visitor, "Are you the person it shows, or seems to show?");
      await yes(visitor);
      await is_titled(visitor, "Notice to the platform"); // nothing else is asked: what was said is known
      assert.doesNotMatch(await page.locator(".hf-letters").innerText(), /Nia Example/);
    }),
  );

  it(
    "is told when a PDF would not show what was typed, and when its font does not come; the other ways stay",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor);
      await write_uk_report(visitor, "你好 new.address@example.org");
      await visitor.context.setOffline(true);
      await press(visitor, "Save as PDF");
      await page.getByText("The PDF needs a file that did not load.", { exact: false }).waitFor();
      await visitor.context.setOffline(false);
      await press(visitor, "Save as PDF");
      await page.getByText("A PDF from here would not show these signs as they are: 你 好.", { exact: false }).waitFor();
      assert.ok(text_of((await saved(visitor, "Save as text")).path).includes("你好 new.address@example.org"));
    }),
  );

  it(
    "notes what was sent: the hours run, what is due leads to the next letter, reminders say nothing of what they are about",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor);
      await write_uk_report(visitor);
      const [, reference] = /Our reference: (\S+)/.exec(await letter_of(visitor));
      await press(visitor, "I sent it");
      await is_titled(visitor, "When did you send it?");
      assert.equal(await page.getByLabel("To whom").inputValue(), "Instagram");
      await page.getByLabel("Day and time").fill("");
      await press(visitor, "Note it");
      await page.getByRole("alert").getByText("Give the day and the time").waitFor();
      await look_at(visitor, "notices-sent-error");
      await page.getByLabel("Day and time").fill(await look_inside(visitor, here_in_hours(0)));
      await page.getByLabel("Their reference number, if you have one").fill("report 4711");
      await press(visitor, "Note it");
      await is_titled(visitor, "Letters and reports");
      await page.getByText("Their time is running").waitFor();
      await page.getByText(`Your reference: ${reference}`).waitFor();
      await page.getByText(/^They have until \d/).waitFor();
      await survey(visitor, "notices-tracked");
      const { name, path } = await saved(visitor, "Save the reminders");
      assert.equal(name, "notes.ics");
      assert.match(text_of(path), /SUMMARY:Reminder\r\n/);
      assert.doesNotMatch(text_of(path), /holdfast|picture|instagram|ofcom|4711|http/i);

      await page.getByText("Change or remove this note").click();
      await page.getByLabel("Day and time").fill(await look_inside(visitor, here_in_hours(48)));
      await page.getByText("Give a time that is past").waitFor();
      await page.getByText("Their time is running").waitFor();
      await page.getByLabel("Day and time").fill(await look_inside(visitor, here_in_hours(-72)));
      await page.getByText("It is time for the next step").waitFor();
      await page.getByText(/^Their time was over on \d/).waitFor();
      await look_at(visitor, "notices-due");
      await press(visitor, "Write: Complaint to Ofcom (UK)");
      await is_titled(visitor, "Complaint to Ofcom (UK)");
      const complaint = await letter_of(visitor);
      for (const words of ["report 4711", `Our reference: ${reference}`, "1. https://instagram.com/p/abc"]) assert.ok(complaint.includes(words), words);
      await press(visitor, "Back");
      await page.getByLabel("What did they answer?").selectOption({ label: "It is removed" });
      await page.getByText("They removed it").waitFor();
      assert.equal(await page.getByRole("button", { name: /^Write: / }).count(), 0);
      await press(visitor, "Back");
      await is_titled(visitor, "What helps right now");
      assert.equal(await look_inside(visitor, "document.activeElement.textContent"), "Letters and reports");
      assert.equal(await look_inside(visitor, "localStorage.length + sessionStorage.length"), 0);
    }),
  );

  it(
    "sees no clock under a report that has none, and no recipient where none was named",
    in_a_visit(async (visitor, page) => {
      await to_posted_plan(visitor);
      await page.getByRole("checkbox", { name: /^Done ?: / }).first().check();
      await press(visitor, "Letters and reports");
      const report = "Report to the police, field by field";
      await write(visitor, report);
      await leave_all_out(visitor, report);
      await press(visitor, "I sent it");
      await is_titled(visitor, "When did you send it?");
      await page.getByLabel("To whom").fill("");
      await page.getByLabel("Day and time").fill(await look_inside(visitor, here_in_hours(48)));
      await press(visitor, "Note it");
      await page.getByRole("alert").getByText("Give a time that is past").waitFor();
      await page.getByLabel("Day and time").fill(await look_inside(visitor, here_in_hours(0)));
      await press(visitor, "Note it");
      await is_titled(visitor, "Letters and reports");
      await page.getByText("Waiting for an answer", { exact: true }).waitFor();
      assert.equal(await page.getByText("Their time is running").count(), 0);
      await look_at(visitor, "notices-no-clock");
      await press(visitor, "Back");
      await is_titled(visitor, "What helps right now");
      await press(visitor, "What you have done, and when");
      await page.locator(".hf-letters").getByText(`${report}: sent`, { exact: true }).waitFor();
      const { format, actions } = JSON.parse(text_of((await saved(visitor, "Save the list as a file")).path));
      assert.deepEqual([format, actions.map(({ what }) => what).sort()], ["holdfast-actions-2", ["done", "sent"]]);
      const { at, ours, ...letter } = actions.find(({ what }) => what === "sent");
      assert.deepEqual(letter, { what: "sent", notice: "report-police", words: report, to: "", theirs: "", answer: "none" });
      assert.match(ours, /^\d{4}-\d{4}-\d{4}$/);
      assert.ok(Math.abs(Date.parse(at) - Date.now()) < 120_000);
    }),
  );

  it(
    "sends fingerprints along only after seeing them and saying yes, as a file, never in an address",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, adult);
      await is_titled(visitor, live_question);
      await answer_guide(visitor, posted);
      await press(visitor, "Continue");
      await press(visitor, "Continue");
      await is_titled(visitor, "Choose your pictures");
      await choose(visitor, bridge);
      await press(visitor, "Back");
      await press(visitor, "Back");
      await is_titled(visitor, "What helps right now");
      await press(visitor, "Letters and reports");
      await write(visitor, "US 48 hour notice (TAKE IT DOWN Act)");
      await type(visitor, pages_label, "https://www.instagram.com/p/abc");
      await yes(visitor);
      await type(visitor, contact_label, "new.address@example.org");
      await yes(visitor);
      await page.getByText("Whoever gets the letter sees this. They may keep it and pass it on.").waitFor();
      await press(visitor, "Leave this out");
      await is_titled(visitor, "Should the fingerprints go along?");
      await survey(visitor, "notices-ask-fingerprints");
      const codes = (await page.getByRole("region", { name: "The fingerprints of your pictures" }).innerText()).trim().split("\n");
      assert.ok(codes.length > 0 && codes.every((code) => /^[0-9a-f]{64}$/.test(code)));
      await answer(visitor, "Yes, as a file of their own");
      await page.getByText("The fingerprints go along as a file.", { exact: false }).waitFor();
      assert.ok((await letter_of(visitor)).includes("[signature]"));
      assert.doesNotMatch(await letter_of(visitor), /[0-9a-f]{64}/);
      const mailto = await page.getByRole("link", { name: "Open it in my mail program" }).getAttribute("href");
      assert.doesNotMatch(mailto, /[0-9a-f]{64}/);
      assert.ok(text_of((await saved(visitor, "Save the fingerprints")).path).includes(codes[0]));
      assert.ok(text_of((await saved(visitor, "Save as a mail draft")).path).replace(/=\r\n/g, "").includes(codes[0]));
    }),
  );
});

describe("a form with points that only the person can fill in, or that were left out", () => {
  it(
    "says so at each, and offers nothing to copy there",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor);
      const report = "Report in the platform's own form, field by field";
      await write(visitor, report);
      await leave_all_out(visitor, report);
      const fields = page.locator(".hf-field");
      await fields.filter({ hasText: "[you fill this in on their page]" }).first().waitFor();
      await fields.filter({ hasText: "[what happened]" }).waitFor();
      const theirs = fields.filter({ hasText: /\[[^\]]+\]/ });
      assert.ok((await theirs.count()) > 0 && (await theirs.count()) < (await fields.count()));
      assert.equal(await theirs.getByRole("button").count(), 0);
      assert.equal(await fields.getByRole("button").count(), (await fields.count()) - (await theirs.count()));
      await look_at(visitor, "notices-report-platform");
    }),
  );
});

describe("a site that few know", () => {
  it(
    "has a host: how it is found is explained, and nobody is asked but by the person",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor, { ...posted, "Where do the threats come from, or where was it posted?": "Another website, forum or app" });
      await write(visitor, "Notice to the site's host");
      await type(visitor, pages_label, "https://forum.small-site.example/t/1");
      await yes(visitor);
      await yes(visitor);
      await press(visitor, "Leave this out");
      await yes(visitor);
      await is_titled(visitor, "Notice to the site's host");
      await page.getByText("A small site often has no form.", { exact: false }).waitFor();
      assert.equal(await page.getByRole("link", { name: /^Ask the register about/ }).getAttribute("href"), "https://client.rdap.org/?object=forum.small-site.example");
      await look_at(visitor, "notices-host");
    }),
  );
});

describe("on a route without pictures", () => {
  it(
    "a report is written in words alone: a picture that is dropped or pasted does nothing",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am under 18 now");
      await page.getByRole("heading", { name: "What to do now", exact: true }).waitFor();
      await press(visitor, "Letters and reports");
      await write(visitor, "Report to the police, field by field");
      await page.getByRole("textbox").waitFor();
      await no_worker_runs(visitor);
      const small = "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==";
      for (const selector of ["main textarea", "main"]) {
        assert.equal(await drop_file(visitor, selector, "picture.jpg", small), true, "the browser must not open the file");
        await paste_file(visitor, selector, "picture.jpg", small);
      }
      assert.equal(await page.getByRole("textbox").inputValue(), "");
      assert.equal(await look_inside(visitor, "document.querySelectorAll('input[type=file], main img').length"), 0);
      assert.equal(page.workers().length, 0);

      await type(visitor, "Names, numbers or addresses they used, one on each line", "some_name\n+44 7700 900123");
      await type(visitor, "What happened, in a few sentences", "They asked me for money.");
      await type(visitor, "What they demand, in a few words", "200 pounds");
      await is_titled(visitor, "How can they reach you safely?");
      await press(visitor, "Leave this out");
      await is_titled(visitor, "Report to the police, field by field");
      await page.getByText("Send no picture and no screenshot of it, to anyone.", { exact: false }).waitFor();
      await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.getByRole("button", { name: /^Copy ?: / }).nth(2).click();
      const copied = await clipboard(visitor);
      assert.ok((await page.locator(".hf-field__value").allInnerTexts()).some((value) => value.trim() === copied.trim()), copied);
      await page.getByLabel("Police force").selectOption("avon-and-somerset");
      await page.getByText("Your police force: Avon and Somerset", { exact: false }).locator("visible=true").first().waitFor();
      await survey(visitor, "notices-police-under-18");
      assert.equal(await page.getByText("fingerprints", { exact: false }).count(), 0);
    }),
  );

  it(
    "a letter about somebody under 18 hands over first, asks for no name, and takes no fingerprint",
    in_a_visit(async (visitor, page) => {
      await to_age(visitor);
      await answer(visitor, "I am helping someone else");
      await answer(visitor, "Someone under 18, or the picture is from when they were under 18");
      await press(visitor, "Answer the questions");
      await answer_guide(visitor, { ...posted, "Who are you asking for?": "For my child", "How old are they now?": "13 to 17", "Are they on a call or chat with that person right now?": "No", "What does that person have, as far as you know?": "A real picture or video", "Where do they live?": "England" });
      await press(visitor, "Letters and reports");
      await write(visitor, "Notice to the platform");
      await type(visitor, pages_label, "https://www.instagram.com/p/abc");
      await page.getByRole("heading", { level: 1, name: /parent or guardian/ }).waitFor();
      await yes(visitor);
      await press(visitor, "Leave this out");
      await yes(visitor);
      await is_titled(visitor, "Notice to the platform");
      const first = await page.locator(".hf-warnings > li").first().innerText();
      assert.match(first, /^Send no picture and no screenshot of it, to anyone\./);
      for (const name of ["Report Remove", "Take It Down"]) assert.ok(first.includes(name), name);
      assert.match(await letter_of(visitor), /was under 18 when it was made/);
      assert.doesNotMatch(await letter_of(visitor), /\[your statement/);
      await survey(visitor, "notices-under-18");
    }),
  );
});

describe("in Welsh", () => {
  it(
    "the letter stays English, the person has a copy to read, and the English stands beside each question",
    in_a_visit(async (visitor, page) => {
      await to_letters(visitor);
      await press(visitor, "Write a letter or a report");
      await answer(visitor, uk_report);
      await press(visitor, "Cymraeg");
      await is_titled(visitor, "Beth yw union gyfeiriad gwe pob tudalen? What is the exact web address of each page?");
      await look_at(visitor, "notices-welsh-question");
      await page.getByRole("textbox").fill("https://www.instagram.com/p/abc");
      await press(visitor, "Parhau");
      for (let i = 0; i < 3; i += 1) await answer(visitor, "Ie", "Parhau");
      await press(visitor, "Gadael hyn allan");
      await answer(visitor, "Ie", "Parhau");
      await page.getByText("Copi i chi, yn eich iaith").click();
      assert.equal(await page.locator("article[lang=en]").count(), 1);
      assert.equal(await page.locator("article[lang=cy]").count(), 1);
      const pdf = await saved(visitor, "Cadw'r copi hwn fel PDF");
      const read_back = execFileSync("pdftotext", ["-raw", pdf.path, "-"], { encoding: "utf8" });
      assert.equal(read_back.replace(/\s+/g, " ").trim(), (await page.locator("article[lang=cy]").innerText()).replace(/\s+/g, " ").trim());
      assert.match(read_back, /[ŵŷâêîôû]/);
      assert.match(execFileSync("pdfinfo", [pdf.path], { encoding: "utf8" }), /^Title: +Llythyr$/m);
      await survey(visitor, "notices-welsh-letter");
      assert.doesNotMatch(await page.locator("section.hf-help").innerText(), /\b(January|February|March|April|May|June|July|August|September|October|November|December) 20/, "a Welsh date");
    }),
  );
});

describe("every question that a letter may ask", () => {
  const letters = ".hf-letters:not([hidden])";
  /** What the screen asks for, or null where it is no question of a letter. */
  const asked = (visitor) => look_inside(visitor, `(() => { const e = document.querySelector('${letters} form :is([id^="notice-"], [name^="notice-"])'); return e === null ? null : (e.name || e.id).replace(/^notice-/, "").replace(/-.*/, ""); })()`);
  /** Answers by pressing alone: the first choice, nothing typed. */
  async function pass(visitor) {
    const { page } = visitor;
    const leave = page.getByRole("button", { name: "Leave this out", exact: true });
    if (await leave.isVisible()) return leave.click();
    const first = page.locator(`${letters} input[type=radio]`).first();
    if (await first.isVisible()) await first.check();
    return go_on(visitor);
  }

  it("is looked at: axe finds nothing, nothing sticks out", async () => {
    const seen = new Set();
    for (const [country, where] of [["England", "Another website, forum or app"], ["Germany", "Instagram"], ["Australia", "Instagram"]]) {
      let kinds = [""];
      for (let at = 0; at < kinds.length; at += 1)
        await stand.visit(async (visitor, page) => {
          await to_letters(visitor, { ...posted, "Where do the threats come from, or where was it posted?": where, "Was anything paid?": "Money, by bank, card or app", "Where do you live?": country });
          await press(visitor, "Write a letter or a report");
          await is_titled(visitor, "What do you want to write?");
          kinds = await look_inside(visitor, `[...document.querySelectorAll('${letters} input[type=radio]')].map((e) => e.labels[0].innerText.trim())`);
          await page.locator(`${letters} input[type=radio]`).nth(at).check();
          await go_on(visitor);
          for (let turn = 0; turn < 40; turn += 1) {
            await page.locator(`${letters} form, ${letters} article, ${letters} .hf-field`).first().waitFor();
            const one = await asked(visitor);
            if (one === null || (await page.getByRole("article", { name: "The letter" }).count()) > 0) break;
            const heading = await page.getByRole("heading", { level: 1 }).innerText();
            if (!seen.has(one)) {
              seen.add(one);
              await look_at(visitor, `notices-question-${one}`);
            }
            await pass(visitor);
            await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor({ state: "detached" });
          }
        });
    }
    // "reasons" and "sent" are asked where the country or the first notice is not known: their parts are those of other questions.
    // Fingerprints are surveyed where a case has some.
    assert.deepEqual([...seen].sort(), ["accounts", "connection", "contact", "demand", "email", "intimate", "name", "no", "pages", "paid", "platform", "signature", "story", "subject", "target", "true"]);
  });
});
