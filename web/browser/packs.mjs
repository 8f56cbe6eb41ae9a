// SPDX-License-Identifier: Apache-2.0
// Packs as tests take them apart and put them together: the entries of a stored ZIP file, and the file made of them anew.
import { createHash } from "node:crypto";
import { appendFileSync, truncateSync, writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";

const local_signature = 0x04034b50;
const entry_signature = 0x02014b50;
const end_signature = 0x06054b50;

/** { folder, files: [{ path, content }] } in their order; paths are those below the pack's folder. */
export function read_pack(zip) {
  const files = [];
  let folder = "";
  for (let at = 0; zip.readUInt32LE(at) === local_signature; ) {
    const [size, name_bytes, more_bytes] = [zip.readUInt32LE(at + 22), zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
    const name = zip.toString("utf8", at + 30, at + 30 + name_bytes);
    const from = at + 30 + name_bytes + more_bytes;
    const slash = name.indexOf("/");
    folder = name.slice(0, slash);
    files.push({ path: name.slice(slash + 1), content: Buffer.from(zip.subarray(from, from + size)) });
    at = from + size;
  }
  return { folder, files };
}

export const entries_of = ({ folder, files }) => files.map(({ path, content }) => ({ name: `${folder}/${path}`, content }));

/**
 * The ZIP file of entries { name, content } as a pack has them. What may be wrong of one: `method`, `flags`, `crc`, `size`, `attributes`,
 * `local_name`, `before` (bytes in front of it); of the whole `comment`.
 */
export function stored_zip(entries, comment = "") {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const { name, content, method = 0, flags = 0x800, crc = crc32(content), size = content.length, attributes = 0o100644, local_name = name, before = Buffer.alloc(0) } of entries) {
    at += before.length;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(10, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(0x5d7669c7, 6);
    shared.writeUInt32LE(crc, 10);
    shared.writeUInt32LE(size, 14);
    shared.writeUInt32LE(size, 18);
    const own = Buffer.alloc(4);
    own.writeUInt32LE(local_signature, 0);
    const local = Buffer.from(shared);
    local.writeUInt16LE(Buffer.byteLength(local_name), 22);
    const head = Buffer.alloc(6);
    head.writeUInt32LE(entry_signature, 0);
    head.writeUInt16LE(0x032d, 4);
    const listed = Buffer.from(shared);
    listed.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((attributes << 16) >>> 0, 6);
    tail.writeUInt32LE(at, 10);
    parts.push(before, own, local, Buffer.from(local_name), content);
    directory.push(head, listed, tail, Buffer.from(name));
    at += own.length + local.length + Buffer.byteLength(local_name) + content.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(end_signature, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, table, end, Buffer.from(comment)]);
}

/** Writes the ZIP file of `entries` and behind them one of `size` bytes, all zero, which take no room on the disk. Its checksum is wrong. */
export function write_large_zip(path, entries, name, size) {
  const zip = stored_zip([...entries, { name, content: Buffer.alloc(0), size }]);
  const directory_at = zip.readUInt32LE(zip.length - 6);
  zip.writeUInt32LE(directory_at + size, zip.length - 6);
  writeFileSync(path, zip.subarray(0, directory_at));
  truncateSync(path, directory_at + size);
  appendFileSync(path, zip.subarray(directory_at));
}

const digest = (algorithm, content) => createHash(algorithm).update(content).digest("hex");

/** Lists all of `files` anew, as somebody would who has everything but the key. */
export function list_anew(files) {
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const of = (path) => files.find((file) => file.path === path);
  const payload = files.filter(({ path }) => path.startsWith("data/"));
  const lines = (algorithm, among) => Buffer.from(among.map(({ path, content }) => `${digest(algorithm, content)}  ${path}\n`).join(""));
  const info = of("bag-info.txt").content.toString().split("\n").filter((line) => line !== "" && !/^Payload-/.test(line));
  const bytes = payload.reduce((sum, { content }) => sum + content.length, 0);
  info.splice(3, 0, `Payload-Oxum: ${bytes}.${payload.length}`);
  of("bag-info.txt").content = Buffer.from([...info, ...payload.map(({ path, content }) => `Payload-File-Size: ${content.length} ${path}`), ""].join("\n"));
  of("manifest-sha256.txt").content = lines("sha256", payload);
  of("manifest-sha512.txt").content = lines("sha512", payload);
  of("tagmanifest-sha256.txt").content = lines("sha256", ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"].map(of));
}
