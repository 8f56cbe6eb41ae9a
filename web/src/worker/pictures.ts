// SPDX-License-Identifier: Apache-2.0
// One picture file to its fingerprint: by the module, or, for kinds that the module does not decode (HEIC, AVIF), by the
// browser's own decoder and then the module.
import type { PictureErrorName, PictureOutcome } from "../pictures/outcome";
import type { Signal } from "../service/types";
import { declared_pixels } from "./declared_size";
import { Instance, type ModuleError, type Result } from "./module";

/** Larger files are refused unread: less than the module's own 128 MiB, as a phone has less memory. */
export const greatest_file_bytes = 100 * 1024 * 1024;
/** Above this the browser's decoder is not asked: its pixels, four bytes each, must fit a phone's memory. */
const greatest_browser_pixels = 64 * 1000 * 1000;

interface FingerprintResult {
  signals: Signal[];
  damaged: boolean;
}

/** The module's names of errors (docs/formats/wasm-abi.md) by the texts that the page has for them. */
const names: Record<string, PictureErrorName> = {
  empty: "empty",
  unknown_format: "not_a_picture",
  not_a_picture: "not_a_picture",
  video: "video",
  unsupported_format: "unsupported",
  unsupported_variant: "unsupported",
  too_many_bytes: "too_many_bytes",
  too_many_pixels: "too_many_pixels",
  side_too_long: "too_many_pixels",
  too_much_work: "too_slow",
  truncated: "truncated",
  corrupt: "damaged",
  out_of_memory: "no_memory",
  no_such_function: "no_module",
};

const failed = (error: PictureErrorName): PictureOutcome => ({ ok: false, error });
export const picture_error = (error: ModuleError): PictureErrorName => names[error.error] ?? "crashed";

function outcome(result: Result<FingerprintResult>, origin: "module" | "browser"): PictureOutcome {
  if (!result.ok) return failed(picture_error(result.error));
  return { ok: true, origin, signals: result.value.signals, damaged: result.value.damaged };
}

export async function fingerprint(compiled: WebAssembly.Module, file: File): Promise<PictureOutcome> {
  if (file.size === 0) return failed("empty");
  if (file.size > greatest_file_bytes) return failed("too_many_bytes");
  const instance = new Instance(compiled);
  const room = instance.take(file.size);
  if (room === null) return failed("no_memory");
  try {
    await read_into(file, room.view);
  } catch {
    return failed("unreadable");
  }
  const result = instance.call<FingerprintResult>("hf_fingerprint", room.address, file.size);
  instance.wipe();
  if (!result.ok && result.error.error === "unsupported_format") return by_browser(compiled, file, result.error.file_kind === "heic" ? "heic" : null);
  return outcome(result, "module");
}

/** Part by part, so that the file is in memory once. */
export async function read_into(file: Blob, view: () => Uint8Array<ArrayBuffer>): Promise<void> {
  const part = 4 * 1024 * 1024;
  for (let at = 0; at < file.size; at += part) {
    const bytes = new Uint8Array(await file.slice(at, at + part).arrayBuffer());
    view().set(bytes, at);
    bytes.fill(0);
  }
}

/** `kind`: the error that says what to do with a file of this kind where the browser has no decoder for it. */
async function by_browser(compiled: WebAssembly.Module, file: File, kind: PictureErrorName | null): Promise<PictureOutcome> {
  // Before the browser's decoder takes the memory: a few hundred bytes may declare a picture of any size.
  const declared = await declared_pixels(file).catch(() => null);
  if (declared !== null && declared > greatest_browser_pixels) return failed("too_many_pixels");
  if (typeof createImageBitmap !== "function" || typeof OffscreenCanvas !== "function") return failed(kind ?? "unsupported");
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return failed(kind ?? "browser_refused");
  }
  const { width, height } = bitmap;
  try {
    if (width * height > greatest_browser_pixels) return failed("too_many_pixels");
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (context === null) return failed("no_memory");
    context.drawImage(bitmap, 0, 0);
    const pixels = context.getImageData(0, 0, width, height).data;
    const instance = new Instance(compiled);
    const room = instance.take(pixels.length);
    if (room === null) return failed("no_memory");
    room.view().set(pixels);
    pixels.fill(0);
    const result = instance.call<FingerprintResult>("hf_fingerprint_rgba", room.address, pixels.length, width, height);
    instance.wipe();
    return outcome(result, "browser");
  } catch {
    return failed("no_memory");
  } finally {
    bitmap.close();
  }
}
