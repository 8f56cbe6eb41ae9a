// SPDX-License-Identifier: Apache-2.0
// age as npm's age-encryption has it, beside the command and the modules: each opens what the other locked, for keys and under a
// passphrase, binary and armored. And the community's vectors through the modules, as far as their doors take an age file.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { inflateSync } from "node:zlib";
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { EvidenceModule as Module } from "../../wasm/evidence_module.mjs";
import { holdfast, root, vectors } from "../browser/paths.mjs";

const module_of = (name) => new WebAssembly.Module(readFileSync(join(root, "build/bin", name)));
const evidence = module_of("evidence.wasm");
const keys = module_of("holdfast.wasm");
const folder = mkdtempSync(join(tmpdir(), "age-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = { at: "2026-11-22T14:05:31.000Z", sure: "exact", zone: 0 };
const own = JSON.parse(readFileSync(join(vectors, "sealing/case.json"), "utf8")).vectors[0].identity;
const helpline = await generateX25519Identity();
const stranger = await generateX25519Identity();
const helpline_key = await identityToRecipient(helpline);
/** More than a chunk of 64 KiB, so that chunks and the last one are told apart. */
const chat = Buffer.from("20/11/2026, 18:45 - Lantern: send 200 or else\n".repeat(4000));

const opened_by = async (identity, file) => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(file));
};
const locked_to = async (recipients, content) => {
  const encrypter = new Encrypter();
  recipients.forEach((key) => encrypter.addRecipient(key));
  return Buffer.from(await encrypter.encrypt(content));
};
function run(...given) {
  const { status, stdout, stderr } = spawnSync(holdfast, given, { encoding: "utf8", cwd: folder });
  return { status, stdout, text: stdout + stderr };
}
function written(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}
/** The pack of one and the same case, by the module: locked for `recipients`, or not. */
function pack_of_module(recipients) {
  const module = new Module(evidence);
  const must = (request) => assert.equal(module.ask({ at, ...request }).error, undefined);
  must({ do: "begin", route: "adult", heading: { language: "en", number: "HF-0000-0000-0", prefix: "HF", whose: "own" } });
  must({ do: "add", file: module.read([chat]).file, name: "chat.txt", declared: "", sender: "person", about: { kind: "chat-export", title: "The chat" } });
  const out = [];
  const random = recipients === undefined ? undefined : crypto.getRandomValues(new Uint8Array(64 + 32 * recipients.length));
  const { key } = module.pack({ at, identity: own, recipients, random }, () => [chat], (bytes) => out.push(Buffer.from(bytes)));
  return { pack: Buffer.concat(out), key };
}
const check = (pack, ...identities) => new Module(evidence).check(pack.length, (from, bytes) => pack.subarray(from, from + bytes), {}, identities.join("\n"));

const plain = pack_of_module(undefined);

test("what the module locks, age-encryption opens for each of its recipients and for nobody else", async () => {
  const { pack } = pack_of_module([helpline_key]);
  for (const identity of [own, helpline]) assert.deepEqual(await opened_by(identity, pack), plain.pack);
  await assert.rejects(opened_by(stranger, pack), /no identity matched/);
  await assert.rejects(opened_by(own, pack.subarray(0, -1)));
});

test("what age-encryption locks, the module opens, and says what is wrong with the rest", async () => {
  const recipients = [await identityToRecipient(own), helpline_key];
  const locked = await locked_to(recipients, plain.pack);
  for (const identity of [own, helpline]) assert.equal(check(locked, identity).verdict, "holds_unconfirmed");
  assert.equal(check(locked, stranger).error, "other_key");
  assert.equal(check(locked).error, "locked");
  assert.equal(check(Buffer.from(armor.encode(locked)), own).error, "armored");
  const cut = check(locked.subarray(0, -1), own);
  assert.deepEqual([cut.verdict, cut.damage !== undefined], ["broken", true]);
});

