// SPDX-License-Identifier: Apache-2.0
// evidence.wasm beside the command: a case that is put together through the module, saved into a folder and sealed by
// `holdfast pack seal` gives, byte for byte, the pack that the module makes of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { EvidenceModule, piece_bytes } from "../evidence_module.mjs";

const compiled = new WebAssembly.Module(readFileSync(process.env.HOLDFAST_EVIDENCE_WASM));
const command = process.env.HOLDFAST_COMMAND;
const folder = mkdtempSync(join(tmpdir(), "evidence-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const [own, helpline] = JSON.parse(readFileSync(new URL("../../vectors/sealing/case.json", import.meta.url), "utf8")).vectors;
const { identity } = own;
const at = { at: "2026-11-22T14:05:31.000Z", sure: "exact", zone: 0 };
const heading = { language: "en", number: "HF-0000-0000-0", place: "england", prefix: "ABC", whose: "own" };
const open = () => new EvidenceModule(compiled);
const holdfast = (...args) => execFileSync(command, args, { encoding: "utf8", env: { ...process.env, TZ: "UTC" } });

/** Bytes that look like nothing and are the same in every run. */
function noise(size, seed) {
  const bytes = new Uint8Array(size);
  let state = seed;
  for (let i = 0; i < size; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
function png(width, height) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width), 0x5a);
  for (let y = 0; y < height; ++y) rows[y * (1 + 3 * width)] = 0;
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}
const vector = (name) => readFileSync(new URL(`../../vectors/${name}`, import.meta.url), "utf8");
/** Of another seal than any here. */
const receipt_of_another = vector("tlog/receipt.txt");
const log_key = vector("tlog/receipt.key").trim();
const chat = Buffer.from("20/11/2026, 18:45 - Lantern: send 200 or else\n".repeat(40));

/** A case of an adult with each way to hold a file, and the files of its pack by path. */
function adult_case(module) {
  const must = (request) => {
    const answer = module.ask({ at, ...request });
    assert.equal(answer.error, undefined, JSON.stringify({ request, answer }));
    return answer;
  };
  must({ do: "begin", route: "adult", heading, words: "Begun on the page.", answers: [{ answer: "stranger", question: "who", words: "A stranger" }] });
  const picture = png(64, 48);
  const film = Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1"), noise(3 * piece_bytes + 5, 7)]);
  const add = (bytes, name, more, kind = "screenshot") =>
    must({ do: "add", file: module.read([bytes]).file, name, declared: "", sender: "person", about: { kind, source: "Chat with lantern_7", title: name }, ...more });
  add(picture, "IMG_0001.PNG", { shows_intimate: false });
  add(chat, "chat.txt", {}, "chat-export");
  add(film, "screen.mp4", { shows_intimate: false }, "video");
  add(noise(5000, 9), "private.heic", { shows_intimate: true }, "picture");
  must({ do: "describe", about: { kind: "picture", title: "One that they sent" } });
  const copy = png(32, 48);
  const record = { boxes: [[1, 2, 3, 4]], crop: [0, 0, 32, 48], made: at, parent: createHash("sha256").update(picture).digest("hex"), parent_height: 48, parent_width: 64 };
  must({ do: "redact", number: 1, file: module.read([copy]).file, shows_intimate: false, record });
  must({ do: "put", list: "links", value: { account: "lantern_7", first_seen: at, url: "https://example.org/p/1" } });
  must({ do: "put", list: "payments", value: { amount: "50.00", currency: "GBP", kind: "paid", to: "J Example", when: at } });
  must({ do: "put", list: "notes", value: { at, text: "It began on a train." } });
  add(chat, "again.txt", {}, "chat-export");
  must({ do: "remove", number: 6, reason: "The same as ABC/2" });
  return { "data/items/0001.png": picture, "data/items/0002.txt": chat, "data/items/0003.mp4": film, "data/redacted/0001-r1.png": copy };
}

function write_folder(name, module, files) {
  const place = join(folder, name);
  const put = (path, bytes) => {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), bytes);
  };
  const draft = module.ask({ do: "save" });
  put("case.json", draft.case);
  put("actions.jsonl", draft.log);
  for (const [path, bytes] of Object.entries(files)) put(path.replace(/^data\//, ""), bytes);
  return place;
}

function made_pack(module, files, options) {
  const parts = [];
  const told = module.pack({ at, identity, ...options }, (path) => [files[path]], (bytes) => parts.push(bytes.slice()));
  return { told, bytes: Buffer.concat(parts) };
}

/** What the command seals of the same folder, and the moment at which it did. */
function sealed_by_command(place, name, ...options) {
  const key = join(folder, "key.txt");
  writeFileSync(key, `${identity}\n`);
  const output = join(folder, name);
  const told = JSON.parse(holdfast("pack", "seal", place, "-i", key, "-o", output, "-q", "--json", ...options));
  const second = JSON.parse(holdfast("pack", "verify", output, "-q", "--json", "-i", key)).sealed_at;
  return { told, bytes: readFileSync(output), at: { at: second.replace("Z", ".000Z"), sure: "exact", zone: 0 }, key, output };
}

test("the module imports nothing and says which version it has", () => {
  const module = open();
  assert.deepEqual(WebAssembly.Module.imports(compiled), []);
  assert.equal(module.exports.hf_abi_version(), 1);
});

test("a file in pieces has the digests, the type and the facts that it has whole", () => {
  const module = open();
  const film = Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1"), noise(200_003, 7)]);
  for (const size of [1, 977, 65_536, film.length]) {
    const chunks = Array.from({ length: Math.ceil(film.length / size) }, (_, i) => film.subarray(i * size, (i + 1) * size));
    const seen = module.read(size === 1 ? [film] : chunks);
    assert.equal(seen.sha256, createHash("sha256").update(film).digest("hex"));
    assert.equal(seen.sha512, createHash("sha512").update(film).digest("hex"));
    assert.deepEqual([seen.type, seen.class, seen.media_type, seen.size], ["mp4", "video", "video/mp4", film.length]);
  }
  const picture = module.read([png(64, 48)]);
  assert.deepEqual(picture.picture, { width: 64, height: 48, taken: "", taken_zone: "", place: "none" });
  assert.equal(module.read([chat], 2).words, "alone");
  assert.equal(module.read([png(64, 48)], 2).words, "not_alone");
  assert.deepEqual(module.call("hf_file_take", 99, new Uint8Array(1)), { error: "no_such_file" });
  assert.deepEqual(module.call("hf_file_begin", 3), { error: "bad_request" });
});

test("a plain pack is byte for byte that of the command, for either route", () => {
  const module = open();
  const files = adult_case(module);
  const native = sealed_by_command(write_folder("adult", module, files), "adult.zip", "--plain");
  const { told, bytes } = made_pack(module, files, { at: native.at });
  assert.equal(told.key, native.told.key);
  assert.equal(told.seal, native.told.seal);
  assert.equal(told.zip_bytes, bytes.length);
  assert.ok(bytes.equals(native.bytes), "another pack");
  assert.match(module.ask({ do: "save" }).log, /"step":"sealed","words":"HF-0000-0000-0-/);

  const words = open();
  words.ask({ do: "begin", at, route: "protected", heading });
  const { file } = words.read([chat], 2);
  assert.equal(words.ask({ do: "add", at, file, name: "chat.txt", sender: "person", about: { kind: "chat-export", title: "The chat" } }).number, 1);
  const texts = { "data/items/0001.txt": chat };
  const other = sealed_by_command(write_folder("words", words, texts), "words.zip", "--plain");
  assert.ok(made_pack(words, texts, { at: other.at }).bytes.equals(other.bytes), "another pack");
});

test("a locked pack opens with the key to the same ZIP file, and the command says that it holds", () => {
  const module = open();
  const files = adult_case(module);
  const plain = made_pack(module, files, {});
  const random = noise(96, 3);
  const { told, bytes } = made_pack(module, files, { recipients: [helpline.recipient], random });
  assert.equal(told.seal === plain.told.seal, false, "the log of the second pack has a line more");
  const place = join(folder, "locked.zip.age");
  writeFileSync(place, bytes);
  const key = join(folder, "own.txt");
  writeFileSync(key, `${identity}\n`);
  const report = JSON.parse(holdfast("pack", "verify", place, "-i", key, "-k", told.key, "--json", "-q"));
  assert.deepEqual([report.holds, report.verdict, report.locked, report.case], [true, "holds", true, "HF-0000-0000-0"]);
  assert.equal(told.own, own.recipient);
  // What is locked is the ZIP file that is not: the same case without a lock.
  const again = open();
  const draft = module.ask({ do: "save" });
  const lines = draft.log.trimEnd().split("\n");
  const at_sealing = `${lines.slice(0, lines.length - 1).join("\n")}\n`;
  assert.equal(again.ask({ do: "open", case: draft.case, log: at_sealing }).error, undefined);
  for (const content of Object.values(files)) again.read([content]);
  const unlocked = execFileSync("age", ["-d", "-i", key, place], { maxBuffer: 64 << 20 });
  assert.ok(unlocked.equals(made_pack(again, files, {}).bytes), "another ZIP file");
});

test("what is missing or out of turn is said, and leaves no pack", () => {
  const module = open();
  const ask = JSON.stringify({ at });
  assert.deepEqual(module.call("hf_pack_begin", ask, identity), { error: "no_case" });
  const files = adult_case(module);
  assert.deepEqual(module.call("hf_pack_next"), { error: "out_of_turn" });
  assert.deepEqual(module.call("hf_pack_begin", "{}", identity), { error: "bad_request" });
  assert.deepEqual(module.call("hf_pack_begin", ask, "AGE-SECRET-KEY-1QQ"), { error: "damaged_key" });
  module.must("hf_pack_begin", ask, identity);
  assert.deepEqual(module.call("hf_pack_locked", JSON.stringify({ recipients: ["age1wrong"] }), noise(96, 3)), { error: "recipient_damaged" });
  assert.deepEqual(module.call("hf_pack_locked", JSON.stringify({ recipients: [] }), noise(63, 3)), { error: "wrong_size" });
  assert.deepEqual(module.call("hf_pack_time_stamp", noise(99, 1)), { error: "other_seal" });
  assert.deepEqual(module.call("hf_pack_receipt", "", "no key"), { error: "bad_log" });
  assert.deepEqual(module.call("hf_pack_receipt", "", log_key), { error: "malformed" });
  assert.deepEqual(module.call("hf_pack_receipt", receipt_of_another, log_key), { error: "other_seal" });
  const first = module.must("hf_pack_plain");
  assert.equal(first.path, "data/items/0001.png");
  assert.deepEqual(module.call("hf_pack_plain"), { error: "out_of_turn" });
  assert.deepEqual(module.call("hf_pack_close", 1), { error: "out_of_turn" });
  const other = Buffer.from(files[first.path]);
  other[20] ^= 1;
  module.must("hf_pack_take", other);
  assert.deepEqual(module.call("hf_pack_next"), { error: "content_changed" });
  module.must("hf_pack_close", 0);
  assert.doesNotMatch(module.ask({ do: "save" }).log, /"step":"sealed"/);

  const reopened = open();
  assert.equal(reopened.ask({ do: "open", ...module.ask({ do: "save" }) }).error, undefined);
  const missing = reopened.call("hf_pack_begin", ask, identity);
  assert.deepEqual(missing, { error: "files_missing", paths: Object.keys(files) });
});

test("parts out of slices of the whole ZIP file are ZIP files that unpack to the pack, none above what was named", () => {
  const module = open();
  const files = adult_case(module);
  const whole = Buffer.from(made_pack(module, files, {}).bytes);
  // The pack is not closed yet: made_pack() closes it, so it is begun anew, and has a line more in its log.
  module.must("hf_pack_begin", JSON.stringify({ at }), identity);
  let turn = module.must("hf_pack_plain");
  const pieces = [Buffer.from(module.bytes())];
  while (turn.path !== null) {
    module.must("hf_pack_take", files[turn.path]);
    pieces.push(Buffer.from(files[turn.path]));
    turn = module.must("hf_pack_next");
    pieces.push(Buffer.from(module.bytes()));
  }
  const zip = Buffer.concat(pieces);
  assert.ok(zip.length > whole.length);
  const cut = (largest) => {
    const { parts } = module.must("hf_pack_parts", largest);
    const texts = Buffer.from(module.bytes());
    let read = 0;
    return parts.map(({ bytes, files: count, slices }) => {
      const made = Buffer.concat(slices.flatMap(([text, from, size]) => [texts.subarray(read, (read += text)), zip.subarray(from, from + size)]));
      assert.deepEqual([made.length, slices.length], [bytes, count + 1]);
      return made;
    });
  };
  const [one, ...none] = cut(0xffff_fffe);
  assert.ok(one.equals(zip) && none.length === 0, "one part is the whole");
  const largest = 3_146_500; // the film of 3 MiB alone is a little less
  const parts = cut(largest);
  assert.ok(parts.length > 1);
  for (const [i, part] of parts.entries()) {
    assert.ok(part.length <= largest);
    const place = join(folder, `part-${i}.zip`);
    writeFileSync(place, part);
    execFileSync("unzip", ["-q", place, "-d", join(folder, "joined")]);
  }
  const [bag] = readdirSync(join(folder, "joined"));
  assert.equal(JSON.parse(holdfast("pack", "verify", join(folder, "joined", bag), "--json", "-q")).verdict, "holds_unconfirmed");
  const refused = module.call("hf_pack_parts", 300);
  assert.deepEqual([refused.error, refused.paths.length, refused.bytes > 300], ["above_largest", 1, true]);
  assert.equal(module.call("hf_pack_close", 1).error, undefined);
  assert.deepEqual(module.call("hf_pack_parts", 300), { error: "out_of_turn" });
});

test("the operator's list is read when its signature holds and it is not over, and those with a key are told", () => {
  const of = (name) => vector(`evidence/recipients/${name}`);
  const [list, signature, key] = [of("list.json"), of("list.json.minisig"), of("key.pub")];
  const module = open();
  const read = (now, change = {}) => module.call("hf_recipients_read", change.list ?? list, change.signature ?? signature, change.key ?? key, now);
  const day = Date.parse("2026-12-01T00:00:00Z");
  const told = read(day);
  assert.deepEqual([told.issuer, told.recipients.map(({ id }) => id)], ["Example helpline", ["example-constabulary", "example-helpline"]]);
  assert.deepEqual(told.recipients[1], { id: "example-helpline", name: "Llinell Gymorth Enghraifft", kind: "helpline", key: "age1e0yfgm7gvkmenzscyfc6zqq8y9frk4y0dmhc4jfkezu0em7ua4cqpfgfrv", checked: "2026-11-21" });
  assert.deepEqual(read(Date.parse("2027-05-22T00:00:00Z")), { error: "over" });
  assert.equal(read(Date.parse("2027-05-21T23:59:59Z")).error, undefined);
  assert.equal(read(0).error, undefined, "a device whose clock is behind can use it");
  assert.deepEqual(read(day, { list: list.replace("age1e0", "age1f0") }), { error: "not_signed" });
  assert.deepEqual(read(day, { signature: "" }), { error: "not_signed" });
  assert.deepEqual(read(day, { key: "RWQ" }), { error: "not_signed" });
  assert.deepEqual(read(day, { list: " ".repeat((1 << 20) + 1) }).error, "too_long");
  for (const now of [-1, NaN, 1e300]) assert.deepEqual(read(now), { error: "bad_request" });
});

test("a check says of whole and tampered packs what the command says", () => {
  const module = open();
  const files = adult_case(module);
  const plain = made_pack(module, files, {});
  const locked = made_pack(module, files, { recipients: [], random: noise(64, 3) });
  const key = join(folder, "check.txt");
  writeFileSync(key, `${identity}\n`);
  /** The command's answer, whatever its verdict. */
  const said = (...args) => {
    try {
      return execFileSync(command, ["pack", "verify", "-q", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch (error) {
      return error.stdout;
    }
  };
  const flipped = (bytes, at) => {
    const changed = Buffer.from(bytes);
    changed[at] ^= 1;
    return changed;
  };
  const packs = [plain.bytes, locked.bytes];
  for (const share of [0.002, 0.02, 0.5, 0.999]) {
    for (const bytes of [plain.bytes, locked.bytes]) {
      const at_byte = Math.floor(bytes.length * share);
      packs.push(flipped(bytes, at_byte), bytes.subarray(0, at_byte), Buffer.concat([bytes.subarray(0, at_byte), noise(9, 1), bytes.subarray(at_byte)]));
    }
  }
  for (const expected of [{}, { key: plain.told.key }, { key: plain.told.key, seal: plain.told.seal }]) {
    const args = [...(expected.key ? ["-k", expected.key] : []), ...(expected.seal ? ["--seal", expected.seal] : [])];
    for (const bytes of expected.seal ? packs.slice(0, 2) : expected.key ? packs.slice(0, 14) : packs) {
      const place = join(folder, "checked");
      writeFileSync(place, bytes);
      const native = JSON.parse(said(place, "-i", key, "--json", ...args));
      const found = open().check(bytes.length, (offset, size) => bytes.subarray(offset, offset + size), expected, identity);
      if (native.error !== undefined) {
        assert.ok(["altered", "bad_header", "other_key"].includes(found.error), JSON.stringify({ native, found }));
        continue;
      }
      const { time_stamps, folder: _, damage, ...same } = native;
      const { sentences, damage: told, ...ours } = found;
      assert.deepEqual(ours, same);
      assert.equal(told?.replace("The pack", place), damage);
      if (expected.seal || !expected.key) assert.ok(said(place, "-i", key, ...args).split("\n").includes(sentences[0]), sentences[0]);
      assert.equal(found.holds, bytes === plain.bytes || bytes === locked.bytes ? !(expected.seal && bytes === locked.bytes) : false);
    }
  }
});

test("a check refuses what it was not given rightly", () => {
  const module = open();
  const none = () => new Uint8Array(0);
  assert.deepEqual(module.check(10, none, { key: "RWQ" }), { error: "bad_key" });
  assert.deepEqual(module.check(10, none, { seal: "00" }), { error: "bad_seal" });
  assert.deepEqual(module.check(10, none, { log: "x" }), { error: "bad_log" });
  assert.deepEqual(module.check(10, none, { other: "x" }), { error: "bad_request" });
  assert.deepEqual(module.check(-1, none), { error: "bad_request" });
  assert.deepEqual(module.check(10, none, {}, "AGE-SECRET-KEY-1QQ"), { error: "damaged_key" });
  assert.equal(module.check(0, none).verdict, "not_a_pack");
  assert.deepEqual(module.call("hf_check_finish"), { error: "out_of_turn" });
});

test("hostile requests and files are answered, and none of them stops the module", () => {
  const seeds = ["adult", "protected"].flatMap((name) => readFileSync(new URL(`../../evidence/fuzz/corpus/case_door/${name}`, import.meta.url), "utf8").trim().split("\n"));
  let state = 1;
  const draw = (below) => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) % below;
  const broken = (bytes) => {
    const changed = Uint8Array.from(bytes);
    for (let i = draw(4); i >= 0; --i) changed[draw(changed.length)] = draw(256);
    return draw(5) === 0 ? changed.subarray(0, draw(changed.length)) : changed;
  };
  const text = new TextEncoder();
  for (const route of [seeds.slice(0, -9), seeds.slice(-9)]) {
    const module = open();
    for (const bytes of [chat, png(32, 16)]) module.read([bytes], 2);
    for (let round = 0; round < 60; ++round) {
      for (const request of route) {
        const answer = module.call("hf_case_ask", round % 3 === 0 ? request : broken(text.encode(request)));
        assert.equal(typeof answer, "object");
      }
      for (const name of ["hf_pack_begin", "hf_pack_locked"]) module.call(name, broken(text.encode(JSON.stringify({ at, recipients: [own.recipient] }))), broken(text.encode(identity)));
      module.call("hf_pack_take", noise(9, round));
      module.call("hf_pack_next");
    }
    assert.equal(module.ask({ do: "show" }).error, undefined);
    // What is held after all that opens again.
    assert.equal(open().ask({ do: "open", ...module.ask({ do: "save" }) }).error, undefined);
  }
});
