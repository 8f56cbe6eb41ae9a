// SPDX-License-Identifier: Apache-2.0
// The vectors of vectors/sealing against the module; sealing/tests/golden_test.cpp runs the same files natively.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { copyIn, instantiate, result, vectors } from "./holdfast_module.mjs";

const golden = (name) => JSON.parse(readFileSync(join(vectors, "sealing", `${name}.json`), "utf8")).vectors;
const bytes = (value) => (typeof value === "string" ? new TextEncoder().encode(value) : value);
const hex = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/// Calls `name` on a fresh instance; texts and byte arrays become address and size, null becomes no address, numbers stay.
function call(name, ...args) {
  const exports = instantiate();
  const flat = args.flatMap((arg) => {
    if (typeof arg === "number" || typeof arg === "bigint") return [arg];
    if (arg === null) return [0, 0];
    const data = bytes(arg);
    return [copyIn(exports, data), data.length];
  });
  const status = exports[name](...flat);
  return { status, ...result(exports) };
}

function answered(name, ...args) {
  const { status, ...answer } = call(name, ...args);
  assert.equal(status, 0, `${name}: ${answer.error}`);
  return answer;
}

const published = ({ words, identity, recipient, read_key, read_key_hash, withdraw_key, withdraw_key_hash, mailbox_key, draft_key, pack_sign_key, case_number }) =>
  ({ words, identity, recipient, read_key, read_key_hash, withdraw_key, withdraw_key_hash, mailbox_key, draft_key, pack_sign_key, case_number });

