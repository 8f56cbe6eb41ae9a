// SPDX-License-Identifier: Apache-2.0
// A TrueType font (OpenType 1.9, chapters head, hhea, hmtx, cmap, loca, glyf) as far as a PDF needs it: which glyph draws a character,
// how wide it is, and a smaller font with the outlines of some glyphs alone. Glyph numbers stay as they are.
// The font is a file of this page's own build, not a stranger's: what does not fit throws.

/** Tables that a PDF reader draws with; the rest (names, kerning, shaping) is left out. */
const drawn_with = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"] as const;

export interface FontMeasures {
  /** In thousandths of the size. */
  ascent: number;
  descent: number;
  box: [number, number, number, number];
}

export class TrueType {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #tables = new Map<string, { at: number; size: number }>();
  readonly #characters = new Map<number, number>();
  readonly #units: number;
  readonly #wide: number;
  readonly #long_loca: boolean;
  readonly #glyphs: number;
  readonly measures: FontMeasures;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const view = this.#view;
    for (let i = 0; i < view.getUint16(4); i += 1) {
      const entry = 12 + 16 * i;
      this.#tables.set(String.fromCharCode(...bytes.subarray(entry, entry + 4)), { at: view.getUint32(entry + 8), size: view.getUint32(entry + 12) });
    }
    const head = this.#at("head");
    const hhea = this.#at("hhea");
    this.#units = view.getUint16(head + 18);
    this.#long_loca = view.getInt16(head + 50) === 1;
    this.#wide = view.getUint16(hhea + 34);
    this.#glyphs = view.getUint16(this.#at("maxp") + 4);
    const scaled = (at: number): number => Math.round((view.getInt16(at) * 1000) / this.#units);
    this.measures = { ascent: scaled(hhea + 4), descent: scaled(hhea + 6), box: [scaled(head + 36), scaled(head + 38), scaled(head + 40), scaled(head + 42)] };
    this.#read_characters();
  }

