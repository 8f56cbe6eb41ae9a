// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { GuideInstance } from "../guide/instance";
import { count_of, found_people, most_people, people_of, put_back, typed_people, with_people, with_wish, without_person, type Person } from "./people";

const folder = new URL("../../../vectors/contacts/", import.meta.url);
const module = async (): Promise<WebAssembly.Module> => WebAssembly.compile(new Uint8Array(await readFile(new URL("../../../build/bin/guide.wasm", import.meta.url))));
const named = (...names: string[]): readonly Person[] => with_people([], typed_people(names.join("\n"))).people;

describe("the list of people", () => {
  it("takes names as they are typed, each once", () => {
    const { people, added } = with_people([], typed_people(" Lark \n\nTom, lark;\tHarbour\u0000 Street \n"));
    expect(people.map(({ name }) => name)).toEqual(["Lark", "Tom", "Harbour Street"]);
    expect(added).toBe(3);
    expect(with_people(people, typed_people("TOM"))).toEqual({ people, added: 0, left_off: 0 });
  });
  it("keeps apart who has the same name elsewhere, and knows an account in two lists as one", () => {
    const one = { platform: "instagram", contacts: [{ name: "", handle: "lark", relation: "followers" as const, repaired: false }] };
    const { people } = with_people(named("lark"), [...people_of(one), ...people_of(one), ...people_of({ ...one, platform: "tiktok" })]);
    expect(people.map(({ name, platform }) => `${name} ${platform}`)).toEqual(["lark ", "lark instagram", "lark tiktok"]);
  });
  it("shows a name as it is, whatever signs its owner put in", () => {
    const odd = { platform: "x", contacts: [{ name: "\u202egnp.kraL\u202c\n", handle: " \u2066tom\u2069\u200b ", relation: "friends" as const, repaired: false }, { name: " \u200b", handle: "tom", relation: "friends" as const, repaired: false }, { name: "\ufeff", handle: "", relation: "friends" as const, repaired: false }] };
    expect(people_of(odd).map(({ name, handle }) => [name, handle])).toEqual([["gnp.kraL", "tom"], ["tom", ""]]);
    expect(typed_people(`${"a".repeat(199)}😀b`).map(({ name }) => [...name].at(-1))).toEqual(["😀"]);
    expect(typed_people("م👨‍👩‍👧 \u202e").map(({ name }) => name)).toEqual(["م👨‍👩‍👧"]);
  });
  it("remembers what is wished for each, and lets go of one", () => {
    let people = named("A", "B", "C");
    people = with_wish(with_wish(people, 1, "tell"), 2, "lock");
    expect([count_of(people, "tell"), count_of(people, "lock"), count_of(people, "nothing")]).toEqual([1, 1, 0]);
    expect(put_back(people, with_wish(without_person(people, 1), 2, "tell"))).toEqual(with_wish(people, 2, "tell"));
    expect(without_person(people, 1).map(({ name }) => name)).toEqual(["B", "C"]);
    expect(with_people(without_person(people, 3), typed_people("D")).people.at(-1)).toMatchObject({ name: "D", id: 3 });
  });
  it("finds by letters of a name or an account", () => {
    const people = with_people([], [{ name: "Zoë Lark", handle: "z.lark_9", platform: "facebook", repaired: true }, ...typed_people("Tom")]).people;
    expect(found_people(people, "zoe").length).toBe(1);
    expect(found_people(people, "zlark9").length).toBe(1);
    expect(found_people(people, " ").length).toBe(2);
    expect(found_people(people, "nobody").length).toBe(0);
  });
  it("grows no further than it can be shown", () => {
    const many = Array.from({ length: most_people + 5 }, (_, i) => ({ name: `n${i}`, handle: "", platform: "", repaired: false }));
    const { people, added, left_off } = with_people([], [...many, ...many]);
    expect([added, left_off]).toEqual([most_people, 5]);
    expect(with_people(people, typed_people("Lark"))).toEqual({ people, added: 0, left_off: 1 });
  });
});

describe("a platform's file, read by the module", () => {
  it("gives the people in it, for every form there is", async () => {
    const compiled = await module();
    const files = readdirSync(folder).filter((name) => name !== "README.md");
    expect(files.length).toBeGreaterThan(6);
    for (const name of files) {
      const read = GuideInstance.read_contacts(compiled, new Uint8Array(readFileSync(new URL(name, folder))));
      expect(read.ok && name.startsWith(`${read.platform}-`) && people_of(read).length > 0, name).toBe(true);
    }
  });
  it("repairs a name that was written as bytes, and says so", async () => {
    const read = GuideInstance.read_contacts(await module(), new Uint8Array(readFileSync(new URL("facebook-your_friends.json", folder))));
    expect(read.ok && read.contacts.map(({ name, repaired }) => [name, repaired])).toEqual([["Zoë Lark", true], ["Tom Harbour", false], ["Jürgen 🌿", true]]);
  });
  it("says what a file is that is none", async () => {
    const compiled = await module();
    const error = (bytes: Uint8Array): unknown => {
      const read = GuideInstance.read_contacts(compiled, bytes);
      return read.ok ? null : read.error;
    };
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    expect([error(text("")), error(text("PK\u0003\u0004")), error(new Uint8Array([0xff, 0xd8])), error(text("{")), error(text("{}")), error(text("[]"))]).toEqual(["empty", "archive", "not_text", "damaged", "unknown", "nobody"]);
  });
});
