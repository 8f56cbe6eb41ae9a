// SPDX-License-Identifier: Apache-2.0
// The files of the built page as the service sends them: packed beforehand, and the same once unpacked.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { page_folder } from "./paths.mjs";
import { start_service } from "./service.mjs";

let service;
before(async () => (service = await start_service()));
after(() => service?.stop());

/** The answer with its bytes as they came. */
const ask = (path, encoding) =>
  new Promise((done, failed) => {
    get(`${service.url}${path}`, { headers: encoding === null ? {} : { "Accept-Encoding": encoding }, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }));
      response.on("error", failed);
    }).on("error", failed);
  });

const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
const named = (folder, pattern) => readdirSync(join(page_folder, folder)).filter((name) => pattern.test(name)).map((name) => `${folder}/${name}`);
const paths = { "/": "index.html", ...Object.fromEntries(named("assets", /\.(js|css|wasm|json)$/).map((name) => [`/${name}`, name])) };

describe("the built page", () => {
  it("has a script, two workers, a style, three modules and the guide", () => {
    for (const [kind, least] of [["js", 3], ["css", 1], ["wasm", 3], ["json", 1]]) assert.ok(named("assets", new RegExp(`\\.${kind}$`)).length >= least, kind);
  });

  for (const [path, name] of Object.entries(paths))
    it(`comes packed by brotli and by gzip, and plain to whoever takes neither: ${name.replace(/-[\w-]{8}\./, ".")}`, async () => {
      const file = readFileSync(join(page_folder, name));
      for (const [offered, expected] of [["br", "br"], ["gzip", "gzip"], ["gzip, deflate, br, zstd", "br"], [null, undefined], ["identity", undefined]]) {
        const { status, headers, bytes } = await ask(path, offered);
        assert.equal(status, 200);
        assert.equal(headers["content-encoding"], expected, `${offered}`);
        assert.match(headers.vary ?? "", /accept-encoding/i);
        assert.equal(Number(headers["content-length"]), bytes.length);
        assert.deepEqual(expected === undefined ? bytes : unpack[expected](bytes), file);
        if (expected !== undefined) assert.ok(bytes.length < file.length);
      }
    });

  it("is small enough for a phone on a slow connection: less than half a megabyte beside the guide's data, what evidence needs and what reads words in a picture, which are fetched when they are asked for", () => {
    const packed = Object.values(paths).filter((name) => !name.endsWith(".json") && !/\/(evidence-[\w-]+\.wasm|open_evidence-[\w-]+\.js|tesseract-.+)$/.test(name)).reduce((sum, name) => sum + statSync(join(page_folder, `${name}.br`)).size, 0);
    assert.ok(packed < 500_000, `${packed} bytes`);
  });
});
