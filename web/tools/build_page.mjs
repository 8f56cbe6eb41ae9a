// SPDX-License-Identifier: Apache-2.0
// npm run build: the page and the pages without script into build/page, with a .br and a .gz form beside each file, and the sizes said.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { build } from "vite";
import { open_guide } from "./guide_at_build.mjs";
import { static_pages } from "./static_pages.mjs";
import { verify_page } from "./verify_page.mjs";

const web = fileURLToPath(new URL("..", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const out = join(root, "build/page");
process.chdir(web);

// Tesseract's data of English comes packed; the service packs what it serves itself.
writeFileSync(join(root, "build/bin/english.traineddata"), gunzipSync(readFileSync(join(web, "node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz"))));

await build({ logLevel: "warn" });

const today = new Date().toISOString().slice(0, 10);
const leave = JSON.parse(readFileSync(join(root, "data/page/leave.json"), "utf8"));
for (const [path, html] of static_pages(open_guide(root, today), leave, today)) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), html);
}
copyFileSync(join(web, "tools/help.css"), join(out, "help/help.css"));
writeFileSync(join(out, "verify.html"), await verify_page(root));

const files = readdirSync(out, { recursive: true })
  .map((name) => join(out, name))
  .filter((path) => statSync(path).isFile())
  .sort();
const sizes = { js: [0, 0], css: [0, 0], wasm: [0, 0], json: [0, 0], html: [0, 0], other: [0, 0] };
for (const path of files) {
  const bytes = readFileSync(path);
  const gz = gzipSync(bytes, { level: 9 });
  // The best costs eight seconds of the one file above 4 MB, for a twentieth of it.
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 4_000_000 ? 9 : 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  // A form that is not smaller is not worth a header.
  if (gz.length < bytes.length) writeFileSync(`${path}.gz`, gz);
  if (br.length < bytes.length) writeFileSync(`${path}.br`, br);
  const kind = /\.(js|css|wasm|json|html)$/.exec(path)?.[1] ?? "other";
  sizes[kind][0] += bytes.length;
  sizes[kind][1] += Math.min(br.length, bytes.length);
}
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(`page: ${files.length} files in ${relative(process.cwd(), out)}`);
for (const [kind, [plain, brotli]] of Object.entries(sizes)) console.log(`  ${kind.padEnd(5)} ${kb(plain).padStart(10)}  brotli ${kb(brotli).padStart(9)}`);
