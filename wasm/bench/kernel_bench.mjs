// SPDX-License-Identifier: Apache-2.0
// Question: after decoding, how far is the wasm kernel from the native SSE2 kernel? Runs imaging/bench/wasm_bench.cpp as
// a module and as a program by turns and takes the least wall time of each. docs/benchmarks/imaging.md has the commands.
// Usage: node wasm/bench/kernel_bench.mjs [ROUNDS]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rounds = Number(process.argv[2] ?? 20);
const timesARound = 40;
const wasmKernel = 4; // Kernel::wasm
const formats = ["grey", "RGB", "RGBA"];
const steps = ["set", "canonical", "certificate", "in order"];

const bytes = readFileSync(join(root, "build/wasm/imaging/imaging_wasm_bench.wasm"));
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
exports._initialize();

function inWasm(step) {
  let least = Infinity;
  let result = 0;
  for (let i = 0; i < timesARound; ++i) {
    const start = process.hrtime.bigint();
    result = exports.bench_run(step, wasmKernel);
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1000);
  }
  return [least, result >>> 0];
}

function natively(format, step) {
  const program = join(root, "build/release/imaging/imaging_wasm_peer");
  const environment = { ...process.env, HOLDFAST_KERNEL: "sse2" };
  const line = execFileSync(program, [format, step, timesARound].map(String), { env: environment, encoding: "utf8" });
  return line.trim().split(" ").map(Number);
}

console.log(`Node ${process.version}, ${cpus()[0].model}; 512 x 512, least wall time of ${rounds * timesARound} runs, microseconds`);
console.log("| step | native SSE2 | wasm | ratio |\n|---|---|---|---|");
for (const [format, formatName] of formats.entries()) {
  exports.bench_picture(format);
  for (const [step, stepName] of steps.entries()) {
    inWasm(step); // the engine compiles what runs often
    let native = Infinity;
    let wasm = Infinity;
    for (let round = 0; round < rounds; ++round) {
      const [nativeTime, nativeResult] = natively(format, step);
      const [wasmTime, wasmResult] = inWasm(step);
      if (nativeResult !== wasmResult) throw new Error(`${stepName}, ${formatName}: the two give different codes`);
      native = Math.min(native, nativeTime);
      wasm = Math.min(wasm, wasmTime);
    }
    console.log(`| ${stepName}, ${formatName} | ${native.toFixed(0)} | ${wasm.toFixed(0)} | ${(wasm / native).toFixed(2)} |`);
  }
}
