// SPDX-License-Identifier: Apache-2.0
// evidence.wasm from TypeScript: docs/formats/wasm-abi.md. One instance holds one case for as long as it lives; what is
// handed over is freed after each call, so that its memory does not grow with files.
import { abi_version, type ModuleExports } from "../worker/module";
import { type CaseAnswer, type CaseRequest, type Outcome, refused, type Refusal } from "./case_types";

interface Exports extends ModuleExports {
  hf_free(address: number): void;
  hf_bytes_data(): number;
  hf_bytes_size(): number;
  hf_wipe(address: number, size: number): void;
}
/** An argument: numbers as they are, texts and bytes as address and size. */
export type Argument = number | string | Uint8Array;

/** Bytes that go in with one call. */
export const piece_bytes = 1024 * 1024;

export class EvidenceInstance {
  readonly #exports: Exports;
  readonly #room: number;
  #spent = false;

  /** Throws when there is no memory for it. */
  constructor(compiled: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(compiled, {}).exports as unknown as Exports;
    this.#exports._initialize();
    this.#room = this.#exports.hf_alloc(piece_bytes);
    if (this.#room === 0) throw new RangeError("no memory");
  }

  fits(): boolean {
    return this.#exports.hf_abi_version() === abi_version;
  }
  /** After a trap nothing of it can be trusted: the case is what was saved last. */
  get spent(): boolean {
    return this.#spent;
  }

  ask<R extends CaseRequest>(request: R): Outcome<CaseAnswer<R>> {
    return this.call<CaseAnswer<R>>("hf_case_ask", JSON.stringify(request));
  }

  /** Calls a function that leaves a result. */
  call<T>(name: string, ...given: Argument[]): Outcome<T> {
    if (this.#spent) return refused("internal");
    const taken: { address: number; size: number }[] = [];
    const args: number[] = [];
    for (const argument of given) {
      if (typeof argument === "number") {
        args.push(argument);
        continue;
      }
      const bytes = typeof argument === "string" ? new TextEncoder().encode(argument) : argument;
      const address = this.#exports.hf_alloc(bytes.length);
      if (address === 0) {
        for (const each of taken) this.#exports.hf_free(each.address);
        return refused("out_of_memory");
      }
      new Uint8Array(this.#exports.memory.buffer).set(bytes, address);
      taken.push({ address, size: bytes.length });
      args.push(address, bytes.length);
    }
    const outcome = this.#outcome<T>(name, args);
    // A key may have been among them. A spent instance is dropped whole.
    for (const { address, size } of this.#spent ? [] : taken) {
      this.#exports.hf_wipe(address, size);
      this.#exports.hf_free(address);
    }
    return outcome;
  }

  /** Hands one piece of at most piece_bytes to a function that takes `before`, address and size. */
  feed<T = Record<string, never>>(name: string, before: number[], piece: Uint8Array): Outcome<T> {
    if (this.#spent) return refused("internal");
    new Uint8Array(this.#exports.memory.buffer).set(piece, this.#room);
    return this.#outcome(name, [...before, this.#room, piece.length]);
  }

  /** A copy of the bytes that the last call left. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.view().slice();
  }
  /** Those bytes where they are: good until the next call, whoever makes it. */
  view(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#exports.memory.buffer as ArrayBuffer, this.#exports.hf_bytes_data(), this.#exports.hf_bytes_size());
  }

  #outcome<T>(name: string, args: number[]): Outcome<T> {
    const call = (this.#exports as unknown as Record<string, unknown>)[name];
    if (typeof call !== "function") return refused("no_such_function");
    let status = 1;
    try {
      status = (call as (...args: number[]) => number)(...args);
    } catch {
      this.#spent = true;
      return refused("internal");
    }
    const left = new Uint8Array(this.#exports.memory.buffer, this.#exports.hf_result_data(), this.#exports.hf_result_size());
    const value = JSON.parse(new TextDecoder().decode(left)) as T | { error: string | Refusal };
    if (typeof value !== "object" || value === null || !("error" in value)) return status === 0 ? { ok: true, value: value as T } : refused("internal");
    // The door's errors are objects, those of the surface a name with more beside it.
    const { error, ...more } = value;
    return { ok: false, error: typeof error === "string" ? { what: error, ...more } : error };
  }
}
