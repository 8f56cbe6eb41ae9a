// SPDX-License-Identifier: Apache-2.0
// Notices of one visit: the one that is being written, question by question, and those that were sent. In memory alone. They lie
// over whatever screen the visit is on, which stays as it was behind them.
import type { Visit } from "../flow/visit";
import type { Guide } from "../guide/guide";
import { elements, type Element, type LetterDetails, type Notice, type NoticeFacts, type NoticeKind, type NoticeLetter } from "../guide/notice_door";
import { make_store, type Store } from "../state/store";
import type { LanguageTag } from "../strings/language";
import { facts_of_visit, whole_text, without_fact } from "./facts";
import { all_kinds } from "./kinds";
import { empty_tracker, with_sent, type SentNotice, type TrackerState } from "./tracker";

/** One question: a point of a law, or what else the letter takes. */
export type Asked = Element | "platform" | "demand" | "paid" | "fingerprints";

export type NoticesScreen =
  | { at: "list" }
  | { at: "kind" }
  /** `again`: it was answered before, and the letter comes after it. */
  | { at: "ask"; asked: Asked; again: boolean }
  | { at: "letter" }
  | { at: "sent" };

/** A letter in the person's own words. */
export type OwnWords = Pick<NoticeLetter, "subject" | "body">;
/** In bytes, at the guide's door. */
const longest_words: Record<keyof OwnWords, number> = { subject: 500, body: 24_000 };

/** What is taken from the evidence into a letter: not who writes and of what age, which the route says. */
const from_evidence = ["pages", "accounts", "story", "demand", "paid", "police"] as const;
export type FromEvidence = (typeof from_evidence)[number];
const is_said = (value: unknown): boolean => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

/** The letter that is being written. */
export interface Draft {
  kind: string;
  /** Answered or left out, in the order asked. */
  passed: Asked[];
  /** Its reference, which the person can quote, and what else the letter prints of itself. */
  letter: LetterDetails & { reference: string };
  /** What is of this letter alone, over what was said for all: of the alert or of the letter that it follows, the address it goes to. */
  own: NoticeFacts;
  own_names: ReadonlySet<string>;
  /** The letter as the person changed it; null: as the guide wrote it. */
  words: OwnWords | null;
  /** What came from the evidence, and how much of it did not fit; null: it was not asked for. */
  filled: { names: FromEvidence[]; left_out: number } | null;
  /** Where it was begun, and Back leads in the end. */
  from: NoticesScreen | null;
}

/** Fingerprints that go along with one letter, and those that one request may hold: the letter then says how many it left out. */
export const most_fingerprints = 256;
const most_of_request = 3000;

/** What is known of a letter when it is begun, and of no other. */
export interface Begun {
  own?: NoticeFacts;
  letter?: Omit<LetterDetails, "reference">;
}

export interface Notices {
  /** Null: nothing of this is shown. */
  screen: Store<NoticesScreen | null>;
  draft: Store<Draft | null>;
  /** What the person said, once, for all letters of this visit, but for what is of one letter alone. */
  facts: Store<NoticeFacts>;
  /** Not only with ids of its own: it is what may be kept (tracker.ts). */
  tracker: Store<TrackerState>;
  /** The list of what was sent, or straight to the first question of a kind. */
  open(kind?: string, begun?: Begun): void;
  choose_kind(): void;
  write(kind: string, begun?: Begun): void;
  /** The next letter after one that was sent: the same pages and reference, and when and to whom it went. */
  follow(sent: SentNotice, kind: string): void;
  /** What was said that this letter takes. */
  said(): NoticeFacts;
  /** Takes what was said, for this letter alone where it is of it alone. */
  say(facts: NoticeFacts): void;
  /** Takes the answer, or leaves the question out, and goes on. */
  answer(asked: Asked, facts: NoticeFacts): void;
  /** Fills this letter in with what the evidence holds for its reader. What was said before wins. */
  fill_in(found: NoticeFacts, left_out: number): void;
  ask_again(asked: Asked): void;
  /** Takes the letter as it was changed, or, with null, the guide's words back. What is longer than a letter can be changes nothing. */
  set_words(words: OwnWords | null): void;
  to_sent(): void;
  add_sent(at: Date, to: string, reference: string): void;
  /** Everything that the letter is made of. */
  facts_now(): NoticeFacts;
  /** The letter with all that belongs to it, null while the guide is not there. */
  letter(language: LanguageTag, with_message?: boolean): Notice | null;
  /** The letter as it would be if this point had not been said: it holds the question and why it is asked. */
  without(element: Element, language: LanguageTag): Notice | null;
  kind(language: LanguageTag): NoticeKind | null;
  /** How many fingerprints one letter does not hold any more. */
  fingerprints_left_out(): number;
  back(): void;
  close(): void;
  forget(): void;
}

