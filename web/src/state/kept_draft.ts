// SPDX-License-Identifier: Apache-2.0
// The draft of a case on this device: written while the person keeps the case's key there, and again after each change; read when the
// case is opened. Never without that choice, and never for another case's key.
import { draft_text, merged_notices, read_draft } from "../keep/draft";
import { draft_on_device, keep_draft_on_device } from "../keep/this_device";
import { merged } from "../done/actions";
import type { Guide } from "../guide/guide";
import type { Notices } from "../notices/notices";
import type { Desk } from "../worker/desk";
import type { Store } from "./store";

export interface KeptDraft {
  /** Takes up what this device keeps for this case, beside what was done in this visit. What it cannot open is another case's. */
  restore(identity: string): Promise<void>;
  /** Writes what there is now: for when the key was kept, or kept anew. */
  save(): void;
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

  const may_write = (): string | null => {
    const kept = kept_identity.get();
    return kept !== null && kept === identity() ? kept : null;
  };
  async function write(): Promise<void> {
    const key = may_write();
    if (key === null) return;
    const actions = guide.actions.get();
    const tracker = notices.tracker.get();
    if (actions.length === 0 && tracker.sent.length === 0) return keep_draft_on_device(null);
    const draft = draft_text({ actions, notices: tracker });
    const sealed = await desk.ask("seal_draft", { identity: key, draft }).catch(() => null);
    // Meanwhile it may have been removed from the device, or the case may have been left.
    if (sealed?.ok === true && may_write() === key) keep_draft_on_device(sealed.text);
  }
  const changed = (): void => {
    if (may_write() !== null) writing = writing.then(write);
  };
  for (const store of [guide.actions, notices.tracker]) store.watch(changed);

  return {
    async restore(key) {
      const sealed = draft_on_device();
      if (sealed === null) return;
      const opened = await desk.ask("open_draft", { identity: key, sealed }).catch(() => null);
      if (opened?.ok !== true || identity() !== key) return;
      const draft = read_draft(opened.text);
      if (draft === null) return;
      // It opens with this key, so the key beside it is this one.
      kept_identity.set(key);
      guide.actions.set(merged(draft.actions, guide.actions.get()));
      notices.tracker.set(merged_notices(draft.notices, notices.tracker.get()));
    },
    save: changed,
    settled: () => writing,
  };
}