test("what the command seals, age-encryption opens; what age-encryption locks, binary or armored, the command opens", async () => {
  const pack = written("plain.zip", plain.pack);
  const key = written("helpline.txt", `${helpline}\n`);
  const opened = run("pack", "open", pack, "-o", join(folder, "opened"));
  assert.equal(opened.status, 0, opened.text);
  const sealed = run("pack", "seal", join(folder, "opened", "data"), "--new-identity", join(folder, "own.txt"), "-r", helpline_key, "-o", join(folder, "sealed.zip.age"), "--json");
  assert.equal(sealed.status, 0, sealed.text);
  const file = readFileSync(join(folder, "sealed.zip.age"));
  const person = /AGE-SECRET-KEY-1\w+/.exec(readFileSync(join(folder, "own.txt"), "utf8"))[0];
  const inside = await opened_by(helpline, file);
  assert.deepEqual(await opened_by(person, file), inside);
  assert.equal(check(inside).verdict, "holds_unconfirmed");

  const locked = await locked_to([helpline_key], inside);
  for (const [name, content] of Object.entries({ "again.age": locked, "again.txt": armor.encode(locked) })) {
    const said = run("pack", "verify", written(name, content), "-i", key, "-k", JSON.parse(sealed.stdout).key);
    assert.equal(said.status, 0, said.text);
    assert.match(said.text, /^The pack holds/);
    assert.equal(run("pack", "verify", join(folder, name), "-i", written("stranger.txt", `${stranger}\n`)).status, 4);
  }
});

test("what is locked with a passphrase opens on both sides, and with the wrong one on neither", async () => {
  const module = new Module(keys);
  const random = crypto.getRandomValues(new Uint8Array(48));
  const { file } = module.must("hf_recovery_file", own, "", 0, "two horses", random, 0);
  const reader = (passphrase) => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return decrypter.decrypt(armor.decode(file), "text");
  };
  assert.match(await reader("two horses"), new RegExp(`^${own}$`, "m"));
  await assert.rejects(reader("two donkeys"));

  const encrypter = new Encrypter();
  encrypter.setPassphrase("two horses");
  encrypter.setScryptWorkFactor(15);
  const made = await encrypter.encrypt(`${own}\n`);
  for (const form of [Buffer.from(made), Buffer.from(armor.encode(made))]) {
    assert.equal(new Module(keys).must("hf_case_open", form, "two horses").identity, own);
    assert.equal(new Module(keys).call("hf_case_open", form, "two donkeys").error, "wrong_passphrase");
  }
  const pack = written("for-own.age", await locked_to([await identityToRecipient(own)], plain.pack));
  const passphrase = written("passphrase.txt", "two horses\n");
  for (const [name, form] of Object.entries({ "key.age": made, "key.txt": armor.encode(made) }))
    assert.equal(run("pack", "verify", pack, "-i", written(name, form), "--passphrase-file", passphrase, "-k", plain.key).status, 0);
});

function vector(name) {
  const all = readFileSync(join(vectors, "age/testdata", name));
  const end = all.indexOf("\n\n");
  const head = all.toString("latin1", 0, end).split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]);
  const every = (key) => head.filter(([of]) => of === key).map(([, value]) => value);
  const content = all.subarray(end + 2);
  return { expect: every("expect")[0], identities: every("identity"), passphrases: every("passphrase"), armored: every("armored").length > 0, file: every("compressed").length > 0 ? inflateSync(content) : content };
}
/** What a module says of a vector: of a file that opens, that it holds no pack, or no key. A pack's door takes no armor and keys alone, a key's door the rest. */
function said_of({ identities, passphrases, armored, file }) {
  if (armored || passphrases.length > 0) return new Module(keys).call("hf_case_open", file, passphrases[0] ?? "").error;
  const { error, damage, verdict } = check(file, ...identities);
  return error ?? (damage === undefined ? verdict : "damaged");
}
const opened = ["not_a_pack", "no_key", "too_few_words"];
const answers = {
  success: opened,
  "no match": ["other_key", "wrong_passphrase", "no_key"],
  "HMAC failure": ["altered"],
  "header failure": ["bad_header", "damaged_file", "too_much_work"],
  "payload failure": ["damaged", "altered", "too_long"],
  // What does not even begin as one is taken for the words of a person.
  "armor failure": ["damaged_file", "unknown_word"],
};

test("the 143 vectors of the community give in the modules what they are to give", () => {
  const names = readdirSync(join(vectors, "age/testdata"));
  assert.equal(names.length, 143);
  let post_quantum = 0;
  for (const name of names) {
    const found = vector(name);
    const said = said_of(found);
    const is_post_quantum = found.identities.some((identity) => identity.startsWith("AGE-SECRET-KEY-PQ-1"));
    if (is_post_quantum) post_quantum += 1;
    // Keys of that kind are refused before the file is looked at; an empty file is no locked pack.
    const allowed = is_post_quantum && !found.armored ? ["damaged_key"] : name === "empty" ? ["not_a_pack"] : answers[found.expect];
    assert.ok(allowed.includes(said), `${name}, ${found.expect}: ${said}`);
    if (found.expect !== "success" && found.expect !== "no match" && !is_post_quantum && name !== "empty") assert.ok(!opened.includes(said), name);
  }
  assert.equal(post_quantum, names.filter((name) => name.includes("hybrid")).length);
});
