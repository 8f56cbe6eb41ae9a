// SPDX-License-Identifier: Apache-2.0
// The promise "the same undamaged file gives the same fingerprint in the browser and natively, bit for bit".
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { filesBelow, fingerprint, lineOf, manifest, nativeLines, vectors } from "./holdfast_module.mjs";

function compare(files) {
  const native = nativeLines(files);
  assert.equal(native.length, files.length);
  const different = [];
  files.forEach((file, i) => {
    const here = lineOf(fingerprint(readFileSync(file)));
    if (here !== native[i]) different.push(`${relative(vectors, file)}\n  native ${native[i]}\n  wasm   ${here}`);
  });
  assert.deepEqual(different, []);
}

test("every reference picture has the native fingerprint", () => {
  const files = filesBelow(join(vectors, "pdq/images"));
  assert.ok(files.length > 40);
  compare(files);
});

test("every small file of vectors/media has the native fingerprint or error", () => {
  const files = manifest().filter(({ kind }) => kind !== "heic" && kind !== "avif").map(({ file }) => join(vectors, "media", file));
  assert.ok(files.length > 150);
  compare(files);
});
