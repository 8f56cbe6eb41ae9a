// SPDX-License-Identifier: Apache-2.0
// What the page and the worker that holds a case say to each other. The worker asks nothing of the network; the case
// lives in it until the worker is ended.
import type { CaseRequest, Outcome } from "./case_types";
import type { KeptAsk, KeptReport } from "./kept/kept_types";
import type { MailFound } from "./mailbox";
import type { LookFor, SeenFile } from "./reading";
import type { ListAsked, ListedRecipients } from "./recipients";
import type { PackBegun, SealedPack, SealOrder, SealStart } from "./sealing";

export interface Jobs {
  /** Answered at once, also while a file is read. */
  ask: { ask: CaseRequest; answer: Outcome<unknown> };
  /** One after the other, with progress; `stop` ends it at the next slice. */
  read_file: { ask: { file: Blob; look_for: LookFor }; answer: Outcome<SeenFile> };
  /** As `read_file`: where each mail of a mailbox lies. */
  list_mails: { ask: { file: Blob }; answer: Outcome<MailFound[]> };
  seal: { ask: SealOrder; answer: Outcome<SealedPack> };
  /** Answered at once: the seal of what is held now, which `seal` then writes. */
  begin_pack: { ask: SealStart; answer: Outcome<PackBegun> };
  /** Answered at once: the operator's list, where it is rightly signed. */
  read_list: { ask: ListAsked; answer: Outcome<ListedRecipients> };
  /** What is kept on this device: one after the other, beside what is read and sealed. */
  kept: { ask: KeptAsk; answer: Outcome<KeptReport> };
  /** A file that was read and is not needed. */
  forget_file: { ask: { file: number }; answer: Outcome<unknown> };
}
export type JobKind = keyof Jobs;

export type ToEvidence =
  | { kind: "module"; module: WebAssembly.Module }
  | { kind: "stop"; id: number }
  | { [K in JobKind]: { kind: K; id: number; ask: Jobs[K]["ask"] } }[JobKind];

export type FromEvidence =
  | { kind: "answer"; id: number; answer: Jobs[JobKind]["answer"] }
  | { kind: "progress"; id: number; share: number }
  | { kind: "ready" }
  /** The module does not fit this page. */
  | { kind: "no_module" }
  /** The instance trapped: the case in it is lost, and this worker good for nothing. */
  | { kind: "lost" };
