// SPDX-License-Identifier: Apache-2.0
// The page's side of the worker: one question, one answer; stopping ends the worker, and the next question starts a new one.
import type { FromWorker, RequestKind, Requests, ToWorker } from "./protocol";
import type { OpenWorkshop, Workshop } from "./workshop";

/** What the page needs of a Worker, so that tests can do without a browser. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type WorkerFailure = "stopped" | "crashed" | "no_module";
export class WorkerError extends Error {
  readonly failure: WorkerFailure;
  constructor(failure: WorkerFailure) {
    super(failure);
    this.failure = failure;
  }
}

interface Waiting {
  done(answer: unknown): void;
  failed(error: WorkerError): void;
  progress(share: number): void;
}

export interface Desk {
  /** Starts the worker before it is needed. */
  prepare(): void;
  ask<K extends RequestKind>(kind: K, ask: Requests[K]["ask"], options?: { stop?: AbortSignal; progress?: (share: number) => void }): Promise<Requests[K]["answer"]>;
  /** Ends the worker and with it all that it held. */
  close(): void;
}

/** `may_work`: asked before each question; while it says no, questions are refused and no worker starts. */
export function make_desk(workshop: OpenWorkshop, may_work: () => boolean = () => true): Desk {
  let worker: WorkerLike | null = null;
  let last_id = 0;
  /** Counts closings: what was asked for before one must start no worker after it. */
  let closings = 0;
  const waiting = new Map<number, Waiting>();

  function close(failure: WorkerFailure): void {
    closings += 1;
    worker?.terminate();
    worker = null;
    const left = [...waiting.values()];
    waiting.clear();
    for (const { failed } of left) failed(new WorkerError(failure));
  }

  function open({ module, start }: Workshop): WorkerLike {
    if (worker !== null) return worker;
    const started = start();
    let has_spoken = false;
    started.onmessage = ({ data }) => {
      if (worker !== started) return;
      has_spoken = true;
      if (data.kind === "no_module") return close("no_module");
      if (data.kind === "ready") return;
      const asked = waiting.get(data.id);
      if (data.kind === "progress") asked?.progress(data.share);
      else {
        waiting.delete(data.id);
        asked?.done(data.answer);
      }
    };
    started.onerror = (event) => {
      event.preventDefault();
      // A worker that never said a word could not be loaded.
      if (worker === started) close(has_spoken ? "crashed" : "no_module");
    };
    started.postMessage({ kind: "module", module });
    worker = started;
    return started;
  }

  return {
    prepare() {
      const before = closings;
      workshop()
        .then((parts) => {
          if (closings === before && may_work()) open(parts);
        })
        .catch(() => undefined); // the first question says so
    },
    ask(kind, ask, options = {}) {
      return new Promise((done, failed) => {
        if (options.stop?.aborted === true || !may_work()) {
          failed(new WorkerError("stopped"));
          return;
        }
        const id = (last_id += 1);
        const stop = (): void => {
          if (waiting.has(id)) close("stopped");
        };
        options.stop?.addEventListener("abort", stop, { once: true });
        const settle = (): void => options.stop?.removeEventListener("abort", stop);
        waiting.set(id, {
          done: (answer) => {
            settle();
            done(answer as Requests[typeof kind]["answer"]);
          },
          failed: (error) => {
            settle();
            failed(error);
          },
          progress: (share) => options.progress?.(share),
        });
        workshop()
          .then((parts) => {
            if (waiting.has(id)) open(parts).postMessage({ kind, id, ask } as ToWorker);
          })
          .catch(() => {
            const asked = waiting.get(id);
            waiting.delete(id);
            asked?.failed(new WorkerError("no_module"));
          });
      });
    },
    close: () => close("stopped"),
  };
}
