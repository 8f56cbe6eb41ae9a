// SPDX-License-Identifier: Apache-2.0
// One file as it is kept on this device: parts of a mebibyte, each sealed for its place (docs/formats/draft.md, "Evidence").
import { type Outcome, refused } from "../case_types";
import { type EvidenceInstance, piece_bytes } from "../instance";
import { type Content, each_piece, type SeenFile, type Watch } from "../reading";
import type { KeptStore } from "./kept_store";

/** What a state says of a file that belongs to it. */
export interface KeptFile {
  /** 64 hexadecimal digits, drawn for this file. */
  id: string;
  exhibit: number;
  copy: number;
  size: number;
  sha256: string;
}

export const kept_as = { file: 0, state: 1 } as const;
export const id_bytes = 32;

export const hex_of = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const bytes_of = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(hex.match(/../g)?.map((two) => parseInt(two, 16)) ?? []);
const parts_in = (size: number): number => Math.max(1, Math.ceil(size / piece_bytes));
const nothing = new Uint8Array();

/** The sealed form of one part. */
export function seal_part(instance: EvidenceInstance, kind: keyof typeof kept_as, id: Uint8Array, number: number, is_last: boolean, part: Uint8Array): Outcome<Uint8Array<ArrayBuffer>> {
  const sealed = instance.call("hf_kept_seal", kept_as[kind], number, is_last ? 1 : 0, id, part);
  return sealed.ok ? { ok: true, value: instance.bytes() } : sealed;
}
export function open_part(instance: EvidenceInstance, kind: keyof typeof kept_as, id: Uint8Array, number: number, is_last: boolean, sealed: Uint8Array): Outcome<Uint8Array<ArrayBuffer>> {
  const opened = instance.call("hf_kept_open", kept_as[kind], number, is_last ? 1 : 0, id, sealed);
  return opened.ok ? { ok: true, value: instance.bytes() } : opened;
}

/** What was kept, as a pack takes it: opened when it is asked for. Reading from where no part begins, or what is damaged, fails. */
export function kept_content(instance: EvidenceInstance, store: KeptStore, { id, size }: KeptFile): Content {
  async function read(from: number, to: number): Promise<ArrayBuffer> {
    const end = Math.min(to, size);
    const bytes = new Uint8Array(Math.max(0, end - from));
    for (let at = from; at < end; at += piece_bytes) {
      const number = at / piece_bytes;
      const sealed = await store.part(id, number);
      const opened = sealed === null ? refused("draft_damaged") : open_part(instance, "file", bytes_of(id), number, number === parts_in(size) - 1, sealed);
      if (!opened.ok || opened.value.length !== Math.min(piece_bytes, size - at)) throw new Error("draft_damaged");
      bytes.set(opened.value.subarray(0, end - at), at - from);
      opened.value.fill(0);
    }
    return bytes.buffer;
  }
  return { size, slice: (from, to) => ({ arrayBuffer: () => read(from, to) }) };
}

/** Reads all of `content` once; what the module saw of it. It is not looked at for anything but digests, and not held. */
async function through(instance: EvidenceInstance, content: Content, watch: Watch, with_piece: (piece: Uint8Array) => Promise<Outcome<unknown>>): Promise<Outcome<SeenFile>> {
  const begun = instance.call<{ file: number }>("hf_file_begin", 0);
  if (!begun.ok) return begun;
  const number = begun.value.file;
  const read = await each_piece(content, watch, async (piece) => {
    const taken = instance.feed("hf_file_take", [number], piece);
    return taken.ok ? with_piece(piece) : taken;
  });
  if (read.ok) return instance.call<SeenFile>("hf_file_finish", number);
  instance.call("hf_file_drop", number);
  return read;
}
const holds = (seen: SeenFile, { size, sha256 }: Pick<KeptFile, "size" | "sha256">): boolean => seen.size === size && seen.sha256 === sha256;

/** Writes a file, or nothing of it. What lies here when this is done is, to the byte, what the case has the digest of. */
export async function keep_file(instance: EvidenceInstance, store: KeptStore, content: Content, of: Omit<KeptFile, "id">, watch: Watch): Promise<Outcome<KeptFile>> {
  const raw = crypto.getRandomValues(new Uint8Array(id_bytes));
  const id = hex_of(raw);
  const count = parts_in(content.size);
  const slice: Uint8Array<ArrayBuffer>[] = [];
  let number = 0;
  async function take(piece: Uint8Array): Promise<Outcome<unknown>> {
    const sealed = seal_part(instance, "file", raw, number, number === count - 1, piece);
    if (!sealed.ok) return sealed;
    slice.push(sealed.value);
    number += 1;
    if (slice.length < parts_at_once && number < count) return sealed;
    await store.put_parts(id, number - slice.length, slice.splice(0));
    return sealed;
  }
  async function write(): Promise<Outcome<KeptFile>> {
    if (content.size === 0) {
      const empty = await take(nothing);
      if (!empty.ok) return empty;
    }
    const seen = await through(instance, content, watch, take);
    if (!seen.ok) return seen;
    instance.call("hf_file_drop", seen.value.file);
    return holds(seen.value, of) ? { ok: true, value: { id, ...of } } : refused("content_changed");
  }
  const wrote = await write().catch(async (fault: unknown) => {
    await store.drop_files([id]).catch(() => undefined);
    throw fault;
  });
  if (!wrote.ok) await store.drop_files([id]);
  return wrote;
}
/** Parts that are written with one transaction. */
const parts_at_once = 4;

/** Reads a kept file back, so that the module knows its digests; whether it is what the case says. */
export async function take_up_file(instance: EvidenceInstance, store: KeptStore, of: KeptFile, watch: Watch): Promise<Outcome<boolean>> {
  const seen = await through(instance, kept_content(instance, store, of), watch, async () => ({ ok: true, value: null }));
  if (seen.ok) {
    const fits = holds(seen.value, of);
    if (!fits) instance.call("hf_file_drop", seen.value.file);
    return { ok: true, value: fits };
  }
  return seen.error.what === "unreadable" ? { ok: true, value: false } : seen;
}
