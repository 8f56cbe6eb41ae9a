// SPDX-License-Identifier: Apache-2.0
// A PDF file (ISO 32000-1) written object by object: numbers are given out, bodies are put down, the table of where they lie comes last.

const text = new TextEncoder();

/** A string of the file's own text, such as a title: UTF-16 with its mark (7.9.2.2). */
export function text_string(value: string): string {
  let hex = "FEFF";
  for (let i = 0; i < value.length; i += 1) hex += value.charCodeAt(i).toString(16).toUpperCase().padStart(4, "0");
  return `<${hex}>`;
}

/** Deflated where the browser can (FlateDecode is zlib's format), plain elsewhere. */
async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<{ bytes: Uint8Array<ArrayBuffer>; filter: string }> {
  if (typeof CompressionStream === "undefined") return { bytes, filter: "" };
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return { bytes: new Uint8Array(await new Response(stream).arrayBuffer()), filter: "/Filter /FlateDecode " };
}

export class PdfFile {
  readonly #objects = new Map<number, Uint8Array>();
  #count = 0;

  /** A number for an object that is put down later. */
  number(): number {
    this.#count += 1;
    return this.#count;
  }

  put(number: number, body: string): void {
    this.#objects.set(number, text.encode(body));
  }

  add(body: string): number {
    const number = this.number();
    this.put(number, body);
    return number;
  }

  /** `more`: further entries of its dictionary. */
  async add_stream(content: Uint8Array<ArrayBuffer> | string, more = ""): Promise<number> {
    const number = this.number();
    const { bytes, filter } = await packed(typeof content === "string" ? text.encode(content) : content);
    const head = text.encode(`<< ${more}${filter}/Length ${bytes.length} >>\nstream\n`);
    const tail = text.encode("\nendstream");
    const whole = new Uint8Array(head.length + bytes.length + tail.length);
    whole.set(head);
    whole.set(bytes, head.length);
    whole.set(tail, head.length + bytes.length);
    this.#objects.set(number, whole);
    return number;
  }

  /** The file; every number given out has its body by now. */
  finish(catalog: number, info: number): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array[] = [text.encode("%PDF-1.7\n"), new Uint8Array([0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a])];
    let size = parts.reduce((sum, part) => sum + part.length, 0);
    const put = (part: Uint8Array): void => {
      parts.push(part);
      size += part.length;
    };
    const places: number[] = [];
    for (let number = 1; number <= this.#count; number += 1) {
      const body = this.#objects.get(number);
      if (body === undefined) throw new Error(`object ${number} has no body`);
      places.push(size);
      put(text.encode(`${number} 0 obj\n`));
      put(body);
      put(text.encode("\nendobj\n"));
    }
    const table = size;
    put(text.encode(`xref\n0 ${this.#count + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("")}`));
    put(text.encode(`trailer\n<< /Size ${this.#count + 1} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${table}\n%%EOF\n`));
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}
