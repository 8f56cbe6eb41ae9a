// SPDX-License-Identifier: Apache-2.0
// A case from its first line to a pack that the command accepts, with the built module.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { type CaseAnswer, type CaseRequest, moment_now } from "./case_types";
import { check_pack } from "./checking";
import { EvidenceInstance, piece_bytes } from "./instance";
import type { FromEvidence, ToEvidence } from "./protocol";
import { counts_as_under_18, may_show_somebody, read_file, type Watch } from "./reading";
import { seal, type SealOrder } from "./sealing";

const built = (name: string): URL => new URL(`../../../build/bin/${name}`, import.meta.url);
const { identity } = (JSON.parse(readFileSync(new URL("../../../vectors/sealing/case.json", import.meta.url), "utf8")) as { vectors: [{ identity: string }] }).vectors[0];
const at = moment_now(new Date("2026-11-22T14:05:31Z"));
const quiet: Watch = { stopped: () => false, progress: () => undefined };

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(built("evidence.wasm"))));
});

function must<R extends CaseRequest>(instance: EvidenceInstance, request: R): CaseAnswer<R> {
  const outcome = instance.ask(request);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

const chat = new File(["20/11/2026, 18:45 - Lantern: send 200 or else\n".repeat(40)], "chat.txt", { type: "text/plain" });
/** Two slices and a bit. */
const film = new File([new Uint8Array([0, 0, 0, 24]), "ftypmp42", new Uint8Array(9 * piece_bytes).fill(7)], "screen.mp4", { type: "video/mp4" });

async function begun_case(): Promise<{ instance: EvidenceInstance; contents: Map<string, Blob> }> {
  const instance = new EvidenceInstance(module);
  must(instance, { do: "begin", at, route: "adult", heading: { language: "en", place: "england", prefix: "ABC", whose: "own" }, words: "Begun." });
  const contents = new Map<string, Blob>();
  for (const file of [chat, film]) {
    const seen = await read_file(instance, file, "picture", quiet);
    if (!seen.ok) throw new Error(seen.error.what);
    const kind = file === chat ? "chat-export" : "video";
    const answer = may_show_somebody(seen.value) ? { shows_intimate: false } : {};
    const { number } = must(instance, { do: "add", at, file: seen.value.file, name: file.name, declared: file.type, sender: "person", about: { kind, title: file.name }, ...answer });
    const listed = must(instance, { do: "show" }).files.find(({ exhibit }) => exhibit === number);
    if (listed === undefined) throw new Error("not listed");
    contents.set(listed.path, file);
  }
  return { instance, contents };
}
const order = (contents: Map<string, Blob>, more: Partial<SealOrder> = {}): SealOrder => ({ at, identity, recipients: [], contents, ...more });

it("seals a pack that the command accepts, locked and plain, and notes it in the log", async () => {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"));
  try {
    const { instance, contents } = await begun_case();
    const shares: number[] = [];
    const locked = await seal(instance, order(contents), { stopped: () => false, progress: (share) => shares.push(share) });
    const plain = await seal(instance, order(contents, { recipients: null, number: "HF-portal" }), quiet);
    if (!locked.ok || !plain.ok) throw new Error("no pack");
    expect([locked.value.file_name, plain.value.file_name]).toEqual(["HF-unnumbered-20261122.zip.age", "documents-20261122.zip"]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    writeFileSync(join(folder, "key"), `${identity}\n`);
    for (const { value: pack } of [locked, plain]) {
      const path = join(folder, pack.file_name);
      writeFileSync(path, new Uint8Array(await pack.file.arrayBuffer()));
      const told = execFileSync(built("holdfast").pathname, ["pack", "verify", path, "-i", join(folder, "key"), "-k", pack.key, "--json", "-q"], { encoding: "utf8" });
      expect(JSON.parse(told)).toMatchObject({ holds: true, verdict: "holds" });
    }
    expect(must(instance, { do: "save" }).log.match(/"step":"sealed"/g)).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("makes no pack of a file that is another one by then, and says which is missing", async () => {
  const { instance, contents } = await begun_case();
  const changed = new Map(contents).set("data/items/0002.mp4", new File([film.slice(0, film.size - 1), "x"], film.name));
  expect(await seal(instance, order(changed), quiet)).toEqual({ ok: false, error: { what: "content_changed" } });
  const fewer = new Map(contents);
  fewer.delete("data/items/0001.txt");
  expect(await seal(instance, order(fewer), quiet)).toEqual({ ok: false, error: { what: "files_missing", paths: ["data/items/0001.txt"] } });
  expect(must(instance, { do: "save" }).log).not.toContain('"sealed"');
  // A case that is opened from a draft must be read again first.
  const reopened = new EvidenceInstance(module);
  must(reopened, { do: "open", ...must(instance, { do: "save" }) });
  expect(await seal(reopened, order(contents), quiet)).toEqual({ ok: false, error: { what: "files_missing", paths: [...contents.keys()] } });
  expect((await seal(instance, order(contents), quiet)).ok).toBe(true);
});

it("stops between two slices, and forgets what it had begun", async () => {
  const { instance, contents } = await begun_case();
  for (let round = 0; round < 6; ++round) {
    let slices = 0;
    const watch = { stopped: () => (slices += 1) > 1, progress: () => undefined };
    expect(await read_file(instance, film, "type", watch)).toEqual({ ok: false, error: { what: "stopped" } });
    slices = 0;
    expect(await seal(instance, order(contents), watch)).toEqual({ ok: false, error: { what: "stopped" } });
    expect(instance.call("hf_pack_close", 0)).toEqual({ ok: false, error: { what: "out_of_turn" } });
  }
  expect((await read_file(instance, film, "type", quiet)).ok).toBe(true);
});

it("says that a file cannot be read, or became shorter", async () => {
  const { instance } = await begun_case();
  const gone = { size: 5, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) } as unknown as Blob;
  const shorter = { size: 5, slice: () => new Blob(["abc"]) } as unknown as Blob;
  for (const file of [gone, shorter]) expect(await read_file(instance, file, "type", quiet)).toEqual({ ok: false, error: { what: "unreadable" } });
});

it("refuses by the door's own words, and knows what must be asked", async () => {
  const { instance } = await begun_case();
  const seen = await read_file(instance, film, "type", quiet);
  if (!seen.ok) throw new Error(seen.error.what);
  const add = { do: "add", at, file: seen.value.file, name: "x.mp4", about: { kind: "video" } } as const;
  const what = (request: CaseRequest): unknown => {
    const outcome = instance.ask(request);
    return outcome.ok || outcome.error.what;
  };
  expect(what({ ...add, sender: "person" })).toBe("not_asked");
  expect(what({ ...add, sender: "offender", shows_intimate: false })).toBe("sent_by_offender");
  expect(counts_as_under_18(seen.value, "offender")).toBe(true);
  expect(counts_as_under_18(seen.value, "person")).toBe(false);
  const put = instance.ask({ do: "put", at, list: "links", value: { url: "ftp://example.org" } });
  expect(put).toMatchObject({ ok: false, error: { what: "bad_request", faults: [{ pointer: "/value/url" }] } });
});

it("checks a pack by its slices, and says what was changed, missing or never given", async () => {
  const { instance, contents } = await begun_case();
  for (const recipients of [null, []]) {
    const made = await seal(instance, order(contents, { recipients }), quiet);
    if (!made.ok) throw new Error(made.error.what);
    const { file, key } = made.value;
    const check = (pack: Blob, with_key = key): ReturnType<typeof check_pack> => check_pack(module, pack, { key: with_key }, [identity], quiet);
    const shares: number[] = [];
    const whole = await check_pack(module, file, { key }, [identity], { stopped: () => false, progress: (share) => shares.push(share) });
    expect(whole).toMatchObject({ ok: true, value: { holds: true, verdict: "holds", locked: recipients !== null, problems: [] } });
    expect(shares.at(-1)).toBeGreaterThan(0.99);
    const middle = Math.floor(file.size / 2);
    const changed = new Blob([file.slice(0, middle), new Uint8Array([99]), file.slice(middle + 1)]);
    for (const pack of [changed, file.slice(0, middle)]) expect(await check(pack)).toMatchObject({ ok: true, value: { holds: false, verdict: "broken" } });
    expect(await check(file, "RWQ")).toEqual({ ok: false, error: { what: "bad_key" } });
    expect(await check_pack(module, file, {}, [identity], { ...quiet, stopped: () => true })).toEqual({ ok: false, error: { what: "stopped" } });
    const without = await check_pack(module, file, {}, [], quiet);
    if (recipients === null) expect(without).toMatchObject({ ok: true, value: { verdict: "holds_unconfirmed" } });
    else expect(without).toMatchObject({ ok: false, error: { what: "locked" } });
  }
});

it("answers in the worker while a file is read, and stops that alone", async () => {
  const said: FromEvidence[] = [];
  let on_progress = (): void => undefined;
  const scope = {
    postMessage: (message: FromEvidence) => {
      said.push(message);
      if (message.kind === "progress") on_progress();
    },
    onmessage: (_: { data: ToEvidence }): void => undefined,
  };
  Object.assign(globalThis, { self: scope });
  const address = "./worker"; // compiled with the types of a worker, and this test with those of a page
  await import(address);
  const tell = (data: ToEvidence): void => scope.onmessage({ data });
  const answered = async (id: number): Promise<unknown> => {
    for (;;) {
      const found = said.find((message) => message.kind === "answer" && message.id === id);
      if (found?.kind === "answer") return found.answer;
      await new Promise((done) => setTimeout(done, 1));
    }
  };
  tell({ kind: "module", module });
  expect(said).toEqual([{ kind: "ready" }]);
  tell({ kind: "ask", id: 1, ask: { do: "begin", at, route: "protected", heading: { language: "en", prefix: "HF", whose: "own" } } });
  tell({ kind: "read_file", id: 2, ask: { file: film, look_for: "type" } });
  tell({ kind: "read_file", id: 3, ask: { file: chat, look_for: "words" } });
  on_progress = () => {
    on_progress = () => undefined;
    tell({ kind: "ask", id: 4, ask: { do: "put", at, list: "notes", value: { at, text: "It began on a train." } } });
    tell({ kind: "stop", id: 2 });
  };
  expect(await answered(4)).toMatchObject({ ok: true, value: { line: 2 } });
  expect(await answered(2)).toEqual({ ok: false, error: { what: "stopped" } });
  expect(await answered(3)).toMatchObject({ ok: true, value: { words: "alone", type: "text" } });
  const order_of_answers = said.flatMap((message) => (message.kind === "answer" ? [message.id] : []));
  expect(order_of_answers).toEqual([1, 4, 2, 3]);
});
