// SPDX-License-Identifier: Apache-2.0
// guide.wasm with its blob in it: one JSON request, one JSON answer (docs/formats/wasm-abi.md). It runs where the page
// runs, as no worker may on some routes; an answer takes a few milliseconds.
import type { ContactError, ContactsRead } from "../people/people";

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  hf_abi_version(): number;
  hf_alloc(size: number): number;
  hf_free(address: number): void;
  hf_result_data(): number;
  hf_result_size(): number;
  hf_guide_load(blob: number, size: number): number;
  hf_guide_renew(blob: number, size: number, signature: number, signature_size: number, key: number, key_size: number): number;
  hf_guide_ask(request: number, size: number): number;
  hf_contacts_read(file: number, size: number): number;
}
const abi_version = 1;
const contact_errors: readonly ContactError[] = ["empty", "too_large", "archive", "not_text", "damaged", "unknown", "nobody"];

export class GuideInstance {
  readonly #exports: Exports;
  #edition = 0;
  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** The number of the edition that answers. */
  get edition(): number {
    return this.#edition;
  }

  /** Null when module and blob do not fit this page. */
  static async open(module: WebAssembly.Module, blob: Uint8Array): Promise<GuideInstance | null> {
    const exports = (await WebAssembly.instantiate(module, {})).exports as unknown as Exports;
    exports._initialize();
    const instance = new GuideInstance(exports);
    return exports.hf_abi_version() === abi_version && instance.#took(instance.#call("hf_guide_load", blob)) ? instance : null;
  }

  /** The people in a platform's file, on an instance of its own that is dropped after it: a hostile file costs nothing else. */
  static read_contacts(module: WebAssembly.Module, file: Uint8Array): ContactsRead {
    try {
      const exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
      exports._initialize();
      const { status, text } = new GuideInstance(exports).#call("hf_contacts_read", file);
      if (status === 0) return { ok: true, ...(JSON.parse(text) as Omit<ContactsRead & { ok: true }, "ok">) };
      const { error } = JSON.parse(text) as { error: string };
      return { ok: false, error: contact_errors.find((known) => known === error) ?? "damaged" };
    } catch {
      return { ok: false, error: "damaged" };
    }
  }

  /** The answer, or null when the request was refused. Throws when the instance is spent. */
  ask(request: object): object | null {
    const { status, text } = this.#call("hf_guide_ask", new TextEncoder().encode(JSON.stringify(request)));
    const value: unknown = JSON.parse(text);
    return status === 0 && typeof value === "object" && value !== null && !("error" in value) ? value : null;
  }

  /** Takes a newer edition that `key` signed (both as minisign writes them); otherwise what is loaded stays. Throws when the instance
   *  is spent. */
  renew(blob: Uint8Array, signature: string, key: string): boolean {
    const text = new TextEncoder();
    return this.#took(this.#call("hf_guide_renew", blob, text.encode(signature), text.encode(key)));
  }

  #took({ status, text }: { status: number; text: string }): boolean {
    if (status === 0) this.#edition = (JSON.parse(text) as { edition: number }).edition;
    return status === 0;
  }

  #call(name: "hf_guide_load" | "hf_guide_renew" | "hf_guide_ask" | "hf_contacts_read", ...parts: Uint8Array[]): { status: number; text: string } {
    const { memory, hf_alloc, hf_free, hf_result_data, hf_result_size } = this.#exports;
    const addresses = parts.map(({ length }) => hf_alloc(length));
    if (addresses.includes(0)) throw new Error("no memory");
    parts.forEach((part, i) => new Uint8Array(memory.buffer).set(part, addresses[i]));
    const status = (this.#exports[name] as (...given: number[]) => number)(...parts.flatMap(({ length }, i) => [addresses[i] ?? 0, length]));
    for (const address of addresses) hf_free(address);
    return { status, text: new TextDecoder().decode(new Uint8Array(memory.buffer, hf_result_data(), hf_result_size())) };
  }
}
