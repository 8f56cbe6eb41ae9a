// SPDX-License-Identifier: Apache-2.0
// holdfast.wasm from TypeScript: docs/formats/wasm-abi.md. One instance a task; dropping it frees all it held.

/** What every module exports, as far as this page uses it. */
export interface ModuleExports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  hf_abi_version(): number;
  hf_alloc(size: number): number;
  hf_result_data(): number;
  hf_result_size(): number;
}
export const abi_version = 1;

/** Members of a result that is an error. */
export interface ModuleError {
  error: string;
  [member: string]: unknown;
}
export type Result<T> = { ok: true; value: T } | { ok: false; error: ModuleError };

/** An argument: a number as it is, bytes or text as address and size, null as address 0 and size 0. */
export type Argument = number | bigint | Uint8Array | string | null;

export class Instance {
  readonly #exports: ModuleExports;
  readonly #taken: { address: number; size: number }[] = [];

  constructor(compiled: WebAssembly.Module) {
    const instance = new WebAssembly.Instance(compiled, {});
    this.#exports = instance.exports as unknown as ModuleExports;
    this.#exports._initialize();
  }

  fits(): boolean {
    return this.#exports.hf_abi_version() === abi_version;
  }

  /** Room in the module's memory, so that large data is written there once. Null when there is no memory for it. */
  take(size: number): { address: number; view(): Uint8Array<ArrayBuffer> } | null {
    const address = this.#exports.hf_alloc(size);
    if (address === 0) return null;
    this.#taken.push({ address, size });
    return { address, view: () => new Uint8Array(this.#exports.memory.buffer as ArrayBuffer, address, size) };
  }

  /** Calls an exported function that leaves a result. A trap is an error like any other; the instance is spent then. */
  call<T>(name: string, ...given: Argument[]): Result<T> {
    const call = (this.#exports as unknown as Record<string, unknown>)[name];
    if (typeof call !== "function") return { ok: false, error: { error: "no_such_function" } };
    const args: (number | bigint)[] = [];
    for (const argument of given) {
      if (typeof argument === "number" || typeof argument === "bigint") args.push(argument);
      else if (argument === null) args.push(0, 0);
      else {
        const bytes = typeof argument === "string" ? new TextEncoder().encode(argument) : argument;
        const room = this.take(bytes.length);
        if (room === null) return { ok: false, error: { error: "out_of_memory" } };
        room.view().set(bytes);
        args.push(room.address, bytes.length);
      }
    }
    let status = 1;
    try {
      status = (call as (...args: (number | bigint)[]) => number)(...args);
    } catch {
      // The result still says why, if it is known.
    }
    const value = this.#result();
    return status === 0 ? { ok: true, value: value as T } : { ok: false, error: as_error(value) };
  }

  /** A copy of the bytes that the last call left, by the names of the two functions that say where and how many. */
  bytes(data: string, size: string): Uint8Array<ArrayBuffer> {
    const exports = this.#exports as unknown as Record<string, () => number>;
    const [start = 0, length = 0] = [exports[data]?.(), exports[size]?.()];
    return new Uint8Array(this.#exports.memory.buffer as ArrayBuffer, start, length).slice();
  }

  #result(): unknown {
    try {
      const start = this.#exports.hf_result_data();
      const bytes = new Uint8Array(this.#exports.memory.buffer, start, this.#exports.hf_result_size());
      return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    } catch {
      return null;
    }
  }

  /** Overwrites what was handed over and what came back, before the instance is dropped. */
  wipe(): void {
    try {
      for (const { address, size } of this.#taken) new Uint8Array(this.#exports.memory.buffer, address, size).fill(0);
      new Uint8Array(this.#exports.memory.buffer, this.#exports.hf_result_data(), this.#exports.hf_result_size()).fill(0);
    } catch {
      // A spent instance: its memory goes with it.
    }
    this.#taken.length = 0;
  }
}

function as_error(value: unknown): ModuleError {
  if (typeof value === "object" && value !== null && "error" in value && typeof value.error === "string") return value as ModuleError;
  return { error: "internal" };
}
