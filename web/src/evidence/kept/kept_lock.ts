// SPDX-License-Identifier: Apache-2.0
import { kept_name } from "./kept_store";

/** A tab that was just closed may take a moment to let go of it. */
const patience_ms = 5000;

/** Held until it is released or this worker ends. Null: another tab has it. Where the browser knows no locks, the order of states
 *  alone keeps two tabs apart. */
export function take_kept_lock(): Promise<(() => void) | null> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    locks
      .request(kept_name, { signal: AbortSignal.timeout(patience_ms) }, () => new Promise<void>((release) => resolve(() => release())))
      // Where nothing may be stored there are no locks either; the store then says so.
      .catch((reason: unknown) => resolve(reason instanceof DOMException && reason.name === "TimeoutError" ? null : () => undefined));
  });
}
