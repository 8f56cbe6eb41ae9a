// SPDX-License-Identifier: Apache-2.0
// Question: after decoding, how far is the wasm kernel from the native SSE2 kernel? Runs imaging/bench/wasm_bench.cpp as
// a module, in Node or in headless Chromium, and as a program by turns and takes the least wall time of each; in Chromium, whose
// clock is coarse, the least mean of a few runs, which is never less. docs/benchmarks/imaging.md has the commands.
// Usage: node wasm/bench/kernel_bench.mjs [ROUNDS] [node|chromium]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChromium } from "./chromium_engine.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rounds = Number(process.argv[2] ?? 20);
const timesARound = 40;
const wasmKernel = 4; // Kernel::wasm
const formats = ["grey", "RGB", "RGBA"];
const steps = ["set", "canonical", "certificate", "in order"];

const bytes = readFileSync(join(root, "build/wasm/imaging/imaging_wasm_bench.wasm"));

function startNode(module) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), {});
  exports._initialize();
  return {
    name: `Node ${process.version}`,
    picture: (format) => exports.bench_picture(format),
    run(step, kernel, times) {
      let least = Infinity;
      let result = 0;
      for (let i = 0; i < times; ++i) {
        const start = process.hrtime.bigint();
        result = exports.bench_run(step, kernel);
        least = Math.min(least, Number(process.hrtime.bigint() - start) / 1000);
      }
      return [least, result >>> 0];
    },
    stop() {},
  };
}

function natively(format, step) {
  const program = join(root, "build/release/imaging/imaging_wasm_peer");
  const environment = { ...process.env, HOLDFAST_KERNEL: "sse2" };
  const line = execFileSync(program, [format, step, timesARound].map(String), { env: environment, encoding: "utf8" });
  return line.trim().split(" ").map(Number);
}

const engines = { node: startNode, chromium: startChromium };
const startEngine = engines[process.argv[3] ?? "node"];
if (startEngine === undefined) throw new Error("the engine is node or chromium");
const engine = await startEngine(bytes);
try {
  console.log(`${engine.name}, ${cpus()[0].model}; 512 x 512, least wall time of ${rounds * timesARound} runs, microseconds`);
  console.log("| step | native SSE2 | wasm | ratio |\n|---|---|---|---|");
  for (const [format, formatName] of formats.entries()) {
    await engine.picture(format);
    for (const [step, stepName] of steps.entries()) {
      await engine.run(step, wasmKernel, timesARound); // the engine compiles what runs often
      let native = Infinity;
      let wasm = Infinity;
      for (let round = 0; round < rounds; ++round) {
        const [nativeTime, nativeResult] = natively(format, step);
        const [wasmTime, wasmResult] = await engine.run(step, wasmKernel, timesARound);
        if (nativeResult !== wasmResult) throw new Error(`${stepName}, ${formatName}: the two give different codes`);
        native = Math.min(native, nativeTime);
        wasm = Math.min(wasm, wasmTime);
      }
      console.log(`| ${stepName}, ${formatName} | ${native.toFixed(0)} | ${wasm.toFixed(0)} | ${(wasm / native).toFixed(2)} |`);
    }
  }
} finally {
  await engine.stop();
}
