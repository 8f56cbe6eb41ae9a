// SPDX-License-Identifier: Apache-2.0
// Two gigabytes through reading, sealing and locking: neither the module nor the process grows with them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { generated_case } from "../bench/evidence_stream.mjs";
import { EvidenceModule } from "../evidence_module.mjs";

const mib = 2048;
const most_module_bytes = 64 * 2 ** 20;
const most_process_bytes = 400 * 2 ** 20; // what a phone has

test("a case of two gigabytes is sealed in little memory", () => {
  const module = new EvidenceModule(new WebAssembly.Module(readFileSync(process.env.HOLDFAST_EVIDENCE_WASM)));
  const start = performance.now();
  const pack = generated_case(module, mib);
  let out = 0;
  const { zip_bytes } = pack([], (bytes) => (out += bytes.length));
  const rate = mib / ((performance.now() - start) / 1000);
  const chunks = Math.ceil(zip_bytes / 65536);
  assert.ok(zip_bytes > mib * 2 ** 20);
  assert.ok(out > zip_bytes + 16 * chunks && out < zip_bytes + 16 * chunks + 400, `${out} bytes of age for ${zip_bytes}`);
  const held = module.exports.memory.buffer.byteLength;
  const process_bytes = process.resourceUsage().maxRSS * 1024;
  console.log(`# ${rate.toFixed(0)} MiB/s, module ${(held / 2 ** 20).toFixed(1)} MiB, process at most ${(process_bytes / 2 ** 20).toFixed(0)} MiB`);
  assert.ok(held < most_module_bytes, `${held} bytes in the module`);
  assert.ok(process_bytes < most_process_bytes, `${process_bytes} bytes in the process`);
});
