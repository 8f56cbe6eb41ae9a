// SPDX-License-Identifier: Apache-2.0
// Question: how long does a person wait for the guide in the page's own module: reading the blob once, and one answer then?
// docs/benchmarks/guidance.md. Usage: node wasm/bench/guide_bench.mjs [MODULE BLOB [ROUNDS]]
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { GuideModule } from "../guide_module.mjs";

const module = process.argv[2] ?? "build/bin/guide.wasm";
const blob = process.argv[3] ?? "build/bin/guidance.json";
const rounds = Number(process.argv[4] ?? 30);
const answers = {
  danger: "no", situation: "threatened", live: "no", role: "me", age_now: "adult", adult_then: "yes", who: "stranger", have: "real",
  posted: "yes", paid: "money", where: "instagram", country: "england",
};
const today = "2026-11-22";

/** Least and median of `rounds` runs, in milliseconds of processor time. */
function measure(name, prepare, run) {
  const times = [];
  for (let round = 0; round < rounds; ++round) {
    const given = prepare();
    const start = process.cpuUsage();
    run(given);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  console.log(`${name}: least ${times[0].toFixed(2)}, median ${times[Math.floor(rounds / 2)].toFixed(2)}`);
}

const bytes = readFileSync(blob);
console.log(`Node ${process.version}, ${cpus()[0].model}, blob of ${bytes.length} bytes, ${rounds} rounds, milliseconds of processor time`);
measure("read the blob, fresh instance", () => new GuideModule(module), (guide) => guide.load(bytes));
const guide = new GuideModule(module, blob);
const nothing = () => undefined;
measure("first question", nothing, () => guide.ask({ ask: "question" }));
measure("plan before anything is said", nothing, () => guide.ask({ ask: "plan", today }));
measure("whole plan", nothing, () => guide.ask({ ask: "plan", today, answers }));
measure("place", nothing, () => guide.ask({ ask: "places", today, text: "Newcastle" }));
measure("directory", nothing, () => guide.ask({ ask: "directory", today }));
