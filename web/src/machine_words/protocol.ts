// SPDX-License-Identifier: Apache-2.0
// What the page and the worker that reads words say to each other. One picture, and the worker is ended.

export interface ToWordWorker {
  module: WebAssembly.Module;
  /** Tesseract's data of English. */
  data: Uint8Array;
  picture: Blob;
}
/** `cannot_open`: the browser makes no picture of it. `cannot_read`: Tesseract ended without words. */
export type WordFault = "cannot_open" | "cannot_read";
export type FromWordWorker = { kind: "progress"; share: number } | { kind: "words"; text: string } | { kind: "fault"; what: WordFault };
