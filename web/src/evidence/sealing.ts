// SPDX-License-Identifier: Apache-2.0
// The pack of a case: files go through the module once more and come out sealed, and locked where they are to be.
import { type Moment, type Outcome, refused } from "./case_types";
import type { EvidenceInstance } from "./instance";
import { into_blob, into_place, type PackOut, type PackPlace } from "./pack_out";
import { type Content, each_piece, type Watch } from "./reading";

/** What is sealed: from here on the seal stands, and others can be asked for the time of it. */
export interface SealStart {
  at: Moment;
  /** In place of the case's own number. */
  number?: string;
  /** "AGE-SECRET-KEY-1…": it signs, and opens what is locked. */
  identity: string;
}
export interface SealOrder extends SealStart {
  /** What begin_pack() gave for this very start; left out, it begins here. */
  begun?: PackBegun;
  /** Public keys of those who can open it beside the person; null: a plain ZIP file, which whoever has it can read. */
  recipients: string[] | null;
  /** Contents by path: all that `show` lists. */
  contents: ReadonlyMap<string, Content>;
  /** What others say of when: each goes in where it is rightly of this seal. */
  time_stamp?: Uint8Array;
  receipt?: { text: string; log_key: string };
  /** Of a plain ZIP file: where it is larger than so many bytes, it is given in parts as well. */
  largest?: number;
  /** Where the person wants it: it is written there piece by piece. Left out: it comes as a Blob. */
  place?: PackPlace;
}
export interface PackPart {
  file_name: string;
  file: Blob;
}
export interface SealedPack {
  /** "HF-7K3Q-9XWM-C-20261122.zip.age"; of a plain one "documents-20261122.zip", which says nothing of what it is. */
  file_name: string;
  /** What is read from the place, where it lies at one. */
  file: Blob;
  /** The name of the file that it was written into, as the person chose it; null where it waits to be saved. */
  saved_as: string | null;
  /** Where it is above `largest`: ZIP files that unpack into the one folder. Otherwise none. */
  parts: PackPart[];
  /** When the service had it, by its receipt in the pack; null where there is none. */
  received: string | null;
  is_stamped: boolean;
  /** minisign's line of the key that it was sealed with, and the seal. */
  key: string;
  seal: string;
  files: number;
}

export interface PackBegun {
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

/** The module looks at both: what is not of this seal, or not signed by that log, stays out. */
function add_proofs(instance: EvidenceInstance, { time_stamp, receipt }: SealOrder): Pick<SealedPack, "received" | "is_stamped"> {
  const stamped = time_stamp !== undefined && instance.call("hf_pack_time_stamp", time_stamp).ok;
  const logged = receipt === undefined ? null : instance.call<{ received: string }>("hf_pack_receipt", receipt.text, receipt.log_key);
  return { received: logged?.ok === true ? logged.value.received : null, is_stamped: stamped };
}

function first_turn(instance: EvidenceInstance, order: SealOrder): Outcome<Turn> {
  if (order.recipients === null) return instance.call<Turn>("hf_pack_plain");
  const random = crypto.getRandomValues(new Uint8Array(64 + 32 * order.recipients.length));
  const turn = instance.call<Turn>("hf_pack_locked", JSON.stringify({ recipients: order.recipients }), random);
  random.fill(0);
  return turn;
}

async function write(instance: EvidenceInstance, order: SealOrder, bytes: number, watch: Watch, out: PackOut): Promise<Outcome<null>> {
  let done = 0;
  let turn = first_turn(instance, order);
  for (; turn.ok && turn.value.path !== null; turn = instance.call<Turn>("hf_pack_next")) {
    const begun = await out.put(instance.view());
    if (!begun.ok) return begun;
    const content = order.contents.get(turn.value.path);
    if (content === undefined) return { ok: false, error: { what: "files_missing", paths: [turn.value.path] } };
    const before = done;
    const part = { stopped: () => watch.stopped(), progress: (share: number) => watch.progress(Math.min(1, (before + share * content.size) / bytes)) };
    const taken = await each_piece(content, part, (piece) => {
      const put = instance.feed("hf_pack_take", [], piece);
      return put.ok ? out.put(instance.view()) : put;
    });
    if (!taken.ok) return taken;
    done += content.size;
  }
  if (!turn.ok) return turn;
  const ended = await out.put(instance.view());
  watch.progress(1); // the papers are counted, and pass in no time
  return ended;
}

export function begin_pack(instance: EvidenceInstance, { at, number, identity }: SealStart): Outcome<PackBegun> {
  return instance.call<PackBegun>("hf_pack_begin", JSON.stringify(number === undefined ? { at } : { at, number }), identity);
}

/** A part of a plain ZIP file, out of slices of it, each with bytes before it. */
interface Cut {
  file_name: string;
  slices: { text: Uint8Array<ArrayBuffer>; from: number; to: number }[];
}
/** Nothing of the contents is copied; none where it fits into one. */
function cut(instance: EvidenceInstance, largest: number): Outcome<Cut[]> {
  const told = instance.call<{ parts: { slices: [text: number, from: number, size: number][] }[] }>("hf_pack_parts", largest);
  if (!told.ok) return told;
  const texts = instance.bytes();
  let at = 0;
  const { parts } = told.value;
  const count = String(parts.length);
  const cuts = parts.map(({ slices }, i) => ({
    file_name: `documents-${String(i + 1).padStart(count.length, "0")}-of-${count}.zip`,
    slices: slices.map(([text, from, size]) => ({ text: texts.slice(at, (at += text)), from, to: from + size })),
  }));
  return { ok: true, value: cuts.length > 1 ? cuts : [] };
}

/** All of a pack or nothing. The log of the case notes that it was sealed once the pack is whole. */
export async function seal(instance: EvidenceInstance, order: SealOrder, watch: Watch): Promise<Outcome<SealedPack>> {
  const begun = order.begun === undefined ? begin_pack(instance, order) : { ok: true as const, value: order.begun };
  if (!begun.ok) return begun;
  const locked = order.recipients !== null;
  const type = locked ? "application/octet-stream" : "application/zip";
  const out = order.place === undefined ? into_blob(type) : into_place(order.place);
  const proofs = add_proofs(instance, order);
  const drop = async (why: Outcome<never>): Promise<Outcome<never>> => {
    instance.call("hf_pack_close", 0);
    await out.drop();
    return why;
  };
  const written = await write(instance, order, begun.value.payload_bytes, watch, out);
  if (!written.ok || watch.stopped()) return drop(written.ok ? refused("stopped") : written);
  // Before anything lies at a place: whether it can be cut as it is wished.
  const cuts: Outcome<Cut[]> = locked || order.largest === undefined ? { ok: true, value: [] } : cut(instance, order.largest);
  if (!cuts.ok) return drop(cuts);
  const whole = await out.whole();
  if (!whole.ok) return drop(whole);
  const closed = instance.call("hf_pack_close", 1);
  if (!closed.ok) return drop(closed);
  const { name, key, seal: made, files } = begun.value;
  const file = whole.value;
  const parts = cuts.value.map(({ file_name, slices }) => ({
    file_name,
    file: new Blob(
      slices.flatMap(({ text, from, to }) => [text, file.slice(from, to)]),
      { type },
    ),
  }));
  const file_name = locked ? `${name}.zip.age` : `documents-${name.slice(-8)}.zip`;
  return { ok: true, value: { file_name, file, saved_as: order.place?.name ?? null, parts, ...proofs, key, seal: made, files } };
}
