// SPDX-License-Identifier: Apache-2.0
// The page: web/ and data/support and the module, built to build/page. Everything is a file of its own: no inline script,
// no inline style, no data: address, so that the policy can forbid them.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { help_before_start } from "./tools/help_before_start.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  base: "/",
  plugins: [help_before_start(`${root}data/support`)],
  resolve: { alias: [{ find: /^holdfast\.wasm/, replacement: `${root}build/bin/holdfast.wasm` }] },
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
