// SPDX-License-Identifier: Apache-2.0
// The languages of the page. English is complete by definition; every other language has exactly its keys (the compiler
// and a test hold that).
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { cy } from "./cy";
import { whole_day } from "./dates";
import { en } from "./en";

export type Strings = typeof en;
export type LanguageTag = "en" | "cy";

/** A text of the data files, in each language. */
export interface Text {
  en: string;
  cy: string;
}

export const languages: Record<LanguageTag, Strings> = { en, cy };

/** Puts values into a text: fill("{count} alerts", { count: 2 }). A name without a value stays as it is. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

export interface Language {
  tag: LanguageTag;
  t: Strings;
  /** The entry of a data file in this language. */
  of(text: Text): string;
  date(value: string | Date): string;
}

export function make_language(tag: LanguageTag): Language {
  return {
    tag,
    t: languages[tag],
    of: (text) => text[tag],
    // A day without a time is that day everywhere, not the evening before in the west.
    date: (value) => whole_day(tag, typeof value === "string" ? new Date(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00` : value) : value),
  };
}

export const LanguageContext = createContext<Language>(make_language("en"));

export function use_language(): Language {
  return useContext(LanguageContext);
}
