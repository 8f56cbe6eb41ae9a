// SPDX-License-Identifier: Apache-2.0
// hf_cover: boxes on a copy, by the rules of docs/formats/wasm-abi.md; the bytes are those of `holdfast case redact`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { copyIn, instantiate, manifest, result, vectors } from "./holdfast_module.mjs";

const command = process.env.HOLDFAST_COMMAND ?? join(vectors, "../build/release/cli/holdfast");
const media = (name) => readFileSync(join(vectors, "media", name));

const bytesOf = (boxes) => new Uint8Array(Uint32Array.from(boxes.flat()).buffer);

/// One picture in a fresh instance, or in `exports`. `copy` is the PNG; empty where there is none.
function cover(file, boxes, crop = [], exports = instantiate()) {
  const parts = [file, boxes instanceof Uint8Array ? boxes : bytesOf(boxes), crop instanceof Uint8Array ? crop : bytesOf(crop)];
  const argument = parts.flatMap((part) => [part.length === 0 ? 0 : copyIn(exports, part), part.length]);
  let status = 1;
  try {
    status = exports.hf_cover(...argument);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  }
  const copy = new Uint8Array(exports.memory.buffer, exports.hf_copy_data(), exports.hf_copy_size()).slice();
  return { status, answer: result(exports), copy };
}

