// SPDX-License-Identifier: Apache-2.0
// Whom somebody who threatens could write to, and what the person wants to do about each. In memory alone: it is no part of what may
// be kept on a device.

/** What a platform's file says of one account (docs/formats/contacts.md). */
export interface Contact {
  name: string;
  handle: string;
  relation: "friends" | "followers" | "following";
  repaired: boolean;
}
export type ContactError = "empty" | "too_large" | "archive" | "not_text" | "damaged" | "unknown" | "nobody";
export type ContactsRead = { ok: true; platform: string; contacts: Contact[]; left_off: number } | { ok: false; error: ContactError };
export const greatest_contacts_file = 16 * 1024 * 1024;

export type Wish = "tell" | "lock" | "nothing";
export interface Person {
  id: number;
  /** What is shown: the name, or the account where there is none. */
  name: string;
  /** The account beside the name; empty where it is the name, or none is known. */
  handle: string;
  /** A platform's id; empty for what was typed. */
  platform: string;
  repaired: boolean;
  wish: Wish | null;
}
type NewPerson = Pick<Person, "name" | "handle" | "platform" | "repaired">;

export const most_people = 20_000;
const longest_name = 200;

/** One and the same, whatever capitals and blanks. */
const key_of = ({ name, handle, platform }: NewPerson): string => [platform, handle === "" ? name : handle].map((part) => part.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim()).join(" ");

/** With those that are not in the list yet, and how many these were. Friends who follow back stand in several lists: each is there once. */
export function with_people(people: readonly Person[], more: readonly NewPerson[]): { people: readonly Person[]; added: number } {
  const known = new Set(people.map(key_of));
  let id = people.reduce((greatest, each) => Math.max(greatest, each.id), 0);
  const added: Person[] = [];
  for (const each of more) {
    const key = key_of(each);
    if (known.has(key) || people.length + added.length >= most_people) continue;
    known.add(key);
    id += 1;
    added.push({ ...each, id, wish: null });
  }
  return { people: added.length === 0 ? people : [...people, ...added], added: added.length };
}

/** Names as typed, one a line, also with commas between. */
export function typed_people(text: string): NewPerson[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.replace(/[\p{Cc}\s]+/gu, " ").trim().slice(0, longest_name))
    .filter((name) => name !== "")
    .map((name) => ({ name, handle: "", platform: "", repaired: false }));
}

export function people_of({ platform, contacts }: { platform: string; contacts: readonly Contact[] }): NewPerson[] {
  return contacts.map(({ name, handle, repaired }) => (name === "" ? { name: handle, handle: "", platform, repaired } : { name, handle, platform, repaired }));
}

export const with_wish = (people: readonly Person[], id: number, wish: Wish | null): readonly Person[] => people.map((each) => (each.id === id ? { ...each, wish } : each));
export const without_person = (people: readonly Person[], id: number): readonly Person[] => people.filter((each) => each.id !== id);
/** The list as it was before somebody was taken off it, with what was decided since. `now` holds nobody who is not in `before`. */
export const put_back = (before: readonly Person[], now: readonly Person[]): readonly Person[] => before.map((each) => now.find(({ id }) => id === each.id) ?? each);
export const count_of = (people: readonly Person[], wish: Wish): number => people.filter((each) => each.wish === wish).length;

const bare = (text: string): string => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
/** Those whose name or account holds what is typed. */
export function found_people(people: readonly Person[], typed: string): readonly Person[] {
  const wanted = bare(typed);
  return wanted === "" ? people : people.filter(({ name, handle }) => bare(name).includes(wanted) || bare(handle).includes(wanted));
}
