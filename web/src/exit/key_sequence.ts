// SPDX-License-Identifier: Apache-2.0
// Leaving by keys: Shift three times, or Escape twice. As in GOV.UK's "Exit this page", a Shift that was held to type a
// capital does not count, and any other key starts the count anew. An Escape that closes something of the browser (a file
// dialog, the find bar, an open list, the window of an input method) is no wish to leave.

/** How long after a press the next one still counts, in milliseconds. */
export const patience_ms = 5000;
const shifts_needed = 3;
const escapes_needed = 2;

export interface KeyRelease {
  key: string;
  shiftKey: boolean;
  /** The press belonged to something else than the page: it began elsewhere, in a list, or while text was composed. */
  elsewhere: boolean;
}
/** `left`: presses still needed; 0: leave now. */
export type KeyProgress = { left: number; key: "Shift" | "Escape" } | null;

/** Feed it each key release; it says how many presses are left, 0 when it is time to leave, null when nothing counts. */
export function make_key_sequence(): (event: KeyRelease, now: number) => KeyProgress {
  let counted: "Shift" | "Escape" | null = null;
  let count = 0;
  let last = 0;
  let after_modified = false;
  return (event, now) => {
    const key = event.key === "Shift" || event.key === "Escape" ? event.key : null;
    const held_for_capital = key === "Shift" && after_modified;
    after_modified = event.shiftKey;
    if (key === null || held_for_capital || event.elsewhere) {
      counted = null;
      count = 0;
      return null;
    }
    if (key !== counted || now - last > patience_ms) count = 0;
    counted = key;
    last = now;
    count += 1;
    const left = (key === "Shift" ? shifts_needed : escapes_needed) - count;
    if (left <= 0) {
      counted = null;
      count = 0;
    }
    return { left, key };
  };
}
