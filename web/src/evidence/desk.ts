// SPDX-License-Identifier: Apache-2.0
// The page's side of the worker that holds a case. Unlike the worker for pictures it is not ended to stop a job: the
// case lives in it. Every outcome is a value; `on_lost` says that the case is gone and must be opened from what was saved.
import { type CaseAnswer, type CaseRequest, type Outcome, refused } from "./case_types";
import type { KeptAsk, KeptReport } from "./kept/kept_types";
import type { FromEvidence, JobKind, Jobs, ToEvidence } from "./protocol";
import type { MailFound } from "./mailbox";
import type { LookFor, SeenFile } from "./reading";
import type { ListAsked, ListedRecipients } from "./recipients";
import type { PackBegun, SealedPack, SealOrder, SealStart } from "./sealing";
import type { OpenWorkshop } from "../worker/workshop";

/** What is needed of a Worker, so that tests can do without a browser. */
export interface EvidenceWorker {
  postMessage(message: ToEvidence): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromEvidence>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface JobOptions {
  stop?: AbortSignal;
  progress?: (share: number) => void;
}
export interface EvidenceDesk {
  ask<R extends CaseRequest>(request: R): Promise<Outcome<CaseAnswer<R>>>;
  read_file(file: Blob, look_for: LookFor, options?: JobOptions): Promise<Outcome<SeenFile>>;
  /** The mails of a mailbox, in their order. */
  list_mails(file: Blob, options?: JobOptions): Promise<Outcome<MailFound[]>>;
  forget_file(file: number): Promise<Outcome<unknown>>;
  begin_pack(start: SealStart): Promise<Outcome<PackBegun>>;
  read_list(list: ListAsked): Promise<Outcome<ListedRecipients>>;
  kept(ask: KeptAsk, options?: JobOptions): Promise<Outcome<KeptReport>>;
  seal(order: SealOrder, options?: JobOptions): Promise<Outcome<SealedPack>>;
  /** Ends the worker, and with it the case and all that it held. */
  close(): void;
}

interface Waiting {
  done(answer: Outcome<unknown>): void;
  progress(share: number): void;
}

/** `may_work`: asked before each job; while it says no, jobs are refused and no worker starts. */
export function make_evidence_desk(workshop: OpenWorkshop<EvidenceWorker>, on_lost: () => void, may_work: () => boolean = () => true): EvidenceDesk {
  let worker: EvidenceWorker | null = null;
  let last_id = 0;
  const waiting = new Map<number, Waiting>();

  function end(what: string): void {
    worker?.terminate();
    worker = null;
    const left = [...waiting.values()];
    waiting.clear();
    for (const { done } of left) done(refused(what));
  }
  /** The case was in it. */
  function lose(what: string): void {
    end(what);
    on_lost();
  }

  function open(module: WebAssembly.Module, start: () => EvidenceWorker): EvidenceWorker {
    if (worker !== null) return worker;
    const started = start();
    let is_ready = false;
    started.onmessage = ({ data }) => {
      if (worker !== started) return;
      switch (data.kind) {
        case "ready":
          is_ready = true;
          return;
        case "no_module":
          return end("no_module");
        case "lost":
          return lose("internal");
        case "progress":
          return waiting.get(data.id)?.progress(data.share);
        case "answer": {
          const asked = waiting.get(data.id);
          waiting.delete(data.id);
          asked?.done(data.answer);
        }
      }
    };
    started.onerror = (event) => {
      event.preventDefault();
      if (worker !== started) return;
      if (is_ready) lose("internal");
      else end("no_module");
    };
    started.postMessage({ kind: "module", module });
    worker = started;
    return started;
  }

  function job<K extends JobKind>(kind: K, ask: Jobs[K]["ask"], options: JobOptions = {}): Promise<Outcome<unknown>> {
    if (options.stop?.aborted === true || !may_work()) return Promise.resolve(refused("stopped"));
    return new Promise((resolve) => {
      const id = (last_id += 1);
      // A job that has not reached the worker ends here, one that has ends there.
      let sent = false;
      const stop = (): void => {
        if (sent) worker?.postMessage({ kind: "stop", id });
        else waiting.get(id)?.done(refused("stopped"));
      };
      options.stop?.addEventListener("abort", stop, { once: true });
      const done = (answer: Outcome<unknown>): void => {
        waiting.delete(id);
        options.stop?.removeEventListener("abort", stop);
        resolve(answer);
      };
      waiting.set(id, { done, progress: (share) => options.progress?.(share) });
      workshop().then(
        ({ module, start }) => {
          if (!waiting.has(id)) return;
          sent = true;
          open(module, start).postMessage({ kind, id, ask } as ToEvidence);
        },
        () => done(refused("no_module")),
      );
    });
  }

  return {
    ask: <R extends CaseRequest>(request: R) => job("ask", request) as Promise<Outcome<CaseAnswer<R>>>,
    read_file: (file, look_for, options) => job("read_file", { file, look_for }, options) as Promise<Outcome<SeenFile>>,
    list_mails: (file, options) => job("list_mails", { file }, options) as Promise<Outcome<MailFound[]>>,
    forget_file: (file) => job("forget_file", { file }),
    begin_pack: (start) => job("begin_pack", start) as Promise<Outcome<PackBegun>>,
    read_list: (list) => job("read_list", list) as Promise<Outcome<ListedRecipients>>,
    kept: (ask, options) => job("kept", ask, options) as Promise<Outcome<KeptReport>>,
    seal: (order, options) => job("seal", order, options) as Promise<Outcome<SealedPack>>,
    close: () => end("stopped"),
  };
}
