// SPDX-License-Identifier: Apache-2.0
// Reads the words in one picture with Tesseract's own core, whose script stands before this one in the worker's text. The
// picture becomes grey samples first: nothing of Tesseract ever reads a file of a stranger's. It asks nothing of the
// network and keeps nothing.
import type { FromWordWorker, ToWordWorker, WordFault } from "./protocol";

declare const self: DedicatedWorkerGlobalScope;

interface Reader {
  Init(path: null, language: string, engine: number): number;
  SetPageSegMode(mode: number): void;
  SetImageFile(orientation: number, angle: number): number;
  SetSourceResolution(pixels_per_inch: number): void;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
}
interface Core {
  FS: { writeFile(path: string, bytes: Uint8Array): void };
  TessBaseAPI: new () => Reader;
}
declare function TesseractCore(options: {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
  TesseractProgress(percent: number): void;
  print(): void;
  printErr(): void;
}): Promise<Core>;

const lstm = 1; // OEM_LSTM_ONLY
const one_column = 4; // PSM_SINGLE_COLUMN: a screen is read from top to bottom
const usual_resolution = 300;
/** What a canvas of a phone can hold; larger pictures are made smaller. */
const most_pixels = 16_000_000;
const longest_side = 16_000;

const say = (message: FromWordWorker): void => self.postMessage(message);

/** As the picture is shown, grey on white, as a PGM file: a head of a line and the samples. */
async function grey_samples(picture: Blob): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, Math.sqrt(most_pixels / (bitmap.width * bitmap.height)), longest_side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.floor(bitmap.width * scale));
  const height = Math.max(1, Math.floor(bitmap.height * scale));
  const paper = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (paper === null) throw new Error("no canvas");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, width, height);
  paper.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = paper.getImageData(0, 0, width, height);
  const head = new TextEncoder().encode(`P5 ${width} ${height} 255\n`);
  const file = new Uint8Array(head.length + width * height);
  file.set(head);
  for (let i = 0, at = head.length; i < data.length; i += 4, at += 1) file[at] = (299 * (data[i] ?? 0) + 587 * (data[i + 1] ?? 0) + 114 * (data[i + 2] ?? 0) + 500) / 1000;
  return file;
}

async function read({ module, data, picture }: ToWordWorker): Promise<FromWordWorker> {
  const fault = (what: WordFault): FromWordWorker => ({ kind: "fault", what });
  const samples = await grey_samples(picture).catch(() => null);
  if (samples === null) return fault("cannot_open");
  const core = await TesseractCore({
    instantiateWasm(imports, done) {
      void WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
      return {};
    },
    TesseractProgress: (percent) => say({ kind: "progress", share: percent / 100 }),
    print: () => undefined,
    printErr: () => undefined,
  });
  core.FS.writeFile("eng.traineddata", data);
  const reader = new core.TessBaseAPI();
  if (reader.Init(null, "eng", lstm) !== 0) return fault("cannot_read");
  core.FS.writeFile("/input", samples);
  reader.SetPageSegMode(one_column);
  if (reader.SetImageFile(1, 0) === 1) return fault("cannot_read");
  reader.SetSourceResolution(usual_resolution);
  if (reader.Recognize(null) !== 0) return fault("cannot_read");
  return { kind: "words", text: reader.GetUTF8Text() };
}

self.onmessage = ({ data }: MessageEvent<ToWordWorker>) => {
  void read(data)
    .catch((): FromWordWorker => ({ kind: "fault", what: "cannot_read" }))
    .then(say);
};
