// SPDX-License-Identifier: Apache-2.0
// Vite plugin: gives the page what the guide says at build time (virtual:guide), and writes the crisis lines, the way out and the
// pages without script into the page's own text, so that they are there even when nothing else works.
import { readFileSync } from "node:fs";
import { open_guide } from "./guide_at_build.mjs";
import { escaped, line_item } from "./static_pages.mjs";

export function guide_in_page(root) {
  const leave = JSON.parse(readFileSync(`${root}data/page/leave.json`, "utf8"));
  let guide;
  const opened = () => (guide ??= open_guide(root));
  return {
    name: "holdfast-guide-in-page",
    resolveId: (id) => (id === "virtual:guide" ? "\0virtual:guide" : undefined),
    load: (id) => (id === "\0virtual:guide" ? `export default JSON.parse(${JSON.stringify(JSON.stringify(opened().baked()))});` : undefined),
    transformIndexHtml(html) {
      return html
        .replace("<!--crisis-lines-->", () => opened().crisis.en.map(line_item).join("\n"))
        .replace("<!--leave-address-->", () => escaped(leave.url));
    },
  };
}
