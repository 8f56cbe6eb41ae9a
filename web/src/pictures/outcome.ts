// SPDX-License-Identifier: Apache-2.0
// What becomes of a picture in the worker.
import type { Signal } from "../service/types";

/** Codes of pictures below this quality rest on too little detail to match well (the PDQ paper's own threshold). */
export const plain_below_quality = 50;

/** Errors that have a text of their own; the module's names are mapped onto these (worker/pictures.ts). */
export type PictureErrorName =
  | "not_a_picture"
  | "video"
  | "empty"
  | "truncated"
  | "damaged"
  | "unsupported"
  | "too_many_pixels"
  | "too_many_bytes"
  | "too_small"
  | "too_slow"
  | "no_memory"
  | "browser_refused"
  | "heic"
  | "unreadable"
  | "crashed"
  | "no_module";

export type PictureOutcome =
  | {
      ok: true;
      /** "browser": decoded by the browser itself (HEIC, AVIF), not by the module. */
      origin: "module" | "browser";
      signals: Signal[];
      /** The decoder noticed damage, so the code may differ from one made elsewhere. */
      damaged: boolean;
    }
  | { ok: false; error: PictureErrorName };

/** The quality that the page goes by: the best of the signals. */
export function quality_of(signals: Signal[]): number {
  return signals.reduce((best, signal) => Math.max(best, signal.quality), 0);
}
