// SPDX-License-Identifier: Apache-2.0
// What the page may send: each request by method and path, with the schema of docs/api/openapi.yaml for its body, the form of
// each header it may carry, and a greatest size for all of it together, far below what a picture needs.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";
import { page_folder, root } from "./paths.mjs";

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(parse(readFileSync(join(root, "docs/api/openapi.yaml"), "utf8")), "api");
const schema = (name) => ajv.compile({ $ref: `api#/components/schemas/${name}` });

/** The files of the built page, by the paths at which they are asked for. */
const files = readdirSync(page_folder, { recursive: true })
  .filter((name) => statSync(join(page_folder, name)).isFile() && !/\.(br|gz)$/.test(name))
  .map((name) => (name === "index.html" ? "/" : `/${name.split(sep).join("/")}`));

/** Method, address and headers: what a browser says of itself takes most of it. */
const head_bytes = 1600;
/** A picture's fingerprints with their names and spaces; the keys of a case. */
const item_bytes = 700;
const keys_bytes = 1000;
/** 64 digits in an object; the proof of work is the larger part. */
const seal_bytes = 350;
const for_items = (body) => keys_bytes + item_bytes * body.items.length;

const allowed = [
  ...files.map((path) => ({ method: "GET", path })),
  { method: "GET", path: "/exit" },
  { method: "GET", path: "/v1/service" },
  { method: "GET", path: "/v1/challenge" },
  { method: "GET", path: "/v1/guidance" },
  { method: "GET", path: "/v1/recipients" },
  // A seal's digest with the name of its member.
  { method: "POST", path: "/v1/seals", body: schema("NewSeal"), greatest: () => seal_bytes, proof: true },
  { method: "POST", path: "/v1/time-stamps", body: schema("NewSeal"), greatest: () => seal_bytes, proof: true },
  { method: "GET", path: "/v1/case", key: true },
  { method: "GET", path: "/v1/case/mailbox", key: true },
  { method: "POST", path: "/v1/submissions", body: schema("NewSubmission"), greatest: for_items, once: true, proof: true },
  { method: "POST", path: "/v1/case/items", body: schema("MoreItems"), greatest: for_items, key: true, once: true, proof: true },
  { method: "POST", path: "/v1/case/withdraw", body: schema("Withdraw"), greatest: () => 4000, key: true, once: true },
  { method: "POST", path: "/v1/case/undo", body: schema("Undo"), greatest: for_items, key: true, once: true },
  { method: "POST", path: "/v1/case/keys", body: schema("NewKeys"), greatest: (body) => keys_bytes + 4000 * body.messages.length, key: true, once: true },
  { method: "DELETE", path: "/v1/case", key: true, once: true },
  { method: "DELETE", path: /^\/v1\/case\/mailbox\/[0-9a-f]{32}$/, key: true },
];
const rule_for = (method, pathname) => allowed.find((rule) => rule.method === method && (rule.path instanceof RegExp ? rule.path.test(pathname) : rule.path === pathname));

/** What the page itself may say in a header: a key of 32 bytes, 16 random bytes, a challenge of 42 bytes with a number. */
const forms = {
  authorization: /^Holdfast-Case [A-Za-z0-9_-]{43}$/,
  "idempotency-key": /^[0-9a-f]{32}$/,
  "holdfast-proof": /^[A-Za-z0-9_-]{56}\.(0|[1-9]\d{0,19})$/,
  "content-type": /^application\/json$/,
};
/** What a browser adds by itself. A page could write into the first four; they say no more than any browser would. */
const own_headers = {
  accept: /^[a-z0-9*+/,;=. -]{1,200}$/,
  "accept-language": /^[A-Za-z0-9,;=. -]{1,60}$/,
  "cache-control": /^(no-cache|no-store|max-age=0)$/,
  pragma: /^no-cache$/,
  "accept-encoding": /^[a-z, ]{1,60}$/,
  host: /^127\.0\.0\.1:\d{1,5}$/,
  origin: /^http:\/\/127\.0\.0\.1:\d{1,5}$/,
  connection: /^keep-alive$/,
  "content-length": /^\d{1,6}$/,
  "upgrade-insecure-requests": /^1$/,
  "user-agent": /^[\x20-\x7e]{1,200}$/,
  priority: /^[a-z0-9=, ]{1,20}$/,
};
const is_own = (header, value) => own_headers[header]?.test(value) ?? (/^sec-(fetch|ch-ua)[a-z-]*$/.test(header) && /^[\x20-\x7e]{1,200}$/.test(value));

function faults_of_headers(name, headers, rule) {
  const faults = [];
  const wanted = { authorization: rule.key, "idempotency-key": rule.once, "holdfast-proof": rule.proof, "content-type": rule.body !== undefined };
  for (const [header, form] of Object.entries(forms)) {
    const value = headers[header];
    if (wanted[header] === true && value === undefined) faults.push(`${name}: no header ${header}`);
    else if (wanted[header] !== true && value !== undefined) faults.push(`${name}: header ${header}`);
    else if (value !== undefined && !form.test(value)) faults.push(`${name}: header ${header} has not the form ${form}`);
  }
  for (const [header, value] of Object.entries(headers)) if (!(header in forms) && !header.startsWith(":") && !is_own(header, value)) faults.push(`${name}: header ${header}: ${value.slice(0, 80)}`);
  return faults;
}

/** Why this request must not have been made, or an empty list. */
export async function faults_of(request) {
  const url = new URL(request.url());
  const name = `${request.method()} ${url.pathname}`;
  const rule = rule_for(request.method(), url.pathname);
  if (rule === undefined) return [`${name}: no such request is known`];
  const headers = await request.allHeaders();
  const body = request.postData();
  const faults = faults_of_headers(name, headers, rule);
  if (url.search !== "" || url.hash !== "") faults.push(`${name}: something in the address`);
  let greatest = head_bytes;
  if (rule.body === undefined) {
    if (body !== null) faults.push(`${name}: a body`);
  } else {
    let value;
    try {
      value = JSON.parse(body);
    } catch {
      return [...faults, `${name}: a body that is not JSON`];
    }
    if (!rule.body(value)) return [...faults, `${name}: ${ajv.errorsText(rule.body.errors)}`];
    greatest += rule.greatest(value);
  }
  const whole = Object.entries(headers).reduce((sum, [header, value]) => sum + header.length + value.length + 4, request.method().length + request.url().length) + Buffer.byteLength(body ?? "");
  if (whole > greatest) faults.push(`${name}: ${whole} bytes, more than ${greatest}`);
  return faults;
}
