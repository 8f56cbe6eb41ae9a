// SPDX-License-Identifier: Apache-2.0
// Proof of work in slices, so that it shows progress. It is stopped by ending the worker.
import type { Requests, TextOutcome } from "./protocol";
import { Instance } from "./module";

const tries_in_a_slice = 100_000;
/** Past this share the bar waits: how many tries it takes is a matter of luck. */
const greatest_share = 0.99;

/** How far along `tries` are, as the chance that a proof was found by then. */
export function share_of_work(tries: number, difficulty: number): number {
  return Math.min(greatest_share, 1 - Math.exp(-tries / 2 ** difficulty));
}

export function prove(compiled: WebAssembly.Module, { challenge, difficulty, body }: Requests["prove"]["ask"], progress: (share: number) => void): TextOutcome {
  const instance = new Instance(compiled);
  for (let start = 0n; ; start += BigInt(tries_in_a_slice)) {
    const found = instance.call<{ nonce: string | null }>("hf_proof_solve", challenge, body, start, tries_in_a_slice);
    instance.wipe();
    if (!found.ok) return { ok: false };
    if (found.value.nonce !== null) return { ok: true, text: found.value.nonce };
    progress(share_of_work(Number(start) + tries_in_a_slice, difficulty));
  }
}
