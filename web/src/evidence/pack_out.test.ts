// SPDX-License-Identifier: Apache-2.0
// A pack that is written at a place, with the built module: the same bytes as one in memory, and whole or not there.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { refused } from "./case_types";
import { EvidenceInstance } from "./instance";
import type { PackPlace } from "./pack_out";
import { read_file } from "./reading";
import { seal, type SealOrder } from "./sealing";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(new URL("../../../build/bin/evidence.wasm", import.meta.url))));
});
const { identity } = (JSON.parse(readFileSync(new URL("../../../vectors/sealing/case.json", import.meta.url), "utf8")) as { vectors: [{ identity: string }] }).vectors[0];
const at = { at: "2026-11-22T14:00:00.000Z", sure: "exact" } as const;
const watch = { stopped: () => false, progress: () => undefined };
const chat = new File(["send it or else\n".repeat(700_000)], "chat.txt", { type: "text/plain" });

/** A folder of one file: what was closed is there, and nothing else. `fails`: what the write of that number meets. */
function make_place(fails: (write: number) => Error | null = () => null, loses = 0): PackPlace & { told: string[]; there: Blob | null } {
  const told: string[] = [];
  const held = {
    told,
    there: null as Blob | null,
    name: "chosen.zip",
    async createWritable() {
      let pieces: Uint8Array<ArrayBuffer>[] = [];
      told.push("open");
      return {
        async write(bytes: Uint8Array<ArrayBuffer>) {
          const fault = fails(pieces.length);
          if (fault !== null) throw fault;
          pieces.push(bytes.slice(loses));
        },
        async close() {
          told.push("close");
          held.there = new Blob(pieces);
        },
        async abort() {
          told.push("abort");
          pieces = [];
        },
      };
    },
    getFile: async () => held.there ?? new Blob([]),
  };
  return held;
}

async function with_chat(): Promise<{ instance: EvidenceInstance; order: SealOrder }> {
  const instance = new EvidenceInstance(module);
  const must = <T>(outcome: { ok: true; value: T } | { ok: false; error: unknown }): T => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    return outcome.value;
  };
  must(instance.ask({ do: "begin", at, route: "adult", heading: { language: "en", prefix: "HF", whose: "own" } }));
  const { file } = must(await read_file(instance, chat, "type", watch));
  must(instance.ask({ do: "add", at, file, name: "chat.txt", sender: "person", about: { kind: "chat-export" } }));
  const shown = must(instance.ask({ do: "show" }));
  const contents = new Map(shown.files.map(({ path }) => [path, chat]));
  return { instance, order: { at, identity, recipients: null, contents } };
}
const bytes_of = async (file: Blob): Promise<Buffer> => Buffer.from(await file.arrayBuffer());

describe("a pack at a place", () => {
  it("is byte for byte the one in memory, says its name there, and is closed once", async () => {
    const place = make_place();
    const one = await with_chat();
    const other = await with_chat();
    const in_memory = await seal(one.instance, one.order, watch);
    const written = await seal(other.instance, { ...other.order, place }, watch);
    if (!in_memory.ok || !written.ok || place.there === null) throw new Error("not sealed");
    expect((await bytes_of(place.there)).equals(await bytes_of(in_memory.value.file))).toBe(true);
    expect([in_memory.value.saved_as, written.value.saved_as, place.told]).toEqual([null, "chosen.zip", ["open", "close"]]);
    expect(written.value.file.size).toBe(in_memory.value.file.size);
  });

  it("is not there when the room ends in the middle; another try at another place makes it", async () => {
    const { instance, order } = await with_chat();
    const full = make_place((write) => (write === 1 ? new DOMException("full", "QuotaExceededError") : null));
    expect(await seal(instance, { ...order, place: full }, watch)).toEqual(refused("place_full"));
    expect([full.there, full.told]).toEqual([null, ["open", "abort"]]);
    const torn = make_place((write) => (write === 1 ? new DOMException("gone", "NotFoundError") : null));
    expect(await seal(instance, { ...order, place: torn }, watch)).toEqual(refused("place_failed"));
    const shorter = make_place(undefined, 1);
    expect(await seal(instance, { ...order, place: shorter }, watch), "what was closed is not what was written").toEqual(refused("place_failed"));
    const place = make_place();
    expect((await seal(instance, { ...order, place }, watch)).ok).toBe(true);
    // Of four tries one is a line of the log: begin, add, sealed.
    const shown = instance.ask({ do: "show" });
    expect(shown.ok && shown.value.lines).toBe(3);
  });

  it("is not there when the person stops", async () => {
    const { instance, order } = await with_chat();
    const place = make_place();
    let share = 0;
    const stopping = { stopped: () => share > 0.4, progress: (now: number) => void (share = now) };
    expect(await seal(instance, { ...order, place }, stopping)).toEqual(refused("stopped"));
    expect([place.there, place.told]).toEqual([null, ["open", "abort"]]);
  });

  it("gives its parts out of the file at the place", async () => {
    const { instance, order } = await with_chat();
    const more = new File(["a line\n".repeat(900_000)], "more.txt");
    const { ok, value } = (await read_file(instance, more, "type", watch)) as { ok: true; value: { file: number } };
    instance.ask({ do: "add", at, file: value.file, name: "more.txt", sender: "person", about: { kind: "chat-export" } });
    const shown = instance.ask({ do: "show" });
    const contents = new Map((shown.ok ? shown.value.files : []).map(({ path, exhibit }) => [path, exhibit === 1 ? chat : more]));
    const place = make_place();
    const small = await seal(instance, { ...order, contents, place, largest: 1_000_000 }, watch);
    expect([small.ok, place.there], "nothing lies there when it cannot be cut").toEqual([false, null]);
    const sealed = await seal(instance, { ...order, contents, place, largest: 12_000_000 }, watch);
    expect(ok && sealed.ok && sealed.value.parts.map(({ file_name }) => file_name)).toEqual(["documents-1-of-2.zip", "documents-2-of-2.zip"]);
    for (const { file } of sealed.ok ? sealed.value.parts : []) expect((await bytes_of(file)).subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  });
});
