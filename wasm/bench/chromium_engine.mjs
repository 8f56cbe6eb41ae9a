// SPDX-License-Identifier: Apache-2.0
// The bench module in headless Chromium, on an empty page: `run(step, kernel, times)` as in Node. The page is isolated from other
// origins, so that its clock steps by 5 us and not by 100, and each measurement takes so many calls together that a step is little.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(fileURLToPath(new URL("../../web/package.json", import.meta.url)))("playwright-core");
/** A measurement takes at least this long, in microseconds: a hundred steps of the clock. */
const least_measured = 500;

/** In the page: the module, and the least mean time of a call, in microseconds, with its result. */
const page_code = (base64) => `globalThis.bench = (() => {
  const bytes = Uint8Array.from(atob("${base64}"), (c) => c.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
  exports._initialize();
  return {
    picture: (format) => { exports.bench_picture(format); return 0; },
    run(step, kernel, times) {
      let result = 0;
      const mean = (calls) => {
        const start = performance.now();
        for (let k = 0; k < calls; ++k) result = exports.bench_run(step, kernel);
        return ((performance.now() - start) * 1000) / calls;
      };
      const calls = Math.ceil(${least_measured} / Math.max(10, mean(4)));
      let least = Infinity;
      for (let i = 0; i < times; i += calls) least = Math.min(least, mean(calls));
      return [least, result >>> 0];
    },
  };
})(); crossOriginIsolated`;

/** An empty page in headless Chromium, whose server answers with `answer(address)`: `{type, body}`, or nothing for the page itself. */
export async function open_page(headers, answer) {
  const server = createServer(({ url }, response) => {
    const { type, body } = answer(url) ?? { type: "text/html", body: "<!doctype html><title>bench</title>" };
    response.writeHead(200, { ...headers, "Content-Type": type }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const browser = await chromium.launch({
    executablePath: process.env.HOLDFAST_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return {
    page,
    name: `Chromium ${browser.version()}`,
    async stop() {
      await browser.close();
      await new Promise((done) => server.close(done));
    },
  };
}

export async function startChromium(module) {
  const isolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  const { page, name, stop } = await open_page(isolated, () => undefined);
  if (!(await page.evaluate(page_code(Buffer.from(module).toString("base64"))))) throw new Error("the page is not isolated: its clock is too coarse");
  return {
    name,
    stop,
    picture: (format) => page.evaluate(`bench.picture(${format})`),
    run: (step, kernel, times) => page.evaluate(`bench.run(${step}, ${kernel}, ${times})`),
  };
}
