// SPDX-License-Identifier: Apache-2.0
// Ways of tampering with a pack that the page made: what is done to it, and by which names the check must call it. The pack holds at
// least a picture and two chats as items. `told` holds "verdict:…", "seal:…", "zip:…", "receipt:…", "problem:…" and "PATH:STATE".
import { entries_of, list_anew, stored_zip } from "./packs.mjs";

const picture = "data/items/0001.jpg";
const chat = "data/items/0002.txt";
const second_chat = "data/items/0003.txt";
const signature = "seal/tagmanifest-sha256.txt.minisig";
const key_file = "seal/pack.pub";
const start = "data/START-HERE.html";
const sha256_list = "manifest-sha256.txt";
const sha512_list = "manifest-sha512.txt";

const found = (pack, path) => pack.files.find((file) => file.path === path);
/** Changes files, and zips them as they then are. */
const files = (change) => (pack) => {
  change(pack);
  return stored_zip(entries_of(pack));
};
const content = (path, change) =>
  files((pack) => {
    const file = found(pack, path);
    const before = Buffer.from(file.content);
    file.content = Buffer.from(change(file.content));
    if (file.content.equals(before)) throw new Error(`nothing was done to ${path}`);
  });
const words = (path, from, to) => content(path, (was) => was.toString().replace(from, to));
const added = (path, text = "planted") => files((pack) => pack.files.push({ path, content: Buffer.from(text) }));
const removed = (path) => files((pack) => (pack.files = pack.files.filter((file) => file.path !== path)));
const renamed = (path, to) => files((pack) => (found(pack, path).path = to));
/** Makes a field of one entry wrong, or adds entries. */
const entry = (change) => (pack) => {
  const entries = entries_of(pack);
  change(entries, pack.folder, (path) => entries.find(({ name }) => name === `${pack.folder}/${path}`));
  return stored_zip(entries);
};
const added_entry = (name, more = {}) => entry((entries, folder) => entries.push({ name: name(folder), content: Buffer.from("x"), ...more }));
const cut = (where) => (pack) => pack.zip.subarray(0, where(pack.zip));
const flip = (bytes, at) => {
  bytes[at] ^= 1;
  return bytes;
};

