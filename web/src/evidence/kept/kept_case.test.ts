// SPDX-License-Identifier: Apache-2.0
// A case that is kept on a device, with the built module: taken up as it was, through writes that are cut off at every step,
// through damage, and by its own key alone.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type CaseAnswer, type CaseRequest, moment_now } from "../case_types";
import { EvidenceInstance, piece_bytes } from "../instance";
import { read_file, type Watch } from "../reading";
import { seal } from "../sealing";
import { type KeptCase, make_kept_case } from "./kept_case";
import { make_memory_store, type MemoryStore } from "./memory_store";

const [own, other] = (JSON.parse(readFileSync(new URL("../../../../vectors/sealing/case.json", import.meta.url), "utf8")) as { vectors: [{ identity: string }, { identity: string }] }).vectors;
const at = moment_now(new Date("2026-11-22T14:05:31Z"));
const quiet: Watch = { stopped: () => false, progress: () => undefined };
let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(new URL("../../../../build/bin/evidence.wasm", import.meta.url))));
});

interface Stand {
  instance: EvidenceInstance;
  kept: KeptCase;
  files: Map<string, File>;
  store: MemoryStore;
}
function stand(store = make_memory_store(), lock: () => (() => void) | null = () => () => undefined): Stand {
  const instance = new EvidenceInstance(module);
  const kept = make_kept_case(instance, { open_store: async () => store, take_lock: async () => lock(), now: () => new Date("2026-11-22T15:00:00Z") });
  return { instance, kept, files: new Map(), store };
}
function must<R extends CaseRequest>({ instance }: Stand, request: R): CaseAnswer<R> {
  const outcome = instance.ask(request);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}
async function add(to: Stand, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const file = new File([bytes], name);
  const seen = await read_file(to.instance, file, "picture", quiet);
  if (!seen.ok) throw new Error(seen.error.what);
  const { number } = must(to, { do: "add", at, file: seen.value.file, name, sender: "person", about: { kind: "other" }, ...(seen.value.class === "text" ? {} : { shows_intimate: false }) });
  const listed = must(to, { do: "show" }).files.find(({ exhibit }) => exhibit === number);
  if (listed !== undefined) to.files.set(listed.path, file);
  return number;
}
const noise = (size: number, seed: number): Uint8Array<ArrayBuffer> => new Uint8Array(size).map((_, i) => (Math.imul(i + seed, 2654435761) >>> 13) & 0xff);
const note = (to: Stand, text: string): unknown => must(to, { do: "put", list: "notes", at, value: { at, text } });
const notes_of = (to: Stand): string[] => (must(to, { do: "show" }).case as { notes?: { text: string }[] }).notes?.map(({ text }) => text) ?? [];
const begin = (to: Stand): ReturnType<KeptCase["do"]> => to.kept.do({ do: "begin", identity: own.identity, number: "HF-1", locked_key: "a locked text" }, quiet);
const write = (to: Stand): ReturnType<KeptCase["do"]> => to.kept.do({ do: "write", contents: to.files }, quiet);
const open = (to: Stand, identity = own.identity): ReturnType<KeptCase["do"]> => to.kept.do({ do: "open", identity }, quiet);
const what = (outcome: Awaited<ReturnType<KeptCase["do"]>>): string => (outcome.ok ? "ok" : outcome.error.what);

/** A text, one of no bytes at all would be refused, and one of more parts than one transaction takes. */
async function kept_case(): Promise<Stand> {
  const to = stand();
  must(to, { do: "begin", at, route: "adult", heading: { language: "en", place: "england", prefix: "ABC", whose: "own" } });
  expect(what(await begin(to))).toBe("ok");
  await add(to, "chat-lantern.txt", new TextEncoder().encode("send 200 or else\n".repeat(40)));
  await add(to, "film.bin", noise(6 * piece_bytes + 5, 7));
  note(to, "It began on a train.");
  expect(what(await write(to))).toBe("ok");
  return to;
}
async function plain_pack({ instance, kept, files }: Stand): Promise<Buffer> {
  const sealed = await seal(instance, { at, identity: own.identity, recipients: null, number: "HF-1", contents: new Map([...kept.contents(), ...files]) }, quiet);
  if (!sealed.ok) throw new Error(JSON.stringify(sealed.error));
  return Buffer.from(await sealed.value.file.arrayBuffer());
}

