// SPDX-License-Identifier: Apache-2.0
// Lint of the page's sources: no number of a help line hides in them (those are dated data, which the guide's own lint looks after),
// text reaches the page through JSX alone, nothing leaves a trace. And of data/page.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const faults = [];
const read = (name) => JSON.parse(readFileSync(join(root, "data/page", name), "utf8"));
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
const leave = read("leave.json");
check_sourced(leave, "leave.json");
check_text(leave.page, "leave.json page");
if (!is_https(leave.url)) faults.push("leave.json: no https address");

// Numbers of help lines live in the data alone.
const { line: lines } = JSON.parse(readFileSync(join(root, "build/bin/guidance.json"), "utf8"));
const dialled = new Set(lines.flatMap((line) => line.contacts.flatMap((contact) => contact.dial ?? [])).filter((dial) => dial.length > 3));
const sources = readdirSync(join(root, "web/src"), { recursive: true })
  .map((name) => join(root, "web/src", name))
  .filter((path) => statSync(path).isFile() && /\.(ts|tsx)$/.test(path) && !path.endsWith(".test.ts"));
for (const path of [...sources, join(root, "web/index.html"), join(root, "web/tools/static_words.mjs")]) {
  const text = readFileSync(path, "utf8");
  const digits = text.replace(/(\d)[ \u00a0](?=\d)/g, "$1");
  for (const dial of dialled) if (digits.includes(dial)) faults.push(`${relative(root, path)}: holds the number ${dial}; numbers belong into data/directory`);
  if (/:\s*any\b|\bas any\b|<any>/.test(text)) faults.push(`${relative(root, path)}: any`);
  if (/dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/.test(text)) faults.push(`${relative(root, path)}: text reaches the page through JSX alone`);
  if (/\bstyle=\{/.test(text)) faults.push(`${relative(root, path)}: the policy forbids inline style`);
  if (/history\.pushState|location\.hash|document\.cookie|serviceWorker|sessionStorage/.test(text)) faults.push(`${relative(root, path)}: leaves a trace`);
  if (/<form\b/.test(text) && !path.endsWith("/parts/form.tsx")) faults.push(`${relative(root, path)}: parts/form.tsx is the one form`);
  if (/indexedDB/.test(text) && !path.endsWith("/evidence/kept/kept_store.ts")) faults.push(`${relative(root, path)}: the database is evidence/kept/kept_store.ts's alone`);
  if (/localStorage/.test(text) && !path.endsWith("/keep/this_device.ts")) faults.push(`${relative(root, path)}: storage is keep/this_device.ts's alone`);
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`page: ${sources.length} sources hold no number of ${lines.length} lines, and leave no trace`);
