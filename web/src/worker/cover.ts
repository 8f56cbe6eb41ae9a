// SPDX-License-Identifier: Apache-2.0
// A copy of a picture with parts covered, by a fresh instance of the module: it decodes, covers and writes in one call, so that
// the record that comes with the copy is of these pixels and no others, and nothing of the file but pixels is in it.
import type { Box, RedactionRecord } from "../evidence/case_types";
import type { PictureErrorName } from "../pictures/outcome";
import { Instance } from "./module";
import { greatest_file_bytes, picture_error, read_into } from "./pictures";

export interface CoverOrder {
  file: Blob;
  boxes: readonly Box[];
  crop: Box | null;
}
export type CoverOutcome = { ok: true; copy: Blob; record: Omit<RedactionRecord, "made">; damaged: boolean; animated: boolean } | { ok: false; error: PictureErrorName };
type Covered = Omit<Extract<CoverOutcome, { ok: true }>, "ok" | "copy">;

const failed = (error: PictureErrorName): CoverOutcome => ({ ok: false, error });
const numbers = (boxes: readonly Box[]): Uint8Array => new Uint8Array(new Uint32Array(boxes.flat()).buffer);

export async function cover(compiled: WebAssembly.Module, { file, boxes, crop }: CoverOrder): Promise<CoverOutcome> {
  if (file.size > greatest_file_bytes) return failed("too_many_bytes");
  const instance = new Instance(compiled);
  const room = instance.take(file.size);
  if (room === null) return failed("no_memory");
  try {
    await read_into(file, room.view);
  } catch {
    return failed("unreadable");
  }
  const result = instance.call<Covered>("hf_cover", room.address, file.size, numbers(boxes), numbers(crop === null ? [] : [crop]));
  if (!result.ok) return failed(picture_error(result.error));
  const copy = new Blob([instance.bytes("hf_copy_data", "hf_copy_size")], { type: "image/png" });
  instance.wipe();
  return { ok: true, copy, ...result.value };
}
