// SPDX-License-Identifier: Apache-2.0
// The guide of one visit: the module, fetched once; what was answered; what is done. In memory alone.
import { with_action, type Action } from "../done/actions";
import type { ContactsRead } from "../people/people";
import type { Fetch } from "../service/client";
import type { PublishedEdition } from "../service/types";
import { make_store, type Store } from "../state/store";
import type { LanguageTag } from "../strings/language";
import type { Answers, Door, DoorKind } from "./door";
import { GuideInstance } from "./instance";

export interface Guide {
  /** "failed": it did not come; open() tries again. */
  state: Store<"closed" | "opening" | "open" | "failed">;
  /** The number of the edition that answers; 0 while it is not open. */
  edition: Store<number>;
  open(): Promise<void>;
  /** Takes the edition that the service publishes if it is newer than the one at hand and rightly signed; at any time, any number of
   *  times. What is wrong with it costs nothing: the edition at hand stays. */
  renew(published: PublishedEdition): Promise<void>;
  /** Null while it is not open, and for a request that it refuses. */
  ask<K extends DoorKind>(kind: K, language: LanguageTag, ask: Door[K]["ask"]): Door[K]["answer"] | null;
  /** The people in a platform's file. */
  read_contacts(file: Uint8Array): ContactsRead;
  /** What the person answered to the guide itself. */
  given: Store<Answers>;
  /** Questions that were passed over: what is given there is the careful answer, and nobody said it. */
  passed: Store<ReadonlySet<string>>;
  /** The question that is asked again, or null: the next one. */
  asking: Store<string | null>;
  /** The police force of the place that was chosen. */
  place: Store<string | null>;
  /** What was marked as done and taken back again, in order. */
  actions: Store<readonly Action[]>;
  /** `words`: the step as it is shown. */
  mark(step: string, words: string, is_done: boolean): void;
  forget(): void;
}

export interface GuideAddresses {
  module: string;
  blob: string;
}

/** The day here, as the data's days are written. */
export function day_of(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A screen asks again as soon as the guide is back: what spends one instance after the other must not go round for ever. */
export const most_spent = 8;

export function make_guide(fetch_: Fetch, addresses: GuideAddresses, now: () => Date = () => new Date()): Guide {
  const state = make_store<"closed" | "opening" | "open" | "failed">("closed");
  const given = make_store<Answers>({});
  const passed = make_store<ReadonlySet<string>>(new Set());
  const asking = make_store<string | null>(null);
  const place = make_store<string | null>(null);
  const actions = make_store<readonly Action[]>([]);
  let instance: GuideInstance | null = null;
  const edition = make_store(0);
  let published: PublishedEdition | null = null;
  let parts: { module: WebAssembly.Module; blob: Uint8Array } | null = null;
  let spent = 0;

  async function part(address: string): Promise<ArrayBuffer> {
    const response = await fetch_(address, { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
    if (!response.ok) throw new Error(`${address} is not there`);
    return response.arrayBuffer();
  }
  async function open(): Promise<void> {
    if (state.get() === "opening" || state.get() === "open") return;
    state.set("opening");
    try {
      if (parts === null) {
        const [module, blob] = await Promise.all([part(addresses.module).then((bytes) => WebAssembly.compile(bytes)), part(addresses.blob)]);
        parts = { module, blob: new Uint8Array(blob) };
      }
      instance = await GuideInstance.open(parts.module, parts.blob);
    } catch {
      instance = null;
    }
    edition.set(instance?.edition ?? 0);
    state.set(instance === null ? "failed" : "open");
    if (instance !== null && published !== null) await take(published);
  }
  /** The blob that is checked is the one that is held, so that an instance opened again has it too. */
  async function take(wanted: PublishedEdition): Promise<void> {
    if (instance === null || parts === null || wanted.edition <= edition.get()) return;
    let blob: Uint8Array;
    try {
      blob = new Uint8Array(await part("/v1/guidance"));
    } catch {
      return; // the edition at hand stands
    }
    // Checked in an instance of its own: whatever it does to it, the one that answers goes on.
    const next = await GuideInstance.open(parts.module, parts.blob).catch(() => null);
    try {
      if (next === null || !next.renew(blob, wanted.signature, wanted.key)) return;
    } catch {
      return;
    }
    parts = { module: parts.module, blob };
    instance = next;
    edition.set(next.edition);
  }

  return {
    state,
    edition,
    open,
    async renew(wanted) {
      published = wanted;
      await take(wanted);
    },
    ask(kind, language, ask) {
      if (instance === null) return null;
      try {
        return instance.ask({ ...ask, ask: kind, language, today: day_of(now()) }) as Door[typeof kind]["answer"] | null;
      } catch {
        // The instance is spent; the next one is made from what is held already.
        instance = null;
        spent += 1;
        state.set("failed");
        if (spent <= most_spent) void open();
        return null;
      }
    },
    read_contacts: (file) => (parts === null ? { ok: false, error: "damaged" } : GuideInstance.read_contacts(parts.module, file)),
    given,
    passed,
    asking,
    place,
    actions,
    mark(step, words, is_done) {
      actions.set(with_action(actions.get(), { what: is_done ? "done" : "undone", step, words, at: now().toISOString() }));
    },
    forget() {
      given.set({});
      passed.set(new Set());
      asking.set(null);
      place.set(null);
      actions.set([]);
    },
  };
}
