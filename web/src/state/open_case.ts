// SPDX-License-Identifier: Apache-2.0
// An open case: what the service says of it, its mailbox opened in the worker, and what the person can do with it.
import { random_once, type Answer, type Client, type RotatedKeys } from "../service/client";
import type { Alert, Case, SealedMessage, Signal, UndoItem } from "../service/types";
import type { Desk } from "../worker/desk";
import type { CasePapers } from "../worker/protocol";
import { make_store, type Store } from "./store";

export interface OpenAlert {
  id: string;
  alert: Alert;
}
export interface WithdrawnCopy {
  id: string;
  expires: string | null;
  undo: UndoItem;
}
export interface CaseView {
  the_case: Case;
  alerts: OpenAlert[];
  copies: WithdrawnCopy[];
  /** Messages that did not open or that say something else. */
  unreadable: number;
}
export type CaseState = { step: "closed" } | { step: "opening" } | { step: "open"; view: CaseView } | { step: "failed"; word: string };

/** A word of the service when it failed, null when it worked. */
export type Failure = string | null;

export interface OpenCase {
  state: Store<CaseState>;
  /** Reads the case and its mailbox with the papers at hand. */
  load(): Promise<Failure>;
  /** Takes these off the list, and no others: what was added elsewhere since the case was looked at stays. */
  withdraw(items: string[]): Promise<{ failure: Failure; count: number; until: string }>;
  undo(copies: WithdrawnCopy[]): Promise<{ failure: Failure; count: number }>;
  remove_alert(id: string): Promise<Failure>;
  /** Keys that are to replace the case's own. They are drawn first and kept by the person, and only then made to hold: whoever
   *  leaves at any moment, or is cut off, has written down what opens the case. */
  next_papers: Store<CasePapers | null>;
  /** Draws them, unless they are drawn. */
  draw_next_papers(): Promise<Failure>;
  /** Makes the next keys hold; the old ones stop. On success the papers are the new ones. For when the new ones are kept. */
  rotate(): Promise<Failure>;
  /** The answer to a change of keys was lost: the old ones or the new ones hold, and repeating the change tells. */
  rotation_is_pending(): boolean;
  erase(): Promise<Failure>;
  forget(): void;
}

/** How many pictures more the case takes, as the service counts: all but those withdrawn. */
export function room_in(state: CaseState, limit: number): number {
  if (state.step !== "open") return limit;
  return Math.max(0, limit - state.view.the_case.items.filter((item) => item.state !== "withdrawn").length);
}

/** How many items one request may name. A case can hold more: bringing back what was withdrawn has no limit. */
const most_at_once = 100;
const in_parts = <Item>(all: Item[]): Item[][] =>
  Array.from({ length: Math.ceil(all.length / most_at_once) }, (_, part) => all.slice(part * most_at_once, (part + 1) * most_at_once));

const failure_of = (answer: Answer<unknown>): Failure => (answer.ok ? null : answer.problem.word);

