// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { vector } from "./built_module";
import { declared_pixels } from "./declared_size";

type Bytes = Uint8Array<ArrayBuffer>;
const joined = (...parts: Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts));
const number = (value: number): Bytes => new Uint8Array([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const box = (type: string, ...content: Uint8Array[]): Bytes => joined(number(8 + content.reduce((sum, part) => sum + part.length, 0)), new TextEncoder().encode(type), ...content);
const ispe = (width: number, height: number): Bytes => box("ispe", number(0), number(width), number(height));
const ftyp = box("ftyp", new TextEncoder().encode("avif"), number(0));
const meta = (...properties: Uint8Array[]): Bytes => box("meta", number(0), box("hdlr", number(0)), box("iprp", box("ipco", ...properties)));
const pixels = (...parts: Uint8Array[]): Promise<number | null> => declared_pixels(new Blob([joined(...parts)]));

describe("the size that a picture declares", () => {
  it("is read from real files", async () => {
    expect(await declared_pixels(await vector("media/landscape.avif"))).toBe(96 * 64);
    expect(await declared_pixels(await vector("media/landscape.heic"))).toBe(96 * 64);
  });

  it("is that of the largest picture in the file, wherever its description stands", async () => {
    expect(await pixels(ftyp, meta(ispe(16, 16), ispe(30_000, 20_000), ispe(8, 8)))).toBe(600_000_000);
    expect(await pixels(ftyp, box("mdat", new Uint8Array(5000)), meta(ispe(300, 200)))).toBe(60_000);
    expect(await pixels(ftyp, number(1), new TextEncoder().encode("mdat"), number(0), number(16 + 30), new Uint8Array(30), meta(ispe(300, 200)))).toBe(60_000);
  });

  it("is that of the track when there are only moving pictures", async () => {
    const head = new Uint8Array(84);
    head.set([0x27, 0x10, 0, 0, 0x13, 0x88, 0, 0], 76); // 10,000 by 5,000 as 16.16
    expect(await pixels(ftyp, box("moov", box("trak", box("tkhd", head))))).toBe(50_000_000);
  });

  it("is read from a bitmap, in both forms of its head and upside down", async () => {
    const bitmap = (...head: number[]): Bytes => joined(new TextEncoder().encode("BM"), new Uint8Array(12), new Uint8Array(head));
    expect(await pixels(bitmap(40, 0, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0xff))).toBe(65_536);
    expect(await pixels(bitmap(12, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0))).toBe(65_536);
  });

  it("is not known of files that declare none or are cut off or wrong", async () => {
    expect(await pixels(new TextEncoder().encode("just words, no picture at all"))).toBeNull();
    expect(await pixels(new Uint8Array(3))).toBeNull();
    expect(await pixels(ftyp)).toBeNull();
    expect(await pixels(ftyp, meta())).toBeNull();
    expect(await pixels(ftyp, number(4), new TextEncoder().encode("meta"))).toBeNull();
    expect(await pixels(ftyp, box("meta", number(0), number(9000), new TextEncoder().encode("iprp")))).toBeNull();
    const whole = meta(ispe(300, 200));
    for (let length = 0; length < whole.length; length += 1) expect(await pixels(ftyp, whole.subarray(0, length)), String(length)).toBeNull();
    let deep = ispe(300, 200);
    for (let depth = 0; depth < 1000; depth += 1) deep = box("ipco", deep);
    expect(await pixels(ftyp, meta(deep))).toBeNull();
  });

  it("counts as too large where it is hidden so that looking for it takes long", async () => {
    expect(await pixels(ftyp, ...Array.from({ length: 300 }, () => box("free")), meta(ispe(300, 200)))).toBe(Infinity);
    expect(await pixels(ftyp, box("meta", number(0), new Uint8Array(5 * 1024 * 1024)))).toBe(Infinity);
  });
});
