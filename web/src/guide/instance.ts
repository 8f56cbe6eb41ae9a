// SPDX-License-Identifier: Apache-2.0
// guide.wasm with its blob in it: one JSON request, one JSON answer (docs/formats/wasm-abi.md). It runs where the page
// runs, as no worker may on some routes; an answer takes a few milliseconds.

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  hf_abi_version(): number;
  hf_alloc(size: number): number;
  hf_free(address: number): void;
  hf_result_data(): number;
  hf_result_size(): number;
  hf_guide_load(blob: number, size: number): number;
  hf_guide_ask(request: number, size: number): number;
}
const abi_version = 1;

export class GuideInstance {
  readonly #exports: Exports;
  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** Null when module and blob do not fit this page. */
  static async open(module: WebAssembly.Module, blob: Uint8Array): Promise<GuideInstance | null> {
    const exports = (await WebAssembly.instantiate(module, {})).exports as unknown as Exports;
    exports._initialize();
    const instance = new GuideInstance(exports);
    return exports.hf_abi_version() === abi_version && instance.#call("hf_guide_load", blob).status === 0 ? instance : null;
  }

  /** The answer, or null when the request was refused. Throws when the instance is spent. */
  ask(request: object): object | null {
    const { status, text } = this.#call("hf_guide_ask", new TextEncoder().encode(JSON.stringify(request)));
    const value: unknown = JSON.parse(text);
    return status === 0 && typeof value === "object" && value !== null && !("error" in value) ? value : null;
  }

  #call(name: "hf_guide_load" | "hf_guide_ask", bytes: Uint8Array): { status: number; text: string } {
    const { memory, hf_alloc, hf_free, hf_result_data, hf_result_size } = this.#exports;
    const address = hf_alloc(bytes.length);
    if (address === 0) throw new Error("no memory");
    new Uint8Array(memory.buffer).set(bytes, address);
    const status = this.#exports[name](address, bytes.length);
    hf_free(address);
    return { status, text: new TextDecoder().decode(new Uint8Array(memory.buffer, hf_result_data(), hf_result_size())) };
  }
}
