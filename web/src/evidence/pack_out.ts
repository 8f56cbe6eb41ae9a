// SPDX-License-Identifier: Apache-2.0
// Where the bytes of a pack go while it is made: into a file at a place that the person chose, or into a Blob where the browser
// cannot ask for a place. A file at a place is whole or not there: the browser puts it in place when it is closed, and not before.
import { type Outcome, refused } from "./case_types";
import { piece_bytes } from "./instance";

/** What is needed of a FileSystemFileHandle. */
export interface PackPlace {
  readonly name: string;
  createWritable(): Promise<PlaceWriter>;
  getFile(): Promise<Blob>;
  /** Newer browsers alone. */
  remove?(): Promise<void>;
}
export interface PlaceWriter {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

export interface PackOut {
  /** Takes a copy of the bytes before it gives back its promise. One after the other: the last must be kept before the next comes. */
  put(piece: Uint8Array): Promise<Outcome<null>>;
  /** Nothing of it is in place before this. */
  whole(): Promise<Outcome<Blob>>;
  /** Lets go of all that was put, also when it is whole. */
  drop(): Promise<void>;
}

/** Bytes that are gathered before they are handed on. */
const part_bytes = 4 * 1024 * 1024;
const fine = { ok: true, value: null } as const;

/** One room for all of a pack, so that nothing is left behind for each piece of it. */
class Gathered {
  #room = new Uint8Array(part_bytes + 2 * piece_bytes);
  #size = 0;

  /** True: enough to hand on. */
  add(piece: Uint8Array): boolean {
    if (this.#size + piece.length > this.#room.length) {
      const larger = new Uint8Array(this.#size + piece.length);
      larger.set(this.#room.subarray(0, this.#size));
      this.#room = larger;
    }
    this.#room.set(piece, this.#size);
    this.#size += piece.length;
    return this.#size >= part_bytes;
  }
  /** Good until the next piece. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#room.subarray(0, this.#size);
    this.#size = 0;
    return bytes;
  }
  wipe(): void {
    this.#size = 0;
    this.#room.fill(0);
  }
}

/** Held by the browser: in its memory, or on the disk where that is short. */
export function into_blob(type: string): PackOut {
  const gathered = new Gathered();
  let parts: Blob[] = [];
  const fold = (): void => void parts.push(new Blob([gathered.take()]));
  return {
    async put(piece) {
      if (gathered.add(piece)) fold();
      return fine;
    },
    async whole() {
      fold();
      gathered.wipe();
      return { ok: true, value: new Blob(parts, { type }) };
    },
    async drop() {
      gathered.wipe();
      parts = [];
    },
  };
}

/** `place_full` where there is no room; `place_failed` where it cannot be written for another reason, or is not as long as what was written. */
export function into_place(place: PackPlace): PackOut {
  const gathered = new Gathered();
  let writer: PlaceWriter | null = null;
  let size = 0;
  let in_place = false;

  const trying = async <T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      return await act();
    } catch (error) {
      return refused(error instanceof DOMException && error.name === "QuotaExceededError" ? "place_full" : "place_failed");
    }
  };
  async function hand_on(): Promise<PlaceWriter> {
    writer ??= await place.createWritable();
    const bytes = gathered.take();
    await writer.write(bytes);
    size += bytes.length;
    return writer;
  }
  return {
    put: (piece) =>
      trying(async () => {
        if (gathered.add(piece)) await hand_on();
        return fine;
      }),
    whole: () =>
      trying(async () => {
        await (await hand_on()).close();
        gathered.wipe();
        writer = null;
        in_place = true;
        const file = await place.getFile();
        return file.size === size ? { ok: true, value: file } : refused("place_failed");
      }),
    async drop() {
      gathered.wipe();
      const open = writer;
      writer = null;
      await open?.abort().catch(() => undefined);
      if (in_place) await place.remove?.().catch(() => undefined);
    },
  };
}