describe("a case that is kept", () => {
  it("is taken up by another visit as it was, and seals into the same pack, byte for byte", async () => {
    const first = await kept_case();
    const second = stand(first.store.as_it_is());
    const opened = await open(second);
    expect(opened).toEqual({ ok: true, value: { at: "2026-11-22T15:00:00.000Z", number: "HF-1", older: false, damaged: [] } });
    expect(must(second, { do: "save" })).toEqual(must(first, { do: "save" }));
    expect((await plain_pack(second)).equals(await plain_pack(first))).toBe(true);
    expect(first.store.key).toBe("a locked text");
  });

  it("lies there as nothing that can be read", async () => {
    const { store } = await kept_case();
    const all = Buffer.concat([...store.parts.values(), ...store.held.flatMap(({ parts }) => parts)]).toString("latin1") + [...store.parts.keys()].join();
    // Long enough that chance puts none of them among seven million bytes.
    for (const word of ["lantern", "send 200", "on a train", "england", "exhibit", "film.bin", Buffer.from(noise(16, 7)).toString("latin1")]) expect(all.includes(word), word).toBe(false);
    for (const { parts } of store.held) expect(parts.reduce((sum, { length }) => sum + length, 0) % (16 * 1024), "length tells little").toBe(16 * parts.length);
  });

  it("opens with its own key alone, and what is there is not written over", async () => {
    const { store } = await kept_case();
    expect(what(await open(stand(store), other.identity))).toBe("draft_locked");
    const third = stand(store);
    must(third, { do: "begin", at, route: "adult", heading: { language: "en", prefix: "HF", whose: "own" } });
    expect(what(await begin(third))).toBe("draft_there");
    expect(what(await write(third))).toBe("draft_gone");
    expect(what(await open(stand(make_memory_store())))).toBe("draft_gone");
    expect(what(await open(stand(store)))).toBe("ok");
  });

  it("grows and shrinks: what is taken out can be put back in the same visit, and then its bytes go", async () => {
    const first = await kept_case();
    const again = stand(first.store);
    await open(again);
    must(again, { do: "remove", at, number: 2, reason: "x" });
    for (const text of ["one", "two", "three"]) {
      note(again, text);
      expect(what(await write(again))).toBe("ok");
    }
    must(again, { do: "restore", at, number: 2 });
    expect(what(await write(again))).toBe("ok");
    expect((await plain_pack(again)).length).toBeGreaterThan(6 * piece_bytes);
    must(again, { do: "remove", at, number: 2, reason: "x" });
    await write(again);
    const last = stand(again.store);
    expect(what(await open(last))).toBe("ok");
    for (const text of ["four", "five"]) {
      note(last, text);
      await write(last);
    }
    expect(last.store.parts.size, "the text alone").toBe(1);
    expect(last.store.held.length).toBe(2);
  });
});

describe("an original that is left out", () => {
  it("is gone from the device with the second state, and the case is as it was without it", async () => {
    const first = await kept_case();
    expect(first.store.parts.size).toBe(8);
    must(first, { do: "leave_out", at, number: 2 });
    expect(what(await write(first))).toBe("ok");
    expect(first.store.parts.size, "the state before, which has it, is held").toBe(8);
    expect(what(await write(first))).toBe("ok");
    expect(first.store.parts.size, "the text alone").toBe(1);
    const again = stand(first.store);
    expect(await open(again)).toMatchObject({ ok: true, value: { older: false, damaged: [] } });
    expect(must(again, { do: "show" }).files.map(({ exhibit }) => exhibit)).toEqual([1]);
  });
});

describe("whatever ends a write, and whenever", () => {
  it("leaves what was kept before, or all of what came after, and nothing else of it", async () => {
    for (let steps = 0; ; steps += 1) {
      const first = await kept_case();
      const before = must(first, { do: "save" });
      await add(first, "more.bin", noise(5 * piece_bytes, 9));
      note(first, "It went on.");
      first.store.fail_after = steps;
      const wrote = await write(first);
      const after = must(first, { do: "save" });
      const again = stand(first.store.as_it_is());
      expect(what(await open(again)), `${steps} steps`).toBe("ok");
      expect(must(again, { do: "save" })).toEqual(wrote.ok ? after : before);
      expect(must(again, { do: "show" }).files.every(({ there }) => there)).toBe(true);
      // What was half written is gone, and the rest goes on.
      expect(again.store.parts.size).toBe(wrote.ok ? 8 + 5 : 8);
      note(again, "And on.");
      expect(what(await write(again))).toBe("ok");
      if (wrote.ok) return expect(steps).toBe(3); // four parts, one part, the state
      first.store.fail_after = Infinity;
      expect(what(await write(first)), "another try").toBe("ok");
      expect(what(await open(stand(first.store.as_it_is())))).toBe("ok");
    }
  });

  it("says what was wrong: no room, deleted, another tab, a file that changed", async () => {
    const first = await kept_case();
    note(first, "one");
    first.store.fail_after = 0;
    first.store.fault = "draft_full";
    expect(what(await write(first))).toBe("draft_full");
    first.store.fail_after = Infinity;
    // Another tab, in a browser without locks.
    const second = stand(first.store);
    expect(what(await open(second))).toBe("ok");
    expect(what(await write(second))).toBe("ok");
    expect(what(await write(first))).toBe("draft_elsewhere");
    expect(what(await open(stand(first.store, () => null)))).toBe("draft_elsewhere");
    const number = await add(second, "a.txt", new TextEncoder().encode("one"));
    const path = [...second.files.keys()].at(-1) ?? "";
    second.files.set(path, new File(["two"], "a.txt"));
    expect(what(await write(second))).toBe("content_changed");
    second.files.delete(path);
    expect(what(await write(second))).toBe("files_missing");
    must(second, { do: "remove", at, number, reason: "x" });
    expect(what(await write(second))).toBe("ok");
  });
});

