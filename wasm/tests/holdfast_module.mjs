// SPDX-License-Identifier: Apache-2.0
// A host of the module for Node 18 and later, by the rules of docs/formats/wasm-abi.md: one fresh instance a picture.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const vectors = join(root, "vectors");

const modulePath = process.env.HOLDFAST_WASM ?? join(root, "build/wasm/wasm/holdfast.wasm");
export const moduleBytes = readFileSync(modulePath);
export const compiled = new WebAssembly.Module(moduleBytes);

export function instantiate() {
  const { exports } = new WebAssembly.Instance(compiled, {});
  exports._initialize();
  return exports;
}

export function copyIn(exports, bytes) {
  const address = exports.hf_alloc(bytes.length);
  if (address === 0) throw new Error("no memory");
  new Uint8Array(exports.memory.buffer).set(bytes, address);
  return address;
}

export function result(exports) {
  const bytes = new Uint8Array(exports.memory.buffer, exports.hf_result_data(), exports.hf_result_size());
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

/// Calls one function of a fresh instance. A trap is no exception here: `trapped` says so, and the answer is what it left.
export function callOnce(name, bytes, ...more) {
  const exports = instantiate();
  const address = copyIn(exports, bytes);
  try {
    const status = exports[name](address, bytes.length, ...more);
    return { status, trapped: false, answer: result(exports) };
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    return { status: 1, trapped: true, answer: result(exports) };
  }
}

export const fingerprint = (bytes) => callOnce("hf_fingerprint", bytes);

/// The same line as media/tests/fingerprint_list.cpp prints.
export function lineOf({ status, answer }) {
  if (status !== 0) return answer.error;
  const signals = answer.signals.map(({ kind, code, quality }) => `${kind}:${code}:${quality}`);
  return [answer.damaged ? "damaged" : "ok", answer.width, answer.height, answer.orientation, ...signals].join(" ");
}

export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

/// What the native decoders say, one line a file.
export function nativeLines(files) {
  const program = process.env.HOLDFAST_FINGERPRINT_LIST ?? join(root, "build/release/media/media_fingerprint_list");
  return execFileSync(program, files, { encoding: "utf8", maxBuffer: 64 << 20 }).trimEnd().split("\n");
}

export function manifest() {
  return readFileSync(join(vectors, "media/manifest.tsv"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [file, kind, expect, width, height, orientation, animated] = line.split("\t");
      return { file, kind, expect, width: Number(width), height: Number(height), orientation: Number(orientation), animated: animated === "yes" };
    });
}
