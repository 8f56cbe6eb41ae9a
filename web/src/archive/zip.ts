// SPDX-License-Identifier: Apache-2.0
// A zip file (PKWARE APPNOTE 6.3.10), as far as a download of one's own account needs it: its directory, and single files out of it. Only
// what is asked for is read from the disk and unpacked, by the browser's own inflate, and never more than the directory says and the
// caller allows: a small file that unpacks without end costs no more than that limit. What is not asked for, pictures above all, is
// passed over unread.
import { chunks_of } from "./chunks";

export interface ZipEntry {
  name: string;
  /** Of the compression: 0 stored, 8 deflated; others are not read. */
  method: number;
  /** Needs a password. */
  locked: boolean;
  /** A file of its own, and no link, by the attributes that Unix gives it. */
  is_file: boolean;
  /** Bytes in the zip, and unpacked. */
  packed: number;
  size: number;
  crc: number;
  /** Of its local header in the zip. */
  at: number;
}

/** The zip is cut off, contradicts itself, or holds other bytes than it says. */
export class ZipDamage extends Error {}

export const greatest_directory = 64 * 1024 * 1024;
export const most_entries = 400_000;
const [end_size, longest_comment, local_size, entry_size, end64_size, locator64_size] = [22, 65_535, 30, 46, 56, 20];
const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 } as const;
const in_64_bits = 0xffffffff;

export const starts_as_zip = (first: Uint8Array): boolean => first.length >= 4 && [0x04034b50, 0x06054b50].includes(view_of(first).getUint32(0, true));

const view_of = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function bytes_at(file: Blob, at: number, size: number): Promise<Uint8Array> {
  if (at < 0 || size < 0 || at + size > file.size) throw new ZipDamage();
  return new Uint8Array(await file.slice(at, at + size).arrayBuffer());
}
/** A number of 64 bits that a file can be long; others are damage. */
function long_at(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipDamage();
  return Number(value);
}

interface Directory {
  at: number;
  size: number;
  count: number;
}

/** Where the directory lies (4.3.16), also of a zip above four gigabytes (4.3.14, 4.3.15). */
async function find_directory(file: Blob): Promise<Directory> {
  const tail_at = Math.max(0, file.size - end_size - longest_comment - locator64_size);
  const tail = await bytes_at(file, tail_at, file.size - tail_at);
  const view = view_of(tail);
  for (let at = tail.length - end_size; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== signatures.end || at + end_size + view.getUint16(at + 20, true) !== tail.length) continue;
    const directory = { count: view.getUint16(at + 10, true), size: view.getUint32(at + 12, true), at: view.getUint32(at + 16, true) };
    const is_long = at >= locator64_size && view.getUint32(at - locator64_size, true) === signatures.locator64;
    if (!is_long) return directory;
    const end = view_of(await bytes_at(file, long_at(view, at - locator64_size + 8), end64_size));
    if (end.getUint32(0, true) !== signatures.end64) throw new ZipDamage();
    return { count: long_at(end, 32), size: long_at(end, 40), at: long_at(end, 48) };
  }
  throw new ZipDamage();
}

/** The files that the zip says it holds, in its order. Throws ZipDamage. */
export async function read_directory(file: Blob): Promise<ZipEntry[]> {
  const { at, size, count } = await find_directory(file);
  if (size > greatest_directory || count > most_entries) throw new ZipDamage();
  const bytes = await bytes_at(file, at, size);
  const view = view_of(bytes);
  const text = new TextDecoder();
  const entries: ZipEntry[] = [];
  for (let here = 0; here < bytes.length; ) {
    if (entries.length >= most_entries || here + entry_size > bytes.length || view.getUint32(here, true) !== signatures.entry) throw new ZipDamage();
    const [name_size, extra_size, comment_size] = [view.getUint16(here + 28, true), view.getUint16(here + 30, true), view.getUint16(here + 32, true)];
    const extra_at = here + entry_size + name_size;
    const next = extra_at + extra_size + comment_size;
    if (next > bytes.length) throw new ZipDamage();
    const short = { packed: view.getUint32(here + 20, true), size: view.getUint32(here + 24, true), at: view.getUint32(here + 42, true) };
    entries.push({
      name: text.decode(bytes.subarray(here + entry_size, extra_at)),
      method: view.getUint16(here + 10, true),
      locked: (view.getUint16(here + 8, true) & 1) === 1,
      is_file: [0, 8].includes(view.getUint32(here + 38, true) >>> 28),
      crc: view.getUint32(here + 16, true),
      ...long_sizes(short, bytes.subarray(extra_at, extra_at + extra_size)),
    });
    here = next;
  }
  return entries;
}

/** What did not fit 32 bits stands in the extra field 1, in this order (4.5.3). */
function long_sizes(short: Pick<ZipEntry, "packed" | "size" | "at">, extra: Uint8Array): Pick<ZipEntry, "packed" | "size" | "at"> {
  const view = view_of(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const end = Math.min(extra.length, at + 4 + view.getUint16(at + 2, true));
    let here = at + 4;
    const long = (value: number): number => {
      if (value !== in_64_bits) return value;
      if (here + 8 > end) throw new ZipDamage();
      here += 8;
      return long_at(view, here - 8);
    };
    const size = long(short.size);
    return { size, packed: long(short.packed), at: long(short.at) };
  }
  return short;
}

/** The bytes of one file, piece by piece, held against its size and its sum. Throws ZipDamage; at most `entry.size` bytes come.
 *  `is_exact`: its own header must name it as the directory does. */
export async function* content_of(file: Blob, entry: ZipEntry, is_exact = false): AsyncGenerator<Uint8Array> {
  const local = view_of(await bytes_at(file, entry.at, local_size));
  if (local.getUint32(0, true) !== signatures.local || entry.locked || (entry.method !== 0 && entry.method !== 8)) throw new ZipDamage();
  const name_size = local.getUint16(26, true);
  if (is_exact && new TextDecoder().decode(await bytes_at(file, entry.at + local_size, name_size)) !== entry.name) throw new ZipDamage();
  const from = entry.at + local_size + name_size + local.getUint16(28, true);
  if (from + entry.packed > file.size) throw new ZipDamage();
  const packed = file.slice(from, from + entry.packed);
  let size = 0;
  let crc = 0xffffffff;
  const bytes = entry.method === 0 ? packed.stream() : packed.stream().pipeThrough(in_small_pieces()).pipeThrough(new DecompressionStream("deflate-raw"));
  try {
    for await (const chunk of chunks_of(bytes)) {
      size += chunk.length;
      if (size > entry.size) break;
      for (const byte of chunk) crc = (crc >>> 8) ^ (crc_table[(crc ^ byte) & 0xff] ?? 0);
      yield chunk;
    }
  } catch {
    throw new ZipDamage(); // what the browser's inflate says of it
  }
  if (size !== entry.size || (crc ^ 0xffffffff) >>> 0 !== entry.crc) throw new ZipDamage();
}

/** A browser unpacks a piece at once, up to a thousand times its size, before anybody can say that it is enough. */
const piece_size = 16 * 1024;
function in_small_pieces(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, to) {
      for (let at = 0; at < chunk.length; at += piece_size) to.enqueue(chunk.subarray(at, at + piece_size));
    },
  });
}

const crc_table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
