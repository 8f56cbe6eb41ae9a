// SPDX-License-Identifier: Apache-2.0
// Requests to the case's door and its answers: docs/formats/case_door.md. What is empty is left out.
import type { NoticeFacts } from "../guide/notice_door";
import type { Signal } from "../service/types";

/** "2026-11-22T14:05:31.250Z", always with milliseconds; minutes east of UTC where the person was. */
export interface Moment {
  at: string;
  sure: "exact" | "about" | "day";
  zone?: number;
}
export function moment_now(now: Date = new Date()): Moment {
  return { at: now.toISOString(), sure: "exact", zone: -now.getTimezoneOffset() };
}

export type Route = "adult" | "protected";
export type ExhibitKind = "screenshot" | "photo-of-screen" | "picture" | "video" | "voice-message" | "chat-export" | "mail" | "web-page" | "document" | "other";
export type Sender = "person" | "offender" | "other";
export type Box = [x: number, y: number, width: number, height: number];

export interface Heading {
  language: string;
  prefix: string;
  whose: "own" | "helper";
  number?: string;
  place?: string;
}
/** What the person says about an exhibit. */
export interface About {
  kind: ExhibitKind;
  title?: string;
  source?: string;
  device?: string;
  note?: string;
  made?: Moment;
  clock_behind?: number;
  whole?: { name?: string; sha256: string; size: number };
  machine_read?: string;
}
export interface RedactionRecord {
  boxes?: Box[];
  crop?: Box;
  made: Moment;
  parent: string;
  parent_height: number;
  parent_width: number;
}

export interface Facts {
  answers: { question: string; answer: string; words?: string };
  done: { kind: "step" | "undone" | "letter" | "reported"; at: Moment; id?: string; words?: string; to?: string; ours?: string; theirs?: string; reply?: "receipt" | "removed" | "refused" };
  known: { kind: "name" | "account" | "phone" | "email" | "wallet" | "bank-account" | "address" | "other"; value: string; where?: string; note?: string };
  links: { url: string; account?: string; place?: string; first_seen?: Moment; last_seen?: Moment; note?: string };
  notes: { at: Moment; text: string };
  payments: { kind: "asked" | "paid"; when?: Moment; amount?: string; currency?: string; method?: string; to?: string; reference?: string; note?: string };
}
export type FactList = keyof Facts;

type Changing = { at: Moment; words?: string };
export type CaseRequest =
  | (Changing & { do: "begin"; route: Route; heading: Heading; answers?: Facts["answers"][] })
  | { do: "open"; case: string; log: string }
  | { do: "save" }
  | { do: "show" }
  /** `notice`: a kind of letter. */
  | { do: "letter_facts"; notice: string }
  | (Changing & { do: "add"; file: number; name: string; declared?: string; sender: Sender; about: About; shows_intimate?: boolean; leave_out?: boolean; codes?: Signal[] })
  | (Changing & { do: "describe"; about: About })
  | (Changing & { do: "change"; number: number; about: About })
  | { do: "remove"; at: Moment; number: number; reason: string; also_last?: boolean }
  | (Changing & { do: "restore"; number: number })
  | (Changing & { do: "read_out"; number: number; machine_read: string })
  | (Changing & { do: "redact"; number: number; file: number; record: RedactionRecord; shows_intimate: boolean })
  | (Changing & { do: "leave_out"; number: number })
  | { do: "drop_copy"; at: Moment; number: number; index: number; reason: string; also_last?: boolean }
  | { [L in FactList]: Changing & { do: "put"; list: L; value: Facts[L]; index?: number } }[FactList]
  | (Changing & { do: "drop"; list: FactList; index: number; undoes?: number })
  | (Changing & { do: "set"; heading: Heading })
  | (Changing & { do: "done_list"; list: string })
  | (Changing & { do: "note"; step: "viewed" | "read-out" | "exported"; number?: number; copy?: number });

/** Number of the line of the log that a request made. */
interface Line {
  line: number;
}
export interface CaseFile {
  path: string;
  exhibit: number;
  copy: number;
  size: number;
  sha256: string;
  /** Whether the module has read it: a pack needs all of them. */
  there: boolean;
}
/** case.json and actions.jsonl. */
export interface CaseDraft {
  case: string;
  log: string;
}
export interface CaseShown {
  case: Record<string, unknown>;
  files: CaseFile[];
  head: string;
  lines: number;
  taken_out: number[];
}

/** What of a case the reader of a letter needs (docs/formats/notices.md, Facts), and how much of it did not fit. */
export interface FactsForLetter {
  facts: NoticeFacts;
  left_out: number;
}

interface Answers {
  begin: Line;
  open: Line;
  save: CaseDraft;
  show: CaseShown;
  letter_facts: FactsForLetter;
  add: Line & { number: number; name: string; holding: "kept" | "hashes" };
  describe: Line & { number: number; name: string; holding: "described" };
  change: Line;
  remove: Line;
  restore: Line;
  read_out: Line & { is_cut: boolean };
  redact: Line & { index: number; name: string };
  leave_out: Line;
  drop_copy: Line;
  put: Line & { index: number };
  drop: Line;
  set: Line;
  done_list: Line & { taken: number };
  note: Line;
}
export type CaseAnswer<R extends CaseRequest> = Answers[R["do"]];

/** Why something was refused: a name of case_door.md or wasm-abi.md, or one of this side (`stopped`, `unreadable`, …). */
export interface Refusal {
  what: string;
  /** English, for whoever writes the page. */
  says?: string;
  faults?: { pointer: string; expected: string }[];
  line?: number;
  paths?: string[];
}
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: Refusal };
export const refused = (what: string): { ok: false; error: Refusal } => ({ ok: false, error: { what } });