describe("damage", () => {
  it("of the newest state leaves the one before, wherever it is", async () => {
    const first = await kept_case();
    note(first, "It went on.");
    await write(first);
    const newest = first.store.held.find(({ number }) => number === 2);
    if (newest === undefined) throw new Error("no state");
    type Stored = NonNullable<typeof newest>;
    const size = newest.parts[0]?.length ?? 0;
    const harm: ((state: Stored) => void)[] = [
      ...[0, 1, 100, size - 17, size - 1].map((place) => (state: Stored) => void ((state.parts[0] as Uint8Array)[place] = ~((state.parts[0] as Uint8Array)[place] ?? 0))),
      ...[0, 15, 16, size - 1].map((length) => (state: Stored) => void (state.parts[0] = (state.parts[0] as Uint8Array<ArrayBuffer>).slice(0, length))),
      (state) => void (state.parts = []),
      (state) => void state.parts.push(new Uint8Array(16)),
      (state) => void (state.id[31] = 1 ^ (state.id[31] ?? 0)),
      (state) => void (state.id = state.id.slice(1)),
    ];
    for (const [turn, act] of harm.entries()) {
      const store = first.store.as_it_is();
      act(store.held.find(({ number }) => number === 2) as Stored);
      const again = stand(store);
      const opened = await open(again);
      expect(opened.ok && opened.value.older, `${turn}`).toBe(true);
      expect(notes_of(again)).toEqual(["It began on a train."]);
      // It is written anew after it, and the damaged one goes.
      expect(what(await write(again))).toBe("ok");
      expect(store.held.map(({ number }) => number).sort()).toEqual([1, 3]);
      const last = await open(stand(store));
      expect(last.ok && !last.value.older).toBe(true);
    }
  });

  it("of a state that has a file no more leaves the file with the one before, which has it", async () => {
    const second = stand((await kept_case()).store);
    await open(second);
    must(second, { do: "remove", at, number: 2, reason: "x" });
    await write(second);
    const third = stand(second.store);
    await open(third);
    note(third, "on");
    await write(third);
    expect(third.store.parts.size).toBe(8);
    third.store.held.find(({ number }) => number === 3)?.parts[0]?.fill(0);
    const opened = await open(stand(third.store));
    expect(opened.ok && [opened.value.older, opened.value.damaged]).toEqual([true, []]);
  });

  it("of a file is told of that file, and the rest opens", async () => {
    const first = await kept_case();
    const names = [...first.store.parts.keys()].filter((name) => name.endsWith("/6"));
    const id = names[0]?.split("/")[0] ?? "";
    const swapped = (store: MemoryStore): void => {
      const [one, two] = [store.parts.get(`${id}/1`), store.parts.get(`${id}/2`)];
      store.parts.set(`${id}/1`, two as Uint8Array<ArrayBuffer>).set(`${id}/2`, one as Uint8Array<ArrayBuffer>);
    };
    const harm: ((store: MemoryStore) => void)[] = [
      (store) => {
        const part = store.parts.get(`${id}/0`) as Uint8Array;
        part[0] = (part[0] ?? 0) ^ 1;
      },
      (store) => void (store.parts.get(`${id}/6`) as Uint8Array).fill(0, 20),
      (store) => void store.parts.delete(`${id}/6`),
      (store) => void store.parts.delete(`${id}/3`),
      (store) => void store.parts.set(`${id}/6`, new Uint8Array()),
      swapped,
    ];
    for (const [turn, act] of harm.entries()) {
      const store = first.store.as_it_is();
      act(store);
      const again = stand(store);
      const opened = await open(again);
      expect(opened.ok && opened.value.damaged, `${turn}`).toEqual([2]);
      expect(must(again, { do: "show" }).files.map(({ there }) => there)).toEqual([true, false]);
      note(again, "on");
      expect(what(await write(again)), "what can be kept is kept").toBe("ok");
      must(again, { do: "remove", at, number: 2, reason: "x" });
      expect((await plain_pack(again)).length).toBeGreaterThan(0);
    }
  });

  it("of all that is there is said, and nothing is taken up", async () => {
    const { store } = await kept_case();
    for (const { parts } of store.held) parts[0]?.fill(0);
    expect(what(await open(stand(store)))).toBe("draft_locked");
  });
});
