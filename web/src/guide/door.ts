// SPDX-License-Identifier: Apache-2.0
// What the guide is asked and what it answers (docs/formats/guide_door.md), as far as this page uses it.
import type { NoticeDoor } from "./notice_door";

/** Words in the language asked; `en` is the English where it differs. */
export interface Words {
  say: string;
  en?: string;
}

export type Answers = Readonly<Record<string, string>>;

export interface Source {
  url: string;
  /** YYYY-MM-DD */
  read: string;
  how: string;
  says: string;
}
export type Sureness = "seen" | "copied" | "pattern" | "memory";

/** What every entry says of where it comes from. What is not `seen` is checked at `check_at`. */
export interface Sourced {
  sources: Source[];
  sure: Sureness;
  stale: boolean;
  /** Fields that were not seen, and are left out, where the entry itself was. */
  unsure?: readonly string[];
  check_at?: string;
}

export interface Contact {
  how: "call" | "text" | "chat" | "relay" | "web";
  shown: string;
  /** As a phone dials it. */
  dial?: string;
  /** Of a page or a chat. */
  url?: string;
}
export interface Line extends Sourced {
  id: string;
  name: Words;
  who?: Words;
  hours?: Words;
  more?: Words;
  /** Those that were seen in a source; the others are left out, and `check_at` leads to them. */
  contacts: Contact[];
  for: string[];
  /** YYYY-MM-DD, where the line was read before this day: from then on it is overdue. */
  review_by?: string;
}
export interface HelpService extends Sourced {
  id: string;
  name: Words;
  by?: Words;
  url?: string;
  does: Words[];
  cannot: Words[];
  needs: Words[];
  for: string[];
}
export interface Force extends Sourced {
  id: string;
  name: Words;
  website?: string;
  report_url?: string;
  phone?: string;
  emergency?: string;
}

/** What a country's entry says: its emergency number, its police, its law. */
export interface CountryPart extends Sourced {
  part: string;
  country: string;
  number?: string;
  text?: Words;
}
export interface PlatformPart extends Sourced {
  text?: Words;
  url?: string;
  consequence?: Words;
  erased_after_days?: number;
  /** The other side is told of a screenshot. */
  tells_other?: boolean;
}
export interface PlatformReport extends Sourced {
  for: "threat" | "intimate-adult" | "under-18" | "impersonation" | "hacked";
  url?: string;
  mail?: string;
  /** What to press in the app. */
  path?: Words;
  needs: Words[];
}
export const platform_topics = ["save", "block", "download_data", "deactivate", "friends_list", "requests", "two_factor", "export_friends"] as const;
export type PlatformTopic = (typeof platform_topics)[number];
export interface Platform extends Partial<Record<PlatformTopic, PlatformPart>> {
  id: string;
  name: string;
  report?: PlatformReport[];
}

export interface Step extends Sourced {
  id: string;
  /** Something to do; otherwise words to read. */
  task: boolean;
  head: Words;
  text: Words;
  why: Words;
  /** The words are the person's own, for whoever helps them. */
  for?: string;
  lines: Line[];
  services: HelpService[];
  country?: CountryPart[];
  platform?: Platform;
  forces?: Force[];
  ask_place?: boolean;
  notices: string[];
  links: { url: string; label: Words }[];
}
export type Pace = "now" | "today" | "later";
export interface Phase {
  id: string;
  name: Words;
  pace: Pace;
  steps: Step[];
}
export type Audience = "young" | "adult" | "parent" | "adviser";
export interface Plan {
  audience: Audience;
  person: "young" | "adult";
  complete: boolean;
  crisis: Line[];
  phases: Phase[];
}

export interface Choice {
  id: string;
  label: Words;
}
export interface GuideQuestion {
  id: string;
  ask: Words;
  help?: Words;
  choices: Choice[];
  /** The answer that passing it over stands for. */
  skipped: string;
}
export interface NextQuestion {
  question: GuideQuestion | null;
  /** Those answered so far that still apply, in the order asked. */
  asked: string[];
  left: number;
}

export interface Place {
  force: string;
  council?: string;
  name: Words;
}
export interface Places {
  exact: Place[];
  candidates: Force[];
  why: "council" | "past_council" | "part" | "postcode" | "none";
}
export interface DirectoryEntry {
  id: string;
  kind: string;
  name: Words;
  sure: Sureness;
  /** Fields that are less sure than the entry. */
  unsure?: Record<string, Sureness>;
  /** YYYY-MM-DD */
  review_by: string;
  stale: boolean;
  check_at?: string;
}

/** A text for friends or family (data/messages). */
export interface MessageDraft {
  id: string;
  to: "friends" | "family" | "followers" | "work" | "school" | "receivers";
  tone: "brief" | "plain" | "warm" | "firm";
  text: Words;
  /** For whoever sends it. */
  note?: Words;
  /** Written in the name of the person whom it is about, for whoever helps them to hand on. */
  for?: string;
}

/** Each request with what answers it. Language and day are added by whoever asks. */
export interface Door extends NoticeDoor {
  question: { ask: { answers: Answers }; answer: NextQuestion };
  plan: { ask: { answers: Answers; place?: { force: string } }; answer: Plan };
  places: { ask: { text: string }; answer: Places };
  messages: { ask: { answers: Answers }; answer: { messages: MessageDraft[]; for?: string } };
  directory: { ask: object; answer: { entries: DirectoryEntry[] } };
}
export type DoorKind = keyof Door;