export function make_open_case(client: Client, desk: Desk, papers: Store<CasePapers | null>): OpenCase {
  const state = make_store<CaseState>({ step: "closed" });
  /** One key for each thing that is to happen once: kept until it did or the case was looked at anew, so that a repeat does it no second time. */
  const once = new Map<string, string>();
  const once_for = (what: string): string => {
    const known = once.get(what) ?? random_once();
    once.set(what, known);
    return known;
  };

  async function open_messages(identity: string, messages: SealedMessage[]): Promise<Pick<CaseView, "alerts" | "copies" | "unreadable">> {
    const opened: Pick<CaseView, "alerts" | "copies" | "unreadable"> = { alerts: [], copies: [], unreadable: 0 };
    for (const message of messages) {
      const text = await desk.ask("open_message", { identity, sealed: message.sealed });
      const value: unknown = text.ok ? parse(text.text) : null;
      if (is_alert(value)) opened.alerts.push({ id: message.id, alert: value });
      else if (is_copy(value)) opened.copies.push({ id: message.id, expires: message.expires ?? null, undo: { item: value.item, salt: value.salt, signals: value.signals } });
      else opened.unreadable += 1;
    }
    opened.alerts.reverse();
    return opened;
  }

  /** Of two looks at the case that cross, the later one's answer counts. */
  let last_look = 0;

  async function load(): Promise<Failure> {
    const held = papers.get();
    if (held === null) return "closed";
    const look = (last_look += 1);
    if (state.get().step !== "open") state.set({ step: "opening" });
    const fail = (word: string): Failure => {
      if (look === last_look && state.get().step !== "open") state.set({ step: "failed", word });
      return word;
    };
    const the_case = await client.read_case(held.read_key);
    if (!the_case.ok) return fail(the_case.problem.word);
    const mailbox = await client.mailbox(held.read_key);
    if (!mailbox.ok) return fail(mailbox.problem.word);
    try {
      const opened = await open_messages(held.identity, mailbox.value.messages);
      if (papers.get() !== held) return "closed";
      if (look !== last_look) return null;
      // What is done from here on is done with what is seen now: it is no repeat of what was tried before.
      once.clear();
      if (held.case_number === null) papers.set({ ...held, case_number: the_case.value.case_number });
      state.set({ step: "open", view: { the_case: the_case.value, ...opened } });
      return null;
    } catch {
      return fail("unknown");
    }
  }

  const next_papers = make_store<CasePapers | null>(null);
  /** The change of keys as it was sent. If the answer was lost it may hold already, so that a repeat sends the very same. */
  let pending: { keys: RotatedKeys; once: string } | null = null;
  let rotating: Promise<Failure> | null = null;

  async function draw_next_papers(): Promise<Failure> {
    const held = papers.get();
    if (held === null) return "closed";
    if (next_papers.get() !== null) return null;
    const drawn = await desk.ask("new_papers", { case_number: held.case_number, created_ms: Date.now() }).catch(() => null);
    if (papers.get() !== held) return "closed";
    if (drawn === null || !drawn.ok) return "unknown";
    if (next_papers.get() === null) next_papers.set(drawn.papers);
    return null;
  }

  async function seal_for(next: CasePapers, held: CasePapers): Promise<Failure> {
    const mailbox = await client.mailbox(held.read_key);
    if (!mailbox.ok) return mailbox.problem.word;
    const { read_key_hash, withdraw_key_hash, mailbox_key } = next;
    const messages: RotatedKeys["messages"] = [];
    for (const message of mailbox.value.messages) {
      const sealed = await desk.ask("reseal_message", { identity: held.identity, sealed: message.sealed, mailbox_key });
      if (sealed.ok) messages.push({ id: message.id, sealed: sealed.text });
      else {
        // It opens for nobody, so nothing is lost; left in place it would keep the keys from changing.
        const removed = await client.delete_message(message.id, held.read_key);
        if (!removed.ok) return removed.problem.word;
      }
    }
    if (papers.get() !== held) return "closed";
    pending = { keys: { read_key_hash, withdraw_key_hash, mailbox_key, messages }, once: random_once() };
    return null;
  }

  async function rotate_once(next: CasePapers, held: CasePapers): Promise<Failure> {
    const failure = pending === null ? await seal_for(next, held) : null;
    if (failure !== null || pending === null) return failure ?? "unknown";
    const { keys, once: once_only } = pending;
    const answer = await client.rotate(keys, once_only, held.withdraw_key);
    if (papers.get() !== held) return "closed";
    if (!answer.ok) {
      // Whichever keys open the case now are the ones to hold.
      const check = await client.read_case(next.read_key);
      if (papers.get() !== held) return "closed";
      if (!check.ok) {
        if (check.problem.word !== "offline" && check.problem.word !== "unknown") pending = null;
        return answer.problem.word;
      }
    }
    papers.set(next);
    next_papers.set(null);
    pending = null;
    return null;
  }

  async function rotate(): Promise<Failure> {
    const held = papers.get();
    const next = next_papers.get();
    if (held === null || next === null) return "closed";
    try {
      let failure = await rotate_once(next, held);
      if (failure === "mailbox_changed") failure = await rotate_once(next, held);
      if (failure === null) await load();
      return failure;
    } catch {
      return "unknown";
    }
  }

  function forget(): void {
    once.clear();
    pending = null;
    rotating = null;
    next_papers.set(null);
    state.set({ step: "closed" });
  }

  return {
    state,
    load,
    next_papers,
    draw_next_papers,
    async withdraw(items) {
      const held = papers.get();
      if (held === null) return { failure: "closed", count: 0, until: "" };
      let count = 0;
      let until = "";
      for (const part of in_parts(items)) {
        const what = `withdraw ${part.join(" ")}`;
        const answer = await client.withdraw(part, once_for(what), held.withdraw_key);
        if (!answer.ok) {
          if (count > 0) await load();
          return { failure: answer.problem.word, count, until };
        }
        once.delete(what);
        count += answer.value.withdrawn.length;
        until = answer.value.undo_until;
      }
      await load();
      return { failure: null, count, until };
    },
    async undo(copies) {
      const held = papers.get();
      if (held === null) return { failure: "closed", count: 0 };
      let count = 0;
      for (const part of in_parts(copies)) {
        const what = `undo ${part.map(({ id }) => id).join(" ")}`;
        const answer = await client.undo(part.map((copy) => copy.undo), once_for(what), held.read_key);
        if (!answer.ok) {
          if (count > 0) await load();
          return { failure: answer.problem.word, count };
        }
        once.delete(what);
        count += answer.value.restored.length;
      }
      await load();
      return { failure: null, count };
    },
    async remove_alert(id) {
      const held = papers.get();
      if (held === null) return "closed";
      const answer = await client.delete_message(id, held.read_key);
      if (answer.ok) await load();
      return failure_of(answer);
    },
    rotate() {
      if (rotating !== null) return rotating;
      const begun = rotate().finally(() => {
        if (rotating === begun) rotating = null;
      });
      rotating = begun;
      return begun;
    },
    rotation_is_pending: () => pending !== null,
    async erase() {
      const held = papers.get();
      if (held === null) return "closed";
      const answer = await client.erase(once_for("erase"), held.withdraw_key);
      if (!answer.ok) return answer.problem.word;
      if (papers.get()?.read_key !== held.read_key) return "closed";
      forget();
      papers.set(null);
      return null;
    },
    forget,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const has = (value: unknown, members: Record<string, "string" | "number">): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.entries(members).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type);

/** A seal proves no sender, so what comes out is checked before it is shown. */
export function is_alert(value: unknown): value is Alert {
  return (
    has(value, { item: "string", partner: "string", at: "string", distance: "number", case_number: "string" }) &&
    value.kind === "alert" &&
    ["blocked", "removed", "reported", "none"].includes(value.action as string) &&
    !Number.isNaN(Date.parse(value.at as string)) &&
    (value.url === undefined || (typeof value.url === "string" && /^https?:\/\//.test(value.url)))
  );
}

function is_copy(value: unknown): value is { item: string; salt: string; signals: Signal[] } {
  return (
    has(value, { item: "string", salt: "string" }) &&
    value.kind === "withdrawn_copy" &&
    Array.isArray(value.signals) &&
    value.signals.every((signal: unknown) => has(signal, { kind: "string", code: "string", quality: "number" }))
  );
}
