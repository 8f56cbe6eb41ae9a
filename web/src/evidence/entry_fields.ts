// SPDX-License-Identifier: Apache-2.0
// What is asked of each entry that has no file, and the value of it that a case takes (docs/formats/case.md).
import { type Facts, type Moment, moment_now } from "./case_types";
import type { EntryList } from "./evidence";
import { typed_time } from "../parts/time_field";
import { longest_line, longest_note, one_line, remembered, whole_lines } from "./typed_words";

export interface EntryField {
  name: string;
  /** "line": one line; "lines": several; "time": a day and time; "choice": one of `of`. */
  is: "line" | "lines" | "time" | "choice";
  needed?: true;
  of?: readonly string[];
  /** In UTF-16 units. */
  longest?: number;
}

const line = (name: string, more: Partial<EntryField> = {}): EntryField => ({ name, is: "line", longest: longest_line, ...more });
const note = (name: string): EntryField => ({ name, is: "lines", longest: longest_note });

export const entry_fields: Readonly<Record<EntryList, readonly EntryField[]>> = {
  links: [line("url", { needed: true, longest: 2000 }), line("account"), line("place"), { name: "first_seen", is: "time" }, { name: "last_seen", is: "time" }, note("note")],
  known: [{ name: "kind", is: "choice", of: ["name", "account", "phone", "email", "wallet", "bank-account", "address", "other"] }, line("value", { needed: true }), line("where"), note("note")],
  payments: [
    { name: "kind", is: "choice", of: ["asked", "paid"] },
    { name: "when", is: "time" },
    line("amount", { longest: 20 }),
    line("currency", { longest: 8 }),
    line("method"),
    line("to"),
    line("reference"),
    note("note"),
  ],
  done: [line("to", { needed: true }), { name: "at", is: "time" }, line("theirs"), line("words")],
  notes: [{ ...note("text"), needed: true }],
};

/** An entry that is held, by field, as somebody would have typed it. */
export function typed_of(list: EntryList, held: Facts[EntryList]): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const { name, is, of } of entry_fields[list]) {
    const value = (held as unknown as Readonly<Record<string, string | Moment | undefined>>)[name];
    if (value === undefined || value === of?.[0]) continue;
    typed[name] = typeof value === "string" ? value : is === "time" ? typed_time(new Date(value.at)) : "";
  }
  return typed;
}

/** The entry as typed, by field; what is empty is left out. `held`: what it takes the place of. Members that nobody is asked for
 *  stay as they were, and so does a time that was not touched: the field knows minutes alone, and not how sure it is. `now`: when there is no other time for what must
 *  have one. */
export function entry_of(list: EntryList, typed: Readonly<Record<string, string>>, now: Moment = moment_now(), held?: Facts[EntryList]): Facts[EntryList] {
  const fields = entry_fields[list];
  const before = (held ?? {}) as Readonly<Record<string, unknown>>;
  const typed_before = held === undefined ? {} : typed_of(list, held);
  const value: Record<string, unknown> = Object.fromEntries(Object.entries(before).filter(([name]) => !fields.some((field) => field.name === name)));
  for (const { name, is, of } of fields) {
    const raw = typed[name] ?? "";
    if (is === "time") {
      const moment = raw !== "" && raw === typed_before[name] ? before[name] : remembered(raw);
      if (moment !== null) value[name] = moment;
      continue;
    }
    const kept = is === "choice" ? (raw === "" ? (of?.[0] ?? "") : raw) : is === "lines" ? whole_lines(raw) : one_line(raw);
    if (kept !== "") value[name] = kept;
  }
  if (list === "payments") {
    if (typeof value.amount === "string") value.amount = value.amount.replace(/[^\d.,]/g, "").replace(/,(?=\d{3}\b)/g, "").replace(",", ".");
    if (typeof value.currency === "string") value.currency = value.currency.toUpperCase();
  }
  if (list === "done") return { kind: "reported", at: now, ...value } as Facts["done"];
  if (list === "notes") value.at = now;
  return value as unknown as Facts[EntryList];
}
