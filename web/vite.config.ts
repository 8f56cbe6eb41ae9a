// SPDX-License-Identifier: Apache-2.0
// The page: web/, data/page, the modules and the guide's blob, built to build/page. Everything is a file of its own: no inline script,
// no inline style, no data: address, so that the policy can forbid them.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { guide_in_page } from "./tools/page_plugin.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  base: "/",
  plugins: [guide_in_page(root)],
  resolve: { alias: ["holdfast.wasm", "guide.wasm", "evidence.wasm", "guidance.json", "english.traineddata"].map((name) => ({ find: new RegExp(`^${name}`), replacement: `${root}build/bin/${name}` })) },
  worker: { format: "iife" },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: `${root}build/page`,
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false } },
    sourcemap: false,
  },
});
