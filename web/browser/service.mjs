// SPDX-License-Identifier: Apache-2.0
// A real `holdfast serve` on SQLite in a folder of its own, and partners made by the command.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdfast, page_folder } from "./paths.mjs";

/** `settings` are flags of `serve`. */
export async function start_service(...settings) {
  const data = mkdtempSync(join(tmpdir(), "holdfast-browser-"));
  const child = spawn(holdfast, ["serve", "--data", data, "--page", page_folder, "--listen", "127.0.0.1:0", "--operations", "off", ...settings], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (chunk) => (log += chunk));
  const url = await new Promise((done, failed) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const found = /http:\/\/\S+/.exec(said);
      if (found !== null) done(found[0].replace(/\/$/, ""));
    });
    child.on("exit", (code) => failed(new Error(`holdfast serve ended with ${code}: ${log}`)));
    child.on("error", failed);
  });
  child.removeAllListeners("exit");
  /** What an operator runs beside it; gives its standard output. */
  const command = (...words) => execFileSync(holdfast, [...words, "--data", data], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return {
    url,
    data,
    command,
    add_partner(name) {
      const said = command("partner", "add", name, "--scope", "lookup,sighting,feedback");
      const key = /hfp_[0-9a-f]{64}/.exec(said)?.[0];
      if (key === undefined) throw new Error(`no key in: ${said}`);
      return key;
    },
    /** Ends it as an operator does, and fails when it ended badly or wrote down what it must not. */
    async stop() {
      const ended = new Promise((done) => child.on("exit", done));
      child.kill("SIGTERM");
      const code = await ended;
      rmSync(data, { recursive: true, force: true });
      assert.equal(code, 0, "the service drains and ends well");
      assert.doesNotMatch(log, /[0-9a-f]{64}|hfp_|HF-[0-9A-Z]{4}-|127\.0\.0\.1:\d+.*GET/, "no fingerprint, key or address in its log");
    },
  };
}

/** A platform: looks up, reports what it met, gives feedback. */
export function make_partner(url, key) {
  let once = 0;
  async function ask(method, path, body) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", "Idempotency-Key": `test-${(once += 1)}` },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }
  /** Matches of each picture's signals at the usual radius, in one request. */
  async function look_up_each(pictures) {
    const { results } = await ask("POST", "/v1/lookup", { signals: pictures.flat().map(({ kind, code }) => ({ kind, code })), radius: 31 });
    let at = 0;
    return pictures.map((signals) => results.slice(at, (at += signals.length)).flatMap(({ matches }) => matches));
  }
  return {
    look_up_each,
    look_up: async (signals) => (await look_up_each([signals]))[0],
    sighting: (signals, more) => ask("POST", "/v1/sightings", { signals: signals.map(({ kind, code }) => ({ kind, code })), ...more }),
    feedback: (item, verdict) => ask("POST", `/v1/items/${item}/feedback`, { verdict }),
  };
}
