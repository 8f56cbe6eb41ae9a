// SPDX-License-Identifier: Apache-2.0
// What is kept on this device beside the key, when the person chose that: the list of what they did and the notices they sent, as one
// JSON text, sealed with a key of the case (docs/formats/draft.md).
import { read_actions, type Action } from "../done/actions";
import { empty_tracker, most_records, read_tracker, type TrackerState } from "../notices/tracker";

export const draft_format = "holdfast-draft-1";

export interface CaseDraft {
  actions: readonly Action[];
  notices: TrackerState;
}

export function draft_text({ actions, notices }: CaseDraft): string {
  return JSON.stringify({ format: draft_format, actions, notices });
}

/** Null for what is no draft. A member that is missing or was written by another version is empty: the rest is not lost with it. */
export function read_draft(text: string): CaseDraft | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || (value as { format?: unknown }).format !== draft_format) return null;
  const { actions, notices } = value as { actions?: unknown; notices?: unknown };
  return { actions: read_actions(actions) ?? [], notices: read_tracker(notices) ?? empty_tracker };
}

/** Notices of both, by time, numbered anew where two have the same number; and how many of the oldest found no room. */
export function merged_notices(one: TrackerState, other: TrackerState): { notices: TrackerState; left_out: number } {
  const known = new Set(one.sent.map(({ notice, at, to }) => `${notice} ${at} ${to}`));
  const more = other.sent.filter(({ notice, at, to }) => !known.has(`${notice} ${at} ${to}`));
  const taken = new Set(one.sent.map(({ id }) => id));
  let free = 1;
  const numbered = more.map((sent) => {
    if (!taken.has(sent.id)) {
      taken.add(sent.id);
      return sent;
    }
    while (taken.has(free) || more.some(({ id }) => id === free)) free += 1;
    taken.add(free);
    return { ...sent, id: free };
  });
  const all = [...one.sent, ...numbered].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id));
  return { notices: { ...one, sent: all.slice(-most_records) }, left_out: Math.max(0, all.length - most_records) };
}
