// SPDX-License-Identifier: Apache-2.0
// A host of guide.wasm for Node, for the tests and for whoever builds pages from the guide: one instance, one blob, any number
// of questions (docs/formats/wasm-abi.md).
import { readFileSync } from "node:fs";

export class GuideModule {
  /** `module` and `blob` are files. Throws when the module or the blob does not fit. */
  constructor(module, blob) {
    this.compiled = new WebAssembly.Module(readFileSync(module));
    this.exports = new WebAssembly.Instance(this.compiled, {}).exports;
    this.exports._initialize();
    if (blob !== undefined && this.load(readFileSync(blob)).error !== undefined) throw new Error(`${blob} is no blob of the guide`);
  }

  /** Hands texts or bytes to an exported function, and reads what it leaves. */
  call(name, ...given) {
    const parts = given.map((part) => (typeof part === "string" ? new TextEncoder().encode(part) : part));
    const addresses = parts.map(({ length }) => this.exports.hf_alloc(length));
    if (addresses.includes(0)) throw new Error("no memory");
    parts.forEach((part, i) => new Uint8Array(this.exports.memory.buffer).set(part, addresses[i]));
    try {
      this.exports[name](...parts.flatMap(({ length }, i) => [addresses[i], length]));
    } finally {
      addresses.forEach((address) => this.exports.hf_free(address));
    }
    const left = new Uint8Array(this.exports.memory.buffer, this.exports.hf_result_data(), this.exports.hf_result_size());
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(left));
  }

  load(blob) {
    return this.call("hf_guide_load", blob);
  }

  ask(request) {
    return this.call("hf_guide_ask", typeof request === "string" ? request : JSON.stringify(request));
  }

  /** Takes a newer edition; `signature` and `key` as minisign writes them. */
  renew(blob, signature, key) {
    return this.call("hf_guide_renew", blob, signature, key);
  }
}
