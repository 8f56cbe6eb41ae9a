// SPDX-License-Identifier: Apache-2.0
// What the guide is asked about notices and what it answers (docs/formats/notices.md), as far as this page uses it.
import type { CountryPart, Force, HelpService, Line, Platform, Sourced, Words } from "./door";

/** Points that a notice may need of the person. */
export const elements = [
  "pages",
  "target",
  "accounts",
  "story",
  "intimate",
  "no-consent",
  "subject",
  "reasons",
  "connection",
  "sent",
  "contact",
  "email",
  "name",
  "true",
  "signature",
] as const;
export type Element = (typeof elements)[number];
/** Those that are statements of the person's own. */
export const statements = ["intimate", "subject", "no-consent", "true"] as const;
export type Statement = (typeof statements)[number];

export interface NoticePage {
  url: string;
  where?: string;
  account?: string;
  first_seen?: string;
  last_seen?: string;
}
export type NoticeAge = "no" | "yes" | "unsure";
export interface NoticeFacts {
  role?: "me" | "helper";
  under_18?: NoticeAge;
  made?: "real" | "faked" | "unsure";
  pages?: NoticePage[];
  platform?: string;
  recipient?: string;
  contact?: string;
  name?: string;
  signature?: string;
  reasons?: string;
  country?: string;
  says?: Statement[];
  accounts?: string[];
  story?: string;
  demand?: string;
  paid?: string;
  police?: string;
  fingerprints?: string[];
  attach_fingerprints?: boolean;
  connection?: "person" | "poster" | "host";
  sent?: { at: string; to: string; reference?: string };
}

export interface NoticeKind {
  id: string;
  /** Kind of recipient, as in NoticeTo. */
  to: string;
  title: Words;
  /** Fingerprints may go along. */
  fingerprints: boolean;
  /** The law asks for one, and it is printed. */
  signature: boolean;
  name: boolean;
}
/** What belongs to one letter alone. */
export interface LetterDetails {
  reference?: string;
  /** Of an open case. */
  case?: string;
  /** That it was begun from. */
  alert?: NoticeAlert;
}
export interface NoticeAlert {
  partner: string;
  /** RFC 3339, UTC. */
  at: string;
}
export interface NoticeField {
  label: string;
  value: string;
  /** Only the person can fill it in, on the recipient's own page. */
  by_person?: boolean;
}
export interface NoticeLetter {
  subject: string;
  body: string;
  /** Where it is copied field by field. */
  fields?: NoticeField[];
}
export interface NoticeTo {
  kind: "platform" | "host" | "search" | "any" | "same" | "service" | "link" | "police";
  platforms?: Platform[];
  services?: HelpService[];
  url?: string;
  force?: Force;
  always?: Line[];
  /** The police of another country than the UK. */
  country?: CountryPart[];
  name?: string;
  mail?: string;
}
export interface NoticeMissing {
  element: Element;
  required: boolean;
  name: Words;
  law: Words;
  sure: string;
  why: Words;
  ask: Words;
}
export interface NoticeNext {
  after_hours: number;
  notice?: string;
  services?: HelpService[];
  say: Words;
}
export interface Notice extends NoticeLetter, Sourced {
  notice: string;
  title: Words;
  law?: { name: Words; in_force: string | null; note: Words };
  under_18: boolean;
  complete: boolean;
  copy?: NoticeLetter & { language: string };
  to: NoticeTo;
  missing: NoticeMissing[];
  warnings: { id: string; text: Words; services?: HelpService[] }[];
  clock?: { hours: number; from: "sent" | "order"; law: string; say: Words };
  next: NoticeNext[];
  attachment?: { name: string; text: string };
  find_contact?: { say: Words; host?: string; url?: string };
  mailto: { url: string; whole: boolean };
  eml?: string;
}

export type NoticeAnswer = "none" | "receipt" | "removed" | "refused";
export interface TrackRecord {
  notice: string;
  /** False: a kind that this edition of the guide does not have. */
  known: boolean;
  state: "waiting" | "due" | "done";
  deadline?: string;
  over?: boolean;
  next_at?: string;
  due: NoticeNext[];
  coming: NoticeNext[];
}

/** Each request with what answers it. */
export interface NoticeDoor {
  notices: { ask: object; answer: { notices: NoticeKind[] } };
  notice: { ask: { notice: string; facts: NoticeFacts; letter: LetterDetails; now: string; formats?: "eml"[]; place?: { force: string }; words?: { subject: string; body: string } }; answer: Notice };
  track: {
    ask: { sent: { notice: string; at: string; answer?: NoticeAnswer; under_18?: NoticeAge; country?: string }[]; now: string; id?: string };
    answer: { records: TrackRecord[]; calendar?: string };
  };
  platforms: { ask: object; answer: { platforms: { id: string; name: Words; kinds: string[]; retired?: string }[] } };
  countries: { ask: object; answer: { countries: { id: string; name: Words }[] } };
}
