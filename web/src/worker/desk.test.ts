// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { make_desk, WorkerError, type WorkerLike } from "./desk";
import type { FromWorker, ToWorker } from "./protocol";

class TestWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  said: ToWorker[] = [];
  ended = false;
  postMessage(message: ToWorker): void {
    this.said.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromWorker): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}

/** An empty module: what the desk hands over without looking inside. */
const module = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

function bench(fetched: Promise<void> = Promise.resolve()): { workers: TestWorker[]; desk: ReturnType<typeof make_desk> } {
  const workers: TestWorker[] = [];
  const start = (): TestWorker => {
    const worker = new TestWorker();
    workers.push(worker);
    return worker;
  };
  return { workers, desk: make_desk(() => fetched.then(() => ({ module, start }))) };
}
/** Lets every promise that can be settled settle. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
const file = new File(["x"], "x");

describe("the worker's desk", () => {
  it("gives the module first, then the question, and returns its answer", async () => {
    const { workers, desk } = bench();
    const answer = desk.ask("fingerprint", { file });
    await settled();
    expect(workers[0]?.said).toEqual([{ kind: "module", module }, { kind: "fingerprint", id: 1, ask: { file } }]);
    workers[0]?.say({ kind: "answer", id: 1, answer: { ok: false, error: "empty" } });
    expect(await answer).toEqual({ ok: false, error: "empty" });
  });

  it("passes progress on", async () => {
    const { workers, desk } = bench();
    const seen: number[] = [];
    const answer = desk.ask("prove", { challenge: "c", difficulty: 1, body: "" }, { progress: (share) => seen.push(share) });
    await settled();
    workers[0]?.say({ kind: "progress", id: 1, share: 0.5 });
    workers[0]?.say({ kind: "answer", id: 1, answer: { ok: true, text: "7" } });
    await answer;
    expect(seen).toEqual([0.5]);
  });

  it("ends the worker when stopped, and starts another for the next question", async () => {
    const { workers, desk } = bench();
    const stop = new AbortController();
    const answer = desk.ask("fingerprint", { file }, { stop: stop.signal });
    await settled();
    stop.abort();
    await expect(answer).rejects.toEqual(new WorkerError("stopped"));
    expect(workers[0]?.ended).toBe(true);
    void desk.ask("fingerprint", { file }).catch(() => undefined);
    await settled();
    expect(workers).toHaveLength(2);
  });

  it("says when the module does not fit", async () => {
    const { workers, desk } = bench();
    const answer = desk.ask("fingerprint", { file });
    await settled();
    workers[0]?.say({ kind: "no_module" });
    await expect(answer).rejects.toMatchObject({ failure: "no_module" });
  });

  it("says when a part is missing", async () => {
    const { workers, desk } = bench(Promise.reject(new Error("not there")));
    await expect(desk.ask("fingerprint", { file })).rejects.toMatchObject({ failure: "no_module" });
    expect(workers).toHaveLength(0);
  });

  it("starts no worker for what was asked before it was closed, however late the parts arrive", async () => {
    let arrive = (): void => undefined;
    const { workers, desk } = bench(new Promise((done) => (arrive = () => done())));
    desk.prepare();
    const answer = desk.ask("fingerprint", { file });
    desk.close();
    await expect(answer).rejects.toMatchObject({ failure: "stopped" });
    arrive();
    await settled();
    expect(workers).toHaveLength(0);
    desk.prepare();
    await settled();
    expect(workers).toHaveLength(1);
  });

  it("ends everything on closing", async () => {
    const { workers, desk } = bench();
    const answer = desk.ask("fingerprint", { file });
    await settled();
    desk.close();
    await expect(answer).rejects.toMatchObject({ failure: "stopped" });
    expect(workers[0]?.ended).toBe(true);
  });
});
