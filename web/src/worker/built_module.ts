// SPDX-License-Identifier: Apache-2.0
// For tests: the module as ./dev build leaves it.
import { readFile } from "node:fs/promises";

export async function built_module(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(new URL("../../../build/bin/holdfast.wasm", import.meta.url)));
}
export async function vector(path: string): Promise<File> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return new File([new Uint8Array(await readFile(new URL(`../../../vectors/${path}`, import.meta.url)))], name);
}
