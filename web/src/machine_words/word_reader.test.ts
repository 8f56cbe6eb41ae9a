// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { FromWordWorker, ToWordWorker } from "./protocol";
import { make_word_reader, type WordWorker } from "./word_reader";

const addresses = { core: "/core.js", worker: "/worker.js", module: "/core.wasm", data: "/english" };
const empty_module = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

class TestWorker implements WordWorker {
  onmessage: WordWorker["onmessage"] = null;
  onerror: WordWorker["onerror"] = null;
  asked: ToWordWorker | null = null;
  is_ended = false;
  constructor(
    readonly script: string,
    private readonly say: FromWordWorker[],
  ) {}
  postMessage(message: ToWordWorker): void {
    this.asked = message;
    for (const data of this.say) queueMicrotask(() => this.onmessage?.({ data } as MessageEvent<FromWordWorker>));
  }
  terminate(): void {
    this.is_ended = true;
  }
}

function stand(say: FromWordWorker[], missing = "") {
  const workers: TestWorker[] = [];
  const asked: { path: string; init: RequestInit }[] = [];
  const reader = make_word_reader(
    async (path, init) => {
      asked.push({ path, init: init ?? {} });
      return path === missing ? new Response("", { status: 404 }) : new Response(path === addresses.module ? empty_module : path);
    },
    addresses,
    (script) => {
      const worker = new TestWorker(script, say);
      workers.push(worker);
      return worker;
    },
  );
  const told: string[] = [];
  const stopper = new AbortController();
  const read = () => reader.read(new Blob(["picture"]), { stop: stopper.signal, progress: (step) => told.push(step) });
  return { reader, workers, asked, told, stopper, read };
}

describe("the reader of words", () => {
  it("fetches its parts once, starts a worker for each picture, and ends it", async () => {
    const { reader, workers, asked, told, read } = stand([
      { kind: "progress", share: 0.5 },
      { kind: "words", text: "send 200" },
    ]);
    expect(reader.is_ready()).toBe(false);
    expect(await read()).toEqual({ ok: true, value: "send 200" });
    expect(reader.is_ready()).toBe(true);
    expect(await read()).toEqual({ ok: true, value: "send 200" });
    expect(asked.map(({ path }) => path).sort()).toEqual(Object.values(addresses).sort());
    for (const { init } of asked) expect(init).toMatchObject({ cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
    expect(workers.map(({ script, is_ended }) => [script, is_ended])).toEqual(Array(2).fill(["/core.js\n;\n/worker.js", true]));
    expect(new Set(told)).toEqual(new Set(["fetching", "reading"]));
  });

  it("says what is missing, goes on with nothing, and fetches anew the next time", async () => {
    const { reader, workers, read } = stand([], addresses.data);
    expect(await read()).toMatchObject({ ok: false, error: { what: "no_module" } });
    expect(reader.is_ready()).toBe(false);
    expect(workers).toEqual([]);
  });

  it("passes on what the worker could not do", async () => {
    const { workers, read } = stand([{ kind: "fault", what: "cannot_open" }]);
    expect(await read()).toMatchObject({ ok: false, error: { what: "cannot_open" } });
    expect(workers[0]?.is_ended).toBe(true);
  });

  it("is stopped before it fetches, and while it reads", async () => {
    const first = stand([]);
    first.stopper.abort();
    expect(await first.read()).toMatchObject({ ok: false, error: { what: "stopped" } });
    expect(first.workers).toEqual([]);
    const second = stand([]);
    const reading = second.read();
    await expect.poll(() => second.workers.length).toBe(1);
    second.stopper.abort();
    expect(await reading).toMatchObject({ ok: false, error: { what: "stopped" } });
    expect(second.workers[0]?.is_ended).toBe(true);
  });
});
