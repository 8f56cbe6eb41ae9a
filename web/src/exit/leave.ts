// SPDX-License-Identifier: Apache-2.0
// Leaving the page: hide, forget, go. The order matters: what can be seen goes first, then what is held, then the page.
import leave_data from "../../../data/page/leave.json";

/** A plain page that anybody might have open; data, so that an operator may change it. */
export const leave_url = leave_data.url;
/** What it is, in words. */
export const leave_page = leave_data.page;

const forgetters = new Set<() => void>();

/** Registers what clears a part of memory; returns what unregisters it. */
export function on_forget(forget: () => void): () => void {
  forgetters.add(forget);
  return () => forgetters.delete(forget);
}

export function forget_everything(): void {
  for (const forget of [...forgetters]) {
    try {
      forget();
    } catch {
      // The next one must still run: nothing may stop a person from leaving.
    }
  }
}

let is_leaving = false;
export const leaving = (): boolean => is_leaving;

/** `keeps_key`: the person chose to keep the key on this device, so the browser is not asked to clear its storage. */
export function leave(keeps_key: boolean): void {
  is_leaving = true;
  document.documentElement.classList.add("is-leaving");
  forget_everything();
  if (!keeps_key) {
    // Best effort, not waited for: the answer asks the browser to clear what it cached of this site, which it does only for
    // requests that could carry cookies (there are none).
    void fetch("/exit", { method: "GET", keepalive: true, cache: "no-store", credentials: "same-origin", referrerPolicy: "no-referrer" }).catch(() => undefined);
  }
  window.location.replace(leave_url);
}
