// SPDX-License-Identifier: Apache-2.0
// Checks recorded answers (build/*/server/recorded/*.json, or the files named) against ../openapi.yaml: the operation
// exists, the status is declared (or is an error that `default` covers), content type, headers and body are as declared.
// Also: no operation takes anything but JSON, none but the public log gives anything else, and every operation and every declared problem word was seen.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..", "..");
const contract = parse(readFileSync(join(here, "..", "openapi.yaml"), "utf8"));

const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true, allowUnionTypes: true });
addFormats(ajv);
ajv.addVocabulary(["components", "info", "openapi", "paths", "servers", "tags", "example"]);
ajv.addSchema({ $id: "urn:holdfast:openapi", components: contract.components });

const faults = [];
const fault = (text) => {
  if (!faults.includes(text)) faults.push(text);
};

const absolute = (schema) =>
  JSON.parse(JSON.stringify(schema), (key, value) =>
    key === "$ref" && typeof value === "string" && value.startsWith("#/") ? `urn:holdfast:openapi${value}` : value,
  );
const compiled = new Map();
const validator = (schema) => {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(absolute(schema)));
  return compiled.get(key);
};
for (const name of Object.keys(contract.components.schemas)) {
  ajv.getSchema(`urn:holdfast:openapi#/components/schemas/${name}`) ?? fault(`schema ${name} does not compile`);
}
const resolve = (node) => {
  if (!node || !node.$ref) return node;
  return node.$ref
    .slice(2)
    .split("/")
    .reduce((at, part) => at[part], contract);
};

// The promise of the contract itself: JSON in, JSON out, nowhere a file. Only what the public log of seals gives has the
// forms that its readers know (c2sp.org/tlog-tiles): they hold digests and times, and nobody can put anything else there.
const of_the_log = { "/v1/log/checkpoint": "text/plain; charset=utf-8", "/v1/log/tile/{path}": "application/octet-stream" };
const methods = ["get", "put", "post", "delete", "patch", "head", "options"];
for (const [path, entry] of Object.entries(contract.paths)) {
  for (const method of methods) {
    const operation = entry[method];
    if (!operation) continue;
    const types = Object.keys(operation.requestBody?.content ?? {});
    if (types.some((type) => type !== "application/json")) fault(`${method} ${path} takes ${types.join(", ")}`);
    for (const [status, named] of Object.entries(operation.responses)) {
      for (const [type, media] of Object.entries(resolve(named).content ?? {})) {
        const allowed = type === "application/json" || type === "application/problem+json";
        if (!allowed && !(method === "get" && status === "200" && of_the_log[path] === type)) fault(`${method} ${path} ${status} gives ${type}`);
        if (media.example !== undefined) {
          const check = validator(media.schema);
          if (!check(media.example)) fault(`${method} ${path} ${status}: example: ${ajv.errorsText(check.errors)}`);
        }
      }
    }
    const body = operation.requestBody?.content?.["application/json"];
    const examples = [body?.example, ...Object.values(body?.examples ?? {}).map((each) => each.value)];
    for (const example of examples.filter((each) => each !== undefined)) {
      const check = validator(body.schema);
      if (!check(example)) fault(`${method} ${path}: example of the body: ${ajv.errorsText(check.errors)}`);
    }
  }
}
const text = JSON.stringify(contract);
for (const word of ["binary", "multipart", "octet-stream", "image/", "video/", "contentMediaType"]) {
  if (text.includes(`"format":"${word}"`) || text.includes(`"${word}`)) fault(`the contract speaks of ${word}`);
}

let files = process.argv.slice(2);
if (files.length === 0) {
  const build = join(root, "build");
  const presets = existsSync(build) ? readdirSync(build) : [];
  files = presets
    .map((preset) => join(build, preset, "server", "recorded"))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
}
if (files.length === 0) fault("no recorded answers: build and run server_api_test first");

const seen = new Set();
const words = new Set();
let count = 0;
for (const file of files) {
  for (const answer of JSON.parse(readFileSync(file, "utf8"))) {
    count += 1;
    const place = `${answer.method} ${answer.route} ${answer.status}`;
    const operation = contract.paths[answer.route]?.[answer.method.toLowerCase()];
    const declared = operation?.responses[String(answer.status)];
    if (!operation && !(answer.status >= 400)) {
      fault(`${place}: no such operation`);
      continue;
    }
    if (operation && !declared && answer.status < 400) {
      fault(`${place}: the status is not declared`);
      continue;
    }
    if (operation) seen.add(place);
    const response = resolve(declared ?? { $ref: "#/components/responses/Problem" });
    const media = response.content?.[answer.content_type];
    if (response.content ? !media : answer.body !== "" || answer.content_type !== "") {
      fault(`${place}: content type ${answer.content_type || "none"} is not declared`);
      continue;
    }
    if (media) {
      let body = answer.body;
      if (answer.content_type === "application/octet-stream") {
        // Recorded as hexadecimal digits.
        if (!/^([0-9a-f]{2})+$/.test(body)) fault(`${place}: no bytes`);
        if (answer.route === "/v1/log/tile/{path}" && body.length > 2 * 256 * 256) fault(`${place}: too large`);
      } else if (of_the_log[answer.route] !== answer.content_type) {
        try {
          body = JSON.parse(body);
        } catch {
          fault(`${place}: the body is not JSON`);
          continue;
        }
      }
      const check = validator(media.schema ?? true);
      if (!check(body)) fault(`${place}: ${ajv.errorsText(check.errors)}`);
      if (answer.content_type === "application/problem+json") {
        words.add(body.type);
        if (body.status !== answer.status) fault(`${place}: the body says ${body.status}`);
      }
    }
    const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
    for (const [name, named] of Object.entries(response.headers ?? {})) {
      const value = headers[name.toLowerCase()];
      if (value === undefined) {
        if (name !== "Idempotency-Replayed") fault(`${place}: the header ${name} is missing`);
      } else if (!validator(resolve(named).schema)(value)) {
        fault(`${place}: the header ${name} is ${value}`);
      }
    }
  }
}

// A contract that nothing exercises is a wish.
for (const [path, entry] of Object.entries(contract.paths)) {
  for (const method of methods) {
    for (const status of Object.keys(entry[method]?.responses ?? {})) {
      const place = `${method.toUpperCase()} ${path} ${status}`;
      if (status !== "default" && !seen.has(place)) fault(`${place}: declared, but no test has recorded one`);
    }
  }
}
// What the HTTP layer says before there is an operation: its own tests, on sockets, meet these.
const of_transport = ["request_timeout", "length_required", "target_too_long", "headers_too_large", "expectation_failed", "version_not_supported"];
for (const word of contract.components.schemas.ProblemType.enum) {
  if (of_transport.some((each) => word.endsWith(`:${each}`))) continue;
  if (!words.has(word)) fault(`${word}: declared, but no test has recorded one`);
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  console.error(`${faults.length} faults in ${count} answers`);
  process.exit(1);
}
console.log(`${count} answers of ${seen.size} kinds fit the contract; every declared kind and word was seen`);
