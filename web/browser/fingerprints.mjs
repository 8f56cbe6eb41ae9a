// SPDX-License-Identifier: Apache-2.0
// Fingerprints of files by the native command, to hold against those of the page.
import { execFileSync } from "node:child_process";
import { holdfast } from "./paths.mjs";

/** The signals of each file, in order; null where the command could not read it. */
export function native_signals(files) {
  let said;
  try {
    said = execFileSync(holdfast, ["fingerprint", "--json", ...files], { encoding: "utf8", maxBuffer: 64 << 20 });
  } catch (error) {
    said = error.stdout ?? "";
  }
  const by_file = new Map();
  for (const line of said.split("\n")) {
    if (line.trim() === "") continue;
    const entry = JSON.parse(line);
    by_file.set(entry.file, entry.signals ?? null);
  }
  return files.map((file) => {
    if (!by_file.has(file)) throw new Error(`holdfast fingerprint said nothing of ${file}`);
    return by_file.get(file);
  });
}
