// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compiled, copyIn, fingerprint, instantiate, result } from "./holdfast_module.mjs";

test("the module imports nothing", () => {
  assert.deepEqual(WebAssembly.Module.imports(compiled), []);
});

test("it says which version of the surface it has", () => {
  assert.equal(instantiate().hf_abi_version(), 1);
});

test("memory is given, given back and refused, never past one gigabyte", () => {
  const exports = instantiate();
  const address = exports.hf_alloc(1000);
  assert.notEqual(address, 0);
  exports.hf_free(address);
  exports.hf_free(0);
  assert.equal(exports.hf_alloc(1100 * 1024 * 1024), 0);
});

test("no bytes are an error with a name and a sentence", () => {
  const { status, trapped, answer } = fingerprint(new Uint8Array());
  assert.equal(status, 1);
  assert.equal(trapped, false);
  assert.equal(answer.error, "empty");
  assert.match(answer.explanation, /^This file is empty.*\.$/);
});

test("pixels that the browser decoded are marked as such", () => {
  const exports = instantiate();
  const [width, height] = [64, 48];
  const pixels = new Uint8Array(width * height * 4).map((_, i) => (i * 7 + (i >> 8) * 13) & 255);
  const address = copyIn(exports, pixels);
  assert.equal(exports.hf_fingerprint_rgba(address, pixels.length, width, height), 0);
  const answer = result(exports);
  assert.equal(answer.decoded_by, "browser");
  assert.equal(answer.format, "pixels");
  assert.deepEqual([answer.width, answer.height], [width, height]);
  assert.match(answer.signals[0].code, /^[0-9a-f]{64}$/);
});

test("pixels whose size does not fit their sides are refused", () => {
  const exports = instantiate();
  const address = copyIn(exports, new Uint8Array(400));
  for (const [size, width, height] of [[400, 10, 11], [400, 0, 0], [400, 10, 0], [0, 65536, 65536], [400, 0x40000000, 4]]) {
    assert.equal(exports.hf_fingerprint_rgba(address, size, width, height), 1);
    assert.equal(result(exports).error, "corrupt");
  }
});
