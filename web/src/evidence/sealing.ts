// SPDX-License-Identifier: Apache-2.0
// The pack of a case: files go through the module once more and come out sealed, and locked where they are to be.
import { type Moment, type Outcome, refused } from "./case_types";
import type { EvidenceInstance } from "./instance";
import { each_piece, type Watch } from "./reading";

export interface SealOrder {
  at: Moment;
  /** In place of the case's own number. */
  number?: string;
  /** "AGE-SECRET-KEY-1…": it signs, and opens what is locked. */
  identity: string;
  /** Public keys of those who can open it beside the person; null: a plain ZIP file, which whoever has it can read. */
  recipients: string[] | null;
  /** Contents by path: all that `show` lists. */
  contents: ReadonlyMap<string, Blob>;
  time_stamp?: Uint8Array;
  receipt?: string;
}
export interface SealedPack {
  /** "HF-7K3Q-9XWM-C-20261122.zip.age" */
  file_name: string;
  file: Blob;
  /** minisign's line of the key that it was sealed with, and the seal. */
  key: string;
  seal: string;
  files: number;
}

interface Begun {
  name: string;
  key: string;
  seal: string;
  files: number;
  payload_bytes: number;
}
/** What the module wants next: the content of `path`, or nothing more. */
interface Turn {
  bytes: number;
  path: string | null;
}

/** Pieces become a Blob early: where memory is short, browsers put those on disk. */
class PackFile {
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;
  readonly #parts: Blob[] = [];
  static readonly #part_bytes = 8 * 1024 * 1024;

  put(piece: Uint8Array<ArrayBuffer>): void {
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (this.#size >= PackFile.#part_bytes) this.#fold();
  }
  whole(type: string): Blob {
    this.#fold();
    return new Blob(this.#parts, { type });
  }
  #fold(): void {
    if (this.#size > 0) this.#parts.push(new Blob(this.#pieces));
    this.#pieces = [];
    this.#size = 0;
  }
}

function first_turn(instance: EvidenceInstance, order: SealOrder): Outcome<Turn> {
  if (order.time_stamp !== undefined) {
    const added = instance.call("hf_pack_time_stamp", order.time_stamp);
    if (!added.ok) return added;
  }
  if (order.receipt !== undefined) {
    const added = instance.call("hf_pack_receipt", order.receipt);
    if (!added.ok) return added;
  }
  if (order.recipients === null) return instance.call<Turn>("hf_pack_plain");
  const random = crypto.getRandomValues(new Uint8Array(64 + 32 * order.recipients.length));
  const turn = instance.call<Turn>("hf_pack_locked", JSON.stringify({ recipients: order.recipients }), random);
  random.fill(0);
  return turn;
}

async function write(instance: EvidenceInstance, order: SealOrder, bytes: number, watch: Watch, out: PackFile): Promise<Outcome<null>> {
  let done = 0;
  let turn = first_turn(instance, order);
  for (; turn.ok && turn.value.path !== null; turn = instance.call<Turn>("hf_pack_next")) {
    out.put(instance.bytes());
    const content = order.contents.get(turn.value.path);
    if (content === undefined) return { ok: false, error: { what: "files_missing", paths: [turn.value.path] } };
    const before = done;
    const part = { stopped: () => watch.stopped(), progress: (share: number) => watch.progress(Math.min(1, (before + share * content.size) / bytes)) };
    const taken = await each_piece(content, part, (piece) => {
      const put = instance.feed("hf_pack_take", [], piece);
      if (put.ok) out.put(instance.bytes());
      return put;
    });
    if (!taken.ok) return taken;
    done += content.size;
  }
  if (!turn.ok) return turn;
  out.put(instance.bytes());
  watch.progress(1); // the papers are counted, and pass in no time
  return { ok: true, value: null };
}

/** All of a pack or nothing. The log of the case notes that it was sealed once the pack is whole. */
export async function seal(instance: EvidenceInstance, order: SealOrder, watch: Watch): Promise<Outcome<SealedPack>> {
  const request = order.number === undefined ? { at: order.at } : { at: order.at, number: order.number };
  const begun = instance.call<Begun>("hf_pack_begin", JSON.stringify(request), order.identity);
  if (!begun.ok) return begun;
  const out = new PackFile();
  const written = await write(instance, order, begun.value.payload_bytes, watch, out);
  if (!written.ok || watch.stopped()) {
    instance.call("hf_pack_close", 0);
    return written.ok ? refused("stopped") : written;
  }
  const closed = instance.call("hf_pack_close", 1);
  if (!closed.ok) return closed;
  const { name, key, seal: made, files } = begun.value;
  const locked = order.recipients !== null;
  const file = out.whole(locked ? "application/octet-stream" : "application/zip");
  return { ok: true, value: { file_name: `${name}.zip${locked ? ".age" : ""}`, file, key, seal: made, files } };
}
