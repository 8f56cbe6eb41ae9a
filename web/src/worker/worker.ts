// SPDX-License-Identifier: Apache-2.0
// The worker: fetches the module once, then answers one request after the other. docs/formats/wasm-abi.md.
import type { PictureOutcome } from "../pictures/outcome";
import { lock_recovery, new_papers, open_message, read_recovery, reseal_message } from "./case_papers";
import { Instance } from "./module";
import { fingerprint } from "./pictures";
import { prove } from "./proof";
import type { FromWorker, RecoveryOutcome, TextOutcome, ToWorker } from "./protocol";

declare const self: DedicatedWorkerGlobalScope;

const say = (message: FromWorker): void => self.postMessage(message);

let compiled: Promise<WebAssembly.Module> | null = null;

async function load(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error("the module is not there");
  const module = await WebAssembly.compile(await response.arrayBuffer());
  if (!new Instance(module).fits()) throw new Error("the module does not fit this page");
  return module;
}

async function answer(asked: Exclude<ToWorker, { kind: "module" }>, module: WebAssembly.Module): Promise<PictureOutcome | RecoveryOutcome | TextOutcome> {
  switch (asked.kind) {
    case "fingerprint":
      return fingerprint(module, asked.ask.file);
    case "prove":
      return prove(module, asked.ask, (share) => say({ kind: "progress", id: asked.id, share }));
    case "new_papers":
      return new_papers(module, asked.ask);
    case "read_recovery":
      return read_recovery(module, asked.ask);
    case "lock_recovery":
      return lock_recovery(module, asked.ask);
    case "open_message":
      return open_message(module, asked.ask);
    case "reseal_message":
      return reseal_message(module, asked.ask);
  }
}

let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "module") {
    compiled = load(data.url);
    compiled.then(
      () => say({ kind: "ready" }),
      () => say({ kind: "no_module" }),
    );
    return;
  }
  queue = queue.then(async () => {
    if (compiled === null) return;
    let module: WebAssembly.Module;
    try {
      module = await compiled;
    } catch {
      return; // "no_module" was said; the page ends this worker
    }
    const failure: PictureOutcome | TextOutcome = data.kind === "fingerprint" ? { ok: false, error: "crashed" } : { ok: false };
    say({ kind: "answer", id: data.id, answer: await answer(data, module).catch(() => failure) });
  });
};
