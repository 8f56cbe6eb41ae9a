// SPDX-License-Identifier: Apache-2.0
// What the page says of evidence that is kept: "kept" of what is on the disk and of nothing else.
import { describe, expect, it } from "vitest";
import { type Outcome, refused } from "../case_types";
import { make_kept_evidence, type KeptEvidence } from "./kept_evidence";
import type { KeptAsk, KeptReport } from "./kept_types";

interface Stand {
  kept: KeptEvidence;
  /** What the worker was asked, in order. */
  asked: string[];
  /** Answers the write that waits. */
  answer(outcome: Outcome<KeptReport>): Promise<void>;
  opened: Outcome<KeptReport>;
}
const wrote = (at: string, more: Partial<KeptReport> = {}): Outcome<KeptReport> => ({ ok: true, value: { at, number: null, older: false, damaged: [], ...more } });
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

function stand(): Stand {
  const asked: string[] = [];
  let waiting: ((outcome: Outcome<KeptReport>) => void) | null = null;
  const held: Stand = {
    asked,
    opened: wrote("12:00"),
    async answer(outcome) {
      await settle();
      waiting?.(outcome);
      await settle();
    },
    kept: make_kept_evidence({
      desk: {
        kept: (ask: KeptAsk) => {
          asked.push(ask.do);
          if (ask.do === "write") return new Promise((done) => (waiting = done));
          return Promise.resolve(ask.do === "open" ? held.opened : wrote(""));
        },
      },
      place: { look: async () => false, locked_key: async () => null, note: () => undefined, delete: async () => true },
      contents: async () => new Map(),
      taken_up: (take_up) => take_up(),
    }),
  };
  return held;
}
const key = { identity: "AGE-SECRET-KEY-1", number: null, locked_key: null };

describe("evidence that is kept", () => {
  it("is called kept when it was written, and not while anything is not", async () => {
    const { kept, answer, asked } = stand();
    kept.changed();
    expect([asked, kept.state.get()]).toEqual([[], { step: "off" }]);
    const begun = kept.begin(key);
    await settle();
    expect([kept.state.get().step, kept.is_whole(), kept.there.get()]).toEqual(["writing", false, null]);
    await answer(wrote("14:00"));
    expect(await begun).toBeNull();
    expect([kept.state.get(), kept.is_whole(), kept.there.get()]).toEqual([{ step: "kept", at: "14:00" }, true, true]);
    kept.changed();
    expect(kept.is_whole()).toBe(false);
    await settle();
    kept.changed(); // after the worker took case and log
    await answer(wrote("14:01"));
    expect(kept.state.get().step, "that came too late for what was written").toBe("writing");
    await answer(wrote("14:02"));
    expect(kept.state.get()).toEqual({ step: "kept", at: "14:02" });
    expect(asked).toEqual(["begin", "write", "write", "write"]);
  });

  it("says what went wrong and what is still kept, and goes on with the next change", async () => {
    const { kept, answer } = stand();
    const begun = kept.begin(key);
    await answer(refused("draft_full"));
    expect(await begun).toEqual({ what: "draft_full" });
    expect(kept.state.get()).toEqual({ step: "failed", what: "draft_full", at: null });
    kept.changed();
    await answer(wrote("14:00"));
    kept.changed();
    await answer(refused("draft_failed"));
    expect(kept.state.get()).toEqual({ step: "failed", what: "draft_failed", at: "14:00" });
    kept.changed();
    await answer(refused("draft_gone"));
    expect([kept.state.get(), kept.there.get()]).toEqual([{ step: "failed", what: "draft_gone", at: null }, false]);
    kept.changed();
    expect(kept.state.get().step, "what was deleted elsewhere is not begun anew by itself").toBe("failed");
  });

  it("writes no more once the case was let go of, or what was kept is deleted", async () => {
    const { kept, answer, asked } = stand();
    void kept.begin(key);
    await settle();
    kept.let_go();
    await answer(wrote("14:00"));
    kept.changed();
    expect([asked, kept.state.get()]).toEqual([["begin", "write"], { step: "off" }]);
    const second = stand();
    void second.kept.begin(key);
    await second.answer(wrote("14:00"));
    expect(await second.kept.wipe()).toBe(true);
    second.kept.changed();
    expect([second.asked, second.kept.state.get(), second.kept.there.get()]).toEqual([["begin", "write", "end"], { step: "off" }, false]);
  });

  it("is taken up as it was, and an older state is written anew", async () => {
    const held = stand();
    expect((await held.kept.carry_on(key.identity)).ok).toBe(true);
    expect(held.kept.state.get()).toEqual({ step: "kept", at: "12:00" });
    expect(held.kept.opens_with.get()).toBe(key.identity);
    held.kept.let_go();
    expect(held.kept.opens_with.get()).toBeNull();
    held.opened = wrote("11:59", { older: true, damaged: [2] });
    await held.kept.carry_on(key.identity);
    expect([held.kept.state.get().step, held.kept.found.get()?.damaged]).toEqual(["writing", [2]]);
    await held.answer(wrote("12:01"));
    expect(held.kept.is_whole()).toBe(true);
    held.opened = refused("draft_locked");
    held.kept.let_go();
    expect(await held.kept.carry_on(key.identity)).toEqual(refused("draft_locked"));
    expect(held.kept.state.get()).toEqual({ step: "off" });
  });
});
