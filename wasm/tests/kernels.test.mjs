// SPDX-License-Identifier: Apache-2.0
// The module's kernel against the native ones on what the fuzzers found worth keeping: the pictures of imaging/fuzz/corpus,
// made as imaging/fuzz/fuzzed_picture.hpp makes them and packed as PNG, so that both sides get the same pixels.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { callOnce, filesBelow, fingerprint, lineOf, nativeLines, root } from "./holdfast_module.mjs";

const channels = [1, 3, 4]; // grey8, rgb8, rgba8

function fuzzedPicture(bytes) {
  const at = (i) => bytes[i] ?? 0;
  const more = at(4) >= 252 ? 400 : at(4) >= 248 ? 260 : at(4) >= 240 ? 120 : 0;
  const side = (i) => 1 + more + (((at(i) << 8) | at(i + 1)) % 96);
  const format = (more === 0 ? at(4) : at(5) >> 3) % 3;
  const [width, height] = [side(0), side(2)];
  const pixels = new Uint8Array(width * height * channels[format]);
  const body = bytes.subarray(6);
  let [drift, next] = [0, 0];
  for (let i = 0; i < pixels.length; ++i) {
    pixels[i] = (body[next] ?? 0) + drift;
    if (++next >= body.length) {
      next = 0;
      drift = (drift + at(5)) & 255;
    }
  }
  return { width, height, format, pixels, orientation: 1 + (at(5) % 8) };
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(name, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, "latin1");
  Buffer.from(data).copy(out, 8);
  let crc = 0xffffffff;
  for (const byte of out.subarray(4, 8 + data.length)) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 8 + data.length);
  return out;
}

function png({ width, height, format, pixels, orientation }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, [0, 2, 6][format], 0, 0, 0], 8);
  const exif = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
  const row = width * channels[format];
  const rows = Buffer.alloc((row + 1) * height); // each begins with filter type 0
  for (let y = 0; y < height; ++y) rows.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("eXIf", exif), chunk("IDAT", deflateSync(rows, { level: 1 })), chunk("IEND", [])]);
}

const inputs = ["kernels", "certificate"].flatMap((name) => filesBelow(join(root, "imaging/fuzz/corpus", name)));
const pictures = inputs.map((file) => fuzzedPicture(readFileSync(file)));

/// Native lines of pictures, by way of files.
function native(list) {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-kernels-"));
  try {
    const files = list.map((picture, i) => {
      const file = join(folder, `${i}.png`);
      writeFileSync(file, png(picture));
      return file;
    });
    return nativeLines(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every picture that the fuzzers kept has the native fingerprint", () => {
  assert.ok(pictures.length > 300);
  for (const format of [0, 1, 2]) assert.ok(pictures.filter((picture) => picture.format === format).length > 20);
  native(pictures).forEach((line, i) => {
    assert.match(line, /^ok /, inputs[i]);
    assert.equal(lineOf(fingerprint(png(pictures[i]))), line, inputs[i]);
  });
});

test("so has every one of them as a browser would hand over its pixels", () => {
  const opaque = pictures.map(({ width, height, format, pixels }) => {
    const rgba = new Uint8Array(width * height * 4);
    for (let i = 0; i < width * height; ++i) {
      for (let c = 0; c < 3; ++c) rgba[i * 4 + c] = pixels[i * channels[format] + (format === 0 ? 0 : c)];
      rgba[i * 4 + 3] = 255;
    }
    return { width, height, format: 2, pixels: rgba, orientation: 1 };
  });
  native(opaque).forEach((line, i) => {
    const { width, height, pixels } = opaque[i];
    assert.equal(lineOf(callOnce("hf_fingerprint_rgba", pixels, width, height)), line, inputs[i]);
  });
});
