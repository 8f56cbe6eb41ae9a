// SPDX-License-Identifier: Apache-2.0
// The words in a picture, read on this device. What it takes (Tesseract's core and its data of English) is fetched from the
// page's own service at the person's wish and not before, is held in memory for the visit, and is stored nowhere. A worker
// is started for each picture and ended after it.
import { type Outcome, refused } from "../evidence/case_types";
import type { Fetch } from "../service/client";
import type { FromWordWorker, ToWordWorker } from "./protocol";

/** What is needed of a Worker, so that tests can do without a browser. */
export interface WordWorker {
  postMessage(message: ToWordWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWordWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}
export interface WordParts {
  core: string;
  worker: string;
  module: string;
  data: string;
}
export interface ReadOptions {
  stop: AbortSignal;
  progress: (step: "fetching" | "reading", share: number) => void;
}
export interface WordReader {
  /** Whether all parts are held, so that nothing would be fetched. */
  is_ready(): boolean;
  /** Refusals: `no_module`, `stopped`, `too_long`, `cannot_open`, `cannot_read`. */
  read(picture: Blob, options: ReadOptions): Promise<Outcome<string>>;
}

/** Of all parts, unpacked: for the share that is fetched. */
const whole_bytes = 8_150_000;
/** Of a slow phone with a long picture. */
const patience_ms = 600_000;

interface Held {
  script: string;
  module: WebAssembly.Module;
  data: Uint8Array;
}

export function make_word_reader(fetch_: Fetch, addresses: WordParts, start: (script: string) => WordWorker): WordReader {
  let held: Held | null = null;

  async function fetch_parts({ stop, progress }: ReadOptions): Promise<Held> {
    let got = 0;
    // Where one part cannot be had, the others are not fetched to their end.
    const ended = new AbortController();
    const { signal } = ended;
    stop.addEventListener("abort", () => ended.abort(), { once: true, signal });
    if (stop.aborted) ended.abort();
    async function part(address: string): Promise<Uint8Array> {
      const response = await fetch_(address, { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer", signal });
      if (!response.ok || response.body === null) throw new Error(`${address} is not there`);
      const pieces: Uint8Array[] = [];
      const from = response.body.getReader();
      for (let next = await from.read(); !next.done; next = await from.read()) {
        pieces.push(next.value);
        got += next.value.length;
        if (!signal.aborted) progress("fetching", Math.min(1, got / whole_bytes));
      }
      return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
    }
    const text = async (address: string): Promise<string> => new TextDecoder().decode(await part(address));
    const parts = Promise.all([text(addresses.core), text(addresses.worker), part(addresses.module), part(addresses.data)]);
    const [core, worker, module, data] = await parts.catch((reason: unknown) => {
      ended.abort();
      throw reason;
    });
    return { script: `${core}\n;\n${worker}`, module: await WebAssembly.compile(module as BufferSource), data };
  }

  function read_with({ script, module, data }: Held, picture: Blob, { stop, progress }: ReadOptions): Promise<Outcome<string>> {
    if (stop.aborted) return Promise.resolve(refused("stopped"));
    return new Promise((resolve) => {
      const worker = start(script);
      const end = (outcome: Outcome<string>): void => {
        clearTimeout(timer);
        stop.removeEventListener("abort", on_stop);
        worker.terminate();
        resolve(outcome);
      };
      const on_stop = (): void => end(refused("stopped"));
      const timer = setTimeout(() => end(refused("too_long")), patience_ms);
      stop.addEventListener("abort", on_stop, { once: true });
      worker.onmessage = ({ data: said }) => {
        if (said.kind === "progress") progress("reading", said.share);
        else end(said.kind === "words" ? { ok: true, value: said.text } : refused(said.what));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        end(refused("cannot_read"));
      };
      worker.postMessage({ module, data, picture });
    });
  }

  return {
    is_ready: () => held !== null,
    async read(picture, options) {
      try {
        held ??= await fetch_parts(options);
      } catch {
        return refused(options.stop.aborted ? "stopped" : "no_module");
      }
      return read_with(held, picture, options);
    },
  };
}
