// SPDX-License-Identifier: Apache-2.0
// Question: how long does the module need for a phone's photo, a fresh instance each? Beside the native decoders' time for the
// same file in docs/benchmarks/media.md. Usage: node wasm/bench/fingerprint_bench.mjs [ROUNDS]
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fingerprint, vectors } from "../tests/holdfast_module.mjs";

const rounds = Number(process.argv[2] ?? 20);
console.log(`Node ${process.version}, ${cpus()[0].model}, ${rounds} rounds, milliseconds of processor time`);
for (const name of ["exif-rotn/exif-rotn-1.jpg", "exif-rotn/exif-rotn-6.jpg", "bridge-mods/aaa-orig.jpg", "misc-images/modes/RGBA.png", "misc-images/modes/HSV.webp"]) {
  const bytes = readFileSync(join(vectors, "pdq/images", name));
  const times = [];
  for (let round = 0; round < rounds; ++round) {
    const start = process.cpuUsage();
    const { status } = fingerprint(bytes);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
    if (status !== 0) throw new Error(`${name}: not decoded`);
  }
  times.sort((a, b) => a - b);
  console.log(`${name}: least ${times[0].toFixed(1)}, median ${times[Math.floor(rounds / 2)].toFixed(1)}`);
}
