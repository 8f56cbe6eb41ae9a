// SPDX-License-Identifier: Apache-2.0
// What somebody writes down on a route without pictures: words alone, in memory alone, sealed into a pack like an adult's.
// There is nothing here that a file could be given to.
import { make_store, type Store } from "../state/store";
import { type Facts, type FactsForLetter, moment_now, type Outcome, type Refusal, refused } from "./case_types";
import { view_of } from "./case_view";
import type { EntryList, EvidenceState } from "./evidence";
import type { SealedPack } from "./sealing";
import type { WordsDesk, WordsRequest } from "./words_desk";

/** What is shown: the list, or what is done with it. */
export type WordsScreen = { name: "home" } | { name: "entry"; list: EntryList; index?: number } | { name: "seal" } | { name: "saved" };

export interface Words {
  state: Store<EvidenceState>;
  screen: Store<WordsScreen>;
  /** Something was written, and no pack with it was saved: closing the page would lose it. */
  unsaved: Store<boolean>;
  /** The pack that was sealed last. */
  pack: Store<SealedPack | null>;
  /** Begins, unless it has begun. `whose`: who writes. */
  open(language: string, place: string | null, whose: "own" | "helper"): Promise<void>;
  /** Takes in what was done so far, where it changed: the text of the page's own list. */
  take_done(list: string): Promise<void>;
  /** Lets go of what was lost, so that it can begin again. */
  begin_again(): void;
  /** A new entry, or, with `index`, one in the place of another. */
  put<L extends EntryList>(list: L, value: Facts[L], index?: number): Promise<Refusal | null>;
  drop(list: EntryList, index: number): Promise<Refusal | null>;
  /** What of it a letter of this kind takes. */
  letter_facts(notice: string): Promise<Outcome<FactsForLetter>>;
  seal(): Promise<Refusal | null>;
  /** The pack lies with the person. */
  saved(): void;
  /** One step back; false when it is at its list. */
  back(): boolean;
  forget(): void;
}

/** A case without pictures says of the case as a whole that something in it is not words. */
const as_words = (fault: Refusal): Refusal => (fault.what === "breaks_a_rule" && fault.faults?.some(({ pointer }) => pointer === "") === true ? { what: "not_words" } : fault);

/** `make_desk` is asked for one desk; `may_write` before anything is put in. */
export function make_words(make_desk: (on_lost: () => void) => WordsDesk, may_write: () => boolean, now: () => Date = () => new Date()): Words {
  const state = make_store<EvidenceState>({ step: "closed" });
  const screen = make_store<WordsScreen>({ name: "home" });
  const unsaved = make_store(false);
  const pack = make_store<SealedPack | null>(null);
  let list_taken = "";
  let life = 0;
  const at = (): ReturnType<typeof moment_now> => moment_now(now());

  function let_go(): void {
    life += 1;
    list_taken = "";
    unsaved.set(false);
    pack.set(null);
    screen.set({ name: "home" });
  }
  const desk = make_desk(() => {
    let_go();
    state.set({ step: "lost" });
  });
  function forget(): void {
    desk.close();
    let_go();
    state.set({ step: "closed" });
  }

  async function show(): Promise<void> {
    const of = life;
    const shown = await desk.ask({ do: "show" });
    if (of === life && shown.ok) state.set({ step: "open", view: view_of(shown.value) });
  }
  /** What is refused changes nothing. `counts`: a pack without it would lack something that somebody wrote. */
  async function change(request: WordsRequest, counts = true): Promise<Refusal | null> {
    const of = life;
    if (!may_write()) return refused("stopped").error;
    const outcome: Outcome<unknown> = await desk.ask(request);
    if (of !== life) return refused("stopped").error;
    if (!outcome.ok) return as_words(outcome.error);
    if (counts) {
      unsaved.set(true);
      pack.set(null);
    }
    await show();
    return null;
  }

  return {
    state,
    screen,
    unsaved,
    pack,
    async open(language, place, whose) {
      const { step } = state.get();
      if (!may_write() || step === "open" || step === "opening") return;
      const of = life;
      state.set({ step: "opening" });
      const heading = { language, prefix: "HF", whose, ...(place === null ? {} : { place }) };
      const begun = await desk.ask({ do: "begin", at: at(), route: "protected", heading });
      if (of !== life) return;
      if (begun.ok) await show();
      else state.set({ step: "missing" });
    },
    async take_done(list) {
      if (list === list_taken || state.get().step !== "open") return;
      list_taken = list;
      await change({ do: "done_list", at: at(), list }, false);
    },
    begin_again: forget,
    put: (list, value, index) => change({ do: "put", at: at(), list, value, ...(index === undefined ? {} : { index }) } as WordsRequest),
    drop: (list, index) => change({ do: "drop", at: at(), list, index }),
    letter_facts: (notice) => desk.ask({ do: "letter_facts", notice }),
    async seal() {
      const of = life;
      const sealed = await desk.seal(at());
      if (of !== life) return refused("stopped").error;
      if (!sealed.ok) return sealed.error;
      pack.set(sealed.value);
      return null;
    },
    saved: () => unsaved.set(false),
    back() {
      if (screen.get().name === "home") return false;
      screen.set({ name: "home" });
      return true;
    },
    forget,
  };
}
