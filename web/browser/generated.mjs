// SPDX-License-Identifier: Apache-2.0
// Pictures that nobody took: hills under a sky, and patterns, as PNG files of fixed bytes.
import { crc32, deflateSync } from "node:zlib";

function chunk(name, data) {
  const typed = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(8 + typed.length);
  out.writeUInt32BE(data.length, 0);
  typed.copy(out, 4);
  out.writeUInt32BE(crc(typed), 4 + typed.length);
  return out;
}
const crc_table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function crc(bytes) {
  if (typeof crc32 === "function") return crc32(bytes);
  let c = 0xffffffff;
  for (const byte of bytes) c = crc_table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** As a person chooses it from a file dialog. */
export const chosen_png = (name, buffer) => ({ name, mimeType: "image/png", buffer });

/** One colour with hardly a shade: too plain to match well. */
export function plain_png() {
  return png(200, 150, (x, y) => [200, 205, 210 + ((x + y) >> 6)]);
}

/** Large enough to keep a module busy for seconds: 64 million pixels of slanting stripes, in few bytes. */
export function large_png() {
  const size = 8000;
  const row = Buffer.alloc(1 + size * 3);
  for (let x = 0; x < size * 3; x += 1) row[1 + x] = (x * 5) & 0xff;
  const first = Buffer.from(row);
  // Every later row repeats the one above it ("up" with zeros), so that the file is small and still must be decoded whole.
  const rest = Buffer.alloc(1 + size * 3);
  rest[0] = 2;
  return png_file(size, size, Buffer.concat([first, ...Array.from({ length: size - 1 }, () => rest)]));
}

/** Number `seed`: even ones are hills, odd ones patterns. */
export function generated_png(seed) {
  const next = random(seed * 7919 + 1);
  const waves = Array.from({ length: 7 }, () => ({ f: 1 + next() * 9, g: 1 + next() * 9, p: next() * 6.3, a: 0.3 + next() }));
  const width = 400;
  const height = 300;
  return png(width, height, (x, y) => {
    const u = x / width;
    const v = y / height;
    let value = 0;
    if (seed % 2 === 0) {
      const ridge = waves.reduce((sum, w) => sum + (w.a / 14) * Math.sin(w.f * 3 * u + w.p), 0.5);
      value = v < ridge ? 0.65 + 0.3 * v + 0.15 * Math.sin(waves[0].g * 5 * u + 9 * v) : 0.15 + 0.5 * Math.abs(Math.sin(waves[1].f * 6 * u + waves[2].g * 8 * v));
    } else value = 0.5 + waves.reduce((sum, w) => sum + (w.a / 9) * Math.sin(w.f * 6.3 * u + w.g * 6.3 * v + w.p), 0);
    const grey = Math.max(0, Math.min(255, Math.round(255 * value)));
    return [grey, Math.min(255, grey + 12), Math.max(0, grey - 9)];
  });
}

function png(width, height, colour) {
  const raw = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) raw.set(colour(x, y), y * (1 + width * 3) + 1 + x * 3);
  return png_file(width, height, raw);
}

function png_file(width, height, raw) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", deflateSync(raw)), chunk("IEND", Buffer.alloc(0))]);
}
