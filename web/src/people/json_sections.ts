// SPDX-License-Identifier: Apache-2.0
// Some lists out of one large JSON file, read piece by piece: TikTok's user_data.json holds everything that a person ever watched, and
// is too large to be held as a whole. Of `{"Activity":{"Follower List":{…},"Video Browsing History":{…}}}` the values of the named
// second-level members are kept, with the name of the first level over them; the rest goes by. What is kept is checked as JSON by
// whoever reads it; here strings and brackets alone are followed.

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [open_object, close_object, open_list, close_list] = [0x7b, 0x7d, 0x5b, 0x5d];
const longest_name = 64;
/** Lists that are kept: a platform has a handful, a file that repeats a name without end has no say. */
const most_kept = 64;

interface Kept {
  /** Raw, as they stand between the quotes. */
  section: string;
  name: string;
  value: Uint8Array[];
}

export class JsonSections {
  readonly #wanted: ReadonlySet<string>;
  readonly #most: number;
  readonly #kept: Kept[] = [];
  #size = 0;
  #depth = 0;
  #is_object: boolean[] = [];
  #in_string = false;
  #is_escaped = false;
  /** The string that is read, if it may be a name of the first two levels. */
  #name: number[] | null = null;
  #names: string[] = ["", ""];
  #expects_name = false;
  #open: Kept | null = null;
  #is_broken = false;

  /** `most`: bytes that are kept; more are refused. */
  constructor(wanted: readonly string[], most: number) {
    this.#wanted = new Set(wanted);
    this.#most = most;
  }

  /** False: it is no such file, or what would be kept is too much; nothing more has to be read. */
  push(chunk: Uint8Array): boolean {
    let from = this.#open === null ? -1 : 0; // where in this piece what is kept begins
    for (let at = 0; at < chunk.length && !this.#is_broken; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#in_string) this.#string_byte(byte);
      else if (this.#open !== null && this.#depth === 2 && (byte === comma || byte === close_object)) {
        this.#keep(chunk.subarray(from, at));
        this.#open = null;
        from = -1;
        this.#plain_byte(byte);
      } else {
        const was_closed = this.#open === null;
        this.#plain_byte(byte);
        if (was_closed && this.#open !== null) from = at + 1;
      }
    }
    if (this.#open !== null && from >= 0) this.#keep(chunk.slice(from));
    return !this.#is_broken;
  }

  /** A small JSON text with what was kept; null where nothing was, or the file was cut off. */
  text(): Uint8Array<ArrayBuffer> | null {
    if (this.#is_broken || this.#depth !== 0 || this.#in_string || this.#kept.length === 0) return null;
    const sections = new Map<string, Kept[]>();
    for (const each of this.#kept) sections.set(each.section, [...(sections.get(each.section) ?? []), each]);
    const encoder = new TextEncoder();
    const parts: (string | Uint8Array)[] = [...sections].flatMap(([section, all], i) => [
      `${i === 0 ? "{" : ","}"${section}":{`,
      ...all.flatMap(({ name, value }, k) => [`${k === 0 ? "" : ","}"${name}":`, ...value]),
      "}",
    ]);
    const bytes = [...parts, "}"].map((part) => (typeof part === "string" ? encoder.encode(part) : part));
    const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
    bytes.reduce((at, part) => {
      whole.set(part, at);
      return at + part.length;
    }, 0);
    return whole;
  }

  #keep(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > this.#most) this.#is_broken = true;
    this.#open?.value.push(bytes.slice());
  }

  #string_byte(byte: number): void {
    if (this.#is_escaped) this.#is_escaped = false;
    else if (byte === backslash) this.#is_escaped = true;
    else if (byte === quote) this.#in_string = false;
    if (this.#name === null) return;
    if (this.#in_string) {
      this.#name.push(byte);
      if (this.#name.length > longest_name) this.#name = null;
      return;
    }
    this.#names[this.#depth - 1] = new TextDecoder().decode(new Uint8Array(this.#name));
    this.#name = null;
  }

  #plain_byte(byte: number): void {
    switch (byte) {
      case quote: {
        this.#in_string = true;
        const is_name = this.#expects_name && this.#open === null && this.#depth <= 2;
        this.#name = is_name ? [] : null;
        if (is_name) this.#names[this.#depth - 1] = "";
        this.#expects_name = false;
        return;
      }
      case colon:
        if (this.#depth === 2 && this.#open === null && this.#is_object[0] === true && this.#is_object[1] === true && this.#wanted.has(this.#names[1] ?? "")) {
          this.#open = { section: this.#names[0] ?? "", name: this.#names[1] ?? "", value: [] };
          if (this.#kept.push(this.#open) > most_kept) this.#is_broken = true;
        }
        return;
      case comma:
        this.#expects_name = this.#depth <= 2 && this.#is_object[this.#depth - 1] === true;
        return;
      case open_object:
      case open_list:
        if (this.#depth < 2) this.#is_object[this.#depth] = byte === open_object;
        this.#depth += 1;
        this.#expects_name = byte === open_object && this.#depth <= 2;
        return;
      case close_object:
      case close_list:
        this.#depth -= 1;
        if (this.#depth < 0) this.#is_broken = true;
        return;
    }
  }
}
