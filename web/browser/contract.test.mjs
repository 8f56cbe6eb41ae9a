// SPDX-License-Identifier: Apache-2.0
// The contract that every browser test holds the page's requests to: it passes what the page sends, and nothing that says more.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { faults_of } from "./contract.mjs";
import { page_folder } from "./paths.mjs";

const browser_says = {
  accept: "*/*",
  "accept-encoding": "gzip, deflate, br, zstd",
  "accept-language": "en-GB",
  connection: "keep-alive",
  host: "127.0.0.1:8080",
  "sec-fetch-dest": "empty",
  "sec-fetch-mode": "cors",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36",
};
const key = { authorization: `Holdfast-Case ${"k".repeat(43)}` };
const once = { "idempotency-key": "0".repeat(32) };
const proof = { "holdfast-proof": `${"c".repeat(56)}.12345` };
const json = { "content-type": "application/json" };

const faults = (method, path, headers = {}, body = null) =>
  faults_of({ method: () => method, url: () => `http://127.0.0.1:8080${path}`, allHeaders: async () => ({ ...browser_says, ...headers }), postData: () => body });
const withdraw = (headers, body = { items: ["0".repeat(32)] }) => faults("POST", "/v1/case/withdraw", { ...key, ...once, ...json, ...headers }, typeof body === "string" ? body : JSON.stringify(body));
const submission = JSON.stringify({
  case_number: "HF-7K3M-9QTX-V",
  read_key_hash: "1".repeat(64),
  withdraw_key_hash: "2".repeat(64),
  mailbox_key: "m".repeat(43),
  statement: "adult-1",
  items: [{ media: "picture", origin: "module", signals: [{ kind: "pdq-c1", code: "ab".repeat(32), quality: 100 }] }],
});

describe("the contract passes", () => {
  it("the files of the built page, and what the page asks and sends", async () => {
    const assets = readdirSync(join(page_folder, "assets")).filter((name) => !/\.(br|gz)$/.test(name));
    assert.ok(assets.length >= 4);
    for (const name of assets) assert.deepEqual(await faults("GET", `/assets/${name}`), []);
    for (const path of ["/", "/icon.svg", "/exit", "/v1/service", "/v1/challenge"]) assert.deepEqual(await faults("GET", path), []);
    assert.deepEqual(await faults("GET", "/v1/case", key), []);
    assert.deepEqual(await withdraw({}), []);
    assert.deepEqual(await faults("DELETE", `/v1/case/mailbox/${"a".repeat(32)}`, key), []);
    for (const path of ["/v1/seals", "/v1/time-stamps"]) assert.deepEqual(await faults("POST", path, { ...proof, ...json }, `{"seal":"${"d".repeat(64)}"}`), []);
    assert.deepEqual(await faults("GET", "/v1/recipients"), []);
    assert.deepEqual(await faults("POST", "/v1/submissions", { ...once, ...proof, ...json }, submission), []);
  });
});

describe("the contract refuses", () => {
  const refused = {
    "a file that the page has not": [() => faults("GET", "/assets/index-AAAAAAAA.js"), /no such request is known/],
    "a file in its packed form": [() => faults("GET", `/assets/${readdirSync(join(page_folder, "assets")).find((name) => name.endsWith(".br"))}`), /no such request is known/],
    "something behind a file's name": [() => faults("GET", "/icon.svg?x=1"), /something in the address/],
    "another method": [() => faults("PUT", "/v1/case", key), /no such request is known/],
    "a header of its own": [() => faults("GET", "/v1/service", { "x-note": "a" }), /header x-note: a/],
    "a seal with a word beside it": [() => faults("POST", "/v1/seals", { ...proof, ...json }, `{"seal":"${"d".repeat(64)}","case":"HF-7K3M-9QTX-V"}`), /additional properties/],
    "a seal with many spaces": [() => faults("POST", "/v1/seals", { ...proof, ...json }, `{"seal":"${"d".repeat(64)}"${" ".repeat(2000)}}`), /bytes, more than/],
    "a seal in the name of a case": [() => faults("POST", "/v1/time-stamps", { ...proof, ...json, ...key }, `{"seal":"${"d".repeat(64)}"}`), /header authorization$/],
    "a cookie": [() => faults("GET", "/v1/service", { cookie: "a=1" }), /header cookie: a=1/],
    "a referrer": [() => faults("GET", "/v1/service", { referer: "http://127.0.0.1:8080/" }), /header referer/],
    "a key where none belongs": [() => faults("GET", "/v1/service", key), /header authorization$/],
    "no key where one belongs": [() => faults("GET", "/v1/case"), /no header authorization/],
    "a key that is too long": [() => faults("GET", "/v1/case", { authorization: `${key.authorization}k` }), /header authorization has not the form/],
    "a key of another kind": [() => faults("GET", "/v1/case", { authorization: `Bearer ${"k".repeat(43)}` }), /header authorization has not the form/],
    "a word in the idempotency key": [() => withdraw({ "idempotency-key": "see-you-at-the-old-mill-at-noon-" }), /header idempotency-key has not the form/],
    "a long idempotency key": [() => withdraw({ "idempotency-key": "0".repeat(64) }), /header idempotency-key has not the form/],
    "a proof that carries more": [() => faults("POST", "/v1/submissions", { ...once, ...json, "holdfast-proof": `${"c".repeat(57)}.1` }, submission), /header holdfast-proof has not the form/],
    "a proof with a long number": [() => faults("POST", "/v1/submissions", { ...once, ...json, "holdfast-proof": `${"c".repeat(56)}.${"1".repeat(21)}` }, submission), /header holdfast-proof has not the form/],
    "a language that is a message": [() => faults("GET", "/v1/service", { "accept-language": "a".repeat(61) }), /header accept-language: aaa/],
    "headers that are long together": [() => faults("GET", "/v1/service", Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`sec-ch-ua-${"abcdefghi"[n]}`, "x".repeat(190)]))), /\d bytes, more than 1600/],
    "a body where none belongs": [() => faults("GET", "/v1/case", key, "{}"), /a body$/],
    "a body of another kind": [() => withdraw({ "content-type": "text/plain" }), /header content-type has not the form/],
    "a body that is not JSON": [() => withdraw({}, "picture"), /a body that is not JSON/],
    "a body that the schema does not know": [() => withdraw({}, { items: ["0".repeat(32)], note: "a" }), /must NOT have additional properties/],
    "a body with more than its parts take": [() => faults("POST", "/v1/submissions", { ...once, ...proof, ...json }, submission + " ".repeat(4000)), /\d bytes, more than \d/],
  };
  for (const [what, [act, reason]] of Object.entries(refused))
    it(what, async () => {
      const found = await act();
      assert.equal(found.length, 1, found.join("; "));
      assert.match(found[0], reason);
    });
});
