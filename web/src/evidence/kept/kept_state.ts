// SPDX-License-Identifier: Apache-2.0
// One state of a case as it is kept: case, log, and which files belong to them, as one sealed text (docs/formats/draft.md).
import type { CaseDraft, Outcome } from "../case_types";
import { type EvidenceInstance, piece_bytes } from "../instance";
import { id_bytes, type KeptFile, open_part, seal_part } from "./kept_file";
import type { StoredState } from "./kept_store";

export const kept_format = "holdfast-evidence-1";

export interface KeptState extends CaseDraft {
  /** When it was written, RFC 3339. */
  at: string;
  number: string | null;
  files: KeptFile[];
}

/** Its length tells little: spaces up to the next multiple. */
const block_bytes = 16 * 1024;
const space = 0x20;

export function seal_state(instance: EvidenceInstance, number: number, state: KeptState): Outcome<StoredState> {
  const text = new TextEncoder().encode(JSON.stringify({ format: kept_format, ...state }));
  const padded = new Uint8Array(Math.ceil(text.length / block_bytes) * block_bytes).fill(space);
  padded.set(text);
  text.fill(0);
  const id = crypto.getRandomValues(new Uint8Array(id_bytes));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < padded.length; at += piece_bytes) {
    const sealed = seal_part(instance, "state", id, parts.length, at + piece_bytes >= padded.length, padded.subarray(at, at + piece_bytes));
    if (!sealed.ok) return sealed;
    parts.push(sealed.value);
  }
  padded.fill(0);
  return { ok: true, value: { number, id, parts } };
}

/** Null for what this key did not seal, what was changed or cut, and what another edition of this page wrote. */
export function open_state(instance: EvidenceInstance, { id, parts }: StoredState): KeptState | null {
  const opened: Uint8Array[] = [];
  for (const [number, part] of parts.entries()) {
    const piece = open_part(instance, "state", id, number, number === parts.length - 1, part);
    if (!piece.ok) return null;
    opened.push(piece.value);
  }
  const text = new Uint8Array(opened.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of opened) {
    text.set(piece, at);
    at += piece.length;
    piece.fill(0);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch {
    return null;
  } finally {
    text.fill(0);
  }
  return is_state(value) ? value : null;
}

/** Whoever sealed it had the key, so this tells editions apart and no more. */
function is_state(value: unknown): value is KeptState & { format: string } {
  if (typeof value !== "object" || value === null) return false;
  const { format, at, number, case: held, log, files } = value as Record<string, unknown>;
  return format === kept_format && typeof at === "string" && (number === null || typeof number === "string") && typeof held === "string" && typeof log === "string" && Array.isArray(files);
}
