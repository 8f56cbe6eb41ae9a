// SPDX-License-Identifier: Apache-2.0
// Downloads as platforms give them, and zips that mean harm: what is read of them, what is not, and how much is ever unpacked.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GuideInstance } from "../guide/instance";
import { read_download, type DownloadRead } from "./download";
import { JsonSections } from "./json_sections";
import { greatest_contacts_file, people_of, with_people, type ContactsRead } from "./people";
import { content_of, read_directory, ZipDamage } from "../archive/zip";

const vectors = fileURLToPath(new URL("../../../vectors/contacts/", import.meta.url));
const vector = (name: string): Buffer => readFileSync(join(vectors, name));
let module: WebAssembly.Module;
let folder = "";
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(new URL("../../../build/bin/guide.wasm", import.meta.url))));
  folder = mkdtempSync(join(tmpdir(), "download-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the module was given to read. */
let given: Uint8Array[] = [];
function read(bytes: Uint8Array): ContactsRead {
  given.push(bytes);
  return GuideInstance.read_contacts(module, bytes);
}
async function download(file: Blob): Promise<DownloadRead> {
  given = [];
  return read_download(file, { read, may_go_on: () => true });
}
const error_of = async (file: Blob): Promise<string | null> => download(file).then((found) => (found.ok ? null : found.error));
const names_of = (found: DownloadRead): string[] => (found.ok ? found.lists.flatMap(({ contacts }) => contacts.map(({ name, handle }) => name || handle)) : [found.error]);

interface Packed {
  name: string;
  content: Uint8Array;
  /** Says this of itself in place of the truth. */
  says?: { size?: number; crc?: number; packed?: number; method?: number; flags?: number; at?: number };
}
/** A zip of our own making, which may lie about itself. */
function zip_of(files: Packed[], long = false): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, says = {} } of files) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(says.flags ?? 0, 8);
    entry.writeUInt16LE(says.method ?? 8, 10);
    entry.writeUInt32LE(says.crc ?? crc32(content), 16);
    const extra = Buffer.alloc(long ? 28 : 0);
    const [size, packed_size, begin] = [says.size ?? content.length, says.packed ?? packed.length, says.at ?? at];
    if (long) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      [size, packed_size, begin].forEach((value, i) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i));
    }
    entry.writeUInt32LE(long ? 0xffffffff : packed_size, 20);
    entry.writeUInt32LE(long ? 0xffffffff : size, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(long ? 0xffffffff : begin, 42);
    directory.push(entry, Buffer.from(name), extra);
    parts.push(local, Buffer.from(name), packed);
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const listed = Buffer.concat(directory);
  const tail: Buffer[] = [];
  if (long) {
    const end64 = Buffer.alloc(56);
    end64.writeUInt32LE(0x06064b50, 0);
    end64.writeBigUInt64LE(BigInt(files.length), 32);
    end64.writeBigUInt64LE(BigInt(listed.length), 40);
    end64.writeBigUInt64LE(BigInt(at), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(at + listed.length), 8);
    tail.push(end64, locator);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(long ? 0xffff : files.length, 10);
  end.writeUInt32LE(long ? 0xffffffff : listed.length, 12);
  end.writeUInt32LE(long ? 0xffffffff : at, 16);
  return new Uint8Array(Buffer.concat([...parts, listed, ...tail, end]));
}
const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);
const snapchat = { name: "json/friends.json", content: new Uint8Array(vector("snapchat-friends.json")) };

const in_downloads: [string, string][] = [
  ["instagram-followers_1.json", "instagram-x/connections/followers_and_following/followers_1.json"],
  ["instagram-following.json", "connections/followers_and_following/following.json"],
  ["instagram-followers_1.html", "connections/followers_and_following/followers_1.html"],
  ["facebook-your_friends.json", "facebook-x/connections/friends/your_friends.json"],
  ["snapchat-friends.json", "mydata/json/friends.json"],
  ["tiktok-user_data.json", "TikTok/user_data_tiktok.json"],
  ["x-follower.js", "data/follower.js"],
];

