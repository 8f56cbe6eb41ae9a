// SPDX-License-Identifier: Apache-2.0
// The worker: takes the compiled module, then answers one request after the other. docs/formats/wasm-abi.md.
import type { PictureOutcome } from "../pictures/outcome";
import { lock_recovery, new_papers, open_draft, open_message, read_recovery, reseal_message, seal_draft } from "./case_papers";
import { cover, type CoverOutcome } from "./cover";
import { Instance } from "./module";
import { fingerprint } from "./pictures";
import { prove } from "./proof";
import { failed_answers, type FromWorker, type RecoveryOutcome, type TextOutcome, type ToWorker } from "./protocol";

declare const self: DedicatedWorkerGlobalScope;

const say = (message: FromWorker): void => self.postMessage(message);

let module: WebAssembly.Module | null = null;

function fits(given: WebAssembly.Module): boolean {
  try {
    return new Instance(given).fits();
  } catch {
    return false;
  }
}

async function answer(asked: Exclude<ToWorker, { kind: "module" }>, compiled: WebAssembly.Module): Promise<CoverOutcome | PictureOutcome | RecoveryOutcome | TextOutcome> {
  switch (asked.kind) {
    case "fingerprint":
      return fingerprint(compiled, asked.ask.file);
    case "cover":
      return cover(compiled, asked.ask);
    case "prove":
      return prove(compiled, asked.ask, (share) => say({ kind: "progress", id: asked.id, share }));
    case "new_papers":
      return new_papers(compiled, asked.ask);
    case "read_recovery":
      return read_recovery(compiled, asked.ask);
    case "lock_recovery":
      return lock_recovery(compiled, asked.ask);
    case "open_message":
      return open_message(compiled, asked.ask);
    case "seal_draft":
      return seal_draft(compiled, asked.ask);
    case "open_draft":
      return open_draft(compiled, asked.ask);
    case "reseal_message":
      return reseal_message(compiled, asked.ask);
  }
}

let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "module") {
    module = fits(data.module) ? data.module : null;
    say({ kind: module === null ? "no_module" : "ready" });
    return;
  }
  queue = queue.then(async () => {
    if (module === null) return; // "no_module" was said; the page ends this worker
    say({ kind: "answer", id: data.id, answer: await answer(data, module).catch(() => failed_answers[data.kind]) });
  });
};