  #at(table: string): number {
    const found = this.#tables.get(table);
    if (found === undefined) throw new Error(`the font has no table ${table}`);
    return found.at;
  }

  /** cmap format 12, which has every character of the font. */
  #read_characters(): void {
    const view = this.#view;
    const cmap = this.#at("cmap");
    for (let i = 0; i < view.getUint16(cmap + 2); i += 1) {
      const table = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
      if (view.getUint16(table) !== 12) continue;
      for (let group = 0; group < view.getUint32(table + 12); group += 1) {
        const at = table + 16 + 12 * group;
        const first = view.getUint32(at);
        for (let code = first; code <= view.getUint32(at + 4); code += 1) this.#characters.set(code, view.getUint32(at + 8) + code - first);
      }
      return;
    }
    throw new Error("the font has no cmap of format 12");
  }

  /** 0 for a character that the font does not have. */
  glyph_of(character: number): number {
    return this.#characters.get(character) ?? 0;
  }

  /** In thousandths of the size. */
  width_of(glyph: number): number {
    return (this.#view.getUint16(this.#at("hmtx") + 4 * Math.min(glyph, this.#wide - 1)) * 1000) / this.#units;
  }

  #outline(glyph: number): { at: number; size: number } {
    const loca = this.#at("loca");
    const offset = (index: number): number => (this.#long_loca ? this.#view.getUint32(loca + 4 * index) : 2 * this.#view.getUint16(loca + 2 * index));
    return { at: this.#at("glyf") + offset(glyph), size: offset(glyph + 1) - offset(glyph) };
  }

  /** The glyphs that a glyph is put together from. */
  #parts(glyph: number): number[] {
    const { at, size } = this.#outline(glyph);
    const parts: number[] = [];
    if (size === 0 || this.#view.getInt16(at) >= 0) return parts;
    for (let part = at + 10, more = true; more; ) {
      const flags = this.#view.getUint16(part);
      parts.push(this.#view.getUint16(part + 2));
      const scale = (flags & 0x08) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0;
      part += 4 + ((flags & 0x01) !== 0 ? 4 : 2) + scale;
      more = (flags & 0x20) !== 0;
    }
    return parts;
  }

  /** A font of these glyphs, what they are put together from, and the glyph of missing characters. */
  subset(wanted: Iterable<number>): Uint8Array<ArrayBuffer> {
    const kept = new Set<number>();
    const open = [0, ...wanted];
    for (let glyph = open.pop(); glyph !== undefined; glyph = open.pop()) {
      if (kept.has(glyph) || glyph >= this.#glyphs) continue;
      kept.add(glyph);
      open.push(...this.#parts(glyph));
    }
    const count = Math.max(...kept) + 1;
    const loca = new DataView(new ArrayBuffer(4 * (count + 1)));
    const outlines: Uint8Array[] = [];
    let size = 0;
    for (let glyph = 0; glyph < count; glyph += 1) {
      loca.setUint32(4 * glyph, size);
      if (!kept.has(glyph)) continue;
      const outline = this.#outline(glyph);
      const padded = new Uint8Array((outline.size + 3) & ~3);
      padded.set(this.#bytes.subarray(outline.at, outline.at + outline.size));
      outlines.push(padded);
      size += padded.length;
    }
    loca.setUint32(4 * count, size);
    const glyf = new Uint8Array(size);
    let at = 0;
    for (const outline of outlines) {
      glyf.set(outline, at);
      at += outline.length;
    }
    return this.#written(count, glyf, new Uint8Array(loca.buffer));
  }

  #copy(table: string): Uint8Array {
    const { at, size } = this.#tables.get(table) ?? { at: 0, size: 0 };
    return this.#bytes.slice(at, at + size);
  }

  #written(count: number, glyf: Uint8Array, loca: Uint8Array): Uint8Array<ArrayBuffer> {
    const tables = new Map<string, Uint8Array>(drawn_with.map((name) => [name, this.#copy(name)]));
    tables.set("glyf", glyf);
    tables.set("loca", loca);
    const wide = Math.min(this.#wide, count);
    const hmtx = this.#copy("hmtx");
    tables.set("hmtx", hmtx.slice(0, 4 * wide + 2 * (count - wide)));
    const set = (table: string, offset: number, value: number): void => {
      const bytes = tables.get(table) ?? new Uint8Array();
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).setUint16(offset, value);
    };
    set("maxp", 4, count);
    set("hhea", 34, wide);
    set("head", 50, 1);
    set("head", 8, 0); // the checksum of the whole, filled in last
    set("head", 10, 0);

    const names = [...tables.keys()].filter((name) => (tables.get(name)?.length ?? 0) > 0).sort();
    const power = 2 ** Math.floor(Math.log2(names.length));
    const head_size = 12 + 16 * names.length;
    const whole = new Uint8Array(names.reduce((sum, name) => sum + (((tables.get(name)?.length ?? 0) + 3) & ~3), head_size));
    const view = new DataView(whole.buffer);
    view.setUint32(0, 0x00010000);
    view.setUint16(4, names.length);
    view.setUint16(6, 16 * power);
    view.setUint16(8, Math.log2(power));
    view.setUint16(10, 16 * (names.length - power));
    let to = head_size;
    for (const [index, name] of names.entries()) {
      const bytes = tables.get(name) ?? new Uint8Array();
      whole.set(bytes, to);
      const entry = 12 + 16 * index;
      for (let i = 0; i < 4; i += 1) view.setUint8(entry + i, name.charCodeAt(i));
      view.setUint32(entry + 4, checksum(view, to, bytes.length));
      view.setUint32(entry + 8, to);
      view.setUint32(entry + 12, bytes.length);
      to += (bytes.length + 3) & ~3;
    }
    const head = 12 + 16 * names.indexOf("head");
    view.setUint32(view.getUint32(head + 8) + 8, (0xb1b0afba - checksum(view, 0, whole.length)) >>> 0);
    return whole;
  }
}

function checksum(view: DataView, at: number, size: number): number {
  let sum = 0;
  for (let i = at; i < at + size; i += 4) sum = (sum + view.getUint32(i)) >>> 0;
  return sum;
}
