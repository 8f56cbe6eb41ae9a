// SPDX-License-Identifier: Apache-2.0
// Question: is a case read and sealed in a browser at 40 MB a second or more, and how much memory does that take?
// Usage: node wasm/bench/evidence_bench.mjs [MIB [ROUNDS]] [chromium]
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { open_page } from "./chromium_engine.mjs";
import { speeds } from "./evidence_stream.mjs";

const numbers = process.argv.slice(2).map(Number).filter(Number.isInteger);
const [mib, rounds] = [numbers[0] ?? 512, numbers[1] ?? 3];
const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const wasm = readFileSync(process.env.HOLDFAST_EVIDENCE_WASM ?? path("build/bin/evidence.wasm"));

async function in_node() {
  const compiled = new WebAssembly.Module(wasm);
  return { name: `Node ${process.version}`, run: () => speeds(compiled, mib), stop: () => undefined };
}

/** The same two scripts and the module, on an empty page. */
async function in_chromium() {
  const scripts = ["/wasm/evidence_module.mjs", "/wasm/bench/evidence_stream.mjs"];
  const { page, name, stop } = await open_page({}, (address) => {
    if (address === "/evidence.wasm") return { type: "application/wasm", body: wasm };
    return scripts.includes(address) ? { type: "text/javascript", body: readFileSync(path(address.slice(1))) } : undefined;
  });
  const code = `(async () => {
    const compiled = await WebAssembly.compileStreaming(fetch("/evidence.wasm"));
    return (await import("/wasm/bench/evidence_stream.mjs")).speeds(compiled, ${mib});
  })()`;
  return { name, stop, run: () => page.evaluate(code) };
}

const engine = await (process.argv.includes("chromium") ? in_chromium() : in_node());
const best = {};
for (let round = 0; round < rounds; ++round) {
  for (const [name, value] of Object.entries(await engine.run())) best[name] = Math.max(best[name] ?? 0, value);
}
await engine.stop();
const { module_bytes, ...rates } = best;
console.log(`${cpus()[0]?.model}, ${engine.name}, one thread, ${mib} MiB, best of ${rounds}`);
for (const [name, value] of Object.entries(rates)) console.log(`${name.padEnd(32)} ${value.toFixed(0).padStart(6)} MiB/s`);
console.log(`memory of the module: ${(module_bytes / 2 ** 20).toFixed(1)} MiB`);
