// SPDX-License-Identifier: Apache-2.0
// Files through the module, piece by piece: never a whole one in memory. Between two pieces whoever runs this hears what
// else is said to it, so that reading can be stopped.
import { type Outcome, refused, type Sender } from "./case_types";
import { type EvidenceInstance, piece_bytes } from "./instance";

export interface Watch {
  stopped(): boolean;
  /** How much of it is done, 0 to 1. */
  progress(share: number): void;
}

/** What is looked for beside digests and type: nothing, what the file says of itself, whether words are alone. */
export type LookFor = "type" | "picture" | "words";
const looks: readonly LookFor[] = ["type", "picture", "words"];

export interface SeenFile {
  /** By which requests name it. */
  file: number;
  size: number;
  sha256: string;
  sha512: string;
  type: string;
  class: "picture" | "video" | "sound" | "carrier" | "text";
  media_type: string;
  words: "not_looked" | "alone" | "not_alone" | "too_long";
  media?: "not-words" | "data-uri" | "mail-part" | "encoded";
  picture?: { width: number; height: number; taken: string; taken_zone: string; place: "not-looked" | "none" | "present" };
  /** What a file that is no picture says of itself: docs/formats/case.md. */
  says?: Readonly<Record<string, string>>;
}
/** Whether the person must be asked if it shows anybody intimate. */
export const may_show_somebody = ({ class: of }: SeenFile): boolean => of !== "text" && of !== "sound";
/** What the offender sent of this kind can only be described. */
export const counts_as_under_18 = ({ class: of }: SeenFile, sender: Sender): boolean => sender === "offender" && (of === "picture" || of === "video");

/** Bytes that lie elsewhere and are read piece by piece: a file of the person's, or what is kept of one. */
export interface Content {
  size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
  /** Of a Blob; what is kept has none. */
  stream?(): ReadableStream<Uint8Array>;
}

/** The next bytes of a content: `piece_bytes` of them, at the end fewer; good until the next call. Throws where they cannot be read. */
interface Source {
  next(): Promise<Uint8Array>;
  end(): Promise<void>;
}

/** Into one buffer that goes back and forth, so that a file leaves nothing behind for the collector. Null where the browser cannot. */
function into_one_buffer(content: Content): Source | null {
  let reader: ReadableStreamBYOBReader;
  try {
    const stream = content.stream?.();
    if (stream === undefined) return null;
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return null;
  }
  let room: ArrayBuffer = new ArrayBuffer(Math.min(piece_bytes, content.size));
  return {
    async next() {
      let have = 0;
      while (have < room.byteLength) {
        const { done, value } = await reader.read(new Uint8Array(room, have));
        if (value !== undefined) room = value.buffer;
        if (done || value === undefined) break;
        have += value.length;
      }
      return new Uint8Array(room, 0, have);
    },
    async end() {
      if (room.byteLength > 0) new Uint8Array(room).fill(0);
      await reader.cancel().catch(() => undefined);
    },
  };
}

function slice_by_slice(content: Content): Source {
  let at = 0;
  let piece = new Uint8Array();
  return {
    async next() {
      piece.fill(0);
      piece = new Uint8Array(await content.slice(at, Math.min(content.size, at + piece_bytes)).arrayBuffer());
      at += piece.length;
      return piece;
    },
    end: async () => void piece.fill(0),
  };
}

/** Calls `take` with each piece of `file`, in order, until it says no or somebody stops it. */
export async function each_piece(file: Content, watch: Watch, take: (piece: Uint8Array) => Outcome<unknown> | Promise<Outcome<unknown>>): Promise<Outcome<null>> {
  if (file.size === 0) return { ok: true, value: null };
  const source = into_one_buffer(file) ?? slice_by_slice(file);
  try {
    for (let at = 0; at < file.size; ) {
      const piece = await source.next().catch(() => null);
      // A file that changed may have become shorter without an error.
      if (piece?.length !== Math.min(piece_bytes, file.size - at)) return refused("unreadable");
      if (watch.stopped()) return refused("stopped");
      const taken = await take(piece);
      if (!taken.ok) return taken;
      at += piece.length;
      watch.progress(at / file.size);
    }
    return { ok: true, value: null };
  } finally {
    await source.end();
  }
}

export async function read_file(instance: EvidenceInstance, file: Blob, look_for: LookFor, watch: Watch): Promise<Outcome<SeenFile>> {
  const begun = instance.call<{ file: number }>("hf_file_begin", looks.indexOf(look_for));
  if (!begun.ok) return begun;
  const number = begun.value.file;
  const read = await each_piece(file, watch, (piece) => instance.feed("hf_file_take", [number], piece));
  if (read.ok) return instance.call<SeenFile>("hf_file_finish", number);
  instance.call("hf_file_drop", number);
  return read;
}
