// SPDX-License-Identifier: Apache-2.0
// What the person did, and when (docs/formats/draft.md): a list that only grows. A mark that is taken back is an action of its own, so
// that the list can go into a case's log as it is.

export interface Action {
  /** "done", or "undone" when the mark was taken back. */
  what: "done" | "undone";
  /** Id of the guide's step. */
  step: string;
  /** The step in the words that were shown. */
  words: string;
  /** RFC 3339, UTC. */
  at: string;
}

/** A letter that was sent, as the file of what was done has it. The list in memory holds marks alone: letters are the tracker's. */
export interface LetterSent {
  what: "sent";
  /** Id of the letter's kind. */
  notice: string;
  /** Its title as it was shown. */
  words: string;
  /** RFC 3339, UTC. */
  at: string;
  to: string;
  /** The reference that the letter gave, and the one that they gave; empty where there is none. */
  ours: string;
  theirs: string;
  answer: "none" | "receipt" | "removed" | "refused";
}

export const actions_format = "holdfast-actions-2";
/** More are not taken: nobody does so much, and what is kept stays small. */
export const most_actions = 512;
const longest_words = 500;

export function with_action(actions: readonly Action[], action: Action): readonly Action[] {
  return actions.length >= most_actions ? actions : [...actions, action];
}

/** What is done now, with its last time, in the order done. */
export function done_of(actions: readonly Action[]): ReadonlyMap<string, Action> {
  const done = new Map<string, Action>();
  for (const action of actions) {
    done.delete(action.step);
    if (action.what === "done") done.set(action.step, action);
  }
  return done;
}

/** Both lists as one, by time; what is in both stands there once. And how many of the oldest found no room. */
export function merged(one: readonly Action[], other: readonly Action[]): { actions: readonly Action[]; left_out: number } {
  const key = ({ what, step, at }: Action): string => `${at} ${what} ${step}`;
  const all = new Map([...one, ...other].map((action) => [key(action), action]));
  const sorted = [...all.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { actions: sorted.slice(-most_actions), left_out: Math.max(0, sorted.length - most_actions) };
}

/** What was kept, read again; null when it is something else. */
export function read_actions(value: unknown): Action[] | null {
  if (!Array.isArray(value) || value.length > most_actions) return null;
  const read = value.map(read_action);
  return read.every((each) => each !== null) ? read : null;
}

function read_action(value: unknown): Action | null {
  if (typeof value !== "object" || value === null) return null;
  const { what, step, words, at } = value as Record<string, unknown>;
  if (what !== "done" && what !== "undone") return null;
  if (typeof step !== "string" || !/^[a-z0-9-]{1,64}$/.test(step)) return null;
  if (typeof words !== "string" || words.length > longest_words) return null;
  if (typeof at !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(at) || Number.isNaN(Date.parse(at))) return null;
  return { what, step, words, at };
}

/** The list as a file of its own: marks and letters, by time. */
export function actions_file(actions: readonly Action[], letters: readonly LetterSent[]): string {
  const all = [...actions, ...letters].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return `${JSON.stringify({ format: actions_format, actions: all }, null, 1)}\n`;
}
