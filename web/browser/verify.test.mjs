// SPDX-License-Identifier: Apache-2.0
// verify.html from disk: whole, tampered and locked packs of the command, nothing fetched, nothing run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { assert_accessible, desktop, drop_file, launch, phone, picture } from "./browser.mjs";
import { entries_of, read_pack, write_large_zip } from "./packs.mjs";
import { holdfast, page_folder, vectors } from "./paths.mjs";
import { start_service } from "./service.mjs";

let browser;
let folder;
let whole;
let locked;
let own;
/** A pack with a receipt, and the key of the log that gave it. */
let received;
let log_key;

const run = (...command) => JSON.parse(execFileSync(holdfast, command, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
/** Without a file of the exhibits, since the vectors are words about files alone. */
function write_case() {
  const at = join(folder, "case");
  mkdirSync(at);
  const of = JSON.parse(readFileSync(join(vectors, "evidence/case-protected.json"), "utf8"));
  delete of.exhibits;
  of.next_number = 1;
  writeFileSync(join(at, "case.json"), JSON.stringify(of));
  return at;
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-verify-"));
  own = join(folder, "own-key.txt");
  const made = write_case();
  whole = run("pack", "seal", made, "--new-identity", own, "--plain", "-o", join(folder, "pack.zip"), "--json");
  locked = run("pack", "seal", made, "--identity", own, "-o", join(folder, "pack.zip.age"), "--json");
  const service = await start_service("--receipts-origin", "helpline.example/seals", "--proof-least-difficulty", "6");
  try {
    log_key = (await (await fetch(`${service.url}/v1/service`)).json()).seal_log.key;
    received = join(folder, "received.zip");
    cpSync(whole.pack, received);
    execFileSync(holdfast, ["pack", "receipt", received, "--server", service.url], { stdio: "pipe" });
  } finally {
    await service.stop();
  }
  cpSync(join(page_folder, "verify.html"), join(folder, "verify.html"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** The page as an officer opens it: from disk, and offline. */
async function opened(viewport = desktop) {
  const context = await browser.newContext({ viewport, offline: true });
  const page = await context.newPage();
  const faults = [];
  const address = pathToFileURL(join(folder, "verify.html")).href;
  page.on("request", (request) => request.url() !== address && faults.push(`asked for ${request.url()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  await page.goto(address);
  const devtools = await context.newCDPSession(page);
  const visitor = { context, page, devtools, faults, requests: [], exits: [], origin: "file://" };
  await page.getByRole("button", { name: "Check the pack" }).waitFor();
  return visitor;
}
async function ended({ context, faults }) {
  assert.deepEqual(faults, []);
  await context.close();
}
const choose = ({ page }, path) => page.locator("input[type=file]").setInputFiles(path);
const check = ({ page }) => page.getByRole("button", { name: "Check the pack" }).click();
const verdict = async ({ page }) => {
  await page.getByRole("heading", { name: "What was found" }).waitFor();
  return page.locator(".verdict").innerText();
};
const said = ({ page }) => page.locator("main").innerText();
const news = async ({ page }, text) => page.getByRole("status").filter({ hasText: text }).waitFor();

describe("verify.html", () => {
  it("says of a whole pack that it holds, with the key that is expected, and copies what it found", async () => {
    const visitor = await opened();
    await assert_accessible(visitor);
    await picture(visitor, "verify-asks");
    await choose(visitor, whole.pack);
    await visitor.page.getByLabel("Public key of whoever sealed it").fill(whole.key);
    await check(visitor);
    assert.match(await verdict(visitor), /The pack holds: it is complete, unchanged, and sealed as expected\./);
    const text = await said(visitor);
    for (const part of [whole.key, whole.seal, "A seal shows that nothing changed since sealing", "time stamps"]) assert.ok(text.includes(part), part);
    await assert_accessible(visitor);
    await picture(visitor, "verify-holds");
    await visitor.page.getByRole("button", { name: "Check another pack" }).click();
    await check(visitor);
    await news(visitor, "Choose a pack first.");
    await ended(visitor);
  });

  it("does not say who sealed where nobody told it, and names another key", async () => {
    const visitor = await opened(phone);
    await choose(visitor, whole.pack);
    await check(visitor);
    assert.doesNotMatch(await verdict(visitor), /sealed as expected/);
    await picture(visitor, "verify-unconfirmed");
    await visitor.page.getByRole("button", { name: "Check another pack" }).click();
    await choose(visitor, whole.pack);
    await visitor.page.getByLabel("Public key of whoever sealed it").fill(readFileSync(join(vectors, "evidence/recipients/key.pub"), "utf8").split("\n")[1]);
    await check(visitor);
    assert.match(await verdict(visitor), /another key|sealed anew|not the pack/i);
    assert.equal(await visitor.page.locator(".verdict.fails").count(), 1);
    await ended(visitor);
  });

  it("names what was changed and cut off", async () => {
    const visitor = await opened(phone);
    const bytes = readFileSync(whole.pack);
    const at = bytes.indexOf("holdfast-case-1");
    const changed = Buffer.from(bytes);
    changed[at] ^= 1;
    writeFileSync(join(folder, "changed.zip"), changed);
    writeFileSync(join(folder, "cut.zip"), bytes.subarray(0, bytes.length - 200));
    writeFileSync(join(folder, "other.zip"), "no pack at all");
    for (const [name, expected] of [
      ["changed.zip", /data\/case\.json (was changed|has other content)/],
      ["cut.zip", /cut off|end is missing|ends early/i],
      ["other.zip", /no pack|not a pack|no ZIP/i],
    ]) {
      await choose(visitor, join(folder, name));
      await check(visitor);
      await verdict(visitor);
      assert.equal(await visitor.page.locator(".verdict.fails").count(), 1, name);
      assert.match(await said(visitor), expected, name);
      if (name === "changed.zip") await picture(visitor, "verify-changed");
      await visitor.page.getByRole("button", { name: "Check another pack" }).click();
    }
    await ended(visitor);
  });

  it("opens a locked pack with its key, and says what is missing without", async () => {
    const visitor = await opened();
    await choose(visitor, locked.pack);
    await check(visitor);
    await news(visitor, "lock");
    const key = /AGE-SECRET-KEY-1[A-Z0-9]+/.exec(readFileSync(own, "utf8"))[0];
    await visitor.page.getByLabel("Key that opens it").fill(`# my key\n${key}\n`);
    await visitor.page.getByLabel("Seal", { exact: true }).fill("abc");
    await check(visitor);
    await news(visitor, "The seal is 64 letters and digits");
    await visitor.page.getByLabel("Seal", { exact: true }).fill(locked.seal.toUpperCase());
    await check(visitor);
    assert.match(await verdict(visitor), /sealed as expected/);
    await ended(visitor);
  });

  it("dates a pack by a receipt only when the log's key says that it is from there, and fails without one that was asked for", async () => {
    const visitor = await opened();
    const with_log = async (pack, key) => {
      await choose(visitor, pack);
      await visitor.page.getByLabel("Key of the public log that gave a receipt").fill(key);
      await check(visitor);
      const found = { verdict: await verdict(visitor), fails: (await visitor.page.locator(".verdict.fails").count()) === 1, dated: (await said(visitor)).includes("Seal received by the log at") };
      await visitor.page.getByRole("button", { name: "Check another pack" }).click();
      return found;
    };
    const other = readFileSync(join(vectors, "tlog/receipt.key"), "utf8").trim();
    assert.notEqual(other, log_key);
    assert.deepEqual({ ...(await with_log(received, "")), verdict: "" }, { verdict: "", fails: false, dated: false });
    assert.deepEqual({ ...(await with_log(received, log_key)), verdict: "" }, { verdict: "", fails: false, dated: true });
    for (const [pack, key] of [[received, other], [whole.pack, log_key]]) {
      const found = await with_log(pack, key);
      assert.match(found.verdict, /no receipt of the expected log shows that it is old/);
      assert.deepEqual({ ...found, verdict: "" }, { verdict: "", fails: true, dated: false });
    }
    await ended(visitor);
  });

  it("shows how far it is with a large pack, stops when it is told to, and begins anew", async () => {
    const visitor = await opened(phone);
    const large = join(folder, "large.zip");
    const pack = read_pack(readFileSync(whole.pack));
    write_large_zip(large, entries_of(pack), `${pack.folder}/data/items/0009.txt`, 300_000_000);
    await choose(visitor, large);
    await check(visitor);
    const progress = visitor.page.getByRole("progressbar", { name: "Checking" });
    await progress.waitFor();
    await news(visitor, /Checking: [1-9]\d* %/);
    assert.equal(await visitor.page.getByRole("button", { name: "Check the pack" }).count(), 0);
    await picture(visitor, "verify-working");
    await visitor.page.getByRole("button", { name: "Stop" }).click();
    await news(visitor, "The check was stopped. Nothing was found out.");
    assert.equal(await progress.count(), 0);
    assert.equal(await visitor.page.getByRole("heading", { name: "What was found" }).count(), 0);
    await check(visitor);
    await visitor.page.getByRole("heading", { name: "What was found" }).waitFor({ timeout: 300_000 });
    assert.match(await said(visitor), /data\/items\/0009\.txt was added/);
    await ended(visitor);
  });

  it("takes a pack that is dropped, and shows nothing of a file's name as anything but text", async () => {
    const visitor = await opened();
    await drop_file(visitor, "main", "<img src=x onerror=alert(1)>.zip", readFileSync(whole.pack).toString("base64"));
    await check(visitor);
    await verdict(visitor);
    assert.equal(await visitor.page.locator("img").count(), 0);
    assert.ok((await said(visitor)).includes("<img src=x onerror=alert(1)>.zip"));
    await ended(visitor);
  });

  it("is one file whose policy lets nothing be fetched", () => {
    const html = readFileSync(join(page_folder, "verify.html"), "utf8");
    assert.match(html, /default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]+' 'wasm-unsafe-eval'; style-src 'sha256-/);
    assert.doesNotMatch(html.replace(/<script type="application\/octet-stream"[\s\S]*?<\/script>/, ""), /\b(src|href)="/);
  });
});
