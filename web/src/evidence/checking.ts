// SPDX-License-Identifier: Apache-2.0
// The check of a pack that somebody was handed: nothing of it is shown, run or unpacked, and nothing leaves the device.
// On an instance of its own, which is dropped after it.
import { type Outcome, refused } from "./case_types";
import { EvidenceInstance, piece_bytes } from "./instance";
import type { Watch } from "./reading";

/** What is known from elsewhere: printed on paper, told by the person or the service. */
export interface Expectation {
  /** minisign's line, "RW…". */
  key?: string;
  /** 64 hexadecimal digits. */
  seal?: string;
  /** The log that a receipt is from. */
  log?: string;
}

/** The members of `holdfast pack verify --json` (docs/commands/pack.md), without what is told of time stamps and folders. */
export interface PackReport {
  holds: boolean;
  verdict: "holds" | "holds_unconfirmed" | "sealed_anew" | "broken" | "not_a_pack";
  locked: boolean;
  damage?: string;
  problems: string[];
  seal: { state: string; digest?: string; key?: string; comment?: string };
  time_stamp: string;
  receipt: { state: string; received?: string; log?: string };
  case: string;
  sealed_at: string;
  files: { path: string; state: string; holds: boolean; bytes: number; sealed_bytes?: number; other?: string; path_fault?: string }[];
  /** All of it in plain English, the verdict first. */
  sentences: string[];
}

interface Wanted {
  offset?: number;
  bytes?: number;
}
/** Read at once where much is wanted. */
const slice_bytes = 4 * piece_bytes;

/** `identities`: keys that open a locked pack, "AGE-SECRET-KEY-1…". */
export async function check_pack(compiled: WebAssembly.Module, pack: Blob, expected: Expectation, identities: readonly string[], watch: Watch): Promise<Outcome<PackReport>> {
  const instance = new EvidenceInstance(compiled);
  let wanted = instance.call<Wanted>("hf_check_begin", pack.size, JSON.stringify(expected), identities.join("\n"));
  let read = 0;
  while (wanted.ok && wanted.value.offset !== undefined && wanted.value.bytes !== undefined) {
    const { offset, bytes } = wanted.value;
    const size = Math.min(bytes, slice_bytes);
    let slice: Uint8Array;
    try {
      slice = new Uint8Array(await pack.slice(offset, offset + size).arrayBuffer());
    } catch {
      return refused("unreadable");
    }
    if (slice.length !== size) return refused("unreadable");
    if (watch.stopped()) return refused("stopped");
    // Where it goes on elsewhere, the rest of the slice is not what is wanted.
    for (let from = 0; from < size; from += piece_bytes) {
      if (!wanted.ok || wanted.value.offset !== offset + from) break;
      wanted = instance.feed<Wanted>("hf_check_take", [], slice.subarray(from, from + piece_bytes));
    }
    read += size;
    watch.progress(Math.min(1, read / pack.size));
  }
  return wanted.ok ? instance.call<PackReport>("hf_check_finish") : wanted;
}
