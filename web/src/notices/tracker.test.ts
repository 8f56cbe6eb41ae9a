// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { is_whole_address, pages_of, typed_of, whole_text, with_statement, with_typed } from "./facts";
import { empty_tracker, is_full, read_tracker, with_change, with_sent, without, type SentNotice } from "./tracker";

const one: Omit<SentNotice, "id" | "answer"> = {
  notice: "us-tida",
  at: "2026-11-22T08:00:00.000Z",
  to: "Example Social",
  reference: "T-88",
  ours: "4821-7730-5239",
  facts: { role: "me", under_18: "no", pages: [{ url: "https://social.example/p/1" }], name: "Nia", signature: "N. E.", fingerprints: ["ab".repeat(32)], attach_fingerprints: true, story: "Nia was told", contact: "abab", demand: "abab", paid: "abab", reasons: "N. E.", police: "abab", says: ["subject"], made: "real" },
};

describe("what was sent", () => {
  it("is plain JSON that is read again as it was, without name, signature and fingerprints", () => {
    const state = with_change(with_sent(with_sent(empty_tracker, one), { ...one, notice: "platform" }), 1, { answer: "receipt", reference: "T-89" });
    const text = JSON.stringify(state);
    expect(text).not.toMatch(/Nia|N\. E\.|abab/);
    expect(state.sent[0]?.facts).toEqual({ pages: [{ url: "https://social.example/p/1" }], under_18: "no" });
    expect(read_tracker(JSON.parse(text))).toEqual(state);
    expect(state.sent.map(({ id, answer, reference }) => [id, answer, reference])).toEqual([[1, "receipt", "T-89"], [2, "none", "T-88"]]);
  });

  it("is read where it was kept before letters had a reference of their own", () => {
    const { ours: _ours, ...older } = { ...one, id: 1, answer: "none" };
    expect(read_tracker({ version: 1, sent: [older] })?.sent[0]?.ours).toBe("");
    expect(read_tracker({ version: 1, sent: [{ ...older, ours: 7 }] })).toBe(null);
    // The guide would refuse it, and the next letter with it.
    for (const ours of ["7K3M-9QTX", "4821-7730-5239".replace("4", "5"), "x"]) expect(read_tracker({ version: 1, sent: [{ ...older, ours }] })?.sent[0]?.ours).toBe("");
  });

  it("knows the alert that a letter was begun from, and takes nothing else for one", () => {
    const alert = { partner: "Small Forum", at: "2026-11-21T10:00:00.000Z" };
    const from_alert = { ...one, id: 1, answer: "none", alert };
    expect(read_tracker({ version: 1, sent: [{ ...from_alert, alert: { ...alert, url: "https://x.example" } }] })?.sent[0]?.alert).toEqual(alert);
    for (const wrong of [7, null, {}, { partner: "x", at: "soon" }]) expect(read_tracker({ version: 1, sent: [{ ...from_alert, alert: wrong }] })).toBe(null);
  });

  it("drops what must not be kept also when something else wrote it", () => {
    const kept = { ...with_sent(empty_tracker, one), sent: [{ ...one, id: 1, answer: "none" }] };
    expect(JSON.stringify(read_tracker(kept))).not.toMatch(/Nia|N\. E\.|abab/);
  });

  it.each([
    ["nothing", null],
    ["another version", { version: 2, sent: [] }],
    ["no list", { version: 1, sent: {} }],
    ["a record without a time", { version: 1, sent: [{ ...one, id: 1, answer: "none", at: "soon" }] }],
    ["an answer that there is not", { version: 1, sent: [{ ...one, id: 1, answer: "perhaps" }] }],
    ["facts that are none", { version: 1, sent: [{ ...one, id: 1, answer: "none", facts: [] }] }],
    ["the same number twice", { version: 1, sent: [{ ...one, id: 1, answer: "none" }, { ...one, id: 1, answer: "none" }] }],
    ["too many", { version: 1, sent: Array.from({ length: 65 }, (_, id) => ({ ...one, id, answer: "none" })) }],
  ])("is not read from %s", (_name, value) => {
    expect(read_tracker(value)).toBe(null);
  });

  it("has numbers that are never given twice while they are in use, and an end", () => {
    let state = with_sent(with_sent(empty_tracker, one), one);
    state = with_sent(without(state, 1), one);
    expect(state.sent.map(({ id }) => id)).toEqual([2, 3]);
    while (!is_full(state)) state = with_sent(state, one);
    expect(with_sent(state, one)).toBe(state);
    expect(read_tracker(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });
});

describe("what is typed", () => {
  it("becomes whole web addresses where that is plain, and stays as it is elsewhere", () => {
    expect(pages_of(" instagram.com/p/abc \r\n\nhttps://x.example/1\nsite.example\nmy page")).toEqual(["https://instagram.com/p/abc", "https://x.example/1", "https://site.example", "my page"]);
    expect(["https://x.example/1", "http://x.example", "https://x", "ftp://x.example", "x.example"].map(is_whole_address)).toEqual([true, true, false, false, false]);
    expect(pages_of("a.example\n".repeat(80))).toHaveLength(50);
  });

  it("is parted into accounts and pages, and what is known of a page stays with it", () => {
    const facts = with_typed({ pages: [{ url: "https://x.example/1", first_seen: "2026-11-20" }] }, "target", "@name\nhttps://x.example/1");
    expect(facts).toEqual({ accounts: ["@name"], pages: [{ url: "https://x.example/1", first_seen: "2026-11-20" }] });
    expect(typed_of(facts, "target")).toBe("@name\nhttps://x.example/1");
  });

  it("is whole text, also when half a character was pasted", () => {
    expect(whole_text("a\ud83d b \u{1f600}")).toBe("a\ufffd b \u{1f600}");
  });

  it("a statement can be taken back", () => {
    const said = with_statement({}, "subject", true);
    expect(with_statement(with_statement(said, "subject", true), "true", true).says).toEqual(["subject", "true"]);
    expect(with_statement(said, "subject", false).says).toEqual([]);
  });
});
