// SPDX-License-Identifier: Apache-2.0
// guide.wasm: nothing imported, a damaged blob or request costs nothing, and every written situation meets the steps that it expects.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { GuideModule } from "../guide_module.mjs";
import { scenarios } from "./scenarios.mjs";

const built = (path) => fileURLToPath(new URL(`../../build/${path}`, import.meta.url));
const module = process.env.HOLDFAST_GUIDE_WASM ?? built("bin/guide.wasm");
const blob = process.env.HOLDFAST_GUIDANCE ?? built("bin/guidance.json");
const today = "2026-11-22";

test("the module imports nothing", () => {
  assert.deepEqual(WebAssembly.Module.imports(new GuideModule(module).compiled), []);
});

test("it asks nothing of a guide that was not loaded, and takes no damaged blob", () => {
  const guide = new GuideModule(module);
  assert.equal(guide.ask({ ask: "plan", answers: {}, language: "en", today }).error, "not_loaded");
  const whole = readFileSync(blob);
  for (const damaged of [Buffer.alloc(0), whole.subarray(0, whole.length / 2), Buffer.from("{}"), Buffer.from([0xff, 0xfe])]) assert.equal(guide.load(damaged).error, "damaged_blob");
  assert.equal(guide.ask({ ask: "plan", answers: {}, language: "en", today }).error, "not_loaded");
  assert.equal(guide.load(whole).edition, 1);
  assert.equal(guide.ask({ ask: "plan", answers: {}, language: "en", today }).error, undefined);
});

test("a newer edition takes its place only if it is signed with the key, whole and higher", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-edition-"));
  try {
    const minisign = (...words) => execFileSync("minisign", words, { cwd: folder, stdio: "ignore" });
    const signed = (text, secret) => {
      writeFileSync(join(folder, "edition.json"), text);
      minisign("-S", "-s", secret, "-m", "edition.json");
      return readFileSync(join(folder, "edition.json.minisig"), "utf8");
    };
    for (const name of ["own", "other"]) minisign("-G", "-W", "-f", "-p", `${name}.pub`, "-s", `${name}.key`);
    const key = readFileSync(join(folder, "own.pub"), "utf8").split("\n")[1];
    const edition = (number) => readFileSync(blob, "utf8").replace(/("edition":\{"day":"[0-9-]+","number":)1\}/, `$1${number}}`).replaceAll("116 123", "116 124");
    const guide = new GuideModule(module, blob);
    const lines = () => JSON.stringify(guide.ask({ ask: "plan", answers: {}, language: "en", today }).crisis);

    const newer = edition(2);
    const signature = signed(newer, "own.key");
    const as_bytes = (text) => new TextEncoder().encode(text);
    const refused = (text, proof, by, why) => {
      assert.equal(guide.renew(as_bytes(text), proof, by).error, why);
      assert.match(lines(), /116 123/);
    };
    refused(`${newer} `, signature, key, "not_signed");
    refused(newer, signature.replace("\ntrusted comment: ", "\ntrusted comment: x"), key, "not_signed");
    refused(newer, signed(newer, "other.key"), key, "not_signed");
    refused(newer, "", key, "not_signed");
    refused(newer, signature, "", "not_signed");
    refused("{}", signed("{}", "own.key"), key, "damaged_blob");
    refused(edition(1), signed(edition(1), "own.key"), key, "not_newer");

    assert.equal(guide.renew(as_bytes(newer), signature, key).edition, 2);
    assert.match(lines(), /116 124/);
    assert.equal(guide.renew(as_bytes(newer), signature, key).error, "not_newer");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a request that is none is an error that says where, and the next one is answered", () => {
  const guide = new GuideModule(module, blob);
  for (const bad of ["", "{", "[]", "null", "{}", '{"ask":"weather"}', '{"ask":"plan","answers":{"danger":"maybe"},"language":"en","today":"2026-11-22"}']) {
    const { error } = guide.ask(bad);
    assert.equal(typeof error.what, "string", bad);
  }
  assert.equal(guide.ask({ ask: "plan", answers: {}, language: "en", today }).error, undefined);
});

test("crisis lines are there before anything is answered, each with a source", () => {
  const { crisis } = new GuideModule(module, blob).ask({ ask: "plan", answers: {}, language: "en", today });
  const numbers = crisis.flatMap(({ contacts }) => contacts.map(({ dial }) => dial));
  for (const dial of ["999", "116123", "85258"]) assert.ok(numbers.includes(dial), dial);
  for (const line of crisis) assert.ok(line.sources.length > 0 || line.check_at !== undefined, line.id);
});

test("what was read is stale once its day of review has gone by", () => {
  const guide = new GuideModule(module, blob);
  const stale_on = (day) => guide.ask({ ask: "plan", answers: {}, language: "en", today: day }).crisis.some(({ stale }) => stale);
  assert.equal(stale_on(today), false);
  assert.equal(stale_on("2029-01-01"), true);
});

test("every written situation meets its steps in their order, and none that it must not, in both languages", () => {
  const guide = new GuideModule(module, blob);
  const all = scenarios();
  assert.equal(all.length, 60);
  for (const { id, answers, steps, never } of all)
    for (const language of ["en", "cy"]) {
      assert.equal(guide.ask({ ask: "question", answers, language, today }).question, null, id);
      const plan = guide.ask({ ask: "plan", answers, language, today });
      assert.equal(plan.complete, true, id);
      const shown = plan.phases.flatMap((phase) => phase.steps.map((step) => step.id));
      assert.deepEqual(steps.filter((step) => !shown.includes(step)), [], `${id}: missing`);
      assert.deepEqual(shown.filter((step) => steps.includes(step)), steps, `${id}: order`);
      assert.deepEqual(never.filter((step) => shown.includes(step)), [], `${id}: must not be there`);
    }
});

test("answering the questions one by one ends, and the plan only grows on the way", () => {
  const guide = new GuideModule(module, blob);
  for (const { id, answers } of scenarios()) {
    const given = {};
    let shown = [];
    for (let turn = 0; turn < 32; turn += 1) {
      const { question, left } = guide.ask({ ask: "question", answers: given, language: "en", today });
      const plan = guide.ask({ ask: "plan", answers: given, language: "en", today });
      const now = plan.phases.flatMap((phase) => phase.steps.map((step) => step.id));
      assert.deepEqual(shown.filter((step) => !now.includes(step)), [], `${id}: a step went away`);
      shown = now;
      if (question === null) break;
      assert.ok(left > 0);
      assert.ok(question.choices.some((choice) => choice.id === answers[question.id]), `${id}: ${question.id}`);
      given[question.id] = answers[question.id];
    }
    assert.equal(guide.ask({ ask: "question", answers: given, language: "en", today }).question, null, id);
  }
});
