// SPDX-License-Identifier: Apache-2.0
// What the page may send: each request by method and path, with the schema of docs/api/openapi.yaml for its body, the
// headers it may carry, and a greatest size far below what a picture needs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";
import { root } from "./paths.mjs";

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(parse(readFileSync(join(root, "docs/api/openapi.yaml"), "utf8")), "api");
const schema = (name) => ajv.compile({ $ref: `api#/components/schemas/${name}` });

/** A picture's fingerprints with their names and spaces; the keys of a case. */
const item_bytes = 700;
const keys_bytes = 1000;
const for_items = (body) => keys_bytes + item_bytes * body.items.length;

const allowed = [
  { method: "GET", path: /^\/$/ },
  { method: "GET", path: /^\/icon\.svg$/ },
  { method: "GET", path: /^\/assets\/[A-Za-z]+-[A-Za-z0-9_-]+\.(js|css|wasm)$/ },
  { method: "GET", path: /^\/exit$/ },
  { method: "GET", path: /^\/v1\/(service|challenge)$/ },
  { method: "GET", path: /^\/v1\/case(\/mailbox)?$/, key: true },
  { method: "POST", path: /^\/v1\/submissions$/, body: schema("NewSubmission"), greatest: for_items, once: true, proof: true },
  { method: "POST", path: /^\/v1\/case\/items$/, body: schema("MoreItems"), greatest: for_items, key: true, once: true, proof: true },
  { method: "POST", path: /^\/v1\/case\/withdraw$/, body: schema("Withdraw"), greatest: () => 4000, key: true, once: true },
  { method: "POST", path: /^\/v1\/case\/undo$/, body: schema("Undo"), greatest: for_items, key: true, once: true },
  { method: "POST", path: /^\/v1\/case\/keys$/, body: schema("NewKeys"), greatest: (body) => keys_bytes + 4000 * body.messages.length, key: true, once: true },
  { method: "DELETE", path: /^\/v1\/case$/, key: true, once: true },
  { method: "DELETE", path: /^\/v1\/case\/mailbox\/[0-9a-f]{32}$/, key: true },
];
/** What a browser adds by itself. */
const own_headers = /^(host|connection|user-agent|accept|accept-encoding|accept-language|origin|referer|cache-control|pragma|sec-.*|upgrade-insecure-requests|content-length|content-type|:.*|if-.*|priority)$/;

/** Why this request must not have been made, or an empty list. */
export async function faults_of(request) {
  const url = new URL(request.url());
  const name = `${request.method()} ${url.pathname}`;
  const rule = allowed.find(({ method, path }) => method === request.method() && path.test(url.pathname));
  if (rule === undefined) return [`${name}: no such request is known`];
  const faults = [];
  const headers = await request.allHeaders();
  const body = request.postData();
  if (url.search !== "" || url.hash !== "") faults.push(`${name}: something in the address`);
  if (headers.cookie !== undefined) faults.push(`${name}: a cookie`);
  if (headers.referer !== undefined) faults.push(`${name}: a referrer`);
  const expected = { authorization: rule.key, "idempotency-key": rule.once, "holdfast-proof": rule.proof };
  for (const header of Object.keys(headers)) if (!own_headers.test(header) && expected[header] !== true) faults.push(`${name}: header ${header}`);
  for (const [header, wanted] of Object.entries(expected)) if (wanted === true && headers[header] === undefined) faults.push(`${name}: no header ${header}`);
  if (rule.body === undefined) {
    if (body !== null) faults.push(`${name}: a body`);
    return faults;
  }
  let value;
  try {
    value = JSON.parse(body);
  } catch {
    return [...faults, `${name}: a body that is not JSON`];
  }
  if (!rule.body(value)) faults.push(`${name}: ${ajv.errorsText(rule.body.errors)}`);
  else if (Buffer.byteLength(body) > rule.greatest(value)) faults.push(`${name}: ${Buffer.byteLength(body)} bytes, more than ${rule.greatest(value)}`);
  return faults;
}
