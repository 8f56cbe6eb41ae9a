// SPDX-License-Identifier: Apache-2.0
// What workers are started from: their script and the compiled module, fetched once while there is a connection and held in
// memory. The browser caches nothing of this page, so a worker that was ended could not be started again otherwise.
import type { Fetch } from "../service/client";
import type { WorkerLike } from "./desk";

export interface Workshop<W = WorkerLike> {
  module: WebAssembly.Module;
  start(): W;
}

/** A part that takes longer counts as lost, so that whoever asks again is not kept waiting by a connection that hangs. */
const patience_ms = 120_000;

/** Resolves once both parts are there; rejects when one is missing, and then fetches anew the next time. */
export type OpenWorkshop<W = WorkerLike> = () => Promise<Workshop<W>>;

/** A part of the page itself. Rejects when it is missing. */
export async function fetch_part(fetch_: Fetch, address: string): Promise<Response> {
  const signal = AbortSignal.timeout(patience_ms);
  const response = await fetch_(address, { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer", signal });
  if (!response.ok) throw new Error(`${address} is not there`);
  return response;
}

export function make_workshop<W = WorkerLike>(fetch_: Fetch, addresses: { script: string; module: string }, start: (script: string) => W): OpenWorkshop<W> {
  let opened: Promise<Workshop<W>> | null = null;

  async function open(): Promise<Workshop<W>> {
    const [script, module] = await Promise.all([
      fetch_part(fetch_, addresses.script).then((response) => response.text()),
      fetch_part(fetch_, addresses.module).then(async (response) => WebAssembly.compile(await response.arrayBuffer())),
    ]);
    return { module, start: () => start(script) };
  }

  return () => {
    opened ??= open().catch((reason: unknown) => {
      opened = null;
      throw reason;
    });
    return opened;
  };
}
