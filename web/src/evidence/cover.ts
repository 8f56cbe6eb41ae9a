// SPDX-License-Identifier: Apache-2.0
// Covering a picture, in a worker of its own that is ended after each: what it held goes with it, and no other job waits for it.
import type { CoverOrder, CoverOutcome } from "../worker/cover";
import { type Desk, WorkerError } from "../worker/desk";

/** A picture that takes longer than this is given up, in milliseconds. */
const patience_ms = 180_000;

export type CoverPicture = (order: CoverOrder, stop: AbortSignal) => Promise<CoverOutcome | { ok: false; error: "stopped" }>;

export function make_cover(desk: Desk): CoverPicture {
  return async (order, stop) => {
    const late = AbortSignal.timeout(patience_ms);
    try {
      return await desk.ask("cover", order, { stop: AbortSignal.any([stop, late]) });
    } catch (error) {
      if (error instanceof WorkerError && error.failure === "no_module") return { ok: false, error: "no_module" };
      if (stop.aborted) return { ok: false, error: "stopped" };
      return { ok: false, error: late.aborted ? "too_slow" : "crashed" };
    } finally {
      desk.close();
    }
  };
}
