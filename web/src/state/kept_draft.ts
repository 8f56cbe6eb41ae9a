// SPDX-License-Identifier: Apache-2.0
// The draft of a case on this device: written while the person keeps the case's key there, and again after each change; read when the
// case is opened. Never without that choice, never for another case's key, and never over a draft of this case that could not be read.
import { draft_text, merged_notices, read_draft } from "../keep/draft";
import { draft_on_device, keep_draft_on_device } from "../keep/this_device";
import { merged } from "../done/actions";
import type { Guide } from "../guide/guide";
import type { Notices } from "../notices/notices";
import type { Desk } from "../worker/desk";
import { make_store, type Store } from "./store";

export interface KeptDraft {
  /** Takes up what this device keeps for this case, beside what was done in this visit. False: there is a draft that was not read. It
   *  may be another case's, or this one's that could not be opened now, so it must stay as it is. */
  restore(identity: string): Promise<boolean>;
  /** From here on what is done is written beside this key, which this device keeps. */
  hold(identity: string): void;
  /** The person kept this key anew: takes up what lies there first. What another key sealed goes, as that key did. */
  keep_with(identity: string): Promise<void>;
  /** Whether all that there is lies on this device: what a screen may call kept. */
  is_written: Store<boolean>;
  /** How many of the oldest marks and letters found no room when what lay here joined what was done in this visit. */
  left_out: Store<number>;
  /** Resolves when everything that changed so far is written. */
  settled(): Promise<void>;
}

interface KeptDraftNeeds {
  guide: Guide;
  notices: Notices;
  desk: Desk;
  /** The key that this device keeps; null: nothing is written. */
  kept_identity: Store<string | null>;
  /** The key of the case that is open. */
  identity: () => string | null;
}

export function make_kept_draft({ guide, notices, desk, kept_identity, identity }: KeptDraftNeeds): KeptDraft {
  let writing: Promise<void> = Promise.resolve();
  const is_written = make_store(false);
  const left_out = make_store(0);

  const may_write = (): string | null => {
    const kept = kept_identity.get();
    return kept !== null && kept === identity() ? kept : null;
  };
  async function write(): Promise<void> {
    const key = may_write();
    if (key === null) return;
    const actions = guide.actions.get();
    const tracker = notices.tracker.get();
    if (actions.length === 0 && tracker.sent.length === 0) return is_written.set(keep_draft_on_device(null));
    const draft = draft_text({ actions, notices: tracker });
    const sealed = await desk.ask("seal_draft", { identity: key, draft }).catch(() => null);
    // Meanwhile it may have been removed from the device, or the case may have been left.
    if (may_write() === key) is_written.set(sealed?.ok === true && keep_draft_on_device(sealed.text));
  }
  const changed = (): void => {
    if (may_write() === null) is_written.set(false);
    else writing = writing.then(write);
  };
  for (const store of [guide.actions, notices.tracker]) store.watch(changed);
  kept_identity.watch(() => {
    is_written.set(false);
    if (kept_identity.get() === null) left_out.set(0);
  });

  function hold(key: string): void {
    kept_identity.set(key);
    changed();
  }
  /** `locked`: this key does not open it, or not now. `unknown`: it does, and what is in it is of another edition of this page. */
  async function take_up(key: string): Promise<"none" | "read" | "locked" | "failed" | "unknown"> {
    const sealed = draft_on_device();
    if (sealed === null) return "none";
    const opened = await desk.ask("open_draft", { identity: key, sealed }).catch(() => null);
    if (opened === null || identity() !== key) return "failed";
    if (!opened.ok) return "locked";
    const draft = read_draft(opened.text);
    if (draft === null) return "unknown";
    const marks = merged(draft.actions, guide.actions.get());
    const letters = merged_notices(draft.notices, notices.tracker.get());
    left_out.set(left_out.get() + marks.left_out + letters.left_out);
    guide.actions.set(marks.actions);
    notices.tracker.set(letters.notices);
    // It opens with this key, so the key beside it is this one.
    hold(key);
    return "read";
  }

  return {
    async restore(key) {
      const found = await take_up(key);
      return found === "none" || found === "read";
    },
    hold,
    async keep_with(key) {
      await writing;
      // What this visit wrote is what it holds.
      const found = may_write() === key && is_written.get() ? "read" : await take_up(key);
      if (identity() === key && (found === "none" || found === "read" || found === "locked")) hold(key);
    },
    is_written,
    left_out,
    settled: () => writing,
  };
}
