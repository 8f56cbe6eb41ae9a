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

/** With those that are not in the list yet, how many these were, and how many had no room in it. Friends who follow back stand in several
 *  lists: each is there once. */
export function with_people(people: readonly Person[], more: readonly NewPerson[]): { people: readonly Person[]; added: number; left_off: number } {
  const known = new Set(people.map(key_of));
  let id = people.reduce((greatest, each) => Math.max(greatest, each.id), 0);
  const added: Person[] = [];
  let left_off = 0;
  for (const each of more) {
    const key = key_of(each);
    if (known.has(key)) continue;
    known.add(key);
    if (people.length + added.length >= most_people) {
      left_off += 1;
      continue;
    }
    id += 1;
    added.push({ ...each, id, wish: null });
  }
  return { people: added.length === 0 ? people : [...people, ...added], added: added.length, left_off };
}

/** As it may stand in a sentence: on one line, without signs that cannot be seen and turn the writing round, and not without end. */
const plain_name = (name: string): string =>
  [...name.replace(/[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu, "").replace(/[\p{Cc}\s]+/gu, " ").trim()].slice(0, longest_name).join("");

/** Names as typed, one a line, also with commas between. */
export function typed_people(text: string): NewPerson[] {
  return text
    .split(/[\n,;]/)
    .map(plain_name)
    .filter((name) => name !== "")
    .map((name) => ({ name, handle: "", platform: "", repaired: false }));
}

export function people_of({ platform, contacts }: { platform: string; contacts: readonly Contact[] }): NewPerson[] {
  return contacts
    .map((contact) => ({ name: plain_name(contact.name), handle: plain_name(contact.handle), platform, repaired: contact.repaired }))
    .map((each) => (each.name === "" ? { ...each, name: each.handle, handle: "" } : each))
    .filter(({ name }) => name !== "");
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
