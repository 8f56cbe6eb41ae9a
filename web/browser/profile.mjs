// SPDX-License-Identifier: Apache-2.0
// A browser with a profile on the disk that outlives it, so that it can be closed, or killed at any moment, and started again
// on what it left behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { flags, phone, program, visit_in } from "./browser.mjs";

/** Starts it on the profile, with the page open. `kill()` ends all of its processes at once, `close()` ends it as people do. */
export async function start_browser(profile, url) {
  const child = spawn(program, ["--headless=new", `--user-data-dir=${profile}`, "--remote-debugging-port=0", "--lang=en-GB", ...flags, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((done) => child.on("exit", done));
  const address = await new Promise((done, failed) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found !== null) done(found[1]);
    });
    child.on("exit", () => failed(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const visitor = await visit_in(context, url);
  await visitor.page.setViewportSize(phone);
  const end = async (act) => {
    await act();
    await ended;
    await browser.close().catch(() => undefined);
  };
  return {
    visitor,
    kill: () => end(() => process.kill(-child.pid, "SIGKILL")),
    close: () =>
      end(async () => {
        await visitor.page.close({ runBeforeUnload: false });
        const session = await browser.newBrowserCDPSession();
        await session.send("Browser.close").catch(() => undefined);
      }),
  };
}

/** Every file below the folder, as its path and its bytes. */
export function files_below(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      return { path, bytes: readFileSync(path) };
    });
}

/** Fails when any of the words lies anywhere in the profile, in a file or in the name of one, as UTF-8 or as UTF-16. */
export function assert_nowhere(profile, words) {
  for (const { path, bytes } of files_below(profile))
    for (const word of words)
      for (const form of [Buffer.from(word), Buffer.from(typeof word === "string" ? word : "", "utf16le")])
        assert.ok(form.length === 0 || (!bytes.includes(form) && !path.includes(String(word))), `${String(word).slice(0, 40)} lies in ${path}`);
}
