// SPDX-License-Identifier: Apache-2.0
// A host of evidence.wasm for tests and benchmarks, in Node or in a page: one instance, one case (docs/formats/wasm-abi.md).

/** Bytes that go in with one call. */
export const piece_bytes = 1 << 20;

export class EvidenceModule {
  /** Of a compiled WebAssembly.Module. */
  constructor(compiled) {
    this.exports = new WebAssembly.Instance(compiled, {}).exports;
    this.exports._initialize();
    this.room = this.exports.hf_alloc(piece_bytes);
    if (this.room === 0) throw new Error("no memory");
  }

  result() {
    const left = new Uint8Array(this.exports.memory.buffer, this.exports.hf_result_data(), this.exports.hf_result_size());
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(left));
  }
  /** What the last call left in bytes, as a view: it holds until the next call. */
  bytes() {
    return new Uint8Array(this.exports.memory.buffer, this.exports.hf_bytes_data(), this.exports.hf_bytes_size());
  }

  /** Texts and bytes as address and size, numbers as they are. Gives `{"error":…}` where the call failed. */
  call(name, ...given) {
    const taken = [];
    const args = given.flatMap((part) => {
      if (typeof part === "number") return [part];
      const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
      const address = this.exports.hf_alloc(bytes.length);
      if (address === 0) throw new Error("no memory");
      new Uint8Array(this.exports.memory.buffer).set(bytes, address);
      taken.push(address);
      return [address, bytes.length];
    });
    try {
      this.exports[name](...args);
    } finally {
      taken.forEach((address) => this.exports.hf_free(address));
    }
    return this.result();
  }
  must(name, ...given) {
    const answer = this.call(name, ...given);
    if (answer.error !== undefined) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  }
  ask(request) {
    return this.call("hf_case_ask", typeof request === "string" ? request : JSON.stringify(request));
  }

  /** Pieces of at most piece_bytes through the room that is there. */
  feed(name, before, bytes) {
    for (let at = 0; at < bytes.length; at += piece_bytes) {
      const piece = bytes.subarray(at, at + piece_bytes);
      new Uint8Array(this.exports.memory.buffer).set(piece, this.room);
      if (this.exports[name](...before, this.room, piece.length) !== 0) throw new Error(`${name}: ${JSON.stringify(this.result())}`);
    }
  }

  /** What is seen of a file; `look_for` 0 type, 1 picture, 2 words. `chunks`: its bytes in any pieces. */
  read(chunks, look_for = 1) {
    const { file } = this.must("hf_file_begin", look_for);
    for (const chunk of chunks) this.feed("hf_file_take", [file], chunk);
    return this.must("hf_file_finish", file);
  }

  /** What is found of a pack. `read(offset, bytes)` gives a front part of those bytes. */
  check(size, read, expected = {}, identities = "") {
    let next = this.call("hf_check_begin", size, JSON.stringify(expected), identities);
    while (next.bytes !== undefined) {
      const piece = read(next.offset, Math.min(next.bytes, piece_bytes));
      new Uint8Array(this.exports.memory.buffer).set(piece, this.room);
      this.exports.hf_check_take(this.room, piece.length);
      next = this.result();
    }
    return next.error === undefined ? this.call("hf_check_finish") : next;
  }

  /** Makes a pack. `content(path)` gives the chunks of a file, `put(bytes)` takes what comes out. */
  pack({ at, number, identity, recipients, random, stamp, receipt }, content, put) {
    const begun = this.must("hf_pack_begin", JSON.stringify(number === undefined ? { at } : { at, number }), identity);
    if (stamp !== undefined) this.must("hf_pack_time_stamp", stamp);
    if (receipt !== undefined) this.must("hf_pack_receipt", receipt);
    let next = recipients === undefined ? this.must("hf_pack_plain") : this.must("hf_pack_locked", JSON.stringify({ recipients }), random);
    put(this.bytes());
    const size = next.bytes;
    while (next.path !== null) {
      for (const chunk of content(next.path)) {
        for (let from = 0; from < chunk.length; from += piece_bytes) {
          this.feed("hf_pack_take", [], chunk.subarray(from, from + piece_bytes));
          put(this.bytes());
        }
      }
      next = this.must("hf_pack_next");
      put(this.bytes());
    }
    this.must("hf_pack_close", 1);
    return { ...begun, zip_bytes: size };
  }
}
