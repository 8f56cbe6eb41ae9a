// SPDX-License-Identifier: Apache-2.0
// How old a reader of the page's own words has to be, by the two formulas that the guide's lint holds all of its words to
// (guidance/readability.hpp): the words of each screen go through `holdfast guidance check` as one step of the guide would, and no second
// implementation can come to differ from it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { words as static_words } from "../../tools/static_words.mjs";
import { en } from "./en";

const built = fileURLToPath(new URL("../../../build/bin/", import.meta.url));
const command = process.env.HOLDFAST_BIN ?? join(built, "holdfast");

/** Every text below a value; values that are put in read as one plain word. */
function texts_of(value: unknown): string[] {
  if (typeof value === "string") return [value.replace(/\{[a-z_]+\}/g, "this")];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts_of) : [];
}
/** About forty words: of fewer the formulas say little, of more they say less about each. */
const longest = 250;
/** The texts of a screen, one a line, in parts of about that many bytes. */
function parts_of(texts: readonly string[]): string[] {
  const parts = [""];
  for (const text of texts) {
    if (Buffer.byteLength(`${parts.at(-1)}${text}`) > longest) parts.push("");
    parts[parts.length - 1] += `${text}\n`;
  }
  return parts;
}
const sentence = (text: string): string => (/[.!?:]$/.test(text) ? text : `${text}.`);

interface Finding {
  rule: string;
  where: string;
  says: string;
}
/** What the lint finds of reading age in these texts, by name. */
function too_hard(texts: Record<string, string>): string[] {
  const guide = JSON.parse(readFileSync(join(built, "guidance.json"), "utf8")) as { step: Record<string, unknown>[] };
  // Like a step that only whoever has been through it all is shown, so that nothing else of the guide changes.
  const model = guide.step.find(({ id }) => id === "look-after-yourself");
  expect(model).toBeDefined();
  const words = (text: string): object => ({ en: text, cy: text });
  const steps = Object.entries(texts).map(([name, text], order) => ({ ...model, id: `page-${name}`, order: 500 + order, head: words("Words"), text: words(text), why: words("Why") }));
  const folder = mkdtempSync(join(tmpdir(), "reading-"));
  try {
    const path = join(folder, "guidance.json");
    writeFileSync(path, JSON.stringify({ ...guide, step: [...guide.step, ...steps] }));
    const said = run(["guidance", "check", "--json", "--language", "en", "--data", path]);
    return said.findings.filter(({ rule, where }) => rule === "reading-age" && where.startsWith("step/page-")).map(({ where, says }) => `${where.slice("step/page-".length)}: ${says}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
/** Findings are an exit of 1; what is refused is an exit of 4. */
function run(given: string[]): { findings: Finding[] } {
  try {
    return JSON.parse(execFileSync(command, given, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, stdio: ["ignore", "pipe", "pipe"] })) as { findings: Finding[] };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    if (status !== 1) throw new Error(`${command} ${given.join(" ")}: ${status} ${stderr}`);
    return JSON.parse(stdout) as { findings: Finding[] };
  }
}

describe("the page's own English", () => {
  it("can be read by a twelve-year-old, whatever part of a screen they read", () => {
    const groups = Object.entries({ ...en, static_pages: static_words.en }).flatMap(([name, group]) => parts_of(texts_of(group).map(sentence)).map((part, at): [string, string] => [`${name.replaceAll("_", "-")}-${at + 1}`, part]));
    expect(groups.length).toBeGreaterThan(30);
    const hard = too_hard({ ...Object.fromEntries(groups), proof: "Notwithstanding extraordinary circumstances, representatives comprehensively investigate unauthorised dissemination of intimate photographic material across international jurisdictions." });
    expect(hard.filter((each) => each.startsWith("proof/")).length, "the lint would have said so").toBe(2);
    expect(hard.filter((each) => !each.startsWith("proof/"))).toEqual([]);
  });
});
