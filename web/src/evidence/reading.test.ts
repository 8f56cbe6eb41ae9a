// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { piece_bytes } from "./instance";
import { type Content, each_piece } from "./reading";

const quiet = { stopped: () => false, progress: () => undefined };
const bytes = Uint8Array.from({ length: 2 * piece_bytes + 5 }, (_, i) => (i * 7 + (i >> 8)) % 256);
const slices: Content = { size: bytes.length, slice: (from, to) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer }) };
/** Bytes that come in small parts, as a file does; counts what was asked and hears when nobody reads any more. */
function streamed(of: Uint8Array, size = of.length, part = 65_536): Content & { cancelled: boolean; buffers: Set<number> } {
  const seen = { cancelled: false, buffers: new Set<number>() };
  return Object.assign(seen, {
    size,
    slice: (): never => {
      throw new Error("not read by slices");
    },
    stream() {
      let at = 0;
      return new ReadableStream({
        type: "bytes",
        pull(controller) {
          const request = controller.byobRequest;
          const view = request?.view;
          if (request === null || request === undefined || view === null || view === undefined) throw new Error("not one buffer");
          seen.buffers.add(view.buffer.byteLength);
          const some = of.subarray(at, at + Math.min(part, view.byteLength));
          if (some.length === 0) controller.close();
          else new Uint8Array(view.buffer, view.byteOffset, some.length).set(some);
          at += some.length;
          request.respond(some.length);
        },
        cancel: () => void (seen.cancelled = true),
      });
    },
  });
}
const told = (piece: Uint8Array): string => `${piece.length} ${createHash("sha256").update(piece).digest("hex")}`;
async function pieces_of(content: Content): Promise<string[]> {
  const got: string[] = [];
  const read = await each_piece(content, quiet, (piece) => {
    got.push(told(piece));
    return { ok: true, value: null };
  });
  expect(read).toEqual({ ok: true, value: null });
  return got;
}

it("gives the same pieces of a stream into one buffer, of a Blob, and of slices", async () => {
  const expected = [0, 1, 2].map((i) => told(bytes.subarray(i * piece_bytes, (i + 1) * piece_bytes)));
  const stream = streamed(bytes);
  for (const content of [stream, new Blob([bytes]), slices]) expect(await pieces_of(content)).toEqual(expected);
  expect([...stream.buffers], "one buffer of one size goes back and forth").toEqual([piece_bytes]);
  expect(await pieces_of(new Blob([])), "nothing of an empty file").toEqual([]);
});

it("reads slices where the browser cannot read into a buffer of ours", async () => {
  const plain = { ...slices, stream: () => new ReadableStream<Uint8Array>() };
  expect(await pieces_of(plain)).toHaveLength(3);
});

it("says unreadable where a file became shorter or breaks off, and lets go of the stream when somebody stops", async () => {
  const take = (): { ok: true; value: null } => ({ ok: true, value: null });
  expect(await each_piece(streamed(bytes.subarray(0, piece_bytes), bytes.length), quiet, take)).toEqual({ ok: false, error: { what: "unreadable" } });
  const breaks: Content = { ...slices, stream: () => new ReadableStream({ type: "bytes", pull: () => Promise.reject(new Error("gone")) }) };
  expect(await each_piece(breaks, quiet, take)).toEqual({ ok: false, error: { what: "unreadable" } });
  const stopped = streamed(bytes);
  let taken = 0;
  expect(await each_piece(stopped, { ...quiet, stopped: () => taken === 1 }, () => ((taken += 1), take()))).toEqual({ ok: false, error: { what: "stopped" } });
  expect([taken, stopped.cancelled]).toEqual([1, true]);
  let last = new Uint8Array();
  await each_piece(streamed(bytes), quiet, (piece) => ((last = piece as typeof last), take()));
  expect(last.every((byte) => byte === 0), "nothing of the file stays in the buffer").toBe(true);
});
