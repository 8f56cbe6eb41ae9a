// SPDX-License-Identifier: Apache-2.0
// How fast does the page itself read and seal a case, from the file on disk to the pack in the browser's hands, and how much memory do
// the browser's processes take meanwhile?   node web/bench/evidence_page_bench.mjs MEGABYTES [FILES] [place] [private]
// "place": the pack is written at a place that was chosen, a file of the browser's own store in the place of one that the dialog of a
// browser with a screen gives; without it the pack is a Blob. Files hold zeros and take no room on the disk: neither digests nor locks go by what they hold. With a profile on the disk, as people's
// browsers have one; "private": with none, as in a private window, where the browser may put nothing on the disk.
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { launch, look_inside, press, visit } from "../browser/browser.mjs";
import { choose_files, put_in, shows_nobody, to_evidence } from "../browser/evidence_ways.mjs";
import { start_static_server } from "../browser/static_server.mjs";
import { is_titled } from "../browser/ways.mjs";

const megabytes = Number(process.argv[2] ?? 1000);
const count = Number(process.argv[3] ?? 2);
if (!(megabytes >= count) || !(count >= 1)) throw new Error("usage: evidence_page_bench.mjs MEGABYTES [FILES] [place] [private]");
const long = { timeout: 3_600_000 };
const folder = mkdtempSync(join(tmpdir(), "evidence-page-bench-"));
const server = await start_static_server();
const [is_private, at_place] = ["private", "place"].map((word) => process.argv.slice(4).includes(word));
const browser = is_private ? await launch() : await profile_on_disk();

/** The one context of a browser with a profile, in the place of a browser that makes contexts. */
async function profile_on_disk() {
  const context = await chromium.launchPersistentContext(join(folder, "profile"), { executablePath: process.env.HOLDFAST_CHROMIUM ?? "/usr/bin/chromium", acceptDownloads: true, args: ["--no-sandbox", "--disable-gpu"] });
  return { newContext: async () => context, close: () => context.close(), version: () => context.browser()?.version() ?? "" };
}

/** Greatest memory that each kind of the browser's processes ever held, in MiB, the largest of its kind; of this browser alone. */
function most_memory() {
  const status = (pid) => readFileSync(`/proc/${pid}/status`, "utf8");
  const parent = new Map();
  const kinds = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      parent.set(pid, /^PPid:\s+(\d+)/m.exec(status(pid))[1]);
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (/chrom/.test(line)) kinds.set(pid, /--type=([\w-]+)/.exec(line)?.[1] ?? "browser");
    } catch {
      // It ended meanwhile.
    }
  }
  const is_ours = (pid) => pid !== undefined && (pid === String(process.pid) || is_ours(parent.get(pid)));
  const found = {};
  for (const [pid, kind] of kinds) {
    if (!is_ours(pid)) continue;
    try {
      const mib = Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(status(pid))[1]) / 1024);
      found[kind] = Math.max(found[kind] ?? 0, mib);
    } catch {
      // The same.
    }
  }
  return found;
}

try {
  const visitor = await visit(browser, server.url);
  const { page } = visitor;
  await look_inside(visitor, `globalThis.showSaveFilePicker = ${at_place ? "async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })" : "undefined"}; 0`);
  await to_evidence(visitor);
  const before = most_memory();
  await press(visitor, "Add files");
  const files = Array.from({ length: count }, (_, at) => join(folder, `large-${at + 1}.bin`));
  for (const path of files) {
    writeFileSync(path, "");
    truncateSync(path, Math.floor((megabytes * 1e6) / count));
  }
  const timed = async (act) => {
    const began = performance.now();
    await act();
    return (performance.now() - began) / 1000;
  };
  let reading = 0;
  for (const [at, path] of files.entries()) {
    const name = path.split("/").at(-1);
    reading += await timed(async () => {
      await choose_files(visitor, path);
      await page.getByRole("heading", { level: 2, name, exact: true }).waitFor(long);
    });
    await put_in(visitor, name, { intimate: shows_nobody, news: `HF/${at + 1} is in.` });
  }
  await press(visitor, "Go to my evidence");
  await press(visitor, "Seal and save");
  await page.getByRole("radio", { name: "Everybody who gets the file" }).check();
  const sealing = await timed(async () => {
    await press(visitor, "Seal the pack");
    await page.getByRole("heading", { level: 1, name: "Your pack is sealed" }).waitFor(long);
  });
  await is_titled(visitor, "Your pack is sealed");
  const rate = (seconds) => `${(megabytes / seconds).toFixed(0)} MB/s (${seconds.toFixed(1)} s)`;
  console.log(`${cpus()[0].model}, ${cpus().length} threads, load ${loadavg()[0].toFixed(1)}; Chromium ${browser.version()}; ${megabytes} MB in ${count} files, ${is_private ? "no profile" : "a profile on the disk"}, ${at_place ? "written at a place" : "a Blob"}`);
  console.log(`reading ${rate(reading)}; sealing, plain ${rate(sealing)}`);
  console.log(`most memory of a process, MiB: ${JSON.stringify(most_memory())}; before any file: ${JSON.stringify(before)}`);
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