export interface NoticesNeeds {
  guide: Guide;
  visit: () => Visit;
  /** Fingerprints that this visit holds; none on a route without pictures. */
  fingerprints: () => string[];
  /** The number of the open case. */
  case_number: () => string | null;
  /** Draws the reference of a letter (reference.ts). */
  new_reference: () => string;
  now: () => Date;
}

export function make_notices({ guide, visit, fingerprints, case_number, new_reference, now }: NoticesNeeds): Notices {
  const screen = make_store<NoticesScreen | null>(null);
  const draft = make_store<Draft | null>(null);
  const facts = make_store<NoticeFacts>({});
  const tracker = make_store<TrackerState>(empty_tracker);

  const is_platform = (id: string): boolean => guide.ask("platforms", "en", {})?.platforms.some((each) => each.id === id) ?? false;

  const said = (): NoticeFacts => ({ ...facts.get(), ...draft.get()?.own });
  function say(all: NoticeFacts): void {
    const writing = draft.get();
    if (writing === null) return facts.set(all);
    const part = (of: NoticeFacts, own: boolean): NoticeFacts => Object.fromEntries(Object.entries(of).filter(([name]) => writing.own_names.has(name) === own));
    draft.set({ ...writing, own: part(all, true) });
    facts.set({ ...part(all, false), ...part(facts.get(), true) });
  }

  /** What the route says wins over what was typed. */
  function facts_now(): NoticeFacts {
    const { role, under_18, made, ...known } = facts_of_visit(visit(), guide.given.get(), is_platform);
    const codes = fingerprints().slice(0, most_of_request);
    return {
      ...known,
      ...said(),
      role,
      under_18,
      made,
      ...(codes.length > 0 && under_18 === "no" ? { fingerprints: codes } : {}),
    };
  }

  /** Of a letter that is filled in field by field no words are changed. An empty one is no letter: the guide's words stand. */
  function own_words(writing: Draft): { words: OwnWords } | object {
    const { words } = writing;
    return words === null || words.subject.trim() === "" || words.body.trim() === "" ? {} : { words: { subject: whole_text(words.subject), body: whole_text(words.body) } };
  }

  function letter_details({ letter }: Draft): LetterDetails {
    const number = letter.case ?? case_number();
    return { ...letter, ...(number === null ? {} : { case: number }) };
  }

  function letter_with(facts: NoticeFacts, language: LanguageTag, with_message: boolean): Notice | null {
    const writing = draft.get();
    if (writing === null) return null;
    const place = guide.place.get();
    return guide.ask("notice", language, {
      notice: writing.kind,
      facts,
      letter: letter_details(writing),
      now: now().toISOString(),
      ...own_words(writing),
      ...(with_message ? { formats: ["eml"] } : {}),
      ...(place === null ? {} : { place: { force: place } }),
    });
  }
  const letter = (language: LanguageTag, with_message = false): Notice | null => letter_with(facts_now(), language, with_message);
  const kind = (language: LanguageTag): NoticeKind | null => all_kinds(guide, language).find(({ id }) => id === draft.get()?.kind) ?? null;

  const was_paid = (): boolean => ![undefined, "no"].includes(guide.given.get().paid);

  /** What is asked next; null when the letter can be shown. */
  function next_question(writing: Draft): Asked | null {
    const notice = letter("en");
    if (notice === null) return null;
    const known = facts_now();
    const is_open = (asked: Asked): boolean => !writing.passed.includes(asked);
    if ((notice.to.kind === "platform" || notice.to.kind === "any") && known.platform === undefined && is_open("platform")) return "platform";
    const missing = elements.find((element) => is_open(element) && notice.missing.some((each) => each.element === element));
    if (missing !== undefined) return missing;
    // What a form asks for beside what it must have.
    const for_form = (["demand", "paid", "contact"] as const).find((asked) => known[asked] === undefined && is_open(asked) && (asked !== "paid" || (was_paid() && notice.to.kind === "police")));
    if (notice.fields !== undefined && for_form !== undefined) return for_form;
    const may_attach = kind("en")?.fingerprints === true && (known.fingerprints ?? []).length > 0;
    return may_attach && known.attach_fingerprints === undefined && is_open("fingerprints") ? "fingerprints" : null;
  }
  function go_on(): void {
    const writing = draft.get();
    if (writing === null) return screen.set({ at: "list" });
    const asked = next_question(writing);
    screen.set(asked === null ? { at: "letter" } : { at: "ask", asked, again: false });
  }
  function begin(kind: string, own: NoticeFacts, letter: Draft["letter"]): void {
    draft.set({ kind, passed: [], letter, own, own_names: new Set(["recipient", ...Object.keys(own)]), words: null, filled: null, from: screen.get() });
    go_on();
  }
  const write = (id: string, { own = {}, letter = {} }: Begun = {}): void => begin(id, own, { ...letter, reference: new_reference() });

  return {
    screen,
    draft,
    facts,
    tracker,
    open(id, begun) {
      if (id === undefined) screen.set({ at: "list" });
      else write(id, begun);
    },
    choose_kind: () => screen.set({ at: "kind" }),
    write,
    follow(sent, id) {
      const { pages, platform, accounts } = sent.facts;
      const of_letter = Object.fromEntries(Object.entries({ pages, platform, accounts }).filter(([, value]) => value !== undefined));
      const earlier = { at: sent.at, to: sent.to, ...(sent.reference === "" ? {} : { reference: sent.reference }) };
      begin(id, { ...of_letter, sent: earlier }, { reference: sent.ours === "" ? new_reference() : sent.ours, ...(sent.alert === undefined ? {} : { alert: sent.alert }) });
    },
    said,
    say,
    answer(asked, all) {
      say(all);
      const writing = draft.get();
      if (writing === null) return;
      draft.set({ ...writing, passed: [...writing.passed.filter((each) => each !== asked), asked] });
      go_on();
    },
    fill_in(found, left_out) {
      const writing = draft.get();
      if (writing === null) return;
      const before = said();
      const names = from_evidence.filter((name) => is_said(found[name]) && !is_said(before[name]));
      const own = { ...writing.own, ...Object.fromEntries(names.map((name) => [name, found[name]])) };
      draft.set({ ...writing, own, own_names: new Set([...writing.own_names, ...names]), filled: { names: [...new Set([...(writing.filled?.names ?? []), ...names])], left_out } });
      const now_shown = screen.get();
      if (now_shown?.at === "ask" && !now_shown.again && (names as readonly string[]).includes(now_shown.asked)) go_on();
    },
    set_words(words) {
      const writing = draft.get();
      const bytes = (text: string): number => new TextEncoder().encode(text).length;
      if (writing !== null && (words === null || (bytes(words.subject) <= longest_words.subject && bytes(words.body) <= longest_words.body))) draft.set({ ...writing, words });
    },
    ask_again: (asked) => screen.set({ at: "ask", asked, again: true }),
    to_sent: () => screen.set({ at: "sent" }),
    add_sent(at, to, reference) {
      const writing = draft.get();
      if (writing === null) return;
      const { alert } = writing.letter;
      tracker.set(with_sent(tracker.get(), { notice: writing.kind, at: at.toISOString(), to, reference, ours: writing.letter.reference, ...(alert === undefined ? {} : { alert }), facts: facts_now() }));
      draft.set(null);
      screen.set({ at: "list" });
    },
    facts_now,
    letter,
    without: (element, language) => letter_with(without_fact(facts_now(), element), language, false),
    kind,
    fingerprints_left_out: () => Math.max(0, fingerprints().length - most_fingerprints),
    back() {
      const now_shown = screen.get();
      const writing = draft.get();
      if (now_shown === null) return;
      if (now_shown.at === "sent" || (now_shown.at === "ask" && now_shown.again)) return screen.set({ at: "letter" });
      // Whatever was passed over or answered last is asked again.
      const before = now_shown.at === "kind" || now_shown.at === "list" ? undefined : writing?.passed.at(-1);
      if (writing !== null && before !== undefined) {
        draft.set({ ...writing, passed: writing.passed.slice(0, -1) });
        screen.set({ at: "ask", asked: before, again: false });
        return;
      }
      draft.set(null);
      screen.set(now_shown.at === "list" ? null : now_shown.at === "kind" ? { at: "list" } : (writing?.from ?? null));
    },
    close: () => screen.set(null),
    forget() {
      screen.set(null);
      draft.set(null);
      facts.set({});
      tracker.set(empty_tracker);
    },
  };
}