/// Chunk names, sides and rows of a PNG file, read by zlib alone.
function decoded(png) {
  const view = Buffer.from(png);
  const names = [];
  const data = [];
  let head;
  for (let at = 8; at < view.length; ) {
    const size = view.readUInt32BE(at);
    const name = view.toString("latin1", at + 4, at + 8);
    names.push(name);
    if (name === "IHDR") head = { width: view.readUInt32BE(at + 8), height: view.readUInt32BE(at + 12), samples: { 0: 1, 2: 3, 6: 4 }[view[at + 17]] };
    if (name === "IDAT") data.push(view.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  const { width, height, samples } = head;
  const raw = inflateSync(Buffer.concat(data));
  const length = width * samples;
  const pixels = Buffer.alloc(length * height);
  for (let y = 0; y < height; ++y) {
    const kind = raw[y * (length + 1)];
    for (let i = 0; i < length; ++i) {
      const left = i >= samples ? pixels[y * length + i - samples] : 0;
      const up = y > 0 ? pixels[(y - 1) * length + i] : 0;
      const corner = i >= samples && y > 0 ? pixels[(y - 1) * length + i - samples] : 0;
      const guess = left + up - corner;
      const paeth = [left, up, corner].reduce((best, value) => (Math.abs(guess - value) < Math.abs(guess - best) ? value : best));
      pixels[y * length + i] = raw[y * (length + 1) + 1 + i] + [0, left, up, (left + up) >> 1, paeth][kind];
    }
  }
  const at = (x, y) => [...pixels.subarray((y * width + x) * samples, (y * width + x) * samples + samples)];
  return { names, width, height, at };
}

test("what lies in a box is black, what lies outside is as it was, and nothing but pixels is in the file", () => {
  const boxes = [[4, 6, 20, 10], [20, 10, 9, 20], [0, 0, 1, 1]];
  for (const name of ["landscape.jpg", "jpeg-orientation-6.jpg", "landscape.webp", "png-orientation-6.png", "png-grey-alpha-8.png", "gif-animated.gif"]) {
    const file = media(name);
    const { status, answer, copy } = cover(file, boxes);
    assert.equal(status, 0, `${name}: ${answer.error}`);
    const { record } = answer;
    assert.deepEqual(record.boxes, boxes);
    assert.equal(record.parent, createHash("sha256").update(file).digest("hex"));
    const { names, width, height, at } = decoded(copy);
    assert.deepEqual([...new Set(names)], ["IHDR", "IDAT", "IEND"], name);
    assert.deepEqual([width, height], [record.parent_width, record.parent_height]);
    // The last column is in no box: a copy cropped to it shows the parent's own pixels.
    const other = decoded(cover(file, [], [1, 1, width - 1, height - 1]).copy);
    const covered = (x, y) => boxes.some(([left, top, wide, high]) => x >= left && x < left + wide && y >= top && y < top + high);
    for (let y = 1; y < height; ++y) {
      for (let x = 1; x < width; ++x) {
        if (covered(x, y)) assert.deepEqual(at(x, y).slice(0, 3), [0, 0, 0], `${name} ${x},${y}`);
        else assert.deepEqual(at(x, y), other.at(x - 1, y - 1), `${name} ${x},${y}`);
      }
    }
    assert.deepEqual(at(0, 0).slice(0, 3), [0, 0, 0], name);
  }
});

test("the bytes and the record are those of the command", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-cover-"));
  try {
    const held = join(folder, "case");
    const run = (...words) => execFileSync(command, ["case", ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    run("new", held, "--adult");
    ["landscape.jpg", "jpeg-orientation-6.jpg", "jpeg-grey.jpg", "landscape.webp", "gif-animated.gif"].forEach((name, place) => {
      const number = String(place + 1);
      run("add", held, join(vectors, "media", name), "--not-intimate");
      const said = JSON.parse(run("redact", held, number, "--box", "3,4,10,11", "--crop", "1,2,30,20", "--not-intimate", "--json"));
      const { answer, copy } = cover(media(name), [[3, 4, 10, 11]], [1, 2, 30, 20]);
      assert.deepEqual(Buffer.from(copy), readFileSync(join(held, said.path)), name);
      const { made, ...record } = JSON.parse(readFileSync(join(held, "case.json"), "utf8")).exhibits[place].copies[0].record;
      assert.ok(made);
      assert.deepEqual(answer.record, record, name);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("boxes that make no sense are named, and there is no copy", () => {
  const file = media("landscape.jpg");
  const { record } = cover(file, [[0, 0, 1, 1]]).answer;
  const [width, height] = [record.parent_width, record.parent_height];
  const most = 2 ** 32 - 1;
  for (const [error, boxes, crop] of [
    ["nothing_to_do", [], []],
    ["nothing_to_do", [], [0, 0, width, height]],
    ["outside", [[0, 0, width + 1, 1]], []],
    ["outside", [[0, 0, 1, height + 1]], []],
    ["outside", [[width, 0, 1, 1]], []],
    ["outside", [[0, height, 1, 1]], []],
    ["outside", [[1, 1, 0, 1]], []],
    ["outside", [[1, 1, 1, 0]], []],
    ["outside", [[-1, 0, 2, 2]], []],
    ["outside", [[0, -5, 10, 10]], []],
    ["outside", [[1, 1, -1, -1]], []],
    ["outside", [[1, 0, most, 1]], []],
    ["outside", [[2, 0, most - 1, 1]], []],
    ["outside", [[most, most, most, most]], []],
    ["outside", [[0, 0, 1, 1]], [0, 0, 0, 0]],
    ["outside", [[0, 0, 1, 1]], [width, height, 1, 1]],
    ["outside", [], [1, 1, width, height]],
    ["outside", [[0, 0, 1, 1], [0, 0, 1, 1], [9, 9, most, 9]], []],
    ["too_many_boxes", Array.from({ length: 201 }, () => [0, 0, 1, 1]), []],
    ["too_many_boxes", Array.from({ length: 10_000 }, () => [0, 0, 1, 1]), []],
    ["wrong_size", new Uint8Array(15), []],
    ["wrong_size", new Uint8Array(17), []],
    ["wrong_size", [[0, 0, 1, 1]], new Uint8Array(15)],
    ["wrong_size", [[0, 0, 1, 1]], new Uint8Array(32)],
  ]) {
    const { status, answer, copy } = cover(file, boxes, crop);
    assert.deepEqual([status, answer, copy.length], [1, { error }, 0], `${error} ${JSON.stringify(boxes).slice(0, 80)} ${JSON.stringify(crop)}`);
  }
});

test("two hundred boxes over each other, one over everything, and a crop of one pixel are taken", () => {
  const file = media("landscape.jpg");
  const many = cover(file, Array.from({ length: 200 }, (_, at) => [at % 20, at % 15, 20, 20]));
  assert.equal(many.status, 0);
  assert.deepEqual(decoded(many.copy).at(10, 10), [0, 0, 0]);
  const { parent_width: width, parent_height: height } = many.answer.record;
  const all = decoded(cover(file, [[0, 0, width, height]]).copy);
  for (let y = 0; y < height; y += 7) for (let x = 0; x < width; x += 5) assert.deepEqual(all.at(x, y), [0, 0, 0]);
  const one = decoded(cover(file, [], [width - 1, height - 1, 1, 1]).copy);
  assert.deepEqual([one.width, one.height], [1, 1]);
});

test("a file that is no picture, a broken one and a bomb are named as hf_fingerprint names them", () => {
  const rows = manifest().filter(({ kind }) => kind !== "heic" && kind !== "avif");
  let refused = 0;
  for (const row of rows) {
    const { status, answer, copy } = cover(media(row.file), [[0, 0, 1, 1]]);
    if (row.expect === "ok" || row.expect === "damaged") {
      assert.deepEqual([status, answer.damaged, answer.animated], [0, row.expect === "damaged", row.animated], `${row.file}: ${answer.error}`);
      continue;
    }
    ++refused;
    assert.deepEqual([status, answer.error, copy.length], [1, row.expect, 0], row.file);
  }
  assert.ok(refused > 50);
  assert.equal(cover(new Uint8Array(0), [[0, 0, 1, 1]]).answer.error, "empty");
});

test("a copy of one call is gone after the next that fails", () => {
  const exports = instantiate();
  assert.ok(cover(media("landscape.jpg"), [[0, 0, 1, 1]], [], exports).copy.length > 100);
  assert.equal(cover(media("landscape.jpg"), [], [], exports).copy.length, 0);
  assert.ok(cover(media("landscape.jpg"), [[0, 0, 1, 1]], [], exports).copy.length > 100);
  assert.equal(cover(media("landscape.jpg"), new Uint8Array(3), [], exports).copy.length, 0);
});
