// SPDX-License-Identifier: Apache-2.0
// What a pack of the page has from others, from a real service with an authority of the tests' own: receipt, time stamp, the clock
// compared, recipients by name; and the parts for web forms. Stock tools and the command judge each.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { look_inside, press, survey } from "./browser.mjs";
import { choose_files, put_in, saved_in, shows_nobody, shows_somebody, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { bridge, holdfast, vectors } from "./paths.mjs";
import { start_service } from "./service.mjs";
import { start_time_authority } from "./time_authority.mjs";
import { is_titled } from "./ways.mjs";

const folder = mkdtempSync(join(tmpdir(), "holdfast-sealing-"));
after(() => rmSync(folder, { recursive: true }));
const run = (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
const media = (name) => join(vectors, "media", name);
const saved_by = (visitor, name) => saved_in(folder, visitor, name);
const prove = "Prove when it was sealed";
const alone = "Only the clock of this device says when the pack was sealed. Nobody else can confirm it.";
const posted = ({ requests }) => requests.filter((request) => request.method() === "POST").map((request) => [new URL(request.url()).pathname, request.postData()]);
const known = (visitor) => fetch(`${visitor.origin}/v1/service`).then((answer) => answer.json());

/** Unpacked, in a folder of its own. */
function unpacked(name, ...packs) {
  mkdirSync(join(folder, name));
  for (const pack of packs) run("unzip", "-q", pack, "-d", name);
  const bag = join(folder, name, readdirSync(join(folder, name))[0]);
  return { bag, inside: (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: bag, stdio: ["ignore", "pipe", "pipe"] }) };
}
/** As docs/formats/pack.md has it: every list holds, and what lies there is what the lists name. */
function assert_whole({ bag, inside }) {
  for (const [sum, list] of [["sha256sum", "tagmanifest-sha256.txt"], ["sha256sum", "manifest-sha256.txt"], ["sha512sum", "manifest-sha512.txt"]]) inside(sum, "--strict", "--quiet", "-c", list);
  inside("bash", "-ec", "cut -c67- manifest-sha256.txt | sort > ../listed; find data -type f | sort > ../there");
  assert.equal(execFileSync("comm", ["-3", join(bag, "../listed"), join(bag, "../there")], { encoding: "utf8" }), "", "what lies there is what is listed");
}
async function with_a_chat(visitor) {
  await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
  await to_evidence(visitor);
  await press(visitor, "Add files");
  await choose_files(visitor, { name: "chat.txt", mimeType: "text/plain", buffer: Buffer.from("send it or else") });
  await put_in(visitor, "chat.txt", { news: "HF/1 is in." });
}
async function to_seal(visitor, lock) {
  await press(visitor, "Go to my evidence");
  await press(visitor, "Seal and save");
  await visitor.page.getByRole("radio", { name: lock }).check();
}
const plain = "Everybody who gets the file";
async function to_question(visitor) {
  await visitor.page.getByRole("checkbox", { name: prove }).check();
  await press(visitor, "Seal the pack");
  await is_titled(visitor, "This is what will be sent");
}

let authority;
let grants = true;
before(async () => {
  authority = await start_time_authority(join(folder, "authority"), () => grants);
});
after(() => authority?.stop());

describe("with a service that gives receipts, has an authority and publishes a list", () => {
  const stand = one_visitor(() => {
    const list = join(vectors, "evidence/recipients");
    const key = readFileSync(join(list, "key.pub"), "utf8").split("\n")[1];
    return start_service("--receipts-origin", "helpline.example/seals", "--proof-least-difficulty", "6", "--time-stamps-authority", authority.address, "--recipients-file", join(list, "list.json"), "--recipients-key", key);
  });

  it(
    "a pack is sealed with receipt and time stamp after the person saw what is sent, and stock tools and the command take both",
    { timeout: 600_000 },
    stand.in_a_visit(async (visitor, page) => {
      await with_a_chat(visitor);
      await choose_files(visitor, [media("png-grey-8.png"), media("landscape.heic"), media("document.pdf")]);
      await put_in(visitor, "png-grey-8.png", { intimate: shows_somebody, news: "HF/2 is in, as checksums and picture codes only. Nothing of the file was copied." });
      await put_in(visitor, "landscape.heic", { intimate: shows_somebody, news: "HF/3 is in, as checksums only. No picture code could be made of it. Nothing of the file was copied." });
      await put_in(visitor, "document.pdf", { intimate: shows_somebody, news: "HF/4 is in, as checksums only. Nothing of the file was copied." });
      await to_seal(visitor, plain);
      const before = visitor.requests.length;
      await to_question(visitor);
      const exact = await page.getByRole("region", { name: "The text that is sent" }).innerText();
      assert.match(exact, /^\{"seal":"[0-9a-f]{64}"\}$/);
      assert.equal(visitor.requests.length, before, "nothing is sent before the press");
      await survey(visitor, "sealing-what-is-sent");
      await press(visitor, "Send it and seal");
      await page.getByRole("heading", { level: 1, name: "Your pack is sealed" }).waitFor({ timeout: 120_000 });
      await page.getByText(/^Our service had the seal at this time: /).waitFor();
      await page.getByText(/^A time stamp that somebody else made for this seal is in the pack too\./).waitFor();
      assert.equal(await page.getByText(alone).count(), 0);
      await survey(visitor, "sealing-proved");
      assert.deepEqual(posted(visitor), [["/v1/seals", exact], ["/v1/time-stamps", exact]], "the text that was shown, and no other");
      assert.deepEqual([authority.asked.length, authority.asked[0].subarray(24, 56).toString("hex")], [1, JSON.parse(exact).seal]);
      const [key, seal] = await page.locator(".hf-letters .hf-address").allInnerTexts();
      assert.equal(seal, JSON.parse(exact).seal);
      const pack = await saved_by(visitor, "Save the pack");

      const opened = unpacked("proved", pack);
      const { bag, inside } = opened;
      assert_whole(opened);
      assert.match(inside("minisign", "-Vm", "tagmanifest-sha256.txt", "-x", "seal/tagmanifest-sha256.txt.minisig", "-P", key), /verified/);
      inside("openssl", "ts", "-verify", "-data", "seal/tagmanifest-sha256.txt.minisig", "-in", "seal/tagmanifest-sha256.txt.tsr", "-CAfile", authority.certificates);
      const log = (await known(visitor)).seal_log.key;
      const verdict = JSON.parse(run(holdfast, "pack", "verify", pack, "-k", key, "--seal", seal, "--log-key", log, "--tsa-ca", authority.certificates, "--json", "-q"));
      assert.deepEqual([verdict.holds, verdict.verdict, verdict.receipt.state, verdict.time_stamps[0].holds], [true, "holds", "holds", true]);
      const again = JSON.parse(run(holdfast, "pack", "receipt", pack, "--server", visitor.origin, "--json"));
      assert.deepEqual([again.seal, again.fetched, again.received], [seal, false, verdict.receipt.received], "it has its receipt already");

      // The device's clock was compared: both run on this machine.
      const held = JSON.parse(readFileSync(join(bag, "data/case.json"), "utf8"));
      for (const { clock_behind } of held.exhibits) assert.ok(Math.abs(clock_behind) <= 5000, `${clock_behind}`);
      assert.match(readFileSync(join(bag, "data/START-HERE.html"), "utf8"), /it had been compared with the clock of a service/);
      // Codes of the one picture that could be read, the very ones that the command makes.
      const [code] = /[0-9a-f]{64}/.exec(run(holdfast, "fingerprint", "--json", media("png-grey-8.png")));
      const { items } = JSON.parse(readFileSync(join(bag, "data/fingerprints.json"), "utf8"));
      assert.deepEqual(items.map(({ exhibit, codes }) => [exhibit, codes?.[0]?.code ?? null]), [["HF/2", code], ["HF/3", null], ["HF/4", null]]);
      assert.deepEqual(readdirSync(join(bag, "data/items")), ["0001.txt"]);
    }),
  );

  it(
    "seals without it at the person's wish, sends nothing then, and says that the pack has the device's clock alone",
    stand.in_a_visit(async (visitor, page) => {
      await with_a_chat(visitor);
      await to_seal(visitor, plain);
      await to_question(visitor);
      await press(visitor, "Stop");
      await page.getByRole("status").getByText("Stopped. No pack was made.").waitFor();
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "This is what will be sent");
      await press(visitor, "Seal without it");
      await is_titled(visitor, "Your pack is sealed");
      await page.getByText(alone).waitFor();
      assert.deepEqual(posted(visitor), []);
      const pack = await saved_by(visitor, "Save the pack");
      assert.doesNotMatch(run("unzip", "-l", pack), /receipt\.txt|\.tsr/);
    }),
  );

  it(
    "goes on sealing without a connection or an authority that answers, and says so",
    stand.in_a_visit(async (visitor, page) => {
      await with_a_chat(visitor);
      await to_seal(visitor, plain);
      await to_question(visitor);
      grants = false;
      await press(visitor, "Send it and seal");
      await page.getByRole("heading", { level: 1, name: "Your pack is sealed" }).waitFor({ timeout: 120_000 });
      grants = true;
      await page.getByText("A second time stamp was asked for and did not come.").waitFor();
      await page.getByText(/^Our service had the seal at this time: /).waitFor();
      await press(visitor, "Go to my evidence");
      await press(visitor, "Seal and save");
      await page.getByRole("radio", { name: plain }).check();
      await to_question(visitor);
      await visitor.context.setOffline(true);
      await press(visitor, "Send it and seal");
      await is_titled(visitor, "Your pack is sealed");
      await page.getByText("The service could not confirm the time, so the pack was sealed without that.").waitFor();
      await page.getByText(alone).waitFor();
      await survey(visitor, "sealing-alone");
      const pack = await saved_by(visitor, "Save the pack");
      assert.equal(JSON.parse(run(holdfast, "pack", "verify", pack, "--json", "-q")).receipt.state, "absent");
    }),
  );

  it(
    "a receipt that is not of this seal stays out of the pack",
    stand.in_a_visit(async (visitor, page) => {
      await with_a_chat(visitor);
      await to_seal(visitor, plain);
      await to_question(visitor);
      await page.route("**/v1/seals", async (route) => {
        const answer = await route.fetch();
        const told = await answer.json();
        await route.fulfill({ response: answer, json: { ...told, receipt: told.receipt.replace(/seal-sha256 ./, (found) => `seal-sha256 ${found.endsWith("0") ? "1" : "0"}`) } });
      });
      await press(visitor, "Send it and seal");
      await page.getByRole("heading", { level: 1, name: "Your pack is sealed" }).waitFor({ timeout: 120_000 });
      await page.getByText("The service could not confirm the time, so the pack was sealed without that.").waitFor();
      const pack = await saved_by(visitor, "Save the pack");
      assert.match(run("unzip", "-l", pack), /\.tsr/);
      assert.doesNotMatch(run("unzip", "-l", pack), /receipt\.txt/);
    }),
  );

  it(
    "names of the signed list can be chosen, and no others: a list that was changed is not used",
    stand.in_a_visit(async (visitor, page) => {
      await with_a_chat(visitor);
      await to_seal(visitor, "Only you, and those you name here");
      await press(visitor, "Keep my key");
      await page.getByText("Other ways, if you are sure nobody else looks at this device").click();
      const key_file = await saved_by(visitor, "Save the file");
      await press(visitor, "Continue");
      await page.getByRole("radio", { name: "Only you, and those you name here" }).check();
      const list = "Show police and helplines to choose from";
      await page.route("**/v1/recipients", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: (await answer.text()).replace("Example helpline", "Somebody else...") });
      });
      await press(visitor, list);
      await page.getByRole("status").getByText("There is no list now that can be used. You can still paste a key.").waitFor();
      await page.unroute("**/v1/recipients");
      await press(visitor, list);
      await page.getByText("This list is kept by Example helpline. They checked these keys.").waitFor();
      assert.equal(await page.getByRole("checkbox", { name: /checked on/ }).count(), 2, "those with a key");
      await page.getByRole("checkbox", { name: "Llinell Gymorth Enghraifft (checked on 21 November 2026)" }).check();
      await survey(visitor, "sealing-recipients");
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "Your pack is sealed");
      const pack = await saved_by(visitor, "Save the pack");
      const stanzas = readFileSync(pack, "latin1").split("\n---")[0].match(/^-> X25519 /gm);
      assert.equal(stanzas.length, 2, "the person's own key and the chosen one");
      run("age", "-d", "-i", key_file, "-o", "own.zip", pack);
      assert.equal(JSON.parse(run(holdfast, "pack", "verify", "own.zip", "--json", "-q")).verdict, "holds_unconfirmed");
    }),
  );
});

