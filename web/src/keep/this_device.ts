// SPDX-License-Identifier: Apache-2.0
// "Keep on this device": the locked recovery text in the browser's storage, only when the person chose it, and beside it the sealed
// draft of that case. Their names say nothing; the one opens with the passphrase alone, the other with what is in the one.

import { may_keep_evidence_here } from "../evidence/kept/on_this_device";

const name = "notes";
const draft_name = "notes-2";

/** Whether the person chose to keep anything on this device, or may have: then leaving asks the browser to clear nothing. */
export const keeps_something = (): boolean => kept_on_device() !== null || may_keep_evidence_here();

export function keep_on_device(locked_text: string): boolean {
  try {
    window.localStorage.setItem(name, locked_text);
    return window.localStorage.getItem(name) === locked_text;
  } catch {
    return false;
  }
}

export function kept_on_device(): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Only beside a recovery text: alone it opens for nobody. Null removes it. False: the device does not hold it now. */
export function keep_draft_on_device(sealed: string | null): boolean {
  try {
    if (sealed === null) window.localStorage.removeItem(draft_name);
    if (window.localStorage.getItem(name) === null) return false;
    if (sealed !== null) window.localStorage.setItem(draft_name, sealed);
    return window.localStorage.getItem(draft_name) === sealed;
  } catch {
    return false; // no room, or storage is refused: the list stays in memory
  }
}

export function draft_on_device(): string | null {
  try {
    return window.localStorage.getItem(draft_name);
  } catch {
    return null;
  }
}

export function forget_on_device(): void {
  try {
    window.localStorage.removeItem(name);
    window.localStorage.removeItem(draft_name);
  } catch {
    // Nothing can have been kept where storage is refused.
  }
}
