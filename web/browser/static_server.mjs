// SPDX-License-Identifier: Apache-2.0
// Serves build/page with the service's own security headers, for the tests that need no service. /v1/* answers 404: the
// page then says that it could not find out.
import { createServer } from "node:http";
import { readFileSync, existsSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { page_folder, root } from "./paths.mjs";

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".ttf": "font/ttf" };

/** The policy as the service sends it, read from its source so that the two cannot drift apart. */
function policy() {
  const source = readFileSync(join(root, "server/http/response_head.hpp"), "utf8");
  const found = /content_security_policy =\s*((?:"[^"]*"\s*)+);/.exec(source);
  if (found === null) throw new Error("no content_security_policy in server/http/response_head.hpp");
  return [...found[1].matchAll(/"([^"]*)"/g)].map((part) => part[1]).join("");
}

export async function start_static_server() {
  const headers = {
    "Content-Security-Policy": policy(),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
  };
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    if (path === "/exit") {
      response.writeHead(200, { ...headers, "Clear-Site-Data": '"cache", "storage"' }).end();
      return;
    }
    const file = join(page_folder, path === "/" ? "index.html" : path);
    if (!file.startsWith(page_folder) || !existsSync(file) || extname(file) === "") {
      response.writeHead(404, headers).end();
      return;
    }
    // Compressed as the service does it: what comes first over a slow line is measured, too.
    const is_small = /\bbr\b/.test(request.headers["accept-encoding"] ?? "") && existsSync(`${file}.br`);
    const type = types[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { ...headers, "Content-Type": type, ...(is_small ? { "Content-Encoding": "br" } : {}) }).end(readFileSync(is_small ? `${file}.br` : file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((done) => server.close(done)) };
}
