// SPDX-License-Identifier: Apache-2.0
// What the page and its worker say to each other. The worker alone touches files and keys' arithmetic; it asks nothing of
// the network: the compiled module is handed to it.
import type { CoverOrder, CoverOutcome } from "./cover";
import type { PictureOutcome } from "../pictures/outcome";

/** Everything that opens a case, as the page holds it in memory. */
export interface CasePapers {
  /** Null when the recovery text names none; the service tells it once the case is open. */
  case_number: string | null;
  /** "AGE-SECRET-KEY-1…": from it every key is derived. */
  identity: string;
  /** Twelve words, or null when the case was opened with a file or a code: they cannot be made from those. */
  words: string[] | null;
  /** What the QR code carries, and the text of the plain recovery file. */
  qr_text: string;
  file_text: string;
  read_key: string;
  withdraw_key: string;
  read_key_hash: string;
  withdraw_key_hash: string;
  mailbox_key: string;
}

export type RecoveryErrorName =
  | "empty"
  | "too_long"
  | "needs_passphrase"
  | "wrong_passphrase"
  | "damaged_file"
  | "too_much_work"
  | "damaged_key"
  | "unknown_key"
  | "several_keys"
  | "no_key"
  | "too_few_words"
  | "too_many_words"
  | "unknown_word"
  | "bad_checksum"
  | "failed";

export type RecoveryOutcome = { ok: true; papers: CasePapers } | { ok: false; error: RecoveryErrorName; position: number };
export type TextOutcome = { ok: true; text: string } | { ok: false };

/** Each request is answered once, by its own kind; `prove` also reports progress. */
export interface Requests {
  fingerprint: { ask: { file: File }; answer: PictureOutcome };
  cover: { ask: CoverOrder; answer: CoverOutcome };
  prove: { ask: { challenge: string; difficulty: number; body: string }; answer: TextOutcome };
  /** `case_number`: of the case whose keys are changed; a new one is drawn for a new case. */
  new_papers: { ask: { case_number: string | null; created_ms: number }; answer: RecoveryOutcome };
  read_recovery: { ask: { bytes: Uint8Array; passphrase: string | null; created_ms: number }; answer: RecoveryOutcome };
  lock_recovery: { ask: { identity: string; case_number: string | null; created_ms: number; passphrase: string }; answer: TextOutcome };
  open_message: { ask: { identity: string; sealed: string }; answer: TextOutcome };
  /** What is kept on this device beside the key. */
  seal_draft: { ask: { identity: string; draft: string }; answer: TextOutcome };
  open_draft: { ask: { identity: string; sealed: string }; answer: TextOutcome };
  /** Opens a message with one identity and seals it to another's mailbox key. */
  reseal_message: { ask: { identity: string; sealed: string; mailbox_key: string }; answer: TextOutcome };
}
export type RequestKind = keyof Requests;

/** What is answered when the answering itself failed, for want of memory as a rule. */
export const failed_answers: { [K in RequestKind]: Requests[K]["answer"] } = {
  fingerprint: { ok: false, error: "crashed" },
  cover: { ok: false, error: "no_memory" },
  prove: { ok: false },
  new_papers: { ok: false, error: "failed", position: 0 },
  read_recovery: { ok: false, error: "failed", position: 0 },
  lock_recovery: { ok: false },
  open_message: { ok: false },
  seal_draft: { ok: false },
  open_draft: { ok: false },
  reseal_message: { ok: false },
};

export type ToWorker =
  | { kind: "module"; module: WebAssembly.Module }
  | { [K in RequestKind]: { kind: K; id: number; ask: Requests[K]["ask"] } }[RequestKind];

export type FromWorker =
  | { kind: "answer"; id: number; answer: Requests[RequestKind]["answer"] }
  | { kind: "progress"; id: number; share: number }
  /** The module is there. */
  | { kind: "ready" }
  /** The module does not fit this page. */
  | { kind: "no_module" };
