// SPDX-License-Identifier: Apache-2.0
// Files through the module, slice by slice: never a whole one in memory. Between two slices whoever runs this hears what
// else is said to it, so that reading can be stopped.
import { type Outcome, refused, type Sender } from "./case_types";
import { type EvidenceInstance, piece_bytes } from "./instance";

/** What of a file is read at once. */
const slice_bytes = 4 * piece_bytes;

export interface Watch {
  stopped(): boolean;
  /** How much of it is done, 0 to 1. */
  progress(share: number): void;
}

/** What is looked for beside digests and type: nothing, facts of a picture, whether words are alone. */
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
}
/** Whether the person must be asked if it shows anybody intimate. */
export const may_show_somebody = ({ class: of }: SeenFile): boolean => of !== "text" && of !== "sound";
/** What the offender sent of this kind can only be described. */
export const counts_as_under_18 = ({ class: of }: SeenFile, sender: Sender): boolean => sender === "offender" && (of === "picture" || of === "video");

/** Bytes that lie elsewhere and are read piece by piece: a file of the person's, or what is kept of one. */
export interface Content {
  size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Calls `take` with each piece of `file`, in order, until it says no or somebody stops it. */
export async function each_piece(file: Content, watch: Watch, take: (piece: Uint8Array) => Outcome<unknown> | Promise<Outcome<unknown>>): Promise<Outcome<null>> {
  for (let at = 0; at < file.size; at += slice_bytes) {
    let slice: Uint8Array;
    try {
      slice = new Uint8Array(await file.slice(at, at + slice_bytes).arrayBuffer());
    } catch {
      return refused("unreadable");
    }
    // A file that changed may have become shorter without an error.
    if (slice.length !== Math.min(slice_bytes, file.size - at)) return refused("unreadable");
    if (watch.stopped()) return refused("stopped");
    for (let from = 0; from < slice.length; from += piece_bytes) {
      const taken = await take(slice.subarray(from, from + piece_bytes));
      if (!taken.ok) return taken;
    }
    slice.fill(0);
    watch.progress(Math.min(1, (at + slice_bytes) / file.size));
  }
  return { ok: true, value: null };
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