export const tamperings = {
  "one bit of a picture is changed": [content(picture, (was) => flip(was, 900)), `${picture}:changed`],
  "a word of a chat is exchanged": [words(chat, "Friday", "Monday"), `${chat}:changed`],
  "a line end of a table is converted": [words("data/exhibits.csv", "\n", "\r\n"), /exhibits\.csv:(changed|lengthened)/],
  "a picture is cut short": [content(picture, (was) => was.subarray(0, 1000)), `${picture}:shortened`],
  "a chat lacks its last byte": [content(chat, (was) => was.subarray(0, -1)), `${chat}:shortened`],
  "a chat is emptied": [content(chat, () => ""), `${chat}:shortened`],
  "a chat is made longer": [content(chat, (was) => `${was}And on Monday.\n`), `${chat}:lengthened`],
  "the cover page is exchanged": [content(start, () => "<script>alert(1)</script>"), `${start}:shortened`],
  "a step is taken out of the log": [content("data/actions.jsonl", (was) => was.toString().split("\n").slice(1).join("\n")), "data/actions.jsonl:shortened"],
  "the case names another amount": [words("data/case.json", "1200.50", "9200.50"), "data/case.json:changed"],
  "a checksum of what was left out is changed": [content("data/fingerprints.json", (was) => flip(was, was.lastIndexOf('"') - 3)), "data/fingerprints.json:changed"],

  "a picture is removed": [removed(picture), `${picture}:missing`, "problem:wrong_totals"],
  "two files are removed": [files((pack) => (pack.files = pack.files.filter(({ path }) => path !== chat && path !== second_chat))), `${chat}:missing`, `${second_chat}:missing`],
  "an item is added": [added("data/items/0009.txt"), "data/items/0009.txt:added", "problem:wrong_totals"],
  "an empty item is added": [added("data/items/0009.txt", ""), "data/items/0009.txt:added"],
  "a file is added beside the lists": [added("README.txt"), "README.txt:added"],
  "a file is added to the seal": [added("seal/more.txt"), "seal/more.txt:added"],
  "a system leaves a file of its own": [added("data/items/Thumbs.db"), "data/items/Thumbs.db:added"],
  "a chat is renamed": [renamed(chat, "data/items/0009.txt"), `${chat}:renamed`, "data/items/0009.txt:renamed_to"],
  "a picture is moved to another folder": [renamed(picture, "data/redacted/0001.jpg"), `${picture}:renamed`, "data/redacted/0001.jpg:renamed_to"],
  "two chats exchange their names": [
    files((pack) => {
      const [one, other] = [found(pack, chat), found(pack, second_chat)];
      [one.content, other.content] = [other.content, one.content];
    }),
    `${chat}:exchanged`,
    `${second_chat}:exchanged`,
  ],
  "a chat is put in another's place": [files((pack) => (found(pack, second_chat).content = found(pack, chat).content)), `${second_chat}:exchanged`],
  "a chat is there twice": [files((pack) => pack.files.push({ path: "data/items/0008.txt", content: found(pack, chat).content })), "data/items/0008.txt:copied"],

  "a line is taken out of one list": [content(sha512_list, (was) => was.toString().replace(/.*0002\.txt\n/, "")), `${chat}:disputed`, `${sha512_list}:changed`],
  "a chat is changed, and everything listed anew but the seal's list": [
    files((pack) => {
      const tags = found(pack, "tagmanifest-sha256.txt").content;
      found(pack, chat).content = Buffer.from("something else");
      list_anew(pack.files);
      found(pack, "tagmanifest-sha256.txt").content = tags;
    }),
    `${sha256_list}:changed`,
    `${sha512_list}:changed`,
    "bag-info.txt:changed",
    "seal:holds",
  ],
  "a chat is changed, and everything listed anew": [
    files((pack) => {
      found(pack, chat).content = Buffer.from("something else");
      list_anew(pack.files);
    }),
    "seal:wrong",
  ],
  "a chat is taken out of everywhere": [
    files((pack) => {
      pack.files = pack.files.filter(({ path }) => path !== chat);
      list_anew(pack.files);
    }),
    "seal:wrong",
  ],
  "a list is removed": [removed(sha256_list), "problem:manifest_missing", `${sha256_list}:missing`],
  "a list is garbage": [content(sha256_list, () => Buffer.from([255, 254, 32, 120])), `${sha256_list}:text_malformed`, "problem:manifest_malformed"],
  "a list names a file outside of the pack": [content(sha256_list, (was) => `${was}${was.toString().slice(0, 64)}  data/../../x.txt\n`), "data/../../x.txt:name_forbidden"],
  "files are to be fetched from elsewhere": [added("fetch.txt", "https://example.org/a - data/items/0009.png\n"), "problem:fetch_list", "fetch.txt:added"],
  "the day of sealing is changed": [content("bag-info.txt", (was) => was.toString().replace(/Bagging-Date: 20\d\d/, "Bagging-Date: 2019")), "bag-info.txt:changed"],
  "bagit.txt is removed": [removed("bagit.txt"), "problem:no_pack", "bagit.txt:missing"],

  "the seal is removed": [removed(signature), "seal:missing"],
  "a letter of the signature is changed": [content(signature, (was) => was.fill(was[was.indexOf("\n") + 40] === 65 ? "B" : "A", was.indexOf("\n") + 40, was.indexOf("\n") + 41)), "seal:wrong"],
  "the words in the seal are changed": [content(signature, (was) => was.toString().replace(/sealed at 20\d\d/, "sealed at 2019")), "seal:comment_wrong"],
  "words that nobody signed are put into the seal": [words(signature, "signature of", "certified by the court:"), "seal:malformed"],
  "the key is removed": [removed(key_file), "problem:key_file_foreign"],
  "words are put into the key's file": [words(key_file, "minisign public key", "key of the police, No."), "problem:key_file_foreign"],
  "a receipt that is none is put in": [added("seal/receipt.txt", "received yesterday\n"), "receipt:malformed"],
  "a time stamp that is none is put in": [added("seal/tagmanifest-sha256.txt.tsr", "yesterday"), "stamp:of_another_seal"],
  "the seal is made anew with stock tools, of another key": [
    files((pack) => {
      found(pack, chat).content = Buffer.from("something else");
      list_anew(pack.files);
      const sealed = pack.sign(found(pack, "tagmanifest-sha256.txt").content);
      found(pack, signature).content = sealed.signature;
      found(pack, key_file).content = sealed.key;
    }),
    "seal:wrong",
    "problem:key_file_foreign",
  ],
  "it is sealed anew with this program, with another key": [(pack) => pack.seal_anew(), "verdict:sealed_anew", "seal:other_key"],

  "it is cut off within a chat": [cut((zip) => zip.indexOf("Friday")), "zip:cut_off", `${chat}:cut_off`, `${second_chat}:not_reached`, "seal:holds"],
  "it is cut off by one byte": [cut((zip) => zip.length - 1), "zip:cut_off", "seal:holds"],
  "something is added behind it": [(pack) => Buffer.concat([pack.zip, Buffer.from("hidden")]), "zip:trailing_junk"],
  "something is added before it": [(pack) => Buffer.concat([Buffer.from("#!/bin/sh\n"), pack.zip]), "zip:leading_junk"],
  "the ZIP file gets a comment": [(pack) => stored_zip(entries_of(pack), "hello"), "zip:comment"],
  "an entry says that it is compressed": [entry((_, __, of) => (of(picture).method = 8)), "zip:compressed"],
  "an entry is locked with a ZIP password": [entry((_, __, of) => (of(picture).flags = 0x801)), "zip:encrypted"],
  "two entries have one name": [added_entry((folder) => `${folder}/${chat}`), "zip:duplicate_path"],
  "two names differ in case": [added_entry((folder) => `${folder}/data/items/0002.TXT`), "zip:twin_path"],
  "a name climbs out": [added_entry((folder) => `${folder}/../../evil.sh`), "zip:path_fault"],
  "a name is absolute": [added_entry(() => "/etc/cron.d/evil"), "zip:path_fault"],
  "a name turns around on the screen": [added_entry((folder) => `${folder}/data/gnp.\u202Eexe`), "zip:path_fault"],
  "an entry is a link": [added_entry((folder) => `${folder}/data/link`, { attributes: 0o120777 }), "zip:not_a_file"],
  "a second folder stands at the top": [added_entry(() => "other/data/a.txt"), "problem:several_folders"],
  "its folder is renamed": [(pack) => stored_zip(entries_of({ ...pack, folder: "HF-0000-0000-0-20191122" })), "problem:folder_renamed"],
  "an entry has another name in its own header": [entry((_, folder, of) => (of(chat).local_name = `${folder}/data/items/0002.exe`)), "zip:headers_disagree"],
  "bytes are hidden between two entries": [entry((_, __, of) => (of(chat).before = Buffer.from("hid"))), "zip:gap"],
  "a checksum of the ZIP file is changed": [entry((_, __, of) => (of(chat).crc = 1)), `${chat}:checksum_wrong`],
};

/** Everything that `holdfast pack verify --json` tells, but files that are sound. */
export function told_by({ verdict, seal, time_stamp, receipt, zip, problems, files: all }) {
  return [`verdict:${verdict}`, `seal:${seal.state}`, `stamp:${time_stamp}`, `receipt:${receipt.state}`, ...(zip === undefined ? [] : [`zip:${zip.error}`]), ...problems.map((problem) => `problem:${problem}`), ...all.filter(({ holds }) => !holds).map(({ path, state }) => `${path}:${state}`)];
}
