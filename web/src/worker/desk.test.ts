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

function bench(): { workers: TestWorker[]; desk: ReturnType<typeof make_desk> } {
  const workers: TestWorker[] = [];
  return {
    workers,
    desk: make_desk(() => {
      const worker = new TestWorker();
      workers.push(worker);
      return worker;
    }, "/module.wasm"),
  };
}
const file = new File(["x"], "x");

describe("the worker's desk", () => {
  it("gives the module first, then the question, and returns its answer", async () => {
    const { workers, desk } = bench();
    const answer = desk.ask("fingerprint", { file });
    expect(workers[0]?.said).toEqual([{ kind: "module", url: "/module.wasm" }, { kind: "fingerprint", id: 1, ask: { file } }]);
    workers[0]?.say({ kind: "answer", id: 1, answer: { ok: false, error: "empty" } });
    expect(await answer).toEqual({ ok: false, error: "empty" });
  });

  it("passes progress on", async () => {
    const { workers, desk } = bench();
    const seen: number[] = [];
    const answer = desk.ask("prove", { challenge: "c", difficulty: 1, body: "" }, { progress: (share) => seen.push(share) });
    workers[0]?.say({ kind: "progress", id: 1, share: 0.5 });
    workers[0]?.say({ kind: "answer", id: 1, answer: { ok: true, text: "7" } });
    await answer;
    expect(seen).toEqual([0.5]);
  });

  it("ends the worker when stopped, and starts another for the next question", async () => {
    const { workers, desk } = bench();
    const stop = new AbortController();
    const answer = desk.ask("fingerprint", { file }, { stop: stop.signal });
    stop.abort();
    await expect(answer).rejects.toEqual(new WorkerError("stopped"));
    expect(workers[0]?.ended).toBe(true);
    void desk.ask("fingerprint", { file }).catch(() => undefined);
    expect(workers).toHaveLength(2);
  });

  it("says when the module is missing", async () => {
    const { workers, desk } = bench();
    const answer = desk.ask("fingerprint", { file });
    workers[0]?.say({ kind: "no_module" });
    await expect(answer).rejects.toMatchObject({ failure: "no_module" });
  });

  it("ends everything on closing", async () => {
    const { workers, desk } = bench();
    const answer = desk.ask("fingerprint", { file });
    desk.close();
    await expect(answer).rejects.toMatchObject({ failure: "stopped" });
    expect(workers[0]?.ended).toBe(true);
  });
});
