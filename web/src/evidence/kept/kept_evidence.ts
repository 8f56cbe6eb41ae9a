// SPDX-License-Identifier: Apache-2.0
// The evidence of a visit as it is kept on this device, at the person's wish: begun, taken up, written after each change,
// deleted. "kept" is said only of what is on the disk, and of all that is in the case at that moment.
import { make_store, type Store } from "../../state/store";
import { type Outcome, type Refusal, refused } from "../case_types";
import type { EvidenceDesk } from "../desk";
import type { KeptKey, KeptReport } from "./kept_types";

export type KeptStep =
  /** Nothing of this visit is kept. */
  | { step: "off" }
  /** What is kept is being opened and read. */
  | { step: "opening"; share: number }
  /** There is something that is not kept yet. */
  | { step: "writing"; share: number }
  /** All that is in the case. */
  | { step: "kept"; at: string }
  /** What was kept before still is; what came since is in this page only. `at`: null where nothing was kept yet. */
  | { step: "failed"; what: string; at: string | null };

export interface KeptEvidence {
  state: Store<KeptStep>;
  /** Whether this device keeps evidence, of this visit or of one before; null until that is known. */
  there: Store<boolean | null>;
  /** What was taken up in this visit; null: nothing was. */
  found: Store<KeptReport | null>;
  /** The key that opens what is kept of this visit; null: nothing is. */
  opens_with: Store<string | null>;
  look(): Promise<void>;
  /** The recovery text that lies beside what is kept, locked with a passphrase. */
  locked_key(): Promise<string | null>;
  /** Keeps what is in the case now and after each change. Resolves when it is kept for the first time. */
  begin(key: KeptKey): Promise<Refusal | null>;
  /** Takes up what is kept, in place of what is in the case. */
  carry_on(identity: string): Promise<Outcome<KeptReport>>;
  /** Of the case: it is not as it was. */
  changed(): void;
  /** Resolves once nothing is being written. */
  written(): Promise<void>;
  /** Everything in the case is kept, so that closing the page loses none of it. */
  is_whole(): boolean;
  /** Deletes all evidence that is kept here. False: the browser did not. */
  wipe(): Promise<boolean>;
  /** The case was let go of: what is kept stays, and is written no more. */
  let_go(): void;
}

/** Where the page asks without a key: web/src/evidence/kept/on_this_device.ts. */
export interface KeptPlace {
  look(): Promise<boolean>;
  locked_key(): Promise<string | null>;
  /** Notes that there is something from now on. */
  note(): void;
  delete(): Promise<boolean>;
}
interface KeptEvidenceNeeds {
  desk: Pick<EvidenceDesk, "kept">;
  place: KeptPlace;
  /** Files of the case that this visit has, by path. */
  contents(): Promise<ReadonlyMap<string, Blob>>;
  /** Shows what `take_up` put in place of the case. */
  taken_up(take_up: () => Promise<Outcome<KeptReport>>): Promise<Outcome<KeptReport>>;
}

export function make_kept_evidence({ desk, place, contents, taken_up }: KeptEvidenceNeeds): KeptEvidence {
  const state = make_store<KeptStep>({ step: "off" });
  const there = make_store<boolean | null>(null);
  const found = make_store<KeptReport | null>(null);
  const opens_with = make_store<string | null>(null);
  let is_on = false;
  let is_dirty = false;
  let last: string | null = null;
  let writing: Promise<void> | null = null;
  /** Grows when the case is let go of. */
  let life = 0;

  async function write(of: number): Promise<void> {
    while (is_on && is_dirty && of === life) {
      is_dirty = false;
      const progress = (share: number): void => {
        if (is_on && of === life) state.set({ step: "writing", share });
      };
      const outcome = await desk.kept({ do: "write", contents: await contents() }, { progress });
      if (of !== life) return;
      // What came in while it was written is not in it, or kept it from being whole: it is written anew.
      if (is_dirty) continue;
      if (outcome.ok) {
        last = outcome.value.at;
        place.note();
        there.set(true);
        state.set({ step: "kept", at: last });
      } else if (outcome.error.what === "draft_gone") {
        stop();
        there.set(false);
        state.set({ step: "failed", what: "draft_gone", at: null });
      } else state.set({ step: "failed", what: outcome.error.what, at: last });
    }
  }
  function changed(): void {
    if (!is_on) return;
    is_dirty = true;
    if (state.get().step !== "writing") state.set({ step: "writing", share: 0 });
    const of = life;
    writing ??= write(of).finally(() => {
      writing = null;
      if (is_on && is_dirty && of !== life) changed();
    });
  }
  function stop(): void {
    is_on = false;
    is_dirty = false;
    last = null;
    opens_with.set(null);
  }

  return {
    state,
    there,
    found,
    opens_with,
    async look() {
      there.set(await place.look().catch(() => false));
    },
    locked_key: () => place.locked_key(),
    async begin(key) {
      const of = life;
      const begun = await desk.kept({ do: "begin", ...key });
      if (of !== life) return refused("stopped").error;
      if (!begun.ok) return begun.error;
      is_on = true;
      opens_with.set(key.identity);
      changed();
      await writing;
      const now = state.get();
      return now.step === "failed" ? { what: now.what } : null;
    },
    async carry_on(identity) {
      const of = life;
      state.set({ step: "opening", share: 0 });
      const opened = await taken_up(() =>
        desk.kept(
          { do: "open", identity },
          {
            progress: (share) => {
              if (of === life) state.set({ step: "opening", share });
            },
          },
        ),
      );
      if (of !== life) return refused("stopped");
      if (!opened.ok) {
        state.set({ step: "off" });
        return opened;
      }
      is_on = true;
      opens_with.set(identity);
      last = opened.value.at;
      found.set(opened.value);
      there.set(true);
      // An older state is written anew, in place of the damaged one.
      if (opened.value.older) changed();
      else state.set({ step: "kept", at: last });
      return opened;
    },
    changed,
    written: async () => void (await writing),
    is_whole: () => state.get().step === "kept",
    async wipe() {
      stop();
      await desk.kept({ do: "end" });
      const deleted = await place.delete();
      there.set(!deleted);
      state.set({ step: "off" });
      return deleted;
    },
    let_go() {
      life += 1;
      stop();
      found.set(null);
      state.set({ step: "off" });
    },
  };
}
