// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { first_few, narrowed } from "./narrowed";

const names = ["Instagram", "Facebook and Messenger", "WhatsApp", "Snapchat", "TikTok", "X (Twitter)", "Telegram", "Discord", "YouTube", "Kik"];
const choices = [
  ...names.map((text) => ({ value: text.slice(0, 3).toLowerCase(), text })),
  { value: "email", text: "E-bost", english: "E-mail" },
  { value: "phone", text: "Galwadau ffôn", english: "Phone calls" },
  { value: "other", text: "Gwefan arall", english: "Another website" },
];
const always = new Set(["other"]);
const shown = (typed: string, all = false): string[] => narrowed(choices, typed, always, all).shown.map(({ value }) => value);

describe("a long list of answers", () => {
  it("shows its first few, and what is always shown", () => {
    expect(shown("")).toEqual([...choices.slice(0, first_few).map(({ value }) => value), "other"]);
    expect(shown("", true)).toHaveLength(choices.length);
  });
  it("narrows to what holds the letters, whatever their capitals, accents and signs", () => {
    expect(shown("INSTA")).toEqual(["ins", "other"]);
    expect(shown("chat")).toEqual(["sna", "other"]);
    expect(shown("twitter")).toEqual(["x (", "other"]);
    expect(shown("ffon")).toEqual(["phone", "other"]);
    expect(shown("e mail")).toEqual(["email", "other"]);
  });
  it("finds by the English name beside a translation, and by the translation", () => {
    expect(shown("phone")).toEqual(["phone", "other"]);
    expect(shown("ebost")).toEqual(["email", "other"]);
  });
  it("keeps what is always shown when nothing fits, and does not count it", () => {
    expect(narrowed(choices, "qqq", always, false)).toEqual({ shown: [choices[12]], found: 0 });
    expect(narrowed(choices, "arall", always, false).found).toBe(0);
  });
  it("does not change by what is chosen of it, which stays in sight whatever is typed", () => {
    for (const { value } of choices.slice(0, first_few)) expect(narrowed(choices, "", always, false, value).shown).toEqual(narrowed(choices, "", always, false).shown);
    expect(narrowed(choices, "insta", always, false, "kik").shown.map(({ value }) => value)).toEqual(["ins", "kik", "other"]);
  });
  it("takes blanks and signs alone as nothing typed", () => {
    expect(shown("  - ")).toEqual(shown(""));
  });
});
