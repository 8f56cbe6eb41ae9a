// SPDX-License-Identifier: Apache-2.0
// What no word of the page may say, in the language files and in the data that it shows, in both languages: blame, a promise of
// removal, to pay, to reply or to keep a picture of somebody under 18, and words that harm whoever thinks about ending their life.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import leave from "../../../data/page/leave.json";
import { words as static_words } from "../../tools/static_words.mjs";
import { cy } from "./cy";
import { en } from "./en";

/** Names are not ours to choose; the words of steps and questions are held by the guide's own lint. */
const guide = JSON.parse(readFileSync(new URL("../../../build/bin/guidance.json", import.meta.url), "utf8")) as Record<"line" | "service", object>;

/** Each is looked for in one sentence. */
const forbidden = {
  en: [
    /\bcommit/i,
    /\bsuicide\b/i,
    /you should(n.t| not) have/i,
    /never send/i,
    /\byour fault\b(?<!(not|never) your fault)/i,
    /\bwill (be )?(removed?|deleted from|take[ns]?( \w+){0,2} down|disappear|vanish|come down)/i,
    /\bgone (for ?ever|for good|from the internet)/i,
    /guarantee/i,
    /^(?!.*\b(cannot|nobody)\b).*\bpromis/i,
    /all over the internet/i,
    /\bshame/i,
    /victim/i,
    /^(?!.*\b(not|never|nobody|without|cannot)\b).*\b(pay|(?<!the )reply|write back|negotiate|bargain)\b/i,
    /^(?!.*\b(not|never|nobody|no|none|cannot|must)\b).*\b(keep|save|copy|screenshot|forward|send) (the|a|that|your) (picture|photo|video)\b.*\b(under 18|child)/i,
  ],
  cy: [
    /\bcyflawni/i,
    /hunanladdiad/i,
    /ddylech (chi )?(ddim|fod wedi)/i,
    /(?<!nid )\b(eich|dy) bai\b/i,
    /^(?!(ni|nid)\b).*\b(bydd|c[aâ]i?ff|c[âa]nt).*\b[dt]ynnu i lawr/i,
    /^(?!(.*\bond )?ni\b).*\b(addo|sicrhau|gwarant)/i,
    /\bam byth o'r rhyngrwyd/i,
    /gywilydd|cywilydd/i,
    /dioddefw/i,
    /^(?!.*\b(peidiwch|paid|heb|na|nac|neb|byth|wedi|os|gwestiwn|gwestiynau)\b).*\b(tal(wch|a|u)|d(alwch|ala|alu)|atebwch|ateba|bargeinio)\b/i,
  ],
} as const;
type Tag = keyof typeof forbidden;

const sentences = (text: string): string[] => text.split(/(?<=[.!?:;])\s+|, (?=ond )/);
const faults = (tag: Tag, text: string): string[] => sentences(text).filter((sentence) => forbidden[tag].some((pattern) => pattern.test(sentence)));

/** Every text below a value of the language files, or of the data, where a text is { en, cy }. */
function texts_of(value: unknown, tag: Tag, path: string, is_data: boolean): [string, string][] {
  if (typeof value === "string") return is_data ? [] : [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  const own: [string, string][] = is_data && tag in value ? [[path, (value as Record<Tag, string>)[tag]]] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => texts_of(inner, tag, `${path}.${key}`, is_data))];
}

describe("the words that the page shows", () => {
  for (const [tag, strings] of [["en", en], ["cy", cy]] as const)
    it(`blame nobody, promise no removal, tell nobody to pay or reply and are safe for whoever thinks about ending their life (${tag})`, () => {
      const shown = [...texts_of(strings, tag, "strings", false), ...texts_of(static_words[tag], tag, "static", false), ...texts_of({ leave, lines: guide.line, services: guide.service }, tag, "data", true)];
      expect(shown.length).toBeGreaterThan(400);
      expect(shown.filter(([path]) => !path.endsWith(".name")).flatMap(([path, text]) => faults(tag, text).map((sentence) => `${path}: ${sentence}`))).toEqual([]);
    });

  it.each([
    ["en", "Send it, and your picture will be removed."],
    ["en", "Platforms will take it down."],
    ["en", "The pictures will be taken down within a day."],
    ["en", "Then it is gone for good."],
    ["en", "We guarantee it."],
    ["en", "We promise that it comes down."],
    ["en", "It is your fault."],
    ["en", "Pay them once, then block them."],
    ["en", "Keep the picture of the child as proof."],
    ["en", "Reply to say that you need more time."],
    ["cy", "Talwch unwaith."],
    ["cy", "Atebwch yn gwrtais."],
    ["cy", "Bydd eich llun yn cael ei dynnu i lawr."],
    ["cy", "Caiff ei dynnu i lawr yfory."],
    ["cy", "Rydym yn sicrhau bod y llun yn mynd."],
    ["cy", "Rydym yn addo hynny."],
    ["cy", "Eich bai chi yw hyn."],
  ] as const)("would be caught (%s): %s", (tag, text) => {
    expect(faults(tag, text)).not.toEqual([]);
  });
});
