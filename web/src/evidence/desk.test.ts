// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { type EvidenceDesk, type EvidenceWorker, make_evidence_desk } from "./desk";
import type { FromEvidence, ToEvidence } from "./protocol";

class TestWorker implements EvidenceWorker {
  onmessage: ((event: MessageEvent<FromEvidence>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  heard: ToEvidence[] = [];
  ended = false;
  postMessage(message: ToEvidence): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromEvidence): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}

const module = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
function bench(fetched: Promise<void> = Promise.resolve(), may_work = (): boolean => true): { workers: TestWorker[]; lost: () => number; desk: EvidenceDesk } {
  const workers: TestWorker[] = [];
  let lost = 0;
  const start = (): TestWorker => {
    const worker = new TestWorker();
    workers.push(worker);
    return worker;
  };
  const desk = make_evidence_desk(() => fetched.then(() => ({ module, start })), () => void (lost += 1), may_work);
  return { workers, lost: () => lost, desk };
}
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
const file = new Blob(["x"]);

it("stops one job and keeps the worker, for the case is in it", async () => {
  const { workers, desk } = bench();
  const stop = new AbortController();
  const seen: number[] = [];
  const read = desk.read_file(file, "type", { stop: stop.signal, progress: (share) => seen.push(share) });
  await settled();
  const worker = workers[0];
  worker?.say({ kind: "ready" });
  worker?.say({ kind: "progress", id: 1, share: 0.5 });
  stop.abort();
  expect(worker?.heard.at(-1)).toEqual({ kind: "stop", id: 1 });
  expect(worker?.ended).toBe(false);
  worker?.say({ kind: "answer", id: 1, answer: { ok: false, error: { what: "stopped" } } });
  expect(await read).toEqual({ ok: false, error: { what: "stopped" } });
  expect(seen).toEqual([0.5]);
  const shown = desk.ask({ do: "show" });
  await settled();
  expect(workers).toHaveLength(1);
  worker?.say({ kind: "answer", id: 2, answer: { ok: false, error: { what: "no_case" } } });
  expect(await shown).toEqual({ ok: false, error: { what: "no_case" } });
});

it("says that the case is lost when the instance trapped or the worker crashed, once", async () => {
  for (const fall of ["lost", "error"] as const) {
    const { workers, lost, desk } = bench();
    const asked = [desk.ask({ do: "show" }), desk.read_file(file, "type")];
    await settled();
    workers[0]?.say({ kind: "ready" });
    if (fall === "lost") workers[0]?.say({ kind: "lost" });
    else workers[0]?.onerror?.({ preventDefault: () => undefined } as unknown as ErrorEvent);
    expect(await Promise.all(asked)).toEqual([{ ok: false, error: { what: "internal" } }, { ok: false, error: { what: "internal" } }]);
    expect([lost(), workers[0]?.ended]).toEqual([1, true]);
    void desk.ask({ do: "show" });
    await settled();
    expect(workers).toHaveLength(2);
  }
});

it("starts no worker that may not work, and refuses what was stopped before it was sent", async () => {
  const { workers, lost, desk } = bench(Promise.resolve(), () => false);
  expect(await desk.ask({ do: "show" })).toEqual({ ok: false, error: { what: "stopped" } });
  let fetched = (): void => undefined;
  const slow = bench(new Promise((done) => (fetched = done)));
  const stop = new AbortController();
  const read = slow.desk.read_file(file, "type", { stop: stop.signal });
  stop.abort();
  expect(await read).toEqual({ ok: false, error: { what: "stopped" } });
  fetched();
  await settled();
  expect([workers, slow.workers, lost()]).toEqual([[], [], 0]);
});

it("says that there is no module, and has lost nothing by that", async () => {
  const without = bench(Promise.reject(new Error("offline")));
  expect(await without.desk.ask({ do: "show" })).toEqual({ ok: false, error: { what: "no_module" } });
  const { workers, lost, desk } = bench();
  const asked = desk.ask({ do: "show" });
  await settled();
  workers[0]?.say({ kind: "no_module" });
  expect(await asked).toEqual({ ok: false, error: { what: "no_module" } });
  expect(lost()).toBe(0);
  const closed = desk.ask({ do: "show" });
  await settled();
  desk.close();
  expect(await closed).toEqual({ ok: false, error: { what: "stopped" } });
});
