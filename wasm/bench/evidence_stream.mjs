// SPDX-License-Identifier: Apache-2.0
// A case with one large file whose bytes are made as they are asked for, for the benchmark and the test of memory.
import { EvidenceModule, piece_bytes } from "../evidence_module.mjs";

const at = { at: "2026-11-22T14:05:31.000Z", sure: "exact", zone: 0 };
const identity = "AGE-SECRET-KEY-1HHT2M9RVJZZJ9G4ATSSMH4PG5G2HML6WMS8DDQFR6V4807TPSEJSPA4M3T"; // of vectors/sealing/case.json

/** The same `mib` pieces each time, none like another. */
export function* generated(mib) {
  const words = new Uint32Array(piece_bytes / 4);
  for (let i = 0, state = 1; i < words.length; ++i) words[i] = state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  for (let i = 0; i < mib; ++i) {
    words[1] = i;
    yield new Uint8Array(words.buffer);
  }
}

/** Puts the file into a new case of `module`. What comes back makes a pack: plain without recipients. */
export function generated_case(module, mib) {
  const heading = { language: "en", prefix: "HF", whose: "own" };
  module.ask({ do: "begin", at, heading, route: "adult" });
  const { file } = module.read(generated(mib));
  const added = module.ask({ do: "add", at, file, name: "film.bin", sender: "person", shows_intimate: false, about: { kind: "video", title: "A long film" } });
  if (added.number !== 1) throw new Error(JSON.stringify(added));
  return (recipients, put) => module.pack({ at, identity, recipients, random: crypto.getRandomValues(new Uint8Array(64)) }, () => generated(mib), put);
}

/** MiB a second of one case of `mib`: reading its file, and making a pack of it. */
export function speeds(compiled, mib) {
  const module = new EvidenceModule(compiled);
  let start = performance.now();
  const seconds = () => {
    const before = start;
    start = performance.now();
    return (start - before) / 1000;
  };
  const pack = generated_case(module, mib);
  const reading = seconds();
  pack(undefined, () => undefined);
  const plain = seconds();
  pack([], () => undefined);
  const locked = seconds();
  return {
    "reading: digests, CRC-32, type": mib / reading,
    "pack, plain": mib / plain,
    "pack, locked": mib / locked,
    "reading and a locked pack": mib / (reading + locked),
    module_bytes: module.exports.memory.buffer.byteLength,
  };
}
