// SPDX-License-Identifier: Apache-2.0
// Lint of data/support: every entry says where it was read and when, in both languages; a number is dialled as shown; no
// number of a help line hides anywhere else in the page's sources.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const faults = [];
const read = (name) => JSON.parse(readFileSync(join(root, "data/support", name), "utf8"));
const is_https = (value) => {
  try {
    return new URL(value).protocol === "https:";
  } catch {
    return false;
  }
};

function check_sourced(entry, where) {
  if (!is_https(entry.source)) faults.push(`${where}: no https source`);
  for (const other of entry.also ?? []) if (!is_https(other)) faults.push(`${where}: "also" holds something that is no https address`);
  const read_on = /^\d{4}-\d{2}-\d{2}$/.test(entry.checked ?? "") ? Date.parse(entry.checked) : NaN;
  if (Number.isNaN(read_on)) faults.push(`${where}: no date of checking`);
  else if (read_on > Date.now()) faults.push(`${where}: checked in the future`);
}
function check_text(text, where) {
  for (const language of ["en", "cy"]) if (typeof text?.[language] !== "string" || text[language].trim() === "") faults.push(`${where}: no text in ${language}`);
}
function check_ids(entries, where) {
  const seen = new Set();
  for (const { id } of entries) {
    if (typeof id !== "string" || seen.has(id)) faults.push(`${where}: id ${id} is missing or given twice`);
    seen.add(id);
  }
}

const { lines } = read("lines.json");
check_ids(lines, "lines");
for (const line of lines) {
  const where = `lines.json ${line.id}`;
  check_sourced(line, where);
  for (const name of ["name", "who"]) check_text(line[name], `${where} ${name}`);
  for (const name of ["hours", "more"]) if (line[name] !== undefined) check_text(line[name], `${where} ${name}`);
  if (!Array.isArray(line.contacts) || line.contacts.length === 0) faults.push(`${where}: no way to reach it`);
  for (const contact of line.contacts ?? []) {
    if (!["call", "text"].includes(contact.how)) faults.push(`${where}: how is neither call nor text`);
    for (const shown of [contact.shown, contact.shown_cy ?? contact.shown]) if (shown.replace(/\D/g, "") !== contact.dial) faults.push(`${where}: ${shown} is dialled as ${contact.dial}`);
  }
  if (!Array.isArray(line.for) || line.for.length === 0) faults.push(`${where}: for nobody`);
}

const { services } = read("services.json");
check_ids(services, "services");
for (const service of services) {
  const where = `services.json ${service.id}`;
  check_sourced(service, where);
  if (!is_https(service.url)) faults.push(`${where}: no https address`);
  for (const name of ["name", "by"]) check_text(service[name], `${where} ${name}`);
  for (const name of ["does", "cannot"]) {
    if (!Array.isArray(service[name]) || service[name].length === 0) faults.push(`${where}: "${name}" is empty: say what it does and what it cannot do`);
    for (const text of service[name] ?? []) check_text(text, `${where} ${name}`);
  }
}

const { advice } = read("advice.json");
check_ids(advice, "advice");
for (const entry of advice) {
  const where = `advice.json ${entry.id}`;
  check_sourced(entry, where);
  for (const name of ["head", "text"]) check_text(entry[name], `${where} ${name}`);
}

const leave = read("leave.json");
check_sourced(leave, "leave.json");
check_text(leave.page, "leave.json page");
if (!is_https(leave.url)) faults.push("leave.json: no https address");

// Numbers of help lines live in the data alone.
const dialled = new Set(lines.flatMap((line) => line.contacts.map((contact) => contact.dial)).filter((dial) => dial.length > 3));
const sources = readdirSync(join(root, "web/src"), { recursive: true })
  .map((name) => join(root, "web/src", name))
  .filter((path) => statSync(path).isFile() && /\.(ts|tsx)$/.test(path) && !path.endsWith(".test.ts"));
for (const path of [...sources, join(root, "web/index.html")]) {
  const text = readFileSync(path, "utf8");
  const digits = text.replace(/(\d)[ \u00a0](?=\d)/g, "$1");
  for (const dial of dialled) if (digits.includes(dial)) faults.push(`${relative(root, path)}: holds the number ${dial}; numbers belong into data/support`);
  if (/:\s*any\b|\bas any\b|<any>/.test(text)) faults.push(`${relative(root, path)}: any`);
  if (/dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/.test(text)) faults.push(`${relative(root, path)}: text reaches the page through JSX alone`);
  if (/\bstyle=\{/.test(text)) faults.push(`${relative(root, path)}: the policy forbids inline style`);
  if (/history\.pushState|location\.hash|document\.cookie|serviceWorker|sessionStorage|indexedDB/.test(text)) faults.push(`${relative(root, path)}: leaves a trace`);
  if (/localStorage/.test(text) && !path.endsWith("/keep/this_device.ts")) faults.push(`${relative(root, path)}: storage is keep/this_device.ts's alone`);
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`support data: ${lines.length} lines, ${services.length} services, ${advice.length} pieces of advice, all sourced and dated`);