describe("a zip as it comes", () => {
  it.each(in_downloads)("has the people of %s in it, and no picture is unpacked", async (file, path) => {
    const plain = GuideInstance.read_contacts(module, new Uint8Array(vector(file)));
    expect(plain.ok).toBe(true);
    const picture = new Uint8Array(1000).fill(7);
    // The sum of the picture is wrong: unpacked, it would be noticed.
    const zip = zip_of([{ name: "media/posts/1.jpg", content: picture, says: { crc: 1 } }, { name: "media/followers_and_following/followers_1.jpg", content: picture, says: { crc: 1 } }, { name: path, content: new Uint8Array(vector(file)) }]);
    expect(await download(blob(zip))).toEqual({ ok: true, lists: [plain] });
    expect(given.map((bytes) => Buffer.from(bytes).equals(vector(file)))).toEqual([true]);
  });

  it("made by another program is read, with every list in it", async () => {
    const path = join(folder, "other.zip");
    const program = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
  for pair in sys.argv[2:]:
    source, name = pair.split("=")
    z.write(source, name)
  z.comment = b"comment"`;
    execFileSync("python3", ["-c", program, path, ...in_downloads.map(([file, name]) => `${join(vectors, file)}=${name}`)]);
    const found = await download(new Blob([readFileSync(path)]));
    expect(found.ok && found.lists.map(({ platform }) => platform).sort()).toEqual(["facebook", "instagram", "instagram", "instagram", "snapchat", "tiktok", "x"]);
  });

  it("above four gigabytes says so in numbers of 64 bits", async () => {
    expect(names_of(await download(blob(zip_of([snapchat], true))))).toEqual(names_of(await download(blob(zip_of([snapchat])))));
  });

  it("whose one list is damaged gives the others", async () => {
    const bad = { name: "connections/followers_and_following/followers_1.json", content: snapchat.content, says: { crc: 9 } };
    expect(names_of(await download(blob(zip_of([bad, snapchat]))))).toEqual(names_of(await download(blob(zip_of([snapchat])))));
    expect(await error_of(blob(zip_of([bad])))).toBe("damaged");
  });

  it("parts folders as Windows does, or carries what a Mac packs beside each file", async () => {
    const names = names_of(await download(blob(zip_of([snapchat]))));
    expect(names_of(await download(blob(zip_of([{ ...snapchat, name: "mydata\\json\\friends.json" }]))))).toEqual(names);
    const beside = { content: new Uint8Array([0, 5, 22, 7]), name: "" };
    const mac = [snapchat, { ...beside, name: "__MACOSX/connections/friends/list.json" }, { ...beside, name: "connections/friends/._your_friends.json" }];
    expect(names_of(await download(blob(zip_of(mac))))).toEqual(names);
    expect(await error_of(blob(zip_of(mac.slice(1))))).toBe("no_list");
  });

  it("without a list says so, and of Facebook's web pages what they are", async () => {
    expect(await error_of(blob(zip_of([{ name: "notes.txt", content: snapchat.content }])))).toBe("no_list");
    expect(await error_of(blob(zip_of([])))).toBe("no_list");
    expect(await error_of(blob(zip_of([{ name: "connections/friends/your_friends.html", content: snapchat.content }])))).toBe("facebook_html");
    expect(await error_of(new File(["<html>"], "your_friends.html"))).toBe("facebook_html");
    expect(await error_of(blob(zip_of([{ name: "connections/friends/removed_friends.json", content: new TextEncoder().encode('{"deleted_friends_v2":[]}') }])))).toBe("no_list");
    expect(await error_of(blob(zip_of([{ ...snapchat, says: { flags: 1 } }])))).toBe("locked");
  });
});

describe("a zip that means harm", () => {
  const zeros = new Uint8Array(64 * 1024 * 1024);

  it("unpacks no further than it says, however much is in it", async () => {
    const bomb = blob(zip_of([{ ...snapchat, content: zeros, says: { size: 1000, crc: 0 } }]));
    const [entry] = await read_directory(bomb);
    let got = 0;
    const reading = (async () => {
      if (entry !== undefined) for await (const chunk of content_of(bomb, entry)) got += chunk.length;
    })();
    await expect(reading).rejects.toBeInstanceOf(ZipDamage);
    expect(got).toBeLessThanOrEqual(1000);
    expect(await error_of(bomb)).toBe("damaged");
  });

  it("that says how much it is, and is too much, is not held in memory", async () => {
    expect(await error_of(blob(zip_of([{ ...snapchat, content: zeros }])))).toBe("too_large");
    expect(await error_of(blob(zip_of([{ ...snapchat, says: { size: 4_000_000_000 } }])))).toBe("too_large");
    expect(await error_of(blob(zip_of(Array.from({ length: 65 }, () => snapchat))))).toBe("too_large");
    expect(given).toEqual([]);
  });

  it.each([
    ["points outside of itself", { at: 1_000_000 }],
    ["points into the middle of a file", { at: 3 }],
    ["says that more is packed than there is", { packed: 1_000_000 }],
    ["says another size", { size: 5 }],
    ["says that it is stored", { method: 0 }],
  ])("%s: is damaged", async (_name, says) => {
    expect(await error_of(blob(zip_of([{ ...snapchat, says }])))).toBe("damaged");
  });

  it("is packed in a way that no browser undoes: it is to be opened first, and what else lies in it is read", async () => {
    const strange = { ...snapchat, says: { method: 9 } };
    expect(await error_of(blob(zip_of([strange])))).toBe("archive");
    expect(names_of(await download(blob(zip_of([strange, snapchat]))))).toEqual(names_of(await download(blob(zip_of([snapchat])))));
  });

  it("is to be opened first where the browser cannot inflate without a head", async () => {
    const real = globalThis.DecompressionStream;
    for (const old of [undefined, class {
      constructor(format: string) {
        if (format === "deflate-raw") throw new TypeError("Unsupported compression format");
      }
    }]) {
      vi.stubGlobal("DecompressionStream", old);
      expect(await error_of(blob(zip_of([snapchat])))).toBe("archive");
    }
    vi.stubGlobal("DecompressionStream", real);
  });

  it("names one file twice: each is read, and damage of one does not hide the other", async () => {
    const twice = await download(blob(zip_of([snapchat, snapchat])));
    expect(twice.ok && twice.lists.length).toBe(2);
    expect(twice.ok && with_people([], twice.lists.flatMap(people_of)).people.length).toBe(new Set(names_of(twice)).size);
    expect((await download(blob(zip_of([{ ...snapchat, says: { crc: 1 } }, snapchat])))).ok).toBe(true);
  });

  it("has sixty-four lists in one and the same bytes: no more is unpacked than it says of each", async () => {
    const all = Array.from({ length: 64 }, (_, i) => ({ ...snapchat, name: `${i}/json/friends.json`, says: { at: 0 } }));
    const found = await download(blob(zip_of(all)));
    expect(found.ok && found.lists.length).toBe(64);
    expect(given.every(({ length }) => length === snapchat.content.length)).toBe(true);
  });

  it("is refused wherever it is cut off, and every byte of its structure may be another without more than an error", async () => {
    const whole = zip_of([snapchat]);
    for (let size = 4; size < whole.length; size += 1) expect((await download(blob(whole.subarray(0, size)))).ok, `cut at ${size}`).toBe(false);
    for (let at = 0; at < whole.length; at += 1) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const found = await download(blob(changed));
      // A changed length of what nobody needs, a flag or a date may pass: then the people are the same.
      if (found.ok) expect(names_of(found), `changed at ${at}`).toEqual(names_of(await download(blob(whole))));
    }
  });
});

describe("a file of TikTok that holds everything ever watched", () => {
  const people = (count: number): object => ({ FansList: Array.from({ length: count }, (_, i) => ({ Date: "2024-01-01 00:00:00", UserName: `fan ${i} "\\} é` })) });
  function large(size: number): Buffer {
    const watched = JSON.stringify({ Date: "2024-01-01", Link: "https://example.org/\\\"FansList\\\":{}" });
    const many = Array.from({ length: Math.ceil(size / (watched.length + 1)) }, () => watched).join(",");
    const lists = `"Follower List":${JSON.stringify(people(500))},"Following List":{"Following":[{"UserName":"tinlantern"}]}`;
    return Buffer.from(`{"Profile":{"a":[{"Follower List":{"FansList":[{"UserName":"not me"}]}}]},"Activity":{"Video Browsing History":{"VideoList":[${many}]},${lists},"Like List":{"ItemFavoriteList":[${many}]}},"Comment":"}"}`);
  }
  it("gives its lists alone, and little is held of the rest", async () => {
    const file = large(greatest_contacts_file);
    expect(file.length).toBeGreaterThan(2 * greatest_contacts_file);
    for (const each of [blob(file), blob(zip_of([{ name: "user_data_tiktok.json", content: file }]))]) {
      const found = await download(each);
      expect(names_of(found).length).toBe(501);
      expect(names_of(found)[7]).toBe('fan 7 "\\} é');
      expect(names_of(found).at(-1)).toBe("tinlantern");
      expect(given.map(({ length }) => length < 100_000)).toEqual([true]);
    }
  });
  it("is too large where it holds no list, and where the list itself is too much", async () => {
    expect(await error_of(new Blob([Buffer.from(`{"Activity":{"Video":"${"x".repeat(greatest_contacts_file)}"}}`)]))).toBe("too_large");
    expect(await error_of(new Blob([JSON.stringify({ Activity: { Followers: "y".repeat(greatest_contacts_file) } })]))).toBe("too_large");
  });
  it("tells how far it is, lets the page have its turn, and stops when it is told to", async () => {
    // A disk that never keeps anybody waiting: the page would not have a turn of itself.
    const whole = new Uint8Array(large(greatest_contacts_file));
    const file = new Blob([whole]);
    file.stream = () => {
      let at = 0;
      return new ReadableStream({
        pull(to) {
          if (at < whole.length) to.enqueue(whole.subarray(at, at + 65_536));
          else to.close();
          at += 65_536;
        },
      });
    };
    const shares: number[] = [];
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const found = await read_download(file, { read, may_go_on: () => true, progress: (share) => shares.push(share) });
    clearInterval(timer);
    expect(found.ok).toBe(true);
    expect(shares.length).toBeGreaterThan(1);
    expect(turns).toBeGreaterThan(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
    given = [];
    let asked = 0;
    expect(await read_download(file, { read, may_go_on: () => (asked += 1) < 3 })).toEqual({ ok: false, error: "nobody" });
    expect([asked, given.length]).toEqual([3, 0]);
  });
  it("is too large where it repeats a list without end, and that is seen soon", async () => {
    const many = `"Follower":1,`.repeat(greatest_contacts_file / 8);
    const began = performance.now();
    expect(await error_of(new Blob([`{"Activity":{${many}"Followers":[]}}`]))).toBe("too_large");
    expect(performance.now() - began).toBeLessThan(20_000);
    const sections = new JsonSections(["Follower"], 1000);
    expect(sections.push(new TextEncoder().encode(`{"a":{${`"Follower":,`.repeat(65)}`))).toBe(false);
  });
  it("is no list where its text is not UTF-8", async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(vector("snapchat-friends.json").toString("utf8"), "utf16le")]);
    expect(await error_of(blob(utf16))).toBe("not_text");
    expect(await error_of(blob(zip_of([{ name: "json/friends.json", content: utf16 }])))).toBe("not_text");
    const latin1 = Buffer.from(vector("snapchat-friends.json").toString("utf8").replace(/"Display Name": ?"[^"]*"/, '"Display Name":"Zo\u00eb"'), "latin1");
    expect(await error_of(blob(latin1))).toBe("not_text");
  });
  it("keeps the same lists however the pieces fall, and nothing of what only looks like one", () => {
    const text = JSON.stringify({ x: [1, { Follower: 2 }], 'a\\"': { Follower: { FansList: [{ UserName: "}\",{" }] }, other: { Follower: [] }, Following: null }, Follower: {}, "Your Activity": { Followers: [[], {}] } });
    const bytes = new TextEncoder().encode(text);
    const kept = (pieces: Uint8Array[]): unknown => {
      const sections = new JsonSections(["Follower", "Followers", "Following"], 1000);
      for (const piece of pieces) expect(sections.push(piece)).toBe(true);
      return JSON.parse(new TextDecoder().decode(sections.text() ?? new Uint8Array()));
    };
    const expected = { 'a\\"': { Follower: { FansList: [{ UserName: "}\",{" }] }, Following: null }, "Your Activity": { Followers: [[], {}] } };
    for (let size = 1; size < bytes.length; size += 1) expect(kept(Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)))).toEqual(expected);
    for (let size = 0; size < bytes.length; size += 1) {
      const cut = new JsonSections(["Follower"], 1000);
      cut.push(bytes.subarray(0, size));
      expect(cut.text()).toBe(null);
    }
  });
});

describe("a visit that is locked while a file is read", () => {
  it("takes nobody in", async () => {
    for (const file of readdirSync(vectors).filter((name) => name !== "README.md")) {
      expect(await read_download(blob(vector(file)), { read, may_go_on: () => false })).toEqual({ ok: false, error: "nobody" });
    }
  });
});
