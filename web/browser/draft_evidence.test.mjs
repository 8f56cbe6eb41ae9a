// SPDX-License-Identifier: Apache-2.0
// Evidence that is kept on the device, at the person's wish: closed and opened again with a passphrase or with words, sealed into
// the pack that it would have been, deleted without a rest; and what is said where it cannot be kept.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { launch, press, survey, visit } from "./browser.mjs";
import { carry_on, is_kept, keep_here, keep_it, nothing_is_kept, open_kept, passphrase, plain_pack, to_what_is_kept } from "./draft_ways.mjs";
import { choose_files, evidence, put_in, shows_nobody, to_evidence } from "./evidence_ways.mjs";
import { hold_to_contract } from "./fixture.mjs";
import { holdfast, vectors } from "./paths.mjs";
import { assert_nowhere, files_below, start_browser } from "./profile.mjs";
import { start_static_server } from "./static_server.mjs";
import { is_titled, to_age } from "./ways.mjs";

const folder = mkdtempSync(join(tmpdir(), "draft-evidence-"));
let server;
before(async () => {
  server = await start_static_server();
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const picture = join(vectors, "media", "landscape.jpg");
const chat = Buffer.from("20/11/2026, 18:45 - Zanzibarine: two hundred or else\n".repeat(60));
const large = Buffer.from(randomBytes(3_500_000).toString("hex"));
const note = "Quillonade began it on a train.";

/** A case with a picture, a text, a large file and a note. */
async function put_together(visitor) {
  await to_evidence(visitor);
  await press(visitor, "Add files");
  await choose_files(visitor, [picture]);
  await put_in(visitor, "landscape.jpg", { intimate: shows_nobody, title: "Xylographer on Sunday", news: "HF/1 is in." });
  await choose_files(visitor, [
    { name: "wobblefish-chat.txt", mimeType: "text/plain", buffer: chat },
    { name: "large.txt", mimeType: "text/plain", buffer: large },
  ]);
  await put_in(visitor, "wobblefish-chat.txt", { news: "HF/2 is in." });
  await put_in(visitor, "large.txt", { news: "HF/3 is in." });
  await press(visitor, "Go to my evidence");
}
async function add_note(visitor, text) {
  await press(visitor, "Add links, names, money or notes");
  await press(visitor, "Add a note");
  await visitor.page.getByLabel("Your note").fill(text);
  await press(visitor, "Put it in");
  await visitor.page.getByText(text).waitFor();
  await press(visitor, "Go to my evidence");
}
const contents = [readFileSync(picture), chat, large];
function holds_all({ items }) {
  assert.deepEqual([...items.keys()].sort(), [1, 2, 3]);
  for (const [at, bytes] of contents.entries()) assert.ok(items.get(at + 1).equals(bytes), `HF/${at + 1}, byte for byte`);
}
async function wipe({ page }) {
  await page.getByRole("button", { name: "Delete what is kept here", exact: true }).click();
  await page.getByRole("status").getByText("What is not in a saved pack will be gone.").waitFor();
  await page.getByRole("button", { name: "Yes, delete it", exact: true }).click();
}

describe("evidence that is kept on the device", () => {
  it("opens again with its passphrase, seals into the same case and files, lies there locked, and goes when it is deleted", { timeout: 600_000 }, async () => {
    const profile = join(folder, "passphrase");
    let browser = await start_browser(profile, server.url);
    await put_together(browser.visitor);
    await press(browser.visitor, keep_it);
    await is_titled(browser.visitor, keep_it);
    await survey(browser.visitor, "draft-begin");
    await press(browser.visitor, "Keep my evidence here");
    await browser.visitor.page.getByText("Use at least 12 characters").first().waitFor();
    await browser.visitor.page.locator("#draft-passphrase").fill(passphrase);
    await press(browser.visitor, "Keep my evidence here");
    await is_kept(browser.visitor);
    await survey(browser.visitor, "draft-kept");
    await press(browser.visitor, "Go to my evidence");
    await add_note(browser.visitor, note);
    await is_kept(browser.visitor);
    await survey(browser.visitor, "evidence-kept");
    const first = await plain_pack(browser.visitor, folder);
    holds_all(first);
    await press(browser.visitor, "Go to my evidence");
    await is_kept(browser.visitor);
    await hold_to_contract(browser.visitor);
    await browser.close();

    const kept_bytes = files_below(profile).filter(({ path }) => path.includes("IndexedDB")).reduce((sum, { bytes }) => sum + bytes.length, 0);
    assert.ok(kept_bytes > large.length, `${kept_bytes} bytes lie there`);
    assert_nowhere(profile, ["Xylographer", "wobblefish", "Zanzibarine", "Quillonade", "landscape.jpg", passphrase, "AGE-SECRET", large.subarray(2_000_000, 2_000_040), readFileSync(picture).subarray(2000, 2040)]);

    browser = await start_browser(profile, server.url);
    const { visitor } = browser;
    await to_what_is_kept(visitor);
    await survey(visitor, "draft-carry-on");
    await visitor.page.locator("#draft-opens").fill("lantern on a quiet hall");
    await press(visitor, "Open it");
    await visitor.page.getByRole("alert").waitFor({ timeout: 60_000 });
    await open_kept(visitor);
    await is_kept(visitor);
    const second = await plain_pack(visitor, folder);
    holds_all(second);
    assert.equal(second.case, first.case);
    assert.ok(second.case.includes(note));
    const verdict = JSON.parse(execFileSync(holdfast, ["pack", "verify", second.path, "--json", "-q"], { encoding: "utf8" }));
    assert.deepEqual([verdict.holds, verdict.verdict], [true, "holds_unconfirmed"]);

    await press(visitor, "Go to my evidence");
    await press(visitor, "Kept on this device");
    await wipe(visitor);
    await visitor.page.getByRole("status").getByText("Deleted from this device.").waitFor();
    await nothing_is_kept(visitor);
    await visitor.page.getByRole("button", { name: "Back", exact: true }).last().click();
    await visitor.page.getByText("All of it is in this page only.", { exact: false }).waitFor();
    await add_note(visitor, "After all");
    await nothing_is_kept(visitor);
    await hold_to_contract(visitor);
    await browser.close();
    const blobs = files_below(profile).filter(({ path }) => path.includes(".indexeddb.blob"));
    assert.deepEqual(blobs.map(({ path }) => path), []);
  });

  it("opens with words, and with no others; one tab at a time; and is deleted from the page about leaving", { timeout: 600_000 }, async () => {
    const profile = join(folder, "words");
    let browser = await start_browser(profile, server.url);
    await put_together(browser.visitor);
    await press(browser.visitor, keep_it);
    await press(browser.visitor, "Keep my key");
    await browser.visitor.page.getByText("Other ways, if you are sure nobody else looks at this device").waitFor();
    await press(browser.visitor, "Show the words");
    const words = await browser.visitor.page.locator(".hf-card .hf-words li").allInnerTexts();
    assert.equal(words.length, 12);
    await press(browser.visitor, "Continue");
    await browser.visitor.page.getByText("Your key opens it: your words, your code or your file.", { exact: false }).waitFor();
    await press(browser.visitor, "Keep my evidence here");
    await is_kept(browser.visitor);
    await browser.close();
    assert_nowhere(profile, [words.join(" ")]);

    browser = await start_browser(profile, server.url);
    const { visitor } = browser;
    await to_what_is_kept(visitor);
    await visitor.page.locator("#draft-words").fill(`${"abandon ".repeat(11)}about`);
    await press(visitor, "Open it");
    await visitor.page.getByRole("alert").getByText("This does not open what is kept here.", { exact: false }).waitFor({ timeout: 60_000 });
    await visitor.page.locator("#draft-words").fill(words.join(" "));
    await press(visitor, "Open it");
    await visitor.page.getByRole("button", { name: "Add files", exact: true }).waitFor({ timeout: 60_000 });
    await is_kept(visitor);

    // Another tab of the same browser.
    const page = await visitor.context.newPage();
    const second = { ...visitor, page, devtools: await visitor.context.newCDPSession(page) };
    await page.goto(server.url);
    await to_what_is_kept(second);
    await page.locator("#draft-words").fill(words.join(" "));
    await press(second, "Open it");
    await page.getByRole("alert").getByText("Another tab has it open. Close that tab first.").waitFor({ timeout: 60_000 });
    await hold_to_contract(visitor);
    await page.close();

    holds_all(await plain_pack(visitor, folder));
    await press(visitor, "Go to my evidence");
    await add_note(visitor, "One more");
    await is_kept(visitor);
    await visitor.page.getByRole("button", { name: "How to leave quickly, and what stays behind" }).click();
    await survey(visitor, "draft-leaving");
    await wipe(visitor);
    await visitor.page.getByRole("status").getByText("Deleted from this device.").waitFor();
    await nothing_is_kept(visitor);
    await hold_to_contract(visitor);
    await browser.close();
  });
});

describe("where evidence cannot be kept", () => {
  it("says so when there is no room, keeps on in the page, and goes on when there is", { timeout: 300_000 }, async () => {
    const browser = await launch();
    const visitor = await visit(browser, server.url);
    const quota = (quotaSize) => visitor.devtools.send("Storage.overrideQuotaForOrigin", { origin: visitor.origin, ...(quotaSize === null ? {} : { quotaSize }) });
    await put_together(visitor);
    await quota(2_000_000);
    await press(visitor, keep_it);
    await visitor.page.locator("#draft-passphrase").fill(passphrase);
    await press(visitor, "Keep my evidence here");
    await visitor.page.getByText("There is no more room on this device. It is in this page only. You can still seal and save it.").waitFor({ timeout: 60_000 });
    await survey(visitor, "draft-full");
    await quota(null);
    await press(visitor, "Try again");
    await is_kept(visitor);
    await press(visitor, "Go to my evidence");
    holds_all(await plain_pack(visitor, folder));
    await hold_to_contract(visitor);
    await browser.close();
  });

  it("says so where the browser lets no page store anything", { timeout: 300_000 }, async () => {
    const profile = join(folder, "refused");
    mkdirSync(join(profile, "Default"), { recursive: true });
    writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
    const browser = await start_browser(profile, server.url);
    const { visitor } = browser;
    await put_together(visitor);
    await press(visitor, keep_it);
    await visitor.page.locator("#draft-passphrase").fill(passphrase);
    await press(visitor, "Keep my evidence here");
    await visitor.page.getByRole("status").getByText("Your browser does not allow this. In a private window it often does not.").waitFor({ timeout: 60_000 });
    await visitor.page.getByRole("button", { name: "Back", exact: true }).last().click();
    holds_all(await plain_pack(visitor, folder));
    await hold_to_contract(visitor);
    await browser.close();
  });

  it("leaves nothing of a visit that keeps nothing", { timeout: 300_000 }, async () => {
    const profile = join(folder, "nothing");
    const browser = await start_browser(profile, server.url);
    const { visitor } = browser;
    await to_evidence(visitor);
    await add_note(visitor, note);
    await nothing_is_kept(visitor);
    await hold_to_contract(visitor);
    await browser.close();
    assert.deepEqual(files_below(profile).filter(({ path }) => path.includes("IndexedDB")).map(({ path }) => path), []);
  });

  it("is offered to adults alone: on other routes there is no way to it", { timeout: 300_000 }, async () => {
    const browser = await launch();
    const visitor = await visit(browser, server.url);
    await to_age(visitor);
    assert.equal(await visitor.page.getByRole("button", { name: keep_it }).count(), 0);
    assert.equal(await visitor.page.getByRole("heading", { name: carry_on }).count(), 0);
    assert.equal(await visitor.page.getByRole("button", { name: evidence }).count(), 0);
    await browser.close();
  });
});
