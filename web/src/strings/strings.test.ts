// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cy } from "./cy";
import { en } from "./en";
import { fill } from "./language";

function flatten(value: object, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, inner] of Object.entries(value) as [string, string | boolean | object][]) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof inner === "string") all.set(here, inner);
    else if (typeof inner === "object") for (const [k, v] of flatten(inner, here)) all.set(k, v);
  }
  return all;
}

const english = flatten(en);
const welsh = flatten(cy);
const values_in = (text: string): string[] => [...text.matchAll(/\{[a-z_]+\}/g)].map((found) => found[0]).sort();
/** Texts that only the translation has. */
const translation_only = new Set(["language.english_follows"]);

describe("the language files", () => {
  it("have the same keys in the same order", () => {
    expect([...welsh.keys()]).toEqual([...english.keys()]);
  });

  it("have no empty text", () => {
    for (const [key, text] of [...english, ...welsh]) if (!translation_only.has(key)) expect(text.trim(), key).not.toBe("");
  });

  it("take the same values in each language", () => {
    for (const [key, text] of english) expect(values_in(welsh.get(key) ?? ""), key).toEqual(values_in(text));
  });

  it("are translated, apart from names", () => {
    const same = [...english].filter(([key, text]) => welsh.get(key) === text).map(([key]) => key);
    expect(same.sort()).toEqual(["extras.countries.CA", "extras.countries.IN"]);
  });

  it("hold no text that no screen shows", () => {
    /** Groups whose members are chosen by a word of the service or the module. */
    const by_word = new Set(["pictures.errors", "extras.countries", "sent.held_reasons", "open.errors", "case.state", "case.verdict", "alerts", "threat", "plan.paces", "plan.headings", "plan.report_for", "fresh.kinds", "messages.groups", "messages.tones", "people.errors", "people.wishes", "notices.labels", "notices.ask_again", "notices.states", "notices.answers_of_theirs", "evidence.senders", "evidence.kinds", "evidence.lists", "evidence.add_entry", "evidence.fields", "evidence.choices", "evidence.errors", "kept_evidence.errors", "machine_words.doing", "machine_words.errors"]);
    const folder = new URL("..", import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|^strings.(en|cy)/.test(name))
      .map((name) => readFileSync(new URL(name, folder), "utf8"));
    /** Every chain of members in the sources, such as "plan.talk", where `text = t.plan;` makes `text.talk` one too. */
    const chains = new Set<string>();
    for (const source of sources) {
      const short = [...source.matchAll(/\b(\w+) = t\.([\w.]+);/g)].map((found) => ({ name: found[1] ?? "", group: (found[2] ?? "").split(".") }));
      for (const [chain] of source.matchAll(/\b\w+(\.\w+)+/g)) {
        const parts = chain.split(".");
        for (const whole of [parts, ...short.filter(({ name }) => name === parts[0]).map(({ group }) => [...group, ...parts.slice(1)])])
          for (let from = 0; from < whole.length; from += 1) for (let to = from + 2; to <= whole.length; to += 1) chains.add(whole.slice(from, to).join("."));
      }
    }
    const is_shown = (group: string, name: string): boolean => chains.has(`${group}.${name}`);
    const unshown = [...english.keys()].filter((key) => {
      const cut = key.lastIndexOf(".");
      const group = key.slice(0, cut);
      if (group === "help" && ["call", "text", "relay", "chat", "web"].includes(key.slice(cut + 1))) return false;
      return !by_word.has(group) && !is_shown(group, key.slice(cut + 1));
    });
    expect(unshown).toEqual([]);
  });

  it("say exactly what must be said when nobody checks the list", () => {
    expect(en.who_checks.none).toBe("No platform checks this list yet.");
  });

  it("hold no number of a help line: those are dated data", () => {
    for (const [key, text] of [...english, ...welsh]) expect(text, key).not.toMatch(/\d{3}/);
  });

  it("claim nothing of an answer that was not understood: what was asked may have been done", () => {
    expect(en.service_errors.unknown).not.toMatch(/nothing|not (done|changed|sent)/i);
  });

  it("keep sentences short enough for a frightened reader", () => {
    for (const [key, text] of english) {
      for (const sentence of text.split(/[.!?:]\s/)) expect(sentence.split(/\s+/).length, `${key}: ${sentence}`).toBeLessThanOrEqual(26);
    }
  });
});

describe("fill", () => {
  it("puts values in and leaves unknown names", () => {
    expect(fill("{count} of {all}", { count: 2 })).toBe("2 of {all}");
  });
});
