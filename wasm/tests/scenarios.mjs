// SPDX-License-Identifier: Apache-2.0
// The written situations of vectors/guidance. Node reads no TOML; Python, which the build needs anyway, does.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const path = fileURLToPath(new URL("../../vectors/guidance/scenarios.toml", import.meta.url));
const as_json = "import json, sys, tomllib; json.dump(tomllib.load(open(sys.argv[1], 'rb'))['scenario'], sys.stdout, default=str)";

/** Each with `id`, `title`, `answers` by question, and lists such as `steps` and `never`. */
export const scenarios = () => JSON.parse(execFileSync("python3", ["-c", as_json, path], { encoding: "utf8", maxBuffer: 16 << 20 }));
