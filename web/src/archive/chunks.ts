// SPDX-License-Identifier: Apache-2.0

/** What a file or a stream holds, piece by piece; whoever stops early ends the reading. */
export async function* chunks_of(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); next.value !== undefined; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