test("21 random bytes make the case that the vectors name", () => {
  for (const vector of golden("case")) {
    const number = golden("case_number");
    const bits = number.find(({ text }) => text === vector.case_number)?.bits;
    const random = new Uint8Array(21);
    random.set(hex(vector.root));
    if (bits) random.set(hex(bits), 16);
    const made = answered("hf_case_create", random);
    assert.deepEqual({ ...published(made), case_number: null }, { ...published(vector), case_number: null });
    assert.match(made.case_number, /^HF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
    assert.equal(made.read_key_hash, createHash("sha256").update(Buffer.from(made.read_key, "base64url")).digest("hex"));
  }
  assert.equal(call("hf_case_create", new Uint8Array(20)).error, "wrong_size");
});

test("recovery file, locked file and QR text are byte for byte the native ones", () => {
  for (const vector of golden("case")) {
    const created = Date.parse(vector.created);
    assert.equal(answered("hf_recovery_file", vector.identity, vector.case_number, created, null, null, 0).file, vector.recovery_file);
    assert.equal(answered("hf_recovery_qr", vector.identity, vector.case_number).text, vector.recovery_qr);
    const { passphrase, random, work_factor, file } = vector.locked;
    assert.equal(answered("hf_recovery_file", vector.identity, vector.case_number, created, passphrase, hex(random), work_factor).file, file);
  }
  const { identity } = golden("case")[0];
  assert.equal(call("hf_recovery_file", identity, "", 0, "p", new Uint8Array(47), 0).error, "wrong_size");
  assert.equal(call("hf_recovery_file", identity, "", 0, "p", new Uint8Array(48), 19).error, "too_much_work");
  assert.equal(call("hf_recovery_file", identity, "HF-0000-0000-1", 0, null, null, 0).error, "bad_check");
  assert.equal(call("hf_recovery_file", "not a key", "", 0, null, null, 0).error, "damaged_key");
});

test("the default lock opens again, and its work fits a phone's memory", () => {
  const { identity } = golden("case")[0];
  const { file } = answered("hf_recovery_file", identity, "", 0, "two horses", new Uint8Array(48).fill(7), 0);
  assert.match(Buffer.from(file.split("\n").slice(1, -2).join(""), "base64").toString("latin1"), /^-> scrypt \S+ 15$/m);
  assert.equal(answered("hf_case_open", file, "two horses").identity, identity);
  assert.equal(call("hf_case_open", file, "two donkeys").error, "wrong_passphrase");
});

test("what people bring back opens the case or says exactly why not", () => {
  const first = golden("case").find(({ name }) => name === "first");
  for (const vector of golden("recovery")) {
    const { status, ...answer } = call("hf_case_open", vector.input, vector.passphrase ?? null);
    if (vector.error) {
      assert.equal(answer.error, vector.error, vector.name);
      if (vector.position !== undefined) assert.equal(answer.position, vector.position, vector.name);
    } else {
      assert.equal(status, 0, `${vector.name}: ${answer.error}`);
      assert.equal(answer.identity, first.identity, vector.name);
      assert.equal(answer.withdraw_key, first.withdraw_key, vector.name);
      if (answer.words !== null) assert.equal(answer.words, first.words, vector.name);
      if (answer.case_number !== null) assert.equal(answer.case_number, first.case_number, vector.name);
    }
  }
});

test("messages are sealed byte for byte as natively", () => {
  for (const { message, mailbox_key, ephemeral, sealed } of golden("mailbox")) {
    assert.equal(answered("hf_message_seal", hex(message), mailbox_key, hex(ephemeral)).sealed, sealed);
  }
  const { mailbox_key } = golden("mailbox")[0];
  assert.equal(call("hf_message_seal", "m", mailbox_key, new Uint8Array(31)).error, "wrong_size");
  assert.equal(call("hf_message_seal", "m", "AAAA", new Uint8Array(32)).error, "bad_public_key");
  assert.equal(call("hf_message_seal", "m", "A".repeat(43), new Uint8Array(32).fill(1)).error, "bad_public_key");
});

test("a case opens what is sealed to it and nothing else", () => {
  const [zero, ones] = golden("case");
  const message = JSON.stringify({ kind: "alert", partner: "Bücher & Co", text: "x".repeat(300) });
  const { sealed } = answered("hf_message_seal", message, zero.mailbox_key, new Uint8Array(32).fill(9));
  assert.equal(answered("hf_message_open", zero.identity, sealed).message, message);
  assert.equal(call("hf_message_open", ones.identity, sealed).error, "not_for_us");
  assert.equal(call("hf_message_open", zero.identity, sealed.slice(0, 40)).error, "malformed");
  assert.equal(call("hf_message_open", zero.identity, "%%%").error, "malformed");
  assert.equal(call("hf_message_open", "AGE", sealed).error, "damaged_key");
});

test("the first solving nonce is the native one, also in slices", () => {
  for (const { challenge, body, difficulty, start_nonce, nonce, tries } of golden("proof")) {
    const start = BigInt.asIntN(64, BigInt(start_nonce));
    assert.deepEqual(answered("hf_proof_solve", challenge, body, start, tries), { difficulty, nonce });
    if (tries > 1) assert.equal(answered("hf_proof_solve", challenge, body, start, tries - 1).nonce, null);
  }
  assert.equal(call("hf_proof_solve", "nonsense", "", 0n, 1).error, "malformed");
});

test("case numbers are made and read as natively", () => {
  for (const { bits, text } of golden("case_number")) {
    assert.equal(answered("hf_case_number_make", hex(bits)).case_number, text);
    assert.equal(answered("hf_case_number_read", ` ${text.toLowerCase().replaceAll("-", "").replaceAll("0", "o")} `).case_number, text);
  }
  assert.equal(call("hf_case_number_read", "HF-0000").error, "wrong_length");
  assert.equal(call("hf_case_number_read", "HF-U000-0000-0").error, "bad_character");
  assert.equal(call("hf_case_number_read", "HF-0000-0000-1").error, "bad_check");
});

test("digests, words and wiping", () => {
  assert.equal(answered("hf_sha256", "abc").sha256, createHash("sha256").update("abc").digest("hex"));
  const exports = instantiate();
  assert.equal(exports.hf_recovery_words(), 0);
  const words = result(exports);
  assert.equal(createHash("sha256").update(`${words.join("\n")}\n`).digest("hex"), "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
  const address = copyIn(exports, bytes("secret"));
  exports.hf_wipe(address, 6);
  assert.deepEqual(new Uint8Array(exports.memory.buffer, address, 6), new Uint8Array(6));
});
