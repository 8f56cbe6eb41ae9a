// SPDX-License-Identifier: Apache-2.0
// How large a picture says it is, read from its head before the browser's decoder takes memory for it: HEIF and AVIF
// (ISO/IEC 14496-12 boxes; `ispe` of ISO/IEC 23008-12, 6.5.3; `tkhd` for sequences) and BMP. What the decoder then gives is
// measured again: a file may lie.

/** A HEIF file has about five boxes at its top, and those that describe a picture take some kilobytes. One that is made to be
 *  looked through for long counts as too large. */
const greatest_boxes = 256;
const greatest_description_bytes = 4 * 1024 * 1024;
const greatest_depth = 6;

/** Boxes that hold the ones looked for, and how many bytes of their own stand before those. */
const containers: Record<string, number> = { meta: 4, iprp: 0, ipco: 0, moov: 0, trak: 0 };

interface Box {
  type: string;
  /** Where its content begins, and where it ends, from the start of the bytes at hand. */
  start: number;
  end: number;
}

/** The box at `at`, or null where there is none. `size`: of all that may belong to it. */
function box_at(view: DataView, at: number, size: number): Box | null {
  if (at + 8 > view.byteLength) return null;
  const type = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5), view.getUint8(at + 6), view.getUint8(at + 7));
  const said = view.getUint32(at);
  if (said === 0) return { type, start: at + 8, end: size };
  if (said >= 8) return { type, start: at + 8, end: at + said };
  if (said !== 1 || at + 16 > view.byteLength) return null;
  const long = Number(view.getBigUint64(at + 8));
  return long >= 16 ? { type, start: at + 16, end: at + long } : null;
}

/** Pixels of the largest picture that the boxes between `at` and `end` declare; 0 when they declare none. */
function largest(view: DataView, at: number, end: number, depth: number): number {
  let most = 0;
  while (at < end) {
    const box = box_at(view, at, end);
    if (box === null || box.end > end || box.end <= at) break;
    const own = containers[box.type];
    if (own !== undefined && depth < greatest_depth) most = Math.max(most, largest(view, box.start + own, box.end, depth + 1));
    else if (box.type === "ispe" && box.end - box.start >= 12) most = Math.max(most, view.getUint32(box.start + 4) * view.getUint32(box.start + 8));
    // The last eight bytes of a track's head: width and height as 16.16.
    else if (box.type === "tkhd" && box.end - box.start >= 84) most = Math.max(most, view.getUint16(box.end - 8) * view.getUint16(box.end - 4));
    at = box.end;
  }
  return most;
}

async function view_of(file: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

async function pixels_of_boxes(file: Blob): Promise<number | null> {
  let most = 0;
  let boxes = 0;
  for (let at = 0; at < file.size; ) {
    const box = box_at(await view_of(file, at, at + 16), 0, file.size - at);
    if (box === null) break;
    if (box.type === "meta" || box.type === "moov") {
      if (box.end > greatest_description_bytes) return Infinity;
      const view = await view_of(file, at, at + box.end);
      most = Math.max(most, largest(view, 0, view.byteLength, 0));
    }
    at += box.end;
    boxes += 1;
    if (boxes === greatest_boxes) return most === 0 ? Infinity : most;
  }
  return most === 0 ? null : most;
}

/** Width times height as the file declares it, or null when it is of a kind that is not known here or declares none. */
export async function declared_pixels(file: Blob): Promise<number | null> {
  const head = await view_of(file, 0, 26);
  if (head.byteLength < 12) return null;
  if (head.getUint32(4) === 0x66747970) return pixels_of_boxes(file); // "ftyp"
  if (head.getUint16(0) !== 0x424d || head.byteLength < 26) return null; // "BM"
  if (head.getUint32(14, true) === 12) return head.getUint16(18, true) * head.getUint16(20, true);
  return Math.abs(head.getInt32(18, true) * head.getInt32(22, true));
}
