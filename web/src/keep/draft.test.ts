// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { actions_file, done_of, merged, most_actions, read_actions, with_action, type Action, type LetterSent } from "../done/actions";
import { done_at } from "../done/time";
import { empty_tracker, most_records, type TrackerState } from "../notices/tracker";
import { draft_text, merged_notices, read_draft } from "./draft";

const action = (step: string, at: string, what: Action["what"] = "done"): Action => ({ what, step, words: `Words of ${step}`, at: `2026-11-22T${at}:00.000Z` });
const list = [action("a", "10:00"), action("b", "10:05"), action("a", "10:10", "undone"), action("c", "10:15")];
const sent = (id: number, notice: string): TrackerState["sent"][number] => ({ id, notice, at: `2026-11-22T1${id}:00:00.000Z`, to: "Example", reference: "", ours: "", answer: "none", facts: {} });

describe("the list of what was done", () => {
  it("grows, and knows what is done now", () => {
    expect([...done_of(list).keys()]).toEqual(["b", "c"]);
    expect([...done_of([...list, action("a", "10:20")]).keys()]).toEqual(["b", "c", "a"]);
    const full = Array.from({ length: most_actions }, (_, i) => action(`s${i}`, "11:00"));
    expect(with_action(full, action("x", "12:00"))).toBe(full);
  });
  it("becomes one of two, each action once and by time", () => {
    expect(merged(list, [action("z", "09:00"), ...list.slice(0, 2)]).actions.map(({ step }) => step)).toEqual(["z", "a", "b", "a", "c"]);
  });
  it("keeps the newest of two that are too many for one, and counts what it leaves out", () => {
    const minute = (i: number): string => `${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}`;
    const full = Array.from({ length: most_actions }, (_, i) => action(`s${i}`, minute(i)));
    const both = merged(full, [action("new", "23:00"), action("newer", "23:01"), full[7] as Action]);
    expect([both.actions.length, both.left_out]).toEqual([most_actions, 2]);
    expect([both.actions[0]?.step, both.actions.at(-1)?.step]).toEqual(["s2", "newer"]);
    expect(merged(full, full)).toEqual({ actions: full, left_out: 0 });
  });
  it("says time and day, and the year when it is not this one", () => {
    const now = new Date("2026-12-01T12:00:00Z");
    expect(done_at("Done at {time} on {day}", "en", { at: "2026-11-22T14:05:00Z" }, now)).toMatch(/^Done at \d\d:\d\d on 22 November$/);
    expect(done_at("{day}", "en", { at: "2025-11-22T14:05:00Z" }, now)).toBe("22 November 2025");
    expect(done_at("{day}", "cy", { at: "2026-11-22T14:05:00Z" }, now)).toContain("Tachwedd");
  });
  it("is a file of its own that says what it is", () => {
    const letter = { what: "sent", notice: "us-tida", words: "US notice", at: "2026-11-22T10:07:00.000Z", to: "Example", ours: "4821-7730-5239", theirs: "T-88", answer: "receipt" } as const;
    expect(JSON.parse(actions_file(list, [letter]))).toEqual({ format: "holdfast-actions-2", actions: [list[0], list[1], letter, list[2], list[3]] });
  });
  it("is byte for byte what a case takes into its log (vectors/evidence, read there by case_json_test.cpp)", () => {
    const text = readFileSync(new URL("../../../vectors/evidence/done-list.json", import.meta.url), "utf8");
    const { actions } = JSON.parse(text) as { actions: (Action | LetterSent)[] };
    const letters = actions.filter((each) => each.what === "sent");
    const marks = actions.filter((each) => each.what !== "sent");
    expect([marks.length, letters.length]).toEqual([3, 1]);
    expect(actions_file(marks, letters)).toBe(text);
    expect(read_actions(marks)).toEqual(marks);
  });
});

describe("a draft", () => {
  it("is read as it was written", () => {
    const draft = { actions: list, notices: { ...empty_tracker, sent: [sent(1, "us-tida")] } };
    expect(read_draft(draft_text(draft))).toEqual(draft);
  });
  it("is refused when it is something else", () => {
    for (const text of ["", "[]", "null", "{}", '{"format":"holdfast-draft-2"}', draft_text({ actions: list, notices: empty_tracker }).slice(0, -1)]) expect(read_draft(text)).toBeNull();
  });
  it("loses no member with another that is damaged", () => {
    const notices = { ...empty_tracker, sent: [sent(1, "us-tida")] };
    expect(read_draft(JSON.stringify({ format: "holdfast-draft-1", actions: [{ what: "ran" }], notices }))).toEqual({ actions: [], notices });
    expect(read_draft(JSON.stringify({ format: "holdfast-draft-1", actions: list, notices: 7 }))).toEqual({ actions: list, notices: empty_tracker });
  });
  it("takes no action that is not whole", () => {
    const whole = { what: "done", step: "a", words: "A", at: "2026-11-22T10:00:00Z" };
    expect(read_actions([whole])).toEqual([whole]);
    for (const bad of [{ ...whole, what: "sent" }, { ...whole, step: "A b" }, { ...whole, words: 1 }, { ...whole, words: "x".repeat(501) }, { ...whole, at: "yesterday" }, { ...whole, at: "2026-13-40T10:00:00Z" }, null])
      expect(read_actions([whole, bad])).toBeNull();
    expect(read_actions(Array.from({ length: most_actions + 1 }, () => whole))).toBeNull();
  });
  it("puts the notices of two lists together, numbered anew where they meet", () => {
    const both = merged_notices({ ...empty_tracker, sent: [sent(1, "a"), sent(2, "b")] }, { ...empty_tracker, sent: [sent(1, "a"), sent(2, "other")] });
    expect(both.notices.sent.map(({ notice }) => notice).sort()).toEqual(["a", "b", "other"]);
    expect(new Set(both.notices.sent.map(({ id }) => id)).size).toBe(3);
    expect(both.left_out).toBe(0);
  });
  it("keeps the newest notices where both are too many for one list, so that what is kept can be read again", () => {
    const full = { ...empty_tracker, sent: Array.from({ length: most_records }, (_, i) => ({ ...sent(1, `old${i}`), id: i + 1, at: `2026-11-21T10:00:${String(i % 60).padStart(2, "0")}.${String(i).padStart(3, "0")}Z` })) };
    const { notices, left_out } = merged_notices(full, { ...empty_tracker, sent: [sent(1, "new"), sent(2, "newer")] });
    expect([notices.sent.length, left_out]).toEqual([most_records, 2]);
    expect(notices.sent.slice(-2).map(({ notice }) => notice)).toEqual(["new", "newer"]);
    expect(read_draft(draft_text({ actions: [], notices }))?.notices).toEqual(notices);
  });
});
