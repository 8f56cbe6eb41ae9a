// SPDX-License-Identifier: Apache-2.0
// The worker that holds a case. docs/formats/wasm-abi.md, docs/formats/case_door.md.
import { type Outcome, refused } from "./case_types";
import { EvidenceInstance } from "./instance";
import { type KeptCase, make_kept_case } from "./kept/kept_case";
import { take_kept_lock } from "./kept/kept_lock";
import { open_kept_store } from "./kept/kept_store";
import { list_mails } from "./mailbox";
import type { FromEvidence, ToEvidence } from "./protocol";
import { read_file, type Watch } from "./reading";
import { read_list } from "./recipients";
import { begin_pack, seal } from "./sealing";

declare const self: DedicatedWorkerGlobalScope;

const say = (message: FromEvidence): void => self.postMessage(message);

type Asked = Exclude<ToEvidence, { kind: "module" } | { kind: "stop" }>;

let instance: EvidenceInstance | null = null;
let kept: KeptCase | null = null;
/** Of the jobs that wait or run: those that are to end. */
const stopped = new Set<number>();

function open(module: WebAssembly.Module): EvidenceInstance | null {
  try {
    const opened = new EvidenceInstance(module);
    return opened.fits() ? opened : null;
  } catch {
    return null;
  }
}

async function answer(held: EvidenceInstance, asked: Asked): Promise<Outcome<unknown>> {
  const watch: Watch = { stopped: () => stopped.has(asked.id), progress: (share) => say({ kind: "progress", id: asked.id, share }) };
  if (watch.stopped()) return refused("stopped");
  switch (asked.kind) {
    case "ask":
      return held.ask(asked.ask);
    case "forget_file":
      return held.call("hf_file_drop", asked.ask.file);
    case "begin_pack":
      return begin_pack(held, asked.ask);
    case "read_list":
      return read_list(held, asked.ask);
    case "read_file":
      return read_file(held, asked.ask.file, asked.ask.look_for, watch);
    case "list_mails":
      return list_mails(held, asked.ask.file, watch);
    case "seal":
      // What this visit has is taken from where it is; the rest is opened from what is kept.
      return seal(held, { ...asked.ask, contents: new Map([...(kept?.contents() ?? []), ...asked.ask.contents]) }, watch);
    case "kept":
      kept ??= make_kept_case(held, { open_store: open_kept_store, take_lock: take_kept_lock, now: () => new Date() });
      return kept.do(asked.ask, watch);
  }
}

async function serve(asked: Asked): Promise<void> {
  if (instance === null) return; // "no_module" was said; the page ends this worker
  const outcome = await answer(instance, asked).catch(() => refused("out_of_memory"));
  stopped.delete(asked.id);
  say({ kind: "answer", id: asked.id, answer: outcome as Extract<FromEvidence, { kind: "answer" }>["answer"] });
  if (instance.spent) say({ kind: "lost" });
}

let queue: Promise<void> = Promise.resolve();
let keeping: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToEvidence>) => {
  switch (data.kind) {
    case "module":
      instance = open(data.module);
      say({ kind: instance === null ? "no_module" : "ready" });
      return;
    case "stop":
      stopped.add(data.id);
      return;
    case "read_file":
    case "list_mails":
    case "seal":
      queue = queue.then(() => serve(data));
      return;
    case "kept":
      keeping = keeping.then(() => serve(data));
      return;
    case "ask":
    case "begin_pack":
    case "read_list":
    case "forget_file":
      void serve(data);
  }
};
