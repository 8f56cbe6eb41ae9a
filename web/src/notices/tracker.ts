// SPDX-License-Identifier: Apache-2.0
// Notices that were sent, as one plain JSON value: in memory, and part of what the person may keep, locked, on their own
// device. No name, no signature and no fingerprint is in it.
import type { NoticeAlert, NoticeAnswer, NoticeFacts } from "../guide/notice_door";
import { facts_to_keep } from "./facts";
import { is_reference } from "./reference";

export const tracker_version = 1;
const answers: readonly NoticeAnswer[] = ["none", "receipt", "removed", "refused"];
export const most_records = 64; // the guide's own limit of one request

export interface SentNotice {
  /** Unique within the tracker. */
  id: number;
  /** Id of the notice's kind. */
  notice: string;
  /** RFC 3339, UTC. */
  at: string;
  to: string;
  /** What the person wrote down as proof: a number, a name, a time. */
  reference: string;
  /** The reference that the letter gave; empty where it was kept before letters had one. */
  ours: string;
  /** That the letter was begun from. */
  alert?: NoticeAlert;
  answer: NoticeAnswer;
  /** What the letter said, for reminders and complaints. */
  facts: NoticeFacts;
}
export interface TrackerState {
  version: typeof tracker_version;
  sent: SentNotice[];
}

export const empty_tracker: TrackerState = { version: tracker_version, sent: [] };

export const is_full = ({ sent }: TrackerState): boolean => sent.length >= most_records;

/** With one more; the oldest stays until it is removed. */
export function with_sent(state: TrackerState, sent: Omit<SentNotice, "id" | "answer">): TrackerState {
  if (is_full(state)) return state;
  const id = state.sent.reduce((greatest, each) => Math.max(greatest, each.id), 0) + 1;
  return { ...state, sent: [...state.sent, { ...sent, id, answer: "none", facts: facts_to_keep(sent.facts) }] };
}
export function with_change(state: TrackerState, id: number, change: Partial<Pick<SentNotice, "at" | "to" | "reference" | "answer">>): TrackerState {
  return { ...state, sent: state.sent.map((each) => (each.id === id ? { ...each, ...change } : each)) };
}
export function without(state: TrackerState, id: number): TrackerState {
  return { ...state, sent: state.sent.filter((each) => each.id !== id) };
}

/** What was kept, read again; null when it is something else or of another version. The guide checks facts again when a letter is
 *  made of them. */
export function read_tracker(value: unknown): TrackerState | null {
  if (typeof value !== "object" || value === null) return null;
  const { version, sent } = value as Partial<TrackerState>;
  if (version !== tracker_version || !Array.isArray(sent) || sent.length > most_records) return null;
  const read = sent.map((each: unknown) => read_sent(each));
  const all = read.filter((each) => each !== null);
  return all.length === read.length && new Set(all.map(({ id }) => id)).size === all.length ? { version, sent: all } : null;
}

function read_sent(value: unknown): SentNotice | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, notice, at, to, reference, ours = "", alert, answer, facts } = value as Partial<SentNotice>;
  const is_whole =
    typeof id === "number" &&
    Number.isSafeInteger(id) &&
    typeof notice === "string" &&
    typeof at === "string" &&
    !Number.isNaN(Date.parse(at)) &&
    typeof to === "string" &&
    typeof reference === "string" &&
    typeof ours === "string" &&
    answer !== undefined &&
    answers.includes(answer) &&
    is_alert(alert) &&
    typeof facts === "object" &&
    facts !== null &&
    !Array.isArray(facts);
  return is_whole ? { id, notice, at: new Date(at).toISOString(), to, reference, ours: is_reference(ours) ? ours : "", ...(alert === undefined ? {} : { alert: { partner: alert.partner, at: alert.at } }), answer, facts: facts_to_keep(facts) } : null;
}

function is_alert(value: unknown): value is NoticeAlert | undefined {
  if (value === undefined) return true;
  if (typeof value !== "object" || value === null) return false;
  const { partner, at } = value as Partial<NoticeAlert>;
  return typeof partner === "string" && typeof at === "string" && !Number.isNaN(Date.parse(at));
}
