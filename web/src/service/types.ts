// SPDX-License-Identifier: Apache-2.0
// What the page sends to and reads from the service: docs/api/openapi.yaml, the parts without an account.
import type { Threat } from "../flow/visit";

export interface Signal {
  kind: string;
  code: string;
  quality: number;
}
export interface NewItem {
  media: "picture";
  origin: "module" | "browser";
  signals: Signal[];
}
export interface NewSubmission {
  case_number: string;
  read_key_hash: string;
  withdraw_key_hash: string;
  mailbox_key: string;
  statement: "adult-1";
  country?: string;
  threat?: Threat;
  items: NewItem[];
}
export interface MoreItems {
  statement: "adult-1";
  items: NewItem[];
}
export interface ItemAccepted {
  item: string;
  state: "active" | "quarantined";
  reason?: string;
  explanation?: string;
}
export interface Accepted {
  items: ItemAccepted[];
}
export interface Platform {
  name: string;
  checks_since: string;
}
export interface Service {
  name: string;
  version: string;
  time: string;
  platforms: Platform[];
  limits: { items_per_submission: number; signals_per_item: number };
  proof: { difficulty: number };
  /** Left out where cases are kept until they are deleted. */
  retention?: { case_months: number };
  /** The log that receipts for seals are from. */
  seal_log?: { origin: string; key: string };
  /** Where there is an authority that stamps seals. */
  time_stamps?: { authority: string };
  /** The signed list of whom packs can be locked for, if any. */
  recipients?: PublishedEdition;
  /** The edition of the guide that this service publishes, if any. */
  guidance?: PublishedEdition;
  /** Plain text. */
  notice?: string;
  operator?: { name: string; contact: string };
}
/** Key and signature are minisign's; what they sign is the answer of GET /v1/guidance, or of GET /v1/recipients. */
export interface PublishedEdition {
  edition: number;
  day: string;
  digest: string;
  key: string;
  signature: string;
}
export interface SealReceipt {
  seal: string;
  received: string;
  receipt: string;
}
export interface TimeStamp {
  seal: string;
  /** Base64. */
  time_stamp: string;
}
export interface Challenge {
  challenge: string;
  difficulty: number;
  expires: string;
}
export type ItemState = "active" | "withdrawn" | "disputed" | "quarantined" | "expired";
export interface Feedback {
  platform: string;
  verdict: "blocked" | "not_blocked" | "false_positive";
  at: string;
}
export interface CaseItem {
  item: string;
  media: "picture" | "video";
  state: ItemState;
  reason?: string;
  explanation?: string;
  added: string;
  changed: string;
  feedback: Feedback[];
}
export interface Case {
  case_number: string;
  created: string;
  items: CaseItem[];
  platforms: Platform[];
  messages: number;
}
export interface SealedMessage {
  id: string;
  kind: "alert" | "withdrawn_copy";
  at: string;
  sealed: string;
  item?: string;
  expires?: string;
}
export interface Withdrawn {
  withdrawn: string[];
  undo_until: string;
}
export interface UndoItem {
  item: string;
  salt: string;
  signals: Signal[];
}
/** An opened alert. */
export interface Alert {
  kind: "alert";
  item: string;
  partner: string;
  at: string;
  action: "blocked" | "removed" | "reported" | "none";
  distance: number;
  case_number: string;
  url?: string;
}
