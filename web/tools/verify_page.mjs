// SPDX-License-Identifier: Apache-2.0
// verify.html in one file: script, style and module lie in it, and its own policy lets nothing else run or be fetched.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const digest = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

async function script_of(root) {
  const [{ output }] = [await build({
    configFile: false,
    root: join(root, "web"),
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      target: "es2022",
      minify: true,
      lib: { entry: join(root, "web/src/verify/verify.tsx"), formats: ["iife"], name: "verify" },
      rolldownOptions: { checks: { bundlerTimings: false } },
    },
  })].flat();
  const chunks = output.filter((part) => part.type === "chunk");
  if (chunks.length !== 1 || output.length !== 1) throw new Error("verify.html: more than one script");
  // So that no text of it ends the element that it stands in.
  return chunks[0].code.replaceAll("</", "<\\/");
}

export async function verify_page(root) {
  const script = await script_of(root);
  const style = readFileSync(join(root, "web/src/verify/verify.css"), "utf8");
  const module = readFileSync(join(root, "build/bin/evidence.wasm")).toString("base64");
  const policy = ["default-src 'none'", `script-src ${digest(script)} 'wasm-unsafe-eval'`, `style-src ${digest(style)}`, "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"].join("; ");
  return `<!doctype html>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Check a pack of evidence</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Check a pack of evidence</h1>
<div id="work"><p>This page works once it is saved on your device: save it, then open the saved file in a browser. If you have done so and still read this, the browser is too old or
does not allow scripts: use the commands in START-HERE.html of the pack.</p></div>
</main>
<script type="application/octet-stream" id="module">${module}</script>
<script>${script}</script>
</body>
</html>
`;
}