describe("with no service", () => {
  const stand = one_visitor();

  it(
    "a plain pack has a neutral name, is warned of, and comes in parts below what a form takes; together they are the pack",
    { timeout: 300_000 },
    stand.in_a_visit(async (visitor, page) => {
      await with_a_chat(visitor);
      const large = join(folder, "large.txt");
      writeFileSync(large, "a line of a long chat\n".repeat(200_000));
      writeFileSync(join(folder, "larger.txt"), "another line of it\n".repeat(300_000));
      await choose_files(visitor, [large, bridge, media("document.pdf"), join(folder, "larger.txt")]);
      await put_in(visitor, "large.txt", { news: "HF/2 is in." });
      await put_in(visitor, bridge.split("/").at(-1), { intimate: shows_nobody, news: "HF/3 is in." });
      await put_in(visitor, "document.pdf", { intimate: shows_nobody, news: "HF/4 is in." });
      await put_in(visitor, "larger.txt", { news: "HF/5 is in." });
      await to_seal(visitor, plain);
      await page.getByText("Whoever has this file can read all that is in it. Save it only where nobody else looks.").waitFor();
      const size = page.getByLabel("How much does the site take in one file?");
      await size.selectOption({ label: "Up to 5 MB" });
      await survey(visitor, "sealing-plain");
      await press(visitor, "Cymraeg");
      await survey(visitor, "sealing-plain-cy");
      await press(visitor, "English");
      await press(visitor, "Seal the pack");
      await page.getByRole("link", { name: "One file in it is larger than that. Choose a larger size, or ask the police how they want it." }).waitFor();
      await size.selectOption({ label: "Up to 10 MB" });
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "Your pack is sealed");
      await page.getByText(alone).waitFor();
      await page.getByText(/^The pack is in 2 files\./).waitFor();
      await survey(visitor, "sealing-parts");
      const [key] = await page.locator(".hf-letters .hf-address").allInnerTexts();
      const parts = [];
      for (const [nth, left] of [[1, 1], [2, 0]]) {
        const button = await page.getByRole("button", { name: new RegExp(`^Save documents-${nth}-of-2\\.zip, `) }).innerText();
        parts.push(await saved_by(visitor, button));
        await page.getByRole("status").getByText(`Saved: documents-${nth}-of-2.zip. Left to save: ${left}.`).waitFor();
      }
      for (const [i, part] of parts.entries()) {
        assert.equal(part.split("/").at(-1), `documents-${i + 1}-of-2.zip`);
        assert.ok(statSync(part).size <= 10_000_000);
        run("unzip", "-tq", part);
      }
      const opened = unpacked("parts", ...parts);
      assert_whole(opened);
      assert.match(readFileSync(join(opened.bag, "data/START-HERE.html"), "utf8"), /It was compared with no other clock\./);
      assert.equal(JSON.parse(run(holdfast, "pack", "verify", opened.bag, "-k", key, "--json", "-q")).verdict, "holds");
      assert.deepEqual(readFileSync(join(opened.bag, "data/items/0002.txt")), readFileSync(large));
      await press(visitor, "Go to my evidence");
      assert.equal(await page.getByText("There is something in here that no saved pack has yet.").count(), 0, "all parts are saved");
    }),
  );
});
